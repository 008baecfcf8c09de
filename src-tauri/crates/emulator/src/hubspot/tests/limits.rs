use serde_json::json;

use super::super::{HubSpotSettings, PortalSettings, Tier};
use super::{Bench, CONTACTS};

fn portal(settings: PortalSettings) -> Bench {
    Bench::with(HubSpotSettings { portals: vec![settings], ..HubSpotSettings::default() })
}

#[test]
fn ten_seconds_hold_so_many_calls() {
    for (tier, most) in [(Tier::Free, 100), (Tier::Professional, 190)] {
        let mut bench = portal(PortalSettings { tier, ..PortalSettings::default() });
        for _ in 0..most {
            assert_eq!(bench.get(CONTACTS).status, 200);
        }
        let seen = bench.get(CONTACTS);
        assert_eq!((seen.status, seen.text("/policyName")), (429, "TEN_SECONDLY_ROLLING"));
        assert_eq!(seen.text("/message"), "You have reached your ten_secondly_rolling limit.");
        assert_eq!(seen.text("/errorType"), "RATE_LIMIT");
        assert_eq!(seen.header("retry-after"), None);
        bench.token = bench.grant.access_token.clone();
        assert_eq!(bench.get(CONTACTS).status, 200, "another app has its own");
        bench.token = bench.grant.service_key.clone();
        bench.now += 10_000;
        assert_eq!(bench.get(CONTACTS).status, 200);
    }
}

#[test]
fn a_second_holds_five_searches() {
    let mut bench = Bench::new();
    let search = format!("{CONTACTS}/search");
    for _ in 0..5 {
        assert_eq!(bench.post(&search, &json!({})).status, 200);
    }
    let seen = bench.post(&search, &json!({}));
    assert_eq!((seen.status, seen.text("/policyName")), (429, "SECONDLY"));
    assert_eq!(seen.text("/message"), "You have reached your secondly limit.");
    bench.now += 1_000;
    assert_eq!(bench.post(&search, &json!({})).status, 200);
}

#[test]
fn a_day_ends_at_the_accounts_midnight() {
    let mut bench = portal(PortalSettings {
        daily_limit: Some(2),
        time_zone: "America/New_York".to_owned(),
        ..PortalSettings::default()
    });
    // 2026-05-29T03:59:59Z is a second before midnight in New York.
    bench.now = 1_780_027_199_000;
    assert_eq!(bench.get(CONTACTS).status, 200);
    assert_eq!(bench.get(CONTACTS).header("x-hubspot-ratelimit-daily-remaining"), Some("0"));
    let seen = bench.get(CONTACTS);
    assert_eq!((seen.status, seen.text("/policyName")), (429, "DAILY"));
    bench.now += 1_000;
    assert_eq!(bench.get(CONTACTS).status, 200);
}

#[test]
fn headers_go_by_the_kind_of_token() {
    let mut bench = Bench::new();
    let seen = bench.get(CONTACTS);
    assert_eq!(seen.header("x-hubspot-ratelimit-daily"), Some("625000"));
    assert_eq!(seen.header("x-hubspot-ratelimit-max"), Some("190"));
    assert_eq!(seen.header("x-hubspot-ratelimit-remaining"), Some("189"));
    assert_eq!(seen.header("x-hubspot-ratelimit-interval-milliseconds"), Some("10000"));
    bench.token = bench.grant.access_token.clone();
    let seen = bench.get(CONTACTS);
    assert_eq!(seen.header("x-hubspot-ratelimit-daily"), None);
    assert_eq!(seen.header("x-hubspot-ratelimit-max"), Some("110"));
}

#[test]
fn searches_carry_no_rate_headers() {
    let mut bench = Bench::new();
    let seen = bench.post(&format!("{CONTACTS}/search"), &json!({}));
    assert_eq!(seen.header("x-hubspot-ratelimit-max"), None);
    assert_eq!(seen.header("x-hubspot-ratelimit-daily"), None);
}
