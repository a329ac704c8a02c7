import { expect, type Page } from "@playwright/test";
import type { System } from "./system";
import type { Way } from "./ways";

/** Who has an account in the journeys. */
export const ADDRESS = "ada@example.com";
/** The password that the account is opened with. */
export const PASSWORD = "walnut umbrella on a tuesday";
/** Another one that will do. */
export const OTHER = "seven lemons under the bridge";

/** Opens the account without a browser. */
export async function openAccount(system: System): Promise<void> {
  expect((await post(system, "/api/auth/register", { email: ADDRESS, password: PASSWORD })).status).toBe(202);
  const token = (await mailedLink(system, "verify-email")).split("#token=")[1];
  expect((await post(system, "/api/auth/verify-email", { token, password: PASSWORD })).status).toBe(200);
}

/** Logs in as a program, and gives its access token. */
export async function logInElsewhere(system: System): Promise<string> {
  const answer = await post(system, "/api/auth/login", { email: ADDRESS, password: PASSWORD, client: "api" });
  expect(answer.status).toBe(200);
  return (await answer.json()).accessToken;
}

/** What somebody with this access token is answered. */
export async function statusOf(system: System, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${system.url}/api/auth/me`, { headers })).status;
}

/** Sends something to the API as a program does. */
export function post(system: System, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(system.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** The link of this kind in the newest mail that has one, as soon as there is one. */
export async function mailedLink(system: System, path: string): Promise<string> {
  const pattern = new RegExp(`http://[^\\s"<]+/${path}#token=[\\w-]+`);
  let link: string | undefined;
  const look = async () => {
    const mails = await (await fetch(`${system.url}/dev/mail`)).text();
    link = pattern.exec(mails)?.[0];
    return link;
  };
  await expect.poll(look, { message: `a mail that leads to ${path}` }).toBeTruthy();
  return link ?? "";
}

/** Makes a table unreadable, as an outage would: every answer that needs it is a fault of the server's. */
export async function breakTable(system: System, table: string): Promise<void> {
  const answer = await fetch(system.dynamodb, {
    method: "POST",
    headers: {
      // The embedded engine wants a signature and does not check it.
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20261120/eu-central-1/dynamodb/aws4_request, " +
        "SignedHeaders=host, Signature=none",
      "content-type": "application/x-amz-json-1.0",
      "x-amz-date": "20261120T143000Z",
      "x-amz-target": "DynamoDB_20120810.DeleteTable",
    },
    body: JSON.stringify({ TableName: table }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** Logs in on the way to a page. */
export async function logIn(page: Page, way: Way, path: string): Promise<void> {
  await page.goto(`/login?next=${path}`);
  await logInHere(page, way);
  await page.waitForURL((url) => url.pathname === path);
}

/** Logs in on the login page that is shown. */
export async function logInHere(page: Page, way: Way): Promise<void> {
  await way.fill(page.getByLabel("E-mail address"), ADDRESS);
  await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
  await way.press(page.getByRole("button", { name: "Log in" }));
}
