import { Dialog } from "@/kit/Dialog";

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
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {KEYS.map(([key, words]) => (
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
