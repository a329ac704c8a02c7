import { useTitle } from "@/app/useTitle";
import { Skeleton } from "@/kit/Skeleton";

/** The place of the alerts while they are on their way. */
export function AlertsSkeleton() {
  useTitle("Reading the alerts");
  return (
    <div className="grid gap-6">
      <h1 className="animate-late font-semibold text-lg sm:text-xl">Reading the alerts…</h1>
      <Skeleton className="h-16 w-full" />
      {["rules", "channels", "hours"].map((part) => (
        <div key={part} className="grid gap-3">
          <Skeleton className="h-7 w-40" />
          <Skeleton className="h-24 w-full" />
        </div>
      ))}
    </div>
  );
}
