//! Brakes (P4): a plan that would do too much stops before its first write. They are judged on the
//! whole plan, together with what the last 24 hours did.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::BrakeSettings;
use crosswalk_model::plan::{
    Act, ActTotals, Brake, FieldChange, LinkPlan, PlanTotals, TrippedBrake,
};
use crosswalk_model::{Both, LinkId, MappingId, Ruling, Side};

use crate::numbers;

/// What brakes ask for of one object mapping besides the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrakeFacts {
    /// Whole links of the mapping; shares are taken of them.
    pub linked: u32,
    /// What was done in the last 24 hours, by the side written to.
    pub last_day: Both<ActTotals>,
    /// Nothing of the mapping was ever applied.
    pub first_run: bool,
    /// The side had records, and its pull now says that it has none.
    pub emptied: Both<bool>,
    /// A filter, match key, direction or account id changed since the last applied plan.
    pub design_changed: bool,
    /// Its records are events of a log, and somebody switched it on knowing how many come: only what
    /// takes something away is braked.
    pub of_a_log: bool,
}

/// The brakes that these link plans trip, in the order of mappings. Opt-outs are exempt (P5).
#[must_use]
pub fn tripped(
    links: &[LinkPlan],
    facts: &BTreeMap<MappingId, BrakeFacts>,
    settings: &BrakeSettings,
) -> Vec<TrippedBrake> {
    judge(&totals(links), facts, settings)
}

/// The brakes that a plan with these totals trips: for a plan that is decided part by part.
#[must_use]
pub fn judge(
    totals: &PlanTotals,
    facts: &BTreeMap<MappingId, BrakeFacts>,
    settings: &BrakeSettings,
) -> Vec<TrippedBrake> {
    let unknown = BrakeFacts::default();
    let mut brakes = Vec::new();
    for (mapping, sides) in totals {
        let facts = facts.get(mapping).unwrap_or(&unknown);
        for side in Side::ALL {
            let bench = Bench { mapping, side, facts, planned: sides.get(side) };
            brakes.extend(bench.tripped(settings));
        }
    }
    brakes
}

/// Totals of the link plans by object mapping and side written to, without opt-outs. An update
/// counts as one, whatever the number of its values.
#[must_use]
pub fn totals(links: &[LinkPlan]) -> PlanTotals {
    let mut totals = PlanTotals::new();
    for link in links {
        for side in Side::ALL {
            if let Some(act) = link.acts.get(side) {
                let entry = totals.entry(link.mapping.clone()).or_default();
                count(act, entry.get_mut(side));
            }
        }
    }
    totals
}

/// How often one field of one link was written within the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnWrites {
    /// Writes, per side.
    pub times: Both<u32>,
    /// Different values among them, per side.
    pub values: Both<u32>,
}

/// Fields of links that we keep writing on both sides without a person's edit in between: more than
/// [`numbers::LOOP_WRITES`] own writes within the window, the same values again on both sides. People
/// who edit leave new values behind; something that answers each of our writes leaves the same ones,
/// or, where its values grow, far more of them. They are paused, not the mapping.
#[must_use]
pub fn looping(writes: &BTreeMap<(LinkId, MappingId), OwnWrites>) -> BTreeSet<(LinkId, MappingId)> {
    let loops = writes.iter().filter(|(_, own)| {
        let both = own.times.salesforce > 0 && own.times.hubspot > 0;
        let all = own.times.salesforce.saturating_add(own.times.hubspot);
        let again = Side::ALL.into_iter().all(|side| own.times.get(side) > own.values.get(side));
        let most = numbers::LOOP_WRITES;
        both && ((all > most && again) || all > most.saturating_mul(numbers::LOOP_GROWS))
    });
    loops.map(|(key, _)| key.clone()).collect()
}

fn count(act: &Act, totals: &mut ActTotals) {
    let counts = |change: &&FieldChange| !is_opt_out(change.ruling);
    let values = act.changes().iter().filter(counts);
    // An id of ours that a record gives back was nobody's value.
    let theirs = |change: &&FieldChange| change.ruling != Ruling::PairId;
    let cleared = values.clone().filter(theirs).filter(|it| it.after.is_blank()).count();
    let values = values.count();
    match act {
        Act::Update { .. } if values == 0 => return,
        Act::Update { .. } => totals.updates += 1,
        Act::Create { .. } => totals.creates += 1,
        Act::Delete { .. } => totals.deletes += 1,
    }
    totals.cleared += u32::try_from(cleared).unwrap_or(u32::MAX);
    totals.values += u32::try_from(values).unwrap_or(u32::MAX);
}

const fn is_opt_out(ruling: Ruling) -> bool {
    match ruling {
        Ruling::OptOutReaches | Ruling::OptOutRestored | Ruling::OptOutLifted => true,
        Ruling::OneSideChanged
        | Ruling::RulingSideStands
        | Ruling::RulingSideWins
        | Ruling::FillsBlank
        | Ruling::Newest
        | Ruling::SkewWindow
        | Ruling::FirstLinkRulingSide
        | Ruling::Earliest
        | Ruling::Maximum
        | Ruling::Union
        | Ruling::ForwardOnly
        | Ruling::ClosedWon
        | Ruling::ContactStage
        | Ruling::CompanyStage
        | Ruling::OpenOpportunity
        | Ruling::NewRecord
        | Ruling::PairId
        | Ruling::DecidedByPerson
        | Ruling::Undo => false,
    }
}

/// One side of one mapping under judgement.
struct Bench<'a> {
    mapping: &'a MappingId,
    side: Side,
    facts: &'a BrakeFacts,
    planned: &'a ActTotals,
}

impl Bench<'_> {
    fn tripped(&self, settings: &BrakeSettings) -> Vec<TrippedBrake> {
        if self.facts.of_a_log {
            let limits = self.limits(settings).into_iter().filter(|limit| limit.takes_away());
            return limits.filter_map(|limit| self.over(&limit)).collect();
        }
        let acts = self.planned.creates + self.planned.updates + self.planned.deletes;
        let always = [
            (self.facts.first_run, Brake::FirstRun),
            (self.facts.design_changed, Brake::ChangedDesign),
            // The side that would be written is full; the one that is read has gone empty.
            (*self.facts.emptied.get(self.side.other()), Brake::EmptySide),
        ];
        let always = always.into_iter().filter(|(on, _)| *on && acts > 0);
        let mut brakes: Vec<_> = always.map(|(_, brake)| self.brake(brake, acts, 0)).collect();
        brakes.extend(self.limits(settings).into_iter().filter_map(|limit| self.over(&limit)));
        brakes
    }

    fn limits(&self, settings: &BrakeSettings) -> [Limit; 4] {
        let (now, day) = (self.planned, self.facts.last_day.get(self.side));
        let or = |set: Option<u32>, default| Some(set.unwrap_or(default));
        [
            Limit {
                brake: Brake::Deletes,
                planned: now.deletes,
                count: now.deletes.saturating_add(day.deletes),
                most: or(settings.deletes, numbers::BRAKE_DELETES),
                percent: or(settings.deletes_percent, numbers::BRAKE_DELETES_PERCENT),
            },
            Limit {
                brake: Brake::ClearedValues,
                planned: now.cleared,
                count: now.cleared.saturating_add(day.cleared),
                most: or(settings.cleared_values, numbers::BRAKE_CLEARED_VALUES),
                percent: None,
            },
            Limit {
                brake: Brake::ChangedRecords,
                planned: now.updates,
                count: now.updates.saturating_add(day.updates),
                most: None,
                percent: or(settings.changed_percent, numbers::BRAKE_CHANGED_PERCENT),
            },
            Limit {
                brake: Brake::Creates,
                planned: now.creates,
                count: now.creates.saturating_add(day.creates),
                most: or(settings.creates, numbers::BRAKE_CREATES),
                percent: or(settings.creates_percent, numbers::BRAKE_CREATES_PERCENT),
            },
        ]
    }

    /// The smaller of both limits counts. What the day did already stops nothing by itself.
    fn over(&self, limit: &Limit) -> Option<TrippedBrake> {
        let linked = self.facts.linked;
        let share = limit
            .percent
            .filter(|_| linked >= numbers::BRAKE_SHARES_FROM)
            .map(|percent| share_of(linked, percent));
        let most = [limit.most, share].into_iter().flatten().min()?;
        (limit.planned > 0 && limit.count > most)
            .then(|| self.brake(limit.brake, limit.count, most))
    }

    fn brake(&self, brake: Brake, count: u32, limit: u32) -> TrippedBrake {
        TrippedBrake {
            brake,
            mapping: self.mapping.clone(),
            side: self.side,
            count,
            limit,
            linked: self.facts.linked,
        }
    }
}

struct Limit {
    brake: Brake,
    planned: u32,
    count: u32,
    most: Option<u32>,
    percent: Option<u32>,
}

impl Limit {
    const fn takes_away(&self) -> bool {
        matches!(self.brake, Brake::Deletes | Brake::ClearedValues)
    }
}

fn share_of(linked: u32, percent: u32) -> u32 {
    u32::try_from(u64::from(linked) * u64::from(percent) / 100).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
