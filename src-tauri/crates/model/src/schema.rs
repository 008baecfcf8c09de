//! What an account says of its own objects and fields.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{FieldName, ObjectName, RecordId};
use crate::value::ValueKind;

/// One object of one account, as its describe or property list states it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectSchema {
    /// The API name.
    pub object: ObjectName,
    /// The label people see.
    pub label: String,
    /// Whether this sign-in may create records of it.
    pub createable: bool,
    /// Whether this sign-in may update records of it.
    pub updateable: bool,
    /// Whether this sign-in may delete records of it.
    pub deletable: bool,
    /// The fields that this sign-in can see. A hidden field is absent.
    pub fields: BTreeMap<FieldName, FieldSchema>,
    /// Its pipelines in display order, for deals and tickets. Salesforce's stages are one without a name.
    #[serde(default)]
    pub pipelines: Vec<Pipeline>,
    /// The record types that this sign-in can give to new records, the master one apart. Only
    /// Salesforce has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub record_types: Vec<RecordType>,
    /// What its records are, where they are events of a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub log: Option<EventLog>,
    /// Fields that go with the object: nobody can be given or refused one alone (Salesforce's
    /// `permissionable`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub with_the_object: BTreeSet<FieldName>,
    /// Objects whose records a delete of one of these takes along. HubSpot deletes nothing but what is
    /// named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub takes_along: BTreeSet<ObjectName>,
}

/// A record type of a Salesforce object: it says which stages a record can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordType {
    /// Its id.
    pub id: RecordId,
    /// Its developer name.
    pub name: String,
    /// What people call it.
    pub label: String,
}

/// An object by its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectTitle {
    /// The API name: HubSpot's `tickets` and `p4711_invoices`, Salesforce's `Case` and `Invoice__c`.
    pub object: ObjectName,
    /// What people call several of them.
    pub label: String,
    /// Whether somebody defined it in this account.
    pub custom: bool,
}

/// A log of what happened to people. Its records are told once and never change: there is nothing to
/// compare them with, nothing to sweep, and nothing of before it was asked for the first time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EventLog {
    /// The field that names the person. The log knows an address only, so the engine fills it.
    pub who: FieldName,
    /// The field with the address that the person is found by.
    pub address: FieldName,
    /// The field that names what it happened with: the same for repeats.
    pub about: FieldName,
}

/// A row of stages that a deal or a ticket goes through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Pipeline {
    /// The vendor's id; empty for Salesforce.
    pub id: String,
    /// The label people see.
    pub label: String,
    /// In display order, active ones only.
    pub stages: Vec<Stage>,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PipelineStage"))]
pub struct Stage {
    /// What a record holds: HubSpot's stage id, Salesforce's API name.
    pub value: String,
    /// The label people see.
    pub label: String,
    /// Whether a deal ends there, and how.
    pub end: StageEnd,
    /// How likely a deal of this stage is won, in percent.
    pub percent: u32,
}

/// Whether a stage ends a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StageEnd {
    /// It goes on.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldSchema {
    /// The API name.
    pub name: FieldName,
    /// The label people see.
    pub label: String,
    /// What its values are to us.
    pub kind: ValueKind,
    /// The vendor's own type: a describe's `type` (`picklist`), or HubSpot's `type/fieldType`
    /// (`enumeration/select`). Compatibility rules H87-H94 are stated in these.
    pub native: String,
    /// The greatest number of characters, where the vendor states one.
    pub max_chars: Option<u32>,
    /// Digits in all and digits after the point, where the vendor states them.
    pub digits: Option<Digits>,
    /// The options of a list, in display order. Empty when `open_options`.
    pub options: Vec<FieldOption>,
    /// Whether values outside `options` are accepted (an unrestricted picklist, external options).
    pub open_options: bool,
    /// Whether a create must carry a value.
    pub required: bool,
    /// Whether a create may carry a value.
    pub createable: bool,
    /// Whether an update may carry a value.
    pub updateable: bool,
    /// Whether the vendor keeps its values unique.
    pub unique: bool,
    /// Whether records can be upserted by it.
    pub upsert_key: bool,
    /// Whether queries can filter on it.
    pub filterable: bool,
    /// Whether the vendor computes it.
    pub calculated: bool,
    /// The objects that a reference can name.
    pub references: Vec<ObjectName>,
    /// The field's own description or help text; set-up stamps its installation id here (P9).
    pub description: Option<String>,
}

/// Digits of a number field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Digits {
    /// Digits before and after the point together.
    pub precision: u32,
    /// Digits after the point.
    pub scale: u32,
}

/// One option of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldOption {
    /// The internal value, which is what is written.
    pub value: String,
    /// The label people see.
    pub label: String,
    /// Whether it can still be chosen.
    pub active: bool,
}

/// A field that set-up asks a connector to make (P7: the id field of a pair).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldToMake {
    /// On which object.
    pub object: ObjectName,
    /// API name.
    pub name: FieldName,
    /// Label.
    pub label: String,
    /// Description; carries the installation's stamp.
    pub description: String,
    /// Length in characters.
    pub max_chars: u32,
    /// Whether records are upserted by it; such a field is unique.
    pub upsert_key: bool,
    /// What can be chosen in it; a plain text where nothing stands here. Of Salesforce only.
    pub options: Vec<FieldOption>,
}
