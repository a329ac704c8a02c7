import { Skeleton } from "@/kit/Skeleton";

const ROWS = Array.from({ length: 8 }, (_, row) => row);

/** The place of the events while they are on their way. */
export function EventsSkeleton() {
  return (
    <div className="grid gap-5">
      <h1 className="font-semibold text-lg sm:text-xl">What has happened</h1>
      <Skeleton className="h-8 w-full max-w-xl" />
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-14 w-full" />
      ))}
    </div>
  );
}
