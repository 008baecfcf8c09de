//! Whom a design would let take part, counted on what is known, before it is taken in.

use std::collections::BTreeSet;

use crosswalk_engine::look_up_list;
use crosswalk_model::connector::Cursor;
use crosswalk_model::mapping::{PairFile, Scope};
use crosswalk_model::{
    Both, ConnectionId, Life, LinkId, MappingId, PairId, RecordId, Side, Triple,
};
use crosswalk_reconcile::identity::Membership;
use crosswalk_reconcile::mapping::{Design, Flaw, ObjectDesign};
use crosswalk_store::{Home, Pair};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::pairs::ObjectPair;

pub use crosswalk_reconcile::scope::ALL_BUT_SUBSCRIBERS;

/// HubSpot's list of June 2017: everybody but subscribers (S16, S17).
pub const LIST_OF_2017: &str = "Salesforce inclusion list (default)";

/// Links counted in one step.
const STEP: usize = 1_000;

/// Steps that are taken at most: a thousand million links.
const MOST_STEPS: u32 = 1_000_000;

/// Pages of a list that are read at most: 25 million members.
const MOST_PAGES: u32 = 100_000;

/// Whom one object mapping would let take part, of the HubSpot records that were read so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ScopeCount {
    /// The object mapping.
    pub mapping: MappingId,
    /// Records that take part.
    pub takes_part: u64,
    /// Records that do not.
    pub left_out: u64,
    /// Those of them that are linked: they would be held, neither cut nor changed (A2).
    pub held: u64,
    /// Records of which a property that the filter asks for was not read yet.
    pub unread: u64,
}

/// Whom a changed rule would let take part, beside the one that decides now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ScopePreview {
    /// By the changed rule.
    pub count: ScopeCount,
    /// Records that take part now and would not.
    pub leaving: u64,
    /// Records that do not take part now and would.
    pub joining: u64,
    /// The first of those that would leave.
    pub leaves: Vec<LinkId>,
}

/// Links that are named of those that would leave.
const NAMED: usize = 50;

impl App {
    /// Counts whom one object mapping of a design would let take part, and who would leave.
    ///
    /// # Errors
    /// As [`App::count_scopes`]; [`AppError::NoSuch`] for an unknown mapping.
    pub async fn scope_preview(
        &self,
        pair: PairId,
        file: &PairFile,
        mapping: &MappingId,
    ) -> Result<ScopePreview, AppError> {
        let row = self.store.pair(pair)?;
        let after = self.ruled(&row, file, mapping).await?;
        // A mapping that is new, or a design that fits no more, let nobody take part.
        let before = match self.mapping(pair) {
            Ok(saved) => self.ruled(&row, &saved, mapping).await.ok(),
            Err(_) => None,
        };
        let count = self.count_scope(pair, &after.0, after.1.as_ref())?;
        let mut preview = ScopePreview { count, leaving: 0, joining: 0, leaves: Vec::new() };
        let Some(before) = before else { return Ok(preview) };
        let home = Home { pair, mapping: mapping.clone() };
        let mut last = None;
        for _ in 0..MOST_STEPS {
            let triples = self.store.triples_after(&home, last, STEP)?;
            let Some(end) = triples.last() else { break };
            last = Some(end.link.id);
            for triple in &triples {
                preview.compare(triple, &before, &after);
            }
        }
        Ok(preview)
    }

    /// An object mapping with the members of its list.
    async fn ruled(
        &self,
        pair: &Pair,
        file: &PairFile,
        mapping: &MappingId,
    ) -> Result<Ruled, AppError> {
        let schemas = self.schemas(&pair.connections, &ObjectPair::of_file(file)).await?;
        let design = Design::compile(file, &schemas).map_err(AppError::Flawed)?;
        let found = design.objects.into_iter().find(|it| it.id == *mapping);
        let none = || AppError::NoSuch { what: "mapping", name: mapping.to_string() };
        let object = found.ok_or_else(none)?;
        let members = self.members_of(pair, &object).await?;
        Ok((object, members))
    }

    /// Counts whom each object mapping with a filter or a list would let take part. A list is read
    /// for it, 250 members a call.
    ///
    /// # Errors
    /// [`AppError::Vendor`]; [`AppError::Flawed`] where the design does not fit.
    pub async fn count_scopes(
        &self,
        pair: PairId,
        file: &PairFile,
    ) -> Result<Vec<ScopeCount>, AppError> {
        let row = self.store.pair(pair)?;
        let schemas = self.schemas(&row.connections, &ObjectPair::of_file(file)).await?;
        let design = Design::compile(file, &schemas).map_err(AppError::Flawed)?;
        let mut counts = Vec::new();
        for object in design.objects.iter().filter(|it| it.in_scope.is_some()) {
            let members = self.members_of(&row, object).await?;
            counts.push(self.count_scope(pair, object, members.as_ref())?);
        }
        Ok(counts)
    }

    /// Whether HubSpot's list of June 2017 is there, so that it can be offered (S16).
    ///
    /// # Errors
    /// [`AppError::Vendor`].
    pub async fn list_of_2017(&self, pair: PairId) -> Result<Option<u64>, AppError> {
        let row = self.store.pair(pair)?;
        let hubspot = self.connector(row.connections.hubspot).await?;
        let named = crosswalk_model::mapping::NamedList { list: LIST_OF_2017.to_owned(), id: None };
        let found = hubspot.list(&"contacts".into(), &named).await;
        let found = found.map_err(|error| AppError::Vendor { side: Side::HubSpot, error })?;
        Ok(found.filter(|list| list.active).map(|list| list.size.unwrap_or_default()))
    }

    /// Lists that are not there, or cannot say who takes part (H18).
    pub(crate) async fn flaws_of_lists(
        &self,
        connections: &Both<ConnectionId>,
        design: &Design,
    ) -> Result<Vec<Flaw>, AppError> {
        let mut flaws = Vec::new();
        for object in &design.objects {
            if let Some(Scope::List(named)) = &object.in_scope {
                let hubspot = self.connector(connections.hubspot).await?;
                let found = look_up_list(hubspot.as_ref(), object, named).await;
                let found =
                    found.map_err(|error| AppError::Vendor { side: Side::HubSpot, error })?;
                flaws.extend(found.err());
            }
        }
        Ok(flaws)
    }

    async fn members_of(
        &self,
        pair: &Pair,
        design: &ObjectDesign,
    ) -> Result<Option<BTreeSet<RecordId>>, AppError> {
        let Some(Scope::List(named)) = &design.in_scope else { return Ok(None) };
        let vendor = |error| AppError::Vendor { side: Side::HubSpot, error };
        let hubspot = self.connector(pair.connections.hubspot).await?;
        let found = look_up_list(hubspot.as_ref(), design, named).await.map_err(vendor)?;
        let list = found.map_err(|flaw| AppError::Flawed(vec![flaw]))?;
        let mut members = BTreeSet::new();
        let mut after: Option<Cursor> = None;
        for _ in 0..MOST_PAGES {
            let page = hubspot.joins(&list.id, after.as_ref()).await.map_err(vendor)?;
            members.extend(page.joins.into_keys());
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(Some(members))
    }

    fn count_scope(
        &self,
        pair: PairId,
        design: &ObjectDesign,
        members: Option<&BTreeSet<RecordId>>,
    ) -> Result<ScopeCount, AppError> {
        let home = Home { pair, mapping: design.id.clone() };
        let mapping = design.id.clone();
        let mut count = ScopeCount { mapping, takes_part: 0, left_out: 0, held: 0, unread: 0 };
        let mut after = None;
        for _ in 0..MOST_STEPS {
            let triples = self.store.triples_after(&home, after, STEP)?;
            let Some(last) = triples.last() else { return Ok(count) };
            after = Some(last.link.id);
            for triple in &triples {
                count.add(triple, design, members);
            }
        }
        Ok(count)
    }
}

/// An object mapping with the members of its list.
type Ruled = (ObjectDesign, Option<BTreeSet<RecordId>>);

/// Whether a rule lets a link's record take part; none where HubSpot has no live record of it.
fn membership(
    triple: &Triple,
    design: &ObjectDesign,
    members: Option<&BTreeSet<RecordId>>,
) -> Option<Membership> {
    let seen = triple.observed.hubspot.as_ref().filter(|seen| seen.record.life == Life::Live)?;
    Some(match (members, &design.filter) {
        (Some(members), _) if members.contains(&seen.record.at.id) => Membership::In,
        (Some(_), _) => Membership::Out,
        (None, Some(filter)) => filter.admits(&seen.record),
        (None, None) => Membership::In,
    })
}

impl ScopePreview {
    fn compare(&mut self, triple: &Triple, before: &Ruled, after: &Ruled) {
        let of = |(design, members): &Ruled| membership(triple, design, members.as_ref());
        match (of(before), of(after)) {
            (Some(Membership::In), Some(Membership::Out)) => {
                self.leaving += 1;
                if self.leaves.len() < NAMED {
                    self.leaves.push(triple.link.id);
                }
            }
            (Some(Membership::Out), Some(Membership::In)) => self.joining += 1,
            (None | Some(Membership::In | Membership::Out | Membership::Unknown), _) => {}
        }
    }
}

impl ScopeCount {
    fn add(
        &mut self,
        triple: &Triple,
        design: &ObjectDesign,
        members: Option<&BTreeSet<RecordId>>,
    ) {
        let Some(membership) = membership(triple, design, members) else { return };
        match membership {
            Membership::In => self.takes_part += 1,
            Membership::Unknown => self.unread += 1,
            Membership::Out => {
                self.left_out += 1;
                self.held += u64::from(triple.link.is_whole());
            }
        }
    }
}
