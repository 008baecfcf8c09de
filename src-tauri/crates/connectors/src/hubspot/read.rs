//! Reading by id, which asks the records themselves and not the search index.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{FieldTimes, PastValues, ReadAnswer, ReadAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{
    Author, ConnectorError, FieldName, LastChange, ObjectName, Record, RecordId,
};
use serde::Deserialize;
use serde_json::json;

use super::refusal;
use super::row::{self, Batch, Row};
use super::{BATCH, api, association, content};
use crate::line::{Answer, Line, SendError};

#[cfg(test)]
mod tests;

/// Records a request with histories takes.
const HISTORIES: usize = 50;

#[derive(Deserialize)]
struct Histories {
    #[serde(default)]
    results: Vec<History>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct History {
    id: String,
    #[serde(default)]
    properties_with_history: BTreeMap<String, Vec<Version>>,
    #[serde(default)]
    properties: BTreeMap<String, Option<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    #[serde(default)]
    timestamp: String,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    updated_by_user_id: Option<u64>,
    #[serde(default)]
    source_label: Option<String>,
    #[serde(default)]
    source_type: Option<String>,
}

impl Version {
    fn last_change(&self) -> Option<LastChange> {
        let user = self.updated_by_user_id.map(|id| Author::User(RecordId::from(id.to_string())));
        let mut words = [&self.source_label, &self.source_type].into_iter().flatten();
        let program = words.find(|it| !it.is_empty()).map(|it| Author::Program(it.clone()));
        Some(LastChange { at: content::instant(&self.timestamp)?, by: user.or(program) })
    }
}

/// Reads records by id; a merged id is found under the asked id with the record's own.
pub(super) async fn read(
    line: &Line,
    schema: &ObjectSchema,
    ask: &ReadAsk,
) -> Result<ReadAnswer, ConnectorError> {
    let unique: BTreeSet<&RecordId> = ask.ids.iter().collect();
    let unique: Vec<&RecordId> = unique.into_iter().collect();
    let mut answer = ReadAnswer::default();
    for ids in unique.chunks(BATCH) {
        let body = json!({
            "inputs": inputs(ids),
            "properties": row::asked(schema, &ask.fields),
            "propertiesWithHistory": [],
        });
        let raw = batch_read(line, &ask.object, &body, ask.purpose).await?;
        let batch: Batch<'_> =
            serde_json::from_slice(&raw.body).map_err(|error| api::malformed(&error))?;
        let unexplained = sort_out(&batch, ids, (schema, ask), &mut answer);
        for id in unexplained {
            match single(line, schema, ask, &id).await? {
                Some(record) => drop(answer.found.insert(id, record)),
                None => answer.missing.push(id),
            }
        }
    }
    Ok(answer)
}

/// When each field was last changed and by whom, from its history. An association has one where a property
/// tells it, and none otherwise.
pub(super) async fn field_times(line: &Line, ask: &ReadAsk) -> Result<FieldTimes, ConnectorError> {
    let mut times = FieldTimes::new();
    let properties: BTreeMap<&FieldName, &str> =
        ask.fields.iter().filter_map(|field| Some((field, history_of(ask, field)?))).collect();
    if properties.is_empty() {
        return Ok(times);
    }
    for (id, history) in histories(line, ask, properties.values().copied().collect()).await? {
        times.insert(id, newest(&history, &properties));
    }
    Ok(times)
}

/// What each field held, from its history, the newest first. Associations have none.
pub(super) async fn past_values(
    line: &Line,
    schema: &ObjectSchema,
    ask: &ReadAsk,
) -> Result<PastValues, ConnectorError> {
    let own = ask.fields.iter().filter(|field| !association::is_one(field));
    let shapes: Vec<_> =
        own.filter_map(|field| Some((field, schema.fields.get(field)?.kind))).collect();
    let mut past = PastValues::new();
    if shapes.is_empty() {
        return Ok(past);
    }
    let names = shapes.iter().map(|(field, _)| field.as_str()).collect();
    for (id, history) in histories(line, ask, names).await? {
        let held = shapes.iter().filter_map(|(field, kind)| {
            let versions = history.properties_with_history.get(field.as_str())?;
            let read = |it: &Version| content::read(*kind, it.value.as_deref().unwrap_or_default());
            Some(((*field).clone(), versions.iter().map(read).collect()))
        });
        past.insert(id, held.collect());
    }
    Ok(past)
}

/// The histories of some properties, by the ids that were asked for.
async fn histories(
    line: &Line,
    ask: &ReadAsk,
    properties: BTreeSet<&str>,
) -> Result<Vec<(RecordId, History)>, ConnectorError> {
    let unique: BTreeSet<&RecordId> = ask.ids.iter().collect();
    let unique: Vec<&RecordId> = unique.into_iter().collect();
    let mut found = Vec::with_capacity(unique.len());
    for ids in unique.chunks(HISTORIES) {
        let body = json!({
            "inputs": inputs(ids),
            "properties": [row::MERGED],
            "propertiesWithHistory": properties,
        });
        let raw = batch_read(line, &ask.object, &body, ask.purpose).await?;
        let histories: Histories = api::parse(&raw)?;
        found.extend(histories.results.into_iter().map(|it| (asked_for(&it, ids), it)));
    }
    Ok(found)
}

fn asked_for(history: &History, ids: &[&RecordId]) -> RecordId {
    let own = RecordId::from(history.id.as_str());
    if ids.contains(&&own) {
        return own;
    }
    let merged = history.properties.get(row::MERGED).and_then(Option::as_deref).unwrap_or_default();
    let absorbed = merged.split([';', ',']).map(|id| RecordId::from(id.trim()));
    absorbed.into_iter().find(|id| ids.contains(&id)).unwrap_or(own)
}

/// The property whose history tells a field's.
fn history_of<'a>(ask: &ReadAsk, field: &'a FieldName) -> Option<&'a str> {
    if association::is_one(field) {
        association::property_of(&ask.object, field)
    } else {
        Some(field.as_str())
    }
}

fn newest(
    history: &History,
    properties: &BTreeMap<&FieldName, &str>,
) -> BTreeMap<FieldName, LastChange> {
    let times = properties.iter().filter_map(|(field, property)| {
        let versions = history.properties_with_history.get(*property)?;
        let newest = versions.iter().filter_map(Version::last_change).max_by_key(|it| it.at);
        Some(((*field).clone(), newest?))
    });
    times.collect()
}

fn inputs(ids: &[&RecordId]) -> serde_json::Value {
    ids.iter().map(|id| json!({ "id": id.as_str() })).collect()
}

async fn batch_read(
    line: &Line,
    object: &ObjectName,
    body: &serde_json::Value,
    purpose: Purpose,
) -> Result<Answer, ConnectorError> {
    let dispatch = api::post(api::objects(object, "/batch/read"), body, purpose)?;
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if answer.status.is_success() { Ok(answer) } else { Err(refusal::of_object(&answer, object)) }
}

/// Gives every row to the ids that asked for it, and hands back the ids that nothing explains.
fn sort_out(
    batch: &Batch<'_>,
    ids: &[&RecordId],
    (schema, ask): (&ObjectSchema, &ReadAsk),
    answer: &mut ReadAnswer,
) -> Vec<RecordId> {
    let mut open: BTreeSet<&RecordId> = ids.iter().copied().collect();
    for row in &batch.results {
        let Some(record) = row.record(schema, &ask.fields) else { continue };
        let mut names = record.absorbed.clone();
        names.push(record.at.id.clone());
        for name in names {
            if open.remove(&name) {
                answer.found.insert(name, record.clone());
            }
        }
    }
    for gone in batch.errors.iter().flat_map(|error| error.named("ids")) {
        let gone = RecordId::from(gone);
        if open.remove(&gone) {
            answer.missing.push(gone);
        }
    }
    open.into_iter().cloned().collect()
}

/// One record by the URL of its id, where a merged id resolves to the record that took it over.
async fn single(
    line: &Line,
    schema: &ObjectSchema,
    ask: &ReadAsk,
    id: &RecordId,
) -> Result<Option<Record>, ConnectorError> {
    let names: Vec<String> =
        row::asked(schema, &ask.fields).iter().map(|name| api::segment(name)).collect();
    let tail = format!("/{}?properties={}", api::segment(id.as_str()), names.join(","));
    let dispatch = api::get(api::objects(&ask.object, &tail), ask.purpose);
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if answer.status == http::StatusCode::NOT_FOUND {
        return Ok(None);
    }
    let answer = api::succeeded(answer)?;
    let row: Row<'_> =
        serde_json::from_slice(&answer.body).map_err(|error| api::malformed(&error))?;
    Ok(row.record(schema, &ask.fields))
}
