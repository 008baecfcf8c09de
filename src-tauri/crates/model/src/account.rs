//! Who a connection is signed in to.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, RecordId};

/// What "who am I" answers. It is compared with the stored one before every pass: another account
/// than last time stops the pair (P9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Account {
    /// Org id or portal id.
    pub id: AccountId,
    /// Org name, or the portal's domain.
    pub name: String,
    /// What kind of account it is.
    pub kind: AccountKind,
    /// Salesforce's `OrganizationType`, or HubSpot's tier as far as it is known. For showing only,
    /// but for the refusals of S2 and S4.
    pub edition: Option<String>,
    /// The user that the connection acts as; needed to tell our own writes from others'.
    pub user: Option<RecordId>,
    /// That user's name or address, for people.
    pub user_name: Option<String>,
    /// The base URL that calls go to.
    pub base_url: String,
    /// The account's own time zone (IANA name), where it says so.
    pub time_zone: Option<String>,
    /// The account's main currency (ISO 4217), where it says so.
    pub currency: Option<String>,
}

/// Whether real people's data is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// Real data.
    Production,
    /// A sandbox or scratch org.
    Sandbox,
    /// A developer edition or developer test account.
    Developer,
}

/// How much a connection may do in its account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Rights {
    /// Looking only: passes plan, and nothing is written. It signs in without any scope to write.
    WatchOnly,
    /// Looking and writing.
    #[default]
    Full,
}

/// What another vendor installed in a Salesforce org.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledPackage {
    /// Its name, a vendor's text.
    pub name: String,
    /// The prefix of its own names; none for an unmanaged one.
    pub namespace: Option<String>,
    /// Its version, major and minor.
    pub version: Option<(u32, u32)>,
}

impl InstalledPackage {
    /// From this version on HubSpot's package lets several portals use one org (S7).
    const SHARED_SINCE: (u32, u32) = (2, 60);

    /// Whether it is HubSpot's own connector.
    #[must_use]
    pub fn is_hubspots(&self) -> bool {
        let is = |text: &str| text.to_lowercase().contains("hubspot");
        is(&self.name) || self.namespace.as_deref().is_some_and(is)
    }

    /// Whether HubSpot's package is too old for more than one portal (S8). A version that nobody
    /// tells is taken for an old one.
    #[must_use]
    pub fn is_for_one_portal(&self) -> bool {
        self.version.is_none_or(|version| version < Self::SHARED_SINCE)
    }
}
