//! P6: what a person writes between the plan and the write is not run over. A check is void after
//! a minute, and after a suspend.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use crosswalk_desktop::at::At;
use crosswalk_emulator::Emulator;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::watch::Step;
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

use crate::pushes::{One, one_watched};

/// The machine sleeps: time goes by while nothing of the pass runs.
fn sleep(time: Duration) {
    let mut passing = pin!(tokio::time::advance(time));
    // The first poll moves the clock; what follows it only lets others run.
    assert!(passing.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

/// Ann's phone flows both ways, and nothing is open.
async fn ann(at: &At) -> One {
    let ann = one_watched(at.clone()).await;
    ann.world.rule("phone", SyncRule::TwoWay).await;
    ann.world.apply().await;
    ann
}

/// Somebody gives Ann's phone on one side.
fn phone(ann: &One, side: Side, phone: &str) -> impl FnOnce() + Send + use<> {
    let emulator: Emulator = ann.world.emulator.clone();
    let account = ann.world.accounts.get(side).clone();
    let (vendor, object, id, field) = match side {
        HubSpot => (Vendor::HubSpot, "contacts", &ann.here, "phone"),
        Salesforce => (Vendor::Salesforce, "Contact", &ann.there, "Phone"),
    };
    let fields = Value::Object([(field.to_owned(), json!(phone))].into_iter().collect());
    let act = json!({ "act": "edit", "account": account, "object": object, "id": id,
                      "fields": fields });
    move || {
        emulator.act(vendor, act).unwrap();
    }
}

fn phones(ann: &One) -> (Value, Value) {
    (ann.here("phone"), ann.there("Phone"))
}

/// While a pass goes to write one side, a person writes there. `sleep_at` is where the machine
/// sleeps for longer than a check is good for, and the person writes.
async fn nobody_is_run_over(written: Side, sleep_at: Step) {
    let at = At::default();
    let ann = ann(&at).await;
    phone(&ann, written.other(), "2")();
    let theirs = phone(&ann, written, "3");
    at.then(sleep_at, move || {
        sleep(Duration::from_secs(61));
        theirs();
    });
    ann.world.wait(Duration::from_secs(700)).await;
    ann.world.sync().await;
    let held = match written {
        HubSpot => ann.here("phone"),
        Salesforce => ann.there("Phone"),
    };
    assert_eq!(held, json!("3"), "{written:?} {sleep_at}: nobody's edit is run over");
    ann.pass().await;
    assert_eq!(phones(&ann), (json!("3"), json!("3")), "{written:?} {sleep_at}: the newest");
}

#[tokio::test(start_paused = true)]
async fn p6_a_poll_older_than_a_minute_is_no_check_of_salesforce() {
    nobody_is_run_over(Salesforce, Step::PlanSaved).await;
}

#[tokio::test(start_paused = true)]
async fn p6_a_machine_that_slept_between_check_and_send_checks_again() {
    for side in [Salesforce, HubSpot] {
        nobody_is_run_over(side, Step::Checked).await;
    }
}

#[tokio::test(start_paused = true)]
async fn p6_a_clock_that_is_set_back_between_check_and_send_makes_the_check_void() {
    // By less than a check is good for as well.
    for seconds in [30, 3_600] {
        let at = At::default();
        let ann = ann(&at).await;
        phone(&ann, HubSpot, "2")();
        let (clock, theirs) = (ann.world.own_clock(), phone(&ann, Salesforce, "3"));
        at.then(Step::Checked, move || {
            clock.set_back(seconds);
            theirs();
        });
        ann.world.wait(Duration::from_secs(700)).await;
        ann.world.sync().await;
        assert_eq!(ann.there("Phone"), json!("3"), "nobody's edit is run over: {seconds} s");
    }
}

#[tokio::test(start_paused = true)]
async fn p6_what_somebody_writes_over_our_write_is_theirs_and_flows() {
    let at = At::default();
    let ann = ann(&at).await;
    let eve = json!({ "act": "add_user", "username": "eve@acme.example", "first_name": "Eve",
                      "last_name": "Lie", "email": "eve@acme.example" });
    let eve = ann.world.act(Salesforce, eve)["id"].clone();
    phone(&ann, HubSpot, "2")();
    // The reading that settles our write shows hers.
    let (emulator, org) = (ann.world.emulator.clone(), ann.world.accounts.salesforce.clone());
    let hers = json!({ "act": "edit", "account": org, "object": "Contact", "id": ann.there,
                       "by": eve, "fields": { "Phone": "3" } });
    at.then(Step::AfterAnswer, move || {
        emulator.act(Vendor::Salesforce, hers).unwrap();
    });
    for _ in 0..2 {
        ann.pass().await;
    }
    assert_eq!(phones(&ann), (json!("3"), json!("3")));
}

#[tokio::test(start_paused = true)]
async fn p5_an_opt_out_goes_before_everything_else() {
    let at = At::default();
    let ann = ann(&at).await;
    let world = &ann.world;
    let bo = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    ann.pass().await;
    let bo_there = world.link(&bo);
    let bo_there = world.app.store().link(bo_there).unwrap().ends.salesforce.unwrap().id;
    phone(&ann, HubSpot, "2")();
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "bo@example.no" }));
    let (emulator, org) = (world.emulator.clone(), world.accounts.salesforce.clone());
    let (ann_there, seen) = (ann.there.clone(), Arc::new(Mutex::new(None)));
    let sees = seen.clone();
    at.then(Step::Settled, move || {
        let people = emulator.truth(Vendor::Salesforce, &org, "Contact");
        let held = |id: &str, field: &str| people[id][field].clone();
        let said = (held(bo_there.as_str(), "HasOptedOutOfEmail"), held(&ann_there, "Phone"));
        *sees.lock().unwrap() = Some(said);
    });
    // The property of one whom nothing else changed is looked at once a day.
    world.wait(Duration::from_secs(87_000)).await;
    world.sync().await;
    assert_eq!(seen.lock().unwrap().take(), Some((json!(true), json!("1"))), "after one call");
    assert_eq!(ann.there("Phone"), json!("2"), "and the rest goes, too");
}
