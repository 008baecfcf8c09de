//! Numbers by their digits.
//!
//! Invariant: no amount passes through a binary fraction that cannot hold it. JSON values keep
//! such a number as a text behind a mark that no client can send; [`write`] turns it back into
//! digits, and [`read`] the other way.

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

/// A code point that is never a character.
const MARK: char = '\u{FDD0}';

/// Reads JSON; numbers keep all their digits.
pub(crate) fn read(text: &[u8]) -> Result<Value, serde_json::Error> {
    let plain: Value = serde_json::from_slice(text)?;
    // Reading every part anew is for the few bodies in which a digit could be lost.
    if !has_long_number(text) {
        return Ok(plain);
    }
    let text = std::str::from_utf8(text).map_err(serde_json::Error::custom)?;
    exact(text.trim())
}

/// Writes JSON, the kept digits as numbers.
pub(crate) fn write(value: &Value) -> String {
    let text = value.to_string();
    if !text.contains(MARK) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let opening = format!("\"{MARK}");
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(&opening) {
        let (digits, tail) = after.split_once('"').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(digits);
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The value as a reader outside sees it: kept digits are plain text.
pub(crate) fn shown(value: &Value) -> Value {
    match value.as_str().and_then(|text| text.strip_prefix(MARK)) {
        Some(digits) => digits.into(),
        None => value.clone(),
    }
}

/// Whether this is a number.
pub(crate) fn is_number(value: &Value) -> bool {
    value.is_number() || value.as_str().is_some_and(|text| text.starts_with(MARK))
}

/// Text that is not a number's digits.
pub(crate) fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.starts_with(MARK))
}

/// The number that a value is.
pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    match value.as_str() {
        Some(text) => parsed(text.strip_prefix(MARK)?),
        None if value.is_number() => parsed(&value.to_string()),
        None => None,
    }
}

/// A number of these digits.
pub(crate) fn parsed(digits: &str) -> Option<Decimal> {
    let plain = digits.parse::<Decimal>();
    plain.or_else(|_| Decimal::from_scientific(digits)).ok().map(|number| number.normalize())
}

/// A number as a value: a plain one where that keeps every digit.
pub(crate) fn value(number: Decimal) -> Value {
    let digits = number.normalize().to_string();
    let near = digits.parse::<f64>().ok().and_then(Number::from_f64);
    match near.filter(|near| parsed(&near.to_string()) == Some(number.normalize())) {
        Some(near) => Value::Number(near),
        None => kept(&digits),
    }
}

fn kept(digits: &str) -> Value {
    format!("{MARK}{digits}").into()
}

/// Fifteen digits and fewer always survive.
fn has_long_number(text: &[u8]) -> bool {
    text.split(|byte| !(byte.is_ascii_digit() || *byte == b'.')).any(|run| run.len() > 15)
}

fn exact(text: &str) -> Result<Value, serde_json::Error> {
    match text.as_bytes().first() {
        Some(b'{') => {
            let fields: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
            let field = |(name, raw): (String, &RawValue)| Ok((name, exact(raw.get())?));
            fields.into_iter().map(field).collect::<Result<Map<_, _>, _>>().map(Value::Object)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            items.into_iter().map(|raw| exact(raw.get())).collect()
        }
        Some(b'-' | b'0'..=b'9') => {
            let near: Value = serde_json::from_str(text)?;
            let same = near.is_i64() || near.is_u64() || parsed(&near.to_string()) == parsed(text);
            // What even a decimal cannot hold is judged by its size alone.
            Ok(if same || parsed(text).is_none() { near } else { kept(text) })
        }
        Some(_) | None => serde_json::from_str(text),
    }
}

#[cfg(test)]
mod tests;
