//! HubSpot, dated API version 2026-09; what is done with marketing mail comes from the legacy e-mail
//! API, which alone tells of it.
//!
//! Invariant: a record, an outcome or an error is matched by id, trace id or unique value, never by
//! its position; a value that does not parse is unknown and never fails the page it came with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use crosswalk_model::connector::{
    Cursor, EnsuredField, FieldTimes, JoinsPage, OptOutStatus, Owner, PastValues, PullAsk,
    PullPage, ReadAnswer, ReadAsk, RecordList, RowOutcome, WriteBatch,
};
use crosswalk_model::gate::Purpose;
use crosswalk_model::mapping::NamedList;
use crosswalk_model::schema::{FieldToMake, ObjectSchema, ObjectTitle};
use crosswalk_model::{
    Account, Connector, ConnectorError, FieldName, ListId, ObjectName, Record, RecordId, Side,
    Timestamp,
};

use crate::line::Line;

mod account;
mod api;
mod archived;
mod association;
mod consent;
mod content;
mod custom;
mod describe;
mod habits;
mod id_field;
mod lists;
mod mail;
mod native;
mod owners;
mod pipelines;
mod pull;
mod read;
mod refusal;
mod row;
mod said;
pub mod scopes;
mod stages;
#[cfg(test)]
pub(crate) mod tests;
mod write;

pub use self::habits::HubSpotHabits;
pub use self::mail::{CLICKS, OPENS};

/// What [`Account::edition`] says of the tiers on which HubSpot offers no such integration.
pub const LOW_TIER: &str = "Free or Starter";

/// The dated version of every path. Supported for 18 months from September 2026.
pub(crate) const VERSION: &str = "2026-09";

/// Inputs that a batch endpoint takes.
const BATCH: usize = 100;

/// The property that says a person unsubscribed from all e-mail. Read here, never written: the
/// status belongs to the address and goes through the communication preferences.
const OPT_OUT: &str = "hs_email_optout";

/// The object that owner properties point at.
const OWNERS: &str = "owners";

/// One HubSpot account.
#[derive(Debug)]
pub struct HubSpotConnector {
    line: Line,
    /// What each object's properties are, as the last describe said.
    schemas: Mutex<BTreeMap<ObjectName, Arc<ObjectSchema>>>,
    subjects: mail::Subjects,
}

impl HubSpotConnector {
    /// Speaks to the account that the line is signed in to.
    #[must_use]
    pub fn new(line: Line) -> HubSpotConnector {
        HubSpotConnector {
            line,
            schemas: Mutex::new(BTreeMap::new()),
            subjects: mail::Subjects::default(),
        }
    }

    /// The properties of an object: remembered, or asked for once.
    async fn schema(
        &self,
        object: &ObjectName,
        purpose: Purpose,
    ) -> Result<Arc<ObjectSchema>, ConnectorError> {
        if let Some(schema) = self.remembered(object) {
            return Ok(schema);
        }
        self.fresh_schema(object, purpose).await
    }

    fn remembered(&self, object: &ObjectName) -> Option<Arc<ObjectSchema>> {
        let known = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(object).cloned()
    }

    async fn fresh_schema(
        &self,
        object: &ObjectName,
        purpose: Purpose,
    ) -> Result<Arc<ObjectSchema>, ConnectorError> {
        let schema = match mail::Kind::of(object) {
            Some(kind) => mail::schema(object, kind),
            None => describe::describe(&self.line, object, purpose).await?,
        };
        let schema = Arc::new(schema);
        let mut known = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(object.clone(), Arc::clone(&schema));
        Ok(schema)
    }
}

/// The property whose time moves with every change of a record. Contacts have both; their own is
/// the one that every other integration uses.
fn stamp_of(object: &ObjectName) -> FieldName {
    match object.as_str() {
        "contacts" | "contact" | "0-1" => FieldName::from("lastmodifieddate"),
        _ => FieldName::from("hs_lastmodifieddate"),
    }
}

#[async_trait]
impl Connector for HubSpotConnector {
    fn side(&self) -> Side {
        Side::HubSpot
    }

    fn calls(&self) -> u64 {
        self.line.sent.count()
    }

    async fn who_am_i(&self) -> Result<Account, ConnectorError> {
        account::who_am_i(&self.line).await
    }

    async fn objects(&self) -> Result<Vec<ObjectTitle>, ConnectorError> {
        custom::objects(&self.line).await
    }

    async fn describe(&self, object: &ObjectName) -> Result<ObjectSchema, ConnectorError> {
        let schema = self.fresh_schema(object, Purpose::Sync).await?;
        Ok(schema.as_ref().clone())
    }

    fn go_by(&self, schema: &ObjectSchema) {
        let mut known = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(schema.object.clone(), Arc::new(schema.clone()));
    }

    async fn cursor_now(&self) -> Result<Cursor, ConnectorError> {
        pull::cursor_now(&self.line).await
    }

    async fn cursor_back(&self, by: std::time::Duration) -> Result<Cursor, ConnectorError> {
        pull::cursor_back(&self.line, by).await
    }

    async fn pull(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError> {
        let mut pages = Vec::with_capacity(asks.len());
        for ask in asks {
            if let Some(kind) = mail::Kind::of(&ask.object) {
                pages.push(mail::page(&self.line, &self.subjects, (kind, ask)).await?);
                continue;
            }
            let schema = self.schema(&ask.object, ask.purpose).await?;
            let mut page = pull::page(&self.line, &schema, ask).await?;
            let wanted = (schema.as_ref(), &ask.fields);
            association::fill(&self.line, wanted, &mut page.records, ask.purpose).await?;
            pages.push(page);
        }
        Ok(pages)
    }

    /// What a log told is not asked for by id: it never changes.
    async fn read(&self, ask: &ReadAsk) -> Result<ReadAnswer, ConnectorError> {
        if mail::Kind::of(&ask.object).is_some() {
            return Ok(ReadAnswer::default());
        }
        let schema = self.schema(&ask.object, ask.purpose).await?;
        let mut answer = read::read(&self.line, &schema, ask).await?;
        let (asked, mut records): (Vec<_>, Vec<_>) = answer.found.into_iter().unzip();
        let wanted = (schema.as_ref(), &ask.fields);
        association::fill(&self.line, wanted, &mut records, ask.purpose).await?;
        answer.found = asked.into_iter().zip(records).collect();
        Ok(answer)
    }

    async fn field_times(&self, ask: &ReadAsk) -> Result<FieldTimes, ConnectorError> {
        read::field_times(&self.line, ask).await
    }

    async fn past_values(&self, ask: &ReadAsk) -> Result<PastValues, ConnectorError> {
        let schema = self.schema(&ask.object, ask.purpose).await?;
        read::past_values(&self.line, &schema, ask).await
    }

    async fn deleted_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Vec<Record>, ConnectorError> {
        archived::deleted_since(&self.line, object, since).await
    }

    /// Always: the bin keeps records for 90 days, and sweeps come far more often.
    async fn tells_deletes_since(
        &self,
        _object: &ObjectName,
        _since: Timestamp,
    ) -> Result<bool, ConnectorError> {
        Ok(true)
    }

    fn rows_per_write(&self) -> usize {
        BATCH
    }

    async fn write(&self, batch: &WriteBatch) -> Result<Vec<RowOutcome>, ConnectorError> {
        let schema = self.schema(&batch.object, batch.purpose).await?;
        write::write(&self.line, &schema, batch).await
    }

    fn count_in(&self, known: Option<&Record>, event: &Record) -> Record {
        mail::count_in(known, event)
    }

    async fn opt_out(&self, email: &str) -> Result<(), ConnectorError> {
        consent::opt_out(&self.line, email).await
    }

    async fn opt_out_status(&self, emails: &[String]) -> Result<Vec<OptOutStatus>, ConnectorError> {
        consent::status(&self.line, emails).await
    }

    async fn list(
        &self,
        object: &ObjectName,
        list: &NamedList,
    ) -> Result<Option<RecordList>, ConnectorError> {
        lists::list(&self.line, object, list).await
    }

    async fn members(
        &self,
        object: &ObjectName,
        list: &ListId,
        ids: &[RecordId],
    ) -> Result<BTreeSet<RecordId>, ConnectorError> {
        lists::members(&self.line, object, list, ids).await
    }

    async fn joins(
        &self,
        list: &ListId,
        after: Option<&Cursor>,
    ) -> Result<JoinsPage, ConnectorError> {
        lists::joins(&self.line, list, after).await
    }

    async fn synced_by_another(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, ConnectorError> {
        let schema = self.schema(object, Purpose::Sync).await?;
        native::synced_since(&self.line, &schema, since).await
    }

    async fn owners(&self) -> Result<Vec<Owner>, ConnectorError> {
        owners::owners(&self.line).await
    }

    async fn restamp(&self, field: &FieldToMake) -> Result<bool, ConnectorError> {
        id_field::restamp(&self.line, field).await
    }

    async fn ensure_field(&self, field: &FieldToMake) -> Result<EnsuredField, ConnectorError> {
        let ensured = id_field::ensure(&self.line, field).await?;
        let mut known = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&field.object);
        Ok(ensured)
    }
}
