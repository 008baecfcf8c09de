//! What a log of events becomes in Salesforce: a task each, done on the day of the event (S39).

use std::collections::BTreeMap;

use crosswalk_model::mapping::{
    CreateInHubSpot, CreateInSalesforce, CreateSettings, DeleteSettings, FieldMapping, Follow,
    History, ObjectMapping, Repeats, SalesforceField, SyncRule,
};
use crosswalk_model::{FieldName, MappingId, ObjectName};

use super::Schemas;

/// The Salesforce object that events become.
pub const TASK: &str = "Task";

const TIES: [(&str, &str); 5] = [
    ("contact", "WhoId"),
    ("day", "ActivityDate"),
    ("details", "Description"),
    ("state", "Status"),
    ("title", "Subject"),
];

/// The mapping of a log, as far as both accounts have its fields. Nothing ever comes back: a task
/// that somebody edits or deletes in Salesforce stays as they left it.
#[must_use]
pub fn event_mapping(
    object: &ObjectName,
    repeats: Repeats,
    schemas: &Schemas,
) -> Option<ObjectMapping> {
    let log = schemas.hubspot.get(object).filter(|schema| schema.log.is_some())?;
    let task = schemas.salesforce.get(&ObjectName::from(TASK))?;
    let field = |(property, name): (&str, &str)| {
        let (property, name) = (FieldName::from(property), FieldName::from(name));
        let there = log.fields.contains_key(&property) && task.fields.contains_key(&name);
        there.then(|| FieldMapping {
            id: MappingId::from(property.as_str()),
            hubspot: property,
            salesforce: SalesforceField::Same(name),
            rule: SyncRule::AlwaysHubspot,
            transform: Vec::new(),
            note: None,
            other: BTreeMap::new(),
        })
    };
    Some(ObjectMapping {
        id: MappingId::from(object.as_str()),
        hubspot: object.clone(),
        salesforce: vec![task.object.clone()],
        in_scope: None,
        create_rules: Vec::new(),
        create: CreateSettings::new(CreateInSalesforce::Record, CreateInHubSpot::Nothing),
        delete: DeleteSettings::default(),
        match_by: Vec::new(),
        follow: Follow::Linked,
        repeats,
        history: History::All,
        fields: TIES.into_iter().filter_map(field).collect(),
        other: BTreeMap::new(),
    })
}
