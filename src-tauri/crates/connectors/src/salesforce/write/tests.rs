use crosswalk_model::gate::Purpose;
use crosswalk_model::wire::WireError;
use crosswalk_model::{ObjectName, OutboxId, RecordRef};
use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::script::{Script, composite, contact, lost};

const COMPOSITE: &str = "POST /services/data/v66.0/composite";

fn row(n: usize, fields: &[(&str, Content)]) -> WriteRow {
    WriteRow {
        key: OutboxId(i64::try_from(n).unwrap()),
        id: Some(contact(n).into()),
        id_value: Some(format!("hs-{n}")),
        fields: fields.iter().map(|(name, content)| ((*name).into(), content.clone())).collect(),
        assign_owner: false,
        through: None,
        blank_first: std::collections::BTreeSet::new(),
    }
}

fn batch(kind: WriteKind, rows: Vec<WriteRow>) -> WriteBatch {
    WriteBatch {
        object: ObjectName::from("Contact"),
        kind,
        rows,
        purpose: Purpose::Sync,
        read_back: [].into(),
    }
}

fn upsert() -> WriteKind {
    WriteKind::Upsert { id_field: "Crosswalk_Id__c".into() }
}

fn done(n: usize) -> Json {
    json!({"id": contact(n), "success": true, "errors": []})
}

fn refused(code: &str, message: &str, fields: &[&str]) -> Json {
    json!({"success": false, "errors": [{"statusCode": code, "message": message, "fields": fields}]})
}

fn text(text: &str) -> Content {
    Content::text(text)
}

#[tokio::test]
async fn a_batch_is_one_composite_of_collections() {
    let rows: Vec<WriteRow> = (0..450).map(|n| row(n, &[("Phone", text("1"))])).collect();
    let answers: Vec<(u16, Json)> = [0..200, 200..400, 400..450]
        .into_iter()
        .map(|some| (200, Json::Array(some.map(done).collect())))
        .collect();
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&answers));
    let outcomes = script.connector().write_batch(&batch(WriteKind::Update, rows)).await.unwrap();
    assert_eq!(outcomes.len(), 450);
    for (n, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.key, OutboxId(i64::try_from(n).unwrap()));
        assert_eq!(outcome.result.as_ref().unwrap().id.as_str(), contact(n));
    }
    let seen = script.seen();
    assert_eq!(seen[0].headers["sforce-auto-assign"], "FALSE");
    let sent = seen[0].json();
    assert_eq!(sent["allOrNone"], json!(false));
    let part = &sent["compositeRequest"][2];
    assert_eq!(part["method"], "PATCH");
    assert_eq!(part["url"], "/services/data/v66.0/composite/sobjects");
    assert_eq!(part["httpHeaders"], json!({"Sforce-Auto-Assign": "FALSE"}));
    assert_eq!(part["body"]["allOrNone"], json!(false));
    let first = json!({"attributes": {"type": "Contact"}, "id": contact(400), "Phone": "1"});
    assert_eq!(part["body"]["records"][0], first);
}

#[tokio::test]
async fn p7_an_upsert_names_its_field_in_the_path_and_carries_its_value() {
    let script = Script::new();
    let answer = json!([
        {"id": contact(1), "success": true, "errors": [], "created": true},
        {"id": contact(2), "success": true, "errors": [], "created": false}]);
    script.then(COMPOSITE, 200, composite(&[(200, answer)]));
    let rows = vec![
        row(1, &[("LastName", text("Å")), ("Crosswalk_Id__c", text("other"))]),
        row(2, &[("LastName", Content::Blank)]),
    ];
    let outcomes = script.connector().write_batch(&batch(upsert(), rows)).await.unwrap();
    let created: Vec<bool> =
        outcomes.iter().map(|outcome| outcome.result.as_ref().unwrap().created).collect();
    assert_eq!(created, [true, false]);
    let part = script.seen()[0].json()["compositeRequest"][0].clone();
    assert_eq!(part["url"], "/services/data/v66.0/composite/sobjects/Contact/Crosswalk_Id__c");
    assert_eq!(
        part["body"]["records"],
        json!([
            {"attributes": {"type": "Contact"}, "LastName": "Å", "Crosswalk_Id__c": "hs-1"},
            {"attributes": {"type": "Contact"}, "LastName": null, "Crosswalk_Id__c": "hs-2"}])
    );
}

#[tokio::test]
async fn a_delete_lists_ids() {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[(200, json!([done(1), done(2)]))]));
    let rows = vec![row(1, &[]), row(2, &[])];
    let outcomes = script.connector().write_batch(&batch(WriteKind::Delete, rows)).await.unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    let part = script.seen()[0].json()["compositeRequest"][0].clone();
    assert_eq!(part["method"], "DELETE");
    let ids = format!("{},{}", contact(1), contact(2));
    let url = format!("/services/data/v66.0/composite/sobjects?ids={ids}&allOrNone=false");
    assert_eq!(part["url"], url.as_str());
    assert_eq!(part.get("body"), None);
}

#[tokio::test]
async fn rows_of_one_parent_travel_together_and_keep_their_outcomes() {
    let account = |n: usize| {
        let id = format!("001{n:012}");
        [("AccountId", Content::Value(Value::Reference(RecordRef::new("Account", id))))]
    };
    let rows = vec![row(1, &account(2)), row(2, &account(1)), row(3, &account(2)), row(4, &[])];
    let script = Script::new();
    let answer = json!([done(4), done(2), done(1), refused("X", "no", &[])]);
    script.then(COMPOSITE, 200, composite(&[(200, answer)]));
    let outcomes = script.connector().write_batch(&batch(WriteKind::Update, rows)).await.unwrap();
    let ok: Vec<bool> = outcomes.iter().map(|outcome| outcome.result.is_ok()).collect();
    assert_eq!(ok, [true, true, false, true]);
    let records = script.seen()[0].json()["compositeRequest"][0]["body"]["records"].clone();
    let order: Vec<&str> =
        records.as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!(order, [contact(4), contact(2), contact(1), contact(3)]);
}

#[tokio::test]
async fn owners_are_assigned_for_a_whole_batch_or_not_at_all() {
    let mut assigning = row(1, &[]);
    assigning.assign_owner = true;
    let script = Script::new();
    let mixed = batch(upsert(), vec![assigning.clone(), row(2, &[])]);
    assert!(script.connector().write_batch(&mixed).await.is_err());
    script.then(COMPOSITE, 200, composite(&[(200, json!([done(1)]))]));
    script.connector().write_batch(&batch(upsert(), vec![assigning])).await.unwrap();
    let seen = script.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].headers["sforce-auto-assign"], "TRUE");
}

#[tokio::test]
async fn h68_the_owner_that_the_vendors_rules_chose_is_read_back() {
    let mut assigning = row(1, &[("LastName", text("Ann"))]);
    assigning.assign_owner = true;
    let made = json!({"id": contact(1), "success": true, "created": true, "errors": []});
    let described = crate::salesforce::script::describe(
        "Contact",
        &[("LastName", "string"), ("OwnerId", "reference")],
    );
    let owned = json!([{"Id": contact(1), "LastName": "Ann", "OwnerId": "001000000000009AAA"}]);
    let script = Script::new();
    script
        .then(COMPOSITE, 200, composite(&[(200, json!([made]))]))
        .then("GET /services/data/v66.0/sobjects/Contact/describe", 200, described)
        .then("POST /services/data/v66.0/composite/sobjects/Contact", 200, owned.to_string());
    let outcomes = script.connector().write_batch(&batch(upsert(), vec![assigning])).await;
    let written = outcomes.unwrap().remove(0).result.unwrap();
    let owner = Content::Value(Value::Reference(RecordRef::new("Account", "001000000000009AAA")));
    assert_eq!(written.stored.unwrap().fields["OwnerId"], owner);
    script.seen();
}

async fn error_of(kind: WriteKind, fields: &[(&str, Content)], answer: Json) -> RowError {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[(200, json!([answer]))]));
    let batch = batch(kind, vec![row(1, fields)]);
    script.connector().write_batch(&batch).await.unwrap().remove(0).result.unwrap_err()
}

#[tokio::test]
async fn refused_rows_fall_into_classes() {
    let update = || WriteKind::Update;
    let lock = refused("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access", &[]);
    assert!(matches!(error_of(update(), &[], lock).await, RowError::Busy(_)));
    let gone = refused("ENTITY_IS_DELETED", "entity is deleted", &[]);
    assert!(matches!(error_of(update(), &[], gone.clone()).await, RowError::Missing(_)));
    assert!(matches!(error_of(upsert(), &[], gone.clone()).await, RowError::Refused(_)));
    let to = Content::Value(Value::Reference(RecordRef::new("Account", "001000000000001")));
    let lookup = [("AccountId", to)];
    assert!(matches!(error_of(update(), &lookup, gone).await, RowError::Refused(_)));
    let cross = refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", &[]);
    assert!(matches!(error_of(WriteKind::Delete, &[], cross).await, RowError::Missing(_)));
    let rule = refused("DUPLICATES_DETECTED", "Use one of these records?", &[]);
    assert!(matches!(error_of(upsert(), &[], rule).await, RowError::DuplicateRule(_)));
    let twice = "duplicate value found: Ext__c duplicates value on record with id: 003000000000009";
    let RowError::Exists { id, words } =
        error_of(upsert(), &[], refused("DUPLICATE_VALUE", twice, &[])).await
    else {
        panic!("not the record that is there")
    };
    assert_eq!(id.as_str(), contact(9));
    assert_eq!(words.message, twice);
    let unnamed = "duplicate value found: <unknown> duplicates value on record with id: <unknown>";
    let unnamed = refused("DUPLICATE_VALUE", unnamed, &[]);
    assert!(matches!(error_of(upsert(), &[], unnamed).await, RowError::Refused(_)));
    let missing = refused("REQUIRED_FIELD_MISSING", "Required: [LastName]", &["LastName"]);
    let RowError::Refused(words) = error_of(upsert(), &[], missing).await else { panic!() };
    assert_eq!(words.fields, ["LastName".into()]);
    assert_eq!(words.code, "REQUIRED_FIELD_MISSING");
    let unheard = refused("SOMETHING_NEW", "?", &[]);
    assert!(matches!(error_of(update(), &[], unheard).await, RowError::Refused(_)));
}

#[tokio::test]
async fn a_collection_that_fails_as_a_whole_fails_each_of_its_rows_only() {
    let rows: Vec<WriteRow> = (0..600).map(|n| row(n, &[])).collect();
    let script = Script::new();
    let refusal = json!([{"errorCode": "INVALID_FIELD", "message": "no"}]);
    let all: Vec<Json> = (200..400).map(done).collect();
    let broken = json!([{"errorCode": "UNKNOWN_EXCEPTION", "message": "?"}]);
    let parts = [(400, refusal), (200, Json::Array(all)), (500, broken)];
    script.then(COMPOSITE, 200, composite(&parts));
    let outcomes = script.connector().write_batch(&batch(upsert(), rows)).await.unwrap();
    assert!(outcomes[..200].iter().all(|o| matches!(o.result, Err(RowError::Refused(_)))));
    assert!(outcomes[200..400].iter().all(|o| o.result.is_ok()));
    assert!(outcomes[400..].iter().all(|o| o.result == Err(RowError::AnswerLost)));
    script.seen();
}

#[tokio::test]
async fn every_row_of_a_lost_or_unreadable_answer_is_lost() {
    let rows = || vec![row(1, &[]), row(2, &[])];
    let check = async |script: &std::sync::Arc<Script>| {
        let batch = batch(WriteKind::Update, rows());
        let outcomes = script.connector().write_batch(&batch).await.unwrap();
        assert_eq!(outcomes.len(), 2);
        assert!(outcomes.iter().all(|outcome| outcome.result == Err(RowError::AnswerLost)));
    };
    let script = Script::new();
    script.fails(COMPOSITE, lost());
    check(&script).await;
    for body in ["<html>", "{}", "", r#"{"compositeResponse":[]}"#] {
        script.then(COMPOSITE, 200, body);
        check(&script).await;
    }
    script.then(COMPOSITE, 200, composite(&[(200, json!([done(1)]))]));
    check(&script).await;
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn nothing_was_sent_is_an_error_of_the_whole() {
    let script = Script::new();
    // What never left is sent again, five times in all.
    for _ in 0..5 {
        script.fails(COMPOSITE, WireError::NotSent("refused".to_owned()));
    }
    let one = batch(WriteKind::Update, vec![row(1, &[])]);
    let error = script.connector().write_batch(&one).await.unwrap_err();
    assert!(matches!(error, ConnectorError::Unreachable(_)));
    let body = r#"[{"errorCode":"API_DISABLED_FOR_ORG","message":"off"}]"#;
    script.then(COMPOSITE, 403, body);
    let error = script.connector().write_batch(&one).await.unwrap_err();
    assert!(matches!(error, ConnectorError::NotAllowed(_)));
    script.seen();
}

#[tokio::test]
async fn rows_that_cannot_be_sent_do_not_hold_the_others() {
    let mut nameless = row(1, &[]);
    nameless.id = None;
    let mut foreign = row(2, &[]);
    foreign.id = Some("12345".into());
    let injected = row(3, &[("Name'", text("x"))]);
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[(200, json!([done(4)]))]));
    let rows = vec![nameless, foreign, injected, row(4, &[])];
    let outcomes = script.connector().write_batch(&batch(WriteKind::Update, rows)).await.unwrap();
    assert!(outcomes[..3].iter().all(|o| matches!(o.result, Err(RowError::NotSent(_)))));
    assert!(outcomes[3].result.is_ok());
    script.seen();
}

#[tokio::test]
async fn p7_an_upsert_without_a_value_is_never_sent() {
    let mut absent = row(1, &[]);
    absent.id_value = None;
    let mut empty = row(2, &[]);
    empty.id_value = Some(String::new());
    let script = Script::new();
    let outcomes = script.connector().write_batch(&batch(upsert(), vec![absent, empty])).await;
    let outcomes = outcomes.unwrap();
    assert_eq!(outcomes.len(), 2);
    assert!(outcomes.iter().all(|o| matches!(o.result, Err(RowError::NotSent(_)))));
    assert!(script.seen().is_empty());
}

#[tokio::test]
async fn amounts_are_sent_digit_by_digit() {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[(200, json!([done(1)]))]));
    let amount = Content::Value(Value::Decimal("123456789012345678.12".parse().unwrap()));
    let rows = vec![row(1, &[("Amount", amount)])];
    script.connector().write_batch(&batch(WriteKind::Update, rows)).await.unwrap();
    assert!(script.seen()[0].text.contains(r#""Amount":123456789012345678.12"#));
}

/// A composite that runs into the time limit.
fn times_out(script: &Script) {
    script.after(COMPOSITE, std::time::Duration::from_secs(120), Err(lost()));
}

fn made(some: std::ops::Range<usize>) -> (u16, Json) {
    let row = |n| json!({"id": contact(n), "success": true, "created": true, "errors": []});
    (200, Json::Array(some.map(row).collect()))
}

#[tokio::test(start_paused = true)]
async fn p6_a_composite_of_upserts_that_times_out_is_halved_and_the_next_is_half_as_large() {
    let script = Script::new();
    let connector = script.connector();
    let all: Vec<WriteRow> = (0..400).map(|n| row(n, &[])).collect();
    times_out(&script);
    script.then(COMPOSITE, 200, composite(&[made(0..200)]));
    times_out(&script);
    let outcomes = connector.write_batch(&batch(upsert(), all)).await.unwrap();
    for (n, outcome) in outcomes.iter().enumerate() {
        match &outcome.result {
            Ok(written) => assert!(n < 200 && written.id.as_str() == contact(n)),
            Err(error) => assert!(n >= 200 && *error == RowError::AnswerLost, "{n}: {error}"),
        }
    }
    assert_eq!(connector.portion.rows(), 100);
    script.then(COMPOSITE, 200, composite(&[made(0..100)]));
    let some = (0..100).map(|n| row(n, &[])).collect();
    connector.write_batch(&batch(upsert(), some)).await.unwrap();
    assert_eq!(connector.portion.rows(), 200, "what comes through grows again");
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn p6_what_a_repeat_could_harm_is_never_sent_again() {
    let mut assigning = row(1, &[]);
    assigning.assign_owner = true;
    let two = |kind| batch(kind, [1, 2].map(|n| row(n, &[])).to_vec());
    let assigned =
        batch(upsert(), vec![assigning.clone(), WriteRow { key: OutboxId(2), ..assigning }]);
    for batch in [two(WriteKind::Update), two(WriteKind::Delete), assigned] {
        let script = Script::new();
        let connector = script.connector();
        times_out(&script);
        let outcomes = connector.write_batch(&batch).await.unwrap();
        assert!(outcomes.iter().all(|it| it.result == Err(RowError::AnswerLost)));
        assert_eq!(connector.portion.rows(), 25, "the next ones are smaller all the same");
        script.seen();
    }
}

#[tokio::test]
async fn p6_a_cut_line_says_nothing_of_the_size() {
    let script = Script::new();
    let connector = script.connector();
    script.fails(COMPOSITE, lost());
    let rows = (0..400).map(|n| row(n, &[])).collect();
    let outcomes = connector.write_batch(&batch(upsert(), rows)).await.unwrap();
    assert!(outcomes.iter().all(|it| it.result == Err(RowError::AnswerLost)));
    assert_eq!(connector.portion.rows(), 1_000);
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn p6_a_half_that_is_not_sent_again_may_still_have_been_carried_out() {
    let script = Script::new();
    times_out(&script);
    let refused =
        json!([{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "no more"}]).to_string();
    script.then(COMPOSITE, 403, refused.clone()).then(COMPOSITE, 403, refused);
    let rows = (0..4).map(|n| row(n, &[])).collect();
    let outcomes = script.connector().write_batch(&batch(upsert(), rows)).await.unwrap();
    assert!(outcomes.iter().all(|it| it.result == Err(RowError::AnswerLost)), "{outcomes:?}");
    script.seen();
}

#[tokio::test(start_paused = true)]
async fn p6_updates_behind_one_that_timed_out_are_checked_again_first() {
    let script = Script::new();
    let connector = script.connector();
    connector.portion.too_many(400);
    times_out(&script);
    let rows = (0..400).map(|n| row(n, &[])).collect();
    let outcomes = connector.write_batch(&batch(WriteKind::Update, rows)).await.unwrap();
    let lost = outcomes.iter().filter(|it| it.result == Err(RowError::AnswerLost)).count();
    let unsent =
        outcomes.iter().filter(|it| matches!(it.result, Err(RowError::NotSent(_)))).count();
    assert_eq!((lost, unsent), (200, 200));
    script.seen();
}
