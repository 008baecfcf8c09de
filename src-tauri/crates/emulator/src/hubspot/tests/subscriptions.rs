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
    assert_eq!(bench.get(OUT).at("/results"), &json!([]), "v4 undoes an opt-out");
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

#[test]
fn a_portal_has_kinds_of_mail() {
    let mut bench = Bench::new();
    let dated = bench.get("/communication-preferences/2026-09/definitions");
    assert_eq!(dated.text("/subscriptionDefinitions/0/id"), "1001");
    let v4 = bench.get("/communication-preferences/v4/definitions");
    assert_eq!((v4.text("/status"), v4.text("/results/1/name")), ("COMPLETE", "One to One"));
}

#[test]
fn an_opt_out_names_its_channel_and_can_tell_of_every_kind() {
    let mut bench = Bench::new();
    let base = "/communication-preferences/2026-09/statuses";
    let all = |rest: &str| format!("{base}/ann@example.com/unsubscribe-all{rest}");
    assert_eq!(bench.post(&all(""), &Value::Null).status, 400);
    assert_eq!(bench.post(&all("?channel=SMS"), &Value::Null).status, 400);
    let seen = bench.post(&all("?channel=EMAIL&verbose=true"), &Value::Null);
    assert_eq!(seen.at("/results").as_array().unwrap().len(), 3);
    assert_eq!(seen.at("/results/1/subscriptionId"), &json!(1001));
    let nobody = format!("{base}/nobody/unsubscribe-all?channel=EMAIL");
    assert_eq!(bench.post(&nobody, &Value::Null).status, 400);
}

#[test]
fn statuses_go_by_the_batch_too() {
    let portals = vec![PortalSettings { tier: Tier::Enterprise, ..PortalSettings::default() }];
    let mut bench = Bench::with(HubSpotSettings { portals, ..HubSpotSettings::default() });
    let base = "/communication-preferences/v4/statuses/batch";
    let row = json!({ "subscriberIdString": "Ann@example.com", "subscriptionId": 1001,
        "statusState": "UNSUBSCRIBED", "channel": "EMAIL" });
    let wrote = bench.post(&format!("{base}/write"), &json!({ "inputs": [row] }));
    assert_eq!((wrote.status, wrote.text("/results/0/status")), (200, "UNSUBSCRIBED"));
    let asked = json!({ "inputs": ["ann@example.com"] });
    let read = bench.post(&format!("{base}/read?channel=EMAIL"), &asked);
    assert_eq!(read.status, 200, "{}", read.body);
    assert!(read.body.to_string().contains("UNSUBSCRIBED"), "{}", read.body);
    let wide = format!("{base}/unsubscribe-all/read?channel=EMAIL");
    assert!(!bench.post(&wide, &asked).body.to_string().contains("PORTAL_WIDE"));
    bench.post(OUT, &Value::Null);
    assert!(bench.post(&wide, &asked).body.to_string().contains("PORTAL_WIDE"));
}

#[test]
fn a_legal_basis_is_one_of_seven() {
    let mut bench = Bench::new();
    for (basis, status) in [("NON_GDPR", 200), ("BECAUSE", 400)] {
        let body = json!({ "subscriptionId": 1001, "statusState": "UNSUBSCRIBED",
            "channel": "EMAIL", "legalBasis": basis, "legalBasisExplanation": "asked for it" });
        let one = "/communication-preferences/v4/statuses/ann@example.com";
        assert_eq!(bench.post(one, &body).status, status, "{basis}");
        let v3 = json!({ "emailAddress": "bob@example.com", "subscriptionId": "1001",
            "legalBasis": basis });
        let seen = bench.post("/communication-preferences/v3/unsubscribe", &v3);
        assert_eq!(seen.status, status, "{basis}");
    }
}
