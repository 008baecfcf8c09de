//! What the two vendors and the core around them hand each other.

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The callbacks of a desktop app that listens on the loopback: both vendors match them exactly,
/// with their port, so an admin registers a handful.
pub const LOOPBACK_CALLBACKS: [&str; 5] = [
    "http://localhost:17171/callback",
    "http://localhost:17172/callback",
    "http://localhost:17173/callback",
    "http://localhost:17174/callback",
    "http://localhost:17175/callback",
];

/// A request as it came in. Its URI may be absolute or a path; the `Host` header names the host.
pub type Request = http::Request<Bytes>;

/// The two vendors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// HubSpot's hosts.
    #[serde(rename = "hubspot")]
    HubSpot,
    /// Salesforce's hosts.
    Salesforce,
}

/// What one request meets besides its own words.
#[derive(Debug)]
pub struct Turn<'a> {
    /// The emulated clock.
    pub now: Timestamp,
    /// Features that are switched off, by name.
    pub off: &'a BTreeSet<String>,
    /// A fault that only the vendor itself can play.
    pub fault: Option<&'a InnerFault>,
    /// `http://127.0.0.1:port` or `https://vendor.host`: what links in answers start with.
    pub origin: &'a str,
}

impl Turn<'_> {
    /// Whether a feature is on. Every feature is on until a test switches it off to see that the
    /// test notices.
    #[must_use]
    pub fn on(&self, feature: &str) -> bool {
        !self.off.contains(feature)
    }
}

/// Faults inside an answer; those around it (status, delay, cut, wrong body) are the core's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum InnerFault {
    /// Every `every`th row of a batch fails with this code.
    PartialBatch {
        /// 1 is every row.
        every: usize,
        /// The vendor's error code: `UNABLE_TO_LOCK_ROW`, `VALIDATION_ERROR`.
        code: String,
    },
    /// Written rows become visible to queries only later, with their earlier stamp.
    LateCommit {
        /// How much later, in milliseconds.
        millis: u64,
    },
    /// Results of a batch come back in another order (where the vendor promises none).
    Shuffled,
    /// The server's automation rewrites a value just written (a trigger or workflow).
    Rewrites {
        /// The field.
        field: String,
        /// What it then holds.
        value: String,
    },
}

/// An answer with what the log needs to know of it.
#[derive(Debug)]
pub struct Reply {
    /// The answer.
    pub response: http::Response<Bytes>,
    /// The route's template: `POST /crm/objects/{version}/{type}/batch/update`.
    pub route: &'static str,
    /// Whether records, tokens or settings may have changed.
    pub effect: Effect,
    /// Whose token it was.
    pub actor: Actor,
    /// The account (org id or portal id) that it reached.
    pub account: Option<String>,
    /// How long the vendor takes before it answers.
    pub delay: Duration,
}

/// What a request did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing changed.
    Read,
    /// Records or settings may have changed.
    Write,
    /// Only tokens changed.
    SignIn,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Nobody signed in.
    Nobody,
    /// An app with a token: its client id or key name.
    App(String),
    /// A person, by the control plane.
    Person,
}

/// One feature that `cargo xtask emulator` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name, as [`Turn::on`] asks for it: `salesforce.collections.partial_success`.
    pub name: &'static str,
    /// What it does, in one line.
    pub what: &'static str,
    /// The test that shows it, as `cargo test` names it; it fails while the feature is off.
    pub test: &'static str,
}

/// One test with all the features that it shows: each a name and a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The test, as `cargo test` names it.
    pub test: &'static str,
    /// The features' names, and what each does.
    pub features: &'static [(&'static str, &'static str)],
}

impl Shown {
    /// The features one by one.
    pub fn each(self) -> impl Iterator<Item = Feature> {
        self.features.iter().map(move |(name, what)| Feature { name, what, test: self.test })
    }
}

/// One org or portal, with what a client needs to reach it. What a vendor has no notion of is
/// absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// The org id or portal id.
    pub account: String,
    /// The host that answers for it: `acme.my.salesforce.com`, `api.hubapi.com`.
    pub host: String,
    /// A token that works now.
    pub access_token: Option<String>,
    /// What renews it.
    pub refresh_token: Option<String>,
    /// The app that it was granted to.
    pub client_id: Option<String>,
    /// That app's secret.
    pub client_secret: Option<String>,
    /// A key that needs no sign-in.
    pub service_key: Option<String>,
}
