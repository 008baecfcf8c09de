//! Canonical, typed values (M2). Amounts are decimals, never floats.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::record::RecordRef;

/// A value that is there. Nothing here can be blank; see [`Content`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Any text, as the vendor stores it. Never empty: an empty text is [`Content::Blank`].
    Text(String),
    /// A number, an amount or a percentage. Equal numbers are equal whatever their scale.
    Decimal(#[cfg_attr(feature = "typescript", ts(type = "string"))] Decimal),
    /// Yes or no.
    Boolean(bool),
    /// A calendar day, without time zone.
    Date(civil::Date),
    /// A time of day, without time zone.
    Time(civil::Time),
    /// A point in time.
    Instant(Timestamp),
    /// One option of a list, by its internal value.
    Choice(String),
    /// Several options of a list, by their internal values. Never empty.
    Choices(BTreeSet<String>),
    /// Another record of the same side.
    Reference(RecordRef),
    /// Several other records of the same side. Never empty.
    References(BTreeSet<RecordRef>),
}

/// The kind of a [`Value`], as a schema states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// See [`Value::Text`].
    Text,
    /// See [`Value::Decimal`].
    Decimal,
    /// See [`Value::Boolean`].
    Boolean,
    /// See [`Value::Date`].
    Date,
    /// See [`Value::Time`].
    Time,
    /// See [`Value::Instant`].
    Instant,
    /// See [`Value::Choice`].
    Choice,
    /// See [`Value::Choices`].
    Choices,
    /// See [`Value::Reference`].
    Reference,
    /// See [`Value::References`].
    References,
}

impl Value {
    /// Which kind this value is.
    #[must_use]
    pub const fn kind(&self) -> ValueKind {
        match self {
            Value::Text(_) => ValueKind::Text,
            Value::Decimal(_) => ValueKind::Decimal,
            Value::Boolean(_) => ValueKind::Boolean,
            Value::Date(_) => ValueKind::Date,
            Value::Time(_) => ValueKind::Time,
            Value::Instant(_) => ValueKind::Instant,
            Value::Choice(_) => ValueKind::Choice,
            Value::Choices(_) => ValueKind::Choices,
            Value::Reference(_) => ValueKind::Reference,
            Value::References(_) => ValueKind::References,
        }
    }
}

/// What a field holds when we know it: a value, or nothing. This is what is written and what a
/// base remembers. JSON: `null` is blank.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Content {
    /// The field holds this.
    Value(Value),
    /// The field is known to be empty.
    Blank,
}

impl Content {
    /// The text that it is, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        let Value::Text(text) = self.value()? else { return None };
        Some(text)
    }

    /// A text, or blank when it is empty.
    #[must_use]
    pub fn text(text: &str) -> Content {
        if text.is_empty() { Content::Blank } else { Content::Value(Value::Text(text.to_owned())) }
    }

    /// Whether the field is known to be empty.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        matches!(self, Content::Blank)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Content::Value(value) => Some(value),
            Content::Blank => None,
        }
    }

    /// The records that it names: one, a set, or none where it is no reference.
    pub fn references(&self) -> impl Iterator<Item = &RecordRef> {
        let (one, all) = match self.value() {
            Some(Value::Reference(at)) => (Some(at), None),
            Some(Value::References(all)) => (None, Some(all)),
            Some(
                Value::Text(_)
                | Value::Decimal(_)
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::Time(_)
                | Value::Instant(_)
                | Value::Choice(_)
                | Value::Choices(_),
            )
            | None => (None, None),
        };
        one.into_iter().chain(all.into_iter().flatten())
    }
}

/// What a side is known to hold in a field. *Unknown* decides nothing and is never written: the
/// field was hidden, not read yet, or absent from an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// We do not know.
    Unknown,
    /// Known to be empty.
    Blank,
    /// Known to hold this.
    Value(Value),
}

impl Reading {
    /// The content, unless unknown.
    #[must_use]
    pub fn known(&self) -> Option<Content> {
        match self {
            Reading::Unknown => None,
            Reading::Blank => Some(Content::Blank),
            Reading::Value(value) => Some(Content::Value(value.clone())),
        }
    }
}

impl From<Option<&Content>> for Reading {
    fn from(content: Option<&Content>) -> Self {
        match content {
            None => Reading::Unknown,
            Some(Content::Blank) => Reading::Blank,
            Some(Content::Value(value)) => Reading::Value(value.clone()),
        }
    }
}
