import { useTitle } from "@/app/useTitle";
import { Skeleton } from "@/kit/Skeleton";

const ROWS = Array.from({ length: 8 }, (_, row) => row);

/** The place of the orgs while they are on their way. */
export function FleetSkeleton() {
  useTitle("Looking up the orgs");
  return (
    <div className="grid gap-4">
      <h1 className="animate-late font-semibold text-lg sm:text-xl lg:text-2xl">Looking up the orgs…</h1>
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="h-8 w-full max-w-3xl" />
      <Skeleton className="h-8 w-full" />
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-20 w-full" />
      ))}
    </div>
  );
}
