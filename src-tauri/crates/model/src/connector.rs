//! How the engine speaks to a CRM without knowing which one it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::{Account, InstalledPackage, Rights};
use crate::errors::{ConnectorError, RowError, VendorWords};
use crate::gate::Purpose;
use crate::ids::{FieldName, ListId, ObjectName, OutboxId, RecordId};
use crate::mapping::NamedList;
use crate::record::{Record, RecordRef};
use crate::schema::{FieldToMake, ObjectSchema, ObjectTitle};
use crate::side::Side;
use crate::triple::LastChange;
use crate::value::Content;

/// One signed-in account. Every method takes permits for the calls it makes and retries by class;
/// a create is never retried blindly.
#[async_trait]
pub trait Connector: Send + Sync + fmt::Debug {
    /// Which side this is.
    fn side(&self) -> Side;

    /// How much it may do in its account.
    fn rights(&self) -> Rights {
        Rights::Full
    }

    /// Requests that it sent so far, each retry among them.
    fn calls(&self) -> u64;

    /// Which account the sign-in belongs to now.
    async fn who_am_i(&self) -> Result<Account, ConnectorError>;

    /// The objects that this sign-in sees and whose records can be kept in step.
    async fn objects(&self) -> Result<Vec<ObjectTitle>, ConnectorError>;

    /// An object's fields as this sign-in sees them.
    async fn describe(&self, object: &ObjectName) -> Result<ObjectSchema, ConnectorError>;

    /// Reads and writes from now on by this describe, whatever was described since: what is asked for
    /// has to be what is read, or a field that was hidden meanwhile would be left out in silence.
    fn go_by(&self, schema: &ObjectSchema);

    /// Where a pull of changes starts: the vendor's clock now, less the overlap. A backfill takes
    /// it before its first page, so that nothing falls between the two (P1).
    async fn cursor_now(&self) -> Result<Cursor, ConnectorError>;

    /// Where a pull of changes starts that reaches back by this much on the vendor's clock: the
    /// verify pull (P1).
    async fn cursor_back(&self, by: std::time::Duration) -> Result<Cursor, ConnectorError>;

    /// The next page of every ask, each with the cursor that covers it. One call may serve several
    /// asks; the answers stand in the order of the asks.
    async fn pull(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError>;

    /// Reads records by id, now, not from an index. Ids that are not in the answer are missing.
    async fn read(&self, ask: &ReadAsk) -> Result<ReadAnswer, ConnectorError>;

    /// When each of these fields was last changed, per record, where the vendor keeps that.
    async fn field_times(&self, ask: &ReadAsk) -> Result<FieldTimes, ConnectorError>;

    /// What each of these fields held so far, per record, where the vendor keeps that.
    async fn past_values(&self, ask: &ReadAsk) -> Result<PastValues, ConnectorError>;

    /// Ids the vendor lists as deleted or archived since `since`, as evidence (never absence).
    async fn deleted_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<Vec<Record>, ConnectorError>;

    /// Whether the vendor can still tell of every record of an object that was deleted since then.
    /// Where it cannot, only a comparison of all ids shows what is gone (P2).
    async fn tells_deletes_since(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<bool, ConnectorError>;

    /// Rows that one call of [`Connector::write`] takes: what fits into one request now. It shrinks
    /// after a request that ran into a time limit, and grows again (P6).
    fn rows_per_write(&self) -> usize;

    /// Writes one batch in one request, then the association fields of its rows (M10) in as few
    /// as they need. Every row gets exactly one outcome; a repeat of a row changes nothing more.
    ///
    /// # Errors
    /// Only when no row was sent. Once the request may have left, rows that have no answer are
    /// [`RowError::AnswerLost`].
    async fn write(&self, batch: &WriteBatch) -> Result<Vec<RowOutcome>, ConnectorError>;

    /// The other record that changes of this one go through, where there is such a thing: the
    /// contact behind a Salesforce person account is changed by its account (M9).
    fn written_through(&self, _record: &Record) -> Option<RecordId> {
        None
    }

    /// How large a load may be, where the vendor runs loads of this kind. Only what can wait in a
    /// queue is loaded: a create that is found again by its id field. A change is checked right
    /// before it is written, which no queue can promise.
    fn loads(&self, _kind: &WriteKind) -> Option<LoadSize> {
        None
    }

    /// Opens a load of these rows. Whoever keeps its name can take the load up again after a crash:
    /// it has to be on disk before [`Connector::start_load`].
    ///
    /// # Errors
    /// Nothing is loaded then; the rows can still be written by [`Connector::write`].
    async fn open_load(&self, _batch: &WriteBatch) -> Result<Load, ConnectorError> {
        Err(no_loads())
    }

    /// Hands the rows over. From here on only [`Connector::look_at_load`] tells what became of them.
    ///
    /// # Errors
    /// They may have been handed over all the same.
    async fn start_load(&self, _load: &Load, _batch: &WriteBatch) -> Result<(), ConnectorError> {
        Err(no_loads())
    }

    /// What a load has come to; one that was opened and never started is given up. The batch may be
    /// made anew from the same rows.
    async fn look_at_load(
        &self,
        _load: &Load,
        _batch: &WriteBatch,
    ) -> Result<LoadState, ConnectorError> {
        Err(no_loads())
    }

    /// One record for all repeats of an event: what is remembered of them, with this event counted in
    /// unless it was before. Only for objects with a log.
    fn count_in(&self, _known: Option<&Record>, event: &Record) -> Record {
        event.clone()
    }

    /// Opts an address out of all mail. There is no counterpart: nothing can subscribe anyone.
    async fn opt_out(&self, email: &str) -> Result<(), ConnectorError>;

    /// The pull-derived truth of an address' opt-out, with its source where the vendor keeps one.
    async fn opt_out_status(&self, emails: &[String]) -> Result<Vec<OptOutStatus>, ConnectorError>;

    /// The list of an object's records that has this name, or this id where no list has the name
    /// any more. Only HubSpot keeps lists that can say who takes part (H22).
    async fn list(
        &self,
        _object: &ObjectName,
        _list: &NamedList,
    ) -> Result<Option<RecordList>, ConnectorError> {
        Err(no_lists())
    }

    /// Those of these records that are in a list now.
    async fn members(
        &self,
        _object: &ObjectName,
        _list: &ListId,
        _ids: &[RecordId],
    ) -> Result<BTreeSet<RecordId>, ConnectorError> {
        Err(no_lists())
    }

    /// A page of a list's members in the order in which they joined, the earliest first. Who joins
    /// later, or anew, stands behind the last of them, so that a last page that is asked for again
    /// shows who has come (H20). Nothing here tells who left.
    async fn joins(
        &self,
        _list: &ListId,
        _after: Option<&Cursor>,
    ) -> Result<JoinsPage, ConnectorError> {
        Err(no_lists())
    }

    /// When another integration of the vendor's own last wrote a record of an object, if it did
    /// since then (P9). Only HubSpot keeps that: its own connector stamps what it syncs.
    async fn synced_by_another(
        &self,
        _object: &ObjectName,
        _since: Timestamp,
    ) -> Result<Option<Timestamp>, ConnectorError> {
        Ok(None)
    }

    /// What other vendors installed in the account, in the order of the answer. Only Salesforce
    /// tells.
    async fn packages(&self) -> Result<Vec<InstalledPackage>, ConnectorError> {
        Ok(Vec::new())
    }

    /// People (and queues) that can own records.
    async fn owners(&self) -> Result<Vec<Owner>, ConnectorError>;

    /// Makes sure that a field exists, is visible and can be upserted by.
    async fn ensure_field(&self, field: &FieldToMake) -> Result<EnsuredField, ConnectorError>;

    /// Puts this description on a field that is there: who keeps it from now on (P9). Returns
    /// whether this vendor's descriptions can be changed by an ordinary call.
    async fn restamp(&self, field: &FieldToMake) -> Result<bool, ConnectorError>;
}

fn no_loads() -> ConnectorError {
    ConnectorError::Protocol("this side runs no loads".to_owned())
}

fn no_lists() -> ConnectorError {
    ConnectorError::Protocol("this side keeps no lists".to_owned())
}

/// A list of records that a vendor keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordList {
    /// Its id.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// Whether it fills and empties itself by its criteria; only such a list can say who takes part
    /// (H18).
    pub active: bool,
    /// How many records are in it, where the vendor says so.
    pub size: Option<u64>,
}

/// A page of members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinsPage {
    /// Who joined, and when.
    pub joins: BTreeMap<RecordId, Timestamp>,
    /// Where the next page starts, if this was not the last.
    pub next: Option<Cursor>,
}

/// How many rows one load takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadSize {
    /// From so many rows on.
    pub from: usize,
    /// At most so many.
    pub most: usize,
}

/// A load that a vendor runs as a job of its own. Opaque to everyone but the connector that
/// opened it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Load(pub String);

/// What a load has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadState {
    /// It was never started, and now never will be: nothing of it was carried out.
    GivenUp,
    /// It waits or runs.
    Running,
    /// Every row has its outcome.
    Done(Vec<RowOutcome>),
    /// The vendor does not know it any more. Its rows may have been carried out.
    Forgotten,
}

/// Where a pull stands. Opaque to everyone but the connector that made it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// One object to pull.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullAsk {
    /// The object.
    pub object: ObjectName,
    /// The fields to read.
    pub fields: BTreeSet<FieldName>,
    /// Where the last page left off. `None` starts a backfill of everything.
    pub cursor: Option<Cursor>,
    /// What the calls are booked on.
    pub purpose: Purpose,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullPage {
    /// The records, deleted ones among them where the vendor lists those.
    pub records: Vec<Record>,
    /// The cursor that covers this page; stored in the same transaction as the records.
    pub cursor: Cursor,
    /// Whether there is more to ask for right now.
    pub more: bool,
}

/// Records to read by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAsk {
    /// The object.
    pub object: ObjectName,
    /// The ids.
    pub ids: Vec<RecordId>,
    /// The fields.
    pub fields: BTreeSet<FieldName>,
    /// What the calls are booked on.
    pub purpose: Purpose,
}

/// Records read by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadAnswer {
    /// By asked id. A record whose own id differs from the asked one has absorbed it (M8).
    pub found: BTreeMap<RecordId, Record>,
    /// Asked ids that the vendor does not know or does not show.
    pub missing: Vec<RecordId>,
}

/// When fields were last changed, and by whom.
pub type FieldTimes = BTreeMap<RecordId, BTreeMap<FieldName, LastChange>>;

/// What fields held, the newest first; `None` is a value that does not fit its field's kind.
pub type PastValues = BTreeMap<RecordId, BTreeMap<FieldName, Vec<Option<Content>>>>;

/// Rows of one object and one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteBatch {
    /// The object.
    pub object: ObjectName,
    /// What is done.
    pub kind: WriteKind,
    /// The rows, at most [`Connector::rows_per_write`].
    pub rows: Vec<WriteRow>,
    /// What the calls are booked on.
    pub purpose: Purpose,
    /// Fields to hand back as stored, where the vendor's answer or one read can tell.
    pub read_back: BTreeSet<FieldName>,
}

/// What a batch does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WriteKind {
    /// Changes records by id.
    Update,
    /// Makes records, or finds those an earlier attempt made, by a unique field (P7).
    Upsert {
        /// The pair's id field.
        id_field: FieldName,
    },
    /// Deletes records by id.
    Delete,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteRow {
    /// Our own key: the outbox row.
    pub key: OutboxId,
    /// The record, for updates and deletes.
    pub id: Option<RecordId>,
    /// The value of the id field, for upserts.
    pub id_value: Option<String>,
    /// What to write.
    pub fields: BTreeMap<FieldName, Content>,
    /// Let the vendor's assignment rules choose the owner (H68: lead creates without a matched
    /// owner only).
    pub assign_owner: bool,
    /// The record that changes of this one go through, as [`Connector::written_through`] says.
    pub through: Option<RecordId>,
    /// Fields that the vendor takes such a value in only once they are blank: a lifecycle stage that
    /// goes back.
    pub blank_first: BTreeSet<FieldName>,
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// Whose.
    pub key: OutboxId,
    /// How it went.
    pub result: Result<Written, RowError>,
}

/// A row that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The record.
    pub id: RecordId,
    /// Whether the row made it.
    pub created: bool,
    /// What the vendor says it stored, where its answer says so. Always there when `refused` is
    /// not empty, so that the row can be settled at once.
    pub stored: Option<Record>,
    /// Fields of the row that were not taken, though the row was: an association that the vendor
    /// refuses does not undo the record it was to hang on (P8). They are not in `stored`.
    pub refused: Vec<FieldRefusal>,
    /// The vendor's request or correlation id, for the history.
    pub request: Option<String>,
}

/// A field that was not taken of a row that otherwise was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRefusal {
    /// Which field.
    pub field: FieldName,
    /// Why, in the vendor's words; status 0 where the connector itself could not send it.
    pub words: VendorWords,
}

/// An address' opt-out as a vendor states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptOutStatus {
    /// The address, as asked.
    pub email: String,
    /// Whether it is opted out of everything; `None` where it could not be read.
    pub opted_out: Option<bool>,
    /// Who last changed it, in the vendor's words; `None` is unreadable (A14).
    pub source: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
}

/// Somebody who can own records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The id to write into an owner field.
    pub at: RecordRef,
    /// Full name.
    pub name: String,
    /// E-mail address, lower-cased.
    pub email: Option<String>,
    /// The user behind it, where that has another id: HubSpot's `userId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<RecordId>,
    /// Whether records can be given to them now.
    pub active: bool,
    /// The vendor's kind: `Standard`, `PowerPartner`, `Guest`, `Queue`, `PERSON` (S65).
    pub kind: String,
}

/// What became of [`Connector::ensure_field`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnsuredField {
    /// It was there already, with this description.
    Present {
        /// Carries the stamp of whoever made it (P9).
        description: Option<String>,
    },
    /// It was made.
    Made,
    /// It has to be made by hand; the text says what lacks.
    ByHand {
        /// Why.
        why: String,
    },
}
