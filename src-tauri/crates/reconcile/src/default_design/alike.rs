//! A mapping of two objects that know nothing of each other, by what is called the same on both
//! sides. It is a suggestion: the admin sees it before anything runs.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{
    DeleteSettings, FieldMapping, Follow, History, ObjectMapping, Repeats, SalesforceField,
};
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{FieldName, MappingId, ObjectName};

use super::{
    BOTH_WAYS, OWNER_HUBSPOT, OWNER_SALESFORCE, Schemas, labels, rule_for, takes_part,
    usual_partners,
};

/// HubSpot's own properties of every record; none of them says anything of the record itself.
const OWN: &str = "hs_";

pub(super) fn mapping(
    hubspot: &ObjectName,
    salesforce: &[ObjectName],
    schemas: &Schemas,
) -> Option<ObjectMapping> {
    // More than one partner is for people alone, who are leads or contacts (H119).
    let [partner] = salesforce else { return None };
    let (here, there) = (schemas.hubspot.get(hubspot)?, schemas.salesforce.get(partner)?);
    let mut fields: Vec<FieldMapping> = ties(here, there, schemas)
        .into_iter()
        .filter_map(|(property, field)| {
            Some(FieldMapping {
                id: MappingId::from(property.name.as_str()),
                hubspot: property.name.clone(),
                salesforce: SalesforceField::Same(field.name.clone()),
                rule: rule_for(property, field)?,
                transform: Vec::new(),
                note: None,
                other: BTreeMap::new(),
            })
        })
        .collect();
    fields.sort_by(|a, b| a.id.cmp(&b.id));
    Some(ObjectMapping {
        id: MappingId::from(hubspot.as_str()),
        hubspot: hubspot.clone(),
        salesforce: salesforce.to_vec(),
        in_scope: None,
        create_rules: Vec::new(),
        create: BOTH_WAYS,
        delete: DeleteSettings::default(),
        match_by: Vec::new(),
        follow: Follow::Linked,
        repeats: Repeats::Each,
        history: History::All,
        fields,
        other: BTreeMap::new(),
    })
}

/// What is called the same, every property and every field once.
fn ties<'a>(
    here: &'a ObjectSchema,
    there: &'a ObjectSchema,
    schemas: &Schemas,
) -> Vec<(&'a FieldSchema, &'a FieldSchema)> {
    let mut taken: BTreeSet<&FieldName> = BTreeSet::new();
    let mut ties = Vec::new();
    let own = here.fields.values().filter(|property| {
        !property.name.as_str().starts_with(OWN) && !labels::is_one(&property.name)
    });
    for property in own {
        let free = |field: &&FieldSchema| !taken.contains(&field.name);
        let mut fields = there.fields.values().filter(free);
        let found = match property.kind {
            ValueKind::Reference | ValueKind::References => partner(property, there, schemas),
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Boolean
            | ValueKind::Date
            | ValueKind::Instant
            | ValueKind::Time
            | ValueKind::Choice
            | ValueKind::Choices => fields.find(|field| are_alike(property, field)),
        };
        if let Some(field) = found.filter(|field| rule_for(property, field).is_some()) {
            taken.insert(&field.name);
            ties.push((property, field));
        }
    }
    ties
}

/// The field that names the same records: owners, or the only one whose targets are the partners of
/// what the association is with.
fn partner<'a>(
    property: &FieldSchema,
    there: &'a ObjectSchema,
    schemas: &Schemas,
) -> Option<&'a FieldSchema> {
    if property.name.as_str() == OWNER_HUBSPOT {
        return there.fields.get(OWNER_SALESFORCE);
    }
    let [other] = property.references.as_slice() else { return None };
    if !takes_part(other, schemas) {
        return None;
    }
    let partners = usual_partners(other);
    let names = |field: &&FieldSchema| {
        let named = &field.references;
        let all = !labels::is_one(&field.name);
        all && !named.is_empty() && named.iter().all(|object| partners.contains(object))
    };
    let mut fields = there.fields.values().filter(names);
    let first = fields.next();
    if fields.next().is_some() { None } else { first }
}

fn are_alike(property: &FieldSchema, field: &FieldSchema) -> bool {
    let plain = |text: &str| -> String {
        let text = text.strip_suffix("__c").unwrap_or(text);
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    plain(property.name.as_str()) == plain(field.name.as_str())
        || plain(&property.label) == plain(&field.label)
}

#[cfg(test)]
mod tests;
