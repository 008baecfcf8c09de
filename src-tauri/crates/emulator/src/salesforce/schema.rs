//! Objects and fields, from recorded describes; what was not recorded is written by hand in the
//! same shape (`handwritten.json`).

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

const RECORDED: &str = include_str!("../../data/salesforce/recorded.json");
const HANDWRITTEN: &str = include_str!("../../data/salesforce/handwritten.json");
const PERSON: &str = include_str!("../../data/salesforce/person.json");

/// The prefix of an object that this org does not have.
const HIDDEN: &str = "---";

/// Every object of one org.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    objects: Vec<Arc<Sobject>>,
    names: HashMap<String, usize>,
    field_defaults: Map<String, Value>,
}

/// One object.
#[derive(Clone, Debug)]
pub(crate) struct Sobject {
    pub(crate) name: String,
    pub(crate) prefix: String,
    /// The describe's top level without fields, children and links.
    pub(crate) about: Map<String, Value>,
    pub(crate) children: Vec<Child>,
    pub(crate) fields: Vec<Field>,
    names: HashMap<String, usize>,
}

/// A relationship in which this object is the parent.
#[derive(Clone, Debug)]
pub(crate) struct Child {
    pub(crate) object: String,
    pub(crate) field: String,
    pub(crate) name: Option<String>,
    pub(crate) cascades: bool,
    /// Whether it keeps the record from being deleted.
    pub(crate) restricts: bool,
}

/// How a field's values are written and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Text,
    Email,
    Picklist,
    Multipicklist,
    Boolean,
    Int,
    Decimal,
    Date,
    Datetime,
    Reference,
    Compound,
}

/// One field: its describe, and what the rules read of it.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) kind: Kind,
    pub(crate) describe: Map<String, Value>,
    pub(crate) length: usize,
    pub(crate) options: Vec<String>,
    pub(crate) targets: Vec<String>,
    pub(crate) relationship: Option<String>,
    /// What a new row holds.
    pub(crate) default: Value,
    found_by: bool,
}

impl Field {
    pub(crate) fn is(&self, flag: &str) -> bool {
        self.describe.get(flag).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn number(&self, key: &str) -> u32 {
        let value = self.describe.get(key).and_then(Value::as_u64).unwrap_or(0);
        u32::try_from(value).unwrap_or(0)
    }

    /// Required on create, as a client derives it.
    pub(crate) fn required(&self) -> bool {
        self.is("createable")
            && !self.is("nillable")
            && !self.is("defaultedOnCreate")
            && self.kind != Kind::Boolean
    }

    /// Whether rows are found by this field's value without a scan.
    pub(crate) fn indexed(&self) -> bool {
        self.found_by
    }
}

impl Sobject {
    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        match self.names.get(name) {
            Some(slot) => Some(*slot),
            None => self.names.get(&name.to_ascii_lowercase()).copied(),
        }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(self.slot(name)?)
    }

    pub(crate) fn allows(&self, flag: &str) -> bool {
        self.about.get(flag).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The field behind a relationship name: `Owner` is `OwnerId`.
    pub(crate) fn by_relationship(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| {
            field.relationship.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(name))
        })
    }

    pub(crate) fn add(&mut self, field: Field) {
        let name = field.name.to_ascii_lowercase();
        if let Some(slot) = self.names.get(&name) {
            self.fields[*slot] = field;
        } else {
            // Under its own spelling too, which is what the rules here ask for.
            self.names.insert(name, self.fields.len());
            self.names.insert(field.name.clone(), self.fields.len());
            self.fields.push(field);
        }
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.fields.retain(|field| field.name != name);
        self.names = (self.fields.iter().enumerate())
            .flat_map(|(slot, field)| {
                [(field.name.to_ascii_lowercase(), slot), (field.name.clone(), slot)]
            })
            .collect();
    }
}

impl Schema {
    /// The schema of a new org without person accounts.
    pub(crate) fn standard() -> Self {
        let recorded: Value = serde_json::from_str(RECORDED).unwrap_or_default();
        let mut schema = Self {
            objects: Vec::new(),
            names: HashMap::new(),
            field_defaults: map_of(&recorded["field_defaults"]),
        };
        let defaults = map_of(&recorded["object_defaults"]);
        schema.absorb(&recorded, &defaults);
        let handwritten = serde_json::from_str(HANDWRITTEN).unwrap_or_default();
        schema.absorb(&handwritten, &defaults);
        schema
    }

    /// Adds the person fields to Account; `Account.Name` becomes nillable.
    pub(crate) fn add_person_accounts(&mut self) {
        self.absorb(&serde_json::from_str(PERSON).unwrap_or_default(), &Map::new());
        let contact = self.field_from(&serde_json::json!({"name": "IsPersonAccount",
            "label": "Is Person Account", "type": "boolean", "soapType": "xsd:boolean",
            "createable": false, "updateable": false, "nillable": false,
            "defaultedOnCreate": true, "defaultValue": false}));
        if let Some(object) = self.get_mut("Contact") {
            object.add(contact);
        }
    }

    /// Adds a custom object with the fields that each of them has. Its ids begin with a number that
    /// only this org gives it.
    pub(crate) fn add_custom(&mut self, name: &str, label: &str) {
        let made = self.objects.iter().filter(|object| object.prefix.starts_with('a')).count();
        let prefix = format!("a{made:02}");
        let about = serde_json::json!({"name": name, "label": label,
            "labelPlural": format!("{label}s"), "keyPrefix": prefix, "custom": true});
        let like = self.get("Case").map(|case| {
            let own = [
                "OwnerId",
                "IsDeleted",
                "CreatedDate",
                "CreatedById",
                "LastModifiedDate",
                "LastModifiedById",
                "SystemModstamp",
                "Id",
            ];
            let kept = case.fields.iter().filter(|field| own.contains(&field.name.as_str()));
            kept.map(|field| Value::Object(field.describe.clone())).collect::<Vec<_>>()
        });
        let mut fields = like.unwrap_or_default();
        fields.push(serde_json::json!({"name": "Name", "label": format!("{label} Name"),
            "type": "string", "length": 80, "byteLength": 240, "nameField": true,
            "idLookup": true}));
        let defaults = self.get("Case").map(|case| case.about.clone()).unwrap_or_default();
        let file = serde_json::json!({"objects": [{"about": about, "fields": fields,
            "children": []}]});
        self.absorb(&file, &defaults);
    }

    /// A field that may stay empty from now on.
    pub(crate) fn free(&mut self, object: &str, field: &str) {
        let fields = self.get_mut(object).into_iter().flat_map(|object| object.fields.iter_mut());
        for field in fields.filter(|it| it.name == field) {
            field.describe.insert("nillable".to_owned(), true.into());
        }
    }

    pub(crate) fn objects(&self) -> impl Iterator<Item = &Sobject> {
        self.objects.iter().map(|object| &**object).filter(|object| object.prefix != HIDDEN)
    }

    /// An object by name, whatever its case.
    pub(crate) fn get(&self, name: &str) -> Option<&Sobject> {
        let slot = self.names.get(&name.to_ascii_lowercase())?;
        self.objects.get(*slot).map(|object| &**object)
    }

    /// An object to hold on to while the org changes.
    pub(crate) fn shared(&self, name: &str) -> Option<Arc<Sobject>> {
        let slot = self.names.get(&name.to_ascii_lowercase())?;
        self.objects.get(*slot).cloned()
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Sobject> {
        let slot = self.names.get(&name.to_ascii_lowercase())?;
        self.objects.get_mut(*slot).map(Arc::make_mut)
    }

    /// The object of an id, by its first three characters.
    pub(crate) fn by_prefix(&self, id: &str) -> Option<&Sobject> {
        let prefix = id.get(..3)?;
        self.objects().find(|object| object.prefix == prefix)
    }

    /// A field of the keys that differ from the usual.
    pub(crate) fn field_from(&self, own: &Value) -> Field {
        let mut describe = self.field_defaults.clone();
        for (key, value) in map_of(own) {
            describe.insert(key, value);
        }
        let options = strings(&describe["picklistValues"], "value");
        let full = options_of(&describe["picklistValues"]);
        describe.insert("picklistValues".to_owned(), full);
        let text = |key: &str| describe.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        let kind = kind_of(&text("type"));
        let is = |flag: &str| describe.get(flag).and_then(Value::as_bool).unwrap_or(false);
        let users = ["OwnerId", "CreatedById", "LastModifiedById"].contains(&text("name").as_str());
        let key = is("idLookup") || is("externalId") || is("unique");
        Field {
            // Every row names users, and few of them: finding by those would save nothing.
            found_by: (kind == Kind::Reference && !users) || (kind != Kind::Id && key),
            default: describe.get("defaultValue").cloned().unwrap_or(Value::Null),
            name: text("name"),
            label: text("label"),
            kind,
            length: describe["length"].as_u64().map_or(0, |n| usize::try_from(n).unwrap_or(0)),
            options,
            targets: strings(&describe["referenceTo"], ""),
            relationship: describe["relationshipName"].as_str().map(ToOwned::to_owned),
            describe,
        }
    }

    /// Takes an object out, as an org without the feature behind it.
    pub(crate) fn hide(&mut self, name: &str) {
        self.names.remove(&name.to_ascii_lowercase());
        if let Some(object) = self.objects.iter_mut().find(|object| object.name == name) {
            Arc::make_mut(object).prefix = HIDDEN.to_owned();
        }
    }

    fn absorb(&mut self, file: &Value, defaults: &Map<String, Value>) {
        for entry in file["objects"].as_array().into_iter().flatten() {
            let name = entry["about"]["name"].as_str().unwrap_or("");
            let fields: Vec<Field> = (entry["fields"].as_array().into_iter().flatten())
                .map(|own| self.field_from(own))
                .collect();
            if self.get(name).is_none() {
                self.names.insert(name.to_ascii_lowercase(), self.objects.len());
                self.objects.push(Arc::new(object_of(entry, defaults)));
            }
            if let Some(object) = self.get_mut(name) {
                fields.into_iter().for_each(|field| object.add(field));
            }
        }
    }
}

fn object_of(entry: &Value, defaults: &Map<String, Value>) -> Sobject {
    let mut about = defaults.clone();
    for (key, value) in map_of(&entry["about"]) {
        about.insert(key, value);
    }
    let child = |row: &Value| Child {
        object: row[0].as_str().unwrap_or("").to_owned(),
        field: row[1].as_str().unwrap_or("").to_owned(),
        name: row[2].as_str().map(ToOwned::to_owned),
        cascades: row[3].as_bool().unwrap_or(false),
        restricts: row[4].as_bool().unwrap_or(false),
    };
    Sobject {
        name: about["name"].as_str().unwrap_or("").to_owned(),
        prefix: about["keyPrefix"].as_str().unwrap_or("").to_owned(),
        about,
        children: entry["children"].as_array().into_iter().flatten().map(child).collect(),
        fields: Vec::new(),
        names: HashMap::new(),
    }
}

fn kind_of(name: &str) -> Kind {
    match name {
        "id" => Kind::Id,
        "email" => Kind::Email,
        "picklist" => Kind::Picklist,
        "multipicklist" => Kind::Multipicklist,
        "boolean" => Kind::Boolean,
        "int" => Kind::Int,
        "double" | "currency" | "percent" => Kind::Decimal,
        "date" => Kind::Date,
        "datetime" => Kind::Datetime,
        "reference" => Kind::Reference,
        "address" | "location" => Kind::Compound,
        _ => Kind::Text,
    }
}

fn map_of(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn strings(list: &Value, key: &str) -> Vec<String> {
    let text = |item: &Value| item.as_str().or_else(|| item[key].as_str()).map(ToOwned::to_owned);
    list.as_array().into_iter().flatten().filter_map(text).collect()
}

/// The data file shortens a plain option to its value.
fn options_of(list: &Value) -> Value {
    let whole = |item: &Value| match item.as_str() {
        Some(value) => serde_json::json!({"active": true, "defaultValue": false,
            "label": value, "validFor": null, "value": value}),
        None => item.clone(),
    };
    list.as_array().into_iter().flatten().map(whole).collect()
}

#[cfg(test)]
mod tests;
