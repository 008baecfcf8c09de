//! Which opportunities count for whom (S61-S64, A16). They are read whether deals are kept in step
//! or not: what they do to people's lifecycle stage is a matter of its own.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::History;
use crosswalk_model::mapping::WonReaches;
use crosswalk_model::{
    Content, FieldName, Life, LinkId, LinkState, ObjectName, Observed, Record, RecordRef, Side,
    Timestamp, Triple, Value,
};
use crosswalk_reconcile::identity::{MatchKeyValue, parents_of};
use crosswalk_reconcile::mapping::{Lifecycle, ObjectDesign};
use crosswalk_reconcile::plan::{Counted, Opportunities};
use crosswalk_store::CandidateAsk;

use crate::keys;
use crate::pass::{Pass, PassError};
use crate::pull::{ObjectPull, Polled};

const OPPORTUNITY: &str = "Opportunity";
const CONTACT: &str = "Contact";
const ACCOUNT_ID: &str = "AccountId";
const WON: &str = "IsWon";
const CLOSED: &str = "IsClosed";
/// The contact roles, as the Salesforce connector names the association. Other relations between
/// contacts and opportunities do not count (H63).
const ROLES: &str = "association:OpportunityContactRole";

/// What an opportunity counts by.
const READ: [&str; 4] = [ACCOUNT_ID, WON, CLOSED, ROLES];

impl Pass<'_> {
    /// Fixes once from when on opportunities move people: what was so before the switch was on is no
    /// news (H11, H80). It is the vendor's own time, since ours may be wrong.
    pub(crate) fn begin_lifecycle(&mut self) -> Result<(), PassError> {
        if self.lifecycle().is_none() {
            return Ok(());
        }
        let store = &self.engine.store;
        let key = format!("pair/{}/lifecycle_since", self.pair.id);
        let known: Option<Timestamp> = store.setting(&key)?;
        let since = match known {
            Some(since) => since,
            None => {
                let newest = store.newest_stamp(self.pair.connections.salesforce)?;
                let since = newest.unwrap_or(Timestamp::UNIX_EPOCH);
                store.set_setting(&key, &since)?;
                since
            }
        };
        self.lifecycle_since = Some(since);
        Ok(())
    }

    /// What the lifecycle of people asks to be read besides what is mapped.
    pub(crate) fn read_for_lifecycle(&self, pulls: &mut BTreeMap<ObjectName, ObjectPull>) {
        if self.lifecycle().is_none() {
            return;
        }
        let object = ObjectName::from(OPPORTUNITY);
        let pull = pulls.entry(object.clone()).or_insert_with(|| ObjectPull::of(&object));
        pull.polled = Polled::Yes;
        pull.history = History::All;
        pull.fields.extend(READ.map(FieldName::from));
        if let Some(contacts) = pulls.get_mut(&ObjectName::from(CONTACT)) {
            contacts.fields.insert(FieldName::from(ACCOUNT_ID));
        }
    }

    /// An opportunity is found by its account and by the people with a role on it, also where no
    /// mapping says so.
    pub(crate) fn keys_for_lifecycle(&self, side: Side, record: &Record) -> Vec<MatchKeyValue> {
        if side != Side::Salesforce || !is_opportunity(record) || self.lifecycle().is_none() {
            return Vec::new();
        }
        account_of(record).into_iter().chain(roles_of(record)).map(MatchKeyValue::ChildOf).collect()
    }

    /// Marks the people whom changed opportunities may move, before the page is saved: should the
    /// two be torn apart, the page is read again and marks them once more.
    pub(crate) fn touch_the_moved(&self, side: Side, records: &[Record]) -> Result<(), PassError> {
        let opportunities = records.iter().filter(|record| is_opportunity(record));
        if side != Side::Salesforce || self.lifecycle().is_none() {
            return Ok(());
        }
        let mut moved = BTreeSet::new();
        for record in opportunities {
            if self.counts_anew(record)? {
                for people in self.design.objects.iter().filter(|it| it.lifecycle.is_some()) {
                    moved.extend(self.people_of(people, record)?);
                }
            }
        }
        let moved: Vec<LinkId> = moved.into_iter().collect();
        Ok(self.engine.store.touch(&moved)?)
    }

    /// The opportunities that count for the people of these triples.
    pub(crate) fn opportunities(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<BTreeMap<LinkId, Opportunities>, PassError> {
        let mut found = BTreeMap::new();
        let Some(lifecycle) = &design.lifecycle else { return Ok(found) };
        for triple in triples {
            let counted = self.opportunities_of(design, lifecycle, triple)?;
            if counted != Opportunities::default() {
                found.insert(triple.link.id, counted);
            }
        }
        Ok(found)
    }

    fn opportunities_of(
        &self,
        design: &ObjectDesign,
        lifecycle: &Lifecycle,
        triple: &Triple,
    ) -> Result<Opportunities, PassError> {
        let mut counted = Opportunities::default();
        let contact =
            triple.link.ends.salesforce.as_ref().filter(|at| at.object.as_str() == CONTACT);
        if let Some(contact) = contact {
            for seen in self.naming(design, contact)? {
                if !is(&seen.record, CLOSED) {
                    counted.open.push(self.counted(&seen));
                } else if is(&seen.record, WON)
                    && lifecycle.won_reaches == WonReaches::ContactsWithARole
                {
                    counted.won.push(self.counted(&seen));
                }
            }
        }
        if lifecycle.won_reaches == WonReaches::CompanyContacts {
            counted.won = self.won_by_the_company(design, triple)?;
        }
        Ok(counted)
    }

    /// Won opportunities of the account of a HubSpot contact's company, on which a contact of that
    /// account has a role (S61, S63, S64).
    fn won_by_the_company(
        &self,
        design: &ObjectDesign,
        triple: &Triple,
    ) -> Result<Vec<Counted>, PassError> {
        let mut won = Vec::new();
        let Some(seen) = &triple.observed.hubspot else { return Ok(won) };
        for company in parents_of(&seen.record, Side::HubSpot, design) {
            let Some(account) = self.partner_record(Side::HubSpot, &company)? else { continue };
            for seen in self.naming(design, &account)? {
                let of_account = account_of(&seen.record).as_ref() == Some(&account);
                if of_account
                    && is(&seen.record, WON)
                    && self.has_own_role(&seen.record, &account)?
                {
                    won.push(self.counted(&seen));
                }
            }
        }
        won.sort_by(|a, b| a.at.cmp(&b.at));
        won.dedup_by(|a, b| a.at == b.at);
        Ok(won)
    }

    /// Whether a contact of the account has a role on its opportunity.
    fn has_own_role(&self, opportunity: &Record, account: &RecordRef) -> Result<bool, PassError> {
        let contacts: Vec<RecordRef> = roles_of(opportunity).into_iter().collect();
        let connection = self.pair.connections.salesforce;
        let known = self.engine.store.observed(connection, &contacts)?;
        Ok(known.values().any(|seen| {
            seen.record.life == Life::Live && account_of(&seen.record).as_ref() == Some(account)
        }))
    }

    fn counted(&self, seen: &Observed) -> Counted {
        let changed = READ.iter().filter_map(|field| seen.stamps.get(*field)).max();
        let changed = changed.copied().or(seen.record.modified);
        let news = self.lifecycle_since.is_some_and(|since| changed > Some(since));
        Counted { at: seen.record.at.clone(), news }
    }

    /// The live opportunities that name a record.
    fn naming(&self, design: &ObjectDesign, at: &RecordRef) -> Result<Vec<Observed>, PassError> {
        let found = self.engine.store.candidates(&CandidateAsk {
            home: &self.home(&design.id),
            connection: self.pair.connections.salesforce,
            object: &ObjectName::from(OPPORTUNITY),
            kind: keys::PARENT,
            values: &[keys::child_of(at)],
        })?;
        let all = found.into_values().flatten().map(|candidate| candidate.observed);
        Ok(all.filter(|seen| seen.record.life == Life::Live).collect())
    }

    /// Whether anything that an opportunity counts by differs from what was known.
    fn counts_anew(&self, record: &Record) -> Result<bool, PassError> {
        let connection = self.pair.connections.salesforce;
        let known = self.engine.store.observed(connection, std::slice::from_ref(&record.at))?;
        let Some(before) = known.get(&record.at) else { return Ok(true) };
        let same = |field: &str| record.fields.get(field) == before.record.fields.get(field);
        Ok(record.life != before.record.life || !READ.iter().all(|field| same(field)))
    }

    /// The links of everybody whom an opportunity may move.
    fn people_of(
        &self,
        people: &ObjectDesign,
        opportunity: &Record,
    ) -> Result<BTreeSet<LinkId>, PassError> {
        let store = &self.engine.store;
        let home = self.home(&people.id);
        let mut links = BTreeSet::new();
        for contact in roles_of(opportunity) {
            links.extend(store.link_of(&home, Side::Salesforce, &contact)?.map(|link| link.id));
        }
        let Some(account) = account_of(opportunity) else { return Ok(links) };
        let Some(company) = self.partner_record(Side::Salesforce, &account)? else {
            return Ok(links);
        };
        let children = self.children(people, Side::HubSpot, &company)?;
        links.extend(children.into_iter().filter_map(|child| child.link).map(|link| link.id));
        Ok(links)
    }

    /// The other end of a record that is linked.
    fn partner_record(&self, side: Side, at: &RecordRef) -> Result<Option<RecordRef>, PassError> {
        for design in self.design.objects.iter().filter(|it| it.takes_part(side, &at.object)) {
            let link = self.engine.store.link_of(&self.home(&design.id), side, at)?;
            let link = link.filter(|link| link.state != LinkState::Unlinked);
            if let Some(partner) = link.and_then(|link| link.ends.into_side(side.other())) {
                return Ok(Some(partner));
            }
        }
        Ok(None)
    }

    fn lifecycle(&self) -> Option<&Lifecycle> {
        self.design.objects.iter().find_map(|design| design.lifecycle.as_ref())
    }
}

fn is_opportunity(record: &Record) -> bool {
    record.at.object.as_str() == OPPORTUNITY
}

fn is(record: &Record, field: &str) -> bool {
    record.fields.get(field) == Some(&Content::Value(Value::Boolean(true)))
}

fn account_of(record: &Record) -> Option<RecordRef> {
    record.fields.get(ACCOUNT_ID)?.references().next().cloned()
}

fn roles_of(record: &Record) -> BTreeSet<RecordRef> {
    record.fields.get(ROLES).into_iter().flat_map(Content::references).cloned().collect()
}
