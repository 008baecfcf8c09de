//! A HubSpot with one or more portals.
//!
//! Dated and legacy paths are aliases of one route table; a path's version decides statuses and
//! bodies only. Record ids are unique across the object types of a portal.

mod account;
mod acts;
mod association_calls;
mod association_types;
mod associations;
mod batch;
mod call;
mod chance;
mod derived;
mod features;
mod filter;
mod limits;
mod list_calls;
mod lists;
mod mail;
mod merge;
mod oauth;
mod object_schemas;
mod object_type;
mod objects;
mod owners;
mod pipelines;
mod portal;
mod problem;
mod property_calls;
mod record;
mod routes;
mod rules;
mod schema;
mod search;
mod seed;
mod serve;
mod settings;
mod subscriptions;
mod time;
mod tokens;
mod validate;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use features::FEATURES;
pub use seed::Grant;
pub use settings::{
    BackwardStage, Distribution, EmailConflict, HubSpotSettings, MergedIds, PastCap,
    PortalSettings, SearchCharacters, SearchesOf, Tier, UniqueConflict, UpsertByEmail,
};
pub use subscriptions::Attempt;

use chance::Chance;
use portal::Portal;
use tokens::Tokens;

/// The vendor: its portals and everything that signs in to them.
#[derive(Clone, Debug)]
pub struct HubSpot {
    settings: Arc<HubSpotSettings>,
    portals: BTreeMap<u64, Portal>,
    tokens: Tokens,
    chance: Chance,
}

#[cfg(test)]
mod tests;
