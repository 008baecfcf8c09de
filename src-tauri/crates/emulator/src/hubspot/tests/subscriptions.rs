use serde_json::{Value, json};

use super::super::{HubSpotSettings, PortalSettings, Tier};
use super::{Bench, CONTACTS};

const OUT: &str =
    "/communication-preferences/2026-09/statuses/ann@example.com/unsubscribe-all?channel=EMAIL";

#[test]
fn an_opt_out_belongs_to_the_address() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "email": "ann@example.com" }));
    let read = format!("{CONTACTS}/{id}?properties=hs_email_optout,lastmodifieddate");
    let before = bench.get(&read);
    assert!(before.at("/properties/hs_email_optout").is_null());
    assert_eq!(bench.get(OUT).at("/results"), &json!([]));
    bench.now += 5;
    let seen = bench.post(OUT, &Value::Null);
    assert_eq!((seen.status, seen.text("/results/0/wideStatusType")), (200, "PORTAL_WIDE"));
    let after = bench.get(&read);
    assert_eq!(after.text("/properties/hs_email_optout"), "true");
    assert_ne!(
        after.text("/properties/lastmodifieddate"),
        before.text("/properties/lastmodifieddate")
    );
    assert_eq!(bench.get(OUT).text("/results/0/source"), "service-key");
    bench.send("DELETE", &format!("{CONTACTS}/{id}"), &Value::Null);
    let again = bench.contact(&json!({ "email": "ANN@example.com" }));
    let seen = bench.get(&format!("{CONTACTS}/{again}?properties=hs_email_optout"));
    assert_eq!(seen.text("/properties/hs_email_optout"), "true");
    assert!(bench.hubspot.resubscribe_attempts().is_empty());
}

#[test]
fn whoever_would_subscribe_somebody_is_noted() {
    let mut bench = Bench::new();
    bench.post(OUT, &Value::Null);
    let one = "/communication-preferences/v4/statuses/ann@example.com";
    let set =
        |state: &str| json!({ "subscriptionId": 1001, "statusState": state, "channel": "EMAIL" });
    assert_eq!(bench.post(one, &set("UNSUBSCRIBED")).status, 200);
    assert!(bench.hubspot.resubscribe_attempts().is_empty());
    let seen = bench.post(one, &set("SUBSCRIBED"));
    assert_eq!(seen.text("/results/0/setStatusSuccessReason"), "RESUBSCRIBE_OCCURRED");
    let attempts = bench.hubspot.resubscribe_attempts();
    assert_eq!((attempts.len(), attempts[0].email.as_str()), (1, "ann@example.com"));
    let v3 = json!({ "emailAddress": "bob@example.com", "subscriptionId": "1001" });
    bench.post("/communication-preferences/v3/subscribe", &v3);
    assert_eq!(bench.hubspot.resubscribe_attempts().len(), 2);
}

#[test]
fn people_may_come_back_by_themselves() {
    let mut bench = Bench::new();
    bench.contact(&json!({ "email": "ann@example.com" }));
    bench.act(&json!({ "act": "unsubscribe", "email": "ann@example.com", "by": "import" }));
    assert_eq!(bench.get(OUT).text("/results/0/source"), "import");
    bench.act(&json!({ "act": "resubscribe", "email": "ann@example.com" }));
    assert_eq!(bench.get(OUT).at("/results"), &json!([]));
    let statuses =
        bench.get("/communication-preferences/v4/statuses/ann@example.com?channel=EMAIL");
    assert_eq!(statuses.text("/results/0/status"), "SUBSCRIBED");
    assert_eq!(statuses.text("/results/0/source"), "recipient");
    assert!(bench.hubspot.resubscribe_attempts().is_empty());
}

#[test]
fn batches_are_for_enterprise() {
    for (tier, status) in [(Tier::Professional, 403), (Tier::Enterprise, 200)] {
        let portals = vec![PortalSettings { tier, ..PortalSettings::default() }];
        let mut bench = Bench::with(HubSpotSettings { portals, ..HubSpotSettings::default() });
        let batch = "/communication-preferences/v4/statuses/batch/unsubscribe-all";
        let seen = bench
            .post(&format!("{batch}?channel=EMAIL"), &json!({ "inputs": ["ann@example.com"] }));
        assert_eq!(seen.status, status);
        assert_eq!(
            bench.get(OUT).at("/results").as_array().unwrap().len(),
            usize::from(status == 200)
        );
    }
}

#[test]
fn v3_cannot_undo_an_opt_out() {
    let mut bench = Bench::new();
    bench.post(OUT, &Value::Null);
    let body = json!({ "emailAddress": "ann@example.com", "subscriptionId": "1001" });
    assert_eq!(bench.post("/communication-preferences/2026-09/subscribe", &body).status, 400);
    let seen = bench.get("/communication-preferences/v3/status/email/ann@example.com");
    assert_eq!(seen.text("/subscriptionStatuses/0/status"), "NOT_SUBSCRIBED");
    assert_eq!(seen.text("/subscriptionStatuses/0/sourceOfStatus"), "PORTAL_WIDE_STATUS");
    let other = json!({ "emailAddress": "bob@example.com", "subscriptionId": "1001" });
    assert_eq!(
        bench.post("/communication-preferences/2026-09/unsubscribe", &other).text("/status"),
        "NOT_SUBSCRIBED"
    );
}

#[test]
fn an_optout_that_takes_writes_reaches_the_status() {
    let mut bench =
        Bench::with(HubSpotSettings { optout_read_only: false, ..HubSpotSettings::default() });
    let id = bench.contact(&json!({ "email": "ann@example.com" }));
    let write = |value: &str| json!({ "properties": { "hs_email_optout": value } });
    let one = format!("{CONTACTS}/{id}");
    assert_eq!(bench.patch(&one, &write("true")).status, 200);
    assert_eq!(bench.get(OUT).text("/results/0/status"), "UNSUBSCRIBED");
    assert!(bench.hubspot.resubscribe_attempts().is_empty());
    assert_eq!(bench.patch(&one, &write("false")).status, 200);
    assert_eq!(bench.get(OUT).at("/results"), &json!([]));
    assert_eq!(bench.hubspot.resubscribe_attempts().len(), 1);
}

#[test]
fn a_seeded_optout_is_a_status() {
    let mut bench = Bench::new();
    bench.contact(&json!({ "email": "Ann@example.com", "hs_email_optout": "true" }));
    assert_eq!(bench.get(OUT).text("/results/0/source"), "import");
}
