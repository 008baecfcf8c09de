//! Transforms of texts.

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, Value};

use super::Case;
use crate::convert::as_text;

pub(super) fn trim(value: &Value) -> Result<Content, SkipReason> {
    let text = as_text(value)?;
    Ok(Content::text(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

pub(super) fn cased(value: &Value, case: Case) -> Result<Content, SkipReason> {
    let text = as_text(value)?;
    Ok(Content::text(&match case {
        Case::Upper => text.to_uppercase(),
        Case::Lower => text.to_lowercase(),
        Case::Title => titled(&text),
    }))
}

/// Every word begins with a capital. An apostrophe begins a word only behind a single letter:
/// O'Brien, D'Angelo, but Don't.
fn titled(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let (mut letters, mut inside) = (0_usize, false);
    for letter in text.chars() {
        let apostrophe = matches!(letter, '\'' | '’');
        let of_the_word = letter.is_alphanumeric() || (apostrophe && letters > 1);
        if !of_the_word {
            all.push(letter);
            (letters, inside) = (0, false);
        } else if inside {
            all.extend(letter.to_lowercase());
            letters = letters.saturating_add(1);
        } else {
            // One letter can become two: of those only the first is a capital.
            let mut capital = letter.to_uppercase();
            all.extend(capital.next());
            all.extend(capital.flat_map(char::to_lowercase));
            (letters, inside) = (letters.saturating_add(1), true);
        }
    }
    all
}

/// The part of that number; blank where there are fewer.
pub(super) fn part(value: &Value, by: &str, number: i64) -> Result<Content, SkipReason> {
    let text = as_text(value)?;
    let parts = text.split(by).map(str::trim).filter(|part| !part.is_empty());
    let behind = usize::try_from(number.unsigned_abs().saturating_sub(1)).unwrap_or(usize::MAX);
    let part = if number < 0 {
        parts.collect::<Vec<_>>().into_iter().rev().nth(behind)
    } else {
        parts.into_iter().nth(behind)
    };
    Ok(Content::text(part.unwrap_or_default()))
}

/// As the vendors count, in UTF-16 units; a letter is never halved. Salesforce drops white space
/// at the end, so none is left there.
pub(super) fn truncate(value: &Value, max: u32) -> Result<Content, SkipReason> {
    let text = as_text(value)?;
    if units(&text) <= max {
        return Ok(Content::text(&text));
    }
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let fits = |letter: &char| {
        let rest = left.checked_sub(letter.len_utf16());
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    Ok(Content::text(text.chars().take_while(fits).collect::<String>().trim_end()))
}

/// The warning, where a text was too long.
pub(super) fn shortened(before: &Value, after: &Value, max: u32) -> Option<SkipReason> {
    let (before, after) = (as_text(before).ok()?, as_text(after).ok()?);
    let has = units(&before);
    (before != after && has > max).then_some(SkipReason::Shortened { max, has })
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

pub(super) fn yes_no(
    value: &Value,
    kind: ValueKind,
    (yes, no): (&str, &str),
) -> Result<Content, SkipReason> {
    let said = match value {
        Value::Boolean(said) => *said,
        Value::Text(text) | Value::Choice(text) => {
            let text = text.trim().to_lowercase();
            match (text == yes.to_lowercase(), text == no.to_lowercase()) {
                (true, _) => true,
                (false, true) => false,
                (false, false) => return Err(SkipReason::NotABoolean),
            }
        }
        Value::Decimal(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => return Err(SkipReason::NotABoolean),
    };
    Ok(match (kind == ValueKind::Boolean, said) {
        (true, said) => Content::Value(Value::Boolean(said)),
        (false, true) => Content::text(yes),
        (false, false) => Content::text(no),
    })
}
