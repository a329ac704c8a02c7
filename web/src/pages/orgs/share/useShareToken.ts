import { useEffect, useState } from "react";
import { takeShareToken } from "./shareToken";

/** The token of the link that was opened here last, also of one that is pasted while the page is open. */
export function useShareToken(): string | undefined {
  const [token, setToken] = useState(takeShareToken);
  useEffect(() => {
    const take = () => setToken(takeShareToken());
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return token;
}
