//! The decision of one field: a three-way merge of base and both sides (M4, M5).
//!
//! Everything here is in *comparable* form (see [`crate::convert::comparable`]): equal contents
//! mean that the sides hold the same thing under the mapping. The answer is a value that prints.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, Content, Reading, Ruling, Side};

mod forward;
mod greatest;
mod newest;
mod opt_out;
mod ruling_side;
mod sets;

pub use opt_out::{OptOutFacts, Resubscribed};

/// One field of one link, as a rule sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldCase {
    /// The sync rule.
    pub rule: SyncRule,
    /// What each side held when they last agreed. A side without a base makes the decision that
    /// of a first link: the link is new, or that end moved to another record (M5).
    pub base: Both<Option<Content>>,
    /// What each side holds now.
    pub now: Both<Reading>,
    /// When each side changed it, where known.
    pub times: Both<Option<Timestamp>>,
    /// The options from first to last, for [`SyncRule::ForwardOnly`].
    pub order: Vec<String>,
    /// What only [`SyncRule::OptOut`] asks for.
    pub opt_out: OptOutFacts,
}

/// What becomes of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum Decision {
    /// Both sides hold the same: the base moves there.
    Agree,
    /// One side is written.
    Write {
        /// Which.
        to: Side,
        /// What it gets.
        content: Content,
        /// How the rule came to it.
        ruling: Ruling,
    },
    /// Both sides are written: a merge that neither holds yet.
    WriteBoth {
        /// What both get.
        content: Content,
        /// How the rule came to it.
        ruling: Ruling,
    },
    /// A person decides.
    Conflict(Ask),
    /// The rule decides by time, and a time is missing.
    NeedTimes,
    /// Nothing is written.
    Leave(Leave),
}

/// What a person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Both sides hold different values, and the rule asks.
    Differ,
    /// The values cannot be put in order, so the rule has no answer.
    NoOrder,
    /// Email Opt Out was unticked again after it had been ticked again (A13).
    UntickedAgain,
    /// Resubscribed in HubSpot? The source does not say who did it (A14).
    Resubscribed,
}

/// Why nothing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leave {
    /// A side is unknown; that decides nothing (T20).
    Unknown,
    /// The rule is not to sync (T12).
    DontSync,
    /// The sides differ, and neither changed since that was last settled.
    Unchanged,
    /// The ruling side is blank, and a blank does not go back (T6, T16).
    RulingSideBlank,
    /// The rule writes into blanks only, and both sides hold something.
    NothingBlank,
    /// The named side moved back in a forward-only list; that is kept, not carried (A17, A24).
    Backward(Side),
    /// Email Opt Out stays unticked in Salesforce, as the switch of A13 says.
    LeftUnticked,
    /// What a side no longer names is gone itself: nobody took it out (M10).
    RecordGone,
}

impl Leave {
    /// Whether the difference stands from now on: base moves to what each side holds, so that only
    /// later edits are looked at.
    #[must_use]
    pub const fn settles(self) -> bool {
        match self {
            Leave::RulingSideBlank | Leave::NothingBlank | Leave::RecordGone => true,
            Leave::Unknown
            | Leave::DontSync
            | Leave::Unchanged
            | Leave::Backward(_)
            | Leave::LeftUnticked => false,
        }
    }
}

/// Decides one field.
#[must_use]
pub fn decide(case: &FieldCase) -> Decision {
    if case.rule == SyncRule::DontSync {
        return Decision::Leave(Leave::DontSync);
    }
    let (Some(salesforce), Some(hubspot)) = (case.now.salesforce.known(), case.now.hubspot.known())
    else {
        return Decision::Leave(Leave::Unknown);
    };
    let fact = Fact { case, now: Both { salesforce, hubspot } };
    if case.rule == SyncRule::OptOut
        && let Some(decision) = opt_out::fallen(&fact)
    {
        return decision;
    }
    if fact.now.salesforce == fact.now.hubspot {
        return Decision::Agree;
    }
    let change = fact.change();
    if change == Change::Neither {
        return Decision::Leave(Leave::Unchanged);
    }
    by_rule(&fact, change)
}

fn by_rule(fact: &Fact<'_>, change: Change) -> Decision {
    match fact.case.rule {
        SyncRule::PreferSalesforceUnlessBlank => {
            ruling_side::prefer_unless_blank(fact, change, Side::Salesforce)
        }
        SyncRule::PreferHubspotUnlessBlank => {
            ruling_side::prefer_unless_blank(fact, change, Side::HubSpot)
        }
        SyncRule::AlwaysSalesforce => ruling_side::always(fact, change, Side::Salesforce),
        SyncRule::AlwaysHubspot => ruling_side::always(fact, change, Side::HubSpot),
        SyncRule::TwoWay => newest::two_way(fact, change),
        SyncRule::Earliest => newest::earliest(fact, change),
        SyncRule::FillBlanks => fact.fill_blank().unwrap_or(Decision::Leave(Leave::NothingBlank)),
        SyncRule::Maximum => greatest::maximum(fact),
        SyncRule::Union => sets::union(fact),
        SyncRule::ForwardOnly => forward::forward_only(fact, change),
        SyncRule::Ask => ask(fact, change),
        SyncRule::OptOut => opt_out::decide(fact),
        SyncRule::DontSync => Decision::Leave(Leave::DontSync),
    }
}

/// One-sided edits flow, clearing included; a first link fills blanks; the rest is a person's.
fn ask(fact: &Fact<'_>, change: Change) -> Decision {
    match change {
        Change::Only(side) => fact.flow_from(side, Ruling::OneSideChanged),
        Change::FirstLink => fact.fill_blank().unwrap_or(Decision::Conflict(Ask::Differ)),
        Change::BothChanged => Decision::Conflict(Ask::Differ),
        Change::Neither => Decision::Leave(Leave::Unchanged),
    }
}

/// Which side changed against its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// There is no base to compare with.
    FirstLink,
    /// No side changed; the sides differ since before.
    Neither,
    /// One side changed.
    Only(Side),
    /// Both did, differently.
    BothChanged,
}

/// A case whose sides are both known, and differ.
struct Fact<'a> {
    case: &'a FieldCase,
    now: Both<Content>,
}

impl Fact<'_> {
    fn change(&self) -> Change {
        let (Some(salesforce), Some(hubspot)) =
            (&self.case.base.salesforce, &self.case.base.hubspot)
        else {
            return Change::FirstLink;
        };
        match (*salesforce != self.now.salesforce, *hubspot != self.now.hubspot) {
            (false, false) => Change::Neither,
            (true, false) => Change::Only(Side::Salesforce),
            (false, true) => Change::Only(Side::HubSpot),
            (true, true) => Change::BothChanged,
        }
    }

    fn blank(&self, side: Side) -> bool {
        self.now.get(side).is_blank()
    }

    /// The value of `side` goes to the other one.
    fn flow_from(&self, side: Side, ruling: Ruling) -> Decision {
        Decision::Write { to: side.other(), content: self.now.get(side).clone(), ruling }
    }

    /// The only value there is goes into the blank, if one side is blank.
    fn fill_blank(&self) -> Option<Decision> {
        let empty = Side::ALL.into_iter().find(|side| self.blank(*side))?;
        Some(self.flow_from(empty.other(), Ruling::FillsBlank))
    }
}

#[cfg(test)]
pub(crate) mod tests;
