//! The properties API: what fields an object type has.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};

use super::batch::Rows;
use super::call::{Call, names};
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::schema::{Choice, Property};
use super::time::iso;
use crate::json::{Written, with};

const MOST_UNIQUE: usize = 10;
const TYPES: [&str; 7] =
    ["string", "number", "date", "datetime", "enumeration", "bool", "phone_number"];
const FIELD_TYPES: [&str; 13] = [
    "booleancheckbox",
    "calculation_equation",
    "checkbox",
    "date",
    "file",
    "html",
    "number",
    "phonenumber",
    "radio",
    "select",
    "text",
    "textarea",
    "object_coordinates",
];

impl Property {
    /// As the vendor shows it.
    pub(super) fn shown(&self) -> Value {
        self.json()
    }

    fn json(&self) -> Value {
        let mut body = json!({
            "name": self.name,
            "label": self.label,
            "type": self.kind,
            "fieldType": self.field_type,
            "groupName": self.group,
            "description": self.description,
            "options": self.choices,
            "displayOrder": self.display_order,
            "hasUniqueValue": self.unique,
            "hidden": self.hidden,
            "formField": self.form_field,
            "calculated": self.calculated,
            "externalOptions": self.external_options,
            "hubspotDefined": self.hubspot_defined,
            "archived": self.archived.is_some(),
            "modificationMetadata": {
                "archivable": !self.hubspot_defined,
                "readOnlyDefinition": self.hubspot_defined,
                "readOnlyOptions": self.hubspot_defined && (self.choices.is_empty() || self.read_only),
                "readOnlyValue": self.read_only,
            },
        });
        let stamps = [
            ("createdAt", self.created),
            ("updatedAt", self.updated),
            ("archivedAt", self.archived),
        ];
        for (key, at) in stamps {
            if let Some(at) = at {
                body[key] = json!(iso(at));
            }
        }
        if let Some(formula) = &self.formula {
            body["calculationFormula"] = json!(formula);
        }
        if self.name.as_ref() == "hubspot_owner_id" {
            body["referencedObjectType"] = json!("OWNER");
        }
        body
    }
}

pub(super) fn list(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let archived = call.query_flag("archived")?;
    let properties = portal.table(&object)?.properties.values();
    let properties = properties.filter(|property| property.archived.is_some() == archived);
    let mut hasher = DefaultHasher::new();
    properties.clone().for_each(|property| property.hash(&mut hasher));
    let text = LISTS.get_or(hasher.finish(), || {
        let results: Vec<Value> = properties.map(Property::json).collect();
        with(json!({}), "results", results).to_string()
    });
    Ok(Answer::written(text.to_string()))
}

static LISTS: LazyLock<Written> = LazyLock::new(Written::default);

fn unknown(name: &str) -> Box<Problem> {
    Problem::new(404, "OBJECT_NOT_FOUND", format!("Property \"{name}\" does not exist"))
}

pub(super) fn get(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let archived = call.query_flag("archived")?;
    let name = call.arg(1);
    portal
        .table(&object)?
        .properties
        .get(name)
        .filter(|property| property.archived.is_some() == archived)
        .map_or_else(|| Err(unknown(name)), |property| Answer::ok(property.json()))
}

pub(super) fn create(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let made = make(portal, &object, &call.body, call)?;
    Ok(Answer::json(201, made))
}

/// A new property; one that was archived comes back.
fn make(portal: &mut Portal, object: &ObjectType, body: &Value, call: &Call<'_>) -> Outcome<Value> {
    let table = portal.table_mut(object)?;
    let mut property = read(body, call)?;
    if !table.groups.contains_key(&property.group) && call.on("hubspot.properties.groups") {
        return Err(Problem::invalid(format!(
            "The property group {} does not exist",
            property.group
        )));
    }
    if let Some(known) = table.properties.get(&property.name) {
        if known.archived.is_none() && call.on("hubspot.properties.conflict") {
            return Err(Problem::new(
                409,
                "OBJECT_ALREADY_EXISTS",
                format!("A property named '{}' already exists.", property.name),
            )
            .sub("Properties.PROPERTY_WITH_NAME_EXISTS"));
        }
        property.created = known.created;
    }
    let unique =
        table.properties.values().filter(|known| known.unique && !known.hubspot_defined).count();
    if property.unique && unique >= MOST_UNIQUE && call.on("hubspot.properties.most_unique") {
        return Err(Problem::invalid(format!(
            "At most {MOST_UNIQUE} properties of an object can have unique values"
        )));
    }
    let shown = property.json();
    table.properties.insert(Arc::clone(&property.name), property);
    Ok(shown)
}

fn text<'a>(body: &'a Value, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str)
}

fn flag(body: &Value, key: &str) -> bool {
    body.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn read(body: &Value, call: &Call<'_>) -> Outcome<Property> {
    let needed = |key: &'static str| {
        text(body, key)
            .ok_or_else(|| Problem::invalid(format!("Some required fields were not set: [{key}]")))
    };
    let (name, label, group) = (needed("name")?, needed("label")?, needed("groupName")?);
    let (kind, field_type) = (needed("type")?, needed("fieldType")?);
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let fine =
        name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.chars().all(plain);
    let legal = fine && name.len() <= 100 && !name.starts_with("hs_");
    if !legal && call.on("hubspot.properties.names") {
        return Err(Problem::invalid(format!("Invalid property name: {name}")));
    }
    let fine = TYPES.contains(&kind) && FIELD_TYPES.contains(&field_type) && fits(kind, field_type);
    if !fine && call.on("hubspot.properties.types") {
        return Err(Problem::invalid(format!("Invalid type and fieldType: {kind}, {field_type}")));
    }
    let choices = choices(body)?.unwrap_or_default();
    let bare = kind == "enumeration" && choices.is_empty() && !flag(body, "externalOptions");
    if bare && call.on("hubspot.properties.options") {
        return Err(Problem::invalid(format!("The enumeration {name} needs options")));
    }
    Ok(Property {
        name: Arc::from(name),
        label: label.to_owned(),
        kind: kind.to_owned(),
        field_type: field_type.to_owned(),
        group: group.to_owned(),
        description: text(body, "description").unwrap_or_default().to_owned(),
        choices,
        unique: flag(body, "hasUniqueValue") && call.on("hubspot.properties.unique"),
        calculated: calculated(field_type, call),
        read_only: calculated(field_type, call),
        hubspot_defined: false,
        external_options: flag(body, "externalOptions"),
        hidden: flag(body, "hidden"),
        form_field: flag(body, "formField"),
        display_order: body.get("displayOrder").and_then(Value::as_i64).unwrap_or(-1),
        formula: text(body, "calculationFormula").map(str::to_owned),
        created: Some(call.now),
        updated: Some(call.now),
        archived: None,
    })
}

/// A formula's value is the vendor's to set.
fn calculated(field_type: &str, call: &Call<'_>) -> bool {
    field_type == "calculation_equation" && call.on("hubspot.properties.calculated")
}

fn fits(kind: &str, field_type: &str) -> bool {
    match field_type {
        "booleancheckbox" => matches!(kind, "bool" | "enumeration"),
        "checkbox" | "radio" | "select" => matches!(kind, "enumeration" | "bool"),
        "date" => matches!(kind, "date" | "datetime"),
        "number" => kind == "number",
        "phonenumber" => matches!(kind, "string" | "phone_number"),
        "text" | "textarea" | "html" | "file" => matches!(kind, "string" | "phone_number"),
        _ => true,
    }
}

fn choices(body: &Value) -> Outcome<Option<Vec<Choice>>> {
    let Some(given) = body.get("options").and_then(Value::as_array) else { return Ok(None) };
    let mut read: Vec<Choice> = Vec::with_capacity(given.len());
    for (one, at) in given.iter().zip(0..) {
        let (Some(label), Some(value)) = (text(one, "label"), text(one, "value")) else {
            return Err(Problem::invalid("An option needs label and value"));
        };
        if read.iter().any(|known| known.value == value) {
            return Err(Problem::invalid(format!("Duplicate option value: {value}")));
        }
        read.push(Choice {
            label: label.to_owned(),
            value: value.to_owned(),
            display_order: one.get("displayOrder").and_then(Value::as_i64).unwrap_or(at),
            hidden: flag(one, "hidden"),
            description: text(one, "description").unwrap_or_default().to_owned(),
        });
    }
    Ok(Some(read))
}

/// Options that are sent replace the list whole; left out, they stay.
pub(super) fn patch(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let sent = choices(&call.body)?;
    let property = portal
        .table_mut(&object)?
        .properties
        .get_mut(call.arg(1))
        .filter(|property| property.archived.is_none())
        .ok_or_else(|| unknown(call.arg(1)))?;
    let fixed = property.hubspot_defined && call.on("hubspot.properties.fixed_definitions");
    if fixed && (text(&call.body, "type").is_some() || property.read_only) {
        return Err(Problem::invalid(format!("The definition of {} is read only", property.name)));
    }
    for (key, place) in [
        ("label", &mut property.label),
        ("description", &mut property.description),
        ("groupName", &mut property.group),
        ("fieldType", &mut property.field_type),
    ] {
        if let Some(value) = text(&call.body, key) {
            value.clone_into(place);
        }
    }
    if let Some(hidden) = call.body.get("hidden").and_then(Value::as_bool) {
        property.hidden = hidden;
    }
    if let Some(sent) = sent {
        if !call.on("hubspot.properties.replace_options") {
            property.choices.extend(sent);
        } else {
            property.choices = sent;
        }
    }
    property.updated = Some(call.now);
    Answer::ok(property.json())
}

pub(super) fn delete(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    archive(portal, &object, call.arg(1), call)?;
    Answer::empty()
}

fn archive(portal: &mut Portal, object: &ObjectType, name: &str, call: &Call<'_>) -> Outcome<()> {
    let property = portal
        .table_mut(object)?
        .properties
        .get_mut(name)
        .filter(|property| property.archived.is_none())
        .ok_or_else(|| unknown(name))?;
    if property.hubspot_defined && call.on("hubspot.properties.in_use") {
        return Err(Problem::invalid(format!("{name} cannot be deleted"))
            .sub("PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"));
    }
    property.archived = Some(call.now);
    Ok(())
}

/// The names in a batch's inputs.
fn named(call: &Call<'_>) -> Outcome<Vec<String>> {
    call.inputs(100)?
        .iter()
        .map(|input| {
            text(input, "name")
                .map(str::to_owned)
                .ok_or_else(|| Problem::invalid("Some required fields were not set: [name]"))
        })
        .collect()
}

pub(super) fn batch_read(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let archived = call.body.get("archived").and_then(Value::as_bool).unwrap_or_default();
    names(&call.body, "properties")?;
    let mut rows = Rows::default();
    for name in named(call)? {
        let property = portal.table(&object)?.properties.get(name.as_str());
        match property.filter(|property| property.archived.is_some() == archived) {
            Some(property) => rows.results.push(property.json()),
            None => rows.errors.push(unknown(&name).with("name", vec![name.clone()]).row()),
        }
    }
    Ok(rows.answer(200, portal, call))
}

pub(super) fn batch_create(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let mut rows = Rows::default();
    for input in call.inputs(100)? {
        match make(portal, &object, input, call) {
            Ok(made) => rows.results.push(made),
            Err(problem) => rows.errors.push(problem.row()),
        }
    }
    Ok(rows.answer(201, portal, call))
}

pub(super) fn batch_archive(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    for name in named(call)? {
        archive(portal, &object, &name, call)?;
    }
    Answer::empty()
}

pub(super) fn groups(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let results: Vec<Value> = portal
        .table(&object)?
        .groups
        .iter()
        .map(|(name, label)| json!({ "name": name, "label": label, "displayOrder": -1, "archived": false }))
        .collect();
    Answer::ok(json!({ "results": results }))
}

pub(super) fn make_group(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let (Some(name), Some(label)) = (text(&call.body, "name"), text(&call.body, "label")) else {
        return Err(Problem::invalid("Some required fields were not set: [name, label]"));
    };
    let groups = &mut portal.table_mut(&object)?.groups;
    if groups.insert(name.to_owned(), label.to_owned()).is_some() {
        return Err(Problem::new(
            409,
            "OBJECT_ALREADY_EXISTS",
            format!("A group named '{name}' already exists."),
        ));
    }
    Ok(Answer::json(
        201,
        json!({ "name": name, "label": label, "displayOrder": -1, "archived": false }),
    ))
}
