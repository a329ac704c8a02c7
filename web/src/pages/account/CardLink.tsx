import { Link } from "wouter";

/** A link to another page of accounts, as high as a finger needs it. */
export function CardLink({ to, children }: { to: string; children: string }) {
  return (
    <Link href={to} className="inline-flex min-h-6 items-center pointer-coarse:min-h-11">
      {children}
    </Link>
  );
}
