//! A person's own accounts: what was linked, written and put into a file is all there when the window
//! comes again.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::screens::go;
use crate::window::Window;
use crate::words::{button, word};

const PASSPHRASE: &str = "a long passphrase";

/// The command that is built beside the window.
fn command(home: &Path, arguments: &[&str]) -> Command {
    let window = PathBuf::from(std::env::var("CROSSWALK_DESKTOP").expect("the program"));
    let mut command = Command::new(window.with_file_name("crosswalk"));
    command.args(arguments).env("CROSSWALK_HOME", home).stdin(Stdio::null());
    command
}

/// Two accounts behind real sockets, until they are dropped.
struct Emulated {
    child: Child,
    facts: Value,
}

impl Emulated {
    fn start(home: &Path) -> Emulated {
        let mut started = command(home, &["emulate", "--records", "30"]);
        let mut child = started.stdout(Stdio::piped()).spawn().expect("the command runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Emulated { child, facts: serde_json::from_str(&line).expect("one line of JSON") }
    }
}

impl Drop for Emulated {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Links both accounts by their tokens and makes a pair of them, with the secrets in a file.
fn link(home: &Path, emulated: &Emulated) {
    for (side, kind) in [("salesforce", "access_token"), ("hubspot", "service_key")] {
        let facts = &emulated.facts[side];
        let url = facts["url"].as_str().unwrap();
        let token = facts["accounts"][0][kind].as_str().unwrap();
        let mut add = command(home, &["accounts", "add", side, "--url", url, "--development"]);
        carry_out(add.env("CROSSWALK_TOKEN", token));
    }
    let pair = ["pair", "add", "Acme", "--salesforce", "1", "--hubspot", "2", "--create-fields"];
    carry_out(&mut command(home, &[&pair[..], &["--first-run", "agree"]].concat()));
}

fn carry_out(command: &mut Command) {
    let ran = command.args(["--vault", "file"]).env("CROSSWALK_PASSPHRASE", PASSPHRASE).output();
    let ran = ran.expect("the command runs");
    assert!(ran.status.success(), "{ran:?}");
}

/// Opens the file of secrets, as a person does each time.
async fn unlock(window: &Window) {
    let field = window.see("//input[@type='password']").await;
    field.send_keys(PASSPHRASE).await.unwrap();
    // A press can be lost on a page that is drawn anew under it, as a person would see by what they
    // wrote still standing there.
    for _ in 0..5 {
        window.press(&button("unlock-do")).await;
        let inside = tokio::time::timeout(Duration::from_secs(15), window.see("//nav"));
        let unsent = match inside.await {
            Ok(_) => return,
            Err(_) => field.prop("value").await.ok().flatten(),
        };
        if unsent.is_none_or(|text| text.is_empty()) {
            break;
        }
    }
    window.see("//nav").await;
}

/// Carries out the first plan of both accounts.
async fn apply(window: &Window) {
    go(window, "/preview").await;
    window.press(&button("plan-make")).await;
    let apply = "button[starts-with(normalize-space(), 'Apply to')]";
    window.press(&format!("//{apply}")).await;
    window.press(&format!("//*[@role='dialog']//{apply}")).await;
    window.until("overview", |all| all["pairs"][0]["planned"] == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_runs_and_conflicts_are_all_there_when_the_window_comes_again() {
    let home = Arc::new(TempDir::new().unwrap());
    let emulated = Emulated::start(&home.path().join("emulated"));
    link(&home.path().join("crosswalk"), &emulated);
    let window = Window::open_in(home.clone(), &[]).await;
    unlock(&window).await;
    apply(&window).await;
    // Nothing goes on behind anybody's back until it comes again, nor after.
    window.press(&button("keep-pause")).await;
    // The press asks, and this answers once the pass under way has ended.
    window.ask("keep", json!({ "pair": 1, "keeping": "paused" })).await.unwrap();
    let paused = |all: &Value| all["pairs"][0]["now"]["now"] == "paused";
    let before = window.until("overview", paused).await;
    assert_eq!(before["demo"], false, "these are a person's own");
    let runs = window.ask("runs", json!({ "pair": 1, "limit": 50 })).await.unwrap();
    let by_person = |run: &Value| run["actor"] == "window";
    assert!(runs.as_array().unwrap().iter().any(by_person), "{runs}");
    window.quit().await;

    let again = Window::open_in(home, &[]).await;
    unlock(&again).await;
    let after = again.until("overview", paused).await;
    for same in ["accounts", "pairs"] {
        let names = |all: &Value| {
            let each = all[same].as_array().unwrap().iter();
            each.map(|it| (it["name"].clone(), it["errors"].clone(), it["objects"].clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&before), names(&after));
    }
    assert_eq!(again.ask("runs", json!({ "pair": 1, "limit": 50 })).await.unwrap(), runs);
    go(&again, "/history").await;
    again.see(&button("undo-run")).await;
    again.read(word("place-history")).await;
    again.quit().await;
}
