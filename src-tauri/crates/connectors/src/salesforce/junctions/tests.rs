use crosswalk_model::connector::{Cursor, PullPage, ReadAsk};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Connector, Reading};
use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::roles::{FIELD, OBJECT, PARENT};
use crate::salesforce::script::{Script, composite, contact, describe, rows};

const COMPOSITE: &str = "POST /services/data/v66.0/composite";
const DESCRIBE: &str = "GET /services/data/v66.0/sobjects/Opportunity/describe";
const DESCRIBE_ROLES: &str = "GET /services/data/v66.0/sobjects/OpportunityContactRole/describe";
const EARLY: &str = "2026-11-23T11:00:00.000+0000";
const LATE: &str = "2026-11-23T11:30:00.000+0000";

fn deal(n: usize) -> String {
    crate::salesforce::ids::normalise(&format!("006{n:012}")).unwrap().as_str().to_owned()
}

fn role_id(n: usize) -> String {
    crate::salesforce::ids::normalise(&format!("00K{n:012}")).unwrap().as_str().to_owned()
}

fn roles_describe() -> String {
    describe(OBJECT, &[("OpportunityId", "reference"), ("ContactId", "reference")])
}

/// A script that has described opportunities, their stages and their roles.
fn script() -> std::sync::Arc<Script> {
    let script = Script::new();
    script
        .then(DESCRIBE, 200, describe(PARENT, &[("Name", "string")]))
        .then(DESCRIBE_ROLES, 200, roles_describe())
        .then(COMPOSITE, 200, composite(&[rows(&[])]));
    script
}

fn pull_ask(cursor: Option<Cursor>) -> PullAsk {
    let fields = ["Name", FIELD].map(FieldName::from).into();
    PullAsk { object: ObjectName::from(PARENT), fields, cursor, purpose: Purpose::Sync }
}

/// Changes since eleven.
fn since() -> Option<Cursor> {
    Some(Cursor(json!({"pull": "changes", "from": "2026-11-23T11:00:00Z"}).to_string()))
}

/// An opportunity that its owner changed early, with roles as its children: the contact, and
/// whether the role lies in the bin.
fn opportunity(n: usize, roles: &[(usize, bool)]) -> Json {
    let children: Vec<Json> = roles
        .iter()
        .map(|(of, gone)| {
            json!({"attributes": {"type": OBJECT}, "ContactId": contact(*of), "IsDeleted": gone,
                   "LastModifiedDate": LATE, "LastModifiedById": "005000000000002"})
        })
        .collect();
    let children = if children.is_empty() { Json::Null } else { rows(&children).1 };
    json!({"attributes": {"type": PARENT}, "Id": deal(n), "IsDeleted": false,
           "SystemModstamp": EARLY, "LastModifiedDate": EARLY, "LastModifiedById": "005000000000001",
           "Name": format!("deal {n}"), (ROLES.relation): children})
}

fn change(of: usize, id: usize) -> Json {
    json!({"attributes": {"type": OBJECT}, "Id": role_id(id), "OpportunityId": deal(of),
           "ContactId": contact(1), "IsDeleted": true, "SystemModstamp": LATE,
           "LastModifiedDate": LATE, "LastModifiedById": "005000000000002"})
}

fn reading(page: &PullPage, n: usize) -> Reading {
    let id = deal(n);
    page.records.iter().find(|it| it.at.id.as_str() == id).unwrap().reading(&FIELD.into())
}

fn contacts(list: &[usize]) -> Reading {
    let at = |n: &usize| RecordRef::new("Contact", contact(*n));
    Reading::Value(Value::References(list.iter().map(at).collect()))
}

#[tokio::test]
async fn m10_the_roles_come_with_the_opportunity_and_cost_no_call() {
    let script = script();
    let page = [
        opportunity(1, &[(1, false), (2, false), (1, false)]),
        opportunity(2, &[]),
        opportunity(3, &[(1, true)]),
    ];
    script.then(COMPOSITE, 200, composite(&[rows(&page), rows(&[])]));
    let pages = script.connector().pull(&[pull_ask(since())]).await.unwrap();
    assert_eq!(reading(&pages[0], 1), contacts(&[1, 2]), "two roles of one contact are one");
    assert_eq!(reading(&pages[0], 2), Reading::Blank);
    assert_eq!(reading(&pages[0], 3), Reading::Blank, "a role in the bin is none");
    let seen = script.seen();
    assert_eq!(seen.len(), 4, "three to describe, one to pull");
    let children = "(SELECT ContactId,IsDeleted,LastModifiedDate,LastModifiedById \
                    FROM OpportunityContactRoles) FROM Opportunity WHERE";
    assert!(seen[3].soql(0).contains(children), "{}", seen[3].soql(0));
    assert_eq!(
        seen[3].soql(1),
        "SELECT Id,OpportunityId,ContactId,IsDeleted,LastModifiedDate,LastModifiedById,\
         SystemModstamp FROM OpportunityContactRole WHERE SystemModstamp >= 2026-11-23T11:00:00Z \
         ORDER BY SystemModstamp,Id LIMIT 2000"
    );
}

#[tokio::test]
async fn m10_an_opportunity_whose_roles_alone_changed_is_read_whole() {
    let script = script();
    let changes = [change(7, 1), change(8, 2), change(7, 3)];
    script.then(COMPOSITE, 200, composite(&[rows(&[opportunity(8, &[])]), rows(&changes)])).then(
        COMPOSITE,
        200,
        composite(&[rows(&[opportunity(7, &[(3, false)])])]),
    );
    let pages = script.connector().pull(&[pull_ask(since())]).await.unwrap();
    assert_eq!(pages[0].records.len(), 2, "one of them is in the page already");
    assert_eq!(reading(&pages[0], 7), contacts(&[3]));
    let name = pages[0].records.iter().find(|it| it.at.id.as_str() == deal(7)).unwrap();
    assert_eq!(name.reading(&"Name".into()), Reading::Value(Value::Text("deal 7".to_owned())));
    let of_eight = pages[0].records.iter().find(|it| it.at.id.as_str() == deal(8)).unwrap();
    assert_eq!(of_eight.modified, Some("2026-11-23T11:30:00Z".parse().unwrap()));
    assert_eq!(of_eight.modified_by.as_ref().unwrap().as_str(), "005000000000002AAA");
    let seen = script.seen();
    assert!(seen[4].soql(0).ends_with(&format!("FROM Opportunity WHERE Id IN ('{}')", deal(7))));
}

#[tokio::test]
async fn m10_a_backfill_asks_for_no_changes_of_roles() {
    let script = script();
    script.then(COMPOSITE, 200, composite(&[rows(&[opportunity(1, &[(1, false)])])]));
    let pages = script.connector().pull(&[pull_ask(None)]).await.unwrap();
    assert_eq!(reading(&pages[0], 1), contacts(&[1]));
    assert_eq!(script.seen()[3].json()["compositeRequest"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn m10_changes_of_roles_have_pages_of_their_own() {
    let script = script();
    let full: Vec<Json> = (0..PAGE_ROWS).map(|id| change(1, id)).collect();
    let deal_1 = || composite(&[rows(&[opportunity(1, &[])])]);
    script
        .then(COMPOSITE, 200, composite(&[rows(&[]), rows(&full)]))
        .then(COMPOSITE, 200, deal_1())
        .then(COMPOSITE, 200, composite(&[rows(&[change(1, PAGE_ROWS)])]))
        .then(COMPOSITE, 200, deal_1());
    let connector = script.connector();
    let one = connector.pull(&[pull_ask(since())]).await.unwrap().remove(0);
    assert!(one.more);
    let two = connector.pull(&[pull_ask(Some(one.cursor))]).await.unwrap().remove(0);
    assert!(!two.more);
    let start: Json = serde_json::from_str(&two.cursor.0).unwrap();
    assert_eq!(
        start,
        json!({"pull": "changes", "from": "2026-11-23T11:50:00Z", "after": null,
                             "then": null})
    );
    let seen = script.seen();
    let second = seen[5].json();
    assert_eq!(second["compositeRequest"].as_array().unwrap().len(), 1, "the rows are read");
    let last = format!("Id > '{}'", role_id(PAGE_ROWS - 1));
    assert!(seen[5].soql(0).contains(&last), "{}", seen[5].soql(0));
}

#[tokio::test]
async fn m10_a_cut_list_of_roles_is_read_apart() {
    let script = script();
    let mut cut = opportunity(1, &[(1, false)]);
    cut[ROLES.relation]["done"] = json!(false);
    let role = |id: usize, of: usize| {
        json!({"Id": format!("00K{id:012}"), "OpportunityId": deal(1), "ContactId": contact(of),
               "IsDeleted": false})
    };
    script.then(COMPOSITE, 200, composite(&[rows(&[cut])])).then(
        COMPOSITE,
        200,
        composite(&[rows(&[role(1, 1), role(2, 2)])]),
    );
    let pages = script.connector().pull(&[pull_ask(None)]).await.unwrap();
    assert_eq!(reading(&pages[0], 1), contacts(&[1, 2]));
    let soql = script.seen()[4].soql(0);
    assert!(soql.contains(&format!("(OpportunityId IN ('{}') AND IsDeleted = false)", deal(1))));
}

#[tokio::test]
async fn m10_a_read_by_id_brings_the_roles_of_all_even_when_the_page_is_cut() {
    let script = script();
    let mut cut = rows(&[opportunity(1, &[(1, false)])]);
    cut.1["done"] = json!(false);
    script.then(COMPOSITE, 200, composite(&[cut])).then(
        COMPOSITE,
        200,
        composite(&[rows(&[opportunity(2, &[(2, false)])])]),
    );
    let ids = [deal(1), deal(2), deal(3)].iter().map(|id| id.as_str().into()).collect();
    let ask = ReadAsk {
        object: PARENT.into(),
        ids,
        fields: [FIELD.into()].into(),
        purpose: Purpose::Sync,
    };
    let answer = script.connector().read(&ask).await.unwrap();
    let of = |n: usize| answer.found[deal(n).as_str()].reading(&FIELD.into());
    assert_eq!((of(1), of(2)), (contacts(&[1]), contacts(&[2])));
    assert_eq!(answer.missing, [RecordId::from(deal(3))]);
}

#[tokio::test]
async fn m10_hidden_roles_are_no_field() {
    let lacking = describe(OBJECT, &[("OpportunityId", "reference")]);
    for (status, body) in [(404, "[]".to_owned()), (403, "[]".to_owned()), (200, lacking)] {
        let script = Script::new();
        script
            .then(DESCRIBE, 200, describe(PARENT, &[("Name", "string")]))
            .then(DESCRIBE_ROLES, status, body)
            .then(COMPOSITE, 200, composite(&[rows(&[])]));
        let schema = script.connector().describe(&PARENT.into()).await.unwrap();
        assert!(!schema.fields.contains_key(FIELD), "{status}");
    }
    let schema = script().connector().describe(&PARENT.into()).await.unwrap();
    let field = &schema.fields[FIELD];
    assert_eq!((field.kind, field.native.as_str()), (ValueKind::References, "association"));
    assert_eq!(field.references, [ObjectName::from("Contact")]);
}

#[tokio::test]
async fn m10_roles_that_are_hidden_since_the_last_describe_do_not_stop_the_pull() {
    let script = script();
    let hidden =
        json!([{"errorCode": "INVALID_TYPE", "message": "Didn't understand relationship"}]);
    let without = json!({"Id": deal(1), "Name": "deal 1", "SystemModstamp": EARLY});
    script
        .then(COMPOSITE, 200, composite(&[(400, hidden), rows(&[])]))
        .then(DESCRIBE, 200, describe(PARENT, &[("Name", "string")]))
        .then(DESCRIBE_ROLES, 404, "[]")
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(COMPOSITE, 200, composite(&[rows(&[without])]));
    let pages = script.connector().pull(&[pull_ask(since())]).await.unwrap();
    assert_eq!(reading(&pages[0], 1), Reading::Unknown);
}

#[tokio::test]
async fn m10_five_objects_with_roles_are_six_queries_and_two_calls() {
    let script = Script::new();
    let others = ["A__c", "B__c", "C__c", "D__c"];
    for (object, path) in others.iter().zip([
        "GET /services/data/v66.0/sobjects/A__c/describe",
        "GET /services/data/v66.0/sobjects/B__c/describe",
        "GET /services/data/v66.0/sobjects/C__c/describe",
        "GET /services/data/v66.0/sobjects/D__c/describe",
    ]) {
        script.then(path, 200, describe(object, &[]));
    }
    let none = rows(&[]);
    script
        .then(DESCRIBE, 200, describe(PARENT, &[("Name", "string")]))
        .then(DESCRIBE_ROLES, 200, roles_describe())
        .then(COMPOSITE, 200, composite(&[rows(&[])]))
        .then(COMPOSITE, 200, composite(&[none.clone(), none.clone(), none.clone(), none.clone()]))
        .then(COMPOSITE, 200, composite(&[none.clone(), none.clone()]))
        .then(COMPOSITE, 200, composite(&vec![none; 5]));
    let connector = script.connector();
    let other = |object: &str| PullAsk { object: object.into(), ..pull_ask(since()) };
    let mut asks: Vec<PullAsk> = others.iter().map(|object| other(object)).collect();
    asks.push(pull_ask(since()));
    assert_eq!(connector.pull(&asks).await.unwrap().len(), 5);
    asks.remove(0);
    assert_eq!(connector.pull(&asks).await.unwrap().len(), 4, "four objects are one call");
    script.seen();
}

const DECIDES: &str = "association:OpportunityContactRole:Decision Maker";

/// The same, of an org whose roles have names.
fn named_script() -> std::sync::Arc<Script> {
    let mut roles: Json = serde_json::from_str(&describe(
        OBJECT,
        &[("OpportunityId", "reference"), ("ContactId", "reference"), ("Role", "picklist")],
    ))
    .unwrap();
    let fields = roles["fields"].as_array_mut().unwrap();
    fields.last_mut().unwrap()["picklistValues"] =
        json!([{"value": "Decision Maker", "label": "Decision Maker", "active": true}]);
    let script = Script::new();
    script
        .then(DESCRIBE, 200, describe(PARENT, &[("Name", "string")]))
        .then(DESCRIBE_ROLES, 200, roles.to_string())
        .then(COMPOSITE, 200, composite(&[rows(&[])]));
    script
}

#[tokio::test]
async fn labels_of_roles_come_with_the_opportunity_and_cost_no_call() {
    let script = named_script();
    let mut deal = opportunity(1, &[(1, false), (2, false), (2, false), (3, true)]);
    for (at, role) in [(0, json!(null)), (1, json!("Other")), (2, json!("Decision Maker"))] {
        deal[ROLES.relation]["records"][at]["Role"] = role;
    }
    deal[ROLES.relation]["records"][3]["Role"] = json!("Decision Maker");
    script.then(COMPOSITE, 200, composite(&[rows(&[deal, opportunity(2, &[])]), rows(&[])]));
    let mut ask = pull_ask(since());
    ask.fields.insert(DECIDES.into());
    let pages = script.connector().pull(&[ask]).await.unwrap();
    let reading = |n: usize, field: &str| {
        let found = pages[0].records.iter().find(|it| it.at.id.as_str() == self::deal(n));
        found.unwrap().reading(&field.into())
    };
    assert_eq!(reading(1, FIELD), contacts(&[1, 2]), "whatever the role is, or without one");
    assert_eq!(reading(1, DECIDES), contacts(&[2]));
    assert_eq!((reading(2, FIELD), reading(2, DECIDES)), (Reading::Blank, Reading::Blank));
    let seen = script.seen();
    assert_eq!(seen.len(), 4, "three to describe, one to pull");
    let children = "(SELECT ContactId,IsDeleted,LastModifiedDate,LastModifiedById,Role \
                    FROM OpportunityContactRoles) FROM Opportunity WHERE";
    assert!(seen[3].soql(0).contains(children), "{}", seen[3].soql(0));
}

#[tokio::test]
async fn labels_of_roles_are_read_apart_where_the_list_is_cut() {
    let script = named_script();
    let mut cut = opportunity(1, &[(1, false)]);
    cut[ROLES.relation]["done"] = json!(false);
    let role = |id: usize, of: usize, role: Json| {
        json!({"Id": format!("00K{id:012}"), "OpportunityId": deal(1), "ContactId": contact(of),
               "IsDeleted": false, "Role": role})
    };
    let roles = [role(1, 1, json!("Decision Maker")), role(2, 2, json!(null))];
    script.then(COMPOSITE, 200, composite(&[rows(&[cut])])).then(
        COMPOSITE,
        200,
        composite(&[rows(&roles)]),
    );
    // The field of one role alone brings them, too.
    let ask = PullAsk { fields: [DECIDES.into()].into(), ..pull_ask(None) };
    let pages = script.connector().pull(&[ask]).await.unwrap();
    let record = &pages[0].records[0];
    assert_eq!(record.reading(&DECIDES.into()), contacts(&[1]));
    assert_eq!(record.reading(&FIELD.into()), Reading::Unknown, "nobody asked");
    let soql = script.seen()[4].soql(0);
    assert!(soql.starts_with("SELECT Id,OpportunityId,ContactId,IsDeleted,Role FROM"), "{soql}");
}

/// Whether the URL of a composite's part may be longer than that of a request is nowhere said.
#[tokio::test]
async fn m10_no_query_by_ids_is_longer_than_a_url_may_be() {
    let wide: Vec<String> = (0..300).map(|n| format!("A_Field_Of_Our_Own_{n}__c")).collect();
    let fields: Vec<(&str, &str)> = wide.iter().map(|name| (name.as_str(), "string")).collect();
    let script = Script::new();
    script
        .then(DESCRIBE, 200, describe(PARENT, &fields))
        .then(DESCRIBE_ROLES, 200, roles_describe())
        .then(COMPOSITE, 200, composite(&[rows(&[])]));
    let none = rows(&[]);
    script.then(COMPOSITE, 200, composite(&vec![none.clone(); 5])).then(
        COMPOSITE,
        200,
        composite(&vec![none; 4]),
    );
    let ask = ReadAsk {
        object: PARENT.into(),
        ids: (0..1_500).map(|n| RecordId::from(deal(n))).collect(),
        fields: wide.iter().map(|name| name.as_str().into()).chain([FIELD.into()]).collect(),
        purpose: Purpose::Sync,
    };
    let read = script.connector().read(&ask).await.unwrap();
    assert_eq!(read.missing.len(), 1_500);
    let asked = script.seen();
    let urls = asked[3..].iter().flat_map(|call| {
        let parts = call.json()["compositeRequest"].as_array().unwrap().clone();
        parts.into_iter().map(|part| part["url"].as_str().unwrap().len())
    });
    let urls: Vec<usize> = urls.collect();
    assert!(urls.iter().all(|length| *length < 16_384), "{urls:?}");
}

/// Rows of more parents than one query names: five queries in a call, and on from where each ended.
#[tokio::test]
async fn m10_rows_of_many_parents_are_read_in_one_call_and_each_to_its_end() {
    let script = script();
    let role = |n: usize, of: usize| {
        json!({"Id": role_id(n), "OpportunityId": deal(of), "ContactId": contact(n),
               "IsDeleted": false})
    };
    let mut cut = rows(&[role(1, 1), role(2, 1)]);
    cut.1["done"] = json!(false);
    let (first, rest) = (composite(&[cut, rows(&[role(9, 450)])]), rows(&[role(3, 1)]));
    script.then(COMPOSITE, 200, first).then(COMPOSITE, 200, composite(&[rest]));
    let parents: Vec<RecordId> = (0..500).map(|n| deal(n).into()).collect();
    let connector = script.connector();
    connector.schema(&PARENT.into()).await.unwrap();
    let standing = connector.standing((&ROLES, &PARENT.into()), &parents, Purpose::Sync).await;
    let standing = standing.unwrap();
    let of = |n: usize| standing[&RecordId::from(deal(n))].len();
    assert_eq!((standing.len(), of(1), of(450)), (2, 3, 1));
    let seen = script.seen();
    let again = seen.last().unwrap().soql(0);
    assert!(again.contains(&format!("Id > '{}'", role_id(2))), "{again}");
    assert!(again.contains(&deal(1)) && !again.contains(&deal(450)), "{again}");
}
