import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { Redirect, useLocation, useSearch } from "wouter";
import { type Account, isSupposed, suppose, useAccount } from "@/api/account";
import { Trouble } from "@/kit/Trouble";
import { Waiting } from "@/kit/Waiting";

/** A page for whoever is logged in; everybody else logs in first, and then comes back to it. */
export function NeedsAccount({ children }: { children: (account: Account) => ReactNode }) {
  const account = useAccount();
  const isCertain = useCertainty();
  const [path] = useLocation();
  const search = useSearch();
  if (account.data) return children(account.data);
  if (account.error) {
    return (
      <div className="mx-auto grid max-w-lg gap-4 py-10">
        <h1 className="font-semibold text-lg">Your account could not be read</h1>
        <Trouble error={account.error} onRetry={() => account.refetch()} />
      </div>
    );
  }
  if (!isCertain || account.data === undefined) return <Waiting what="Looking who is logged in" />;
  const next = search ? `${path}?${search}` : path;
  return <Redirect to={`/login?next=${encodeURIComponent(next)}`} replace />;
}

/** Whether the API itself says who is logged in: where nobody ever has, the bar on top does not ask it. */
function useCertainty(): boolean {
  const queries = useQueryClient();
  const [isCertain, setCertain] = useState(isSupposed);
  useEffect(() => {
    if (isCertain) return;
    suppose();
    queries.refetchQueries({ queryKey: ["account"] }).then(() => setCertain(true));
  }, [isCertain, queries]);
  return isCertain;
}
