use crosswalk_model::{LinkId, LinkState, Reason, ReasonCode, RecordRef, Side};

use crate::fixture::{House, object, quiet, record, t, text, writes_phone};
use crate::{StoreError, Verdict};

fn at(side: Side, id: &str) -> RecordRef {
    RecordRef { object: object(side), id: id.into() }
}

/// A row of a mapping with the given ends and state, behind every check but the database's own.
fn force(house: &House, salesforce: Option<&str>, hubspot: Option<&str>, state: &str) -> bool {
    house
        .store
        .write(|tx| {
            Ok(tx.execute(
                "INSERT INTO link (pair, mapping, salesforce_object, salesforce_id,
                                   hubspot_object, hubspot_id, state, reason, made_at)
                 VALUES (?1, 'contacts', ?2, ?3, ?4, ?5, ?6, '{}', 0)",
                rusqlite::params![
                    house.pair.0,
                    salesforce.map(|_| "Contact"),
                    salesforce,
                    hubspot.map(|_| "contacts"),
                    hubspot,
                    state
                ],
            )?)
        })
        .is_ok()
}

#[test]
fn i5_the_database_refuses_a_second_live_link_of_a_record() {
    let house = House::new();
    house.linked("003A", "1");
    assert!(!force(&house, Some("003A"), None, "new"));
    assert!(!force(&house, Some("003A"), Some("2"), "in_sync"));
    assert!(!force(&house, None, Some("1"), "new"));
    assert!(!force(&house, None, None, "new"), "a link of nothing");
    assert!(force(&house, Some("003A"), Some("1"), "unlinked"), "a tombstone is no live link");
    assert!(force(&house, Some("003B"), Some("2"), "new"));
}

#[test]
fn a_join_completes_a_link_and_forgets_the_other_row() {
    let house = House::new();
    let keep = house.linked("003A", "1");
    let link = house.store.link(keep).unwrap();
    assert!(link.is_whole());
    assert_eq!(house.link_of(Side::HubSpot, "1"), keep);
    assert_eq!(house.touched(), [keep]);
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "2", 1, &[])], "c");
    let other = house.link_of(Side::HubSpot, "2");
    let refused = house.store.join(keep, other);
    assert!(matches!(refused, Err(StoreError::WrongState(_))), "{refused:?}");
}

#[test]
fn many_joins_are_one_transaction() {
    let house = House::new();
    for (salesforce, hubspot) in [("003A", "1"), ("003B", "2")] {
        house.pull(Side::Salesforce, &[record(Side::Salesforce, salesforce, 1, &[])], "s");
        house.pull(Side::HubSpot, &[record(Side::HubSpot, hubspot, 1, &[])], "h");
    }
    let of = |side, id| house.link_of(side, id);
    let first = (of(Side::Salesforce, "003A"), of(Side::HubSpot, "1"));
    let second = (of(Side::Salesforce, "003B"), of(Side::HubSpot, "2"));
    assert!(house.store.join_all(&[first, (second.0, first.0)]).is_err());
    assert_eq!(house.store.count_linked(&house.home()).unwrap(), 0, "all or none");
    house.store.join_all(&[first, second]).unwrap();
    assert_eq!(house.store.count_linked(&house.home()).unwrap(), 2);
}

#[test]
fn m5_a_moved_end_drops_the_base_of_its_side_only() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let mut plan = quiet(link);
    plan.settled.salesforce.insert("phone".into(), text("1"));
    plan.settled.hubspot.insert("phone".into(), text("1"));
    house.plan(&[plan]).unwrap();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "2", 1, &[])], "c");
    let stranger = house.link_of(Side::HubSpot, "2");
    house.store.move_end(link, Side::HubSpot, &at(Side::HubSpot, "2")).unwrap();
    let triple = house.store.triple(link).unwrap();
    assert_eq!(triple.link.ends.hubspot, Some(at(Side::HubSpot, "2")));
    assert_eq!(triple.base.salesforce["phone"], text("1"));
    assert!(triple.base.hubspot.is_empty());
    assert!(matches!(house.store.link(stranger), Err(StoreError::NoSuch { .. })));
    assert_eq!(house.touched(), [link]);
}

#[test]
fn an_end_of_another_whole_link_is_named() {
    let house = House::new();
    let first = house.linked("003A", "1");
    let second = house.linked("003B", "2");
    let refused = house.store.move_end(first, Side::HubSpot, &at(Side::HubSpot, "2"));
    assert!(matches!(refused, Err(StoreError::EndTaken(link)) if link == second));
}

#[test]
fn m6_a_tombstone_keeps_its_records_until_it_is_lifted() {
    let house = House::new();
    let link = house.linked("003A", "1");
    house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    let reason = Reason::new(ReasonCode::UnlinkedByPerson);
    house.store.unlink(link, &reason, Some(house.run), t(1)).unwrap();
    assert!(house.store.outbox_pending(house.pair).unwrap().is_empty(), "unsent writes go");
    assert_eq!(house.touched(), []);
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 99, &[("phone", "9")])], "c");
    assert_eq!(house.link_of(Side::HubSpot, "1"), link, "no new row");
    let stored = house.store.link(link).unwrap();
    assert_eq!((stored.state, stored.reason), (LinkState::Unlinked, reason));
    house.store.lift(link, t(2)).unwrap();
    assert_eq!(house.store.link(link).unwrap().state, LinkState::New);
    assert_eq!(house.touched(), [link]);
    assert!(house.store.lift(link, t(2)).is_err());
}

#[test]
fn a_split_link_looks_for_partners_again() {
    let house = House::new();
    let link = house.linked("003A", "1");
    house.plan(&[quiet(link)]).unwrap();
    let other = house.store.split(link, t(1)).unwrap();
    assert_eq!(house.link_of(Side::Salesforce, "003A"), link);
    assert_eq!(house.link_of(Side::HubSpot, "1"), other);
    assert_eq!(house.touched(), [link, other]);
    house.store.join(link, other).unwrap();
    assert!(house.store.link(link).unwrap().is_whole());
}

#[test]
fn adopt_gives_known_records_a_row_once() {
    let house = House::new();
    house.linked("003A", "1");
    let deals = crate::Home { pair: house.pair, mapping: "others".into() };
    let (connection, object) = (house.connections.hubspot, object(Side::HubSpot));
    assert_eq!(house.store.adopt(&deals, connection, &object, t(1)).unwrap(), 1);
    assert_eq!(house.store.adopt(&deals, connection, &object, t(1)).unwrap(), 0);
    assert_eq!(house.store.touched(&deals, None, 9).unwrap().len(), 1);
}

#[test]
fn p3_news_that_came_after_the_look_keeps_its_mark() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let seen = house.store.mark().unwrap();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 99, &[("phone", "9")])], "c");
    let verdict =
        Verdict { link, state: LinkState::InSync, reason: Reason::new(ReasonCode::InSync) };
    let decide = |as_of| {
        house.store.decide_links(None, as_of, std::slice::from_ref(&verdict), t(1)).unwrap();
    };
    decide(seen);
    assert_eq!(house.touched(), [link]);
    decide(house.store.mark().unwrap());
    assert_eq!(house.touched(), []);
    house.store.touch(&[link]).unwrap();
    assert_eq!(house.touched(), [link]);
    assert_eq!(house.store.touch_all(&house.home()).unwrap(), 1);
}

#[test]
fn touched_links_come_in_order_and_in_parts() {
    let house = House::new();
    let links: Vec<LinkId> =
        (0..5).map(|n| house.linked(&format!("003{n}"), &n.to_string())).collect();
    let home = house.home();
    let first = house.store.touched(&home, None, 2).unwrap();
    assert_eq!(first.iter().map(|it| it.link.id).collect::<Vec<_>>(), links[..2]);
    let rest = house.store.touched(&home, Some(links[1]), 9).unwrap();
    assert_eq!(rest.iter().map(|it| it.link.id).collect::<Vec<_>>(), links[2..]);
    let some = house.store.triples(&[links[3], links[0]]).unwrap();
    assert_eq!(some.iter().map(|it| it.link.id).collect::<Vec<_>>(), [links[3], links[0]]);
    assert_eq!(house.store.triples_after(&home, None, 9).unwrap().len(), 5);
}
