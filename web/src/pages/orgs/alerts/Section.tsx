import { type ReactNode, useId } from "react";

/** A part of the page with its heading, and what can be done with the whole of it. */
export function Section({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        <span data-print="no">{act}</span>
      </div>
      {children}
    </section>
  );
}
