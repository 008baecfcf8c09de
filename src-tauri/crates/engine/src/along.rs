//! What goes along with a record that is deleted. Salesforce deletes the contacts and opportunities of
//! an account with it, and the activities of any record; HubSpot deletes what is named and nothing
//! else. So a delete that is carried to Salesforce may take others along, which nobody deleted: that
//! is asked first, and never carried back.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::OnDelete;
use crosswalk_model::{
    Content, Life, LinkId, LinkState, ObjectName, Observed, ReasonCode, RecordRef, Side, Triple,
};
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_reconcile::plan::Along;
use crosswalk_store::{Candidate as Carrier, HistoryAct};

use crate::family::names;
use crate::pass::{Pass, PassError};

/// What nobody loses unasked, also where the pair does not read it. Much more goes with a record:
/// its shares, its history, its feed.
const MATTERS: [&str; 2] = ["Contact", "Opportunity"];

impl Pass<'_> {
    /// What deletes of these links' records take along, or took.
    pub(crate) fn along(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<BTreeMap<LinkId, Along>, PassError> {
        let mut found = BTreeMap::new();
        for triple in triples.iter().filter(|it| it.link.is_whole()) {
            let along = match Side::ALL.map(|side| is_deleted(triple.observed.get(side).as_ref())) {
                [true, true] | [false, false] => continue,
                _ if is_deleted(triple.observed.salesforce.as_ref()) => {
                    Along { went: self.went(triple)?, ..Along::default() }
                }
                _ => self.takes(design, triple)?,
            };
            found.insert(triple.link.id, along);
        }
        Ok(found)
    }

    /// Which records, activities apart, hang on the Salesforce record of a link.
    fn takes(&self, design: &ObjectDesign, triple: &Triple) -> Result<Along, PassError> {
        let mut along = Along::default();
        let Some(at) = &triple.link.ends.salesforce else { return Ok(along) };
        let Some(objects) = design.takes_along.get(&at.object) else { return Ok(along) };
        for object in objects {
            let reads = |it: &&ObjectDesign| {
                it.salesforce.contains(object) && names(it, Side::Salesforce, &at.object)
            };
            let Some(of) = self.design.objects.iter().find(reads) else {
                along.unread |= MATTERS.contains(&object.as_str());
                continue;
            };
            if of.is_of_activities() {
                continue;
            }
            for child in self.children(of, Side::Salesforce, at)? {
                let seen = &child.observed;
                if seen.record.at.object == *object && !is_deleted(Some(seen)) {
                    let goes = self.goes_too(of, &child)?;
                    *(if goes { &mut along.first } else { &mut along.takes }) += 1;
                }
            }
        }
        Ok(along)
    }

    /// Whether a person deleted the partner of it, and that is carried as well: then it goes first, by
    /// itself and under its own brakes.
    fn goes_too(&self, design: &ObjectDesign, child: &Carrier) -> Result<bool, PassError> {
        let Some(link) = child.link.filter(|link| link.whole) else { return Ok(false) };
        let carried = design.delete.salesforce == OnDelete::Delete;
        if !carried || link.state == LinkState::Held {
            return Ok(false);
        }
        let triple = self.engine.store.triple(link.id)?;
        Ok(is_deleted(triple.observed.hubspot.as_ref()))
    }

    /// Whoever waited for these to go, or was asked because of them, is looked at again.
    pub(crate) fn what_they_hung_on_looks_again(
        &self,
        triples: &[Triple],
    ) -> Result<(), PassError> {
        let mut again: BTreeSet<LinkId> = BTreeSet::new();
        for triple in triples.iter().filter(|it| is_deleted(it.observed.salesforce.as_ref())) {
            for parent in named_by(triple) {
                for design in &self.design.objects {
                    if !design.takes_along.contains_key(&parent.object) {
                        continue;
                    }
                    let home = self.home(&design.id);
                    let link = self.engine.store.link_of(&home, Side::Salesforce, &parent)?;
                    let Some(link) = link else { continue };
                    let reason = self.engine.store.link(link.id)?.reason.code;
                    again.extend((reason == ReasonCode::TakesAlong).then_some(link.id));
                }
            }
        }
        let again: Vec<LinkId> = again.into_iter().collect();
        Ok(self.engine.store.touch(&again)?)
    }

    /// Whether the Salesforce record of a link hung on one that we deleted. By the time that its own
    /// delete is read, ours is settled: a delete by a person that was read before is one.
    fn went(&self, triple: &Triple) -> Result<bool, PassError> {
        let Some(seen) = &triple.observed.salesforce else { return Ok(false) };
        for parent in named_by(triple) {
            if self.was_deleted_by_us(&parent, &seen.record.at.object)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn was_deleted_by_us(&self, at: &RecordRef, child: &ObjectName) -> Result<bool, PassError> {
        let store = &self.engine.store;
        let takes = |design: &&ObjectDesign| {
            design.takes_along.get(&at.object).is_some_and(|along| along.contains(child))
        };
        for design in self.design.objects.iter().filter(takes) {
            let link = store.link_of(&self.home(&design.id), Side::Salesforce, at)?;
            let Some(link) = link.filter(|link| link.state == LinkState::Unlinked) else {
                continue;
            };
            let rows = store.history_of_link(link.id)?;
            let ours = |act, side| act == HistoryAct::Delete && side == Side::Salesforce;
            if rows.iter().any(|row| ours(row.act, row.side) && row.record == *at) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The records that the Salesforce record of a link names, or named when both sides last agreed.
fn named_by(triple: &Triple) -> BTreeSet<RecordRef> {
    let seen = triple.observed.salesforce.iter().flat_map(|seen| seen.record.fields.values());
    let contents = seen.chain(triple.base.salesforce.values());
    contents.flat_map(Content::references).cloned().collect()
}

fn is_deleted(seen: Option<&Observed>) -> bool {
    seen.is_some_and(|seen| seen.record.life == Life::Deleted)
}
