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
use crosswalk_engine::UndoTarget;
use crosswalk_engine::watch::Step;
use crosswalk_model::Content;
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use crosswalk_store::HistoryRow;
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

/// What history tells of the last write of Ann's phone in HubSpot: what was there, and what went there.
fn last_phone(ann: &One) -> (Value, Value) {
    let link = ann.world.link(&ann.here);
    let history = ann.world.app.store().history_of_link(link).unwrap();
    let of_phone = |row: &&HistoryRow| row.field.as_ref().is_some_and(|it| it.as_str() == "phone");
    let row = history.iter().rfind(of_phone).unwrap();
    let text = |held: Option<Content>| held.and_then(|it| it.as_text().map(Value::from));
    let before = text(row.before.known()).unwrap_or_default();
    (before, text(row.after.clone()).unwrap_or_default())
}

#[tokio::test(start_paused = true)]
async fn p6_what_hubspot_s_people_write_between_check_and_send_is_known_from_its_history() {
    for (theirs, told, over) in [("3", "3", 1), ("", "", 1), ("2", "1", 0), ("1", "1", 0)] {
        let at = At::default();
        let ann = ann(&at).await;
        phone(&ann, Salesforce, "2")();
        at.then(Step::BeforeSend, phone(&ann, HubSpot, theirs));
        ann.world.wait(Duration::from_secs(700)).await;
        let report = ann.world.sync().await;
        assert_eq!(report.counts.overwritten, over, "{theirs:?}");
        let told = if told.is_empty() { Value::Null } else { json!(told) };
        assert_eq!(last_phone(&ann), (told.clone(), json!("2")), "{theirs:?}");
        ann.pass().await;
        assert_eq!(phones(&ann), (json!("2"), json!("2")), "{theirs:?}: the write was later");
        // An undo of the run gives them back what was theirs.
        let engine = ann.world.app.engine(ann.world.pair).await.unwrap();
        let run = UndoTarget::Run(report.run.unwrap());
        engine.undo(ann.world.pair, run, "test").await.unwrap();
        assert_eq!(ann.here("phone"), told, "{theirs:?}");
    }
}

/// A check takes a hundred records and a history fifty: behind a push of more, it is read where the
/// batch waited.
#[tokio::test(start_paused = true)]
async fn p6_behind_a_large_batch_history_is_read_where_it_waited() {
    for (waits, over) in [(1, 0), (6, 1)] {
        let at = At::default();
        let mut ann = ann(&at).await;
        let mut phones = vec![ann.there.clone()];
        for nth in 0..60 {
            let email = format!("person{nth}@example.no");
            let here = json!({ "email": email, "lastname": "Dahl", "phone": "1" });
            let there = json!({ "Email": email, "LastName": "Dahl", "Phone": "1" });
            ann.here = ann.world.hubspot_contact(here);
            ann.there = ann.world.salesforce_record("Contact", there);
            phones.push(ann.there.clone());
        }
        ann.world.apply().await;
        ann.world.wait(Duration::from_secs(1_200)).await;
        for there in phones {
            ann.world.edit(Salesforce, "Contact", &there, json!({ "Phone": "2" }));
        }
        let theirs = phone(&ann, HubSpot, "3");
        at.then(Step::BeforeSend, move || {
            sleep(Duration::from_secs(waits));
            theirs();
        });
        let report = ann.world.apply().await;
        assert_eq!(report.counts.written.hubspot, 61);
        assert_eq!(report.counts.overwritten, over, "after {waits} s");
        assert_eq!(last_phone(&ann).0, json!(if over == 1 { "3" } else { "1" }));
    }
}
