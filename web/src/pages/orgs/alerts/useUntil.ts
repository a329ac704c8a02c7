import { useState } from "react";
import { usePreference } from "@/app/preferences";
import { toField } from "@/pages/errors/localTime";
import type { Zone } from "@/words/times";
import { endOf, type Until } from "./until";

/**
 * Until when something is to hold, as it is chosen. `before` is the end that holds already; `ahead` by how
 * much the server's clock is ahead.
 */
export function useUntil(before: string | undefined, ahead: number) {
  const zone = usePreference("zone") as Zone;
  const isRunning = before !== undefined && Date.parse(before) > Date.now() + ahead;
  const first: Until = isRunning ? "moment" : "hour";
  const [until, setUntil] = useState<Until>(first);
  const [start] = useState(() => (isRunning ? toField(before, zone) : ""));
  const [typed, setTyped] = useState(start);
  const [wrong, setWrong] = useState<string>();
  return {
    until,
    typed,
    wrong,
    isDirty: until !== first || typed !== start,
    choose: (to: Until) => {
      setUntil(to);
      setWrong(undefined);
    },
    type: (text: string) => {
      setTyped(text);
      setWrong(undefined);
    },
    /** The end that is chosen; without one what is wrong is shown. */
    end: (): string | undefined => {
      const at = endOf(until, typed, Date.now() + ahead, zone);
      setWrong(at ? undefined : "Enter a date and a time that are still to come.");
      return at ?? undefined;
    },
  };
}

/** An end that is being chosen. */
export type Choosing = ReturnType<typeof useUntil>;
