//! Property definitions: the vendor's own from the data file, and those that a portal adds.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::time::Millis;

const STANDARD: &str = include_str!("../../data/hubspot/properties.tsv");

/// The group of each object's ordinary properties.
const HOME_GROUPS: [(&str, &str); 6] = [
    ("contacts", "contactinformation"),
    ("companies", "companyinformation"),
    ("deals", "dealinformation"),
    ("tickets", "ticketinformation"),
    ("products", "productinformation"),
    ("line_items", "lineiteminformation"),
];

const CONTACT_GROUPS: [(&str, &str); 3] = [
    ("emailinformation", "Email information"),
    ("analyticsinformation", "Web analytics history"),
    ("conversioninformation", "Conversion information"),
];

/// One option of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Choice {
    pub label: String,
    pub value: String,
    pub display_order: i64,
    pub hidden: bool,
    #[serde(default)]
    pub description: String,
}

/// One property of an object type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Property {
    pub name: Arc<str>,
    pub label: String,
    pub kind: String,
    pub field_type: String,
    pub group: String,
    pub description: String,
    pub choices: Vec<Choice>,
    pub unique: bool,
    pub calculated: bool,
    pub read_only: bool,
    pub hubspot_defined: bool,
    pub external_options: bool,
    pub hidden: bool,
    pub form_field: bool,
    pub display_order: i64,
    pub formula: Option<String>,
    pub created: Option<Millis>,
    pub updated: Option<Millis>,
    pub archived: Option<Millis>,
}

/// The properties of one object type, by name.
pub(super) type Properties = BTreeMap<Arc<str>, Property>;

/// What the vendor defines on an object type; a type without lines gets the common ones.
pub(super) fn standard(plural: &str) -> Properties {
    let named = lines(plural);
    if named.is_empty() { common() } else { named }
}

/// The groups that a portal has from the start: name and label.
pub(super) fn groups(plural: &str) -> BTreeMap<String, String> {
    let more: &[(&str, &str)] = if plural == "contacts" { &CONTACT_GROUPS } else { &[] };
    let more = more.iter().map(|(name, label)| ((*name).to_owned(), (*label).to_owned()));
    let mut groups: BTreeMap<String, String> = more.collect();
    groups.insert(home_group(plural), "Information".to_owned());
    groups
}

/// The group in which the vendor files a property of its own.
pub(super) fn group_of(plural: &str, name: &str) -> String {
    let group = match name {
        _ if plural != "contacts" => None,
        _ if name.starts_with("hs_email_") => Some("emailinformation"),
        _ if name.starts_with("hs_analytics_") => Some("analyticsinformation"),
        _ if name.contains("_conversion_") => Some("conversioninformation"),
        _ => None,
    };
    group.map_or_else(|| home_group(plural), str::to_owned)
}

/// `contactinformation`; a custom object's is made of its whole name.
fn home_group(plural: &str) -> String {
    let known = HOME_GROUPS.iter().find(|(object, _)| *object == plural);
    known.map_or_else(|| format!("{plural}_information"), |(_, group)| (*group).to_owned())
}

fn lines(plural: &str) -> Properties {
    STANDARD
        .lines()
        .filter_map(|line| line.strip_prefix(plural)?.strip_prefix('\t'))
        .filter_map(property)
        .map(|property| (Arc::clone(&property.name), property))
        .collect()
}

/// A custom object has the record properties that every object has.
fn common() -> Properties {
    lines("products")
        .into_iter()
        .filter(|(name, _)| name.starts_with("hs_object") || is_stamp(name))
        .collect()
}

fn is_stamp(name: &str) -> bool {
    matches!(name, "hs_createdate" | "hs_lastmodifieddate" | "hs_merged_object_ids")
}

fn property(line: &str) -> Option<Property> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let label = cells.next()?;
    let kind = cells.next()?;
    let field_type = cells.next()?;
    let guard = cells.next()?;
    let choices = choices(cells.next()?);
    let external = kind == "enumeration" && choices.is_empty();
    Some(Property {
        name: Arc::from(name),
        label: label.to_owned(),
        kind: kind.to_owned(),
        field_type: field_type.to_owned(),
        group: "information".to_owned(),
        description: String::new(),
        choices: if kind == "bool" { yes_and_no() } else { choices },
        unique: false,
        calculated: guard == "calculated",
        read_only: !guard.is_empty(),
        hubspot_defined: true,
        external_options: external,
        hidden: false,
        form_field: false,
        display_order: -1,
        formula: None,
        created: None,
        updated: None,
        archived: None,
    })
}

/// A property that an administrator defines.
pub(super) fn own(given: &serde_json::Value) -> Option<Property> {
    let text = |key: &str| given.get(key).and_then(serde_json::Value::as_str);
    let (name, label) = (text("name")?, text("label")?);
    let (kind, field_type) = (text("type")?, text("fieldType")?);
    let options = text("options").unwrap_or_default();
    let mut own = property(&[name, label, kind, field_type, "", options].join("\t"))?;
    own.hubspot_defined = false;
    own.unique = given.get("unique").and_then(serde_json::Value::as_bool).unwrap_or(false);
    Some(own)
}

fn choices(text: &str) -> Vec<Choice> {
    text.split("; ")
        .filter_map(|choice| choice.split_once('='))
        .zip(0..)
        .map(|((value, label), display_order)| Choice {
            label: label.to_owned(),
            value: value.to_owned(),
            display_order,
            hidden: false,
            description: String::new(),
        })
        .collect()
}

fn yes_and_no() -> Vec<Choice> {
    choices("true=True; false=False")
}
