//! What a Salesforce is set up with: apps, orgs, and the choices that no document settles.

use serde::{Deserialize, Serialize};

use super::bulk::BulkSettings;

/// A Salesforce: its connected apps and its orgs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SalesforceSettings {
    /// The apps that may sign users in.
    pub apps: Vec<ConnectedApp>,
    /// The orgs; the first is the default one.
    pub orgs: Vec<OrgSettings>,
    /// Behaviour that the vendor's documents leave open.
    pub quirks: Quirks,
}

/// An external client app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConnectedApp {
    /// The consumer key.
    pub client_id: String,
    /// A secret, if the app requires one at the token endpoint.
    pub client_secret: Option<String>,
    /// The callback URLs, matched exactly with their port.
    pub redirect_uris: Vec<String>,
    /// Whether each refresh gives a new refresh token.
    pub rotates: bool,
    /// Whether a code challenge must be sent.
    pub needs_challenge: bool,
    /// Orgs (ids) that have not installed the app: their users cannot approve it.
    pub not_installed_in: Vec<String>,
}

/// One org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrgSettings {
    /// Its name.
    pub name: String,
    /// Its My Domain host, without scheme.
    pub host: String,
    /// Its edition.
    pub edition: Edition,
    /// Whether a Professional Edition has bought API access.
    pub api_add_on: bool,
    /// Whether it is a sandbox.
    pub sandbox: bool,
    /// When a trial or scratch org ends, as answers carry instants.
    pub trial_ends: Option<String>,
    /// The three characters of record ids after the key prefix less the reserved one.
    pub instance: String,
    /// Whether accounts may be persons.
    pub person_accounts: bool,
    /// Whether `CurrencyType` exists.
    pub multi_currency: bool,
    /// Calls per rolling 24 hours; nothing is what the edition grants.
    pub daily_calls: Option<u64>,
    /// The most ids of one answer to `updated` and `deleted`.
    pub most_changed_ids: usize,
    /// The org's time zone, IANA.
    pub time_zone: String,
    /// Its users; the first is an administrator.
    pub users: Vec<UserSettings>,
    /// How it runs Bulk API jobs.
    pub bulk: BulkSettings,
}

/// A user of an org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserSettings {
    /// The user name to sign in with.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Whether the user may sign in and own records.
    pub active: bool,
    /// `Standard`, `Guest`, …
    pub user_type: String,
}

/// An edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// Group: no API.
    Group,
    /// Professional: API as an add-on.
    Professional,
    /// Enterprise.
    Enterprise,
    /// Unlimited.
    Unlimited,
    /// Developer.
    Developer,
}

impl Edition {
    /// `Organization.OrganizationType`. Only Developer's was ever seen recorded.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Group => "Team Edition",
            Self::Professional => "Professional Edition",
            Self::Enterprise => "Enterprise Edition",
            Self::Unlimited => "Unlimited Edition",
            Self::Developer => "Developer Edition",
        }
    }

    /// The daily calls of an org with so many licences.
    #[must_use]
    pub fn daily_calls(self, licences: u64) -> u64 {
        match self {
            Self::Group => 0,
            Self::Professional | Self::Enterprise => 100_000 + licences * 1_000,
            Self::Unlimited => 100_000 + licences * 5_000,
            Self::Developer => 15_000,
        }
    }
}

/// Behaviour on which the vendor's documents are silent or disagree. The default is the reading
/// that most sources share; `tests/quirks.rs` shows the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quirks {
    /// How long an access token lives.
    pub token_life_seconds: i64,
    /// Whether use prolongs it.
    pub token_slides: bool,
    /// How long an authorisation code lives.
    pub code_life_seconds: i64,
    /// The `error` when the verifier does not fit the challenge.
    pub verifier_error: String,
    /// What writing a field that is read-only by field-level security does.
    pub read_only_field: ReadOnlyField,
    /// Whether an unknown field in a collection refuses the whole request or its row.
    pub unknown_field: UnknownField,
    /// HTTP status of `ENTITY_IS_DELETED` and `INVALID_CROSS_REFERENCE_KEY` on a row's own URL.
    pub gone_status: u16,
    /// HTTP status of `INSUFFICIENT_ACCESS_OR_READONLY`.
    pub access_status: u16,
    /// Whether e-mail addresses are stored in lower case.
    pub email_lowercased: bool,
    /// Whether a new stage resets the probability.
    pub stage_resets_probability: bool,
    /// Whether a primary contact role takes the mark from the others of its opportunity.
    pub one_primary_role: bool,
    /// Whether a converted lead may still be edited ("View and Edit Converted Leads").
    pub edit_converted_leads: bool,
    /// Whether `allowSave` gets past a rule that blocks.
    pub allow_save_passes_block: bool,
    /// Whether a person account refuses a written `Account.Name`.
    pub person_name_refused: bool,
    /// Whether the contact behind a person account refuses changes of its own: they go through the
    /// account. The vendor's guide says so; with which code is not on record.
    pub person_contact_refused: bool,
    /// Whether a lead without a company is allowed where person accounts are on.
    pub lead_without_company: bool,
    /// Whether a custom field of activities can be an external id and unique (unconfirmed).
    pub activity_keys: bool,
    /// Characters of one field of a bulk load: the vendor's pages say 131,072 and 32,000.
    pub most_in_cell: usize,
    /// Whether the URL of a part of a composite may be longer than that of a request by itself
    /// (unconfirmed).
    pub long_subrequests: bool,
    /// Whether a record that comes out of the recycle bin has a new `SystemModstamp` (unconfirmed).
    pub undelete_moves_stamp: bool,
    /// Calls beyond the daily limit that are still served.
    pub soft_overrun: u64,
}

/// What writing a read-only field does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadOnlyField {
    /// `INVALID_FIELD_FOR_INSERT_UPDATE`.
    Refused,
    /// `INVALID_FIELD`, as if it did not exist.
    Unknown,
    /// Ignored without a word.
    Ignored,
}

/// What an unknown field in a collection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownField {
    /// 400 for the whole request.
    WholeRequest,
    /// An error of its row.
    Row,
}

impl Default for SalesforceSettings {
    fn default() -> Self {
        Self {
            apps: vec![ConnectedApp::default()],
            orgs: vec![OrgSettings::default()],
            quirks: Quirks::default(),
        }
    }
}

impl Default for ConnectedApp {
    fn default() -> Self {
        let ports = [1717, 17_171, 27_172, 37_173, 47_174];
        let own = ports.map(|port| format!("http://localhost:{port}/oauth/salesforce"));
        let loopback = crate::exchange::LOOPBACK_CALLBACKS.map(str::to_owned);
        Self {
            client_id: "3MVG9.crosswalk.emulated".to_owned(),
            client_secret: None,
            redirect_uris: [own, loopback].concat(),
            rotates: true,
            needs_challenge: true,
            not_installed_in: Vec::new(),
        }
    }
}

impl Default for OrgSettings {
    fn default() -> Self {
        Self {
            name: "Acme".to_owned(),
            host: "acme.my.salesforce.com".to_owned(),
            edition: Edition::Enterprise,
            api_add_on: false,
            sandbox: false,
            trial_ends: None,
            instance: "5w".to_owned(),
            person_accounts: false,
            multi_currency: false,
            daily_calls: None,
            most_changed_ids: 600_000,
            time_zone: "America/Los_Angeles".to_owned(),
            users: vec![
                UserSettings::named("Ann", "Admin"),
                UserSettings::named("Sven", "Seller"),
                UserSettings::named("Ida", "Integration"),
            ],
            bulk: BulkSettings::default(),
        }
    }
}

impl Default for UserSettings {
    fn default() -> Self {
        Self::named("Ann", "Admin")
    }
}

impl UserSettings {
    /// An active standard user with an address made of the names.
    #[must_use]
    pub fn named(first: &str, last: &str) -> Self {
        let address = format!("{}@acme.example", first.to_lowercase());
        Self {
            username: address.clone(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: address,
            active: true,
            user_type: "Standard".to_owned(),
        }
    }
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            token_life_seconds: 7_200,
            token_slides: true,
            code_life_seconds: 900,
            verifier_error: "invalid_grant".to_owned(),
            read_only_field: ReadOnlyField::Refused,
            unknown_field: UnknownField::WholeRequest,
            gone_status: 404,
            access_status: 403,
            email_lowercased: true,
            stage_resets_probability: true,
            one_primary_role: true,
            edit_converted_leads: false,
            allow_save_passes_block: false,
            person_name_refused: true,
            person_contact_refused: true,
            lead_without_company: true,
            activity_keys: true,
            long_subrequests: true,
            undelete_moves_stamp: true,
            most_in_cell: 131_072,
            soft_overrun: 0,
        }
    }
}
