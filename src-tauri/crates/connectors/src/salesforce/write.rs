//! Writes a batch: one composite of collections, every row with exactly one outcome.

use std::collections::{BTreeMap, VecDeque};

use crosswalk_model::connector::{
    ReadAnswer, ReadAsk, RowOutcome, WriteBatch, WriteKind, WriteRow, Written,
};
use crosswalk_model::errors::RowError;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, Content, FieldName, OutboxId, RecordId, Value};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::to_raw_value;

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, PARTS_MAX, Part, header, reference};
use super::errors::{error, words};
use super::outcome::{RowAnswer, row_error, whole_error};
use super::portion::LONG_WAIT;
use super::values::{Sent, sent};
use super::{ids, kinds, roles, soql};
use crate::line::{Answer, Repeat, SendError};

/// Rows that one collection takes.
pub(super) const COLLECTION_ROWS: usize = 200;
/// Rows that one composite takes.
pub(super) const ROWS_MAX: usize = COLLECTION_ROWS * PARTS_MAX;

/// Parents that a child's write locks, so that their children travel together.
const PARENTS: [&str; 5] = ["AccountId", "OpportunityId", "WhatId", "WhoId", "ParentId"];

/// Who owns a record.
const OWNER: &str = "OwnerId";

/// Lets assignment rules choose an owner, or not. The vendor's default is to let them.
const AUTO_ASSIGN: &str = "Sforce-Auto-Assign";

/// No rule of the org chooses an owner.
const KEEP_OWNER: &str = "FALSE";

/// Why rows behind a composite that timed out are handed back.
const TOOK_LONG: &str = "the rows before it took so long that its check is void";

/// What became of one composite.
enum Carried {
    /// Every row has its outcome.
    Told(Outcomes),
    /// It may have been carried out.
    Lost,
    /// Same, and it took so long that its size was too much.
    TimedOut,
}

/// Whether rows were in a composite before that may have been carried out.
#[derive(Clone, Copy)]
enum Tried {
    Never,
    Once,
}

/// A row, ready to be sent.
struct Ready<'a> {
    row: &'a WriteRow,
    /// The record's id, for updates and deletes.
    id: Option<RecordId>,
    fields: Vec<(&'a str, Sent)>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Collection<'a> {
    all_or_none: bool,
    records: Vec<WireRow<'a>>,
}

struct WireRow<'a> {
    object: &'a str,
    ready: &'a Ready<'a>,
}

impl Serialize for WireRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("attributes", &BTreeMap::from([("type", self.object)]))?;
        if let Some(id) = &self.ready.id {
            map.serialize_entry("id", id)?;
        }
        for (name, value) in &self.ready.fields {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl SalesforceConnector {
    /// Writes the rows that can be sent, in one call where they are no more than
    /// [`Portion::rows`]; the others come back as not sent.
    pub(super) async fn write_batch(
        &self,
        batch: &WriteBatch,
    ) -> Result<Vec<RowOutcome>, ConnectorError> {
        let assign = one_way_to_assign(&batch.rows)?;
        let one_kind = kinds::is_one(&batch.object);
        let schema = if one_kind { Some(self.schema(&batch.object).await?) } else { None };
        let mut outcomes = BTreeMap::new();
        let mut ready = Vec::with_capacity(batch.rows.len());
        for row in &batch.rows {
            match prepare(row, batch, schema.as_deref()) {
                Ok(Ready { id: Some(id), .. }) if only_roles(batch, row) => {
                    let refused = Vec::new();
                    let as_is =
                        Written { id, created: false, stored: None, refused, request: None };
                    outcomes.insert(row.key, Ok(as_is));
                }
                Ok(row) => ready.push(row),
                Err(why) => {
                    outcomes.insert(row.key, Err(RowError::NotSent(why)));
                }
            }
        }
        ready.sort_by_cached_key(|ready| parent(ready.row));
        if !ready.is_empty() {
            outcomes.extend(self.send_all(batch, &ready, assign).await?);
        }
        if batch.rows.iter().any(roles::write::are_in) {
            self.carry_out_roles(batch, &mut outcomes).await;
        }
        self.read_stored(batch, &mut outcomes).await;
        Ok(batch
            .rows
            .iter()
            .map(|row| RowOutcome {
                key: row.key,
                result: outcomes.remove(&row.key).unwrap_or(Err(RowError::AnswerLost)),
            })
            .collect())
    }

    /// Sends composites until every row has its outcome. One that ran into a time limit makes the
    /// next ones smaller. Its rows are sent again, once and in halves, where that is harmless: an
    /// upsert by the pair's id sets the same values. A changed record is looked at first, by the
    /// engine; and rules that assign owners could give another one the second time.
    async fn send_all(
        &self,
        batch: &WriteBatch,
        ready: &[Ready<'_>],
        assign: &'static str,
    ) -> Result<Outcomes, ConnectorError> {
        let repeats = matches!(batch.kind, WriteKind::Upsert { .. }) && assign == KEEP_OWNER;
        let portions = ready.chunks(self.portion.rows());
        let mut work: VecDeque<(&[Ready<'_>], Tried)> =
            portions.map(|rows| (rows, Tried::Never)).collect();
        let mut outcomes = Outcomes::new();
        let mut sent = false;
        while let Some((rows, tried)) = work.pop_front() {
            match (self.send_one(batch, rows, assign).await, tried) {
                (Ok(Carried::Told(told)), _) => {
                    self.portion.came_through(rows.len());
                    outcomes.extend(told);
                }
                (Ok(Carried::TimedOut), Tried::Never) if repeats && rows.len() > 1 => {
                    self.portion.too_many(rows.len());
                    let (first, second) = rows.split_at(rows.len() / 2);
                    work.push_front((second, Tried::Once));
                    work.push_front((first, Tried::Once));
                }
                (Ok(Carried::TimedOut), Tried::Never | Tried::Once) => {
                    self.portion.too_many(rows.len());
                    outcomes.extend(lost(rows));
                    if !repeats {
                        // The check of what is left is out of date by now.
                        let left = work.drain(..).flat_map(|(rows, _)| rows);
                        outcomes.extend(left.map(|ready| (ready.row.key, not_sent(&TOOK_LONG))));
                    }
                }
                (Ok(Carried::Lost), _) | (Err(_), Tried::Once) => outcomes.extend(lost(rows)),
                (Err(error), Tried::Never) if !sent => return Err(error),
                (Err(error), Tried::Never) => {
                    outcomes.extend(rows.iter().map(|ready| (ready.row.key, not_sent(&error))));
                }
            }
            sent = true;
        }
        Ok(outcomes)
    }

    async fn send_one(
        &self,
        batch: &WriteBatch,
        rows: &[Ready<'_>],
        assign: &'static str,
    ) -> Result<Carried, ConnectorError> {
        let groups: Vec<&[Ready<'_>]> = rows.chunks(COLLECTION_ROWS).collect();
        let parts = groups
            .iter()
            .enumerate()
            .map(|(at, rows)| self.part(batch, rows, at, assign))
            .collect::<Result<Vec<Part>, _>>()?;
        let mut dispatch = self.composite(&parts, batch.purpose, Repeat::OnlyUnsent)?;
        dispatch.headers.push(header("sforce-auto-assign", assign));
        let begun = tokio::time::Instant::now();
        match self.line.send(dispatch).await {
            Ok(answer) => settle(batch, &groups, &answer),
            Err(SendError::NotDone(error)) => Err(error),
            Err(SendError::AnswerLost(_)) if begun.elapsed() >= LONG_WAIT => Ok(Carried::TimedOut),
            Err(SendError::AnswerLost(_)) => Ok(Carried::Lost),
        }
    }

    /// Reads what was stored of rows that cannot wait for the next poll: an owner that the
    /// vendor's rules chose (H68), and rows of which a field was refused, which settle at once.
    pub(super) async fn read_stored(&self, batch: &WriteBatch, outcomes: &mut Outcomes) {
        let wanted = |row: &&WriteRow| {
            let written = outcomes.get(&row.key)?.as_ref().ok()?;
            let now = !written.refused.is_empty() || (row.assign_owner && written.created);
            now.then(|| (row.key, written.id.clone()))
        };
        let ids: Vec<(OutboxId, RecordId)> =
            batch.rows.iter().filter_map(|row| wanted(&row)).collect();
        if ids.is_empty() {
            return;
        }
        let written = batch.rows.iter().flat_map(|row| row.fields.keys()).chain(&batch.read_back);
        let fields = written.filter(|field| !roles::is_one(field)).cloned();
        let ask = ReadAsk {
            object: batch.object.clone(),
            ids: ids.iter().map(|(_, id)| id.clone()).collect(),
            fields: fields.chain([FieldName::from(OWNER)]).collect(),
            purpose: batch.purpose,
        };
        let found = self.read_by_id(&ask).await.unwrap_or_else(|error| {
            let connection = self.line.connection.0;
            tracing::warn!(connection, %error, "stored values were not read back");
            ReadAnswer::default()
        });
        for (key, id) in ids {
            let Some(Ok(written)) = outcomes.get_mut(&key) else { continue };
            written.stored = found.found.get(&id).cloned();
            if written.stored.is_none() && !written.refused.is_empty() {
                outcomes.insert(key, Err(RowError::AnswerLost));
            }
        }
    }

    fn part(
        &self,
        batch: &WriteBatch,
        rows: &[Ready<'_>],
        at: usize,
        assign: &'static str,
    ) -> Result<Part, ConnectorError> {
        let object = soql::name(kinds::wire(&batch.object))?;
        let (method, path) = match &batch.kind {
            WriteKind::Update => ("PATCH", "/composite/sobjects".to_owned()),
            WriteKind::Upsert { id_field } => {
                let key = soql::name(id_field.as_str())?;
                ("PATCH", format!("/composite/sobjects/{object}/{key}"))
            }
            WriteKind::Delete => {
                let ids: Vec<&str> =
                    rows.iter().filter_map(|row| row.id.as_ref()).map(RecordId::as_str).collect();
                let path = format!("/composite/sobjects?ids={}&allOrNone=false", ids.join(","));
                ("DELETE", path)
            }
        };
        let body = match &batch.kind {
            WriteKind::Delete => None,
            WriteKind::Update | WriteKind::Upsert { .. } => {
                let records = rows.iter().map(|ready| WireRow { object, ready }).collect();
                let collection = Collection { all_or_none: false, records };
                Some(
                    to_raw_value(&collection)
                        .map_err(|error| ConnectorError::Protocol(format!("body: {error}")))?,
                )
            }
        };
        Ok(Part {
            method,
            url: self.data_path(&path),
            reference_id: reference(at),
            http_headers: BTreeMap::from([(AUTO_ASSIGN, assign)]),
            body,
        })
    }
}

pub(super) type Outcomes = BTreeMap<OutboxId, Result<Written, RowError>>;

/// The header is one per request, so a batch assigns owners for all rows or for none.
fn one_way_to_assign(rows: &[WriteRow]) -> Result<&'static str, ConnectorError> {
    let assigning = rows.iter().filter(|row| row.assign_owner).count();
    if assigning == 0 {
        Ok(KEEP_OWNER)
    } else if assigning == rows.len() {
        Ok("TRUE")
    } else {
        Err(ConnectorError::Protocol(
            "rows that let the vendor assign an owner need a batch of their own".to_owned(),
        ))
    }
}

/// `schema` is that of an object whose new records say of which kind they are.
fn prepare<'a>(
    row: &'a WriteRow,
    batch: &'a WriteBatch,
    schema: Option<&ObjectSchema>,
) -> Result<Ready<'a>, String> {
    let id = || {
        let id = row.id.as_ref().ok_or("a row without an id")?;
        ids::normalise(id.as_str()).ok_or_else(|| format!("{id} is not a Salesforce id"))
    };
    match &batch.kind {
        WriteKind::Update => Ok(Ready { row, id: Some(id()?), fields: fields(row, None)? }),
        WriteKind::Delete => Ok(Ready { row, id: Some(id()?), fields: Vec::new() }),
        WriteKind::Upsert { id_field } => {
            // Without a value every such row would be a create, each time anew.
            let value = row.id_value.as_ref().filter(|value| !value.is_empty());
            let value = value.ok_or("a row without its id field's value")?;
            let mut fields = fields(row, Some(id_field))?;
            fields.push((id_field.as_str(), Sent::Text(value.clone())));
            let said = schema.map(|schema| kinds::said_when_made(schema, &row.fields));
            let said = said.into_iter().flatten();
            fields.extend(said.map(|(name, value)| (name, Sent::Text(value.to_owned()))));
            Ok(Ready { row, id: None, fields })
        }
    }
}

fn fields<'a>(
    row: &'a WriteRow,
    except: Option<&FieldName>,
) -> Result<Vec<(&'a str, Sent)>, String> {
    row.fields
        .iter()
        .filter(|(name, _)| Some(*name) != except && !roles::is_one(name))
        .map(|(name, content)| {
            soql::name(name.as_str()).map_err(|_| format!("{name} is not a field's name"))?;
            Ok((name.as_str(), sent(content).map_err(|why| format!("{name}: {why}"))?))
        })
        .collect()
}

/// A row whose record stays as it is: only its roles are written, and those come after.
fn only_roles(batch: &WriteBatch, row: &WriteRow) -> bool {
    batch.kind == WriteKind::Update && roles::write::are_all_of(row)
}

/// Which parent's lock a row takes, as far as the row tells.
pub(super) fn parent(row: &WriteRow) -> Option<RecordId> {
    PARENTS.iter().find_map(|name| {
        let Some(Content::Value(Value::Reference(to))) = row.fields.get(*name) else {
            return None;
        };
        Some(to.id.clone())
    })
}

fn not_sent(why: &dyn std::fmt::Display) -> Result<Written, RowError> {
    Err(RowError::NotSent(why.to_string()))
}

fn lost<'a>(
    rows: &'a [Ready<'_>],
) -> impl Iterator<Item = (OutboxId, Result<Written, RowError>)> + 'a {
    rows.iter().map(|ready| (ready.row.key, Err(RowError::AnswerLost)))
}

/// One outcome per row. An answer that cannot be read is as good as lost.
fn settle(
    batch: &WriteBatch,
    groups: &[&[Ready<'_>]],
    answer: &Answer,
) -> Result<Carried, ConnectorError> {
    let status = answer.status.as_u16();
    if answer.status.is_client_error() {
        return Err(error(words(status, &answer.body), Some(&batch.object)));
    }
    if !answer.status.is_success() {
        return Ok(Carried::Lost);
    }
    let Ok(parts) = CompositeAnswer::of(&answer.body) else {
        return Ok(Carried::Lost);
    };
    let mut outcomes = Outcomes::new();
    for (at, rows) in groups.iter().enumerate() {
        let Some(part) = parts.part(&reference(at)) else {
            outcomes.extend(lost(rows));
            continue;
        };
        if !part.ok() {
            let words = words(part.http_status_code, part.text().as_bytes());
            outcomes.extend(rows.iter().map(|row| (row.row.key, Err(whole_error(&words)))));
            continue;
        }
        match serde_json::from_str::<Vec<RowAnswer>>(part.text()) {
            Ok(results) if results.len() == rows.len() => {
                let each = rows.iter().zip(results);
                outcomes.extend(
                    each.map(|(ready, result)| {
                        (ready.row.key, outcome(&batch.kind, ready, result))
                    }),
                );
            }
            Ok(_) | Err(_) => outcomes.extend(lost(rows)),
        }
    }
    named(&mut outcomes, request_id(answer).as_deref());
    Ok(Carried::Told(outcomes))
}

/// Gives what was written the name of its request, by which the vendor's support finds it.
pub(super) fn named(outcomes: &mut Outcomes, request: Option<&str>) {
    for written in outcomes.values_mut().flatten() {
        written.request = request.map(str::to_owned);
    }
}

/// The vendor's name of a request. No page documents it; every answer of its edge carries it, under
/// both names.
fn request_id(answer: &Answer) -> Option<String> {
    let names = ["x-request-id", "x-sfdc-request-id"];
    let header = names.iter().find_map(|name| answer.headers.get(*name))?;
    header.to_str().ok().map(str::to_owned)
}

fn outcome(kind: &WriteKind, ready: &Ready<'_>, answer: RowAnswer) -> Result<Written, RowError> {
    if !answer.success {
        return Err(row_error(kind, ready.row, &answer.errors));
    }
    let answered = answer.id.as_deref().and_then(ids::normalise);
    // Done, but to which record? Only a look can tell.
    let id = answered.or_else(|| ready.id.clone()).ok_or(RowError::AnswerLost)?;
    Ok(Written { id, created: answer.created, stored: None, refused: Vec::new(), request: None })
}

#[cfg(test)]
mod tests;
