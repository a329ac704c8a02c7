import { Dialog } from "@/kit/Dialog";
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
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {[...KEYS, ...further].map(([key, words]) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt>
              <kbd className="rounded-sm border border-control bg-surface px-1.5 font-mono">{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">They can be switched off under Preferences.</p>
    </Dialog>
  );
}
