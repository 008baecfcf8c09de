//! The command as a program meets it: exit codes, stdout and stderr, JSON.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn crosswalk(home: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosswalk"));
    command.args(arguments).env("CROSSWALK_HOME", home.path()).env("LANG", "C");
    for variable in ["LC_ALL", "LC_MESSAGES", "CROSSWALK_PASSPHRASE", "CROSSWALK_TOKEN"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(document["format_version"], "1.0");
    document
}

fn new_home() -> TempDir {
    TempDir::new().expect("a folder")
}

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
    let status = json(&crosswalk(&home, &["pair", "show", "--json"]));
    assert!(status["conflicts"].as_u64().is_some_and(|count| count > 0), "{status}");
    assert!(!status["errors"].as_array().expect("a list").is_empty(), "{status}");
    let runs = json(&crosswalk(&home, &["runs", "list", "--json"]));
    assert_eq!(runs["items"][0]["result"], "braked", "{runs}");
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

struct Emulated {
    child: Child,
    facts: Value,
}

impl Emulated {
    fn start(home: &TempDir) -> Emulated {
        let ca = home.path().join("ca.pem");
        let mut child = Command::new(env!("CARGO_BIN_EXE_crosswalk"))
            .args(["emulate", "--records", "30", "--ca-file"])
            .arg(&ca)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        Emulated { child, facts: serde_json::from_str(&line).expect("one JSON line") }
    }
}

impl Drop for Emulated {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// An account of the emulator is linked by token, piped in or in the environment; the pair is
/// planned, applied and passed once more, every step by the command, with the vault in a file.
#[test]
fn two_accounts_are_kept_in_step_by_commands() {
    let home = new_home();
    let emulated = Emulated::start(&home);
    assert_eq!(emulated.facts["format_version"], "1.0");
    assert!(home.path().join("ca.pem").exists());
    let run = |arguments: &[&str], token: &str| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosswalk"));
        command.args(arguments).args(["--vault", "file", "--json"]);
        command.env("CROSSWALK_HOME", home.path()).env("CROSSWALK_PASSPHRASE", "a long passphrase");
        command.env("CROSSWALK_TOKEN", token).stdin(Stdio::null()).output().expect("it runs")
    };
    for (side, token) in [("salesforce", "access_token"), ("hubspot", "service_key")] {
        let facts = &emulated.facts[side];
        let url = facts["url"].as_str().expect("a URL");
        let token = facts["accounts"][0][token].as_str().expect("a token");
        let added = run(&["accounts", "add", side, "--url", url, "--development"], token);
        assert_eq!(added.status.code(), Some(0), "{}", text(&added.stdout));
        assert!(!text(&added.stdout).contains(token), "no token is ever printed");
    }
    let pair = ["pair", "add", "Acme", "--salesforce", "1", "--hubspot", "2"];
    let pair = [&pair[..], &["--create-fields", "--first-run", "agree"]].concat();
    let added = run(&pair, "");
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stdout));
    let planned = run(&["plan", "--detailed-exitcode"], "");
    assert_eq!(planned.status.code(), Some(3), "{}", text(&planned.stdout));
    assert!(!json(&planned)["groups"].as_array().expect("a list").is_empty());
    let held = run(&["sync", "--once"], "");
    assert_eq!(held.status.code(), Some(7), "the first run asks: {}", text(&held.stdout));
    let applied = run(&["apply"], "");
    assert_eq!(applied.status.code(), Some(0), "{}", text(&applied.stdout));
    let quiet = run(&["sync", "--once"], "");
    assert_eq!(quiet.status.code(), Some(0), "{}", text(&quiet.stdout));
    let written = &json(&quiet)["counts"]["written"];
    assert_eq!(*written, serde_json::json!({ "salesforce": 0, "hubspot": 0 }));
}

/// Pair files in the world are checked against this; a change of it is a change of the format.
#[test]
fn the_schema_of_pair_files_is_the_committed_one() {
    let printed = text(&crosswalk(&new_home(), &["map", "schema"]).stdout);
    assert_eq!(printed, include_str!("pair-1.schema.json"));
}
