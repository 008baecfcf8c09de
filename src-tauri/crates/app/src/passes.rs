//! Plan, apply, sync.

use crosswalk_engine::undo::{UndoReport, UndoTarget};
use crosswalk_engine::{Mode, Order, PassReport};
use crosswalk_model::{PairId, RunId, Side};
use crosswalk_reconcile::undo::{Done, Kept};
use crosswalk_store::RunKind;
use serde::Serialize;

use crate::error::AppError;
use crate::logbook;
use crate::open::App;
use crate::turn::{Turn, Work};

/// What an undo would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UndoView {
    /// Records that would be written.
    pub writes: u64,
    /// What would stay as it is, with the reason.
    pub kept: Vec<(Done, Kept)>,
}

/// A pass that writes nothing.
pub(crate) const PLANNING: (RunKind, Mode) = (RunKind::Pass, Mode::PlanOnly);

impl App {
    /// Reads both sides and plans; writes nothing to either.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn plan(&self, pair: PairId, actor: &str) -> Result<PassReport, AppError> {
        self.pass(pair, actor, PLANNING).await
    }

    /// Plans anew and writes all of it, brakes included: a person has seen the plan.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn apply(&self, pair: PairId, actor: &str) -> Result<PassReport, AppError> {
        self.pass(pair, actor, (RunKind::Apply, Mode::Release)).await
    }

    /// One pass: writes what no brake holds.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn sync(&self, pair: PairId, actor: &str) -> Result<PassReport, AppError> {
        self.pass(pair, actor, (RunKind::Pass, Mode::Write)).await
    }

    /// Compares everything both sides hold, and writes what no brake holds (P2).
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn sweep(&self, pair: PairId, actor: &str) -> Result<PassReport, AppError> {
        let _turn = self.turn(pair, Work::Sweep).await;
        Ok(self.engine(pair).await?.sweep(pair, actor).await?)
    }

    /// Puts back what a run wrote, or what was ever written for a record, where it still holds
    /// what we wrote (M12). `what` is a run's number, or an e-mail address, id or URL.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when neither is known; [`AppError::Pass`].
    pub async fn undo(
        &self,
        pair: PairId,
        what: &str,
        actor: &str,
    ) -> Result<UndoReport, AppError> {
        let target = self.undo_target(pair, what)?;
        let _turn = self.turn(pair, Work::Undo).await;
        Ok(self.engine(pair).await?.undo(pair, target, actor).await?)
    }

    /// What [`App::undo`] would put back now, and what it would leave; nothing is written.
    ///
    /// # Errors
    /// As [`App::undo`].
    pub async fn undo_view(&self, pair: PairId, what: &str) -> Result<UndoView, AppError> {
        let target = self.undo_target(pair, what)?;
        let _turn = self.turn(pair, Work::Plan).await;
        let undo = self.engine(pair).await?.plan_undo(pair, target).await?;
        let acts = undo.links.iter().flat_map(|link| Side::ALL.map(|side| link.acts.get(side)));
        Ok(UndoView { writes: acts.flatten().count() as u64, kept: undo.kept })
    }

    fn undo_target(&self, pair: PairId, what: &str) -> Result<UndoTarget, AppError> {
        let numbered = what.parse().ok().map(RunId);
        let run = numbered.filter(|run| self.store.run(*run).is_ok_and(|run| run.pair == pair));
        Ok(match run {
            Some(run) => UndoTarget::Run(run),
            None => UndoTarget::Link(self.one_link(pair, what)?),
        })
    }

    pub(crate) async fn pass(
        &self,
        pair: PairId,
        actor: &str,
        (kind, mode): (RunKind, Mode),
    ) -> Result<PassReport, AppError> {
        let work = match &mode {
            Mode::PlanOnly => Work::Plan,
            Mode::Write => Work::Pass,
            Mode::Release | Mode::Chosen(_) => Work::Apply,
        };
        let turn = self.turn(pair, work).await;
        self.pass_in_turn(&turn, actor, (kind, mode)).await
    }

    /// A pass of whoever has the turn.
    pub(crate) async fn pass_in_turn(
        &self,
        turn: &Turn<'_>,
        actor: &str,
        (kind, mode): (RunKind, Mode),
    ) -> Result<PassReport, AppError> {
        let pair = turn.pair();
        let engine = self.engine(pair).await?;
        let order = Order { pair, kind, actor: actor.to_owned(), mode };
        let outcome = engine.run(order).await.map_err(AppError::from);
        logbook::passed(pair, &outcome);
        outcome
    }
}
