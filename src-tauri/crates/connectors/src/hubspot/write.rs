//! Writing batches: one outcome per row, matched by trace id, record id or unique value.
//!
//! HubSpot refuses a whole request for one bad value. The rows are then sent again in halves until
//! the bad ones stand alone with the vendor's words, and the others are written.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crosswalk_model::connector::{ReadAsk, RowOutcome, WriteBatch, WriteKind, WriteRow, Written};
use crosswalk_model::errors::RowError;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, FieldName, Life, OutboxId, Record, RecordRef, VendorWords};
use serde_json::{Value, json};

use super::refusal::{self, Refusal};
use super::row::{Batch, Row};
use super::{BATCH, OPT_OUT, api, association, content, read, said, stages};
use crate::line::{Answer, Line, SendError};

#[cfg(test)]
mod tests;

/// Moves forward only; HubSpot has answered success with the old value kept.
const STAGE: &str = "lifecyclestage";

pub(super) type Outcomes = BTreeMap<OutboxId, Result<Written, RowError>>;

/// What an answer means for the rows of its request.
enum Verdict {
    /// Every row has its outcome, or is unexplained and has to be asked about alone.
    Sorted { unexplained: Vec<OutboxId> },
    /// Refused as a whole, because of one or several rows.
    Split,
    /// Refused for a reason that no row can mend.
    Closed(ConnectorError),
}

/// Writes a batch; see [`crosswalk_model::Connector::write`].
pub(super) async fn write(
    line: &Line,
    schema: &ObjectSchema,
    batch: &WriteBatch,
) -> Result<Vec<RowOutcome>, ConnectorError> {
    let mut outcomes = Outcomes::new();
    let mut fit: Vec<&WriteRow> = Vec::with_capacity(batch.rows.len());
    for row in &batch.rows {
        match (unfit(&batch.kind, row), only_associations(batch, row)) {
            (Some(why), _) => drop(outcomes.insert(row.key, Err(RowError::NotSent(why)))),
            (None, Some(as_is)) => drop(outcomes.insert(row.key, Ok(as_is))),
            (None, None) => fit.push(row),
        }
    }
    let blanked = stages::take_back(line, batch, &fit).await?;
    if let Err(error) = send_all(line, schema, (batch, fit), &mut outcomes).await
        && blanked.is_empty()
    {
        return Err(error);
    }
    // A row whose stage was made blank did leave: what it holds now has to be looked at.
    let unsent =
        |it: &&OutboxId| matches!(outcomes.get(it), None | Some(Err(RowError::NotSent(_))));
    let lost: Vec<OutboxId> = blanked.iter().filter(unsent).copied().collect();
    outcomes.extend(lost.into_iter().map(|key| (key, Err(RowError::AnswerLost))));
    read_back(line, schema, batch, &mut outcomes).await;
    association::carry_out(line, batch, &mut outcomes).await;
    let answered = |row: &WriteRow| RowOutcome {
        key: row.key,
        result: outcomes.get(&row.key).cloned().unwrap_or(Err(RowError::AnswerLost)),
    };
    Ok(batch.rows.iter().map(answered).collect())
}

/// Sends the rows, then what has to be sent apart. Ends: every further request has fewer rows.
async fn send_all(
    line: &Line,
    schema: &ObjectSchema,
    (batch, rows): (&WriteBatch, Vec<&WriteRow>),
    outcomes: &mut Outcomes,
) -> Result<(), ConnectorError> {
    let mut work: VecDeque<Vec<&WriteRow>> = rows.chunks(BATCH).map(<[_]>::to_vec).collect();
    let mut sent = false;
    while let Some(rows) = work.pop_front() {
        let error = match line.send(request(batch, &rows)?).await {
            Ok(answer) => match judge(schema, batch, (&rows, &answer), outcomes) {
                Verdict::Sorted { unexplained } => {
                    let alone = rows.iter().filter(|row| unexplained.contains(&row.key));
                    work.extend(alone.map(|row| vec![*row]));
                    sent = true;
                    continue;
                }
                Verdict::Split => {
                    let (first, second) = rows.split_at(rows.len() / 2);
                    work.push_front(second.to_vec());
                    work.push_front(first.to_vec());
                    continue;
                }
                Verdict::Closed(error) => error,
            },
            Err(SendError::AnswerLost(_)) => {
                sent = true;
                outcomes.extend(rows.iter().map(|row| (row.key, Err(RowError::AnswerLost))));
                continue;
            }
            Err(SendError::NotDone(error)) => error,
        };
        if !sent {
            return Err(error);
        }
        work.push_front(rows);
        let left = work.drain(..).flatten();
        outcomes.extend(left.map(|row| (row.key, Err(RowError::NotSent(error.to_string())))));
    }
    Ok(())
}

/// A row whose record stays as it is: only associations are written, and those come after.
fn only_associations(batch: &WriteBatch, row: &WriteRow) -> Option<Written> {
    let alone = !row.fields.is_empty() && row.fields.keys().all(association::is_one);
    let id = row.id.clone().filter(|_| alone && batch.kind == WriteKind::Update)?;
    let stored = Record {
        at: RecordRef { object: batch.object.clone(), id: id.clone() },
        life: Life::Live,
        modified: None,
        modified_by: None,
        absorbed: Vec::new(),
        fields: BTreeMap::new(),
    };
    let refused = Vec::new();
    Some(Written { id, created: false, stored: Some(stored), refused, request: None })
}

/// Why a row cannot be sent at all.
fn unfit(kind: &WriteKind, row: &WriteRow) -> Option<String> {
    if row.fields.keys().any(|field| field.as_str() == OPT_OUT) {
        return Some("an opt-out belongs to the address and goes through its own call".to_owned());
    }
    match kind {
        WriteKind::Update | WriteKind::Delete if row.id.is_none() => {
            Some("no record id".to_owned())
        }
        WriteKind::Upsert { .. } if row.id_value.as_deref().is_none_or(str::is_empty) => {
            Some("no value for the id field".to_owned())
        }
        WriteKind::Update | WriteKind::Delete | WriteKind::Upsert { .. } => None,
    }
}

fn request(
    batch: &WriteBatch,
    rows: &[&WriteRow],
) -> Result<crate::line::Dispatch, ConnectorError> {
    let tail = match batch.kind {
        WriteKind::Update => "/batch/update",
        WriteKind::Upsert { .. } => "/batch/upsert",
        WriteKind::Delete => "/batch/archive",
    };
    let inputs: Vec<Value> = rows.iter().map(|row| input(batch, row)).collect();
    let path = api::objects(&batch.object, tail);
    api::post(path, &json!({ "inputs": inputs }), batch.purpose)
}

fn input(batch: &WriteBatch, row: &WriteRow) -> Value {
    let id = row.id.as_ref().map(crosswalk_model::RecordId::as_str);
    let mut properties: BTreeMap<&str, String> = row
        .fields
        .iter()
        .filter(|(field, _)| !association::is_one(field))
        .map(|(field, content)| (field.as_str(), content::write(content)))
        .collect();
    let trace = row.key.to_string();
    said::add(batch, &mut properties);
    match &batch.kind {
        WriteKind::Delete => json!({ "id": id }),
        WriteKind::Update => {
            json!({ "id": id, "properties": properties, "objectWriteTraceId": trace })
        }
        WriteKind::Upsert { id_field } => {
            let value = row.id_value.clone().unwrap_or_default();
            properties.insert(id_field.as_str(), value.clone());
            json!({
                "id": value,
                "idProperty": id_field,
                "properties": properties,
                "objectWriteTraceId": trace,
            })
        }
    }
}

fn judge(
    schema: &ObjectSchema,
    batch: &WriteBatch,
    (rows, answer): (&[&WriteRow], &Answer),
    outcomes: &mut Outcomes,
) -> Verdict {
    let status = answer.status.as_u16();
    let verdict = match status {
        200..=299 => sort_out(schema, batch, (rows, answer), outcomes),
        400 | 404 | 409 | 413 | 414 if rows.len() > 1 => Verdict::Split,
        401 | 403 | 300..=399 => Verdict::Closed(refusal::of_call(answer)),
        400..=499 => {
            let refusal = Refusal::of(answer);
            let error = |row: &&WriteRow| (row.key, Err(row_error(&refusal, status, row)));
            outcomes.extend(rows.iter().map(error));
            Verdict::Sorted { unexplained: Vec::new() }
        }
        _ => {
            outcomes.extend(rows.iter().map(|row| (row.key, Err(RowError::AnswerLost))));
            Verdict::Sorted { unexplained: Vec::new() }
        }
    };
    doubt(verdict, (rows, answer), outcomes)
}

/// A refusal of what may have been carried out before says nothing of what the records hold: those rows
/// are looked at, like those whose answer never came.
fn doubt(
    verdict: Verdict,
    (rows, answer): (&[&WriteRow], &Answer),
    outcomes: &mut Outcomes,
) -> Verdict {
    if !answer.earlier_lost {
        return verdict;
    }
    for row in rows {
        let outcome = outcomes.entry(row.key).or_insert(Err(RowError::AnswerLost));
        if outcome.is_err() {
            *outcome = Err(RowError::AnswerLost);
        }
    }
    Verdict::Sorted { unexplained: Vec::new() }
}

/// Gives every result and every error of a batch answer to its row.
fn sort_out(
    schema: &ObjectSchema,
    batch: &WriteBatch,
    (rows, answer): (&[&WriteRow], &Answer),
    outcomes: &mut Outcomes,
) -> Verdict {
    let request = correlation(answer);
    if batch.kind == WriteKind::Delete && answer.body.is_empty() {
        outcomes.extend(rows.iter().filter_map(|row| {
            let id = row.id.clone()?;
            Some((
                row.key,
                Ok(Written {
                    id,
                    created: false,
                    stored: None,
                    refused: Vec::new(),
                    request: request.clone(),
                }),
            ))
        }));
        return Verdict::Sorted { unexplained: Vec::new() };
    }
    let Ok(body) = serde_json::from_slice::<Batch<'_>>(&answer.body) else {
        outcomes.extend(rows.iter().map(|row| (row.key, Err(RowError::AnswerLost))));
        return Verdict::Sorted { unexplained: Vec::new() };
    };
    for result in &body.results {
        for row in rows.iter().filter(|row| is_of(&batch.kind, result, row)) {
            if let Some(written) = written(schema, batch, (result, row), &request) {
                outcomes.insert(row.key, Ok(written));
            }
        }
    }
    settle_errors(&batch.kind, &body, rows, outcomes)
}

fn settle_errors(
    kind: &WriteKind,
    body: &Batch<'_>,
    rows: &[&WriteRow],
    outcomes: &mut Outcomes,
) -> Verdict {
    let mut nameless: Option<&Refusal> = None;
    for error in &body.errors {
        let mut named = rows.iter().filter(|row| is_about(kind, error, row)).peekable();
        if named.peek().is_none() {
            nameless = Some(error);
        }
        for row in named {
            outcomes.entry(row.key).or_insert_with(|| Err(row_error(error, 0, row)));
        }
    }
    let open: Vec<&&WriteRow> =
        rows.iter().filter(|row| !outcomes.contains_key(&row.key)).collect();
    let unexplained = match (nameless, open.as_slice()) {
        (Some(error), [row]) if rows.len() == 1 => {
            outcomes.insert(row.key, Err(row_error(error, 0, row)));
            Vec::new()
        }
        (Some(_), open) if rows.len() > 1 => open.iter().map(|row| row.key).collect(),
        // An archive lists nothing but its errors.
        (None, open) if *kind == WriteKind::Delete => {
            outcomes.extend(open.iter().filter_map(|row| {
                let id = row.id.clone()?;
                Some((
                    row.key,
                    Ok(Written {
                        id,
                        created: false,
                        stored: None,
                        refused: Vec::new(),
                        request: None,
                    }),
                ))
            }));
            Vec::new()
        }
        (Some(_) | None, open) => {
            outcomes.extend(open.iter().map(|row| (row.key, Err(RowError::AnswerLost))));
            Vec::new()
        }
    };
    Verdict::Sorted { unexplained }
}

fn is_of(kind: &WriteKind, result: &Row<'_>, row: &WriteRow) -> bool {
    if let Some(trace) = result.object_write_trace_id.text() {
        return trace == row.key.to_string();
    }
    match kind {
        WriteKind::Upsert { id_field } => {
            let value = result.properties.text(id_field.as_str());
            value.is_some() && value == row.id_value.as_deref()
        }
        WriteKind::Update | WriteKind::Delete => row.id.as_ref().is_some_and(|id| {
            result.id.text() == Some(id.as_str()) || result.absorbed().contains(id)
        }),
    }
}

fn is_about(kind: &WriteKind, error: &Refusal, row: &WriteRow) -> bool {
    let key = row.key.to_string();
    if error.named("objectWriteTraceId").contains(&key.as_str()) {
        return true;
    }
    let id = match kind {
        WriteKind::Upsert { .. } => row.id_value.as_deref(),
        WriteKind::Update | WriteKind::Delete => row.id.as_ref().map(|id| id.as_str()),
    };
    id.is_some_and(|id| error.named("ids").contains(&id) || error.named("id").contains(&id))
}

fn written(
    schema: &ObjectSchema,
    batch: &WriteBatch,
    (result, row): (&Row<'_>, &WriteRow),
    request: &Option<String>,
) -> Option<Written> {
    let wanted: BTreeSet<FieldName> =
        batch.read_back.iter().chain(row.fields.keys()).cloned().collect();
    let stored = result.record(schema, &wanted)?;
    let id = stored.at.id.clone();
    let refused = Vec::new();
    let request = request.clone();
    Some(Written { id, created: result.new, stored: Some(stored), refused, request })
}

/// What an error says of one row. `status` is 0 where it stood inside a batch's answer.
fn row_error(error: &Refusal, status: u16, row: &WriteRow) -> RowError {
    let written: Vec<&FieldName> = row.fields.keys().collect();
    let status = if status == 0 { status_of(&error.category) } else { status };
    let words: VendorWords = error.words(status, &written);
    if let Some(id) = error.existing() {
        return RowError::Exists { id, words };
    }
    match status {
        404 => RowError::Missing(words),
        423 | 429 => RowError::Busy(words),
        _ => RowError::Refused(words),
    }
}

/// Entries inside an answer carry a category and no HTTP status of their own.
fn status_of(category: &str) -> u16 {
    match category {
        "OBJECT_NOT_FOUND" => 404,
        "CONFLICT" => 409,
        "RATE_LIMITS" | "RATE_LIMIT" => 429,
        "MISSING_SCOPES" | "BANNED" => 403,
        _ => 400,
    }
}

fn correlation(answer: &Answer) -> Option<String> {
    let header = answer.headers.get("x-hubspot-correlation-id")?;
    header.to_str().ok().map(str::to_owned)
}

/// Reads what the answer did not tell: fields to hand back that are missing from it, and the
/// lifecycle stage, whose echo cannot be trusted.
async fn read_back(
    line: &Line,
    schema: &ObjectSchema,
    batch: &WriteBatch,
    outcomes: &mut Outcomes,
) {
    let stage = FieldName::from(STAGE);
    let known = batch.read_back.iter().filter(|field| schema.fields.contains_key(*field));
    let fields: BTreeSet<FieldName> =
        known.filter(|field| !association::is_one(field)).cloned().collect();
    let own = batch.rows.iter().filter(|row| only_associations(batch, row).is_none());
    let written = own.filter_map(|row| outcomes.get(&row.key)?.as_ref().ok());
    let incomplete = written.filter(|written| {
        let stored = written.stored.as_ref();
        stored.is_some_and(|stored| {
            let wrote_stage = fields.contains(&stage) && stored.fields.contains_key(&stage);
            wrote_stage || fields.iter().any(|field| !stored.fields.contains_key(field))
        })
    });
    let ids: Vec<_> = incomplete.map(|written| written.id.clone()).collect();
    if ids.is_empty() {
        return;
    }
    let ask = ReadAsk { object: batch.object.clone(), ids, fields, purpose: batch.purpose };
    let answer = read::read(line, schema, &ask).await;
    if let Err(error) = &answer {
        tracing::warn!(connection = line.connection.0, %error, "stored values were not read back");
    }
    let found = answer.map(|answer| answer.found).unwrap_or_default();
    for stored in outcomes.values_mut().filter_map(|outcome| outcome.as_mut().ok()?.stored.as_mut())
    {
        match found.get(&stored.at.id) {
            Some(now) => stored.fields.extend(now.fields.clone()),
            None if ask.ids.contains(&stored.at.id) => drop(stored.fields.remove(&stage)),
            None => {}
        }
    }
}
