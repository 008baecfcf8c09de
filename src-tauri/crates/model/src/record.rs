//! Records as a connector hands them over, and as the store remembers them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{FieldName, ObjectName, RecordId};
use crate::value::{Content, Reading};

/// Where a record is: its object and its id, on a side that the context names.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RecordRef {
    /// The object type's API name.
    pub object: ObjectName,
    /// The record's id.
    pub id: RecordId,
}

impl RecordRef {
    /// Builds a reference.
    pub fn new(object: impl Into<ObjectName>, id: impl Into<RecordId>) -> Self {
        RecordRef { object: object.into(), id: id.into() }
    }
}

/// What is known of a record's existence. Absence is never a delete: `Deleted` needs the vendor's
/// own word (`IsDeleted`, `archived`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// It is there.
    #[default]
    Live,
    /// The vendor says it was deleted.
    Deleted,
    /// A vendor merged it into another record of the same object (`MasterRecordId`, or a HubSpot
    /// answer whose id differs from the asked one).
    AbsorbedBy(RecordId),
    /// A Salesforce lead that was converted.
    Converted(Conversion),
    /// A full comparison of ids did not meet it, and there is no evidence of a delete.
    NoLongerVisible,
}

/// What a converted lead became. Every id may be missing: a conversion can skip the opportunity,
/// and field-level security can hide an id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The contact the lead became.
    pub contact: Option<RecordId>,
    /// The account the lead was put on.
    pub account: Option<RecordId>,
    /// The opportunity that was made, if any.
    pub opportunity: Option<RecordId>,
}

/// One record as one answer showed it. A field that is not in `fields` is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Which record.
    pub at: RecordRef,
    /// Whether it is still there.
    #[serde(default)]
    pub life: Life,
    /// The vendor's modified time: `LastModifiedDate`, `lastmodifieddate`. Not the cursor's stamp.
    pub modified: Option<Timestamp>,
    /// Salesforce's `LastModifiedById`; HubSpot has none per record.
    pub modified_by: Option<RecordId>,
    /// Ids that this record took over when a vendor merged records (`hs_merged_object_ids`).
    #[serde(default)]
    pub absorbed: Vec<RecordId>,
    /// The fields that the answer carried.
    pub fields: BTreeMap<FieldName, Content>,
}

impl Record {
    /// What the answer said of one field.
    #[must_use]
    pub fn reading(&self, field: &FieldName) -> Reading {
        Reading::from(self.fields.get(field))
    }
}

/// A record as the store remembers it, with the stamp of the pull in which each field changed.
/// A stamp made by our own write never counts, so it is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The newest knowledge of the record.
    pub record: Record,
    /// Per field: the vendor's modified time of the pull in which its value changed.
    pub stamps: BTreeMap<FieldName, Timestamp>,
}
