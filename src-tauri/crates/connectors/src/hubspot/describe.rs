//! An object's properties as a schema.

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{FieldOption, FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{ConnectorError, FieldName, ObjectName};
use serde::Deserialize;

use super::{OPT_OUT, OWNERS, api, association, custom, pipelines, refusal};
use crate::line::{Line, SendError};

/// HubSpot takes texts up to this length.
const LONGEST_TEXT: u32 = 65_536;

#[derive(Deserialize)]
struct Properties {
    results: Vec<Property>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Property {
    pub name: String,
    pub label: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub field_type: String,
    pub description: Option<String>,
    pub options: Vec<Choice>,
    pub has_unique_value: bool,
    pub calculated: bool,
    pub external_options: bool,
    pub archived: bool,
    pub referenced_object_type: Option<String>,
    pub modification_metadata: Modification,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Modification {
    pub read_only_value: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Choice {
    pub label: String,
    pub value: String,
    pub display_order: Option<i64>,
    pub hidden: bool,
}

/// Properties that HubSpot demands of a new record; the property list does not say so (CRM guides of
/// deals, tickets and activities). What [`super::write`] says by itself is not among them.
const REQUIRED: [(&str, &str); 10] = [
    ("calls", "hs_timestamp"),
    ("deals", "dealname"),
    ("deals", "dealstage"),
    ("deals", "pipeline"),
    ("emails", "hs_timestamp"),
    ("meetings", "hs_meeting_start_time"),
    ("notes", "hs_timestamp"),
    ("tasks", "hs_timestamp"),
    ("tickets", "hs_pipeline_stage"),
    ("tickets", "subject"),
];

/// Reads the property list; HubSpot does not page it.
pub(super) async fn describe(
    line: &Line,
    object: &ObjectName,
    purpose: Purpose,
) -> Result<ObjectSchema, ConnectorError> {
    let dispatch = api::get(api::properties(object, ""), purpose);
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if !answer.status.is_success() {
        return Err(refusal::of_object(&answer, object));
    }
    let list: Properties = api::parse(&answer)?;
    let own = custom::definition(line, object, purpose).await?;
    let live = list.results.into_iter().filter(|property| !property.archived);
    let of_own = own.as_ref().map(custom::Definition::associations).unwrap_or_default();
    let labels = association::labels(line, object, purpose).await?;
    let fields = live.map(field).chain(association::fields(object)).chain(of_own).chain(labels);
    let required = |name: &FieldName| {
        let listed = REQUIRED.contains(&(object.as_str(), name.as_str()));
        listed || own.as_ref().is_some_and(|own| own.requires(name))
    };
    let fields = fields.map(|field| {
        let name = field.name.clone();
        (name.clone(), FieldSchema { required: field.required || required(&name), ..field })
    });
    // Whether the sign-in may write an object shows when it writes: property lists do not say.
    Ok(ObjectSchema {
        object: object.clone(),
        label: own
            .as_ref()
            .and_then(custom::Definition::label)
            .map_or_else(|| label(object), str::to_owned),
        createable: true,
        updateable: true,
        deletable: true,
        fields: fields.collect(),
        pipelines: pipelines::pipelines(line, object, purpose).await?,
        log: None,
        record_types: Vec::new(),
        with_the_object: std::collections::BTreeSet::new(),
        takes_along: std::collections::BTreeSet::new(),
    })
}

fn field(property: Property) -> FieldSchema {
    let kind = kind(&property);
    let open_options = property.external_options;
    let writable = !property.modification_metadata.read_only_value
        && !property.calculated
        && property.name != OPT_OUT;
    let mut choices = property.options;
    choices.sort_by_key(|choice| choice.display_order.unwrap_or(i64::MAX));
    let options = choices.into_iter().map(|choice| FieldOption {
        value: choice.value,
        label: choice.label,
        active: !choice.hidden,
    });
    FieldSchema {
        label: property.label,
        kind,
        native: format!("{}/{}", property.kind, property.field_type),
        max_chars: (kind == ValueKind::Text).then_some(LONGEST_TEXT),
        digits: None,
        options: if open_options { Vec::new() } else { options.collect() },
        open_options,
        required: false,
        createable: writable,
        updateable: writable,
        unique: property.has_unique_value,
        upsert_key: property.has_unique_value,
        filterable: true,
        calculated: property.calculated,
        references: if kind == ValueKind::Reference {
            vec![ObjectName::from(OWNERS)]
        } else {
            Vec::new()
        },
        description: property.description.filter(|text| !text.is_empty()),
        name: FieldName::from(property.name),
    }
}

fn kind(property: &Property) -> ValueKind {
    let owner = property.referenced_object_type.as_deref();
    if owner.is_some_and(|object| object.eq_ignore_ascii_case("OWNER")) {
        return ValueKind::Reference;
    }
    match (property.kind.as_str(), property.field_type.as_str()) {
        ("bool", _) | ("enumeration", "booleancheckbox") => ValueKind::Boolean,
        ("date", _) => ValueKind::Date,
        ("datetime", _) => ValueKind::Instant,
        ("number", _) => ValueKind::Decimal,
        ("enumeration", _) if property.name == "hubspot_owner_id" => ValueKind::Reference,
        ("enumeration", "checkbox") => ValueKind::Choices,
        ("enumeration", _) => ValueKind::Choice,
        _ => ValueKind::Text,
    }
}

/// The property list carries no label of its object; the standard ones are the same everywhere.
pub(super) fn label(object: &ObjectName) -> String {
    let mut letters = object.as_str().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect::<String>().replace('_', " ")
    })
}
