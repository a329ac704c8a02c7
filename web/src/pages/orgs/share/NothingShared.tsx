import type { ReactNode } from "react";
import { useTitle } from "@/app/useTitle";

/** The link is good, and whoever sent it watches no org at present. */
export function NothingShared({ label }: { label: ReactNode }) {
  useTitle("No shared orgs");
  return (
    <div className="mx-auto grid max-w-lg gap-4 py-10">
      {label}
      <h1 className="font-semibold text-xl">No org is watched at present</h1>
      <p>As soon as whoever sent the link watches one again, it appears here.</p>
    </div>
  );
}
