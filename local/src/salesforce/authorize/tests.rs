use super::super::apps::{App, DEFAULT_CLIENT_ID};
use super::super::faults::Fault;
use super::super::tests::{Bench, QUIET, approval, encode};
use super::*;

fn sent(answer: &Answer) -> Vec<(String, String)> {
    let to = Url::parse(answer.header("location").unwrap_or("nowhere:/")).unwrap();
    assert!(to.as_str().starts_with("https://client.example/callback?kept=1&"), "{to}");
    to.query_pairs().into_owned().skip(1).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn shown(bench: &Bench, changed: &[(&str, &str)]) -> Answer {
    let changed = [changed, &[("decision", "")]].concat();
    bench.send("GET", &format!("/services/oauth2/authorize?{}", encode(&approval(&changed))), &[], "")
}

#[test]
fn the_page_offers_every_org_and_is_marked_as_a_simulation() {
    let bench = Bench::new();
    let answer = shown(&bench, &[("login_hint", "bo@northwind.example")]);
    let page = String::from_utf8(answer.body).unwrap();
    assert_eq!(answer.status, 200);
    assert!(page.contains("This is not Salesforce") && !page.contains("<script"));
    for org in bench.simulator.orgs() {
        let checked = if org.my_domain == "northwind" { " checked>" } else { ">" };
        assert!(page.contains(&format!("value=\"{}\" required{checked}", org.id)), "{}", org.name);
    }
}

#[test]
fn what_the_client_sent_is_shown_as_text() {
    let page = shown(&Bench::new(), &[("state", "\"><b>'x'</b>")]).body;
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("value=\"&quot;&gt;&lt;b&gt;&#39;x&#39;&lt;/b&gt;\""));
}

#[test]
fn an_unknown_client_or_redirect_is_shown_and_never_followed() {
    let bench = Bench::new();
    let app = App {
        redirect_uris: vec!["https://client.example/only".to_owned()],
        client_id: "strict".to_owned(),
        ..App::default()
    };
    bench.simulator.register_app(app);
    let cases = [
        ([("client_id", "nobody"), ("x", "")], "invalid_client_id"),
        ([("redirect_uri", ""), ("x", "")], "redirect_uri_missing"),
        ([("redirect_uri", "no url"), ("x", "")], "redirect_uri_mismatch"),
        ([("client_id", "strict"), ("x", "")], "redirect_uri_mismatch"),
        (
            [("client_id", "strict"), ("redirect_uri", "https://client.example/only/")],
            "redirect_uri_mismatch",
        ),
    ];
    for (changed, error) in cases {
        for answer in [shown(&bench, &changed), bench.post("/services/oauth2/authorize", &approval(&changed))]
        {
            assert_eq!((answer.status.as_u16(), answer.header("location")), (400, None), "{error}");
            assert!(String::from_utf8(answer.body).unwrap().contains(&format!("error={error}")));
        }
    }
    let good = [("client_id", "strict"), ("redirect_uri", "https://client.example/only")];
    assert_eq!(shown(&bench, &good).status, 200);
}

#[test]
fn other_errors_go_to_the_client_with_its_state() {
    let bench = Bench::new();
    let cases = [
        (("response_type", "token"), "unsupported_response_type"),
        (("scope", "api everything"), "invalid_scope"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("prompt", "none"), "immediate_unsuccessful"),
    ];
    for (changed, error) in cases {
        let pairs = sent(&shown(&bench, &[changed]));
        assert_eq!((&pairs[0], &pairs[2]), (&pair("error", error), &pair("state", "a b&c")));
    }
}

#[test]
fn approve_sends_a_code_and_deny_an_error() {
    let bench = Bench::new();
    let decide =
        |changed: &[(&str, &str)]| sent(&bench.post("/services/oauth2/authorize", &approval(changed)));
    let approved = decide(&[]);
    assert!(approved[0].0 == "code" && approved[0].1.ends_with("=="));
    assert_eq!(approved[1], pair("state", "a b&c"));
    assert_eq!(decide(&[("decision", "deny")])[0], pair("error", "access_denied"));
    assert!(decide(&[("state", "")]).len() == 1, "no state comes back if none was sent");
    for (at, Refusal(error, description)) in refused::ALL.iter().enumerate() {
        let pairs = decide(&[("decision", "error"), ("error", &at.to_string())]);
        assert_eq!(pairs[..2], [pair("error", error), pair("error_description", description)]);
    }
    let none = bench.post("/services/oauth2/authorize", &approval(&[("org", "")]));
    assert_eq!(none.status, 400);
}

#[test]
fn a_fault_at_the_approval_outweighs_the_button() {
    let bench = Bench::new();
    bench.simulator.set_fault(QUIET, Fault::UserDenies);
    let decided =
        || sent(&bench.post("/services/oauth2/authorize", &approval(&[("client_id", DEFAULT_CLIENT_ID)])));
    assert_eq!(decided()[0], pair("error", "access_denied"));
    bench.simulator.clear_faults(QUIET);
    assert_eq!(decided()[0].0, "code");
}
