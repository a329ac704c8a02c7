import { Link } from "wouter";
import { cn } from "@/kit/cn";
import { useSelection } from "./useSelection";
import { CATEGORY_WORDS, type Category, type Limit } from "./words";

/** The areas of Salesforce that there are limits of, each with their number. */
export function CategoryTabs({ limits }: { limits: readonly Limit[] }) {
  const { selection, hrefWith } = useSelection();
  const tabs: [Category | undefined, string, number][] = [[undefined, "All", limits.length]];
  for (const [category, words] of Object.entries(CATEGORY_WORDS) as [Category, string][]) {
    const number = limits.filter((limit) => limit.category === category).length;
    if (number > 0) tabs.push([category, words, number]);
  }
  return (
    <nav aria-label="Categories" className="border-hairline border-b">
      <ul className="flex flex-wrap gap-x-1">
        {tabs.map(([category, words, number]) => {
          const isHere = selection.category === category;
          return (
            <li key={words}>
              <Link
                href={hrefWith({ category })}
                replace
                aria-current={isHere ? "true" : undefined}
                className={cn(
                  "-mb-px inline-flex min-h-9 items-center gap-1.5 border-b-2 px-3 text-text no-underline",
                  "hover:border-control pointer-coarse:min-h-11",
                  isHere ? "border-accent font-semibold" : "border-transparent",
                )}
              >
                {words} <span className="text-muted tabular-nums">{number}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
