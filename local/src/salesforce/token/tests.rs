use super::super::apps::{App, DEFAULT_CLIENT_ID};
use super::super::tests::{Bench, CALLBACK, QUIET, VERIFIER, encode, text};
use super::*;

fn errors(answer: &Answer) -> (u16, String, String) {
    (answer.status.as_u16(), text(answer, "error"), text(answer, "error_description"))
}

#[test]
fn a_code_gives_the_reply_of_the_real_endpoint() {
    let bench = Bench::new();
    let answer = bench.exchange(&bench.code());
    let reply = answer.value();
    assert!(text(&answer, "access_token").starts_with("00D5g000004QuYt!"));
    assert!(text(&answer, "refresh_token").starts_with("5Aep861"));
    assert_eq!(reply["issued_at"], "1781082000000");
    assert_eq!(reply["id"], "http://sim.example/id/00D5g000004QuYtEAK/0055g00000AdaLvAAJ");
    assert_eq!(reply["instance_url"], "http://sim.example");
    assert_eq!(
        (text(&answer, "token_type"), text(&answer, "scope")),
        ("Bearer".into(), "api id refresh_token".into())
    );
    assert!(reply.get("expires_in").is_none());
    // Computed by another implementation of HMAC.
    assert_eq!(reply["signature"], "89Iu52I6ionM5RVN5vCyFxjVvdiTHfADYGONrYyjWsQ=");
}

#[test]
fn a_code_works_once_and_for_a_quarter_of_an_hour() {
    let bench = Bench::new();
    let code = bench.code();
    assert_eq!(bench.exchange(&code).status, 200);
    assert_eq!(errors(&bench.exchange(&code)).2, "expired authorization code");
    let (in_time, late) = (bench.code(), bench.code());
    bench.pass(900);
    assert_eq!(bench.exchange(&in_time).status, 200);
    bench.pass(1);
    assert_eq!(errors(&bench.exchange(&late)).2, "expired authorization code");
    assert_eq!(errors(&bench.exchange("nonsense")).2, "invalid authorization code");
}

#[test]
fn what_does_not_fit_the_code_is_refused_by_its_own_error() {
    let bench = Bench::new();
    let cases = [
        (CALLBACK, "", "invalid_grant"),
        (CALLBACK, "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong", "invalid_request"),
        ("https://other.example", VERIFIER, "redirect_uri_mismatch"),
        ("", VERIFIER, "redirect_uri_missing"),
    ];
    for (redirect, verifier, error) in cases {
        let code = bench.code();
        let answer = bench.token(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]);
        assert_eq!(errors(&answer).1, error, "{redirect} {verifier}");
    }
}

#[test]
fn a_verifier_of_171_characters_is_accepted() {
    let long = "v".repeat(171);
    let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, long.as_bytes()));
    assert_eq!(verify(Some(&challenge), Some(&long)), Ok(()));
    assert_eq!(verify(Some(&challenge), None), Err(refused::VERIFIER_MISSING));
    assert_eq!(verify(None, None), Ok(()));
}

#[test]
fn clients_are_told_apart_from_strangers() {
    let bench = Bench::new();
    let cases = [
        ([("client_id", "nobody"), ("client_secret", "x")], "invalid_client_id"),
        ([("client_id", DEFAULT_CLIENT_ID), ("client_secret", "wrong")], "invalid_client"),
        ([("client_id", DEFAULT_CLIENT_ID), ("client_secret", "")], "invalid_grant"),
    ];
    for (pair, error) in cases {
        let answer = bench.token(&[&[("grant_type", "refresh_token")], pair.as_slice()].concat());
        assert_eq!((answer.status.as_u16(), text(&answer, "error").as_str()), (400, error));
    }
    for (grant_type, error) in [("password", "unsupported_grant_type"), ("", "unsupported_grant_type")] {
        assert_eq!(errors(&bench.token(&[("grant_type", grant_type)])).1, error);
    }
    let get = bench.send("GET", "/services/oauth2/token", &[], "");
    assert_eq!(errors(&get), (400, "invalid_request".into(), "must use HTTP POST".into()));
}

#[test]
fn client_credentials_act_as_the_orgs_user_without_a_refresh_token() {
    let bench = Bench::new();
    let org = bench.simulator.orgs()[0].clone();
    let body = encode(&[("grant_type", "client_credentials")]);
    let basic = |secret: &str| {
        let pair = STANDARD.encode(format!("{}:{secret}", org.client_id()));
        bench.send("POST", "/services/oauth2/token", &[("authorization", &format!("Basic {pair}"))], &body)
    };
    let answer = basic(&org.client_secret());
    assert_eq!(text(&answer, "scope"), "api id openid");
    assert!(answer.value().get("refresh_token").is_none());
    assert_eq!(errors(&basic("wrong")), (401, "invalid_client".into(), "invalid client credentials".into()));
    let nobody = bench.token(&[("grant_type", "client_credentials")]);
    assert_eq!(errors(&nobody).2, "no client credentials user enabled");
}

#[test]
fn a_refresh_shows_a_refresh_token_only_when_it_is_new() {
    let bench = Bench::new();
    let old = bench.connect().refresh.unwrap();
    let new = text(&bench.refresh(&old), "refresh_token");
    assert!(!new.is_empty() && new != old);
    bench.simulator.register_app(App { rotation: false, ..App::default() });
    let answer = bench.refresh(&new);
    assert_eq!((answer.status.as_u16(), answer.value().get("refresh_token")), (200, None));
}

#[test]
fn a_reused_refresh_token_ends_the_session_that_came_of_it() {
    let bench = Bench::new();
    let old = bench.connect().refresh.unwrap();
    let new = bench.refresh(&old);
    let limits =
        |answer: &Answer| bench.get("/services/data/v67.0/limits", &text(answer, "access_token")).status;
    assert_eq!(limits(&new), 200);
    assert_eq!(
        errors(&bench.refresh(&old)),
        (400, "invalid_grant".into(), "expired access/refresh token".into())
    );
    assert_eq!(limits(&new), 401);
    assert_eq!(bench.refresh(&text(&new, "refresh_token")).status, 400);
    assert_eq!(bench.simulator.reuses(), 1);
}

#[test]
fn introspection_tells_when_a_token_ends_and_only_to_its_app() {
    let bench = Bench::new();
    let tokens = bench.connect();
    let ask = |token: &str, id: &str, secret: &str| {
        let form = [("token", token), ("client_id", id), ("client_secret", secret)];
        bench.post("/services/oauth2/introspect", &form)
    };
    let app = App::default();
    let own = |token: &str| ask(token, &app.client_id, &app.client_secret).value();
    let about = own(&tokens.access);
    let start = super::super::tests::START;
    assert_eq!((about["active"].as_bool(), about["exp"].as_i64()), (Some(true), Some(start + 7_200)));
    assert_eq!(
        (about["iat"].as_i64(), about["username"].as_str()),
        (Some(start), Some("ada@quietpines.example"))
    );
    bench.pass(7_199);
    assert_eq!(own(&tokens.access)["exp"].as_i64(), Some(start + 7_200), "asking does not lengthen its life");
    bench.pass(1);
    assert_eq!(own(&tokens.access)["active"], false);
    assert_eq!(own(tokens.refresh.as_deref().unwrap())["token_type"], "refresh_token");
    let other = &bench.simulator.orgs()[1];
    let foreign = ask(tokens.refresh.as_deref().unwrap(), &other.client_id(), &other.client_secret());
    assert_eq!(foreign.value()["active"], false);
    assert_eq!(ask("x", &app.client_id, "wrong").status, 401);
}

#[test]
fn revoking_answers_with_nothing() {
    let bench = Bench::new();
    let tokens = bench.connect();
    let answer = bench.post("/services/oauth2/revoke", &[("token", tokens.refresh.as_deref().unwrap())]);
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
    assert_eq!(bench.get("/services/data/v67.0/limits", &tokens.access).status, 401);
    assert_eq!(bench.post("/services/oauth2/revoke", &[("token", "x")]).status, 400);
}

#[test]
fn the_org_of_a_request_is_found_before_it_is_granted() {
    let bench = Bench::new();
    let trouble = |fault| bench.simulator.set_fault(QUIET, fault);
    trouble(faults::Fault::WrongSignature);
    let wrong = bench.exchange(&bench.code());
    assert_eq!(text(&wrong, "signature"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    trouble(faults::Fault::ForeignInstanceUrl);
    let foreign = bench.refresh(&text(&wrong, "refresh_token"));
    assert!(text(&foreign, "instance_url").ends_with("attacker.example"));
}
