//! What a decision looks at: base and both observed records of one link.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{FieldName, RecordId};
use crate::link::Link;
use crate::record::Observed;
use crate::side::Both;
use crate::value::Content;

/// What each side held when they last agreed (M3), by that side's own field names. A field that
/// is not here has no base: it is decided as a first link.
pub type Base = Both<BTreeMap<FieldName, Content>>;

/// When a field last changed, and who did it where the vendor tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastChange {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Option<Author>,
}

/// Who changed a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// A user: the id of a Salesforce user, or HubSpot's `updatedByUserId`, which is no owner's id.
    User(RecordId),
    /// No person: HubSpot's `sourceLabel`, or its `sourceType` where there is none. A vendor's text.
    Program(String),
}

/// One link with everything a decision may look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triple {
    /// The link.
    pub link: Link,
    /// What each side held when they last agreed.
    pub base: Base,
    /// What each side was last seen to hold; `None` where there is no such end.
    pub observed: Both<Option<Observed>>,
    /// Per-field changes that were read for a conflict (HubSpot's property history). Without an
    /// entry, the observed stamp stands in.
    pub changes: Both<BTreeMap<FieldName, LastChange>>,
}
