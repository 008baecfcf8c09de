//! The locked opt-out mapping (S52-S60, A13-A15). True wins; nothing but the person's own
//! resubscription unticks.

use serde::{Deserialize, Serialize};

use crosswalk_model::{Content, Ruling, Side, Value};

use super::{Ask, Decision, Fact, Leave};

/// What the opt-out rule asks for besides values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptOutFacts {
    /// Email Opt Out was unticked and ticked again by us before, and the opt-out is still the
    /// same one (A13: once per untick, then a person decides).
    pub restored_before: bool,
    /// The switch of A13: an untick in Salesforce is left as it is.
    pub leave_unticked: bool,
    /// What HubSpot's status says about who ended the opt-out.
    pub resubscribed: Resubscribed,
}

/// Who ended an opt-out in HubSpot (A14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resubscribed {
    /// The source cannot be read, or is one that we do not know.
    #[default]
    Unreadable,
    /// The person did, at the same address, unchanged since the opt-out.
    ByPerson,
    /// Not the person: another address, a merge, a re-creation, an import, a user, an API call.
    NotByPerson,
}

/// The sides differ: one says yes, the other does not.
pub(super) fn decide(fact: &Fact<'_>) -> Decision {
    if said_yes(&fact.now.hubspot) { only_hubspot(fact) } else { only_salesforce(fact) }
}

fn only_hubspot(fact: &Fact<'_>) -> Decision {
    let before = |side| fact.case.base.get(side).as_ref().is_some_and(said_yes);
    let unticked = before(Side::Salesforce) && before(Side::HubSpot);
    if !unticked {
        return yes_to(Side::Salesforce, Ruling::OptOutReaches);
    }
    let facts = fact.case.opt_out;
    match (facts.leave_unticked, facts.restored_before) {
        (true, _) => Decision::Leave(Leave::LeftUnticked),
        (false, true) => Decision::Conflict(Ask::UntickedAgain),
        (false, false) => yes_to(Side::Salesforce, Ruling::OptOutRestored),
    }
}

fn only_salesforce(fact: &Fact<'_>) -> Decision {
    let before = |side| fact.case.base.get(side).as_ref().is_some_and(said_yes);
    let lifted = before(Side::Salesforce) && before(Side::HubSpot);
    if !lifted {
        return yes_to(Side::HubSpot, Ruling::OptOutReaches);
    }
    match fact.case.opt_out.resubscribed {
        Resubscribed::ByPerson => Decision::Write {
            to: Side::Salesforce,
            content: Content::Value(Value::Boolean(false)),
            ruling: Ruling::OptOutLifted,
        },
        Resubscribed::NotByPerson => yes_to(Side::HubSpot, Ruling::OptOutReaches),
        Resubscribed::Unreadable => Decision::Conflict(Ask::Resubscribed),
    }
}

/// Both sides said yes, and neither does any more. That they agree is no answer: the status belongs
/// to the address, and the box is anybody's, so only the person's own word ends the opt-out (A14).
pub(super) fn fallen(fact: &Fact<'_>) -> Option<Decision> {
    let before = |side| fact.case.base.get(side).as_ref().is_some_and(said_yes);
    let now = |side| said_yes(fact.now.get(side));
    if !Side::ALL.into_iter().all(|side| before(side) && !now(side)) {
        return None;
    }
    let facts = fact.case.opt_out;
    let stays_unticked = facts.leave_unticked || facts.restored_before;
    Some(match (facts.resubscribed, stays_unticked) {
        (Resubscribed::ByPerson, _) => Decision::Agree,
        // Left ticked, and a person decides (A14): HubSpot alone differs then.
        (Resubscribed::Unreadable, false) => yes_to(Side::Salesforce, Ruling::OptOutRestored),
        (Resubscribed::Unreadable, true) => Decision::Conflict(Ask::Resubscribed),
        (Resubscribed::NotByPerson, false) => Decision::WriteBoth {
            content: Content::Value(Value::Boolean(true)),
            ruling: Ruling::OptOutRestored,
        },
        // What becomes of the box is decided when it alone differs (A13).
        (Resubscribed::NotByPerson, true) => yes_to(Side::HubSpot, Ruling::OptOutReaches),
    })
}

fn yes_to(to: Side, ruling: Ruling) -> Decision {
    Decision::Write { to, content: Content::Value(Value::Boolean(true)), ruling }
}

fn said_yes(content: &Content) -> bool {
    matches!(content, Content::Value(Value::Boolean(true)))
}
