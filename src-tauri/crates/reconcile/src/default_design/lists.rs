//! Options that both vendors ship and call differently (H117).

use std::collections::BTreeMap;

use crosswalk_model::mapping::Transform;
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use serde_json::json;

/// A property, the field that it is tied to, and HubSpot's options with Salesforce's. Of several that
/// are one, the first comes back.
type List = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const LISTS: [List; 2] = [
    (
        "hs_task_status",
        "Status",
        &[
            ("NOT_STARTED", "Not Started"),
            ("IN_PROGRESS", "In Progress"),
            ("COMPLETED", "Completed"),
            ("WAITING", "Waiting on someone else"),
            ("DEFERRED", "Deferred"),
        ],
    ),
    (
        "hs_task_priority",
        "Priority",
        &[("HIGH", "High"), ("MEDIUM", "Normal"), ("LOW", "Low"), ("NONE", "Normal")],
    ),
];

/// The list of a property, as far as both accounts still have its options.
pub(super) fn of<'a>(
    property: &FieldSchema,
    mut salesforce: impl Iterator<Item = &'a ObjectSchema>,
) -> Vec<Transform> {
    let known = LISTS.iter().find(|(name, ..)| *name == property.name.as_str());
    let Some((_, field, rows)) = known else { return Vec::new() };
    let Some(field) = salesforce.find_map(|object| object.fields.get(*field)) else {
        return Vec::new();
    };
    let has = |schema: &FieldSchema, name: &str| schema.options.iter().any(|it| it.value == name);
    let there: Vec<_> = rows
        .iter()
        .filter(|(here, there)| has(property, here) && has(field, there))
        .map(|(here, there)| json!({ "hubspot": here, "salesforce": there }))
        .collect();
    if there.is_empty() {
        return Vec::new();
    }
    let parameters = BTreeMap::from([("values".to_owned(), json!(there))]);
    vec![Transform { name: "values".to_owned(), parameters }]
}
