//! The contacts that have a role on an opportunity, as one field of it (M10).

use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{FieldName, ObjectName};

use super::junctions::{Brings, Junction, Written};
use super::pull::stamp_of;

pub(super) mod write;

/// The field.
pub(super) const FIELD: &str = "association:OpportunityContactRole";
/// The object that holds one role.
pub(super) const OBJECT: &str = "OpportunityContactRole";
/// The object whose roles they are.
pub(super) const PARENT: &str = "Opportunity";
/// What a field that is an association calls its type.
pub(super) const NATIVE: &str = "association";

/// The roles of opportunities.
pub(super) const ROLES: Junction = Junction {
    field: FIELD,
    object: OBJECT,
    parents: &[(PARENT, "OpportunityId")],
    relation: "OpportunityContactRoles",
    brings: Brings::Record { object: "Contact", by: "ContactId" },
    written: Written::ByUs,
    of_a_child: &["ContactId", "IsDeleted", "LastModifiedDate", "LastModifiedById"],
};

/// The field, where roles can be read with this sign-in.
pub(super) fn field(roles: &ObjectSchema) -> Option<FieldSchema> {
    let seen = |name: &str| roles.fields.contains_key(name);
    if !seen("OpportunityId") || !seen("ContactId") || stamp_of(roles).is_none() {
        return None;
    }
    let made = |name: &str| roles.fields.get(name).is_some_and(|field| field.createable);
    let createable = roles.createable && made("OpportunityId") && made("ContactId");
    Some(FieldSchema {
        name: FieldName::from(FIELD),
        label: "Contacts with a role".to_owned(),
        kind: ValueKind::References,
        native: NATIVE.to_owned(),
        max_chars: None,
        digits: None,
        options: Vec::new(),
        open_options: false,
        required: false,
        createable,
        // A set that changes loses members too.
        updateable: createable && roles.deletable,
        unique: false,
        upsert_key: false,
        filterable: false,
        calculated: false,
        references: vec![ObjectName::from("Contact")],
        description: None,
    })
}
