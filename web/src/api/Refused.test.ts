import { describe, expect, it } from "vitest";
import { answered, Refused, refusal } from "./Refused";

const PROBLEM = {
  type: "about:blank",
  title: "Too Many Requests",
  status: 429,
  detail: "Too many attempts.",
  code: "too_many_requests",
  requestId: "in-the-body",
};

const response = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

describe("a refusal", () => {
  it("says what the API says, with the request's id and how long to wait", () => {
    const refused = refusal(response(429, { "retry-after": "17", "x-request-id": "in-the-head" }), PROBLEM);
    expect(refused).toMatchObject({
      code: "too_many_requests",
      message: "Too many attempts.",
      status: 429,
      requestId: "in-the-body",
      retryAfter: 17,
    });
  });

  it("says that an answer could not be read, whatever stands there", () => {
    for (const body of [undefined, null, "<html>", 7, [], {}, { code: "lonely" }, { detail: "lonely" }]) {
      const refused = refusal(response(502, { "x-request-id": "in-the-head" }), body);
      expect(refused).toMatchObject({ code: "unreadable", status: 502, requestId: "in-the-head" });
      expect(refused.message).toBe("The answer could not be read.");
    }
  });

  it("names no time to wait that nobody gave", () => {
    for (const headers of [{}, { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, { "retry-after": "0" }]) {
      expect(refusal(response(503, headers as Record<string, string>), PROBLEM).retryAfter).toBeUndefined();
    }
  });

  it("may pass by itself when nobody answered, too much was asked, or the fault is not ours", () => {
    const passing = [0, 429, 500, 503, 504].map((status) => new Refused("code", "words", status).isPassing);
    expect(passing).toEqual([true, true, true, true, true]);
    const lasting = [400, 401, 403, 404, 409].map((status) => new Refused("code", "words", status).isPassing);
    expect(lasting).toEqual([false, false, false, false, false]);
  });
});

describe("an answer", () => {
  it("is what it holds", async () => {
    const call = Promise.resolve({ data: { count: 1 }, response: response(200) });
    expect(await answered(call)).toEqual({ count: 1 });
  });

  it("is thrown when it is a refusal, also one without a body", async () => {
    const refused = Promise.resolve({ error: PROBLEM, response: response(429) });
    await expect(answered(refused)).rejects.toMatchObject({ code: "too_many_requests", status: 429 });
    const empty = Promise.resolve({ response: response(502) });
    await expect(answered(empty)).rejects.toMatchObject({ code: "unreadable", status: 502 });
  });
});
