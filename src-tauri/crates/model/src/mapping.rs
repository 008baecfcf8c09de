//! The pair file: one canonical JSON document that holds a pair's whole design. No secrets, no
//! record data.
//!
//! Keys a newer version added to the file, to an object or to a field are kept on a round trip
//! (`other`). In the small parts that say what may be written, such as brakes, a key that is not
//! known is refused instead: taken for nothing, a misspelt brake would never stop anything.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::ids::{FieldName, MappingId, ObjectName};

/// The pair file's format, major and minor: minor is additive, an unknown major is refused.
pub const FORMAT_VERSION: &str = "1.0";

/// The id of the locked opt-out mapping (S52-S54) in every object mapping of people.
pub const OPT_OUT_MAPPING: &str = "email_opt_out";

/// A whole pair file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct PairFile {
    /// Where editors find the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// `1.0`.
    pub format_version: String,
    /// The pair's name.
    pub name: String,
    /// An optional guard: the file is refused for other accounts than these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_for: Option<AccountGuard>,
    /// One entry per object mapping, sorted by id.
    pub mappings: Vec<ObjectMapping>,
    /// Owners tied by hand, sorted by HubSpot e-mail.
    #[serde(default)]
    pub owners: Vec<OwnerPair>,
    /// Deal stages by pipeline, sorted by pipeline.
    #[serde(default)]
    pub stages: Vec<StageMap>,
    /// Brakes that differ from the defaults.
    #[serde(default)]
    pub brakes: BrakeSettings,
    /// What opportunities do to the lifecycle stage of people.
    #[serde(default, skip_serializing_if = "LifecycleSettings::is_off")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<LifecycleSettings>"))]
    pub lifecycle: LifecycleSettings,
    /// What happens beside the locked opt-out mapping.
    #[serde(default, skip_serializing_if = "OptOutSettings::is_default")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<OptOutSettings>"))]
    pub opt_out: OptOutSettings,
    /// Keys this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub other: BTreeMap<String, Json>,
}

/// The accounts a pair file was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(deny_unknown_fields)]
pub struct AccountGuard {
    /// HubSpot portal id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hubspot: Option<String>,
    /// Salesforce org id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salesforce: Option<String>,
}

/// One HubSpot object kept in step with one or two Salesforce objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct ObjectMapping {
    /// Stable id: `contacts`, `companies`, `deals`.
    pub id: MappingId,
    /// The HubSpot object: `contacts`.
    pub hubspot: ObjectName,
    /// The Salesforce objects; for people `["Contact", "Lead"]`.
    pub salesforce: Vec<ObjectName>,
    /// Which records take part; null is all (S13). It holds updates in both directions (S20, S21).
    #[serde(default)]
    pub in_scope: Option<Scope>,
    /// Which side may get new records.
    pub create: CreateSettings,
    /// What some HubSpot records make in Salesforce instead: the first rule that holds decides, and
    /// where none does the setting. Nothing about records that have a partner already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<CreateRule>>"))]
    pub create_rules: Vec<CreateRule>,
    /// What a delete on one side does on the other.
    #[serde(default)]
    pub delete: DeleteSettings,
    /// How unlinked records find their partner, in order.
    #[serde(rename = "match", default)]
    pub match_by: Vec<MatchKey>,
    /// Which of several Salesforce records of one address a HubSpot contact stays with (A6).
    #[serde(default, skip_serializing_if = "Follow::is_default")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Follow>"))]
    pub follow: Follow,
    /// What repeats of an event make, where the object is a log of events (A11).
    #[serde(default, skip_serializing_if = "Repeats::is_default")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Repeats>"))]
    pub repeats: Repeats,
    /// Whether records of before the object was switched on take part.
    #[serde(default, skip_serializing_if = "History::is_default")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<History>"))]
    pub history: History,
    /// The field mappings, sorted by id.
    pub fields: Vec<FieldMapping>,
    /// Keys this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub other: BTreeMap<String, Json>,
}

/// Which records take part in an object mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Scope {
    /// A CEL expression over the HubSpot record.
    Filter(String),
    /// Members of a HubSpot active list.
    List(NamedList),
}

/// A HubSpot list by name, its id as a hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(deny_unknown_fields)]
pub struct NamedList {
    /// The list's name.
    pub list: String,
    /// Its id in the account the file was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Which side may get new records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CreateSettings {
    /// What a HubSpot record without a partner makes in Salesforce (H15).
    pub salesforce: CreateInSalesforce,
    /// What a Salesforce record without a partner makes in HubSpot (H14, A1).
    pub hubspot: CreateInHubSpot,
    /// Whether a person account makes a company, beside the contact that it is (S32, S34, A9).
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub person_accounts: bool,
}

impl CreateSettings {
    /// These settings, with a company for each person account.
    #[must_use]
    pub const fn new(salesforce: CreateInSalesforce, hubspot: CreateInHubSpot) -> Self {
        CreateSettings { salesforce, hubspot, person_accounts: true }
    }
}

const fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_yes(it: &bool) -> bool {
    *it
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_no(it: &bool) -> bool {
    !*it
}

/// What a HubSpot record without a partner makes in Salesforce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CreateInSalesforce {
    /// Nothing.
    Nothing,
    /// A contact.
    Contact,
    /// A lead.
    Lead,
    /// A record of the mapping's only Salesforce object.
    Record,
}

/// What HubSpot records of a kind make in Salesforce.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CreateRule {
    /// Which records: a CEL expression over the HubSpot record, as in `in_scope`.
    pub when: String,
    /// What they make.
    pub salesforce: CreateInSalesforce,
}

/// What a Salesforce record without a partner makes in HubSpot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CreateInHubSpot {
    /// Nothing.
    Nothing,
    /// Leads and contacts both make a HubSpot contact.
    LeadsAndContacts,
    /// Only contacts do.
    Contacts,
    /// Only leads do.
    Leads,
    /// Every record of the mapping's only Salesforce object does.
    Records,
}

/// What a delete on the named side does to the partner there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(deny_unknown_fields)]
pub struct DeleteSettings {
    /// To the HubSpot record when the Salesforce one was deleted.
    #[serde(default)]
    pub hubspot: OnDelete,
    /// To the Salesforce record when the HubSpot one was deleted.
    #[serde(default)]
    pub salesforce: OnDelete,
}

/// A delete policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OnDelete {
    /// The link becomes a tombstone; the partner stays as it is.
    #[default]
    Nothing,
    /// The partner is deleted too, under the brakes.
    Delete,
    /// The link is cut and may be made anew.
    Unlink,
    /// A person is asked.
    Ask,
}

/// Which of several Salesforce records of one address a HubSpot contact stays with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Follow {
    /// The one that it is linked with, until that is converted or merged away.
    #[default]
    Linked,
    /// Whichever was changed last, as HubSpot's own connector does (H28).
    Latest,
}

impl Follow {
    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Follow::default()
    }
}

/// What repeats of an event make: the same person with the same mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// A record each, as the log has them (S40, S42).
    #[default]
    Each,
    /// One record, with a counter.
    Collapsed,
}

impl Repeats {
    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Repeats::default()
    }
}

/// Whether records of before an object was switched on take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum History {
    /// All of them.
    #[default]
    All,
    /// None, until somebody changes it: activities are many, and few of old ones are asked for (H111).
    None,
}

impl History {
    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == History::default()
    }
}

/// A way for an unlinked record to find its partner.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MatchKey {
    /// Primary e-mail address, trimmed and lower-cased (A4).
    Email,
    /// HubSpot's additional addresses (A4).
    AdditionalEmails,
    /// Contacts that are already linked (S23).
    AssociatedContacts,
    /// The web domain; off by default (S23).
    Domain,
    /// The name; off by default (S23).
    Name,
}

/// One field mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct FieldMapping {
    /// Stable id inside the object mapping.
    pub id: MappingId,
    /// The HubSpot property.
    pub hubspot: FieldName,
    /// The Salesforce field, the same on every object or named per object.
    pub salesforce: SalesforceField,
    /// The sync rule; direction follows from it.
    pub rule: SyncRule,
    /// Transforms, in the order HubSpot to Salesforce.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Transform>>"))]
    pub transform: Vec<Transform>,
    /// What the admin wants to remember.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub other: BTreeMap<String, Json>,
}

/// The Salesforce end of a field mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum SalesforceField {
    /// The same API name on every object of the mapping (H82).
    Same(FieldName),
    /// Its own name per object: `{ "Lead": "City", "Contact": "MailingCity" }`. An object that is
    /// not named does not take part in this field.
    PerObject(BTreeMap<ObjectName, FieldName>),
}

impl SalesforceField {
    /// The field's name on one Salesforce object, or `None` where it takes no part.
    #[must_use]
    pub fn on(&self, object: &ObjectName) -> Option<&FieldName> {
        match self {
            SalesforceField::Same(name) => Some(name),
            SalesforceField::PerObject(names) => names.get(object),
        }
    }
}

/// The sync rules: HubSpot's four by their own names (H74-H77), and ours.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SyncRule {
    /// H74. HubSpot's value reaches Salesforce only while Salesforce is blank.
    PreferSalesforceUnlessBlank,
    /// H75. HubSpot's value never reaches Salesforce.
    AlwaysSalesforce,
    /// H76. The newest change wins, clearing included.
    TwoWay,
    /// H77.
    DontSync,
    /// The mirror image of H74.
    PreferHubspotUnlessBlank,
    /// The mirror image of H75.
    AlwaysHubspot,
    /// The value that was first non-blank stays.
    Earliest,
    /// A value flows only into a blank.
    FillBlanks,
    /// The greater number or the later date.
    Maximum,
    /// A three-way merge of sets: additions and removals of both sides count.
    Union,
    /// An ordered option list moves only up.
    ForwardOnly,
    /// A person decides every conflict.
    Ask,
    /// The locked opt-out mapping (S52-S60). Valid only there.
    OptOut,
}

/// A named transform with its parameters, as the file spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Transform {
    /// The transform's name: `phone_e164`.
    #[serde(rename = "use")]
    pub name: String,
    /// Its parameters.
    #[serde(flatten)]
    pub parameters: BTreeMap<String, Json>,
}

/// A HubSpot owner tied to a Salesforce user by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct OwnerPair {
    /// The HubSpot owner's e-mail address.
    pub hubspot: String,
    /// The Salesforce user's username or the queue's developer name.
    pub salesforce: String,
}

/// How the stages of one HubSpot pipeline are called in Salesforce.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(deny_unknown_fields)]
pub struct StageMap {
    /// The HubSpot object that goes through it: `deals` where nothing stands, or `tickets`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<ObjectName>,
    /// The pipeline's label.
    pub pipeline: String,
    /// The record type's developer name, where the org uses record types on opportunities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// HubSpot stage label to Salesforce stage API name: what a HubSpot stage becomes there.
    pub stages: BTreeMap<String, String>,
    /// Further Salesforce stages, by API name, to the HubSpot stage label that stands for them too.
    /// A deal that moves between such stages in Salesforce stays where it is in HubSpot.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub also: BTreeMap<String, String>,
}

/// The switches of H44, H61-H66 and A16. Company sync, the third of them, is on where the file maps
/// companies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct LifecycleSettings {
    /// Automatic transitions: an open opportunity makes the people with a role on it
    /// Opportunity, a won one makes people Customer (H61, H62).
    #[serde(default)]
    pub transitions: bool,
    /// Whom a won opportunity makes Customer (H65, H66).
    #[serde(default)]
    pub won_reaches: WonReaches,
    /// A contact whose stage moves on takes its company along (H44).
    #[serde(default, skip_serializing_if = "is_no")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub contact_to_company: bool,
    /// A company whose stage moves on takes its contacts along (H65).
    #[serde(default, skip_serializing_if = "is_no")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub company_to_contacts: bool,
}

impl LifecycleSettings {
    /// Whether nothing of it is switched on.
    #[must_use]
    pub fn is_off(&self) -> bool {
        *self == LifecycleSettings::default()
    }
}

/// What can be chosen about opt-outs. That they cross, and that only the person ends one, cannot
/// (S52-S58).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct OptOutSettings {
    /// Email Opt Out that somebody unticks in Salesforce stays unticked, while HubSpot goes on
    /// saying unsubscribed; by itself it is ticked again once (A13).
    #[serde(default)]
    pub leave_unticked: bool,
    /// Opt-outs of linked people whom the list or filter leaves out cross, and nothing else of them
    /// does; by itself they wait until the person takes part (S59, S60, A15).
    #[serde(default)]
    pub reach_held: bool,
}

impl OptOutSettings {
    /// Whether nothing of it is changed.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == OptOutSettings::default()
    }
}

/// Whom a won opportunity makes Customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WonReaches {
    /// Nobody (S62).
    #[default]
    Nobody,
    /// Every HubSpot contact of the company, where a contact of the account has a role (S61, S63).
    CompanyContacts,
    /// Only contacts with a role on the opportunity (H62).
    ContactsWithARole,
}

/// Brakes that a pair sets differently (P4). Shares are in percent of the object's linked records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(deny_unknown_fields)]
pub struct BrakeSettings {
    /// Deletes that stop a pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletes: Option<u32>,
    /// Deletes, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletes_percent: Option<u32>,
    /// Cleared values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared_values: Option<u32>,
    /// Changed records, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_percent: Option<u32>,
    /// Creates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creates: Option<u32>,
    /// Creates, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creates_percent: Option<u32>,
}
