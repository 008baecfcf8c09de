//! Opt-outs, and people who come back.

use std::collections::BTreeMap;

use crosswalk_desktop::World;
use crosswalk_model::Side;
use jiff::Timestamp;
use serde_json::json;

use super::{OBJECTS, People};
use crate::truth::{Table, Truth, text};

/// The opt-out's names.
const BOX: &str = "HasOptedOutOfEmail";
const STATUS: &str = "hs_email_optout";

/// Who opted out and who came back.
#[derive(Debug)]
pub struct Consent {
    /// Records that say so, and nobody took it back there. What both sides said once is kept apart.
    pub out: BTreeMap<String, Timestamp>,
    /// HubSpot records whose person resubscribed.
    pub back: Vec<(String, Timestamp)>,
    /// Salesforce records that were unticked last, with how many passes had gone well.
    unticked: BTreeMap<String, usize>,
}

impl Consent {
    pub const fn new() -> Self {
        Consent { out: BTreeMap::new(), back: Vec::new(), unticked: BTreeMap::new() }
    }
}

impl People {
    pub(super) fn opt_out(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&OBJECTS);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let record = &truth.table(object)[&id];
        let (name, yes) =
            if object == "contacts" { (STATUS, json!("true")) } else { (BOX, json!(true)) };
        if text(record, name) == "true" {
            return false;
        }
        let done = if object == "contacts" {
            let email = text(record, "email");
            let act = json!({ "act": "unsubscribe", "email": email });
            !email.is_empty() && world.try_act(Side::HubSpot, act).is_ok()
        } else {
            world.try_edit(Side::Salesforce, object, &id, json!({ BOX: true })).is_ok()
        };
        if done {
            if let Some(record) = truth.table_mut(object).get_mut(&id) {
                record.insert(name.to_owned(), yes);
            }
            self.stamp(world, object, &id);
            // A tick that takes back an untick of the same time between passes is none.
            if self.consent.unticked.get(&id) != Some(&self.round) {
                self.consent.out.insert(id, world.now());
            }
        }
        done
    }

    /// Somebody unticks Email Opt Out in Salesforce.
    pub(super) fn untick(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&["Contact", "Lead"]);
        let ticked = those(truth.table(object), BOX);
        let Some(id) = self.somebody(&ticked) else { return false };
        let done = world.try_edit(Side::Salesforce, object, &id, json!({ BOX: false })).is_ok();
        if done {
            if let Some(record) = truth.table_mut(object).get_mut(&id) {
                record.insert(BOX.to_owned(), json!(false));
            }
            self.stamp(world, object, &id);
            self.consent.out.remove(&id);
            self.consent.unticked.insert(id, self.round);
        }
        done
    }

    /// The person comes back, by the link in a mail.
    pub(super) fn resubscribe(&mut self, world: &World, truth: &mut Truth) -> bool {
        let out = those(&truth.hubspot, STATUS);
        let Some(id) = self.somebody(&out) else { return false };
        let email = text(&truth.hubspot[&id], "email");
        let act = json!({ "act": "resubscribe", "email": email });
        let done = world.try_act(Side::HubSpot, act).is_ok();
        if done {
            if let Some(record) = truth.hubspot.get_mut(&id) {
                record.remove(STATUS);
            }
            self.consent.out.remove(&id);
            self.consent.back.push((id, world.now()));
        }
        done
    }
}

/// The records that say yes in a field.
fn those(table: &Table, field: &str) -> Table {
    let yes = table.iter().filter(|(_, record)| text(record, field) == "true");
    yes.map(|(id, record)| (id.clone(), record.clone())).collect()
}
