//! `/sobjects` and `/sobjects/X/describe`.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::extras::Access;
use super::schema::{Field, Schema, Sobject};
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::Org;

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
        let tag = format!("\"{:x}\"", self.fingerprint(call, object));
        let known = ask.header("if-none-match") == Some(&tag);
        if known && call.turn.on("salesforce.describe.not_modified") {
            return Answer::empty(304).at(DESCRIBE);
        }
        let mut body = short(call, object);
        let fields = object.fields.iter().filter(|field| self.sees(call, object, field));
        let fields: Vec<Value> =
            fields.map(|field| self.describe_field(call, object, field)).collect();
        body.insert("fields".to_owned(), fields.into());
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
        let mut answer = Answer::json(200, Value::Object(body)).at(DESCRIBE);
        answer.headers.push(("ETag", tag));
        answer
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
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for field in &object.fields {
            let access = self.access(call, object, field);
            let text = format!("{access:?}{}", Value::Object(field.describe.clone()));
            for byte in text.bytes() {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        sum
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
            "junctionReferenceTo": [], "relationshipName": child.name, "restrictedDelete": false})
        })
        .collect()
}

impl Org {
    /// An object that a path names, or 404.
    pub(crate) fn path_object(&self, name: &str) -> Result<Arc<Sobject>, Refusal> {
        self.schema.shared(name).ok_or_else(Refusal::not_found)
    }
}
