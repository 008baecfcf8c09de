//! Records one at a time: list, get, create, patch, delete.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::associations;
use super::call::{Call, names};
use super::object_type::ObjectType;
use super::portal::{Portal, Table};
use super::problem::{Answer, Outcome, Problem};
use super::record::{Held, Record};
use super::time::{Millis, iso};
use super::write::{self, Changes};
use crate::json::with;

/// What a read asks of each record.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub properties: Vec<String>,
    pub history: Vec<String>,
    pub associations: Vec<String>,
}

impl Wanted {
    pub fn of_query(call: &Call<'_>) -> Self {
        Self {
            properties: call.query_list("properties"),
            history: call.query_list("propertiesWithHistory"),
            associations: call.query_list("associations"),
        }
    }

    pub fn of_body(body: &Value) -> Outcome<Self> {
        Ok(Self {
            properties: names(body, "properties")?,
            history: names(body, "propertiesWithHistory")?,
            associations: Vec::new(),
        })
    }
}

pub(super) fn list(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let wanted = Wanted::of_query(call);
    let most = if wanted.history.is_empty() { 100 } else { 50 };
    let limit = call.limit(10, most)?;
    let archived = call.query_flag("archived")?;
    let after: u64 = match call.query("after") {
        None => 0,
        Some(after) => {
            after.parse().map_err(|_| Problem::invalid(format!("Invalid after: {after}")))?
        }
    };
    let table = portal.table(&object)?;
    let hidden = call.on("hubspot.objects.archived_listing");
    let mut found = table.records.range(after + 1..).map(|(_, record)| record).filter(|record| {
        match (hidden, archived) {
            (false, _) => true,
            (true, true) => record.is_in_bin(call.now),
            (true, false) => record.archived.is_none(),
        }
    });
    let page: Vec<&Record> = found.by_ref().take(limit).collect();
    let mut results = Vec::with_capacity(page.len());
    for record in &page {
        results.push(shown(portal, &object, record, &wanted, call)?);
    }
    let mut body = with(json!({}), "results", results);
    if let (Some(last), Some(_)) = (page.last(), found.next()) {
        let after = last.id.to_string();
        let link = next_link(call, &after);
        body["paging"] = json!({ "next": { "after": after, "link": link } });
    }
    Answer::ok(body)
}

/// The same query with another `after`, on the emulator's own host.
pub(super) fn next_link(call: &Call<'_>, after: &str) -> String {
    let origin = if call.on("hubspot.paging.own_host") {
        call.turn.origin
    } else {
        "https://api.hubapi.com"
    };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in call.query.iter().filter(|(key, _)| key != "after") {
        query.append_pair(key, value);
    }
    query.append_pair("after", after);
    format!("{origin}{}?{}", call.path, query.finish())
}

pub(super) fn get(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let archived = call.query_flag("archived")?;
    let table = portal.table(&object)?;
    let key = Key { id: call.arg(1), property: call.query("idProperty"), archived };
    let record = find(table, &object, &key, call)?;
    Answer::ok(shown(portal, &object, record, &Wanted::of_query(call), call)?)
}

pub(super) fn create(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let asked = properties_of(&call.body)?;
    let links = associations::asked(portal, &object, call.body.get("associations"), call)?;
    let changes = write::check_new(portal, &object, &asked, call)?;
    let id = write::create(portal, &object, changes, call)?;
    associations::attach(portal, &object, id, links, call)?;
    Ok(Answer::json(201, written(portal, &object, id, &asked, call)?))
}

pub(super) fn patch(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let asked = properties_of(&call.body)?;
    let table = portal.table(&object)?;
    let key = Key { id: call.arg(1), property: call.query("idProperty"), archived: false };
    let id = find(table, &object, &key, call)?.id;
    let changes: Changes = write::check_update(portal, &object, id, &asked, call)?;
    write::update(portal, &object, id, changes, call)?;
    Answer::ok(written(portal, &object, id, &asked, call)?)
}

/// Deleting what is gone already is no error.
pub(super) fn delete(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let id: u64 = call.arg(1).parse().map_err(|_| Problem::missing())?;
    let id = portal.table(&object)?.resolve(id);
    write::archive(portal, &object, id, call.now)?;
    Answer::empty()
}

/// How a caller names a record.
pub(super) struct Key<'a> {
    pub id: &'a str,
    /// The unique property that `id` is a value of.
    pub property: Option<&'a str>,
    pub archived: bool,
}

/// A record by id, or by a unique property.
pub(super) fn find<'a>(
    table: &'a Table,
    object: &ObjectType,
    key: &Key<'_>,
    call: &Call<'_>,
) -> Outcome<&'a Record> {
    let Key { id, archived, .. } = *key;
    let found = match key.property {
        None | Some("hs_object_id") => id.parse::<u64>().ok(),
        Some(name) => {
            let unique = table.properties.get(name).is_some_and(|property| property.unique);
            if !unique {
                return Err(not_unique(object, name));
            }
            table.holder(name, id)
        }
    };
    let follow = call.on("hubspot.merge.redirects");
    found
        .map(|id| if follow { table.resolve(id) } else { id })
        .and_then(|id| table.records.get(&id))
        .filter(|record| match archived {
            true => record.is_in_bin(call.now),
            false => record.archived.is_none(),
        })
        .ok_or_else(Problem::missing)
}

pub(super) fn not_unique(object: &ObjectType, name: &str) -> Box<Problem> {
    Problem::invalid(format!(
        "{name} is not a unique property of {}; it cannot be used as idProperty",
        object.shout()
    ))
}

/// The `properties` of a write. Values are texts; a null says nothing, it clears nothing.
pub(super) fn properties_of(body: &Value) -> Outcome<Map<String, Value>> {
    let Some(given) = body.get("properties").and_then(Value::as_object) else {
        return Err(Problem::invalid(
            "Invalid input JSON: Some required fields were not set: [properties]",
        ));
    };
    let mut asked = Map::new();
    for (name, value) in given {
        if value.is_null() {
            continue;
        }
        if !value.is_string() {
            return Err(Problem::invalid(format!(
                "Invalid input JSON: Cannot deserialize value of type `java.lang.String` (through \
                 reference chain: properties[\"{name}\"])"
            )));
        }
        asked.insert(name.clone(), value.clone());
    }
    Ok(asked)
}

/// The answer to a write: what it named, and the default properties.
pub(super) fn written(
    portal: &Portal,
    object: &ObjectType,
    id: u64,
    asked: &Map<String, Value>,
    call: &Call<'_>,
) -> Outcome<Value> {
    let table = portal.table(object)?;
    let record = table.records.get(&id).ok_or_else(Problem::missing)?;
    let mut names: BTreeSet<String> =
        object.defaults().iter().map(|name| (*name).to_owned()).collect();
    names.extend(asked.keys().cloned());
    names.extend(["hs_object_id", "createdate", object.stamp()].map(str::to_owned));
    let wanted = Wanted { properties: names.into_iter().collect(), ..Wanted::default() };
    shown(portal, object, record, &wanted, call)
}

/// A record as an answer shows it now.
pub(super) fn shown(
    portal: &Portal,
    object: &ObjectType,
    record: &Record,
    wanted: &Wanted,
    call: &Call<'_>,
) -> Outcome<Value> {
    let mut body = shown_at(portal, object, record, &wanted.properties, Millis::MAX)?;
    if !wanted.history.is_empty() && call.on("hubspot.objects.history") {
        body["propertiesWithHistory"] = history(portal, object, record, &wanted.history)?;
    }
    if !wanted.associations.is_empty() {
        let shown = associations::beside(portal, object, record.id, &wanted.associations, call)?;
        if !shown.is_empty() {
            body["associations"] = Value::Object(shown);
        }
    }
    Ok(body)
}

/// A record as it stood at `at`. Unknown names are ignored; known empty ones are null.
pub(super) fn shown_at(
    portal: &Portal,
    object: &ObjectType,
    record: &Record,
    asked: &[String],
    at: Millis,
) -> Outcome<Value> {
    let known = &portal.table(object)?.properties;
    let mut properties = Map::new();
    let always = ["hs_object_id", "createdate", object.stamp()];
    let defaults = if asked.is_empty() { object.defaults() } else { &always };
    for name in asked.iter().map(String::as_str).chain(defaults.iter().copied()) {
        let live = known.get(name).is_some_and(|property| property.archived.is_none());
        if live && !properties.contains_key(name) {
            let value = portal.shown_value(object, record, name, at);
            properties.insert(name.to_owned(), json!(value));
        }
    }
    let body = json!({
        "id": record.id.to_string(),
        "createdAt": iso(record.created),
        "updatedAt": iso(record.modified_at(at)),
        "archived": record.archived.is_some(),
    });
    let mut body = with(body, "properties", properties);
    if let Some(archived) = record.archived {
        body["archivedAt"] = json!(iso(archived));
    }
    Ok(body)
}

fn history(
    portal: &Portal,
    object: &ObjectType,
    record: &Record,
    asked: &[String],
) -> Outcome<Value> {
    let known = &portal.table(object)?.properties;
    let mut shown = Map::new();
    let may = |name: &&String| !portal.withholds(object, name);
    for name in asked.iter().filter(|name| known.contains_key(name.as_str())).filter(may) {
        let mut versions = Vec::new();
        if let Some(field) = record.field(name) {
            versions.push(version(&field.held));
            versions.extend(record.past_of(name).map(version));
        }
        shown.insert(name.clone(), Value::Array(versions));
    }
    Ok(Value::Object(shown))
}

fn version(held: &Held) -> Value {
    let mut version = json!({
        "value": held.value,
        "timestamp": iso(held.at),
        "sourceType": held.source.kind,
        "sourceId": held.source.id,
    });
    if let Some(label) = &held.source.label {
        version["sourceLabel"] = json!(label);
    }
    if let Some(user) = held.source.user {
        version["updatedByUserId"] = json!(user);
    }
    version
}
