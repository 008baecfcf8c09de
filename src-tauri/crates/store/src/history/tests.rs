use crosswalk_model::plan::{Act, LinkPlan};
use crosswalk_model::{Both, Life, Reading, RecordRef, Side};

use crate::fixture::{House, as_sent, object, phone, quiet, record, t, text, writes_phone};
use crate::{HistoryAct, WriteDone};

#[test]
fn i18_an_undo_finds_what_was_written_newest_first_and_once() {
    let house = House::new();
    let link = house.linked("003A", "1");
    for (before, after) in [("1", "2"), ("2", "3")] {
        let rows = house.plan(&[writes_phone(link, "1", before, after)]).unwrap();
        house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
        house.store.settle(&[as_sent(rows[0].id, "1")], t(2)).unwrap();
    }
    let rows = house.store.undoable_of_run(house.run).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].before, Reading::from(Some(&text("2"))));
    assert_eq!(rows[0].stored, Some(text("3")));
    house.store.mark_undone(&[rows[0].id], house.run).unwrap();
    assert_eq!(house.store.undoable_of_link(link).unwrap().len(), 1);
    assert_eq!(house.store.history_of_link(link).unwrap().len(), 2);
    let writes = house.store.writes_since(house.pair, t(0)).unwrap();
    assert_eq!(writes[0].times, Both { salesforce: 0, hubspot: 2 });
    assert!(house.store.writes_since(house.pair, t(3)).unwrap().is_empty());
}

#[test]
fn what_went_to_a_side_is_counted_by_record_within_its_time() {
    let house = House::new();
    let link = house.linked("003A", "1");
    for (before, after) in [("1", "2"), ("2", "3")] {
        let rows = house.plan(&[writes_phone(link, "1", before, after)]).unwrap();
        house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
        house.store.settle(&[as_sent(rows[0].id, "1")], t(2)).unwrap();
    }
    let flow = house.store.flow(house.pair, (t(2), t(3))).unwrap();
    let told: Vec<_> = flow.iter().map(|it| (it.side, it.written, it.failed)).collect();
    assert_eq!(told, [(Side::HubSpot, 1, 0)], "one record, however often it was written");
    assert!(house.store.flow(house.pair, (t(0), t(2))).unwrap().is_empty());
    assert!(house.store.flow(house.pair, (t(3), t(9))).unwrap().is_empty());
}

#[test]
fn p7_a_create_ends_the_link_at_once_and_swallows_the_strangers_row() {
    let house = House::new();
    house.pull(Side::Salesforce, &[record(Side::Salesforce, "003A", 1, &[("phone", "1")])], "s");
    let link = house.link_of(Side::Salesforce, "003A");
    let act = Act::Create { object: object(Side::HubSpot), changes: vec![phone("", "1")] };
    let plan = LinkPlan { acts: Both { salesforce: None, hubspot: Some(act) }, ..quiet(link) };
    let rows = house.plan(&[plan]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    // The next pull sees the new record before its answer was noted.
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "77", 5, &[("phone", "1")])], "h");
    let done = WriteDone { write: rows[0].id, record: "77".into(), request: None };
    house.store.mark_written(&[done]).unwrap();
    assert_eq!(house.link_of(Side::HubSpot, "77"), link);
    house.store.settle(&[as_sent(rows[0].id, "77")], t(6)).unwrap();
    let triple = house.store.triple(link).unwrap();
    assert!(triple.link.is_whole());
    assert_eq!(triple.link.origin, Some(Side::Salesforce));
    assert_eq!(triple.base.hubspot["phone"], text("1"));
    assert!(triple.observed.hubspot.unwrap().stamps.is_empty(), "our values carry no stamp");
    let acts: Vec<_> = house
        .store
        .history_of_link(link)
        .unwrap()
        .into_iter()
        .map(|it| (it.act, it.field.is_some()))
        .collect();
    assert_eq!(acts, [(HistoryAct::Create, false), (HistoryAct::Create, true)]);
    assert_eq!(house.touched(), [link], "the pull in between was news");
}

#[test]
fn a_delete_keeps_what_was_known_of_the_record() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let at = RecordRef { object: object(Side::HubSpot), id: "1".into() };
    let act = Act::Delete { at };
    let plan = LinkPlan { acts: Both { salesforce: None, hubspot: Some(act) }, ..quiet(link) };
    let rows = house.plan(&[plan]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    house.store.settle(&[as_sent(rows[0].id, "1")], t(2)).unwrap();
    let history = house.store.history_of_link(link).unwrap();
    assert_eq!(history[0].act, HistoryAct::Delete);
    let snapshot = history[0].snapshot.as_ref().unwrap();
    assert_eq!(snapshot.record.fields["phone"], text("1"));
    let now = house.store.triple(link).unwrap().observed.hubspot.unwrap();
    assert_eq!(now.record.life, Life::Deleted);
}
