//! The table of all rules, with the tests that show each: a test carries the ids of its rows at
//! the front of its name. `cargo xtask rules` asks that no row of the seed is without one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const ROWS: &str = include_str!("rows.txt");

struct Row<'a> {
    id: &'a str,
    kind: &'a str,
    about: &'a str,
    decided: &'a str,
}

impl Row<'_> {
    /// Whether a test has to show it.
    fn is_to_be_shown(&self) -> bool {
        matches!(self.kind, "rule" | "vendor fact")
    }
}

fn rows() -> Vec<Row<'static>> {
    let lines = ROWS.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [id, kind, about, decided] = cells[..] else { panic!("{line}") };
        Row { id, kind, about, decided }
    };
    lines.map(row).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every test that carries rows, by row: `file::test`.
fn shown() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for folder in ["tests", "src-tauri/crates"] {
        walk(&root().join(folder), &mut found);
    }
    found
}

fn walk(folder: &Path, found: &mut BTreeMap<String, BTreeSet<String>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("node_modules") {
            walk(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let file = path.strip_prefix(root()).unwrap().display().to_string();
            for name in tests_in(&text) {
                for row in rows_of(name) {
                    found.entry(row).or_default().insert(format!("{file}: `{name}`"));
                }
            }
        }
    }
}

fn tests_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("fn ")?.split_once('(').map(|(name, _)| name)
    })
}

/// The rows at the front of a test's name: `s61_s62_a_won_…`, and of `s45_to_s50_…` those between.
fn rows_of(name: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let mut words = name.split('_').peekable();
    while let Some(word) = words.next_if(|word| row(word).is_some() || is_choice(word)) {
        let Some((list, first)) = row(word) else { continue };
        let mut last = first;
        if words.peek() == Some(&"to") {
            words.next();
            let end =
                words.next().and_then(row).filter(|(other, end)| *other == list && *end > first);
            last = end.unwrap_or_else(|| panic!("{name}: to which row?")).1;
        }
        rows.extend((first..=last).map(|number| format!("{list}{number}")));
    }
    rows
}

/// The list and the number of a row: `s61`.
fn row(word: &str) -> Option<(char, u32)> {
    let digits = word.strip_prefix(['s', 'h'])?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let list = word.chars().next()?.to_ascii_uppercase();
    plain.then(|| digits.parse().ok()).flatten().map(|number| (list, number))
}

#[test]
fn a_name_carries_its_rows_and_those_of_a_range() {
    for (name, rows) in [
        ("s61_s62_a_won_deal", vec!["S61", "S62"]),
        ("s36_a10_h3_with_a_choice", vec!["S36", "H3"]),
        ("s45_to_s47_h9_a_range", vec!["S45", "S46", "S47", "H9"]),
        ("h1_is_alone", vec!["H1"]),
        ("m10_to_nobody", vec![]),
        ("a_s1_in_the_middle", vec![]),
    ] {
        assert_eq!(rows_of(name), rows, "{name}");
    }
}

/// Ids of other lists stand between rows: `s36_a10_…`, `m10_…`.
fn is_choice(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|first| "ampt".contains(first))
        && !word[1..].is_empty()
        && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}

fn table() -> String {
    let shown = shown();
    let mut text = String::from(
        "# Every rule, and what shows it\n\nWritten by the tests here: \
         `CROSSWALK_WRITE_RULES=1 cargo test --workspace --test rules table`.\n\n\
         A test that fails fails the run that compares this table, so that each that is named \
         passes.\n\n\
         | row | kind | about | decided | shown by | result |\n|---|---|---|---|---|---|\n",
    );
    for row in rows() {
        let tests =
            shown.get(row.id).map(|tests| tests.iter().cloned().collect::<Vec<_>>().join("<br>"));
        let result = match (&tests, row.is_to_be_shown()) {
            (Some(_), _) => "passes",
            (None, true) => "**nothing yet**",
            (None, false) => "not to be shown",
        };
        let tests = tests.unwrap_or_default();
        let Row { id, kind, about, decided } = row;
        writeln!(text, "| {id} | {kind} | {about} | {decided} | {tests} | {result} |").unwrap();
    }
    text
}

#[test]
fn the_table_is_current() {
    let file = root().join("tests/rules/README.md");
    if std::env::var_os("CROSSWALK_WRITE_RULES").is_some() {
        std::fs::write(&file, table()).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == table(), "tests/rules/README.md is stale: write it again");
}

#[test]
fn every_row_of_both_lists_stands_in_the_table_once() {
    let ids: Vec<&str> = rows().iter().map(|row| row.id).collect();
    let expected = (1..=72).map(|n| format!("S{n}")).chain((1..=156).map(|n| format!("H{n}")));
    assert_eq!(ids, expected.collect::<Vec<_>>());
    let kinds = ["rule", "vendor fact", "advice", "meta", "not for an independent client"];
    let odd: Vec<&str> =
        rows().into_iter().filter(|row| !kinds.contains(&row.kind)).map(|row| row.id).collect();
    assert_eq!(odd, Vec::<&str>::new());
}

/// A row that an independent client cannot have says why.
#[test]
fn every_row_that_is_left_out_says_why() {
    let silent: Vec<&str> = rows()
        .iter()
        .filter(|row| row.kind == "not for an independent client" && row.decided.is_empty())
        .map(|row| row.id)
        .collect();
    assert_eq!(silent, Vec::<&str>::new());
}

/// Asked for by `cargo xtask rules` alone, as long as rows are left.
#[test]
fn no_row_of_the_seed_is_without_a_test() {
    let shown = shown();
    let left: Vec<&str> = rows()
        .iter()
        .filter(|row| {
            row.id.starts_with('S') && row.is_to_be_shown() && !shown.contains_key(row.id)
        })
        .map(|row| row.id)
        .collect();
    assert!(left.is_empty() || std::env::var_os("CROSSWALK_EVERY_ROW").is_none(), "{left:?}");
}
