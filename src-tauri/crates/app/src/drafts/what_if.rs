//! What a design would do otherwise than the one that decides now, by what is recorded.

use std::collections::BTreeSet;

use crosswalk_engine::PassError;
pub use crosswalk_engine::what_if::{What, WhatChanges, WhatIf};
use crosswalk_model::mapping::PairFile;
use crosswalk_model::{LinkId, PairId};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::titles::{MOST_TITLES, Title};

/// What a design would do otherwise, with what people call the records that it quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WhatIfView {
    /// What would differ.
    pub found: WhatIf,
    /// What people call the records of the examples. It is personal data.
    pub titles: Vec<Title>,
}

impl App {
    /// What a design would do to the records as they were last read, beside what today's design does.
    /// Neither account is asked anything.
    ///
    /// # Errors
    /// [`AppError::Pass`] when the design does not fit what is known of the accounts, as one does not
    /// that names objects which were never read; [`AppError::Store`].
    pub async fn what_if(&self, pair: PairId, file: &PairFile) -> Result<WhatIfView, AppError> {
        let engine = self.engine(pair).await?;
        let file = file.clone();
        let asked = tokio::task::spawn_blocking(move || engine.what_if(pair, &file)).await;
        let found = asked.map_err(|_| PassError::NotReady("it broke off".to_owned()))??;
        let quoted = found.changes.iter().flat_map(|it| &it.examples).map(|it| it.link);
        let quoted: BTreeSet<LinkId> = quoted.take(MOST_TITLES).collect();
        let titles = self.titles(&quoted.into_iter().collect::<Vec<_>>())?;
        Ok(WhatIfView { found, titles })
    }
}
