//! Instants as the vendor writes and reads them: milliseconds since 1970, or ISO 8601 in UTC.

use jiff::Timestamp;
use jiff::civil::Date;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub(super) type Millis = i64;

const DAY: Millis = 86_400_000;

/// `2026-11-23T16:05:09.120Z`, always three digits.
pub(super) fn iso(at: Millis) -> String {
    Timestamp::from_millisecond(at)
        .map(|stamp| stamp.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
        .unwrap_or_default()
}

/// An instant from ISO 8601 with an offset, or from epoch milliseconds.
pub(super) fn parse_instant(text: &str) -> Option<Millis> {
    if let Ok(millis) = text.parse::<i64>() {
        return Timestamp::from_millisecond(millis).ok().map(|stamp| stamp.as_millisecond());
    }
    text.parse::<Timestamp>().ok().map(|stamp| stamp.as_millisecond())
}

/// A date as `YYYY-MM-DD`, from itself or from epoch milliseconds at midnight UTC.
pub(super) fn parse_date(text: &str) -> Option<String> {
    if let Ok(millis) = text.parse::<i64>() {
        if millis.rem_euclid(DAY) != 0 {
            return None;
        }
        return Some(iso(millis).get(..10)?.to_owned());
    }
    if text.len() != 10 {
        return None;
    }
    text.parse::<Date>().ok().map(|date| date.to_string())
}

/// What a date or an instant compares as, in search.
pub(super) fn comparable(text: &str) -> Option<Millis> {
    parse_instant(text)
        .or_else(|| parse_date(text).and_then(|date| parse_instant(&format!("{date}T00:00:00Z"))))
}
