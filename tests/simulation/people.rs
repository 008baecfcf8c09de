//! What people do in both CRMs, and what is remembered of it.

mod addresses;
mod consent;
mod lives;
pub mod owners;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crosswalk_desktop::World;
use crosswalk_model::{Both, Side};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::fields::{FIELDS, Field};
use crate::meddler::Meddled;
use crate::truth::{Table, Truth, text};

pub use consent::Consent;

/// A kind of operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    Edit,
    Clear,
    EditBoth,
    Create,
    OptOut,
    Untick,
    Resubscribe,
    Touch,
    Own,
    Swap,
    Delete,
    Restore,
    Merge,
    Convert,
}

/// How often each is done, of [`ALL_TIMES`]: edits are most of what people do.
const DEEDS: [(Deed, usize); 14] = [
    (Deed::Edit, 12),
    (Deed::Clear, 4),
    (Deed::EditBoth, 2),
    (Deed::Create, 4),
    (Deed::OptOut, 2),
    (Deed::Untick, 1),
    (Deed::Resubscribe, 1),
    (Deed::Touch, 2),
    (Deed::Own, 2),
    (Deed::Swap, 1),
    (Deed::Delete, 2),
    (Deed::Restore, 2),
    (Deed::Merge, 1),
    (Deed::Convert, 1),
];

const ALL_TIMES: usize = 37;

impl Deed {
    fn draw(chance: &mut Chance) -> Deed {
        let mut left = chance.below(ALL_TIMES);
        for (deed, times) in DEEDS {
            if left < times {
                return deed;
            }
            left -= times;
        }
        Deed::Edit
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Deed::Edit => "edit",
            Deed::Clear => "clear",
            Deed::EditBoth => "edit both",
            Deed::Create => "create",
            Deed::OptOut => "opt out",
            Deed::Untick => "untick",
            Deed::Resubscribe => "resubscribe",
            Deed::Touch => "touch",
            Deed::Own => "own",
            Deed::Swap => "swap",
            Deed::Delete => "delete",
            Deed::Restore => "restore",
            Deed::Merge => "merge",
            Deed::Convert => "convert",
        })
    }
}

/// When an edit came, as the product goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    BetweenPasses,
    /// Between the check of a batch and its write.
    InWindow,
    /// The same in a pass that something went wrong in.
    InWindowOfABadPass,
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
    pub moment: Moment,
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
    /// Who opted out and who came back.
    pub consent: Consent,
    /// Salesforce records that people changed in something else than a field of the simulation, and
    /// when: that moves the record's one stamp as any edit does.
    pub stamped: Vec<(String, Timestamp)>,
    /// Which records a merge or a conversion made this one of.
    pub made_of: BTreeMap<String, Vec<String>>,
    /// Who may own records: users of one side, owners of the other.
    pub owners: Both<Vec<String>>,
    /// What lies in a bin.
    bin: Vec<(&'static str, String)>,
}

/// The objects that people work in.
const OBJECTS: [&str; 3] = ["contacts", "Contact", "Lead"];

impl People {
    pub const fn new(chance: Chance) -> Self {
        People {
            chance,
            made: 0,
            round: 0,
            done: true,
            edits: Vec::new(),
            born: Vec::new(),
            consent: Consent::new(),
            stamped: Vec::new(),
            made_of: BTreeMap::new(),
            owners: Both { salesforce: Vec::new(), hubspot: Vec::new() },
            bin: Vec::new(),
        }
    }

    /// Fills both accounts: some people on both sides, some on one.
    pub fn settle_in(&mut self, world: &World, records: usize) {
        self.owners = owners::settle(world);
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
        let deed = Deed::draw(&mut self.chance);
        let done = match deed {
            Deed::Edit => self.edit_one(world, truth),
            Deed::Clear => self.clear_one(world, truth),
            Deed::EditBoth => self.edit_both(world, truth),
            Deed::Create => {
                let email = self.address();
                let object = *self.chance.pick(&OBJECTS);
                self.make(world, object, &email);
                true
            }
            Deed::OptOut => self.opt_out(world, truth),
            Deed::Untick => self.untick(world, truth),
            Deed::Resubscribe => self.resubscribe(world, truth),
            Deed::Touch => self.touch(world, truth),
            Deed::Own => self.own(world, truth),
            Deed::Swap => self.swap(world, truth),
            Deed::Delete => self.delete(world, truth),
            Deed::Restore => self.restore(world, truth),
            Deed::Merge => self.merge(world, truth),
            Deed::Convert => self.convert(world, truth),
        };
        done.then_some(deed)
    }

    /// The record and all that it was made of.
    pub fn ancestry<'a>(&'a self, id: &'a str) -> BTreeSet<&'a str> {
        let mut all = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(one) = open.pop() {
            for older in self.made_of.get(one).into_iter().flatten() {
                if all.insert(older) {
                    open.push(older);
                }
            }
        }
        all
    }

    fn edit_one(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&["contacts", "contacts", "Contact", "Lead"]);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let field = *self.chance.pick(&FIELDS);
        let value = self.value(field);
        self.edit((world, truth), (object, &id), field, value)
    }

    fn clear_one(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&["contacts", "contacts", "Contact", "Lead"]);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let field = *self.chance.pick(&FIELDS);
        self.edit((world, truth), (object, &id), field, String::new())
    }

    /// An edit of a field that nobody maps.
    fn touch(&mut self, world: &World, truth: &Truth) -> bool {
        let object = *self.chance.pick(&["contacts", "Contact"]);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let field = if object == "contacts" { "about_us" } else { "Description" };
        let value = self.value(FIELDS[0]);
        let done = try_edit(world, (object, &id), field, &value);
        self.stamp(world, object, &id);
        done
    }

    /// Salesforce's stamp of a record moves by something else than a field of the simulation.
    fn stamp(&mut self, world: &World, object: &str, id: &str) {
        if side_of(object) == Side::Salesforce {
            self.stamped.push((id.to_owned(), world.now()));
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
            self.note(world, (object, id), field, value);
        }
        done
    }

    /// Remembers an edit.
    fn note(&mut self, world: &World, (object, id): (&str, &str), field: Field, value: String) {
        self.edits.push(Edit {
            at: world.now(),
            side: side_of(object),
            record: id.to_owned(),
            field: field.hubspot,
            value,
            round: self.round,
            after_done: self.done,
            moment: Moment::BetweenPasses,
        });
    }

    /// Remembers what was done in the windows of a pass.
    pub fn note_windows(&mut self, meddled: &[Meddled], moment: Moment) {
        self.edits.extend(meddled.iter().map(|it| Edit {
            at: it.at,
            side: it.side,
            record: it.record.id.as_str().to_owned(),
            field: it.field.hubspot,
            value: it.value.clone(),
            round: self.round,
            after_done: self.done,
            moment,
        }));
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
            self.note(world, (object, &id), field, value);
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
