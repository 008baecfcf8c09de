//! Every exit code, each in a case that a script meets.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::harness::{Emulated, Linked, crosswalk, json, line_with, new_home, signal, text};

#[test]
fn zero_is_done_one_is_failed_and_two_is_wrong_usage() {
    let home = new_home();
    for asked in ["version", "--version"] {
        let output = crosswalk(&home, &[asked]);
        assert_eq!(output.status.code(), Some(0));
        let said = text(&output.stdout);
        assert!(said.starts_with("crosswalk 0."), "{said}");
        // A copy without its history has no commit to name.
        let has_history = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.git")).exists();
        assert_eq!(said.contains("(commit "), has_history, "{said}");
    }
    let failed = crosswalk(&home, &["runs", "list", "--json"]);
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(json(&failed)["error"]["code"], "no_state");
    assert_eq!(crosswalk(&home, &["fly"]).status.code(), Some(2));
    let usage = crosswalk(&home, &["accounts", "add", "hubspot", "--vault", "file", "--json"]);
    assert_eq!(usage.status.code(), Some(2));
    assert_eq!(json(&usage)["error"]["code"], "usage");
}

#[test]
fn three_is_changes_and_seven_is_braked() {
    let linked = Linked::new(10);
    linked.json(3, &["plan", "--detailed-exitcode"]);
    linked.json(0, &["plan"]);
    linked.json(7, &["sync", "--once"]);
}

#[test]
fn four_is_sign_in_needed() {
    let linked = Linked::unpaired(10);
    let url = linked.emulated.url("hubspot");
    let add = ["accounts", "add", "hubspot", "--url", &url, "--development", "--json"];
    let refused = linked.command(&add).env("CROSSWALK_TOKEN", "pat-no-such").output().unwrap();
    assert_eq!(refused.status.code(), Some(4), "{refused:?}");
    assert!(!text(&refused.stdout).contains("pat-no-such"));
    assert_eq!(json(&refused)["error"]["code"], "sign_in_needed");
}

#[test]
fn six_is_try_later() {
    let mut linked = Linked::new(10);
    linked.emulated.stop();
    let later = linked.json(6, &["accounts", "check", "1"]);
    assert_eq!(later["error"]["retryable"], true);
    assert_eq!(later["error"]["code"], "unreachable");
}

/// A pass that waits for an answer: whoever comes meanwhile finds the state held, and the person
/// who stops it is told so.
#[cfg(unix)]
#[test]
fn eight_is_held_and_a_hundred_and_thirty_interrupted() {
    let linked = Linked::new(10);
    let slow = json!({ "at": { "vendor": "hubspot" }, "times": 1_000,
                       "kind": { "kind": "delay", "millis": 1_500 } });
    linked.emulated.control("POST", "faults", &slow);
    let seen = |linked: &Linked| linked.emulated.control("GET", "count", &json!(null)).to_string();
    let before = seen(&linked);
    let running = linked
        .command(&["sync", "--once", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    linked.wait_until("the first request", || seen(&linked) != before);
    let held = linked.json(8, &["sync", "--once"]);
    assert_eq!(held["error"]["code"], "state_held");
    // Looking is free while another one writes.
    linked.json(0, &["pair", "show"]);
    signal(&running, "-INT");
    let stopped = running.wait_with_output().expect("it ends");
    assert_eq!(stopped.status.code(), Some(130), "{stopped:?}");
    assert_eq!(json(&stopped)["error"]["code"], "interrupted");
}

#[cfg(unix)]
#[test]
fn an_emulator_that_is_asked_to_end_ends_well() {
    let home = new_home();
    let mut emulated = Emulated::start(&home, 10);
    assert_eq!(emulated.end("-TERM"), Some(0));
}

/// `sync --watch` ends well by being asked to, between two passes and within one.
#[cfg(unix)]
#[test]
fn p11_a_watch_passes_and_ends_with_zero_when_it_is_asked_to() {
    let linked = Linked::new(10);
    linked.json(0, &["apply"]);
    let watching = |signal_name: &str, event: fn(&str) -> bool| {
        let mut running = linked
            .command(&["sync", "--watch", "--json-stream"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let line = line_with(running.stdout.take().expect("a pipe"), event);
        signal(&running, signal_name);
        let ended = running.wait().expect("it ends");
        assert_eq!(ended.code(), Some(0), "{line}");
        serde_json::from_str::<Value>(&line).expect("a JSON line")
    };
    let passed = watching("-TERM", |line| line.contains("\"event\":\"passed\""));
    assert_eq!(passed["report"]["result"], "done");
    assert!(passed["next_in_seconds"].as_u64().is_some_and(|it| (60..=900).contains(&it)));
    assert_eq!(passed["format_version"], "1.0");
    assert_eq!(watching("-INT", |line| line.contains("\"event\":\"stage\""))["stage"], "pull");
    let usage = linked.json(2, &["sync", "--watch"]);
    assert!(usage["error"]["remedy"].as_str().unwrap().contains("--json-stream"), "{usage}");
}
