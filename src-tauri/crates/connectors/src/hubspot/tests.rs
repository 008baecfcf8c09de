use std::collections::BTreeSet;
use std::sync::Arc;

use crosswalk_model::connector::{EnsuredField, PullAsk, ReadAsk};
use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::schema::FieldToMake;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{AccountKind, Connector, ConnectorError, FieldName, ObjectName};
use serde_json::{Value, json};

use super::*;
use crate::scripted::{CountingGate, ScriptedWire, line};

/// A connector over a script whose first answer is the property list.
pub struct Bench {
    pub wire: Arc<ScriptedWire>,
    pub gate: Arc<CountingGate>,
    pub hubspot: HubSpotConnector,
}

pub fn bare() -> Bench {
    let (wire, gate) = (ScriptedWire::new(), Arc::<CountingGate>::default());
    let hubspot = HubSpotConnector::new(line(&wire, &gate, Arc::new(HubSpotHabits)));
    Bench { wire, gate, hubspot }
}

pub fn bench() -> Bench {
    let bench = bare();
    bench.wire.answer(200, property_list());
    bench
}

pub fn contacts() -> ObjectName {
    ObjectName::from("contacts")
}

pub fn names(list: &[&str]) -> BTreeSet<FieldName> {
    list.iter().map(|name| FieldName::from(*name)).collect()
}

pub fn pull_ask(fields: &[&str]) -> PullAsk {
    PullAsk { object: contacts(), fields: names(fields), cursor: None, purpose: Purpose::Sync }
}

pub fn read_ask(ids: &[&str], fields: &[&str]) -> ReadAsk {
    ReadAsk {
        object: contacts(),
        ids: ids.iter().map(|id| (*id).into()).collect(),
        fields: names(fields),
        purpose: Purpose::Sync,
    }
}

fn property(name: &str, kind: &str, field_type: &str) -> Value {
    json!({
        "name": name, "label": name, "type": kind, "fieldType": field_type,
        "description": "", "options": [], "hasUniqueValue": false, "calculated": false,
        "externalOptions": false,
        "modificationMetadata": { "archivable": true, "readOnlyValue": false },
    })
}

pub fn property_list() -> Value {
    let mut optout = property("hs_email_optout", "bool", "booleancheckbox");
    optout["description"] = json!("Unsubscribed from all email");
    let mut score = property("hubspotscore", "number", "calculation_equation");
    score["calculated"] = json!(true);
    let mut created = property("createdate", "datetime", "date");
    created["modificationMetadata"]["readOnlyValue"] = json!(true);
    let mut key = property("salesforce_id_00d", "string", "text");
    key["hasUniqueValue"] = json!(true);
    key["description"] = json!("installation 4711");
    let mut owner = property("hubspot_owner_id", "enumeration", "select");
    owner["externalOptions"] = json!(true);
    owner["referencedObjectType"] = json!("OWNER");
    let mut stage = property("lifecyclestage", "enumeration", "radio");
    stage["options"] = json!([
        { "label": "Lead", "value": "lead", "displayOrder": 1, "hidden": false },
        { "label": "Subscriber", "value": "subscriber", "displayOrder": 0, "hidden": false },
        { "label": "Old", "value": "old", "displayOrder": 2, "hidden": true },
    ]);
    let mut gone = property("gone", "string", "text");
    gone["archived"] = json!(true);
    json!({ "results": [
        property("email", "string", "text"),
        property("firstname", "string", "text"),
        property("amount", "number", "number"),
        property("birthday", "date", "date"),
        property("seen_at", "datetime", "date"),
        property("topics", "enumeration", "checkbox"),
        optout, score, created, key, owner, stage, gone,
        property("lastmodifieddate", "datetime", "date"),
        property("hs_object_id", "number", "number"),
    ] })
}

#[tokio::test]
async fn a_property_list_becomes_a_schema() {
    let bench = bench();
    let schema = bench.hubspot.describe(&contacts()).await.unwrap();
    assert_eq!(bench.wire.seen()[0].path(), "/crm/properties/2026-09/contacts");
    let kind = |name: &str| schema.fields[name].kind;
    assert_eq!(kind("email"), ValueKind::Text);
    assert_eq!(kind("amount"), ValueKind::Decimal);
    assert_eq!(kind("birthday"), ValueKind::Date);
    assert_eq!(kind("seen_at"), ValueKind::Instant);
    assert_eq!(kind("topics"), ValueKind::Choices);
    assert_eq!(kind("lifecyclestage"), ValueKind::Choice);
    assert_eq!(kind("hs_email_optout"), ValueKind::Boolean);
    assert_eq!(kind("hubspot_owner_id"), ValueKind::Reference);
    assert_eq!(schema.fields["hubspot_owner_id"].references, [ObjectName::from("owners")]);
    assert!(schema.fields["hubspot_owner_id"].open_options);
    let options: Vec<(&str, bool)> = schema.fields["lifecyclestage"]
        .options
        .iter()
        .map(|option| (option.value.as_str(), option.active))
        .collect();
    assert_eq!(options, [("subscriber", true), ("lead", true), ("old", false)]);
    assert!(schema.fields["salesforce_id_00d"].upsert_key);
    assert_eq!(
        schema.fields["salesforce_id_00d"].description.as_deref(),
        Some("installation 4711")
    );
    assert_eq!(schema.fields["email"].native, "string/text");
    assert!(!schema.fields.contains_key("gone"), "archived properties are not there");
}

#[tokio::test]
async fn read_only_calculated_and_opt_out_properties_are_not_writable() {
    let schema = bench().hubspot.describe(&contacts()).await.unwrap();
    for (name, writable) in [
        ("email", true),
        ("createdate", false),
        ("hubspotscore", false),
        ("hs_email_optout", false),
    ] {
        let field = &schema.fields[name];
        assert_eq!((field.createable, field.updateable), (writable, writable), "{name}");
    }
}

#[tokio::test]
async fn a_missing_object_and_a_missing_scope_are_said() {
    let bench = bare();
    let scopes = json!({
        "status": "error", "category": "MISSING_SCOPES", "message": "needs more",
        "errors": [{ "message": "x", "context": { "requiredGranularScopes": ["crm.schemas.x"] } }],
    });
    bench.wire.answer(404, json!({ "category": "OBJECT_NOT_FOUND" })).answer(403, scopes);
    let error = bench.hubspot.describe(&"2-9".into()).await.unwrap_err();
    assert!(matches!(error, ConnectorError::NoSuchObject(_)), "{error:?}");
    let error = bench.hubspot.describe(&contacts()).await.unwrap_err();
    let ConnectorError::NotAllowed(words) = error else { panic!("{error:?}") };
    let said = (words.code.as_str(), words.message.as_str());
    assert_eq!(said, ("MISSING_SCOPES", "needs more (crm.schemas.x)"));
}

#[tokio::test]
async fn sec17_names_and_addresses_stay_in_their_segment() {
    let bench = bare();
    let out = json!({ "results": [{ "status": "UNSUBSCRIBED" }] });
    bench.wire.answer(404, json!({})).answer(200, out);
    let odd: ObjectName = "../x?y#z/é".into();
    bench.hubspot.describe(&odd).await.unwrap_err();
    assert_eq!(bench.wire.seen()[0].path(), "/crm/properties/2026-09/..%2Fx%3Fy%23z%2F%C3%A9");
    bench.hubspot.opt_out("a/b?c#d&e=f@x.no").await.unwrap();
    assert_eq!(
        bench.wire.seen()[1].path(),
        "/communication-preferences/2026-09/statuses/a%2Fb%3Fc%23d%26e%3Df%40x.no/unsubscribe-all?channel=EMAIL"
    );
    let error = bench.hubspot.describe(&"..".into()).await.unwrap_err();
    assert!(matches!(error, ConnectorError::HostRefused(_)), "{error:?}");
    assert_eq!(bench.wire.seen().len(), 2);
}

#[tokio::test]
async fn who_am_i_names_the_portal() {
    let bench = bare();
    bench.wire.answer(
        200,
        json!({
            "portalId": 12345, "accountType": "SANDBOX", "timeZone": "Europe/Oslo",
            "companyCurrency": "NOK", "uiDomain": "app-eu1.hubspot.com",
        }),
    );
    let account = bench.hubspot.who_am_i().await.unwrap();
    assert_eq!(bench.wire.seen()[0].path(), "/account-info/2026-09/details");
    assert_eq!(account.id.as_str(), "12345");
    assert_eq!(account.kind, AccountKind::Sandbox);
    assert_eq!(account.name, "app-eu1.hubspot.com");
    assert_eq!(account.base_url, "https://api.hubapi.com");
    assert_eq!(account.currency.as_deref(), Some("NOK"));
}

#[tokio::test]
async fn owners_of_both_kinds_and_all_pages_are_listed() {
    let bench = bare();
    bench
        .wire
        .answer(
            200,
            json!({
                "results": [{ "id": "1", "email": "Ann@X.no", "firstName": "Ann", "lastName": "Å",
                              "type": "PERSON" }],
                "paging": { "next": { "after": "a&b", "link": "https://evil.example/steal" } },
            }),
        )
        .answer(200, json!({ "results": [{ "id": "2", "email": null, "type": "QUEUE" }] }))
        .answer(
            200,
            json!({ "results": [{ "id": "3", "email": "old@x.no", "userId": null,
                                                 "userIdIncludingInactive": 77 }] }),
        );
    let owners = bench.hubspot.owners().await.unwrap();
    let told: Vec<_> = owners
        .iter()
        .map(|owner| (owner.at.id.as_str(), owner.name.as_str(), owner.active, owner.kind.as_str()))
        .collect();
    let expected = [
        ("1", "Ann Å", true, "PERSON"),
        ("2", "", true, "QUEUE"),
        ("3", "old@x.no", false, "PERSON"),
    ];
    assert_eq!(told, expected);
    assert_eq!(owners[0].email.as_deref(), Some("ann@x.no"));
    assert_eq!((owners[1].user.as_ref(), owners[2].user.as_ref()), (None, Some(&"77".into())));
    let paths: Vec<String> = bench.wire.seen().iter().map(|seen| seen.path().to_owned()).collect();
    assert_eq!(
        paths,
        [
            "/crm/owners/2026-09?limit=100&archived=false",
            "/crm/owners/2026-09?limit=100&archived=false&after=a%26b",
            "/crm/owners/2026-09?limit=100&archived=true",
        ]
    );
    let host = |seen: &crate::scripted::Seen| seen.uri.host().map(str::to_owned);
    assert!(
        bench.wire.seen().iter().all(|seen| host(seen).as_deref() == Some("api.hubapi.com")),
        "sec14: the link of a page is not followed"
    );
}

#[tokio::test]
async fn deleted_records_are_those_the_archived_listing_names() {
    let bench = bare();
    let row = |id: &str, at: Value| json!({ "id": id, "properties": {}, "archived": true, "archivedAt": at });
    bench
        .wire
        .answer(
            200,
            json!({
                "results": [row("1", json!("2026-11-20T10:00:00.000Z")),
                            row("2", json!("2026-11-01T10:00:00.000Z"))],
                "paging": { "next": { "after": "2" } },
            }),
        )
        .answer(
            200,
            json!({ "results": [row("3", Value::Null),
                                { "id": "4", "properties": {}, "archived": false }] }),
        );
    let since = "2026-11-10T00:00:00Z".parse().unwrap();
    let records = bench.hubspot.deleted_since(&contacts(), since).await.unwrap();
    let ids: Vec<&str> = records.iter().map(|record| record.at.id.as_str()).collect();
    assert_eq!(ids, ["1", "3"]);
    assert!(records.iter().all(|record| record.life == crosswalk_model::Life::Deleted));
}

#[tokio::test]
async fn an_opt_out_is_the_only_write_to_a_status() {
    let bench = bare();
    bench
        .wire
        .answer(200, json!({ "status": "COMPLETE", "results": [] }))
        .answer(200, json!({ "results": [{ "status": "UNSUBSCRIBED" }] }))
        .answer(
            200,
            json!({ "results": [{ "status": "UNSUBSCRIBED", "wideStatusType": "PORTAL_WIDE",
                                  "timestamp": "2026-11-01T00:00:00Z" }] }),
        )
        .answer(
            200,
            json!({ "results": [
                { "status": "UNSUBSCRIBED", "source": "", "timestamp": "2026-10-01T00:00:00Z" },
                { "status": "UNSUBSCRIBED", "source": "Preferences page", "timestamp": "2026-11-01T00:00:00Z" },
            ] }),
        )
        .answer(200, json!({ "results": [] }))
        .answer(200, json!({ "results": [] }));
    bench.hubspot.opt_out("ann@x.no").await.unwrap();
    let emails = ["ann@x.no".to_owned(), "bo@x.no".to_owned()];
    let statuses = bench.hubspot.opt_out_status(&emails).await.unwrap();
    assert_eq!(
        (statuses[0].opted_out, statuses[0].source.as_deref()),
        (Some(true), Some("Preferences page"))
    );
    assert_eq!(
        (statuses[1].opted_out, statuses[1].source.as_deref(), statuses[1].at),
        (Some(false), None, None)
    );
    let posts: Vec<_> =
        bench.wire.seen().into_iter().filter(|seen| seen.method == "POST").collect();
    assert_eq!(posts.len(), 1);
    assert!(posts[0].path().contains("/unsubscribe-all?"));
    assert_eq!(bench.gate.asks.lock().unwrap()[0].purpose, Purpose::OptOut);
}

/// Something on the way answered 200 (seed 231 of the simulation): that is nobody's opt-out.
#[tokio::test]
async fn i7_an_opt_out_that_hubspot_did_not_answer_is_none() {
    let bench = bare();
    bench.wire.answer(200, json!({ "sign in": "to this network" })).answer(200, json!({}));
    let error = bench.hubspot.opt_out("ann@x.no").await.unwrap_err();
    assert!(matches!(error, ConnectorError::Protocol(_)), "{error:?}");
}

fn id_field() -> FieldToMake {
    FieldToMake {
        object: contacts(),
        name: "salesforce_id_00d".into(),
        label: "Salesforce ID".into(),
        description: "installation 4711".into(),
        max_chars: 18,
        upsert_key: true,
        options: Vec::new(),
    }
}

#[tokio::test]
async fn an_id_field_is_made_unique() {
    let bench = bare();
    bench.wire.answer(404, json!({})).answer(201, json!({}));
    assert_eq!(bench.hubspot.ensure_field(&id_field()).await.unwrap(), EnsuredField::Made);
    let body = bench.wire.last();
    assert_eq!(
        (&body["hasUniqueValue"], &body["type"], &body["fieldType"]),
        (&json!(true), &json!("string"), &json!("text"))
    );
    assert_eq!(body["description"], "installation 4711");
}

#[tokio::test]
async fn an_id_field_that_is_there_tells_whose_it_is() {
    let bench = bare();
    let present = json!({ "name": "salesforce_id_00d", "hasUniqueValue": true, "description": "installation 1" });
    let plain = json!({ "name": "salesforce_id_00d", "hasUniqueValue": false });
    bench.wire.answer(200, present.clone()).answer(200, plain);
    let description = Some("installation 1".to_owned());
    assert_eq!(
        bench.hubspot.ensure_field(&id_field()).await.unwrap(),
        EnsuredField::Present { description: description.clone() }
    );
    let made = bench.hubspot.ensure_field(&id_field()).await.unwrap();
    assert!(matches!(made, EnsuredField::ByHand { .. }), "not unique: {made:?}");

    bench.wire.answer(404, json!({})).answer(409, json!({})).answer(200, present);
    assert_eq!(
        bench.hubspot.ensure_field(&id_field()).await.unwrap(),
        EnsuredField::Present { description }
    );
}

#[tokio::test]
async fn without_the_scope_an_id_field_is_made_by_hand() {
    let bench = bare();
    let scopes = json!({
        "category": "MISSING_SCOPES", "message": "This app hasn't been granted all required scopes.",
        "errors": [{ "context": { "requiredGranularScopes": ["crm.schemas.contacts.write"] } }],
    });
    bench.wire.answer(404, json!({})).answer(403, scopes);
    let EnsuredField::ByHand { why } = bench.hubspot.ensure_field(&id_field()).await.unwrap()
    else {
        panic!("made without scope");
    };
    assert!(why.contains("crm.schemas.contacts.write"), "{why}");
}

#[tokio::test]
async fn searches_are_booked_on_their_own_bucket() {
    let bench = bench();
    bench.wire.answer(200, json!({ "total": 0, "results": [] }));
    bench.hubspot.pull(&[pull_ask(&["email"])]).await.unwrap();
    let buckets: Vec<Bucket> =
        bench.gate.asks.lock().unwrap().iter().map(|ask| ask.bucket).collect();
    assert_eq!(buckets, [Bucket::HubSpot, Bucket::HubSpotSearch]);
}
