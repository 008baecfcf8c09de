//! Somebody who edits a value in the moments between its check and its write: the bounded window of P6.

use std::sync::Arc;

use crosswalk_desktop::World;
use crosswalk_emulator::Emulator;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::Clock;
use crosswalk_model::plan::Act;
use crosswalk_model::{Both, PairId, RecordRef, Side};
use crosswalk_store::{OutboxState, Store};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::fields::{FIELDS, Field};

/// What was done in a window.
#[derive(Clone, Debug)]
pub struct Meddled {
    pub at: Timestamp,
    pub side: Side,
    pub record: RecordRef,
    pub field: Field,
    pub value: String,
}

/// Who sees what is about to be sent.
pub struct Meddler {
    store: Arc<Store>,
    pair: PairId,
    emulator: Emulator,
    accounts: Both<String>,
    editor: Option<String>,
    chance: Chance,
    /// How many values they gave before.
    made: usize,
    now: Box<dyn Fn() -> Timestamp + Send>,
    pub done: Vec<Meddled>,
}

impl std::fmt::Debug for Meddler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meddler").field("done", &self.done).finish_non_exhaustive()
    }
}

impl Meddler {
    /// Somebody for one pass, who gave so many values before.
    pub fn of(world: &World, chance: Chance, made: usize) -> Meddler {
        let clock = world.clock.clone();
        Meddler {
            store: world.app.store().clone(),
            pair: world.pair,
            emulator: world.emulator.clone(),
            accounts: world.accounts.clone(),
            editor: world.editor.clone(),
            chance,
            made,
            now: Box::new(move || clock.now()),
            done: Vec::new(),
        }
    }

    /// Perhaps gives another value to one of the fields that are about to be written.
    pub fn meddle(&mut self) {
        let rows = self.store.outbox_unanswered(self.pair).expect("a state");
        let mut open: Vec<(Side, RecordRef, Field)> = Vec::new();
        for row in rows.iter().filter(|row| row.state == OutboxState::Sent) {
            let Act::Update { at, changes, .. } = &row.act else { continue };
            for field in FIELDS {
                let name = field.on(at.object.as_str());
                if changes.iter().any(|change| change.field.as_str() == name) {
                    open.push((row.side, at.clone(), field));
                }
            }
        }
        if open.is_empty() || !self.chance.one_in(3) {
            return;
        }
        let (side, record, field) = self.chance.pick(&open).clone();
        let made = self.made + self.done.len();
        let value = match field.hubspot {
            "phone" | "mobilephone" | "fax" => format!("+47 33 {made:06}"),
            "zip" => format!("N-9{made:04}"),
            _ => format!("{} between {made}", field.hubspot),
        };
        let name = field.on(record.object.as_str()).to_owned();
        let mut act = json!({
            "act": "edit", "account": self.accounts.get(side), "object": record.object.as_str(),
            "id": record.id.as_str(),
            "fields": Value::Object(Map::from_iter([(name, json!(value))])),
        });
        let vendor = match side {
            Side::HubSpot => Vendor::HubSpot,
            Side::Salesforce => Vendor::Salesforce,
        };
        if let (Side::Salesforce, Some(editor)) = (side, &self.editor) {
            act["by"] = json!(editor);
        }
        if self.emulator.act(vendor, act).is_ok() {
            self.done.push(Meddled { at: (self.now)(), side, record, field, value });
        }
    }
}
