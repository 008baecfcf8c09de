//! The product as it is shipped, against the emulator under the vendors' own names: real TLS, the
//! production rule, the loopback exception off.

use crosswalk_app::accounts::ByBrowser;
use crosswalk_app::{AppError, Rights};
use crosswalk_desktop::sockets::Line;
use crosswalk_desktop::{Beginning, World, browser};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::{Fault, FaultKind, Place, Refusal, When};
use crosswalk_engine::{PassError, RunResult};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::{ConnectorError, ReasonCode};
use serde_json::json;
use url::Url;

/// A host that is no vendor's.
const EVIL: &str = "https://evil.example";

async fn world() -> World {
    World::begin(Beginning { line: Line::Tls, ..Beginning::default() }, |_| {}).await
}

/// From now on every answer below a path leads to another host; the fault's number.
fn forge(world: &World, vendor: Vendor, path: &str) -> u64 {
    let at = Place { vendor: Some(vendor), path: Some(path.to_owned()), ..Place::default() };
    let kind = FaultKind::Forged { to: EVIL.to_owned() };
    world.emulator.add_fault(Fault { at, nth: 1, times: u64::MAX, kind })
}

fn times_forged(world: &World, id: u64) -> u64 {
    world.emulator.faults().iter().find(|it| it.id == id).unwrap().changed
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

/// Pages and jobs are read at addresses of our own making: one that an answer hands over is not
/// followed, and so nothing can be gained by forging it.
#[tokio::test]
async fn sec14_pages_and_jobs_that_name_another_host_are_read_where_they_were_asked() {
    let beginning = Beginning { line: Line::Tls, loads_from: Some(20), ..Beginning::default() };
    let world = World::begin(beginning, |_| {}).await;
    let person = |n| json!({ "email": format!("p{n}@example.no"), "lastname": "Berg" });
    let people: Vec<String> = (0..130).map(|n| world.hubspot_contact(person(n))).collect();
    let pages = forge(&world, Vendor::HubSpot, "/crm/");
    let jobs = forge(&world, Vendor::Salesforce, "/services/data/");
    let report = world.apply().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    assert_eq!(world.records(Salesforce, "Contact").len(), 130);
    let loads = world.told_since(0).iter().filter(|line| line.contains("/jobs/ingest")).count();
    assert!(loads > 3, "the people went in by a load: {loads}");
    assert!(times_forged(&world, jobs) > 0, "the job's answers were forged");

    // More archived records than a page holds, each page with a link to the next.
    for id in &people {
        world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": id }));
    }
    let swept = world.app.sweep(world.pair, "test").await.unwrap();
    assert_eq!(swept.result, RunResult::Done, "{swept:?}");
    assert_eq!(times_forged(&world, pages), 1, "the first of two pages was forged");
    let reasons: Vec<_> = people.iter().map(|id| world.why(id)[0].1).collect();
    assert_eq!(reasons, vec![ReasonCode::PartnerDeleted; people.len()], "both were read");
}

/// Only Salesforce says where its API is; HubSpot's is one host.
#[tokio::test]
async fn sec14_an_instance_elsewhere_is_refused_at_sign_in_and_at_every_renewal() {
    let world = world().await;
    let sign_in = || async {
        let org = world.emulator.grant(Vendor::Salesforce, world.accounts.get(Salesforce)).unwrap();
        let how = ByBrowser {
            side: Salesforce,
            client_id: org.client_id.unwrap(),
            client_secret: org.client_secret.map(Into::into),
            login: format!("https://{}", org.host),
            development: false,
            rights: Rights::Full,
        };
        let emulator = world.emulator.clone();
        let show = move |page: &Url| {
            let page = page.clone();
            std::thread::spawn(move || browser::allow(&emulator, Vendor::Salesforce, &page));
        };
        world.app.sign_in_by_browser(how, show).await
    };
    let refused = |error: AppError| {
        let told = format!("{error:?}");
        assert!(told.contains("HostRefused") && told.contains("evil.example"), "{told}");
    };
    forge(&world, Vendor::Salesforce, "/services/oauth2/token");
    let Err(error) = sign_in().await else { panic!("let through") };
    refused(error);

    world.emulator.clear_faults();
    let linked = world.app.confirm(sign_in().await.unwrap()).await.unwrap().id;
    world.app.check_account(linked).await.unwrap();
    let forged = forge(&world, Vendor::Salesforce, "/services/oauth2/token");
    let at = Place { vendor: Some(Vendor::Salesforce), ..Place::default() };
    let refusal = Refusal::SalesforceSession;
    let kind = FaultKind::Refused { refusal, when: When::BeforeEffect };
    world.emulator.add_fault(Fault { at, nth: 1, times: 1, kind });
    refused(world.app.check_account(linked).await.unwrap_err());
    assert_eq!(times_forged(&world, forged), 1, "it was renewed, once");
}
