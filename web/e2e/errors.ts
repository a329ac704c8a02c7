import { expect, type Page } from "@playwright/test";
import { mailedLink, post } from "./person";
import type { System } from "./system";
import type { Way } from "./ways";

/** Shows the token, as whoever runs the deployment does. */
export async function enter(page: Page, system: System, way: Way): Promise<void> {
  await page.goto("/errors");
  await way.fill(page.getByLabel("Operator’s token"), system.opsToken);
  await way.press(page.getByRole("button", { name: "Show errors" }));
  await expect(page.getByRole("button", { name: "Refresh" })).toBeVisible();
}

/** Opens an account, and logs this browser in. */
export async function logInAs(page: Page, system: System, email: string): Promise<void> {
  const password = "walnut umbrella on a tuesday";
  expect((await post(system, "/api/auth/register", { email, password })).status).toBe(202);
  // The newest mail may still be another account's.
  const verified = async () => {
    const token = (await mailedLink(system, "verify-email")).split("#token=")[1];
    return (await post(system, "/api/auth/verify-email", { token, password })).status;
  };
  await expect.poll(verified).toBe(200);
  await page.evaluate(() => fetch("/api/auth/logout", { method: "POST" }));
  await page.goto("/login?next=/errors");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname === "/errors");
}

/** Reports as a program without an SDK does. */
export async function report(system: System, body: object): Promise<void> {
  const response = await fetch(`${system.url}/api/errors/log`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(202);
}

/** Sends one item as an SDK does. */
export async function envelope(system: System, type: string, item: object): Promise<void> {
  const key = new URL(system.dsn).username;
  const response = await fetch(`${system.url}/api/1/envelope/?sentry_key=${key}`, {
    method: "POST",
    body: ["{}", JSON.stringify({ type }), JSON.stringify(item), ""].join("\n"),
  });
  expect(response.status).toBe(200);
}

/** Whether anything that outlives the page holds a text. */
export function stored(page: Page, text: string): Promise<boolean> {
  return page.evaluate(
    (text) =>
      [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join().includes(text),
    text,
  );
}
