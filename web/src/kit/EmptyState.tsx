import type { ReactNode } from "react";

/** What stands where there is nothing to show: why, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div
      className="grid justify-items-center gap-3 rounded-md border border-hairline border-dashed p-8
      text-center"
    >
      <p className="font-medium text-base">{title}</p>
      {children}
    </div>
  );
}
