use serde_json::{Value, json};

use super::Bench;

const BASE: &str = "/services/data/v66.0";

fn part(id: &str, method: &str, path: &str, body: Value) -> Value {
    let mut part = json!({"referenceId": id, "method": method, "url": format!("{BASE}{path}")});
    if !body.is_null() {
        part["body"] = body;
    }
    part
}

fn used(bench: &mut Bench) -> u64 {
    let got = bench.get("/sobjects/Account/describe");
    let info = got.headers["sforce-limit-info"].to_str().unwrap().to_owned();
    info.strip_prefix("api-usage=").unwrap().split('/').next().unwrap().parse().unwrap()
}

#[test]
fn a_part_uses_the_answers_before_it_and_all_count_as_one_call() {
    let mut bench = Bench::new();
    let before = used(&mut bench);
    let body = json!({"compositeRequest": [
        part("acct", "POST", "/sobjects/Account", json!({"Name": "Acme"})),
        part("person", "POST", "/sobjects/Contact",
            json!({"LastName": "A", "AccountId": "@{acct.id}"})),
        part("read", "GET", "/query?q=SELECT+Name+FROM+Account+WHERE+Id='@{acct.id}'", Value::Null),
        part("name", "GET", "/sobjects/Account/@{read.records[0].Name}", Value::Null)]});
    let got = bench.call("POST", "/composite", &body);
    let parts = got.body["compositeResponse"].as_array().unwrap();
    let statuses: Vec<u64> =
        parts.iter().map(|part| part["httpStatusCode"].as_u64().unwrap()).collect();
    assert_eq!((got.status, statuses), (200, vec![201, 201, 200, 404]));
    assert_eq!(parts[2]["body"]["records"][0]["Name"], "Acme");
    assert_eq!(parts[1]["referenceId"], "person");
    assert_eq!(used(&mut bench), before + 2);
}

#[test]
fn all_or_none_takes_every_part_back() {
    let mut bench = Bench::new();
    let body = json!({"allOrNone": true, "compositeRequest": [
        part("a", "POST", "/sobjects/Account", json!({"Name": "Acme"})),
        part("b", "POST", "/sobjects/Contact", json!({}))]});
    let got = bench.call("POST", "/composite", &body).body;
    assert_eq!(got["compositeResponse"][0]["body"][0]["errorCode"], "PROCESSING_HALTED");
    assert_eq!(got["compositeResponse"][1]["body"][0]["errorCode"], "REQUIRED_FIELD_MISSING");
    assert_eq!(bench.query("SELECT Id FROM Account").body["totalSize"], 0);
}

#[test]
fn parts_and_queries_are_counted() {
    let mut bench = Bench::new();
    let parts = |count: usize, path: &str| -> Value {
        (0..count).map(|n| part(&format!("r{n}"), "GET", path, Value::Null)).collect()
    };
    let query = "/query?q=SELECT+Id+FROM+Contact";
    for (count, path, status) in [
        (25, "/sobjects/Account/describe", 200),
        (26, "/sobjects/Account/describe", 400),
        (5, query, 200),
        (6, query, 400),
    ] {
        let body = json!({"compositeRequest": parts(count, path)});
        assert_eq!(bench.call("POST", "/composite", &body).status, status, "{count} {path}");
    }
}

#[test]
fn a_collection_inside_takes_only_its_own_rows_back() {
    let mut bench = Bench::new();
    let row = |fields: Value| {
        let mut row = fields;
        row["attributes"] = json!({"type": "Contact"});
        row
    };
    let rows =
        json!({"allOrNone": true, "records": [row(json!({"LastName": "A"})), row(json!({}))]});
    let body = json!({"allOrNone": true, "compositeRequest": [
        part("a", "POST", "/sobjects/Account", json!({"Name": "Acme"})),
        part("b", "POST", "/composite/sobjects", rows)]});
    bench.call("POST", "/composite", &body);
    assert_eq!(bench.query("SELECT Id FROM Contact").body["totalSize"], 0);
    assert_eq!(bench.query("SELECT Id FROM Account").body["totalSize"], 1);
}

#[test]
fn a_part_has_headers_of_its_own() {
    let mut bench = Bench::new();
    let queue = bench.act(json!({"act": "add_queue", "name": "Inbound", "objects": ["Lead"]}));
    bench.act(json!({"act": "set_lead_assignment", "owner": queue["id"]}));
    let lead = json!({"LastName": "A", "Company": "B"});
    let mut kept = part("kept", "POST", "/sobjects/Lead", lead.clone());
    kept["httpHeaders"] = json!({"Sforce-Auto-Assign": "FALSE"});
    let taken = part("taken", "POST", "/sobjects/Lead", lead);
    let body = json!({"allOrNone": false, "collateSubrequests": false,
        "compositeRequest": [kept, taken]});
    let got = bench.call("POST", "/composite", &body).body;
    let id =
        |place: usize| got["compositeResponse"][place]["body"]["id"].as_str().unwrap().to_owned();
    let owner = |bench: &mut Bench, id: &str| {
        bench.get(&format!("/sobjects/Lead/{id}")).body["OwnerId"].clone()
    };
    assert_ne!(owner(&mut bench, &id(0)), queue["id"]);
    assert_eq!(owner(&mut bench, &id(1)), queue["id"]);
    let place = &got["compositeResponse"][0]["httpHeaders"]["Location"];
    assert_eq!(*place, format!("{BASE}/sobjects/Lead/{}", id(0)));
    let odd = json!({"collateSubrequests": "no", "compositeRequest": []});
    assert_eq!(bench.refused("POST", "/composite", odd).1, "JSON_PARSER_ERROR");
}

#[test]
fn a_query_has_a_hundred_thousand_characters() {
    let mut bench = Bench::new();
    let query = "SELECT+Id+FROM+Contact";
    for (length, status) in [(100_000, 200), (100_001, 400)] {
        let path = format!("/query?q={query}{}", "+".repeat(length - query.len()));
        let body = json!({"compositeRequest": [part("long", "GET", &path, Value::Null)]});
        let got = bench.call("POST", "/composite", &body).body;
        assert_eq!(got["compositeResponse"][0]["httpStatusCode"], status, "{length}");
    }
}
