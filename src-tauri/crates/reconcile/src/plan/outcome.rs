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
    let mut by_weight: Vec<_> = plan.skips.iter().filter_map(weigh).collect();
    by_weight.sort_by_key(|(state, _)| *state != LinkState::Failing);
    if let Some(first) = by_weight.into_iter().next() {
        return first;
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
    (LinkState::InSync, Reason::new(code))
}

fn weigh(skip: &FieldSkip) -> Option<(LinkState, Reason)> {
    let reason = |code| Reason::new(code).with("field", &skip.mapping);
    match &skip.why {
        SkipReason::NoPartner => Some((LinkState::Waiting, reason(ReasonCode::WaitingForParent))),
        SkipReason::RefusedBefore => Some((LinkState::Failing, reason(ReasonCode::Refused))),
        SkipReason::TooLong { .. }
        | SkipReason::NotAnOption { .. }
        | SkipReason::NotANumber
        | SkipReason::NotADate
        | SkipReason::NotABoolean
        | SkipReason::Lossy
        | SkipReason::OutOfRange
        | SkipReason::WrongKind => Some((LinkState::Failing, reason(ReasonCode::NotConvertible))),
        // By the rules, and said in the plan: nothing is wrong with the link.
        SkipReason::OwnerUnmatched | SkipReason::NotWritable | SkipReason::Backward => None,
    }
}
