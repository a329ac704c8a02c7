import type { ReactNode } from "react";
import { Link } from "wouter";
import { useExtras } from "./extras";
import { useOpenLimit } from "./useOpenLimit";
import type { Limit } from "./words";

/** A link to the details of a limit, or to its own page. */
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
  const { hrefOf: pageOf } = useExtras();
  const { hrefOf, open } = useOpenLimit();
  if (pageOf) {
    return (
      <Link {...rest} href={pageOf(limit.name)}>
        {children}
      </Link>
    );
  }
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
