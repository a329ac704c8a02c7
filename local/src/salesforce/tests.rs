use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;
use url::form_urlencoded::Serializer;

use super::apps::{DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET};
use super::faults::Fault;
use super::*;

/// Wednesday, 2026-06-10, 09:00 UTC.
pub(super) const START: i64 = 1_781_082_000;
pub(super) const CALLBACK: &str = "https://client.example/callback?kept=1";
/// The pair of RFC 7636, appendix B.
pub(super) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(super) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(super) const QUIET: &str = "quietpines-dev-ed";

/// A simulator with a clock that the test turns.
pub(super) struct Bench {
    pub(super) simulator: Arc<Simulator>,
    seconds: Arc<AtomicI64>,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(super) fn with(settings: Settings) -> Self {
        let seconds = Arc::new(AtomicI64::new(START));
        let hand = Arc::clone(&seconds);
        let clock: Clock = Arc::new(move || Timestamp::from_second(hand.load(Ordering::Relaxed)).unwrap());
        let simulator = Simulator::new(clock, settings);
        simulator.set_base_url("http://sim.example/");
        Self { simulator, seconds }
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(super) fn reply(&self, method: &str, to: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let (path, query) = to.split_once('?').unwrap_or((to, ""));
        let pair = |(name, value): &(&str, &str)| -> (HeaderName, HeaderValue) {
            (name.parse().unwrap(), value.parse().unwrap())
        };
        let headers: HeaderMap = headers.iter().map(pair).collect();
        let (method, path, query) = (method.to_owned(), path.to_owned(), query.to_owned());
        self.simulator.answer(&Call { method, path, query, headers, body: body.as_bytes().to_vec() })
    }

    pub(super) fn send(&self, method: &str, to: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        match self.reply(method, to, headers, body) {
            Reply::Now(answer) => answer,
            Reply::After(..) | Reply::Never => panic!("{to} was to be answered at once"),
        }
    }

    pub(super) fn get(&self, to: &str, token: &str) -> Answer {
        self.send("GET", to, &[("authorization", &format!("Bearer {token}"))], "")
    }

    pub(super) fn post(&self, to: &str, form: &[(&str, &str)]) -> Answer {
        self.send("POST", to, &[], &encode(form))
    }

    /// Posts to the token endpoint with the default app's credentials; a pair given here outweighs them.
    pub(super) fn token(&self, form: &[(&str, &str)]) -> Answer {
        let own = [("client_id", DEFAULT_CLIENT_ID), ("client_secret", DEFAULT_CLIENT_SECRET)];
        self.post("/services/oauth2/token", &[form, own.as_slice()].concat())
    }

    /// Approves for the quiet org and returns the code.
    pub(super) fn code(&self) -> String {
        let answer = self.post("/services/oauth2/authorize", &approval(&[]));
        let to = answer.header("location").unwrap();
        Url::parse(to).unwrap().query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
    }

    pub(super) fn exchange(&self, code: &str) -> Answer {
        let pairs = [("code", code), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
        self.token(&[[("grant_type", "authorization_code")].as_slice(), &pairs].concat())
    }

    pub(super) fn refresh(&self, token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)])
    }

    pub(super) fn connect(&self) -> Tokens {
        self.simulator.connect(QUIET, DEFAULT_CLIENT_ID, "api id refresh_token").unwrap()
    }
}

pub(super) fn encode(pairs: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The approval form as it is sent, with some values replaced, or removed if they are empty.
pub(super) fn approval<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("response_type", "code"),
        ("client_id", DEFAULT_CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("scope", "api id refresh_token"),
        ("state", "a b&c"),
        ("code_challenge", CHALLENGE),
        ("org", QUIET),
        ("decision", "approve"),
    ];
    form.retain(|(name, _)| changed.iter().all(|(other, _)| other != name));
    form.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
    form
}

pub(super) fn text(answer: &Answer, key: &str) -> String {
    answer.value()[key].as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_path_has_its_answer() {
    let bench = Bench::new();
    let cases = [
        ("GET", "/", 302),
        ("GET", "/_sim", 200),
        ("GET", "/.well-known/openid-configuration", 200),
        ("GET", "/services/data", 200),
        ("GET", "/services/oauth2/token", 400),
        ("POST", "/services/oauth2/revoke", 400),
        ("POST", "/services/oauth2/introspect", 401),
        ("GET", "/services/oauth2/userinfo", 403),
        ("GET", "/services/oauth2/authorize", 400),
        ("GET", "/lightning", 404),
    ];
    for (method, path, status) in cases {
        assert_eq!(bench.send(method, path, &[], "").status, status, "{path}");
    }
}

#[test]
fn approvals_survive_a_restart_through_the_state_file() {
    let folder = std::env::temp_dir().join(format!("simulated-orgs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let settings = Settings { state_file: Some(folder.join("state.json")), ..Settings::default() };
    let tokens = Bench::with(settings.clone()).connect();
    let refreshed = {
        let again = Bench::with(settings.clone());
        assert_eq!(again.get("/services/data/v67.0/limits", &tokens.access).status, 200);
        let answer = again.refresh(tokens.refresh.as_deref().unwrap());
        text(&answer, "refresh_token")
    };
    let last = Bench::with(settings);
    assert_eq!(last.refresh(&refreshed).status, 200);
    assert_eq!(
        last.refresh(tokens.refresh.as_deref().unwrap()).status,
        400,
        "the replaced one is remembered"
    );
    assert_eq!(last.simulator.reuses(), 1);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn calls_are_counted_by_org_and_kind() {
    let bench = Bench::new();
    let tokens = bench.connect();
    bench.get("/services/data/", "");
    bench.get("/services/data/v67.0/limits", &tokens.access);
    bench.get("/services/data/v67.0/limits/", &tokens.access);
    bench.refresh(tokens.refresh.as_deref().unwrap());
    let count = |asked| bench.simulator.calls_of(QUIET, asked);
    assert_eq!([count(Asked::Limits), count(Asked::Refresh), count(Asked::Token)], [2, 1, 0]);
    assert_eq!([bench.simulator.calls(Asked::Versions), bench.simulator.calls(Asked::Limits)], [1, 2]);
    bench.simulator.reset_calls();
    assert_eq!(count(Asked::Limits), 0);
}

#[test]
fn id_urls_tell_a_sandbox_by_their_host_if_two_are_set() {
    let hosts = IdHosts { login: "http://login.example".to_owned(), test: "http://test.example".to_owned() };
    let bench = Bench::with(Settings { id_hosts: Some(hosts), ..Settings::default() });
    for (org, host) in
        [("northwind", "http://login.example/id/00D"), ("northwind--uat", "http://test.example/id/00D")]
    {
        let tokens = bench.simulator.connect(org, DEFAULT_CLIENT_ID, "api openid").unwrap();
        assert!(tokens.refresh.is_none());
        let answer = bench.get("/services/oauth2/userinfo", &tokens.access);
        assert!(text(&answer, "sub").starts_with(host), "{org}");
    }
}

#[test]
fn identity_answers_its_owner_and_refuses_with_one_word() {
    let bench = Bench::new();
    let access = bench.connect().access;
    let org = bench.simulator.orgs()[0].clone();
    let own = format!("/id/{}/{}", org.id, org.user_id);
    let answer = bench.get(&own, &access);
    assert_eq!(text(&answer, "organization_id"), org.id);
    assert!(answer.value()["urls"]["rest"].as_str().unwrap().contains("{version}"));
    let latest = bench.get(&format!("{own}?version=latest"), &access);
    assert_eq!(latest.value()["urls"]["rest"], "http://sim.example/services/data/v67.0/");
    let cases = [
        (own.as_str(), "x", "Bad_OAuth_Token"),
        (&own, "", "Missing_OAuth_Token"),
        ("/id/a/b", &access, "Wrong_Org"),
    ];
    for (path, token, word) in cases {
        let answer = bench.get(path, token);
        assert_eq!((answer.status.as_u16(), answer.body.as_slice()), (403, word.as_bytes()));
    }
    bench.simulator.set_fault(QUIET, Fault::BadOauthToken);
    assert_eq!(bench.get(&own, &access).body, b"Bad_OAuth_Token");
}

#[tokio::test]
async fn a_cut_body_announces_more_than_it_sends() {
    let bench = Bench::new();
    let access = bench.connect().access;
    bench.simulator.set_fault(QUIET, Fault::CutBody);
    let response = bench.get("/services/data/v67.0/limits", &access).into_response();
    let announced: usize = response.headers()["content-length"].to_str().unwrap().parse().unwrap();
    let sent = to_bytes(response.into_body(), usize::MAX).await.unwrap().len();
    assert!(sent < announced, "{sent} of {announced}");
}

#[test]
fn a_story_can_be_changed_and_any_hour_asked_for() {
    let bench = Bench::new();
    assert!(bench.simulator.set_story(QUIET, Story::Over));
    assert!(!bench.simulator.set_story("nobody", Story::Over));
    let now = "2026-06-10T12:00:00Z".parse().unwrap();
    let limits = bench.simulator.limits_at(QUIET, 67, now).unwrap();
    assert_eq!(limits["DailyApiRequests"]["Remaining"], -12);
}

#[test]
fn the_busy_org_is_over_at_five_in_the_afternoon_of_the_first_day_and_not_at_four() {
    let bench = Bench::new();
    let remaining = |time: &str| {
        let limits = bench.simulator.limits_at("northwind", 67, time.parse().unwrap()).unwrap();
        limits["DailyApiRequests"]["Remaining"].as_i64().unwrap()
    };
    assert!(remaining("2026-06-10T16:00:00Z") > 0);
    assert!(remaining("2026-06-10T17:20:00Z") < 0);
}
