//! Two languages: what people are told comes from the list of words, and no sentence of a source.

use std::path::Path;

use serde_json::json;

use crate::harness::{Linked, crosswalk, new_home, text};

/// Text between quotes, line by line; comments, attributes and tests are left out.
fn literals(source: &str) -> Vec<String> {
    let product = source.split("#[cfg(test)]").next().unwrap_or_default();
    let spoken = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.starts_with("#[") && !line.starts_with("#![")
    };
    let of_line = |line: &str| -> Vec<String> {
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    product.lines().filter(spoken).flat_map(of_line).collect()
}

/// Whether a literal is a sentence: two words of small letters side by side, outside of what is
/// filled in.
fn is_a_sentence(literal: &str) -> bool {
    let is_word = |it: &str| it.len() > 1 && it.bytes().all(|it| it.is_ascii_lowercase());
    let words: Vec<&str> = literal.split(' ').collect();
    words.windows(2).any(|two| is_word(two[0]) && is_word(two[1]))
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        // The help of the verbs is clap's, in English.
        if path.is_dir() {
            sources(&path, found);
        } else if !path.ends_with("args.rs") && !path.ends_with("args/tests.rs") {
            let name = path.display().to_string();
            found.push((name, std::fs::read_to_string(&path).expect("a source")));
        }
    }
}

/// What a person types is no sentence.
const VERBS: [&str; 5] = ["runs list", "errors list", "conflicts list", "pair show", "map export"];

#[test]
fn no_source_of_the_command_holds_a_sentence() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 15, "it looks at the sources");
    for (name, source) in &found {
        let said: Vec<String> = literals(source)
            .into_iter()
            .filter(|it| is_a_sentence(it) && !VERBS.contains(&it.as_str()))
            .filter(|it| !it.trim_start().starts_with("crosswalk "))
            .collect();
        assert_eq!(said, Vec::<String>::new(), "{name}");
    }
    assert!(is_a_sentence("pair {pair} is kept from here"), "the scan sees one");
    assert_eq!(literals("call(\"a b\"); // \"c\"\n/// \"d\"\n#[x = \"e\"]"), ["a b", "c"]);
}

/// Words that no report in Norwegian has.
const ENGLISH: [&str; 14] = [
    "the", "and", "of", "is", "are", "was", "with", "records", "record", "wrote", "make", "change",
    "stays", "none",
];

/// What a verb tells in Norwegian, without anything in English and without a bare message id.
fn in_norwegian(linked: &Linked, code: i32, arguments: &[&str]) -> String {
    let told = linked.run(&[arguments, &["--lang", "nb"]].concat());
    assert_eq!(told.status.code(), Some(code), "{arguments:?}: {told:?}");
    let said = [text(&told.stdout), text(&told.stderr)].concat();
    for word in said.split(|it: char| !it.is_alphanumeric() && it != '-' && it != '_') {
        assert!(!ENGLISH.contains(&word), "{arguments:?} says {word}:\n{said}");
        let ids = ["report-", "result-", "record-", "reason-", "head-", "status-", "fault-", "do-"];
        assert!(!ids.iter().any(|id| word.starts_with(id)), "{arguments:?} says {word}:\n{said}");
    }
    said
}

#[test]
fn every_report_speaks_norwegian() {
    let linked = Linked::of(12, "contacts");
    let planned = in_norwegian(&linked, 0, &["plan"]);
    assert!(planned.contains("Brems"), "{planned}");
    let braked = in_norwegian(&linked, 7, &["sync", "--once"]);
    assert!(braked.contains("Første kjøring spør alltid"), "{braked}");
    let applied = in_norwegian(&linked, 0, &["apply"]);
    assert!(applied.contains("ferdig"), "{applied}");
    assert!(applied.contains("Tilstanden fra før er tatt vare på"), "{applied}");
    let (here, there) = linked.somebody();
    let field = json!({ "MobilePhone": "+47 111" });
    linked.emulated.edit("salesforce", ("Contact", &there), field);
    in_norwegian(&linked, 0, &["sync", "--once"]);
    for arguments in [
        &["runs", "list"][..],
        &["runs", "show", "2"],
        &["pair", "list"],
        &["pair", "show"],
        &["conflicts", "list"],
        &["accounts", "list"],
        &["accounts", "check", "1"],
        &["doctor"],
        &["record", "why", &here],
        &["undo", &here],
        &["record", "erase", &here, "--dry-run"],
        &["record", "unlink", &here],
        &["record", "link", &there, &here],
        &["record", "never", &here],
        &["errors", "retry"],
        &["backup", "create"],
        &["backup", "list"],
    ] {
        assert!(!in_norwegian(&linked, 0, arguments).is_empty(), "{arguments:?}");
    }
    let unsaid = in_norwegian(&linked, 2, &["record", "erase", &here]);
    assert!(unsaid.contains("feil: ingen bekreftet det"), "{unsaid}");
    let missing = crosswalk(&new_home(), &["runs", "list", "--lang", "nb"]);
    let said = text(&missing.stderr);
    assert!(said.contains("feil: Det er ingen tilstand her"), "{said}");
    assert!(said.contains("→ koble til kontoer først"), "{said}");
}
