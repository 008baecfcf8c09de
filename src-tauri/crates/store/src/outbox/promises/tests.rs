#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::plan::Act;
use crosswalk_model::{
    Both, Content, LinkState, Reason, ReasonCode, RecordId, RecordRef, Side, Value,
};

use crate::fixture::{House, as_sent, phone, quiet, record, t};
use crate::{CandidateAsk, Fulfilled, PromisesKept, RecordKeys, StoreError};

fn made(house: &House) -> (crosswalk_model::LinkId, crate::OutboxRow) {
    house.pull(Side::Salesforce, &[record(Side::Salesforce, "003A", 10, &[])], "s");
    let link = house.link_of(Side::Salesforce, "003A");
    let act = Act::Create { object: "contacts".into(), changes: vec![phone("", "1")] };
    let plan = crosswalk_model::plan::LinkPlan {
        acts: Both { salesforce: None, hubspot: Some(act) },
        ..quiet(link)
    };
    (link, house.plan(&[plan]).unwrap().remove(0))
}

#[test]
fn m10_a_create_is_a_promise_until_it_is_carried_out_or_given_up() {
    let house = House::new();
    let (link, row) = made(&house);
    let promised = |side| house.store.planned_create(link, side).unwrap();
    assert_eq!(promised(Side::HubSpot), Some("contacts".into()));
    assert_eq!(promised(Side::Salesforce), None);
    house.store.mark_sent(&[row.id], t(1)).unwrap();
    house.store.settle(&[as_sent(row.id, "5")], t(2)).unwrap();
    assert_eq!(promised(Side::HubSpot), None);
}

#[test]
fn m10_a_write_goes_with_real_ids_and_waits_for_what_was_not_made() {
    let house = House::new();
    let (link, row) = made(&house);
    let mut change = phone("", "1");
    change.after = Content::Value(Value::Reference(RecordRef::new("companies", "77")));
    let act = Act::Create { object: "contacts".into(), changes: vec![change] };
    let fulfil = |kept| {
        let it = Fulfilled { write: row.id, act: act.clone(), kept };
        house.store.fulfil(&[it])
    };
    fulfil(PromisesKept::All).unwrap();
    let now = house.store.outbox_row(row.id).unwrap();
    assert_eq!((&now.act, now.then.0), (&act, LinkState::InSync));
    fulfil(PromisesKept::Some).unwrap();
    house.store.mark_sent(&[row.id], t(1)).unwrap();
    assert!(matches!(fulfil(PromisesKept::All), Err(StoreError::WrongState(_))));
    house.store.settle(&[as_sent(row.id, "5")], t(2)).unwrap();
    assert_eq!(house.touched(), [link], "it is looked at again");
    let stands = house.store.link(link).unwrap();
    assert_eq!(
        (stands.state, stands.reason.code),
        (LinkState::Waiting, ReasonCode::WaitingForParent)
    );
}

#[test]
fn m10_only_who_waits_for_a_record_is_marked_when_it_has_a_partner() {
    let house = House::new();
    let (link, row) = made(&house);
    let ask = |value: &str, found: usize| {
        let (object, values) = ("Contact".into(), [value.to_owned()]);
        let home = house.home();
        let connection = house.connections.salesforce;
        let ask = CandidateAsk {
            home: &home,
            connection,
            object: &object,
            kind: "parent",
            values: &values,
        };
        assert_eq!(house.store.touch_waiting(&ask).unwrap(), found, "{value}");
    };
    let kinds = [("parent".to_owned(), ["Account/1".to_owned()].into())].into();
    let keys = RecordKeys { record: "003A".into(), kinds };
    house.store.save_keys(house.connections.salesforce, &"Contact".into(), &[keys]).unwrap();
    ask("Account/1", 0);
    let reason = Reason::new(ReasonCode::WaitingForParent);
    house.store.drop_writes(&[row.id], &reason, t(3)).unwrap();
    house
        .store
        .decide_links(
            None,
            house.store.mark().unwrap(),
            &[crate::Verdict { link, state: LinkState::Waiting, reason }],
            t(4),
        )
        .unwrap();
    assert_eq!(house.touched(), []);
    ask("Account/2", 0);
    ask("Account/1", 1);
    assert_eq!(house.touched(), [link]);
}

#[test]
fn our_own_write_renews_the_records_match_keys() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[crate::fixture::writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    let kinds = [("email".to_owned(), ["new@example.test".to_owned()].into())].into();
    let keys = RecordKeys { record: RecordId::from("1"), kinds };
    let settled = crate::Settled { keys: Some(keys), ..as_sent(rows[0].id, "1") };
    house.store.settle(&[settled], t(2)).unwrap();
    let found = |value: &str| {
        let (object, values) = ("contacts".into(), [value.to_owned()]);
        let home = house.home();
        let connection = house.connections.hubspot;
        let ask = CandidateAsk {
            home: &home,
            connection,
            object: &object,
            kind: "email",
            values: &values,
        };
        house.store.candidates(&ask).unwrap().len()
    };
    assert_eq!((found("new@example.test"), found("003A@example.test")), (1, 0));
}
