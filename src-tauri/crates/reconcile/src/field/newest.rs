//! The rules that decide by time: two-way (H76) and earliest.

use jiff::SignedDuration;

use crosswalk_model::{Ruling, Side};

use super::{Change, Decision, Fact, Leave};
use crate::numbers::SKEW_WINDOW;

/// H76: an edit on one side flows, clearing included; of two edits the newer one wins.
pub(super) fn two_way(fact: &Fact<'_>, change: Change) -> Decision {
    match change {
        Change::Only(side) => fact.flow_from(side, Ruling::OneSideChanged),
        Change::FirstLink => fact.fill_blank().unwrap_or_else(|| newest(fact)),
        Change::BothChanged => newest(fact),
        Change::Neither => Decision::Leave(Leave::Unchanged),
    }
}

/// The value that was there first stays. A clear is an edit like any other, so it does not stay.
/// Where the first value is on neither side any more, the earlier of the two edits stays.
pub(super) fn earliest(fact: &Fact<'_>, change: Change) -> Decision {
    if let Some(fill) = fact.fill_blank() {
        return fill;
    }
    match change {
        Change::Only(side) => fact.flow_from(side.other(), Ruling::Earliest),
        Change::FirstLink | Change::BothChanged => earlier(fact),
        Change::Neither => Decision::Leave(Leave::Unchanged),
    }
}

fn newest(fact: &Fact<'_>) -> Decision {
    match order(fact) {
        None => Decision::NeedTimes,
        Some(Order::Together) => fact.flow_from(Side::Salesforce, Ruling::SkewWindow),
        Some(Order::LaterOn(side)) => fact.flow_from(side, Ruling::Newest),
    }
}

fn earlier(fact: &Fact<'_>) -> Decision {
    match order(fact) {
        None => Decision::NeedTimes,
        Some(Order::Together) => fact.flow_from(Side::Salesforce, Ruling::SkewWindow),
        Some(Order::LaterOn(side)) => fact.flow_from(side.other(), Ruling::Earliest),
    }
}

enum Order {
    Together,
    LaterOn(Side),
}

fn order(fact: &Fact<'_>) -> Option<Order> {
    let salesforce = fact.case.times.salesforce?;
    let hubspot = fact.case.times.hubspot?;
    let lead = hubspot.duration_since(salesforce);
    if lead.unsigned_abs() <= SKEW_WINDOW {
        return Some(Order::Together);
    }
    let later = if lead > SignedDuration::ZERO { Side::HubSpot } else { Side::Salesforce };
    Some(Order::LaterOn(later))
}
