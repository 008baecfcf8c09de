//! `/sobjects` and `/sobjects/X/describe`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value, json};

use super::extras::Access;
use super::schema::{Field, Schema, Sobject};
use super::wire::{Answer, Ask, Body, Call, Refusal};
use super::world::Org;
use crate::json::Written;

impl Org {
    pub(crate) fn describe_global(&self, call: &Call<'_>) -> Answer {
        let list: Vec<Value> =
            self.schema.objects().map(|object| Value::Object(short(call, object))).collect();
        let body = json!({"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": list});
        Answer::json(200, body).at("GET /sobjects")
    }

    /// `GET /sobjects/X`.
    pub(crate) fn describe_basic(&self, call: &Call<'_>, object: &Sobject) -> Answer {
        let body = json!({"objectDescribe": short(call, object), "recentItems": []});
        Answer::json(200, body).at("GET /sobjects/{object}")
    }

    pub(crate) fn describe(&self, call: &Call<'_>, ask: &Ask, object: &Sobject) -> Answer {
        let fingerprint = self.fingerprint(call, object);
        let tag = format!("\"{fingerprint:x}\"");
        let known = ask.header("if-none-match") == Some(&tag);
        if known && call.turn.on("salesforce.describe.not_modified") {
            return Answer::empty(304).at(DESCRIBE);
        }
        let mut body = short(call, object);
        body.insert("childRelationships".to_owned(), children(&self.schema, object));
        body.insert("recordTypeInfos".to_owned(), self.record_types(call, object));
        for key in ["actionOverrides", "namedLayoutInfos"] {
            body.insert(key.to_owned(), json!([]));
        }
        body.insert(
            "supportedScopes".to_owned(),
            json!([
            {"label": format!("All {}", object.about["labelPlural"].as_str().unwrap_or("")),
                "name": "everything"},
            {"label": format!("My {}", object.about["labelPlural"].as_str().unwrap_or("")),
                "name": "mine"}]),
        );
        let fields = FIELDS.get_or(fingerprint, || self.fields(call, object));
        let mut text = super::number::write(&Value::Object(body));
        text.pop();
        text.push_str(",\"fields\":");
        text.push_str(&fields);
        text.push('}');
        let answer = Answer { body: Body::Written(text), ..Answer::empty(200) };
        Answer { headers: vec![("ETag", tag)], ..answer }.at(DESCRIBE)
    }

    /// The fields that a caller sees, as JSON.
    fn fields(&self, call: &Call<'_>, object: &Sobject) -> String {
        let fields = object.fields.iter().filter(|field| self.sees(call, object, field));
        let fields = fields.map(|field| self.describe_field(call, object, field)).collect();
        super::number::write(&Value::Array(fields))
    }

    fn describe_field(&self, call: &Call<'_>, object: &Sobject, field: &Field) -> Value {
        let mut shown = field.describe.clone();
        if self.access(call, object, field) == Access::Read {
            shown.insert("updateable".to_owned(), false.into());
            shown.insert("createable".to_owned(), false.into());
        }
        Value::Object(shown)
    }

    /// Changes when what the caller would see changes.
    fn fingerprint(&self, call: &Call<'_>, object: &Sobject) -> u64 {
        let mut hasher = DefaultHasher::new();
        object.name.hash(&mut hasher);
        for field in &object.fields {
            self.access(call, object, field).hash(&mut hasher);
            field.describe.hash(&mut hasher);
        }
        hasher.finish()
    }

    fn record_types(&self, call: &Call<'_>, object: &Sobject) -> Value {
        let layout = |id: &str| {
            let version = call.version;
            let name = &object.name;
            json!({"layout":
                format!("/services/data/v{version}.0/sobjects/{name}/describe/layouts/{id}")})
        };
        let mut list = Vec::new();
        let known = self.schema.get("RecordType").zip(self.table("RecordType"));
        if let Some((kind, table)) = known {
            for row in table.rows().filter(|row| row.text(kind, "SobjectType") == object.name) {
                let active = row.get(kind, "IsActive") == true;
                list.push(json!({"active": active, "available": active,
                    "defaultRecordTypeMapping": false, "master": false,
                    "developerName": row.get(kind, "DeveloperName"), "name": row.get(kind, "Name"),
                    "recordTypeId": &*row.id, "urls": layout(&row.id)}));
            }
        }
        let master = "012000000000000AAA";
        list.push(json!({"active": true, "available": true, "defaultRecordTypeMapping": true,
            "developerName": "Master", "master": true, "name": "Master", "recordTypeId": master,
            "urls": layout(master)}));
        list.into()
    }
}

static FIELDS: LazyLock<Written> = LazyLock::new(Written::default);

const DESCRIBE: &str = "GET /sobjects/{object}/describe";

/// The flags and links of an object.
fn short(call: &Call<'_>, object: &Sobject) -> Map<String, Value> {
    let base = format!("/services/data/v{}.0/sobjects/{}", call.version, object.name);
    let mut shown = object.about.clone();
    shown.insert(
        "urls".to_owned(),
        json!({"sobject": base,
        "describe": format!("{base}/describe"), "rowTemplate": format!("{base}/{{ID}}"),
        "layouts": format!("{base}/describe/layouts")}),
    );
    shown
}

fn children(schema: &Schema, object: &Sobject) -> Value {
    let listed = object.children.iter().filter(|child| schema.get(&child.object).is_some());
    listed
        .map(|child| {
            json!({"cascadeDelete": child.cascades, "childSObject": child.object,
            "deprecatedAndHidden": false, "field": child.field, "junctionIdListNames": [],
            "junctionReferenceTo": [], "relationshipName": child.name,
            "restrictedDelete": child.restricts})
        })
        .collect()
}

impl Org {
    /// An object that a path names, or 404.
    pub(crate) fn path_object(&self, name: &str) -> Result<Arc<Sobject>, Refusal> {
        self.schema.shared(name).ok_or_else(Refusal::not_found)
    }
}
