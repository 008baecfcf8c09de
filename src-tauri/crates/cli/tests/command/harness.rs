//! The command, two emulated accounts, and a person at their browser.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// What no test's process may inherit.
const NOT_OURS: [&str; 6] = [
    "LC_ALL",
    "LC_MESSAGES",
    "CROSSWALK_PASSPHRASE",
    "CROSSWALK_TOKEN",
    "CROSSWALK_CLIENT_SECRET",
    "NO_COLOR",
];

/// How long anything may take; far above what a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn command(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosswalk"));
    for variable in NOT_OURS {
        command.env_remove(variable);
    }
    command.args(arguments).env("CROSSWALK_HOME", home.path()).env("LANG", "C");
    command.stdin(Stdio::null());
    command
}

pub fn crosswalk(home: &TempDir, arguments: &[&str]) -> Output {
    command(home, arguments).output().expect("the command runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The one JSON document that was printed.
pub fn json(output: &Output) -> Value {
    let document: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    assert_eq!(document["format_version"], "1.0");
    document
}

pub fn new_home() -> TempDir {
    TempDir::new().expect("a folder")
}

/// What opens the secrets of [`Linked`].
pub const PASSPHRASE: &str = "a long passphrase";

/// An empty vault with that passphrase, sealed once at the least cost of guessing. A file keeps its
/// cost, and half a second and 128 MiB for each of some hundred commands is most of what they take.
const CHEAP_VAULT: &[u8] = include_bytes!("cheap.vault.age");

fn new_home_with_a_cheap_vault() -> TempDir {
    let home = new_home();
    let mut closed = File::options();
    closed.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        closed.mode(0o600);
    }
    let mut file = closed.open(home.path().join("vault.age")).expect("a file");
    file.write_all(CHEAP_VAULT).expect("a vault");
    home
}

/// `crosswalk emulate`, until it is dropped.
pub struct Emulated {
    child: Child,
    pub facts: Value,
}

impl Emulated {
    pub fn start(home: &TempDir, people: u32) -> Emulated {
        let ca = home.path().join("ca.pem");
        let people = people.to_string();
        let mut child = command(home, &["emulate", "--records", &people, "--ca-file"])
            .arg(&ca)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let stdout = child.stdout.take().expect("a pipe");
        let facts: Value = serde_json::from_str(&first_line(stdout)).expect("one JSON line");
        assert_eq!(facts["format_version"], "1.0");
        Emulated { child, facts }
    }

    pub fn url(&self, side: &str) -> String {
        self.facts[side]["url"].as_str().expect("a URL").to_owned()
    }

    pub fn account(&self, side: &str) -> &Value {
        &self.facts[side]["accounts"][0]
    }

    /// Asks the control plane.
    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let url = format!("{}/_emulator/{path}", self.url("hubspot"));
        let body = body.to_string();
        let answer = http(method, &url, ("application/json", &body));
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).expect("JSON")
    }

    /// Something that a person does in a CRM.
    pub fn act(&self, vendor: &str, mut act: Value) -> Value {
        act["account"] = self.account(vendor)["account"].clone();
        self.control("POST", "act", &json!({ "vendor": vendor, "act": act }))
    }

    /// A person edits a record.
    pub fn edit(&self, vendor: &str, (object, id): (&str, &str), fields: Value) {
        self.act(vendor, json!({ "act": "edit", "object": object, "id": id, "fields": fields }));
    }

    /// The live records of an object, as the vendor holds them, by id.
    pub fn truth(&self, vendor: &str, object: &str) -> BTreeMap<String, Value> {
        let account = self.account(vendor)["account"].as_str().expect("an account");
        let path = format!("dump?vendor={vendor}&account={account}");
        let dump = self.control("GET", &path, &Value::Null);
        serde_json::from_value(dump["truth"][object].clone()).expect("records")
    }

    /// Sends it a signal; how it ended.
    pub fn end(&mut self, name: &str) -> Option<i32> {
        signal(&self.child, name);
        self.child.wait().expect("it ends").code()
    }

    pub fn stop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Drop for Emulated {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Two emulated accounts that are linked and paired, and nothing written yet.
pub struct Linked {
    pub home: TempDir,
    pub emulated: Emulated,
}

impl Linked {
    /// Everything that pairs know.
    pub fn new(people: u32) -> Linked {
        Linked::of(people, "companies,contacts,deals")
    }

    /// Only these objects.
    pub fn of(people: u32, objects: &str) -> Linked {
        let linked = Linked::unpaired(people);
        let pair = ["pair", "add", "Acme", "--salesforce", "1", "--hubspot", "2"];
        let more = ["--create-fields", "--first-run", "agree", "--objects", objects];
        let added = linked.json(0, &[&pair[..], &more[..]].concat());
        assert_eq!(added["pair"], 1);
        linked
    }

    /// The accounts alone.
    pub fn unpaired(people: u32) -> Linked {
        let home = new_home_with_a_cheap_vault();
        let emulated = Emulated::start(&home, people);
        let linked = Linked { home, emulated };
        for (side, kind) in [("salesforce", "access_token"), ("hubspot", "service_key")] {
            let token = linked.emulated.account(side)[kind].as_str().expect("a token").to_owned();
            let url = linked.emulated.url(side);
            let add = ["accounts", "add", side, "--url", &url, "--development", "--json"];
            let added = linked.command(&add).env("CROSSWALK_TOKEN", &token).output().unwrap();
            assert_eq!(json(&added)["side"], side);
            assert!(!text(&added.stdout).contains(&token), "no token is ever printed");
        }
        linked
    }

    /// The command with its secrets in a file.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(&self.home, arguments);
        command.args(["--vault", "file"]).env("CROSSWALK_PASSPHRASE", PASSPHRASE);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// What it prints as JSON, after ending with a code.
    pub fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        json(&output)
    }

    /// What it prints to people, after ending with a code.
    pub fn told(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        text(&output.stdout)
    }

    /// A person who is in sync: both records' ids.
    pub fn somebody(&self) -> (String, String) {
        let people = self.emulated.truth("hubspot", "contacts");
        let found = people.keys().find_map(|id| {
            let why = &self.json(0, &["record", "why", id])["items"][0];
            let contact = why["records"]["salesforce"]["object"] == "Contact";
            let there = why["records"]["salesforce"]["id"].as_str()?.to_owned();
            (why["state"] == "in_sync" && contact).then(|| (id.clone(), there))
        });
        found.expect("somebody is in sync")
    }

    /// Asks until it is so.
    pub fn wait_until(&self, what: &str, mut so: impl FnMut() -> bool) {
        let begun = Instant::now();
        while !so() {
            assert!(begun.elapsed() < PATIENCE, "{what} did not come");
            // A pause between two looks; what is waited for is asked, never hoped for.
            std::thread::park_timeout(Duration::from_millis(50));
        }
    }
}

/// A person's signal to a running command.
pub fn signal(child: &Child, name: &str) {
    let done = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(done.expect("kill runs").success());
}

/// The first line of a pipe; the rest is read and forgotten, so that nobody waits to write it.
pub fn first_line(pipe: impl Read + Send + 'static) -> String {
    line_with(pipe, |_| true)
}

/// The first line that is wanted.
pub fn line_with(pipe: impl Read + Send + 'static, wanted: fn(&str) -> bool) -> String {
    let mut pipe = BufReader::new(pipe);
    let mut line = String::new();
    while pipe.read_line(&mut line).expect("a line") > 0 && !wanted(&line) {
        line.clear();
    }
    std::thread::spawn(move || {
        std::io::copy(&mut pipe, &mut std::io::sink()).ok();
    });
    line
}

/// An answer to one request.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub body: String,
}

/// One request to the loopback; nothing is followed.
pub fn http(method: &str, url: &str, (kind, body): (&str, &str)) -> Answer {
    let rest = url.strip_prefix("http://").expect("plain HTTP");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).expect("somebody listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
    let length = body.len();
    let head = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: {kind}\r\n\
         content-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("a request");
    stream.write_all(body.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a whole answer");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let location = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("location").then(|| value.to_owned())
    });
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    Answer { status, location, body: if chunked { unchunked(body) } else { body.to_owned() } }
}

fn unchunked(body: &str) -> String {
    let (mut rest, mut whole) = (body, String::new());
    while let Some((length, more)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length.trim(), 16).expect("a length");
        whole.push_str(more.get(..length).expect("a chunk"));
        rest = more.get(length + 2..).unwrap_or_default();
    }
    whole
}
