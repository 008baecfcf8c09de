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

fn yes_to(to: Side, ruling: Ruling) -> Decision {
    Decision::Write { to, content: Content::Value(Value::Boolean(true)), ruling }
}

fn said_yes(content: &Content) -> bool {
    matches!(content, Content::Value(Value::Boolean(true)))
}
