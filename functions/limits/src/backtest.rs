//! When rules would have fired, in the stored history.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use shared::alerts::{Backtest, Condition, Fired, Kind, Rule, Settings, words};
use shared::app::App;
use shared::error::answers::{Looked, Posted};
use shared::error::{Error, Problem};
use shared::history::{self, Day, Names, Poll, day_of, start_of};
use shared::http::{self, Request, Response};
use shared::limits::Reading;
use shared::org::OrgId;
use shared::watch::{Outlooks, SLOT, Scene, is_worth_forecasting, observe, outlooks, slot_of};
use utoipa::ToSchema;

/// How far back rules are tried: as far as there are polls, and less far where each step takes forecasts.
const FAR: SignedDuration = SignedDuration::from_hours(30 * 24);
const NEAR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Steps of rules that take forecasts: as far apart as two readings in a row may be.
const QUARTER: i64 = 3 * SLOT;

/// After so long no further day is begun, because the caller waits for 29 seconds at most.
const PATIENCE: SignedDuration = SignedDuration::from_secs(18);

/// How many days a forecast looks at.
const DAYS: i32 = 31;

/// Polls of two hours are looked at with each one.
const WINDOW: usize = 24;

/// Rules to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// The rules, of the same form as an account's.
    pub rules: Vec<Rule>,
}

/// When the rules would have fired.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Backtested {
    /// From when on they were tried.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// Until when; earlier than now if there was no more time.
    #[schema(value_type = String, format = DateTime)]
    pub to: Timestamp,
    /// How many polls there were.
    pub polls: usize,
    /// The alerts that would have opened, in the order of time.
    pub fired: Vec<Fired>,
}

/// Says when rules would have fired in the last 30 days, as if nothing were muted and no hour quiet. Rules
/// about the time left and about unusual rates take a forecast at each step, so they are tried in the last 7
/// days and every quarter of an hour.
#[utoipa::path(post, path = "/api/orgs/{org}/alerts/backtest", operation_id = "orgBacktest", tag = "alerts",
    params(("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA")),
    request_body = Tried,
    responses(
        (status = 200, description = "When they would have fired.", body = Backtested),
        (status = 400, description = "A rule cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        Looked, Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn backtest(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let (watch, _) = watcher.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let tried: Tried = http::body(&request)?;
    // Whom they would tell does not matter.
    let rules = tried.rules.into_iter().map(|rule| Rule { channels: None, ..rule }).collect();
    let settings = Settings { rules, ..Settings::default() };
    settings.validate()?;

    let to = app.now();
    let takes_forecasts = settings.rules.iter().any(|rule| takes_forecasts(&rule.condition));
    let from = to - if takes_forecasts { NEAR } else { FAR };
    let mut replay = Replay::new(app, &watch.org.id, takes_forecasts).await?;
    let mut test = Backtest::new(&settings, &words::title(&watch.org));
    replay.wants_rates = settings.rules.iter().any(|rule| rule.condition.kind() == Kind::UnusualRate);
    let to = replay.run(app, (from, to), &mut test).await?;
    http::json(&Backtested { from, to, polls: replay.polls, fired: test.fired() })
}

fn takes_forecasts(condition: &Condition) -> bool {
    matches!(condition, Condition::TimeLeft { .. } | Condition::UnusualRate { .. })
}

/// The stored polls once more, a day at a time, so that a month takes no more memory than a day.
struct Replay<'a> {
    org: &'a OrgId,
    names: Names,
    takes_forecasts: bool,
    /// Whether a rule is about rates, which limits of any size have.
    wants_rates: bool,
    days: Vec<Day>,
    window: VecDeque<Poll>,
    polls: usize,
}

impl<'a> Replay<'a> {
    async fn new(app: &App, org: &'a OrgId, takes_forecasts: bool) -> Result<Self, Error> {
        let names = app.store.find_names(org).await?;
        let today = day_of(app.now());
        let days = match takes_forecasts {
            true => app.store.days(org, today.saturating_sub((DAYS + 7).days()), today).await?,
            false => Vec::new(),
        };
        let window = VecDeque::new();
        Ok(Self { org, names, takes_forecasts, wants_rates: false, days, window, polls: 0 })
    }

    /// Goes through the time, and gives its end, or where there was no more time for it.
    async fn run(
        &mut self,
        app: &App,
        (from, to): (Timestamp, Timestamp),
        test: &mut Backtest,
    ) -> Result<Timestamp, Error> {
        let mut date = day_of(from);
        while date <= day_of(to) {
            let first = start_of(date).as_second();
            let stored = app.store.polls(self.org, first, first + 86_400 - SLOT).await?;
            if app.now() > to + PATIENCE {
                return Ok(start_of(date));
            }
            for poll in history::decode(&self.names, &stored) {
                if poll.read_at >= from {
                    self.skip_to(poll.slot, test);
                    self.step(poll, test);
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        self.skip_to(slot_of(to), test);
        Ok(to)
    }

    /// The slots since the last poll in which there was none: silence is what some rules wait for.
    fn skip_to(&mut self, slot: i64, test: &mut Backtest) {
        let Some(last) = self.window.back().map(|poll| poll.slot) else { return };
        let polls = self.window.make_contiguous();
        let mut silent = last + SLOT;
        while silent < slot {
            test.observe(&observe(&Scene { polls, slot: silent, read_before: None }, &Outlooks::new()));
            silent += SLOT;
        }
    }

    fn step(&mut self, poll: Poll, test: &mut Backtest) {
        let slot = poll.slot;
        self.polls += 1;
        self.window.push_back(poll);
        if self.window.len() > WINDOW {
            self.window.pop_front();
        }
        if self.takes_forecasts && slot % QUARTER != 0 {
            return;
        }
        let polls = self.window.make_contiguous();
        let ahead = match polls.last().filter(|_| self.takes_forecasts) {
            Some(poll) => {
                let data = (&self.names, &self.days[..], &*polls);
                let wanted = |reading: &Reading| self.wants_rates || is_worth_forecasting(reading);
                outlooks(&poll.readings, data, poll.read_at, wanted)
            }
            None => Outlooks::new(),
        };
        test.observe(&observe(&Scene { polls, slot, read_before: None }, &ahead));
    }
}
