import type { Note } from "./subject";

/** What each kind of mark stands for, as it is written inside of a line. */
export const NOTE_WORDS: Record<Note["kind"], string> = {
  alertOpened: "alert opened",
  alertEscalated: "alert became critical",
  alertClosed: "alert closed",
  maximumChanged: "maximum changed",
  limitAppeared: "limit appeared",
  limitVanished: "limit not listed any more",
  connectionLost: "connection lost",
  connectionRestored: "connection restored",
  muted: "alerts muted until then",
};
