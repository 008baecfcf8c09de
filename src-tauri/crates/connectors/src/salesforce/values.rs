//! Values between Salesforce's JSON and ours. Numbers never pass through a float.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crosswalk_model::schema::FieldSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, ObjectName, Reading, RecordRef, Value};
use jiff::{Timestamp, civil};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::ids;

/// Separates the options of a multi-select picklist.
const BETWEEN_CHOICES: char = ';';

/// What a field's JSON says. What does not fit the field's kind is unknown: one dirty value must
/// not cost a page.
pub(super) fn read(raw: &RawValue, field: &FieldSchema) -> Reading {
    if raw.get() == "null" {
        return Reading::Blank;
    }
    let value = match text(raw) {
        Some(text) if text.is_empty() => return Reading::Blank,
        Some(text) => of_text(&text, field.kind, &field.references),
        None => of_bare(raw.get(), field.kind),
    };
    value.map_or(Reading::Unknown, Reading::Value)
}

/// A JSON text, if it is one.
pub(super) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    if let Ok(plain) = serde_json::from_str::<&str>(raw.get()) {
        return Some(Cow::Borrowed(plain));
    }
    serde_json::from_str::<String>(raw.get()).ok().map(Cow::Owned)
}

/// `2022-03-17T16:21:26.000+0000`, as answers have it, and the forms with a colon or `Z`.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", text).ok())
}

fn of_text(text: &str, kind: ValueKind, references: &[ObjectName]) -> Option<Value> {
    match kind {
        ValueKind::Text => Some(Value::Text(text.to_owned())),
        ValueKind::Decimal => decimal(text).map(Value::Decimal),
        ValueKind::Boolean => text.parse().ok().map(Value::Boolean),
        ValueKind::Date => civil::Date::strptime("%Y-%m-%d", text).ok().map(Value::Date),
        ValueKind::Time => text.trim_end_matches('Z').parse().ok().map(Value::Time),
        ValueKind::Instant => instant(text).map(Value::Instant),
        ValueKind::Choice => Some(Value::Choice(text.to_owned())),
        ValueKind::Choices => {
            let choices: BTreeSet<String> = text
                .split(BETWEEN_CHOICES)
                .filter(|choice| !choice.is_empty())
                .map(str::to_owned)
                .collect();
            (!choices.is_empty()).then_some(Value::Choices(choices))
        }
        ValueKind::Reference => {
            let id = ids::normalise(text)?;
            let object = ids::object_of(&id, references)?.clone();
            Some(Value::Reference(RecordRef { object, id }))
        }
        ValueKind::References => None,
    }
}

fn of_bare(json: &str, kind: ValueKind) -> Option<Value> {
    match (kind, json) {
        (ValueKind::Boolean, "true") => Some(Value::Boolean(true)),
        (ValueKind::Boolean, "false") => Some(Value::Boolean(false)),
        (ValueKind::Decimal, number) => decimal(number).map(Value::Decimal),
        (ValueKind::Text, number) => decimal(number).map(|_| Value::Text(number.to_owned())),
        _ => None,
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let number = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()?
    } else {
        Decimal::from_str_exact(text).ok()?
    };
    Some(number.normalize())
}

/// A value as it is sent.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Sent {
    /// Clears the field.
    Null,
    Boolean(bool),
    Text(String),
    /// A number's digits, as they are.
    Number(Box<RawValue>),
}

/// How a content is sent.
///
/// # Errors
/// Why it cannot be, in words.
pub(super) fn sent(content: &Content) -> Result<Sent, String> {
    let value = match content {
        Content::Blank => return Ok(Sent::Null),
        Content::Value(value) => value,
    };
    Ok(match value {
        Value::Text(text) | Value::Choice(text) => Sent::Text(text.clone()),
        Value::Decimal(number) => Sent::Number(
            RawValue::from_string(number.normalize().to_string())
                .map_err(|error| error.to_string())?,
        ),
        Value::Boolean(value) => Sent::Boolean(*value),
        Value::Date(date) => Sent::Text(date.to_string()),
        Value::Time(time) => Sent::Text(time.strftime("%H:%M:%S.%3fZ").to_string()),
        Value::Instant(instant) => {
            Sent::Text(instant.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string())
        }
        Value::Choices(choices) => Sent::Text(
            choices
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(&BETWEEN_CHOICES.to_string()),
        ),
        Value::Reference(to) => Sent::Text(
            ids::normalise(to.id.as_str())
                .ok_or_else(|| format!("{} is not a Salesforce id", to.id))?
                .as_str()
                .to_owned(),
        ),
        Value::References(_) => {
            return Err("a field cannot hold several references".to_owned());
        }
    })
}

#[cfg(test)]
mod tests;
