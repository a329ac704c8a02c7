//! A person with a browser: registers, reads mails, logs in, forgets the password.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::email::Address;
use shared::password::Password;
use shared::store::users::User;

use crate::world::{Answer, Instance, World};

/// A password that is good.
pub const PASSWORD: &str = "walnut umbrella on a tuesday";
/// Another one.
pub const OTHER: &str = "seven lemons under the bridge";

pub const REGISTER: &str = "/api/auth/register";
pub const VERIFY: &str = "/api/auth/verify-email";
pub const LOGIN: &str = "/api/auth/login";
pub const REFRESH: &str = "/api/auth/refresh";
pub const LOGOUT: &str = "/api/auth/logout";
pub const ME: &str = "/api/auth/me";
pub const SESSIONS: &str = "/api/auth/sessions";
pub const CHANGE: &str = "/api/auth/password";
pub const FORGOT: &str = "/api/forgot-password";
pub const VALIDATE: &str = "/api/validate-reset-token";
pub const RESET: &str = "/api/reset-password";

/// What a browser of our own page sends along.
const SAME_ORIGIN: (&str, &str) = ("sec-fetch-site", "same-origin");

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A browser before one instance; it keeps cookies and sends them where their path says.
#[derive(Clone)]
pub struct Person {
    pub instance: Instance,
    pub agent: &'static str,
    cookies: RefCell<BTreeMap<String, (String, String)>>,
}

impl Person {
    /// Somebody with a new browser.
    pub fn before(instance: &Instance) -> Self {
        Self { instance: instance.clone(), agent: FIREFOX, cookies: RefCell::default() }
    }

    /// Somebody with a new browser and an account at this address, logged in.
    pub async fn logged_in(world: &World, instance: &Instance, address: &str) -> Self {
        open_account(world, instance, address, PASSWORD).await;
        let person = Self::before(instance);
        let answer = person.login(address, PASSWORD).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        person
    }

    /// The same browser, somewhere else.
    pub fn at(&self, ip: &str) -> Self {
        Self { instance: self.instance.at_ip(ip), ..self.clone() }
    }

    /// Sends JSON as a script of our own page does.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let cookies = self.cookie_header(path);
        let mut headers = vec![SAME_ORIGIN, ("user-agent", self.agent)];
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        self.keep(self.instance.post(path, body, &headers).await)
    }

    /// Sends a request without a body.
    pub async fn send(&self, method: &str, path: &str) -> Answer {
        let cookies = self.cookie_header(path);
        let mut headers = vec![SAME_ORIGIN, ("user-agent", self.agent)];
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        self.keep(self.instance.send(method, path, &headers).await)
    }

    pub async fn login(&self, address: &str, password: &str) -> Answer {
        self.post(LOGIN, &json!({ "email": address, "password": password })).await
    }

    pub async fn forgot(&self, address: &str) -> Answer {
        self.post(FORGOT, &json!({ "email": address })).await
    }

    pub async fn reset(&self, token: &str, password: &str) -> Answer {
        self.post(RESET, &json!({ "token": token, "newPassword": password })).await
    }

    /// Whether the browser is logged in.
    pub async fn is_in(&self) -> bool {
        match self.send("GET", ME).await.status {
            200 => true,
            401 => false,
            other => panic!("{other}"),
        }
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).map(|(value, _)| value.clone())
    }

    /// Puts a cookie's value in place, as somebody does who has stolen it.
    pub fn put_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.borrow_mut();
        cookies.entry(name.into()).or_insert_with(|| (String::new(), "/".into())).0 = value.into();
    }

    fn cookie_header(&self, path: &str) -> String {
        let cookies = self.cookies.borrow();
        // The gateway of the tests has no stage in its paths; the cookies' paths have it.
        let matching = cookies.iter().filter(|(_, (_, of))| format!("/prod{path}").starts_with(of.as_str()));
        matching.map(|(name, (value, _))| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, answer: Answer) -> Answer {
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let part = |name: &str| {
                cookie
                    .split("; ")
                    .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
                    .unwrap_or_default()
            };
            let (name, value) = cookie.split("; ").next().unwrap().split_once('=').unwrap();
            let is_host = name.starts_with("__Host-") && part("Path") == "/";
            assert!(is_host || name.starts_with("__Secure-"), "{cookie}");
            assert!(cookie.ends_with("; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
            if part("Max-Age") == "0" {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.into(), (value.into(), part("Path").into()));
            }
        }
        answer
    }
}

/// Registers an address and verifies it by the mail.
pub async fn open_account(world: &World, instance: &Instance, address: &str, password: &str) {
    let person = Person::before(&instance.at_ip("198.51.100.250"));
    let answer = person.post(REGISTER, &json!({ "email": address, "password": password })).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    instance.deliver_due().await;
    let token = token_of(&last_mail(world, address, "Confirm your address"));
    let answer = person.post(VERIFY, &json!({ "token": token })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// Puts an account in place whose password has this hash, without the way by mail.
pub async fn put_account(instance: &Instance, address: &str, hash: &str) {
    let address = Address::parse(address).unwrap();
    let user = User::new(address, hash.into(), instance.app.now()).unwrap();
    assert!(instance.app.store.put_user(&user).await.unwrap());
}

/// The hash that an instance keeps of a password.
pub async fn hash_of(instance: &Instance, password: &str) -> String {
    instance.app.keys().await.unwrap().hasher.hash(&Password::shown(password)).unwrap()
}

/// Asks for a new password and takes the token from the mail, when the last mail to the address is long
/// enough ago.
pub async fn reset_token(world: &World, instance: &Instance, address: &str) -> String {
    world.pass(60);
    let answer = Person::before(&instance.at_ip("198.51.100.251")).forgot(address).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    instance.deliver_due().await;
    last_reset_token(world, address)
}

/// The token of the last mail with a link for a new password, which need not be the last mail.
pub fn last_reset_token(world: &World, address: &str) -> String {
    token_of(&last_mail(world, address, "Reset your password"))
}

/// The text of the last mail to an address with this subject.
pub fn last_mail(world: &World, address: &str, subject: &str) -> String {
    let mail = world.mails_to(address).into_iter().rfind(|mail| mail.subject == subject);
    mail.unwrap_or_else(|| panic!("no mail \"{subject}\" to {address}")).text
}

/// The token in a mail's link.
pub fn token_of(text: &str) -> String {
    let token = text.split("#token=").nth(1).unwrap_or_else(|| panic!("no link in {text}"));
    token.split_whitespace().next().unwrap().to_owned()
}
