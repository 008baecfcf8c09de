//! A Salesforce with one or more orgs.
//!
//! Invariant: strict where the vendor is strict. A request that a real org would refuse is refused
//! here in the same words, because no client of this can ever be tried against a real org.

mod access;
mod acts;
mod bulk;
mod checks;
mod collections;
mod composite;
mod conditions;
mod consent;
mod derive;
mod describe;
mod doors;
mod dump;
mod duplicates;
mod events;
mod extras;
mod features;
mod founding;
mod grants;
mod ids;
mod limits;
mod merging;
mod number;
mod oauth;
mod people;
mod reading;
mod removal;
mod render;
mod replication;
mod rest;
mod rows;
mod rules;
mod save;
mod schema;
mod settings;
mod sharing;
mod soql;
mod tooling;
mod wire;
mod world;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value};

pub use bulk::{BulkPace, BulkSettings};
pub use features::FEATURES;
pub use settings::{
    ConnectedApp, Edition, OrgSettings, Quirks, ReadOnlyField, SalesforceSettings, UnknownField,
    UserSettings,
};
pub use soql::{Shape, shape};

use self::grants::Grants;
use self::world::{Id, Org};
use crate::exchange::{Reply, Request, Turn};

/// A Salesforce: its login host and its orgs.
#[derive(Debug)]
pub struct Salesforce {
    settings: SalesforceSettings,
    orgs: Vec<Org>,
    grants: Grants,
    codes: Vec<oauth::Code>,
    /// What the last request found switched off: it is off for what people do, too.
    off: BTreeSet<String>,
}

/// One org, for set-up and control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgFacts {
    /// The org's id: what calls here name `account`.
    pub id: String,
    /// Its My Domain host.
    pub host: String,
    /// The consumer keys that may sign in.
    pub client_ids: Vec<String>,
    /// Its users: id and user name, the administrator first.
    pub users: Vec<(String, String)>,
}

/// Tokens for tests that do not sign in by a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The access token.
    pub access: String,
    /// The refresh token.
    pub refresh: String,
}

impl Salesforce {
    /// A new Salesforce; the same settings and seed give the same ids and tokens.
    #[must_use]
    pub fn new(settings: SalesforceSettings, seed: u64) -> Self {
        let mut orgs = Vec::new();
        for (place, org) in settings.orgs.iter().enumerate() {
            let number = u64::try_from(place).unwrap_or(0) + 1;
            let id = ids::nth("00D", &org.instance, number);
            let mut org = Org::new(id, org.clone(), settings.quirks.clone());
            org.found(Timestamp::UNIX_EPOCH);
            orgs.push(org);
        }
        Self { settings, orgs, grants: Grants::new(seed), codes: Vec::new(), off: BTreeSet::new() }
    }

    /// Answers one request.
    pub fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        self.answer(turn, request)
    }

    /// Stores a row without any rule, for bulk seeding, and returns its id. `fields` may set system
    /// fields; an unknown account or object stores nothing and returns an empty id.
    pub fn put(
        &mut self,
        now: Timestamp,
        account: &str,
        object: &str,
        fields: Map<String, Value>,
    ) -> String {
        let Some(org) = self.org_mut(account) else { return String::new() };
        if org.schema.get(object).is_none() {
            return String::new();
        }
        let id = org.next_id(object);
        org.lay_as(now, object, id, fields)
    }

    /// The orgs with what a client needs to reach them.
    #[must_use]
    pub fn accounts(&self) -> Vec<OrgFacts> {
        let client_ids: Vec<String> =
            self.settings.apps.iter().map(|app| app.client_id.clone()).collect();
        let facts = |org: &Org| OrgFacts {
            id: org.id.clone(),
            host: org.settings.host.clone(),
            client_ids: client_ids.clone(),
            users: org.users(),
        };
        self.orgs.iter().map(facts).collect()
    }

    /// Signs a user in without a browser. Nothing if the account or the user is unknown.
    pub fn grant(
        &mut self,
        now: Timestamp,
        account: &str,
        user_id: &str,
        client_id: &str,
    ) -> Option<Tokens> {
        let place = self.orgs.iter().position(|org| org.id == account)?;
        self.orgs[place].row("User", user_id)?;
        let user = Id::from(user_id);
        if !self.off.contains("salesforce.oauth.five_approvals") {
            self.grants.make_room(place, &user, client_id);
        }
        let chain = self.grants.sign_in(place, &user, client_id, "refresh_token api");
        let access = self.grants.open(&chain, account, now);
        Some(Tokens { access, refresh: chain.current })
    }

    fn org_mut(&mut self, account: &str) -> Option<&mut Org> {
        self.orgs.iter_mut().find(|org| org.id == account)
    }
}

impl Org {
    /// Whether a user may come in.
    fn is_active(&self, user: &str) -> bool {
        let user = self.row("User", user).zip(self.schema.get("User"));
        user.is_some_and(|(row, kind)| row.get(kind, "IsActive") == true)
    }

    fn users(&self) -> Vec<(String, String)> {
        let Some((object, table)) = self.schema.get("User").zip(self.table("User")) else {
            return Vec::new();
        };
        let pair = |row: &world::Row| (row.id.to_string(), row.text(object, "Username").to_owned());
        table.rows().map(pair).collect()
    }
}
