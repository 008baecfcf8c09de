use crosswalk_model::{LinkState, OutboxId, Reason, ReasonCode, Side};

use crate::fixture::{House, as_sent, quiet, record, t, text, writes_phone};
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
    let written = |after| house.store.outbox_written(house.pair, after, 9).unwrap();
    let first = written(OutboxId(0));
    assert_eq!((first.len(), first[0].state), (1, OutboxState::Written));
    assert_eq!(written(first[0].id), []);
    assert_eq!(house.store.written_sides(house.pair).unwrap(), [Side::HubSpot].into());
    assert_eq!(house.store.links_on_their_way(house.pair).unwrap(), [link].into());
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

#[test]
fn p3_unsent_writes_are_derived_anew_and_sent_ones_are_not_resent() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let first = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    let second = house.plan(&[writes_phone(link, "1", "1", "3")]).unwrap();
    assert_eq!(house.store.outbox_pending(house.pair).unwrap(), second);
    assert!(matches!(house.store.outbox_row(first[0].id), Err(StoreError::NoSuch { .. })));
    house.store.mark_sent(&[second[0].id], t(1)).unwrap();
    let again = house.store.mark_sent(&[second[0].id], t(1));
    assert!(matches!(again, Err(StoreError::WrongState(_))), "{again:?}");
    let over = house.plan(&[writes_phone(link, "1", "1", "4")]);
    assert!(matches!(over, Err(StoreError::WrongState(_))), "{over:?}");

    house.store.lose(&[second[0].id], t(2)).unwrap();
    assert_eq!(house.store.link(link).unwrap().reason.code, ReasonCode::AnswerLost);
    assert_eq!(house.store.outbox_unanswered(house.pair).unwrap()[0].state, OutboxState::Lost);
    assert_eq!(house.store.written_sides(house.pair).unwrap(), [].into());
    let reason = Reason::new(ReasonCode::ChangedMeanwhile);
    house.store.drop_writes(&[second[0].id], &reason, t(3)).unwrap();
    assert_eq!(house.touched(), [link]);
    assert_eq!(house.plan(&[writes_phone(link, "1", "1", "4")]).unwrap().len(), 1);
}

#[test]
fn a_write_that_never_left_waits_again() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    house.store.mark_unsent(&[rows[0].id]).unwrap();
    assert_eq!(house.store.outbox_pending(house.pair).unwrap()[0].attempt, 1);
}

#[test]
fn p6_a_tidied_value_changes_the_targets_base_only() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    let mut settled = as_sent(rows[0].id, "1");
    settled.stored.insert("phone".into(), text("+2"));
    house.store.settle(&[settled], t(2)).unwrap();
    let triple = house.store.triple(link).unwrap();
    assert_eq!(triple.base.salesforce["phone"], text("2"));
    assert_eq!(triple.base.hubspot["phone"], text("+2"));
    assert_eq!(triple.observed.hubspot.unwrap().record.fields["phone"], text("+2"));
    let closed = house.store.settle(&[as_sent(rows[0].id, "1")], t(3));
    assert!(matches!(closed, Err(StoreError::WrongState(_))), "{closed:?}");
}
