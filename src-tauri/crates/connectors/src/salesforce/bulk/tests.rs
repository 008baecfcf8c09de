use crosswalk_model::connector::WriteRow;
use crosswalk_model::errors::RowError;
use crosswalk_model::{Content, OutboxId, Value};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::salesforce::script::{Script, contact};

const GET_JOB: &str = "GET /services/data/v66.0/jobs/ingest/750000000000001AAA";
const PATCH_JOB: &str = "PATCH /services/data/v66.0/jobs/ingest/750000000000001AAA";
const GOOD: &str = "GET /services/data/v66.0/jobs/ingest/750000000000001AAA/successfulResults";
const BAD: &str = "GET /services/data/v66.0/jobs/ingest/750000000000001AAA/failedResults";
const REST: &str = "GET /services/data/v66.0/jobs/ingest/750000000000001AAA/unprocessedrecords";

fn row(n: i64, fields: &[(&str, Content)]) -> WriteRow {
    WriteRow {
        key: OutboxId(n),
        id: None,
        id_value: Some(format!("hs-{n}")),
        fields: fields.iter().map(|(name, content)| ((*name).into(), content.clone())).collect(),
        assign_owner: false,
    }
}

fn batch(rows: Vec<WriteRow>) -> WriteBatch {
    WriteBatch {
        object: "Contact".into(),
        kind: WriteKind::Upsert { id_field: "Ext__c".into() },
        rows,
        purpose: Purpose::Sync,
        read_back: [].into(),
    }
}

fn job(state: &str) -> String {
    json!({"id": "750000000000001", "state": state, "object": "Contact", "apiVersion": 66.0,
           "contentUrl": "services/data/v66.0/jobs/ingest/750000000000001/batches",
           "errorMessage": if state == "Failed" { json!("too long") } else { json!(null) }})
    .to_string()
}

fn known() -> BulkJob {
    BulkJob("750000000000001AAA".into())
}

fn csv_of(batch: &WriteBatch) -> String {
    String::from_utf8(Table::of(batch, &"Ext__c".into()).csv().unwrap()).unwrap()
}

#[tokio::test]
async fn a_load_is_opened_uploaded_and_closed() {
    let script = Script::new();
    script
        .then("POST /services/data/v66.0/jobs/ingest", 200, job("Open"))
        .then("PUT /services/data/v66.0/jobs/ingest/750000000000001AAA/batches", 201, "")
        .then(PATCH_JOB, 200, job("UploadComplete"));
    let connector = script.connector();
    let (object, field) = ("Contact".into(), "Ext__c".into());
    let opened = connector.bulk_open(&object, &field, Purpose::Sync).await.unwrap();
    assert_eq!(opened, known());
    let rows = vec![row(1, &[("LastName", Content::text("Å, \"B\"\nC"))])];
    connector.bulk_upload(&opened, &batch(rows)).await.unwrap();
    let seen = script.seen();
    let request = json!({"object": "Contact", "operation": "upsert", "contentType": "CSV",
        "externalIdFieldName": "Ext__c", "columnDelimiter": "COMMA", "lineEnding": "LF"});
    assert_eq!(seen[0].json(), request);
    assert_eq!(seen[1].headers["content-type"], "text/csv");
    assert_eq!(seen[1].text, "Ext__c,LastName\nhs-1,\"Å, \"\"B\"\"\nC\"\n");
    assert_eq!(seen[2].json(), json!({"state": "UploadComplete"}));
}

#[test]
fn an_absent_field_is_left_alone_and_a_blank_one_cleared() {
    let rows = vec![
        row(
            1,
            &[
                ("A", Content::Blank),
                ("N", Content::Value(Value::Decimal("1.50".parse().unwrap()))),
            ],
        ),
        row(2, &[("B", Content::Value(Value::Boolean(true))), ("Ext__c", Content::text("x"))]),
    ];
    assert_eq!(csv_of(&batch(rows)), "Ext__c,A,B,N\nhs-1,#N/A,,1.5\nhs-2,,true,\n");
}

#[tokio::test(start_paused = true)]
async fn every_row_has_one_outcome_by_its_id_fields_value() {
    let mut nameless = row(5, &[]);
    nameless.id_value = None;
    let mut twin = row(6, &[]);
    twin.id_value = Some("hs-1".to_owned());
    let clears = row(7, &[("A", Content::text("#N/A"))]);
    let rows = vec![row(1, &[]), row(2, &[]), row(3, &[]), row(4, &[]), nameless, twin, clears];
    let (one, two) = (contact(1), contact(2));
    let good =
        format!("sf__Id,sf__Created,Ext__c\n{two},false,hs-2\n{one},true,hs-1\n{one},true,x\n");
    let error = "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --";
    let bad = format!("\"sf__Id\",\"sf__Error\",\"Ext__c\"\n\"\",\"{error}\",\"hs-3\"\n");
    let script = Script::new();
    script
        .then(GET_JOB, 200, job("UploadComplete"))
        .then(GET_JOB, 200, job("InProgress"))
        .then(GET_JOB, 200, job("Failed"))
        .then(GOOD, 200, good)
        .then(BAD, 200, bad)
        .then(REST, 200, "Ext__c\nhs-4\n");
    let outcomes = script.connector().bulk_outcomes(&known(), &batch(rows)).await.unwrap();
    assert_eq!(outcomes.iter().map(|o| o.key.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    let written = |n: usize| outcomes[n].result.as_ref().unwrap();
    assert_eq!((written(0).id.as_str(), written(0).created), (one.as_str(), true));
    assert_eq!((written(1).id.as_str(), written(1).created), (two.as_str(), false));
    let Err(RowError::Refused(words)) = &outcomes[2].result else { panic!("{outcomes:?}") };
    assert_eq!(words.code, "REQUIRED_FIELD_MISSING");
    assert_eq!(words.message, "Required fields are missing: [LastName]");
    assert_eq!(words.fields, ["LastName".into()]);
    assert!(outcomes[3..].iter().all(|o| matches!(o.result, Err(RowError::NotSent(_)))));
    script.seen();
}

#[tokio::test]
async fn rows_that_no_result_names_are_lost() {
    let script = Script::new();
    script
        .then(GET_JOB, 200, job("JobComplete"))
        .then(GOOD, 200, "")
        .then(BAD, 200, "sf__Id,sf__Error,Ext__c\n")
        .then(REST, 200, "Ext__c\n");
    let outcomes = script.connector().bulk_outcomes(&known(), &batch(vec![row(1, &[])])).await;
    assert_eq!(outcomes.unwrap()[0].result, Err(RowError::AnswerLost));
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn a_slow_job_is_not_a_failed_one() {
    let script = Script::new();
    for _ in 0..LOOKS_MAX {
        script.then(GET_JOB, 200, job("InProgress"));
    }
    let slow = script.connector().bulk_outcomes(&known(), &batch(vec![row(1, &[])])).await;
    assert!(matches!(slow, Err(ConnectorError::Unavailable(_))));
    script.seen();
}

#[tokio::test]
async fn a_job_that_was_never_closed_can_be_given_up() {
    let script = Script::new();
    script.then(GET_JOB, 200, job("Open")).then(PATCH_JOB, 200, job("Aborted"));
    let connector = script.connector();
    assert!(connector.bulk_outcomes(&known(), &batch(vec![row(1, &[])])).await.is_err());
    connector.bulk_abort(&known(), Purpose::Sync).await.unwrap();
    assert_eq!(script.seen()[1].json(), json!({"state": "Aborted"}));
}

proptest! {
    #[test]
    fn sec20_any_text_survives_the_table(texts in prop::collection::vec("(?s).{1,20}|[,\"\r\n']{1,5}", 1..5)) {
        let rows: Vec<WriteRow> = (0_i64..)
            .zip(&texts)
            .map(|(n, text)| row(n, &[("A", Content::text(text))]))
            .collect();
        let csv = csv_of(&batch(rows));
        let mut lines = csv::Reader::from_reader(csv.as_bytes());
        let read: Vec<String> = lines.records().map(|line| line.unwrap()[1].to_owned()).collect();
        prop_assert_eq!(read, texts);
    }
}
