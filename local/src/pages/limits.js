// The plain page: connect, read the limits as a table, disconnect.

const states = { exceeded: "Used up", critical: "Red", warning: "Yellow", ok: "Fine", unlimited: "Unlimited",
  notProvisioned: "Not in use", unknown: "Unknown" };
const number = new Intl.NumberFormat();
const element = (id) => document.getElementById(id);
const title = document.title;

element("refresh").addEventListener("click", () => attempt(() => load("&fresh=true")));
element("csv").addEventListener("click", () => attempt(download));
element("disconnect").addEventListener("click", () => attempt(disconnect));
element("my-domain").addEventListener("submit", connectMyDomain);
element("host").addEventListener("input", () => element("host").setCustomValidity(""));
attempt(show);

// Whatever goes wrong is said, and the buttons stay alive.
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    say(error.message);
  }
}

function say(text) {
  element("notice").textContent = text;
}

// Gives an answer, or throws what its problem says.
async function ask(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error("Force Monitor cannot be reached. Check the network and try again.");
  });
  if (response.ok) return response;
  const problem = await response.json();
  const error = new Error(`${problem.detail} (${problem.code}, request ${problem.requestId})`);
  throw Object.assign(error, { status: response.status });
}

async function show() {
  const session = await (await ask("/api/session/validate")).json();
  element("connect").hidden = session.valid;
  element("dashboard").hidden = !session.valid;
  if (session.valid) await load("");
}

async function load(query) {
  try {
    fill(await (await ask(`/api/limits?explain=true${query}`)).json());
  } catch (error) {
    if (error.status === 401) leave();
    throw error;
  }
}

function fill(report) {
  document.title = `${answer(report)} - ${report.org.name}`;
  element("org").textContent = `${report.org.name} · ${report.org.kind} · ${report.org.id} · ${report.org.instanceUrl}`;
  element("answer").textContent = answer(report);
  say(notice(report));
  element("caption").textContent =
    `${report.limits.length} limits, the most urgent first; API ${report.apiVersion ?? "unknown"}`;
  element("rows").replaceChildren(...report.limits.map(row));
}

// Back to the beginning, with the focus on its heading.
function leave() {
  document.title = title;
  element("dashboard").hidden = true;
  element("connect").hidden = false;
  element("start").focus();
}

function answer(report) {
  const worst = report.limits[0];
  if (report.exhausted?.limit === "dailyApiRequests") return "Daily API requests are used up";
  if (report.freshness === "none") return "Nothing has been read yet";
  if (!worst || !["exceeded", "critical", "warning"].includes(worst.state)) return "Nothing is near its limit";
  if (worst.remaining < 0) return `${worst.label}: ${shown(-worst.remaining, worst.unit)} over the limit`;
  return `${worst.label}: ${percent(worst)} used, ${shown(worst.remaining, worst.unit)} left`;
}

function notice(report) {
  const read = report.readAt ? `Read at ${new Date(report.readAt).toLocaleTimeString()}` : "Not read yet";
  if (report.exhausted) {
    return `Salesforce refuses API calls since ${new Date(report.exhausted.since).toLocaleString()}. ${read}.`;
  }
  return report.freshness === "stale" ? `${read}; a newer reading could not be had.` : `${read}.`;
}

function row(limit) {
  const line = document.createElement("tr");
  const values = [limit.used, limit.max, limit.remaining].map((value) => cell(shown(value, limit.unit), "number"));
  line.append(name(limit), cell(states[limit.state], limit.state), ...values, cell(percent(limit), "number"));
  return line;
}

function name(limit) {
  const made = document.createElement("th");
  made.scope = "row";
  const api = document.createElement("small");
  api.textContent = limit.name;
  const meaning = [limit.meaning, limit.whenFull].filter(Boolean).join(" ");
  if (!meaning) {
    made.append(limit.label, api);
    return made;
  }
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = limit.label;
  details.append(summary, meaning);
  made.append(details, api);
  return made;
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
  const response = await ask("/api/limits", { headers: { accept: "text/csv" } });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = "limits.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function disconnect() {
  await ask("/api/session", { method: "DELETE" });
  say("Disconnected: the session and its token at Salesforce have ended.");
  leave();
}

// A form that leads to another site is stopped by the page's own policy, so the address is fetched first.
async function connectMyDomain(event) {
  event.preventDefault();
  const field = element("host");
  try {
    const response = await ask(`/auth/salesforce?host=${encodeURIComponent(field.value)}`);
    location.assign((await response.json()).authUrl);
  } catch (error) {
    field.setCustomValidity(error.message);
    field.reportValidity();
  }
}
