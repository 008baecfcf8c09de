//! Records that were deleted and are there again (M10): whom they named and who named them went
//! with them on that side. What the other side still holds is given back.

use std::collections::BTreeSet;

use crosswalk_model::plan::{Act, LinkPlan};
use crosswalk_model::{Both, Content, FieldName, Link, LinkId, RecordRef, Side, Triple};
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_reconcile::plan::{given_back, regained};
use crosswalk_store::Lost;

use crate::pass::{Pass, PassError};

impl Pass<'_> {
    /// Remembers which fields of a part base stops naming something gone in, before it does.
    pub(crate) fn remember_lost(
        &self,
        triples: &[Triple],
        links: &[LinkPlan],
        gone: &Both<BTreeSet<RecordRef>>,
    ) -> Result<(), PassError> {
        if Side::ALL.into_iter().all(|side| gone.get(side).is_empty()) {
            return Ok(());
        }
        let mut lost = Vec::new();
        for (triple, plan) in triples.iter().zip(links) {
            for (side, field, after) in moves(plan) {
                let Some(base) = triple.base.get(side).get(field) else { continue };
                let after: BTreeSet<&RecordRef> = after.references().collect();
                let went = base
                    .references()
                    .filter(|at| !after.contains(at) && gone.get(side).contains(*at));
                lost.extend(went.map(|at| Lost {
                    link: plan.link,
                    side,
                    field: field.clone(),
                    named: at.clone(),
                }));
            }
        }
        Ok(self.engine.store.remember_lost(&lost, self.engine.clock.now())?)
    }

    /// A record is there again without whom it named.
    pub(crate) fn regain(
        &self,
        design: &ObjectDesign,
        triple: &Triple,
        sides: &[Side],
    ) -> Result<(), PassError> {
        let (store, link) = (&self.engine.store, triple.link.id);
        for side in sides {
            let regained = regained(triple, design, *side);
            for names in &regained.forgotten {
                store.forget_base(link, names.as_ref())?;
            }
            store.move_base(link, &regained.narrowed)?;
        }
        Ok(())
    }

    /// The records of a link are there again, or tied again: those that named them are looked at.
    pub(crate) fn give_back(&self, link: &Link) -> Result<(), PassError> {
        let store = &self.engine.store;
        for side in Side::ALL {
            let Some(at) = link.ends.get(side) else { continue };
            let lost = store.lost_with(self.pair.id, side, at)?;
            let mut again: BTreeSet<LinkId> = BTreeSet::new();
            for it in &lost {
                let triple = store.triple(it.link)?;
                again.insert(it.link);
                let design = self.design.object(&triple.link.mapping);
                let names = design.and_then(|of| given_back(&triple, of, (side, &it.field)));
                if let Some(names) = names {
                    store.forget_base(it.link, names.as_ref())?;
                }
            }
            store.touch(&again.into_iter().collect::<Vec<_>>())?;
            store.forget_lost(&lost)?;
        }
        Ok(())
    }
}

/// What base comes to hold, by a decision or by a write of the other side.
fn moves(plan: &LinkPlan) -> impl Iterator<Item = (Side, &FieldName, &Content)> {
    Side::ALL.into_iter().flat_map(|side| {
        let settled = plan.settled.get(side).iter();
        let written = plan.acts.get(side.other()).iter().flat_map(Act::changes);
        settled
            .chain(written.map(|change| (&change.source_field, &change.source)))
            .map(move |(field, after)| (side, field, after))
    })
}
