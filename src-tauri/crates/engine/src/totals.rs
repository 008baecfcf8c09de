//! What a plan adds up to, gathered part by part, and what the brakes say of it.

use std::collections::BTreeMap;

use crosswalk_model::plan::{ActTotals, LinkPlan, PlanTotals};
use crosswalk_model::{Both, MappingId, Side};
use crosswalk_reconcile::brakes::{self, BrakeFacts};

use crate::footprint;
use crate::pass::{Mode, Pass, PassError};

/// The figures of a whole plan.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub all: PlanTotals,
}

impl Totals {
    /// Adds one part of the plan.
    pub(crate) fn add(&mut self, part: &[LinkPlan]) {
        for (mapping, sides) in brakes::totals(part) {
            let here = self.all.entry(mapping).or_default();
            for side in Side::ALL {
                join(here.get_mut(side), sides.get(side));
            }
        }
    }
}

fn join(here: &mut ActTotals, more: &ActTotals) {
    here.creates += more.creates;
    here.updates += more.updates;
    here.deletes += more.deletes;
    here.cleared += more.cleared;
    here.values += more.values;
}

impl Pass<'_> {
    /// Judges the whole plan, and holds back what a person has to look at first.
    pub(crate) fn judge(&mut self, totals: &Totals) -> Result<(), PassError> {
        let mut facts: BTreeMap<MappingId, BrakeFacts> = BTreeMap::new();
        for mapping in totals.all.keys() {
            facts.insert(mapping.clone(), self.brake_facts(mapping)?);
        }
        let mut tripped = brakes::judge(&totals.all, &facts, &self.design.brakes);
        tripped.extend(self.another_brakes(totals.all.keys()));
        self.hold(tripped);
        if self.order.mode == Mode::Write
            && let Some(run) = self.run
        {
            for mapping in &self.held {
                let now = self.engine.clock.now();
                self.engine.store.hold_back(self.pair.id, mapping, run, now)?;
            }
        }
        Ok(())
    }

    fn brake_facts(&self, mapping: &MappingId) -> Result<BrakeFacts, PassError> {
        let now = self.engine.clock.now();
        let since = now.checked_sub(crosswalk_reconcile::numbers::BRAKE_WINDOW).unwrap_or(now);
        let home = self.home(mapping);
        let last_day = self.engine.store.acts_since(&home, since)?;
        let linked = self.engine.store.count_whole(&home)?;
        Ok(BrakeFacts {
            linked,
            last_day,
            first_run: !footprint::is_there(self.engine, self.pair.id, mapping)?,
            emptied: self.emptied(mapping, linked)?,
            design_changed: self.design_changed(mapping)?,
            of_a_log: self.design.object(mapping).is_some_and(|design| design.log.is_some()),
        })
    }

    /// A side whose records are linked and of which not one is left.
    fn emptied(&self, mapping: &MappingId, linked: u32) -> Result<Both<bool>, PassError> {
        let mut emptied = Both::default();
        let Some(design) = self.design.object(mapping).filter(|_| linked > 0) else {
            return Ok(emptied);
        };
        for side in Side::ALL {
            let connection = *self.pair.connections.get(side);
            let objects = match side {
                Side::HubSpot => std::slice::from_ref(&design.hubspot),
                Side::Salesforce => design.salesforce.as_slice(),
            };
            let mut left = 0;
            for object in objects {
                left += self.engine.store.count_observed(connection, object)?;
            }
            *emptied.get_mut(side) = left == 0;
        }
        Ok(emptied)
    }
}

#[cfg(test)]
mod tests;
