//! A request's JSON fields become cells, or a refusal of the request.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::extras::Access;
use super::number;
use super::schema::{Field, Kind, Sobject};
use super::settings::ReadOnlyField;
use super::wire::{Call, Power, Refusal};
use super::world::{Org, instant, stamp};

/// Fields by their place in the object.
pub(crate) type Cells = Vec<(usize, Value)>;

/// Whether a row is made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    Insert,
    Update,
}

impl Org {
    /// Reads the fields of a body; unknown names, wrong JSON types and fields that may not be
    /// written refuse it.
    pub(crate) fn read(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        body: &Map<String, Value>,
        write: Write,
    ) -> Result<Cells, Refusal> {
        let mut cells = Cells::new();
        for (name, value) in body {
            if name == "attributes" {
                continue;
            }
            if let Some(parent) = object.by_relationship(name)
                && value.is_object()
                && call.turn.on("salesforce.write.parent_by_key")
            {
                let cell = self.parent_by_key(object, parent, value)?;
                cells.push(cell);
                continue;
            }
            let Some((slot, field)) = self.field(call, object, name) else {
                if call.turn.on("salesforce.write.unknown_fields") {
                    return Err(unknown(object, name));
                }
                continue;
            };
            if self.writable(call, object, field, write)? {
                cells.push((slot, typed(call, field, value)?));
            }
        }
        Ok(cells)
    }

    /// Whether to take the field (`false`: ignore it).
    fn writable(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        field: &Field,
        write: Write,
    ) -> Result<bool, Refusal> {
        if field.kind == Kind::Id {
            let text = "The Id field should not be specified in the sobject data.";
            return Err(Refusal::new("INVALID_FIELD", text));
        }
        let flag = if write == Write::Insert { "createable" } else { "updateable" };
        let by_schema = field.is(flag) || !call.turn.on("salesforce.write.read_only_fields");
        if by_schema && self.access(call, object, field) == Access::Edit {
            return Ok(true);
        }
        if call.power == Power::Person {
            return Ok(by_schema);
        }
        match (by_schema, self.quirks.read_only_field) {
            (true, ReadOnlyField::Ignored) => Ok(false),
            (true, ReadOnlyField::Unknown) => Err(unknown(object, &field.name)),
            (false, _) | (true, ReadOnlyField::Refused) => {
                let text = format!(
                    "Unable to create/update fields: {}. Please check the security settings of \
                     this field and verify that it is read/write for your profile or permission \
                     set.",
                    field.name
                );
                Err(Refusal::on("INVALID_FIELD_FOR_INSERT_UPDATE", text, &field.name))
            }
        }
    }

    /// `"Account": {"Key__c": "x"}` names a parent by its external id.
    fn parent_by_key(
        &self,
        object: &Sobject,
        field: &Field,
        value: &Value,
    ) -> Result<(usize, Value), Refusal> {
        let mut keys = value.as_object().into_iter().flatten();
        let Some((key, wanted)) = keys.find(|(key, _)| *key != "attributes") else {
            return Err(unknown(object, field.relationship.as_deref().unwrap_or("")));
        };
        let target = field.targets.first().map_or("", String::as_str);
        let Some(parent) = self.schema.get(target) else { return Err(Refusal::not_found()) };
        let Some(slot) = parent.slot(key).filter(|at| parent.fields[*at].indexed()) else {
            return Err(unknown(parent, key));
        };
        let wanted = wanted.as_str().unwrap_or("");
        let mut rows = self.table(target).into_iter().flat_map(|table| table.having(slot, wanted));
        let Some(row) = rows.next() else {
            let text = format!(
                "Foreign key external ID: {wanted} not found for field {key} in entity {target}"
            );
            return Err(Refusal::row("INVALID_FIELD", text));
        };
        let place = object.slot(&field.name).unwrap_or(0);
        Ok((place, row.id.as_ref().into()))
    }
}

pub(crate) fn unknown(object: &Sobject, name: &str) -> Refusal {
    let text = format!("No such column '{name}' on sobject of type {}", object.name);
    Refusal::new("INVALID_FIELD", text)
}

/// The value as it is stored, or the parser's complaint.
fn typed(call: &Call<'_>, field: &Field, value: &Value) -> Result<Value, Refusal> {
    if value.is_null() {
        return Ok(if field.kind == Kind::Boolean { false.into() } else { Value::Null });
    }
    let wrong = |kind: &str| {
        if call.turn.on("salesforce.write.types") {
            Err(mistyped(kind, value))
        } else {
            Ok(value.clone())
        }
    };
    match field.kind {
        Kind::Boolean => value.as_bool().map_or_else(|| wrong("boolean"), |on| Ok(on.into())),
        Kind::Int => {
            let whole = value.as_i64().filter(|number| i32::try_from(*number).is_ok());
            whole.map_or_else(|| wrong("int"), |number| Ok(number.into()))
        }
        Kind::Decimal => {
            if number::is_number(value) {
                Ok(rounded(call, field, value))
            } else {
                wrong("double")
            }
        }
        Kind::Date => {
            let day = value.as_str().and_then(|text| text.get(..10).zip(text.parse::<Date>().ok()));
            day.filter(|_| value.as_str().is_some_and(|text| text.len() == 10))
                .map_or_else(|| wrong("date"), |(day, _)| Ok(day.into()))
        }
        Kind::Datetime => {
            let at = value.as_str().and_then(instant);
            at.map_or_else(|| wrong("datetime"), |at| Ok(stamp(at).into()))
        }
        Kind::Id | Kind::Reference => {
            if number::text(value).is_some() {
                Ok(blank_is_null(value))
            } else {
                wrong("reference")
            }
        }
        Kind::Text | Kind::Email | Kind::Picklist | Kind::Multipicklist => {
            if number::text(value).is_some() { Ok(blank_is_null(value)) } else { wrong("string") }
        }
        Kind::Compound => wrong("address"),
    }
}

/// Text is trimmed, and empty text is null.
fn blank_is_null(value: &Value) -> Value {
    let text = value.as_str().unwrap_or("").trim();
    if text.is_empty() { Value::Null } else { text.into() }
}

/// Decimals are cut to the field's scale.
fn rounded(call: &Call<'_>, field: &Field, value: &Value) -> Value {
    if !call.turn.on("salesforce.write.exact_numbers") {
        return number::write(value).parse::<f64>().map_or(Value::Null, Value::from);
    }
    let Some(exact) = number::decimal(value) else { return value.clone() };
    let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    number::value(exact.round_dp_with_strategy(field.number("scale"), away))
}

fn mistyped(kind: &str, value: &Value) -> Refusal {
    let (token, shown) = match value {
        Value::String(_) if number::is_number(value) => {
            ("VALUE_NUMBER_FLOAT", number::write(value))
        }
        Value::String(text) => ("VALUE_STRING", text.clone()),
        Value::Number(number) if number.is_f64() => ("VALUE_NUMBER_FLOAT", number.to_string()),
        Value::Number(number) => ("VALUE_NUMBER_INT", number.to_string()),
        Value::Bool(true) => ("VALUE_TRUE", "true".to_owned()),
        Value::Bool(false) => ("VALUE_FALSE", "false".to_owned()),
        Value::Array(_) => ("START_ARRAY", "[".to_owned()),
        Value::Object(_) => ("START_OBJECT", "{".to_owned()),
        Value::Null => ("VALUE_NULL", "null".to_owned()),
    };
    let text = format!(
        "Cannot deserialize instance of {kind} from {token} value {shown} or request may be \
         missing a required field at [line:1, column:1]"
    );
    Refusal::new("JSON_PARSER_ERROR", text)
}
