//! What went to either side day by day, by object.

use std::collections::BTreeMap;

use crosswalk_model::{Both, MappingId, PairId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;

/// Days that are looked back at, today among them.
const DAYS: i64 = 30;

/// What of one object mapping went to either side on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FlowDay {
    /// The day, by the machine's clock: `2026-11-24`.
    pub day: String,
    /// The object mapping.
    pub mapping: MappingId,
    /// Records that were written, by the side written to.
    pub written: Both<u64>,
    /// Records that were met with an error for the first time.
    pub failed: Both<u64>,
}

impl App {
    /// What went to either side in the last thirty days, oldest first. Days without anything are
    /// left out.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn flow(&self, pair: PairId) -> Result<Vec<FlowDay>, AppError> {
        let today = self.now().to_zoned(TimeZone::system()).date();
        let mut days = Vec::new();
        for ago in (0..DAYS).rev() {
            let Some((day, bounds)) = day_before(today, ago) else { continue };
            let mut of_day: BTreeMap<MappingId, FlowDay> = BTreeMap::new();
            for flow in self.store.flow(pair, bounds)? {
                let mapping = flow.mapping.clone();
                let it = of_day.entry(flow.mapping).or_insert_with(|| FlowDay {
                    day: day.to_string(),
                    mapping,
                    written: Both::default(),
                    failed: Both::default(),
                });
                *it.written.get_mut(flow.side) = flow.written;
                *it.failed.get_mut(flow.side) = flow.failed;
            }
            days.extend(of_day.into_values());
        }
        Ok(days)
    }
}

/// A day with its first moment and the first one after it; days of 23 and 25 hours are whole.
fn day_before(today: Date, ago: i64) -> Option<(Date, (Timestamp, Timestamp))> {
    let day = today.checked_sub(Span::new().days(ago)).ok()?;
    let first = |day: Date| Some(day.to_zoned(TimeZone::system()).ok()?.timestamp());
    Some((day, (first(day)?, first(day.tomorrow().ok()?)?)))
}
