//! What the core asks of a vendor.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::exchange::{AccountFacts, Feature, Reply, Request, Shown, Turn, Vendor};
use crate::hubspot::{self, HubSpot};
use crate::salesforce::{self, Salesforce};

/// A vendor's server with all its accounts.
pub trait Crm: Send {
    /// Answers one request.
    fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply;

    /// Stores a record as it is, unvalidated, and returns its id.
    fn put(&mut self, now: Timestamp, account: &str, object: &str, fields: Fields) -> String;

    /// Everything an account holds: `{"state": …, "truth": {object: {id: {field: value, …}}}}`.
    /// `state` is what [`Self::load`] takes, `truth` the live records for readers outside.
    fn dump(&self, account: &str) -> Value;

    /// The live records of one object as the dump's `truth` has them, without the rest of a dump.
    fn truth(&self, account: &str, object: &str) -> Fields;

    /// How many calls would have subscribed somebody (S58).
    fn resubscribe_attempts(&self) -> usize;

    /// Replaces what the account that a dump names holds by the dump; tokens stay.
    ///
    /// # Errors
    /// Says what in the dump it cannot read.
    fn load(&mut self, dump: &Value) -> Result<(), String>;

    /// The accounts' ids, in the order of their making.
    fn accounts(&self) -> Vec<String>;

    /// Live tokens for one account, new ones at every call; nothing for an unknown account.
    fn grant(&mut self, now: Timestamp, account: &str) -> Option<AccountFacts>;

    /// Ties two seeded records together, each by object and id. Says whether it could; a vendor
    /// whose records point at each other by fields cannot.
    fn associate(&mut self, account: &str, from: (&str, &str), to: (&str, &str)) -> bool;

    /// What a person does in the vendor's own app: `{"act": "convert_lead", …}`.
    ///
    /// # Errors
    /// Says why the act is unknown or impossible.
    fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String>;
}

/// A record's fields by the vendor's names.
pub type Fields = Map<String, Value>;

/// Both vendors.
pub struct Crms {
    /// HubSpot's side.
    pub hubspot: Box<dyn Crm>,
    /// Salesforce's side.
    pub salesforce: Box<dyn Crm>,
}

impl Crms {
    /// The vendor by name.
    #[must_use]
    pub fn of(&self, vendor: Vendor) -> &dyn Crm {
        match vendor {
            Vendor::HubSpot => self.hubspot.as_ref(),
            Vendor::Salesforce => self.salesforce.as_ref(),
        }
    }

    /// The vendor by name, to change it.
    pub fn of_mut(&mut self, vendor: Vendor) -> &mut dyn Crm {
        match vendor {
            Vendor::HubSpot => self.hubspot.as_mut(),
            Vendor::Salesforce => self.salesforce.as_mut(),
        }
    }
}

/// The features of both vendors.
pub(crate) fn vendor_features() -> impl Iterator<Item = Feature> {
    salesforce::FEATURES
        .iter()
        .chain(hubspot::FEATURES)
        .copied()
        .flatten()
        .copied()
        .flat_map(Shown::each)
}

impl Crm for Salesforce {
    fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        Self::handle(self, turn, request)
    }

    fn put(&mut self, now: Timestamp, account: &str, object: &str, fields: Fields) -> String {
        Self::put(self, now, account, object, fields)
    }

    fn dump(&self, account: &str) -> Value {
        Self::dump(self, account)
    }

    fn resubscribe_attempts(&self) -> usize {
        0
    }

    fn truth(&self, account: &str, object: &str) -> Fields {
        Self::truth(self, account, object)
    }

    fn load(&mut self, dump: &Value) -> Result<(), String> {
        Self::load(self, dump)
    }

    fn accounts(&self) -> Vec<String> {
        Self::accounts(self).into_iter().map(|org| org.id).collect()
    }

    fn grant(&mut self, now: Timestamp, account: &str) -> Option<AccountFacts> {
        let org = Self::accounts(self).into_iter().find(|org| org.id == account)?;
        let (user, client_id) = (org.users.first()?, org.client_ids.first()?);
        let tokens = Self::grant(self, now, account, &user.0, client_id)?;
        Some(AccountFacts {
            account: org.id.clone(),
            host: org.host.clone(),
            access_token: Some(tokens.access),
            refresh_token: Some(tokens.refresh),
            client_id: Some(client_id.clone()),
            client_secret: None,
            service_key: None,
        })
    }

    fn associate(&mut self, _account: &str, _from: (&str, &str), _to: (&str, &str)) -> bool {
        false
    }

    fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        Self::act(self, now, act)
    }
}

impl Crm for HubSpot {
    fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        Self::handle(self, turn, request)
    }

    fn put(&mut self, now: Timestamp, account: &str, object: &str, fields: Fields) -> String {
        Self::put(self, now, account, object, fields)
    }

    fn dump(&self, account: &str) -> Value {
        Self::dump(self, account)
    }

    fn resubscribe_attempts(&self) -> usize {
        Self::resubscribe_attempts(self).len()
    }

    fn truth(&self, account: &str, object: &str) -> Fields {
        Self::truth(self, account, object)
    }

    fn load(&mut self, dump: &Value) -> Result<(), String> {
        Self::load(self, dump)
    }

    fn accounts(&self) -> Vec<String> {
        Self::accounts(self)
    }

    fn grant(&mut self, now: Timestamp, account: &str) -> Option<AccountFacts> {
        let grant = Self::grants(self, now).into_iter().find(|grant| grant.account == account)?;
        Some(AccountFacts {
            account: grant.account,
            host: "api.hubapi.com".to_owned(),
            access_token: Some(grant.access_token),
            refresh_token: Some(grant.refresh_token),
            client_id: Some(grant.client_id),
            client_secret: Some(grant.client_secret),
            service_key: Some(grant.service_key),
        })
    }

    fn associate(&mut self, account: &str, from: (&str, &str), to: (&str, &str)) -> bool {
        Self::associate(self, account, from, to, None)
    }

    fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        Self::act(self, now, act)
    }
}

#[cfg(test)]
pub(crate) mod tests;
