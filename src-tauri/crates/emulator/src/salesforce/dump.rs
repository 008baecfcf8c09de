//! An org as one JSON value, and back.

use serde_json::{Value, json};

use super::Salesforce;
use super::world::{Id, Org};

impl Salesforce {
    /// Everything that an org holds: `{"org", "counters", "extras", "objects": {name: [fields]}}`.
    /// Null for an unknown account. Tokens are left out.
    #[must_use]
    pub fn dump(&self, account: &str) -> Value {
        let Some(org) = self.orgs.iter().find(|org| org.id == account) else {
            return Value::Null;
        };
        json!({"org": org.id, "counters": org.counters(), "objects": org.dump_rows(),
            "custom_fields": org.custom_fields(), "extras": org.extras})
    }

    /// Puts an org back to what [`Self::dump`] gave. Tokens stay as they are.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the value.
    pub fn load(&mut self, dump: &Value) -> Result<(), String> {
        let id = dump["org"].as_str().ok_or("no org")?;
        let place = self.orgs.iter().position(|org| org.id == id).ok_or("unknown org")?;
        let old = &self.orgs[place];
        let mut org = Org::new(old.id.clone(), old.settings.clone(), old.quirks.clone());
        for field in dump["custom_fields"].as_array().into_iter().flatten() {
            org.add_custom_field(field);
        }
        org.extras = serde_json::from_value(dump["extras"].clone()).map_err(|e| e.to_string())?;
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

    pub(crate) fn add_custom_field(&mut self, entry: &Value) {
        let field = self.schema.field_from(&entry["field"]);
        if let Some(object) = self.schema.get_mut(entry["object"].as_str().unwrap_or("")) {
            object.add(field);
        }
    }
}
