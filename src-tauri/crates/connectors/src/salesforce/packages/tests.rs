use serde_json::json;

use super::*;
use crate::salesforce::script::Script;

fn path() -> &'static str {
    let query = encoded(QUERY);
    format!("GET /services/data/v66.0/tooling/query?q={query}").leak()
}

#[tokio::test]
async fn a19_packages_are_told_with_their_versions() {
    let script = Script::new();
    let rows = json!([
        { "SubscriberPackage": { "Name": "HubSpot Integration", "NamespacePrefix": "HubSpot_Inc" },
          "SubscriberPackageVersion": { "MajorVersion": 1, "MinorVersion": 132 } },
        { "SubscriberPackage": null, "SubscriberPackageVersion": null },
        { "SubscriberPackage": { "Name": "Unmanaged", "NamespacePrefix": null },
          "SubscriberPackageVersion": null },
    ]);
    let body = json!({ "size": 3, "totalSize": 3, "done": true, "records": rows });
    script.then(path(), 200, body.to_string());
    let told = script.connector().installed().await.unwrap();
    let package = |name: &str, namespace: Option<&str>, version| InstalledPackage {
        name: name.to_owned(),
        namespace: namespace.map(str::to_owned),
        version,
    };
    let hubspot = package("HubSpot Integration", Some("HubSpot_Inc"), Some((1, 132)));
    assert_eq!(told, [hubspot, package("Unmanaged", None, None)]);
}

#[tokio::test]
async fn a19_who_may_not_look_at_packages_is_told_so() {
    for status in REFUSALS {
        let script = Script::new();
        let body = json!([{ "errorCode": "INVALID_TYPE", "message": "no such type" }]);
        script.then(path(), status, body.to_string());
        let told = script.connector().installed().await;
        assert!(
            matches!(told, Err(ConnectorError::NotAllowed(_) | ConnectorError::NoSuchObject(_))),
            "{status}: {told:?}"
        );
    }
}
