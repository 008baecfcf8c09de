//! The rate limits: ten seconds per app, a second of searches, a day per account.

use std::collections::VecDeque;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::call::{Call, TokenKind};
use super::portal::Portal;
use super::problem::{Outcome, Problem};
use super::settings::{Distribution, SearchesOf, Tier};
use super::time::{Millis, iso};

const WINDOW: Millis = 10_000;
const SECOND: Millis = 1_000;
const SEARCHES: u64 = 5;
const MARKETPLACE_BURST: u64 = 110;

/// What a limit is named in its 429.
#[derive(Clone, Copy)]
enum Policy {
    Daily,
    TenSecondly,
    Secondly,
}

/// Where a call is counted, besides the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bucket {
    Burst,
    Search,
}

impl Bucket {
    pub fn of(route: &str) -> Self {
        if route.ends_with("/search") { Self::Search } else { Self::Burst }
    }
}

/// Counts a call, or refuses it. Searches are counted apart from the ten seconds.
pub(super) fn admit(portal: &mut Portal, call: &Call<'_>, bucket: Bucket) -> Outcome<()> {
    let Some(caller) = &call.caller else { return Ok(()) };
    roll_day(portal, call.now);
    if caller.kind != TokenKind::OAuth(Distribution::Marketplace)
        && portal.meters.day.1 >= daily_limit(portal)
        && call.on("hubspot.limits.daily")
    {
        return Err(refused(Policy::Daily, portal, call));
    }
    if bucket == Bucket::Search {
        let most = portal.settings.search_limit.unwrap_or(SEARCHES);
        let whose = match call.settings.searches_of {
            SearchesOf::Account => String::new(),
            SearchesOf::Token => call.authorization.clone().unwrap_or_default(),
        };
        let meter = portal.meters.search.entry(whose).or_default();
        let full = count(meter, call.now, SECOND) >= most;
        if full && call.on("hubspot.limits.search") {
            return Err(refused(Policy::Secondly, portal, call));
        }
        meter.push_back(call.now);
    } else {
        let most = burst_limit(portal, caller.kind);
        let meter = portal.meters.burst.entry(caller.app.clone()).or_default();
        if count(meter, call.now, WINDOW) >= most && call.on("hubspot.limits.burst") {
            return Err(refused(Policy::TenSecondly, portal, call));
        }
        meter.push_back(call.now);
    }
    portal.meters.day.1 += 1;
    Ok(())
}

fn count(meter: &mut VecDeque<Millis>, now: Millis, window: Millis) -> u64 {
    while meter.front().is_some_and(|at| *at <= now - window) {
        meter.pop_front();
    }
    meter.len() as u64
}

/// The day is the account's: it ends at midnight of its time zone.
fn roll_day(portal: &mut Portal, now: Millis) {
    let zone = zone(portal);
    let day = Timestamp::from_millisecond(now)
        .map(|stamp| stamp.to_zoned(zone).date().to_string())
        .unwrap_or_default();
    if portal.meters.day.0 != day {
        portal.meters.day = (day, 0);
    }
}

pub(super) fn zone(portal: &Portal) -> TimeZone {
    TimeZone::get(&portal.settings.time_zone).unwrap_or(TimeZone::UTC)
}

/// The next midnight of the account.
fn midnight(portal: &Portal, now: Millis) -> Millis {
    Timestamp::from_millisecond(now)
        .and_then(|stamp| stamp.to_zoned(zone(portal)).date().tomorrow()?.to_zoned(zone(portal)))
        .map_or(now, |zoned| zoned.timestamp().as_millisecond())
}

fn daily_limit(portal: &Portal) -> u64 {
    let tier = if portal.on("hubspot.tiers") { portal.settings.tier } else { Tier::Free };
    portal.settings.daily_limit.unwrap_or_else(|| tier.daily())
}

fn burst_limit(portal: &Portal, kind: TokenKind) -> u64 {
    portal.settings.burst_limit.unwrap_or_else(|| match kind {
        TokenKind::OAuth(Distribution::Marketplace) => MARKETPLACE_BURST,
        TokenKind::OAuth(Distribution::Private) | TokenKind::ServiceKey
            if portal.on("hubspot.tiers") =>
        {
            portal.settings.tier.burst()
        }
        TokenKind::OAuth(Distribution::Private) | TokenKind::ServiceKey => Tier::Free.burst(),
    })
}

fn refused(policy: Policy, portal: &mut Portal, call: &Call<'_>) -> Box<Problem> {
    let (name, message) = match policy {
        Policy::Daily => ("DAILY", "You have reached your daily limit."),
        Policy::TenSecondly => {
            ("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.")
        }
        Policy::Secondly => ("SECONDLY", "You have reached your secondly limit."),
    };
    let mut problem = Problem::new(429, "RATE_LIMITS", message);
    problem.retry_after = call.settings.retry_after_seconds;
    if !call.on("hubspot.limits.bodies") {
        return problem;
    }
    problem.raw = Some(json!({
        "status": "error",
        "message": message,
        "errorType": "RATE_LIMIT",
        "correlationId": portal.chance.uuid(),
        "policyName": name,
        "requestId": portal.chance.uuid(),
    }));
    problem
}

/// The headers of an answer that is not a search's. Those of the day are for keys only.
pub(super) fn headers(portal: &Portal, call: &Call<'_>) -> Vec<(&'static str, String)> {
    let Some(caller) = &call.caller else { return Vec::new() };
    let most = burst_limit(portal, caller.kind);
    let used = portal.meters.burst.get(&caller.app).map_or(0, VecDeque::len) as u64;
    let per_second = most / 10;
    let last_second = portal
        .meters
        .burst
        .get(&caller.app)
        .map_or(0, |meter| meter.iter().rev().take_while(|at| **at > call.now - SECOND).count())
        as u64;
    let mut headers = vec![
        ("x-hubspot-ratelimit-interval-milliseconds", WINDOW.to_string()),
        ("x-hubspot-ratelimit-max", most.to_string()),
        ("x-hubspot-ratelimit-remaining", most.saturating_sub(used).to_string()),
        ("x-hubspot-ratelimit-secondly", per_second.to_string()),
        (
            "x-hubspot-ratelimit-secondly-remaining",
            per_second.saturating_sub(last_second).to_string(),
        ),
    ];
    let by_kind = call.on("hubspot.limits.headers_by_token");
    if caller.kind == TokenKind::ServiceKey || !by_kind {
        let limit = daily_limit(portal);
        headers.push(("x-hubspot-ratelimit-daily", limit.to_string()));
        let left = limit.saturating_sub(portal.meters.day.1);
        headers.push(("x-hubspot-ratelimit-daily-remaining", left.to_string()));
    }
    headers
}

/// `GET /account-info/{version}/api-usage/daily/private-apps`.
pub(super) fn usage(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    roll_day(portal, call.now);
    super::problem::Answer::ok(json!({
        "results": [{
            "name": "private-apps-api-calls-daily",
            "usageLimit": daily_limit(portal),
            "currentUsage": portal.meters.day.1,
            "collectedAt": iso(call.now),
            "fetchStatus": "SUCCESS",
            "resetsAt": iso(midnight(portal, call.now)),
        }],
    }))
}
