import type { ReactNode } from "react";

/** A name and what is known under it, inside of a list of such. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
