use super::*;

#[test]
fn a_feature_is_proven_by_its_own_test_with_it_off() {
    let checkout = Checkout { cargo: "cargo".to_owned(), ..Checkout::here() };
    let feature = read("a.b   does this and that   rooms::shows_it").unwrap();
    assert_eq!(feature, Feature { name: "a.b", test: "rooms::shows_it" });
    assert_eq!(
        run_of(&checkout, Some(&feature)).to_string(),
        "CROSSWALK_EMULATOR_OFF=a.b cargo test --quiet --locked --package crosswalk-emulator --lib \
         -- --exact rooms::shows_it"
    );
    assert!(run_of(&checkout, None).environment.is_empty());
}

#[test]
fn a_line_without_a_test_is_an_error() {
    assert!(read("a.b").is_err());
    assert!(read("").is_err());
}
