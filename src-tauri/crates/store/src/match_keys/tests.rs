use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{LinkState, Side};

use crate::fixture::{House, object, record};
use crate::{Candidate, CandidateAsk, RecordKeys};

fn ask(house: &House, kind: &str, values: &[&str]) -> BTreeMap<String, Vec<Candidate>> {
    let values: Vec<String> = values.iter().map(|it| (*it).to_owned()).collect();
    let ask = CandidateAsk {
        home: &house.home(),
        connection: house.connections.hubspot,
        object: &object(Side::HubSpot),
        kind,
        values: &values,
    };
    house.store.candidates(&ask).unwrap()
}

#[test]
fn candidates_come_with_their_links() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let twin = record(Side::HubSpot, "2", 5, &[("email", "003A@example.test")]);
    house.pull(Side::HubSpot, &[twin], "c");
    let found = ask(&house, "email", &["003A@example.test", "nobody"]);
    let found = &found["003A@example.test"];
    assert_eq!(found.len(), 2);
    let first = found[0].link.unwrap();
    assert_eq!((first.id, first.whole), (link, true));
    let second = found[1].link.unwrap();
    assert_eq!((second.state, second.whole), (LinkState::New, false));
    assert_eq!(found[1].observed.record.at.id.as_str(), "2");
}

#[test]
fn a_changed_address_leaves_its_key() {
    let house = House::new();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 5, &[("email", "old")])], "c");
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 6, &[("email", "new")])], "d");
    assert_eq!(ask(&house, "email", &["old", "new"]).into_keys().collect::<Vec<_>>(), ["new"]);
    let kinds = BTreeMap::from([("domain".to_owned(), BTreeSet::from(["x.test".to_owned()]))]);
    let keys = [RecordKeys { record: "1".into(), kinds }];
    let (connection, object) = (house.connections.hubspot, object(Side::HubSpot));
    house.store.save_keys(connection, &object, &keys).unwrap();
    assert_eq!(ask(&house, "domain", &["x.test"]).len(), 1);
    assert_eq!(ask(&house, "email", &["new"]).len(), 1, "other kinds stay");
}

#[test]
fn doubles_are_live_records_that_carry_the_same_value() {
    let house = House::new();
    for (id, email) in [("1", "ann"), ("2", "ann"), ("3", "bo"), ("4", "ann")] {
        house.pull(Side::HubSpot, &[record(Side::HubSpot, id, 5, &[("email", email)])], id);
    }
    let (connection, objects) = (house.connections.hubspot, [object(Side::HubSpot)]);
    let doubles = |most| house.store.doubles(connection, &objects, &["email"], most).unwrap();
    let found = doubles(10);
    assert_eq!((found.total, found.groups.len()), (1, 1), "{found:?}");
    assert_eq!((found.groups[0].value.as_str(), found.groups[0].count), ("ann", 3));
    let ids: Vec<&str> = found.groups[0].records.iter().map(|at| at.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "4"]);
    assert_eq!((doubles(0).total, doubles(0).groups.len()), (1, 0));
}
