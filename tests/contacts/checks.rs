//! P6: what a person writes between the plan and the write is not run over. A check is void after
//! a minute, and after a suspend.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use crosswalk_emulator::Emulator;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::watch::Step;
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

use crate::pushes::{At, One, one_watched};

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
