//! Ends that are not simply there: deleted, absorbed, converted, out of sight.

use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::plan::{Act, Decided, FieldConflict};
use crosswalk_model::{
    Both, Content, Life, LinkState, MappingId, Reason, ReasonCode, Side, Triple, Value,
};

use super::{Along, Draft, PlanFacts};
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
        _ => {
            let both = Reason::new(ReasonCode::Deleted).with("partner", "gone");
            Some((LinkState::Unlinked, both))
        }
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

/// The id under which it stands whether a delete is carried; no field mapping is called so.
pub const DELETED_MAPPING: &str = "deleted";

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
    let policy = match kept {
        Side::Salesforce => design.delete.salesforce,
        Side::HubSpot => design.delete.hubspot,
    };
    let held = facts.membership != Membership::In;
    // Nobody deleted it: were that carried over, one delete would come back as many.
    if gone == Side::Salesforce && facts.along.went && policy != OnDelete::Unlink {
        return (LinkState::Unlinked, reason(ReasonCode::WentAlong));
    }
    let along = taking_along(kept, facts.along, gone);
    let carried = match policy {
        // Deletes of a held link are listed, and carried only where a person says so (A3).
        OnDelete::Delete | OnDelete::Ask if held || policy == OnDelete::Ask || along.is_some() => {
            match facts.decided.get(&MappingId::from(DELETED_MAPPING)) {
                Some(Decided::Keep(side)) => *side == gone,
                // A record is deleted or it stays: no value says which.
                Some(Decided::Typed(_)) | None => {
                    draft.plan.conflicts.push(question(gone));
                    let state = if held { LinkState::Held } else { LinkState::Conflict };
                    let asked = along.unwrap_or_else(|| reason(ReasonCode::PartnerDeleted));
                    return (state, asked.with("field", DELETED_MAPPING));
                }
            }
        }
        OnDelete::Nothing | OnDelete::Unlink if held => {
            return (LinkState::Held, reason(ReasonCode::PartnerDeleted));
        }
        OnDelete::Unlink => return (LinkState::New, reason(ReasonCode::PartnerDeleted)),
        OnDelete::Nothing | OnDelete::Ask => false,
        OnDelete::Delete => true,
    };
    if !carried {
        return (LinkState::Unlinked, reason(ReasonCode::PartnerDeleted));
    }
    if moved(triple, kept).is_some() {
        return (LinkState::Waiting, reason(ReasonCode::PartnerDeleted));
    }
    if kept == Side::Salesforce && facts.along.first > 0 {
        let waits = reason(ReasonCode::TakesAlong).with("count", facts.along.first.to_string());
        return (LinkState::Waiting, waits);
    }
    *draft.plan.acts.get_mut(kept) = Some(Act::Delete { at });
    (LinkState::Unlinked, reason(ReasonCode::Deleted).with("partner", "deleted"))
}

/// Why a delete in Salesforce is asked first: others would go with it.
fn taking_along(kept: Side, along: Along, gone: Side) -> Option<Reason> {
    let takes = kept == Side::Salesforce && (along.takes > 0 || along.unread);
    let count = if along.unread { "unknown".to_owned() } else { along.takes.to_string() };
    takes.then(|| {
        let reason = Reason::new(ReasonCode::TakesAlong).with("side", gone.as_str());
        reason.with("count", count)
    })
}

/// Whether the record that is left goes too: what the vendors say of each is what a person chooses
/// between.
fn question(gone: Side) -> FieldConflict {
    let says = |yes| Content::Value(Value::Boolean(yes));
    FieldConflict {
        mapping: MappingId::from(DELETED_MAPPING),
        rule: SyncRule::Ask,
        fields: Both { salesforce: "IsDeleted".into(), hubspot: "archived".into() },
        base: Both::from_fn(|_| Some(says(false))),
        now: Both::from_fn(|side| says(side == gone)),
        times: Both::default(),
        by: Both::default(),
    }
}
