import { Link } from "wouter";
import { buttonClass } from "@/kit/Button";
import { Card } from "./Card";
import { CardLink } from "./CardLink";

/** A mailed link that is good for nothing, and how to get another one. */
export function BadLink({ to, children }: { to: string; children: string }) {
  return (
    <Card title="This link does not work" isNews links={<CardLink to="/login">Log in</CardLink>}>
      <p>
        It has been used, has expired, or is not whole; a page that was loaded again has forgotten it, so open
        it from the mail once more. Where you asked more than once, only the newest works.
      </p>
      <p>
        If the address has broken into two lines in your mail program, put both together. Otherwise ask for a
        new link.
      </p>
      <Link href={to} className={buttonClass("primary")}>
        {children}
      </Link>
    </Card>
  );
}
