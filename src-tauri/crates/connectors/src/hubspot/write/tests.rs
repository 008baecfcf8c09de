use std::collections::BTreeMap;

use crosswalk_model::connector::{RowOutcome, WriteBatch, WriteKind, WriteRow};
use crosswalk_model::errors::RowError;
use crosswalk_model::gate::Purpose;
use crosswalk_model::wire::WireError;
use crosswalk_model::{Connector, ConnectorError, Content, FieldName, OutboxId, RecordId, Value};
use serde_json::json;

use crate::hubspot::tests::{Bench, bench, contacts, names};

fn text(value: &str) -> Content {
    Content::text(value)
}

fn row(key: i64, fields: &[(&str, Content)]) -> WriteRow {
    WriteRow {
        key: OutboxId(key),
        id: Some(RecordId::from(format!("{key}"))),
        id_value: None,
        fields: fields
            .iter()
            .map(|(name, content)| (FieldName::from(*name), content.clone()))
            .collect(),
        assign_owner: false,
        through: None,
        blank_first: std::collections::BTreeSet::new(),
    }
}

fn batch(kind: WriteKind, rows: Vec<WriteRow>) -> WriteBatch {
    WriteBatch { object: contacts(), kind, rows, purpose: Purpose::Sync, read_back: names(&[]) }
}

fn updates(keys: &[i64]) -> WriteBatch {
    let rows = keys.iter().map(|key| row(*key, &[("firstname", text("Ann"))]));
    batch(WriteKind::Update, rows.collect())
}

fn by_key(outcomes: Vec<RowOutcome>) -> BTreeMap<i64, Result<RecordId, RowError>> {
    let entry = |outcome: RowOutcome| (outcome.key.0, outcome.result.map(|written| written.id));
    outcomes.into_iter().map(entry).collect()
}

/// Carries out every input but those with these ids, for which it refuses the whole request.
fn strict(bench: &Bench, bad: &'static [&'static str], requests: usize) {
    for _ in 0..requests {
        bench.wire.reply(move |seen| {
            let inputs = seen.json()["inputs"].as_array().unwrap().clone();
            let refused = inputs.iter().any(|input| bad.contains(&input["id"].as_str().unwrap()));
            if refused {
                let list = r#"[{"isValid":false,"message":"bad","error":"INVALID_OPTION","name":"firstname"}]"#;
                let body = json!({ "status": "error", "category": "VALIDATION_ERROR",
                    "message": format!("Property values were not valid: {list}") });
                return Ok(crate::scripted::response(400, &body, &[]));
            }
            let rows: Vec<_> = inputs.iter().rev().map(|input| json!({
                "id": input["id"], "properties": input["properties"] })).collect();
            Ok(crate::scripted::response(200, &json!({ "results": rows }), &[]))
        });
    }
}

#[tokio::test]
async fn results_are_matched_by_id_whatever_their_order() {
    let bench = bench();
    strict(&bench, &[], 1);
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2, 3])).await.unwrap());
    for key in 1..=3 {
        assert_eq!(outcomes[&key], Ok(RecordId::from(key.to_string())));
    }
    let seen = bench.wire.seen();
    assert_eq!(seen[1].path(), "/crm/objects/2026-09/contacts/batch/update");
    assert_eq!(
        seen[1].json()["inputs"][0],
        json!({ "id": "1", "objectWriteTraceId": "1", "properties": { "firstname": "Ann" } })
    );
}

#[tokio::test]
async fn p8_one_bad_value_is_isolated_and_the_rest_is_written() {
    let bench = bench();
    strict(&bench, &["3"], 10);
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2, 3, 4, 5, 6, 7, 8])).await.unwrap());
    for key in [1, 2, 4, 5, 6, 7, 8] {
        assert!(outcomes[&key].is_ok(), "{key}");
    }
    let Err(RowError::Refused(words)) = &outcomes[&3] else { panic!("{:?}", outcomes[&3]) };
    assert_eq!((words.status, words.code.as_str()), (400, "INVALID_OPTION"));
    assert_eq!(words.fields, [FieldName::from("firstname")]);
    assert!(words.message.starts_with("Property values were not valid"));
    assert_eq!(bench.wire.seen().len() - 1, 7, "halves, not single rows: 8, 4, 2, 2, 1, 1, 4");
}

#[tokio::test]
async fn p8_a_207_names_the_rows_that_failed() {
    let bench = bench();
    bench.wire.answer_with(
        207,
        json!({
            "results": [{ "id": "2", "properties": {}, "objectWriteTraceId": "2" }],
            "numErrors": 3,
            "errors": [
                { "category": "OBJECT_NOT_FOUND", "message": "gone", "context": { "ids": ["1"] } },
                { "category": "VALIDATION_ERROR", "message": "\"firstname\" is a read only property; its value cannot be set.",
                  "context": { "objectWriteTraceId": ["3"] } },
                { "category": "CONFLICT", "message": "Contact already exists. Existing ID: 777",
                  "context": { "objectWriteTraceId": ["4"] } },
            ],
        }),
        &[("x-hubspot-correlation-id", "c-1")],
    );
    let outcomes = bench.hubspot.write(&updates(&[1, 2, 3, 4])).await.unwrap();
    assert_eq!(outcomes[1].result.as_ref().unwrap().request.as_deref(), Some("c-1"));
    let outcomes = by_key(outcomes);
    assert!(matches!(&outcomes[&1], Err(RowError::Missing(words)) if words.status == 404));
    let Err(RowError::Refused(words)) = &outcomes[&3] else { panic!("{:?}", outcomes[&3]) };
    assert_eq!(words.fields, [FieldName::from("firstname")]);
    assert!(matches!(&outcomes[&4], Err(RowError::Exists { id, .. }) if id.as_str() == "777"));
}

#[tokio::test]
async fn a_row_that_nobody_mentions_may_have_been_written() {
    let bench = bench();
    bench.wire.answer(200, json!({ "results": [{ "id": "1", "properties": {} }] }));
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2])).await.unwrap());
    assert!(outcomes[&1].is_ok());
    assert_eq!(outcomes[&2], Err(RowError::AnswerLost));
}

#[tokio::test]
async fn rows_under_an_error_that_names_nobody_are_asked_about_alone() {
    let bench = bench();
    bench.wire.answer(
        207,
        json!({ "results": [{ "id": "1", "properties": {} }],
                "errors": [{ "category": "VALIDATION_ERROR", "message": "no" }] }),
    );
    bench.wire.answer(200, json!({ "results": [{ "id": "2", "properties": {} }] }));
    bench.wire.answer(
        207,
        json!({ "results": [], "errors": [{ "category": "VALIDATION_ERROR", "message": "no" }] }),
    );
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2, 3])).await.unwrap());
    assert!(outcomes[&1].is_ok() && outcomes[&2].is_ok());
    assert!(matches!(&outcomes[&3], Err(RowError::Refused(words)) if words.message == "no"));
}

#[tokio::test]
async fn m8_a_merged_record_answers_for_the_id_it_took_over() {
    let bench = bench();
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "9", "properties": { "hs_merged_object_ids": "1" } }] }),
    );
    let outcomes = by_key(bench.hubspot.write(&updates(&[1])).await.unwrap());
    assert_eq!(outcomes[&1], Ok(RecordId::from("9")));
}

fn create(key: i64, value: &str) -> WriteRow {
    let row = row(key, &[("email", text("a@x.no"))]);
    WriteRow { id: None, id_value: Some(value.into()), ..row }
}

#[tokio::test]
async fn p7_a_create_is_an_upsert_by_the_unique_property() {
    let bench = bench();
    let id_field = FieldName::from("salesforce_id_00d");
    bench.wire.answer(
        200,
        json!({ "results": [
            { "id": "52", "new": false, "properties": { "salesforce_id_00d": "003B" } },
            { "id": "51", "new": true, "properties": { "salesforce_id_00d": "003A", "email": "a@x.no" } },
        ] }),
    );
    let rows = vec![create(1, "003A"), create(2, "003B"), create(3, "")];
    let outcomes = bench.hubspot.write(&batch(WriteKind::Upsert { id_field }, rows)).await.unwrap();
    let first = outcomes[0].result.as_ref().unwrap();
    assert_eq!((first.id.as_str(), first.created), ("51", true));
    assert_eq!(first.stored.as_ref().unwrap().fields["email"], text("a@x.no"));
    let second = outcomes[1].result.as_ref().unwrap();
    assert_eq!((second.id.as_str(), second.created), ("52", false));
    assert!(matches!(outcomes[2].result, Err(RowError::NotSent(_))));
    assert!(bench.wire.seen().last().unwrap().path().ends_with("/batch/upsert"));
    let input = &bench.wire.last()["inputs"][0];
    assert_eq!((&input["idProperty"], &input["id"]), (&json!("salesforce_id_00d"), &json!("003A")));
    assert_eq!(bench.wire.last()["inputs"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn p7_a_conflict_names_the_record_that_exists() {
    let bench = bench();
    let id_field = FieldName::from("salesforce_id_00d");
    bench.wire.answer(
        409,
        json!({ "category": "CONFLICT", "message": "Contact already exists. Existing ID: 12345" }),
    );
    let batch = batch(WriteKind::Upsert { id_field }, vec![create(1, "003A")]);
    let outcomes = by_key(bench.hubspot.write(&batch).await.unwrap());
    assert!(
        matches!(&outcomes[&1], Err(RowError::Exists { id, words }) if id.as_str() == "12345" && words.status == 409)
    );
}

#[tokio::test]
async fn deletes_are_archived_in_one_request() {
    let bench = bench();
    bench.wire.answer(204, serde_json::Value::Null);
    let rows = vec![row(1, &[]), row(2, &[])];
    let outcomes = by_key(bench.hubspot.write(&batch(WriteKind::Delete, rows)).await.unwrap());
    assert!(outcomes.values().all(Result::is_ok));
    assert_eq!(bench.wire.seen()[1].path(), "/crm/objects/2026-09/contacts/batch/archive");
    assert_eq!(bench.wire.last(), json!({ "inputs": [{ "id": "1" }, { "id": "2" }] }));
}

#[tokio::test]
async fn an_opt_out_is_never_written_as_a_property() {
    let bench = bench();
    strict(&bench, &[], 1);
    let yes = Content::Value(Value::Boolean(true));
    let mut batch = updates(&[1]);
    batch.rows.push(row(2, &[("hs_email_optout", yes), ("firstname", text("x"))]));
    let outcomes = by_key(bench.hubspot.write(&batch).await.unwrap());
    assert!(outcomes[&1].is_ok());
    assert!(matches!(&outcomes[&2], Err(RowError::NotSent(why)) if why.contains("opt-out")));
    assert!(!bench.wire.seen()[1].text().contains("optout"));
}

#[tokio::test]
async fn a_blank_clears_and_values_take_the_wire_form() {
    let bench = bench();
    strict(&bench, &[], 1);
    let fields = [
        ("firstname", Content::Blank),
        ("amount", Content::Value(Value::Decimal("1200.500".parse().unwrap()))),
        ("birthday", Content::Value(Value::Date("1999-12-31".parse().unwrap()))),
        ("seen_at", Content::Value(Value::Instant("2026-01-02T03:04:05.678Z".parse().unwrap()))),
        ("topics", Content::Value(Value::Choices(["a".into(), "b".into()].into()))),
    ];
    bench.hubspot.write(&batch(WriteKind::Update, vec![row(1, &fields)])).await.unwrap();
    let properties = bench.wire.last()["inputs"][0]["properties"].clone();
    assert_eq!(
        properties,
        json!({ "firstname": "", "amount": "1200.5", "birthday": "1999-12-31",
                "seen_at": "2026-01-02T03:04:05.678Z", "topics": "a;b" })
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_lost_for_every_row_and_an_unsent_batch_is_an_error() {
    let bench = bench();
    for _ in 0..5 {
        bench.wire.fail(WireError::AnswerLost("cut".into()));
    }
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2])).await.unwrap());
    assert!(outcomes.values().all(|outcome| *outcome == Err(RowError::AnswerLost)));
    for _ in 0..5 {
        bench.wire.fail(WireError::NotSent("no route".into()));
    }
    let error = bench.hubspot.write(&updates(&[1, 2])).await.unwrap_err();
    assert!(matches!(error, ConnectorError::Unreachable(_)), "{error:?}");
}

#[tokio::test]
async fn when_the_budget_ends_half_way_the_rest_was_not_sent() {
    let bench = bench();
    strict(&bench, &["1"], 2);
    // Describe, the whole batch, and the half with the bad row.
    *bench.gate.open_for.lock().unwrap() = Some(3);
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2])).await.unwrap());
    assert!(matches!(outcomes[&1], Err(RowError::Refused(_))));
    assert!(matches!(outcomes[&2], Err(RowError::NotSent(_))), "{:?}", outcomes[&2]);
}

#[tokio::test]
async fn a_missing_scope_fails_the_call() {
    let bench = bench();
    bench.wire.answer(403, json!({ "category": "MISSING_SCOPES", "message": "no" }));
    let error = bench.hubspot.write(&updates(&[1, 2])).await.unwrap_err();
    assert!(matches!(error, ConnectorError::NotAllowed(_)), "{error:?}");
}

#[tokio::test]
async fn p6_the_lifecycle_stage_is_read_back_because_its_echo_lies() {
    let bench = bench();
    strict(&bench, &[], 1);
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "1", "properties": { "lifecyclestage": "customer" } }] }),
    );
    let stage = Content::Value(Value::Choice("lead".into()));
    let mut batch = batch(WriteKind::Update, vec![row(1, &[("lifecyclestage", stage)])]);
    batch.read_back = names(&["lifecyclestage"]);
    let outcomes = bench.hubspot.write(&batch).await.unwrap();
    let stored = outcomes[0].result.as_ref().unwrap().stored.clone().unwrap();
    assert_eq!(stored.fields["lifecyclestage"], Content::Value(Value::Choice("customer".into())));
    assert_eq!(bench.wire.seen()[2].path(), "/crm/objects/2026-09/contacts/batch/read");
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_after_a_lost_answer_may_have_been_written_before() {
    let bench = bench();
    bench.wire.fail(WireError::AnswerLost("cut".into()));
    let refusal = json!({ "category": "VALIDATION_ERROR", "message": "locked",
                          "context": { "objectWriteTraceId": ["2"] } });
    let results = json!([{ "id": "1", "properties": {}, "objectWriteTraceId": "1" }]);
    bench.wire.answer_with(207, json!({ "results": results, "errors": [refusal] }), &[]);
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2])).await.unwrap());
    assert!(outcomes[&1].is_ok());
    assert_eq!(outcomes[&2], Err(RowError::AnswerLost));
    bench.wire.fail(WireError::AnswerLost("cut".into()));
    strict(&bench, &["1"], 1);
    let outcomes = by_key(bench.hubspot.write(&updates(&[1, 2])).await.unwrap());
    assert!(outcomes.values().all(|outcome| *outcome == Err(RowError::AnswerLost)));
}
