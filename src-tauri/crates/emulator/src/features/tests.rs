use std::collections::BTreeSet;

use super::*;

#[test]
fn names_are_unique_and_found() {
    let all = all();
    let names: BTreeSet<&str> = all.iter().map(|feature| feature.name).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.iter().all(|feature| find(feature.name) == Some(*feature)));
    assert_eq!(find("no such feature"), None);
}

#[test]
fn every_feature_says_what_it_does_and_names_a_test() {
    for feature in all() {
        assert!(!feature.what.is_empty() && !feature.test.is_empty(), "{}", feature.name);
    }
}

#[test]
fn the_table_stands_in_columns() {
    let rows = [
        Feature { name: "a.b", what: "short", test: "t::one" },
        Feature { name: "a.longer", what: "rather long", test: "t::two" },
    ];
    assert_eq!(print(&rows), "a.b       short        t::one\na.longer  rather long  t::two\n");
}
