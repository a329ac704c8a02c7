import { KeyHelp } from "@/kit/KeyHelp";
import { useExtras } from "./extras";

const KEYS = [
  ["/", "Search"],
  ["j, k", "Next and previous limit"],
  ["Enter", "Details of the limit"],
  ["p", "Pin or unpin the limit"],
  ["a", "Apply a new order that waits"],
  ["r", "Refresh now"],
  ["v", "Table or cards"],
  ["1 to 7", "Show a state, in the order of the numbers on top"],
  ["?", "This help"],
  ["Esc", "Close"],
] as const;

/** What the keys do. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { keys = {} } = useExtras();
  const further = Object.entries(keys).map(([key, { words }]) => [key, words] as const);
  return <KeyHelp keys={[...KEYS, ...further]} onClose={onClose} />;
}
