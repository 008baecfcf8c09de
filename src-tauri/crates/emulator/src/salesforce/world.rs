//! What one org holds: its rows by object, their order by stamp, and what finds them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::ids;
use super::schema::{Field, Schema, Sobject};
use super::settings::{OrgSettings, Quirks};

/// A record id of 18 characters.
pub(crate) type Id = Arc<str>;

/// One record. Absent cells are null.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) cells: Vec<(u16, Value)>,
    /// When other sessions first see it (a late commit); the stamp is older.
    pub(crate) visible: Option<Timestamp>,
    /// The row as it was before a write that is not committed yet.
    pub(crate) before: Option<Box<Row>>,
}

/// The rows of one object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    rows: BTreeMap<Id, Row>,
    stamps: BTreeSet<(i64, Id)>,
    /// Field, value in lower case, row: one flat set, for most values are of one row.
    index: BTreeSet<(u16, Box<str>, Id)>,
    made: u64,
}

/// One org.
#[derive(Debug)]
pub(crate) struct Org {
    pub(crate) id: String,
    pub(crate) settings: OrgSettings,
    pub(crate) quirks: Quirks,
    pub(crate) schema: Schema,
    tables: BTreeMap<String, Table>,
    /// What a rollback puts back, newest last; nothing outside a transaction.
    journal: Option<Vec<(String, Id, Option<Row>)>>,
    pub(crate) extras: super::extras::Extras,
    pub(crate) cursors: BTreeMap<String, super::soql::Cursor>,
    pub(crate) usage: super::limits::Usage,
    pub(crate) jobs: super::bulk::Jobs,
    /// Whether a late commit ever happened; then stamps do not tell what is visible.
    late: bool,
}

impl Row {
    pub(crate) fn new(id: Id) -> Self {
        Self { id, cells: Vec::new(), visible: None, before: None }
    }

    pub(crate) fn cell(&self, slot: usize) -> &Value {
        let found = self.cells.binary_search_by_key(&slot, |(place, _)| usize::from(*place));
        found.map_or(&Value::Null, |at| &self.cells[at].1)
    }

    pub(crate) fn set(&mut self, slot: usize, value: Value) {
        let Ok(place) = u16::try_from(slot) else { return };
        match self.cells.binary_search_by_key(&place, |(known, _)| *known) {
            Ok(at) if value.is_null() => drop(self.cells.remove(at)),
            Ok(at) => self.cells[at].1 = value,
            Err(_) if value.is_null() => {}
            Err(at) => self.cells.insert(at, (place, value)),
        }
    }

    /// A field by name; null where the object has none such.
    pub(crate) fn get(&self, object: &Sobject, name: &str) -> &Value {
        object.slot(name).map_or(&Value::Null, |slot| self.cell(slot))
    }

    pub(crate) fn text<'a>(&'a self, object: &Sobject, name: &str) -> &'a str {
        self.get(object, name).as_str().unwrap_or("")
    }

    pub(crate) fn put(&mut self, object: &Sobject, name: &str, value: impl Into<Value>) {
        if let Some(slot) = object.slot(name) {
            self.set(slot, value.into());
        }
    }

    pub(crate) fn deleted(&self, object: &Sobject) -> bool {
        self.get(object, "IsDeleted").as_bool().unwrap_or(false)
    }
}

impl Table {
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Row> {
        self.rows.get(id)
    }

    /// Ids from a second on, in the order of `(SystemModstamp, Id)`.
    pub(crate) fn since(&self, second: i64) -> impl Iterator<Item = &Row> {
        let from = (second, Id::from(""));
        self.stamps.range(from..).filter_map(|(_, id)| self.rows.get(id))
    }

    /// Rows from an id on, in the order of their ids.
    pub(crate) fn from(&self, id: &str) -> impl Iterator<Item = &Row> {
        self.rows.range(Id::from(id)..).map(|(_, row)| row)
    }

    /// Rows whose indexed field holds a value, compared without case.
    pub(crate) fn having(&self, slot: usize, value: &str) -> impl Iterator<Item = &Row> {
        let place = u16::try_from(slot).unwrap_or(u16::MAX);
        let key: Box<str> = value.to_lowercase().into();
        let from = (place, key.clone(), Id::from(""));
        let same = move |entry: &&(u16, Box<str>, Id)| entry.0 == place && entry.1 == key;
        let entries = self.index.range(from..).take_while(same);
        entries.filter_map(|(_, _, id)| self.rows.get(id))
    }

    fn replace(&mut self, object: &Sobject, id: &Id, row: Option<Row>) -> Option<Row> {
        let old = self.rows.remove(id);
        if let Some(old) = &old {
            self.stamps.remove(&(second_of(old.text(object, "SystemModstamp")), id.clone()));
            for (slot, key) in keys(object, old) {
                self.index.remove(&(slot, key, id.clone()));
            }
        }
        if let Some(mut row) = row {
            row.cells.shrink_to_fit();
            self.stamps.insert((second_of(row.text(object, "SystemModstamp")), id.clone()));
            for (slot, key) in keys(object, &row) {
                self.index.insert((slot, key, id.clone()));
            }
            self.rows.insert(id.clone(), row);
        }
        old
    }
}

fn keys(object: &Sobject, row: &Row) -> Vec<(u16, Box<str>)> {
    let indexed = |(slot, value): &(u16, Value)| {
        let field = object.fields.get(usize::from(*slot))?;
        let text = value.as_str().filter(|_| field.indexed())?;
        Some((*slot, text.to_lowercase().into()))
    };
    row.cells.iter().filter_map(indexed).collect()
}

impl Org {
    pub(crate) fn new(id: String, settings: OrgSettings, quirks: Quirks) -> Self {
        let mut schema = Schema::standard();
        if settings.person_accounts {
            schema.add_person_accounts();
            if quirks.lead_without_company {
                schema.free("Lead", "Company");
            }
        }
        if !settings.multi_currency {
            schema.hide("CurrencyType");
        }
        Self {
            id,
            settings,
            quirks,
            schema,
            tables: BTreeMap::new(),
            journal: None,
            extras: super::extras::Extras::default(),
            cursors: BTreeMap::new(),
            usage: super::limits::Usage::default(),
            jobs: super::bulk::Jobs::default(),
            late: false,
        }
    }

    pub(crate) fn has_late(&self) -> bool {
        self.late
    }

    /// When the oldest transaction began that has not committed.
    pub(crate) fn open_transactions(&self, now: Timestamp) -> Option<Timestamp> {
        if !self.late {
            return None;
        }
        let rows = self.tables.iter().filter_map(|(name, table)| {
            let object = self.schema.get(name)?;
            let open = table.rows().filter(|row| row.visible.is_some_and(|at| at > now));
            open.filter_map(|row| instant(row.text(object, "SystemModstamp"))).min()
        });
        rows.min()
    }

    pub(crate) fn table(&self, object: &str) -> Option<&Table> {
        self.tables.get(object)
    }

    pub(crate) fn row(&self, object: &str, id: &str) -> Option<&Row> {
        self.tables.get(object)?.get(id)
    }

    /// A row of whatever object its id names.
    pub(crate) fn find(&self, id: &str) -> Option<(&Sobject, &Row)> {
        let object = self.schema.by_prefix(id)?;
        Some((object, self.row(&object.name, id)?))
    }

    /// The same, to hold on to while the org changes.
    pub(crate) fn find_shared(&self, id: &str) -> Option<(Arc<Sobject>, Row)> {
        let (object, row) = self.find(id)?;
        Some((self.schema.shared(&object.name)?, row.clone()))
    }

    /// The next id of an object.
    pub(crate) fn next_id(&mut self, object: &str) -> Id {
        let prefix = self.schema.get(object).map_or("000", |known| known.prefix.as_str());
        let table = self.tables.entry(object.to_owned()).or_default();
        table.made += 1;
        Id::from(ids::nth(prefix, &self.settings.instance, table.made))
    }

    /// Stores or removes a row, remembering what it replaced while a transaction is open.
    pub(crate) fn store(&mut self, object: &str, id: &Id, row: Option<Row>) {
        let Some(known) = self.schema.get(object) else { return };
        self.late |= row.as_ref().is_some_and(|row| row.visible.is_some());
        let table = self.tables.entry(known.name.clone()).or_default();
        let old = table.replace(known, id, row);
        if let Some(journal) = &mut self.journal {
            journal.push((known.name.clone(), id.clone(), old));
        }
    }

    /// Opens a transaction; says whether one was open already (then the outer one decides).
    pub(crate) fn begin(&mut self) -> Outer {
        if let Some(journal) = &self.journal {
            return Outer::Open(journal.len());
        }
        self.journal = Some(Vec::new());
        Outer::None
    }

    pub(crate) fn commit(&mut self) {
        self.journal = None;
    }

    /// Keeps what happened since a [`Self::begin`], as far as an outer transaction does.
    pub(crate) fn close(&mut self, outer: Outer) {
        if outer == Outer::None {
            self.commit();
        }
    }

    pub(crate) fn roll_back(&mut self) {
        for (object, id, row) in self.journal.take().unwrap_or_default().into_iter().rev() {
            self.store(&object, &id, row);
        }
    }

    /// Takes back what happened since a [`Self::begin`]; an outer transaction stays open.
    pub(crate) fn roll_back_to(&mut self, outer: Outer) {
        let Outer::Open(length) = outer else { return self.roll_back() };
        let mut journal = self.journal.take().unwrap_or_default();
        for (object, id, row) in journal.split_off(length.min(journal.len())).into_iter().rev() {
            self.store(&object, &id, row);
        }
        self.journal = Some(journal);
    }

    /// Every row as its fields, for a dump.
    pub(crate) fn dump_rows(&self) -> Map<String, Value> {
        let mut all = Map::new();
        for (name, table) in &self.tables {
            let Some(object) = self.schema.get(name) else { continue };
            let rows = table.rows().map(|row| Value::Object(named(object, row))).collect();
            all.insert(name.clone(), Value::Array(rows));
        }
        all
    }

    pub(crate) fn counters(&self) -> Map<String, Value> {
        self.tables.iter().map(|(name, table)| (name.clone(), table.made.into())).collect()
    }

    pub(crate) fn set_counter(&mut self, object: &str, made: u64) {
        self.tables.entry(object.to_owned()).or_default().made = made;
    }
}

/// Whether a transaction was open already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outer {
    None,
    /// With so many changes before this part.
    Open(usize),
}

/// The non-null fields of a row by name.
pub(crate) fn named(object: &Sobject, row: &Row) -> Map<String, Value> {
    let pair = |(slot, value): &(u16, Value)| {
        let field: &Field = object.fields.get(usize::from(*slot))?;
        Some((field.name.clone(), value.clone()))
    };
    row.cells.iter().filter_map(pair).collect()
}

/// An instant as answers carry it, cut to the second.
pub(crate) fn stamp(at: Timestamp) -> String {
    let zoned = at.to_zoned(TimeZone::UTC);
    zoned.strftime("%Y-%m-%dT%H:%M:%S.000+0000").to_string()
}

/// The second of an answer's instant; 0 for anything else.
pub(crate) fn second_of(text: &str) -> i64 {
    instant(text).map_or(0, Timestamp::as_second)
}

/// An instant in any form that requests may carry: `Z`, `+01:00` or `+0100`.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    if let Some((head, "0000")) = text.split_once(".000+") {
        return format!("{head}Z").parse().ok();
    }
    let colon = text.len().checked_sub(5).filter(|at| text.is_char_boundary(*at));
    if let Some((head, zone)) = colon.map(|at| text.split_at(at))
        && head.contains('T')
        && zone.starts_with(['+', '-'])
    {
        return format!("{head}{}:{}", &zone[..3], &zone[3..]).parse().ok();
    }
    text.contains('T').then(|| text.parse().ok()).flatten()
}
