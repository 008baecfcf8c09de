//! The accounts of the story before anybody works in them: what their admins defined themselves, and
//! what is kept in step of it.

use std::path::Path;
use std::sync::Arc;

use crosswalk_app::objects::ObjectToAdd;
use crosswalk_app::pairs::IdFields;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::hubspot::{PortalSettings, Tier};
use crosswalk_model::FieldName;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{
    DeleteSettings, LifecycleSettings, OnDelete, PairFile, Scope, SyncRule, WonReaches,
};
use serde_json::{Value, json};

use super::{INVOICES, MAPPED, ROLES, STANDARD, admins};
use crate::story::Script;
use crate::tripwire::Tripwire;

/// In every third story a delete by a person is carried to the partner.
pub fn policy(script: Script) -> OnDelete {
    if script.seed % 3 == 2 { OnDelete::Delete } else { OnDelete::default() }
}

/// Every fourth org has person accounts.
pub const fn has_persons(script: Script) -> bool {
    script.seed % 4 == 3
}

/// Both accounts, linked, with everything in step that the story has.
pub async fn world(script: Script, folder: &Path, wire: &Arc<Tripwire>) -> World {
    let mut beginning = Beginning {
        home: Some(folder.to_owned()),
        objects: STANDARD.map(str::to_owned).to_vec(),
        ..Beginning::long()
    };
    beginning.settings.seed = script.seed;
    // What a portal defines itself takes the largest subscription.
    let portal = PortalSettings { tier: Tier::Enterprise, ..PortalSettings::default() };
    beginning.settings.hubspot.portals = vec![portal];
    beginning.settings.salesforce.orgs[0].person_accounts = has_persons(script);
    let world = World::watched(beginning, Arc::clone(wire) as _, |_| {}).await;
    define_invoices(&world);
    define_labels(&world);
    let objects = STANDARD.map(str::to_owned);
    let file = world.app.suggest_mapping(world.pair, &objects).await.expect("a suggestion");
    world.app.import_mapping(world.pair, &file).await.expect("a design");
    let invoices = ObjectToAdd {
        hubspot: INVOICES.into(),
        salesforce: Some("Invoice__c".into()),
        id_fields: IdFields::Make,
    };
    world.app.add_object(world.pair, invoices).await.expect("one object more");
    let made = world.app.make_campaign_field(world.pair).await.expect("a property");
    assert_eq!(made.by_hand, None);
    let people = (script.seed % 3 == 1).then(|| admins::list_of_people(&world));
    world.remap(|file| set_rules(file, people.as_ref(), script)).await;
    world
}

/// Every field of the story goes both ways. In every third story a list says who takes part; in every
/// second one opportunities move people's lifecycle stage.
fn set_rules(file: &mut PairFile, people: Option<&Scope>, script: Script) {
    let policy = policy(script);
    for object in &mut file.mappings {
        object.delete = DeleteSettings { hubspot: policy, salesforce: policy };
        let id = object.id.as_str().to_owned();
        if id == "contacts" {
            object.in_scope = people.cloned();
        }
        for field in &mut object.fields {
            let of_story = MAPPED
                .iter()
                .any(|it| it.mapping == id && FieldName::from(it.hubspot.1) == field.hubspot);
            if of_story {
                field.rule = SyncRule::TwoWay;
            }
        }
    }
    if script.seed % 2 == 1 {
        file.lifecycle = LifecycleSettings {
            transitions: true,
            won_reaches: WonReaches::CompanyContacts,
            ..LifecycleSettings::default()
        };
    }
}

/// An object that both accounts define themselves, whose records name a person.
fn define_invoices(world: &World) {
    let property = |name: &str, kind: &str, shown: &str| json!({ "name": name, "label": name, "type": kind, "fieldType": shown });
    let properties = [
        property("name", "string", "text"),
        property("amount", "number", "number"),
        property("note", "string", "text"),
    ];
    let made = world.act(
        HubSpot,
        json!({ "act": "add_object_type", "name": "invoices", "label": "Invoices",
                "properties": properties, "associates": ["contacts"] }),
    );
    assert_eq!(made["name"], json!(INVOICES));
    let field = |name: &str, kind: &str, more: Value| {
        let mut field = json!({ "name": format!("{name}__c"), "label": name, "type": kind,
                                "nillable": true });
        let more = more.as_object().expect("facts of a field");
        more.iter().for_each(|(key, value)| field[key] = value.clone());
        field
    };
    let payer = json!({ "referenceTo": ["Contact"], "relationshipName": "Payer__r", "length": 18 });
    world.act(
        Salesforce,
        json!({ "act": "add_custom_object", "name": "Invoice__c", "label": "Invoice", "fields": [
            field("Amount", "double", json!({ "precision": 12, "scale": 2 })),
            field("Note", "string", json!({ "length": 80 })),
            field("Payer", "reference", payer),
        ] }),
    );
}

/// Labels of a deal's contacts that are called as roles of an opportunity's are.
fn define_labels(world: &World) {
    for (label, role) in ROLES {
        let act = json!({ "act": "add_label", "object": "deals", "to": "contacts", "text": role });
        assert_eq!(world.act(HubSpot, act)["label"], json!(label));
    }
}
