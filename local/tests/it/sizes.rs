//! What is sent weighs little: a connected org's limits, a watched org's with sparklines, a fleet, a long history.

use std::io::Read;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use flate2::read::GzDecoder;
use jiff::{SignedDuration, Timestamp};
use local::seeding::Seeding;
use serde_json::Value;
use shared::limits::catalogue::Unit;
use shared::limits::{Counts, Org, OrgKind, State};
use shared::org::OrgId;
use shared::store::orgs::Outcome;
use shared::watch::{Breaker, Calls, Check, Connection, Health, Method, OPERATOR, Summary, Worst, slot_of};

use crate::world::{BUSY, Instance, World, bearer};

const KILOBYTE: usize = 1024;

/// How many bytes go over the network, and what they say.
#[expect(clippy::print_stdout, reason = "sizes are looked up with --nocapture")]
async fn packed(instance: &Instance, path: &str, bearer: &str) -> (usize, Value) {
    let request = Request::get(path).header("authorization", bearer);
    let request = request.header("accept-encoding", "gzip, deflate, br").body(Body::empty()).unwrap();
    let response = instance.gateway.clone().call(request).await;
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let packed = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let mut json = String::new();
    GzDecoder::new(packed.as_ref()).read_to_string(&mut json).unwrap();
    println!("{path}: {} bytes, {} packed", json.len(), packed.len());
    (packed.len(), serde_json::from_str(&json).unwrap())
}

#[tokio::test]
async fn the_first_data_of_a_dashboard_is_twenty_kilobytes_at_most() {
    let world = World::new().await;
    let session = world.session(BUSY).await;
    let (size, report) = packed(&world.instance(), "/api/limits?explain=true", &bearer(&session)).await;
    let limits = report["limits"].as_array().unwrap().len();
    assert!(limits > 55 && size <= 20 * KILOBYTE, "{limits} limits: {size} bytes");
}

#[tokio::test]
async fn the_first_data_of_a_watched_org_with_sparklines_is_forty_kilobytes_at_most() {
    let world = World::new().await;
    let instance = world.instance();
    let busy = world.around.simulator.orgs().into_iter().find(|org| org.my_domain == BUSY).unwrap();
    let seeding = Seeding::new(instance.app, instance.gateway.clone(), &world.around).of_days(9);
    seeding.seed(&busy).await.unwrap();
    let path = format!("/api/orgs/{}/limits?explain=true&sparklines=true", busy.id);
    let (size, report) = packed(&instance, &path, &format!("Bearer {}", world.around.ops_token)).await;
    let lines = report["sparklines"]["used"].as_object().unwrap();
    assert_eq!(lines.len(), report["limits"].as_array().unwrap().len());
    let requests = lines["DailyApiRequests"].as_array().unwrap();
    assert_eq!(requests.len(), 48);
    assert!(requests.iter().all(Value::is_i64), "{requests:?}");
    assert!(lines.len() > 55 && size <= 40 * KILOBYTE, "{} limits: {size} bytes", lines.len());
}

#[tokio::test]
async fn a_fleet_of_a_thousand_orgs_in_brief_is_sixty_kilobytes_at_most() {
    let world = World::new().await;
    let instance = world.instance();
    let (store, now) = (&instance.app.store, world.now());
    for number in 0..1_000 {
        let connection = Drawn(number).connection(now);
        let (org, slot) = (&connection.org.id, slot_of(now));
        assert!(store.put_connection(&connection).await.unwrap());
        store.take_slot(org, slot, now, SignedDuration::from_secs(60)).await.unwrap().unwrap();
        store.finish_slot(org, slot, &Drawn(number).outcome(now)).await.unwrap();
    }
    let operator = format!("Bearer {}", world.around.ops_token);
    let (size, fleet) = packed(&instance, "/api/orgs?brief=true", &operator).await;
    let orgs = fleet["orgs"].as_array().unwrap();
    assert_eq!(orgs.len(), 1_000);
    assert!(orgs.iter().all(|org| org["readAt"].is_string() && org["check"].is_null()), "{}", orgs[0]);
    assert!(size <= 60 * KILOBYTE, "{size} bytes");
}

/// What one of many orgs is: numbers that look like chance, and are the same in each run.
#[derive(Clone, Copy)]
struct Drawn(i64);

impl Drawn {
    /// The number of this purpose, below a bound.
    fn below(self, bound: i64, purpose: &str) -> i64 {
        let digest = shared::token::digest(&format!("{} {purpose}", self.0));
        let number = digest.bytes().take(9).fold(0_i64, |sum, byte| (sum << 7) ^ i64::from(byte));
        number.rem_euclid(bound)
    }

    fn word(self, purpose: &str) -> &'static str {
        const WORDS: [&str; 8] = ["Alder", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Garnet", "Harbor"];
        WORDS[self.below(8, purpose) as usize]
    }

    fn org(self) -> Org {
        let digits = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let digit = |at: i64| char::from(digits[self.below(36, &format!("id {at}")) as usize]);
        let id: String = (0..12).map(digit).collect();
        let (name, kind) = match self.below(3, "kind") {
            0 => (format!("{} {} {}", self.word("a"), self.word("b"), self.0), OrgKind::Production),
            1 => (format!("{} {} UAT", self.word("a"), self.word("b")), OrgKind::Sandbox),
            _ => (format!("{} {}", self.word("a"), self.below(9000, "name")), OrgKind::Developer),
        };
        let host = name.to_lowercase().replace(' ', "-");
        let instance_url = format!("https://{host}-{}.my.salesforce.com", self.0);
        Org { id: OrgId::parse(&format!("00D{id}")).unwrap(), name, kind, instance_url }
    }

    fn worst(self, now: Timestamp) -> Worst {
        let max = [15_000, 100_000, 250_000, 1_000_000][self.below(4, "max") as usize];
        let used = self.below(9_900, "used");
        let (ends, end) = (self.below(3, "ends") == 0, 20 + self.below(1_000, "end"));
        let at =
            |minutes: i64| ends.then(|| now + SignedDuration::from_secs(60 * minutes + self.below(60, "at")));
        Worst {
            name: "DailyApiRequests".into(),
            label: "Daily API requests".into(),
            unit: Unit::Count,
            state: if used > 8_000 { State::Critical } else { State::Ok },
            max: Some(max),
            remaining: Some(max - max * used / 10_000),
            used_percent: Some(used as f64 / 100.0),
            sentence: Some(format!("Daily API requests: {} % used.", used / 100)),
            runs_out_at: at(end),
            earliest: at(end - self.below(20, "earliest")),
            latest: at(end + self.below(60, "latest")),
        }
    }

    fn outcome(self, now: Timestamp) -> Outcome {
        let (critical, warning) = (self.below(3, "critical") as usize, self.below(6, "warning") as usize);
        let counts = Counts { critical, warning, ok: 45, ..Default::default() };
        Outcome {
            read_at: Some(now - SignedDuration::from_secs(self.below(300, "read"))),
            summary: Some(Summary { counts, worst: Some(self.worst(now)) }),
            breaker: Breaker::default(),
            calls: Calls::default().plus(self.below(288, "calls"), now),
            is_due: false,
        }
    }

    fn connection(self, now: Timestamp) -> Connection {
        let org = self.org();
        Connection {
            account: OPERATOR.into(),
            address: None,
            method: Method::RefreshToken,
            login_host: "login".into(),
            own_app: None,
            sealed_refresh: None,
            sealed_access: None,
            generation: 1,
            health: Health::Works,
            connected_at: now - SignedDuration::from_secs(self.below(90 * 86_400, "connected")),
            check: Check::of(&org.name, true, self.below(8, "storage") > 0, true),
            org,
        }
    }
}
