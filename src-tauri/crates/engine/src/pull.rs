//! Stage 1: read what changed on a side (P1). Every page and its cursor are saved in one
//! transaction before the next one is asked for.

use std::collections::BTreeSet;

use crosswalk_model::connector::{Cursor, PullAsk, PullPage};
use crosswalk_model::gate::Purpose;
use crosswalk_model::mapping::History;
use crosswalk_model::schema::EventLog;
use crosswalk_model::{
    ConnectionId, Content, FieldName, ObjectName, Record, RecordRef, Side, Timestamp,
};
use crosswalk_reconcile::default_design::made_as_kin_of;
use crosswalk_store::{CursorKind, CursorMove, FieldSetId, Home, Page, RecordKeys, StoredCursor};

use crate::pass::{Pass, PassError};
use crate::watch::{Progress, Step};

/// Pages that one pull of one side may take: 400 million records, a guard against a vendor that
/// always says there is more.
pub(crate) const MOST_PAGES: u32 = 200_000;

/// What to read of one object.
#[derive(Clone, Debug)]
pub(crate) struct ObjectPull {
    pub object: ObjectName,
    pub fields: BTreeSet<FieldName>,
    pub homes: Vec<Home>,
    /// What its records are, where they are events of a log.
    pub log: Option<EventLog>,
    /// Whether its changes are asked for. What only receives events is read by id, after a write.
    pub polled: Polled,
    /// Whether everything is read to begin with, or only what changes from then on.
    pub history: History,
}

/// Whether a pass asks for an object's changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Polled {
    Yes,
    No,
}

impl ObjectPull {
    /// Whether nothing of before it was asked for the first time is read.
    pub(crate) const fn begins_now(&self) -> bool {
        self.log.is_some() || matches!(self.history, History::None)
    }

    pub(crate) fn of(object: &ObjectName) -> ObjectPull {
        ObjectPull {
            object: object.clone(),
            fields: BTreeSet::new(),
            homes: Vec::new(),
            log: None,
            polled: Polled::No,
            history: History::None,
        }
    }
}

/// Where the pull of one object stands.
struct Reading<'a> {
    of: &'a ObjectPull,
    field_set: FieldSetId,
    kind: CursorKind,
    cursor: Option<Cursor>,
    more: bool,
}

impl Pass<'_> {
    /// Reads one side until nothing is left to ask for: backfills first, then changes; logs last,
    /// since their events are told by the people that they happened to.
    pub(crate) async fn pull(&mut self, side: Side) -> Result<(), PassError> {
        let (logs, records): (Vec<ObjectPull>, Vec<ObjectPull>) =
            self.pulls(side).into_iter().partition(|pull| pull.log.is_some());
        self.pull_together(side, &records).await?;
        if logs.is_empty() { Ok(()) } else { self.pull_together(side, &logs).await }
    }

    async fn pull_together(&mut self, side: Side, pulls: &[ObjectPull]) -> Result<(), PassError> {
        let connection = self.pair.connections.into_side(side);
        let mut readings = Vec::with_capacity(pulls.len());
        for pull in pulls.iter().filter(|pull| !self.is_unread(side, &pull.object)) {
            readings.push(self.begin_reading(side, connection, pull).await?);
        }
        for _ in 0..MOST_PAGES {
            if !readings.iter().any(|reading| reading.more) {
                self.pulled_at.get_mut(side).replace(self.engine.clock.now());
                return Ok(());
            }
            self.next_pages(side, connection, &mut readings).await?;
        }
        Err(PassError::Endless("pages"))
    }

    /// Finds where an object's pull left off, or fixes where its changes start and begins a
    /// backfill (P1: the incremental cursor is older than the backfill's first page).
    async fn begin_reading<'p>(
        &self,
        side: Side,
        connection: ConnectionId,
        pull: &'p ObjectPull,
    ) -> Result<Reading<'p>, PassError> {
        let store = &self.engine.store;
        let field_set = store.field_set(connection, &pull.object, &pull.fields)?;
        if pull.begins_now() {
            return self.begin_now(side, connection, (pull, field_set)).await;
        }
        let reading = |kind, cursor| Reading { of: pull, field_set, kind, cursor, more: true };
        let known = |kind| {
            let stored = store.cursor(connection, &pull.object, kind)?;
            Ok::<_, PassError>(stored.filter(|stored| stored.field_set == field_set))
        };
        if let Some(stored) = known(CursorKind::Backfill)? {
            return Ok(reading(CursorKind::Backfill, Some(stored.cursor)));
        }
        // What was read without its history so far, is read with it now.
        let whole = store.setting::<Timestamp>(&began_key(connection, &pull.object))?.is_none();
        if whole {
            self.read_less(side, pull, field_set)?;
        }
        if let Some(stored) = known(CursorKind::Incremental)?.filter(|_| whole) {
            return Ok(reading(CursorKind::Incremental, Some(stored.cursor)));
        }
        let start = self.engine.connectors.get(side).cursor_now().await?;
        store.drop_setting(&began_key(connection, &pull.object))?;
        let stored = StoredCursor { cursor: start, field_set, at: self.engine.clock.now() };
        store.drop_cursor(connection, &pull.object, CursorKind::Backfill)?;
        // A crash between these two lines must not look like a finished backfill, so the marker
        // of the backfill comes first: an empty cursor is its beginning.
        let empty = StoredCursor { cursor: Cursor(String::new()), ..stored.clone() };
        store.set_cursor(connection, &pull.object, CursorKind::Backfill, &empty)?;
        store.set_cursor(connection, &pull.object, CursorKind::Incremental, &stored)?;
        Ok(reading(CursorKind::Backfill, None))
    }

    /// Where some fields are not asked for any more, and no new ones, everything else is known: the
    /// pull goes on where it stands. Their coming back makes the set another one, and everything is
    /// read anew.
    fn read_less(
        &self,
        side: Side,
        pull: &ObjectPull,
        field_set: FieldSetId,
    ) -> Result<(), PassError> {
        let (store, kind) = (&self.engine.store, CursorKind::Incremental);
        let connection = *self.pair.connections.get(side);
        // What a backfill has not read yet is known with no field at all.
        if store.cursor(connection, &pull.object, CursorKind::Backfill)?.is_some() {
            return Ok(());
        }
        let Some(stored) = store.cursor(connection, &pull.object, kind)? else { return Ok(()) };
        if stored.field_set == field_set {
            return Ok(());
        }
        if store.fields_of(stored.field_set)?.is_superset(&pull.fields) {
            let stored = StoredCursor { field_set, ..stored };
            store.set_cursor(connection, &pull.object, kind, &stored)?;
        }
        Ok(())
    }

    /// A log is never read from its beginning, whatever fields are asked for, nor is what takes part
    /// without its history: it starts when it is asked for the first time.
    async fn begin_now<'p>(
        &self,
        side: Side,
        connection: ConnectionId,
        (pull, field_set): (&'p ObjectPull, FieldSetId),
    ) -> Result<Reading<'p>, PassError> {
        let (store, kind) = (&self.engine.store, CursorKind::Incremental);
        let known = store.cursor(connection, &pull.object, kind)?.map(|stored| stored.cursor);
        let cursor = match known {
            Some(cursor) => cursor,
            None => {
                let cursor = self.engine.connectors.get(side).cursor_now().await?;
                let at = self.engine.clock.now();
                let stored = StoredCursor { cursor: cursor.clone(), field_set, at };
                store.set_setting(&began_key(connection, &pull.object), &at)?;
                store.set_cursor(connection, &pull.object, kind, &stored)?;
                cursor
            }
        };
        Ok(Reading { of: pull, field_set, kind, cursor: Some(cursor), more: true })
    }

    /// Asks for the next page of every object that has more, and saves what comes.
    async fn next_pages(
        &mut self,
        side: Side,
        connection: ConnectionId,
        readings: &mut [Reading<'_>],
    ) -> Result<(), PassError> {
        let mut due: Vec<&mut Reading<'_>> =
            readings.iter_mut().filter(|reading| reading.more).collect();
        let asks: Vec<PullAsk> = due.iter().map(|reading| ask(reading)).collect();
        let pages = self.pages_of(side, &asks).await?;
        self.engine.watch.reach(Step::PageRead)?;
        for (reading, page) in due.iter_mut().zip(pages) {
            let Some(page) = page else {
                reading.more = false;
                continue;
            };
            let changed = self.save(side, connection, reading, &page)?;
            self.meet_predecessors(side, reading.of, &page.records).await?;
            *self.counts.read.get_mut(side) += page.records.len() as u64;
            *self.counts.changed.get_mut(side) += changed;
        }
        self.engine.watch.reach(Step::PageSaved)?;
        Ok(())
    }

    fn save(
        &self,
        side: Side,
        connection: ConnectionId,
        reading: &mut Reading<'_>,
        page: &PullPage,
    ) -> Result<u64, PassError> {
        let store = &self.engine.store;
        let to = CursorMove { kind: reading.kind, to: &page.cursor };
        let changed =
            self.take_page(side, reading.of, (reading.field_set, &page.records), Some(to))?;
        reading.cursor = Some(page.cursor.clone());
        reading.more = page.more;
        if !page.more && reading.kind == CursorKind::Backfill {
            store.drop_cursor(connection, &reading.of.object, CursorKind::Backfill)?;
            let object = &reading.of.object;
            let stored = store.cursor(connection, object, CursorKind::Incremental)?;
            reading.cursor = stored.map(|stored| stored.cursor);
            reading.kind = CursorKind::Incremental;
            reading.more = true;
        }
        Ok(changed)
    }
}

impl Pass<'_> {
    /// Saves a page with the cursor that covers it, and what its records say of those that they
    /// took over. Returns how many of them differ from what was known.
    pub(crate) fn take_page(
        &self,
        side: Side,
        pull: &ObjectPull,
        (field_set, records): (FieldSetId, &[Record]),
        cursor: Option<CursorMove<'_>>,
    ) -> Result<u64, PassError> {
        let told = pull.log.as_ref().map(|log| self.events_of_people((side, pull, log), records));
        let told = told.transpose()?;
        let records = told.as_deref().unwrap_or(records);
        let own = self.without_made_of_others(side, pull, records)?;
        let records = own.as_deref().unwrap_or(records);
        self.touch_the_moved(side, records)?;
        self.touch_who_follows(side, records)?;
        let keys: Vec<RecordKeys> =
            records.iter().map(|record| self.keys(side, &pull.homes, record)).collect();
        let saved = self.engine.store.save_page(&Page {
            connection: self.pair.connections.into_side(side),
            object: &pull.object,
            field_set,
            records,
            keys: &keys,
            homes: &pull.homes,
            cursor,
            at: self.engine.clock.now(),
        })?;
        self.witness_absorbed(side, &pull.object, records)?;
        self.engine.watch.tell(&Progress::Read {
            side,
            records: saved.seen as u64,
            changed: saved.changed as u64,
        });
        Ok(saved.changed as u64)
    }
}

impl Pass<'_> {
    /// Without activities that this pair made of what stands elsewhere, though the vendor has one object
    /// for all of them: what was made of an event carries the event's id, which is no record's, and
    /// what was made of a note the note's. That holds before an answer to the create came, and
    /// whatever has become of the other mapping since.
    fn without_made_of_others(
        &self,
        side: Side,
        pull: &ObjectPull,
        records: &[Record],
    ) -> Result<Option<Vec<Record>>, PassError> {
        if side == Side::HubSpot || !pull.object.is_a_kind() {
            return Ok(None);
        }
        let Some(id_field) = self.id_field(side, &pull.object) else { return Ok(None) };
        let (own, others) = self.made_here_and_elsewhere(&pull.object);
        let mut kept = Vec::with_capacity(records.len());
        for record in records {
            let id = record.fields.get(&id_field).and_then(Content::as_text);
            let elsewhere = match id {
                None => false,
                Some(id) if !id.bytes().all(|byte| byte.is_ascii_digit()) => true,
                Some(id) => !self.is_known(&own, id)? && self.is_known(&others, id)?,
            };
            if !elsewhere {
                kept.push(record.clone());
            }
        }
        Ok((kept.len() < records.len()).then_some(kept))
    }

    /// The other side's objects whose records become records of this one, and those that become
    /// another kind of it.
    fn made_here_and_elsewhere(&self, object: &ObjectName) -> (Vec<ObjectName>, Vec<ObjectName>) {
        let designs = self.design.objects.iter();
        let (own, others): (Vec<_>, Vec<_>) = designs
            .filter(|design| {
                design.salesforce.iter().any(|it| it == object || it.is_kin_of(object))
            })
            .partition(|design| design.takes_part(Side::Salesforce, object));
        let own: Vec<ObjectName> = own.into_iter().map(|design| design.hubspot.clone()).collect();
        let others = others.into_iter().map(|design| design.hubspot.clone());
        let others = others.chain(made_as_kin_of(object)).filter(|it| !own.contains(it)).collect();
        (own, others)
    }

    fn is_known(&self, objects: &[ObjectName], id: &str) -> Result<bool, PassError> {
        let at = |object: &ObjectName| RecordRef::new(object.as_str(), id);
        let ends: Vec<RecordRef> = objects.iter().map(at).collect();
        let known = self.engine.store.observed(self.pair.connections.hubspot, &ends)?;
        Ok(!known.is_empty())
    }
}

/// The setting that says since when an object is read of which nothing of before is.
pub(crate) fn began_key(connection: ConnectionId, object: &ObjectName) -> String {
    format!("connection/{connection}/log/{object}")
}

fn ask(reading: &Reading<'_>) -> PullAsk {
    PullAsk {
        object: reading.of.object.clone(),
        fields: reading.of.fields.clone(),
        cursor: reading.cursor.clone().filter(|cursor| !cursor.0.is_empty()),
        purpose: Purpose::Sync,
    }
}
