use crosswalk_model::connector::WriteRow;
use crosswalk_model::errors::RowError;
use crosswalk_model::{Connector, Content, OutboxId, RecordRef, Value};
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
        through: None,
        blank_first: std::collections::BTreeSet::new(),
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
           "contentUrl": "https://evil.example/services/data/v66.0/jobs/ingest/1/batches",
           "errorMessage": if state == "Failed" { json!("too long") } else { json!(null) }})
    .to_string()
}

fn known() -> Load {
    Load("750000000000001AAA".to_owned())
}

fn csv_of(batch: &WriteBatch) -> String {
    String::from_utf8(Table::of(batch, &"Ext__c".into()).csv(UPLOAD_MAX).unwrap()).unwrap()
}

fn outcomes(state: LoadState) -> Vec<RowOutcome> {
    let LoadState::Done(outcomes) = state else { panic!("{state:?}") };
    outcomes
}

#[tokio::test]
async fn sec14_a_load_is_opened_uploaded_and_closed_at_paths_of_our_own() {
    let script = Script::new();
    script
        .then("POST /services/data/v66.0/jobs/ingest", 200, job("Open"))
        .then("PUT /services/data/v66.0/jobs/ingest/750000000000001AAA/batches", 201, "")
        .then(PATCH_JOB, 200, job("UploadComplete"));
    let connector = script.connector();
    let rows = batch(vec![row(1, &[("LastName", Content::text("Å, \"B\"\nC"))])]);
    let opened = connector.open_load(&rows).await.unwrap();
    assert_eq!(opened, known());
    connector.start_load(&opened, &rows).await.unwrap();
    let seen = script.seen();
    let request = json!({"object": "Contact", "operation": "upsert", "contentType": "CSV",
        "externalIdFieldName": "Ext__c", "columnDelimiter": "COMMA", "lineEnding": "LF"});
    assert_eq!(seen[0].json(), request);
    assert_eq!(seen[1].headers["content-type"], "text/csv");
    assert_eq!(seen[1].text, "Ext__c,LastName\nhs-1,\"Å, \"\"B\"\"\nC\"\n");
    assert_eq!(seen[2].json(), json!({"state": "UploadComplete"}));
}

#[test]
fn only_creates_are_loaded() {
    let large = size(&batch(vec![]).kind, LOADS_FROM).unwrap();
    assert!(large.from <= large.most);
    assert_eq!(size(&WriteKind::Update, LOADS_FROM), None);
    assert_eq!(size(&WriteKind::Delete, LOADS_FROM), None);
}

#[tokio::test]
async fn nothing_is_asked_for_a_load_that_is_too_large_or_of_the_wrong_kind() {
    let script = Script::new();
    let connector = script.connector();
    let text = "x".repeat(30_000);
    let rows = (0..1_700).map(|n| row(n, &[("A", Content::text(&text))])).collect();
    let large = connector.open_load(&batch(rows)).await;
    assert!(matches!(large, Err(ConnectorError::Protocol(_))), "{large:?}");
    let updates = WriteBatch { kind: WriteKind::Update, ..batch(vec![]) };
    assert!(connector.open_load(&updates).await.is_err());
    let not_ours = Load("../../sobjects/Contact".to_owned());
    assert!(connector.look_at_load(&not_ours, &batch(vec![])).await.is_err());
    script.seen();
}

#[test]
fn rows_of_one_parent_stand_together() {
    let parent = |n: usize| {
        let id = ids::normalise(&format!("001{n:012}")).unwrap();
        Content::Value(Value::Reference(RecordRef { object: "Account".into(), id }))
    };
    let rows = vec![
        row(1, &[("AccountId", parent(2))]),
        row(2, &[("AccountId", parent(1))]),
        row(3, &[("AccountId", parent(2))]),
    ];
    let csv = csv_of(&batch(rows));
    let order: Vec<&str> = csv.lines().skip(1).map(|line| &line[..4]).collect();
    assert_eq!(order, ["hs-2", "hs-1", "hs-3"]);
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

#[tokio::test]
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
    script.then(GET_JOB, 200, job("Failed")).then(GOOD, 200, good).then(BAD, 200, bad).then(
        REST,
        200,
        "Ext__c\nhs-4\n",
    );
    let state = script.connector().look_at_load(&known(), &batch(rows)).await.unwrap();
    let outcomes = outcomes(state);
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
    let state = script.connector().look_at_load(&known(), &batch(vec![row(1, &[])])).await;
    assert_eq!(outcomes(state.unwrap())[0].result, Err(RowError::AnswerLost));
    script.seen();
}

#[tokio::test]
async fn a_job_without_failures_is_read_in_one_call() {
    let done = json!({"id": "750000000000001", "state": "JobComplete",
                      "numberRecordsProcessed": 1, "numberRecordsFailed": 0});
    let one = contact(1);
    let script = Script::new();
    script.then(GET_JOB, 200, done.to_string()).then(
        GOOD,
        200,
        format!("sf__Id,sf__Created,Ext__c\n{one},true,hs-1\n"),
    );
    let state = script.connector().look_at_load(&known(), &batch(vec![row(1, &[])])).await;
    assert!(outcomes(state.unwrap())[0].result.is_ok());
    script.seen();
}

#[tokio::test]
async fn a_slow_job_is_not_a_failed_one() {
    let script = Script::new();
    for state in ["UploadComplete", "InProgress"] {
        script.then(GET_JOB, 200, job(state));
        let slow = script.connector().look_at_load(&known(), &batch(vec![row(1, &[])])).await;
        assert_eq!(slow.unwrap(), LoadState::Running);
    }
    script.seen();
}

#[tokio::test]
async fn a_job_that_was_never_closed_is_given_up() {
    let script = Script::new();
    script.then(GET_JOB, 200, job("Open")).then(PATCH_JOB, 200, job("Aborted"));
    let state = script.connector().look_at_load(&known(), &batch(vec![row(1, &[])])).await;
    assert_eq!(state.unwrap(), LoadState::GivenUp);
    assert_eq!(script.seen()[1].json(), json!({"state": "Aborted"}));
}

#[tokio::test]
async fn a_job_of_last_week_is_forgotten() {
    let script = Script::new();
    script.then(GET_JOB, 404, r#"[{"errorCode":"NOT_FOUND","message":"gone"}]"#);
    let state = script.connector().look_at_load(&known(), &batch(vec![row(1, &[])])).await;
    assert_eq!(state.unwrap(), LoadState::Forgotten);
    script.seen();
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
