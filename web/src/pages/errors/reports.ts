import type { components, operations } from "@/generated/api";

type Schemas = components["schemas"];

/** How grave an error is. */
export type Level = Schemas["Level"];
/** Whether a group waits for somebody. */
export type Status = Schemas["Status"];
/** Errors that belong together. */
export type Group = Schemas["GroupView"];
/** A page of groups. */
export type Groups = Schemas["Groups"];
/** An application that reports errors. */
export type Project = Schemas["ProjectView"];
/** What somebody decides about a group. */
export type Change = Partial<Schemas["Change"]>;
/** What groups can be asked for by. */
export type GroupQuery = NonNullable<operations["errorGroups"]["parameters"]["query"]>;

/** Values that a program sent along, of any shape. */
export type Values = Readonly<Record<string, unknown>>;

/** One call of a stack; what the program did not say is absent. */
export type Frame = Partial<Omit<Schemas["Frame"], "vars">> & { vars?: Values };
/** One exception, likewise. */
export type Exception = Partial<Omit<Schemas["Exception"], "frames">> & { frames?: Frame[] };
/** Something that happened before, likewise. */
export type Breadcrumb = Partial<Omit<Schemas["Breadcrumb"], "data">> & { data?: Values };

type Told = "receivedAt" | "whyGrouped" | "id" | "level";
type Shaped = "exceptions" | "breadcrumbs" | "contexts" | "extra" | "request";

/** One event that was kept, likewise. */
export type Report = Pick<Schemas["EventView"], Told> &
  Partial<Omit<Schemas["EventView"], Told | Shaped>> & {
    exceptions?: Exception[];
    breadcrumbs?: Breadcrumb[];
    contexts?: Values;
    extra?: Values;
    request?: Values;
  };

/** One group with some of its events. */
export type GroupPage = { group: Group; events: Report[]; next?: string | null };
