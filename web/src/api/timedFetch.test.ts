import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { timedFetch } from "./timedFetch";

const request = (signal?: AbortSignal) =>
  new Request("https://fm.example/api/limits", signal ? { signal } : {});

/** A server that takes the request and says nothing, as long as nobody gives up. */
function silent(_request: Request, { signal }: { signal: AbortSignal }): Promise<Response> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

/** The browser's own timeout does not follow the clock of a test. */
function timeout(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), milliseconds);
  return controller.signal;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(AbortSignal, "timeout").mockImplementation(timeout);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a request", () => {
  it("gives what it was answered, a refusal as well", async () => {
    vi.stubGlobal("fetch", async () => new Response("{}", { status: 503 }));
    expect((await timedFetch(request())).status).toBe(503);
  });

  it("that nobody answers ends after half a minute, and says so", async () => {
    vi.stubGlobal("fetch", silent);
    const outcome = timedFetch(request()).catch((error: unknown) => error);
    let isOver = false;
    void outcome.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toMatchObject({
      code: "timeout",
      status: 0,
      isPassing: true,
      message: "Force Monitor did not answer in time. Try again.",
    });
  });

  it("that reaches nobody says so at once", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(timedFetch(request())).rejects.toMatchObject({
      code: "offline",
      status: 0,
      message: "Force Monitor cannot be reached. Check the network and try again.",
    });
  });

  it("that is not wanted any more is no failure of the network", async () => {
    vi.stubGlobal("fetch", silent);
    const unwanted = new AbortController();
    const outcome = timedFetch(request(unwanted.signal));
    unwanted.abort();
    await expect(outcome).rejects.toHaveProperty("name", "AbortError");
  });
});
