import { BASE } from "@/app/base";
import { chosenTheme, showTheme } from "@/theme/theme";
import { myDomain } from "@/words/myDomain";

/** The parts of the answers that this page shows. */
type Validity = { valid: boolean; demo: boolean };
type Health = { version: string };

showTheme(chosenTheme());
connectByMyDomain();
copyMessage();
void tellSession();
void tellVersion();

/** A form could not do it: the policy's form-action lets no form be redirected to Salesforce. */
function connectByMyDomain(): void {
  const input = element("host", HTMLInputElement);
  const says = element("host-error", HTMLElement);
  element("my-domain", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const { host, error } = myDomain(input.value);
    says.textContent = error ?? "";
    if (host !== undefined) {
      input.removeAttribute("aria-invalid");
      location.assign(`${BASE}/auth/salesforce?host=${encodeURIComponent(host)}`);
    } else {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  });
}

function copyMessage(): void {
  const says = element("copied", HTMLElement);
  element("copy", HTMLButtonElement).addEventListener("click", async () => {
    const text = element("message", HTMLElement).textContent.replace(/\s+/g, " ").trim();
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    says.textContent = isCopied ? "Copied" : "The browser did not allow it. Select the text and copy it.";
  });
}

/** Offers what comes next: the dashboard to who has connected, the demo where Salesforce is simulated. */
async function tellSession(): Promise<void> {
  const session = await answer<Validity>("/api/session/validate");
  const link = element("further", HTMLAnchorElement);
  if (session?.valid) {
    link.href = `${BASE}/dashboard`;
    link.textContent = "Go to your dashboard";
  }
  if (session?.valid || session?.demo) link.classList.remove("unknown-yet");
  // Only a local run has it: an account that watches simulated orgs.
  if (session?.demo) element("fleet", HTMLAnchorElement).classList.remove("unknown-yet");
}

async function tellVersion(): Promise<void> {
  const health = await answer<Health>("/api/health");
  element("version", HTMLElement).textContent = health?.version ?? "";
}

/** What the API answers, or nothing: the page is whole without it. */
async function answer<T>(path: string): Promise<T | undefined> {
  try {
    const response = await fetch(BASE + path, { headers: { Accept: "application/json" } });
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} "${id}"`);
  return found;
}
