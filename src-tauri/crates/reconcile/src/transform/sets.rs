//! Transforms of options.

use std::collections::BTreeSet;

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, Content, Side, Value};

use crate::convert::as_text;

/// Which option of one side is which of the other. Several may be one; the first row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueList {
    /// The rows.
    pub rows: Vec<Both<String>>,
    /// What a side gets for an option that has no row.
    pub otherwise: Both<Option<String>>,
}

impl ValueList {
    pub(super) fn turn(&self, value: &Value, to: Side) -> Result<Content, SkipReason> {
        let Value::Choices(options) = value else {
            let option = as_text(value)?;
            return Ok(Content::Value(Value::Choice(self.other(&option, to)?.to_owned())));
        };
        let all = options.iter().map(|option| self.other(option, to).map(str::to_owned));
        Ok(Content::Value(Value::Choices(all.collect::<Result<_, _>>()?)))
    }

    /// Exactly, or without case where nothing is so spelled (H97).
    fn other(&self, option: &str, to: Side) -> Result<&str, SkipReason> {
        let named = |same: &dyn Fn(&str) -> bool| {
            let row = self.rows.iter().find(|row| same(row.get(to.other())));
            row.map(|row| row.get(to).as_str())
        };
        let folded = option.to_lowercase();
        named(&|it| it == option)
            .or_else(|| named(&|it| it.to_lowercase() == folded))
            .or(self.otherwise.get(to).as_deref())
            .ok_or_else(|| SkipReason::NotInTheList { option: option.to_owned() })
    }
}

/// Several options as one text, or the other way round. An option that holds the mark would come
/// back as two.
pub(super) fn split_or_join(
    value: &Value,
    kind: ValueKind,
    by: &str,
) -> Result<Content, SkipReason> {
    let names: BTreeSet<String> = match value {
        Value::Choices(names) => names.clone(),
        Value::Text(_)
        | Value::Choice(_)
        | Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Reference(_)
        | Value::References(_) => {
            let text = as_text(value)?;
            let parts = text.split(mark(by)).map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        }
    };
    if names.is_empty() {
        return Ok(Content::Blank);
    }
    if kind == ValueKind::Choices {
        return Ok(Content::Value(Value::Choices(names)));
    }
    if names.iter().any(|name| name.contains(mark(by))) {
        return Err(SkipReason::Lossy);
    }
    Ok(Content::text(&names.into_iter().collect::<Vec<_>>().join(by)))
}

/// White space around a mark is for the eye.
fn mark(by: &str) -> &str {
    let mark = by.trim();
    if mark.is_empty() { by } else { mark }
}
