//! Associations as fields (M10): `association:companies:primary` is one reference,
//! `association:contacts` a set of them. They are read by the batch after the records, since
//! neither search nor batch read carries them. Nothing writes them yet.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::FieldSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, Record, RecordId, RecordRef, Value,
};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::api;
use super::refusal::Refusal;
use crate::line::Line;

#[cfg(test)]
mod tests;

const PREFIX: &str = "association:";
const PRIMARY: &str = ":primary";

/// Records whose associations one request reads.
const INPUTS: usize = 1_000;
/// Requests that one chunk takes at most, for records with many associations.
const MAX_ROUNDS: usize = 200;

/// HubSpot's type ids of primary companies: of contacts, deals and tickets.
const PRIMARY_TYPES: &[u32] = &[1, 5, 26];

#[derive(Deserialize)]
struct Batch {
    #[serde(default)]
    results: Vec<Links>,
    #[serde(default)]
    errors: Vec<Refusal>,
}

#[derive(Deserialize)]
struct Links {
    from: Named,
    #[serde(default)]
    to: Vec<Link>,
    #[serde(default)]
    paging: Option<super::archived::Paging>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Link {
    /// A number in the documentation, a text in the specification.
    to_object_id: Json,
    #[serde(default)]
    association_types: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    #[serde(default)]
    type_id: Option<u32>,
    #[serde(default)]
    label: Option<String>,
}

/// What one record is associated with: the other's id, and whether it is the primary one.
type Ends = BTreeMap<RecordId, BTreeMap<RecordId, Rank>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Primary,
    Other,
}

/// Whether a field is an association.
pub(super) fn is_one(field: &FieldName) -> bool {
    field.as_str().starts_with(PREFIX)
}

/// The association fields of an object that this connector can read.
pub(super) fn fields(object: &ObjectName) -> Vec<FieldSchema> {
    let names: &[&str] = match object.as_str() {
        "contacts" => &["association:companies:primary"],
        "deals" => &["association:companies:primary", "association:contacts"],
        _ => &[],
    };
    names.iter().filter_map(|name| schema(&FieldName::from(*name))).collect()
}

/// Puts the asked-for associations into records. A record of which HubSpot says nothing keeps the
/// field unknown.
pub(super) async fn fill(
    line: &Line,
    wanted: &BTreeSet<FieldName>,
    records: &mut [Record],
    purpose: Purpose,
) -> Result<(), ConnectorError> {
    let mut read: BTreeMap<ObjectName, Ends> = BTreeMap::new();
    for field in wanted.iter().filter(|field| is_one(field)) {
        let Some((other, rank)) = parts(field) else { continue };
        if !read.contains_key(&other) {
            let ends = ends(line, records, &other, purpose).await?;
            read.insert(other.clone(), ends);
        }
        let Some(ends) = read.get(&other) else { continue };
        for record in records.iter_mut() {
            if let Some(of) = ends.get(&record.at.id) {
                record.fields.insert(field.clone(), content(of, &other, rank));
            }
        }
    }
    Ok(())
}

fn parts(field: &FieldName) -> Option<(ObjectName, Rank)> {
    let name = field.as_str().strip_prefix(PREFIX)?;
    Some(match name.strip_suffix(PRIMARY) {
        Some(object) => (ObjectName::from(object), Rank::Primary),
        None => (ObjectName::from(name), Rank::Other),
    })
}

fn content(ends: &BTreeMap<RecordId, Rank>, other: &ObjectName, rank: Rank) -> Content {
    let at = |id: &RecordId| RecordRef { object: other.clone(), id: id.clone() };
    match rank {
        Rank::Primary => {
            let primary = ends.iter().find(|(_, rank)| **rank == Rank::Primary);
            primary.map_or(Content::Blank, |(id, _)| Content::Value(Value::Reference(at(id))))
        }
        Rank::Other if ends.is_empty() => Content::Blank,
        Rank::Other => Content::Value(Value::References(ends.keys().map(at).collect())),
    }
}

async fn ends(
    line: &Line,
    records: &[Record],
    other: &ObjectName,
    purpose: Purpose,
) -> Result<Ends, ConnectorError> {
    let mut ends = Ends::new();
    let Some(object) = records.first().map(|record| &record.at.object) else { return Ok(ends) };
    let (from, to) = (api::segment(object.as_str()), api::segment(other.as_str()));
    let version = super::VERSION;
    let path = format!("/crm/associations/{version}/{from}/{to}/batch/read");
    let ids: BTreeSet<&RecordId> = records.iter().map(|record| &record.at.id).collect();
    let ids: Vec<&RecordId> = ids.into_iter().collect();
    for chunk in ids.chunks(INPUTS) {
        let mut inputs: Vec<Json> = chunk.iter().map(|id| json!({ "id": id })).collect();
        for round in 0.. {
            if inputs.is_empty() {
                break;
            }
            if round == MAX_ROUNDS {
                let why = "associations that do not end".to_owned();
                return Err(ConnectorError::Protocol(why));
            }
            let dispatch = api::post(path.clone(), &json!({ "inputs": inputs }), purpose)?;
            let batch: Batch = api::parse(&api::read(line, dispatch).await?)?;
            inputs = take(batch, &mut ends);
        }
    }
    Ok(ends)
}

/// Notes what a batch says, and hands back the inputs that have a further page.
fn take(batch: Batch, ends: &mut Ends) -> Vec<Json> {
    // A record without associations is reported as an error: that is "none", not a failure.
    for id in batch.errors.iter().flat_map(|error| error.named("fromObjectId")) {
        ends.entry(RecordId::from(id)).or_default();
    }
    let mut more = Vec::new();
    for links in batch.results {
        let of = ends.entry(RecordId::from(links.from.id.as_str())).or_default();
        for link in &links.to {
            if let Some(id) = link.id() {
                of.insert(id, link.rank());
            }
        }
        if let Some(next) = links.paging.and_then(|paging| paging.next) {
            more.push(json!({ "id": links.from.id, "after": next.after }));
        }
    }
    more
}

impl Link {
    fn id(&self) -> Option<RecordId> {
        let number = || self.to_object_id.as_u64().map(|id| id.to_string());
        self.to_object_id.as_str().map(str::to_owned).or_else(number).map(RecordId::from)
    }

    fn rank(&self) -> Rank {
        let primary = self.association_types.iter().any(|kind| {
            kind.type_id.is_some_and(|id| PRIMARY_TYPES.contains(&id))
                || kind.label.as_deref() == Some("Primary")
        });
        if primary { Rank::Primary } else { Rank::Other }
    }
}

fn schema(name: &FieldName) -> Option<FieldSchema> {
    let (other, rank) = parts(name)?;
    let (kind, label) = match rank {
        Rank::Primary => (ValueKind::Reference, format!("Primary of {other}")),
        Rank::Other => (ValueKind::References, format!("Associated {other}")),
    };
    Some(FieldSchema {
        name: name.clone(),
        label,
        kind,
        native: "association".to_owned(),
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
        references: vec![other],
        description: None,
    })
}
