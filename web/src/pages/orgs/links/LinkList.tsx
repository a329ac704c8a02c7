import { type RefObject, useEffect, useRef, useState } from "react";
import { EmptyState } from "@/kit/EmptyState";
import { plural } from "@/words/numbers";
import { LinkItem } from "./LinkItem";
import { RevokeDialog } from "./RevokeDialog";
import type { Share } from "./shares";

/** The links that are good, the newest first, each with its end. */
export function LinkList({
  shares,
  names,
  heading,
}: {
  shares: readonly Share[];
  names: ReadonlyMap<string, string>;
  heading: RefObject<HTMLHeadingElement | null>;
}) {
  const [revoking, setRevoking] = useState<Share>();
  const [news, setNews] = useState<{ words: string }>();
  const told = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone, so the focus moves on to what has come of it.
  useEffect(() => {
    if (news) told.current?.focus();
  }, [news]);
  return (
    <section aria-labelledby="links" className="grid gap-3">
      <h2 id="links" ref={heading} tabIndex={-1} className="font-semibold text-lg outline-none">
        {shares.length === 0 ? "Your links" : plural(shares.length, "link")}
      </h2>
      {news && (
        <p ref={told} tabIndex={-1} className="font-medium outline-none">
          {news.words}
        </p>
      )}
      {shares.length === 0 && <EmptyState title="No link is good at present" />}
      <ul className="grid border-hairline border-t empty:hidden">
        {shares.map((share) => (
          <LinkItem key={share.id} share={share} names={names} onRevoke={() => setRevoking(share)} />
        ))}
      </ul>
      {revoking && (
        <RevokeDialog
          share={revoking}
          onClose={() => setRevoking(undefined)}
          onRevoked={() => {
            setRevoking(undefined);
            setNews({ words: `The link “${revoking.name}” shows nothing any more.` });
          }}
        />
      )}
    </section>
  );
}
