use std::fs;

use crosswalk_model::errors::VendorWords;
use crosswalk_model::{LinkState, Reason, ReasonCode, RecordRef, Side};

use crate::fixture::{House, as_sent, object, path, record, t, writes_phone};
use crate::{ErrorNote, OptOut, OptOutState, Refused, backups};

const SECRET: &str = "+47-555-ERASE";

#[test]
fn p10_a_person_is_forgotten_everywhere_backups_too() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let edited = record(Side::Salesforce, "003A", 50, &[("phone", SECRET)]);
    house.pull(Side::Salesforce, &[edited], "s2");
    let rows = house.plan(&[writes_phone(link, "1", "1", SECRET)]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    house.store.settle(&[as_sent(rows[0].id, "1")], t(2)).unwrap();
    let out = OptOut {
        pair: house.pair,
        link: Some(link),
        address: Some("003A@example.test".to_owned()),
        address_hash: "hash".to_owned(),
        side: Side::HubSpot,
        source: None,
        state: OptOutState::Carried,
        at: t(3),
        carried_at: None,
    };
    house.store.save_opt_outs(std::slice::from_ref(&out)).unwrap();
    house.store.back_up(t(4)).unwrap();
    assert!(holds(&house, SECRET), "the fixture must hold what is to be forgotten");

    let people = [
        (house.connections.salesforce, person(Side::Salesforce, "003A")),
        (house.connections.hubspot, person(Side::HubSpot, "1")),
    ];
    let erased = house.store.erase(&people, t(5)).unwrap();

    assert_eq!(erased.links, 1);
    let traces: Vec<&str> = erased.traces.iter().map(String::as_str).collect();
    assert_eq!(traces, ["003A", "003A@example.test", "1"]);
    assert!(!holds(&house, SECRET));
    assert!(!holds(&house, "003A@example.test"));
    assert_eq!(house.store.link(link).unwrap().state, LinkState::Unlinked);
    assert_eq!(house.store.history_of_link(link).unwrap().len(), 1, "that it was written stays");
    let kept = house.store.opt_outs_of(house.pair, &["hash".to_owned()]).unwrap();
    assert_eq!(kept, [OptOut { address: None, ..out }]);
}

#[test]
fn p10_no_page_brings_a_forgotten_person_back_until_the_tombstone_is_lifted() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let other = house.linked("003B", "2");
    // One end is enough to name a person.
    let named = [(house.connections.hubspot, person(Side::HubSpot, "1"))];
    house.store.erase(&named, t(5)).unwrap();
    let again = record(Side::Salesforce, "003A", 60, &[("phone", SECRET)]);
    let saved = house.pull(Side::Salesforce, std::slice::from_ref(&again), "s3");
    assert_eq!((saved.new, saved.touched), (0, 0));
    assert!(!holds(&house, SECRET));
    assert_eq!(house.store.link(other).unwrap().state, LinkState::New, "nobody else is meant");
    house.store.lift(link, t(6)).unwrap();
    house.pull(Side::Salesforce, &[again], "s4");
    assert!(holds(&house, SECRET), "somebody wants it back");
}

#[test]
fn p10_what_vendors_said_of_others_forgets_the_address_too() {
    let house = House::new();
    let ann = house.linked("003A", "1");
    let bo = house.linked("003B", "2");
    let rows = house.plan(&[writes_phone(bo, "2", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    let message = "003A@EXAMPLE.test is taken by 1".to_owned();
    let reason = Reason::new(ReasonCode::Refused).with("message", &message);
    let note = ErrorNote {
        field: None,
        code: "taken".to_owned(),
        words: VendorWords { message, ..VendorWords::default() },
        value: None,
        next_retry: None,
    };
    let then = (LinkState::Failing, reason);
    house.store.refuse(&[Refused { write: rows[0].id, errors: vec![note], then }], t(2)).unwrap();
    assert!(holds(&house, "003A@EXAMPLE.test"));
    house.store.erase(&[(house.connections.hubspot, person(Side::HubSpot, "1"))], t(5)).unwrap();
    assert!(!holds(&house, "003A@EXAMPLE.test") && !holds(&house, "003A@example.test"));
    let open = house.store.errors_of(&[bo]).unwrap();
    assert_eq!((open.len(), open[0].note.code.as_str()), (1, "taken"), "the error itself stands");
    assert!(house.store.errors_of(&[ann]).unwrap().is_empty());
}

#[test]
fn old_rows_go() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    house.store.settle(&[as_sent(rows[0].id, "1")], t(2)).unwrap();
    assert_eq!(house.store.retain(t(2), t(2)).unwrap(), 0);
    assert_eq!(house.store.retain(t(3), t(3)).unwrap(), 2);
    assert!(house.store.history_of_link(link).unwrap().is_empty());
}

fn person(side: Side, id: &str) -> RecordRef {
    RecordRef { object: object(side), id: id.into() }
}

/// Whether any file of the state holds the text.
fn holds(house: &House, text: &str) -> bool {
    let database = path(&house.folder);
    let mut files = vec![database.clone(), database.with_file_name("state.db-wal")];
    files.extend(backups::list(house.store.path()).unwrap().into_iter().map(|it| it.path));
    files
        .iter()
        .filter_map(|it| fs::read(it).ok())
        .any(|bytes| bytes.windows(text.len()).any(|it| it == text.as_bytes()))
}
