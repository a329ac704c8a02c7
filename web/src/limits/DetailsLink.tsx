import { ApiName } from "./ApiName";
import { DetailsOf } from "./DetailsOf";
import type { Limit } from "./words";

/** A limit's name, which leads to its details; Salesforce's own name for it stands below. */
export function DetailsLink({ limit }: { limit: Limit }) {
  return (
    <>
      <DetailsOf
        limit={limit}
        data-limit={limit.name}
        className="inline-block min-h-6 py-0.5 font-medium text-text decoration-control"
      >
        {limit.label}
      </DetailsOf>
      <br />
      <ApiName name={limit.name} />
    </>
  );
}
