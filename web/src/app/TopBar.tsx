import { Link, useRoute } from "wouter";
import { useAccount } from "@/api/account";
import { useSession } from "@/api/session";
import { cn } from "@/kit/cn";
import { BASE } from "./base";
import { OrgTag } from "./OrgTag";
import { Preferences } from "./Preferences";

/**
 * The bar on top: the product, the connected org, and the pages. On a phone, where it takes several lines, it
 * scrolls away: it would hide what has the focus (WCAG 2.4.11).
 */
export function TopBar() {
  const session = useSession();
  const account = useAccount();
  return (
    <header className="top-0 z-10 border-hairline border-b bg-bg sm:sticky">
      <nav
        aria-label="Pages"
        className="mx-auto flex min-h-12 w-full max-w-[80rem] flex-wrap items-center gap-x-4 px-4 sm:px-6"
      >
        <a href={`${BASE}/`} className="py-2 font-semibold text-base text-text no-underline">
          Force Monitor
        </a>
        {session.data?.org && <OrgTag org={session.data.org} />}
        {/* Room for it while it is on its way, or the bar would grow by a line and push the page down. */}
        {session.isPending && <span aria-hidden="true" className="w-52" />}
        <span className="ml-auto flex flex-wrap items-center gap-x-1">
          {session.data?.valid && <Page href="/dashboard">Dashboard</Page>}
          {account.data && <Page href="/orgs">Orgs</Page>}
          {account.data?.operator && <Page href="/errors">Errors</Page>}
          {account.data ? <Page href="/account">Account</Page> : <Page href="/login">Log in</Page>}
          <Preferences />
        </span>
      </nav>
    </header>
  );
}

function Page({ href, children }: { href: string; children: string }) {
  const [isHere] = useRoute(`${href}/*?`);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "inline-flex min-h-8 items-center px-2 text-text no-underline hover:underline",
        "pointer-coarse:min-h-11",
        isHere && "font-semibold underline decoration-2 decoration-accent underline-offset-8",
      )}
    >
      {children}
    </Link>
  );
}
