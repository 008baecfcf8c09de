//! The rows of an ingest job: read from CSV, written batch by batch.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::csv;
use super::job::{Job, Operation};
use crate::exchange::InnerFault;
use crate::salesforce::number;
use crate::salesforce::save::{Draft, Options};
use crate::salesforce::schema::{Field, Kind, Sobject};
use crate::salesforce::wire::{Call, Refusal};
use crate::salesforce::world::{Id, Org, instant};

/// Cells that say "set to null".
const NULL: &str = "#N/A";
/// Rows that the vendor saves together: in these a key may stand once.
const CHUNK: usize = 200;

/// Fields of one record.
const MOST_FIELDS: usize = 5_000;
/// Characters of one record.
const MOST_LETTERS: usize = 400_000;

/// What an ingest job holds.
#[derive(Debug, Default)]
pub(super) struct Load {
    /// The field that upserts match by.
    pub(super) key: Option<String>,
    pub(super) assignment_rule: Option<String>,
    pub(super) upload: Option<String>,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// One for each row that was processed, in the order of the upload.
    pub(super) outcomes: Vec<Outcome>,
}

/// What became of a row: its id and whether it was made, or its id if it has one and the errors.
#[derive(Debug)]
pub(super) enum Outcome {
    Done(Id, Made),
    Refused(String, Vec<Refusal>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    Now,
    Before,
}

/// A column, as the object understands its name.
enum Column {
    Id,
    Field(usize),
    /// A relationship's place and name, and the field of the parent.
    Parent(usize, String, String),
}

impl Load {
    pub(super) fn processed(&self) -> usize {
        self.outcomes.len()
    }

    pub(super) fn failed(&self) -> usize {
        self.outcomes.iter().filter(|one| matches!(one, Outcome::Refused(..))).count()
    }

    pub(super) fn is_done(&self) -> bool {
        self.outcomes.len() >= self.rows.len()
    }
}

impl Org {
    /// Reads a closed job's upload. A file that does not fit fails the job whole.
    pub(super) fn open_upload(
        &self,
        call: &Call<'_>,
        job: &Job,
        load: &mut Load,
    ) -> Result<(), String> {
        let mut text = load.upload.take().unwrap_or_default();
        if !call.turn.on("salesforce.bulk.line_ending") {
            text = job.dialect.with_its_endings(&text);
        }
        if !call.turn.on("salesforce.bulk.quotes") {
            text = text.replace('"', "");
        }
        let mut lines = csv::read(&text, job.dialect)?.into_iter();
        load.header = lines.next().unwrap_or_default();
        load.rows = lines.collect();
        let kind = self.schema.get(&job.object).ok_or("InvalidBatch : Unknown object")?;
        self.columns(call, job, kind, load)?;
        let width = load.header.len();
        let most_in_cell = self.quirks.most_in_cell;
        let is_large = |row: &Vec<String>| is_large(row, most_in_cell);
        let large = width > MOST_FIELDS || load.rows.iter().any(is_large);
        if large && call.turn.on("salesforce.bulk.record_size") {
            return Err(format!(
                "InvalidBatch : A record has at most {MOST_FIELDS} fields and {MOST_LETTERS} \
                 characters, {most_in_cell} in one field"
            ));
        }
        match load.rows.iter().position(|row| row.len() != width) {
            Some(place) => Err(format!(
                "InvalidBatch : Row {} does not have the {width} columns of the header",
                place + 1
            )),
            None => Ok(()),
        }
    }

    fn columns(
        &self,
        call: &Call<'_>,
        job: &Job,
        object: &Sobject,
        load: &Load,
    ) -> Result<Vec<Column>, String> {
        let unknown = |name: &str| format!("InvalidBatch : Field name not found : {name}");
        let mut columns = Vec::new();
        for (place, name) in load.header.iter().enumerate() {
            let twice = load.header[..place].iter().any(|other| other.eq_ignore_ascii_case(name));
            if twice {
                return Err(format!("InvalidBatch : Duplicate field name : {name}"));
            }
            columns.push(self.column(call, object, name).ok_or_else(|| unknown(name))?);
        }
        let needed = match (job.operation, &load.key) {
            (Operation::Upsert, Some(key)) => key.as_str(),
            (Operation::Update | Operation::Delete | Operation::HardDelete, _) => "Id",
            (Operation::Upsert, None)
            | (Operation::Insert | Operation::Query | Operation::QueryAll, _) => {
                return Ok(columns);
            }
        };
        let named = load.header.iter().any(|name| name.eq_ignore_ascii_case(needed));
        if named { Ok(columns) } else { Err(unknown(needed)) }
    }

    fn column(&self, call: &Call<'_>, object: &Sobject, name: &str) -> Option<Column> {
        if name.eq_ignore_ascii_case("Id") {
            return Some(Column::Id);
        }
        let Some((relationship, key)) = name.split_once('.') else {
            let (slot, field) = self.field(call, object, name)?;
            return (field.kind != Kind::Compound).then_some(Column::Field(slot));
        };
        let field = object.by_relationship(relationship)?;
        let parent = self.schema.get(field.targets.first()?)?;
        let (_, found) = self.field(call, parent, key)?;
        let usable = found.is("externalId") || found.is("idLookup");
        let slot = object.slot(&field.name)?;
        let usable = usable && call.turn.on("salesforce.bulk.parents");
        let parent = Column::Parent(slot, relationship.to_owned(), found.name.clone());
        usable.then_some(parent)
    }

    /// Writes the next so many rows.
    pub(super) fn load_batch(&mut self, call: &Call<'_>, job: &Job, load: &mut Load, most: usize) {
        let Some(object) = self.schema.shared(&job.object) else { return };
        let Ok(columns) = self.columns(call, job, &object, load) else { return };
        let options = Options { assigns: load.assignment_rule.is_some(), allows_duplicates: false };
        let first = load.outcomes.len();
        let last = (first + most).min(load.rows.len());
        let mut keys = BTreeSet::new();
        for place in first..last {
            if (place - first).is_multiple_of(CHUNK) {
                keys.clear();
            }
            let row = Row { job, object: &object, columns: &columns, cells: &load.rows[place] };
            let outcome = match spoilt(call, place) {
                Some(refusal) => Outcome::Refused(String::new(), vec![refusal]),
                None => self.load_row(call, &row, load.key.as_deref(), (&options, &mut keys)),
            };
            load.outcomes.push(outcome);
        }
    }

    fn load_row(
        &mut self,
        call: &Call<'_>,
        row: &Row<'_>,
        key: Option<&str>,
        (options, keys): (&Options, &mut BTreeSet<String>),
    ) -> Outcome {
        let own = row.id();
        let result = self.load_checked(call, row, key, (options, keys));
        result.unwrap_or_else(|errors| Outcome::Refused(own.unwrap_or_default().to_owned(), errors))
    }

    fn load_checked(
        &mut self,
        call: &Call<'_>,
        row: &Row<'_>,
        key: Option<&str>,
        (options, keys): (&Options, &mut BTreeSet<String>),
    ) -> Result<Outcome, Vec<Refusal>> {
        let object = row.object;
        let id = match row.job.operation {
            Operation::Insert if row.id().is_some() => {
                let text = "cannot specify Id in an insert call";
                return Err(vec![Refusal::on("INVALID_FIELD_FOR_INSERT_UPDATE", text, "Id")]);
            }
            Operation::Insert | Operation::Query | Operation::QueryAll => None,
            Operation::Update | Operation::Delete | Operation::HardDelete => {
                let text = row.id().ok_or_else(|| missing("Id"))?;
                Some(self.own_id(object, text)?)
            }
            Operation::Upsert => self.load_key(call, row, key.unwrap_or("Id"), keys)?,
        };
        if let (Operation::Delete | Operation::HardDelete, Some(id)) = (row.job.operation, &id) {
            self.remove(call, object, id)?;
            if row.job.operation == Operation::HardDelete {
                self.purge(id).map_err(|text| vec![Refusal::row("UNKNOWN_EXCEPTION", text)])?;
            }
            return Ok(Outcome::Done(id.clone(), Made::Before));
        }
        let fields = row.fields(call)?;
        let made = if id.is_some() { Made::Before } else { Made::Now };
        let draft = Draft { object: &object.name, id, fields: &fields, options };
        self.save(call, &draft).map(|id| Outcome::Done(id, made))
    }

    /// The row that an upsert's key names.
    fn load_key(
        &self,
        call: &Call<'_>,
        row: &Row<'_>,
        key: &str,
        keys: &mut BTreeSet<String>,
    ) -> Result<Option<Id>, Vec<Refusal>> {
        if key.eq_ignore_ascii_case("Id") {
            return Ok(row.id().map(|text| self.own_id(row.object, text)).transpose()?);
        }
        let slot = self.key_slot(call, row.object, key)?;
        let value = row.cell(slot).ok_or_else(|| missing(key))?;
        let twice = !keys.insert(value.to_lowercase());
        if twice && call.turn.on("salesforce.bulk.duplicate_keys") {
            let text = format!("Duplicate external id specified: {value}");
            return Err(vec![Refusal::on("DUPLICATE_VALUE", text, key)]);
        }
        let found = self.by_value(row.object, slot, value);
        if found.len() > 1 {
            let text = format!("{key}: more than one record found for external id field: {value}");
            return Err(vec![Refusal::on("DUPLICATE_EXTERNAL_ID", text, key)]);
        }
        Ok(found.into_iter().next())
    }
}

fn missing(key: &str) -> Vec<Refusal> {
    vec![Refusal::row("MISSING_ARGUMENT", format!("{key} not specified"))]
}

/// A fault that the test asked for in every nth row.
fn spoilt(call: &Call<'_>, place: usize) -> Option<Refusal> {
    let Some(InnerFault::PartialBatch { every, code }) = call.turn.fault else { return None };
    let hit = (place + 1).is_multiple_of((*every).max(1));
    hit.then(|| Refusal::row(code, format!("{code}: injected")))
}

/// One row of the upload.
struct Row<'a> {
    job: &'a Job,
    object: &'a Sobject,
    columns: &'a [Column],
    cells: &'a [String],
}

impl Row<'_> {
    fn id(&self) -> Option<&str> {
        let place = self.columns.iter().position(|column| matches!(column, Column::Id))?;
        self.cells.get(place).map(String::as_str).filter(|text| !text.is_empty() && *text != NULL)
    }

    /// The cell of a field; nothing where it is empty or null.
    fn cell(&self, slot: usize) -> Option<&str> {
        let is = |column: &Column| matches!(column, Column::Field(known) if *known == slot);
        let place = self.columns.iter().position(is)?;
        self.cells.get(place).map(String::as_str).filter(|text| !text.is_empty() && *text != NULL)
    }

    /// The fields to write: empty cells are left alone, `#N/A` is null.
    fn fields(&self, call: &Call<'_>) -> Result<Map<String, Value>, Vec<Refusal>> {
        let mut fields = Map::new();
        for (column, cell) in self.columns.iter().zip(self.cells) {
            if cell.is_empty() && call.turn.on("salesforce.bulk.empty_is_unchanged") {
                continue;
            }
            match column {
                Column::Id => {}
                Column::Field(slot) => {
                    let field = &self.object.fields[*slot];
                    fields.insert(field.name.clone(), typed(call, field, cell)?);
                }
                Column::Parent(slot, ..) if cell == NULL => {
                    fields.insert(self.object.fields[*slot].name.clone(), Value::Null);
                }
                Column::Parent(_, relationship, key) => {
                    fields.insert(relationship.clone(), json!({ key.as_str(): cell }));
                }
            }
        }
        Ok(fields)
    }
}

fn is_large(row: &[String], most_in_cell: usize) -> bool {
    let letters = || row.iter().map(|cell| cell.chars().count());
    letters().sum::<usize>() > MOST_LETTERS || letters().any(|count| count > most_in_cell)
}

/// A cell as the field's JSON would carry it.
fn typed(call: &Call<'_>, field: &Field, cell: &str) -> Result<Value, Refusal> {
    let null = cell == NULL && call.turn.on("salesforce.bulk.na_is_null");
    if null || cell.is_empty() {
        return Ok(Value::Null);
    }
    let found = match field.kind {
        Kind::Boolean => cell.to_ascii_lowercase().parse::<bool>().ok().map(Value::from),
        Kind::Int => cell.trim().parse::<i32>().ok().map(Value::from),
        Kind::Decimal => number::parsed(cell.trim()).map(number::value),
        Kind::Date => {
            cell.parse::<jiff::civil::Date>().ok().filter(|_| cell.len() == 10).map(|_| cell.into())
        }
        Kind::Datetime => instant(cell).map(|_| cell.into()),
        Kind::Id
        | Kind::Text
        | Kind::Email
        | Kind::Picklist
        | Kind::Multipicklist
        | Kind::Reference
        | Kind::Compound => Some(cell.into()),
    };
    if found.is_none() && !call.turn.on("salesforce.bulk.types") {
        return Ok(Value::Null);
    }
    found.ok_or_else(|| {
        let text = format!("{}: value not of required type: {cell}", field.label);
        Refusal::on("INVALID_TYPE_ON_FIELD_IN_RECORD", text, &field.name)
    })
}
