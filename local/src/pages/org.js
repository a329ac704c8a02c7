// The plain page of a watched org: where approvals and mails lead to, and links that somebody has shared. Such a
// link carries its token behind the #, which no server sees; it is sent as a header.

const states = { exceeded: "Used up", critical: "Red", warning: "Yellow", ok: "Fine", unlimited: "Unlimited",
  notProvisioned: "Not in use", unknown: "Unknown" };
const number = new Intl.NumberFormat();
const element = (id) => document.getElementById(id);
const time = (text) => new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

const shared = location.pathname.endsWith("/share") ? location.hash.slice(1) : null;

show().catch(({ message }) => { element("notice").textContent = message; });

async function show() {
  const { orgs } = await ask("/api/orgs");
  const watched = shared === null ? orgs.find(({ org }) => location.pathname.endsWith(`/${org.id}`)) : orgs[0];
  if (!watched) throw new Error("This account does not watch the org.");
  const { id } = watched.org;
  const report = await ask(`/api/orgs/${id}/limits`);
  const answer = watched.summary?.worst?.sentence ?? "It is read for the first time within five minutes.";
  document.title = `${answer} - ${report.org.name}`;
  element("name").textContent = `${report.org.name} · ${report.org.kind} · ${report.org.id}`;
  element("answer").textContent = answer;
  element("caption").textContent = report.readAt ? `Read ${time(report.readAt)}` : "Not read yet";
  element("rows").replaceChildren(...report.limits.map(row));
  element("org").hidden = false;
  if (watched.trouble) element("notice").textContent = `Not read because ${watched.trouble.words}. ${watched.trouble.remedy}`;
}

async function ask(path, isSecond = false) {
  const response = await fetch(path, shared === null ? {} : { headers: { Authorization: `Bearer ${shared}` } });
  if (response.ok) return response.json();
  const { detail, code } = await response.json();
  if (code !== "session_required" || shared !== null) throw new Error(detail);
  // An access token is good for a quarter of an hour; when it is over, a new one is fetched, once.
  const refreshed = !isSecond && (await fetch("/api/auth/refresh", { method: "POST" })).ok;
  if (!refreshed) throw new Error("Log in on the page Account, and come back.");
  return ask(path, true);
}

function row(limit) {
  const line = document.createElement("tr");
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = limit.label;
  line.append(name, cell(states[limit.state], limit.state), cell(percent(limit), "number"), cell(end(limit)));
  return line;
}

function cell(text, className = "") {
  const made = document.createElement("td");
  made.textContent = text;
  made.className = className;
  return made;
}

function percent(limit) {
  return limit.usedPercent === null ? "–" : `${number.format(limit.usedPercent)}\u00a0%`;
}

function end(limit) {
  if (limit.forecast) return time(limit.forecast.runsOutAt);
  return limit.reliefAt ? `Free again ${time(limit.reliefAt)}` : "–";
}
