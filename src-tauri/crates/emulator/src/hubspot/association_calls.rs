//! The association calls: single, in batch, and the labels.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::associations::{End, Label, Spec, read_specs};
use super::batch::{Rows, row_fault};
use super::call::{Call, text_or_number};
use super::derived::touch;
use super::object_type::ObjectType;
use super::objects::next_link;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::time::iso;
use crate::json::with;

const MOST_CREATED: usize = 2_000;
const MOST_READ: usize = 1_000;
const MOST_FROM_ARCHIVED: usize = 100;
const PAGE: usize = 500;

/// Two records of a pair of types.
struct Two {
    from: ObjectType,
    to: ObjectType,
    ids: (u64, u64),
}

impl Two {
    fn ends(&self) -> (End<'_>, End<'_>) {
        (End { object: &self.from.id, id: self.ids.0 }, End { object: &self.to.id, id: self.ids.1 })
    }

    fn json(&self, portal: &Portal) -> Value {
        let specs = portal.associations.specs(self.ids.0, &self.to.id, self.ids.1);
        let labels: Vec<String> = specs
            .iter()
            .filter_map(|spec| portal.associations.label_of(&self.from.id, &self.to.id, spec))
            .collect();
        json!({
            "fromObjectTypeId": self.from.id,
            "fromObjectId": self.ids.0,
            "toObjectTypeId": self.to.id,
            "toObjectId": self.ids.1,
            "labels": labels,
        })
    }
}

/// The records of a single call: `{type}/{id}/…/{to}/{other}`.
fn single(portal: &Portal, call: &Call<'_>) -> Outcome<Two> {
    let (from, to) = (portal.object(call.arg(0))?, portal.object(call.arg(2))?);
    let ids = (live(portal, &from, call.arg(1))?, live(portal, &to, call.arg(3))?);
    Ok(Two { from, to, ids })
}

fn live(portal: &Portal, object: &ObjectType, id: &str) -> Outcome<u64> {
    let id: u64 = id.parse().map_err(|_| Problem::missing())?;
    let record = portal.table(object)?.live(id);
    record.map(|record| record.id).ok_or_else(Problem::missing)
}

fn touch_both(portal: &mut Portal, two: &Two, call: &Call<'_>) -> Outcome<()> {
    touch(portal, &two.from, two.ids.0, call)?;
    touch(portal, &two.to, two.ids.1, call)
}

/// The unlabelled association.
pub(super) fn put_default(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let two = single(portal, call)?;
    let rows = Rows { results: associate_default(portal, &two, call)?, errors: Vec::new() };
    Ok(rows.answer(200, portal, call))
}

fn associate_default(portal: &mut Portal, two: &Two, call: &Call<'_>) -> Outcome<Vec<Value>> {
    let Some(spec) = portal.associations.default_type(&two.from.id, &two.to.id) else {
        return Err(Problem::invalid(format!(
            "No default association type between {} and {}",
            two.from.id, two.to.id
        )));
    };
    let back = portal.associations.default_type(&two.to.id, &two.from.id);
    let (from, to) = two.ends();
    portal.associations.add(from, to, std::slice::from_ref(&spec));
    touch_both(portal, two, call)?;
    let mut results = vec![default_row(two.ids, &spec)];
    let back = back.filter(|_| call.on("hubspot.associations.both_ways"));
    results.extend(back.map(|back| default_row((two.ids.1, two.ids.0), &back)));
    Ok(results)
}

fn default_row(ids: (u64, u64), spec: &Spec) -> Value {
    json!({
        "from": { "id": ids.0.to_string() },
        "to": { "id": ids.1.to_string() },
        "associationSpec": { "associationCategory": spec.category, "associationTypeId": spec.id },
    })
}

/// Replaces the labels of a pair: what is not sent is gone.
pub(super) fn put(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let two = single(portal, call)?;
    let given = call.body.as_array().filter(|given| !given.is_empty());
    let given =
        given.ok_or_else(|| Problem::invalid("Invalid input JSON: a list of types is needed"))?;
    let mut specs = read_specs(portal, &two.from.id, &two.to.id, given)?;
    if !call.on("hubspot.associations.primary") {
        specs.clear();
    }
    let (from, to) = two.ends();
    if call.on("hubspot.associations.put_replaces") {
        portal.associations.remove_all(from, to);
    }
    portal.associations.add(from, to, &specs);
    touch_both(portal, &two, call)?;
    Ok(Answer::json(201, two.json(portal)))
}

pub(super) fn delete(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let two = single(portal, call)?;
    let (from, to) = two.ends();
    portal.associations.remove_all(from, to);
    touch_both(portal, &two, call)?;
    Answer::empty()
}

pub(super) fn list(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = (portal.object(call.arg(0))?, portal.object(call.arg(2))?);
    let id = live(portal, &from, call.arg(1))?;
    let limit = call.limit(PAGE, PAGE)?;
    let after = call
        .query("after")
        .map_or(Ok(0), str::parse)
        .map_err(|_| Problem::invalid("Invalid after"))?;
    let (results, next) = page(portal, (&from, &to), id, after, limit);
    let mut body = with(json!({}), "results", results);
    if let Some(next) = next {
        let link = next_link(call, &next.to_string());
        body["paging"] = json!({ "next": { "after": next.to_string(), "link": link } });
    }
    Answer::ok(body)
}

/// One page of a record's ends after an id, and the id to go on from.
fn page(
    portal: &Portal,
    (from, to): (&ObjectType, &ObjectType),
    id: u64,
    after: u64,
    limit: usize,
) -> (Vec<Value>, Option<u64>) {
    let mut left = portal.associations.ends(id, &to.id, after.saturating_add(1));
    let (mut results, mut last) = (Vec::new(), 0);
    for (end, specs) in left.by_ref().take(limit) {
        last = end;
        let types: Vec<Value> = specs
            .iter()
            .map(|spec| {
                let label = portal.associations.label_of(&from.id, &to.id, spec);
                json!({ "category": spec.category, "typeId": spec.id, "label": label })
            })
            .collect();
        results.push(json!({ "toObjectId": end, "associationTypes": types }));
    }
    (results, left.next().map(|_| last))
}

/// The types of a batch call: `{type}/{to}`.
fn pair(portal: &Portal, call: &Call<'_>) -> Outcome<(ObjectType, ObjectType)> {
    Ok((portal.object(call.arg(0))?, portal.object(call.arg(1))?))
}

fn end_of(input: &Value, key: &str) -> Outcome<String> {
    text_or_number(input.get(key).and_then(|end| end.get("id")))
        .ok_or_else(|| Problem::invalid(format!("Some required fields were not set: [{key}]")))
}

fn two_of(portal: &Portal, from: &ObjectType, to: &ObjectType, input: &Value) -> Outcome<Two> {
    let named = (end_of(input, "from")?, end_of(input, "to")?);
    let missing = |key: &str, id: &str| {
        let id = id.to_owned();
        Problem::new(404, "OBJECT_NOT_FOUND", format!("No object with id {id}")).with(key, vec![id])
    };
    let from_id = live(portal, from, &named.0).map_err(|_| missing("fromObjectId", &named.0))?;
    let to_id = live(portal, to, &named.1).map_err(|_| missing("toObjectId", &named.1))?;
    Ok(Two { from: from.clone(), to: to.clone(), ids: (from_id, to_id) })
}

fn most_created(call: &Call<'_>) -> usize {
    if call.on("hubspot.associations.most_created") { MOST_CREATED } else { usize::MAX }
}

pub(super) fn batch_create(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    let mut rows = Rows::default();
    for (at, input) in call.inputs(most_created(call))?.iter().enumerate() {
        let types = input.get("types").and_then(Value::as_array).filter(|types| !types.is_empty());
        let types =
            types.ok_or_else(|| Problem::invalid("Some required fields were not set: [types]"))?;
        let specs = read_specs(portal, &from.id, &to.id, types)?;
        let two = row_fault(call, at).map_or_else(|| two_of(portal, &from, &to, input), Err);
        match two {
            Ok(two) => {
                let (a, b) = two.ends();
                portal.associations.add(a, b, &specs);
                touch_both(portal, &two, call)?;
                rows.results.push(two.json(portal));
            }
            Err(problem) => rows.errors.push(problem.row()),
        }
    }
    Ok(rows.answer(201, portal, call))
}

pub(super) fn batch_default(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    let mut rows = Rows::default();
    for input in call.inputs(most_created(call))? {
        match two_of(portal, &from, &to, input) {
            Ok(two) => rows.results.extend(associate_default(portal, &two, call)?),
            Err(problem) => rows.errors.push(problem.row()),
        }
    }
    Ok(rows.answer_as_whole(portal, call))
}

/// A record without associations is an error of its own: it means none.
pub(super) fn batch_read(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    let mut rows = Rows::default();
    let most = if call.on("hubspot.associations.batch_sizes") { MOST_READ } else { usize::MAX };
    for input in call.inputs(most)? {
        let named = text_or_number(input.get("id"))
            .ok_or_else(|| Problem::invalid("Some required fields were not set: [id]"))?;
        let after =
            text_or_number(input.get("after")).and_then(|after| after.parse().ok()).unwrap_or(0);
        let id = live(portal, &from, &named).unwrap_or(0);
        let (ends, next) = page(portal, (&from, &to), id, after, PAGE);
        if ends.is_empty() && call.on("hubspot.associations.none_is_an_error") {
            let message =
                format!("No {} is associated with {} {named}.", to.singular, from.singular);
            let problem = Problem::new(404, "OBJECT_NOT_FOUND", message)
                .sub("crm.associations.NO_ASSOCIATIONS_FOUND")
                .with("fromObjectId", vec![named]);
            rows.errors.push(problem.row());
            continue;
        }
        let mut result = json!({ "from": { "id": named }, "to": ends });
        if let Some(next) = next {
            result["paging"] = json!({ "next": { "after": next.to_string() } });
        }
        rows.results.push(result);
    }
    Ok(rows.answer(200, portal, call))
}

/// 204 in v4; the dated versions send the envelope.
fn archived(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    if call.version.is_dated() && call.on("hubspot.associations.dated_archive_envelope") {
        return Answer::ok(json!({
            "status": "COMPLETE",
            "results": [],
            "startedAt": iso(call.now),
            "completedAt": iso(call.now),
        }));
    }
    portal.written.clear();
    Answer::empty()
}

pub(super) fn batch_archive(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    let inputs = call.inputs(usize::MAX)?;
    let mut named = BTreeSet::new();
    for input in inputs {
        named.insert(end_of(input, "from")?);
    }
    if named.len() > MOST_FROM_ARCHIVED && call.on("hubspot.associations.most_archived") {
        return Err(Problem::invalid(format!(
            "At most {MOST_FROM_ARCHIVED} different from ids are allowed"
        )));
    }
    for input in inputs {
        let ends = input.get("to").and_then(Value::as_array);
        let ends =
            ends.ok_or_else(|| Problem::invalid("Some required fields were not set: [to]"))?;
        for end in ends {
            let one = json!({ "from": input.get("from"), "to": end });
            if let Ok(two) = two_of(portal, &from, &to, &one) {
                let (a, b) = two.ends();
                portal.associations.remove_all(a, b);
                touch_both(portal, &two, call)?;
            }
        }
    }
    archived(portal, call)
}

pub(super) fn batch_labels_archive(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    for input in call.inputs(most_created(call))? {
        let types = input.get("types").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let specs = read_specs(portal, &from.id, &to.id, types)?;
        if let Ok(two) = two_of(portal, &from, &to, input) {
            let (a, b) = two.ends();
            portal.associations.remove(a, b, &specs);
            touch_both(portal, &two, call)?;
        }
    }
    archived(portal, call)
}

pub(super) fn labels(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    let results: Vec<Value> = portal
        .associations
        .known(&from.id, &to.id)
        .into_iter()
        .map(|(spec, label, _)| json!({ "category": spec.category, "typeId": spec.id, "label": label }))
        .collect();
    Answer::ok(with(json!({}), "results", results))
}

/// A label, and the one of the way back.
pub(super) fn make_label(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let (from, to) = pair(portal, call)?;
    let text = |key: &str| call.body.get(key).and_then(Value::as_str).map(str::to_owned);
    let (Some(label), Some(name)) = (text("label"), text("name")) else {
        return Err(Problem::invalid("Some required fields were not set: [label, name]"));
    };
    if portal.associations.labels.iter().any(|known| known.from == from.id && known.name == name) {
        return Err(Problem::invalid(format!("A label named {name} already exists")));
    }
    let inverse = text("inverseLabel").unwrap_or_else(|| label.clone());
    let label = Label { from: from.id, to: to.id, id: 0, back: 0, name, label };
    let shown: Vec<Value> = portal
        .associations
        .define(&label, inverse)
        .iter()
        .map(
            |label| json!({ "category": "USER_DEFINED", "typeId": label.id, "label": label.label }),
        )
        .collect();
    Answer::ok(json!({ "results": shown }))
}

pub(super) fn rename_label(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let id = call.body.get("associationTypeId").and_then(Value::as_u64);
    let label = call.body.get("label").and_then(Value::as_str);
    let known = portal.associations.labels.iter_mut().find(|known| Some(u64::from(known.id)) == id);
    let (Some(known), Some(label)) = (known, label) else { return Err(Problem::missing()) };
    label.clone_into(&mut known.label);
    Answer::empty()
}

pub(super) fn delete_label(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let id = call.arg(2).parse::<u32>().map_err(|_| Problem::missing())?;
    portal.associations.undefine(id).ok_or_else(Problem::missing)?;
    Answer::empty()
}
