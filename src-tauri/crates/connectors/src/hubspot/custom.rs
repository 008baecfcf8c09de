//! Objects that an account defined itself, and the list of all that can be kept in step.

use std::collections::BTreeSet;

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{FieldSchema, ObjectTitle};
use crosswalk_model::{ConnectorError, FieldName, ObjectName};
use serde::Deserialize;

use super::{VERSION, api, association, refusal};
use crate::line::{Line, SendError};

/// The objects that every account has, with their numbers and what people call them.
const STANDARD: [(&str, &str, &str); 9] = [
    ("calls", "0-48", "Calls"),
    ("companies", "0-2", "Companies"),
    ("contacts", "0-1", "Contacts"),
    ("deals", "0-3", "Deals"),
    ("emails", "0-49", "Emails"),
    ("meetings", "0-47", "Meetings"),
    ("notes", "0-46", "Notes"),
    ("tasks", "0-27", "Tasks"),
    ("tickets", "0-5", "Tickets"),
];

#[derive(Deserialize)]
struct Listing {
    results: Vec<Definition>,
}

/// An object as its account defined it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Definition {
    #[serde(default)]
    object_type_id: String,
    #[serde(default)]
    fully_qualified_name: String,
    labels: Labels,
    #[serde(default)]
    required_properties: Vec<FieldName>,
    #[serde(default)]
    associations: Vec<Between>,
    #[serde(default)]
    archived: bool,
}

#[derive(Deserialize)]
struct Labels {
    #[serde(default)]
    plural: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Between {
    from_object_type_id: String,
    to_object_type_id: String,
}

/// Whether an account defined an object of this name: `p4711_invoices`, `2-3453932`.
pub(super) fn is_one(object: &ObjectName) -> bool {
    let name = object.as_str();
    let portal = name.strip_prefix('p').and_then(|rest| rest.split_once('_'));
    let numbered =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    name.strip_prefix("2-").is_some_and(numbered) || portal.is_some_and(|(id, _)| numbered(id))
}

/// Every object whose records can be kept in step. Without the right to see definitions, those of
/// every account.
pub(super) async fn objects(line: &Line) -> Result<Vec<ObjectTitle>, ConnectorError> {
    let title = |object: &str, label: &str, custom: bool| ObjectTitle {
        object: ObjectName::from(object),
        label: label.to_owned(),
        custom,
    };
    let mut all: Vec<ObjectTitle> =
        STANDARD.iter().map(|(name, _, label)| title(name, label, false)).collect();
    let dispatch = api::get(format!("/crm-object-schemas/{VERSION}/schemas"), Purpose::Person);
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if answer.status == http::StatusCode::FORBIDDEN {
        return Ok(all);
    }
    let listing: Listing = api::parse(&api::succeeded(answer)?)?;
    let live = listing.results.into_iter().filter(|it| !it.archived);
    all.extend(live.map(|it| title(&it.fully_qualified_name, &it.labels.plural, true)));
    Ok(all)
}

/// How an account defined an object; none for one that every account has.
pub(super) async fn definition(
    line: &Line,
    object: &ObjectName,
    purpose: Purpose,
) -> Result<Option<Definition>, ConnectorError> {
    if !is_one(object) {
        return Ok(None);
    }
    let name = api::segment(object.as_str());
    let dispatch = api::get(format!("/crm-object-schemas/{VERSION}/schemas/{name}"), purpose);
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if !answer.status.is_success() {
        return Err(refusal::of_object(&answer, object));
    }
    api::parse(&answer).map(Some)
}

impl Definition {
    /// What people call several of them.
    pub(super) fn label(&self) -> Option<&str> {
        Some(self.labels.plural.as_str()).filter(|label| !label.is_empty())
    }

    /// Whether a new record has to carry a property.
    pub(super) fn requires(&self, name: &FieldName) -> bool {
        self.required_properties.contains(name)
    }

    /// What its records can hang on, of the objects that every account has.
    pub(super) fn associations(&self) -> Vec<FieldSchema> {
        let mut others: BTreeSet<&str> = BTreeSet::new();
        for between in &self.associations {
            let other = if between.from_object_type_id == self.object_type_id {
                &between.to_object_type_id
            } else {
                &between.from_object_type_id
            };
            let known = STANDARD.iter().find(|(_, id, _)| id == other);
            others.extend(known.map(|(name, _, _)| *name));
        }
        others.into_iter().filter_map(association::with).collect()
    }
}

#[cfg(test)]
mod tests;
