//! Undo (M12): a run's field writes, or one record's, are put back on both sides where they still
//! hold what we wrote. Base is seeded with what each side then holds, so nothing flows until the
//! next edit.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::plan::{Act, LinkPlan};
use crosswalk_model::{
    Both, FieldName, LinkId, MappingId, ObjectName, PairId, Reason, ReasonCode, Record, RecordId,
    RecordRef, RunId, Side,
};
use crosswalk_reconcile::plan::PAIR_ID_MAPPING;
use crosswalk_reconcile::undo::{Deed, Done, Kept, Undo, undo};
use crosswalk_store::{HistoryAct, HistoryRow, Mark, OutboxRow, PlanToSave, RunKind};
use serde::{Deserialize, Serialize};

use crate::pass::{Engine, Mode, Order, Pass, PassError, PassReport};
use crate::setup;

/// What is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndoTarget {
    /// Everything that a run wrote.
    Run(RunId),
    /// Everything that was ever written for a link.
    Link(LinkId),
}

/// What an undo did and what it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UndoReport {
    /// The run that put things back, with its figures.
    pub pass: PassReport,
    /// What stays as it is, with the reason.
    pub kept: Vec<(Done, Kept)>,
}

impl Engine {
    /// What an undo would do now; nothing is written to either side.
    ///
    /// # Errors
    /// [`PassError`].
    pub async fn plan_undo(&self, pair: PairId, target: UndoTarget) -> Result<Undo, PassError> {
        let preview = Order { mode: Mode::PlanOnly, ..order(pair, "preview") };
        let pass = setup::begin(self, preview).await?;
        pass.undoing(&self.undoable(target)?).await
    }

    /// Puts back what a run or a link's runs wrote.
    ///
    /// # Errors
    /// [`PassError`]; what was put back until then stays so.
    pub async fn undo(
        &self,
        pair: PairId,
        target: UndoTarget,
        actor: &str,
    ) -> Result<UndoReport, PassError> {
        let mut pass = setup::begin(self, order(pair, actor)).await?;
        let mut kept = Vec::new();
        let undone = pass.undo_all(target, &mut kept).await;
        let pass = pass.close(undone)?;
        Ok(UndoReport { pass, kept })
    }

    /// Oldest first.
    fn undoable(&self, target: UndoTarget) -> Result<Vec<HistoryRow>, PassError> {
        let mut rows = match target {
            UndoTarget::Run(run) => self.store.undoable_of_run(run)?,
            UndoTarget::Link(link) => self.store.undoable_of_link(link)?,
        };
        rows.sort_by_key(|row| row.id);
        Ok(rows)
    }
}

fn order(pair: PairId, actor: &str) -> Order {
    // A person asked for exactly this, so no brake is asked.
    Order { pair, kind: RunKind::Undo, actor: actor.to_owned(), mode: Mode::Release }
}

/// An undo of which the history does not say yet what it put back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Undoing {
    target: UndoTarget,
    by: RunId,
}

impl Undoing {
    fn key(pair: PairId) -> String {
        format!("pair/{pair}/undoing")
    }
}

/// The records of both sides as they are.
type Now = Both<BTreeMap<RecordRef, Record>>;

impl Pass<'_> {
    async fn undo_all(
        &mut self,
        target: UndoTarget,
        kept: &mut Vec<(Done, Kept)>,
    ) -> Result<(), PassError> {
        self.look_for_others().await?;
        // Before anything is cleared up: what that marks is still to be planned after the undo.
        let as_of = self.engine.store.mark()?;
        // What was answered before a crash is settled by what a pull shows.
        for side in self.engine.store.written_sides(self.pair.id)? {
            self.pull(side).await?;
        }
        self.recover().await?;
        // Not before: what an undo that was cut off put back is known only now.
        let plan = self.undoing(&self.engine.undoable(target)?).await?;
        *kept = plan.kept;
        self.put_back(target, (&plan.links, as_of)).await
    }

    /// Notes which rows of the history undos put back. Where one was cut off, its writes are
    /// settled by whoever clears up after it.
    pub(crate) fn note_undone(&self) -> Result<(), PassError> {
        let (store, key) = (&self.engine.store, Undoing::key(self.pair.id));
        let Some(open) = store.setting::<Vec<Undoing>>(&key)? else { return Ok(()) };
        for Undoing { target, by } in open {
            let back = store.history_of_run(by)?;
            let Some(first) = back.iter().map(|row| row.id).min() else { continue };
            let mut history = self.engine.undoable(target)?;
            history.retain(|row| row.id < first);
            store.mark_undone(&undone(&history, &back), by)?;
        }
        if store.links_on_their_way(self.pair.id)?.is_empty() {
            store.drop_setting(&key)?;
        }
        Ok(())
    }

    async fn undoing(&self, history: &[HistoryRow]) -> Result<Undo, PassError> {
        let mut done = Vec::with_capacity(history.len());
        for row in history {
            done.extend(self.done(row)?);
        }
        let now = self.records_of(&done).await?;
        let mut plan = undo(&done, &|side, at| now.get(side).get(at));
        for act in plan.links.iter_mut().flat_map(|link| {
            let Both { salesforce, hubspot } = &mut link.acts;
            [(Side::Salesforce, salesforce), (Side::HubSpot, hubspot)]
        }) {
            // A later poll shows the write only once the record is past what was read here.
            if let (side, Some(Act::Update { at, seen, .. })) = act {
                *seen = now.get(side).get(at).and_then(|record| record.modified);
            }
        }
        Ok(plan)
    }

    /// A row of the history as the rules of undo see it.
    fn done(&self, row: &HistoryRow) -> Result<Option<Done>, PassError> {
        let link = self.engine.store.link(row.link)?;
        let mut ends = link.ends.clone();
        // Where the link's end moved since, the record that was written is the one to look at.
        *ends.get_mut(row.side) = Some(row.record.clone());
        let what = match (&row.field, row.act) {
            (None, HistoryAct::Create) => {
                let stamp = row.snapshot.as_ref().and_then(|seen| seen.record.modified);
                Deed::Made { stamp }
            }
            (None, HistoryAct::Delete | HistoryAct::Update) => Deed::Deleted,
            // The values of a record that was made go with the record.
            (Some(_), HistoryAct::Create | HistoryAct::Delete) => return Ok(None),
            (Some(field), HistoryAct::Update) => {
                match self.wrote(row, field, &link.mapping, &ends) {
                    Some(deed) => deed,
                    None => return Ok(None),
                }
            }
        };
        Ok(Some(Done { link: row.link, mapping: link.mapping, side: row.side, ends, what }))
    }

    fn wrote(
        &self,
        row: &HistoryRow,
        field: &FieldName,
        mapping: &MappingId,
        ends: &Both<Option<RecordRef>>,
    ) -> Option<Deed> {
        let by = row.mapping.clone().filter(|by| by.as_str() != PAIR_ID_MAPPING)?;
        let salesforce = ends.salesforce.as_ref()?;
        let design = self.design.object(mapping)?;
        // A field that nobody maps any more has no other end; it is put back all the same.
        let pair = design.pairs(&salesforce.object).iter().find(|pair| pair.mapping == by);
        let other = pair.map_or(field, |pair| pair.names.get(row.side.other()));
        Some(Deed::Wrote {
            field_mapping: by,
            rule: row.rule?,
            field: field.clone(),
            other_field: other.clone(),
            before: row.before.clone(),
            stored: row.stored.clone()?,
        })
    }

    /// Both ends of everything that was done, as they are now.
    async fn records_of(&self, done: &[Done]) -> Result<Now, PassError> {
        let mut wanted: BTreeMap<(Side, ObjectName), BTreeSet<RecordId>> = BTreeMap::new();
        for one in done {
            for side in Side::ALL {
                if let Some(at) = one.ends.get(side) {
                    wanted.entry((side, at.object.clone())).or_default().insert(at.id.clone());
                }
            }
        }
        let mut now = Now::default();
        for ((side, object), ids) in wanted {
            let read = self.read_now(side, &object, ids.into_iter().collect()).await?;
            let own = read.into_iter().filter(|(id, record)| *id == record.at.id);
            now.get_mut(side).extend(own.map(|(_, record)| (record.at.clone(), record)));
        }
        Ok(now)
    }

    /// Writes the old values, and notes which rows of the history they undid.
    async fn put_back(
        &mut self,
        target: UndoTarget,
        (links, as_of): (&[LinkPlan], Mark),
    ) -> Result<(), PassError> {
        if links.is_empty() {
            return Ok(());
        }
        let store = &self.engine.store;
        let now = self.engine.clock.now();
        // What an earlier plan left unsent is no part of this and is planned anew.
        let pending = store.outbox_pending(self.pair.id)?;
        let pending: Vec<_> = pending.into_iter().map(|row: OutboxRow| row.id).collect();
        store.drop_writes(&pending, &Reason::new(ReasonCode::NotPlannedYet), now)?;
        let run = self.run_row()?;
        let save = PlanToSave { run, pair: self.pair.id, as_of, links, at: now };
        let key = Undoing::key(self.pair.id);
        let mut open: Vec<Undoing> = self.engine.store.setting(&key)?.unwrap_or_default();
        open.push(Undoing { target, by: run });
        self.engine.store.set_setting(&key, &open)?;
        self.engine.store.save_plan(&save)?;
        for link in links {
            self.count(link);
        }
        self.push().await?;
        self.confirm().await?;
        self.note_undone()
    }
}

/// The rows of the history whose field was put back, or whose record was deleted again.
fn undone(history: &[HistoryRow], back: &[HistoryRow]) -> Vec<i64> {
    let same = |row: &HistoryRow, by: &HistoryRow| {
        let place = (row.link, row.side) == (by.link, by.side) && row.record == by.record;
        place && (row.field == by.field || by.act == HistoryAct::Delete)
    };
    history.iter().filter(|row| back.iter().any(|by| same(row, by))).map(|row| row.id).collect()
}
