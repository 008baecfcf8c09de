//! The other value of what the vendor's documents leave open, where no other test switches it.

use serde_json::{Value, json};

use super::super::{
    HubSpotSettings, PastCap, PortalSettings, SearchCharacters, SearchesOf, UniqueConflict,
};
use super::{Bench, CONTACTS, props};

#[test]
fn a_batch_update_may_answer_for_an_id_that_was_merged_away() {
    for (omits, answers, city) in [(true, 0, json!(null)), (false, 1, json!("Moss"))] {
        let settings =
            HubSpotSettings { batch_update_omits_merged: omits, ..HubSpotSettings::default() };
        let mut bench = Bench::with(settings);
        let one = bench.contact(&json!({ "email": "ann@example.com" }));
        let other = bench.contact(&json!({ "email": "bo@example.com" }));
        let merge = json!({ "primaryObjectId": one, "objectIdToMerge": other });
        let survivor = bench.post(&format!("{CONTACTS}/merge"), &merge).text("/id").to_owned();
        let row = json!({ "id": one, "properties": { "city": "Moss" } });
        let seen = bench.post(&format!("{CONTACTS}/batch/update"), &json!({ "inputs": [row] }));
        assert_eq!((seen.status, seen.ids().len()), (200, answers));
        let held = bench.get(&format!("{CONTACTS}/{survivor}?properties=city"));
        assert_eq!(held.at("/properties/city"), &city);
    }
}

#[test]
fn a_write_of_the_same_value_may_leave_the_stamp() {
    for moves in [true, false] {
        let settings =
            HubSpotSettings { unchanged_write_moves_stamp: moves, ..HubSpotSettings::default() };
        let mut bench = Bench::with(settings);
        let id = bench.contact(&json!({ "city": "Oslo" }));
        let path = format!("{CONTACTS}/{id}?properties=lastmodifieddate");
        let before = bench.get(&path).text("/properties/lastmodifieddate").to_owned();
        bench.now += 60_000;
        bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "city": "Oslo" })));
        let after = bench.get(&path).text("/properties/lastmodifieddate").to_owned();
        assert_eq!(before != after, moves);
    }
}

#[test]
fn a_portal_may_have_limits_of_its_own_and_say_when_to_come_again() {
    let portal =
        PortalSettings { burst_limit: Some(3), search_limit: Some(1), ..PortalSettings::default() };
    let settings = HubSpotSettings {
        portals: vec![portal],
        retry_after_seconds: Some(7),
        ..HubSpotSettings::default()
    };
    let mut bench = Bench::with(settings);
    let search = format!("{CONTACTS}/search");
    assert_eq!(bench.post(&search, &json!({})).status, 200);
    let seen = bench.post(&search, &json!({}));
    assert_eq!((seen.status, seen.text("/policyName")), (429, "SECONDLY"));
    assert_eq!(seen.header("retry-after"), Some("7"));
    bench.now += 10_000;
    let statuses = [(); 4].map(|()| bench.get(CONTACTS).status);
    assert_eq!(statuses, [200, 200, 200, 429]);
}

#[test]
fn a_search_has_three_thousand_characters() {
    let search = format!("{CONTACTS}/search");
    let longest: Vec<String> = (0..400).map(|nth| format!("name{nth:04}")).collect();
    let asked = json!({ "filterGroups": [{ "filters": [
        { "propertyName": "firstname", "operator": "IN", "values": longest }] }] });
    let wide = json!({ "properties": longest });
    for (counted, status) in [(SearchCharacters::Filters, 400), (SearchCharacters::Query, 200)] {
        let settings = HubSpotSettings { search_characters: counted, ..HubSpotSettings::default() };
        let mut bench = Bench::with(settings);
        assert_eq!(bench.post(&search, &asked).status, status, "{counted:?}");
        assert_eq!(bench.post(&search, &wide).status, 200, "properties are not counted");
        for (letters, status) in [(3_000, 200), (3_001, 400)] {
            let words = json!({ "query": "x".repeat(letters) });
            bench.now += 10_000;
            assert_eq!(bench.post(&search, &words).status, status, "{counted:?}, {letters}");
        }
    }
}

#[test]
fn a_unique_value_in_use_is_refused_in_two_ways() {
    for (told, status) in [(UniqueConflict::Validation, 400), (UniqueConflict::Conflict, 409)] {
        let settings = HubSpotSettings { unique_conflict: told, ..HubSpotSettings::default() };
        let mut bench = Bench::with(settings);
        let key = json!({ "name": "key", "label": "Key", "type": "string", "fieldType": "text",
            "groupName": "contactinformation", "hasUniqueValue": true });
        bench.post("/crm/properties/2026-09/contacts", &key);
        let holder = bench.contact(&json!({ "key": "1" }));
        let other = bench.contact(&json!({ "key": "2" }));
        let taken = props(&json!({ "key": "1" }));
        let made = bench.post(CONTACTS, &taken);
        let edited = bench.patch(&format!("{CONTACTS}/{other}"), &taken);
        for seen in [made, edited] {
            assert_eq!(seen.status, status, "{told:?}");
            let code = seen.at("/errors/0/code") == "CONFLICTING_UNIQUE_VALUE";
            assert_eq!(code, told == UniqueConflict::Validation, "{told:?}");
            let id = format!("Existing ID: {holder}");
            assert_eq!(seen.text("/message").contains(&id), !code, "{told:?}");
        }
    }
}

#[test]
fn the_searches_of_a_second_are_the_accounts_or_the_tokens() {
    for (whose, status) in [(SearchesOf::Account, 429), (SearchesOf::Token, 200)] {
        let portal = PortalSettings { search_limit: Some(1), ..PortalSettings::default() };
        let settings = HubSpotSettings {
            portals: vec![portal],
            searches_of: whose,
            ..HubSpotSettings::default()
        };
        let mut bench = Bench::with(settings);
        let search = format!("{CONTACTS}/search");
        assert_eq!(bench.post(&search, &json!({})).status, 200);
        assert_eq!(bench.post(&search, &json!({})).status, 429);
        bench.token = bench.grant.access_token.clone();
        assert_eq!(bench.post(&search, &json!({})).status, status, "{whose:?}");
    }
}

#[test]
fn a_page_past_the_results_is_refused_in_two_ways() {
    let beyond = json!({ "limit": 200, "after": "9900" });
    for (told, category) in
        [(PastCap::Validation, json!("VALIDATION_ERROR")), (PastCap::Bare, Value::Null)]
    {
        let settings = HubSpotSettings { past_cap: told, ..HubSpotSettings::default() };
        let mut bench = Bench::with(settings);
        let seen = bench.post(&format!("{CONTACTS}/search"), &beyond);
        assert_eq!((seen.status, seen.at("/category")), (400, &category), "{told:?}");
        assert!(seen.text("/message").contains("10000"));
    }
}
