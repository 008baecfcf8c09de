//! The labels that an account defined for its associations: each is a field of its own, the set of
//! the records that it is on.
//!
//! HubSpot lists a label by its number and its text (`typeId`, `label`). The text can be renamed, so
//! the number is the field's name, and a write needs nothing else.

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::FieldSchema;
use crosswalk_model::{ConnectorError, FieldName, ObjectName};
use serde::Deserialize;

use super::{Kind, PREFIX, schema};
use crate::hubspot::{VERSION, api};
use crate::line::Line;

/// The pairs of objects whose labels are fields, of the first one.
const LABELLED: [(&str, &str); 1] = [("deals", "contacts")];

/// Stands between the object and the label's number in a field's name.
const MARK: &str = ":label:";

/// Answers of an account that has no labels between two objects.
const NONE: [u16; 2] = [400, 404];

#[derive(Deserialize)]
struct Listing {
    results: Vec<Kind>,
}

/// Whether labels between these are fields of the first.
pub(super) fn has(object: &ObjectName, other: &ObjectName) -> bool {
    LABELLED.contains(&(object.as_str(), other.as_str()))
}

/// The object and the label's number, of a field's name behind [`PREFIX`].
pub(super) fn read(name: &str) -> Option<(&str, u32)> {
    let (object, label) = name.split_once(MARK)?;
    Some((object, label.parse().ok()?))
}

/// The labels of an object's associations as fields, one call for each pair of objects. A sign-in
/// that may not see them has none.
pub(in crate::hubspot) async fn labels(
    line: &Line,
    object: &ObjectName,
    purpose: Purpose,
) -> Result<Vec<FieldSchema>, ConnectorError> {
    let mut fields = Vec::new();
    for (_, other) in LABELLED.iter().filter(|(from, _)| *from == object.as_str()) {
        let (from, to) = (api::segment(object.as_str()), api::segment(other));
        let path = format!("/crm/associations/{VERSION}/{from}/{to}/labels");
        let answer = match api::read(line, api::get(path, purpose)).await {
            Ok(answer) => answer,
            Err(ConnectorError::NotAllowed(_)) => continue,
            Err(ConnectorError::Refused(words)) if NONE.contains(&words.status) => continue,
            Err(error) => return Err(error),
        };
        let listing: Listing = api::parse(&answer)?;
        fields.extend(listing.results.iter().filter_map(|kind| field(other, kind)));
    }
    Ok(fields)
}

/// The unlabelled type between custom objects is an account's own as well.
fn field(other: &str, kind: &Kind) -> Option<FieldSchema> {
    let number = kind.own_label()?;
    let text = kind.label.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
    schema(&FieldName::from(format!("{PREFIX}{other}{MARK}{number}")), Some(text))
}
