//! When two values are the same thing under a mapping: both are brought to one comparable form.

use crosswalk_model::schema::FieldSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, Content, Side, Value};

use super::{as_boolean, as_date, as_decimal, as_instant, as_text};

/// The form in which contents of both sides of one mapping are compared: the coarser kind of the
/// two, options in the Salesforce field's spelling. A value that has no such form keeps its own,
/// and so is equal to nothing on the other side but to its own base. References are left as they
/// are; only links know whom they mean.
#[must_use]
pub fn comparable(content: &Content, of: Side, schemas: Both<&FieldSchema>) -> Content {
    let kinds = schemas.map(|_, schema| schema.kind);
    let Some(value) = content.value() else {
        return if kinds.salesforce == ValueKind::Boolean || kinds.hubspot == ValueKind::Boolean {
            Content::Value(Value::Boolean(false))
        } else {
            Content::Blank
        };
    };
    Content::Value(form(value, of, schemas).unwrap_or_else(|| value.clone()))
}

fn form(value: &Value, of: Side, schemas: Both<&FieldSchema>) -> Option<Value> {
    let kinds = schemas.map(|_, schema| schema.kind);
    let has = |kind| kinds.salesforce == kind || kinds.hubspot == kind;
    if has(ValueKind::Reference) || has(ValueKind::References) {
        return None;
    }
    if has(ValueKind::Boolean) {
        return as_boolean(value).ok().map(Value::Boolean);
    }
    if has(ValueKind::Decimal) {
        return as_decimal(value).ok().map(|number| Value::Decimal(number.normalize()));
    }
    if has(ValueKind::Date) {
        return as_date(value).ok();
    }
    if has(ValueKind::Instant) {
        return as_instant(value).ok();
    }
    if has(ValueKind::Time) {
        return super::as_time(value).ok();
    }
    if has(ValueKind::Choices) {
        return choices(value, schemas.salesforce);
    }
    if has(ValueKind::Choice) && of == Side::HubSpot {
        let name = as_text(value).ok()?;
        return Some(Value::Choice(spelled(&name, schemas.salesforce)));
    }
    if has(ValueKind::Choice) {
        return as_text(value).ok().map(Value::Choice);
    }
    // Salesforce drops white space at both ends of a text, so that a difference of that alone
    // could never be settled.
    let text = as_text(value).ok()?.trim().to_owned();
    Some(Value::Text(if is_address(schemas) { text.to_lowercase() } else { text }))
}

/// An address is the same whatever its case (A4). HubSpot keeps addresses in lower case, so that
/// a difference of case alone could never be settled.
fn is_address(schemas: Both<&FieldSchema>) -> bool {
    schemas.salesforce.native == "email"
}

fn choices(value: &Value, salesforce: &FieldSchema) -> Option<Value> {
    let text = as_text(value).ok()?;
    let set = text
        .split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| spelled(name, salesforce))
        .collect();
    Some(Value::Choices(set))
}

fn spelled(name: &str, salesforce: &FieldSchema) -> String {
    option_of(name, salesforce).unwrap_or(name).to_owned()
}

/// The field's option that a name means: exactly, or without case where only one fits.
pub(super) fn option_of<'a>(name: &str, schema: &'a FieldSchema) -> Option<&'a str> {
    let mut values = schema.options.iter().map(|option| option.value.as_str());
    if let Some(exact) = values.clone().find(|value| *value == name) {
        return Some(exact);
    }
    let folded = name.to_lowercase();
    let first = values.find(|value| value.to_lowercase() == folded)?;
    if values.any(|value| value.to_lowercase() == folded) { None } else { Some(first) }
}
