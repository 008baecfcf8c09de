use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::script::{Script, composite, rows};

const DESCRIBE: &str = "GET /services/data/v66.0/sobjects/Contact/describe";
const CUSTOM: &str = "POST /services/data/v66.0/tooling/sobjects/CustomField";
const COMPOSITE: &str = "POST /services/data/v66.0/composite";
const SET: &str = "POST /services/data/v66.0/sobjects/PermissionSet";
const PERMISSION: &str = "POST /services/data/v66.0/sobjects/FieldPermissions";
const ASSIGN: &str = "POST /services/data/v66.0/sobjects/PermissionSetAssignment";
const USERINFO: &str = "GET /services/oauth2/userinfo";

fn wanted() -> FieldToMake {
    FieldToMake {
        object: "Contact".into(),
        name: "Crosswalk_7_Id__c".into(),
        label: "HubSpot id (7)".to_owned(),
        description: "Crosswalk, installation 42".to_owned(),
        max_chars: 18,
        upsert_key: true,
        options: Vec::new(),
    }
}

fn describe(more: Option<Json>) -> String {
    let fields: Vec<Json> = more
        .into_iter()
        .map(|more| {
            let mut field = json!({"name": "Crosswalk_7_Id__c", "label": "x", "type": "string",
                "createable": true, "updateable": true, "unique": true, "externalId": true,
                "inlineHelpText": "Crosswalk, installation 42"});
            for (key, value) in more.as_object().unwrap() {
                field[key] = value.clone();
            }
            field
        })
        .collect();
    json!({"name": "Contact", "fields": fields}).to_string()
}

fn created(id: &str) -> String {
    json!({"id": id, "success": true, "errors": []}).to_string()
}

fn fault(code: &str) -> String {
    json!([{"errorCode": code, "message": "no"}]).to_string()
}

fn info() -> String {
    json!({"user_id": "005000000000001", "organization_id": "00D000000000001"}).to_string()
}

#[tokio::test]
async fn a_field_that_is_there_is_left_alone() {
    let script = Script::new();
    script.then(DESCRIBE, 200, describe(Some(json!({}))));
    let ensured = script.connector().ensure(&wanted()).await.unwrap();
    let description = Some("Crosswalk, installation 42".to_owned());
    assert_eq!(ensured, EnsuredField::Present { description });
    script.seen();
}

#[tokio::test]
async fn p7_a_field_is_made_shown_and_looked_at_again() {
    let script = Script::new();
    script
        .then(DESCRIBE, 200, describe(None))
        .then(CUSTOM, 201, created("00N000000000001"))
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(SET, 201, created("0PS000000000001"))
        .then(PERMISSION, 201, created("01k000000000001"))
        .then(USERINFO, 200, info())
        .then(ASSIGN, 201, created("0Pa000000000001"))
        .then(DESCRIBE, 200, describe(Some(json!({}))));
    assert_eq!(script.connector().ensure(&wanted()).await.unwrap(), EnsuredField::Made);
    let seen = script.seen();
    let custom = json!({"FullName": "Contact.Crosswalk_7_Id__c", "Metadata": {
        "type": "Text", "label": "HubSpot id (7)", "description": "Crosswalk, installation 42",
        "inlineHelpText": "Crosswalk, installation 42", "length": 18, "externalId": true,
        "unique": true, "caseSensitive": true, "required": false}});
    assert_eq!(seen[1].json(), custom);
    let permission = json!({"ParentId": "0PS000000000001GAA", "SobjectType": "Contact",
        "Field": "Contact.Crosswalk_7_Id__c", "PermissionsRead": true, "PermissionsEdit": true});
    assert_eq!(seen[4].json(), permission);
    let assignment =
        json!({"AssigneeId": "005000000000001AAA", "PermissionSetId": "0PS000000000001GAA"});
    assert_eq!(seen[6].json(), assignment);
}

#[tokio::test]
async fn an_interrupted_set_up_goes_on_where_it_stopped() {
    let script = Script::new();
    script
        .then(DESCRIBE, 200, describe(None))
        .then(CUSTOM, 400, fault("DUPLICATE_DEVELOPER_NAME"))
        .then(COMPOSITE, 200, composite(&[rows(&[json!({"Id": "0PS000000000001"})])]))
        .then(PERMISSION, 400, fault("DUPLICATE_VALUE"))
        .then(USERINFO, 200, info())
        .then(ASSIGN, 400, fault("DUPLICATE_VALUE"))
        .then(DESCRIBE, 200, describe(Some(json!({}))));
    assert_eq!(script.connector().ensure(&wanted()).await.unwrap(), EnsuredField::Made);
    script.seen();
}

fn why(ensured: EnsuredField) -> String {
    let EnsuredField::ByHand { why } = ensured else { panic!("{ensured:?}") };
    why
}

#[tokio::test]
async fn what_lacks_is_said_in_words() {
    let script = Script::new();
    script.then(DESCRIBE, 200, describe(None)).then(CUSTOM, 403, fault("INSUFFICIENT_ACCESS"));
    let said = why(script.connector().ensure(&wanted()).await.unwrap());
    assert!(said.contains("could not be made") && said.contains("INSUFFICIENT_ACCESS"), "{said}");
    script.seen();

    script
        .then(DESCRIBE, 200, describe(None))
        .then(CUSTOM, 201, created("00N000000000001"))
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(SET, 400, fault("INSUFFICIENT_ACCESS_OR_READONLY"));
    let said = why(script.connector().ensure(&wanted()).await.unwrap());
    assert!(said.contains("could not be shown"), "{said}");
    script.seen();

    for (lack, words) in [
        (json!({"externalId": false}), "External ID"),
        (json!({"unique": false}), "Unique"),
        (json!({"updateable": false}), "grant edit"),
    ] {
        script.then(DESCRIBE, 200, describe(Some(lack)));
        let said = why(script.connector().ensure(&wanted()).await.unwrap());
        assert!(said.contains(words), "{said}");
    }
}
