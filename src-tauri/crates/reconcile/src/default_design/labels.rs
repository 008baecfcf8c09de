//! Labels of associations in HubSpot, and roles of contacts in Salesforce: each is a set of records of
//! its own. Nothing ties them by itself; those that are called the same are worth suggesting.

use std::collections::BTreeMap;

use crosswalk_model::mapping::{FieldMapping, ObjectMapping, PairFile, SalesforceField};
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::{FieldName, MappingId};

use super::{Schemas, rule_for, takes_part};

/// The associations that HubSpot marks as primary ones are no label of an account.
const PRIMARY: &str = "primary";

/// Whether a field holds only those records of an association that a label or a role is on:
/// `association:contacts:label:7`, `association:OpportunityContactRole:Evaluator`.
pub(super) fn is_one(field: &FieldName) -> bool {
    let parts = field.association().and_then(|rest| rest.split_once(':'));
    parts.is_some_and(|(_, label)| label != PRIMARY)
}

/// Adds to a suggested design what ties a label with the role of the same name, whatever their case.
pub fn with_labels(file: &mut PairFile, schemas: &Schemas) {
    for mapping in &mut file.mappings {
        let Some(here) = schemas.hubspot.get(&mapping.hubspot) else { continue };
        let [object] = mapping.salesforce.as_slice() else { continue };
        let Some(there) = schemas.salesforce.get(object) else { continue };
        let new = ties(mapping, (here, there), schemas);
        mapping.fields.extend(new);
        mapping.fields.sort_by(|a, b| a.id.cmp(&b.id));
    }
}

fn ties(
    mapping: &ObjectMapping,
    (here, there): (&ObjectSchema, &ObjectSchema),
    schemas: &Schemas,
) -> Vec<FieldMapping> {
    let free = |field: &&FieldSchema| !mapping.fields.iter().any(|it| it.hubspot == field.name);
    let known = |field: &&FieldSchema| field.references.iter().all(|it| takes_part(it, schemas));
    let labels = here.fields.values().filter(|field| is_one(&field.name));
    let tied = |role: &FieldSchema| {
        mapping.fields.iter().any(|it| it.salesforce.on(&there.object) == Some(&role.name))
    };
    let roles = there.fields.values().filter(|role| is_one(&role.name) && !tied(role));
    let mut roles: Vec<&FieldSchema> = roles.collect();
    let mut ties = Vec::new();
    for label in labels.filter(free).filter(known) {
        let same = |role: &&FieldSchema| called(label).is_some() && called(label) == called(role);
        let Some(place) = roles.iter().position(same) else { continue };
        let Some(rule) = rule_for(label, roles[place]) else { continue };
        ties.push(FieldMapping {
            id: MappingId::from(label.name.as_str()),
            hubspot: label.name.clone(),
            salesforce: SalesforceField::Same(roles.remove(place).name.clone()),
            rule,
            transform: Vec::new(),
            note: None,
            other: BTreeMap::new(),
        });
    }
    ties
}

/// The vendor's text of a label or a role, as it compares.
fn called(field: &FieldSchema) -> Option<String> {
    field.description.as_deref().map(|text| text.trim().to_lowercase())
}

#[cfg(test)]
mod tests;
