//! What the core asks of a vendor.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::exchange::{AccountFacts, Feature, Reply, Request, Turn, Vendor};
use crate::hubspot::HubSpot;
use crate::salesforce::{OrgFacts, Salesforce};

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

    /// The accounts' ids, in the order of their making.
    fn ids(&self) -> Vec<String>;

    /// The accounts, each with tokens that work now. Every call mints new ones.
    fn accounts(&mut self, now: Timestamp) -> Vec<AccountFacts>;

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
    crate::salesforce::FEATURES.iter().chain(crate::hubspot::FEATURES).copied()
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

    fn load(&mut self, _account: &str, dump: &Value) -> Result<(), String> {
        Self::load(self, dump)
    }

    fn ids(&self) -> Vec<String> {
        Self::accounts(self).into_iter().map(|org| org.id).collect()
    }

    fn accounts(&mut self, now: Timestamp) -> Vec<AccountFacts> {
        let orgs = Self::accounts(self);
        orgs.into_iter().map(|org| salesforce_facts(self, now, org)).collect()
    }

    fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        Self::act(self, now, act)
    }
}

fn salesforce_facts(salesforce: &mut Salesforce, now: Timestamp, org: OrgFacts) -> AccountFacts {
    let client = org.client_ids.first().cloned();
    let user = org.users.first().map(|(id, _)| id.clone());
    let tokens = client
        .as_deref()
        .zip(user.as_deref())
        .and_then(|(client, user)| salesforce.grant(now, &org.id, user, client));
    let (access_token, refresh_token) =
        tokens.map(|tokens| (tokens.access, tokens.refresh)).unzip();
    AccountFacts {
        account: org.id,
        host: org.host,
        access_token,
        refresh_token,
        client_id: client,
        client_secret: None,
        service_key: None,
    }
}

impl Crm for HubSpot {
    fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        Self::handle(self, turn, request)
    }

    /// Besides records, `owners`; a record's `associations` are made, and an address that is
    /// opted out is so by its status, which is where HubSpot keeps it.
    fn put(&mut self, now: Timestamp, account: &str, object: &str, mut fields: Fields) -> String {
        if object == "owners" {
            return put_owner(self, now, account, fields);
        }
        let associations = fields.remove("associations");
        let opted_out = fields.remove("hs_email_optout").is_some_and(|it| it == "true");
        let email = fields.get("email").and_then(Value::as_str).map(str::to_owned);
        let id = Self::put(self, now, account, object, fields);
        if let (true, Some(email)) = (opted_out, email) {
            let act = json!({ "act": "unsubscribe", "account": account, "email": email });
            let done = Self::act(self, now, act);
            debug_assert!(done.is_ok(), "a seeded address can unsubscribe: {done:?}");
        }
        for (to, ids) in associations.iter().filter_map(Value::as_object).flatten() {
            for other in ids.as_array().into_iter().flatten().filter_map(Value::as_str) {
                Self::associate(self, account, (object, &id), (to, other), None);
            }
        }
        id
    }

    fn dump(&self, account: &str) -> Value {
        Self::dump(self, account)
    }

    fn load(&mut self, _account: &str, dump: &Value) -> Result<(), String> {
        Self::load(self, dump)
    }

    fn ids(&self) -> Vec<String> {
        Self::accounts(self)
    }

    fn accounts(&mut self, now: Timestamp) -> Vec<AccountFacts> {
        let grants = self.grants(now);
        grants
            .into_iter()
            .map(|grant| AccountFacts {
                account: grant.account,
                host: "api.hubapi.com".to_owned(),
                access_token: Some(grant.access_token),
                refresh_token: Some(grant.refresh_token),
                client_id: Some(grant.client_id),
                client_secret: Some(grant.client_secret),
                service_key: Some(grant.service_key),
            })
            .collect()
    }

    fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        Self::act(self, now, act)
    }
}

fn put_owner(hubspot: &mut HubSpot, now: Timestamp, account: &str, mut owner: Fields) -> String {
    owner.insert("act".to_owned(), json!("add_owner"));
    owner.insert("account".to_owned(), json!(account));
    let made = HubSpot::act(hubspot, now, Value::Object(owner)).unwrap_or_default();
    made["id"].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
pub(crate) mod tests;
