import { Dialog } from "./Dialog";

/** What the keys of a page do. */
export function KeyHelp({
  keys,
  onClose,
}: {
  keys: readonly (readonly [key: string, words: string])[];
  onClose: () => void;
}) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {keys.map(([key, words]) => (
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
