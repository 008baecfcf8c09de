//! Rows as answers show them.

use serde_json::{Map, Value, json};

use super::schema::{Field, Kind, Sobject};
use super::wire::Call;
use super::world::{Org, Row};

impl Org {
    /// A row's fields by name, with its attributes.
    pub(crate) fn show(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
        names: &[String],
    ) -> Value {
        let mut shown = Map::new();
        shown.insert("attributes".to_owned(), attributes(call, object, row));
        for name in names {
            if let Some((slot, field)) = self.field(call, object, name) {
                shown.insert(field.name.clone(), cell(object, row, slot, field));
            }
        }
        Value::Object(shown)
    }

    /// Every field that the caller sees.
    pub(crate) fn visible_names(&self, call: &Call<'_>, object: &Sobject) -> Vec<String> {
        let seen = object.fields.iter().filter(|field| self.sees(call, object, field));
        seen.map(|field| field.name.clone()).collect()
    }
}

pub(crate) fn attributes(call: &Call<'_>, object: &Sobject, row: &Row) -> Value {
    let url = format!("/services/data/v{}.0/sobjects/{}/{}", call.version, object.name, row.id);
    json!({"type": object.name, "url": url})
}

/// One value; a compound is put together from its parts.
pub(crate) fn cell(object: &Sobject, row: &Row, slot: usize, field: &Field) -> Value {
    if field.kind != Kind::Compound {
        let value = row.cell(slot);
        return if value.is_null() && field.kind == Kind::Boolean {
            false.into()
        } else {
            value.clone()
        };
    }
    let parts = object.fields.iter().enumerate().filter(|(_, part)| {
        part.describe.get("compoundFieldName").and_then(Value::as_str) == Some(&field.name)
    });
    let stem = field.name.strip_suffix("Address").unwrap_or("");
    let mut whole = Map::new();
    for (place, part) in parts {
        let key = part.name.strip_prefix(stem).unwrap_or(&part.name);
        let mut letters = key.chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        whole.insert(first.into_iter().chain(letters).collect(), row.cell(place).clone());
    }
    if whole.values().all(Value::is_null) { Value::Null } else { Value::Object(whole) }
}
