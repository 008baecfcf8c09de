//! The partners of records that records name (M10).

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{Both, Content, LinkState, RecordId, RecordRef, Side, Triple};

use crate::pass::{Pass, PassError};

impl Pass<'_> {
    /// The other ends of every record that these triples name, as far as they are linked. One that
    /// the plan makes is promised: parents are planned before those that name them.
    pub(crate) fn partners_of(
        &self,
        triples: &[Triple],
    ) -> Result<Both<BTreeMap<RecordRef, RecordRef>>, PassError> {
        let mut partners: Both<BTreeMap<RecordRef, RecordRef>> = Both::default();
        for side in Side::ALL {
            for at in named(triples, side) {
                if let Some(partner) = self.partner(side, &at)? {
                    partners.get_mut(side).insert(at, partner);
                }
            }
        }
        Ok(partners)
    }

    fn partner(&self, side: Side, at: &RecordRef) -> Result<Option<RecordRef>, PassError> {
        for design in &self.design.objects {
            if !design.takes_part(side, &at.object) {
                continue;
            }
            let link = self.engine.store.link_of(&self.home(&design.id), side, at)?;
            let Some(link) = link.filter(|link| link.state != LinkState::Unlinked) else {
                continue;
            };
            if let Some(partner) = link.ends.into_side(side.other()) {
                return Ok(Some(partner));
            }
            if let Some(object) = self.engine.store.planned_create(link.id, side.other())? {
                return Ok(Some(RecordRef { object, id: RecordId::promised(link.id) }));
            }
        }
        Ok(None)
    }
}

/// Every record that the triples' records of a side name, or named when both sides last agreed: who
/// was taken out of a set is known by its partner only.
fn named(triples: &[Triple], side: Side) -> BTreeSet<RecordRef> {
    let observed = triples.iter().filter_map(|triple| triple.observed.get(side).as_ref());
    let values = observed.flat_map(|seen| seen.record.fields.values());
    let values = values.chain(triples.iter().flat_map(|triple| triple.base.get(side).values()));
    values.flat_map(Content::references).cloned().collect()
}
