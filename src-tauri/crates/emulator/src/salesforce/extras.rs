//! What an org knows besides rows: permissions, rules, open cursors and jobs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Everything of an org that is not a row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Extras {
    /// Fields that only a permission set opens, by `Object.Field`.
    pub(crate) guarded: BTreeMap<String, Access>,
    /// Records that sharing keeps from the app's user, or lets it read only.
    pub(crate) shared: BTreeMap<String, Access>,
    /// Rows that another transaction holds.
    pub(crate) locked: BTreeSet<String>,
    pub(crate) validation: Vec<ValidationRule>,
    pub(crate) duplicates: Vec<DuplicateRule>,
    /// The owner that the active lead assignment rule gives.
    pub(crate) lead_owner: Option<String>,
    /// Field rewrites on every save (a trigger or flow), by object.
    pub(crate) triggers: Vec<Trigger>,
    /// When rows went into the recycle bin.
    pub(crate) deleted_at: BTreeMap<String, jiff::Timestamp>,
    /// Up to when the delete log was purged early.
    pub(crate) purged_until: Option<jiff::Timestamp>,
    /// Custom fields made so far.
    pub(crate) fields_made: u64,
    /// Custom objects, in the order in which they were made.
    #[serde(default)]
    pub(crate) objects: Vec<CustomObject>,
    pub(crate) packages: Vec<Package>,
    /// Whether the app's user has no *Customize Application*.
    #[serde(default)]
    pub(crate) setup_withheld: bool,
    /// Rows that a parent took along, with that parent.
    pub(crate) taken_along: BTreeMap<String, String>,
}

/// A custom object as an administrator defines it. It gets the fields that every custom object has,
/// and these beside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CustomObject {
    /// `Invoice__c`.
    pub(crate) name: String,
    pub(crate) label: String,
    /// Fields in the shape of a describe.
    #[serde(default)]
    pub(crate) fields: Vec<serde_json::Value>,
}

/// What a user may do with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Access {
    Hidden,
    Read,
    Edit,
}

/// Rows that meet `condition` (the WHERE of a query) are refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ValidationRule {
    pub(crate) object: String,
    pub(crate) condition: String,
    pub(crate) message: String,
    pub(crate) field: Option<String>,
}

/// Rows whose `field` equals that of a row of `object` or `across` are duplicates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DuplicateRule {
    pub(crate) name: String,
    pub(crate) object: String,
    pub(crate) field: String,
    #[serde(default)]
    pub(crate) across: Vec<String>,
    /// Whether `allowSave` cannot pass it.
    #[serde(default)]
    pub(crate) blocks: bool,
    #[serde(default = "usual_alert")]
    pub(crate) message: String,
}

/// A field that the org's own automation sets on every save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Trigger {
    pub(crate) object: String,
    pub(crate) field: String,
    pub(crate) value: serde_json::Value,
}

fn usual_alert() -> String {
    "Use one of these records?".to_owned()
}

/// An installed managed package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) major: u32,
    pub(crate) minor: u32,
}
