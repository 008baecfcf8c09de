use crosswalk_model::{RecordRef, Side};

use super::Lost;
use crate::fixture::{House, t};

#[test]
fn what_a_record_named_is_found_by_the_record_and_goes_when_it_is_given_back() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let named = RecordRef::new("companies", "7");
    let lost =
        |field: &str| Lost { link, side: Side::HubSpot, field: field.into(), named: named.clone() };
    let both = [lost("association:companies"), lost("association:companies:primary")];
    assert!(!house.store.any_lost().unwrap());
    house.store.remember_lost(&both, t(1)).unwrap();
    assert!(house.store.any_lost().unwrap());
    house.store.remember_lost(&both[..1], t(2)).unwrap();
    let found = |side| house.store.lost_with(house.pair, side, &named).unwrap();
    assert_eq!(found(Side::HubSpot), both);
    assert_eq!(found(Side::Salesforce), [], "ids of one side say nothing on the other");
    house.store.forget_lost(&both[..1]).unwrap();
    assert_eq!(found(Side::HubSpot), both[1..]);
    // It goes with its link.
    house.store.remove_pair(house.pair).unwrap();
    assert_eq!(found(Side::HubSpot), []);
}
