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

#[test]
fn every_feature_is_asked_for_and_every_name_that_is_asked_for_is_a_feature() {
    let mut asked = BTreeSet::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut asked);
    let names: BTreeSet<String> = all().iter().map(|feature| feature.name.to_owned()).collect();
    let unasked: Vec<&String> = names.difference(&asked).collect();
    let unnamed: Vec<&String> = asked.difference(&names).collect();
    assert!(unasked.is_empty(), "nothing in the code asks for these: {unasked:?}");
    assert!(unnamed.is_empty(), "these are not registered: {unnamed:?}");
}

/// Gathers the texts in the code that look like a feature's name, the registry and tests aside.
fn read(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if stem == "tests" || stem == "features" {
            continue;
        }
        if path.is_dir() {
            read(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let plain = |letter: char| letter.is_ascii_lowercase() || ".0123456789_".contains(letter);
        let host = |word: &str| word.ends_with(".com") || word.ends_with(".mil");
        let name = |word: &&str| {
            let vendor = word.starts_with("salesforce.") || word.starts_with("hubspot.");
            vendor && word.chars().all(plain) && !host(word)
        };
        found.extend(text.split('"').filter(name).map(str::to_owned));
    }
}

/// What the two sides are to offer, and the features behind each.
const OFFERED: &str = include_str!("offered.txt");

#[test]
fn everything_that_is_to_be_offered_has_a_feature() {
    let mut items = 0;
    for line in OFFERED.lines().filter(|line| !line.trim().is_empty()) {
        let (item, features) = line.split_once(':').unwrap_or((line, ""));
        let features: Vec<&str> = features.split_whitespace().collect();
        assert!(!features.is_empty(), "{item}: nothing is named");
        for feature in features {
            assert!(find(feature).is_some(), "{item}: there is no feature {feature}");
        }
        items += 1;
    }
    assert!(items > 100, "{items}");
}
