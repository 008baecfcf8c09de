//! Creates of thousands of rows as one load, which the vendor runs by itself (P7). The load's name
//! is on disk before anything is handed over, so that a crash, or a vendor who takes hours, leaves
//! rows that are asked after and never loaded a second time.

use std::time::Duration;

use crosswalk_model::connector::{Load, LoadSize, LoadState, RowOutcome, WriteBatch, WriteKind};
use crosswalk_model::{ConnectorError, OutboxId, Reason, ReasonCode, Side};
use crosswalk_store::{LoadAsk, OpenLoad, OutboxRow};

use super::{AssignOwner, Lane, LaneKind, OUTBOX_PAGE, Share, Turn};
use crate::pass::{Pass, PassError};
use crate::watch::Step;

/// Rows whose outcomes are taken in one step.
const STEP: usize = 500;

/// Pauses between looks at a load: doubling from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LAST_PAUSE: Duration = Duration::from_secs(60);

/// Looks at one load in one pass: about an hour. After that the next pass asks.
const MOST_LOOKS: u32 = 60;

/// A load as far as this pass has to do with it.
struct Travelling {
    load: Load,
    side: Side,
    batch: WriteBatch,
}

impl Pass<'_> {
    /// Loads the creates of a lane if there are enough of them. `here` rows of the lane are known,
    /// and `left` of the side; returns how many rows the load took, `None` if there was none.
    pub(super) async fn load(
        &mut self,
        side: Side,
        lane: &Lane,
        (here, left): (usize, u64),
    ) -> Result<Option<u64>, PassError> {
        let Some(size) = self.load_size(side, lane) else { return Ok(None) };
        if here < size.from {
            return Ok(None);
        }
        let batch = self.to_load(side, lane, size)?;
        if batch.rows.len() < size.from {
            return Ok(None);
        }
        let load = match self.engine.connectors.get(side).open_load(&batch).await {
            Ok(load) => load,
            Err(error) => return self.without_loads(side, error).map(|()| None),
        };
        let ids: Vec<OutboxId> = batch.rows.iter().map(|row| row.key).collect();
        self.engine.store.mark_loaded(&ids, &load, self.engine.clock.now())?;
        self.engine.watch.reach(Step::BeforeSend)?;
        let started = self.engine.connectors.get(side).start_load(&load, &batch).await;
        self.engine.watch.reach(Step::LoadStarted)?;
        let took = ids.len() as u64;
        let state = self.wait_for(&Travelling { load: load.clone(), side, batch }).await?;
        if state == LoadState::GivenUp {
            // Another one would end in the same way, or never.
            *self.no_loads.get_mut(side) = true;
            started.or_else(|error| self.without_loads(side, error))?;
        }
        let on_the_way = OpenLoad { load, side, object: lane.object.clone() };
        self.take_load(&on_the_way, state, left.saturating_sub(took)).await?;
        Ok(Some(took))
    }

    /// Loads are for what people never see one by one: new records whose owner is known.
    fn load_size(&self, side: Side, lane: &Lane) -> Option<LoadSize> {
        let made = LaneKind::Create { assign_owner: AssignOwner::ByPlan };
        if lane.kind != made || lane.share != Share::Usual || *self.no_loads.get(side) {
            return None;
        }
        let id_field = self.id_field(side, &lane.object)?;
        self.engine.connectors.get(side).loads(&WriteKind::Upsert { id_field })
    }

    /// This side takes no loads now: what they were to carry goes in requests of its own.
    fn without_loads(&mut self, side: Side, error: ConnectorError) -> Result<(), PassError> {
        match error {
            ConnectorError::Refused(_)
            | ConnectorError::NotAllowed(_)
            | ConnectorError::LimitReached { .. }
            | ConnectorError::Unavailable(_)
            | ConnectorError::Protocol(_) => {
                tracing::info!(%error, "no load");
                *self.no_loads.get_mut(side) = true;
                Ok(())
            }
            ConnectorError::SignInNeeded { .. }
            | ConnectorError::Unreachable(_)
            | ConnectorError::NoSuchObject(_)
            | ConnectorError::NoSuchField { .. }
            | ConnectorError::HostRefused(_)
            | ConnectorError::Vault(_)
            | ConnectorError::Cancelled => Err(error.into()),
        }
    }

    /// The rows of a load, page by page, so that no more of them is in memory than what is sent.
    fn to_load(&self, side: Side, lane: &Lane, size: LoadSize) -> Result<WriteBatch, PassError> {
        let ask = LoadAsk { pair: self.pair.id, side, object: &lane.object, held: &self.held };
        let mut batch = self.batch(side, lane, &[])?;
        let mut after = OutboxId(0);
        while batch.rows.len() < size.most {
            let most = OUTBOX_PAGE.min(size.most - batch.rows.len());
            let rows = self.engine.store.planned_creates(&ask, after, most)?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            let refusals = self.refusals(&rows)?;
            let usual: Vec<OutboxRow> = rows
                .into_iter()
                .filter(|row| self.share(row, &refusals) == Share::Usual)
                .filter(|row| AssignOwner::of(row) == AssignOwner::ByPlan)
                .collect();
            let usual = self.keep_promises(side, &usual)?;
            let part = self.batch(side, lane, &usual)?;
            batch.rows.extend(part.rows);
            batch.read_back.extend(part.read_back);
        }
        Ok(batch)
    }

    async fn wait_for(&self, it: &Travelling) -> Result<LoadState, PassError> {
        let connector = self.engine.connectors.get(it.side);
        let mut pause = FIRST_PAUSE;
        for _ in 0..MOST_LOOKS {
            match connector.look_at_load(&it.load, &it.batch).await? {
                LoadState::Running => tokio::time::sleep(pause).await,
                state @ (LoadState::GivenUp | LoadState::Done(_) | LoadState::Forgotten) => {
                    return Ok(state);
                }
            }
            self.engine.watch.reach(Step::LoadRuns)?;
            pause = (pause * 2).min(LAST_PAUSE);
        }
        Ok(LoadState::Running)
    }

    /// Takes up the loads that an earlier pass left: what they carried has its outcome, is still on
    /// its way, or never left.
    pub(crate) async fn take_up_loads(&mut self) -> Result<(), PassError> {
        for open in self.engine.store.open_loads(self.pair.id)? {
            let Some(batch) = self.batch_of(&open)? else {
                self.close_load(&open, ReasonCode::AnswerLost)?;
                continue;
            };
            let connector = self.engine.connectors.get(open.side);
            let state = connector.look_at_load(&open.load, &batch).await?;
            self.take_load(&open, state, 0).await?;
        }
        Ok(())
    }

    /// A load's batch anew. `None` where the pair's id field is gone, by which its rows are known.
    fn batch_of(&self, open: &OpenLoad) -> Result<Option<WriteBatch>, PassError> {
        if self.id_field(open.side, &open.object).is_none() {
            return Ok(None);
        }
        let lane = Lane {
            turn: Turn::Write(0),
            share: Share::Usual,
            object: open.object.clone(),
            kind: LaneKind::Create { assign_owner: AssignOwner::ByPlan },
        };
        let mut batch = self.batch(open.side, &lane, &[])?;
        let mut after = OutboxId(0);
        loop {
            let rows = self.engine.store.rows_of_load(&open.load, after, OUTBOX_PAGE)?;
            let Some(last) = rows.last() else { return Ok(Some(batch)) };
            after = last.id;
            batch.rows.extend(self.batch(open.side, &lane, &rows)?.rows);
        }
    }

    async fn take_load(
        &mut self,
        open: &OpenLoad,
        state: LoadState,
        left: u64,
    ) -> Result<(), PassError> {
        match state {
            LoadState::Running => Ok(()),
            LoadState::GivenUp => {
                while let Some(rows) = self.next_of(open)? {
                    let ids: Vec<OutboxId> = rows.iter().map(|row| row.id).collect();
                    self.engine.store.mark_unsent(&ids)?;
                }
                Ok(())
            }
            LoadState::Forgotten => self.close_load(open, ReasonCode::AnswerLost),
            LoadState::Done(outcomes) => self.take_outcomes(open, outcomes, left).await,
        }
    }

    async fn take_outcomes(
        &mut self,
        open: &OpenLoad,
        outcomes: Vec<RowOutcome>,
        left: u64,
    ) -> Result<(), PassError> {
        self.engine.watch.reach(Step::AfterAnswer)?;
        let mut by_row: std::collections::BTreeMap<OutboxId, RowOutcome> =
            outcomes.into_iter().map(|outcome| (outcome.key, outcome)).collect();
        while let Some(rows) = self.next_of(open)? {
            let theirs = rows.iter().filter_map(|row| by_row.remove(&row.id)).collect();
            self.take(open.side, &rows, theirs, left).await?;
        }
        Ok(())
    }

    /// Nobody can tell what became of the rest of a load: they are planned anew as the same upserts
    /// by the pair's id, which find what they may have made.
    fn close_load(&self, open: &OpenLoad, why: ReasonCode) -> Result<(), PassError> {
        while let Some(rows) = self.next_of(open)? {
            let ids: Vec<OutboxId> = rows.iter().map(|row| row.id).collect();
            let now = self.engine.clock.now();
            self.engine.store.drop_writes(&ids, &Reason::new(why), now)?;
        }
        Ok(())
    }

    /// The next rows of a load that have no outcome yet. Whoever asks gives them one: so it ends.
    fn next_of(&self, open: &OpenLoad) -> Result<Option<Vec<OutboxRow>>, PassError> {
        let rows = self.engine.store.rows_of_load(&open.load, OutboxId(0), STEP)?;
        Ok((!rows.is_empty()).then_some(rows))
    }
}
