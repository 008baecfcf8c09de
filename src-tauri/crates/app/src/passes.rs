//! Plan, apply, sync.

use crosswalk_engine::undo::{UndoReport, UndoTarget};
use crosswalk_engine::{Mode, Order, PassReport};
use crosswalk_model::{PairId, RunId};
use crosswalk_store::RunKind;

use crate::error::AppError;
use crate::open::App;

impl App {
    /// Reads both sides and plans; writes nothing to either.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn plan(&self, pair: PairId, actor: &str) -> Result<PassReport, AppError> {
        self.pass(pair, actor, (RunKind::Pass, Mode::PlanOnly)).await
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
        let numbered = what.parse().ok().map(RunId);
        let run = numbered.filter(|run| self.store.run(*run).is_ok_and(|run| run.pair == pair));
        let target = match run {
            Some(run) => UndoTarget::Run(run),
            None => UndoTarget::Link(self.one_link(pair, what)?),
        };
        Ok(self.engine(pair).await?.undo(pair, target, actor).await?)
    }

    pub(crate) async fn pass(
        &self,
        pair: PairId,
        actor: &str,
        (kind, mode): (RunKind, Mode),
    ) -> Result<PassReport, AppError> {
        let engine = self.engine(pair).await?;
        let order = Order { pair, kind, actor: actor.to_owned(), mode };
        Ok(engine.run(order).await?)
    }
}
