//! What a mapping needs of an account, what its sign-in may not do of that, and the permission set
//! that grants it: H149, H155; and what else is installed: S7, S8.

use crosswalk_app::accounts::health::{CheckCode, HealthCheck};
use crosswalk_desktop::World;
use crosswalk_model::Side;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::OnDelete;
use serde_json::json;

use crate::keeping;

fn hide(world: &World, field: &str, access: &str) {
    let act = json!({ "act": "set_field_permission", "object": "Contact", "field": field,
                      "access": access });
    world.act(Salesforce, act);
}

async fn checks(world: &World, side: Side) -> Vec<HealthCheck> {
    let connections = world.app.store().pair(world.pair).unwrap().connections;
    world.app.account_health(*connections.get(side)).await.unwrap().checks
}

fn of(checks: &[HealthCheck], code: CheckCode) -> Vec<&str> {
    let named = checks.iter().filter(|it| it.code == code);
    named.flat_map(|it| &it.fields).map(String::as_str).collect()
}

/// What the file says of a field of contacts: whether it may be edited.
fn granted(file: &str, field: &str) -> Option<bool> {
    let named = format!("<field>Contact.{field}</field>");
    let (head, _) = file.split_once(&named)?;
    let editable = head.rsplit_once("<editable>")?.1;
    Some(editable.starts_with("true"))
}

#[tokio::test(start_paused = true)]
async fn h149_h155_the_permission_set_grants_what_is_needed_also_of_what_is_hidden() {
    let world = keeping(&["contacts"]).await;
    hide(&world, "Title", "hidden");
    hide(&world, "Phone", "read");
    let found = checks(&world, Salesforce).await;
    assert_eq!(of(&found, CheckCode::FieldsHidden), ["Title"], "{found:?}");
    assert_eq!(of(&found, CheckCode::FieldsReadOnly), ["Business Phone"], "{found:?}");
    let file = world.app.permission_set(world.pair).await.unwrap();
    assert_eq!([granted(&file, "Title"), granted(&file, "Phone")], [Some(true); 2]);
    assert_eq!(granted(&file, "LastName"), None, "it goes with the object");
    assert_eq!(granted(&file, "OwnerId"), None, "it goes with the object");
    let id_field = file.lines().find(|line| line.contains("Contact.Crosswalk"));
    assert!(id_field.is_some(), "the pair's id field: {file}");
    assert!(file.contains("<object>Contact</object>") && file.contains("<object>Lead</object>"));
    assert!(!file.contains("<allowDelete>true"), "nothing is deleted by this mapping");
    assert!(!file.contains("<modifyAllRecords>true"));
    let before = file;
    for field in ["Title", "Phone"] {
        hide(&world, field, "edit");
    }
    world.remap(|file| file.mappings[0].delete.salesforce = OnDelete::Delete).await;
    let file = world.app.permission_set(world.pair).await.unwrap();
    assert!(file.contains("<allowDelete>true") && !before.contains("<allowDelete>true"));
}

#[tokio::test(start_paused = true)]
async fn h149_a_scope_that_hubspot_refused_for_is_told_by_name() {
    let world = keeping(&["contacts", "companies"]).await;
    let connections = world.app.store().pair(world.pair).unwrap().connections;
    let found = world.app.account_health(connections.hubspot).await.unwrap();
    assert_eq!(of(&found.checks, CheckCode::MissingScopes), Vec::<&str>::new());
    assert!(found.scopes.iter().any(|it| it == "crm.objects.companies.write"), "{found:?}");
    let few = ["crm.schemas.contacts.read", "crm.objects.contacts.read"];
    world.act(HubSpot, json!({ "act": "grant_scopes", "scopes": few }));
    let found = checks(&world, HubSpot).await;
    let missing = of(&found, CheckCode::MissingScopes);
    assert!(missing.contains(&"crm.schemas.companies.read"), "{found:?}");
    assert!(missing.contains(&"crm.objects.owners.read"), "{found:?}");
    assert!(!missing.contains(&"crm.schemas.contacts.read"), "{found:?}");
    let hidden = found.iter().find(|it| it.code == CheckCode::ObjectHidden).expect("an object");
    assert_eq!(hidden.about, "companies");
}

#[tokio::test(start_paused = true)]
async fn h149_pipelines_need_the_deals_and_their_definitions() {
    let world = keeping(&["contacts", "deals"]).await;
    let connections = world.app.store().pair(world.pair).unwrap().connections;
    let needed = world.app.account_health(connections.hubspot).await.unwrap().scopes;
    for lacking in ["crm.objects.deals.read", "crm.schemas.deals.read"] {
        assert!(needed.iter().any(|it| it == lacking), "{needed:?}");
        let held: Vec<&String> = needed.iter().filter(|it| *it != lacking).collect();
        world.act(HubSpot, json!({ "act": "grant_scopes", "scopes": held }));
        let found = checks(&world, HubSpot).await;
        assert_eq!(of(&found, CheckCode::MissingScopes), [lacking], "{found:?}");
        let hidden = found.iter().find(|it| it.code == CheckCode::ObjectHidden).expect("deals");
        assert_eq!(hidden.about, "deals");
    }
    world.act(HubSpot, json!({ "act": "grant_scopes", "scopes": needed }));
    let found = checks(&world, HubSpot).await;
    assert_eq!(of(&found, CheckCode::MissingScopes), Vec::<&str>::new());
}

#[tokio::test(start_paused = true)]
async fn s7_s8_a19_hubspots_own_package_is_told_with_its_version_and_nothing_asks_for_it() {
    let world = keeping(&["contacts"]).await;
    let told = [CheckCode::NativePackage, CheckCode::NativePackageOld, CheckCode::PackagesHidden];
    let packages = async || {
        let found = checks(&world, Salesforce).await.into_iter();
        let found = found.filter(|it| told.contains(&it.code));
        found.map(|it| (it.code, it.about)).collect::<Vec<_>>()
    };
    let install = |name: &str, namespace: &str, (major, minor): (u32, u32)| {
        let act = json!({ "act": "install_package", "name": name, "namespace": namespace,
                          "major": major, "minor": minor });
        world.act(Salesforce, act);
    };
    assert_eq!(packages().await, []);
    install("Maps", "maps", (9, 9));
    assert_eq!(packages().await, [], "what is nothing to us");
    install("HubSpot Integration", "HubSpot_Inc", (2, 59));
    let old = (CheckCode::NativePackageOld, "HubSpot Integration 2.59".to_owned());
    assert_eq!(packages().await, [old]);
    // It is a warning: what this pair does goes on.
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn s7_a19_a_package_of_today_is_told_and_one_that_cannot_be_seen_is_never_passed() {
    let world = keeping(&["contacts"]).await;
    let act = json!({ "act": "install_package", "name": "HubSpot Integration",
                      "namespace": "HubSpot_Inc", "major": 2, "minor": 60 });
    world.act(Salesforce, act);
    let found = checks(&world, Salesforce).await;
    let told = found.iter().find(|it| it.code == CheckCode::NativePackage).expect("the package");
    assert_eq!(told.about, "HubSpot Integration 2.60");
    let path = "/services/data/v66.0/tooling/query";
    let body = json!([{ "errorCode": "INSUFFICIENT_ACCESS", "message": "not yours to see" }]);
    world.fault(json!({
        "at": { "vendor": "salesforce", "path": path },
        "kind": { "kind": "status", "status": 403, "body": body.to_string() },
    }));
    let found = checks(&world, Salesforce).await;
    assert!(found.iter().any(|it| it.code == CheckCode::PackagesHidden), "{found:?}");
}
