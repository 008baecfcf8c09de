//! The product as it is shipped, against the emulator under the vendors' own names: real TLS, the
//! production rule, the loopback exception off.

use crosswalk_app::AppError;
use crosswalk_desktop::sockets::Line;
use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::{PassError, RunResult};
use crosswalk_model::ConnectorError;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::json;

async fn world() -> World {
    World::begin(Beginning { line: Line::Tls, ..Beginning::default() }, |_| {}).await
}

#[tokio::test]
async fn two_accounts_are_kept_in_step_by_the_production_rule_over_tls() {
    let world = world().await;
    let lines = world.app.account_lines().unwrap();
    assert!(lines.iter().all(|it| !it.development), "no exception: {lines:?}");
    assert!(lines.iter().all(|it| it.account.base_url.starts_with("https://")), "{lines:?}");
    let ann = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Dahl" }));
    let report = world.apply().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    assert_eq!(world.records(Salesforce, "Contact").len(), 2);
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
    let before = world.last_exchange();
    let quiet = world.app.plan(world.pair, "test").await.unwrap();
    assert_eq!(world.writes_since(before), 0, "{quiet:?}");
}

#[tokio::test]
async fn sec14_a_redirect_to_another_host_is_refused_and_takes_no_token_along() {
    let world = world().await;
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    for (vendor, path) in [("hubspot", "/crm/objects"), ("salesforce", "/services/data/v66.0")] {
        world.fault(json!({
            "at": { "vendor": vendor, "path": path }, "nth": 1, "times": 1,
            "kind": { "kind": "status", "status": 302, "body": "",
                      "headers": { "location": "https://evil.example/steal" } },
        }));
        let before = world.last_exchange();
        let planned = world.app.plan(world.pair, "test").await;
        let told = world.told_since(before);
        let refused = planned.expect_err(&format!("{vendor}: {told:#?}"));
        let AppError::Pass(PassError::Connector(ConnectorError::HostRefused(why))) = &refused
        else {
            panic!("{vendor}: {refused:?}");
        };
        assert!(why.contains("redirect"), "{vendor}: {why}");
    }
    world.app.plan(world.pair, "test").await.unwrap();
}
