//! Reads records by id, and what the vendor lists as deleted.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{FieldTimes, ReadAnswer, ReadAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{Author, ConnectorError, LastChange, Life, ObjectName, Record, RecordId};
use jiff::Timestamp;
use serde::Serialize;

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, JSON, json, query_answer};
use super::errors::{error, of_a_read, unreadable, words};
use super::ids::normalise;
use super::pull::{PAGE_ROWS, after_id};
use super::rows::{Row, Rows, selection};
use super::soql::{Condition, Literal, Op, Query, name};
use super::{junctions, kinds};
use crate::line::Repeat;

/// Ids that one retrieve takes when it is posted.
const IDS_MAX: usize = 2_000;

/// More pages of deleted rows are not asked for in one go.
const DELETED_PAGES_MAX: usize = 500;

#[derive(Serialize)]
struct Retrieve<'a> {
    ids: &'a [RecordId],
    fields: &'a [String],
}

impl SalesforceConnector {
    /// Reads now, from the records themselves. Deleted rows count as missing. A field that was hidden
    /// since the describe is left out: the describe that pulls go by stays, so that those name it.
    pub(super) async fn read_by_id(&self, ask: &ReadAsk) -> Result<ReadAnswer, ConnectorError> {
        let before = self.known(&ask.object);
        let answer = self.read_what_shows(ask).await;
        if let Some(before) = before {
            self.put_back(before);
        }
        answer
    }

    async fn read_what_shows(&self, ask: &ReadAsk) -> Result<ReadAnswer, ConnectorError> {
        let asked: Vec<(RecordId, Option<RecordId>)> =
            ask.ids.iter().map(|id| (id.clone(), normalise(id.as_str()))).collect();
        let mut ids: Vec<RecordId> = asked.iter().filter_map(|(_, id)| id.clone()).collect();
        ids.sort();
        ids.dedup();
        let mut rows: BTreeMap<RecordId, Record> = BTreeMap::new();
        for some in ids.chunks(IDS_MAX) {
            let read = match self.retrieve(ask, some).await {
                Err(ConnectorError::NoSuchField { object, .. }) => {
                    self.forget(&object);
                    self.retrieve(ask, some).await?
                }
                // It may be the roles that are hidden now, and not the opportunities.
                Err(ConnectorError::NoSuchObject(_))
                    if junctions::asked_for(&ask.object, &ask.fields) =>
                {
                    self.forget(&ask.object);
                    self.retrieve(ask, some).await?
                }
                other => other?,
            };
            rows.extend(read);
        }
        let mut answer = ReadAnswer::default();
        for (id, long) in asked {
            match long.and_then(|long| rows.get(&long)) {
                Some(record) => {
                    answer.found.insert(id, record.clone());
                }
                None => answer.missing.push(id),
            }
        }
        Ok(answer)
    }

    async fn retrieve(
        &self,
        ask: &ReadAsk,
        ids: &[RecordId],
    ) -> Result<Vec<(RecordId, Record)>, ConnectorError> {
        let schema = self.schema(&ask.object).await?;
        if junctions::wanted(&schema, &ask.fields).is_some() {
            let wanted = (schema.as_ref(), &ask.fields);
            let read = self.parents(wanted, ids, ask.purpose).await?;
            return Ok(living(read));
        }
        let fields = selection(&schema, &ask.fields);
        let object = name(kinds::wire(&schema.object))?;
        let path = self.data_path(&format!("/composite/sobjects/{object}"));
        let mut dispatch = self.dispatch(http::Method::POST, path, ask.purpose, Repeat::Safe);
        dispatch.body = Some((json(&Retrieve { ids, fields: &fields })?, JSON));
        let answer = self.line.send(dispatch).await.map_err(of_a_read)?;
        if !answer.status.is_success() {
            let words = words(answer.status.as_u16(), &answer.body);
            return Err(error(words, Some(&ask.object)));
        }
        let rows: Vec<Option<Row<'_>>> =
            serde_json::from_slice(&answer.body).map_err(|error| unreadable("retrieve", &error))?;
        let rows = rows.iter().flatten().filter_map(|row| row.record(&schema, &ask.fields));
        Ok(living(rows.map(|row| row.record).collect()))
    }

    /// Salesforce keeps one stamp per record: it stands for every field asked, and so does its author.
    pub(super) async fn record_times(&self, ask: &ReadAsk) -> Result<FieldTimes, ConnectorError> {
        let bare = ReadAsk { fields: BTreeSet::new(), ..ask.clone() };
        let answer = self.read_by_id(&bare).await?;
        Ok(answer
            .found
            .into_iter()
            .filter_map(|(id, record)| {
                let by = record.modified_by.map(Author::User);
                let last = LastChange { at: record.modified?, by };
                Some((id, ask.fields.iter().map(|field| (field.clone(), last.clone())).collect()))
            })
            .collect())
    }

    /// Rows in the recycle bin since then, absorbed ones among them.
    pub(super) async fn deleted(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Vec<Record>, ConnectorError> {
        let schema = self.schema(object).await?;
        if !schema.fields.contains_key("IsDeleted") {
            return Ok(Vec::new());
        }
        let wanted = BTreeSet::new();
        let mut records: Vec<Record> = Vec::new();
        let mut after: Option<RecordId> = None;
        for _ in 0..DELETED_PAGES_MAX {
            let mut conditions = vec![
                Condition::compare("IsDeleted", Op::Equal, Literal::Boolean(true)),
                Condition::compare("SystemModstamp", Op::AtLeast, Literal::Instant(since)),
            ];
            conditions.extend(after.as_ref().map(after_id));
            let query = Query {
                object: kinds::wire(&schema.object).to_owned(),
                fields: selection(&schema, &wanted),
                children: None,
                condition: kinds::narrowed(object, Some(Condition::All(conditions))),
                order: vec!["Id"],
                limit: Some(PAGE_ROWS),
            };
            let answer = self.query_all(&[query], Purpose::Sync).await?;
            let parts = CompositeAnswer::of(&answer.body)?;
            let rows: Rows<'_> = serde_json::from_str(query_answer(&parts, 0, object)?)
                .map_err(|error| unreadable("query", &error))?;
            records.extend(
                rows.records
                    .iter()
                    .filter_map(|row| row.record(&schema, &wanted))
                    .map(|r| r.record),
            );
            if rows.done && rows.records.len() < PAGE_ROWS {
                return Ok(records);
            }
            after = rows.records.last().and_then(|row| row.id("Id"));
            if after.is_none() {
                return Ok(records);
            }
        }
        Ok(records)
    }
}

/// Deleted rows count as missing.
fn living(records: Vec<Record>) -> Vec<(RecordId, Record)> {
    records
        .into_iter()
        .filter(|record| !matches!(record.life, Life::Deleted | Life::AbsorbedBy(_)))
        .map(|record| (record.at.id.clone(), record))
        .collect()
}

#[cfg(test)]
mod tests;
