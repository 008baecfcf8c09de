use crosswalk_model::{LinkState, Side};

use crate::fixture::{House, quiet, record};

#[test]
fn counts_and_finds_links() {
    let house = House::new();
    let link = house.linked("003A", "1");
    house.plan(&[quiet(link)]).unwrap();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "2", 1, &[("email", "b@x.test")])], "h2");
    let overview = house.store.overview(house.pair).unwrap();
    let contacts = &overview["contacts"];
    assert_eq!(contacts[&LinkState::InSync], 1);
    assert_eq!(contacts[&LinkState::New], 1);
    assert_eq!(house.store.count_linked(&house.home()).unwrap(), 1);
    for id in ["003A", "1"] {
        assert_eq!(house.store.links_by_id(house.pair, id).unwrap(), [link]);
    }
    let by_mail = house.store.links_by_key(house.pair, "email", "003A@example.test").unwrap();
    assert_eq!(by_mail, [link]);
    assert!(house.store.links_by_key(house.pair, "email", "nobody").unwrap().is_empty());
}
