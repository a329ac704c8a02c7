import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { forgetAccount } from "@/api/account";

/** Takes the account off the page once the API has said that nobody is logged in any more. */
export function useForgetAccount(isOver: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (isOver) forgetAccount(queries);
  }, [isOver, queries]);
}
