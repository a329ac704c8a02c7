import { Link, useLocation, useSearch } from "wouter";
import { writeUrl } from "@/app/useUrlState";
import { buttonClass } from "@/kit/Button";

/** The ways to the groups that were seen earlier, and back to the first page; each is a link of its own. */
export function Pager({ after, next }: { after: string; next: string | undefined }) {
  const [path] = useLocation();
  const search = useSearch();
  if (!after && !next) return null;
  return (
    <nav aria-label="Pages of groups" className="flex flex-wrap gap-2">
      {after && (
        <Link href={path + writeUrl(search, { after: "" })} className={buttonClass()}>
          Seen last
        </Link>
      )}
      {next && (
        <Link href={path + writeUrl(search, { after: next })} className={buttonClass()}>
          Seen earlier
        </Link>
      )}
    </nav>
  );
}
