// The plain page for accounts: every path that a mail or a link leads to is a section of it.

// A mailed token leaves the address bar, and with it the history, before anything else happens.
const token = new URLSearchParams(location.hash.slice(1)).get("token");
if (location.hash) history.replaceState(null, "", location.pathname);

const path = location.pathname.slice(1);
const element = (id) => document.getElementById(id);
const time = (text) => new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

// What follows the answer to a form, by the form's action.
const next = {
  "/api/auth/login": () => location.replace(path === "login" ? "/account" : `/${path}`),
  "/api/auth/register": mailed,
  "/api/auth/verify-email": ({ email }) => done("Your account is open", `For ${email}.`, "login", "Log in"),
  "/api/forgot-password": mailed,
  "/api/reset-password": ({ message }) => done("Your password is new", message, "login", "Log in"),
  "/api/auth/password": () => showAccount("Your password is new, and all other devices are logged out."),
};

// Which field to mend, by what it completes itself with, after a refusal with this code.
const mended = { credentials_wrong: "current-password", password_wrong: "current-password",
  password_weak: "new-password", invalid: "username" };

document.querySelectorAll("[type=password]").forEach(addShowButton);
document.querySelectorAll("form").forEach(prepare);
element("logout").addEventListener("click", () => attempt(logOut));
element("others").addEventListener("click", () => attempt(() => end("others", "All other devices")));
addEventListener("hashchange", () => location.reload());
addEventListener("pageshow", (event) => event.persisted && location.reload());
attempt(start);

async function start() {
  if (path === "account" || path === "devices") return showAccount();
  const field = show(path).querySelector("[name=token]");
  if (!field) return;
  field.value = token;
  const isReset = token && path === "reset-password";
  const answer = isReset ? await ask("POST", "/api/validate-reset-token", { token }) : { valid: token };
  if (answer.email) element("whose").textContent = `For ${answer.email}. Every device will be logged out.`;
  field.form.hidden = !answer.valid;
  if (!answer.valid) say("This link has been used, has expired, or is not whole. Ask for a new one.");
}

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function show(id) {
  document.querySelectorAll("main > section").forEach((section) => { section.hidden = section.id !== id; });
  document.title = `${element(id).querySelector("h1").textContent} - Force Monitor`;
  return element(id);
}

function say(text) {
  element("notice").textContent = text;
}

// Whatever goes wrong is said, and the buttons stay alive.
function attempt(action) {
  say("");
  return action().catch(fail);
}

// Whoever logs in then comes back to the same page.
function fail({ code, message }) {
  if (code === "session_required") show("login").querySelector("h1").focus();
  say(code === "session_required" ? "Log in to go on." : message);
}

// The end of one way and the link to the next.
function done(title, text, page, label) {
  const link = make("p", { className: "links" }, make("a", { href: `/${page}` }, label));
  element("done").replaceChildren(make("h1", { tabIndex: -1 }, title), make("p", {}, text), link);
  show("done").firstElementChild.focus();
}

function mailed({ message }) {
  const text = "Nothing there? At most one mail a minute goes to an address, so wait a minute and ask again.";
  done("Look into your mail", `${message} ${text}`, "dev/mail", "Read the mail");
}

async function send(method, path, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) }).catch(() => {
    throw new Error("Force Monitor cannot be reached. Check the network and try again.");
  });
  const answer = response.status === 204 ? null : await response.json();
  if (response.ok) return answer;
  const { detail, code, requestId } = answer;
  const error = new Error(response.status < 500 ? detail : `${detail} (request ${requestId})`);
  throw Object.assign(error, { code, wait: Number(response.headers.get("retry-after")) });
}

// An access token is good for a quarter of an hour; when it is over, a new one is fetched, once.
async function ask(...request) {
  try {
    return await send(...request);
  } catch (refusal) {
    if (refusal.code !== "session_required") throw refusal;
    await send("POST", "/api/auth/refresh");
    return send(...request);
  }
}

// Gives a form a place for refusals, which are read out, and one for the seconds to wait, which are not.
function prepare(form) {
  const [alert, timer] = ["alert", "timer"].map((role) => make("p", { role }));
  form.querySelector("button:not([type])").before(alert, timer);
  form.addEventListener("submit", (event) => submit(event, form, alert, timer));
}

async function submit(event, form, alert, timer) {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  say("");
  clearInterval(timer.ticking);
  alert.textContent = timer.textContent = "";
  form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
  form.querySelectorAll(".secret").forEach((secret) => secret.reveal(false));
  const action = form.getAttribute("action");
  try {
    const answer = await ask("POST", action, Object.fromEntries(new FormData(form)));
    form.reset();
    await next[action](answer);
  } catch (error) {
    refuse(form, alert, timer, error);
  }
  form.ariaBusy = "false";
}

function refuse(form, alert, timer, { message, code, wait }) {
  if (code === "session_required") return fail({ code });
  alert.textContent = code === "too_many_requests" ? "Too many attempts." : message;
  if (wait) countDown(alert, timer, Date.now() + wait * 1000);
  const field = form.querySelector(`[autocomplete=${mended[code]}]`);
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}

function countDown(alert, timer, end) {
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    timer.textContent = left > 0 ? `Wait ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "";
    if (left > 0) return;
    clearInterval(timer.ticking);
    alert.textContent = "You can try again now.";
  };
  alert.append(` Try again at ${new Date(end).toLocaleTimeString()}.`);
  timer.ticking = setInterval(tick, 1000);
  tick();
}

function addShowButton(input) {
  const button = make("button", { type: "button", className: "second" });
  const reveal = (isShown) => {
    input.type = isShown ? "text" : "password";
    button.textContent = isShown ? "Hide" : "Show";
    button.ariaLabel = `${button.textContent} ${input.labels[0].textContent.toLowerCase()}`;
  };
  button.addEventListener("click", () => reveal(input.type === "password"));
  const both = make("span", { className: "actions secret", reveal }, button);
  input.replaceWith(both);
  both.prepend(input);
  reveal(false);
}

async function showAccount(news = "") {
  const me = await ask("GET", "/api/auth/me");
  const devices = await ask("GET", "/api/auth/sessions");
  element("email").textContent = element("username").value = me.email;
  element("since").textContent = `since ${time(me.createdAt)}`;
  element("list").replaceChildren(...devices.map(device));
  element("others").hidden = devices.length < 2;
  show("account");
  say(news);
}

function device({ id, agent, createdAt, lastUsedAt, current }) {
  const times = `Last used ${time(lastUsedAt)}, logged in ${time(createdAt)}`;
  const words = make("span", {}, agent, make("small", {}, times));
  const button = make("button", { className: "second", ariaLabel: `Log out ${agent}` }, "Log out");
  button.addEventListener("click", () => attempt(() => end(id, agent)));
  return make("li", {}, words, current ? "This device" : button);
}

// Its button vanishes, so the focus moves on.
async function end(id, name) {
  await ask("DELETE", `/api/auth/sessions/${id}`);
  await showAccount(`${name}: logged out.`);
  element("devices").focus();
}

async function logOut() {
  await ask("POST", "/api/auth/logout");
  done("You are logged out", "Nobody is logged in here any more.", "login", "Log in");
}
