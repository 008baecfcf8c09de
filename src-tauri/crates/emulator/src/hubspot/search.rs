//! The search endpoint: an index that lags, capped at 10,000 results.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::call::{Call, names, text_or_number};
use super::filter::{self, Filter, Groups};
use super::objects::shown_at;
use super::portal::{Portal, Table};
use super::problem::{Answer, Outcome, Problem};
use super::record::Record;
use super::settings::{PastCap, SearchCharacters};
use super::time::Millis;
use crate::json::with;

const CAP: usize = 10_000;
const LARGEST_PAGE: usize = 200;
/// What they are counted over is a setting.
const MOST_CHARACTERS: usize = 3_000;

/// What a search found whatever the lowest id it asked for: a client that pages by ids asks the
/// same again and again, and each answer tells the total.
#[derive(Clone, Debug)]
pub(super) struct Found {
    what: String,
    /// Rising.
    ids: std::sync::Arc<Vec<u64>>,
}

/// A search, read.
struct Search {
    groups: Groups,
    query: Option<String>,
    sort: Sort,
    limit: usize,
    after: usize,
    properties: Vec<String>,
}

/// The one sort rule; equal values stand in the order of their ids.
struct Sort {
    property: String,
    descending: bool,
}

pub(super) fn run(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let table = portal.table(&object)?;
    let search = read(table, call)?;
    searchable(portal, &search, call)?;
    let last = search.after + search.limit;
    if last > CAP && call.on("hubspot.search.cap") {
        return Err(past_cap(call.settings.past_cap));
    }
    let index = Index { portal, table, lagged: call.now - call.settings.search_lag_millis, call };
    let found = index.found(&object.plural, &search);
    let (page, total) = match &found {
        Some(found) => index.page_of(&search, found),
        None => index.page(&search),
    };
    let mut results = Vec::with_capacity(page.len());
    for (record, at) in page {
        results.push(shown_at(portal, &object, record, &search.properties, at)?);
    }
    let mut body = with(json!({ "total": total }), "results", results);
    if last < total {
        body["paging"] = json!({ "next": { "after": last.to_string() } });
    }
    portal.found = found;
    Answer::ok(body)
}

fn past_cap(told: PastCap) -> Box<Problem> {
    let message =
        format!("There was a problem with the request: paging past {CAP} results is not supported");
    let mut problem = Problem::invalid(&message);
    if told == PastCap::Bare {
        problem.raw = Some(json!({ "message": message }));
    }
    problem
}

/// How many of its characters count.
fn characters(body: &Value, counted: SearchCharacters) -> usize {
    let written = |key: &str| body.get(key).map_or(0, |it| it.to_string().chars().count());
    let words = body.get("query").and_then(Value::as_str).map_or(0, |it| it.chars().count());
    match counted {
        SearchCharacters::Filters => words + written("filterGroups") + written("filters"),
        SearchCharacters::Query => words,
    }
}

/// What records hang on can be asked of the vendor's own types only.
fn searchable(portal: &Portal, search: &Search, call: &Call<'_>) -> Outcome<()> {
    let ends = search.groups.iter().flatten();
    for word in ends.filter_map(|filter| filter.property.strip_prefix("associations.")) {
        if portal.object(word)?.is_custom() && call.on("hubspot.search.associations_of_own_types") {
            return Err(Problem::invalid(format!("associations.{word} cannot be searched")));
        }
    }
    Ok(())
}

fn read(table: &Table, call: &Call<'_>) -> Outcome<Search> {
    let body = &call.body;
    let groups = filter::read(body, table, call)?;
    let mut filters = groups.iter().flatten();
    if let Some(unknown) = filters.find(|filter| !call.on(filter.feature())) {
        return Err(Problem::invalid(format!("Invalid operator on {}", unknown.property)));
    }
    if call.on("hubspot.search.filter_limits") {
        filter::check_size(&groups)?;
    }
    let count = characters(body, call.settings.search_characters);
    if count > MOST_CHARACTERS && call.on("hubspot.search.characters") {
        return Err(Problem::invalid(format!(
            "The query is too long: {count} characters (max {MOST_CHARACTERS})"
        )));
    }
    let limit = body.get("limit").and_then(Value::as_u64).unwrap_or(10);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit == 0 || (limit > LARGEST_PAGE && call.on("hubspot.search.page_size")) {
        return Err(Problem::invalid(format!(
            "Invalid limit {limit}: it must be between 1 and {LARGEST_PAGE}"
        )));
    }
    let given = text_or_number(body.get("after")).filter(|_| call.on("hubspot.search.offset"));
    let after = match given.as_deref() {
        None | Some("") => 0,
        Some(text) => text.parse().map_err(|_| {
            Problem::invalid(format!("Invalid after {text}: it must be an integer"))
        })?,
    };
    let query = body.get("query").and_then(Value::as_str).filter(|query| !query.is_empty());
    Ok(Search {
        groups,
        query: query.map(str::to_lowercase).filter(|_| call.on("hubspot.search.query")),
        sort: sort(body, table, call)?,
        limit,
        after,
        properties: names(body, "properties")?,
    })
}

fn sort(body: &Value, table: &Table, call: &Call<'_>) -> Outcome<Sort> {
    let rules = body.get("sorts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let oldest_first = Sort { property: "createdate".to_owned(), descending: false };
    let [rule] = rules else {
        let one = call.on("hubspot.search.one_sort");
        return if rules.is_empty() || !one {
            Ok(oldest_first)
        } else {
            Err(Problem::invalid("Only one sort rule is allowed"))
        };
    };
    if !call.on("hubspot.search.sorts") {
        return Ok(oldest_first);
    }
    let sort = if let Some(name) = rule.as_str() {
        let (property, descending) =
            name.strip_prefix('-').map_or((name, false), |name| (name, true));
        Sort { property: property.to_owned(), descending }
    } else {
        let property = rule.get("propertyName").and_then(Value::as_str).unwrap_or_default();
        let descending = match rule.get("direction").and_then(Value::as_str) {
            None | Some("ASCENDING") => false,
            Some("DESCENDING") => true,
            Some(other) => return Err(Problem::invalid(format!("Invalid direction: {other}"))),
        };
        Sort { property: property.to_owned(), descending }
    };
    if !table.properties.contains_key(sort.property.as_str()) {
        return Err(Problem::invalid(format!(
            "Cannot sort by {}: it does not exist",
            sort.property
        )));
    }
    Ok(sort)
}

/// No record below this id can pass.
fn floor_of(groups: &Groups) -> u64 {
    let floor = |group: &Vec<Filter>| group.iter().filter_map(Filter::id_floor).max().unwrap_or(0);
    groups.iter().map(floor).min().unwrap_or(0)
}

/// The records as the index shows them: as they stood a lag ago.
struct Index<'a> {
    portal: &'a Portal,
    table: &'a Table,
    lagged: Millis,
    call: &'a Call<'a>,
}

impl<'a> Index<'a> {
    /// What the search finds without its lowest id: as it was told before, or anew. Nothing for a
    /// search that does not page by ids, or while the index still lags behind a write.
    fn found(&self, object: &str, search: &Search) -> Option<Found> {
        let [group] = search.groups.as_slice() else { return None };
        let by_id = search.sort.property == "hs_object_id" && !search.sort.descending;
        let by_id = by_id && self.call.on("hubspot.search.numeric_ids");
        let floors = group.iter().filter(|filter| filter.is_floor()).count();
        if !by_id || floors != 1 || search.after > 0 || search.query.is_some() {
            return None;
        }
        let rest: Groups =
            vec![group.iter().filter(|filter| !filter.is_floor()).cloned().collect()];
        let what = format!("{object} {rest:?} {:?}", self.call.turn.off);
        if let Some(known) = self.portal.found.as_ref().filter(|known| known.what == what) {
            return Some(known.clone());
        }
        let behind = |record: &Record| {
            record.modified > self.lagged
                || record.late.is_some_and(|late| late.until > self.call.now)
        };
        if self.table.records.values().any(behind) {
            return None;
        }
        let ids = self.matching(&rest, None).map(|(record, _)| record.id).collect();
        Some(Found { what, ids: std::sync::Arc::new(ids) })
    }

    fn page_of(&self, search: &Search, found: &Found) -> (Vec<(&'a Record, Millis)>, usize) {
        let floor = floor_of(&search.groups);
        let left = &found.ids[found.ids.partition_point(|id| *id < floor)..];
        let seen = |id: &u64| {
            let record = self.table.records.get(id)?;
            Some((record, self.seen_at(record)))
        };
        (left.iter().take(search.limit).filter_map(seen).collect(), left.len())
    }

    /// One page, and how many records there are in all. By id, nothing is sorted or copied.
    fn page(&self, search: &Search) -> (Vec<(&'a Record, Millis)>, usize) {
        let by_id = search.sort.property == "hs_object_id" && !search.sort.descending;
        let by_id = by_id && self.call.on("hubspot.search.numeric_ids");
        if by_id {
            return self.page_by_id(search);
        }
        let mut found: Vec<(&Record, Millis)> =
            self.matching(&search.groups, search.query.as_deref()).collect();
        let total = found.len();
        found.sort_by(|a, b| self.order(&search.sort, a, b));
        (found.into_iter().skip(search.after).take(search.limit).collect(), total)
    }

    fn page_by_id(&self, search: &Search) -> (Vec<(&'a Record, Millis)>, usize) {
        let (mut page, mut total) = (Vec::with_capacity(search.limit), 0);
        for found in self.matching(&search.groups, search.query.as_deref()) {
            if total >= search.after && page.len() < search.limit {
                page.push(found);
            }
            total += 1;
        }
        (page, total)
    }

    fn matching<'s>(
        &'s self,
        groups: &'s Groups,
        query: Option<&'s str>,
    ) -> impl Iterator<Item = (&'a Record, Millis)> + 's {
        let floor = floor_of(groups);
        self.table
            .records
            .range(floor..)
            .map(|(_, record)| record)
            .filter(|record| {
                record.archived.is_none() || !self.call.on("hubspot.search.hides_archived")
            })
            .map(|record| (record, self.seen_at(record)))
            .filter(|(record, at)| record.created <= *at)
            .filter(|(record, at)| {
                groups.is_empty()
                    || !self.call.on("hubspot.search.operators")
                    || groups.iter().any(|group| {
                        group.iter().all(|filter| filter.passes(self.portal, record, *at))
                    })
            })
            .filter(move |(record, at)| query.is_none_or(|query| self.mentions(record, query, *at)))
    }

    /// As of when the index shows a record; a late commit holds it back further.
    fn seen_at(&self, record: &Record) -> Millis {
        let lagged = if self.call.on("hubspot.search.lag") { self.lagged } else { Millis::MAX };
        match record.late {
            Some(late) if late.until > self.call.now => lagged.min(late.from - 1),
            Some(_) | None => lagged,
        }
    }

    fn mentions(&self, record: &Record, query: &str, at: Millis) -> bool {
        const SEARCHED: [&str; 9] = [
            "email",
            "firstname",
            "lastname",
            "phone",
            "company",
            "name",
            "domain",
            "dealname",
            "website",
        ];
        SEARCHED.iter().any(|name| {
            record.value_at(name, at).is_some_and(|value| value.to_lowercase().contains(query))
        })
    }

    fn order(&self, sort: &Sort, a: &(&Record, Millis), b: &(&Record, Millis)) -> Ordering {
        let order = match sort.property.as_str() {
            "hs_object_id" if self.call.on("hubspot.search.numeric_ids") => a.0.id.cmp(&b.0.id),
            "hs_object_id" => a.0.id.to_string().cmp(&b.0.id.to_string()),
            "createdate" | "hs_createdate" => a.0.created.cmp(&b.0.created),
            "lastmodifieddate" | "hs_lastmodifieddate" => {
                a.0.modified_at(a.1).cmp(&b.0.modified_at(b.1))
            }
            name => self.key(name, a).cmp(&self.key(name, b)),
        };
        let order = if sort.descending { order.reverse() } else { order };
        order.then(a.0.id.cmp(&b.0.id))
    }

    fn key(&self, name: &str, of: &(&Record, Millis)) -> (Option<rust_decimal::Decimal>, String) {
        let value = self.portal.value_at(of.0, name, of.1).unwrap_or_default().to_lowercase();
        let is_number =
            self.table.properties.get(name).is_some_and(|property| property.kind == "number");
        (is_number.then(|| value.parse().ok()).flatten(), value)
    }
}
