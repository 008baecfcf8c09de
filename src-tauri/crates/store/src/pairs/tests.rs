use crosswalk_model::{Both, Side};

use crate::fixture::{House, account, t};
use crate::{NewPair, PairState, StoreError};

#[test]
fn m1_a_hubspot_account_stands_in_one_live_pair() {
    let house = House::new();
    let other = house.store.save_connection(Side::Salesforce, &account("00E"), t(0)).unwrap();
    let connections = Both { salesforce: other, hubspot: house.connections.hubspot };
    let new = NewPair { name: "B".to_owned(), connections, installation: "x".to_owned() };
    let refused = house.store.add_pair(&new, t(1));
    assert!(matches!(refused, Err(StoreError::HubSpotTaken(pair)) if pair == house.pair));
    house.store.set_pair_state(house.pair, PairState::Removed, None).unwrap();
    let second = house.store.add_pair(&new, t(1)).unwrap();
    assert_eq!(house.store.pairs().unwrap().len(), 1);
    let back = house.store.set_pair_state(house.pair, PairState::Live, None);
    assert!(back.is_err(), "the database keeps it so");
    house.store.set_pair_state(second, PairState::Paused, Some("wrong_account")).unwrap();
    assert_eq!(house.store.pair(second).unwrap().why.as_deref(), Some("wrong_account"));
}

#[test]
fn connections_are_one_per_account_and_stay_while_used() {
    let house = House::new();
    let again = house.store.save_connection(Side::HubSpot, &account("1234"), t(9)).unwrap();
    assert_eq!(again, house.connections.hubspot);
    assert_eq!(house.store.connections().unwrap().len(), 2);
    let swapped = house.connections.swap();
    let new = NewPair { name: "B".to_owned(), connections: swapped, installation: String::new() };
    assert!(matches!(house.store.add_pair(&new, t(1)), Err(StoreError::WrongState(_))));
    assert!(house.store.remove_connection(again).is_err());
    let spare = house.store.save_connection(Side::HubSpot, &account("9"), t(9)).unwrap();
    house.store.remove_connection(spare).unwrap();
    assert!(matches!(house.store.connection_row(spare), Err(StoreError::NoSuch { .. })));
}

#[test]
fn a_pair_is_renamed_and_taken_over() {
    let house = House::new();
    house.store.rename_pair(house.pair, "New").unwrap();
    house.store.take_over_pair(house.pair, "ours").unwrap();
    let pair = house.store.pair(house.pair).unwrap();
    assert_eq!((pair.name.as_str(), pair.installation.as_str()), ("New", "ours"));
}
