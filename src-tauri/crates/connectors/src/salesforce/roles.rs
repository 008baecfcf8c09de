//! The contacts that have a role on an opportunity, as one field of it (M10), and those of each role
//! that the org offers as a field of its own: `association:OpportunityContactRole:Decision Maker`.
//! Whoever stands there without a role is in the first alone.

use crosswalk_model::schema::{FieldOption, FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{FieldName, ObjectName};

use super::junctions::{Brings, Junction, Written};
use super::pull::stamp_of;

#[cfg(test)]
mod tests;
pub(super) mod write;

/// The field of all of them.
pub(super) const FIELD: &str = "association:OpportunityContactRole";
/// The object that holds one role.
pub(super) const OBJECT: &str = "OpportunityContactRole";
/// The object whose roles they are.
pub(super) const PARENT: &str = "Opportunity";
/// What a field that is an association calls its type.
pub(super) const NATIVE: &str = "association";
/// The field of a row that says which role it is.
const ROLE: &str = "Role";

/// The roles of opportunities.
pub(super) const ROLES: Junction = Junction {
    field: FIELD,
    object: OBJECT,
    parents: &[(PARENT, "OpportunityId")],
    relation: "OpportunityContactRoles",
    brings: Brings::Record { object: "Contact", by: "ContactId" },
    as_what: None,
    written: Written::ByUs,
    of_a_child: &["ContactId", "IsDeleted", "LastModifiedDate", "LastModifiedById"],
};

/// The same, read with which role each is.
pub(super) const NAMED_ROLES: Junction = Junction {
    as_what: Some(ROLE),
    of_a_child: &["ContactId", "IsDeleted", "LastModifiedDate", "LastModifiedById", ROLE],
    ..ROLES
};

/// Whether a field is one of these.
pub(super) fn is_one(field: &FieldName) -> bool {
    ROLES.holds(field)
}

/// The fields, where roles can be read with this sign-in.
pub(super) fn fields(roles: &ObjectSchema) -> Vec<FieldSchema> {
    let seen = |name: &str| roles.fields.contains_key(name);
    if !seen("OpportunityId") || !seen("ContactId") || stamp_of(roles).is_none() {
        return Vec::new();
    }
    let made = |name: &str| roles.fields.get(name).is_some_and(|field| field.createable);
    let createable = roles.createable && made("OpportunityId") && made("ContactId");
    // A set that changes loses members too.
    let all = field(FIELD.to_owned(), "Contacts with a role".to_owned());
    let all = FieldSchema { createable, updateable: createable && roles.deletable, ..all };
    let each = of_each_role(roles, &all);
    let mut fields = vec![all];
    fields.extend(each);
    fields
}

/// Rows are made where `all` can be.
fn of_each_role(roles: &ObjectSchema, all: &FieldSchema) -> Vec<FieldSchema> {
    let role = roles.fields.get(ROLE);
    let createable = all.createable && role.is_some_and(|role| role.createable);
    // Whoever loses a role keeps the row.
    let updateable = createable && roles.updateable && role.is_some_and(|role| role.updateable);
    let options = role.into_iter().flat_map(|role| role.options.iter());
    let offered = options.filter(|option| option.active && !option.value.is_empty());
    let one = |option: &FieldOption| {
        let label = format!("Contacts with the role “{}”", option.label);
        let one = field(format!("{FIELD}:{}", option.value), label);
        FieldSchema { createable, updateable, description: Some(option.label.clone()), ..one }
    };
    offered.map(one).collect()
}

fn field(name: String, label: String) -> FieldSchema {
    FieldSchema {
        name: FieldName::from(name),
        label,
        kind: ValueKind::References,
        native: NATIVE.to_owned(),
        max_chars: None,
        digits: None,
        options: Vec::new(),
        open_options: false,
        required: false,
        createable: false,
        updateable: false,
        unique: false,
        upsert_key: false,
        filterable: false,
        calculated: false,
        references: vec![ObjectName::from("Contact")],
        description: None,
    }
}
