use crosswalk_model::plan::Act;
use crosswalk_model::{Both, Life, LinkState, Reason, ReasonCode, RecordRef, Side};

use crate::fixture::{House, as_sent, object, phone, quiet, record, t, text, writes_phone};
use crate::{HistoryAct, OutboxState, StoreError, WriteDone};

#[test]
fn a_change_travels_from_pull_to_settle() {
    let house = House::new();
    let link = house.linked("003A", "1");
    assert_eq!(house.touched(), [link]);
    house.plan(&[quiet(link)]).unwrap();
    assert_eq!(house.touched(), []);

    let edited =
        record(Side::Salesforce, "003A", 50, &[("email", "003A@example.test"), ("phone", "2")]);
    let saved = house.pull(Side::Salesforce, &[edited], "s2");
    assert_eq!((saved.changed, saved.touched), (1, 1));
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    assert_eq!(house.store.outbox_pending(house.pair).unwrap(), rows);
    assert_eq!(house.touched(), [link]);

    house.store.mark_sent(&[rows[0].id], t(2001)).unwrap();
    let done = WriteDone { write: rows[0].id, record: "1".into(), request: Some("req".to_owned()) };
    house.store.mark_written(&[done]).unwrap();
    assert_eq!(house.store.outbox_unsettled(house.pair).unwrap()[0].state, OutboxState::Written);
    house.store.settle(&[as_sent(rows[0].id, "1")], t(2002)).unwrap();

    assert_eq!(house.touched(), []);
    let triple = house.store.triple(link).unwrap();
    assert_eq!(triple.link.state, LinkState::InSync);
    assert_eq!(triple.link.reason.code, ReasonCode::Synced);
    assert_eq!(triple.base.salesforce["phone"], text("2"));
    assert_eq!(triple.base.hubspot["phone"], text("2"));
    let there = triple.observed.hubspot.unwrap();
    assert_eq!(there.record.fields["phone"], text("2"));
    assert_eq!(there.stamps["phone"], t(10), "our own write moves no stamp");
    let history = house.store.history_of_run(house.run).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].act, HistoryAct::Update);
    assert_eq!(history[0].request.as_deref(), Some("req"));
    assert_eq!(history[0].after, Some(text("2")));
    assert_eq!(house.store.outbox_row(rows[0].id).unwrap().state, OutboxState::Settled);
}
