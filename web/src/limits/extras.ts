import { type ComponentType, createContext, use } from "react";
import type { Trend } from "./reading";
import type { Sort } from "./selection";
import { TrendWords } from "./TrendWords";
import type { Limit } from "./words";

/** What a further cell has to know. */
export type CellProps = { limit: Limit; trend: Trend | undefined; isOld: boolean };

/** A column beyond what a reading itself says. */
export type Column = {
  head: string;
  /** The order that its head asks for. */
  sort?: Sort;
  /** The classes of its head and its cells. */
  className: string;
  Cell: ComponentType<CellProps>;
};

/** What a list of limits has beyond a reading. The first route carries only what it shows itself. */
export type Extras = {
  columns: readonly Column[];
  /** What they say, on a card. */
  OnCard: ComponentType<CellProps>;
  /** Further orders, with their words. */
  sorts?: readonly (readonly [Sort, string])[];
  /** Where a limit has a page of its own; without one its details open over the list. */
  hrefOf?: ((name: string) => string) | undefined;
  /** What further keys do with the limit that has the focus, and the words for it. */
  keys?: Readonly<Record<string, { words: string; act: (name: string) => void }>>;
};

const SINCE_OPENED: Column = { head: "Since opened", className: "hidden lg:table-cell", Cell: TrendWords };

/** The extras of the list; unless it has others, what has happened since the page was opened. */
export const ExtrasContext = createContext<Extras>({ columns: [SINCE_OPENED], OnCard: TrendWords });

/** The extras of the list that this is part of. */
export function useExtras(): Extras {
  return use(ExtrasContext);
}

/** What makes way on a narrow window where there are several further columns: the share says it, too. */
export function furtherClass(columns: Extras["columns"]): string {
  return columns.length > 1 ? "hidden lg:table-cell" : "";
}
