//! Ends that moved since the last pass (M8, M9), links that a delete cuts and tombstones that a
//! restore lifts (M6). All of it is done before anybody looks for a partner.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::OnDelete;
use crosswalk_model::{
    Life, Link, LinkId, LinkState, ObjectName, Observed, Reason, ReasonCode, RecordId, RecordRef,
    Side, Timestamp, Triple,
};
use crosswalk_reconcile::identity::email_of;
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_store::{CandidateAsk, Home};

use crate::keys;
use crate::pass::{Pass, PassError};

/// Records that may take one another over in a row; a guard against a vendor's circle.
const MOST_HOPS: u32 = 20;

const LEAD: &str = "Lead";
const CONTACT: &str = "Contact";

/// A link whose end on `side` is another record now.
struct Move {
    link: Link,
    side: Side,
}

impl Pass<'_> {
    /// Brings the links of a part up to where their records are. The triples come back as they
    /// are after it.
    pub(crate) async fn settle_ends(
        &mut self,
        design: &ObjectDesign,
        triples: Vec<Triple>,
    ) -> Result<Vec<Triple>, PassError> {
        let home = &self.home(&design.id);
        self.reread_leads(design, home, &triples).await?;
        let mut changed: BTreeSet<LinkId> = BTreeSet::new();
        let mut moves: BTreeMap<(Side, RecordRef), Vec<Move>> = BTreeMap::new();
        let any_lost = self.engine.store.any_lost()?;
        for triple in &triples {
            // What an earlier step of this loop, or the re-reading of leads, did counts.
            let triple = self.engine.store.triple(triple.link.id)?;
            let away = any_lost || triple.link.state == LinkState::Unlinked;
            if (away && self.take_back(design, &triple)?) || self.cut(design, &triple)? {
                changed.insert(triple.link.id);
            }
            for side in Side::ALL {
                if let Some(to) = self.moved_to(design, side, &triple).await? {
                    let link = triple.link.clone();
                    moves.entry((side, to)).or_default().push(Move { link, side });
                }
            }
        }
        self.read_whom_they_left(&moves).await?;
        for ((side, to), moves) in moves {
            changed.extend(self.land(home, (side, &to), moves)?);
        }
        let followed = self.follow_latest(design, &triples)?;
        changed.extend(&followed);
        let last = triples.last().map(|triple| triple.link.id);
        let mut after = self.renewed(triples, &changed)?;
        // The pass is past those whose link came before this part.
        for link in followed.into_iter().filter(|link| last.is_some_and(|last| *link < last)) {
            if after.iter().all(|triple| triple.link.id != link) {
                after.push(self.engine.store.triple(link)?);
            }
        }
        Ok(after)
    }

    /// A merge in Salesforce gives the children of one record to another without a new stamp of
    /// theirs, so that no pull shows them: they are read by id.
    async fn read_whom_they_left(
        &self,
        moves: &BTreeMap<(Side, RecordRef), Vec<Move>>,
    ) -> Result<(), PassError> {
        let side = Side::Salesforce;
        let moved = moves.iter().filter(|((on, _), _)| *on == side).flat_map(|(_, all)| all);
        let left = moved.filter_map(|it| it.link.ends.get(side).as_ref());
        let pulled = self.readable(side);
        let mut open: BTreeMap<ObjectName, BTreeSet<RecordId>> = BTreeMap::new();
        for at in left {
            for design in &self.design.objects {
                for child in self.children(design, side, at)? {
                    let RecordRef { object, id } = child.observed.record.at;
                    if pulled.iter().any(|pull| pull.object == object) {
                        open.entry(object).or_default().insert(id);
                    }
                }
            }
        }
        for (object, ids) in open {
            self.read_now(side, &object, ids.into_iter().collect()).await?;
        }
        Ok(())
    }

    /// The triples as they are now; rows that were taken up by another link are gone.
    fn renewed(
        &self,
        triples: Vec<Triple>,
        changed: &BTreeSet<LinkId>,
    ) -> Result<Vec<Triple>, PassError> {
        if changed.is_empty() {
            return Ok(triples);
        }
        let mut after = Vec::with_capacity(triples.len());
        for triple in triples {
            match self.engine.store.triple(triple.link.id) {
                Ok(now) => after.push(now),
                Err(crosswalk_store::StoreError::NoSuch { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(after)
    }

    /// A link whose record was gone goes on when that is there again; a tombstone that a delete made
    /// is lifted for it. Says whether anything changed.
    fn take_back(&self, design: &ObjectDesign, triple: &Triple) -> Result<bool, PassError> {
        if !both_live(triple) {
            return Ok(false);
        }
        let unlinked = triple.link.state == LinkState::Unlinked;
        let by_delete = matches!(
            triple.link.reason.code,
            ReasonCode::PartnerDeleted
                | ReasonCode::Deleted
                | ReasonCode::WentAlong
                | ReasonCode::NoLongerVisible
        );
        if unlinked && !by_delete {
            return Ok(false);
        }
        let (store, link) = (&self.engine.store, triple.link.id);
        let sides = store.was_gone(link)?;
        // Base says first what went with the record: a link that is lifted is planned.
        self.regain(design, triple, &sides)?;
        if unlinked && !self.lift(&triple.link)? {
            return Ok(true);
        }
        self.give_back(&triple.link)?;
        if sides.is_empty() {
            return Ok(unlinked);
        }
        self.children_look_again(&triple.link)?;
        store.is_there_again(link)?;
        Ok(true)
    }

    /// Lifts a tombstone, unless one of its records found another partner meanwhile: then that is why
    /// it stays one.
    fn lift(&self, link: &Link) -> Result<bool, PassError> {
        let home = self.home(&link.mapping);
        let (store, now) = (&self.engine.store, self.engine.clock.now());
        for side in Side::ALL {
            let Some(at) = link.ends.get(side) else { continue };
            let stands = store.link_of(&home, side, at)?;
            if stands.is_some_and(|it| it.id != link.id && it.state != LinkState::Unlinked) {
                store.unlink(link.id, &lost_to_other(at), self.run, now)?;
                return Ok(false);
            }
        }
        store.lift(link.id, now)?;
        Ok(true)
    }

    /// The delete policy `unlink`: the link is cut, and what is left may find a partner anew.
    fn cut(&self, design: &ObjectDesign, triple: &Triple) -> Result<bool, PassError> {
        let gone = Side::ALL.into_iter().find(|side| is_deleted(triple, *side));
        let Some(kept) = gone.map(Side::other) else { return Ok(false) };
        let policy = match kept {
            Side::Salesforce => design.delete.salesforce,
            Side::HubSpot => design.delete.hubspot,
        };
        let live = triple.link.state != LinkState::Unlinked && triple.link.is_whole();
        if policy != OnDelete::Unlink || !live || is_deleted(triple, kept) {
            return Ok(false);
        }
        self.engine.store.split(triple.link.id, self.engine.clock.now())?;
        self.give_back(&triple.link)?;
        Ok(true)
    }

    /// Where an end is now, if that is elsewhere and known.
    async fn moved_to(
        &self,
        design: &ObjectDesign,
        side: Side,
        triple: &Triple,
    ) -> Result<Option<RecordRef>, PassError> {
        let Some(at) = triple.link.ends.get(side).clone() else { return Ok(None) };
        let seen = triple.observed.get(side).as_ref();
        let Some(next) = seen.and_then(|seen| next_of(&seen.record.at, &seen.record.life)) else {
            return Ok(None);
        };
        let mut to = next;
        for _ in 0..MOST_HOPS {
            if !design.takes_part(side, &to.object) {
                return Ok(None);
            }
            let Some(seen) = self.known_or_read(side, &to).await? else { return Ok(None) };
            match next_of(&to, &seen.record.life) {
                Some(next) if next != at => to = next,
                Some(_) => return Ok(None),
                // One that was deleted since makes a tombstone there (M6).
                None => {
                    let told = matches!(seen.record.life, Life::Live | Life::Deleted);
                    return Ok(told.then_some(to));
                }
            }
        }
        Err(PassError::Endless("records that took one another over"))
    }

    async fn known_or_read(
        &self,
        side: Side,
        at: &RecordRef,
    ) -> Result<Option<Observed>, PassError> {
        let connection = *self.pair.connections.get(side);
        let ask = std::slice::from_ref(at);
        if let Some(known) = self.engine.store.observed(connection, ask)?.into_values().next() {
            return Ok(Some(known));
        }
        self.read_now(side, &at.object, vec![at.id.clone()]).await?;
        Ok(self.engine.store.observed(connection, ask)?.into_values().next())
    }

    /// Gives a record the one link that becomes it; the others are tombstones from now on.
    fn land(
        &self,
        home: &Home,
        (side, to): (Side, &RecordRef),
        moves: Vec<Move>,
    ) -> Result<Vec<LinkId>, PassError> {
        let store = &self.engine.store;
        let now = self.engine.clock.now();
        let mut touched = Vec::new();
        let mut heirs: Vec<Link> = Vec::new();
        for it in moves {
            touched.push(it.link.id);
            if it.link.state == LinkState::Unlinked && !self.lift_absorbed(&it)? {
                continue;
            }
            if it.link.is_whole() {
                heirs.push(it.link);
            }
        }
        let own = store.link_of(home, side, to)?.filter(Link::is_whole);
        heirs.extend(own.filter(|own| own.state != LinkState::Unlinked));
        let alone = store.link_of(home, side, to)?.map(|link| link.id);
        let blocked = self.blocked()?;
        if heirs.iter().map(|link| link.id).chain(alone).any(|link| blocked.contains(&link)) {
            // A write of one of them is still open: they wait for it.
            return Ok(touched);
        }
        let Some(stays) = self.heir((side, to), &heirs)? else { return Ok(touched) };
        for lost in heirs.iter().filter(|link| link.id != stays) {
            store.unlink(lost.id, &lost_to_other(to), self.run, now)?;
            touched.push(lost.id);
        }
        // A link that was on the survivor already has not moved: its base stands, and with it every
        // edit since (M5).
        if store.link(stays)?.ends.get(side).as_ref() != Some(to) {
            store.move_end(stays, side, to)?;
            self.children_look_again(&store.link(stays)?)?;
        }
        touched.push(stays);
        Ok(touched)
    }

    /// A record that seemed deleted and was taken over: its tombstone lives on in the survivor.
    fn lift_absorbed(&self, it: &Move) -> Result<bool, PassError> {
        let by_delete =
            matches!(it.link.reason.code, ReasonCode::PartnerDeleted | ReasonCode::NoLongerVisible);
        let this_side = it.link.reason.detail.get("side").is_some_and(|at| at == it.side.as_str());
        if by_delete && this_side && it.link.is_whole() { self.lift(&it.link) } else { Ok(false) }
    }

    /// Of several links on one record of people, the one whose address is the record's; of others,
    /// the one that was the record's before (S24); else A5.
    fn heir(
        &self,
        (side, to): (Side, &RecordRef),
        heirs: &[Link],
    ) -> Result<Option<LinkId>, PassError> {
        let connections = &self.pair.connections;
        let observed = |side: Side, at: &RecordRef| {
            let connection = *connections.get(side);
            let found = self.engine.store.observed(connection, std::slice::from_ref(at))?;
            Ok::<_, PassError>(found.into_values().next())
        };
        let survivor = observed(side, to)?;
        let address = survivor.and_then(|seen| email_of(&seen.record, side));
        let other = side.other();
        let is_of_people = |it: &ObjectDesign| it.is_of_people() && it.takes_part(side, &to.object);
        let people = self.design.objects.iter().any(is_of_people);
        let mut ranked = Vec::with_capacity(heirs.len());
        for link in heirs {
            let Some(at) = link.ends.get(other) else { continue };
            let partner = observed(other, at)?;
            let its = partner.as_ref().and_then(|seen| email_of(&seen.record, other));
            let stamp = partner.and_then(|seen| seen.record.modified);
            let same = address.is_some() && its == address;
            let its_own = !people && link.ends.get(side).as_ref() == Some(to);
            ranked.push((!same, !its_own, rank(at, stamp), link.id));
        }
        ranked.sort();
        Ok(ranked.first().map(|(_, _, _, link)| *link))
    }

    /// Before a new contact is anybody's, the linked leads of its address are read again: one of
    /// them may have become it (M9).
    async fn reread_leads(
        &mut self,
        design: &ObjectDesign,
        home: &Home,
        triples: &[Triple],
    ) -> Result<(), PassError> {
        let mut leads: BTreeMap<ObjectName, BTreeSet<RecordId>> = BTreeMap::new();
        for triple in triples {
            let fresh = triple.link.ends.hubspot.is_none()
                && matches!(triple.link.state, LinkState::New | LinkState::Waiting);
            let Some(seen) = triple.observed.salesforce.as_ref().filter(|_| fresh) else {
                continue;
            };
            if seen.record.at.object.as_str() == LEAD {
                continue;
            }
            for lead in self.linked_leads(design, home, seen)? {
                if self.reread.insert(lead.clone()) {
                    leads.entry(lead.object).or_default().insert(lead.id);
                }
            }
        }
        for (object, ids) in leads {
            self.read_now(Side::Salesforce, &object, ids.into_iter().collect()).await?;
        }
        Ok(())
    }

    /// The linked leads that have the address of a Salesforce record.
    fn linked_leads(
        &self,
        design: &ObjectDesign,
        home: &Home,
        seen: &Observed,
    ) -> Result<Vec<RecordRef>, PassError> {
        let lead = ObjectName::from(LEAD);
        let address = email_of(&seen.record, Side::Salesforce);
        let (Some(address), true) = (address, design.takes_part(Side::Salesforce, &lead)) else {
            return Ok(Vec::new());
        };
        let carriers = self.engine.store.candidates(&CandidateAsk {
            home,
            connection: self.pair.connections.salesforce,
            object: &lead,
            kind: keys::EMAIL,
            values: &[address],
        })?;
        let whole = carriers.into_values().flatten().filter(|it| {
            it.link.as_ref().is_some_and(|link| link.whole && link.state != LinkState::Unlinked)
        });
        Ok(whole.map(|it| it.observed.record.at).collect())
    }
}

/// A5: a contact before a lead, the newest stamp, then the lowest id.
fn rank(
    at: &RecordRef,
    stamp: Option<Timestamp>,
) -> (bool, std::cmp::Reverse<Option<Timestamp>>, RecordRef) {
    (at.object.as_str() == LEAD, std::cmp::Reverse(stamp), at.clone())
}

fn both_live(triple: &Triple) -> bool {
    let live = |side: Side| {
        let seen = triple.observed.get(side).as_ref();
        seen.is_some_and(|seen| seen.record.life == Life::Live)
    };
    triple.link.is_whole() && Side::ALL.into_iter().all(live)
}

/// The record has another link.
fn lost_to_other(at: &RecordRef) -> Reason {
    Reason::new(ReasonCode::LostToOtherLink).with("object", &at.object).with("id", &at.id)
}

/// The record that a record has become.
pub(crate) fn next_of(at: &RecordRef, life: &Life) -> Option<RecordRef> {
    match life {
        Life::AbsorbedBy(id) => Some(RecordRef { object: at.object.clone(), id: id.clone() }),
        Life::Converted(into) => {
            let id = into.contact.clone()?;
            Some(RecordRef { object: ObjectName::from(CONTACT), id })
        }
        Life::Live | Life::Deleted | Life::NoLongerVisible => None,
    }
}

fn is_deleted(triple: &Triple, side: Side) -> bool {
    triple.observed.get(side).as_ref().is_some_and(|seen| seen.record.life == Life::Deleted)
}
