//! When a refused write is tried again by itself, and when not (P8, H140, H141).

use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{LinkState, Side};
use serde_json::json;

use Side::{HubSpot, Salesforce};

const MINUTES: u64 = 60;

/// Ann, whose new title Salesforce has refused once.
struct Refused {
    world: World,
    here: String,
    there: String,
}

async fn refused() -> Refused {
    refused_in(Beginning::default()).await
}

async fn refused_in(beginning: Beginning) -> Refused {
    let world = World::begin(beginning, |_| {}).await;
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "firstname": "Ann", "lastname": "Berg", "jobtitle": "Chief",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "ann@example.no", "FirstName": "Ann", "LastName": "Berg",
                "Title": "Chief" }),
    );
    world.rule("jobtitle", SyncRule::TwoWay).await;
    world.rule("phone", SyncRule::TwoWay).await;
    world.apply().await;
    world.wait(Duration::from_secs(20 * MINUTES)).await;
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "Title = 'Bad'", "message": "No such title",
                       "field": "Title" });
    world.act(Salesforce, rule);
    world.edit(HubSpot, "contacts", &here, json!({ "jobtitle": "Bad" }));
    world.sync().await;
    let ann = Refused { world, here, there };
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::Failing);
    ann
}

impl Refused {
    /// How often Salesforce was asked to write by one pass after this wait.
    async fn tries_after(&self, minutes: u64) -> u64 {
        self.world.wait(Duration::from_secs(minutes * MINUTES)).await;
        let before = self.world.last_exchange();
        self.world.sync().await;
        self.world.writes_since(before)
    }

    fn there(&self, field: &str) -> serde_json::Value {
        self.world.field(Salesforce, "Contact", &self.there, field)
    }
}

#[tokio::test(start_paused = true)]
async fn p8_h141_every_twenty_minutes_ten_times_then_nightly_then_not_by_itself() {
    let ann = refused().await;
    for turn in 1..=10 {
        assert_eq!(ann.tries_after(10).await, 0, "too early for try {turn}");
        assert_eq!(ann.tries_after(11).await, 1, "try {turn}");
    }
    assert_eq!(ann.tries_after(60).await, 0, "the tenth was the last at that pace");
    let mut nights = 0;
    for _ in 0..20 {
        nights += ann.tries_after(12 * 60).await;
        nights += ann.tries_after(12 * 60).await;
    }
    assert_eq!(nights, 14, "one a night for two weeks");
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::Failing, "it is still in the inbox");
    ann.world.app.retry_errors(ann.world.pair, None).unwrap();
    assert_eq!(ann.tries_after(0).await, 1, "a person asks");
    assert_eq!(ann.tries_after(24 * 60).await, 0, "once");
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Good" }));
    assert_eq!(ann.tries_after(10).await, 1, "the value changed");
    assert_eq!(ann.there("Title"), json!("Good"));
}

#[tokio::test(start_paused = true)]
async fn p8_another_value_starts_the_pace_anew() {
    let ann = refused().await;
    for _ in 0..10 {
        assert_eq!(ann.tries_after(21).await, 1);
    }
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "Title = 'Worse'", "message": "No such title",
                       "field": "Title" });
    ann.world.act(Salesforce, rule);
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Worse" }));
    assert_eq!(ann.tries_after(1).await, 1);
    assert_eq!(ann.tries_after(21).await, 1, "not only tonight");
}

#[tokio::test(start_paused = true)]
async fn p8_a_new_mapping_asks_for_another_try() {
    let ann = refused().await;
    assert_eq!(ann.tries_after(5).await, 0);
    ann.world.rule("phone", SyncRule::PreferSalesforceUnlessBlank).await;
    assert_eq!(ann.tries_after(1).await, 1);
}

#[tokio::test(start_paused = true)]
async fn p8_a_refusal_that_has_become_pointless_is_closed() {
    let ann = refused().await;
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Chief" }));
    assert_eq!(ann.tries_after(10).await, 0);
    assert_eq!(ann.world.app.store().errors(ann.world.pair).unwrap(), []);
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::InSync);
    ann.world.wait(Duration::from_secs(60 * MINUTES)).await;
    let quiet = ann.world.sync().await;
    assert_eq!(quiet.run, None, "nothing is decided any more: {quiet:?}");
}

#[tokio::test(start_paused = true)]
async fn h140_retries_stop_before_the_share_is_used_up_and_edits_go_on() {
    let mut beginning = Beginning::default();
    beginning.settings.salesforce.orgs[0].daily_calls = Some(4_000);
    let ann = refused_in(beginning).await;
    // Our share is a quarter, a thousand calls; three quarters of it are gone.
    while ann.calls_of_ours() < 800 {
        ann.world.app.check_account(ann.connection()).await.unwrap();
    }
    assert_eq!(ann.tries_after(21).await, 0, "no automatic retry");
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::Failing);
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "phone": "7" }));
    assert_eq!(ann.tries_after(1).await, 1, "an edit is no retry");
    assert_eq!(ann.there("Phone"), json!("7"));
    ann.world.app.retry_errors(ann.world.pair, None).unwrap();
    assert_eq!(ann.tries_after(1).await, 1, "nor is what a person asks for");
    ann.world.wait(Duration::from_secs(25 * 60 * MINUTES)).await;
    assert_eq!(ann.tries_after(0).await, 1, "the day is over");
}

impl Refused {
    fn connection(&self) -> crosswalk_model::ConnectionId {
        self.world.app.store().pair(self.world.pair).unwrap().connections.salesforce
    }

    /// Calls that Salesforce has counted so far.
    fn calls_of_ours(&self) -> u64 {
        let counts = self.world.emulator.counts();
        counts.iter().filter(|it| it.vendor == Vendor::Salesforce).map(|it| it.times).sum()
    }
}

#[tokio::test(start_paused = true)]
async fn p8_a_new_record_whose_id_field_is_refused_is_not_sent_again_and_again() {
    let world = World::new().await;
    let field = format!("Crosswalk_{}_Id__c", world.accounts.hubspot);
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "LastName = 'Berg'", "message": "Not from outside",
                       "field": field });
    world.act(Salesforce, rule);
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.why(&here)[0].0, LinkState::Failing);
    let writes = world.writes_since(before);
    assert!(writes <= 3, "{writes} writes");
}
