//! What a plan adds up to, gathered part by part, and what the brakes say of it.

use crosswalk_model::Side;
use crosswalk_model::plan::{ActTotals, LinkPlan, PlanTotals};
use crosswalk_reconcile::brakes;

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
