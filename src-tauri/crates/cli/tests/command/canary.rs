//! SEC10 and SEC12 at the command's edge: no verb prints a secret, and none rests in the folder,
//! also where a vendor says the token back.

use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::json;

use crate::harness::{Emulated, Linked, new_home};

/// Every verb that shows or writes something down.
const VERBS: [&[&str]; 14] = [
    &["accounts", "list"],
    &["accounts", "check", "1"],
    &["pair", "show"],
    &["map", "export"],
    &["plan"],
    &["apply"],
    &["sync", "--once"],
    &["runs", "list"],
    &["runs", "show", "1"],
    &["errors", "list"],
    &["errors", "export"],
    &["conflicts", "list"],
    &["backup", "create"],
    &["doctor"],
];

/// The files below a folder that hold one of these texts.
fn holding(folder: &Path, secrets: &[String]) -> Vec<String> {
    let mut hits = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            hits.extend(holding(&path, secrets));
        } else if holds(&std::fs::read(&path).unwrap(), secrets) {
            hits.push(path.display().to_string());
        }
    }
    hits
}

fn holds(bytes: &[u8], secrets: &[String]) -> bool {
    let stands = |it: &String| bytes.windows(it.len()).any(|part| part == it.as_bytes());
    secrets.iter().any(stands)
}

#[test]
fn sec10_sec12_no_verb_prints_a_secret_or_leaves_one() {
    let linked = Linked::new(12);
    let token = |side: &str, kind: &str| {
        linked.emulated.account(side)[kind].as_str().expect("a token").to_owned()
    };
    let tokens = [token("salesforce", "access_token"), token("hubspot", "service_key")];
    let plan = linked.home.path().join("plan.json");
    let to_file = ["plan", "--out", plan.to_str().unwrap()];
    let secrets = [&tokens[..], &["a long passphrase".to_owned()]].concat();
    let mut told = Vec::new();
    for said_back in [false, true] {
        if said_back {
            for (side, token) in ["salesforce", "hubspot"].iter().zip(&tokens) {
                let body = json!([{ "errorCode": "INVALID_FIELD", "message": token }]).to_string();
                let kind = json!({ "kind": "status", "status": 400, "body": body });
                let fault = json!({ "at": { "vendor": side }, "times": 99, "kind": kind });
                linked.emulated.control("POST", "faults", &fault);
            }
        }
        for verb in VERBS.iter().chain([&to_file[..]].iter()) {
            let form: &[&str] = if said_back { &["--json-stream"] } else { &[] };
            let output = linked.run(&[verb, form].concat());
            told.extend([output.stdout, output.stderr].concat());
        }
    }
    assert!(told.len() > 5_000, "{}", told.len());
    assert!(!holds(&told, &secrets), "a secret was printed");
    let state = linked.home.path();
    assert_eq!(holding(state, &secrets), Vec::<String>::new());
    std::fs::write(state.join("planted"), &tokens[0]).unwrap();
    assert_eq!(holding(state, &secrets).len(), 1, "the search finds what is there");
}

#[test]
fn sec10_a_token_is_piped_in_and_never_printed() {
    let home = new_home();
    let emulated = Emulated::start(&home, 12);
    let linked = Linked { home, emulated };
    for (side, kind) in [("salesforce", "access_token"), ("hubspot", "service_key")] {
        let token = linked.emulated.account(side)[kind].as_str().expect("a token").to_owned();
        let url = linked.emulated.url(side);
        let add = ["accounts", "add", side, "--url", &url, "--development", "--json"];
        // A wrong one first: it is refused, and not said back either.
        for (given, code) in [("not-a-token-of-anybody", 4), (token.as_str(), 0)] {
            for line_end in ["\n", "\r\n"] {
                let output = piped(&linked, &add, &format!("{given}{line_end}"));
                assert_eq!(output.status.code(), Some(code), "{side}: {output:?}");
                let told = [output.stdout, output.stderr].concat();
                assert!(!holds(&told, &[given.to_owned()]), "a token was printed");
                assert!(!told.is_empty());
                if code == 0 {
                    break;
                }
            }
        }
    }
    assert_eq!(linked.json(0, &["accounts", "list"])["items"].as_array().unwrap().len(), 2);
    let nothing = piped(&linked, &["accounts", "add", "hubspot", "--no-input", "--json"], "x");
    assert_ne!(nothing.status.code(), Some(0), "nothing is read where nothing may be asked");
}

/// Runs the command with something on its standard input.
fn piped(linked: &Linked, arguments: &[&str], input: &str) -> Output {
    let mut command = linked.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).ok();
    child.wait_with_output().expect("it ends")
}
