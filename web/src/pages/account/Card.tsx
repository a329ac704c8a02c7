import { type ReactNode, useEffect, useRef } from "react";
import { useTitle } from "@/app/useTitle";
import { cn } from "@/kit/cn";

/**
 * A page with one task. When its title changes while it is shown, or it `isNews`, a step is done: the focus
 * goes to the heading of the next one.
 */
export function Card({
  title,
  links,
  wide = false,
  isNews = false,
  children,
}: {
  title: string;
  /** Where else one may want to go. */
  links?: ReactNode;
  wide?: boolean;
  isNews?: boolean;
  children: ReactNode;
}) {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(isNews ? undefined : title);
  useEffect(() => {
    if (shown.current === title) return;
    shown.current = title;
    heading.current?.focus();
  }, [title]);
  return (
    <div className={cn("mx-auto grid w-full gap-4 py-2 sm:py-8", wide ? "max-w-2xl" : "max-w-[25rem]")}>
      <section className="grid gap-4 rounded-md border-hairline sm:border sm:p-6">
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-lg">
          {title}
        </h1>
        {children}
      </section>
      {links && <div className="flex flex-wrap justify-center gap-x-6 gap-y-2 sm:px-6">{links}</div>}
    </div>
  );
}
