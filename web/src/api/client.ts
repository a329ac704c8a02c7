import createClient from "openapi-fetch";
import { BASE } from "@/app/base";
import type { paths } from "@/generated/api";
import { conditional } from "./conditional";
import { refreshing } from "./refreshing";
import { timedFetch } from "./timedFetch";

/** The API, with the types of openapi.json. Refusals are thrown as `Refused` by `answered`. */
export const api = createClient<paths>({
  baseUrl: `${location.origin}${BASE}`,
  credentials: "same-origin",
  fetch: timedFetch,
});

// The answer passes them from the last to the first, so a repeated request's answer is kept too.
api.use(conditional, refreshing);
