//! Events of a log: told by the people that they happened to. A log knows an address only; whose it
//! is, the people who were read say, and that costs no call.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::Repeats;
use crosswalk_model::schema::EventLog;
use crosswalk_model::{
    Content, FieldName, LinkId, LinkState, ObjectName, ReasonCode, Record, RecordId, RecordRef,
    Side, Value,
};
use crosswalk_store::{Candidate, CandidateAsk};

use crate::keys;
use crate::pass::{Pass, PassError};
use crate::pull::{ObjectPull, Polled};

impl Pass<'_> {
    /// The objects whose changes no pass asks for: they only receive events.
    pub(crate) fn unpolled(&self, side: Side) -> BTreeSet<ObjectName> {
        let unpolled = self.readable(side).into_iter().filter(|pull| pull.polled == Polled::No);
        unpolled.map(|pull| pull.object).collect()
    }

    /// The events of a page whose people take part, the oldest first, each with its person. What
    /// happened to somebody who is not kept in step is nothing that the other side asks for.
    pub(crate) fn events_of_people(
        &self,
        (side, pull, log): (Side, &ObjectPull, &EventLog),
        events: &[Record],
    ) -> Result<Vec<Record>, PassError> {
        let people = self.people_behind(side, log, events)?;
        let mut told: Vec<Record> = Vec::with_capacity(events.len());
        for event in events {
            let person = address(event, log).and_then(|address| people.get(&address));
            let Some(person) = person else { continue };
            let mut event = event.clone();
            let who = Content::Value(Value::Reference(person.clone()));
            event.fields.insert(log.who.clone(), who);
            told.push(event);
        }
        told.sort_by(|a, b| (a.modified, &a.at).cmp(&(b.modified, &b.at)));
        let designs = &self.design.objects;
        let design = designs.iter().find(|design| design.hubspot == pull.object);
        match design.map_or(Repeats::Each, |design| design.repeats) {
            Repeats::Each => self.not_counted_before(side, log, told),
            Repeats::Collapsed => self.collapse(side, log, told),
        }
    }

    /// Without those that stand in a record of all repeats: somebody chose a record each since.
    fn not_counted_before(
        &self,
        side: Side,
        log: &EventLog,
        events: Vec<Record>,
    ) -> Result<Vec<Record>, PassError> {
        let mut left = Vec::with_capacity(events.len());
        for event in events {
            let at = repeated(&event, log);
            let known = at.map(|at| self.seen_before(side, &at)).transpose()?.flatten();
            let connector = self.engine.connectors.get(side);
            let counted =
                known.is_some_and(|known| connector.count_in(Some(&known), &event) == known);
            if !counted {
                left.push(event);
            }
        }
        Ok(left)
    }

    fn seen_before(&self, side: Side, at: &RecordRef) -> Result<Option<Record>, PassError> {
        let connection = self.pair.connections.into_side(side);
        let known = self.engine.store.observed(connection, std::slice::from_ref(at))?;
        Ok(known.into_values().next().map(|observed| observed.record))
    }

    /// One record for all repeats, with what is remembered of them.
    fn collapse(
        &self,
        side: Side,
        log: &EventLog,
        events: Vec<Record>,
    ) -> Result<Vec<Record>, PassError> {
        let mut counted: BTreeMap<RecordRef, Record> = BTreeMap::new();
        for event in events {
            let Some(at) = repeated(&event, log) else { continue };
            if self.seen_before(side, &event.at)?.is_some() {
                // It has a record of its own, from when repeats had one each.
                continue;
            }
            let known = match counted.remove(&at) {
                Some(known) => Some(known),
                None => self.seen_before(side, &at)?,
            };
            let mut record = self.engine.connectors.get(side).count_in(known.as_ref(), &event);
            record.at = at.clone();
            counted.insert(at, record);
        }
        Ok(counted.into_values().collect())
    }

    /// Who has an address, of those who are kept in step: by their first address, or else by a
    /// further one.
    fn people_behind(
        &self,
        side: Side,
        log: &EventLog,
        events: &[Record],
    ) -> Result<BTreeMap<String, RecordRef>, PassError> {
        let mut addresses: Vec<String> =
            events.iter().filter_map(|event| address(event, log)).collect();
        addresses.sort_unstable();
        addresses.dedup();
        let mut people = BTreeMap::new();
        let connection = self.pair.connections.into_side(side);
        for design in self.design.objects.iter().filter(|design| design.is_of_people()) {
            let home = self.home(&design.id);
            for object in design.objects_of(side) {
                for kind in [keys::EMAIL, keys::ADDITIONAL_EMAIL] {
                    let found = self.engine.store.candidates(&CandidateAsk {
                        home: &home,
                        connection,
                        object,
                        kind,
                        values: &addresses,
                    })?;
                    for (address, carriers) in found {
                        if let Some(at) = self.first_in_step(&carriers)? {
                            people.entry(address).or_insert(at);
                        }
                    }
                }
            }
        }
        Ok(people)
    }

    fn first_in_step(&self, carriers: &[Candidate]) -> Result<Option<RecordRef>, PassError> {
        for carrier in carriers {
            let Some(link) = carrier.link else { continue };
            let out = matches!(link.state, LinkState::Unlinked | LinkState::Held);
            // Whoever is about to get a partner is waited for; whoever never will is not.
            if !out && (link.whole || self.may_get_a_partner(link.id)?) {
                return Ok(Some(carrier.observed.record.at.clone()));
            }
        }
        Ok(None)
    }

    fn may_get_a_partner(&self, link: LinkId) -> Result<bool, PassError> {
        let reason = self.engine.store.link(link)?.reason.code;
        let never = matches!(
            reason,
            ReasonCode::OutOfScope
                | ReasonCode::CreateOff
                | ReasonCode::NoEmail
                | ReasonCode::NoIdField
                | ReasonCode::DuplicateOfLinked
                | ReasonCode::TiedElsewhere
        );
        Ok(!never)
    }
}

fn text<'a>(record: &'a Record, field: &FieldName) -> Option<&'a str> {
    record.fields.get(field)?.as_text()
}

fn address(event: &Record, log: &EventLog) -> Option<String> {
    text(event, &log.address).map(|address| address.trim().to_lowercase())
}

/// The one record of all repeats: the same person, the same mail, the same deed. The other side finds
/// what it made of it by this id, so it is unlike those of other logs.
fn repeated(event: &Record, log: &EventLog) -> Option<RecordRef> {
    let Some(Value::Reference(who)) = event.fields.get(&log.who)?.value() else { return None };
    let id = format!("{}-{}-{}", event.at.object, who.id, text(event, &log.about)?);
    Some(RecordRef { object: event.at.object.clone(), id: RecordId::from(id.as_str()) })
}
