use serde_json::json;

use super::super::{Distribution, HubSpotSettings, PortalSettings, Tier};
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
    assert_eq!(seen.header("x-hubspot-ratelimit-max"), Some("190"));
}

/// As many calls as the window holds for an OAuth app, and the 429 after them.
fn filled(bench: &mut Bench, most: u32) {
    let max = bench.get(CONTACTS).header("x-hubspot-ratelimit-max").map(str::to_owned);
    assert_eq!(max, Some(most.to_string()));
    for _ in 1..most {
        assert_eq!(bench.get(CONTACTS).status, 200);
    }
    let seen = bench.get(CONTACTS);
    assert_eq!((seen.status, seen.text("/policyName")), (429, "TEN_SECONDLY_ROLLING"));
    assert_eq!(seen.text("/message"), "You have reached your ten_secondly_rolling limit.");
    assert_eq!(seen.text("/errorType"), "RATE_LIMIT");
    assert_eq!(seen.header("x-hubspot-ratelimit-daily"), None);
}

#[test]
fn an_app_of_ones_own_has_the_limits_of_the_tier() {
    for (tier, most) in [(Tier::Free, 100), (Tier::Professional, 190), (Tier::Enterprise, 190)] {
        let mut bench = portal(PortalSettings { tier, ..PortalSettings::default() });
        bench.token = bench.grant.access_token.clone();
        filled(&mut bench, most);
    }
    let mut bench = portal(PortalSettings { daily_limit: Some(1), ..PortalSettings::default() });
    bench.token = bench.grant.access_token.clone();
    assert_eq!(bench.get(CONTACTS).status, 200);
    let seen = bench.get(CONTACTS);
    assert_eq!((seen.status, seen.text("/policyName")), (429, "DAILY"));
    assert_eq!(seen.text("/message"), "You have reached your daily limit.");
    assert_eq!(seen.text("/errorType"), "RATE_LIMIT");
    assert_eq!(seen.header("x-hubspot-ratelimit-daily-remaining"), None);
}

#[test]
fn an_app_of_the_marketplace_has_limits_of_its_own() {
    let settings = |portal: PortalSettings| HubSpotSettings {
        portals: vec![portal],
        distribution: Distribution::Marketplace,
        ..HubSpotSettings::default()
    };
    for tier in [Tier::Free, Tier::Enterprise] {
        let mut bench = Bench::with(settings(PortalSettings { tier, ..PortalSettings::default() }));
        bench.token = bench.grant.access_token.clone();
        filled(&mut bench, 110);
    }
    let limited = PortalSettings { daily_limit: Some(1), ..PortalSettings::default() };
    let mut bench = Bench::with(settings(limited));
    let key = bench.grant.service_key.clone();
    bench.token = bench.grant.access_token.clone();
    assert_eq!([(); 3].map(|()| bench.get(CONTACTS).status), [200; 3], "no day is stated");
    let (id, secret) = (bench.grant.client_id.clone(), bench.grant.client_secret.clone());
    let token = bench.token.clone();
    let fields =
        [("client_id", id.as_str()), ("client_secret", secret.as_str()), ("token", token.as_str())];
    let seen = bench.form("POST", "/oauth/2026-09/token/introspect", &fields);
    assert_eq!(seen.at("/is_private_distribution"), &json!(false));
    bench.token = key;
    assert_eq!(bench.get(CONTACTS).status, 429, "the day of the account's own apps is over");
}

#[test]
fn searches_carry_no_rate_headers() {
    let mut bench = Bench::new();
    let seen = bench.post(&format!("{CONTACTS}/search"), &json!({}));
    assert_eq!(seen.header("x-hubspot-ratelimit-max"), None);
    assert_eq!(seen.header("x-hubspot-ratelimit-daily"), None);
}
