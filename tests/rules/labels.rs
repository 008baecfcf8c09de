//! Labels of a deal's contacts in HubSpot, and the roles of an opportunity's in Salesforce.

use std::collections::BTreeSet;
use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Map, Value, json};

use crate::{LATER, having, keeping, only, settled, tie};

const ALL: [&str; 3] = ["companies", "contacts", "deals"];
const ROLE: &str = "OpportunityContactRole";
/// Past the hourly look at the fields.
const AN_HOUR: Duration = Duration::from_secs(4_000);

/// A label in HubSpot, by its number.
fn label(world: &World, text: &str) -> u64 {
    let act = json!({ "act": "add_label", "object": "deals", "to": "contacts", "text": text });
    world.act(HubSpot, act)["label"].as_u64().unwrap()
}

/// A deal on both sides with Ann, and Bo who has nothing to do with it.
struct Deal {
    world: World,
    deal: String,
    there: String,
    /// Ann and Bo.
    here: [String; 2],
    contacts: [String; 2],
    /// Decides, judges.
    labels: [u64; 2],
}

impl Deal {
    /// Two labels are tied with the roles of their names, as is suggested.
    async fn new() -> Deal {
        let world = keeping(&ALL).await;
        let labels = ["Decision maker", "EVALUATOR"].map(|text| label(&world, text));
        let objects = ALL.map(str::to_owned);
        let file = world.app.suggest_mapping(world.pair, &objects).await.unwrap();
        let deals = file.mappings.iter().find(|it| it.hubspot.as_str() == "deals").unwrap();
        let tied = deals.fields.iter().filter(|it| it.hubspot.as_str().contains(":label:"));
        assert!(tied.clone().all(|it| it.rule == SyncRule::Union));
        assert_eq!(tied.count(), 2);
        world.app.import_mapping(world.pair, &file).await.unwrap();
        let here = ["ann", "bo"].map(|name| {
            let email = format!("{name}@acme.no");
            world.hubspot_contact(json!({ "email": email, "lastname": name }))
        });
        let fields = json!({ "dealname": "Ship", "dealstage": "qualifiedtobuy",
            "pipeline": "default", "closedate": "2026-12-01T00:00:00Z" });
        let deal = world.hubspot_record("deals", fields);
        tie(&world, ("deals", &deal), ("contacts", &here[0]), 3);
        settled(&world).await;
        let contacts = ["ann", "bo"].map(|name| {
            having(&world, Salesforce, "Contact", ("Email", &format!("{name}@acme.no")))
        });
        let there = only(&world, Salesforce, "Opportunity");
        Deal { world, deal, there, here, contacts, labels }
    }

    /// A person puts a label on somebody of the deal, or takes it off.
    fn act(&self, act: &str, who: &str, label: u64) {
        let words = json!({ "act": act, "object": "deals", "id": self.deal, "to": "contacts",
                            "other": who, "label": label });
        self.world.act(HubSpot, words);
    }

    /// The labels on somebody; none for who has nothing to do with the deal.
    fn labels_on(&self, who: &str) -> Option<BTreeSet<u64>> {
        let dump = self.world.emulator.dump(Vendor::HubSpot, self.world.accounts.get(HubSpot));
        let links = dump["state"]["associations"]["links"].as_array().unwrap();
        let is = |it: &Value, id: &str| it.as_u64().map(|it| it.to_string()).as_deref() == Some(id);
        let link = links.iter().find(|it| is(&it[0], &self.deal) && is(&it[2], who))?;
        let kinds = link[3].as_array().unwrap().iter();
        let own = kinds.filter(|it| it["category"] == "USER_DEFINED");
        Some(own.map(|it| it["id"].as_u64().unwrap()).collect())
    }

    /// The roles of somebody, one for each row; an empty one for a row without.
    fn roles_of(&self, who: &str) -> Vec<String> {
        let rows = self.world.records(Salesforce, ROLE).into_iter();
        let text = |row: &Map<String, Value>, field: &str| {
            row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let own = rows.filter(|(_, row)| text(row, "ContactId") == who);
        let mut roles: Vec<String> = own.map(|(_, row)| text(&row, "Role")).collect();
        roles.sort();
        roles
    }

    /// A person gives the only row of somebody another role.
    fn give(&self, who: &str, role: &Value) {
        let row = having(&self.world, Salesforce, ROLE, ("ContactId", who));
        self.world.edit(Salesforce, ROLE, &row, json!({ "Role": role }));
    }

    async fn later(&self) {
        self.world.wait(LATER).await;
        settled(&self.world).await;
    }
}

fn set(labels: &[u64]) -> Option<BTreeSet<u64>> {
    Some(labels.iter().copied().collect())
}

#[tokio::test(start_paused = true)]
async fn labels_given_in_hubspot_become_roles_and_go_again() {
    let it = Deal::new().await;
    let [decides, judges] = it.labels;
    assert_eq!(it.roles_of(&it.contacts[0]), [""]);
    it.act("associate", &it.here[0], decides);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker"]);
    // Another one in its place is another role on the same row.
    it.act("dissociate", &it.here[0], decides);
    it.act("associate", &it.here[0], judges);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), ["Evaluator"]);
    // Without one the association stays, and so does the row.
    it.act("dissociate", &it.here[0], judges);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), [""]);
    assert_eq!(it.labels_on(&it.here[0]), set(&[]));
}

#[tokio::test(start_paused = true)]
async fn labels_follow_the_roles_of_salesforce() {
    let it = Deal::new().await;
    let [decides, judges] = it.labels;
    it.give(&it.contacts[0], &json!("Decision Maker"));
    it.later().await;
    assert_eq!(it.labels_on(&it.here[0]), set(&[decides]));
    it.give(&it.contacts[0], &json!("Evaluator"));
    it.later().await;
    assert_eq!(it.labels_on(&it.here[0]), set(&[judges]));
    // A role that no label is tied to is none here.
    it.give(&it.contacts[0], &json!("Influencer"));
    it.later().await;
    assert_eq!(it.labels_on(&it.here[0]), set(&[]));
    assert_eq!(it.roles_of(&it.contacts[0]), ["Influencer"]);
    // Somebody new comes with one.
    let row = json!({ "OpportunityId": it.there, "ContactId": it.contacts[1],
                      "Role": "Evaluator" });
    it.world.create(Salesforce, ROLE, row).unwrap();
    it.later().await;
    assert_eq!(it.labels_on(&it.here[1]), set(&[judges]));
    let rows = it.world.records(Salesforce, ROLE);
    assert_eq!(rows.len(), 2, "{rows:?}");
}

#[tokio::test(start_paused = true)]
async fn labels_of_who_joins_make_one_row_each_in_one_pass() {
    let it = Deal::new().await;
    let [decides, judges] = it.labels;
    // Bo is on both sides, Cy on neither, and both come with a label.
    it.act("associate", &it.here[1], decides);
    let cy = it.world.hubspot_contact(json!({ "email": "cy@acme.no", "lastname": "cy" }));
    it.act("associate", &cy, judges);
    it.world.wait(LATER).await;
    it.world.apply().await;
    assert_eq!(it.roles_of(&it.contacts[1]), ["Decision Maker"]);
    it.later().await;
    let cy_there = having(&it.world, Salesforce, "Contact", ("Email", "cy@acme.no"));
    assert_eq!(it.roles_of(&cy_there), ["Evaluator"]);
    assert_eq!(it.world.records(Salesforce, ROLE).len(), 3);
    // Out of the deal, and the row goes with its role.
    let out = json!({ "act": "dissociate", "object": "deals", "id": it.deal, "to": "contacts",
                      "other": it.here[1] });
    it.world.act(HubSpot, out);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[1]), [""; 0]);
    // The same from the other side.
    let row = having(&it.world, Salesforce, ROLE, ("ContactId", &cy_there));
    it.world.act(Salesforce, json!({ "act": "delete", "object": ROLE, "id": row }));
    it.later().await;
    assert_eq!(it.labels_on(&cy), None);
    assert_eq!(it.labels_on(&it.here[0]), set(&[]), "Ann stays");
}

#[tokio::test(start_paused = true)]
async fn labels_two_of_one_person_are_two_rows() {
    let it = Deal::new().await;
    let [decides, judges] = it.labels;
    it.act("associate", &it.here[0], decides);
    it.act("associate", &it.here[0], judges);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker", "Evaluator"]);
    it.act("dissociate", &it.here[0], decides);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), ["", "Evaluator"]);
    assert_eq!(it.labels_on(&it.here[0]), set(&[judges]));
    // Either row keeps the association.
    let row = having(&it.world, Salesforce, ROLE, ("Role", "Evaluator"));
    it.world.act(Salesforce, json!({ "act": "delete", "object": ROLE, "id": row }));
    it.later().await;
    assert_eq!(it.labels_on(&it.here[0]), set(&[]));
}

#[tokio::test(start_paused = true)]
async fn labels_that_are_deleted_pause_their_field_alone() {
    let it = Deal::new().await;
    let [decides, judges] = it.labels;
    it.act("associate", &it.here[0], decides);
    it.later().await;
    let gone = json!({ "act": "delete_label", "object": "deals", "label": decides });
    it.world.act(HubSpot, gone);
    // A pull meets deals without the label before the fields are looked at again.
    it.world.edit(HubSpot, "deals", &it.deal, json!({ "dealname": "Ship it" }));
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker"], "nobody took it off");
    it.world.wait(AN_HOUR).await;
    let report = it.world.apply().await;
    let named: Vec<String> = report.drift.iter().map(|it| it.name.to_string()).collect();
    let field = format!("association:contacts:label:{decides}");
    assert_eq!((report.result, named), (RunResult::Done, vec![field.clone()]));
    let line = it.world.app.error_lines(it.world.pair).unwrap().remove(0);
    assert_eq!(line.group, format!("field_gone/hubspot/{field}"));
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker"], "nothing is cleared by it");
    // The other one goes on, and who is there at all.
    it.act("associate", &it.here[1], judges);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[1]), ["Evaluator"]);
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker"]);
}

/// A deleted row leaves no stamp: the opportunity looks older than it did with it. No pull came by
/// while the vendor still told of the delete.
#[tokio::test(start_paused = true)]
async fn labels_go_with_a_role_whose_delete_nobody_saw() {
    let it = Deal::new().await;
    let [decides, _] = it.labels;
    it.later().await;
    it.give(&it.contacts[0], &json!("Decision Maker"));
    it.later().await;
    assert_eq!(it.labels_on(&it.here[0]), set(&[decides]));
    let row = having(&it.world, Salesforce, ROLE, ("ContactId", &it.contacts[0]));
    it.world.act(Salesforce, json!({ "act": "delete", "object": ROLE, "id": row }));
    it.world.act(Salesforce, json!({ "act": "purge", "id": row }));
    it.world.app.sweep(it.world.pair, "test").await.unwrap();
    it.later().await;
    assert_eq!(it.labels_on(&it.here[0]), None);
    assert_eq!(it.roles_of(&it.contacts[0]), [""; 0]);
}

/// Before the fields are looked at again, a write still names the label that is gone.
#[tokio::test(start_paused = true)]
async fn labels_that_are_gone_are_refused_alone_until_the_fields_are_looked_at() {
    let it = Deal::new().await;
    let [decides, _] = it.labels;
    let gone = json!({ "act": "delete_label", "object": "deals", "label": decides });
    it.world.act(HubSpot, gone);
    let row = json!({ "OpportunityId": it.there, "ContactId": it.contacts[1],
                      "Role": "Decision Maker" });
    it.world.create(Salesforce, ROLE, row).unwrap();
    it.world.wait(LATER).await;
    it.world.apply().await;
    assert_eq!(it.labels_on(&it.here[1]), set(&[]), "associated, without the label");
}

#[tokio::test(start_paused = true)]
async fn labels_on_a_lead_neither_cross_nor_are_lost() {
    let it = Deal::new().await;
    let [decides, _] = it.labels;
    let lee = json!({ "Email": "lee@x.no", "LastName": "Lee", "Company": "X" });
    it.world.salesforce_record("Lead", lee);
    let lee = it.world.hubspot_contact(json!({ "email": "lee@x.no", "lastname": "Lee" }));
    it.act("associate", &lee, decides);
    it.act("associate", &it.here[0], decides);
    it.later().await;
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker"]);
    assert_eq!(it.world.records(Salesforce, ROLE).len(), 1);
    it.give(&it.contacts[0], &Value::Null);
    it.later().await;
    assert_eq!((it.labels_on(&it.here[0]), it.labels_on(&lee)), (set(&[]), set(&[decides])));
}

/// A delete does nothing on the other side by itself (H127).
#[tokio::test(start_paused = true)]
async fn labels_of_a_deleted_contact_leave_its_role() {
    let it = Deal::new().await;
    let [decides, judges] = it.labels;
    it.act("associate", &it.here[0], decides);
    it.act("associate", &it.here[1], judges);
    it.later().await;
    it.world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": it.here[0] }));
    it.act("dissociate", &it.here[1], judges);
    for _ in 0..3 {
        it.world.wait(Duration::from_secs(25 * 60 * 60)).await;
        it.world.apply().await;
    }
    assert_eq!(it.roles_of(&it.contacts[0]), ["Decision Maker"]);
    assert_eq!(it.roles_of(&it.contacts[1]), [""]);
}
