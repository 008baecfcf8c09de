//! Ends that are not simply there: deleted, absorbed, converted, out of sight.

use crosswalk_model::mapping::OnDelete;
use crosswalk_model::plan::Act;
use crosswalk_model::{Life, LinkState, Reason, ReasonCode, Side, Triple};

use super::{Draft, PlanFacts};
use crate::identity::Membership;
use crate::mapping::ObjectDesign;

/// What a gone end means for the link; `None` where both ends are simply there.
pub(super) fn settle(
    triple: &Triple,
    design: &ObjectDesign,
    facts: &PlanFacts<'_>,
    draft: &mut Draft,
) -> Option<(LinkState, Reason)> {
    let gone: Vec<Side> = Side::ALL
        .into_iter()
        .filter(|side| matches!(life(triple, *side), Some(Life::Deleted)))
        .collect();
    match gone.as_slice() {
        [] => Side::ALL.into_iter().find_map(|side| moved(triple, side)),
        [side] => Some(one_deleted(*side, triple, design, facts, draft)),
        _ => Some((LinkState::Unlinked, Reason::new(ReasonCode::Deleted))),
    }
}

fn life(triple: &Triple, side: Side) -> Option<&Life> {
    triple.observed.get(side).as_ref().map(|seen| &seen.record.life)
}

/// The engine moves ends before it plans; an end that could not be moved yet waits. A record that
/// had no partner leaves nothing to move: what it became is looked at by itself.
fn moved(triple: &Triple, side: Side) -> Option<(LinkState, Reason)> {
    let code = match life(triple, side)? {
        Life::Live | Life::Deleted => return None,
        Life::AbsorbedBy(_) => ReasonCode::Absorbed,
        Life::Converted(_) => ReasonCode::ConvertedWaiting,
        Life::NoLongerVisible => ReasonCode::NoLongerVisible,
    };
    let became = matches!(code, ReasonCode::Absorbed | ReasonCode::ConvertedWaiting);
    let alone = became && !triple.link.is_whole();
    let state = if alone { LinkState::LeftOut } else { LinkState::Waiting };
    Some((state, Reason::new(code).with("side", side.as_str())))
}

fn one_deleted(
    gone: Side,
    triple: &Triple,
    design: &ObjectDesign,
    facts: &PlanFacts<'_>,
    draft: &mut Draft,
) -> (LinkState, Reason) {
    let kept = gone.other();
    let reason = |code| Reason::new(code).with("side", gone.as_str());
    let Some(at) = triple.link.ends.get(kept).clone() else {
        return (LinkState::LeftOut, reason(ReasonCode::Deleted));
    };
    // Deletes of a held link are listed, never carried (A3).
    if facts.membership != Membership::In {
        return (LinkState::Held, reason(ReasonCode::PartnerDeleted));
    }
    let policy = match kept {
        Side::Salesforce => design.delete.salesforce,
        Side::HubSpot => design.delete.hubspot,
    };
    match policy {
        OnDelete::Nothing => (LinkState::Unlinked, reason(ReasonCode::PartnerDeleted)),
        OnDelete::Unlink => (LinkState::New, reason(ReasonCode::PartnerDeleted)),
        OnDelete::Ask => (LinkState::Conflict, reason(ReasonCode::PartnerDeleted)),
        OnDelete::Delete if moved(triple, kept).is_some() => {
            (LinkState::Waiting, reason(ReasonCode::PartnerDeleted))
        }
        OnDelete::Delete => {
            *draft.plan.acts.get_mut(kept) = Some(Act::Delete { at });
            (LinkState::Unlinked, reason(ReasonCode::Deleted))
        }
    }
}
