use std::collections::BTreeSet;

use crosswalk_model::record::Conversion;
use crosswalk_model::{Content, FieldName, Life, ObjectName, Value};
use serde_json::{Value as Json, json};

mod extract;

use super::*;
use crate::salesforce::script::{Script, composite, contact, describe, lost, rows};

const COMPOSITE: &str = "POST /services/data/v66.0/composite";
const DESCRIBE: &str = "GET /services/data/v66.0/sobjects/Contact/describe";
/// The script's clock less the overlap.
const FROM: &str = "2026-11-23T11:50:00Z";

fn ask(object: &str, fields: &[&str], cursor: Option<Cursor>) -> PullAsk {
    PullAsk {
        object: ObjectName::from(object),
        fields: fields.iter().map(|name| FieldName::from(*name)).collect(),
        cursor,
        purpose: Purpose::Sync,
    }
}

fn changes(from: &str) -> Cursor {
    let from = from.parse().unwrap();
    cursor(&Place::Changes { from, after: None, then: None, roles: None }).unwrap()
}

fn row(n: usize, stamp: &str) -> Json {
    json!({"attributes": {"type": "Contact", "url": "/x"}, "Id": contact(n), "IsDeleted": false,
           "SystemModstamp": stamp, "LastModifiedDate": stamp,
           "LastModifiedById": "005000000000001", "Email": format!("{n}@x.org")})
}

fn contact_describe() -> String {
    describe("Contact", &[("Email", "email"), ("MasterRecordId", "reference")])
}

#[tokio::test]
async fn p1_changes_reach_back_and_the_next_pull_starts_at_the_servers_clock() {
    let script = Script::new();
    let page = composite(&[rows(&[row(1, "2026-11-23T11:59:00.000+0000")])]);
    script.then(DESCRIBE, 200, contact_describe()).then(COMPOSITE, 200, page);
    let from = changes("2026-11-23T11:00:00Z");
    let pages =
        script.connector().pull_pages(&[ask("Contact", &["Email"], Some(from))]).await.unwrap();
    let [page] = pages.as_slice() else { panic!("{pages:?}") };
    assert!(!page.more);
    assert_eq!(page.cursor, changes(FROM));
    let record = &page.records[0];
    assert_eq!(record.at.id.as_str(), contact(1));
    assert_eq!(record.modified, Some("2026-11-23T11:59:00Z".parse().unwrap()));
    assert_eq!(record.modified_by.as_ref().unwrap().as_str(), "005000000000001AAA");
    let email = Content::Value(Value::Text("1@x.org".to_owned()));
    assert_eq!(record.fields, [(FieldName::from("Email"), email)].into());
    assert_eq!(
        script.seen()[1].soql(0),
        "SELECT Id,SystemModstamp,LastModifiedDate,LastModifiedById,IsDeleted,MasterRecordId,Email \
         FROM Contact WHERE SystemModstamp >= 2026-11-23T11:00:00Z ORDER BY SystemModstamp,Id \
         LIMIT 2000"
    );
}

#[tokio::test]
async fn p1_equal_stamps_at_a_pages_edge_are_told_apart_by_id() {
    let stamp = "2026-11-23T11:30:00.000+0000";
    let full: Vec<Json> = (0..PAGE_ROWS).map(|n| row(n, stamp)).collect();
    let script = Script::new();
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(COMPOSITE, 200, composite(&[rows(&full)]))
        .then(COMPOSITE, 200, composite(&[rows(&[row(PAGE_ROWS, stamp)])]));
    let connector = script.connector();
    let first = ask("Contact", &[], Some(changes("2026-11-23T11:00:00Z")));
    let one = connector.pull_pages(std::slice::from_ref(&first)).await.unwrap().remove(0);
    assert!(one.more);
    let next = PullAsk { cursor: Some(one.cursor), ..first };
    let two = connector.pull_pages(&[next]).await.unwrap().remove(0);
    assert!(!two.more);
    assert_eq!(two.records.len(), 1);
    assert_eq!(two.cursor, changes(FROM));
    let last = contact(PAGE_ROWS - 1);
    let expected = format!(
        "WHERE (SystemModstamp >= 2026-11-23T11:30:00Z AND (SystemModstamp > 2026-11-23T11:30:00Z \
         OR (SystemModstamp = 2026-11-23T11:30:00Z AND Id > '{last}'))) \
         ORDER BY SystemModstamp,Id LIMIT 2000"
    );
    let soql = script.seen()[2].soql(0);
    assert!(soql.ends_with(&expected), "{soql}");
}

#[tokio::test]
async fn p1_a_backfill_fixes_where_changes_start_before_its_first_page() {
    let full: Vec<Json> = (0..PAGE_ROWS).map(|n| row(n, "2020-01-01T00:00:00.000+0000")).collect();
    let script = Script::new();
    let last = http::Response::builder()
        .header("date", "Mon, 23 Nov 2026 13:00:00 GMT")
        .body(composite(&[rows(&[])]).into())
        .unwrap();
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(COMPOSITE, 200, composite(&[rows(&full)]))
        .then(
            "GET /services/data/v66.0/limits/recordCount?sObjects=Contact",
            200,
            "{\"sObjects\":[]}",
        )
        .step(COMPOSITE, Ok(last));
    let connector = script.connector();
    let one = connector.pull_pages(&[ask("Contact", &[], None)]).await.unwrap().remove(0);
    assert!(one.more);
    let two =
        connector.pull_pages(&[ask("Contact", &[], Some(one.cursor))]).await.unwrap().remove(0);
    assert!(!two.more);
    assert_eq!(two.cursor, changes(FROM));
    let seen = script.seen();
    assert!(seen[1].soql(0).ends_with(" FROM Contact ORDER BY Id LIMIT 2000"));
    let after = format!("WHERE Id > '{}' ORDER BY Id LIMIT 2000", contact(PAGE_ROWS - 1));
    assert!(seen[3].soql(0).ends_with(&after));
}

#[tokio::test]
async fn sec14_a_page_cut_short_by_the_vendor_is_not_the_last_and_its_address_is_not_followed() {
    let mut page = rows(&[row(1, "2026-11-23T11:30:00.000+0000")]);
    page.1["done"] = json!(false);
    page.1["nextRecordsUrl"] = json!("https://evil.example/services/data/v66.0/query/01g-2000");
    let last = composite(&[rows(&[])]);
    let script = Script::new();
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(COMPOSITE, 200, composite(&[page]))
        .then(COMPOSITE, 200, last);
    let connector = script.connector();
    let from = Some(changes("2026-11-23T11:00:00Z"));
    let one = connector.pull_pages(&[ask("Contact", &[], from)]).await.unwrap().remove(0);
    assert!(one.more);
    let on = connector.pull_pages(&[ask("Contact", &[], Some(one.cursor))]).await.unwrap();
    assert!(!on[0].more);
    let seen = script.seen();
    assert!(!seen[2].soql(0).contains("01g") && seen[2].soql(0).contains("WHERE"), "by its key");
}

#[tokio::test]
async fn m8_m9_deleted_absorbed_and_converted_rows_say_so() {
    let stamp = "2026-11-23T11:30:00.000+0000";
    let mut gone = row(1, stamp);
    gone["IsDeleted"] = json!(true);
    let mut loser = gone.clone();
    loser["Id"] = json!(contact(2));
    loser["MasterRecordId"] = json!(contact(3));
    let lead = json!({"Id": "00Q000000000001", "IsDeleted": false, "SystemModstamp": stamp,
        "IsConverted": true, "ConvertedContactId": contact(4), "ConvertedAccountId": null});
    let script = Script::new();
    let lead_fields = [
        ("IsConverted", "boolean"),
        ("ConvertedContactId", "reference"),
        ("ConvertedAccountId", "reference"),
    ];
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(
            "GET /services/data/v66.0/sobjects/Lead/describe",
            200,
            describe("Lead", &lead_fields),
        )
        .then(COMPOSITE, 200, composite(&[rows(&[gone, loser]), rows(&[lead])]));
    let asks = [ask("Contact", &[], None), ask("Lead", &[], None)];
    let pages = script.connector().pull_pages(&asks).await.unwrap();
    assert_eq!(pages[0].records[0].life, Life::Deleted);
    assert_eq!(pages[0].records[1].life, Life::AbsorbedBy(contact(3).into()));
    let conversion =
        Conversion { contact: Some(contact(4).into()), account: None, opportunity: None };
    assert_eq!(pages[1].records[0].life, Life::Converted(conversion));
    assert!(pages[1].records[0].fields.is_empty());
    script.seen();
}

#[tokio::test]
async fn five_objects_share_a_call_and_a_sixth_takes_another() {
    let script = Script::new();
    let names = ["A", "B", "C", "D", "E", "F"];
    let describes = [
        "GET /services/data/v66.0/sobjects/A/describe",
        "GET /services/data/v66.0/sobjects/B/describe",
        "GET /services/data/v66.0/sobjects/C/describe",
        "GET /services/data/v66.0/sobjects/D/describe",
        "GET /services/data/v66.0/sobjects/E/describe",
        "GET /services/data/v66.0/sobjects/F/describe",
    ];
    for (name, line) in names.iter().zip(describes).take(5) {
        script.then(line, 200, describe(name, &[]));
    }
    script.then(COMPOSITE, 200, composite(&vec![rows(&[]); 5]));
    script.then(describes[5], 200, describe("F", &[]));
    script.then(COMPOSITE, 200, composite(&[rows(&[])]));
    let asks: Vec<PullAsk> = names.iter().map(|name| ask(name, &[], None)).collect();
    let pages = script.connector().pull_pages(&asks).await.unwrap();
    assert_eq!(pages.len(), 6);
    assert_eq!(script.seen()[5].json()["compositeRequest"].as_array().unwrap().len(), 5);
}

/// Read without it, the page would look as if nobody had edited the field.
#[tokio::test]
async fn a_field_hidden_since_the_last_describe_is_named_and_nothing_is_read_without_it() {
    let refusal = json!([{"errorCode": "INVALID_FIELD",
        "message": "\nSELECT Id,Email\n          ^\nERROR at Row:1:Column:11\nNo such column 'Email' on entity 'Contact'."}]);
    let script = Script::new();
    script.then(DESCRIBE, 200, contact_describe()).then(
        COMPOSITE,
        200,
        composite(&[(400, refusal)]),
    );
    let asks = [ask("Contact", &["Email"], None)];
    let error = script.connector().pull_pages(&asks).await.unwrap_err();
    let named = matches!(&error, ConnectorError::NoSuchField { object, field }
        if object.as_str() == "Contact" && field.as_str() == "Email");
    assert!(named, "{error:?}");
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn failures_are_told_apart() {
    let refusal = |code: &str| composite(&[(400, json!([{"errorCode": code, "message": "no"}]))]);
    let check = async |body: String| {
        let script = Script::new();
        script.then(DESCRIBE, 200, contact_describe()).then(COMPOSITE, 200, body);
        script.connector().pull_pages(&[ask("Contact", &[], None)]).await.unwrap_err()
    };
    assert!(matches!(check(refusal("INVALID_TYPE")).await, ConnectorError::NoSuchObject(_)));
    assert!(matches!(check(refusal("QUERY_TIMEOUT")).await, ConnectorError::Unavailable(_)));
    assert!(matches!(check(refusal("MALFORMED_QUERY")).await, ConnectorError::Refused(_)));

    assert!(matches!(check("<html>".to_owned()).await, ConnectorError::Protocol(_)));

    // A lost answer is asked for again.
    let script = Script::new();
    script.then(DESCRIBE, 200, contact_describe());
    for _ in 0..ATTEMPTS {
        script.fails(COMPOSITE, lost());
    }
    let error = script.connector().pull_pages(&[ask("Contact", &[], None)]).await.unwrap_err();
    assert!(matches!(error, ConnectorError::Unreachable(_)), "{error}");
}

/// How often the line sends a request that may be repeated.
const ATTEMPTS: u32 = 5;

#[tokio::test]
async fn the_cursor_of_now_is_the_servers_clock_less_the_overlap() {
    let script = Script::new();
    script.then("GET /services/data/", 200, "[]");
    assert_eq!(script.connector().changes_from(OVERLAP).await.unwrap(), changes(FROM));
    script.seen();
}

#[test]
fn a_dirty_row_costs_neither_the_page_nor_its_other_fields() {
    let schema = crate::salesforce::describe::parse(
        describe("Contact", &[("Birthdate", "date"), ("Email", "email")]).as_bytes(),
    )
    .unwrap();
    let body = json!({"done": true, "records": [
        {"Id": "nonsense"},
        {"Id": contact(1), "Birthdate": "someday", "Email": "a@x.org"}]})
    .to_string();
    let wanted: BTreeSet<FieldName> = ["Birthdate".into(), "Email".into()].into();
    let rows: Rows<'_> = serde_json::from_str(&body).unwrap();
    let records: Vec<Stamped> =
        rows.records.iter().filter_map(|row| row.record(&schema, &wanted)).collect();
    assert_eq!(records.len(), 1);
    let fields: Vec<&str> = records[0].record.fields.keys().map(FieldName::as_str).collect();
    assert_eq!(fields, ["Email"]);
}
