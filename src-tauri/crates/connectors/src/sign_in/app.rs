//! The OAuth app that a connection signs in through, and where its vendor's endpoints are.

use crosswalk_model::{ConnectorError, Rights, Side};
use url::Url;

use crate::hosts::HostRule;
use crate::hubspot::VERSION;

/// An app registered with a vendor.
#[derive(Clone, Debug)]
pub struct App {
    /// The vendor.
    pub side: Side,
    /// The app's public id.
    pub client_id: String,
    /// Which hosts its tokens may travel to.
    pub rule: HostRule,
    pub(super) endpoints: Endpoints,
    pub(super) scopes: Vec<&'static str>,
    pub(super) optional: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) struct Endpoints {
    pub authorize: Url,
    pub token: Url,
    pub revoke: Url,
    /// HubSpot's API; Salesforce names the org's host with every token.
    pub api: Option<Url>,
}

/// HubSpot's scopes for reading. Objects, their properties, owners, lists and the opt-out status.
const HUBSPOT_READ: &[&str] = &[
    "oauth",
    "crm.objects.contacts.read",
    "crm.objects.companies.read",
    "crm.objects.deals.read",
    "crm.objects.owners.read",
    "crm.lists.read",
    "crm.schemas.contacts.read",
    "crm.schemas.companies.read",
    "crm.schemas.deals.read",
    "communication_preferences.read",
];

/// What an account may lack, or an app need not ask for: the log of marketing e-mail (S39), tickets
/// and custom objects (H118, H119), what e-mails say (H111). The sign-in goes on without them, and
/// only what needs one waits.
const HUBSPOT_OPTIONAL_READ: &[&str] = &[
    "content",
    "tickets",
    "crm.objects.custom.read",
    "crm.schemas.custom.read",
    "sales-email-read",
];

/// The same for writing. HubSpot knows one scope for all of tickets.
const HUBSPOT_OPTIONAL_WRITE: &[&str] = &["crm.objects.custom.write", "crm.schemas.custom.write"];

/// What writing needs besides; the schema scopes are for the id property of a pair (P7).
const HUBSPOT_WRITE: &[&str] = &[
    "crm.objects.contacts.write",
    "crm.objects.companies.write",
    "crm.objects.deals.write",
    "crm.schemas.contacts.write",
    "crm.schemas.companies.write",
    "crm.schemas.deals.write",
    "communication_preferences.write",
];

/// Salesforce has no scope between all of the API and nothing; rights come from the user.
const SALESFORCE: &[&str] = &["api", "refresh_token"];

impl App {
    /// An app on HubSpot itself. It needs its client secret, which stays in the vault.
    ///
    /// # Errors
    /// [`ConnectorError::HostRefused`] never, unless this file names a host that the rule refuses.
    pub fn hubspot(client_id: &str, rights: Rights) -> Result<App, ConnectorError> {
        let app = "https://app.hubspot.com";
        App::on(Side::HubSpot, client_id, (app, "https://api.hubapi.com"), HostRule::Production)
            .map(|made| made.with(rights))
    }

    /// An app on a Salesforce login host (`https://login.salesforce.com`, `test`, or a My Domain).
    ///
    /// # Errors
    /// [`ConnectorError::HostRefused`] when that host is not Salesforce's.
    pub fn salesforce(client_id: &str, login: &str) -> Result<App, ConnectorError> {
        App::on(Side::Salesforce, client_id, (login, login), HostRule::Production)
    }

    /// An app on a base of its own: an emulator on the loopback.
    ///
    /// # Errors
    /// [`ConnectorError::HostRefused`] when the base is neither the loopback nor the vendor's.
    pub fn development(side: Side, client_id: &str, base: &str) -> Result<App, ConnectorError> {
        App::on(side, client_id, (base, base), HostRule::Development)
    }

    /// The same app, asking for these rights: the least scopes that it needs (SEC9).
    #[must_use]
    pub fn with(mut self, rights: Rights) -> App {
        self.scopes = match (self.side, rights) {
            (Side::Salesforce, Rights::WatchOnly | Rights::Full) => SALESFORCE.to_vec(),
            (Side::HubSpot, Rights::WatchOnly) => HUBSPOT_READ.to_vec(),
            (Side::HubSpot, Rights::Full) => [HUBSPOT_READ, HUBSPOT_WRITE].concat(),
        };
        self.optional = match (self.side, rights) {
            (Side::Salesforce, Rights::WatchOnly | Rights::Full) => Vec::new(),
            (Side::HubSpot, Rights::WatchOnly) => HUBSPOT_OPTIONAL_READ.to_vec(),
            (Side::HubSpot, Rights::Full) => {
                [HUBSPOT_OPTIONAL_READ, HUBSPOT_OPTIONAL_WRITE].concat()
            }
        };
        self
    }

    /// The scopes that it asks for.
    #[must_use]
    pub fn scopes(&self) -> &[&'static str] {
        &self.scopes
    }

    /// The scopes that it would like, and goes on without.
    #[must_use]
    pub fn optional(&self) -> &[&'static str] {
        &self.optional
    }

    fn on(
        side: Side,
        client_id: &str,
        (page, api): (&str, &str),
        rule: HostRule,
    ) -> Result<App, ConnectorError> {
        let api = rule.base(side, api)?;
        let page = Url::parse(page).map_err(|_| refused())?;
        let (authorize, token, revoke) = match side {
            Side::HubSpot => (
                "/oauth/authorize".to_owned(),
                format!("/oauth/{VERSION}/token"),
                format!("/oauth/{VERSION}/token/revoke"),
            ),
            Side::Salesforce => (
                "/services/oauth2/authorize".to_owned(),
                "/services/oauth2/token".to_owned(),
                "/services/oauth2/revoke".to_owned(),
            ),
        };
        let at = |base: &Url, path: &str| base.join(path).map_err(|_| refused());
        let endpoints = Endpoints {
            authorize: at(&page, &authorize)?,
            token: at(&api, &token)?,
            revoke: at(&api, &revoke)?,
            api: (side == Side::HubSpot).then_some(api),
        };
        let client_id = client_id.to_owned();
        let (scopes, optional) = (Vec::new(), Vec::new());
        let app = App { side, client_id, rule, endpoints, scopes, optional };
        Ok(app.with(Rights::Full))
    }

    /// Where a token is good: what the answer names, checked, or the vendor's one API host.
    pub(super) fn base(&self, named: Option<&str>) -> Result<Url, ConnectorError> {
        match (&self.endpoints.api, named) {
            (Some(api), _) => Ok(api.clone()),
            (None, Some(named)) => {
                let url = self.rule.base(self.side, named)?;
                url.join("/").map_err(|_| refused())
            }
            (None, None) => {
                let why = "the token answer names no instance_url".to_owned();
                Err(ConnectorError::Protocol(why))
            }
        }
    }
}

fn refused() -> ConnectorError {
    ConnectorError::HostRefused("no base URL".to_owned())
}
