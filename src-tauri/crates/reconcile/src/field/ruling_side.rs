//! The rules with a ruling side: H74, H75 and their mirror images.

use crosswalk_model::{Ruling, Side};

use super::{Change, Decision, Fact, Leave};

/// H74 for Salesforce: the other side's value reaches the ruling side only while that is blank.
pub(super) fn prefer_unless_blank(fact: &Fact<'_>, change: Change, ruler: Side) -> Decision {
    let other = ruler.other();
    match change {
        // A clear by the ruling side is an edit of its own (T4).
        Change::Only(side) if side == ruler => fact.flow_from(ruler, Ruling::OneSideChanged),
        Change::FirstLink | Change::Only(_) | Change::BothChanged if fact.blank(ruler) => {
            fact.flow_from(other, Ruling::FillsBlank)
        }
        Change::FirstLink | Change::Only(_) | Change::BothChanged | Change::Neither => {
            ruler_stands(fact, change, ruler)
        }
    }
}

/// H75 for Salesforce: the other side's value never reaches the ruling side.
pub(super) fn always(fact: &Fact<'_>, change: Change, ruler: Side) -> Decision {
    match change {
        Change::Only(side) if side == ruler => fact.flow_from(ruler, Ruling::OneSideChanged),
        // The ruling side did not clear it, so its blank clears nothing (T6, T16).
        Change::FirstLink | Change::Only(_) if fact.blank(ruler) => {
            Decision::Leave(Leave::RulingSideBlank)
        }
        Change::FirstLink | Change::Only(_) | Change::BothChanged | Change::Neither => {
            ruler_stands(fact, change, ruler)
        }
    }
}

fn ruler_stands(fact: &Fact<'_>, change: Change, ruler: Side) -> Decision {
    let ruling = match change {
        Change::FirstLink if fact.blank(ruler.other()) => Ruling::FillsBlank,
        Change::FirstLink => Ruling::FirstLinkRulingSide,
        Change::Only(_) => Ruling::RulingSideStands,
        Change::BothChanged => Ruling::RulingSideWins,
        Change::Neither => return Decision::Leave(Leave::Unchanged),
    };
    fact.flow_from(ruler, ruling)
}
