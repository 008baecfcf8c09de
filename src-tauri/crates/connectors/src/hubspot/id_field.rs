//! Properties that set-up makes. The one that a pair keeps the other side's id in is unique, so that
//! records can be upserted by it; uniqueness can be set only when a property is made.

use crosswalk_model::connector::EnsuredField;
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::FieldToMake;
use crosswalk_model::{ConnectorError, ObjectName};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::describe::Property;
use super::refusal::Refusal;
use super::{api, refusal};
use crate::line::{Dispatch, Line, SendError};

#[derive(Deserialize)]
struct Groups {
    results: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    name: String,
    #[serde(default)]
    archived: bool,
}

/// Finds the property, or makes it.
pub(super) async fn ensure(
    line: &Line,
    field: &FieldToMake,
) -> Result<EnsuredField, ConnectorError> {
    if let Some(present) = look(line, field).await? {
        return Ok(present);
    }
    let group = group(line, &field.object).await?;
    let body = json!({
        "name": field.name,
        "label": field.label,
        "description": field.description,
        "groupName": group,
        "type": "string",
        "fieldType": "text",
        "hasUniqueValue": field.upsert_key,
    });
    let dispatch = api::post(api::properties(&field.object, ""), &body, Purpose::Person)?;
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    match answer.status {
        status if status.is_success() => Ok(EnsuredField::Made),
        StatusCode::CONFLICT => {
            let taken = || by_hand("HubSpot has a property of that name and does not show it");
            Ok(look(line, field).await?.unwrap_or_else(taken))
        }
        StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST => {
            Ok(by_hand(&Refusal::of(&answer).said()))
        }
        _ => Err(refusal::of_object(&answer, &field.object)),
    }
}

/// Changes the description, and nothing else.
pub(super) async fn restamp(line: &Line, field: &FieldToMake) -> Result<bool, ConnectorError> {
    let tail = format!("/{}", api::segment(field.name.as_str()));
    let body = json!({ "description": field.description });
    let post = api::post(api::properties(&field.object, &tail), &body, Purpose::Person)?;
    let dispatch = Dispatch { method: http::Method::PATCH, ..post };
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if answer.status.is_success() {
        return Ok(true);
    }
    Err(refusal::of_object(&answer, &field.object))
}

async fn look(line: &Line, field: &FieldToMake) -> Result<Option<EnsuredField>, ConnectorError> {
    let tail = format!("/{}", api::segment(field.name.as_str()));
    let dispatch = api::get(api::properties(&field.object, &tail), Purpose::Person);
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if answer.status == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    if answer.status == StatusCode::FORBIDDEN {
        return Ok(Some(by_hand(&Refusal::of(&answer).said())));
    }
    let property: Property = api::parse(&api::succeeded(answer)?)?;
    if property.archived {
        return Ok(None);
    }
    if field.upsert_key && !property.has_unique_value {
        let name = &field.name;
        let why = format!("{name} exists without unique values: delete it, or choose another name");
        return Ok(Some(by_hand(&why)));
    }
    let description = property.description.filter(|text| !text.is_empty());
    Ok(Some(EnsuredField::Present { description }))
}

/// The group that a property of this object is filed under.
async fn group(line: &Line, object: &ObjectName) -> Result<String, ConnectorError> {
    let standard = match object.as_str() {
        "contacts" => Some("contactinformation"),
        "companies" => Some("companyinformation"),
        "deals" => Some("dealinformation"),
        "tickets" => Some("ticketinformation"),
        _ => None,
    };
    if let Some(name) = standard {
        return Ok(name.to_owned());
    }
    let dispatch = api::get(api::properties(object, "/groups"), Purpose::Person);
    let groups: Groups = api::parse(&api::read(line, dispatch).await?)?;
    let first = groups.results.into_iter().find(|group| !group.archived);
    first
        .map(|group| group.name)
        .ok_or_else(|| ConnectorError::Protocol(format!("{object} has no property group")))
}

fn by_hand(why: &str) -> EnsuredField {
    EnsuredField::ByHand { why: why.to_owned() }
}
