//! Signing in with a browser; the test is the browser and the person before it.

use std::process::Stdio;

use url::Url;

use crate::harness::{Linked, http, json, line_with, text};

/// The first form of a page that a person would send: its address and its fields.
fn form(page: &str) -> (String, Vec<(String, String)>) {
    let between = |text: &str, from: &str| {
        let rest = text.split_once(from).expect(from).1;
        rest.split_once('"').expect("a quote").0.replace("&quot;", "\"").replace("&amp;", "&")
    };
    let form = page.split("</form>").next().expect("a form");
    let inputs = form.split("<input ").skip(1);
    let mut fields: Vec<(String, String)> =
        inputs.map(|input| (between(input, "name=\""), between(input, "value=\""))).collect();
    if let Some((_, select)) = form.split_once("<select name=\"hub_id\">") {
        fields.push(("hub_id".to_owned(), between(select, "<option value=\"")));
        fields.push(("decision".to_owned(), "approve".to_owned()));
    }
    (between(form, "action=\""), fields)
}

/// Opens the page, allows it, and comes back to the program.
fn allow(page: &str) {
    let shown = http("GET", page, ("text/plain", ""));
    assert_eq!(shown.status, 200, "{shown:?}");
    let (action, fields) = form(&shown.body);
    let sent = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let target = Url::parse(page).expect("a URL").join(&action).expect("a URL");
    let decided = http("POST", target.as_str(), ("application/x-www-form-urlencoded", &sent));
    assert_eq!(decided.status, 302, "{decided:?}");
    let back = decided.location.expect("a way back");
    let port = Url::parse(&back).expect("a URL").port().expect("a port");
    assert!((17171..=17175).contains(&port), "{back}");
    let thanks = http("GET", &back, ("text/plain", ""));
    assert_eq!(thanks.status, 200, "{thanks:?}");
}

/// Runs `accounts add` while somebody signs in; what it printed.
fn add(linked: &Linked, side: &str, secret: Option<&str>) -> serde_json::Value {
    let client = linked.emulated.account(side)["client_id"].as_str().expect("an id").to_owned();
    let url = linked.emulated.url(side);
    let add = ["accounts", "add", side, "--client-id", &client, "--url", &url, "--development"];
    let mut command = linked.command(&add);
    if let Some(secret) = secret {
        command.env("CROSSWALK_CLIENT_SECRET", secret);
    }
    let mut child = command
        .arg("--json")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let stderr = child.stderr.take().expect("a pipe");
    let page = line_with(stderr, |line| line.trim().starts_with("http://"));
    allow(page.trim());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    json(&output)
}

#[test]
fn accounts_are_added_in_a_browser_checked_and_removed() {
    let linked = Linked::unpaired(10);
    for (number, side) in [(1, "salesforce"), (2, "hubspot")] {
        linked.json(0, &["accounts", "remove", &number.to_string()]);
        let secret = linked.emulated.account(side)["client_secret"].as_str().map(str::to_owned);
        let added = add(&linked, side, secret.as_deref());
        assert_eq!(added["side"], side);
        let account = &linked.emulated.account(side)["account"];
        assert_eq!(&added["facts"]["id"], account);
        let checked = linked.json(0, &["accounts", "check", &added["account"].to_string()]);
        assert_eq!(&checked["id"], account);
    }
    let listed = linked.json(0, &["accounts", "list"]);
    assert_eq!(listed["items"].as_array().expect("a list").len(), 2);
    // An account that a pair uses stays; one that nobody uses is forgotten with its secrets.
    let numbers: Vec<String> = listed["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|account| account["account"].to_string())
        .collect();
    let pair = ["pair", "add", "Acme", "--salesforce", &numbers[0], "--hubspot", &numbers[1]];
    linked.json(0, &[&pair[..], &["--create-fields", "--first-run", "agree"]].concat());
    let kept = linked.json(1, &["accounts", "remove", &numbers[0]]);
    assert_eq!(kept["error"]["code"], "wrong_state", "{kept}");
    assert_eq!(linked.json(3, &["plan", "--detailed-exitcode"])["pair"], 1);
}

#[test]
fn a_person_who_says_no_is_told_so() {
    let linked = Linked::unpaired(10);
    let url = linked.emulated.url("salesforce");
    let client = linked.emulated.account("salesforce")["client_id"].as_str().unwrap().to_owned();
    let add =
        ["accounts", "add", "salesforce", "--client-id", &client, "--url", &url, "--development"];
    let mut child = linked
        .command(&add)
        .arg("--json")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let page = line_with(child.stderr.take().unwrap(), |line| line.trim().starts_with("http://"));
    let page = Url::parse(page.trim()).expect("a URL");
    let asked = |name: &str| {
        let found = page.query_pairs().find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).expect("a parameter")
    };
    let mut back = Url::parse(&asked("redirect_uri")).expect("a URL");
    back.query_pairs_mut()
        .append_pair("error", "access_denied")
        .append_pair("error_description", "end-user denied authorization")
        .append_pair("state", &asked("state"));
    http("GET", back.as_str(), ("text/plain", ""));
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    let told = json(&output);
    assert!(told["error"]["message"].as_str().unwrap().contains("access_denied"), "{told}");
    assert_eq!(linked.json(0, &["accounts", "list"])["items"].as_array().unwrap().len(), 2);
}
