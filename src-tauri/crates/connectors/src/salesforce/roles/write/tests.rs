use crosswalk_model::connector::Written;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ObjectName, OutboxId, RecordRef};
use serde_json::Value as Json;

use super::*;
use crate::salesforce::roles::{FIELD, OBJECT};
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
        blank_first: std::collections::BTreeSet::new(),
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

const DECIDES: &str = "association:OpportunityContactRole:Decision Maker";
const JUDGES: &str = "association:OpportunityContactRole:Evaluator";

/// A role with its name, as a query shows it.
fn named(id: usize, person: usize, name: Option<&str>) -> Json {
    let mut row = role(id, 1, person);
    row["Role"] = json!(name);
    row
}

/// What one opportunity's write sends, to these roles: each step in short. Everything succeeds.
async fn sent(there: &[Json], fields: &[(&str, Content)]) -> Vec<String> {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[rows(there)]));
    for _ in 0..2 {
        script.answers(COMPOSITE, |seen| {
            let parts = seen["compositeRequest"].as_array().unwrap().iter();
            let each = parts.map(|part| {
                let records = part["body"]["records"].as_array().map(Vec::len);
                let ids = part["url"].as_str().unwrap().split(',').count();
                (200, json!(vec![done(&role_id(90)); records.unwrap_or(ids)]))
            });
            composite(&each.collect::<Vec<_>>())
        });
    }
    let outcomes = write(&script, &batch(vec![row(1, fields)])).await;
    assert_eq!(outcomes[&1].as_ref().unwrap().refused, []);
    script.so_far().iter().skip(1).flat_map(|seen| steps_of(&seen.json())).collect()
}

fn steps_of(call: &Json) -> Vec<String> {
    let short = |part: &Json| -> Vec<String> {
        let Some(records) = part["body"]["records"].as_array() else {
            let ids = part["url"].as_str().unwrap().split_once("ids=").unwrap().1;
            let ids = ids.split_once('&').unwrap().0.split(',');
            return ids.map(|id| format!("delete {}", number(id))).collect();
        };
        let one = |row: &Json| match row.get("id").and_then(Json::as_str) {
            Some(id) => format!("{} is {}", number(id), row["Role"]),
            None => format!("new {} {}", number(row["ContactId"].as_str().unwrap()), row["Role"]),
        };
        records.iter().map(one).collect()
    };
    call["compositeRequest"].as_array().unwrap().iter().flat_map(short).collect()
}

/// The number in an id that a test made.
fn number(id: &str) -> usize {
    id[3..15].parse().unwrap()
}

/// What is there, what is wanted, and the steps.
type Case<'a> =
    (&'a [(usize, usize, Option<&'a str>)], &'a [(&'a str, &'a [usize])], &'a [&'a str]);

const D: Option<&str> = Some("Decision Maker");
const E: Option<&str> = Some("Evaluator");

#[tokio::test]
async fn labels_come_and_go_on_the_rows_that_are_there() {
    let cases: &[Case<'_>] = &[
        // A row without a role gets it; who has none gets a row.
        (
            &[(1, 10, None)],
            &[(DECIDES, &[10, 11])],
            &["1 is \"Decision Maker\"", "new 11 \"Decision Maker\""],
        ),
        // A row of another role stays as it is.
        (&[(1, 10, E)], &[(DECIDES, &[10])], &["new 10 \"Decision Maker\""]),
        // Who loses it keeps the row.
        (&[(1, 10, D), (2, 11, D)], &[(DECIDES, &[11])], &["1 is null"]),
        (&[(1, 10, D), (2, 10, D)], &[(DECIDES, &[])], &["1 is null", "2 is null"]),
        // Two rows without a role are left.
        (&[(1, 10, None), (2, 10, None)], &[(DECIDES, &[])], &[]),
        (&[(1, 10, None), (2, 10, None)], &[(DECIDES, &[10])], &["1 is \"Decision Maker\""]),
        // From one role to another on one row.
        (&[(1, 10, D)], &[(DECIDES, &[]), (JUDGES, &[10])], &["1 is \"Evaluator\""]),
        (&[(1, 10, D), (2, 10, None)], &[(DECIDES, &[]), (JUDGES, &[10])], &["1 is \"Evaluator\""]),
        // Two roles are two rows.
        (
            &[(1, 10, None)],
            &[(DECIDES, &[10]), (JUDGES, &[10])],
            &["1 is \"Decision Maker\"", "new 10 \"Evaluator\""],
        ),
        // As wanted already.
        (&[(1, 10, D), (2, 10, E), (3, 11, None)], &[(DECIDES, &[10]), (JUDGES, &[10])], &[]),
    ];
    check(cases).await;
}

async fn check(cases: &[Case<'_>]) {
    for (there, wanted, expected) in cases {
        let there: Vec<Json> =
            there.iter().map(|(id, who, role)| named(*id, *who, *role)).collect();
        let fields: Vec<(&str, Content)> =
            wanted.iter().map(|(field, who)| (*field, people(who))).collect();
        assert_eq!(sent(&there, &fields).await, *expected, "{wanted:?}");
    }
}

#[tokio::test]
async fn labels_and_all_of_one_opportunity_are_carried_out_together() {
    let cases: &[Case<'_>] = &[
        // Who comes with a role gets one row.
        (&[], &[(FIELD, &[10]), (DECIDES, &[10])], &["new 10 \"Decision Maker\""]),
        (
            &[],
            &[(FIELD, &[10, 11]), (DECIDES, &[10])],
            &["new 10 \"Decision Maker\"", "new 11 null"],
        ),
        // Who goes takes all rows along, whatever a role says.
        (&[(1, 10, D), (2, 10, None)], &[(FIELD, &[]), (DECIDES, &[])], &["delete 1", "delete 2"]),
        (&[(1, 10, D)], &[(FIELD, &[]), (DECIDES, &[10])], &["delete 1"]),
        (&[], &[(FIELD, &[]), (DECIDES, &[10])], &[]),
        // Who stays and loses the role keeps the row.
        (&[(1, 10, D), (2, 11, D)], &[(FIELD, &[10]), (DECIDES, &[])], &["1 is null", "delete 2"]),
        // One goes as another one comes.
        (
            &[(1, 10, D)],
            &[(FIELD, &[11]), (DECIDES, &[11])],
            &["new 11 \"Decision Maker\"", "delete 1"],
        ),
    ];
    check(cases).await;
}

#[tokio::test]
async fn labels_that_are_refused_leave_the_others_carried_out() {
    let script = Script::new();
    let there = [named(1, 10, D), named(2, 11, None), named(3, 12, D)];
    script
        .then(COMPOSITE, 200, composite(&[rows(&there)]))
        .then(
            COMPOSITE,
            200,
            // In the order of the contacts: ten is cleared, eleven named, twelve cleared.
            composite(&[(
                200,
                json!([
                    refused("ENTITY_IS_DELETED"),
                    refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
                    done(&role_id(3)),
                ]),
            )]),
        )
        .then(DESCRIBE, 200, describe(PARENT, &[]))
        .then(DESCRIBE_ROLES, 404, "[]")
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(RETRIEVE, 200, json!([{"Id": deal(1)}]).to_string());
    let fields = [(DECIDES, people(&[])), (JUDGES, people(&[11]))];
    let outcomes = write(&script, &batch(vec![row(1, &fields)])).await;
    let written = outcomes[&1].as_ref().unwrap();
    let [refusal] = written.refused.as_slice() else { panic!("{written:?}") };
    assert_eq!(refusal.field, FieldName::from(JUDGES), "a row that is gone has lost its role");
    assert_eq!(refusal.words.code, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    script.seen();
}

#[tokio::test]
async fn labels_for_a_row_that_went_meanwhile_are_for_later() {
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[rows(&[named(1, 10, None)])])).then(
        COMPOSITE,
        200,
        composite(&[(200, json!([refused("ENTITY_IS_DELETED")]))]),
    );
    let outcomes = write(&script, &batch(vec![row(1, &[(DECIDES, people(&[10]))])])).await;
    assert!(matches!(&outcomes[&1], Err(RowError::Busy(_))), "{:?}", outcomes[&1]);
    script.seen();
}
