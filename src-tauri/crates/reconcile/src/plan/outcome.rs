//! Where a whole link stands once its plan is carried out, and why.

use crosswalk_model::plan::{FieldSkip, LinkPlan, SkipReason};
use crosswalk_model::{LinkState, Reason, ReasonCode};

use super::Task;

/// The state after the acts, the most pressing first.
pub(super) fn of(task: &Task<'_>, plan: &LinkPlan) -> (LinkState, Reason) {
    let writes = plan.acts.salesforce.is_some() || plan.acts.hubspot.is_some();
    if let Some(conflict) = plan.conflicts.first() {
        let reason = Reason::new(ReasonCode::ConflictAsk).with("field", &conflict.mapping);
        return (LinkState::Conflict, reason);
    }
    if let Some(heaviest) = of_skips(&plan.skips) {
        return heaviest;
    }
    if task.facts.settings.link_only && !writes {
        return (LinkState::InSync, Reason::new(ReasonCode::LinkedOnly));
    }
    // Put back stays so until the next edit (M12).
    let nothing = !writes && plan.settled.salesforce.is_empty() && plan.settled.hubspot.is_empty();
    if nothing && task.triple.link.state == LinkState::PutBack {
        return (LinkState::PutBack, task.triple.link.reason.clone());
    }
    let code = if writes { ReasonCode::Synced } else { ReasonCode::InSync };
    (LinkState::InSync, agrees(code, &plan.skips))
}

/// Why a link is in sync: for this code, unless its owner could not cross. What became of it
/// depends on the side that does not know the owner, so the reason names that side.
pub(super) fn agrees(code: ReasonCode, skips: &[FieldSkip]) -> Reason {
    match skips.iter().find(|skip| skip.why == SkipReason::OwnerUnmatched) {
        Some(skip) => Reason::new(ReasonCode::OwnerUnmatched)
            .with("field", &skip.mapping)
            .with("side", skip.to.product()),
        None => Reason::new(code),
    }
}

/// What the most pressing of some skips makes of the link, if any does.
pub(super) fn of_skips(skips: &[FieldSkip]) -> Option<(LinkState, Reason)> {
    let weighed = skips.iter().filter_map(weigh);
    weighed.min_by_key(|(state, _)| *state != LinkState::Failing)
}

fn weigh(skip: &FieldSkip) -> Option<(LinkState, Reason)> {
    let reason = |code| Reason::new(code).with("field", &skip.mapping);
    match &skip.why {
        SkipReason::NoPartner => Some((LinkState::Waiting, reason(ReasonCode::WaitingForParent))),
        SkipReason::RefusedBefore => Some((LinkState::Failing, reason(ReasonCode::Refused))),
        SkipReason::TooLong { .. }
        | SkipReason::NotAnOption { .. }
        | SkipReason::NotInTheList { .. }
        | SkipReason::NotANumber
        | SkipReason::NotAPhoneNumber
        | SkipReason::NotADate
        | SkipReason::NotABoolean
        | SkipReason::Lossy
        | SkipReason::OutOfRange
        | SkipReason::WrongKind => Some((LinkState::Failing, reason(ReasonCode::NotConvertible))),
        // By the rules: the link is in sync for all that, and an owner is told of besides.
        SkipReason::OwnerUnmatched
        | SkipReason::NotWritable
        | SkipReason::Backward
        | SkipReason::Shortened { .. } => None,
    }
}
