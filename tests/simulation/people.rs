//! What people do in both CRMs, and what is remembered of it.

use std::fmt;

use crosswalk_desktop::World;
use crosswalk_model::Side;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::fields::{FIELDS, Field};
use crate::truth::{Table, Truth, text};

/// A kind of operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    Edit,
    Clear,
    EditBoth,
    Create,
    OptOut,
    Touch,
}

/// Edits are most of what people do.
const DEEDS: [Deed; 12] = [
    Deed::Edit,
    Deed::Edit,
    Deed::Edit,
    Deed::Edit,
    Deed::Edit,
    Deed::Clear,
    Deed::Clear,
    Deed::EditBoth,
    Deed::Create,
    Deed::Create,
    Deed::OptOut,
    Deed::Touch,
];

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Deed::Edit => "edit",
            Deed::Clear => "clear",
            Deed::EditBoth => "edit both",
            Deed::Create => "create",
            Deed::OptOut => "opt out",
            Deed::Touch => "touch",
        })
    }
}

/// One value that a person gave one field of one record.
#[derive(Clone, Debug)]
pub struct Edit {
    pub at: Timestamp,
    pub side: Side,
    pub record: String,
    pub field: &'static str,
    /// Empty for a clear.
    pub value: String,
    /// How many passes had gone well before it.
    pub round: usize,
    /// Whether the pass before it knew the fate of all its writes.
    pub after_done: bool,
}

/// The people, with what they did.
#[derive(Debug)]
pub struct People {
    chance: Chance,
    made: usize,
    /// How many passes went well so far.
    pub round: usize,
    /// Whether the last pass knew the fate of all its writes.
    pub done: bool,
    pub edits: Vec<Edit>,
    /// Records that people made, on either side.
    pub born: Vec<String>,
    /// Addresses that were opted out, on either side.
    pub opted_out: Vec<String>,
    /// Salesforce records that people changed in something else than a field of the simulation, and
    /// when: that moves the record's one stamp as any edit does.
    pub stamped: Vec<(String, Timestamp)>,
}

impl People {
    pub const fn new(chance: Chance) -> Self {
        People {
            chance,
            made: 0,
            round: 0,
            done: true,
            edits: Vec::new(),
            born: Vec::new(),
            opted_out: Vec::new(),
            stamped: Vec::new(),
        }
    }

    /// Fills both accounts: some people on both sides, some on one.
    pub fn settle_in(&mut self, world: &World, records: usize) {
        for nth in 0..records {
            let email = self.address();
            match nth % 5 {
                0 | 1 => {
                    self.make(world, "contacts", &email);
                    self.make(world, "Contact", &email);
                }
                2 => {
                    self.make(world, "contacts", &email);
                    self.make(world, "Lead", &email);
                }
                3 => self.make(world, "contacts", &email),
                _ => self.make(world, if nth % 2 == 0 { "Contact" } else { "Lead" }, &email),
            }
        }
    }

    /// One operation; `None` where the record of its choice was gone.
    pub fn act(&mut self, world: &World, truth: &mut Truth) -> Option<Deed> {
        let deed = *self.chance.pick(&DEEDS);
        match deed {
            Deed::Edit | Deed::Clear => {
                let object = *self.chance.pick(&["contacts", "contacts", "Contact", "Lead"]);
                let id = self.somebody(truth.table(object))?;
                let field = *self.chance.pick(&FIELDS);
                let value = if deed == Deed::Clear { String::new() } else { self.value(field) };
                self.edit((world, truth), (object, &id), field, value).then_some(deed)
            }
            Deed::EditBoth => self.edit_both(world, truth).then_some(deed),
            Deed::Create => {
                let email = self.address();
                let object = *self.chance.pick(&["contacts", "Contact", "Lead"]);
                self.make(world, object, &email);
                Some(deed)
            }
            Deed::OptOut => self.opt_out(world, truth).then_some(deed),
            Deed::Touch => {
                let object = *self.chance.pick(&["contacts", "Contact"]);
                let id = self.somebody(truth.table(object))?;
                let field = if object == "contacts" { "about_us" } else { "Description" };
                let value = self.value(FIELDS[0]);
                let done = try_edit(world, (object, &id), field, &value);
                if done && object == "Contact" {
                    self.stamped.push((id, world.now()));
                }
                done.then_some(deed)
            }
        }
    }

    /// The same field of the same person, on both sides, a moment or minutes apart.
    fn edit_both(&mut self, world: &World, truth: &mut Truth) -> bool {
        let Some(id) = self.somebody(&truth.hubspot) else { return false };
        let email = text(&truth.hubspot[&id], "email").to_lowercase();
        let here = |table: &Table| {
            let same = |it: &Map<String, Value>| text(it, "Email").to_lowercase() == email;
            table.iter().find(|(_, record)| same(record)).map(|(id, _)| id.clone())
        };
        let field = *self.chance.pick(&FIELDS);
        let mine = self.value(field);
        let theirs = self.value(field);
        let object = if here(&truth.contacts).is_some() { "Contact" } else { "Lead" };
        let partner = here(truth.table(object));
        let done = self.edit((world, truth), ("contacts", &id), field, mine);
        match partner {
            Some(partner) => self.edit((world, truth), (object, &partner), field, theirs),
            None => done,
        }
    }

    /// An edit that changes something; what is there already is no edit.
    fn edit(
        &mut self,
        (world, truth): (&World, &mut Truth),
        (object, id): (&str, &str),
        field: Field,
        value: String,
    ) -> bool {
        let Some(record) = truth.table_mut(object).get_mut(id) else { return false };
        let done = text(record, field.on(object)) != value
            && try_edit(world, (object, id), field.on(object), &value);
        if done {
            record.insert(field.on(object).to_owned(), json!(value));
            self.edits.push(Edit {
                at: world.now(),
                side: side_of(object),
                record: id.to_owned(),
                field: field.hubspot,
                value,
                round: self.round,
                after_done: self.done,
            });
        }
        done
    }

    fn opt_out(&mut self, world: &World, truth: &Truth) -> bool {
        let object = *self.chance.pick(&["contacts", "Contact", "Lead"]);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let record = &truth.table(object)[&id];
        let done = if object == "contacts" {
            let email = text(record, "email");
            if email.is_empty() {
                return false;
            }
            world.try_act(Side::HubSpot, json!({ "act": "unsubscribe", "email": email })).is_ok()
        } else {
            let fields = json!({ "HasOptedOutOfEmail": true });
            world.try_edit(Side::Salesforce, object, &id, fields).is_ok()
        };
        if done && object != "contacts" {
            self.stamped.push((id.clone(), world.now()));
        }
        if done {
            self.opted_out.push(id);
        }
        done
    }

    fn make(&mut self, world: &World, object: &str, email: &str) {
        let mut fields = Map::new();
        fields
            .insert(if object == "contacts" { "email" } else { "Email" }.to_owned(), json!(email));
        let mut given = Vec::new();
        for field in FIELDS {
            if field.hubspot == "lastname" || self.chance.one_in(2) {
                let value = self.value(field);
                fields.insert(field.on(object).to_owned(), json!(value));
                given.push((field, value));
            }
        }
        if object == "Lead" {
            fields.insert("Company".to_owned(), json!("Acme"));
        }
        let id = world.create(side_of(object), object, Value::Object(fields)).expect("a record");
        for (field, value) in given {
            self.edits.push(Edit {
                at: world.now(),
                side: side_of(object),
                record: id.clone(),
                field: field.hubspot,
                value,
                round: self.round,
                after_done: self.done,
            });
        }
        self.born.push(id);
    }

    fn address(&mut self) -> String {
        self.made += 1;
        format!("person{}@example.no", self.made)
    }

    /// A value that nobody gave before.
    fn value(&mut self, field: Field) -> String {
        self.made += 1;
        match field.hubspot {
            "phone" | "mobilephone" | "fax" => format!("+47 22 {:06}", self.made),
            "zip" => format!("N-{:05}", self.made),
            _ => format!("{} æ{}", field.hubspot, self.made),
        }
    }

    fn somebody(&mut self, table: &Table) -> Option<String> {
        if table.is_empty() {
            return None;
        }
        let nth = self.chance.below(table.len());
        table.keys().nth(nth).cloned()
    }
}

pub fn side_of(object: &str) -> Side {
    if object == "contacts" { Side::HubSpot } else { Side::Salesforce }
}

/// A person's edit; refused where the CRM refuses it.
fn try_edit(world: &World, (object, id): (&str, &str), field: &str, value: &str) -> bool {
    let side = side_of(object);
    let value =
        if value.is_empty() && side == Side::Salesforce { Value::Null } else { json!(value) };
    let fields = Value::Object(Map::from_iter([(field.to_owned(), value)]));
    world.try_edit(side, object, id, fields).is_ok()
}
