//! An org as one JSON value, and back.

use serde_json::{Map, Value, json};

use super::extras::CustomObject;
use super::schema::{Child, Sobject};
use super::world::{Id, Org, named};
use super::{Salesforce, number};

impl Salesforce {
    /// The state of an org, for [`Self::load`]; beside it `truth`, by object and id the fields of
    /// every live row, and `deleted`, the same of what is in the bin. Amounts that a JSON number
    /// would round are text there. Null for an unknown account. Tokens and jobs are left out.
    #[must_use]
    pub fn dump(&self, account: &str) -> Value {
        let Some(org) = self.orgs.iter().find(|org| org.id == account) else {
            return Value::Null;
        };
        let state = json!({"org": org.id, "counters": org.counters(), "objects": org.dump_rows(),
            "custom_fields": org.custom_fields(), "extras": org.extras});
        let [truth, deleted] = org.told();
        json!({"state": state, "truth": truth, "deleted": deleted})
    }

    /// The live rows of one object, as in the dump.
    #[must_use]
    pub fn truth(&self, account: &str, object: &str) -> Map<String, Value> {
        let org = self.orgs.iter().find(|org| org.id == account);
        let kind = org.and_then(|org| Some((org, org.schema.get(object)?)));
        kind.and_then(|(org, kind)| org.told_of(kind)).map_or_else(Map::new, |[live, _]| live)
    }

    /// Puts an org back to what [`Self::dump`] gave. Tokens stay as they are.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the value.
    pub fn load(&mut self, dump: &Value) -> Result<(), String> {
        let dump = &dump["state"];
        let id = dump["org"].as_str().ok_or("no org")?;
        let place = self.orgs.iter().position(|org| org.id == id).ok_or("unknown org")?;
        let old = &self.orgs[place];
        let mut org = Org::new(old.id.clone(), old.settings.clone(), old.quirks.clone());
        org.extras = serde_json::from_value(dump["extras"].clone()).map_err(|e| e.to_string())?;
        for own in org.extras.objects.clone() {
            org.add_custom_object(&own)?;
        }
        for field in dump["custom_fields"].as_array().into_iter().flatten() {
            org.add_custom_field(field);
        }
        for (object, rows) in dump["objects"].as_object().into_iter().flatten() {
            org.load_rows(object, rows)?;
        }
        for (object, made) in dump["counters"].as_object().into_iter().flatten() {
            org.set_counter(object, made.as_u64().unwrap_or(0));
        }
        self.orgs[place] = org;
        Ok(())
    }
}

impl Org {
    fn load_rows(&mut self, object: &str, rows: &Value) -> Result<(), String> {
        let Some(kind) = self.schema.shared(object) else {
            return Err(format!("unknown object {object}"));
        };
        for fields in rows.as_array().into_iter().flatten() {
            let id = Id::from(fields["Id"].as_str().ok_or("a row without Id")?);
            let mut row = super::world::Row::new(id.clone());
            for (name, value) in fields.as_object().into_iter().flatten() {
                row.put(&kind, name, value.clone());
            }
            self.store(object, &id, Some(row));
        }
        Ok(())
    }

    /// The rows for readers outside: those that live, and those in the bin.
    fn told(&self) -> [Map<String, Value>; 2] {
        let mut told = [Map::new(), Map::new()];
        for object in self.schema.objects() {
            let Some(rows) = self.told_of(object) else { continue };
            for (all, rows) in told.iter_mut().zip(rows) {
                all.insert(object.name.clone(), Value::Object(rows));
            }
        }
        told
    }

    /// The same of one object, where it has a table.
    fn told_of(&self, object: &Sobject) -> Option<[Map<String, Value>; 2]> {
        let mut rows = [Map::new(), Map::new()];
        for row in self.table(&object.name)?.rows() {
            let fields = named(object, row).into_iter();
            let fields = fields.map(|(name, value)| (name, number::shown(&value))).collect();
            let place = usize::from(row.deleted(object));
            rows[place].insert(row.id.to_string(), Value::Object(fields));
        }
        Some(rows)
    }

    /// Custom fields with their object, as a dump keeps them.
    fn custom_fields(&self) -> Value {
        let mut list = Vec::new();
        for object in self.schema.objects() {
            for field in object.fields.iter().filter(|field| field.is("custom")) {
                list.push(json!({"object": object.name, "field": field.describe}));
            }
        }
        list.into()
    }

    /// A custom object with its fields.
    ///
    /// # Errors
    /// Where the name is taken, or is none of a custom object.
    pub(crate) fn add_custom_object(&mut self, own: &CustomObject) -> Result<(), String> {
        if !own.name.ends_with("__c") || self.schema.get(&own.name).is_some() {
            return Err(format!("{} is no name of a new custom object", own.name));
        }
        self.schema.add_custom(&own.name, &own.label);
        for field in &own.fields {
            let mut field = field.clone();
            field["custom"] = true.into();
            self.add_custom_field(&json!({"object": own.name, "field": field}));
        }
        Ok(())
    }

    pub(crate) fn add_custom_field(&mut self, entry: &Value) {
        let object = entry["object"].as_str().unwrap_or("");
        self.add_field(object, &entry["field"]);
        // A contact's own field shows on person accounts under a name of its own.
        let name = entry["field"]["name"].as_str().and_then(|name| name.strip_suffix("__c"));
        if let (true, "Contact", Some(stem)) = (self.settings.person_accounts, object, name) {
            let mut mirrored = entry["field"].clone();
            mirrored["name"] = format!("{stem}__pc").into();
            for key in ["unique", "externalId", "idLookup"] {
                mirrored[key] = false.into();
            }
            self.add_field("Account", &mirrored);
        }
    }

    fn add_field(&mut self, object: &str, about: &Value) {
        let field = self.schema.field_from(about);
        // A lookup makes its object a child of those it refers to.
        for target in field.targets.clone() {
            let child = Child {
                object: object.to_owned(),
                field: field.name.clone(),
                name: about["childRelationshipName"].as_str().map(str::to_owned),
                cascades: false,
                restricts: false,
            };
            if let Some(target) = self.schema.get_mut(&target) {
                target.children.push(child);
            }
        }
        if let Some(object) = self.schema.get_mut(object) {
            object.add(field);
        }
    }
}
