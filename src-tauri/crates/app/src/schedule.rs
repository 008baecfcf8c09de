//! How often a pair looks by itself, as its admin chose. What the vendors and our share ask for goes
//! before it.

use std::time::Duration;

use crosswalk_engine::rhythm::Pace;
use crosswalk_model::PairId;
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::AppError;
use crate::open::App;
use crate::rhythm::Keeping;

/// How often a pair looks by itself. Stored with the state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "look")]
pub enum Schedule {
    /// Quickly while changes arrive, and every quarter of an hour otherwise.
    #[default]
    AsChangesArrive,
    /// So many minutes after each pass.
    Every {
        /// From one to a day's.
        minutes: u32,
    },
    /// Never: only when a person says so.
    ByHand,
}

/// A schedule that is longer than a day is none.
const MOST_MINUTES: u32 = 24 * 60;

impl Schedule {
    fn key(pair: PairId) -> String {
        format!("pair/{pair}/schedule")
    }

    /// It as the engine's rhythm takes it. A person who keeps a pair in step by hand, as at a
    /// terminal, has said so.
    #[must_use]
    pub(crate) fn pace(self) -> Pace {
        match self {
            Schedule::AsChangesArrive | Schedule::ByHand => Pace::AsChangesArrive,
            Schedule::Every { minutes } => {
                Pace::Every(Duration::from_secs(u64::from(minutes) * 60))
            }
        }
    }
}

impl App {
    /// How often a pair looks by itself.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn schedule(&self, pair: PairId) -> Result<Schedule, AppError> {
        Ok(self.store.setting(&Schedule::key(pair))?.unwrap_or_default())
    }

    /// Notes how often a pair looks by itself.
    ///
    /// # Errors
    /// [`AppError::Refused`] for minutes that are none; [`AppError::Store`].
    pub fn set_schedule(&self, pair: PairId, schedule: Schedule) -> Result<(), AppError> {
        let pair = self.store.pair(pair)?.id;
        if let Schedule::Every { minutes } = schedule
            && !(1..=MOST_MINUTES).contains(&minutes)
        {
            let why = format!("from 1 to {MOST_MINUTES} minutes lie between two passes");
            return Err(AppError::Refused(why));
        }
        Ok(self.store.set_setting(&Schedule::key(pair), &schedule)?)
    }
}

impl Desk {
    /// Takes in how often a pair is to look by itself. One that is kept in step looks at once, and
    /// goes on from there; a pass that is under way ends in peace, unless none may come by itself.
    ///
    /// # Errors
    /// As [`App::set_schedule`].
    pub async fn set_schedule(&self, pair: PairId, schedule: Schedule) -> Result<(), AppError> {
        let app = self.app().await?;
        app.set_schedule(pair, schedule)?;
        if app.keeping(pair)? == Keeping::InStep {
            self.keep_or_leave(pair).await?;
        }
        self.board().changed();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
