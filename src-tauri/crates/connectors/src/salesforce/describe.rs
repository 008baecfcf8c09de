//! An object's describe as a schema.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{
    Digits, FieldOption, FieldSchema, ObjectSchema, ObjectTitle, RecordType,
};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{ConnectorError, FieldName, ObjectName};
use serde::Deserialize;

use super::SalesforceConnector;
use super::errors::{error, unreadable, words};
use super::ids::normalise;
use super::soql::name;
use super::{campaigns, kinds, roles};

/// Types whose JSON is an object, a blob or anything at all: shown, never selected or written.
const NOT_ONE_VALUE: [&str; 8] = [
    "address",
    "location",
    "base64",
    "anyType",
    "complexvalue",
    "json",
    roles::NATIVE,
    kinds::NATIVE,
];

/// The object whose statuses are stages.
const CASES: &str = "Case";

/// Whether a field's value can be read as one of ours.
pub(super) fn selectable(field: &FieldSchema) -> bool {
    !NOT_ONE_VALUE.contains(&field.native.as_str())
}

impl SalesforceConnector {
    /// Asks for an object's describe and remembers it for reading values. An opportunity's has
    /// its roles as fields, and a person's their campaigns, where this sign-in can read them.
    pub(super) async fn describe_now(
        &self,
        object: &ObjectName,
    ) -> Result<Arc<ObjectSchema>, ConnectorError> {
        let mut schema = self.describe_alone(object).await?;
        if object.as_str() == roles::PARENT {
            let fields = self.described_roles().await?;
            schema.fields.extend(fields.into_iter().map(|field| (field.name.clone(), field)));
            schema.pipelines = self.stages().await?;
        }
        if object.as_str() == CASES {
            schema.pipelines = self.case_statuses().await?;
        }
        Ok(self.remember(schema))
    }

    /// Roles as fields of opportunities, where this sign-in can read them.
    async fn described_roles(&self) -> Result<Vec<FieldSchema>, ConnectorError> {
        match self.describe_alone(&ObjectName::from(roles::OBJECT)).await {
            Ok(of_roles) => {
                let fields = roles::fields(&of_roles);
                self.remember(of_roles);
                Ok(fields)
            }
            Err(ConnectorError::NoSuchObject(_) | ConnectorError::NotAllowed(_)) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// What this sign-in sees of the org's objects. Settings, shares, histories and feeds are objects
    /// too: nobody can make one of those, or look at it in a list.
    pub(super) async fn all_objects(&self) -> Result<Vec<ObjectTitle>, ConnectorError> {
        let answer = self.get(self.data_path("/sobjects"), Purpose::Person).await?;
        if !answer.status.is_success() {
            return Err(error(words(answer.status.as_u16(), &answer.body), None));
        }
        let all: Objects = serde_json::from_slice(&answer.body)
            .map_err(|error| unreadable("describe global", &error))?;
        let usable = all.sobjects.into_iter().filter(|it| {
            let shown = it.queryable && it.retrieveable && it.layoutable;
            shown && it.createable && !it.deprecated_and_hidden && !it.custom_setting
        });
        let mut titles = Vec::new();
        for it in usable {
            let kinds = kinds::of_all(&it.name);
            let title = |(object, label)| ObjectTitle { object, label, custom: false };
            let before = titles.len();
            titles.extend(kinds.map(title));
            if titles.len() == before {
                let (object, label) = (it.name.clone(), it.label_plural);
                titles.push(ObjectTitle { object, label, custom: it.custom });
            }
        }
        Ok(titles)
    }

    pub(super) fn remember(&self, schema: ObjectSchema) -> Arc<ObjectSchema> {
        let schema = Arc::new(schema);
        let mut known = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(schema.object.clone(), Arc::clone(&schema));
        schema
    }

    async fn describe_alone(&self, object: &ObjectName) -> Result<ObjectSchema, ConnectorError> {
        let wire = name(kinds::wire(object))?;
        let path = self.data_path(&format!("/sobjects/{wire}/describe"));
        let answer = self.get(path, Purpose::Sync).await?;
        let status = answer.status.as_u16();
        if status == 404 {
            return Err(ConnectorError::NoSuchObject(object.clone()));
        }
        if !answer.status.is_success() {
            return Err(error(words(status, &answer.body), Some(object)));
        }
        Ok(kinds::shaped(parse(&answer.body)?, object))
    }

    /// The schema by the last describe, or a first one.
    pub(super) async fn schema(
        &self,
        object: &ObjectName,
    ) -> Result<Arc<ObjectSchema>, ConnectorError> {
        match self.known(object) {
            Some(schema) => Ok(schema),
            None => self.describe_now(object).await,
        }
    }

    /// The describe that is remembered of an object.
    pub(super) fn known(&self, object: &ObjectName) -> Option<Arc<ObjectSchema>> {
        let schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        schemas.get(object).map(Arc::clone)
    }

    /// Goes by an earlier describe again.
    pub(super) fn put_back(&self, schema: Arc<ObjectSchema>) {
        let mut schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        schemas.insert(schema.object.clone(), schema);
    }

    /// Drops a describe that proved to be out of date.
    pub(super) fn forget(&self, object: &ObjectName) {
        let mut schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        schemas.remove(object);
    }
}

#[derive(Deserialize)]
struct Objects {
    sobjects: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "a describe has them")]
struct Listed {
    name: ObjectName,
    #[serde(default)]
    label_plural: String,
    #[serde(default)]
    custom: bool,
    #[serde(default)]
    custom_setting: bool,
    #[serde(default)]
    createable: bool,
    #[serde(default)]
    queryable: bool,
    #[serde(default)]
    retrieveable: bool,
    #[serde(default)]
    layoutable: bool,
    #[serde(default)]
    deprecated_and_hidden: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ObjectAnswer {
    name: ObjectName,
    #[serde(default)]
    label: String,
    #[serde(default)]
    createable: bool,
    #[serde(default)]
    updateable: bool,
    #[serde(default)]
    deletable: bool,
    fields: Vec<FieldAnswer>,
    #[serde(default)]
    child_relationships: Vec<ChildAnswer>,
    #[serde(default)]
    record_type_infos: Vec<RecordTypeAnswer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RecordTypeAnswer {
    #[serde(default)]
    available: bool,
    #[serde(default)]
    master: bool,
    #[serde(default)]
    developer_name: String,
    #[serde(default)]
    name: String,
    record_type_id: String,
}

impl RecordTypeAnswer {
    fn read(self) -> Option<RecordType> {
        let id = normalise(&self.record_type_id)?;
        Some(RecordType { id, name: self.developer_name, label: self.name })
    }
}

/// An object whose rows name those of this one; those that this sign-in does not see are not listed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChildAnswer {
    #[serde(rename = "childSObject")]
    object: ObjectName,
    #[serde(default)]
    relationship_name: Option<String>,
    #[serde(default, rename = "cascadeDelete")]
    cascades: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct FieldAnswer {
    name: FieldName,
    label: String,
    r#type: String,
    length: u32,
    precision: u32,
    scale: u32,
    digits: u32,
    picklist_values: Vec<OptionAnswer>,
    restricted_picklist: bool,
    createable: bool,
    updateable: bool,
    nillable: bool,
    defaulted_on_create: bool,
    deprecated_and_hidden: bool,
    unique: bool,
    external_id: bool,
    id_lookup: bool,
    filterable: bool,
    calculated: bool,
    permissionable: bool,
    reference_to: Vec<ObjectName>,
    inline_help_text: Option<String>,
}

impl Default for FieldAnswer {
    fn default() -> Self {
        FieldAnswer {
            name: FieldName::from(""),
            label: String::new(),
            r#type: String::new(),
            length: 0,
            precision: 0,
            scale: 0,
            digits: 0,
            picklist_values: Vec::new(),
            restricted_picklist: false,
            createable: false,
            updateable: false,
            nillable: true,
            defaulted_on_create: false,
            deprecated_and_hidden: false,
            unique: false,
            external_id: false,
            id_lookup: false,
            filterable: false,
            calculated: false,
            permissionable: true,
            reference_to: Vec::new(),
            inline_help_text: None,
        }
    }
}

#[derive(Deserialize)]
struct OptionAnswer {
    value: Option<String>,
    label: Option<String>,
    #[serde(default)]
    active: bool,
}

pub(super) fn parse(body: &[u8]) -> Result<ObjectSchema, ConnectorError> {
    let answer: ObjectAnswer =
        serde_json::from_slice(body).map_err(|error| unreadable("describe", &error))?;
    let mut children = answer.child_relationships.iter();
    let campaigns =
        children.find_map(|it| campaigns::field(&it.object, it.relationship_name.as_deref()));
    let cascading = answer.child_relationships.iter().filter(|it| it.cascades);
    let takes_along = cascading.flat_map(|it| kinds::all_of(&it.object)).collect();
    let ungranted = answer.fields.iter().filter(|field| !field.permissionable);
    let with_the_object = ungranted.map(|field| field.name.clone()).collect();
    let types = answer.record_type_infos.into_iter().filter(|it| it.available && !it.master);
    let record_types = types.filter_map(RecordTypeAnswer::read).collect();
    let fields: BTreeMap<FieldName, FieldSchema> = answer
        .fields
        .into_iter()
        .filter(|field| !field.deprecated_and_hidden && name(field.name.as_str()).is_ok())
        .map(schema_of)
        .chain(campaigns)
        .map(|field| (field.name.clone(), field))
        .collect();
    Ok(ObjectSchema {
        object: answer.name,
        label: answer.label,
        createable: answer.createable,
        updateable: answer.updateable,
        deletable: answer.deletable,
        fields,
        pipelines: Vec::new(),
        record_types,
        log: None,
        with_the_object,
        takes_along,
    })
}

fn schema_of(field: FieldAnswer) -> FieldSchema {
    let kind = kind_of(&field.r#type);
    let one_value = !NOT_ONE_VALUE.contains(&field.r#type.as_str());
    let boolean = kind == ValueKind::Boolean;
    let list = matches!(kind, ValueKind::Choice | ValueKind::Choices);
    FieldSchema {
        kind,
        max_chars: (field.length > 0 && kind != ValueKind::Reference).then_some(field.length),
        digits: digits_of(&field),
        options: field.picklist_values.into_iter().filter_map(option_of).collect(),
        open_options: !field.restricted_picklist && (list || field.r#type == "combobox"),
        required: field.createable && !field.nillable && !field.defaulted_on_create && !boolean,
        createable: field.createable && one_value,
        updateable: field.updateable && one_value,
        unique: field.unique,
        upsert_key: (field.external_id || field.id_lookup) && field.r#type != "id",
        filterable: field.filterable,
        calculated: field.calculated,
        references: field.reference_to,
        description: field.inline_help_text.filter(|text| !text.is_empty()),
        name: field.name,
        label: field.label,
        native: field.r#type,
    }
}

fn kind_of(native: &str) -> ValueKind {
    match native {
        "boolean" => ValueKind::Boolean,
        "int" | "long" | "double" | "currency" | "percent" => ValueKind::Decimal,
        "date" => ValueKind::Date,
        "datetime" => ValueKind::Instant,
        "time" => ValueKind::Time,
        "picklist" => ValueKind::Choice,
        "multipicklist" => ValueKind::Choices,
        "reference" => ValueKind::Reference,
        // string, textarea, combobox, email, phone, url, id, encryptedstring, and what is new.
        _ => ValueKind::Text,
    }
}

/// Whole numbers state `digits`; the others `precision` and `scale`.
fn digits_of(field: &FieldAnswer) -> Option<Digits> {
    match field.r#type.as_str() {
        "int" | "long" if field.digits > 0 => Some(Digits { precision: field.digits, scale: 0 }),
        "double" | "currency" | "percent" if field.precision > 0 => {
            Some(Digits { precision: field.precision, scale: field.scale })
        }
        _ => None,
    }
}

fn option_of(option: OptionAnswer) -> Option<FieldOption> {
    let value = option.value?;
    let label = option.label.unwrap_or_else(|| value.clone());
    Some(FieldOption { value, label, active: option.active })
}

#[cfg(test)]
mod tests;
