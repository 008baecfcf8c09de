//! The command as a program meets it: exit codes, stdout and stderr, JSON.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod browser;
mod canary;
mod exits;
mod hands;
mod harness;
mod plans;
mod shown;
mod verbs;
mod words;

use std::process::Output;

use tempfile::TempDir;

use harness::{Linked, crosswalk, json, new_home, text};

/// A home with what a demo of 60 people leaves.
fn after_demo() -> (TempDir, Output) {
    let outer = new_home();
    let output = crosswalk(&outer, &["demo", "--records", "60", "--seed", "7"]);
    (outer, output)
}

#[test]
fn the_demo_does_the_job_and_leaves_things_to_look_at() {
    let (home, output) = after_demo();
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{told}{}", text(&output.stderr));
    assert!(told.contains("Second pass: nothing to do"), "{told}");
    assert!(told.contains("0 writes"), "{told}");
    // What it came to, what the second pass leaves, what a brake held, and where to go from here.
    for words in [
        "Applied. Planned to make ",
        "; to change ",
        "It leaves as they are: ",
        " left out, ",
        " in conflict, ",
        " failing, ",
        "stopped before it wrote; the emulator saw 0 writes",
        "Left out: None of its contacts",
        "Conflicts for you to decide: ",
        "Groups of errors: ",
        "\n          → ",
        "Where to look next:",
        "crosswalk errors list --home ",
    ] {
        assert!(told.contains(words), "no `{words}` in {told}");
    }
    let status = json(&crosswalk(&home, &["pair", "show", "--json"]));
    assert!(status["conflicts"].as_u64().is_some_and(|count| count > 0), "{status}");
    assert!(!status["errors"].as_array().expect("a list").is_empty(), "{status}");
    let runs = json(&crosswalk(&home, &["runs", "list", "--json"]));
    assert_eq!(runs["items"][0]["result"], "braked", "{runs}");
}

#[test]
fn the_demo_speaks_norwegian() {
    let home = new_home();
    let output = crosswalk(&home, &["demo", "--records", "10", "--lang", "nb"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("Andre runde: ingenting å gjøre."), "{told}");
    assert!(told.contains("Her kan du se videre:"), "{told}");
    for english in ["Second pass", "What differs", "For example", "Brake:", "Where to look"] {
        assert!(!told.contains(english), "{english}: {told}");
    }
    for id in ["demo-", "plan-", "act-", "status-", "result-", "applied-", "brake-", "reason-"] {
        assert!(!told.split_whitespace().any(|word| word.starts_with(id)), "{id}: {told}");
    }
}

#[test]
fn the_demo_refuses_a_home_that_holds_a_state() {
    let (home, _) = after_demo();
    let again = crosswalk(&home, &["demo", "--records", "10", "--json"]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(json(&again)["error"]["code"], "refused");
}

#[test]
fn reading_verbs_answer_from_the_state_alone() {
    let (home, _) = after_demo();
    let conflicts = json(&crosswalk(&home, &["conflicts", "list", "--json"]));
    let first = &conflicts["items"][0];
    let id = first["records"]["hubspot"]["id"].as_str().expect("an id");
    let why = json(&crosswalk(&home, &["record", "why", id, "--json"]));
    assert_eq!(why["items"][0]["link"], first["link"]);
    assert_eq!(why["items"][0]["conflicts"][0]["id"], first["id"]);
    let said = text(&crosswalk(&home, &["record", "why", id, "--language", "nb"]).stdout);
    assert!(said.contains("HubSpot contacts"), "{said}");
    let unknown = crosswalk(&home, &["record", "why", "nobody@example.no"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("nobody@example.no"));
    let number = first["id"].to_string();
    let decided = crosswalk(&home, &["conflicts", "decide", &number, "--keep", "hubspot"]);
    assert_eq!(decided.status.code(), Some(0), "{}", text(&decided.stderr));
    let conflicts = json(&crosswalk(&home, &["conflicts", "list", "--json"]));
    assert_eq!(conflicts["items"][0]["decision"], "hub_spot");
}

/// What an admin looks at after a day: the verbs agree with each other, a long list ends, and
/// nothing reads like a program's inside.
#[test]
fn what_is_left_to_look_at_agrees_with_itself() {
    let (home, _) = after_demo();
    let groups = json(&crosswalk(&home, &["errors", "list", "--json"]));
    let groups = groups["items"].as_array().expect("a list");
    let health = json(&crosswalk(&home, &["doctor", "--json"]));
    assert_eq!(health["pairs"][0]["error_groups"], groups.len(), "{health}");
    let counts: Vec<u64> = groups.iter().map(|it| it["items"].as_u64().unwrap()).collect();
    assert!(counts.is_sorted_by(|one, other| one >= other), "most first: {counts:?}");
    let group = groups[0]["group"].as_str().unwrap();
    let exported = json(&crosswalk(&home, &["errors", "export", "--group", group, "--json"]));
    let rows = exported["items"].as_array().expect("a list");
    assert_eq!(rows.len() as u64, counts[0]);
    assert!(rows.iter().all(|row| row["group"] == group), "{exported}");
    let unknown = crosswalk(&home, &["errors", "export", "--group", "no/such"]);
    assert_eq!(unknown.status.code(), Some(1));
    let run = text(&crosswalk(&home, &["runs", "show", "2", "--limit", "3"]).stdout);
    assert!(run.contains("… and ") && run.lines().count() < 15, "{run}");
    let conflicts = text(&crosswalk(&home, &["conflicts", "list", "--limit", "1"]).stdout);
    assert!(conflicts.lines().count() < 5, "{conflicts}");
    let status = text(&crosswalk(&home, &["pair", "show"]).stdout);
    for (verb, said) in [("runs show", run), ("conflicts list", conflicts), ("pair show", status)] {
        assert!(!said.contains('{'), "{verb}: {said}");
    }
}

#[test]
fn the_pair_file_goes_round_and_an_import_saves_nothing_by_itself() {
    let (home, _) = after_demo();
    let exported = text(&crosswalk(&home, &["map", "export"]).stdout);
    let file = home.path().join("pair.json");
    std::fs::write(&file, &exported).expect("a file");
    let path = file.to_str().expect("UTF-8");
    let same = crosswalk(&home, &["map", "diff", path]);
    assert_eq!(text(&same.stdout).trim(), "nothing differs");
    std::fs::write(&file, exported.replace("\"rule\": \"ask\"", "\"rule\": \"two_way\""))
        .expect("a file");
    let shown = crosswalk(&home, &["map", "import", path]);
    let line = "mappings/contacts/fields/jobtitle/rule: \"ask\" → \"two_way\"";
    assert!(text(&shown.stdout).contains(line), "{}", text(&shown.stdout));
    assert_eq!(text(&crosswalk(&home, &["map", "export"]).stdout), exported);
}

#[test]
fn a_program_is_told_the_code_and_the_remedy() {
    let home = new_home();
    let none = crosswalk(&home, &["runs", "list", "--json"]);
    assert_eq!(none.status.code(), Some(1));
    let told = json(&none);
    assert_eq!(told["error"]["code"], "no_state");
    assert_eq!(told["error"]["retryable"], false);
    assert!(told["error"]["remedy"].as_str().is_some_and(|remedy| remedy.contains("demo")));
}

#[test]
fn wrong_usage_ends_with_two() {
    let home = new_home();
    for arguments in [vec!["fly"], vec!["sync"], vec!["demo", "--records", "9"]] {
        let output = crosswalk(&home, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}: messages go to stderr");
    }
}

#[test]
fn a_missing_passphrase_is_said_and_a_missing_token_asks_to_sign_in() {
    let (home, _) = after_demo();
    let file = ["sync", "--once", "--vault", "file", "--json"];
    let silent = crosswalk(&home, &file);
    assert_eq!(silent.status.code(), Some(2));
    assert!(json(&silent)["error"]["remedy"].as_str().unwrap().contains("CROSSWALK_PASSPHRASE"));
}

/// An account of the emulator is linked by token, in the environment; the pair is planned, applied
/// and passed once more, every step by the command, with the vault in a file.
#[test]
fn two_accounts_are_kept_in_step_by_commands() {
    let linked = Linked::new(30);
    assert!(linked.home.path().join("ca.pem").exists());
    let planned = linked.json(3, &["plan", "--detailed-exitcode"]);
    assert!(!planned["groups"].as_array().expect("a list").is_empty());
    linked.json(7, &["sync", "--once"]);
    linked.json(0, &["apply"]);
    let quiet = linked.json(0, &["sync", "--once"]);
    let written = &quiet["counts"]["written"];
    assert_eq!(*written, serde_json::json!({ "salesforce": 0, "hubspot": 0 }));
}

/// Pair files in the world are checked against this; a change of it is a change of the format.
#[test]
fn the_schema_of_pair_files_is_the_committed_one() {
    let printed = text(&crosswalk(&new_home(), &["map", "schema"]).stdout);
    assert_eq!(printed, include_str!("../pair-1.schema.json"));
}
