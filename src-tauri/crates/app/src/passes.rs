//! Plan, apply, sync.

use crosswalk_engine::{Mode, Order, PassReport};
use crosswalk_model::PairId;
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

    async fn pass(
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
