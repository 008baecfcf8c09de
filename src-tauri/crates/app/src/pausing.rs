//! A pause that ends by itself. It stands in the state: a restart neither ends nor forgets it.

use crosswalk_model::{PairId, Timestamp};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use crate::desk::Desk;
use crate::error::AppError;
use crate::open::App;
use crate::rhythm::Keeping;

/// How long a pair is left in peace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseFor {
    /// An hour.
    Hour,
    /// Until a working day begins again.
    Tomorrow,
    /// Until a person says so.
    Resumed,
}

/// When *tomorrow* begins: before that nobody is there who paused it.
const MORNING: Time = Time::constant(8, 0, 0, 0);

impl PauseFor {
    /// When it is over; none where only a person ends it.
    #[must_use]
    pub fn until(self, now: &Zoned) -> Option<Timestamp> {
        match self {
            PauseFor::Hour => now.checked_add(1.hour()).ok().map(|at| at.timestamp()),
            PauseFor::Tomorrow => {
                let morning = now.date().tomorrow().ok()?.to_datetime(MORNING);
                Some(morning.to_zoned(now.time_zone().clone()).ok()?.timestamp())
            }
            PauseFor::Resumed => None,
        }
    }
}

fn key(pair: PairId) -> String {
    format!("pair/{pair}/paused_until")
}

impl App {
    /// When a person's pause of a pair is over; none where only they end it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn paused_until(&self, pair: PairId) -> Result<Option<Timestamp>, AppError> {
        Ok(self.store.setting(&key(pair))?)
    }

    pub(crate) fn set_paused_until(
        &self,
        pair: PairId,
        until: Option<Timestamp>,
    ) -> Result<(), AppError> {
        match until {
            Some(until) => self.store.set_setting(&key(pair), &until)?,
            None => self.store.drop_setting(&key(pair))?,
        }
        Ok(())
    }
}

impl Desk {
    /// Pauses a pair for a time.
    ///
    /// # Errors
    /// As [`Desk::keep`].
    pub async fn pause(&self, pair: PairId, pause: PauseFor) -> Result<(), AppError> {
        let now = self.app().await?.now().to_zoned(TimeZone::system());
        self.keep_until(pair, Keeping::Paused, pause.until(&now)).await
    }

    /// Goes on with the pairs whose pause is over. Whoever keeps the desk open asks for it now and
    /// then; a machine that slept through the end goes on when it wakes.
    ///
    /// # Errors
    /// As [`Desk::keep`].
    pub async fn end_pauses(&self) -> Result<(), AppError> {
        // A state that nobody opened yet is none to be opened for this.
        let Some(app) = self.open_app().await else { return Ok(()) };
        for pair in app.pairs()? {
            let over = app.paused_until(pair.id)?.is_some_and(|until| until <= app.now());
            if over && app.keeping(pair.id)? == Keeping::Paused {
                self.keep(pair.id, Keeping::InStep).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
