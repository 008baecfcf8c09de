//! What can be wrong with the transforms of a field mapping.

use std::fmt;

use serde::{Deserialize, Serialize};

use crosswalk_model::value::ValueKind;

/// One thing that is wrong with a transform.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "transform_flaw")]
pub enum TransformFlaw {
    /// There is no such transform.
    Unknown {
        /// The name in the file.
        name: String,
    },
    /// A setting is missing, not known or not possible.
    Setting {
        /// The transform.
        name: String,
        /// The setting.
        setting: String,
        /// What is wrong with it.
        wrong: SettingFlaw,
    },
    /// It takes no values of the kind that reaches it.
    Kind {
        /// The transform.
        name: String,
        /// The kind.
        kind: ValueKind,
    },
    /// It has no inverse, and the rule writes both sides.
    OneWay {
        /// The transform.
        name: String,
    },
    /// Owners, stages and associations cross by their own lists.
    NotHere,
}

/// What is wrong with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SettingFlaw {
    /// The transform needs it.
    Missing,
    /// The transform has no such setting.
    Unknown,
    /// It cannot be that.
    Bad,
}

const ONE_WAY: &str = "has no way back: take always_hubspot or always_salesforce as the rule";
const NOT_HERE: &str =
    "owners, stages and associations cross by their own lists, not by transforms";

impl fmt::Display for TransformFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TransformFlaw::Unknown { name } => write!(f, "the transform {name} is not known"),
            TransformFlaw::Setting { name, setting, wrong } => {
                write!(f, "the setting {setting} of the transform {name} {wrong}")
            }
            TransformFlaw::Kind { name, kind } => {
                write!(f, "the transform {name} takes no {}", kind_said(*kind))
            }
            TransformFlaw::OneWay { name } => write!(f, "the transform {name} {ONE_WAY}"),
            TransformFlaw::NotHere => f.write_str(NOT_HERE),
        }
    }
}

impl fmt::Display for SettingFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SettingFlaw::Missing => "is missing",
            SettingFlaw::Unknown => "is not known",
            SettingFlaw::Bad => "cannot be that",
        })
    }
}

const fn kind_said(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "texts",
        ValueKind::Decimal => "numbers",
        ValueKind::Boolean => "yes or no",
        ValueKind::Date => "days",
        ValueKind::Time => "times of day",
        ValueKind::Instant => "points in time",
        ValueKind::Choice => "options",
        ValueKind::Choices => "sets of options",
        ValueKind::Reference | ValueKind::References => "records",
    }
}
