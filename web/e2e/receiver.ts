import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A post that has come. */
export type Post = { headers: IncomingHttpHeaders; body: string };

/** Somebody's own server, to which webhooks are posted. It answers with `status`, which may be changed. */
export type Receiver = { url: string; posts: Post[]; status: number; stop(): Promise<unknown> };

/** Starts one on a port of its own. */
export async function receiver(): Promise<Receiver> {
  const posts: Post[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(started.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const started: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    posts,
    status: 204,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
  return started;
}

/** Whether a post is signed with this secret, as the documentation tells receivers to find out. */
export function isSigned({ headers, body }: Post, secret: string): boolean {
  const signed = `${headers["x-force-monitor-timestamp"]}.${body}`;
  const expected = `v1=${createHmac("sha256", secret).update(signed).digest("hex")}`;
  return headers["x-force-monitor-signature"] === expected;
}
