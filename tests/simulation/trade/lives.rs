//! Records that go, come back and become other ones, of all objects.

use std::collections::BTreeSet;

use crosswalk_desktop::World;
use crosswalk_model::Side;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Value, json};

use super::deeds::{Trade, company_on, person_on};

/// What people throw away and take back, by side.
const THROWN: [(Side, &str); 12] = [
    (HubSpot, "companies"),
    (HubSpot, "contacts"),
    (HubSpot, "deals"),
    (HubSpot, "tickets"),
    (HubSpot, "tasks"),
    (HubSpot, "meetings"),
    (Salesforce, "Account"),
    (Salesforce, "Contact"),
    (Salesforce, "Opportunity"),
    (Salesforce, "Case"),
    (Salesforce, "Task"),
    (Salesforce, "Event"),
];

/// Everybody of a side, by id: whoever hangs on what is deleted goes with it.
fn living(world: &World, side: Side) -> BTreeSet<String> {
    let objects = THROWN.iter().filter(|(of, _)| *of == side);
    let records = objects.flat_map(|(_, object)| world.records(side, object));
    records.map(|(id, _)| id).collect()
}

impl Trade {
    pub(super) fn delete_or_restore(&mut self, world: &World) -> bool {
        if !self.bin.is_empty() && self.chance.one_in(2) {
            let nth = self.chance.below(self.bin.len());
            let (side, object, id) = self.bin.swap_remove(nth);
            let act = if side == HubSpot { "restore" } else { "undelete" };
            let words = json!({ "act": act, "object": object, "id": id });
            self.diary.remade.insert(id);
            return world.try_act(side, words).is_ok();
        }
        let (side, object) = *self.chance.pick(&THROWN);
        let Some(id) = self.one_of(world, side, object) else { return false };
        let act = if side == HubSpot { "archive" } else { "delete" };
        let words = json!({ "act": act, "object": object, "id": id });
        let before = living(world, side);
        let done = world.try_act(side, words).is_ok();
        if done {
            let after = living(world, side);
            let gone: Vec<String> = before.into_iter().filter(|id| !after.contains(id)).collect();
            self.diary.remade.extend(gone.iter().cloned());
            self.deaths.extend(gone);
            self.bin.push((side, object, id));
        }
        done
    }

    /// Two companies or two people become one: HubSpot gives it a new id, Salesforce keeps the
    /// winner's.
    pub(super) fn merge(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let object = if self.chance.one_in(2) { company_on(side) } else { person_on(side) };
        let (first, other) = (self.one_of(world, side, object), self.one_of(world, side, object));
        let (Some(first), Some(other)) = (first, other) else { return false };
        if first == other {
            return false;
        }
        let words = match side {
            HubSpot => {
                json!({ "act": "merge", "object": object, "primary": first, "other": other })
            }
            Salesforce => json!({ "act": "merge", "winner": first, "losers": [other] }),
        };
        let Ok(made) = world.try_act(side, words) else { return false };
        self.born.extend(made["id"].as_str().map(str::to_owned));
        self.diary.remade.extend(made["id"].as_str().map(str::to_owned));
        self.diary.remade.extend([first, other]);
        true
    }

    /// A lead comes in and becomes a contact with an account, and often an opportunity.
    pub(super) fn convert(&mut self, world: &World) -> bool {
        if self.chance.one_in(2) {
            let (name, email) = (self.word("Lead of"), self.address());
            let fields = json!({ "LastName": "Berg", "Email": email, "Company": name });
            self.create(world, Salesforce, ("Lead", fields));
            return true;
        }
        let Some(lead) = self.one_of(world, Salesforce, "Lead") else { return false };
        let account =
            if self.chance.one_in(3) { self.one_of(world, Salesforce, "Account") } else { None };
        let deal = if self.chance.one_in(2) { Some(self.word("Ship")) } else { None };
        let words = json!({ "act": "convert_lead", "lead": lead, "account_id": account,
                            "opportunity": deal });
        let Ok(made) = world.try_act(Salesforce, words) else { return false };
        self.diary.remade.insert(lead);
        for what in ["contact", "account", "opportunity"] {
            self.born.extend(made[what].as_str().map(str::to_owned));
            self.diary.remade.extend(made[what].as_str().map(str::to_owned));
        }
        let roles = world.records(Salesforce, "OpportunityContactRole");
        self.born.extend(roles.into_iter().map(|(id, _)| id));
        made["contact"] != Value::Null
    }
}
