//! The fields that people of the simulation edit, one or more per sync rule.

use crosswalk_desktop::World;
use crosswalk_model::mapping::{OPT_OUT_MAPPING, SyncRule};
use crosswalk_model::{FieldName, Side};

/// One mapped field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    pub hubspot: &'static str,
    contact: &'static str,
    lead: &'static str,
    pub rule: SyncRule,
}

const fn field(
    hubspot: &'static str,
    contact: &'static str,
    lead: &'static str,
    rule: SyncRule,
) -> Field {
    Field { hubspot, contact, lead, rule }
}

pub const FIELDS: [Field; 8] = [
    field("firstname", "FirstName", "FirstName", SyncRule::TwoWay),
    field("lastname", "LastName", "LastName", SyncRule::PreferSalesforceUnlessBlank),
    field("phone", "Phone", "Phone", SyncRule::TwoWay),
    field("mobilephone", "MobilePhone", "MobilePhone", SyncRule::AlwaysSalesforce),
    field("jobtitle", "Title", "Title", SyncRule::PreferHubspotUnlessBlank),
    field("city", "MailingCity", "City", SyncRule::PreferSalesforceUnlessBlank),
    field("fax", "Fax", "Fax", SyncRule::TwoWay),
    field("zip", "MailingPostalCode", "PostalCode", SyncRule::AlwaysHubspot),
];

/// The address; people only change it with one another.
pub const EMAIL: Field = field("email", "Email", "Email", SyncRule::PreferSalesforceUnlessBlank);

/// Who owns a record.
pub const OWNER: Field = field("hubspot_owner_id", "OwnerId", "OwnerId", SyncRule::TwoWay);

/// The opt-out.
pub const OPT_OUT: Field =
    field("hs_email_optout", "HasOptedOutOfEmail", "HasOptedOutOfEmail", SyncRule::OptOut);

/// The fields that hold the same text on both sides.
pub fn texts() -> impl Iterator<Item = Field> {
    FIELDS.into_iter().chain([EMAIL])
}

impl Field {
    /// The id of its mapping.
    pub fn mapping(&self) -> &'static str {
        if self.rule == SyncRule::OptOut { OPT_OUT_MAPPING } else { self.hubspot }
    }

    /// Its name on an object.
    pub fn on(&self, object: &str) -> &'static str {
        match object {
            "Contact" => self.contact,
            "Lead" => self.lead,
            _ => self.hubspot,
        }
    }

    /// The side whose value stands, where the rule names one.
    pub fn ruler(&self) -> Option<Side> {
        match self.rule {
            SyncRule::PreferSalesforceUnlessBlank | SyncRule::AlwaysSalesforce => {
                Some(Side::Salesforce)
            }
            SyncRule::PreferHubspotUnlessBlank | SyncRule::AlwaysHubspot => Some(Side::HubSpot),
            _ => None,
        }
    }

    /// Whether the other side's value never reaches the ruling one, so that its blank stands.
    pub fn is_one_way(&self) -> bool {
        matches!(self.rule, SyncRule::AlwaysSalesforce | SyncRule::AlwaysHubspot)
    }
}

/// Gives the pair of a world these rules.
pub async fn set_rules(world: &World) {
    world
        .remap(|file| {
            for mapped in file.mappings.iter_mut().flat_map(|object| &mut object.fields) {
                let known = FIELDS.iter().find(|it| FieldName::from(it.hubspot) == mapped.hubspot);
                if let Some(known) = known {
                    mapped.rule = known.rule;
                }
            }
        })
        .await;
}
