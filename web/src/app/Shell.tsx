import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { Footer } from "./Footer";
import { OfflineNotice } from "./OfflineNotice";
import { TopBar } from "./TopBar";

/** What all pages have in common: the way past the bar, the bar, the page, and its foot. */
export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // Another page begins at its top, and is announced: the focus goes to it, as if it had been loaded.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the path whose change counts.
  useEffect(() => {
    if (!first.current) {
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [path]);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:bg-bg
          focus:p-2"
      >
        Skip to content
      </a>
      <TopBar />
      <OfflineNotice />
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className="mx-auto w-full max-w-[80rem] grow p-4 outline-none sm:p-6"
      >
        {children}
      </main>
      <Footer />
    </div>
  );
}
