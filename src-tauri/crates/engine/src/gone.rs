//! Evidence that a record is gone or has become another one. Absence is never a delete (P2): a
//! delete needs the vendor's own word, an absorption the survivor's.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{Life, ObjectName, Record, RecordId, RecordRef, Side, Timestamp};
use crosswalk_reconcile::identity::email_of;
use crosswalk_reconcile::numbers;
use crosswalk_store::{CandidateAsk, Page};

use crate::keys;
use crate::pass::{Pass, PassError};
use crate::pull::ObjectPull;
use crate::slow_clocks::SlowClock;

impl Pass<'_> {
    /// The daily look at what HubSpot lists as archived; Salesforce's pull brings deleted rows
    /// along.
    pub(crate) async fn look_for_archived(&self) -> Result<(), PassError> {
        let connection = self.pair.connections.hubspot;
        let engine = self.engine;
        if !SlowClock::Archived.is_due(engine, connection)? {
            return Ok(());
        }
        // Nothing was linked before the first look, so nothing can have been lost.
        let Some(last) = SlowClock::Archived.struck(&engine.store, connection)? else {
            return Ok(SlowClock::Archived.begin(engine, connection)?);
        };
        let reading = SlowClock::Archived.take(engine.connectors.hubspot.as_ref());
        let since = last.checked_sub(numbers::ARCHIVED_EVERY).unwrap_or(last);
        for pull in self.comparable(Side::HubSpot) {
            if self.is_unread(Side::HubSpot, &pull.object) {
                self.owe(Side::HubSpot, &pull.object)?;
                continue;
            }
            self.take_deleted(Side::HubSpot, &pull.object, since).await?;
        }
        Ok(reading.end(engine, (Side::HubSpot, connection))?)
    }

    /// Asks the vendor which of some records, that a reading missed, it lists as deleted.
    /// Returns those that it does not.
    pub(crate) async fn look_for_missing(
        &self,
        side: Side,
        object: &ObjectName,
        missing: &[RecordId],
    ) -> Result<Vec<RecordId>, PassError> {
        let known = self.known(side, object, missing)?;
        let lives = |id: &&RecordId| known.get(*id).is_some_and(|life| *life == Life::Live);
        let unexplained: BTreeSet<RecordId> = missing.iter().filter(lives).cloned().collect();
        if unexplained.is_empty() {
            return Ok(Vec::new());
        }
        let deleted = self.take_deleted(side, object, Timestamp::UNIX_EPOCH).await?;
        Ok(unexplained.difference(&deleted).cloned().collect())
    }

    /// Remembers what the vendor lists as deleted, of the records that are known here. One that took
    /// such records over before it was deleted is the only witness of that (M8).
    async fn take_deleted(
        &self,
        side: Side,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<BTreeSet<RecordId>, PassError> {
        let listed = self.engine.connectors.get(side).deleted_since(object, since).await?;
        let all = |record: &Record| [record.absorbed.clone(), vec![record.at.id.clone()]].concat();
        let ids: Vec<RecordId> = listed.iter().flat_map(all).collect();
        let known = self.known(side, object, &ids)?;
        let mut news = Vec::new();
        for record in listed {
            let own = known.get(&record.at.id);
            let taken = record.absorbed.iter().filter_map(|id| Some((id, known.get(id)?)));
            let life = Life::AbsorbedBy(record.at.id.clone());
            let taken: Vec<Record> = taken
                .filter(|(_, before)| **before != life)
                .map(|(id, _)| evidence(object, id.clone(), life.clone(), record.modified))
                .collect();
            if own.map_or(!taken.is_empty(), |before| *before != record.life) {
                news.push(record);
            }
            news.extend(taken);
        }
        self.bear_witness(side, object, &news)?;
        Ok(ids.into_iter().collect())
    }

    /// What records that took others over say of those (M8). HubSpot never lists a merged record
    /// as archived, so the survivor is the only witness.
    pub(crate) fn witness_absorbed(
        &self,
        side: Side,
        object: &ObjectName,
        records: &[Record],
    ) -> Result<(), PassError> {
        let mut taken: BTreeMap<RecordId, &Record> = BTreeMap::new();
        for survivor in records.iter().filter(|record| record.life == Life::Live) {
            let others = survivor.absorbed.iter().filter(|id| **id != survivor.at.id);
            taken.extend(others.map(|id| (id.clone(), survivor)));
        }
        self.become_of(side, object, taken)
    }

    /// HubSpot's list of the ids that a record took over may leave out the one that it had itself
    /// before a merge gave it a new one; its documents do not say. Who was known by the address of
    /// a survivor is read again under the known id, and the answer tells who took it over.
    pub(crate) async fn meet_predecessors(
        &self,
        side: Side,
        pull: &ObjectPull,
        records: &[Record],
    ) -> Result<(), PassError> {
        let Some(home) = pull.homes.first().filter(|_| side == Side::HubSpot) else {
            return Ok(());
        };
        let lives = |record: &&Record| record.life == Life::Live && !record.absorbed.is_empty();
        let mut before = BTreeSet::new();
        for survivor in records.iter().filter(lives) {
            let Some(address) = email_of(survivor, side) else { continue };
            let carriers = self.engine.store.candidates(&CandidateAsk {
                home,
                connection: *self.pair.connections.get(side),
                object: &pull.object,
                kind: keys::EMAIL,
                values: &[address],
            })?;
            let known = carriers.into_values().flatten().map(|it| it.observed.record);
            let others = known.filter(|it| it.life == Life::Live && it.at != survivor.at);
            before.extend(others.map(|it| it.at.id));
        }
        if !before.is_empty() {
            self.read_now(side, &pull.object, before.into_iter().collect()).await?;
        }
        Ok(())
    }

    /// Records that answered under another id than the asked one were taken over by it.
    pub(crate) fn become_of(
        &self,
        side: Side,
        object: &ObjectName,
        taken: BTreeMap<RecordId, &Record>,
    ) -> Result<(), PassError> {
        if taken.is_empty() {
            return Ok(());
        }
        let ids: Vec<RecordId> = taken.keys().cloned().collect();
        let known = self.known(side, object, &ids)?;
        let mut news = Vec::new();
        for (id, survivor) in taken {
            let life = Life::AbsorbedBy(survivor.at.id.clone());
            if known.get(&id).is_none_or(|before| *before == life) {
                continue;
            }
            news.push(evidence(object, id, life, survivor.modified));
        }
        self.bear_witness(side, object, &news)
    }

    /// Remembers that records are not seen any more, without evidence of a delete.
    pub(crate) fn lose_sight(
        &self,
        side: Side,
        object: &ObjectName,
        ids: &[RecordId],
    ) -> Result<(), PassError> {
        // No time goes with it: whenever the record shows again, that reading is the newer one.
        let gone = |id: &RecordId| evidence(object, id.clone(), Life::NoLongerVisible, None);
        let news: Vec<Record> = ids.iter().map(gone).collect();
        self.bear_witness(side, object, &news)
    }

    fn known(
        &self,
        side: Side,
        object: &ObjectName,
        ids: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Life>, PassError> {
        let refs: Vec<RecordRef> =
            ids.iter().map(|id| RecordRef { object: object.clone(), id: id.clone() }).collect();
        let known = self.engine.store.observed(*self.pair.connections.get(side), &refs)?;
        Ok(known.into_iter().map(|(at, seen)| (at.id, seen.record.life)).collect())
    }

    fn bear_witness(
        &self,
        side: Side,
        object: &ObjectName,
        news: &[Record],
    ) -> Result<(), PassError> {
        if news.is_empty() {
            return Ok(());
        }
        let connection = self.pair.connections.into_side(side);
        let fields = BTreeSet::new();
        self.engine.store.save_page(&Page {
            connection,
            object,
            field_set: self.engine.store.field_set(connection, object, &fields)?,
            records: news,
            keys: &[],
            homes: &[],
            cursor: None,
            at: self.engine.clock.now(),
        })?;
        Ok(())
    }
}

fn evidence(object: &ObjectName, id: RecordId, life: Life, modified: Option<Timestamp>) -> Record {
    Record {
        at: RecordRef { object: object.clone(), id },
        life,
        modified,
        modified_by: None,
        absorbed: Vec::new(),
        fields: BTreeMap::new(),
    }
}
