use crosswalk_model::connector::Written;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ObjectName, OutboxId, RecordRef};

use super::*;
use crate::salesforce::script::{Script, composite, contact, describe, lost, rows};

const COMPOSITE: &str = "POST /services/data/v66.0/composite";
const DESCRIBE: &str = "GET /services/data/v66.0/sobjects/Opportunity/describe";
const DESCRIBE_ROLES: &str = "GET /services/data/v66.0/sobjects/OpportunityContactRole/describe";
const RETRIEVE: &str = "POST /services/data/v66.0/composite/sobjects/Opportunity";

fn deal(n: usize) -> String {
    ids::normalise(&format!("006{n:012}")).unwrap().as_str().to_owned()
}

fn role_id(n: usize) -> String {
    ids::normalise(&format!("00K{n:012}")).unwrap().as_str().to_owned()
}

fn people(list: &[usize]) -> Content {
    let at = |n: &usize| RecordRef::new("Contact", contact(*n));
    Content::Value(Value::References(list.iter().map(at).collect()))
}

fn row(n: usize, fields: &[(&str, Content)]) -> WriteRow {
    WriteRow {
        key: OutboxId(i64::try_from(n).unwrap()),
        id: Some(deal(n).into()),
        id_value: None,
        fields: fields.iter().map(|(name, to)| ((*name).into(), to.clone())).collect(),
        assign_owner: false,
        through: None,
    }
}

fn batch(rows: Vec<WriteRow>) -> WriteBatch {
    let (object, kind) = (ObjectName::from(PARENT), WriteKind::Update);
    WriteBatch { object, kind, rows, purpose: Purpose::Sync, read_back: [].into() }
}

/// A role as a query shows it.
fn role(id: usize, of: usize, person: usize) -> Json {
    json!({"Id": role_id(id), "OpportunityId": deal(of), "ContactId": contact(person),
           "IsDeleted": false})
}

fn done(id: &str) -> Json {
    json!({"id": id, "success": true, "errors": []})
}

fn refused(code: &str) -> Json {
    json!({"success": false, "errors": [{"statusCode": code, "message": "no", "fields": []}]})
}

async fn write(
    script: &std::sync::Arc<Script>,
    batch: &WriteBatch,
) -> BTreeMap<i64, Result<Written, RowError>> {
    let outcomes = script.connector().write_batch(batch).await.unwrap();
    outcomes.into_iter().map(|outcome| (outcome.key.0, outcome.result)).collect()
}

#[tokio::test]
async fn m10_roles_are_made_and_taken_away_after_the_opportunities() {
    let script = Script::new();
    let there = [role(1, 1, 10), role(2, 1, 11), role(3, 1, 11), role(4, 2, 20)];
    script
        .then(COMPOSITE, 200, composite(&[(200, json!([done(&deal(1))]))]))
        .then(COMPOSITE, 200, composite(&[rows(&there)]))
        .then(COMPOSITE, 200, composite(&[(200, json!([done(&role_id(5)), done(&role_id(6))]))]))
        .then(COMPOSITE, 200, composite(&[(200, json!([done(&role_id(2)), done(&role_id(3))]))]));
    let batch = batch(vec![
        row(2, &[(FIELD, people(&[20, 21]))]),
        row(1, &[("Name", Content::text("Big")), (FIELD, people(&[10, 12]))]),
    ]);
    let outcomes = write(&script, &batch).await;
    assert_eq!(outcomes[&1].as_ref().unwrap().id.as_str(), deal(1));
    assert!(outcomes[&2].as_ref().unwrap().refused.is_empty());
    let seen = script.seen();
    let sent = seen[0].json()["compositeRequest"][0]["body"]["records"].clone();
    assert_eq!(sent.as_array().unwrap().len(), 1, "a row of roles alone is no update");
    assert_eq!(sent[0].get(FIELD), None);
    let made = seen[2].json()["compositeRequest"][0].clone();
    assert_eq!(
        (&made["method"], &made["url"]),
        (&json!("POST"), &json!("/services/data/v66.0/composite/sobjects"))
    );
    let role = |of: usize, person: usize| json!({"attributes": {"type": OBJECT}, "OpportunityId": deal(of), "ContactId": contact(person)});
    assert_eq!(made["body"]["records"], json!([role(1, 12), role(2, 21)]), "by opportunity");
    let gone = seen[3].json()["compositeRequest"][0]["url"].as_str().unwrap().to_owned();
    let ids = format!("ids={},{}&allOrNone=false", role_id(2), role_id(3));
    assert!(gone.ends_with(&ids), "both roles of the contact that went: {gone}");
}

#[tokio::test]
async fn m10_roles_that_are_as_wanted_cost_one_read() {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[rows(&[role(1, 1, 10)])]));
    let outcomes = write(&script, &batch(vec![row(1, &[(FIELD, people(&[10]))])])).await;
    assert!(outcomes[&1].is_ok());
    script.seen();
}

#[tokio::test]
async fn p8_a_refused_role_leaves_the_row_written_and_nothing_is_taken_away_for_it() {
    let script = Script::new();
    script
        .then(COMPOSITE, 200, composite(&[(200, json!([done(&deal(1))]))]))
        .then(COMPOSITE, 200, composite(&[rows(&[role(1, 1, 10)])]))
        .then(
            COMPOSITE,
            200,
            composite(&[(200, json!([refused("FIELD_CUSTOM_VALIDATION_EXCEPTION")]))]),
        )
        .then(DESCRIBE, 200, describe(PARENT, &[("Name", "string")]))
        .then(DESCRIBE_ROLES, 404, "[]")
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(RETRIEVE, 200, json!([{"Id": deal(1), "Name": "Big"}]).to_string());
    let fields = [("Name", Content::text("Big")), (FIELD, people(&[11]))];
    let outcomes = write(&script, &batch(vec![row(1, &fields)])).await;
    let written = outcomes[&1].as_ref().unwrap();
    assert_eq!(written.refused[0].words.code, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assert_eq!(written.refused[0].field, FieldName::from(FIELD));
    let stored = &written.stored.as_ref().unwrap().fields;
    assert_eq!(*stored, [("Name".into(), Content::text("Big"))].into(), "settled at once");
    script.seen();
}

#[tokio::test]
async fn p6_a_locked_role_is_for_later_and_a_lost_one_is_lost() {
    let script = Script::new();
    script
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(
            COMPOSITE,
            200,
            composite(&[(200, json!([done(&role_id(1)), refused("UNABLE_TO_LOCK_ROW")]))]),
        )
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .fails(COMPOSITE, lost());
    let two = batch([1, 2].map(|n| row(n, &[(FIELD, people(&[10]))])).to_vec());
    let outcomes = write(&script, &two).await;
    assert!(outcomes[&1].is_ok());
    assert!(matches!(&outcomes[&2], Err(RowError::Busy(_))), "{:?}", outcomes[&2]);
    let outcomes = write(&script, &two).await;
    assert_eq!(outcomes[&1], Err(RowError::AnswerLost));
    script.seen();
}

#[tokio::test]
async fn m10_a_role_that_is_gone_already_is_taken_away() {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[rows(&[role(1, 1, 10)])])).then(
        COMPOSITE,
        200,
        composite(&[(200, json!([refused("ENTITY_IS_DELETED")]))]),
    );
    let outcomes = write(&script, &batch(vec![row(1, &[(FIELD, Content::Blank)])])).await;
    assert!(outcomes[&1].as_ref().unwrap().refused.is_empty());
    script.seen();
}

#[tokio::test]
async fn what_is_no_contact_is_never_sent() {
    let script = Script::new();
    let company =
        Content::Value(Value::References([RecordRef::new("Account", "001000000000001AAA")].into()));
    script
        .then(DESCRIBE, 200, describe(PARENT, &[]))
        .then(DESCRIBE_ROLES, 404, "[]")
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(RETRIEVE, 200, json!([{"Id": deal(1)}]).to_string());
    let outcomes = write(&script, &batch(vec![row(1, &[(FIELD, company)])])).await;
    assert_eq!(outcomes[&1].as_ref().unwrap().refused[0].words.code, "NOT_A_ROLE");
    script.seen();
}
