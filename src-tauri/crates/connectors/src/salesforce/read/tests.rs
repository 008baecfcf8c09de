use crosswalk_model::FieldName;
use serde_json::json;

use super::*;
use crate::salesforce::script::{Script, composite, contact, describe, rows};

const DESCRIBE: &str = "GET /services/data/v66.0/sobjects/Contact/describe";
const RETRIEVE: &str = "POST /services/data/v66.0/composite/sobjects/Contact";

fn ask(ids: &[&str]) -> ReadAsk {
    ReadAsk {
        object: ObjectName::from("Contact"),
        ids: ids.iter().map(|id| RecordId::from(*id)).collect(),
        fields: [FieldName::from("Email"), FieldName::from("Phone")].into(),
        purpose: Purpose::Sync,
    }
}

fn contact_describe() -> String {
    describe("Contact", &[("Email", "email"), ("Phone", "phone")])
}

#[tokio::test]
async fn records_are_read_by_the_ids_asked_for() {
    let (one, two, three) = (contact(1), contact(2), contact(3));
    let short = &one[..15];
    let script = Script::new();
    let found = json!({"attributes": {}, "Id": one, "IsDeleted": false, "Email": "a@x.org"});
    let deleted = json!({"Id": three, "IsDeleted": true});
    let body = json!([found, null, deleted]).to_string();
    script.then(DESCRIBE, 200, contact_describe()).then(RETRIEVE, 200, body);
    let answer =
        script.connector().read_by_id(&ask(&[short, &two, &three, "nonsense"])).await.unwrap();
    let record = answer.found.get(&RecordId::from(short)).unwrap();
    assert_eq!(record.at.id.as_str(), one);
    assert_eq!(record.fields.len(), 1, "an absent field is unknown");
    assert_eq!(answer.missing, [two.as_str().into(), three.as_str().into(), "nonsense".into()]);
    let sent = script.seen()[1].json();
    assert_eq!(sent["ids"], json!([one, two, three]));
    let fields = sent["fields"].as_array().unwrap();
    assert!(["Id", "Email", "Phone", "IsDeleted"].iter().all(|f| fields.contains(&json!(f))));
}

#[tokio::test]
async fn more_ids_than_one_call_takes_are_read_by_several() {
    let ids: Vec<String> = (0..IDS_MAX + 1).map(contact).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let script = Script::new();
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(RETRIEVE, 200, "[]")
        .then(RETRIEVE, 200, "[]");
    let answer = script.connector().read_by_id(&ask(&ids)).await.unwrap();
    assert_eq!(answer.missing.len(), IDS_MAX + 1);
    assert_eq!(script.seen()[2].json()["ids"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_stamp_and_one_author_stand_for_every_field() {
    let script = Script::new();
    let body = json!([{"Id": contact(1), "LastModifiedById": "005000000000001AAA",
                       "LastModifiedDate": "2026-11-23T10:00:00.000+0000"}]);
    script.then(DESCRIBE, 200, contact_describe()).then(RETRIEVE, 200, body.to_string());
    let times = script.connector().record_times(&ask(&[&contact(1)])).await.unwrap();
    let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    let last = LastChange { at, by: Some(Author::User("005000000000001AAA".into())) };
    let expected = ["Email", "Phone"].map(|field| (FieldName::from(field), last.clone()));
    assert_eq!(times, [(contact(1).into(), expected.into())].into());
    script.seen();
}

#[tokio::test]
async fn deleted_rows_are_listed_with_their_end() {
    let script = Script::new();
    let answer = rows(&[
        json!({"Id": contact(1), "IsDeleted": true, "MasterRecordId": null}),
        json!({"Id": contact(2), "IsDeleted": true, "MasterRecordId": contact(3)}),
    ]);
    script.then(DESCRIBE, 200, describe("Contact", &[("MasterRecordId", "reference")])).then(
        "POST /services/data/v66.0/composite",
        200,
        composite(&[answer]),
    );
    let since = "2026-11-20T00:00:00Z".parse().unwrap();
    let gone = script.connector().deleted(&"Contact".into(), since).await.unwrap();
    assert_eq!(gone[0].life, Life::Deleted);
    assert_eq!(gone[1].life, Life::AbsorbedBy(contact(3).into()));
    let soql = script.seen()[1].soql(0);
    let expected = "WHERE (IsDeleted = true AND SystemModstamp >= 2026-11-20T00:00:00Z) \
                    ORDER BY Id LIMIT 2000";
    assert!(soql.ends_with(expected), "{soql}");
}

#[tokio::test]
async fn an_object_that_keeps_no_deleted_rows_lists_none() {
    let script = Script::new();
    let user = json!({"name": "User", "fields": [{"name": "Id", "type": "id"}]});
    script.then("GET /services/data/v66.0/sobjects/User/describe", 200, user.to_string());
    let since = "2026-11-20T00:00:00Z".parse().unwrap();
    assert_eq!(script.connector().deleted(&"User".into(), since).await.unwrap(), []);
    script.seen();
}

const NO_PHONE: &str =
    r#"[{"errorCode":"INVALID_FIELD","message":"No such column 'Phone' on entity 'Contact'."}]"#;

/// A field is described, refused, and then described no more.
fn phone_hidden_meanwhile() -> std::sync::Arc<Script> {
    let script = Script::new();
    let body = json!([{"Id": contact(1), "Email": "a@x.org"}]);
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(RETRIEVE, 400, NO_PHONE)
        .then(DESCRIBE, 200, describe("Contact", &[("Email", "email")]))
        .then(RETRIEVE, 200, body.to_string());
    script
}

#[tokio::test]
async fn a_field_hidden_since_the_last_describe_becomes_unknown() {
    let script = phone_hidden_meanwhile();
    let answer = script.connector().read_by_id(&ask(&[&contact(1)])).await.unwrap();
    assert_eq!(answer.found.len(), 1);
    assert!(!script.seen()[3].text.contains("Phone"));
}

/// Else the next pull would leave the field out, too, and nobody would know.
#[tokio::test]
async fn a_read_without_a_hidden_field_leaves_the_describe_that_pulls_go_by() {
    let script = phone_hidden_meanwhile();
    let (connector, object) = (script.connector(), ObjectName::from("Contact"));
    connector.describe_now(&object).await.unwrap();
    let answer = connector.read_by_id(&ask(&[&contact(1)])).await.unwrap();
    assert_eq!(answer.found.len(), 1);
    assert!(connector.known(&object).unwrap().fields.contains_key("Phone"));
    script.seen();
}

#[tokio::test]
async fn a_field_that_describe_shows_and_reads_refuse_is_named() {
    let script = Script::new();
    script
        .then(DESCRIBE, 200, contact_describe())
        .then(RETRIEVE, 400, NO_PHONE)
        .then(DESCRIBE, 200, contact_describe())
        .then(RETRIEVE, 400, NO_PHONE);
    let error = script.connector().read_by_id(&ask(&[&contact(1)])).await.unwrap_err();
    let ConnectorError::NoSuchField { object, field } = error else { panic!("{error}") };
    assert_eq!((object.as_str(), field.as_str()), ("Contact", "Phone"));
    script.seen();
}
