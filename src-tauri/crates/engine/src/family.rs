//! Companies, their contacts and their deals (M10): a company is found through its contacts (S23),
//! and whoever waits for a record goes on when that has a partner.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{Life, Link, LinkId, LinkState, ObjectName, Record, RecordRef, Side, Triple};
use crosswalk_reconcile::identity::{
    Candidate, CompanyContacts, Identity, MatchVia, Votes, parents_of,
};
use crosswalk_reconcile::mapping::{ObjectDesign, is_person};
use crosswalk_store::{Candidate as Carrier, CandidateAsk};

use crate::keys;
use crate::matching::lone;
use crate::pass::{Pass, PassError};

/// The Salesforce object that can stand on an account; a lead cannot.
const CONTACT: &str = "Contact";

impl Pass<'_> {
    /// The accounts that a company's contacts point at, or the companies that an account's do, with
    /// their votes (S23, A7).
    pub(crate) fn by_contacts(
        &self,
        design: &ObjectDesign,
        (side, at): (Side, &RecordRef),
        joined: &BTreeSet<LinkId>,
    ) -> Result<Vec<Candidate>, PassError> {
        let other = side.other();
        let mut votes: BTreeMap<RecordRef, Votes> = BTreeMap::new();
        for people in self.people() {
            for child in self.children(&people, side, at)? {
                let Some((link, their)) = self.partner_of_child(&child, other)? else { continue };
                for parent in parents_of(&their, other, &people) {
                    if design.takes_part(other, &parent.object) {
                        let entry = votes.entry(parent);
                        let entry = entry.or_insert(Votes { count: 0, oldest: link });
                        entry.count += 1;
                        entry.oldest = entry.oldest.min(link);
                    }
                }
            }
        }
        let home = self.home(&design.id);
        let connection = *self.pair.connections.get(other);
        let mut found = Vec::with_capacity(votes.len());
        for (at, votes) in votes {
            let known = self.engine.store.observed(connection, std::slice::from_ref(&at))?;
            let Some(observed) = known.into_values().next() else { continue };
            if is_person(&observed.record) {
                continue;
            }
            let Some(link) = self.engine.store.link_of(&home, other, &at)? else { continue };
            let tombstone = link.state == LinkState::Unlinked;
            found.push(Candidate {
                taken: link.is_whole() || tombstone || joined.contains(&link.id),
                at,
                link: link.id,
                via: MatchVia::AssociatedContacts,
                life: observed.record.life,
                stamp: observed.record.modified,
                votes: Some(votes),
            });
        }
        Ok(found)
    }

    /// Whether a HubSpot company without a counterpart has contacts for whom it makes an account
    /// (H40, H41): one that is tied to a Salesforce contact, or becomes one.
    pub(crate) fn company_contacts(
        &self,
        design: &ObjectDesign,
        (side, observed): (Side, &crosswalk_model::Observed),
        candidates: &[Candidate],
    ) -> Result<CompanyContacts, PassError> {
        // An account that is gone says nothing of the company that it left.
        let met = candidates.iter().any(|it| it.life == Life::Live);
        if side != Side::HubSpot || !design.is_of_companies() || met {
            return Ok(CompanyContacts::NotAsked);
        }
        for people in self.people() {
            for child in self.children(&people, side, &observed.record.at)? {
                if self.is_or_becomes_a_contact(&people, &child)? {
                    return Ok(CompanyContacts::Sync);
                }
            }
        }
        Ok(CompanyContacts::None)
    }

    fn is_or_becomes_a_contact(
        &self,
        people: &ObjectDesign,
        child: &Carrier,
    ) -> Result<bool, PassError> {
        let Some(link) = child.link.filter(|link| link.state != LinkState::Unlinked) else {
            return Ok(false);
        };
        let triple = self.engine.store.triple(link.id)?;
        if let Some(end) = &triple.link.ends.salesforce {
            return Ok(end.object.as_str() == CONTACT);
        }
        let Some((side, observed)) = lone(&triple) else { return Ok(false) };
        let identity = self.identify(people, &triple, (side, observed), &BTreeSet::new())?;
        Ok(match identity {
            Identity::Create { object } => object.as_str() == CONTACT,
            Identity::Join { with, .. } => with.object.as_str() == CONTACT,
            Identity::LeaveOut(_) | Identity::Wait(_) => false,
        })
    }

    /// Companies that have no partner yet are looked at again when their contacts change: those are
    /// what they are found by.
    pub(crate) fn parents_look_again(&self, triples: &[Triple]) -> Result<(), PassError> {
        let mut again: BTreeSet<LinkId> = BTreeSet::new();
        for triple in triples {
            let Some(design) = self.design.object(&triple.link.mapping) else { continue };
            for side in Side::ALL {
                let Some(seen) = triple.observed.get(side) else { continue };
                for parent in parents_of(&seen.record, side, design) {
                    again.extend(self.lonely_link(side, &parent)?);
                }
            }
        }
        let again: Vec<LinkId> = again.into_iter().collect();
        self.engine.store.touch(&again)?;
        Ok(())
    }

    fn lonely_link(&self, side: Side, at: &RecordRef) -> Result<Option<LinkId>, PassError> {
        for design in self.design.objects.iter().filter(|it| it.takes_part(side, &at.object)) {
            let link = self.engine.store.link_of(&self.home(&design.id), side, at)?;
            let lonely = link.filter(|link| !link.is_whole() && link.state != LinkState::Unlinked);
            if let Some(link) = lonely {
                return Ok(Some(link.id));
            }
        }
        Ok(None)
    }

    /// A link has both ends now: whoever waited for one of them is planned again.
    pub(crate) fn children_may_go(&self, link: &Link) -> Result<(), PassError> {
        for side in Side::ALL {
            let Some(at) = link.ends.get(side) else { continue };
            for design in &self.design.objects {
                if !names(design, side, &at.object) {
                    continue;
                }
                let home = self.home(&design.id);
                let connection = *self.pair.connections.get(side);
                for object in design.objects_of(side) {
                    self.engine.store.touch_waiting(&CandidateAsk {
                        home: &home,
                        connection,
                        object,
                        kind: keys::PARENT,
                        values: &[keys::child_of(at)],
                    })?;
                }
            }
        }
        Ok(())
    }

    /// One end of a link is another record, or is there again: what it means to those that name it
    /// may be something else now. A lead's contact, say, can stand in a role.
    pub(crate) fn children_look_again(&self, link: &Link) -> Result<(), PassError> {
        let mut again: BTreeSet<LinkId> = BTreeSet::new();
        for side in Side::ALL {
            let Some(at) = link.ends.get(side) else { continue };
            let designs = self.design.objects.iter();
            for design in designs.filter(|design| names(design, side, &at.object)) {
                let children = self.children(design, side, at)?;
                let links = children.into_iter().filter_map(|child| child.link);
                let live = links.filter(|link| link.state != LinkState::Unlinked);
                again.extend(live.map(|link| link.id));
            }
        }
        let again: Vec<LinkId> = again.into_iter().collect();
        Ok(self.engine.store.touch(&again)?)
    }

    fn people(&self) -> Vec<ObjectDesign> {
        self.design.objects.iter().filter(|it| it.is_of_people()).cloned().collect()
    }

    /// The records of a mapping that belong to one of the same side.
    pub(crate) fn children(
        &self,
        design: &ObjectDesign,
        side: Side,
        parent: &RecordRef,
    ) -> Result<Vec<Carrier>, PassError> {
        let home = self.home(&design.id);
        let connection = *self.pair.connections.get(side);
        let mut children = Vec::new();
        for object in design.objects_of(side) {
            let found = self.engine.store.candidates(&CandidateAsk {
                home: &home,
                connection,
                object,
                kind: keys::PARENT,
                values: &[keys::child_of(parent)],
            })?;
            children.extend(found.into_values().flatten());
        }
        Ok(children)
    }

    /// The other end of a child's link, where it has one, as it was last seen.
    fn partner_of_child(
        &self,
        child: &Carrier,
        other: Side,
    ) -> Result<Option<(LinkId, Record)>, PassError> {
        let whole = child.link.filter(|link| link.whole && link.state != LinkState::Unlinked);
        let Some(link) = whole else { return Ok(None) };
        let triple = self.engine.store.triple(link.id)?;
        let their = triple.observed.into_side(other);
        Ok(their.map(|observed| (link.id, observed.record)))
    }
}

/// Whether records of a mapping can name records of this object.
pub(crate) fn names(design: &ObjectDesign, side: Side, object: &ObjectName) -> bool {
    let pairs = design.fields.values().flatten().filter(|pair| !pair.is_owner());
    pairs.into_iter().any(|pair| pair.schemas.get(side).references.contains(object))
}
