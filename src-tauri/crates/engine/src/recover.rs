//! Stage 2: writes that an earlier pass left open. What may have left is looked at before
//! anything is planned for its link, and never blindly sent again (P3).

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::plan::Act;
use crosswalk_model::{
    Both, LinkId, ObjectName, OutboxId, Reason, ReasonCode, Record, RecordId, RecordRef, Side,
};
use crosswalk_reconcile::numbers;
use crosswalk_store::{OutboxRow, Settled};

use crate::pass::{Mode, Pass, PassError};
use crate::settle;

/// Rows that are looked at in one step; each step is one transaction.
const STEP: usize = 500;

/// Steps that the writes of one pass may take; a guard.
const MOST_STEPS: u32 = 1_000_000;

/// When a write was answered that is settled now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WrittenIn {
    /// Moments ago.
    ThisPass,
    /// Before a crash, or before it showed.
    EarlierPass,
}

impl Pass<'_> {
    /// Clears up everything that may have left: what was answered is settled by what the pull
    /// showed; what was not is read now, by id.
    pub(crate) async fn recover(&mut self) -> Result<(), PassError> {
        self.take_up_loads().await?;
        self.settle_written(WrittenIn::EarlierPass).await?;
        let unanswered = self.engine.store.outbox_unanswered(self.pair.id)?;
        self.clear_up(&unanswered).await?;
        self.note_undone()
    }

    /// Pulls Salesforce once more after a push, so that what was stored there is known and shown
    /// in the same pass.
    pub(crate) async fn confirm(&mut self) -> Result<(), PassError> {
        for side in self.engine.store.written_sides(self.pair.id)? {
            self.pull(side).await?;
        }
        self.settle_written(WrittenIn::ThisPass).await
    }

    /// Links that must not be planned: a write of theirs is still open.
    pub(crate) fn blocked(&self) -> Result<BTreeSet<LinkId>, PassError> {
        Ok(self.engine.store.links_on_their_way(self.pair.id)?)
    }

    async fn settle_written(&self, when: WrittenIn) -> Result<(), PassError> {
        let mut after = OutboxId(0);
        for _ in 0..MOST_STEPS {
            let rows = self.engine.store.outbox_written(self.pair.id, after, STEP)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            self.read_what_no_pull_shows(&rows).await?;
            let mut settled = self.seen(&rows, when)?;
            self.keep_open(&rows, settled.iter_mut().map(|it| (it.write, &mut it.refused)))?;
            for side in Side::ALL {
                self.renew_keys(side, &rows, &mut settled)?;
            }
            self.engine.store.settle(&settled, self.engine.clock.now())?;
            self.flow_back(&rows, &settled)?;
        }
        Err(PassError::Endless("writes"))
    }

    /// Records that only receive events are read by id: no pull shows what was stored of them.
    async fn read_what_no_pull_shows(&self, rows: &[OutboxRow]) -> Result<(), PassError> {
        let unpolled = Both::from_fn(|side| self.unpolled(side));
        let mut unseen: BTreeMap<(Side, ObjectName), Vec<RecordId>> = BTreeMap::new();
        for row in rows {
            let unpolled = unpolled.get(row.side);
            if let Some(at) = row.record.as_ref().filter(|at| unpolled.contains(&at.object)) {
                unseen.entry((row.side, at.object.clone())).or_default().push(at.id.clone());
            }
        }
        for ((side, object), ids) in unseen {
            self.read_now(side, &object, ids).await?;
        }
        Ok(())
    }

    /// What the last pull showed of some answered writes. One that it did not show yet (a late
    /// commit) stays open.
    fn seen(&self, rows: &[OutboxRow], when: WrittenIn) -> Result<Vec<Settled>, PassError> {
        let mut settled = Vec::with_capacity(rows.len());
        for side in Side::ALL {
            // Of what could not be read, nothing was shown.
            let read = |row: &&OutboxRow| !self.is_unread(side, row.act.object());
            let here: Vec<&OutboxRow> =
                rows.iter().filter(|row| row.side == side).filter(read).collect();
            let refs: Vec<RecordRef> = here.iter().filter_map(|row| row.record.clone()).collect();
            let connection = *self.pair.connections.get(side);
            let known = self.engine.store.observed(connection, &refs)?;
            let user = match when {
                WrittenIn::ThisPass => self.users.get(side).as_ref(),
                // Whoever shares our user had all the time since to edit what we wrote.
                WrittenIn::EarlierPass => None,
            };
            for row in here {
                let Some(observed) = row.record.as_ref().and_then(|at| known.get(at)) else {
                    continue;
                };
                if self.shown(row, &observed.record) {
                    settled.push(settle::from_poll(row, observed, user));
                }
            }
        }
        Ok(settled)
    }

    /// Links whose record holds something else than was sent, and not by our doing, are looked at
    /// again: that is a change like any other. So are those of which a part is not known.
    pub(crate) fn flow_back(
        &self,
        rows: &[OutboxRow],
        settled: &[Settled],
    ) -> Result<(), PassError> {
        let differ = settled.iter().filter(|it| !it.theirs.is_empty() || !it.unshown.is_empty());
        let links: Vec<LinkId> = differ
            .filter_map(|it| rows.iter().find(|row| row.id == it.write))
            .map(|row| row.link)
            .collect();
        self.engine.store.touch(&links)?;
        Ok(())
    }

    /// Whether a record was read after the write: its stamp is past the one that the plan had seen,
    /// or it holds what was written. Salesforce's stamps are whole seconds, so that a write within
    /// the second of the edit before it moves none; once the pull's overlap has gone by, whatever
    /// is read was read after it. A create has no earlier stamp.
    fn shown(&self, row: &OutboxRow, record: &Record) -> bool {
        let overdue = row.sent_at.is_some_and(|at| {
            let age = self.engine.clock.now().duration_since(at);
            !age.is_negative() && age.unsigned_abs() >= numbers::PULL_OVERLAP
        });
        match &row.act {
            Act::Create { .. } | Act::Delete { .. } => true,
            Act::Update { seen, .. } => {
                record.modified > *seen || overdue || settle::shows(row, record)
            }
        }
    }

    /// Looks at writes whose answer never came.
    async fn clear_up(&mut self, rows: &[OutboxRow]) -> Result<(), PassError> {
        let mut by_object: BTreeMap<(Side, ObjectName), Vec<&OutboxRow>> = BTreeMap::new();
        let mut anew: Vec<OutboxId> = Vec::new();
        for row in rows {
            match &row.act {
                // Planned anew as the same upsert by the pair's id: it finds what it may have made.
                Act::Create { .. } => anew.push(row.id),
                Act::Update { at, .. } | Act::Delete { at } => {
                    by_object.entry((row.side, at.object.clone())).or_default().push(row);
                }
            }
        }
        for ((side, object), rows) in by_object {
            for step in rows.chunks(STEP) {
                anew.extend(self.look(side, &object, step).await?);
            }
        }
        let reason = Reason::new(ReasonCode::AnswerLost);
        self.engine.store.drop_writes(&anew, &reason, self.engine.clock.now())?;
        Ok(())
    }

    /// Reads the records of some unanswered writes, settles those that show, and returns the rest.
    async fn look(
        &mut self,
        side: Side,
        object: &ObjectName,
        rows: &[&OutboxRow],
    ) -> Result<Vec<OutboxId>, PassError> {
        if self.is_unread(side, object) {
            // They stay as they are until it can be read.
            return Ok(Vec::new());
        }
        let ids: Vec<RecordId> =
            rows.iter().filter_map(|row| row.record.as_ref().map(|at| at.id.clone())).collect();
        let mut now = self.read_now(side, object, ids).await?;
        if self.order.mode != Mode::PlanOnly {
            self.finish_stages(side, object, rows, &mut now).await?;
        }
        let mut settled = Vec::new();
        let mut unshown = Vec::new();
        for row in rows {
            let record = row.record.as_ref().and_then(|at| now.get(&at.id));
            match record.filter(|record| settle::shows(row, record)) {
                Some(record) => settled.push(settle::as_sent(row, record)),
                None => unshown.push((*row, record)),
            }
        }
        let (changed, anew) = self.changed_since(side, object, unshown).await?;
        settled.extend(changed);
        let rows: Vec<OutboxRow> = rows.iter().map(|row| (*row).clone()).collect();
        self.keep_open(&rows, settled.iter_mut().map(|it| (it.write, &mut it.refused)))?;
        self.renew_keys(side, &rows, &mut settled)?;
        self.look_behind(side, &rows, &mut settled).await;
        self.engine.store.settle(&settled, self.engine.clock.now())?;
        self.flow_back(&rows, &settled)?;
        Ok(anew)
    }
}
