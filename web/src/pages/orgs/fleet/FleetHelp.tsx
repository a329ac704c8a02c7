import { KeyHelp } from "@/kit/KeyHelp";

const KEYS = [
  ["/", "Search"],
  ["j, k", "Next and previous org"],
  ["Enter", "Open the org"],
  ["a", "Apply a new order that waits"],
  ["r", "Refresh now"],
  ["w", "Wallboard"],
  ["1 to 7", "Show a state, in the order of the numbers on top"],
  ["?", "This help"],
  ["Esc", "Close"],
] as const;

/** What the keys do. */
export default function FleetHelp({ onClose }: { onClose: () => void }) {
  return <KeyHelp keys={KEYS} onClose={onClose} />;
}
