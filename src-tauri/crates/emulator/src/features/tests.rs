use std::collections::BTreeSet;
use std::path::Path;

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
        assert!(!feature.what.is_empty(), "{}", feature.name);
        assert!(is_a_test(feature.test), "{}: there is no test {}", feature.name, feature.test);
    }
}

/// Whether a path such as `hubspot::tests::world::portals_are_apart` is a test of this room.
fn is_a_test(path: &str) -> bool {
    let Some((module, name)) = path.rsplit_once("::") else { return false };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module.replace("::", "/"));
    let files = [file.with_extension("rs"), file.join("mod.rs")];
    let text = files.iter().find_map(|file| std::fs::read_to_string(file).ok());
    text.is_some_and(|text| {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let head = format!("fn {name}() {{");
        lines.windows(2).any(|two| two == ["#[test]", head.as_str()])
    })
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    assert!(is_a_test("features::tests::the_table_stands_in_columns"));
    assert!(!is_a_test("features::tests::no_such_test"));
    assert!(!is_a_test("features::no_such_room::the_table_stands_in_columns"));
    assert!(!is_a_test("features::print"), "not a test");
}

#[test]
fn the_table_stands_in_columns() {
    let rows = [
        Feature { name: "a.b", what: "short", test: "t::one" },
        Feature { name: "a.longer", what: "rather long", test: "t::two" },
    ];
    assert_eq!(print(&rows), "a.b       short        t::one\na.longer  rather long  t::two\n");
}
