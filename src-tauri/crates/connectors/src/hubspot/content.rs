//! HubSpot's property values, which are all texts, and the canonical ones.

use std::collections::BTreeSet;

use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, RecordRef, Timestamp, Value};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::OWNERS;

#[cfg(test)]
mod tests;

/// Reads a text as a value of the property's kind; `None` is unknown (a value that does not parse).
pub(super) fn read(kind: ValueKind, text: &str) -> Option<Content> {
    if text.is_empty() {
        return Some(Content::Blank);
    }
    let value = match kind {
        ValueKind::Text => Value::Text(text.to_owned()),
        ValueKind::Decimal => Value::Decimal(decimal(text)?),
        ValueKind::Boolean => Value::Boolean(boolean(text)?),
        ValueKind::Date => Value::Date(date(text)?),
        ValueKind::Time => Value::Time(text.trim().parse().ok()?),
        ValueKind::Instant => Value::Instant(instant(text)?),
        ValueKind::Choice => Value::Choice(text.to_owned()),
        ValueKind::Choices => return Some(choices(text)),
        ValueKind::Reference => Value::Reference(RecordRef::new(OWNERS, text.trim())),
        ValueKind::References => return None,
    };
    Some(Content::Value(value))
}

/// Writes a value as HubSpot takes it; `""` clears.
pub(super) fn write(content: &Content) -> String {
    let Content::Value(value) = content else {
        return String::new();
    };
    match value {
        Value::Text(text) | Value::Choice(text) => text.clone(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Instant(instant) => format!("{instant:.3}"),
        Value::Choices(options) => options.iter().map(String::as_str).collect::<Vec<_>>().join(";"),
        Value::Reference(at) => at.id.as_str().to_owned(),
        Value::References(all) => all.iter().map(|at| at.id.as_str()).collect::<Vec<_>>().join(";"),
    }
}

/// ISO 8601 with a zone, or milliseconds since 1970 (what older endpoints and imports left).
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    Timestamp::from_millisecond(text.parse().ok()?).ok()
}

fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

fn boolean(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// `YYYY-MM-DD`, or the milliseconds of exactly midnight UTC.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(millis) = text.parse::<i64>() {
        let moment = Timestamp::from_millisecond(millis).ok()?.to_zoned(TimeZone::UTC);
        let midnight = moment.time() == jiff::civil::Time::midnight();
        return midnight.then(|| moment.date());
    }
    text.parse().ok()
}

fn choices(text: &str) -> Content {
    let options: BTreeSet<String> =
        text.split(';').filter(|option| !option.is_empty()).map(str::to_owned).collect();
    if options.is_empty() { Content::Blank } else { Content::Value(Value::Choices(options)) }
}
