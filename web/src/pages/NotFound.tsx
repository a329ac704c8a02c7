import { Link } from "wouter";
import { useTitle } from "@/app/useTitle";

/** There is no such page. */
export default function NotFound() {
  useTitle("Page not found");
  return (
    <div className="mx-auto grid max-w-lg gap-4 py-10">
      <h1 className="font-semibold text-xl">There is no such page</h1>
      <p>The address may be mistyped, or the link is from an older version.</p>
      <p>
        <Link href="/dashboard">To the dashboard</Link>
      </p>
    </div>
  );
}
