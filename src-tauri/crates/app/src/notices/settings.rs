//! What a person wants to be told of, where, and when.

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::Level;
use crate::error::AppError;
use crate::open::App;

/// What a person wants to be told of. Stored with the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(from = "Stored")]
pub struct NoticeSettings {
    /// What nothing goes on without: a sign-in, a brake, all records failing.
    pub needs_you: Means,
    /// Records that do not get through.
    pub errors: Means,
    /// What is mended.
    pub recovered: Means,
    /// The day in figures.
    pub summary: Means,
    /// From how much on failing records are told of.
    pub threshold: Threshold,
    /// Hours of the day, by the machine's clock, in which the desktop shows nothing: from, to. Both
    /// alike is never.
    pub quiet: (u8, u8),
    /// Days on which the desktop shows anything: Monday is 1, Sunday is 7.
    pub days: Vec<u8>,
    /// The hour of the day's figures.
    pub summary_at: u8,
    /// Whether a notice names records.
    pub names: Names,
}

/// Where notices of a level are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// On the desktop, and in the window's list.
    Desktop,
    /// In the window's list.
    Window,
    /// Nowhere.
    Nowhere,
}

/// From how much on failing records are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Threshold {
    /// So many records of one cause.
    Records {
        /// At least one.
        least: u32,
    },
    /// So much of the pair's records.
    Percent {
        /// At least one.
        least: u32,
    },
}

/// Whether a notice names records. A lock screen shows notices to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// It does not.
    Hidden,
    /// The first of them.
    Shown,
}

/// As it was stored, by this program or an earlier one.
#[derive(Debug, Deserialize)]
struct Stored {
    wanted: Option<String>,
    from_records: Option<u32>,
    needs_you: Option<Means>,
    errors: Option<Means>,
    recovered: Option<Means>,
    summary: Option<Means>,
    threshold: Option<Threshold>,
    quiet: Option<(u8, u8)>,
    days: Option<Vec<u8>>,
    summary_at: Option<u8>,
    names: Option<Names>,
}

impl From<Stored> for NoticeSettings {
    fn from(stored: Stored) -> NoticeSettings {
        let usual = NoticeSettings::default();
        // Once there was one switch for all.
        let silent = stored.wanted.as_deref() == Some("silent");
        let means = |stored: Option<Means>, usual: Means| match stored {
            Some(means) => means,
            None if silent => Means::Window,
            None => usual,
        };
        let counted = stored.from_records.map(|least| Threshold::Records { least });
        NoticeSettings {
            needs_you: means(stored.needs_you, usual.needs_you),
            errors: means(stored.errors, usual.errors),
            recovered: means(stored.recovered, usual.recovered),
            summary: stored.summary.unwrap_or(usual.summary),
            threshold: stored.threshold.or(counted).unwrap_or(usual.threshold),
            quiet: stored.quiet.unwrap_or(usual.quiet),
            days: stored.days.unwrap_or(usual.days),
            summary_at: stored.summary_at.unwrap_or(usual.summary_at),
            names: stored.names.unwrap_or(usual.names),
        }
    }
}

impl Default for NoticeSettings {
    fn default() -> Self {
        NoticeSettings {
            needs_you: Means::Desktop,
            errors: Means::Desktop,
            recovered: Means::Desktop,
            summary: Means::Nowhere,
            threshold: Threshold::Records { least: 1 },
            quiet: (0, 0),
            days: (1..=7).collect(),
            summary_at: 8,
            names: Names::Hidden,
        }
    }
}

impl NoticeSettings {
    /// Where notices of a level are shown.
    #[must_use]
    pub const fn means(&self, level: Level) -> Means {
        match level {
            Level::NeedsYou => self.needs_you,
            Level::Errors => self.errors,
            Level::Recovered => self.recovered,
            Level::Summary => self.summary,
        }
    }

    /// Whether a person is left in peace at this time: in the quiet hours, which may go past midnight,
    /// and on days off.
    #[must_use]
    pub fn is_quiet(&self, now: &Zoned) -> bool {
        let (from, to) = self.quiet;
        let hour = now.hour().unsigned_abs();
        let quiet = if from <= to { from <= hour && hour < to } else { from <= hour || hour < to };
        let day = now.weekday().to_monday_one_offset().unsigned_abs();
        quiet || !self.days.contains(&day)
    }
}

impl Threshold {
    /// Whether so many records, of the pair's, are enough.
    #[must_use]
    pub fn is_reached(self, records: u64, of_pair: u64) -> bool {
        match self {
            Threshold::Records { least } => records >= u64::from(least),
            Threshold::Percent { least } => {
                records > 0
                    && records.saturating_mul(100) >= u64::from(least).saturating_mul(of_pair)
            }
        }
    }
}

/// Where the settings stand.
const KEY: &str = "notices";

impl App {
    /// What a person wants to be told of.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn notice_settings(&self) -> Result<NoticeSettings, AppError> {
        Ok(self.store.setting(KEY)?.unwrap_or_default())
    }

    /// Notes what a person wants to be told of.
    ///
    /// # Errors
    /// [`AppError::Refused`] where no day is left on which anything is told; [`AppError::Store`].
    pub fn set_notice_settings(&self, settings: &NoticeSettings) -> Result<(), AppError> {
        if !settings.days.iter().any(|day| (1..=7).contains(day)) {
            let why = "at least one day has notifications: turn a level off to hear nothing of it";
            return Err(AppError::Refused(why.to_owned()));
        }
        Ok(self.store.set_setting(KEY, settings)?)
    }
}
