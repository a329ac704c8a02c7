import createClient from "openapi-fetch";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { paths } from "@/generated/api";

/** The server of accounts: an access token is good until it is over, and a refresh makes another one. */
type Server = { isOver: boolean; mayRefresh: boolean; code: string; asked: string[]; bodies: string[] };

/** A tab of the browser with the page in it; tabs share storage and locks. */
async function tab(server: Server) {
  vi.resetModules();
  const { refreshing } = await import("./refreshing");
  const client = createClient<paths>({ baseUrl: "https://fm.example", fetch: (request) => fetch(request) });
  client.use(refreshing);
  return { client, server };
}

function served(server: Server) {
  return async (request: Request) => {
    const path = new URL(request.url).pathname;
    server.asked.push(`${request.method} ${path}`);
    if (path === "/api/auth/refresh") {
      // It takes its time, so that those who ask meanwhile have asked before.
      vi.setSystemTime(Date.now() + 5);
      if (server.mayRefresh) server.isOver = false;
      return new Response(null, { status: server.mayRefresh ? 204 : 401 });
    }
    if (request.method !== "GET") server.bodies.push(await request.text());
    const problem = { code: server.code, detail: "The session has ended." };
    return server.isOver
      ? Response.json(problem, { status: 401 })
      : Response.json({ email: "ada@example.com" });
  };
}

let server: Server;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  server = { isOver: true, mayRefresh: true, code: "session_required", asked: [], bodies: [] };
  const storage = new Map<string, string>();
  let turn: Promise<unknown> = Promise.resolve();
  vi.stubGlobal("location", { origin: "https://fm.example" });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
  // One after the other, as Web Locks let them.
  const request = (_name: string, take: () => Promise<unknown>) => {
    turn = turn.then(take, take);
    return turn;
  };
  vi.stubGlobal("navigator", { locks: { request } });
  vi.stubGlobal("fetch", served(server));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const REFRESH = "POST /api/auth/refresh";

describe("an access token that is over", () => {
  it("is replaced, and what was asked is asked again", async () => {
    const { client } = await tab(server);
    const { data } = await client.GET("/api/auth/me");
    expect(data).toMatchObject({ email: "ada@example.com" });
    expect(server.asked).toEqual(["GET /api/auth/me", REFRESH, "GET /api/auth/me"]);
  });

  it("lets a change be sent again with its whole body", async () => {
    const { client } = await tab(server);
    const body = { currentPassword: "the old one", newPassword: "the new one" };
    const { response } = await client.POST("/api/auth/password", { body });
    expect(response.status).toBe(200);
    expect(server.bodies).toEqual([JSON.stringify(body), JSON.stringify(body)]);
  });

  it("is replaced once for all who wait for it, also in another tab", async () => {
    const [one, other] = [await tab(server), await tab(server)];
    const asking = [one, one, other].map(({ client }) => client.GET("/api/auth/me"));
    for (const { response } of await Promise.all(asking)) expect(response.status).toBe(200);
    expect(server.asked.filter((each) => each === REFRESH)).toHaveLength(1);
  });

  it("stays over when there is no other, and the first answer is given", async () => {
    server.mayRefresh = false;
    const { client } = await tab(server);
    const { error, response } = await client.GET("/api/auth/me");
    expect(response.status).toBe(401);
    expect(error).toMatchObject({ code: "session_required" });
    expect(server.asked).toEqual(["GET /api/auth/me", REFRESH]);
  });
});

describe("another refusal", () => {
  it("leads to no refresh", async () => {
    const { client } = await tab(server);
    await client.GET("/api/limits");
    await client.GET("/api/session/validate");
    server.code = "credentials_wrong";
    await client.GET("/api/auth/me");
    server.isOver = false;
    await client.GET("/api/auth/me");
    expect(server.asked).not.toContain(REFRESH);
  });

  it("leads to no refresh when the operator's token was shown", async () => {
    const { client } = await tab(server);
    await client.GET("/api/errors", { headers: { authorization: "Bearer token" } });
    expect(server.asked).toEqual(["GET /api/errors"]);
  });

  it("may be no JSON at all", async () => {
    vi.stubGlobal("fetch", async () => new Response("<html>", { status: 401 }));
    const { client } = await tab(server);
    const { response } = await client.GET("/api/auth/me", { parseAs: "text" });
    expect(response.status).toBe(401);
  });
});
