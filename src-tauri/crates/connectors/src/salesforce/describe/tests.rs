use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::script::Script;

/// A field with the keys that matter, as the recorded describes have them.
fn field(name: &str, native: &str, more: Json) -> Json {
    let mut field = json!({
        "name": name, "label": name, "type": native, "length": 0, "precision": 0, "scale": 0,
        "digits": 0, "picklistValues": [], "restrictedPicklist": false, "createable": true,
        "updateable": true, "nillable": true, "defaultedOnCreate": false,
        "deprecatedAndHidden": false, "unique": false, "externalId": false, "idLookup": false,
        "filterable": true, "calculated": false, "referenceTo": [], "inlineHelpText": null});
    for (key, value) in more.as_object().unwrap() {
        field[key] = value.clone();
    }
    field
}

fn one(native: &str, more: Json) -> FieldSchema {
    let body = json!({"name": "X", "label": "X", "fields": [field("F", native, more)]});
    parse(body.to_string().as_bytes()).unwrap().fields.remove("F").unwrap()
}

#[test]
fn every_type_has_a_kind() {
    for (native, kind) in [
        ("id", ValueKind::Text),
        ("string", ValueKind::Text),
        ("textarea", ValueKind::Text),
        ("combobox", ValueKind::Text),
        ("email", ValueKind::Text),
        ("phone", ValueKind::Text),
        ("url", ValueKind::Text),
        ("encryptedstring", ValueKind::Text),
        ("boolean", ValueKind::Boolean),
        ("int", ValueKind::Decimal),
        ("long", ValueKind::Decimal),
        ("double", ValueKind::Decimal),
        ("currency", ValueKind::Decimal),
        ("percent", ValueKind::Decimal),
        ("date", ValueKind::Date),
        ("datetime", ValueKind::Instant),
        ("time", ValueKind::Time),
        ("picklist", ValueKind::Choice),
        ("multipicklist", ValueKind::Choices),
        ("reference", ValueKind::Reference),
    ] {
        let field = one(native, json!({}));
        assert_eq!((field.kind, field.native.as_str()), (kind, native));
        assert!(selectable(&field), "{native}");
    }
}

#[test]
fn compounds_and_blobs_are_neither_read_nor_written() {
    for native in NOT_ONE_VALUE {
        let field = one(native, json!({}));
        assert!(!selectable(&field) && !field.createable && !field.updateable, "{native}");
    }
}

#[test]
fn required_is_what_a_create_cannot_do_without() {
    let required = |native: &str, createable: bool, nillable: bool, defaulted: bool| {
        let more = json!({"createable": createable, "nillable": nillable,
                          "defaultedOnCreate": defaulted});
        one(native, more).required
    };
    assert!(required("string", true, false, false));
    assert!(!required("string", true, true, false));
    assert!(!required("string", true, false, true));
    assert!(!required("string", false, false, false));
    assert!(!required("boolean", true, false, false));
}

#[test]
fn bounds_lists_and_keys_come_along() {
    let email = one("email", json!({"length": 80, "idLookup": true}));
    assert_eq!((email.max_chars, email.upsert_key, email.unique), (Some(80), true, false));
    let key = json!({"length": 18, "externalId": true, "unique": true, "inlineHelpText": "ours"});
    let key = one("string", key);
    assert!(key.upsert_key && key.unique);
    assert_eq!(key.description.as_deref(), Some("ours"));
    assert!(!one("id", json!({"idLookup": true})).upsert_key);
    let amount = one("currency", json!({"precision": 18, "scale": 2}));
    assert_eq!(amount.digits, Some(Digits { precision: 18, scale: 2 }));
    let count = one("int", json!({"digits": 8}));
    assert_eq!(count.digits, Some(Digits { precision: 8, scale: 0 }));
    let options = json!({"restrictedPicklist": true, "length": 255, "picklistValues": [
        {"active": true, "label": "Varm", "value": "Hot", "validFor": null, "defaultValue": false},
        {"active": false, "label": "Kald", "value": "Cold"}]});
    let rating = one("picklist", options);
    assert!(!rating.open_options);
    let read: Vec<(&str, &str, bool)> = rating
        .options
        .iter()
        .map(|option| (option.value.as_str(), option.label.as_str(), option.active))
        .collect();
    assert_eq!(read, [("Hot", "Varm", true), ("Cold", "Kald", false)]);
    assert!(one("picklist", json!({})).open_options);
    let owner = one("reference", json!({"length": 18, "referenceTo": ["Group", "User"]}));
    assert_eq!(owner.references, ["Group".into(), "User".into()]);
}

#[test]
fn hidden_fields_are_absent() {
    let body = json!({"name": "X", "fields": [
        field("Shown", "string", json!({})),
        field("Old", "string", json!({"deprecatedAndHidden": true}))]});
    let schema = parse(body.to_string().as_bytes()).unwrap();
    assert_eq!(schema.fields.keys().map(FieldName::as_str).collect::<Vec<_>>(), ["Shown"]);
}

#[tokio::test]
async fn an_object_that_is_not_there_or_no_name_at_all() {
    let script = Script::new();
    let body = r#"[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]"#;
    script.then("GET /services/data/v66.0/sobjects/Nope/describe", 404, body);
    let connector = script.connector();
    let missing = connector.describe_now(&"Nope".into()).await.unwrap_err();
    assert!(matches!(missing, ConnectorError::NoSuchObject(object) if object.as_str() == "Nope"));
    for bad in ["../limits", "a?b", "Contact/x", ""] {
        assert!(connector.describe_now(&bad.into()).await.is_err(), "{bad}");
    }
    assert_eq!(script.seen().len(), 1);
}
