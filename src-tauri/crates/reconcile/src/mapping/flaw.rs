//! What can be wrong with a pair file.

use std::fmt;

use serde::{Deserialize, Serialize};

use crosswalk_model::{FieldName, MappingId, ObjectName, Side};

use super::drift;
use crate::convert::Refusal;
use crate::scope::FilterFlaw;
use crate::transform::TransformFlaw;

/// One thing that keeps a pair file from being used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Flaw {
    /// The object mapping, where it is about one.
    pub object: Option<MappingId>,
    /// The field mapping, where it is about one.
    pub field: Option<MappingId>,
    /// What is wrong.
    pub code: FlawCode,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum FlawCode {
    /// The file was written for another major format.
    FormatVersion {
        /// The version in the file.
        found: String,
    },
    /// The file's guard names another account than the pair's.
    OtherAccount {
        /// On which side.
        side: Side,
        /// The account that the file is for.
        only_for: String,
        /// The pair's.
        found: String,
    },
    /// An id stands twice.
    IdTwice {
        /// The id.
        id: MappingId,
    },
    /// A mapping without a Salesforce object.
    NoSalesforceObject,
    /// The account has no such object, or it is hidden.
    UnknownObject {
        /// On which side.
        side: Side,
        /// The object.
        object: ObjectName,
    },
    /// The field was removed or is hidden.
    UnknownField {
        /// On which side.
        side: Side,
        /// On which object.
        object: ObjectName,
        /// The field.
        field: FieldName,
    },
    /// A field is mapped twice on the same object (H81).
    FieldTwice {
        /// On which side.
        side: Side,
        /// On which object.
        object: ObjectName,
        /// The field.
        field: FieldName,
    },
    /// The rule writes a field that cannot be written.
    NotWritable {
        /// On which side.
        side: Side,
        /// On which object.
        object: ObjectName,
        /// The field.
        field: FieldName,
    },
    /// The two kinds cannot be tied (H81, H87-H94, S48).
    TypeMismatch {
        /// HubSpot's type.
        hubspot: String,
        /// Salesforce's type.
        salesforce: String,
        /// Why.
        why: Refusal,
    },
    /// The rule does not work on these kinds: maximum needs an order, union sets, forward-only
    /// options.
    RuleNotForKind,
    /// Account Name never fills Company name (S48, S49).
    CompanyName,
    /// E-mail takes only "unless blank" and "two-way" (H79).
    EmailRule,
    /// The e-mail address is mapped to the e-mail address: people are matched by it (H83).
    EmailMapping,
    /// The owner mapping is always two-way (H73, A23).
    OwnerRule,
    /// The locked opt-out mapping was dropped (S54, A27).
    OptOutDropped,
    /// The locked opt-out mapping was changed (S53, A27).
    OptOutChanged,
    /// The opt-out rule belongs to the locked mapping only.
    OptOutRuleElsewhere,
    /// Email Opt Out hidden: grant read and edit.
    OptOutHidden {
        /// On which side.
        side: Side,
        /// On which object.
        object: ObjectName,
    },
    /// A transform; one that is not known is never left out in silence.
    Transform {
        /// What is wrong with it.
        why: TransformFlaw,
    },
    /// A create setting that does not fit the mapping's objects.
    CreateSetting,
    /// A match key that does not fit the mapping's objects.
    MatchKeySetting,
    /// The field names records that no object mapping keeps in step (H119).
    NotInStep {
        /// What the HubSpot field names.
        object: ObjectName,
    },
    /// A list holds people, and the records are events.
    ListOfALog,
    /// Only events repeat.
    RepeatsWithoutALog,
    /// Only people have several records of one address to choose between.
    FollowOfNobody,
    /// The filter that says which records take part.
    Filter {
        /// What is wrong with it.
        why: FilterFlaw,
    },
    /// HubSpot has no list of that name (H18).
    UnknownList {
        /// The name in the file.
        list: String,
    },
    /// The list is not an active one: only those can say who takes part (H18).
    ListNotActive {
        /// The name in the file.
        list: String,
    },
    /// HubSpot has no pipeline of that label.
    UnknownPipeline {
        /// The label in the file.
        pipeline: String,
    },
    /// Salesforce has no record type of that developer name, or this sign-in cannot give it.
    UnknownRecordType {
        /// The label of the pipeline.
        pipeline: String,
        /// The developer name in the file.
        record_type: String,
    },
    /// A side has no stage of that name.
    UnknownStage {
        /// On which side.
        side: Side,
        /// The label of the pipeline.
        pipeline: String,
        /// HubSpot's label or Salesforce's API name, as the file has it.
        stage: String,
    },
}

impl Flaw {
    /// Whether a pass stops for it. A renamed stage only concerns the deals in it, and a field that
    /// the user may not edit any more the values that would be written there: those have errors of
    /// their own, and everything else goes on (P8, H149). So it does where a field drifted.
    #[must_use]
    pub const fn stops_a_pass(&self) -> bool {
        let concerns_some = matches!(
            self.code,
            FlawCode::UnknownPipeline { .. }
                | FlawCode::UnknownRecordType { .. }
                | FlawCode::UnknownStage { .. }
                | FlawCode::NotWritable { .. }
        );
        !(concerns_some || drift::is_drift(self))
    }

    /// A flaw of the file as a whole.
    #[must_use]
    pub const fn of_file(code: FlawCode) -> Flaw {
        Flaw { object: None, field: None, code }
    }

    /// A flaw of one object mapping.
    #[must_use]
    pub const fn of_object(object: MappingId, code: FlawCode) -> Flaw {
        Flaw { object: Some(object), field: None, code }
    }

    /// A flaw of one field mapping.
    #[must_use]
    pub const fn of_field(object: MappingId, field: MappingId, code: FlawCode) -> Flaw {
        Flaw { object: Some(object), field: Some(field), code }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(object) = &self.object {
            write!(f, "{object}")?;
            if let Some(field) = &self.field {
                write!(f, ".{field}")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{}", self.code)
    }
}

const COMPANY_NAME: &str = "an account's name never fills the contact's company name";
const EMAIL_RULE: &str = "e-mail takes only prefer_salesforce_unless_blank or two_way";
const EMAIL_MAPPING: &str = "people are matched by it, so e-mail stays mapped to Email";
const OPT_OUT_RULE: &str = "the rule opt_out belongs to the locked Email Opt Out mapping only";
const LIST_OF_A_LOG: &str = "a list holds people, and these records are events: use a filter";
const FOLLOW: &str = "only a mapping of people can follow the record that was changed last";
const REPEATS: &str = "repeats are of events, and this object has none";

impl fmt::Display for FlawCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FlawCode::FormatVersion { found } => write!(f, "format version {found} is not known"),
            FlawCode::OtherAccount { side, only_for, found } => write!(
                f,
                "the file is only for {}'s {only_for}, and this pair's is {found}: take only_for \
                 out to use it here",
                side.product()
            ),
            FlawCode::IdTwice { id } => write!(f, "the id {id} stands twice"),
            FlawCode::NoSalesforceObject => f.write_str("no Salesforce object is named"),
            FlawCode::UnknownObject { side, object } => {
                write!(f, "{} has no object {object}, or it is hidden", side.product())
            }
            FlawCode::UnknownField { side, object, field } => {
                write!(f, "{} {object}.{field} was removed or is hidden", side.product())
            }
            FlawCode::FieldTwice { side, object, field } => {
                write!(f, "{} {object}.{field} is mapped twice", side.product())
            }
            FlawCode::NotWritable { side, object, field } => {
                write!(f, "{} {object}.{field} cannot be written", side.product())
            }
            FlawCode::TypeMismatch { hubspot, salesforce, .. } => {
                write!(f, "HubSpot's {hubspot} and Salesforce's {salesforce} cannot be tied")
            }
            FlawCode::RuleNotForKind => f.write_str("the rule does not work on this kind of field"),
            FlawCode::CompanyName => f.write_str(COMPANY_NAME),
            FlawCode::EmailRule => f.write_str(EMAIL_RULE),
            FlawCode::EmailMapping => f.write_str(EMAIL_MAPPING),
            FlawCode::OwnerRule => f.write_str("the owner mapping is always two_way"),
            FlawCode::OptOutDropped => f.write_str("the locked Email Opt Out mapping is missing"),
            FlawCode::OptOutChanged => f.write_str("the locked Email Opt Out mapping was changed"),
            FlawCode::OptOutRuleElsewhere => f.write_str(OPT_OUT_RULE),
            FlawCode::OptOutHidden { side, object } => {
                write!(f, "{} {object}: Email Opt Out hidden: grant read and edit", side.product())
            }
            FlawCode::Transform { why } => write!(f, "{why}"),
            FlawCode::CreateSetting => {
                f.write_str("the create setting does not fit the mapping's objects")
            }
            FlawCode::MatchKeySetting => {
                f.write_str("a match key does not fit the mapping's objects")
            }
            FlawCode::NotInStep { object } => {
                write!(f, "it names {object}, and no object mapping keeps those in step")
            }
            FlawCode::ListOfALog => f.write_str(LIST_OF_A_LOG),
            FlawCode::RepeatsWithoutALog => f.write_str(REPEATS),
            FlawCode::FollowOfNobody => f.write_str(FOLLOW),
            FlawCode::Filter { why } => write!(f, "{why}"),
            FlawCode::UnknownList { list } => {
                write!(f, "HubSpot has no list of this object that is called {list}")
            }
            FlawCode::ListNotActive { list } => write!(
                f,
                "HubSpot's list {list} is not an active one: choose a list that fills itself"
            ),
            FlawCode::UnknownPipeline { pipeline } => {
                write!(f, "HubSpot has no deal pipeline that is called {pipeline}")
            }
            FlawCode::UnknownRecordType { pipeline, record_type } => write!(
                f,
                "Salesforce has no record type {record_type} that this sign-in may give (pipeline \
                 {pipeline})"
            ),
            FlawCode::UnknownStage { side, pipeline, stage } => {
                write!(f, "{} has no stage {stage} (pipeline {pipeline})", side.product())
            }
        }
    }
}
