use std::sync::Arc;

use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::{RunResult, Unwatched};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Demo, DemoNews, DemoOrder, run};

fn order(seed: u64, people: u64, folder: &TempDir) -> DemoOrder {
    let home = Some(folder.path().to_owned());
    DemoOrder { seed, people, home, watch: Arc::new(Unwatched) }
}

/// The live records of an object, as a vendor holds them.
fn truth(demo: &Demo, vendor: Vendor, object: &str) -> Vec<(String, Value)> {
    let emulator = &demo.emulation.emulator;
    let account = emulator.accounts(vendor).remove(0);
    let dump = emulator.dump(vendor, &account);
    let records = dump["truth"][object].as_object().unwrap().clone();
    records.into_iter().collect()
}

#[tokio::test]
async fn any_seed_leaves_something_of_each_kind_to_look_at() {
    for (seed, people) in [(0, 10), (1, 60), (2, 10), (7, 60), (42, 25), (u64::MAX, 10)] {
        let folder = TempDir::new().unwrap();
        let mut all = Vec::new();
        let ended = run(order(seed, people, &folder), &mut |news| all.push(news.clone())).await;
        ended.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let [.., DemoNews::Again { report, writes, left, .. }, accident, DemoNews::Left(status)] =
            all.as_slice()
        else {
            panic!("seed {seed} told something else: {all:?}");
        };
        assert_eq!((report.counts.planned(), *writes), (0, 0), "seed {seed}: {report:?}");
        assert!(!left.links.is_empty(), "seed {seed}");
        let DemoNews::Accident { report, writes, .. } = accident else { panic!("{accident:?}") };
        assert_eq!((report.result, *writes), (RunResult::Braked, 0), "seed {seed}");
        assert!(!report.brakes.is_empty(), "seed {seed}");
        assert!(!status.errors.is_empty(), "seed {seed} leaves no error");
        assert!(status.conflicts > 0, "seed {seed} leaves no conflict");
        assert!(status.planned > 0, "seed {seed} leaves no braked plan");
    }
}

#[tokio::test]
async fn one_record_edited_between_two_passes_is_exactly_what_is_planned() {
    let folder = TempDir::new().unwrap();
    let demo = Demo::start(&order(3, 60, &folder), &mut |_| {}).await.unwrap();
    let pair = demo.link(60, &mut |_| {}).await.unwrap();
    demo.app.apply(pair, "test").await.unwrap();
    let contacts = truth(&demo, Vendor::HubSpot, "contacts");
    let settled = contacts.iter().find(|(id, _)| {
        let why = demo.app.why(pair, id).unwrap();
        why[0].state == crosswalk_model::LinkState::InSync && why[0].records.salesforce.is_some()
    });
    let (id, _) = settled.expect("somebody is in sync");
    let edit = json!({ "act": "edit", "object": "contacts", "id": id,
                       "fields": { "mobilephone": "+47 555 01 234" } });
    demo.emulation.emulator.act(Vendor::HubSpot, edit).unwrap();
    let before = demo.last();
    let planned = demo.app.plan_view(pair, "test").await.unwrap();
    let records: u64 = planned.groups.iter().map(|group| group.records).sum();
    assert_eq!(records, 1, "{planned:?}");
    assert_eq!(planned.examples[0].link, demo.app.why(pair, id).unwrap()[0].link);
    assert_eq!(demo.emulation.emulator.writes_since(before), 0, "a plan writes nothing");
    let report = demo.app.sync(pair, "test").await.unwrap();
    assert_eq!(report.counts.written.salesforce, 1, "{report:?}");
    let partner = demo.app.why(pair, id).unwrap()[0].records.salesforce.clone().unwrap();
    let people = truth(&demo, Vendor::Salesforce, partner.object.as_str());
    let (_, record) = people.iter().find(|(id, _)| id == partner.id.as_str()).unwrap();
    assert_eq!(record["MobilePhone"], json!("+47 555 01 234"));
    demo.emulation.stop().await;
}
