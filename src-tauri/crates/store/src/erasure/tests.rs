use std::fs;

use crosswalk_model::{LinkState, RecordRef, Side};

use crate::fixture::{House, as_sent, object, path, record, t, writes_phone};
use crate::{OptOut, OptOutState, backups};

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
    house.store.erase(&people, t(5)).unwrap();

    assert!(!holds(&house, SECRET));
    assert!(!holds(&house, "003A@example.test"));
    assert_eq!(house.store.link(link).unwrap().state, LinkState::Unlinked);
    assert_eq!(house.store.history_of_link(link).unwrap().len(), 1, "that it was written stays");
    let kept = house.store.opt_outs_of(house.pair, &["hash".to_owned()]).unwrap();
    assert_eq!(kept, [OptOut { address: None, ..out }]);
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
