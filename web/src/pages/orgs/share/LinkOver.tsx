import { useTitle } from "@/app/useTitle";

/** A link that shows nothing (any more). */
export function LinkOver() {
  useTitle("This link shows nothing");
  return (
    <div className="mx-auto grid max-w-lg gap-4 py-10">
      <h1 className="font-semibold text-xl">This link shows nothing</h1>
      <p>
        It has ended, was revoked, or was not copied to its end. Open the whole link again, or ask whoever
        sent it for a new one.
      </p>
    </div>
  );
}
