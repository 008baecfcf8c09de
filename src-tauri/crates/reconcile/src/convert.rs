//! From one side's value to the other's: what fits, what does not, and when two values are the
//! same thing (M2, H87-H94).
//!
//! [`cross`] and [`comparable_through`] do the same through a mapping's transforms.

use std::collections::BTreeSet;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crosswalk_model::plan::SkipReason;
use crosswalk_model::schema::{Digits, FieldSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, Value};

mod compatible;
mod same;
mod through;

pub use compatible::{Compatibility, Refusal, compatible, compatible_through};
pub use same::comparable;
pub use through::{comparable_through, cross};

/// Turns a content into the form that `target` stores. Blank stays blank; references are not
/// turned here, because only links know whom they mean.
///
/// # Errors
/// The named reason why the value has no form there. Nothing is cut or rounded to make it fit.
pub fn convert(content: &Content, target: &FieldSchema) -> Result<Content, SkipReason> {
    let Some(value) = content.value() else {
        return Ok(blank_for(target));
    };
    let value = to_kind(value, target)?;
    fits(&value, target)?;
    Ok(Content::Value(value))
}

/// Like [`convert`], for a target that is there already: where the target stores more than the
/// source says (an instant for a day) and that finer part's day is the same, it is kept.
///
/// # Errors
/// See [`convert`].
pub fn convert_onto(
    content: &Content,
    target: &FieldSchema,
    held: Option<&Content>,
) -> Result<Content, SkipReason> {
    let (Some(Value::Date(day)), Some(Content::Value(Value::Instant(instant)))) =
        (content.value(), held)
    else {
        return convert(content, target);
    };
    let same_day = TimeZone::UTC.to_datetime(*instant).date() == *day;
    if same_day { Ok(Content::Value(Value::Instant(*instant))) } else { convert(content, target) }
}

/// A yes-or-no field of Salesforce is never empty: blank there is no.
fn blank_for(target: &FieldSchema) -> Content {
    match (target.kind, target.native.as_str()) {
        (ValueKind::Boolean, "boolean") => Content::Value(Value::Boolean(false)),
        _ => Content::Blank,
    }
}

fn to_kind(value: &Value, target: &FieldSchema) -> Result<Value, SkipReason> {
    match target.kind {
        ValueKind::Text => Ok(Value::Text(as_text(value)?)),
        ValueKind::Decimal => as_decimal(value).map(Value::Decimal),
        ValueKind::Boolean => as_boolean(value).map(Value::Boolean),
        ValueKind::Date => as_date(value),
        ValueKind::Time => as_time(value),
        ValueKind::Instant => as_instant(value),
        ValueKind::Choice => Ok(Value::Choice(option(&as_text(value)?, target)?)),
        ValueKind::Choices => as_choices(value, target),
        ValueKind::Reference | ValueKind::References => Err(SkipReason::WrongKind),
    }
}

/// A value as another kind, before any field has its say: options are not looked up.
///
/// # Errors
/// The named reason why it cannot be one.
pub(crate) fn as_kind(value: &Value, kind: ValueKind) -> Result<Value, SkipReason> {
    if value.kind() == kind {
        return Ok(value.clone());
    }
    match kind {
        ValueKind::Text => as_text(value).map(Value::Text),
        ValueKind::Decimal => as_decimal(value).map(Value::Decimal),
        ValueKind::Boolean => as_boolean(value).map(Value::Boolean),
        ValueKind::Date => as_date(value),
        ValueKind::Time => as_time(value),
        ValueKind::Instant => as_instant(value),
        ValueKind::Choice => as_text(value).map(Value::Choice),
        ValueKind::Choices => {
            let text = as_text(value)?;
            let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
            Ok(Value::Choices(names.map(str::to_owned).collect()))
        }
        ValueKind::Reference | ValueKind::References => Err(SkipReason::WrongKind),
    }
}

pub(crate) fn as_text(value: &Value) -> Result<String, SkipReason> {
    match value {
        Value::Text(text) | Value::Choice(text) => Ok(text.clone()),
        Value::Decimal(number) => Ok(number.normalize().to_string()),
        Value::Boolean(yes) => Ok(yes.to_string()),
        Value::Date(day) => Ok(day.to_string()),
        Value::Time(time) => Ok(time.to_string()),
        Value::Instant(instant) => Ok(instant.to_string()),
        Value::Choices(options) => {
            Ok(options.iter().map(String::as_str).collect::<Vec<_>>().join(";"))
        }
        Value::Reference(_) | Value::References(_) => Err(SkipReason::WrongKind),
    }
}

pub(crate) fn as_decimal(value: &Value) -> Result<Decimal, SkipReason> {
    match value {
        Value::Decimal(number) => Ok(*number),
        Value::Text(text) | Value::Choice(text) => {
            text.trim().parse().map_err(|_| SkipReason::NotANumber)
        }
        Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => Err(SkipReason::NotANumber),
    }
}

fn as_boolean(value: &Value) -> Result<bool, SkipReason> {
    let text = match value {
        Value::Boolean(yes) => return Ok(*yes),
        Value::Text(text) | Value::Choice(text) => text.trim(),
        Value::Decimal(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => return Err(SkipReason::NotABoolean),
    };
    let yes = ["true", "yes", "1"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let no = ["false", "no", "0"].iter().any(|word| text.eq_ignore_ascii_case(word));
    match (yes, no) {
        (true, _) => Ok(true),
        (false, true) => Ok(false),
        (false, false) => Err(SkipReason::NotABoolean),
    }
}

/// A day of an instant is its day in UTC: both vendors keep instants in UTC, and HubSpot states a
/// day as midnight UTC (H98).
pub(crate) fn as_date(value: &Value) -> Result<Value, SkipReason> {
    match value {
        Value::Date(day) => Ok(Value::Date(*day)),
        Value::Instant(instant) => Ok(Value::Date(TimeZone::UTC.to_datetime(*instant).date())),
        Value::Text(text) | Value::Choice(text) => {
            text.trim().parse().map(Value::Date).map_err(|_| SkipReason::NotADate)
        }
        Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Time(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => Err(SkipReason::NotADate),
    }
}

pub(crate) fn as_instant(value: &Value) -> Result<Value, SkipReason> {
    match value {
        Value::Instant(instant) => Ok(Value::Instant(*instant)),
        Value::Date(day) => day
            .to_datetime(Time::midnight())
            .to_zoned(TimeZone::UTC)
            .map(|zoned| Value::Instant(zoned.timestamp()))
            .map_err(|_| SkipReason::OutOfRange),
        Value::Text(text) | Value::Choice(text) => {
            text.trim().parse().map(Value::Instant).map_err(|_| SkipReason::NotADate)
        }
        Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Time(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => Err(SkipReason::NotADate),
    }
}

fn as_time(value: &Value) -> Result<Value, SkipReason> {
    match value {
        Value::Time(time) => Ok(Value::Time(*time)),
        Value::Text(text) | Value::Choice(text) => {
            let text = text.trim();
            let text = text.strip_suffix('Z').unwrap_or(text);
            text.parse().map(Value::Time).map_err(|_| SkipReason::NotADate)
        }
        Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Instant(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => Err(SkipReason::NotADate),
    }
}

fn as_choices(value: &Value, target: &FieldSchema) -> Result<Value, SkipReason> {
    let names: Vec<String> = match value {
        Value::Choices(options) => options.iter().cloned().collect(),
        Value::Choice(one) => vec![one.clone()],
        Value::Text(text) => text
            .split(';')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Reference(_)
        | Value::References(_) => return Err(SkipReason::WrongKind),
    };
    let chosen: BTreeSet<String> =
        names.iter().map(|name| option(name, target)).collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        return Err(SkipReason::WrongKind);
    }
    Ok(Value::Choices(chosen))
}

/// An option by its internal value: exactly, or without case where only one fits (H97).
fn option(name: &str, target: &FieldSchema) -> Result<String, SkipReason> {
    match same::option_of(name, target) {
        Some(value) => Ok(value.to_owned()),
        None if target.open_options => Ok(name.to_owned()),
        None => Err(SkipReason::NotAnOption { option: name.to_owned() }),
    }
}

fn fits(value: &Value, target: &FieldSchema) -> Result<(), SkipReason> {
    match value {
        Value::Text(text) => fits_length(text, target.max_chars),
        Value::Decimal(number) => fits_digits(*number, target.digits),
        Value::Choice(_)
        | Value::Choices(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Reference(_)
        | Value::References(_) => Ok(()),
    }
}

/// Salesforce counts UTF-16 units, as a text of emoji shows; the stricter count is used.
fn fits_length(text: &str, max: Option<u32>) -> Result<(), SkipReason> {
    let Some(max) = max.filter(|max| *max > 0) else {
        return Ok(());
    };
    let has = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    if has > max { Err(SkipReason::TooLong { max, has }) } else { Ok(()) }
}

/// Digits after the point must fit as they are; digits before it must have room.
fn fits_digits(number: Decimal, digits: Option<Digits>) -> Result<(), SkipReason> {
    let Some(digits) = digits.filter(|digits| digits.precision > 0) else {
        return Ok(());
    };
    let number = number.normalize();
    if number.scale() > digits.scale {
        return Err(SkipReason::Lossy);
    }
    let whole = number.trunc().abs().mantissa().to_string();
    let has = if whole == "0" { 0 } else { u32::try_from(whole.len()).unwrap_or(u32::MAX) };
    if has > digits.precision.saturating_sub(digits.scale) {
        return Err(SkipReason::OutOfRange);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
