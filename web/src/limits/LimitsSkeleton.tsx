import { useTitle } from "@/app/useTitle";
import { Skeleton } from "@/kit/Skeleton";

const ROWS = Array.from({ length: 12 }, (_, row) => row);

/** The place of the limits while they are on their way. */
export function LimitsSkeleton() {
  useTitle("Reading the limits");
  return (
    <div className="grid gap-4">
      <h1 className="animate-late font-semibold text-lg sm:text-xl lg:text-2xl">Reading the limits…</h1>
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="h-8 w-full max-w-3xl" />
      <Skeleton className="h-9 w-full max-w-xl" />
      <Skeleton className="h-8 w-full" />
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-11 w-full" />
      ))}
    </div>
  );
}
