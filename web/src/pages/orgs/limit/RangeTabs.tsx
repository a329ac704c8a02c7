import { Link } from "wouter";
import { cn } from "@/kit/cn";
import { RANGES, type Span } from "./ranges";
import { useAddress } from "./useAddress";

/** How much of the past is shown. */
export function RangeTabs({ span }: { span: Span }) {
  const { hrefWith } = useAddress();
  return (
    <nav aria-label="Length of time" className="border-hairline border-b">
      <ul className="flex flex-wrap gap-x-1">
        {RANGES.map(([range, words]) => {
          const isHere = span.range === range;
          return (
            <li key={range}>
              <Link
                href={hrefWith({ range: range === "24h" ? undefined : range, page: undefined })}
                replace
                aria-current={isHere ? "true" : undefined}
                className={cn(
                  "-mb-px inline-flex min-h-9 items-center border-b-2 px-3 text-text no-underline",
                  "hover:border-control pointer-coarse:min-h-11",
                  isHere ? "border-accent font-semibold" : "border-transparent",
                )}
              >
                {words}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
