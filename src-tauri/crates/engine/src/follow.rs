//! Following whichever of several Salesforce records of one address was changed last (A6), where the
//! mapping says so.

use std::collections::BTreeSet;

use crosswalk_model::mapping::Follow;
use crosswalk_model::{LinkId, LinkState, Observed, Side, Triple};
use crosswalk_reconcile::identity::{email_of, is_followed};
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_store::{CandidateAsk, StoreError};

use crate::ends::next_of;
use crate::keys;
use crate::matching::lone;
use crate::pass::{Pass, PassError};

impl Pass<'_> {
    /// Moves links to records of a part that their contacts follow to; the rows that those records
    /// had are gone. Says which links moved.
    pub(crate) fn follow_latest(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<BTreeSet<LinkId>, PassError> {
        let mut moved = BTreeSet::new();
        if design.follow != Follow::Latest {
            return Ok(moved);
        }
        let blocked = self.blocked()?;
        for triple in triples.iter().filter(|it| it.link.state != LinkState::Unlinked) {
            let Some((Side::Salesforce, _)) = lone(triple) else { continue };
            // What this part moved already counts; a row that was taken up is gone.
            let triple = match self.engine.store.triple(triple.link.id) {
                Ok(now) => now,
                Err(StoreError::NoSuch { .. }) => continue,
                Err(error) => return Err(error.into()),
            };
            let Some((Side::Salesforce, seen)) = lone(&triple) else { continue };
            let to = &seen.record.at;
            if self.comes_of_another(design, seen)? {
                continue;
            }
            for link in self.links_of_address(design, seen)? {
                if blocked.contains(&link) || moved.contains(&link) {
                    continue;
                }
                let now = self.engine.store.triple(link)?;
                let linked = now.observed.salesforce.as_ref();
                if !linked.is_some_and(|linked| is_followed(seen, linked, design)) {
                    continue;
                }
                let at = self.engine.clock.now();
                self.engine.store.hand_over(link, (Side::Salesforce, to), at)?;
                self.children_look_again(&self.engine.store.link(link)?)?;
                moved.insert(link);
                break;
            }
        }
        Ok(moved)
    }

    /// Whether a linked record of its address has become this one: its link comes here by itself.
    fn comes_of_another(&self, design: &ObjectDesign, seen: &Observed) -> Result<bool, PassError> {
        for link in self.links_of_address(design, seen)? {
            let now = self.engine.store.triple(link)?;
            let Some(linked) = now.observed.salesforce else { continue };
            if next_of(&linked.record.at, &linked.record.life).as_ref() == Some(&seen.record.at) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The live whole links of Salesforce records that have the address of this one.
    fn links_of_address(
        &self,
        design: &ObjectDesign,
        seen: &Observed,
    ) -> Result<Vec<LinkId>, PassError> {
        let Some(address) = email_of(&seen.record, Side::Salesforce) else { return Ok(Vec::new()) };
        let home = self.home(&design.id);
        let mut found = Vec::new();
        for object in &design.salesforce {
            let carriers = self.engine.store.candidates(&CandidateAsk {
                home: &home,
                connection: self.pair.connections.salesforce,
                object,
                kind: keys::EMAIL,
                values: std::slice::from_ref(&address),
            })?;
            let links = carriers.into_values().flatten().filter_map(|it| it.link);
            let whole = links.filter(|link| link.whole && link.state != LinkState::Unlinked);
            found.extend(whole.map(|link| link.id));
        }
        Ok(found)
    }
}
