//! How a HubSpot is set up, and which of two reported behaviours it shows where they disagree.

use serde::{Deserialize, Serialize};

/// A HubSpot with its portals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HubSpotSettings {
    /// The portals, in the order of their demo grants.
    pub portals: Vec<PortalSettings>,
    /// How the OAuth apps are distributed: their limits go by it.
    pub distribution: Distribution,
    /// How long an access token lives, in seconds. The vendor's figure is 1,800.
    pub token_life_seconds: i64,
    /// Whether a refresh hands out a new refresh token and kills the old one (unconfirmed).
    pub rotate_refresh_tokens: bool,
    /// Whether revoking a refresh token kills the access tokens it made (unconfirmed).
    pub revoke_cascades: bool,
    /// How far the search index lags behind the writes, in milliseconds.
    pub search_lag_millis: i64,
    /// How long a changed record takes to join or leave an active list, in milliseconds.
    pub list_lag_millis: i64,
    /// Merging keeps the primary's id (a beta) instead of making a new one.
    pub merge_keeps_primary: bool,
    /// Whether a record that is restored has its associations again, as far as their other ends are
    /// there (unconfirmed).
    pub restore_keeps_associations: bool,
    /// What a backward lifecycle stage gets.
    pub backward_stage: BackwardStage,
    /// What a PATCH to an e-mail address in use gets.
    pub email_conflict: EmailConflict,
    /// What a value in use of another unique property gets.
    pub unique_conflict: UniqueConflict,
    /// What `hs_merged_object_ids` lists.
    pub merged_ids: MergedIds,
    /// Whose the five searches a second are.
    pub searches_of: SearchesOf,
    /// Whether an app without its client secret is let in by its PKCE verifier (unconfirmed).
    pub pkce_without_secret: bool,
    /// What an upsert by e-mail of an existing contact does.
    pub upsert_by_email: UpsertByEmail,
    /// Whether batch update leaves merged-away ids out of its results.
    pub batch_update_omits_merged: bool,
    /// Whether a write of the value that is there already moves the modified stamp.
    pub unchanged_write_moves_stamp: bool,
    /// Whether an opt-out, or its end, moves the contact's modified stamp (unconfirmed).
    pub opt_out_moves_stamp: bool,
    /// `hs_email_optout` refuses writes.
    pub optout_read_only: bool,
    /// Batches of 2026-09 answer 200 with `errors` instead of 207 (unconfirmed).
    pub dated_partial_is_200: bool,
    /// What `Retry-After` a 429 carries, in seconds; none by default.
    pub retry_after_seconds: Option<u64>,
    /// What the 3,000 characters of a search are (unconfirmed).
    pub search_characters: SearchCharacters,
    /// How paging past the results of a search is refused (unconfirmed).
    pub past_cap: PastCap,
}

impl Default for HubSpotSettings {
    fn default() -> Self {
        Self {
            portals: vec![PortalSettings::default()],
            distribution: Distribution::Private,
            token_life_seconds: 1_800,
            rotate_refresh_tokens: false,
            revoke_cascades: false,
            search_lag_millis: 0,
            list_lag_millis: 0,
            merge_keeps_primary: false,
            restore_keeps_associations: false,
            backward_stage: BackwardStage::Unchanged,
            email_conflict: EmailConflict::Conflict,
            unique_conflict: UniqueConflict::Validation,
            merged_ids: MergedIds::Every,
            searches_of: SearchesOf::Account,
            pkce_without_secret: false,
            upsert_by_email: UpsertByEmail::Refused,
            batch_update_omits_merged: true,
            unchanged_write_moves_stamp: true,
            opt_out_moves_stamp: true,
            optout_read_only: true,
            dated_partial_is_200: false,
            retry_after_seconds: None,
            search_characters: SearchCharacters::Filters,
            past_cap: PastCap::Validation,
        }
    }
}

/// One portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PortalSettings {
    /// The portal id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its subscription.
    pub tier: Tier,
    /// IANA name; the daily limit resets at its midnight.
    pub time_zone: String,
    /// The company currency, ISO 4217.
    pub currency: String,
    /// Overrides the tier's daily limit.
    pub daily_limit: Option<u64>,
    /// Overrides the tier's ten-second limit.
    pub burst_limit: Option<u64>,
    /// Overrides the five searches a second.
    pub search_limit: Option<u64>,
}

impl Default for PortalSettings {
    fn default() -> Self {
        Self {
            id: 4_411_001,
            name: "Crosswalk demo".to_owned(),
            tier: Tier::Professional,
            time_zone: "UTC".to_owned(),
            currency: "USD".to_owned(),
            daily_limit: None,
            burst_limit: None,
            search_limit: None,
        }
    }
}

/// Subscriptions, by what they change in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// No paid hub.
    Free,
    /// Starter.
    Starter,
    /// Professional.
    Professional,
    /// Enterprise: custom objects and the batch status calls.
    Enterprise,
}

impl Tier {
    /// Calls per ten seconds and app of private and privately distributed apps.
    #[must_use]
    pub const fn burst(self) -> u64 {
        match self {
            Self::Free | Self::Starter => 100,
            Self::Professional | Self::Enterprise => 190,
        }
    }

    /// Calls per day and account.
    #[must_use]
    pub const fn daily(self) -> u64 {
        match self {
            Self::Free | Self::Starter => 250_000,
            Self::Professional => 625_000,
            Self::Enterprise => 1_000_000,
        }
    }
}

/// How an OAuth app is distributed, as `is_private_distribution` of an introspected token tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    /// To named accounts only, such as an app of one's own: the limits of the account's tier.
    Private,
    /// To everybody: 110 calls in ten seconds for each account, and no limit of the day.
    Marketplace,
}

/// What the 3,000 characters that a search may have are counted over. Whole bodies are not: clients
/// name hundreds of properties and are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchCharacters {
    /// The filters as they are sent, and the words that are searched for.
    Filters,
    /// The words that are searched for.
    Query,
}

/// The 400 to a page past the 10,000 results of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastCap {
    /// A validation error, as others are.
    Validation,
    /// A message alone, without a category.
    Bare,
}

/// What a backward lifecycle stage gets (unconfirmed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackwardStage {
    /// 200, with the value as it was.
    Unchanged,
    /// 400.
    Refused,
}

/// What a PATCH to an e-mail address in use gets (unconfirmed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailConflict {
    /// 409, like a create.
    Conflict,
    /// 400 with `CONFLICTING_UNIQUE_VALUE`.
    Validation,
}

/// What a value that another record holds of a unique property gets, other than of the contacts'
/// e-mail (unconfirmed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UniqueConflict {
    /// 400 with `CONFLICTING_UNIQUE_VALUE`.
    Validation,
    /// 409 that tells the holder's id, as an e-mail's does.
    Conflict,
}

/// What `hs_merged_object_ids` lists (unconfirmed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergedIds {
    /// Every id that leads to the record.
    Every,
    /// Those that were merged into it: not the id that it had itself before a merge.
    Others,
}

/// Whose the searches of a second are (unconfirmed; older documents say the token's).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchesOf {
    /// All tokens of an account share them.
    Account,
    /// Each token has its own.
    Token,
}

/// What an upsert by e-mail of an existing contact does (unconfirmed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpsertByEmail {
    /// 400.
    Refused,
    /// Properties that it does not name are cleared.
    Overwrites,
}
