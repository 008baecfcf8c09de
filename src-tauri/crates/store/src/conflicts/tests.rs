use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Decided, FieldConflict, LinkPlan};
use crosswalk_model::{Author, Both, LinkId, LinkState, Reason, ReasonCode, Side};

use crate::fixture::{House, as_sent, quiet, t, text, writes_phone};
use crate::{ConflictState, StoreError};

fn asks(link: LinkId, hubspot: &str) -> LinkPlan {
    let conflict = FieldConflict {
        mapping: "phone".into(),
        rule: SyncRule::Ask,
        fields: Both { salesforce: "Phone".into(), hubspot: "phone".into() },
        base: Both::default(),
        now: Both { salesforce: text("1"), hubspot: text(hubspot) },
        times: Both { salesforce: Some(t(1)), hubspot: None },
        by: Both::default(),
    };
    LinkPlan {
        conflicts: vec![conflict],
        then: LinkState::Conflict,
        reason: Reason::new(ReasonCode::ConflictAsk),
        ..quiet(link)
    }
}

#[test]
fn who_changed_a_value_is_not_forgotten_while_the_value_stands() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let ann = Some(Author::User("005A".into()));
    let mut told = asks(link, "2");
    told.conflicts[0].by.salesforce = ann.clone();
    house.plan(&[told]).unwrap();
    let by = || house.store.conflicts(house.pair).unwrap().remove(0).detail.by.salesforce;
    house.plan(&[asks(link, "3")]).unwrap();
    assert_eq!(by(), ann);
    let mut newer = asks(link, "3");
    newer.conflicts[0].times.salesforce = Some(t(2));
    house.plan(&[newer]).unwrap();
    assert_eq!(by(), None, "a newer change is somebody else's");
}

#[test]
fn a_conflict_waits_is_decided_and_is_done_once_it_is_carried_out() {
    let house = House::new();
    let link = house.linked("003A", "1");
    house.plan(&[asks(link, "2")]).unwrap();
    house.plan(&[asks(link, "2")]).unwrap();
    let open = house.store.conflicts(house.pair).unwrap();
    assert_eq!(open.len(), 1, "the same question is asked once");
    assert_eq!(open[0].state, ConflictState::Open);
    assert_eq!(house.store.link(link).unwrap().state, LinkState::Conflict);
    assert_eq!(house.touched(), []);

    house.store.decide(open[0].id, &Decided::Keep(Side::Salesforce), t(3)).unwrap();
    assert_eq!(house.touched(), [link]);
    let decided = house.store.conflicts_of(&[link]).unwrap();
    assert_eq!(decided[0].decision, Some(Decided::Keep(Side::Salesforce)));

    let rows = house.plan(&[writes_phone(link, "1", "2", "1")]).unwrap();
    assert_eq!(house.store.conflicts_of(&[link]).unwrap().len(), 1, "not carried out yet");
    house.store.mark_sent(&[rows[0].id], t(4)).unwrap();
    house.store.settle(&[as_sent(rows[0].id, "1")], t(5)).unwrap();
    assert!(house.store.conflicts_of(&[link]).unwrap().is_empty());
    let late = house.store.decide(open[0].id, &Decided::Keep(Side::HubSpot), t(6));
    assert!(matches!(late, Err(StoreError::WrongState(_))));
}

#[test]
fn another_value_asks_again_and_agreement_closes() {
    let house = House::new();
    let link = house.linked("003A", "1");
    house.plan(&[asks(link, "2")]).unwrap();
    let first = house.store.conflicts(house.pair).unwrap()[0].id;
    let typed = Both { salesforce: text("4"), hubspot: text("+4") };
    house.store.decide(first, &Decided::Typed(typed.clone()), t(3)).unwrap();
    let decided = house.store.conflict(first).unwrap();
    assert_eq!(decided.decision, Some(Decided::Typed(typed)));
    house.plan(&[asks(link, "3")]).unwrap();
    let again = house.store.conflicts(house.pair).unwrap();
    assert_eq!((again[0].id, again[0].state), (first, ConflictState::Open));
    assert_eq!(again[0].detail.now.hubspot, text("3"));
    assert_eq!(again[0].decision, None, "what was typed was for another question");
    house.plan(&[quiet(link)]).unwrap();
    assert!(house.store.conflicts(house.pair).unwrap().is_empty());
}
