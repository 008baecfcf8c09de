//! Transforms of numbers.

use rust_decimal::{Decimal, RoundingStrategy};

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, Side, Value};

use crate::convert::{as_decimal, as_text};

/// Digits between two group marks.
const GROUP: usize = 3;

/// How a text writes numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Between whole and parts.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: Option<char>,
}

impl Marks {
    pub(super) fn turn(&self, value: &Value, kind: ValueKind) -> Result<Content, SkipReason> {
        Ok(match (kind, value) {
            (ValueKind::Decimal, Value::Decimal(number)) => Content::Value(Value::Decimal(*number)),
            (ValueKind::Decimal, text) => {
                Content::Value(Value::Decimal(self.read(&as_text(text)?)?))
            }
            (_, value) => Content::text(&self.written(as_decimal(value)?)),
        })
    }

    /// A mark that stands anywhere but where it belongs makes it another number, so it is none.
    fn read(&self, text: &str) -> Result<Decimal, SkipReason> {
        let text = text.trim().replace('\u{2212}', "-");
        let (sign, rest) = text.strip_prefix('-').map_or(("", &*text), |rest| ("-", rest));
        let (whole, parts) = rest.split_once(self.decimal).unwrap_or((rest, ""));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let groups: Vec<&str> = match self.group {
            Some(mark) => whole.split(|it| same_mark(it, mark)).collect(),
            None => vec![whole],
        };
        let (first, others) = groups.split_first().ok_or(SkipReason::NotANumber)?;
        let grouped = others.is_empty() || first.len() <= GROUP;
        let whole_fits =
            others.iter().all(|it| it.len() == GROUP) && groups.iter().all(|it| digits(it));
        let parts_fit = digits(parts) || (parts.is_empty() && !rest.contains(self.decimal));
        if !(grouped && whole_fits && parts_fit) {
            return Err(SkipReason::NotANumber);
        }
        let plain =
            format!("{sign}{}.{}", groups.concat(), if parts.is_empty() { "0" } else { parts });
        Decimal::from_str_exact(&plain).map(|it| it.normalize()).map_err(|_| SkipReason::OutOfRange)
    }

    fn written(&self, number: Decimal) -> String {
        let plain = number.normalize().abs().to_string();
        let (whole, parts) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::from(if number.normalize().is_sign_negative() { "-" } else { "" });
        for (index, digit) in whole.chars().enumerate() {
            let left = whole.len().saturating_sub(index);
            if let Some(mark) = self.group.filter(|_| index > 0 && left.is_multiple_of(GROUP)) {
                text.push(mark);
            }
            text.push(digit);
        }
        if !parts.is_empty() {
            text.push(self.decimal);
            text.push_str(parts);
        }
        text
    }
}

/// Spaces of all widths are the same mark.
fn same_mark(letter: char, mark: char) -> bool {
    letter == mark || (mark.is_whitespace() && letter.is_whitespace())
}

/// An amount of one side in the other one's currency, rounded half away from zero.
pub(super) fn exchange(
    value: &Value,
    (rate, decimals): (Decimal, u32),
    to: Side,
) -> Result<Value, SkipReason> {
    let amount = as_decimal(value)?;
    let exact = match to {
        Side::Salesforce => amount.checked_mul(rate),
        Side::HubSpot => amount.checked_div(rate),
    };
    let exact = exact.ok_or(SkipReason::OutOfRange)?;
    let rounded = exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    Ok(Value::Decimal(rounded.normalize()))
}
