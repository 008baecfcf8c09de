use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::script::{Script, composite, rows};

const USERINFO: &str = "GET /services/oauth2/userinfo";
const COMPOSITE: &str = "POST /services/data/v66.0/composite";

async fn account(org: Json, currency: (u16, Json)) -> Account {
    let mut row = json!({"Id": "00D000000000001", "Name": "Acme", "IsSandbox": false,
        "OrganizationType": "Enterprise Edition", "TrialExpirationDate": null,
        "TimeZoneSidKey": "Europe/Oslo"});
    for (key, value) in org.as_object().unwrap() {
        row[key] = value.clone();
    }
    let info = json!({"user_id": "005000000000001", "organization_id": "00D000000000001",
        "name": "Ann", "preferred_username": "ann@acme.org"});
    let script = Script::new();
    script.then(USERINFO, 200, info.to_string()).then(
        COMPOSITE,
        200,
        composite(&[rows(&[row]), currency]),
    );
    let account = script.connector().account().await.unwrap();
    script.seen();
    account
}

fn no_currencies() -> (u16, Json) {
    (400, json!([{"errorCode": "INVALID_TYPE", "message": "sObject type 'CurrencyType' …"}]))
}

#[tokio::test]
async fn who_am_i_names_the_org_and_the_user() {
    let euros = rows(&[json!({"IsoCode": "EUR"})]);
    let expected = Account {
        id: "00D000000000001EAA".into(),
        name: "Acme".to_owned(),
        kind: AccountKind::Production,
        edition: Some("Enterprise Edition".to_owned()),
        user: Some("005000000000001AAA".into()),
        user_name: Some("ann@acme.org".to_owned()),
        base_url: "https://acme.my.salesforce.com/".to_owned(),
        time_zone: Some("Europe/Oslo".to_owned()),
        currency: Some("EUR".to_owned()),
    };
    assert_eq!(account(json!({}), euros).await, expected);
}

#[tokio::test]
async fn kinds_of_orgs_are_told_apart() {
    let kind = async |org: Json| account(org, no_currencies()).await.kind;
    let developer = "Developer Edition";
    assert_eq!(kind(json!({})).await, AccountKind::Production);
    assert_eq!(kind(json!({"OrganizationType": developer})).await, AccountKind::Developer);
    assert_eq!(kind(json!({"IsSandbox": true})).await, AccountKind::Sandbox);
    let scratch = json!({"IsSandbox": true, "OrganizationType": developer,
        "TrialExpirationDate": "2022-03-25T16:21:17.000+0000"});
    assert_eq!(kind(scratch).await, AccountKind::Sandbox);
    let group = account(json!({"OrganizationType": "Team Edition"}), no_currencies()).await;
    assert_eq!(group.edition.as_deref(), Some("Team Edition"));
    assert_eq!(group.currency, None);
}

#[tokio::test]
async fn an_org_without_api_access_says_so() {
    let info = json!({"user_id": "005000000000001", "organization_id": "00D000000000001"});
    let body = r#"[{"errorCode":"API_DISABLED_FOR_ORG","message":"The REST API is not enabled for this Organization."}]"#;
    let script = Script::new();
    script.then(USERINFO, 200, info.to_string()).then(COMPOSITE, 403, body);
    let error = script.connector().account().await.unwrap_err();
    let ConnectorError::NotAllowed(words) = error else { panic!("{error}") };
    assert_eq!(words.code, "API_DISABLED_FOR_ORG");
}
