//! The pages people see: plain HTML without scripts, plainly marked as a simulation.

use super::apps::App;
use super::faults::Fault;
use super::http::Form;
use super::orgs::{Org, Story};
use super::refusals::{self, Refusal};
use super::world::World;

/// A grey dot, for the browser's tab.
pub(super) const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
<circle cx="4" cy="4" r="3" fill="#888"/></svg>"##;

const STYLE: &str = "
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
.sim { border: 3px dashed; padding: .5rem 1rem; font-weight: bold }
fieldset { margin: 1rem 0; padding: .5rem 1rem }
label { display: block; padding: .25rem 0 }
td label { display: inline-block; margin-right: .5rem }
button, select, input { font: inherit; padding: .3rem .6rem; margin: .2rem .2rem .2rem 0 }
input[type=number] { width: 6rem }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid; padding: .5rem; text-align: left; vertical-align: top }
code { overflow-wrap: anywhere }
:focus-visible { outline: 3px solid; outline-offset: 2px }";

/// The page on which a user chooses an org and approves.
pub(crate) fn approval(world: &World, app: &App, scopes: &[String], request: &Form) -> String {
    let kept = request.0.iter().filter(|(name, _)| !matches!(name.as_str(), "org" | "decision" | "error"));
    let hidden: String = kept
        .map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
        })
        .collect();
    let scopes: String =
        scopes.iter().map(|scope| format!("<li><code>{}</code></li>", escape(scope))).collect();
    let errors: String = refusals::ALL
        .iter()
        .enumerate()
        .map(|(at, Refusal(error, text))| {
            format!("<option value=\"{at}\">{}: {}</option>", escape(error), escape(text))
        })
        .collect();
    let body = format!(
        "<h1>Allow access?</h1><p><b>{}</b> asks to read one of the simulated orgs with these scopes:</p>\
         <ul>{scopes}</ul>\
         <form method=\"post\" action=\"/services/oauth2/authorize\">{hidden}\
         <fieldset><legend>Log in to</legend>{}</fieldset>\
         <button name=\"decision\" value=\"approve\">Approve</button>\
         <button name=\"decision\" value=\"deny\">Deny</button>\
         <details><summary>Answer with another error</summary>\
         <label for=\"error\">Error</label><select id=\"error\" name=\"error\">{errors}</select>\
         <button name=\"decision\" value=\"error\">Send this error</button></details></form>",
        escape(&app.name),
        org_choices(world, request.or_empty("login_hint")),
    );
    page("Allow access?", &body)
}

/// One radio button per org; the one that the client hinted at is chosen.
fn org_choices(world: &World, hint: &str) -> String {
    let hint = world.find_org(hint).or(world.orgs.first()).map(|org| org.id.as_str());
    let choice = |org: &Org| {
        let checked = if hint == Some(&org.id) { " checked" } else { "" };
        format!(
            "<label><input type=\"radio\" name=\"org\" value=\"{}\" required{checked}> \
             <b>{}</b> ({:?}), {}<br><small>{} as {}</small></label>",
            org.id,
            escape(org.name),
            org.kind,
            escape(org.story.about()),
            escape(org.user),
            escape(org.username),
        )
    };
    world.orgs.iter().map(choice).collect()
}

/// The page for a request whose answer may not be sent anywhere.
pub(crate) fn refused(Refusal(error, description): Refusal) -> String {
    let (error, description) = (escape(error), escape(description));
    let body = format!(
        "<h1>This request cannot be answered</h1><p role=\"alert\"><code>error={error}</code><br>\
         <code>error_description={description}</code></p>\
         <p>Nothing was sent to the client, because its id or its redirect URI is not registered here.</p>"
    );
    page("Request refused", &body)
}

/// The page for a decision without an org.
pub(crate) fn no_org() -> String {
    page("No org chosen", "<h1>No org chosen</h1><p role=\"alert\">Go back and choose one of the orgs.</p>")
}

/// The control page: every org with its state, its faults and its counters.
pub(crate) fn control(world: &World) -> String {
    let rows: String = world.orgs.iter().map(|org| control_row(world, &org.id)).collect();
    let trouble = world.file_error.as_deref().map_or(String::new(), |error| {
        format!("<p role=\"alert\">The state file could not be used: {}</p>", escape(error))
    });
    let apps: String = world
        .apps
        .iter()
        .map(|app| {
            let (id, secret) = (escape(&app.client_id), escape(&app.client_secret));
            format!(
                "<tr><td>{}</td><td><code>{id}</code></td><td><code>{secret}</code></td></tr>",
                escape(&app.name)
            )
        })
        .collect();
    let body = format!(
        "<h1>Simulated orgs</h1>{trouble}<p>Heavy days run from {}. Reused refresh tokens: {}.</p>\
         <table><thead><tr><th scope=\"col\">Org</th><th scope=\"col\">Story</th>\
         <th scope=\"col\">Faults</th><th scope=\"col\">Calls</th></tr></thead><tbody>{rows}</tbody></table>\
         <form method=\"post\" action=\"/_sim/calls/reset\"><button>Reset the counters</button></form>\
         <h2>Client apps</h2><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Client id</th>\
         <th scope=\"col\">Secret</th></tr></thead><tbody>{apps}</tbody></table>\
         <p>As JSON: <a href=\"/_sim/state\">state</a>, <a href=\"/services/data/\">versions</a>.</p>",
        world.anchor, world.ledger.reuses,
    );
    page("Simulated orgs", &body)
}

fn control_row(world: &World, id: &str) -> String {
    let Some(org) = world.find_org(id) else {
        return String::new();
    };
    let stories: String = Story::ALL
        .iter()
        .map(|story| {
            let name = serde_json::to_value(story).unwrap_or_default();
            let selected = if *story == org.story { " selected" } else { "" };
            format!(
                "<option value=\"{}\"{selected}>{}</option>",
                name.as_str().unwrap_or(""),
                escape(story.about())
            )
        })
        .collect();
    let current: String = world
        .faults
        .of(id)
        .iter()
        .map(|trouble| {
            format!("<li><code>{}</code></li>", escape(&serde_json::to_string(trouble).unwrap_or_default()))
        })
        .collect();
    let counts = world.counts.all_of(id);
    let counts =
        counts.iter().map(|(asked, count)| format!("<li>{asked:?}: {count}</li>")).collect::<String>();
    format!(
        "<tr><th scope=\"row\">{name}<br><small>{kind:?}<br><code>{id}</code><br>{username}<br>\
         <a href=\"/_sim/orgs/{id}/limits\">limits now</a></small></th>\
         <td><form method=\"post\" action=\"/_sim/orgs/{id}/story\"><label>Story \
         <select name=\"story\">{stories}</select></label><button>Set</button></form></td>\
         <td><ul>{current}</ul>\
         <form method=\"post\" action=\"/_sim/orgs/{id}/fault\">{fault}<button>Set</button></form>\
         <form method=\"post\" action=\"/_sim/orgs/{id}/clear\"><button>Clear faults</button></form>\
         <form method=\"post\" action=\"/_sim/orgs/{id}/expire\">\
         <button>Expire access tokens</button></form></td><td><ul>{counts}</ul></td></tr>",
        name = escape(org.name),
        kind = org.kind,
        username = escape(org.username),
        fault = fault_fields(),
    )
}

/// The fields of the form that sets a fault, the same for every org.
fn fault_fields() -> String {
    let option = |name: &str| format!("<option>{}</option>", escape(name));
    let faults: String = Fault::NAMES.iter().map(|name| option(name)).collect();
    let errors: String = refusals::names().map(option).collect();
    let points: String = ["authorize", "token", "identity", "rest"].map(option).concat();
    format!(
        "<label>Fault <select name=\"fault\">{faults}</select></label>\
         <label>At <select name=\"at\"><option value=\"\">its usual place</option>{points}</select></label>\
         <label>Times <input type=\"number\" name=\"times\" min=\"1\"></label>\
         <label>Delay in ms <input type=\"number\" name=\"ms\" min=\"0\" value=\"3000\"></label>\
         <label>OAuth error <select name=\"error\">{errors}</select></label>"
    )
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title} (simulation)</title><style>{STYLE}</style></head><body>\
         <header><p class=\"sim\">\
         Simulation for development. This is not Salesforce: no password, no real org.</p>\
         </header><main>{body}</main></body></html>"
    )
}

/// Text as it may stand in HTML, inside a quoted attribute as well.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
