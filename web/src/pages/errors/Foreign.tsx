import { Fragment, useState } from "react";
import { cn } from "@/kit/cn";
import { count } from "@/words/numbers";
import { beginning, pieces } from "./marks";
import { places } from "./places";

/**
 * A text that somebody else's program sent, and therefore anybody: shown as text, apart from the direction of
 * what surrounds it, with marks for what would be invisible. Long ones begin only, until they are wanted.
 */
export function Foreign({
  children,
  className,
  most = 1000,
  isWhole = false,
}: {
  children: string;
  className?: string;
  /** So many characters at first. */
  most?: number;
  /** Whether the rest can be had here, too. */
  isWhole?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const start = beginning(children, most);
  const isCut = start.length < children.length;
  const shown = isOpen ? children : start;
  return (
    <>
      <bdi className={cn("wrap-anywhere", className)}>
        {places(pieces(shown)).map(({ place, thing: piece }) =>
          "mark" in piece ? (
            <span
              key={place}
              className="mx-px rounded-sm border border-control px-0.5 font-mono text-muted text-xs"
            >
              {piece.mark}
            </span>
          ) : (
            <Fragment key={place}>{piece.text}</Fragment>
          ),
        )}
        {isCut && !isOpen && "…"}
      </bdi>
      {isCut && isWhole && (
        <button
          type="button"
          className="ml-2 min-h-6 text-accent underline pointer-coarse:min-h-11"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Show the beginning only" : `Show all ${count(children.length)} characters`}
        </button>
      )}
    </>
  );
}
