import { useState } from "react";
import { Foreign } from "./Foreign";

/** Values of any shape, folded until they are wanted; nothing where there are none. */
export function Json({ name, value }: { name: string; value: object | null | undefined }) {
  const [isOpen, setOpen] = useState(false);
  if (!value || Object.keys(value).length === 0) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-6 py-1 pointer-coarse:min-h-11">{name}</summary>
      {isOpen && (
        <pre className="whitespace-pre-wrap rounded-sm bg-surface p-3 font-mono text-xs">
          <Foreign isWhole most={8000}>
            {JSON.stringify(value, null, 2)}
          </Foreign>
        </pre>
      )}
    </details>
  );
}
