// The plain page: connect, read the limits as a table, disconnect.

const states = { exceeded: "Used up", critical: "Red", warning: "Yellow", ok: "Fine", unlimited: "Unlimited",
  notProvisioned: "Not in use", unknown: "Unknown" };
const number = new Intl.NumberFormat();
const element = (id) => document.getElementById(id);

await show();
element("refresh").addEventListener("click", () => load("&fresh=true"));
element("csv").addEventListener("click", download);
element("disconnect").addEventListener("click", disconnect);
element("my-domain").addEventListener("submit", connectMyDomain);

async function show() {
  const session = await (await fetch("/api/session/validate")).json();
  element("connect").hidden = session.valid;
  element("dashboard").hidden = !session.valid;
  if (session.valid) await load("");
}

async function load(query) {
  const response = await fetch(`/api/limits?explain=true${query}`);
  const body = await response.json();
  if (!response.ok) {
    element("notice").textContent = `${body.detail} (${body.code}, request ${body.requestId})`;
    if (response.status === 401) await show();
    return;
  }
  document.title = `${answer(body)} - ${body.org.name}`;
  element("org").textContent = `${body.org.name} · ${body.org.kind} · ${body.org.id} · ${body.org.instanceUrl}`;
  element("answer").textContent = answer(body);
  element("notice").textContent = notice(body);
  element("caption").textContent =
    `${body.limits.length} limits, the most urgent first; API ${body.apiVersion ?? "unknown"}`;
  element("rows").replaceChildren(...body.limits.map(row));
}

function answer(report) {
  const worst = report.limits[0];
  if (report.exhausted?.limit === "dailyApiRequests") return "Daily API requests are used up";
  if (!worst || !["exceeded", "critical", "warning"].includes(worst.state)) return "Nothing is near its limit";
  if (worst.remaining < 0) return `${worst.label}: ${shown(-worst.remaining, worst.unit)} over the limit`;
  return `${worst.label}: ${percent(worst)} used, ${shown(worst.remaining, worst.unit)} left`;
}

function notice(report) {
  const read = report.readAt ? `Read at ${new Date(report.readAt).toLocaleTimeString()}` : "Not read yet";
  if (report.exhausted) return `Salesforce refuses API calls since ${new Date(report.exhausted.since).toLocaleString()}. ${read}.`;
  return report.freshness === "stale" ? `${read}; a newer reading could not be had.` : `${read}.`;
}

function row(limit) {
  const line = document.createElement("tr");
  const name = cell(limit.label);
  const api = document.createElement("small");
  api.textContent = limit.name;
  name.title = [limit.meaning, limit.whenFull].filter(Boolean).join(" ");
  name.append(api);
  const state = cell(states[limit.state], limit.state);
  line.append(name, state, ...[limit.used, limit.max, limit.remaining].map((value) => cell(shown(value, limit.unit), "number")),
    cell(percent(limit), "number"));
  return line;
}

function cell(text, className = "") {
  const made = document.createElement("td");
  made.textContent = text;
  made.className = className;
  return made;
}

// The unit stays with its number when a line breaks.
function shown(value, unit) {
  if (value === null) return "–";
  return unit === "MB" ? `${number.format(value)}\u00a0MB` : number.format(value);
}

function percent(limit) {
  return limit.usedPercent === null ? "–" : `${number.format(limit.usedPercent)}\u00a0%`;
}

async function download() {
  const response = await fetch("/api/limits", { headers: { accept: "text/csv" } });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = "limits.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function disconnect() {
  await fetch("/api/session", { method: "DELETE" });
  await show();
}

// A form that leads to another site is stopped by the page's own policy, so the address is fetched first.
async function connectMyDomain(event) {
  event.preventDefault();
  const host = encodeURIComponent(element("host").value);
  const response = await fetch(`/auth/salesforce?host=${host}`);
  const body = await response.json();
  if (response.ok) location.assign(body.authUrl);
  else element("host").setCustomValidity(body.detail), element("host").reportValidity();
}

element("host").addEventListener("input", () => element("host").setCustomValidity(""));
