//! A connection that is linked to look only: reads pass, and nothing that writes leaves.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use crosswalk_model::account::InstalledPackage;
use crosswalk_model::connector::{
    Connector, Cursor, EnsuredField, FieldTimes, JoinsPage, Load, LoadState, OptOutStatus, Owner,
    PastValues, PullAsk, PullPage, ReadAnswer, ReadAsk, RecordList, RowOutcome, WriteBatch,
};
use crosswalk_model::mapping::NamedList;
use crosswalk_model::schema::{FieldToMake, ObjectSchema, ObjectTitle};
use crosswalk_model::{
    Account, ConnectorError, ListId, ObjectName, Record, RecordId, Rights, Side, Timestamp,
    VendorWords,
};

/// A connector that refuses to write. The engine plans only where it meets one; this is the second
/// lock on the same door.
#[derive(Debug)]
pub struct WatchOnly(Arc<dyn Connector>);

impl WatchOnly {
    /// Takes the pen from a connector.
    #[must_use]
    pub fn over(connector: Arc<dyn Connector>) -> Arc<dyn Connector> {
        Arc::new(WatchOnly(connector))
    }

    fn refuse<T>(&self) -> Result<T, ConnectorError> {
        let product = self.0.side().product();
        let message = format!("the {product} account is linked to look only");
        let (code, fields) = ("WATCH_ONLY".to_owned(), Vec::new());
        Err(ConnectorError::NotAllowed(VendorWords { status: 0, code, message, fields }))
    }
}

#[async_trait]
impl Connector for WatchOnly {
    fn side(&self) -> Side {
        self.0.side()
    }

    fn rights(&self) -> Rights {
        Rights::WatchOnly
    }

    fn calls(&self) -> u64 {
        self.0.calls()
    }

    async fn who_am_i(&self) -> Result<Account, ConnectorError> {
        self.0.who_am_i().await
    }

    async fn objects(&self) -> Result<Vec<ObjectTitle>, ConnectorError> {
        self.0.objects().await
    }

    async fn describe(&self, object: &ObjectName) -> Result<ObjectSchema, ConnectorError> {
        self.0.describe(object).await
    }

    fn go_by(&self, schema: &ObjectSchema) {
        self.0.go_by(schema);
    }

    async fn cursor_now(&self) -> Result<Cursor, ConnectorError> {
        self.0.cursor_now().await
    }

    async fn cursor_back(&self, by: Duration) -> Result<Cursor, ConnectorError> {
        self.0.cursor_back(by).await
    }

    async fn pull(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError> {
        self.0.pull(asks).await
    }

    async fn read(&self, ask: &ReadAsk) -> Result<ReadAnswer, ConnectorError> {
        self.0.read(ask).await
    }

    async fn field_times(&self, ask: &ReadAsk) -> Result<FieldTimes, ConnectorError> {
        self.0.field_times(ask).await
    }

    async fn past_values(&self, ask: &ReadAsk) -> Result<PastValues, ConnectorError> {
        self.0.past_values(ask).await
    }

    async fn deleted_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Vec<Record>, ConnectorError> {
        self.0.deleted_since(object, since).await
    }

    async fn tells_deletes_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<bool, ConnectorError> {
        self.0.tells_deletes_since(object, since).await
    }

    fn rows_per_write(&self) -> usize {
        self.0.rows_per_write()
    }

    async fn write(&self, _batch: &WriteBatch) -> Result<Vec<RowOutcome>, ConnectorError> {
        self.refuse()
    }

    fn written_through(&self, record: &Record) -> Option<RecordId> {
        self.0.written_through(record)
    }

    fn count_in(&self, known: Option<&Record>, event: &Record) -> Record {
        self.0.count_in(known, event)
    }

    /// A look at a load ends what was not started, and carries out what follows from the rest: that
    /// waits for somebody who may write.
    async fn look_at_load(
        &self,
        _load: &Load,
        _batch: &WriteBatch,
    ) -> Result<LoadState, ConnectorError> {
        Ok(LoadState::Running)
    }

    async fn opt_out(&self, _email: &str) -> Result<(), ConnectorError> {
        self.refuse()
    }

    async fn opt_out_status(&self, emails: &[String]) -> Result<Vec<OptOutStatus>, ConnectorError> {
        self.0.opt_out_status(emails).await
    }

    async fn list(
        &self,
        object: &ObjectName,
        list: &NamedList,
    ) -> Result<Option<RecordList>, ConnectorError> {
        self.0.list(object, list).await
    }

    async fn members(
        &self,
        object: &ObjectName,
        list: &ListId,
        ids: &[RecordId],
    ) -> Result<BTreeSet<RecordId>, ConnectorError> {
        self.0.members(object, list, ids).await
    }

    async fn joins(
        &self,
        list: &ListId,
        after: Option<&Cursor>,
    ) -> Result<JoinsPage, ConnectorError> {
        self.0.joins(list, after).await
    }

    async fn synced_by_another(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, ConnectorError> {
        self.0.synced_by_another(object, since).await
    }

    async fn packages(&self) -> Result<Vec<InstalledPackage>, ConnectorError> {
        self.0.packages().await
    }

    async fn owners(&self) -> Result<Vec<Owner>, ConnectorError> {
        self.0.owners().await
    }

    async fn ensure_field(&self, _field: &FieldToMake) -> Result<EnsuredField, ConnectorError> {
        self.refuse()
    }

    async fn restamp(&self, _field: &FieldToMake) -> Result<bool, ConnectorError> {
        self.refuse()
    }
}

#[cfg(test)]
mod tests;
