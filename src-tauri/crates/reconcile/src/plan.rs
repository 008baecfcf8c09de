//! The plan of one link: what is written where, with the rule that decided.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crosswalk_model::plan::{
    Act, Decided, FieldChange, FieldConflict, FieldSkip, LinkPlan, SkipReason,
};
use crosswalk_model::triple::Base;
use crosswalk_model::{
    Author, Both, Content, FieldName, LinkState, MappingId, Reading, Reason, ReasonCode, Record,
    RecordId, RecordRef, Side, Triple,
};

use crate::field::{Decision, OptOutFacts};
use crate::identity::{Identity, Membership};
use crate::mapping::{FieldPair, ObjectDesign};

mod case;
mod create;
mod life;
mod lifecycle;
mod outcome;
mod owner_card;
mod pair_id;
mod references;
mod returned;
mod ripple;
mod stage;
mod whole;

pub use create::assigns_owner;
pub use life::DELETED_MAPPING;
pub use lifecycle::{Counted, LIFECYCLE_MAPPING, Opportunities};
pub use returned::{Regained, given_back, regained};
pub use ripple::Neighbour;

/// The id under which the pair's own id field stands in a plan (P7); no field mapping is called so.
pub const PAIR_ID_MAPPING: &str = "pair_id";

/// The id under which the properties of an owner without a counterpart stand in a plan (A20); no
/// field mapping is called so.
pub const OWNER_CARD_MAPPING: &str = "salesforce_owner";

/// What planning one link asks for besides the triple.
pub struct PlanFacts<'a> {
    /// The partner of a record of that side: links for records, name and e-mail for owners. One
    /// that the same plan makes has a promised id (`RecordId::promised`).
    pub partner_of: &'a dyn Fn(Side, &RecordRef) -> Option<RecordRef>,
    /// Records that a side named when both last agreed and does not name now, and that are gone
    /// themselves: no edit took them out.
    pub gone: Both<BTreeSet<RecordRef>>,
    /// What deletes in Salesforce take along besides.
    pub along: Along,
    /// The name and the kind of a Salesforce owner who counts as one (S65).
    pub owner_said: &'a dyn Fn(&RecordRef) -> Option<(String, String)>,
    /// The pair's id fields, where they are there, on the objects of this link.
    pub id_fields: Both<Option<FieldName>>,
    /// Whether the HubSpot record takes part.
    pub membership: Membership,
    /// What became of the search for a partner; for links with one end.
    pub identity: Option<Identity>,
    /// The opt-out's own facts.
    pub opt_out: OptOutFacts,
    /// The opportunities that count for this person, where those move anybody.
    pub opportunities: Opportunities,
    /// Whose stage this record may follow: the contacts of a company, or the company of a contact.
    pub neighbours: Vec<Neighbour>,
    /// Conflicts that a person decided.
    pub decided: BTreeMap<MappingId, Decided>,
    /// Values that were refused, and are not sent again until something changes (P8).
    pub refused: BTreeMap<(Side, FieldName), Content>,
    /// Fields of this link that a loop brake paused: they become a person's decision (P4).
    pub paused: BTreeSet<MappingId>,
    /// Settings.
    pub settings: PlanSettings,
}

/// What goes with a Salesforce record that is deleted: HubSpot keeps what hung on the same record
/// there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Along {
    /// How many others a delete of this one would take along, that nobody wants to go.
    pub takes: usize,
    /// Whether it may take others along that are not read here, so that nobody knows how many.
    pub unread: bool,
    /// How many others hang on it whose own deletes are still to be carried: they go first.
    pub first: usize,
    /// Whether it was itself taken along by a delete of ours, and not deleted by anybody (P2).
    pub went: bool,
}

/// Settings of planning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanSettings {
    /// The first run only links: values stay as they are (H80). Opt-outs reach all the same (A15).
    pub link_only: bool,
    /// What a new lead without a company gets, where Company is required and the org has no
    /// person accounts (A10). Nothing is put there without this.
    pub lead_company_placeholder: Option<String>,
    /// Opt-outs of linked people who are held cross, and nothing else of them does (A15).
    pub opt_outs_reach_held: bool,
    /// The org has person accounts, so that Company stays blank (S36).
    pub person_accounts: bool,
    /// Person accounts become companies, too (S32, A9).
    pub person_companies: bool,
    /// The Salesforce user that we act as: who owns what is made there without a matched owner
    /// (H70, H71).
    pub acting_user: Option<RecordId>,
}

/// Plans one link.
#[must_use]
pub fn plan(triple: &Triple, design: &ObjectDesign, facts: &PlanFacts<'_>) -> LinkPlan {
    let mut plan = mapped(triple, design, facts);
    if let Some(stages) = &design.lifecycle {
        lifecycle::advance(triple, stages, facts, &mut plan);
    }
    if let Some(ripple) = &design.ripple {
        ripple::advance(triple, ripple, facts, &mut plan);
    }
    plan
}

/// What the mapping itself makes of a link.
fn mapped(triple: &Triple, design: &ObjectDesign, facts: &PlanFacts<'_>) -> LinkPlan {
    let mut draft = Draft::new(triple);
    if triple.link.state == LinkState::Unlinked {
        return draft.finish(LinkState::Unlinked, triple.link.reason.clone());
    }
    if let Some((state, reason)) = life::settle(triple, design, facts, &mut draft) {
        return draft.finish(state, reason);
    }
    let observed = triple.observed.as_ref().map(|_, one| one.as_ref().map(|seen| &seen.record));
    match (observed.salesforce, observed.hubspot) {
        (Some(salesforce), Some(hubspot)) => {
            let task = Task { triple, design, facts, records: Both { salesforce, hubspot } };
            whole::plan(&task, draft)
        }
        (Some(record), None) if triple.link.ends.hubspot.is_none() => {
            create::plan(&Lone { side: Side::Salesforce, record, design, facts }, draft)
        }
        (None, Some(record)) if triple.link.ends.salesforce.is_none() => {
            create::plan(&Lone { side: Side::HubSpot, record, design, facts }, draft)
        }
        // An end that is linked and was not observed yet: nothing can be said of it.
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            draft.finish(LinkState::Waiting, Reason::new(ReasonCode::NotPlannedYet))
        }
    }
}

/// The fields whose change times have to be read before [`plan`] can decide (M4), per side by that
/// side's names. An observed stamp stands in on the Salesforce side; HubSpot keeps a time per
/// property, and its search does not tell it.
#[must_use]
pub fn needs_times(
    triple: &Triple,
    design: &ObjectDesign,
    facts: &PlanFacts<'_>,
) -> Both<BTreeSet<FieldName>> {
    let mut needs: Both<BTreeSet<FieldName>> = Both::default();
    let Some(task) = task(triple, design, facts) else { return needs };
    let salesforce = task.records.salesforce;
    for pair in design.pairs(&salesforce.at.object) {
        if case::decide(&task, pair, case::Times::Read) != Decision::NeedTimes {
            continue;
        }
        if !triple.changes.hubspot.contains_key(&pair.names.hubspot) {
            needs.hubspot.insert(pair.names.hubspot.clone());
        }
        if task.stamp(Side::Salesforce, pair).is_none() {
            needs.salesforce.insert(pair.names.salesforce.clone());
        }
    }
    needs
}

/// HubSpot's fields of which a person will want to know who changed them: conflicts that nobody has
/// decided, of which neither the search nor anything before told it.
#[must_use]
pub fn asks_about(plan: &LinkPlan, triple: &Triple) -> BTreeSet<FieldName> {
    let asks = |it: &&FieldConflict| {
        // Nothing tells of a delete.
        it.by.hubspot.is_none()
            && it.mapping.as_str() != DELETED_MAPPING
            && !triple.changes.hubspot.contains_key(&it.fields.hubspot)
    };
    plan.conflicts.iter().filter(asks).map(|it| it.fields.hubspot.clone()).collect()
}

/// A link whose fields are decided.
fn task<'a>(
    triple: &'a Triple,
    design: &'a ObjectDesign,
    facts: &'a PlanFacts<'a>,
) -> Option<Task<'a>> {
    let observed = triple.observed.as_ref().map(|_, one| one.as_ref().map(|seen| &seen.record));
    let records = Both { salesforce: observed.salesforce?, hubspot: observed.hubspot? };
    let open = triple.link.state != LinkState::Unlinked && facts.membership == Membership::In;
    open.then_some(Task { triple, design, facts, records })
}

/// A link with both records at hand.
struct Task<'a> {
    triple: &'a Triple,
    design: &'a ObjectDesign,
    facts: &'a PlanFacts<'a>,
    records: Both<&'a Record>,
}

impl Task<'_> {
    fn reading(&self, side: Side, pair: &FieldPair) -> Reading {
        self.records.get(side).reading(pair.names.get(side))
    }

    fn base(&self, side: Side, pair: &FieldPair) -> Option<&Content> {
        self.triple.base.get(side).get(pair.names.get(side))
    }

    /// The best time known without asking: the read one, the stamp of the pull in which the value
    /// changed, the record's own.
    fn stamp(&self, side: Side, pair: &FieldPair) -> Option<Timestamp> {
        let name = pair.names.get(side);
        let read = self.triple.changes.get(side).get(name).map(|it| it.at);
        let seen = self.triple.observed.get(side).as_ref();
        read.or_else(|| seen?.stamps.get(name).copied()).or(self.records.get(side).modified)
    }

    /// Who made the change that [`Task::stamp`] tells: whoever changed the record last, where that
    /// was the change.
    fn author(&self, side: Side, pair: &FieldPair) -> Option<Author> {
        if let Some(read) = self.triple.changes.get(side).get(pair.names.get(side)) {
            return read.by.clone();
        }
        let record = self.records.get(side);
        let last = self.stamp(side, pair).is_some_and(|at| Some(at) == record.modified);
        record.modified_by.clone().filter(|_| last).map(Author::User)
    }
}

/// A record without a partner.
struct Lone<'a> {
    side: Side,
    record: &'a Record,
    design: &'a ObjectDesign,
    facts: &'a PlanFacts<'a>,
}

/// A plan being written.
struct Draft {
    plan: LinkPlan,
    changes: Both<Vec<FieldChange>>,
}

impl Draft {
    fn new(triple: &Triple) -> Draft {
        Draft {
            plan: LinkPlan {
                link: triple.link.id,
                mapping: triple.link.mapping.clone(),
                ends: triple.link.ends.clone(),
                acts: Both::default(),
                settled: Base::default(),
                conflicts: Vec::new(),
                skips: Vec::new(),
                then: triple.link.state,
                reason: triple.link.reason.clone(),
            },
            changes: Both::default(),
        }
    }

    fn settle(&mut self, pair: &FieldPair, held: Both<&Content>) {
        for side in Side::ALL {
            let name = pair.names.get(side).clone();
            self.plan.settled.get_mut(side).insert(name, (*held.get(side)).clone());
        }
    }

    fn skip(&mut self, pair: &FieldPair, to: Side, value: &Content, why: SkipReason) {
        self.plan.skips.push(FieldSkip {
            mapping: pair.mapping.clone(),
            to,
            field: pair.names.get(to).clone(),
            value: value.clone(),
            why,
        });
    }

    /// Makes an update of the changes gathered for each record that is there.
    fn updates(&mut self, records: Both<&Record>) {
        for side in Side::ALL {
            let changes = std::mem::take(self.changes.get_mut(side));
            if !changes.is_empty() {
                let record = records.get(side);
                let (at, seen) = (record.at.clone(), record.modified);
                *self.plan.acts.get_mut(side) = Some(Act::Update { at, seen, changes });
            }
        }
    }

    fn finish(mut self, state: LinkState, reason: Reason) -> LinkPlan {
        self.plan.then = state;
        self.plan.reason = reason;
        self.plan
    }
}

#[cfg(test)]
mod tests;
