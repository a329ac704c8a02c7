import type { ReactNode } from "react";
import { useOpenLimit } from "./useOpenLimit";
import type { Limit } from "./words";

/** A link to the details of a limit. */
export function DetailsOf({
  limit,
  children,
  ...rest
}: {
  limit: Limit;
  children: ReactNode;
  className?: string;
  "data-limit"?: string;
}) {
  const { hrefOf, open } = useOpenLimit();
  return (
    <a
      {...rest}
      href={hrefOf(limit.name)}
      onClick={(event) => {
        // With such a key it opens elsewhere.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(limit.name);
      }}
    >
      {children}
    </a>
  );
}
