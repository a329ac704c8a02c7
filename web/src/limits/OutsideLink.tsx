import { Icon } from "@/kit/Icon";
import type { Link } from "./links";

/** A link to somebody else's page, in a window of its own, which does not learn where it was found. */
export function OutsideLink({ link }: { link: Link }) {
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 items-center gap-1.5 pointer-coarse:min-h-11"
    >
      {link.words}
      <Icon name="external" className="size-3.5" />
      <span className="sr-only">(new window)</span>
    </a>
  );
}
