//! Who owns records.

use crosswalk_desktop::World;
use crosswalk_model::{Both, Side};
use serde_json::json;

use super::{OBJECTS, People, side_of, try_edit};
use crate::fields::OWNER;
use crate::truth::{Truth, text};

/// Two users with their HubSpot owners, and an owner whom Salesforce does not know.
pub fn settle(world: &World) -> Both<Vec<String>> {
    let mut owners = Both { salesforce: Vec::new(), hubspot: Vec::new() };
    for (first, last) in [("Bo", "Dahl"), ("Cy", "Eng"), ("Dag", "Foss")] {
        let email = format!("{}@acme.example", first.to_lowercase());
        let owner =
            json!({ "act": "add_owner", "email": email, "first_name": first, "last_name": last });
        let made = world.act(Side::HubSpot, owner);
        owners.hubspot.push(made["id"].as_str().expect("an id").to_owned());
        if first == "Dag" {
            continue;
        }
        let user = json!({
            "act": "add_user", "username": email, "email": email, "first_name": first,
            "last_name": last,
        });
        let made = world.act(Side::Salesforce, user);
        owners.salesforce.push(made["id"].as_str().expect("an id").to_owned());
    }
    owners
}

impl People {
    /// A record gets another owner; in HubSpot perhaps none.
    pub(super) fn own(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&OBJECTS);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let mut choice = self.owners.get(side_of(object)).clone();
        if object == "contacts" {
            choice.push(String::new());
        }
        let owner = self.chance.pick(&choice).clone();
        let field = OWNER.on(object);
        let Some(record) = truth.table_mut(object).get_mut(&id) else { return false };
        if text(record, field) == owner || !try_edit(world, (object, &id), field, &owner) {
            return false;
        }
        record.insert(field.to_owned(), json!(owner));
        self.note(world, (object, &id), OWNER, owner);
        true
    }
}
