//! What was spent of the vendors' daily calls, day by day, by us and by everybody.

use std::collections::BTreeMap;

use crosswalk_model::{Both, PairId, Side, Timestamp};
use crosswalk_store::Booked;
use jiff::tz::TimeZone;
use jiff::{Span, civil::Date};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;

/// Days that are looked back at.
const DAYS: i64 = 30;

/// What was spent on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Spending {
    /// Our calls by day, oldest first; days without any are left out.
    pub days: Vec<SpentDay>,
    /// What each vendor last said of everybody's calls; none where it says nothing.
    pub everybody: Both<Option<VendorsCount>>,
}

/// Our calls of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SpentDay {
    /// The day, by the machine's clock: `2026-11-24`.
    pub day: String,
    /// The calls.
    pub calls: Both<u64>,
}

/// What a vendor said of the calls of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct VendorsCount {
    /// Calls used by everybody, ours among them, where it says so.
    pub used: Option<u64>,
    /// Calls allowed to everybody, where it says so.
    pub most: Option<u64>,
    /// When it said so.
    pub at: Timestamp,
}

impl App {
    /// What a pair's connections spent in the last thirty days.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn spending(&self, pair: PairId) -> Result<Spending, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let since = self.now().checked_sub(Span::new().hours(DAYS * 24)).unwrap_or(self.now());
        let mut days = BTreeMap::<Date, Both<u64>>::new();
        let mut everybody = Both::from_fn(|_| None);
        for side in Side::ALL {
            let connection = *connections.get(side);
            add(&mut days, side, &self.store.booked(connection, since)?);
            let told = self.ledger.told(connection);
            *everybody.get_mut(side) =
                told.map(|(used, at, most)| VendorsCount { used: Some(used), most, at });
        }
        let day = |(day, calls): (Date, Both<u64>)| SpentDay { day: day.to_string(), calls };
        Ok(Spending { days: days.into_iter().map(day).collect(), everybody })
    }
}

/// Adds what was booked to its day. Calls are booked a block at a time, whatever they are for.
fn add(days: &mut BTreeMap<Date, Both<u64>>, side: Side, booked: &[Booked]) {
    for it in booked.iter().filter(|it| it.used > 0) {
        let day = it.opens.to_zoned(TimeZone::system()).date();
        *days.entry(day).or_default().get_mut(side) += it.used;
    }
}

#[cfg(test)]
mod tests;
