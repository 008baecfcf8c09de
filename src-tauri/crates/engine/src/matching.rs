//! Unlinked records meet their partners (M7-M9). HubSpot's record is the one that chooses: several
//! Salesforce records of one address give one HubSpot contact (S22), and A5 says which is it.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{
    ConnectionId, Content, Life, LinkId, LinkState, ObjectName, Observed, Reason, ReasonCode,
    RecordRef, Side, Triple,
};
use crosswalk_reconcile::identity::{
    Candidate, Identity, IdentityFacts, MatchKeyValue, MatchVia, Order, Seeker, identify,
    match_keys, may_tie,
};
use crosswalk_reconcile::mapping::{Makes, ObjectDesign, is_person};
use crosswalk_store::{CandidateAsk, Home};

use crate::keys;
use crate::pass::{Pass, PassError};

/// What was decided of the unlinked records of one part.
pub(crate) type Found = (Vec<Triple>, BTreeMap<LinkId, Identity>);

impl Pass<'_> {
    /// Joins the one-ended links of a part with their partners, and says what becomes of those
    /// that have none. The triples come back as they are after the joins.
    pub(crate) fn find_partners(
        &self,
        design: &ObjectDesign,
        triples: Vec<Triple>,
    ) -> Result<Found, PassError> {
        let mut identities = BTreeMap::new();
        let mut joined: BTreeSet<LinkId> = BTreeSet::new();
        let mut renewed: BTreeMap<LinkId, Triple> = BTreeMap::new();
        let any_lost = self.engine.store.any_lost()?;
        for triple in &triples {
            if !seeks(triple) || joined.contains(&triple.link.id) {
                continue;
            }
            match self.partner_for(design, triple, &joined)? {
                // It is what a write made that nobody has answered for yet (a load that runs): the
                // answer joins the two.
                Verdict::Join { keep, absorb }
                    if self.engine.store.any_on_its_way([keep, absorb])? =>
                {
                    let reason = Reason::new(ReasonCode::AnswerLost);
                    identities.insert(triple.link.id, Identity::Wait(reason));
                }
                Verdict::Join { keep, absorb } => {
                    self.engine.store.join(keep, absorb)?;
                    joined.extend([keep, absorb]);
                    let whole = self.engine.store.triple(keep)?;
                    self.children_may_go(&whole.link)?;
                    if any_lost {
                        self.give_back(&whole.link)?;
                    }
                    renewed.insert(keep, whole);
                }
                Verdict::Stay(identity) => {
                    identities.insert(triple.link.id, identity);
                }
            }
        }
        let untouched = triples.into_iter().filter(|triple| !joined.contains(&triple.link.id));
        let mut after: Vec<Triple> = untouched.collect();
        after.extend(renewed.into_values());
        after.sort_by_key(|triple| triple.link.id);
        Ok((after, identities))
    }

    /// What would become of the one-ended links of a part, and which of them would be joined to others.
    /// Nothing is.
    pub(crate) fn imagine_partners(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<(BTreeMap<LinkId, Identity>, BTreeSet<LinkId>), PassError> {
        let (mut identities, mut joined) = (BTreeMap::new(), BTreeSet::new());
        for triple in triples.iter().filter(|it| seeks(it)) {
            if joined.contains(&triple.link.id) {
                continue;
            }
            match self.partner_for(design, triple, &joined)? {
                Verdict::Join { keep, absorb } => joined.extend([keep, absorb]),
                Verdict::Stay(identity) => {
                    identities.insert(triple.link.id, identity);
                }
            }
        }
        Ok((identities, joined))
    }

    fn partner_for(
        &self,
        design: &ObjectDesign,
        triple: &Triple,
        joined: &BTreeSet<LinkId>,
    ) -> Result<Verdict, PassError> {
        let Some((side, observed)) = lone(triple) else {
            let reason = Reason::new(ReasonCode::NotPlannedYet);
            return Ok(Verdict::Stay(Identity::Wait(reason)));
        };
        let identity = self.identify(design, triple, (side, observed), joined)?;
        let Identity::Join { link, with, via, .. } = &identity else {
            return self.alone(design, (triple, side, observed), identity);
        };
        if side == Side::HubSpot {
            return Ok(Verdict::Join { keep: triple.link.id, absorb: *link });
        }
        // Seen from the HubSpot record: is this the one that it would choose?
        let chooser = self.engine.store.triple(*link)?;
        let Some((Side::HubSpot, its)) = lone(&chooser) else {
            return Ok(Verdict::Stay(Identity::LeaveOut(elsewhere(*via, with, with))));
        };
        match self.identify(design, &chooser, (Side::HubSpot, its), joined)? {
            Identity::Join { with: chosen, link: absorb, .. } if chosen == observed.record.at => {
                Ok(Verdict::Join { keep: *link, absorb })
            }
            Identity::Join { with: chosen, .. } => {
                Ok(Verdict::Stay(Identity::LeaveOut(elsewhere(*via, with, &chosen))))
            }
            Identity::Create { .. } | Identity::LeaveOut(_) | Identity::Wait(_) => {
                Ok(Verdict::Stay(identity))
            }
        }
    }

    /// A record without a partner on the other side. Of several Salesforce records with one
    /// address only the one that A5 puts first makes a HubSpot contact.
    fn alone(
        &self,
        design: &ObjectDesign,
        (triple, side, observed): (&Triple, Side, &Observed),
        identity: Identity,
    ) -> Result<Verdict, PassError> {
        if side == Side::HubSpot || !matches!(identity, Identity::Create { .. }) {
            return Ok(Verdict::Stay(identity));
        }
        let home = self.home(&design.id);
        let own = self.pair.connections.salesforce;
        let keys = match_keys(&observed.record, side, design, None);
        let address = keys.iter().find_map(|key| match key {
            MatchKeyValue::Email(address) => Some(address.clone()),
            MatchKeyValue::PartnerIs(_)
            | MatchKeyValue::NativePartnerIs(_)
            | MatchKeyValue::AdditionalEmail(_)
            | MatchKeyValue::Domain(_)
            | MatchKeyValue::Name(_)
            | MatchKeyValue::ChildOf(_) => None,
        });
        let Some(address) = address else { return Ok(Verdict::Stay(identity)) };
        let mut siblings = Vec::new();
        for object in &design.salesforce {
            let ask = Ask { connection: own, object, kind: keys::EMAIL, via: MatchVia::Email };
            siblings.extend(self.carriers(&home, &ask, &address, &BTreeSet::new())?);
        }
        let first = siblings
            .into_iter()
            .filter(|one| one.life == Life::Live && (!one.taken || one.link == triple.link.id))
            .min_by(|a, b| rank(a).cmp(&rank(b)));
        match first {
            Some(first) if first.at != observed.record.at => {
                Ok(Verdict::Stay(Identity::LeaveOut(duplicate_of(&first.at))))
            }
            Some(_) | None => Ok(Verdict::Stay(identity)),
        }
    }

    pub(crate) fn identify(
        &self,
        design: &ObjectDesign,
        triple: &Triple,
        (side, observed): (Side, &Observed),
        joined: &BTreeSet<LinkId>,
    ) -> Result<Identity, PassError> {
        let candidates = self.candidates(design, (side, observed), joined)?;
        let ordered = self.engine.store.ordered_create(triple.link.id)?;
        let made = |other: Side| match other {
            Side::HubSpot => self.id_to_write(other, &design.hubspot).is_some(),
            Side::Salesforce => {
                let makes = || design.salesforce_to_create(&observed.record);
                match ordered.clone().map_or_else(makes, Makes::One) {
                    Makes::One(object) => self.id_to_write(other, &object).is_some(),
                    Makes::Nothing | Makes::NotKnown => false,
                }
            }
        };
        let order = ordered.clone().map(|object| Order::Create { object });
        let facts = IdentityFacts {
            id_field: crosswalk_model::Both::from_fn(made),
            membership: self.membership(design, triple),
            leads_to_reread: &[],
            order: order.as_ref(),
            contacts: self.company_contacts(design, (side, observed), &candidates)?,
            person_companies: self.settings.person_companies,
        };
        let seeker = Seeker { link: &triple.link, side, record: &observed.record };
        Ok(identify(&seeker, &candidates, design, &facts))
    }

    /// Every record of the other side that shares a key with this one.
    fn candidates(
        &self,
        design: &ObjectDesign,
        (side, observed): (Side, &Observed),
        joined: &BTreeSet<LinkId>,
    ) -> Result<Vec<Candidate>, PassError> {
        let home = self.home(&design.id);
        let other = side.other();
        let connection = *self.pair.connections.get(other);
        let objects = match other {
            Side::HubSpot => std::slice::from_ref(&design.hubspot),
            Side::Salesforce => design.salesforce.as_slice(),
        };
        let id_field = self.id_field(side, &observed.record.at.object);
        let own = match_keys(&observed.record, side, design, id_field.as_ref());
        let own_id = observed.record.at.id.as_str().to_owned();
        let mut found: BTreeMap<RecordRef, Candidate> = BTreeMap::new();
        for object in objects {
            let ask = |kind, via| Ask { connection, object, kind, via };
            let mut asks = vec![
                (ask(keys::PARTNER, MatchVia::PairId), own_id.clone()),
                (ask(keys::NATIVE, MatchVia::NativeId), own_id.clone()),
            ];
            asks.extend(
                own.iter()
                    .flat_map(|key| counterparts(side, key))
                    .map(|(kind, via, value)| (ask(kind, via), value)),
            );
            // One that may tie nobody would stand before a weaker one that may.
            for (ask, value) in asks.into_iter().filter(|(ask, _)| may_tie(ask.via, design)) {
                keep_strongest(&mut found, self.carriers(&home, &ask, &value, joined)?);
            }
            keep_strongest(&mut found, self.named(&home, (other, object), &own, joined)?);
        }
        // The company where a person works is not the person (S32): nobody votes for those.
        let votes = design.is_of_companies() && may_tie(MatchVia::AssociatedContacts, design);
        if votes && !(side == Side::Salesforce && is_person(&observed.record)) {
            let at = &observed.record.at;
            keep_strongest(&mut found, self.by_contacts(design, (side, at), joined)?);
        }
        Ok(found.into_values().collect())
    }

    fn carriers(
        &self,
        home: &Home,
        ask: &Ask<'_>,
        value: &str,
        joined: &BTreeSet<LinkId>,
    ) -> Result<Vec<Candidate>, PassError> {
        let values = [value.to_owned()];
        let mut carriers = self.engine.store.candidates(&CandidateAsk {
            home,
            connection: ask.connection,
            object: ask.object,
            kind: ask.kind,
            values: &values,
        })?;
        let mut carriers = carriers.remove(value).unwrap_or_default();
        if ask.kind == keys::PARTNER {
            // Another pair of the account has an id field of its own, with another portal's ids.
            carriers.retain(|carrier| self.carries(&carrier.observed, value));
        }
        Ok(carriers
            .into_iter()
            .filter_map(|carrier| {
                let link = carrier.link?;
                let taken =
                    link.whole || link.state == LinkState::Unlinked || joined.contains(&link.id);
                Some(Candidate { taken, ..candidate(carrier.observed, link.id, ask.via) })
            })
            .collect())
    }

    /// Whether this pair's own id field of a record holds an id.
    fn carries(&self, observed: &Observed, id: &str) -> bool {
        let at = &observed.record.at;
        let side = self.design.objects.iter().find_map(|design| {
            Side::ALL.into_iter().find(|side| design.takes_part(*side, &at.object))
        });
        let field = side.and_then(|side| self.id_field(side, &at.object));
        field.is_some_and(|field| observed.record.fields.get(&field) == Some(&Content::text(id)))
    }

    /// The records that this one names by id: the pair's own id field, or the native connector's.
    fn named(
        &self,
        home: &Home,
        (other, object): (Side, &ObjectName),
        own: &[MatchKeyValue],
        joined: &BTreeSet<LinkId>,
    ) -> Result<Vec<Candidate>, PassError> {
        let mut found = Vec::new();
        for key in own {
            let (id, via) = match key {
                MatchKeyValue::PartnerIs(id) => (id, MatchVia::PairId),
                MatchKeyValue::NativePartnerIs(id) => (id, MatchVia::NativeId),
                MatchKeyValue::Email(_)
                | MatchKeyValue::AdditionalEmail(_)
                | MatchKeyValue::Domain(_)
                | MatchKeyValue::Name(_)
                | MatchKeyValue::ChildOf(_) => continue,
            };
            let at = RecordRef { object: object.clone(), id: id.clone() };
            let connection = *self.pair.connections.get(other);
            let known = self.engine.store.observed(connection, std::slice::from_ref(&at))?;
            let Some(observed) = known.into_values().next() else { continue };
            let Some(link) = self.engine.store.link_of(home, other, &at)? else { continue };
            let taken =
                link.is_whole() || link.state == LinkState::Unlinked || joined.contains(&link.id);
            found.push(Candidate { taken, ..candidate(observed, link.id, via) });
        }
        Ok(found)
    }
}

enum Verdict {
    Join { keep: LinkId, absorb: LinkId },
    Stay(Identity),
}

struct Ask<'a> {
    connection: ConnectionId,
    object: &'a ObjectName,
    kind: &'static str,
    via: MatchVia,
}

fn seeks(triple: &Triple) -> bool {
    !triple.link.is_whole() && triple.link.state != LinkState::Unlinked
}

/// The only end of a one-ended link, with what is known of it.
pub(crate) fn lone(triple: &Triple) -> Option<(Side, &Observed)> {
    match (&triple.observed.salesforce, &triple.observed.hubspot) {
        (Some(observed), None) => Some((Side::Salesforce, observed)),
        (None, Some(observed)) => Some((Side::HubSpot, observed)),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// Under which kinds the other side's records carry a key of this one's.
fn counterparts(side: Side, key: &MatchKeyValue) -> Vec<(&'static str, MatchVia, String)> {
    match (side, key) {
        (Side::HubSpot, MatchKeyValue::Email(it)) => {
            vec![(keys::EMAIL, MatchVia::Email, it.clone())]
        }
        (Side::HubSpot, MatchKeyValue::AdditionalEmail(it)) => {
            vec![(keys::EMAIL, MatchVia::AdditionalEmail, it.clone())]
        }
        (Side::Salesforce, MatchKeyValue::Email(it)) => vec![
            (keys::EMAIL, MatchVia::Email, it.clone()),
            (keys::ADDITIONAL_EMAIL, MatchVia::AdditionalEmail, it.clone()),
        ],
        (_, MatchKeyValue::Domain(it)) => vec![(keys::DOMAIN, MatchVia::Domain, it.clone())],
        (_, MatchKeyValue::Name(it)) => vec![(keys::NAME, MatchVia::Name, it.clone())],
        (Side::Salesforce, MatchKeyValue::AdditionalEmail(_))
        | (
            _,
            MatchKeyValue::PartnerIs(_)
            | MatchKeyValue::NativePartnerIs(_)
            | MatchKeyValue::ChildOf(_),
        ) => Vec::new(),
    }
}

/// A candidate that nobody has taken.
fn candidate(observed: Observed, link: LinkId, via: MatchVia) -> Candidate {
    let record = observed.record;
    let (life, stamp) = (record.life, record.modified);
    Candidate { at: record.at, link, taken: false, via, life, stamp, votes: None }
}

/// A record that shares several keys stands for the strongest of them.
fn keep_strongest(found: &mut BTreeMap<RecordRef, Candidate>, more: Vec<Candidate>) {
    for one in more {
        match found.get(&one.at) {
            Some(known) if known.via <= one.via => {}
            Some(_) | None => {
                found.insert(one.at.clone(), one);
            }
        }
    }
}

/// A5 within one address: contact before lead, the newest stamp, then the lowest id.
fn rank(
    one: &Candidate,
) -> (bool, std::cmp::Reverse<Option<crosswalk_model::Timestamp>>, &RecordRef) {
    (one.at.object.as_str() == "Lead", std::cmp::Reverse(one.stamp), &one.at)
}

/// Its counterpart has another partner. Where contacts point at that counterpart, it is named, since a
/// person may yet say that this record is the partner (A7); of several with one address or name, the
/// one that was chosen is.
fn elsewhere(via: MatchVia, claimed: &RecordRef, chosen: &RecordRef) -> Reason {
    match via {
        MatchVia::AssociatedContacts => Reason::new(ReasonCode::TiedElsewhere)
            .with("object", &claimed.object)
            .with("id", &claimed.id),
        MatchVia::PairId
        | MatchVia::NativeId
        | MatchVia::Email
        | MatchVia::AdditionalEmail
        | MatchVia::Domain
        | MatchVia::Name => duplicate_of(chosen),
    }
}

fn duplicate_of(at: &RecordRef) -> Reason {
    Reason::new(ReasonCode::DuplicateOfLinked).with("object", &at.object).with("id", &at.id)
}
