//! Checking a write, then doing it. No function does both.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::call::Call;
use super::derived;
use super::object_type::ObjectType;
use super::portal::{Portal, Table};
use super::problem::{Outcome, Problem};
use super::record::{Held, Record, Source};
use super::rules;
use super::settings::{BackwardStage, EmailConflict, UniqueConflict};
use super::time::Millis;
use super::validate::{self, Fault, Place};

/// Checked values, by property.
pub(super) type Changes = Vec<(Arc<str>, String)>;

/// A create's values, or why not.
pub(super) fn check_new(
    portal: &Portal,
    object: &ObjectType,
    asked: &Map<String, Value>,
    call: &Call<'_>,
) -> Outcome<Changes> {
    let place = Place { portal, object, record: None };
    let (changes, faults) = accept_all(&place, asked, call)?;
    validate::settle(&faults, portal.settings.id)?;
    needed(object, &changes, call)?;
    rules::check(&place, &changes, call)?;
    conflicts(&place, &changes, call)?;
    Ok(changes)
}

/// An update's values, or why not.
pub(super) fn check_update(
    portal: &Portal,
    object: &ObjectType,
    id: u64,
    asked: &Map<String, Value>,
    call: &Call<'_>,
) -> Outcome<Changes> {
    let record = portal.table(object)?.records.get(&id).ok_or_else(Problem::missing)?;
    let place = Place { portal, object, record: Some(record) };
    let (mut changes, mut faults) = accept_all(&place, asked, call)?;
    forward_only(&place, &mut changes, &mut faults, call);
    validate::settle(&faults, portal.settings.id)?;
    rules::check(&place, &changes, call)?;
    conflicts(&place, &changes, call)?;
    Ok(changes)
}

fn accept_all(
    place: &Place<'_>,
    asked: &Map<String, Value>,
    call: &Call<'_>,
) -> Outcome<(Changes, Vec<Fault>)> {
    let known = &place.portal.table(place.object)?.properties;
    let (mut changes, mut faults) = (Changes::new(), Vec::new());
    for (name, value) in asked {
        let value = value.as_str().unwrap_or_default();
        if value.is_empty() && !call.on("hubspot.objects.empty_clears") {
            continue;
        }
        let property = known.get(name.as_str()).filter(|property| property.archived.is_none());
        let Some(property) = property else {
            if call.on("hubspot.validation.unknown_property") {
                faults.push(Fault::new(
                    name,
                    "PROPERTY_DOESNT_EXIST",
                    format!("Property \"{name}\" does not exist"),
                ));
            }
            continue;
        };
        match validate::accept(place, property, value, call) {
            Ok(value) => changes.push((Arc::clone(&property.name), value)),
            Err(fault) => faults.push(fault),
        }
    }
    stages(place, &changes, &mut faults, call);
    if !call.on("hubspot.validation.names_all") {
        faults.truncate(1);
    }
    Ok((changes, faults))
}

fn stages(place: &Place<'_>, changes: &Changes, faults: &mut Vec<Fault>, call: &Call<'_>) {
    if !call.on("hubspot.validation.stage_in_pipeline") {
        return;
    }
    let pick = |name: &str| {
        changes.iter().find(|(key, _)| &**key == name).map(|(_, value)| value.as_str())
    };
    let (pipeline, stage) = if place.object.id == "0-3" {
        ("pipeline", "dealstage")
    } else {
        ("hs_pipeline", "hs_pipeline_stage")
    };
    if pick(pipeline).is_none() && pick(stage).is_none() {
        return;
    }
    let held = |name: &str| place.record.and_then(|record| record.stored(name));
    let fault = validate::check_stage(
        place,
        pick(pipeline).or_else(|| held(pipeline)),
        pick(stage).or_else(|| held(stage)),
    );
    faults.extend(fault);
}

/// Tickets and activities have needs of their own.
fn needs_of(object: &ObjectType) -> &'static str {
    match object.id.as_str() {
        "0-5" => "hubspot.tickets.needed",
        "0-27" | "0-46" | "0-47" | "0-48" | "0-49" => "hubspot.activities.needed",
        _ => "",
    }
}

fn needed(object: &ObjectType, changes: &Changes, call: &Call<'_>) -> Outcome<()> {
    if !call.on("hubspot.objects.needed_on_create") {
        return Ok(());
    }
    if !call.on(needs_of(object)) {
        return Ok(());
    }
    let set = |name: &&str| changes.iter().any(|(key, value)| &**key == *name && !value.is_empty());
    let missing: Vec<String> = object
        .needed()
        .iter()
        .filter(|group| !group.iter().any(set))
        .map(|group| group.join(" or "))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message =
        format!("Error creating {}. Some required properties were not set.", object.shout());
    Err(Problem::invalid(&message)
        .error(json!({
            "message": message,
            "code": "MISSING_REQUIRED_PROPERTY",
            "context": { "properties": missing },
        }))
        .with("properties", missing))
}

fn forward_only(
    place: &Place<'_>,
    changes: &mut Changes,
    faults: &mut Vec<Fault>,
    call: &Call<'_>,
) {
    if !call.on("hubspot.lifecycle.forward_only") {
        return;
    }
    let Some(record) = place.record else { return };
    let Ok(table) = place.portal.table(place.object) else { return };
    let Some(property) = table.properties.get("lifecyclestage") else { return };
    let before = record.stored("lifecyclestage");
    let Some(at) = changes.iter().position(|(name, after)| {
        &**name == "lifecyclestage" && validate::goes_back(property, before, after)
    }) else {
        return;
    };
    match call.settings.backward_stage {
        BackwardStage::Unchanged => {
            changes.remove(at);
        }
        BackwardStage::Refused => faults.push(Fault::new(
            "lifecyclestage",
            "INVALID_OPTION",
            "The lifecycle stage cannot be moved backwards",
        )),
    }
}

fn conflicts(place: &Place<'_>, changes: &Changes, call: &Call<'_>) -> Outcome<()> {
    if !call.on("hubspot.objects.unique_values") {
        return Ok(());
    }
    let table = place.portal.table(place.object)?;
    let own = place.record.map(|record| record.id);
    for (name, value) in changes.iter().filter(|(_, value)| !value.is_empty()) {
        let contact = place.object.id == "0-1";
        let values: Vec<&str> = match &**name {
            "hs_additional_emails" if contact => {
                value.split(';').filter(|one| !one.is_empty()).collect()
            }
            _ => vec![value.as_str()],
        };
        let index = if contact && &**name == "hs_additional_emails" { "email" } else { &**name };
        let taken =
            values.iter().find_map(|value| table.holder(index, value).map(|id| (id, *value)));
        if let Some((holder, value)) = taken
            && Some(holder) != own
        {
            return Err(conflict(place, index, value, holder, call));
        }
    }
    Ok(())
}

fn conflict(
    place: &Place<'_>,
    name: &str,
    value: &str,
    holder: u64,
    call: &Call<'_>,
) -> Box<Problem> {
    let by_email = name == "email" && place.object.id == "0-1";
    let as_conflict =
        place.record.is_none() || call.settings.email_conflict == EmailConflict::Conflict;
    if by_email && as_conflict {
        return Problem::new(
            409,
            "CONFLICT",
            format!("Contact already exists. Existing ID: {holder}"),
        );
    }
    if !by_email && call.settings.unique_conflict == UniqueConflict::Conflict {
        let message = format!("{name} {value} is already used by {}", place.object.singular);
        return Problem::new(409, "CONFLICT", format!("{message}. Existing ID: {holder}"));
    }
    validate::refuse(
        &[Fault::new(
            name,
            "CONFLICTING_UNIQUE_VALUE",
            format!("{name} {value} is already used by {} {holder}", place.object.singular),
        )],
        place.portal.settings.id,
    )
}

/// Makes a record.
pub(super) fn create(
    portal: &mut Portal,
    object: &ObjectType,
    changes: Changes,
    call: &Call<'_>,
) -> Outcome<u64> {
    let id = portal.next_id();
    let optout = optout_in(&changes);
    let source = call.source();
    let origin: Changes = [
        ("hs_object_source", source.kind.clone()),
        ("hs_object_source_id", source.id.clone()),
        ("hs_object_source_label", source.label.clone().unwrap_or_default()),
    ]
    .into_iter()
    .map(|(name, value)| (Arc::from(name), value))
    .collect();
    let table = portal.table_mut(object)?;
    table.records.insert(id, Record::new(id, call.now));
    store(table, id, origin, &source, call.now);
    store(table, id, changes, &source, call.now);
    opt_out(portal, object, id, optout.as_deref(), call);
    portal.written.push((object.plural.clone(), id));
    Ok(id)
}

/// Changes a record.
pub(super) fn update(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    changes: Changes,
    call: &Call<'_>,
) -> Outcome<()> {
    let source = call.source();
    let optout = optout_in(&changes);
    let table = portal.table_mut(object)?;
    let moved = store(table, id, changes, &source, call.now);
    if !moved
        && call.settings.unchanged_write_moves_stamp
        && let Some(record) = table.records.get_mut(&id)
    {
        record.touch(call.now);
    }
    opt_out(portal, object, id, optout.as_deref(), call);
    portal.written.push((object.plural.clone(), id));
    Ok(())
}

fn optout_in(changes: &Changes) -> Option<String> {
    changes.iter().find(|(name, _)| &**name == "hs_email_optout").map(|(_, value)| value.clone())
}

/// Where `hs_email_optout` takes writes, they reach the address' status; anything but `true` is an
/// attempt to subscribe somebody.
fn opt_out(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    written: Option<&str>,
    call: &Call<'_>,
) {
    let Some(written) = written else { return };
    let email = portal
        .table(object)
        .ok()
        .and_then(|table| table.records.get(&id))
        .and_then(|record| record.stored("email"))
        .map(str::to_owned);
    let Some(email) = email else { return };
    if written == "true" {
        portal.statuses.unsubscribe_all(&email, "hs_email_optout", call.now);
    } else {
        super::subscriptions::note(portal, &email, call);
        portal.statuses.resubscribe(&email, "hs_email_optout", call.now);
    }
}

/// Stores values; says whether any of them moved. Also how people, imports and workflows write.
pub(super) fn store(
    table: &mut Table,
    id: u64,
    changes: Changes,
    source: &Arc<Source>,
    now: Millis,
) -> bool {
    table.release(id);
    let mut moved = false;
    if let Some(record) = table.records.get_mut(&id) {
        for (name, value) in changes {
            let held = Held { value: value.into_boxed_str(), at: now, source: Arc::clone(source) };
            moved |= record.store(&name, held);
        }
        if moved {
            record.touch(now);
        }
        if record.archived.is_none() {
            table.hold(id);
        }
    }
    moved
}

/// Puts a record into the bin. Its unique values are free again.
pub(super) fn archive(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    now: Millis,
) -> Outcome<bool> {
    let table = portal.table_mut(object)?;
    table.release(id);
    let Some(record) = table.records.get_mut(&id).filter(|record| record.archived.is_none()) else {
        return Ok(false);
    };
    record.archived = Some(now);
    record.touch(now);
    let ends = portal.associations.forget(&object.id, id);
    derived::derive(portal, object, id, (now, &derived::calculated()))?;
    derived::touch_ends(portal, &ends, now)?;
    Ok(true)
}
