use super::*;

#[test]
fn a_feature_is_proven_by_its_own_test_with_it_off() {
    let checkout = Checkout { cargo: "cargo".to_owned(), ..Checkout::here() };
    let feature = Feature { name: "a.b", what: "does", test: "rooms::shows_it" };
    assert_eq!(
        super::tests(&checkout, Some(&feature)).to_string(),
        "CROSSWALK_EMULATOR_OFF=a.b cargo test --quiet --locked --package crosswalk-emulator --lib \
         -- --exact rooms::shows_it"
    );
    assert!(super::tests(&checkout, None).environment.is_empty());
}
