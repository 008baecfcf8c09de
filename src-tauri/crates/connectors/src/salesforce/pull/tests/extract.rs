//! A large object's backfill, by a query job.

use bytes::Bytes;
use crosswalk_model::{Content, Value};
use serde_json::json;

use super::*;
use crate::salesforce::script::DATE;

const COUNT: &str = "GET /services/data/v66.0/limits/recordCount?sObjects=Contact";
const JOBS: &str = "POST /services/data/v66.0/jobs/query";
const JOB: &str = "GET /services/data/v66.0/jobs/query/750000000000001AAA";
const RESULTS: &str =
    "GET /services/data/v66.0/jobs/query/750000000000001AAA/results?maxRecords=10000";
const SECOND: &str =
    "GET /services/data/v66.0/jobs/query/750000000000001AAA/results?maxRecords=10000&locator=a%3D";

fn count(many: u64) -> String {
    json!({"sObjects": [{"name": "Contact", "count": many}]}).to_string()
}

fn job(state: &str) -> String {
    json!({"id": "750000000000001", "state": state, "operation": "queryAll"}).to_string()
}

fn results(locator: &str, lines: &str) -> http::Response<Bytes> {
    let header = "\"Id\",\"IsDeleted\",\"SystemModstamp\",\"LastModifiedDate\",\"Email\"\n";
    http::Response::builder()
        .status(200)
        .header("date", DATE)
        .header("content-type", "text/csv")
        .header("sforce-locator", locator)
        .body(Bytes::from(format!("{header}{lines}")))
        .unwrap()
}

fn line(n: usize, deleted: &str, email: &str) -> String {
    let stamp = "2026-11-23T11:30:00.000Z";
    format!("\"{}\",\"{deleted}\",\"{stamp}\",\"{stamp}\",\"{email}\"\n", contact(n))
}

/// A script whose first page is full, with what it says of how many there are.
fn full_first_page(many: u64) -> std::sync::Arc<Script> {
    let stamp = "2026-11-23T11:30:00.000+0000";
    let full: Vec<Json> = (0..PAGE_ROWS).map(|n| row(n, stamp)).collect();
    let script = Script::new();
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(COMPOSITE, 200, composite(&[rows(&full)]))
        .then(COUNT, 200, count(many));
    script
}

async fn next(connector: &SalesforceConnector, cursor: Option<Cursor>) -> PullPage {
    let ask = ask("Contact", &["Email"], cursor);
    connector.pull_pages(&[ask]).await.unwrap().remove(0)
}

#[tokio::test(start_paused = true)]
async fn p1_the_rest_of_a_large_object_comes_by_a_job_and_changes_start_where_it_began() {
    let script = full_first_page(20_000);
    script
        .then(JOBS, 200, job("UploadComplete"))
        .then(JOB, 200, job("InProgress"))
        .then(JOB, 200, job("JobComplete"))
        .step(RESULTS, Ok(results("a=", &line(2_000, "false", "ann@x.org"))))
        .step(
            SECOND,
            Ok(results("null", &(line(2_001, "true", "") + &line(2_002, "false", "é,\"\"")))),
        );
    let connector = script.connector();
    let first = next(&connector, None).await;
    assert_eq!((first.records.len(), first.more), (PAGE_ROWS, true));
    let waits = next(&connector, Some(first.cursor)).await;
    assert_eq!((waits.records.len(), waits.more), (0, true));
    let some = next(&connector, Some(waits.cursor)).await;
    assert_eq!((some.records.len(), some.more), (1, true));
    let last = next(&connector, Some(some.cursor)).await;
    assert!(!last.more);
    assert_eq!(last.cursor, changes(FROM));
    assert_eq!(last.records[0].life, Life::Deleted);
    assert_eq!(last.records[0].fields["Email"], Content::Blank);
    let email = Content::Value(Value::Text("é,\"".to_owned()));
    assert_eq!(last.records[1].fields["Email"], email);
    let asked = script.seen()[3].json();
    let after = contact(PAGE_ROWS - 1);
    let soql = asked["query"].as_str().unwrap();
    assert!(soql.ends_with(&format!("FROM Contact WHERE Id > '{after}'")), "{soql}");
    assert_eq!(asked["operation"], "queryAll");
}

#[tokio::test(start_paused = true)]
async fn pages_go_on_where_a_job_would_take_more_calls_or_may_not_be() {
    let few = full_first_page(19_999);
    let page = next(&few.connector(), None).await;
    assert_eq!(page.cursor, everything_after(PAGE_ROWS - 1));
    few.seen();
    let refused = full_first_page(20_000);
    let words = r#"[{"errorCode":"INVALIDENTITY","message":"not supported by the Bulk API"}]"#;
    refused.then(JOBS, 400, words);
    let page = next(&refused.connector(), None).await;
    assert_eq!(page.cursor, everything_after(PAGE_ROWS - 1));
    refused.seen();
}

#[tokio::test(start_paused = true)]
async fn a_job_that_failed_or_is_gone_is_gone_on_from_by_pages() {
    for (status, body) in [(200, job("Failed")), (200, job("Aborted")), (404, "[]".to_owned())] {
        let script = full_first_page(20_000);
        script.then(JOBS, 200, job("UploadComplete")).then(JOB, status, body);
        let connector = script.connector();
        let first = next(&connector, None).await;
        let page = next(&connector, Some(first.cursor)).await;
        assert_eq!((page.records.len(), page.more), (0, true));
        assert_eq!(page.cursor, everything_after(PAGE_ROWS - 1));
        script.seen();
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_job_while_there_are_queries_to_go_on_with() {
    let script = full_first_page(20_000);
    let lead = describe("Lead", &[("Email", "email")]);
    script
        .then(JOBS, 200, job("UploadComplete"))
        .then("GET /services/data/v66.0/sobjects/Lead/describe", 200, lead)
        .then(COMPOSITE, 200, composite(&[rows(&[])]));
    let connector = script.connector();
    let first = next(&connector, None).await;
    let asks = [
        ask("Contact", &["Email"], Some(first.cursor.clone())),
        ask("Lead", &["Email"], Some(changes(FROM))),
    ];
    let pages = connector.pull_pages(&asks).await.unwrap();
    assert_eq!((pages[0].cursor.clone(), pages[0].more), (first.cursor, true));
    assert!(!pages[1].more);
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn a_pass_does_not_wait_for_a_job_for_ever() {
    let script = full_first_page(20_000);
    script.then(JOBS, 200, job("UploadComplete"));
    for _ in 0..=120 {
        script.then(JOB, 200, job("InProgress"));
    }
    let connector = script.connector();
    let mut page = next(&connector, None).await;
    for _ in 0..120 {
        page = next(&connector, Some(page.cursor)).await;
        assert!(page.more);
    }
    let late = connector.pull_pages(&[ask("Contact", &["Email"], Some(page.cursor))]).await;
    assert!(matches!(late, Err(ConnectorError::Unavailable(_))), "{late:?}");
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn sec32_results_that_repeat_are_left() {
    let script = full_first_page(20_000);
    script
        .then(JOBS, 200, job("UploadComplete"))
        .then(JOB, 200, job("JobComplete"))
        .step(RESULTS, Ok(results("a=", &line(2_000, "false", ""))))
        .step(SECOND, Ok(results("a=", &line(2_001, "false", ""))));
    let connector = script.connector();
    let first = next(&connector, None).await;
    let some = next(&connector, Some(first.cursor)).await;
    let again = connector.pull_pages(&[ask("Contact", &["Email"], Some(some.cursor))]).await;
    assert!(matches!(again, Err(ConnectorError::Protocol(_))), "{again:?}");
    script.seen();
}

fn everything_after(n: usize) -> Cursor {
    let after = Some(RecordId::from(contact(n)));
    cursor(&Place::Everything { after, then: Some(FROM.parse().unwrap()) }).unwrap()
}
