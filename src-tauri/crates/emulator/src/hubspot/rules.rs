//! What an administrator made necessary: 2026-09 holds every write to it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::{Call, Version};
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::{Outcome, Problem};
use super::validate::Place;
use super::write::Changes;

/// A property that records must have: all of them, or those that hold a value elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rule {
    /// The type's plural name.
    pub object: String,
    pub property: String,
    /// Another property, and what it has to hold for this one to be needed.
    pub when: Option<(String, String)>,
}

/// The act of an administrator.
pub(super) fn add(portal: &mut Portal, object: &ObjectType, act: &Value) -> Result<Value, String> {
    let property = act.get("property").and_then(Value::as_str).ok_or("the act needs property")?;
    let when = act.get("when").map(|when| serde_json::from_value(when.clone())).transpose();
    let when = when.map_err(|error| error.to_string())?;
    let rule = Rule { object: object.plural.clone(), property: property.to_owned(), when };
    portal.rules.push(rule);
    Ok(json!({}))
}

/// The 400 of a write that leaves a record without what it needs.
pub(super) fn check(place: &Place<'_>, changes: &Changes, call: &Call<'_>) -> Outcome<()> {
    if call.version != Version::Dated202609 || !call.on("hubspot.validation.rules") {
        return Ok(());
    }
    let after = |name: &str| {
        let changed = changes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value);
        let held = || place.record.and_then(|record| record.stored(name));
        changed.or_else(held).unwrap_or_default()
    };
    let applies = |rule: &&Rule| {
        let met = |(name, value): &(String, String)| after(name) == value;
        rule.object == place.object.plural && rule.when.as_ref().is_none_or(met)
    };
    let mut rules = place.portal.rules.iter().filter(applies);
    let Some(broken) = rules.find(|rule| after(&rule.property).is_empty()) else {
        return Ok(());
    };
    let code = match broken.when {
        Some(_) => "MISSING_CONDITIONAL_REQUIRED_PROPERTY",
        None => "MISSING_REQUIRED_PROPERTY",
    };
    let message = format!("A required property was not set: \"{}\"", broken.property);
    let properties = vec![broken.property.clone()];
    Err(Problem::invalid(&message)
        .error(json!({
            "message": message,
            "code": code,
            "context": { "properties": properties },
        }))
        .with("properties", properties))
}
