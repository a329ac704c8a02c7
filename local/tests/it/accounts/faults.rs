//! What fails outside while somebody registers, logs in or resets: a plain refusal each time, nothing
//! half-done, and afterwards the same request succeeds.

mod lost;
mod others;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::task::LocalSet;

use crate::person::{
    CHANGE, FORGOT, LOGIN, LOGOUT, ME, OTHER, PASSWORD, Person, REFRESH, REGISTER, RESET, SESSIONS, VALIDATE,
    VERIFY, reset_token, token_of,
};
use crate::proxy::Trouble;
use crate::world::{Answer, Instance, World};

const ADA: &str = "ada@example.com";
const END: &str = "/api/auth/sessions/{id}";

/// A request: its name, method, route, the status when nothing fails, and the DynamoDB operations that it
/// needs.
#[derive(Debug)]
struct Row(&'static str, &'static str, &'static str, u16, &'static [&'static str]);

const ROWS: &[Row] = &[
    Row("register", "POST", REGISTER, 202, &["UpdateItem", "TransactWriteItems"]),
    Row("verify", "POST", VERIFY, 200, &["GetItem", "TransactWriteItems"]),
    Row("login", "POST", LOGIN, 200, &["BatchGetItem", "GetItem", "TransactWriteItems"]),
    Row("program's login", "POST", "/api/login", 200, &["BatchGetItem", "GetItem", "TransactWriteItems"]),
    Row("wrong login", "POST", LOGIN, 401, &["BatchGetItem", "GetItem", "UpdateItem"]),
    Row("unknown login", "POST", LOGIN, 401, &["BatchGetItem", "GetItem", "UpdateItem"]),
    Row("refresh", "POST", REFRESH, 200, &["TransactWriteItems"]),
    Row("logout", "POST", LOGOUT, 204, &["TransactWriteItems"]),
    Row("me", "GET", ME, 200, &["BatchGetItem"]),
    Row("sessions", "GET", SESSIONS, 200, &["BatchGetItem", "Query"]),
    Row("end one", "DELETE", END, 204, &["BatchGetItem", "TransactWriteItems"]),
    Row("end others", "DELETE", END, 200, &["BatchGetItem", "TransactWriteItems"]),
    Row("change", "POST", CHANGE, 200, &["BatchGetItem", "TransactWriteItems"]),
    Row("wrong change", "POST", CHANGE, 400, &["BatchGetItem", "UpdateItem"]),
    Row("forgot", "POST", FORGOT, 200, &["UpdateItem", "TransactWriteItems"]),
    Row("validate", "POST", VALIDATE, 200, &["GetItem"]),
    Row("validate by link", "GET", VALIDATE, 200, &["GetItem"]),
    Row("reset", "POST", RESET, 200, &["GetItem", "TransactWriteItems"]),
];

/// A request that is ready to be sent, again and again as long as it does not succeed.
struct Ready {
    row: &'static Row,
    world: World,
    person: Person,
    path: String,
    body: Option<Value>,
}

impl Ready {
    async fn new(row: &'static Row) -> Self {
        let world = World::new().await;
        let instance = world.instance();
        let person = Person::logged_in(&world, &instance, ADA).await;
        Person::before(&instance).login(ADA, PASSWORD).await;
        let sessions = person.send("GET", SESSIONS).await.json();
        let other = sessions.as_array().unwrap().iter().find(|session| session["current"] == false).unwrap();
        let ask = json!({ "email": "new@example.com", "password": PASSWORD });
        assert_eq!(Person::before(&instance).post(REGISTER, &ask).await.status, 202);
        instance.deliver_due().await;
        let verify = token_of(&world.mails_to("new@example.com").pop().unwrap().text);
        let reset = reset_token(&world, &instance, ADA).await;
        world.pass(60);
        let (path, body) = match row.0 {
            "end one" => (format!("{SESSIONS}/{}", other["id"].as_str().unwrap()), None),
            "end others" => (format!("{SESSIONS}/others"), None),
            "validate by link" => (format!("{VALIDATE}?token={reset}"), None),
            name => (row.2.to_owned(), body(name, &verify, &reset)),
        };
        world.proxy.calls();
        Self { row, world, person, path, body }
    }

    /// Sends the request to an instance, from a place of its own, so that no attempts add up.
    async fn send(&self, instance: &Instance, place: usize) -> Answer {
        let mut person = self.person.clone();
        person.instance = instance.at_ip(&format!("198.51.100.{place}"));
        match &self.body {
            Some(body) => person.post(&self.path, body).await,
            None => person.send(self.row.1, &self.path).await,
        }
    }

    /// All that is stored, but for what was counted.
    fn kept(&self) -> Vec<Value> {
        let tables =
            self.world.around.template.tables.iter().filter(|table| !table.name.ends_with("rate-limits"));
        tables.flat_map(|table| self.world.around.dynamodb.items(&table.name).unwrap()).collect()
    }
}

fn body(name: &str, verify: &str, reset: &str) -> Option<Value> {
    Some(match name {
        "register" => json!({ "email": "carl@example.com", "password": PASSWORD }),
        "verify" => json!({ "token": verify }),
        "login" => json!({ "email": ADA, "password": PASSWORD }),
        "program's login" => json!({ "email": ADA, "password": PASSWORD, "client": "api" }),
        "wrong login" => json!({ "email": ADA, "password": OTHER }),
        "unknown login" => json!({ "email": "eve@example.com", "password": OTHER }),
        "change" => json!({ "currentPassword": PASSWORD, "newPassword": OTHER }),
        "wrong change" => json!({ "currentPassword": OTHER, "newPassword": OTHER }),
        "forgot" => json!({ "email": ADA }),
        "validate" => json!({ "token": reset }),
        "reset" => json!({ "token": reset, "newPassword": OTHER }),
        _ => return None,
    })
}

/// Holds that an answer tells that something failed, and does nothing else: above all it ends no session.
fn assert_refusal(answer: &Answer, status: u16, what: &str) {
    let (code, retry_after) = if status == 503 { ("unavailable", "2") } else { ("internal", "") };
    assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{what}: {answer:?}");
    assert_eq!(answer.header("retry-after"), retry_after, "{what}");
    for name in ["set-cookie", "clear-site-data", "location"] {
        assert_eq!(answer.header(name), "", "{what}");
    }
    assert!(!answer.body.contains("Exception") && !answer.body.contains("html"), "{what}: {answer:?}");
}

/// What can go wrong with an operation, and the status that it becomes.
fn troubles(operation: &str) -> Vec<(Trouble, u16)> {
    let mut troubles = vec![
        (Trouble::Refuses("ProvisionedThroughputExceededException"), 503),
        (Trouble::Refuses("ThrottlingException"), 503),
        (Trouble::Refuses("InternalServerError"), 503),
        (Trouble::Refuses("TransactionConflictException"), 503),
        (Trouble::Refuses("ResourceNotFoundException"), 500),
        (Trouble::Refuses("AccessDeniedException"), 500),
        (Trouble::Hangs, 503),
        (Trouble::Nonsense, 503),
    ];
    match operation {
        "BatchGetItem" => troubles.push((Trouble::LeavesKeys, 503)),
        "TransactWriteItems" => troubles.extend([
            (Trouble::Cancels("TransactionConflict"), 503),
            (Trouble::Cancels("ThrottlingError"), 503),
            (Trouble::Cancels("ProvisionedThroughputExceeded"), 503),
            (Trouble::Refuses("TransactionInProgressException"), 503),
            (Trouble::Cancels("ValidationError"), 500),
        ]),
        _ => {}
    }
    troubles
}

/// Sends a request into every trouble with every operation, and at last into one that passes.
async fn hold(row: &'static Row) {
    let ready = Ready::new(row).await;
    let (patient, hasty) = (ready.world.instance(), ready.world.hasty_instance());
    let kept = ready.kept();
    let mut place = 0;
    for operation in row.4 {
        for (i, (trouble, status)) in troubles(operation).into_iter().enumerate() {
            let what = format!("{}, {operation}, trouble {i}", row.0);
            place += 1;
            let instance = if matches!(trouble, Trouble::Hangs) { &hasty } else { &patient };
            ready.world.proxy.make(operation, trouble);
            assert_refusal(&ready.send(instance, place).await, status, &what);
            ready.world.proxy.heal();
            assert_eq!(ready.kept(), kept, "{what}");
        }
    }
    let last = row.4.last().unwrap();
    let passing = match *last {
        "TransactWriteItems" => Trouble::Cancels("TransactionConflict"),
        _ => Trouble::Refuses("ThrottlingException"),
    };
    ready.world.proxy.calls();
    ready.world.proxy.make_at(last, 0..1, passing);
    let answer = ready.send(&patient, place + 1).await;
    assert_eq!(answer.status, row.3, "{}: {answer:?}", row.0);
    let needed: BTreeSet<_> = ready.world.proxy.calls().into_iter().collect();
    assert_eq!(needed, row.4.iter().map(|operation| (*operation).to_owned()).collect(), "{}", row.0);
}

/// Does the same with all of these rows at once, because much of it is waiting.
async fn all_at_once<F: Future<Output = ()> + 'static>(
    rows: impl Iterator<Item = &'static Row>,
    hold: impl Fn(&'static Row) -> F,
) {
    let set = LocalSet::new();
    let held: Vec<_> = rows.map(|row| set.spawn_local(hold(row))).collect();
    set.await;
    for row in held {
        row.await.unwrap();
    }
}

#[tokio::test]
async fn whatever_dynamodb_does_to_a_request_it_is_told_so_changes_nothing_and_succeeds_afterwards() {
    all_at_once(ROWS.iter(), hold).await;
}

#[test]
fn every_route_has_its_row() {
    let routes = ::accounts::ROUTES.iter().chain(::reset::ROUTES);
    let routes: BTreeSet<_> = routes.map(|route| (route.method, route.path)).collect();
    assert_eq!(ROWS.iter().map(|row| (row.1, row.2)).collect::<BTreeSet<_>>(), routes);
}
