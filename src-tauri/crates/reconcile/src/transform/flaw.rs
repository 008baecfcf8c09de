//! What can be wrong with the transforms of a field mapping.

use std::fmt;

use serde::{Deserialize, Serialize};

use crosswalk_model::value::ValueKind;

/// One thing that is wrong with a transform.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        why: SettingFlaw,
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

impl fmt::Display for SettingFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SettingFlaw::Missing => "is missing",
            SettingFlaw::Unknown => "is not known",
            SettingFlaw::Bad => "cannot be that",
        })
    }
}
