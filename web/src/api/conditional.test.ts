import createClient from "openapi-fetch";
import { beforeEach, describe, expect, it } from "vitest";
import type { paths } from "@/generated/api";
import { conditional, forgetAnswers } from "./conditional";

/** A server of limits, which counts what it is asked, and a client that asks only for what has changed. */
function system() {
  const asked: Request[] = [];
  const server = {
    etag: 'W/"1"' as string | undefined,
    body: { count: 1 } as unknown,
    status: 200,
    date: "",
  };
  const client = createClient<paths>({
    baseUrl: "https://fm.example",
    async fetch(request) {
      asked.push(request);
      const headers = {
        "content-type": "application/json",
        date: server.date,
        ...(server.etag && { etag: server.etag }),
      };
      const isKnown = server.etag && request.headers.get("if-none-match") === server.etag;
      if (isKnown) return new Response(null, { status: 304, headers });
      return new Response(JSON.stringify(server.body), { status: server.status, headers });
    },
  });
  client.use(conditional);
  const sent = () => asked.map((request) => request.headers.get("if-none-match"));
  return { client, server, sent };
}

beforeEach(forgetAnswers);

describe("asking for what has changed", () => {
  it("gives the kept answer when nothing has", async () => {
    const { client, sent } = system();
    const first = await client.GET("/api/limits");
    const second = await client.GET("/api/limits");
    expect(sent()).toEqual([null, 'W/"1"']);
    expect(second.data).toEqual({ count: 1 });
    expect(second.data).toEqual(first.data);
    expect(second.response.status).toBe(200);
  });

  it("gives the new answer when something has, and knows that one from then on", async () => {
    const { client, server, sent } = system();
    await client.GET("/api/limits");
    Object.assign(server, { etag: 'W/"2"', body: { count: 2 } });
    expect((await client.GET("/api/limits")).data).toEqual({ count: 2 });
    expect((await client.GET("/api/limits")).data).toEqual({ count: 2 });
    expect(sent()).toEqual([null, 'W/"1"', 'W/"2"']);
  });

  it("does not mix up what was asked, but fresh values are values of the same", async () => {
    const { client, sent } = system();
    await client.GET("/api/limits");
    await client.GET("/api/limits", { params: { query: { fresh: true } } });
    await client.GET("/api/limits", { params: { query: { explain: true } } });
    await client.GET("/api/orgs");
    expect(sent()).toEqual([null, 'W/"1"', null, null]);
  });

  it("tells the server's time of the newest answer, whether anything has changed or not", async () => {
    const { client, server } = system();
    const date = async () => (await client.GET("/api/limits")).response.headers.get("date");
    server.date = "Sat, 21 Nov 2026 12:00:00 GMT";
    expect(await date()).toBe("Sat, 21 Nov 2026 12:00:00 GMT");
    server.date = "Sat, 21 Nov 2026 12:05:00 GMT";
    expect(await date()).toBe("Sat, 21 Nov 2026 12:05:00 GMT");
  });

  it("keeps nothing without an ETag, and forgets what was refused since", async () => {
    const { client, server, sent } = system();
    server.etag = undefined;
    await client.GET("/api/limits");
    server.etag = 'W/"1"';
    await client.GET("/api/limits");
    Object.assign(server, { etag: undefined, status: 401, body: {} });
    await client.GET("/api/limits");
    Object.assign(server, { etag: 'W/"1"', status: 200 });
    await client.GET("/api/limits");
    expect(sent()).toEqual([null, null, 'W/"1"', null]);
  });

  it("says nothing of answers when something is changed", async () => {
    const { client, sent } = system();
    await client.GET("/api/orgs");
    await client.POST("/api/orgs", { body: { host: "login.salesforce.com", method: "refreshToken" } });
    expect(sent()).toEqual([null, null]);
  });

  it("forgets everything when a session ends", async () => {
    const { client, sent } = system();
    await client.GET("/api/limits");
    forgetAnswers();
    await client.GET("/api/limits");
    expect(sent()).toEqual([null, null]);
  });
});
