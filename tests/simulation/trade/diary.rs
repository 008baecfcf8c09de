//! What people did, as far as it says what has to stand at the end.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_desktop::World;
use crosswalk_model::Side;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::deeds::{Trade, person_on};

/// A field that a person wrote.
#[derive(Clone, Debug)]
pub struct Edit {
    pub side: Side,
    pub record: String,
    /// By the name on its side.
    pub field: &'static str,
    /// As a person reads it; blank is empty.
    pub value: String,
    pub at: Timestamp,
}

/// What people did.
#[derive(Debug, Default)]
pub struct Diary {
    pub edits: Vec<Edit>,
    /// When people last changed anything of a record.
    pub touched: BTreeMap<String, Timestamp>,
    /// Records that were made one, made another, thrown away or brought back.
    pub remade: BTreeSet<String>,
    /// Records that say that their person opted out.
    pub out: BTreeSet<String>,
}

impl Trade {
    /// Somebody changes a record, where the CRM lets them.
    pub(super) fn change(
        &mut self,
        world: &World,
        side: Side,
        (object, id): (&str, &str),
        fields: Value,
    ) -> bool {
        let done = world.try_edit(side, object, id, fields).is_ok();
        if done {
            self.diary.touched.insert(id.to_owned(), world.now());
        }
        done
    }

    /// Notes a mapped field that somebody wrote.
    pub(super) fn note(&mut self, world: &World, side: Side, edit: (&str, &'static str, &Value)) {
        let (record, field, value) = edit;
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let (record, at) = (record.to_owned(), world.now());
        self.diary.edits.push(Edit { side, record, field, value, at });
    }

    /// Somebody opts out: on the page of a mail, or by a tick.
    pub(super) fn opt_out(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let object = person_on(side);
        let Some(id) = self.one_of(world, side, object) else { return false };
        let done = match side {
            Side::HubSpot => {
                let email = world.field(side, object, &id, "email");
                let act = json!({ "act": "unsubscribe", "email": email });
                email.is_string() && world.try_act(side, act).is_ok()
            }
            Side::Salesforce => {
                let tick = json!({ "HasOptedOutOfEmail": true });
                self.change(world, side, (object, &id), tick)
            }
        };
        if done {
            self.diary.touched.insert(id.clone(), world.now());
            self.diary.out.insert(id);
        }
        done
    }
}
