//! What goes along with a record that is deleted. Salesforce deletes the contacts and opportunities of
//! an account with it, and the activities of any record; HubSpot deletes what is named and nothing
//! else. So a delete that is carried to Salesforce may take others along, which nobody deleted: that
//! is asked first, and never carried back.

use std::collections::BTreeMap;

use crosswalk_model::{
    Content, Life, LinkId, LinkState, ObjectName, Observed, RecordRef, Side, Triple,
};
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_reconcile::plan::Along;
use crosswalk_store::{Candidate as Carrier, HistoryAct};

use crate::pass::{Pass, PassError};

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
                    Along { takes: 0, went: self.went(triple)? }
                }
                _ => Along { takes: self.takes(design, triple)?, went: false },
            };
            found.insert(triple.link.id, along);
        }
        Ok(found)
    }

    /// How many records, activities apart, hang on the Salesforce record of a link, that HubSpot keeps.
    fn takes(&self, design: &ObjectDesign, triple: &Triple) -> Result<usize, PassError> {
        let Some(at) = &triple.link.ends.salesforce else { return Ok(0) };
        let Some(along) = design.takes_along.get(&at.object) else { return Ok(0) };
        let hang = |it: &&ObjectDesign| {
            !it.is_of_activities() && it.salesforce.iter().any(|object| along.contains(object))
        };
        let mut count = 0;
        for of in self.design.objects.iter().filter(hang) {
            for child in self.children(of, Side::Salesforce, at)? {
                let hangs = along.contains(&child.observed.record.at.object);
                if hangs && !is_deleted(Some(&child.observed)) && !self.partner_is_gone(&child)? {
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    fn partner_is_gone(&self, child: &Carrier) -> Result<bool, PassError> {
        let Some(link) = child.link.filter(|link| link.whole) else { return Ok(false) };
        let triple = self.engine.store.triple(link.id)?;
        Ok(is_deleted(triple.observed.hubspot.as_ref()))
    }

    /// Whether the Salesforce record of a link hung on one that we deleted. By the time that its own
    /// delete is read, ours is settled: a delete by a person that was read before is one.
    fn went(&self, triple: &Triple) -> Result<bool, PassError> {
        let Some(seen) = &triple.observed.salesforce else { return Ok(false) };
        let own = &seen.record.at.object;
        let contents = seen.record.fields.values().chain(triple.base.salesforce.values());
        for parent in contents.flat_map(Content::references) {
            if self.was_deleted_by_us(parent, own)? {
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

fn is_deleted(seen: Option<&Observed>) -> bool {
    seen.is_some_and(|seen| seen.record.life == Life::Deleted)
}
