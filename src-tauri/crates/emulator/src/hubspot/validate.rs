//! Whether a property takes a value, and how it is then stored.

use serde_json::{Value, json};

use super::call::Call;
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::{Outcome, Problem};
use super::record::Record;
use super::schema::Property;
use super::time::{iso, parse_date, parse_instant};

const LONGEST_TEXT: usize = 65_536;

/// One property that a write got wrong.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub name: String,
    pub code: &'static str,
    pub message: String,
}

impl Fault {
    pub fn new(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self { name: name.to_owned(), code, message: message.into() }
    }
}

/// All faults of one write in one answer: the message repeats them as JSON.
pub(super) fn refuse(faults: &[Fault], portal: u64) -> Box<Problem> {
    let listed: Vec<Value> = faults
        .iter()
        .map(|fault| {
            json!({
                "isValid": false,
                "message": fault.message,
                "error": fault.code,
                "name": fault.name,
                "localizedErrorMessage": fault.message,
                "portalId": portal,
            })
        })
        .collect();
    let mut problem =
        Problem::invalid(format!("Property values were not valid: {}", Value::Array(listed)));
    problem.errors = faults
        .iter()
        .map(|fault| {
            json!({
                "message": fault.message,
                "code": fault.code,
                "context": { "propertyName": [fault.name] },
            })
        })
        .collect();
    problem
}

/// Where a value is going.
pub(super) struct Place<'a> {
    pub portal: &'a Portal,
    pub object: &'a ObjectType,
    /// The record before the write; none on a create.
    pub record: Option<&'a Record>,
}

/// The value as it is stored, or the fault.
pub(super) fn accept(
    place: &Place<'_>,
    property: &Property,
    value: &str,
    call: &Call<'_>,
) -> Result<String, Fault> {
    let name = &*property.name;
    let guarded = property.read_only || property.calculated;
    let closed =
        call.settings.optout_read_only && call.on("hubspot.subscriptions.optout_read_only");
    let opt_out = name == "hs_email_optout" && !closed;
    if guarded && !opt_out && call.on("hubspot.validation.read_only") {
        return Err(Fault::new(
            name,
            "READ_ONLY_VALUE",
            format!("\"{name}\" is a read only property; its value cannot be set."),
        ));
    }
    if value.is_empty() {
        return Ok(String::new());
    }
    if value.chars().count() > LONGEST_TEXT {
        return Err(Fault::new(
            name,
            "INVALID_STRING",
            format!("{name} is too long: at most {LONGEST_TEXT} characters"),
        ));
    }
    if !call.on("hubspot.validation.types") {
        return Ok(value.to_owned());
    }
    match property.kind.as_str() {
        "number" => number(name, value),
        "date" => parse_date(value).ok_or_else(|| {
            Fault::new(
                name,
                "INVALID_DATE",
                format!(
                    "{value} was not a valid date: YYYY-MM-DD, or milliseconds at midnight UTC."
                ),
            )
        }),
        "datetime" => parse_instant(value).map(iso).ok_or_else(|| {
            Fault::new(name, "INVALID_LONG", format!("{value} was not a valid long."))
        }),
        "bool" | "enumeration" => option(place, property, value, call),
        _ if name == "email" => email(value),
        _ => Ok(value.to_owned()),
    }
}

/// Digits, one sign in front, at most one decimal point.
fn number(name: &str, value: &str) -> Result<String, Fault> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if plain(whole) && plain(fraction) && !(whole.is_empty() && fraction.is_empty()) {
        return Ok(value.to_owned());
    }
    Err(Fault::new(name, "INVALID_INTEGER", format!("{value} was not a valid number.")))
}

fn email(value: &str) -> Result<String, Fault> {
    let value = value.trim().to_lowercase();
    let fine = value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !local.ends_with('.')
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains("..")
            && domain.chars().all(|letter| letter.is_alphanumeric() || ".-".contains(letter))
            && !local.contains(|letter: char| letter.is_whitespace() || "@,;()<>".contains(letter))
    });
    if fine {
        return Ok(value);
    }
    Err(Fault::new("email", "INVALID_EMAIL", format!("Email address {value} is invalid")))
}

fn option(
    place: &Place<'_>,
    property: &Property,
    value: &str,
    call: &Call<'_>,
) -> Result<String, Fault> {
    let name = &*property.name;
    let Some(allowed) = allowed(place.portal, property) else { return Ok(value.to_owned()) };
    let appends = property.field_type == "checkbox"
        && value.starts_with(';')
        && call.on("hubspot.validation.append_options");
    let several = property.field_type == "checkbox";
    let parts: Vec<&str> = if several {
        value.split(';').filter(|part| !part.is_empty()).collect()
    } else {
        vec![value]
    };
    if let Some(bad) = parts.iter().find(|part| !allowed.iter().any(|option| option == *part)) {
        return Err(Fault::new(
            name,
            "INVALID_OPTION",
            format!("{bad} was not one of the allowed options: [{}]", allowed.join(", ")),
        ));
    }
    if !several {
        return Ok(value.to_owned());
    }
    let held = place.record.and_then(|record| record.stored(name)).unwrap_or_default();
    let mut kept: Vec<&str> = if appends {
        held.split(';').filter(|part| !part.is_empty()).collect()
    } else {
        Vec::new()
    };
    for part in parts {
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    Ok(kept.join(";"))
}

/// The values that an enumeration takes; none where the vendor does not list them.
fn allowed(portal: &Portal, property: &Property) -> Option<Vec<String>> {
    if &*property.name == "hubspot_owner_id" {
        let live = portal.owners.values().filter(|owner| !owner.archived);
        return Some(live.map(|owner| owner.id.to_string()).collect());
    }
    if property.external_options {
        return None;
    }
    Some(property.choices.iter().map(|choice| choice.value.clone()).collect())
}

/// A stage belongs to its pipeline, and both exist.
pub(super) fn check_stage(
    place: &Place<'_>,
    pipeline: Option<&str>,
    stage: Option<&str>,
) -> Option<Fault> {
    let (pipeline_name, stage_name) = match place.object.id.as_str() {
        "0-3" => ("pipeline", "dealstage"),
        "0-5" => ("hs_pipeline", "hs_pipeline_stage"),
        _ => return None,
    };
    if place.object.id == "0-5" && !place.portal.on("hubspot.tickets.stages") {
        return None;
    }
    let pipelines = place.portal.pipelines.get(&place.object.plural)?;
    let refused = |name: &str, value: &str, allowed: Vec<&str>| {
        Fault::new(
            name,
            "INVALID_OPTION",
            format!("{value} was not one of the allowed options: [{}]", allowed.join(", ")),
        )
    };
    let known = |id: &str| pipelines.iter().find(|known| known.id == id);
    let live = || pipelines.iter().filter(|known| known.archived.is_none());
    if let Some(wanted) = pipeline
        && known(wanted).is_none_or(|known| known.archived.is_some())
    {
        return Some(refused(
            pipeline_name,
            wanted,
            live().map(|known| known.id.as_str()).collect(),
        ));
    }
    let of = match pipeline {
        Some(pipeline) => known(pipeline)?,
        None => pipelines.first()?,
    };
    let stages: Vec<&str> = of
        .stages
        .iter()
        .filter(|stage| stage.archived.is_none())
        .map(|stage| stage.id.as_str())
        .collect();
    let wanted = stage?;
    (!stages.contains(&wanted)).then(|| refused(stage_name, wanted, stages))
}

/// Whether a write of a lifecycle stage would go back.
pub(super) fn goes_back(property: &Property, before: Option<&str>, after: &str) -> bool {
    let rank = |value: &str| property.choices.iter().position(|choice| choice.value == value);
    match (before.and_then(rank), rank(after)) {
        (Some(before), Some(after)) => after < before,
        (None | Some(_), None) | (None, Some(_)) => false,
    }
}

/// Turns faults into a refusal, or passes.
pub(super) fn settle(faults: &[Fault], portal: u64) -> Outcome<()> {
    if faults.is_empty() { Ok(()) } else { Err(refuse(faults, portal)) }
}
