//! Associations as fields (M10): `association:companies:primary` is one reference,
//! `association:contacts` a set of them, and `association:contacts:label:7` the set of those that
//! the account's label number 7 is on. Neither search nor batch read carries associations, so
//! they are read by their own batch after the records, all fields with one object at once; only the
//! primary company of a contact is also a property, which comes with the record and costs no call.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, Record, RecordId, RecordRef, Value,
};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::api;
use super::refusal::Refusal;
use crate::line::Line;

mod labels;
#[cfg(test)]
mod tests;
mod write;

pub(super) use self::labels::labels;
pub(super) use self::write::carry_out;

/// A contact's primary company, as a field.
const COMPANY: &str = "association:companies:primary";
/// The property of a contact that names its primary company. HubSpot keeps it; nobody writes it.
const COMPANY_OF_CONTACT: &str = "associatedcompanyid";

/// The fields that can be written, with HubSpot's own type ids (facts of the association API).
const KINDS: [(&str, &str, u32); 21] = [
    ("contacts", COMPANY, 1),
    ("deals", COMPANY, 5),
    ("deals", "association:contacts", 3),
    ("tickets", COMPANY, 26),
    ("tickets", "association:contacts", 16),
    ("tickets", "association:deals", 28),
    ("tasks", "association:contacts", 204),
    ("tasks", "association:companies", 192),
    ("tasks", "association:deals", 216),
    ("calls", "association:contacts", 194),
    ("calls", "association:companies", 182),
    ("calls", "association:deals", 206),
    ("emails", "association:contacts", 198),
    ("emails", "association:companies", 186),
    ("emails", "association:deals", 210),
    ("meetings", "association:contacts", 200),
    ("meetings", "association:companies", 188),
    ("meetings", "association:deals", 212),
    ("notes", "association:contacts", 202),
    ("notes", "association:companies", 190),
    ("notes", "association:deals", 214),
];

const PREFIX: &str = "association:";
const PRIMARY: &str = ":primary";

/// The category of the types that an account defined, and of HubSpot's own.
const USER_DEFINED: &str = "USER_DEFINED";
const HUBSPOT_DEFINED: &str = "HUBSPOT_DEFINED";

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
    to_object_id: Json,
    #[serde(default)]
    association_types: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    type_id: Option<u32>,
    #[serde(default)]
    label: Option<String>,
}

/// What each record is associated with: the others' ids, and how.
type Ends = BTreeMap<RecordId, BTreeMap<RecordId, Held>>;

/// How two records are associated.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    rank: Rank,
    /// The account's own labels on it, by their numbers.
    labels: BTreeSet<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Primary,
    Other,
}

/// Which of the associations with an object a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Primary,
    All,
    /// Those with the label of this number.
    Labelled(u32),
}

/// Whether a field is an association.
pub(super) fn is_one(field: &FieldName) -> bool {
    field.as_str().starts_with(PREFIX)
}

/// The property that tells an association field, where there is one.
pub(super) fn property_of(object: &ObjectName, field: &FieldName) -> Option<&'static str> {
    let of_contact = matches!(object.as_str(), "contacts" | "contact" | "0-1");
    (of_contact && field.as_str() == COMPANY).then_some(COMPANY_OF_CONTACT)
}

/// The same, where the account has that property.
pub(super) fn known_property_of(schema: &ObjectSchema, field: &FieldName) -> Option<&'static str> {
    property_of(&schema.object, field).filter(|name| schema.fields.contains_key(*name))
}

/// The value of an association field by its property's text. What is no id is unknown.
pub(super) fn by_property(field: &FieldName, text: Option<&str>) -> Option<Content> {
    let (other, _) = parts(field)?;
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Some(Content::Blank),
        Some(id) if id.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Content::Value(Value::Reference(RecordRef::new(other, id))))
        }
        Some(_) => None,
    }
}

/// The association type that a field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// One of HubSpot's own.
    Defined(u32),
    /// The unlabelled one between a custom object and another. Every account numbers it anew, and
    /// HubSpot makes it without being told the number.
    Plain,
    /// A label that the account defined.
    Label(u32),
}

/// The type that a field stands for, where such a field can be written.
fn number_of(object: &ObjectName, field: &FieldName) -> Option<Number> {
    if let Some((other, Sort::Labelled(label))) = parts(field) {
        return labels::has(object, &other).then_some(Number::Label(label));
    }
    let known =
        KINDS.iter().find(|(from, name, _)| *from == object.as_str() && *name == field.as_str());
    let custom = super::custom::is_one(object) && !field.as_str().ends_with(PRIMARY);
    known.map(|(_, _, kind)| Number::Defined(*kind)).or(custom.then_some(Number::Plain))
}

/// The association fields of an object that this connector knows.
pub(super) fn fields(object: &ObjectName) -> Vec<FieldSchema> {
    let own = KINDS.iter().filter(|(from, ..)| *from == object.as_str());
    own.filter_map(|(_, name, _)| schema(&FieldName::from(*name), None)).collect()
}

/// The associations of a custom object with another, as a field.
pub(super) fn with(other: &str) -> Option<FieldSchema> {
    schema(&FieldName::from(format!("{PREFIX}{other}")), None)
}

/// Puts the asked-for associations into records, at most one call per association type and
/// thousand records. A record of which HubSpot says nothing keeps the field unknown, and so does
/// every record where the label is gone that the field stands for: nobody took it off them.
pub(super) async fn fill(
    line: &Line,
    (schema, wanted): (&ObjectSchema, &BTreeSet<FieldName>),
    records: &mut [Record],
    purpose: Purpose,
) -> Result<(), ConnectorError> {
    let mut read: BTreeMap<ObjectName, Ends> = BTreeMap::new();
    let ids: BTreeSet<RecordId> = records.iter().map(|record| record.at.id.clone()).collect();
    let apart = |field: &&FieldName| is_one(field) && known_property_of(schema, field).is_none();
    let mut there: Option<BTreeSet<FieldName>> = None;
    for field in wanted.iter().filter(apart) {
        let Some((other, sort)) = parts(field) else { continue };
        if !read.contains_key(&other) {
            let ends = ends(line, (&schema.object, &other), &ids, purpose).await?;
            read.insert(other.clone(), ends);
        }
        let Some(ends) = read.get(&other) else { continue };
        let held = || ends.values().flat_map(BTreeMap::values);
        if matches!(sort, Sort::Labelled(_)) && !records.is_empty() && !held().any(|it| it.is(sort))
        {
            // Nobody has it: either everybody lost it, or it was deleted since the last describe.
            let known = match there.take() {
                Some(known) => known,
                None => labels::labels(line, &schema.object, purpose)
                    .await?
                    .into_iter()
                    .map(|label| label.name)
                    .collect(),
            };
            let gone = !known.contains(field);
            there = Some(known);
            if gone {
                continue;
            }
        }
        for record in records.iter_mut() {
            if let Some(of) = ends.get(&record.at.id) {
                record.fields.insert(field.clone(), content(of, &other, sort));
            }
        }
    }
    Ok(())
}

fn parts(field: &FieldName) -> Option<(ObjectName, Sort)> {
    let name = field.as_str().strip_prefix(PREFIX)?;
    if let Some((object, label)) = labels::read(name) {
        return Some((ObjectName::from(object), Sort::Labelled(label)));
    }
    Some(match name.strip_suffix(PRIMARY) {
        Some(object) => (ObjectName::from(object), Sort::Primary),
        None => (ObjectName::from(name), Sort::All),
    })
}

fn content(ends: &BTreeMap<RecordId, Held>, other: &ObjectName, sort: Sort) -> Content {
    content_of(ends.iter().filter(|(_, held)| held.is(sort)).map(|(id, _)| id), other, sort)
}

/// A field's value, of the records that it names.
fn content_of<'a>(
    mut ids: impl Iterator<Item = &'a RecordId>,
    other: &ObjectName,
    sort: Sort,
) -> Content {
    let at = |id: &RecordId| RecordRef { object: other.clone(), id: id.clone() };
    match sort {
        Sort::Primary => {
            ids.next().map_or(Content::Blank, |id| Content::Value(Value::Reference(at(id))))
        }
        Sort::All | Sort::Labelled(_) => {
            let all: BTreeSet<RecordRef> = ids.map(at).collect();
            if all.is_empty() { Content::Blank } else { Content::Value(Value::References(all)) }
        }
    }
}

impl Held {
    /// Whether a field of this sort holds it.
    fn is(&self, sort: Sort) -> bool {
        match sort {
            Sort::Primary => self.rank == Rank::Primary,
            Sort::All => true,
            Sort::Labelled(label) => self.labels.contains(&label),
        }
    }
}

async fn ends(
    line: &Line,
    (object, other): (&ObjectName, &ObjectName),
    ids: &BTreeSet<RecordId>,
    purpose: Purpose,
) -> Result<Ends, ConnectorError> {
    let mut ends = Ends::new();
    let (from, to) = (api::segment(object.as_str()), api::segment(other.as_str()));
    let version = super::VERSION;
    let path = format!("/crm/associations/{version}/{from}/{to}/batch/read");
    let ids: Vec<&RecordId> = ids.iter().collect();
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
                of.insert(id, link.held());
            }
        }
        if let Some(next) = links.paging.and_then(|paging| paging.next) {
            more.push(json!({ "id": links.from.id, "after": next.after }));
        }
    }
    more
}

/// A number in the documentation, a text in the specification.
fn id_of(id: &Json) -> Option<RecordId> {
    let number = || id.as_u64().map(|id| id.to_string());
    id.as_str().map(str::to_owned).or_else(number).map(RecordId::from)
}

impl Link {
    fn id(&self) -> Option<RecordId> {
        id_of(&self.to_object_id)
    }

    fn held(&self) -> Held {
        let primary = self.association_types.iter().any(Kind::is_primary);
        Held {
            rank: if primary { Rank::Primary } else { Rank::Other },
            labels: self.association_types.iter().filter_map(Kind::own_label).collect(),
        }
    }
}

impl Kind {
    /// HubSpot's own types and an account's are numbered apart, from 1 on both.
    fn is_own(&self) -> bool {
        self.category.as_deref() == Some(USER_DEFINED)
    }

    fn is_primary(&self) -> bool {
        let numbered = self.type_id.is_some_and(|id| PRIMARY_TYPES.contains(&id));
        !self.is_own() && (numbered || self.label.as_deref() == Some("Primary"))
    }

    /// The number of a label that the account defined.
    fn own_label(&self) -> Option<u32> {
        self.type_id.filter(|_| self.is_own())
    }
}

/// `label` is the text of the label that the field stands for.
fn schema(name: &FieldName, label: Option<&str>) -> Option<FieldSchema> {
    let (other, sort) = parts(name)?;
    let (kind, said) = match sort {
        Sort::Primary => (ValueKind::Reference, format!("Primary of {other}")),
        Sort::All => (ValueKind::References, format!("Associated {other}")),
        Sort::Labelled(_) => {
            let all = super::describe::label(&other);
            (ValueKind::References, format!("{all} labelled “{}”", label.unwrap_or_default()))
        }
    };
    Some(FieldSchema {
        name: name.clone(),
        label: said,
        kind,
        native: "association".to_owned(),
        max_chars: None,
        digits: None,
        options: Vec::new(),
        open_options: false,
        required: false,
        // Whether the sign-in may associate shows when it does: nothing says so before.
        createable: true,
        updateable: true,
        unique: false,
        upsert_key: false,
        filterable: false,
        calculated: false,
        references: vec![other],
        description: label.map(str::to_owned),
    })
}
