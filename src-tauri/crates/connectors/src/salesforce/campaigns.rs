//! The campaigns that a lead or contact is a member of, as one field of the person: their names
//! (H102). They are read and never written.

use crosswalk_model::schema::FieldSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{FieldName, ObjectName};

use super::junctions::{Brings, Junction, Written};
use super::roles::NATIVE;

/// The field.
pub const FIELD: &str = "association:CampaignMember";

/// The members of campaigns.
pub(super) const CAMPAIGNS: Junction = Junction {
    field: FIELD,
    object: "CampaignMember",
    parents: &[("Contact", "ContactId"), ("Lead", "LeadId")],
    relation: "CampaignMembers",
    brings: Brings::Name { of: "Campaign" },
    as_what: None,
    written: Written::ByOthers,
    of_a_child: &["Campaign.Name", "IsDeleted"],
};

/// The field of a person, where members can be read with this sign-in: the person's own describe then
/// lists them among what names it.
pub(super) fn field(child: &ObjectName, relation: Option<&str>) -> Option<FieldSchema> {
    if child.as_str() != CAMPAIGNS.object || relation != Some(CAMPAIGNS.relation) {
        return None;
    }
    Some(FieldSchema {
        name: FieldName::from(FIELD),
        label: "Campaigns".to_owned(),
        kind: ValueKind::Choices,
        native: NATIVE.to_owned(),
        max_chars: None,
        digits: None,
        options: Vec::new(),
        open_options: true,
        required: false,
        createable: false,
        updateable: false,
        unique: false,
        upsert_key: false,
        filterable: false,
        calculated: false,
        references: Vec::new(),
        description: None,
    })
}
