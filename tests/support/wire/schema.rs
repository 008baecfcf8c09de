//! Schemas of OpenAPI 3.0, made into JSON Schema and compiled when first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// Where a document keeps the schemas that others refer to.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// The named schemas of a document, as it has them.
pub(super) type Named = Arc<Map<String, Value>>;

/// One schema of an operation.
#[derive(Debug)]
pub(super) struct Schema {
    own: Value,
    named: Named,
    compiled: OnceLock<Validator>,
}

impl Schema {
    pub(super) fn new(own: Value, named: &Named) -> Self {
        Schema { own, named: Arc::clone(named), compiled: OnceLock::new() }
    }

    /// What the value breaks, each with its place. Values are not quoted in full.
    pub(super) fn findings(&self, value: &Value) -> Vec<String> {
        let validator = self.compiled.get_or_init(|| compiled(&self.own, &self.named));
        validator
            .iter_errors(value)
            .map(|error| shortened(&format!("{error} at {}", error.instance_path())))
            .collect()
    }
}

/// The longest finding: a refused record may quote a whole page.
const LONGEST: usize = 600;

fn shortened(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}

fn compiled(own: &Value, named: &Map<String, Value>) -> Validator {
    let mut needed = BTreeMap::new();
    gather(own, named, &mut needed);
    let needed: Map<String, Value> =
        needed.into_iter().map(|(name, schema)| (name, translated(&schema))).collect();
    let mut root = translated(own);
    root["components"] = json!({ "schemas": needed });
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&root).expect("a schema that compiles")
}

/// The named schemas that a schema reaches.
fn gather(schema: &Value, named: &Map<String, Value>, needed: &mut BTreeMap<String, Value>) {
    if let Some(name) = reference(schema) {
        if !needed.contains_key(name) {
            let found = named.get(name).unwrap_or_else(|| panic!("no schema is called {name}"));
            needed.insert(name.to_owned(), found.clone());
            gather(found, named, needed);
        }
        return;
    }
    if let Some(fields) = schema.as_object() {
        fields.values().for_each(|inner| gather(inner, named, needed));
    }
    if let Some(items) = schema.as_array() {
        items.iter().for_each(|inner| gather(inner, named, needed));
    }
}

/// The name that a reference names.
fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(SCHEMAS))
}

/// The same in JSON Schema: `nullable` is a type, and an object takes only the keys it names,
/// unless it says otherwise.
pub(super) fn translated(schema: &Value) -> Value {
    if let Some(items) = schema.as_array() {
        return items.iter().map(translated).collect();
    }
    let Some(fields) = schema.as_object() else { return schema.clone() };
    let inner = |(name, value): (&String, &Value)| {
        let value = if name == "properties" { each_translated(value) } else { translated(value) };
        (name.clone(), value)
    };
    let mut told: Map<String, Value> = fields.iter().map(inner).collect();
    if fields.contains_key("properties") && !fields.contains_key("additionalProperties") {
        told.insert("additionalProperties".to_owned(), false.into());
    }
    if told.remove("nullable") == Some(Value::Bool(true)) {
        return json!({ "anyOf": [{ "type": "null" }, told] });
    }
    Value::Object(told)
}

/// The values of `properties`, whose keys are names and no keywords.
fn each_translated(properties: &Value) -> Value {
    let fields = properties.as_object().into_iter().flatten();
    fields.map(|(name, schema)| (name.clone(), translated(schema))).collect::<Map<_, _>>().into()
}
