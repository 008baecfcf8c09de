//! Companies and their contacts take one another's lifecycle stage along, where that is switched on:
//! H44, H65, H67.

use crosswalk_app::preview::PlannedAsk;
use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{LifecycleSettings, Scope};
use serde_json::json;

use crate::{LATER, keeping, settled, tie};

/// Acme with Ann and Bo; Cy is of nobody. Everybody is a lead.
struct Acme {
    world: World,
    acme: String,
    people: [String; 3],
}

impl Acme {
    async fn new(lifecycle: LifecycleSettings) -> Acme {
        let world = keeping(&["companies", "contacts"]).await;
        world.remap(|file| file.lifecycle = lifecycle).await;
        let lead = json!({ "name": "Acme", "lifecyclestage": "lead" });
        let acme = world.hubspot_record("companies", lead);
        let people = ["ann", "bo", "cy"].map(|name| {
            let fields = json!({ "email": format!("{name}@acme.no"), "lastname": name,
                                 "lifecyclestage": "lead" });
            world.hubspot_contact(fields)
        });
        for contact in &people[..2] {
            tie(&world, ("contacts", contact), ("companies", &acme), 1);
        }
        settled(&world).await;
        world.wait(LATER).await;
        Acme { world, acme, people }
    }

    fn company_is(&self, stage: &str) {
        self.world.edit(HubSpot, "companies", &self.acme, json!({ "lifecyclestage": stage }));
    }

    fn is(&self, who: usize, stage: &str) {
        let contact = &self.people[who];
        self.world.edit(HubSpot, "contacts", contact, json!({ "lifecyclestage": stage }));
    }

    /// The company's stage, and everybody's.
    fn stages(&self) -> [String; 4] {
        let [ann, bo, cy] = &self.people;
        let all =
            [("companies", &self.acme), ("contacts", ann), ("contacts", bo), ("contacts", cy)];
        all.map(|(object, id)| {
            let stage = self.world.field(HubSpot, object, id, "lifecyclestage");
            stage.as_str().unwrap_or_default().to_owned()
        })
    }

    /// What the next plan says of a stage: where, what, by which rule.
    async fn planned(&self) -> Vec<(String, String, String)> {
        self.world.app.preview(self.world.pair, "test").await.unwrap();
        let ask = PlannedAsk { field: Some("lifecyclestage".to_owned()), ..PlannedAsk::default() };
        let rows = self.world.app.planned(self.world.pair, &ask).unwrap().rows;
        let mut said = Vec::new();
        for row in rows {
            assert_eq!(row.side, HubSpot, "nothing of it is Salesforce's");
            for change in row.changes.into_iter().filter(|it| it.field == "lifecyclestage") {
                said.push((row.object.clone(), change.rule, change.ruling));
            }
        }
        said
    }
}

fn off() -> LifecycleSettings {
    LifecycleSettings::default()
}

fn up() -> LifecycleSettings {
    LifecycleSettings { contact_to_company: true, ..off() }
}

fn down() -> LifecycleSettings {
    LifecycleSettings { company_to_contacts: true, ..off() }
}

fn both() -> LifecycleSettings {
    LifecycleSettings { contact_to_company: true, company_to_contacts: true, ..off() }
}

#[tokio::test(start_paused = true)]
async fn h44_a_contacts_stage_is_carried_to_its_company_where_that_is_on() {
    for (switch, company) in [(off(), "lead"), (down(), "lead"), (up(), "customer")] {
        let acme = Acme::new(switch).await;
        acme.is(0, "customer");
        if company == "customer" {
            let planned = acme.planned().await;
            let rule = ("companies", "forward_only", "contact_stage");
            let rule = (rule.0.to_owned(), rule.1.to_owned(), rule.2.to_owned());
            assert_eq!(planned, [rule], "it is shown first");
        }
        settled(&acme.world).await;
        assert_eq!(acme.stages(), [company, "customer", "lead", "lead"], "{switch:?}");
        // Cy is of no company.
        acme.is(2, "evangelist");
        settled(&acme.world).await;
        assert_eq!(acme.stages()[0], company);
    }
}

#[tokio::test(start_paused = true)]
async fn h65_a_companys_stage_spreads_to_its_contacts_forward_only_where_that_is_on() {
    for (switch, bo) in [(off(), "lead"), (up(), "lead"), (down(), "opportunity")] {
        let acme = Acme::new(switch).await;
        acme.is(0, "customer");
        settled(&acme.world).await;
        acme.company_is("opportunity");
        if bo == "opportunity" {
            let planned = acme.planned().await;
            let rule = ("contacts", "forward_only", "company_stage");
            let rule = (rule.0.to_owned(), rule.1.to_owned(), rule.2.to_owned());
            assert_eq!(planned, [rule], "Bo alone: nobody is moved back");
        }
        settled(&acme.world).await;
        let [_, ann, of_bo, cy] = acme.stages();
        assert_eq!([ann.as_str(), &of_bo, &cy], ["customer", bo, "lead"], "{switch:?}");
    }
}

/// A person moves one of them back: that stands, until something new happens.
#[tokio::test(start_paused = true)]
async fn h65_a17_a_person_who_moves_a_contact_back_is_not_fought() {
    let acme = Acme::new(down()).await;
    acme.company_is("customer");
    settled(&acme.world).await;
    assert_eq!(acme.stages(), ["customer", "customer", "customer", "lead"]);
    acme.is(1, "");
    acme.is(1, "lead");
    settled(&acme.world).await;
    acme.world.edit(HubSpot, "contacts", &acme.people[1], json!({ "firstname": "Bo" }));
    settled(&acme.world).await;
    assert_eq!(acme.stages()[2], "lead");
    acme.company_is("evangelist");
    settled(&acme.world).await;
    assert_eq!(acme.stages()[2], "evangelist");
}

#[tokio::test(start_paused = true)]
async fn h44_h65_who_takes_no_part_neither_moves_nor_is_moved() {
    let acme = Acme::new(both()).await;
    let filter = "firstname != \"out\"".to_owned();
    acme.world
        .remap(|file| {
            let people = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "contacts");
            people.unwrap().in_scope = Some(Scope::Filter(filter));
        })
        .await;
    acme.world.edit(HubSpot, "contacts", &acme.people[1], json!({ "firstname": "out" }));
    settled(&acme.world).await;
    acme.is(1, "evangelist");
    settled(&acme.world).await;
    assert_eq!(acme.stages(), ["lead", "lead", "evangelist", "lead"]);
    acme.is(1, "");
    acme.company_is("customer");
    settled(&acme.world).await;
    assert_eq!(acme.stages(), ["customer", "customer", "", "lead"]);
}

/// One pass carries a stage from a contact to its company and on to everybody else there; the next
/// one writes nothing.
#[tokio::test(start_paused = true)]
async fn h67_both_ways_together_settle_in_one_pass() {
    let acme = Acme::new(both()).await;
    let world = &acme.world;
    acme.is(0, "customer");
    world.sync().await;
    assert_eq!(acme.stages(), ["customer", "customer", "customer", "lead"]);
    for _ in 0..3 {
        world.wait(LATER).await;
        let before = world.last_exchange();
        world.sync().await;
        assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    }
    // From the other end, and with an own stage of somebody that is further.
    acme.is(1, "evangelist");
    acme.company_is("evangelist");
    settled(world).await;
    assert_eq!(acme.stages(), ["evangelist", "evangelist", "evangelist", "lead"]);
    let stages = world.records(Salesforce, "Account").remove(0).1;
    assert!(!stages.keys().any(|name| name.to_lowercase().contains("lifecycle")));
}
