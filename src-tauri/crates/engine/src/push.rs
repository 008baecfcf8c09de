//! Stage 4: per batch check, write, read back, settle (P6). Parents before children, opt-outs
//! before everything; what moved since the plan is dropped and planned again.

mod load;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{RowOutcome, WriteBatch, WriteKind, WriteRow};
use crosswalk_model::errors::RowError;
use crosswalk_model::gate::Purpose;
use crosswalk_model::plan::Act;
use crosswalk_model::{
    Content, FieldName, LinkState, ObjectName, OutboxId, Reason, ReasonCode, Record, RecordId,
    RecordRef, Side, Timestamp,
};
use crosswalk_reconcile::identity::address_field;
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_reconcile::numbers;
use crosswalk_reconcile::plan::{LIFECYCLE_MAPPING, assigns_owner};
use crosswalk_store::OutboxRow;

use crate::feed::Feed;
use crate::opt_outs;
use crate::pass::{Pass, PassError};
use crate::settle;
use crate::unique::{self, HeldBack};
use crate::watch::{Progress, Step};

/// Batches that one push may take; a guard, far above a million records in hundreds.
const MOST_BATCHES: u32 = 100_000;

/// Checks of one batch: each but the first because the machine slept.
const MOST_CHECKS: u32 = 3;

/// Rows fetched from the outbox at a time.
const OUTBOX_PAGE: usize = 5_000;

/// Rows that may travel in one request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Lane {
    turn: Turn,
    share: Share,
    object: ObjectName,
    kind: LaneKind,
}

/// Opt-outs of records that are there go before everything (P5). Parents are written before those
/// that name them, and deleted after them; the number is the place of the object mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    OptOut,
    Write(usize),
    Delete(Reverse<usize>),
}

/// What a request is booked on, in the order in which requests of one turn go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Share {
    /// It carries opt-outs, which have a share of the budget to themselves (P5).
    OptOut,
    /// What people changed.
    Usual,
    /// What was refused before: it stops before the share is used up (H140).
    Retry,
}

impl Share {
    const fn purpose(self) -> Purpose {
        match self {
            Share::OptOut => Purpose::OptOut,
            Share::Usual => Purpose::Sync,
            Share::Retry => Purpose::Retry,
        }
    }
}

/// Updates go before creates, so that an address that moves off one record is free when another
/// one is made with it; deletes go last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum LaneKind {
    Update,
    Create { assign_owner: AssignOwner },
    Delete,
}

/// Whether the vendor's assignment rules choose the owner (H68).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum AssignOwner {
    ByPlan,
    ByVendor,
}

impl AssignOwner {
    fn of(row: &OutboxRow) -> AssignOwner {
        if assigns_owner(row.side, &row.act) { AssignOwner::ByVendor } else { AssignOwner::ByPlan }
    }
}

impl Pass<'_> {
    /// Writes everything that the outbox holds for this pair. The store hands opt-outs out first
    /// (P5). Salesforce goes before HubSpot: the poll that the plan rests on is its check while it
    /// is young, and HubSpot's records are read again anyway.
    pub(crate) async fn push(&mut self) -> Result<(), PassError> {
        self.push_side(Side::Salesforce).await?;
        self.read_back_owners().await?;
        self.push_side(Side::HubSpot).await
    }

    /// The owners that Salesforce's assignment rules chose (H68) are read back, and HubSpot's follow
    /// in the same pass (S72, A22).
    async fn read_back_owners(&mut self) -> Result<(), PassError> {
        if self.assigned.is_empty() {
            return Ok(());
        }
        self.confirm().await?;
        for (mapping, links) in std::mem::take(&mut self.assigned) {
            self.plan_open(&mapping, links)?;
        }
        Ok(())
    }

    async fn push_side(&mut self, side: Side) -> Result<(), PassError> {
        let shut = self.shut();
        let mut left = self.engine.store.outbox_count(self.pair.id, side, &shut)?;
        'pages: for _ in 0..MOST_BATCHES {
            let rows = self.engine.store.outbox_batch(self.pair.id, side, &shut, OUTBOX_PAGE)?;
            if rows.is_empty() {
                return Ok(());
            }
            let mut back = HeldBack::new(self.waits(side, &rows)?);
            for (lane, rows) in self.lanes(rows)? {
                if let Some(loaded) = self.load(side, &lane, (rows.len(), left)).await? {
                    // It took rows of this lane from beyond the page.
                    left = left.saturating_sub(loaded);
                    continue 'pages;
                }
                let ordered = self.in_order(side, &lane, rows)?;
                for layer in ordered {
                    // Whoever waits for a write that was refused goes with what comes instead of it.
                    let layer = back.may_go(layer, &self.refused);
                    for batch in layer.chunks(self.engine.connectors.get(side).rows_per_write()) {
                        left = left.saturating_sub(batch.len() as u64);
                        let written = self.write_batch(side, &lane, batch, left).await;
                        self.put_off(lane.share, batch, written)?;
                    }
                }
            }
        }
        Err(PassError::Endless("batches"))
    }

    /// Sorts rows by what may travel together, in the order in which it is sent.
    fn lanes(&self, rows: Vec<OutboxRow>) -> Result<BTreeMap<Lane, Vec<OutboxRow>>, PassError> {
        let refusals = self.refusals(&rows)?;
        let mut lanes: BTreeMap<Lane, Vec<OutboxRow>> = BTreeMap::new();
        for row in rows {
            let share = self.share(&row, &refusals);
            let place = self.design.objects.iter().position(|it| it.id == row.mapping);
            let place = place.unwrap_or(usize::MAX);
            let (turn, kind) = match &row.act {
                Act::Update { .. } if share == Share::OptOut => (Turn::OptOut, LaneKind::Update),
                Act::Update { .. } => (Turn::Write(place), LaneKind::Update),
                Act::Create { .. } => {
                    let assign_owner = AssignOwner::of(&row);
                    (Turn::Write(place), LaneKind::Create { assign_owner })
                }
                Act::Delete { .. } => (Turn::Delete(Reverse(place)), LaneKind::Delete),
            };
            let object = row.act.object().clone();
            lanes.entry(Lane { turn, share, object, kind }).or_default().push(row);
        }
        Ok(lanes)
    }

    /// The rows of a lane in the order in which unique values become free; those that only swap
    /// theirs are put to a person, and the rest of them is planned again.
    fn in_order(
        &mut self,
        side: Side,
        lane: &Lane,
        rows: Vec<OutboxRow>,
    ) -> Result<Vec<Vec<OutboxRow>>, PassError> {
        if lane.kind != LaneKind::Update {
            return Ok(vec![rows]);
        }
        let is_unique = self.unique_of(side, &lane.object);
        let ordered = unique::order(rows, &is_unique);
        if !ordered.knot.is_empty() {
            let mut asked: Vec<_> =
                ordered.knot.iter().map(|row| unique::asked(row, &is_unique)).collect();
            self.keep_open(&ordered.knot, asked.iter_mut().map(|it| (it.write, &mut it.errors)))?;
            self.engine.store.refuse(&asked, self.engine.clock.now())?;
            self.plan_without_bad_fields(&ordered.knot, &asked)?;
        }
        Ok(ordered.layers)
    }

    /// Which fields of an object the vendor keeps unique.
    fn unique_of(&self, side: Side, object: &ObjectName) -> impl Fn(&FieldName) -> bool + use<> {
        let known = self.unique.get(side).get(object).cloned().unwrap_or_default();
        let people =
            self.design.objects.iter().any(|it| {
                it.is_of_people() && side == Side::HubSpot && it.takes_part(side, object)
            });
        // HubSpot keeps the address of a contact unique whatever its list of properties says.
        move |field: &FieldName| {
            known.contains(field) || (people && field.as_str() == address_field(side))
        }
    }

    /// Whom the updates of a page wait for, whatever lanes they travel in.
    fn waits(&self, side: Side, rows: &[OutboxRow]) -> Result<unique::Waits, PassError> {
        let mut by_object: BTreeMap<&ObjectName, Vec<OutboxRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| matches!(row.act, Act::Update { .. })) {
            by_object.entry(row.act.object()).or_default().push(row.clone());
        }
        let mut waits = unique::Waits::new();
        for (object, rows) in by_object {
            waits.extend(unique::waits(&rows, &self.unique_of(side, object)));
        }
        Ok(waits)
    }

    async fn write_batch(
        &mut self,
        side: Side,
        lane: &Lane,
        rows: &[OutboxRow],
        left: u64,
    ) -> Result<(), PassError> {
        let rows = self.keep_promises(side, rows)?;
        let rows = self.checked(side, lane, rows).await?;
        if rows.is_empty() {
            return Ok(());
        }
        self.window.checked = Some(self.engine.clock.now());
        let batch = self.batch(side, lane, &rows)?;
        let ids: Vec<OutboxId> = rows.iter().map(|row| row.id).collect();
        self.engine.store.mark_sent(&ids, self.engine.clock.now())?;
        self.engine.watch.reach(Step::BeforeSend)?;
        let outcomes = match self.send(side, &rows, &batch).await {
            Ok(outcomes) => outcomes,
            Err(error) => {
                // No row left: they wait for the next pass. An opt-out that went ahead is said
                // again then, which changes nothing.
                self.engine.store.mark_unsent(&ids)?;
                return Err(error);
            }
        };
        self.engine.watch.reach(Step::AfterAnswer)?;
        if lane.kind == (LaneKind::Create { assign_owner: AssignOwner::ByVendor }) {
            for row in &rows {
                self.assigned.entry(row.mapping.clone()).or_default().push(row.link);
            }
        }
        self.take(side, &rows, outcomes, left).await
    }

    /// Says the opt-outs of a batch, then writes the rest of it.
    async fn send(
        &self,
        side: Side,
        rows: &[OutboxRow],
        batch: &WriteBatch,
    ) -> Result<Vec<RowOutcome>, PassError> {
        let mut outcomes = self.say_opt_outs(side, rows).await?;
        let said: BTreeSet<OutboxId> = outcomes.iter().map(|outcome| outcome.key).collect();
        let mut rest = batch.clone();
        rest.rows.retain(|row| !said.contains(&row.key));
        if !rest.rows.is_empty() {
            outcomes.extend(self.engine.connectors.get(side).write(&rest).await?);
        }
        Ok(outcomes)
    }

    /// The rows that still may be written, by a check that is good at this moment: a machine that
    /// slept since checks again. Where it sleeps each time, the rows wait for their next turn.
    async fn checked(
        &self,
        side: Side,
        lane: &Lane,
        mut rows: Vec<OutboxRow>,
    ) -> Result<Vec<OutboxRow>, PassError> {
        for _ in 0..MOST_CHECKS {
            let began = self.engine.clock.now();
            rows = self.check(side, lane, &rows).await?;
            self.engine.watch.reach(Step::Checked)?;
            if rows.is_empty() || self.young(began) {
                return Ok(rows);
            }
        }
        Ok(Vec::new())
    }

    /// The check: does every field that the plan read still hold what it held then? Values are
    /// compared, never stamps. A Salesforce poll under a minute old is already the check.
    async fn check(
        &self,
        side: Side,
        lane: &Lane,
        rows: &[OutboxRow],
    ) -> Result<Vec<OutboxRow>, PassError> {
        let fresh = self.pulled_at.get(side).is_some_and(|at| self.young(at));
        let creates = matches!(lane.kind, LaneKind::Create { .. });
        let polled = !self.unpolled(side).contains(&lane.object);
        if creates || (side == Side::Salesforce && fresh && polled) {
            return Ok(rows.to_vec());
        }
        let ids: Vec<RecordId> =
            rows.iter().filter_map(|row| row.record.as_ref().map(|at| at.id.clone())).collect();
        let now = self.read_for(side, &lane.object, ids, lane.share.purpose()).await?;
        let (mut same, mut moved): (Vec<OutboxRow>, Vec<OutboxRow>) =
            rows.iter().cloned().partition(|row| holds(row, &now));
        // What follows from a partner that was to be made waits until it is there.
        for row in std::mem::take(&mut same) {
            let whole = self.engine.store.link(row.link)?.is_whole();
            if whole || is_own_affair(&row) { same.push(row) } else { moved.push(row) }
        }
        if !moved.is_empty() {
            let moved: Vec<OutboxId> = moved.iter().map(|row| row.id).collect();
            let reason = Reason::new(ReasonCode::ChangedMeanwhile);
            self.engine.store.drop_writes(&moved, &reason, self.engine.clock.now())?;
        }
        Ok(same)
    }

    fn young(&self, at: Timestamp) -> bool {
        let age = self.engine.clock.now().duration_since(at);
        // A clock that went backwards (a suspend, a correction) makes the check void too.
        !age.is_negative() && age.unsigned_abs() < numbers::CHECK_GOOD_FOR
    }

    /// What is handed to the connector.
    fn batch(&self, side: Side, lane: &Lane, rows: &[OutboxRow]) -> Result<WriteBatch, PassError> {
        let kind = match lane.kind {
            LaneKind::Update => WriteKind::Update,
            LaneKind::Delete => WriteKind::Delete,
            LaneKind::Create { .. } => {
                let Some(id_field) = self.id_field(side, &lane.object) else {
                    return Err(PassError::Protocol("a create without the pair's id field"));
                };
                WriteKind::Upsert { id_field }
            }
        };
        let through = self.through(side, lane, rows)?;
        let mut read_back = BTreeSet::new();
        let rows = rows
            .iter()
            .map(|row| {
                let fields: BTreeMap<FieldName, Content> = row
                    .act
                    .changes()
                    .iter()
                    .filter(|change| !opt_outs::goes_by_address(side, change))
                    .map(|change| (change.field.clone(), change.after.clone()))
                    .collect();
                read_back.extend(fields.keys().cloned());
                WriteRow {
                    key: row.id,
                    id: row.record.as_ref().map(|at| at.id.clone()),
                    id_value: id_value(&kind, &fields),
                    fields,
                    assign_owner: lane.kind
                        == LaneKind::Create { assign_owner: AssignOwner::ByVendor },
                    through: row.record.as_ref().and_then(|at| through.get(at).cloned()),
                    blank_first: self.stages_back(row),
                }
            })
            .collect();
        let object = lane.object.clone();
        Ok(WriteBatch { object, kind, rows, purpose: lane.share.purpose(), read_back })
    }

    /// The records that changes of these go through, where that is not the record itself.
    fn through(
        &self,
        side: Side,
        lane: &Lane,
        rows: &[OutboxRow],
    ) -> Result<BTreeMap<RecordRef, RecordId>, PassError> {
        let persons = |design: &ObjectDesign| design.person_objects.contains(&lane.object);
        if side != Side::Salesforce || !self.design.objects.iter().any(persons) {
            return Ok(BTreeMap::new());
        }
        let records: Vec<RecordRef> = rows.iter().filter_map(|row| row.record.clone()).collect();
        let known = self.engine.store.observed(self.pair.connections.salesforce, &records)?;
        let connector = self.engine.connectors.get(side);
        let through = |(at, seen): (RecordRef, crosswalk_model::Observed)| {
            Some((at, connector.written_through(&seen.record)?))
        };
        Ok(known.into_iter().filter_map(through).collect())
    }

    /// Sorts the outcomes: settled now, written and read back later, refused, lost, not sent.
    async fn take(
        &mut self,
        side: Side,
        rows: &[OutboxRow],
        mut outcomes: Vec<RowOutcome>,
        left: u64,
    ) -> Result<(), PassError> {
        self.refuse_what_partners_hold(side, rows, &mut outcomes)?;
        let existing = existing(rows, &outcomes);
        let mut sorted = settle::sort(rows, outcomes, self.engine.clock.now())?;
        self.pace(rows, &mut sorted)?;
        self.keep_open(rows, sorted.settled.iter_mut().map(|it| (it.write, &mut it.refused)))?;
        self.keep_open(rows, sorted.refused.iter_mut().map(|it| (it.write, &mut it.errors)))?;
        self.renew_keys(side, rows, &mut sorted.settled)?;
        self.look_behind(side, rows, &mut sorted.settled).await;
        let store = &self.engine.store;
        let now = self.engine.clock.now();
        store.settle(&sorted.settled, now)?;
        self.flow_back(rows, &sorted.settled)?;
        store.mark_written(&sorted.written)?;
        for row in rows.iter().filter(|row| matches!(row.act, Act::Create { .. })) {
            self.children_may_go(&store.link(row.link)?)?;
        }
        store.refuse(&sorted.refused, now)?;
        self.refused.extend(sorted.refused.iter().map(|it| it.write));
        store.lose(&sorted.lost, now)?;
        let (once_more, given_up) = once_more(&mut self.unsent, std::mem::take(&mut sorted.unsent));
        sorted.again.extend(given_up);
        store.mark_unsent(&once_more)?;
        let reason = Reason::new(ReasonCode::WaitingForRetry);
        store.drop_writes(&sorted.again, &reason, now)?;
        self.plan_without_bad_fields(rows, &sorted.refused)?;
        let failed = sorted.refused.len() + sorted.lost.len() + sorted.again.len();
        let done = sorted.settled.len() + sorted.written.len();
        self.counts.wrote(side, done, failed);
        self.engine.watch.tell(&Progress::Wrote {
            side,
            done: done as u64,
            failed: failed as u64,
            left,
            last: Feed::of(&sorted).last(side, rows),
        });
        for (object, ids) in existing {
            // They are records that no pull has shown yet; the next plan meets and matches them (P7).
            self.read_now(side, &object, ids).await?;
        }
        self.engine.watch.reach(Step::Settled)?;
        Ok(())
    }

    /// A create that ran into a record which is another's partner meets it in no plan: the vendor's
    /// words are told, where it would be tried for ever.
    fn refuse_what_partners_hold(
        &self,
        side: Side,
        rows: &[OutboxRow],
        outcomes: &mut [RowOutcome],
    ) -> Result<(), PassError> {
        for outcome in outcomes {
            let Err(RowError::Exists { id, words }) = &outcome.result else { continue };
            let row = rows.iter().find(|row| row.id == outcome.key);
            let Some(row) = row.filter(|row| matches!(row.act, Act::Create { .. })) else {
                continue;
            };
            let holder = RecordRef { object: row.act.object().clone(), id: id.clone() };
            let link = self.engine.store.link_of(&self.home(&row.mapping), side, &holder)?;
            if link.is_some_and(|it| it.is_whole() && it.state != LinkState::Unlinked) {
                outcome.result = Err(RowError::Refused(words.clone()));
            }
        }
        Ok(())
    }
}

/// Rows that were not sent go again in this pass, once: one that can never be sent would otherwise
/// come back for ever. The rest waits for the next plan.
fn once_more(
    before: &mut BTreeSet<OutboxId>,
    unsent: Vec<OutboxId>,
) -> (Vec<OutboxId>, Vec<OutboxId>) {
    unsent.into_iter().partition(|row| before.insert(*row))
}

/// Records that rows ran into, by object.
fn existing(rows: &[OutboxRow], outcomes: &[RowOutcome]) -> BTreeMap<ObjectName, Vec<RecordId>> {
    let mut found: BTreeMap<ObjectName, Vec<RecordId>> = BTreeMap::new();
    for outcome in outcomes {
        if let Err(RowError::Exists { id, .. }) = &outcome.result
            && let Some(row) = rows.iter().find(|row| row.id == outcome.key)
        {
            found.entry(row.act.object().clone()).or_default().push(id.clone());
        }
    }
    found
}

/// Whether the record still holds everything that the plan read of it. A record that is not there
/// any more does not; one that a vendor merged away does not either.
fn holds(row: &OutboxRow, now: &BTreeMap<RecordId, Record>) -> bool {
    let Some(record) = row.record.as_ref().and_then(|at| now.get(&at.id)) else { return false };
    if row.record.as_ref().is_none_or(|at| at.id != record.at.id) {
        return false;
    }
    row.act.changes().iter().all(|change| record.reading(&change.field) == change.before)
}

/// Whether a write to a record has nothing to do with a partner: opportunities move people whom
/// Salesforce does not know, too (S61).
fn is_own_affair(row: &OutboxRow) -> bool {
    row.act.changes().iter().all(|change| change.mapping.as_str() == LIFECYCLE_MAPPING)
}

/// The text by which a create finds what an earlier attempt made.
fn id_value(kind: &WriteKind, fields: &BTreeMap<FieldName, Content>) -> Option<String> {
    let WriteKind::Upsert { id_field } = kind else { return None };
    fields.get(id_field)?.as_text().map(str::to_owned)
}

#[cfg(test)]
mod tests;
