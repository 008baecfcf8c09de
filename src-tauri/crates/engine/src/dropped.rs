//! Records that another one named when both sides last agreed, and names no more (M10).
//!
//! A person may have taken them out. But whoever is deleted loses their associations too, and that
//! is nobody's edit: were it carried over, a deleted company would strip its account off everybody
//! who works there. Absence is no evidence here either (P2), so the vendor is asked.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{Both, Life, ObjectName, RecordId, RecordRef, Side, Triple, Value};

use crate::pass::{Pass, PassError};

/// Records that one reading asks for.
const READ: usize = 100;

impl Pass<'_> {
    /// Looks whether those still live, on the side whose pulls do not tell of deletes (P1).
    pub(crate) async fn look_for_dropped(&self, triples: &[Triple]) -> Result<(), PassError> {
        let side = Side::HubSpot;
        let pulled = self.readable(side);
        let mut open: BTreeMap<ObjectName, Vec<RecordId>> = BTreeMap::new();
        for (at, life) in self.lives(side, dropped(triples, side))? {
            if life == Life::Live && pulled.iter().any(|pull| pull.object == at.object) {
                open.entry(at.object).or_default().push(at.id);
            }
        }
        for (object, ids) in open {
            for some in ids.chunks(READ) {
                self.read_now(side, &object, some.to_vec()).await?;
            }
        }
        Ok(())
    }

    /// Those of them that are gone.
    pub(crate) fn gone(&self, triples: &[Triple]) -> Result<Both<BTreeSet<RecordRef>>, PassError> {
        let mut gone: Both<BTreeSet<RecordRef>> = Both::default();
        for side in Side::ALL {
            let lives = self.lives(side, dropped(triples, side))?;
            let dead = lives.into_iter().filter(|(_, life)| match life {
                Life::Deleted | Life::NoLongerVisible => true,
                // What it became stands in its place.
                Life::Live | Life::AbsorbedBy(_) | Life::Converted(_) => false,
            });
            gone.get_mut(side).extend(dead.map(|(at, _)| at));
        }
        Ok(gone)
    }

    /// What is known of the life of records; of those that were never read, nothing.
    fn lives(
        &self,
        side: Side,
        records: BTreeSet<RecordRef>,
    ) -> Result<Vec<(RecordRef, Life)>, PassError> {
        let records: Vec<RecordRef> = records.into_iter().collect();
        let known = self.engine.store.observed(*self.pair.connections.get(side), &records)?;
        Ok(known.into_iter().map(|(at, seen)| (at, seen.record.life)).collect())
    }
}

/// What the records of a side named in a base and do not name now. One record in the place of another
/// is an edit, whatever became of the other.
fn dropped(triples: &[Triple], side: Side) -> BTreeSet<RecordRef> {
    let mut dropped = BTreeSet::new();
    for triple in triples {
        let Some(seen) = triple.observed.get(side) else { continue };
        for (field, base) in triple.base.get(side) {
            let Some(now) = seen.record.fields.get(field) else { continue };
            let moved = matches!(now.value(), Some(Value::Reference(_)));
            if !moved {
                let now: BTreeSet<&RecordRef> = now.references().collect();
                dropped.extend(base.references().filter(|at| !now.contains(at)).cloned());
            }
        }
    }
    dropped
}
