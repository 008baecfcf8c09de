//! The calls on lists.

use serde_json::{Map, Value, json};

use super::batch::Rows;
use super::call::Call;
use super::lists::{Blanks, Criteria, Fields, Filters, List, Members, Moment, Processing};
use super::object_type::ObjectType;
use super::objects::next_link;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::time::{Millis, iso};

/// Members of one page.
const LARGEST_PAGE: usize = 250;

/// Whether two lists of an object may have one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    Unique,
    Free,
}

impl Names {
    fn of(call: &Call<'_>) -> Self {
        if call.on("hubspot.lists.unique_names") { Self::Unique } else { Self::Free }
    }
}

fn moment(call: &Call<'_>) -> Moment {
    let lag = if call.on("hubspot.lists.lag") { call.settings.list_lag_millis } else { 0 };
    let strict = call.on("hubspot.lists.blank_stays_out");
    let blanks = if strict { Blanks::StayOut } else { Blanks::AsCompared };
    Moment { now: call.now, lag, blanks }
}

pub(super) fn create(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let list = checked(portal, &call.body, call.now, Names::of(call))?;
    let shown = list.json(Filters::Shown);
    portal.lists.insert(list.id, list);
    Answer::ok(json!({ "list": shown }))
}

/// A list as it is asked for, not yet kept.
pub(super) fn checked(
    portal: &mut Portal,
    asked: &Value,
    now: Millis,
    names: Names,
) -> Outcome<List> {
    let text = |key: &str| {
        let found = asked.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        found.ok_or_else(|| Problem::invalid(format!("Some required fields were not set: [{key}]")))
    };
    let (name, word) = (text("name")?, text("processingType")?);
    let object = object(portal, text("objectTypeId")?)?;
    let processing = Processing::read(word)
        .ok_or_else(|| Problem::invalid(format!("Invalid processingType: {word}")))?;
    let taken = portal.lists.values().any(|it| it.object_type == object.id && it.name == name);
    if taken && names == Names::Unique {
        return Err(Problem::invalid(format!("List with name {name} already exists")));
    }
    let branch = asked.get("filterBranch").cloned().unwrap_or(Value::Null);
    Criteria::read(&branch, Fields::of(portal, &object)?, Blanks::StayOut)?;
    if branch.is_null() != (processing == Processing::Manual) {
        return Err(Problem::invalid("Only lists that fill themselves have a filterBranch"));
    }
    Ok(List {
        id: portal.next_id(),
        name: name.to_owned(),
        object_type: object.id,
        processing,
        branch,
        version: 1,
        created: now,
        updated: now,
    })
}

/// By id alone, as these calls want it: `0-1`, not `contacts`.
fn object(portal: &Portal, id: &str) -> Outcome<ObjectType> {
    let known = portal.types.iter().find(|object| object.id == id).cloned();
    known.ok_or_else(|| Problem::invalid(format!("Invalid objectTypeId: {id}")))
}

fn find<'p>(portal: &'p Portal, call: &Call<'_>) -> Outcome<&'p List> {
    let id: u64 = call.arg(0).parse().map_err(|_| missing(call.arg(0)))?;
    portal.lists.get(&id).ok_or_else(|| missing(call.arg(0)))
}

fn missing(word: &str) -> Box<Problem> {
    Problem::new(404, "OBJECT_NOT_FOUND", format!("List does not exist with ID {word}."))
        .sub("ILS.LIST_NOT_FOUND")
}

pub(super) fn get(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let list = find(portal, call)?;
    shown(portal, list, call)
}

pub(super) fn by_name(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = object(portal, call.arg(0))?;
    let mut lists = portal.lists.values();
    let list = lists.find(|it| it.object_type == object.id && it.name == call.arg(1));
    let list = list.ok_or_else(|| {
        Problem::new(
            404,
            "OBJECT_NOT_FOUND",
            format!("List does not exist with name {}.", call.arg(1)),
        )
        .sub("ILS.LIST_NOT_FOUND")
    })?;
    shown(portal, list, call)
}

fn shown(portal: &Portal, list: &List, call: &Call<'_>) -> Outcome {
    let filters =
        if call.query_flag("includeFilters")? { Filters::Shown } else { Filters::LeftOut };
    let mut shown = list.json(filters);
    shown["size"] = json!(Members::of(portal, list, moment(call))?.by_join().len());
    Answer::ok(json!({ "list": shown }))
}

/// The oldest member first with `after` or neither; only a lone `before` turns the order round.
pub(super) fn join_order(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let list = find(portal, call)?;
    let limit = call.limit(100, LARGEST_PAGE)?;
    let mut members = Members::of(portal, list, moment(call))?.by_join();
    let total = members.len();
    if !call.on("hubspot.lists.join_order") {
        members.sort_unstable_by_key(|(_, id)| *id);
    }
    let (after, before) = (offset(call, "after")?, offset(call, "before")?);
    match (after, before) {
        (Some(after), _) => members.retain(|one| *one > after),
        (None, Some(before)) => {
            members.retain(|one| *one < before);
            members.reverse();
        }
        (None, None) => {}
    }
    let more = members.len() > limit;
    members.truncate(limit);
    let results: Vec<Value> = members
        .iter()
        .map(|(at, id)| json!({ "recordId": id.to_string(), "membershipTimestamp": iso(*at) }))
        .collect();
    let mut body = json!({ "results": results, "total": total });
    if let (Some((at, id)), true) = (members.last(), more) {
        let cursor = format!("{at}_{id}");
        let (way, link) = if after.is_none() && before.is_some() {
            ("prev", ("before", &cursor))
        } else {
            ("next", ("after", &cursor))
        };
        let mut page = Map::new();
        page.insert(link.0.to_owned(), json!(link.1));
        page.insert("link".to_owned(), json!(next_link(call, &cursor)));
        body["paging"] = json!({ way: page });
    }
    Answer::ok(body)
}

/// A place in the order of joining. Opaque to clients.
fn offset(call: &Call<'_>, key: &str) -> Outcome<Option<(Millis, u64)>> {
    let Some(text) = call.query(key) else { return Ok(None) };
    let parts =
        text.split_once('_').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    parts.map(Some).ok_or_else(|| Problem::invalid(format!("Invalid {key}: {text}")))
}

/// Which lists each of some records is in. One that is in none has an empty row.
pub(super) fn memberships(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let mut rows = Rows::default();
    for input in call.inputs(100)? {
        let text = |key: &str| input.get(key).and_then(Value::as_str);
        let (Some(word), Some(id)) = (text("objectTypeId"), text("recordId")) else {
            return Err(Problem::invalid(
                "Some required fields were not set: [objectTypeId, recordId]",
            ));
        };
        let object = object(portal, word)?;
        let record: u64 =
            id.parse().map_err(|_| Problem::invalid(format!("Invalid recordId: {id}")))?;
        let mut lists = Vec::new();
        for list in portal.lists.values().filter(|list| list.object_type == object.id) {
            if let Some(at) = Members::of(portal, list, moment(call))?.since(record) {
                lists.push(json!({
                    "listId": list.id.to_string(),
                    "listVersion": list.version,
                    "firstAddedTimestamp": iso(at),
                    "lastAddedTimestamp": iso(at),
                    "isPublicList": false,
                }));
            }
        }
        rows.results.push(json!({
            "objectTypeId": object.id,
            "recordId": id,
            "recordListMemberships": lists,
        }));
    }
    Ok(rows.answer(200, portal, call))
}
