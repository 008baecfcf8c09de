//! A batch as a job's table, and the job's results back to rows. The order of results is not
//! promised: rows are found again by the value of their id field.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{WriteBatch, WriteKind, WriteRow, Written};
use crosswalk_model::errors::RowError;
use crosswalk_model::{ConnectorError, Content, FieldName, OutboxId};

use crate::salesforce::errors::Fault;
use crate::salesforce::ids::normalise;
use crate::salesforce::outcome::row_error;
use crate::salesforce::values::{Sent, sent};
use crate::salesforce::write::{Outcomes, parent};
use crate::salesforce::{roles, soql};

/// Clears a field; an empty cell leaves it alone.
const CLEAR: &str = "#N/A";

/// A cell takes no more characters.
const CELL_MAX: usize = 32_000;

/// A batch on its way.
pub(super) struct Table<'a> {
    batch: &'a WriteBatch,
    id_field: &'a FieldName,
    /// Rows that are in the table, by the value of their id field.
    rows: BTreeMap<&'a str, &'a WriteRow>,
    results: BTreeMap<&'a str, Result<Written, RowError>>,
    /// Rows that are not, with why.
    unsent: BTreeMap<OutboxId, String>,
}

impl<'a> Table<'a> {
    pub(super) fn of(batch: &'a WriteBatch, id_field: &'a FieldName) -> Self {
        let mut table = Table {
            batch,
            id_field,
            rows: BTreeMap::new(),
            results: BTreeMap::new(),
            unsent: BTreeMap::new(),
        };
        for row in &batch.rows {
            let key = key_of(row, id_field).and_then(|key| {
                let twin = table.rows.contains_key(key);
                if twin { Err("another row has the same id".to_owned()) } else { Ok(key) }
            });
            match key {
                Ok(key) => {
                    table.rows.insert(key, row);
                }
                Err(why) => {
                    table.unsent.insert(row.key, why);
                }
            }
        }
        table
    }

    /// UTF-8, commas, line feeds, a header of API names. Rows of one parent stand together: the
    /// vendor works on several parts of the table at once, and each locks its parents.
    ///
    /// # Errors
    /// [`ConnectorError::Protocol`] for more than `most` bytes.
    pub(super) fn csv(&self, most: usize) -> Result<Vec<u8>, ConnectorError> {
        let columns: BTreeSet<&FieldName> =
            self.rows.values().flat_map(|row| columns(row, self.id_field)).collect();
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        let names = columns.iter().map(|column| column.as_str());
        out.write_record(std::iter::once(self.id_field.as_str()).chain(names))
            .map_err(|error| broken(&error))?;
        let mut rows: Vec<(&&str, &&WriteRow)> = self.rows.iter().collect();
        rows.sort_by_cached_key(|(_, row)| parent(row));
        let mut line: Vec<String> = Vec::with_capacity(columns.len() + 1);
        for (key, row) in rows {
            line.clear();
            line.push((*key).to_owned());
            for column in &columns {
                let content = row.fields.get(*column).map(cell).transpose();
                line.push(content.map_err(ConnectorError::Protocol)?.unwrap_or_default());
            }
            out.write_record(&line).map_err(|error| broken(&error))?;
            if out.get_ref().len() > most {
                return Err(ConnectorError::Protocol(format!("more than {most} bytes in a load")));
            }
        }
        out.into_inner().map_err(|error| ConnectorError::Protocol(error.to_string()))
    }

    /// Takes in `successfulResults`.
    pub(super) fn successful(&mut self, body: &[u8]) -> Result<(), ConnectorError> {
        self.take(body, |_, _, result| {
            // Loaded, but as which record? Only a look can tell.
            let id = result.cell("sf__Id").and_then(normalise).ok_or(RowError::AnswerLost)?;
            let created = result.cell("sf__Created") == Some("true");
            Ok(Written { id, created, stored: None, refused: Vec::new(), request: None })
        })
    }

    /// Takes in `failedResults`.
    pub(super) fn failed(&mut self, body: &[u8]) -> Result<(), ConnectorError> {
        self.take(body, |kind, row, result| {
            Err(row_error(kind, row, &[fault(result.cell("sf__Error").unwrap_or_default())]))
        })
    }

    /// Takes in `unprocessedrecords`.
    pub(super) fn unprocessed(&mut self, body: &[u8]) -> Result<(), ConnectorError> {
        self.take(body, |_, _, _| {
            Err(RowError::NotSent("the job ended before this row".to_owned()))
        })
    }

    /// Whether rows are left without an outcome.
    pub(super) fn has_open_rows(&self) -> bool {
        self.results.len() < self.rows.len()
    }

    /// One outcome per row of the batch.
    pub(super) fn outcomes(mut self) -> Outcomes {
        let unsent = self.unsent.into_iter().map(|(key, why)| (key, Err(RowError::NotSent(why))));
        let mut outcomes: Outcomes = unsent.collect();
        for (key, row) in &self.rows {
            let result = self.results.remove(key).unwrap_or(Err(RowError::AnswerLost));
            outcomes.insert(row.key, result);
        }
        outcomes
    }

    fn take(
        &mut self,
        body: &[u8],
        judge: impl Fn(&WriteKind, &WriteRow, &ResultLine<'_>) -> Result<Written, RowError>,
    ) -> Result<(), ConnectorError> {
        let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(body);
        let header = lines.headers().map_err(|error| broken(&error))?.clone();
        for line in lines.records() {
            let line = line.map_err(|error| broken(&error))?;
            let result = ResultLine { header: &header, line: &line };
            let key = result.cell(self.id_field.as_str());
            let Some((key, row)) = key.and_then(|key| self.rows.get_key_value(key)) else {
                continue;
            };
            self.results.insert(key, judge(&self.batch.kind, row, &result));
        }
        Ok(())
    }
}

/// One line of a result.
struct ResultLine<'l> {
    header: &'l csv::StringRecord,
    line: &'l csv::StringRecord,
}

impl<'l> ResultLine<'l> {
    fn cell(&self, name: &str) -> Option<&'l str> {
        let at = self.header.iter().position(|column| column == name)?;
        self.line.get(at)
    }
}

/// The value of the row's id field, of a row that can be loaded.
fn key_of<'a>(row: &'a WriteRow, id_field: &FieldName) -> Result<&'a str, String> {
    let key = row.id_value.as_deref().filter(|key| !key.is_empty());
    let key = key.ok_or("a row without its id field's value")?;
    if row.assign_owner {
        return Err("a bulk load assigns no owners".to_owned());
    }
    for name in columns(row, id_field) {
        soql::name(name.as_str()).map_err(|_| format!("{name} is not a field's name"))?;
        let content = row.fields.get(name).map_or(Ok(String::new()), cell);
        content.map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(key)
}

/// The fields of a row that are cells of its line: roles are carried out after it.
fn columns<'r>(row: &'r WriteRow, id_field: &FieldName) -> impl Iterator<Item = &'r FieldName> {
    row.fields.keys().filter(move |name| *name != id_field && !roles::is_one(name))
}

fn cell(content: &Content) -> Result<String, String> {
    match sent(content)? {
        Sent::Null => Ok(CLEAR.to_owned()),
        Sent::Boolean(value) => Ok(value.to_string()),
        Sent::Number(digits) => Ok(digits.get().to_owned()),
        Sent::Text(text) if text == CLEAR => Err(format!("the text {CLEAR} would clear the field")),
        Sent::Text(text) if text.chars().count() > CELL_MAX => {
            Err(format!("longer than the {CELL_MAX} characters of a bulk load"))
        }
        Sent::Text(text) => Ok(text),
    }
}

/// `REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --`.
fn fault(text: &str) -> Fault {
    let (code, rest) = text.split_once(':').unwrap_or(("", text));
    let (message, fields) = match rest.strip_suffix("--").and_then(|rest| rest.rsplit_once(':')) {
        Some((message, fields)) => (message, fields),
        None => (rest, ""),
    };
    let fields = fields.split(',').map(str::trim).filter(|name| soql::name(name).is_ok());
    Fault {
        code: code.to_owned(),
        message: message.to_owned(),
        fields: fields.map(FieldName::from).collect(),
    }
}

fn broken(error: &csv::Error) -> ConnectorError {
    ConnectorError::Protocol(format!("csv: {error}"))
}
