//! Who takes part (S13-S21): all of them, those that a filter admits, or the members of an active
//! HubSpot list. A filter is asked of what is known; membership of a list is read for the links
//! that a plan is made for, and for nobody else. Joining a list is a change like any other (H20);
//! who left is noticed when the record is next looked at, and is held from then on.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{Cursor, JoinsPage, RecordList};
use crosswalk_model::mapping::{NamedList, Scope};
use crosswalk_model::{
    Connector, ConnectorError, Life, LinkId, LinkState, ListId, MappingId, PairId, ReasonCode,
    RecordId, RecordRef, Side, Timestamp, Triple,
};
use crosswalk_reconcile::identity::Membership;
use crosswalk_reconcile::mapping::{Design, Flaw, FlawCode, ObjectDesign};
use crosswalk_reconcile::numbers;
use serde::{Deserialize, Serialize};

use crate::pass::{Engine, Pass, PassError};
use crate::pull::MOST_PAGES;
use crate::setup;

/// What is known of the lists that say who takes part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    ids: BTreeMap<MappingId, ListId>,
    /// Records that were asked for in this pass.
    asked: BTreeMap<MappingId, BTreeMap<RecordId, Membership>>,
    /// All members, where this pass read the whole list.
    whole: BTreeMap<MappingId, BTreeSet<RecordId>>,
}

/// A list as it was last looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct LookedUp {
    named: NamedList,
    list: RecordList,
    at: Timestamp,
}

/// How far the joins of a list were read. The last page is asked for again in every pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct JoinsRead {
    list: ListId,
    page: Option<Cursor>,
    /// Who was on that page already.
    seen: BTreeMap<RecordId, Timestamp>,
}

fn looked_up_key(pair: PairId, mapping: &MappingId) -> String {
    format!("pair/{pair}/list/{mapping}")
}

fn joins_key(pair: PairId, mapping: &MappingId) -> String {
    format!("pair/{pair}/joins/{mapping}")
}

/// Finds the lists that the design names: once an hour, and when it names another one.
pub(crate) async fn find(
    engine: &Engine,
    pair: PairId,
    design: &Design,
) -> Result<Lists, PassError> {
    let mut lists = Lists::default();
    for object in &design.objects {
        if let Some(Scope::List(named)) = &object.in_scope {
            let list = find_one(engine, pair, object, named).await?;
            lists.ids.insert(object.id.clone(), list);
        }
    }
    Ok(lists)
}

async fn find_one(
    engine: &Engine,
    pair: PairId,
    design: &ObjectDesign,
    named: &NamedList,
) -> Result<ListId, PassError> {
    let key = looked_up_key(pair, &design.id);
    let now = engine.clock.now();
    let known: Option<LookedUp> = engine.store.setting(&key)?;
    if let Some(known) = known.filter(|known| known.named == *named) {
        let age = now.duration_since(known.at).unsigned_abs();
        if age < numbers::SCHEMA_EVERY {
            return Ok(known.list.id);
        }
    }
    match look_up(engine.connectors.hubspot.as_ref(), design, named).await? {
        Ok(list) => {
            let id = list.id.clone();
            engine.store.set_setting(&key, &LookedUp { named: named.clone(), list, at: now })?;
            Ok(id)
        }
        // Nobody is left out or let in by a list that is not there: the pair waits for a person.
        Err(flaw) => Err(setup::refuse(&[flaw])),
    }
}

/// The list that a mapping names, or what keeps it from saying who takes part (H18).
///
/// # Errors
/// HubSpot does not serve.
pub async fn look_up(
    hubspot: &dyn Connector,
    design: &ObjectDesign,
    named: &NamedList,
) -> Result<Result<RecordList, Flaw>, ConnectorError> {
    let name = named.list.clone();
    let found = hubspot.list(&design.hubspot, named).await?;
    Ok(match found {
        Some(list) if list.active => Ok(list),
        Some(_) => Err(FlawCode::ListNotActive { list: name }),
        None => Err(FlawCode::UnknownList { list: name }),
    }
    .map_err(|code| Flaw::of_object(design.id.clone(), code)))
}

impl Pass<'_> {
    /// Marks the links of those who joined a list since the last look.
    pub(crate) async fn look_for_joins(&mut self) -> Result<(), PassError> {
        for (mapping, list) in self.lists.ids.clone() {
            let key = joins_key(self.pair.id, &mapping);
            let before: Option<JoinsRead> = self.engine.store.setting(&key)?;
            let known = before.clone().filter(|read| read.list == list);
            let now = self.read_joins(&mapping, list, known).await?;
            if before.as_ref() != Some(&now) {
                self.engine.store.set_setting(&key, &now)?;
            }
        }
        Ok(())
    }

    async fn read_joins(
        &mut self,
        mapping: &MappingId,
        list: ListId,
        known: Option<JoinsRead>,
    ) -> Result<JoinsRead, PassError> {
        let anew = known.is_none();
        let mut members = BTreeSet::new();
        let mut read = known.unwrap_or_else(|| JoinsRead {
            list: list.clone(),
            page: None,
            seen: BTreeMap::new(),
        });
        for _ in 0..MOST_PAGES {
            let page = self.joins_of(mapping, &read).await?;
            let new = page.joins.iter().filter(|(id, at)| read.seen.get(*id) != Some(*at));
            let new: Vec<RecordId> = new.map(|(id, _)| id.clone()).collect();
            self.touch_joined(mapping, &new)?;
            members.extend(page.joins.keys().cloned());
            match page.next {
                Some(next) => {
                    read.page = Some(next);
                    read.seen.clear();
                }
                None => {
                    read.seen = page.joins;
                    if anew {
                        self.lists.whole.insert(mapping.clone(), members);
                    }
                    return Ok(read);
                }
            }
        }
        Err(PassError::Endless("members"))
    }

    async fn joins_of(
        &self,
        mapping: &MappingId,
        read: &JoinsRead,
    ) -> Result<JoinsPage, PassError> {
        let hubspot = &self.engine.connectors.hubspot;
        let answer = hubspot.joins(&read.list, read.page.as_ref()).await;
        let gone = matches!(&answer, Err(ConnectorError::Refused(words)) if words.status == 404);
        let design = self.design.object(mapping).filter(|_| gone);
        if let Some((design, Scope::List(named))) =
            design.and_then(|design| Some((design, design.in_scope.as_ref()?)))
            && let Err(flaw) = look_up(hubspot.as_ref(), design, named).await?
        {
            return Err(setup::refuse(&[flaw]));
        }
        Ok(answer?)
    }

    fn touch_joined(&self, mapping: &MappingId, ids: &[RecordId]) -> Result<(), PassError> {
        let Some(design) = self.design.object(mapping) else { return Ok(()) };
        let home = self.home(mapping);
        let mut links: Vec<LinkId> = Vec::new();
        for id in ids {
            let at = RecordRef { object: design.hubspot.clone(), id: id.clone() };
            // One that no pull has shown yet is marked by the pull that will.
            let link = self.engine.store.link_of(&home, Side::HubSpot, &at)?;
            links.extend(link.map(|link| link.id));
        }
        if !links.is_empty() {
            self.engine.store.touch(&links)?;
        }
        Ok(())
    }

    /// Reads whether the HubSpot records of these links are in the list, where one says who takes
    /// part.
    pub(crate) async fn learn_members(
        &mut self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<(), PassError> {
        let Some(list) = self.lists.ids.get(&design.id).cloned() else { return Ok(()) };
        let whole = self.lists.whole.get(&design.id);
        let asked = self.lists.asked.entry(design.id.clone()).or_default();
        let ends = triples.iter().filter_map(|triple| triple.link.ends.hubspot.as_ref());
        let ids: BTreeSet<&RecordId> = ends.map(|at| &at.id).collect();
        let ids: Vec<RecordId> =
            ids.into_iter().filter(|id| !asked.contains_key(*id)).cloned().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let answer: BTreeSet<RecordId>;
        let members = match whole {
            Some(members) => members,
            None => {
                let hubspot = &self.engine.connectors.hubspot;
                answer = hubspot.members(&design.hubspot, &list, &ids).await?;
                &answer
            }
        };
        let told = |id: &RecordId| match members.contains(id) {
            true => Membership::In,
            false => Membership::Out,
        };
        asked.extend(ids.into_iter().map(|id| (id.clone(), told(&id))));
        Ok(())
    }

    /// Whether the HubSpot record of a link takes part.
    pub(crate) fn membership(&self, design: &ObjectDesign, triple: &Triple) -> Membership {
        let Some(seen) = &triple.observed.hubspot else { return Membership::In };
        if design.in_no_pipeline(&seen.record).is_some() {
            let gone = seen.record.life != Life::Live;
            return last_known(triple).filter(|_| gone).unwrap_or(Membership::Out);
        }
        if design.in_scope.is_none() {
            return Membership::In;
        }
        // What is gone is in no list and meets no filter: it is what it was.
        if seen.record.life != Life::Live {
            return last_known(triple).unwrap_or(Membership::In);
        }
        if let Some(filter) = &design.filter {
            return filter.admits(&seen.record);
        }
        let asked = self.lists.asked.get(&design.id);
        let told = asked.and_then(|asked| asked.get(&seen.record.at.id)).copied();
        told.or_else(|| last_known(triple)).unwrap_or(Membership::Unknown)
    }
}

/// What the last plan of a link went by.
fn last_known(triple: &Triple) -> Option<Membership> {
    match (triple.link.state, triple.link.reason.code) {
        (LinkState::Held, _) | (_, ReasonCode::OutOfScope) => Some(Membership::Out),
        (LinkState::New, _) | (_, ReasonCode::NotPlannedYet) => None,
        (
            LinkState::InSync
            | LinkState::Waiting
            | LinkState::LeftOut
            | LinkState::Conflict
            | LinkState::Failing
            | LinkState::PutBack
            | LinkState::Unlinked,
            _,
        ) => Some(Membership::In),
    }
}
