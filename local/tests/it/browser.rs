//! A browser as far as these tests need one: cookies, redirects, and somebody who presses Allow.

use std::cell::RefCell;
use std::collections::BTreeMap;

use url::Url;

use crate::proxy::client;
use crate::world::{Answer, Instance, PUBLIC_URL};

/// A browser before one instance.
pub struct Browser<'a> {
    instance: &'a Instance,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    /// A browser without cookies.
    pub fn new(instance: &'a Instance) -> Self {
        Self { instance, cookies: RefCell::default() }
    }

    /// The same browser before another instance.
    pub fn before(&self, instance: &'a Instance) -> Self {
        Self { instance, cookies: self.cookies.clone() }
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Goes to a page as a person does.
    pub async fn visit(&self, path: &str) -> Answer {
        self.send("GET", path, &[("accept", "text/html,*/*;q=0.8")]).await
    }

    /// Sends a request as a script of our own page does.
    pub async fn fetch(&self, method: &str, path: &str) -> Answer {
        self.send(method, path, &[("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a request with the cookies that belong to it, and keeps those that come back.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let cookies =
            self.cookies.borrow().iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        let mut headers = headers.to_vec();
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        let answer = self.instance.send(method, path, &headers).await;
        for cookie in answer.headers.get_all("set-cookie") {
            self.keep(cookie.to_str().unwrap());
        }
        answer
    }

    /// Starts a login and gives the address of Salesforce's page.
    pub async fn start_login(&self, host: &str) -> Url {
        let answer = self.visit(&format!("/auth/salesforce?host={host}")).await;
        assert_eq!(answer.status, 302, "{answer:?}");
        answer.header("location").parse().unwrap()
    }

    /// Decides on Salesforce's page, and gives the path that Salesforce sends the browser back to.
    pub async fn decide(&self, page: &Url, org: &str, decision: &str) -> String {
        let mut form: Vec<(String, String)> = page.query_pairs().into_owned().collect();
        form.push(("org".into(), org.into()));
        form.push(("decision".into(), decision.into()));
        let mut address = page.clone();
        address.set_query(None);
        let reply = client().post(address).form(&form).send().await.unwrap();
        let location = reply.headers()["location"].to_str().unwrap();
        location.strip_prefix(PUBLIC_URL).unwrap_or_else(|| panic!("sent to {location}")).to_owned()
    }

    /// The whole way: start, allow, come back.
    pub async fn connect(&self, org: &str) -> Answer {
        let page = self.start_login("login").await;
        let back = self.decide(&page, org, "approve").await;
        self.visit(&back).await
    }

    fn keep(&self, cookie: &str) {
        assert!(
            cookie.contains("; Path=/; ") && cookie.contains("; Secure; HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        assert!(name.starts_with("__Host-"), "{cookie}");
        if cookie.contains("Max-Age=0") {
            self.cookies.borrow_mut().remove(name);
        } else {
            self.cookies.borrow_mut().insert(name.into(), value.into());
        }
    }
}
