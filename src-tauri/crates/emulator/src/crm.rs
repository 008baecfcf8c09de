//! What the core asks of a vendor.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::exchange::{AccountFacts, Feature, Reply, Request, Turn, Vendor};
use crate::hubspot::HubSpot;
use crate::salesforce::Salesforce;

/// A vendor's server with all its accounts.
pub trait Crm: Send {
    /// Answers one request.
    fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply;

    /// Stores a record as it is, unvalidated, and returns its id.
    fn put(&mut self, now: Timestamp, account: &str, object: &str, fields: Fields) -> String;

    /// Everything an account holds: `{object: {id: {field: value, …}}}`.
    fn dump(&self, account: &str) -> Value;

    /// Replaces what an account holds by a dump.
    ///
    /// # Errors
    /// Says what in the dump it cannot read.
    fn load(&mut self, account: &str, dump: &Value) -> Result<(), String>;

    /// The accounts, in the order of their making.
    fn accounts(&self) -> Vec<AccountFacts>;

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
    Salesforce::FEATURES.iter().chain(HubSpot::FEATURES).copied()
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

    fn load(&mut self, account: &str, dump: &Value) -> Result<(), String> {
        Self::load(self, account, dump)
    }

    fn accounts(&self) -> Vec<AccountFacts> {
        Self::accounts(self)
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

    fn load(&mut self, account: &str, dump: &Value) -> Result<(), String> {
        Self::load(self, account, dump)
    }

    fn accounts(&self) -> Vec<AccountFacts> {
        Self::accounts(self)
    }

    fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        Self::act(self, now, act)
    }
}

#[cfg(test)]
pub(crate) mod tests;
