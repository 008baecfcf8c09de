//! Records by the hundred.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::associations;
use super::call::{Call, Version, text_or_number};
use super::object_type::ObjectType;
use super::objects::{Key, Wanted, find, properties_of, shown, written};
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::settings::UpsertByEmail;
use super::time::iso;
use super::write;
use crate::exchange::InnerFault;
use crate::json::with;

const MOST: usize = 100;

/// What became of a batch's rows.
#[derive(Default)]
pub(super) struct Rows {
    pub results: Vec<Value>,
    pub errors: Vec<Value>,
}

impl Rows {
    /// The envelope: `whole` when every row went well, else 207.
    pub fn answer(self, whole: u16, portal: &mut Portal, call: &Call<'_>) -> Answer {
        let is_200 = call.settings.dated_partial_is_200 && call.version == Version::Dated202609;
        let partial = if is_200 || !call.on("hubspot.batch.multi_status") { 200 } else { 207 };
        let status = if self.errors.is_empty() { whole } else { partial };
        Answer::json(status, self.body(portal, call))
    }

    /// What answers a batch whose answers know no 207: its errors stand in a 200.
    pub fn answer_as_whole(self, portal: &mut Portal, call: &Call<'_>) -> Answer {
        Answer::json(200, self.body(portal, call))
    }

    fn body(self, portal: &mut Portal, call: &Call<'_>) -> Value {
        let mut results = self.results;
        if matches!(call.turn.fault, Some(InnerFault::Shuffled))
            && call.on("hubspot.faults.shuffled")
        {
            portal.chance.shuffle(&mut results);
        }
        let body = json!({
            "status": "COMPLETE",
            "startedAt": iso(call.now),
            "completedAt": iso(call.now),
        });
        let mut body = with(body, "results", results);
        if !self.errors.is_empty() {
            body["numErrors"] = json!(self.errors.len());
            body["errors"] = json!(self.errors);
        }
        body
    }
}

/// The inner fault of a batch's row, when it is that row's turn.
pub(super) fn row_fault(call: &Call<'_>, at: usize) -> Option<Box<Problem>> {
    let Some(InnerFault::PartialBatch { every, code }) = call.turn.fault else { return None };
    if !call.on("hubspot.faults.partial_batch") || !(at + 1).is_multiple_of((*every).max(1)) {
        return None;
    }
    let category = if code == "VALIDATION_ERROR" { "VALIDATION_ERROR" } else { "INTERNAL_ERROR" };
    Some(
        Problem::new(400, category, format!("The row failed: {code}"))
            .error(json!({ "message": code, "code": code })),
    )
}

fn trace(input: &Value) -> Option<&str> {
    input.get("objectWriteTraceId").and_then(Value::as_str)
}

/// Rows fail one by one only when every row carries a trace id of its own.
fn is_traced(inputs: &[Value], call: &Call<'_>) -> bool {
    let traces: BTreeSet<&str> = inputs.iter().filter_map(trace).collect();
    (!inputs.is_empty() && traces.len() == inputs.len()) || !call.on("hubspot.batch.trace_ids")
}

fn echo_trace(mut result: Value, input: &Value) -> Value {
    if let Some(trace) = trace(input) {
        result["objectWriteTraceId"] = json!(trace);
    }
    result
}

/// A row's error names its trace id, or the record's id where it has none.
fn row_error(problem: Box<Problem>, input: &Value) -> Value {
    match (trace(input), text_or_number(input.get("id"))) {
        (Some(trace), _) => problem.with("objectWriteTraceId", vec![trace.to_owned()]).row(),
        (None, Some(id)) => problem.with("ids", vec![id]).row(),
        (None, None) => problem.row(),
    }
}

pub(super) fn read(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let wanted = Wanted::of_body(&call.body)?;
    let archived = call.query_flag("archived")?;
    let inputs = call.inputs(if wanted.history.is_empty() { MOST } else { 50 })?;
    let property = call.body.get("idProperty").and_then(Value::as_str);
    let table = portal.table(&object)?;
    let (mut rows, mut missing, mut seen) = (Rows::default(), Vec::new(), BTreeSet::new());
    for input in inputs {
        let id = id_of(input)?;
        match find(table, &object, &Key { id: &id, property, archived }, call) {
            Ok(record) if seen.insert(record.id) => {
                rows.results.push(shown(portal, &object, record, &wanted, call)?);
            }
            Ok(_) => {}
            Err(problem) if problem.status == 404 => missing.push(id),
            Err(problem) => return Err(problem),
        }
    }
    if call.on("hubspot.batch.missing_ids") {
        report_missing(&mut rows, &object, missing);
    }
    Ok(rows.answer(200, portal, call))
}

fn id_of(input: &Value) -> Outcome<String> {
    text_or_number(input.get("id")).ok_or_else(|| {
        Problem::invalid("Invalid input JSON: Some required fields were not set: [id]")
    })
}

fn report_missing(rows: &mut Rows, object: &ObjectType, ids: Vec<String>) {
    if !ids.is_empty() {
        rows.errors.push(not_found(object).with("ids", ids).row());
    }
}

fn not_found(object: &ObjectType) -> Box<Problem> {
    Problem::new(
        404,
        "OBJECT_NOT_FOUND",
        format!(
            "Could not get some {} objects, they may be deleted or not exist. Check that ids are valid.",
            object.shout()
        ),
    )
}

pub(super) fn create(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let inputs = call.inputs(MOST)?;
    let traced = is_traced(inputs, call);
    if !traced {
        check_all_new(portal, &object, inputs, call)?;
        if let Some(problem) = (0..inputs.len()).find_map(|at| row_fault(call, at)) {
            return Err(problem);
        }
    }
    let mut rows = Rows::default();
    for (at, input) in inputs.iter().enumerate() {
        let made =
            row_fault(call, at).map_or_else(|| create_row(portal, &object, input, call), Err);
        match made {
            Ok(result) => rows.results.push(echo_trace(result, input)),
            Err(problem) => rows.errors.push(row_error(problem, input)),
        }
    }
    Ok(rows.answer(201, portal, call))
}

/// One bad input fails them all; two inputs with one address are a conflict too.
fn check_all_new(
    portal: &Portal,
    object: &ObjectType,
    inputs: &[Value],
    call: &Call<'_>,
) -> Outcome<()> {
    let unique: Vec<&str> = portal
        .table(object)?
        .properties
        .values()
        .filter(|property| property.unique)
        .map(|property| &*property.name)
        .collect();
    let mut seen = BTreeSet::new();
    for input in inputs {
        let asked = properties_of(input)?;
        associations::asked(portal, object, input.get("associations"), call)?;
        for (name, value) in write::check_new(portal, object, &asked, call)? {
            if unique.contains(&&*name)
                && !value.is_empty()
                && !seen.insert((name.clone(), value.clone()))
            {
                return Err(Problem::invalid(format!(
                    "Duplicate {name} values found in batch input: [{value}]"
                )));
            }
        }
    }
    Ok(())
}

fn create_row(
    portal: &mut Portal,
    object: &ObjectType,
    input: &Value,
    call: &Call<'_>,
) -> Outcome<Value> {
    let asked = properties_of(input)?;
    let links = associations::asked(portal, object, input.get("associations"), call)?;
    let changes = write::check_new(portal, object, &asked, call)?;
    let id = write::create(portal, object, changes, call)?;
    associations::attach(portal, object, id, links, call)?;
    written(portal, object, id, &asked, call)
}

/// One input of an update or upsert, looked up.
struct Target {
    id: Option<u64>,
    property: Option<String>,
    named: String,
    asked: Map<String, Value>,
}

pub(super) fn update(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let inputs = call.inputs(MOST)?;
    let traced = is_traced(inputs, call);
    let targets = targets(portal, &object, inputs, call)?;
    if !traced {
        for target in &targets {
            if let Some(id) = target.id {
                write::check_update(portal, &object, id, &target.asked, call)?;
            }
        }
    }
    let (mut rows, mut missing) = (Rows::default(), Vec::new());
    for (at, (target, input)) in targets.iter().zip(inputs).enumerate() {
        let Some(id) = target.id else {
            if traced && call.on("hubspot.batch.trace_ids") {
                let problem = not_found(&object).with("ids", vec![target.named.clone()]);
                rows.errors.push(row_error(problem, input));
            } else {
                missing.push(target.named.clone());
            }
            continue;
        };
        if is_merged_away(target, id, call) {
            continue;
        }
        let done = row_fault(call, at)
            .map_or_else(|| update_row(portal, &object, id, &target.asked, call), Err);
        match done {
            Ok(result) => rows.results.push(echo_trace(result, input)),
            Err(problem) => rows.errors.push(row_error(problem, input)),
        }
    }
    report_missing(&mut rows, &object, missing);
    Ok(rows.answer(200, portal, call))
}

/// An id that was merged away is silently left out, where set so.
fn is_merged_away(target: &Target, id: u64, call: &Call<'_>) -> bool {
    call.settings.batch_update_omits_merged
        && target.property.is_none()
        && target.named != id.to_string()
}

fn update_row(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    asked: &Map<String, Value>,
    call: &Call<'_>,
) -> Outcome<Value> {
    let changes = write::check_update(portal, object, id, asked, call)?;
    write::update(portal, object, id, changes, call)?;
    written(portal, object, id, asked, call)
}

fn targets(
    portal: &Portal,
    object: &ObjectType,
    inputs: &[Value],
    call: &Call<'_>,
) -> Outcome<Vec<Target>> {
    let table = portal.table(object)?;
    let (mut found, mut seen) = (Vec::with_capacity(inputs.len()), BTreeSet::new());
    for input in inputs {
        let named = id_of(input)?;
        let property = input.get("idProperty").and_then(Value::as_str);
        let key = Key { id: &named, property, archived: false };
        let id = match find(table, object, &key, call) {
            Ok(record) => Some(record.id),
            Err(problem) if problem.status == 404 => None,
            Err(problem) => return Err(problem),
        };
        let same = id.map_or_else(|| format!("new {}", named.to_lowercase()), |id| id.to_string());
        if !seen.insert(same) && call.on("hubspot.batch.duplicates") {
            return Err(Problem::invalid(format!(
                "Duplicate IDs found in batch input: [{named}]. IDs must be unique"
            )));
        }
        let property = property.map(str::to_owned);
        found.push(Target { id, property, named, asked: properties_of(input)? });
    }
    Ok(found)
}

pub(super) fn upsert(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let inputs = call.inputs(MOST)?;
    let traced = is_traced(inputs, call);
    let targets = targets(portal, &object, inputs, call)?;
    if !traced {
        for target in &targets {
            check_upsert(portal, &object, target, call)?;
        }
    }
    let mut rows = Rows::default();
    for (at, (target, input)) in targets.iter().zip(inputs).enumerate() {
        let done =
            row_fault(call, at).map_or_else(|| upsert_row(portal, &object, target, call), Err);
        match done {
            Ok(result) => rows.results.push(echo_trace(result, input)),
            Err(problem) => rows.errors.push(row_error(problem, input)),
        }
    }
    Ok(rows.answer(200, portal, call))
}

/// What an upsert writes: its properties, and for a new record the value it was looked up by.
fn upserted(
    portal: &Portal,
    object: &ObjectType,
    target: &Target,
    call: &Call<'_>,
) -> Outcome<Map<String, Value>> {
    let mut asked = target.asked.clone();
    let Some(property) = &target.property else {
        return if target.id.is_some() {
            Ok(asked)
        } else {
            Err(not_found(object).with("ids", vec![target.named.clone()]))
        };
    };
    if target.id.is_none() {
        asked.entry(property.clone()).or_insert_with(|| json!(target.named));
    }
    if property == "email" && call.on("hubspot.batch.upsert_by_email") {
        by_email(portal, object, target, &mut asked, call)?;
    }
    Ok(asked)
}

/// An upsert by e-mail does not change part of a contact.
fn by_email(
    portal: &Portal,
    object: &ObjectType,
    target: &Target,
    asked: &mut Map<String, Value>,
    call: &Call<'_>,
) -> Outcome<()> {
    let Some(id) = target.id else { return Ok(()) };
    match call.settings.upsert_by_email {
        UpsertByEmail::Refused => {
            Err(Problem::invalid("Partial upserts are not supported with email as the idProperty"))
        }
        UpsertByEmail::Overwrites => {
            let table = portal.table(object)?;
            let Some(record) = table.records.get(&id) else { return Ok(()) };
            for field in &record.fields {
                let writable = table
                    .properties
                    .get(&field.name)
                    .is_some_and(|property| !property.read_only && &*property.name != "email");
                if writable {
                    asked.entry(field.name.to_string()).or_insert_with(|| json!(""));
                }
            }
            Ok(())
        }
    }
}

fn check_upsert(
    portal: &Portal,
    object: &ObjectType,
    target: &Target,
    call: &Call<'_>,
) -> Outcome<()> {
    let asked = upserted(portal, object, target, call)?;
    match target.id {
        Some(id) => write::check_update(portal, object, id, &asked, call).map(|_| ()),
        None => write::check_new(portal, object, &asked, call).map(|_| ()),
    }
}

fn upsert_row(
    portal: &mut Portal,
    object: &ObjectType,
    target: &Target,
    call: &Call<'_>,
) -> Outcome<Value> {
    let asked = upserted(portal, object, target, call)?;
    let id = match target.id {
        Some(id) => {
            let changes = write::check_update(portal, object, id, &asked, call)?;
            write::update(portal, object, id, changes, call)?;
            id
        }
        None => {
            let changes = write::check_new(portal, object, &asked, call)?;
            write::create(portal, object, changes, call)?
        }
    };
    let mut result = written(portal, object, id, &asked, call)?;
    if call.on("hubspot.batch.upsert_new") {
        result["new"] = json!(target.id.is_none());
    }
    if let Some(properties) = result.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|_, value| !value.is_null());
    }
    Ok(result)
}

pub(super) fn archive(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    for input in call.inputs(MOST)? {
        if let Ok(id) = id_of(input)?.parse::<u64>() {
            let id = portal.table(&object)?.resolve(id);
            write::archive(portal, &object, id, call.now)?;
        }
    }
    Answer::empty()
}
