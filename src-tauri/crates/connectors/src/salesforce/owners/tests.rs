use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::script::{Script, composite, rows};

const COMPOSITE: &str = "POST /services/data/v66.0/composite";

fn user(n: usize) -> Json {
    json!({"Id": format!("005{n:012}"), "Name": format!("User {n}"), "Username": "u@x.org",
           "Email": format!("U{n}@X.org"), "IsActive": n != 2, "UserType": "Standard"})
}

#[tokio::test]
async fn users_and_queues_come_in_one_call() {
    let queue = json!({"Id": "00G000000000001", "Name": "Inbound", "Email": null});
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[rows(&[user(1), user(2)]), rows(&[queue])]));
    let owners = script.connector().all_owners().await.unwrap();
    let expected = Owner {
        at: RecordRef::new("User", "005000000000002AAA"),
        name: "User 2".to_owned(),
        email: Some("u2@x.org".to_owned()),
        user: None,
        active: false,
        kind: "Standard".to_owned(),
    };
    assert_eq!(owners[1], expected);
    let expected = Owner {
        at: RecordRef::new("Group", "00G000000000001EAA"),
        name: "Inbound".to_owned(),
        email: None,
        user: None,
        active: true,
        kind: "Queue".to_owned(),
    };
    assert_eq!(owners[2], expected);
    let seen = script.seen();
    let users = "SELECT Id,Name,Username,Email,IsActive,UserType FROM User ORDER BY Id LIMIT 2000";
    assert_eq!(seen[0].soql(0), users);
    assert!(seen[0].soql(1).contains("FROM Group WHERE (Type = 'Queue')"));
}

#[tokio::test]
async fn a_full_page_is_followed_by_another() {
    let full: Vec<Json> = (0..PAGE_ROWS).map(user).collect();
    let script = Script::new();
    script.then(COMPOSITE, 200, composite(&[rows(&full), rows(&[])])).then(
        COMPOSITE,
        200,
        composite(&[rows(&[user(PAGE_ROWS)])]),
    );
    assert_eq!(script.connector().all_owners().await.unwrap().len(), PAGE_ROWS + 1);
    let seen = script.seen();
    assert!(seen[1].soql(0).contains("WHERE (Id > '005000000001999AAA')"));
    assert_eq!(seen[1].json()["compositeRequest"].as_array().unwrap().len(), 1);
}
