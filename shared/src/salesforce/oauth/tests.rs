use super::*;

const SECRET: &str = "client secret";

fn reply(instance_url: &str, id: &str) -> TokenReply {
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = STANDARD.encode(hmac::sign(&key, format!("{id}1278448384422").as_bytes()));
    TokenReply {
        refresh_token: None,
        access_token: "00D!x".into(),
        instance_url: instance_url.into(),
        id: id.into(),
        issued_at: "1278448384422".into(),
        signature,
    }
}

const ID: &str = "https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA";
const HOST: &str = "https://acme.my.salesforce.com";

#[test]
fn only_the_demo_names_a_simulated_org() {
    let login = Url::parse("http://127.0.0.1:3001").unwrap();
    for (simulated_org, wanted) in [(None, false), (Some("northwind"), true)] {
        let asked = Approval {
            client_id: "3MVG9",
            redirect_uri: "u",
            scope: "api",
            state: "st",
            challenge: "ch",
            simulated_org,
        };
        let url = authorize_url(&login, &asked);
        assert_eq!(url.query().unwrap().ends_with("&simulated_org=northwind"), wanted, "{url}");
        assert_eq!(url.as_str().contains(SIMULATED_ORG), wanted, "{url}");
    }
}

#[test]
fn the_approval_address_carries_pkce_and_the_least_scope() {
    let login = Url::parse("https://login.salesforce.com").unwrap();
    let asked = Approval {
        client_id: "3MVG9",
        redirect_uri: "https://fm.example/auth/salesforce/callback",
        scope: LOGIN_SCOPE,
        state: "st",
        challenge: "ch",
        simulated_org: None,
    };
    let url = authorize_url(&login, &asked);
    let query: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!(url.path(), "/services/oauth2/authorize");
    assert_eq!(query["scope"], "api id");
    assert_eq!(query["code_challenge_method"], "S256");
    assert_eq!(query["redirect_uri"], "https://fm.example/auth/salesforce/callback");
    assert_eq!(query.len(), 7);
}

#[test]
fn a_signed_reply_gives_the_org_and_its_host() {
    let grant = reply(HOST, ID).verify(SECRET, None).ok().unwrap();
    assert_eq!(grant.org.as_str(), "00D000000000001EAA");
    assert_eq!(grant.instance_url, HOST);
    assert!(!grant.sandbox);
}

#[test]
fn the_identity_host_tells_a_sandbox() {
    let id = ID.replace("login.", "test.");
    assert!(reply(HOST, &id).verify(SECRET, None).is_ok_and(|grant| grant.sandbox));
}

#[test]
fn a_signature_that_is_missing_wrong_or_over_another_id_is_refused() {
    for signature in ["", "!!!", "AAAA", &STANDARD.encode([0; 32])] {
        let forged = TokenReply { signature: signature.into(), ..reply(HOST, ID) };
        assert_eq!(forged.verify(SECRET, None).err(), Some(BadReply::Signature), "{signature}");
    }
    let other = TokenReply { id: ID.replace("001EAA", "002EAA"), ..reply(HOST, ID) };
    assert_eq!(other.verify(SECRET, None).err(), Some(BadReply::Signature));
    assert_eq!(reply(HOST, ID).verify("another secret", None).err(), Some(BadReply::Signature));
}

#[test]
fn a_foreign_instance_is_refused_even_when_signed() {
    for host in ["https://evil.example", "http://acme.my.salesforce.com", "http://127.0.0.1:3001", "nonsense"]
    {
        assert_eq!(reply(host, ID).verify(SECRET, None).err(), Some(BadReply::InstanceUrl), "{host}");
    }
}

#[test]
fn the_simulator_is_allowed_only_where_it_is_configured() {
    let simulator = Url::parse("http://127.0.0.1:3001").unwrap();
    assert!(reply("http://127.0.0.1:3001", ID).verify(SECRET, Some(&simulator)).is_ok());
    let other_port = reply("http://127.0.0.1:3002", ID).verify(SECRET, Some(&simulator));
    assert_eq!(other_port.err(), Some(BadReply::InstanceUrl));
}

#[test]
fn an_identity_without_an_org_is_refused() {
    for id in ["https://login.salesforce.com/id/x/y", "https://login.salesforce.com/", "nonsense"] {
        assert_eq!(reply(HOST, id).verify(SECRET, None).err(), Some(BadReply::Identity), "{id}");
    }
}
