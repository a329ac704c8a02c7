import type { ReactNode } from "react";
import type { View } from "./useView";

/** Some of the limits, below their heading where there is more than one group. */
export function LimitGroup({
  view,
  title,
  columns,
  children,
}: {
  view: View;
  title: string | undefined;
  columns: number;
  children: ReactNode;
}) {
  if (view === "cards") {
    return (
      <>
        <h2 className={title ? "font-semibold text-base" : "sr-only"}>{title ?? "Limits"}</h2>
        <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">{children}</ul>
      </>
    );
  }
  return (
    <tbody>
      {title && (
        <tr>
          <th scope="rowgroup" colSpan={columns} className="pt-4 pb-1 text-left font-semibold text-base">
            {title}
          </th>
        </tr>
      )}
      {children}
    </tbody>
  );
}
