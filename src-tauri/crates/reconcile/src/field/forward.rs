//! Forward-only: an ordered option list moves only up (H64, A17, A24).

use std::cmp::Ordering;

use crosswalk_model::{Content, Ruling, Side, Value};

use super::{Ask, Change, Decision, Fact, Leave};

/// A step back on one side is kept there and not carried; it is not fought either (A17).
pub(super) fn forward_only(fact: &Fact<'_>, change: Change) -> Decision {
    let ranks =
        (rank(&fact.now.salesforce, &fact.case.order), rank(&fact.now.hubspot, &fact.case.order));
    let (Some(salesforce), Some(hubspot)) = ranks else {
        return Decision::Conflict(Ask::NoOrder);
    };
    let ahead = match salesforce.cmp(&hubspot) {
        Ordering::Greater => Side::Salesforce,
        Ordering::Less => Side::HubSpot,
        Ordering::Equal => return Decision::Agree,
    };
    match change {
        Change::Only(side) if side != ahead => Decision::Leave(Leave::Backward(side)),
        Change::Only(_) | Change::BothChanged | Change::FirstLink | Change::Neither => {
            fact.flow_from(ahead, Ruling::ForwardOnly)
        }
    }
}

/// Blank comes before the first option.
fn rank(content: &Content, order: &[String]) -> Option<usize> {
    match content {
        Content::Blank => Some(0),
        Content::Value(Value::Choice(option) | Value::Text(option)) => {
            order.iter().position(|known| known == option).map(|at| at + 1)
        }
        Content::Value(_) => None,
    }
}
