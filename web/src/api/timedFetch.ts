import { Refused } from "./Refused";

/** API Gateway gives up after 29 seconds; whoever waits longer waits for nothing. */
const PATIENCE = 30_000;

/** `fetch` that does not wait for ever, and says in words why there is no answer. */
export async function timedFetch(request: Request): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, patience]) });
  } catch (error) {
    if (request.signal.aborted) throw error;
    if (patience.aborted) {
      throw new Refused("timeout", "Force Monitor did not answer in time. Try again.");
    }
    throw new Refused("offline", "Force Monitor cannot be reached. Check the network and try again.");
  }
}
