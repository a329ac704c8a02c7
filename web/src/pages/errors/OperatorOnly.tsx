import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useAccount } from "@/api/account";
import { Button } from "@/kit/Button";
import { Waiting } from "@/kit/Waiting";
import { leave, useAccess } from "./access";
import { TokenForm } from "./TokenForm";

/** Shows errors to an account that may read them, or to whoever has the operator's token. */
export function OperatorOnly({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const access = useAccess();
  const account = useAccount();
  // Somebody may have logged in since the refusal: then it was another account's, or another session's.
  const refusal = account.dataUpdatedAt > (access.refusal?.at ?? 0) ? undefined : access.refusal?.of;
  const isIn = access.token !== undefined || (account.data?.operator === true && !refusal);
  const wasAsked = useRef(false);
  useEffect(() => {
    // What had the focus was the form, and is gone.
    if (isIn && wasAsked.current) document.getElementById("main")?.focus();
    wasAsked.current = !isIn;
  }, [isIn]);
  if (!isIn && account.isPending) return <Waiting what="Asking who you are" />;
  if (!isIn) return <TokenForm account={account.data ?? undefined} refusal={refusal} />;
  return (
    <>
      {children}
      {access.token && (
        <p className="mt-10 flex flex-wrap items-center gap-x-2 text-muted" data-print="no">
          You read this with the operator’s token.
          <Button
            look="quiet"
            onClick={() => {
              leave();
              queries.removeQueries({ queryKey: ["errors"] });
            }}
          >
            Forget the token
          </Button>
        </p>
      )}
    </>
  );
}
