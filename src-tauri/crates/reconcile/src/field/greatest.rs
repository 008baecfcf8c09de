//! The greater number or the later date.

use std::cmp::Ordering;

use crosswalk_model::{Content, Ruling, Side, Value};

use super::{Ask, Decision, Fact};

/// A blank is smaller than anything, so a clear does not last under this rule.
pub(super) fn maximum(fact: &Fact<'_>) -> Decision {
    if let Some(fill) = fact.fill_blank() {
        return fill;
    }
    match compare(&fact.now.salesforce, &fact.now.hubspot) {
        Some(Ordering::Greater) => fact.flow_from(Side::Salesforce, Ruling::Maximum),
        Some(Ordering::Less) => fact.flow_from(Side::HubSpot, Ruling::Maximum),
        Some(Ordering::Equal) => Decision::Agree,
        None => Decision::Conflict(Ask::NoOrder),
    }
}

fn compare(a: &Content, b: &Content) -> Option<Ordering> {
    match (a.value()?, b.value()?) {
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Instant(a), Value::Instant(b)) => Some(a.cmp(b)),
        (
            Value::Text(_)
            | Value::Decimal(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Instant(_)
            | Value::Choice(_)
            | Value::Choices(_)
            | Value::Reference(_)
            | Value::References(_),
            _,
        ) => None,
    }
}
