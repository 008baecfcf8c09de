//! Salesforce, REST API.

mod account;
mod bulk;
mod campaigns;
mod composite;
mod delete_log;
mod describe;
mod errors;
mod fields;
mod habits;
mod ids;
mod junctions;
mod kinds;
mod outcome;
mod owners;
mod packages;
mod permission_set;
mod persons;
mod portion;
mod pull;
mod read;
mod roles;
mod rows;
#[cfg(test)]
mod script;
pub mod soql;
mod stages;
mod values;
mod write;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use crosswalk_model::account::InstalledPackage;
use crosswalk_model::connector::{
    Cursor, EnsuredField, FieldTimes, Load, LoadSize, LoadState, OptOutStatus, Owner, PastValues,
    PullAsk, PullPage, ReadAnswer, ReadAsk, RowOutcome, WriteBatch, WriteKind,
};
use crosswalk_model::schema::{FieldToMake, ObjectSchema, ObjectTitle};
use crosswalk_model::{
    Account, Connector, ConnectorError, ObjectName, Record, RecordId, Side, VendorWords,
};
use jiff::Timestamp;

pub use self::bulk::LOADS_FROM;
pub use self::campaigns::FIELD as CAMPAIGNS;
pub use self::habits::SalesforceHabits;
pub use self::permission_set::{ObjectNeeds, permission_set};
use self::portion::Portion;
use crate::line::Line;

/// The version that every path names. Tested against; newer ones are offered beside it.
pub const API_VERSION: &str = "v66.0";

/// One org.
#[derive(Debug)]
pub struct SalesforceConnector {
    line: Arc<Line>,
    /// By the last describe: what a JSON value means depends on its field's type.
    schemas: Mutex<BTreeMap<ObjectName, Arc<ObjectSchema>>>,
    /// How much one composite takes now.
    portion: Portion,
    /// Rows from which new records are loaded by a job.
    loads_from: usize,
}

impl SalesforceConnector {
    /// A connector on a line whose habits are [`SalesforceHabits`].
    #[must_use]
    pub const fn new(line: Arc<Line>) -> Self {
        let portion = Portion::new(write::ROWS_MAX);
        let schemas = Mutex::new(BTreeMap::new());
        SalesforceConnector { line, schemas, portion, loads_from: LOADS_FROM }
    }

    /// The same, with another number of rows from which new records are loaded by a job.
    #[must_use]
    pub fn loading_from(self, rows: usize) -> Self {
        SalesforceConnector { loads_from: rows, ..self }
    }

    /// A path below the pinned version.
    fn data_path(&self, rest: &str) -> String {
        format!("/services/data/{API_VERSION}{rest}")
    }
}

#[async_trait]
impl Connector for SalesforceConnector {
    fn side(&self) -> Side {
        Side::Salesforce
    }

    fn calls(&self) -> u64 {
        self.line.sent.count()
    }

    async fn who_am_i(&self) -> Result<Account, ConnectorError> {
        self.account().await
    }

    async fn objects(&self) -> Result<Vec<ObjectTitle>, ConnectorError> {
        self.all_objects().await
    }

    async fn describe(&self, object: &ObjectName) -> Result<ObjectSchema, ConnectorError> {
        self.describe_now(object).await.map(Arc::unwrap_or_clone)
    }

    fn go_by(&self, schema: &ObjectSchema) {
        self.remember(schema.clone());
    }

    async fn cursor_now(&self) -> Result<Cursor, ConnectorError> {
        self.changes_from(pull::OVERLAP).await
    }

    async fn cursor_back(&self, by: std::time::Duration) -> Result<Cursor, ConnectorError> {
        let by = jiff::SignedDuration::try_from(by);
        self.changes_from(by.unwrap_or(pull::OVERLAP)).await
    }

    async fn pull(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError> {
        self.pull_pages(asks).await
    }

    async fn read(&self, ask: &ReadAsk) -> Result<ReadAnswer, ConnectorError> {
        self.read_by_id(ask).await
    }

    async fn field_times(&self, ask: &ReadAsk) -> Result<FieldTimes, ConnectorError> {
        self.record_times(ask).await
    }

    /// None: the history of a field is kept only where an administrator turned it on.
    async fn past_values(&self, _ask: &ReadAsk) -> Result<PastValues, ConnectorError> {
        Ok(PastValues::new())
    }

    async fn deleted_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Vec<Record>, ConnectorError> {
        self.deleted(object, since).await
    }

    async fn tells_deletes_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<bool, ConnectorError> {
        self.delete_log_reaches(object, since).await
    }

    fn rows_per_write(&self) -> usize {
        self.portion.rows()
    }

    async fn write(&self, batch: &WriteBatch) -> Result<Vec<RowOutcome>, ConnectorError> {
        self.write_with_persons(batch).await
    }

    fn written_through(&self, record: &Record) -> Option<RecordId> {
        persons::account_of(record)
    }

    fn loads(&self, kind: &WriteKind) -> Option<LoadSize> {
        bulk::size(kind, self.loads_from)
    }

    async fn open_load(&self, batch: &WriteBatch) -> Result<Load, ConnectorError> {
        self.load_opened(batch).await
    }

    async fn start_load(&self, load: &Load, batch: &WriteBatch) -> Result<(), ConnectorError> {
        self.load_started(load, batch).await
    }

    async fn look_at_load(
        &self,
        load: &Load,
        batch: &WriteBatch,
    ) -> Result<LoadState, ConnectorError> {
        self.load_looked_at(load, batch).await
    }

    /// Refused: here an opt-out is a field of each record (`HasOptedOutOfEmail`), not of an
    /// address, and is written like one.
    async fn opt_out(&self, _email: &str) -> Result<(), ConnectorError> {
        Err(ConnectorError::Refused(VendorWords {
            status: 0,
            code: "OPT_OUT_IS_A_FIELD".to_owned(),
            message: "in Salesforce an opt-out is written to the record's HasOptedOutOfEmail"
                .to_owned(),
            fields: vec!["HasOptedOutOfEmail".into()],
        }))
    }

    /// Empty: Salesforce keeps none per address; pulls bring the field.
    async fn opt_out_status(
        &self,
        _emails: &[String],
    ) -> Result<Vec<OptOutStatus>, ConnectorError> {
        Ok(Vec::new())
    }

    async fn packages(&self) -> Result<Vec<InstalledPackage>, ConnectorError> {
        self.installed().await
    }

    async fn owners(&self) -> Result<Vec<Owner>, ConnectorError> {
        self.all_owners().await
    }

    /// Refused: the help text is part of the field's definition, which only the right to customise
    /// the application can change. HubSpot's stamp alone says who took a pair over.
    async fn restamp(&self, _field: &FieldToMake) -> Result<bool, ConnectorError> {
        Ok(false)
    }

    async fn ensure_field(&self, field: &FieldToMake) -> Result<EnsuredField, ConnectorError> {
        self.ensure(field).await
    }
}
