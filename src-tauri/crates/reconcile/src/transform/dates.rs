//! Transforms of days and points in time.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, Value};

use crate::convert::{as_date, as_instant, as_text};

/// How a text writes a day, or a day with its time: `dd.MM.yyyy HH:mm`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    format: String,
    time: bool,
}

/// The letters of a pattern, longest first, as `strftime` spells them.
const LETTERS: [(&str, &str); 9] = [
    ("yyyy", "%Y"),
    ("MM", "%m"),
    ("M", "%-m"),
    ("dd", "%d"),
    ("d", "%-d"),
    ("HH", "%H"),
    ("H", "%-H"),
    ("mm", "%M"),
    ("ss", "%S"),
];

impl Pattern {
    /// Reads a pattern. It names a whole day; of a time it names the hour at least.
    #[must_use]
    pub fn read(pattern: &str) -> Option<Pattern> {
        let (mut format, mut rest, mut seen) = (String::new(), pattern, Vec::new());
        while let Some(first) = rest.chars().next() {
            if let Some((letters, code)) = LETTERS.iter().find(|it| rest.starts_with(it.0)) {
                format.push_str(code);
                seen.push(code.trim_start_matches(['%', '-']));
                rest = rest.get(letters.len()..)?;
                continue;
            }
            if first.is_alphanumeric() || first == '%' {
                return None;
            }
            format.push(first);
            rest = rest.get(first.len_utf8()..)?;
        }
        let times = |wanted: &str| seen.iter().filter(|it| **it == wanted).count();
        let whole_day = ["Y", "m", "d"].iter().all(|it| times(it) == 1);
        let clock = ["H", "M", "S"].map(times);
        let orderly = matches!(clock, [0, 0, 0] | [1, 0, 0] | [1, 1, 0] | [1, 1, 1]);
        (whole_day && orderly).then_some(Pattern { format, time: clock[0] == 1 })
    }

    /// Whether it names a time of day.
    #[must_use]
    pub const fn has_time(&self) -> bool {
        self.time
    }

    pub(super) fn turn(
        &self,
        value: &Value,
        kind: ValueKind,
        zone: &TimeZone,
    ) -> Result<Content, SkipReason> {
        let moment = self.moment(value, zone)?;
        match kind {
            ValueKind::Date => Ok(Content::Value(Value::Date(moment.date()))),
            ValueKind::Instant => instant(moment, zone),
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Boolean
            | ValueKind::Time
            | ValueKind::Choice
            | ValueKind::Choices
            | ValueKind::Reference
            | ValueKind::References => {
                let text = strtime::format(&self.format, moment);
                text.map(|it| Content::text(&it)).map_err(|_| SkipReason::OutOfRange)
            }
        }
    }

    /// What a clock on the wall in that zone shows.
    fn moment(&self, value: &Value, zone: &TimeZone) -> Result<DateTime, SkipReason> {
        match value {
            Value::Date(day) => Ok(day.to_datetime(jiff::civil::Time::midnight())),
            Value::Instant(at) => Ok(zone.to_datetime(*at)),
            Value::Text(_)
            | Value::Choice(_)
            | Value::Decimal(_)
            | Value::Boolean(_)
            | Value::Time(_)
            | Value::Choices(_)
            | Value::Reference(_)
            | Value::References(_) => {
                let text = as_text(value)?;
                let read = strtime::parse(&self.format, text.trim());
                let read = read.map_err(|_| SkipReason::NotADate)?;
                let moment =
                    if self.time { read.to_datetime() } else { read.to_date().map(midnight) };
                moment.map_err(|_| SkipReason::NotADate)
            }
        }
    }
}

fn midnight(day: Date) -> DateTime {
    day.to_datetime(jiff::civil::Time::midnight())
}

/// A time that a clock shows twice is its first; one that it leaps over is as much later.
fn instant(moment: DateTime, zone: &TimeZone) -> Result<Content, SkipReason> {
    let at = zone.to_timestamp(moment).map_err(|_| SkipReason::OutOfRange)?;
    Ok(Content::Value(Value::Instant(at)))
}

/// The day that it is in a zone, or where that day begins there.
pub(super) fn day(value: &Value, kind: ValueKind, zone: &TimeZone) -> Result<Content, SkipReason> {
    match (kind, value) {
        (ValueKind::Date, Value::Instant(at)) => {
            Ok(Content::Value(Value::Date(zone.to_datetime(*at).date())))
        }
        (ValueKind::Date, other) => as_date(other).map(Content::Value),
        (_, Value::Date(day)) => instant(midnight(*day), zone),
        (_, other) => as_instant(other).map(Content::Value),
    }
}
