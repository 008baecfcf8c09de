//! The check of the wire, shown by exchanges that must not pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

mod connectors;
mod emulator;
mod names;
mod transcripts;

use bytes::Bytes;
use crosswalk_desktop::World;
use crosswalk_desktop::wire::{Told, findings};
use crosswalk_emulator::exchange::Vendor;
use serde_json::{Value, json};

/// One exchange, and a word of the only finding; no word where nothing is wrong.
fn check(vendor: Vendor, line: &str, request: &Value, answer: (u16, Value), word: Option<&str>) {
    let (method, path) = line.split_once(' ').unwrap();
    let bytes =
        |value: &Value| if value.is_null() { Vec::new() } else { value.to_string().into_bytes() };
    let (request, (status, answer)) = (bytes(request), (answer.0, bytes(&answer.1)));
    let told = Told { method, path, request: &request, answer: Some((status, &answer)) };
    let found = findings(vendor, &told);
    match word {
        None => assert_eq!(found, Vec::<String>::new(), "{line}"),
        Some(word) => {
            assert_eq!(found.len(), 1, "{line}: {found:?}");
            assert!(found[0].contains(word), "{line}: {found:?}");
        }
    }
}

fn contact(extra: &Value) -> Value {
    let mut record = json!({
        "id": "1", "archived": false, "properties": { "email": "ann@example.no", "phone": null },
        "createdAt": "2026-11-23T08:00:00.000Z", "updatedAt": "2026-11-23T08:00:00.000Z",
    });
    for (name, value) in extra.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

#[test]
fn a_hubspot_exchange_is_held_to_the_document() {
    let line = "POST /crm/objects/2026-09/contacts/search";
    let ask = json!({ "limit": 10, "sorts": [{ "propertyName": "email" }] });
    let page = |record: Value| (200, json!({ "total": 1, "results": [record] }));
    let row = |line: &str, ask: &Value, answer, word| {
        check(Vendor::HubSpot, line, ask, answer, word);
    };
    row(line, &ask, page(contact(&json!({}))), None);
    row(line, &ask, page(contact(&json!({ "properties": { "of_its_own": "x" } }))), None);
    row(line, &ask, page(contact(&json!({ "colour": "red" }))), Some("colour"));
    row(line, &ask, page(contact(&json!({ "id": 1 }))), Some("string"));
    row(line, &ask, page(contact(&json!({ "createdAt": "yesterday" }))), Some("date-time"));
    row(line, &ask, (202, json!({})), Some("not documented"));
    row(line, &json!({ "limits": 10 }), page(contact(&json!({}))), Some("limits"));
    row(line, &Value::Null, page(contact(&json!({}))), Some("request"));
    row(
        "POST /crm/objects/2026-09/contacts/search?limit=1",
        &ask,
        page(contact(&json!({}))),
        Some("`limit`"),
    );
    row(
        "GET /crm/objects/2026-09/contacts/1/nowhere",
        &Value::Null,
        (200, json!({})),
        Some("no document"),
    );
    row("PUT /crm/objects/2026-09/contacts/1", &Value::Null, (200, json!({})), Some("no document"));
}

#[test]
fn an_error_of_hubspot_has_its_envelope() {
    let line = "GET /crm/owners/2026-09";
    let row =
        |status, answer, word| check(Vendor::HubSpot, line, &Value::Null, (status, answer), word);
    let id = "9c3a7b1e-0d52-4c57-a2b1-0a1b2c3d4e5f";
    let error = json!({ "status": "error", "message": "no", "correlationId": id, "category": "X" });
    row(404, error, None);
    let limit = json!({
        "status": "error", "message": "You have reached your secondly limit.", "correlationId": id,
        "errorType": "RATE_LIMIT", "policyName": "SECONDLY", "requestId": id,
    });
    row(429, limit, None);
    row(400, json!({ "message": "no", "correlationId": id, "category": "X" }), Some("status"));
}

#[test]
fn a_path_that_the_document_lacks_stands_beside_it() {
    let line = "POST /communication-preferences/2026-09/statuses/ann%40example.no/unsubscribe-all";
    let done = json!({
        "status": "COMPLETE", "startedAt": "2026-11-23T08:00:00Z",
        "completedAt": "2026-11-23T08:00:00Z", "results": [],
    });
    check(Vendor::HubSpot, line, &Value::Null, (200, done.clone()), Some("`channel`"));
    let line = format!("{line}?channel=EMAIL");
    check(Vendor::HubSpot, &line, &Value::Null, (200, done), None);
}

#[test]
fn the_rows_of_salesforce_are_free_and_their_errors_are_not() {
    let line = "PATCH /services/data/v66.0/composite/sobjects";
    let ask = json!({ "allOrNone": false, "records": [
        { "attributes": { "type": "Contact" }, "id": "0035w00000000001AA", "Phone": null },
    ]});
    let row = |answer, word| check(Vendor::Salesforce, line, &ask, (200, answer), word);
    row(json!([{ "id": "0035w00000000001AA", "success": true, "errors": [] }]), None);
    let refused = |name: &str| {
        json!([{ "success": false, "errors": [
            { name: "REQUIRED_FIELD_MISSING", "message": "no", "fields": ["LastName"] },
        ]}])
    };
    row(refused("statusCode"), None);
    row(refused("errorCode"), Some("anyOf"));
}

#[test]
fn the_parts_of_a_composite_are_checked_as_if_alone() {
    let line = "POST /services/data/v66.0/composite";
    let ask = |url: &str| {
        json!({ "compositeRequest": [
            { "method": "GET", "referenceId": "part0", "url": url },
        ]})
    };
    let answer = |body: Value| {
        (
            200,
            json!({ "compositeResponse": [
                { "body": body, "httpHeaders": {}, "httpStatusCode": 200, "referenceId": "part0" },
            ]}),
        )
    };
    let row = |url: &str, body, word| {
        check(Vendor::Salesforce, line, &ask(url), answer(body), word);
    };
    let page = json!({ "totalSize": 0, "done": true, "records": [] });
    row("/services/data/v66.0/queryAll?q=SELECT", page.clone(), None);
    row("/services/data/v66.0/queryAll", page.clone(), Some("part part0: query: `q` is needed"));
    row("/services/data/v66.0/fly", page, Some("no document"));
    row(
        "/services/data/v66.0/query?q=SELECT",
        json!({ "totalSize": 0, "done": true }),
        Some("part0: answer 200"),
    );
}

#[tokio::test(start_paused = true)]
#[should_panic(expected = "no document names")]
async fn a_story_that_strays_fails_at_its_end() {
    let world = World::new().await;
    let stray = http::Request::get("https://api.hubapi.com/crm/v3/objects/contacts");
    let stray = stray.body(Bytes::new()).unwrap();
    assert!(world.emulator.exchange(Vendor::HubSpot, stray).status().is_some());
    drop(world);
}
