use crosswalk_model::mapping::PairFile;

use crate::NewMapping;
use crate::fixture::{House, t};

#[test]
fn a_design_is_kept_for_ever_and_not_twice() {
    let house = House::new();
    let document: PairFile = serde_json::from_str(
        r#"{"format_version":"1.0","name":"Acme","mappings":[],"later":{"x":1}}"#,
    )
    .unwrap();
    let save = |hash| {
        let new = NewMapping { document: &document, hash, note: None };
        house.store.save_mapping(house.pair, &new, t(1)).unwrap()
    };
    assert_eq!([save("a"), save("a"), save("b"), save("a")], [1, 1, 2, 3]);
    let newest = house.store.mapping(house.pair, None).unwrap().unwrap();
    assert_eq!((newest.version, &newest.document), (3, &document));
    assert_eq!(house.store.mapping(house.pair, Some(2)).unwrap().unwrap().hash, "b");
    assert_eq!(house.store.mapping(house.pair, Some(9)).unwrap(), None);
    assert_eq!(house.store.mappings(house.pair).unwrap().len(), 3);
}
