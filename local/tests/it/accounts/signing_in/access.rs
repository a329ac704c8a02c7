//! Access tokens: what they say, and which are taken.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use local::system::ACCOUNTS_SECRET;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

use super::{ADA, login_of_program};
use crate::person::{ME, PASSWORD, Person, hash_of, open_account, put_account};
use crate::world::{Instance, NOW, PUBLIC_URL, World};

/// The access token that a program gets.
async fn token(instance: &Instance) -> String {
    let answer = login_of_program(instance, "curl/8.9.1", &[]).await;
    answer.json()["accessToken"].as_str().unwrap().to_owned()
}

/// The status of a request with a token: as bearer and as cookie, which must be the same.
async fn taken(instance: &Instance, token: &str) -> u16 {
    let bearer = instance.send("GET", ME, &[("authorization", &format!("Bearer {token}"))]).await;
    let cookie = instance.send("GET", ME, &[("cookie", &format!("__Host-access={token}"))]).await;
    assert_eq!(bearer.status, cookie.status, "{token}");
    if bearer.status == 401 {
        assert_eq!(
            (bearer.problem(), cookie.problem()),
            ("session_required".into(), "session_required".into())
        );
    }
    bearer.status
}

/// A token's header, body and signature.
fn read(token: &str) -> (Value, Value, Vec<u8>) {
    let parts: Vec<_> = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap()).collect();
    assert_eq!(parts.len(), 3);
    let json = |part: &[u8]| serde_json::from_slice(part).unwrap();
    (json(&parts[0]), json(&parts[1]), parts[2].clone())
}

/// A token of these parts, with a signature over them.
fn write(header: &Value, body: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let signed = format!("{}.{}", encode(header.to_string().as_bytes()), encode(body.to_string().as_bytes()));
    let signature = encode(&sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

fn with(value: &Value, field: &str, new: Value) -> Value {
    let mut value = value.clone();
    value[field] = new;
    value
}

#[tokio::test]
async fn an_access_token_is_a_jwt_that_says_whose_it_is_for_whom_and_how_long() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = token(&instance).await;
    let (header, body, signature) = read(&token);
    let keys = instance.app.keys().await.unwrap();
    let (kid, public) = keys.signer.public_keys().next().unwrap();
    assert_eq!(header, json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid }));
    let now = NOW.parse::<jiff::Timestamp>().unwrap().as_second();
    let me = instance.send("GET", ME, &[("authorization", &format!("Bearer {token}"))]).await.json();
    let session = world.around.dynamodb.items("local-account-sessions").unwrap()[0]["id"]["S"].clone();
    assert_eq!(
        body,
        json!({
            "iss": PUBLIC_URL, "aud": "force-monitor", "sub": me["id"], "sid": session,
            "iat": now, "exp": now + 900,
        })
    );
    let signed = token.rsplit_once('.').unwrap().0;
    UnparsedPublicKey::new(&ED25519, public).verify(signed.as_bytes(), &signature).unwrap();
}

#[tokio::test]
async fn an_access_token_is_good_for_a_quarter_of_an_hour_and_as_long_as_its_session() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::logged_in(&world, &instance, ADA).await;
    let (program, browser) = (token(&instance).await, person.cookie("__Host-access").unwrap());
    world.pass(899);
    assert_eq!((taken(&instance, &program).await, taken(&instance, &browser).await), (200, 200));
    person.post(crate::person::LOGOUT, &json!({})).await;
    assert_eq!((taken(&instance, &program).await, taken(&instance, &browser).await), (200, 401));
    world.pass(1);
    assert_eq!(taken(&instance, &program).await, 401);
}

#[tokio::test]
async fn what_is_forged_changed_or_meant_for_others_is_refused_without_a_look_at_the_tables() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let good = token(&instance).await;
    let (header, body, signature) = read(&good);
    let keys = instance.app.keys().await.unwrap();
    let public = keys.signer.public_keys().next().unwrap().1.to_vec();
    let mine = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
    let by_me = |signed: &[u8]| mine.sign(signed).as_ref().to_vec();
    let my_key = URL_SAFE_NO_PAD.encode(mine.public_key().as_ref());
    let by_public_key = |signed: &[u8]| {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &public);
        ring::hmac::sign(&key, signed).as_ref().to_vec()
    };
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": my_key });
    let mut forged = vec![
        write(&header, &body, by_me),
        write(&with(&header, "kid", "mine".into()), &body, by_me),
        write(&with(&header, "jwk", jwk), &body, by_me),
        write(&with(&header, "jku", "https://evil.test/keys".into()), &body, by_me),
        write(&with(&header, "alg", "none".into()), &body, |_| Vec::new()),
        write(&with(&header, "alg", "None".into()), &body, |_| Vec::new()),
        write(&with(&header, "alg", "HS256".into()), &body, by_public_key),
        write(&with(&header, "alg", "ES256".into()), &body, |_| signature.clone()),
        write(&with(&header, "typ", "JWT".into()), &body, |_| signature.clone()),
        write(&header, &with(&body, "sub", "somebody-else".into()), |_| signature.clone()),
        write(&header, &with(&body, "exp", 9_999_999_999_i64.into()), |_| signature.clone()),
        write(&header, &body, |_| Vec::new()),
        format!("{good}A"),
        format!("{good}.{good}"),
        good.rsplit_once('.').unwrap().0.to_owned(),
    ];
    forged.extend(["", ".", "..", "null", "undefined", "a.b.c"].map(str::to_owned));
    world.proxy.calls();
    for token in &forged {
        assert_eq!(taken(&instance, token).await, 401, "{token}");
    }
    assert!(world.proxy.calls().is_empty());
    assert_eq!(taken(&instance, &good).await, 200);
}

/// The secret with token keys of these names, the newest first.
fn token_keys(world: &World, names: &[&str]) {
    let long = |name: &str| format!("{name}-token-key-of-more-than-32-characters");
    let mut secret = json!({ "key": long("any") });
    for (field, name) in ["tokenKey", "previousTokenKey"].into_iter().zip(names) {
        secret[field] = long(name).into();
    }
    world.around.stand_ins.secrets.put(ACCOUNTS_SECRET, &secret.to_string());
}

#[tokio::test]
async fn the_token_key_is_rotated_while_people_are_logged_in() {
    let world = World::new().await;
    token_keys(&world, &["first"]);
    let before = world.instance();
    put_account(&before, ADA, &hash_of(&before, PASSWORD).await).await;
    let old = token(&before).await;

    token_keys(&world, &["second", "first"]);
    let during = world.instance();
    let new = token(&during).await;
    assert_ne!(read(&old).0["kid"], read(&new).0["kid"]);
    assert_eq!((taken(&during, &old).await, taken(&during, &new).await), (200, 200));

    // An instance that has not heard of the new key looks for it, once in ten seconds.
    let reads = world.around.stand_ins.secrets.reads();
    assert_eq!(taken(&before, &new).await, 401);
    assert_eq!(world.around.stand_ins.secrets.reads(), reads);
    world.pass(10);
    assert_eq!(taken(&before, &new).await, 200);
    assert_eq!((taken(&before, &old).await, world.around.stand_ins.secrets.reads()), (200, reads + 1));

    token_keys(&world, &["second"]);
    let after = world.instance();
    assert_eq!((taken(&after, &old).await, taken(&after, &new).await), (401, 200));
}
