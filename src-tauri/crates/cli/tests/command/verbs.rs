//! Every verb: JSON with its format version, progress as a stream.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{Linked, crosswalk, json, text};

/// The verbs as clap's tree has them; a test beside that tree keeps this list true.
const VERBS: &str = include_str!("../verbs.txt");

/// Verbs that print a file's own format, with why that is no document of ours.
const OWN_FORMAT: [(&str, &str); 6] = [
    ("emulate", "its one line is read by every test here, and carries the version"),
    ("completions", "a shell's script"),
    ("manual", "pages for `man`"),
    ("map suggest", "a pair file, which carries its own format_version"),
    ("map export", "a pair file, which carries its own format_version"),
    ("map schema", "a JSON schema, whose $schema is its version"),
];

#[test]
fn every_verb_answers_with_a_format_version() {
    let linked = Linked::new(10);
    let mut asked: BTreeSet<String> =
        ["accounts add", "pair add"].iter().map(|verb| (*verb).to_owned()).collect();
    let file = linked.home.path().join("pair.json");
    let path = file.to_str().unwrap().to_owned();
    let mut ask = |code: i32, verb: &str, arguments: &[&str]| -> Value {
        asked.insert(verb.to_owned());
        let words: Vec<&str> = verb.split(' ').collect();
        linked.json(code, &[&words[..], arguments].concat())
    };
    let demo = linked.home.path().join("demo");
    ask(0, "demo", &["--records", "10", "--home", demo.to_str().unwrap()]);
    ask(0, "version", &[]);
    ask(0, "doctor", &[]);
    ask(0, "accounts list", &[]);
    ask(0, "accounts check", &["1"]);
    ask(0, "accounts check", &["2"]);
    ask(0, "pair list", &[]);
    ask(0, "plan", &[]);
    ask(0, "apply", &[]);
    ask(0, "pair show", &[]);
    ask(0, "pair take-over", &[]);
    ask(0, "pair owner-fields", &[]);
    ask(0, "pair campaign-field", &[]);
    ask(0, "pair lifecycle-field", &[]);
    ask(0, "map objects", &["--add", "tickets"]);
    ask(0, "map activities", &["--opens", "collapsed"]);
    for own in ["map export", "map suggest", "map schema"] {
        let printed = linked.told(0, &own.split(' ').collect::<Vec<_>>());
        let printed: Value = serde_json::from_str(&printed).expect("JSON");
        let version = if own == "map schema" { "$schema" } else { "format_version" };
        assert!(printed[version].is_string(), "{own}");
    }
    std::fs::write(&file, linked.told(0, &["map", "export"])).unwrap();
    ask(0, "map validate", &[&path]);
    ask(0, "map diff", &[&path]);
    ask(0, "map import", &[&path]);
    ask(0, "sync", &["--once"]);
    ask(0, "sweep", &[]);
    ask(0, "runs list", &[]);
    ask(0, "runs show", &["1"]);
    ask(0, "errors list", &[]);
    ask(0, "errors export", &[]);
    ask(0, "errors retry", &[]);
    ask(0, "conflicts list", &[]);
    ask(1, "conflicts decide", &["4000", "--keep", "hubspot"]);
    let (here, there) = linked.somebody();
    ask(0, "record why", &[&here]);
    ask(1, "record create", &[&here]);
    ask(0, "undo", &[&here]);
    ask(0, "record unlink", &[&here]);
    ask(0, "record link", &[&there, &here]);
    ask(0, "record never", &[&here]);
    ask(0, "record erase", &[&here, "--yes"]);
    ask(0, "backup create", &[]);
    let backups = ask(0, "backup list", &[]);
    ask(0, "backup restore", &[backups["items"][0]["path"].as_str().unwrap()]);
    ask(1, "accounts remove", &["1"]);
    ask(0, "pair remove", &["--yes"]);
    for (verb, _) in OWN_FORMAT {
        assert!(asked.insert(verb.to_owned()), "{verb} has no format of its own");
    }
    let all: BTreeSet<String> = VERBS.lines().map(str::to_owned).collect();
    assert_eq!(asked, all);
}

#[test]
fn a_permission_set_of_an_org_is_written_to_a_file() {
    let linked = Linked::new(10);
    let granted = linked.home.path().join("crosswalk.permissionset-meta.xml");
    let set = ["1", "2"].into_iter().find(|account| {
        let words = ["accounts", "check", account, "--permission-set", granted.to_str().unwrap()];
        linked.run(&words).status.success()
    });
    assert!(set.is_some(), "one of the two is an org");
    let granted = std::fs::read_to_string(granted).unwrap();
    assert!(granted.contains("<field>Contact.Title</field>"), "{granted}");
}

#[test]
fn progress_comes_as_a_stream_with_the_document_last() {
    let linked = Linked::new(10);
    let output = linked.run(&["apply", "--json-stream"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = text(&output.stdout);
    let lines: Vec<Value> =
        told.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect();
    assert!(lines.iter().all(|line| line["format_version"] == "1.0"), "{told}");
    let (last, events) = lines.split_last().expect("lines");
    assert_eq!(last["result"], "done");
    let named = |name: &str| events.iter().any(|event| event["event"] == name);
    for name in ["began", "stage", "read", "planned", "wrote", "ended"] {
        assert!(named(name), "{name}: {told}");
    }
    let refused = linked.run(&["runs", "show", "4000", "--json-stream"]);
    assert_eq!(json(&refused)["error"]["code"], "no_such", "{refused:?}");
}

#[test]
fn completions_are_printed_for_every_shell() {
    let home = crate::harness::new_home();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = crosswalk(&home, &["completions", shell]);
        assert_eq!(script.status.code(), Some(0));
        assert!(text(&script.stdout).contains("crosswalk"), "{shell}");
        assert!(text(&script.stdout).contains("take-over"), "{shell} knows the verbs");
    }
}

#[test]
fn the_manual_has_a_page_for_every_verb() {
    let home = crate::harness::new_home();
    let folder = tempfile::tempdir().unwrap();
    let written = crosswalk(&home, &["manual", folder.path().to_str().unwrap()]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    for verb in VERBS.lines() {
        let page = folder.path().join(format!("crosswalk-{}.1", verb.replace(' ', "-")));
        assert!(std::fs::read_to_string(&page).unwrap().contains(".SH SYNOPSIS"), "{verb}");
    }
    let nowhere = crosswalk(&home, &["manual", "/no/such/folder"]);
    assert_eq!(nowhere.status.code(), Some(1), "{nowhere:?}");
}
