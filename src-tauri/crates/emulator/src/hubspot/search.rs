//! The search endpoint: an index that lags, capped at 10,000 results.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::call::{Call, names, text_or_number};
use super::filter::{self, Groups};
use super::objects::shown_at;
use super::portal::{Portal, Table};
use super::problem::{Answer, Outcome, Problem};
use super::record::Record;
use super::time::Millis;

const CAP: usize = 10_000;
const LARGEST_PAGE: usize = 200;

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
    let last = search.after + search.limit;
    if last > CAP && call.on("hubspot.search.cap") {
        return Err(Problem::invalid(format!(
            "There was a problem with the request: paging past {CAP} results is not supported"
        )));
    }
    let index = Index { portal, table, lagged: call.now - call.settings.search_lag_millis, call };
    let (page, total) = index.page(&search);
    let mut results = Vec::with_capacity(page.len());
    for (record, at) in page {
        results.push(shown_at(portal, &object, record, &search.properties, at)?);
    }
    let mut body = json!({ "total": total, "results": results });
    if last < total {
        body["paging"] = json!({ "next": { "after": last.to_string() } });
    }
    Answer::ok(body)
}

fn read(table: &Table, call: &Call<'_>) -> Outcome<Search> {
    let body = &call.body;
    let groups = filter::read(body, table)?;
    if call.on("hubspot.search.filter_limits") {
        filter::check_size(&groups)?;
    }
    let limit = body.get("limit").and_then(Value::as_u64).unwrap_or(10);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit == 0 || (limit > LARGEST_PAGE && call.on("hubspot.search.page_size")) {
        return Err(Problem::invalid(format!(
            "Invalid limit {limit}: it must be between 1 and {LARGEST_PAGE}"
        )));
    }
    let after = match text_or_number(body.get("after")).as_deref() {
        None | Some("") => 0,
        Some(text) => text.parse().map_err(|_| {
            Problem::invalid(format!("Invalid after {text}: it must be an integer"))
        })?,
    };
    let query = body.get("query").and_then(Value::as_str).filter(|query| !query.is_empty());
    Ok(Search {
        groups,
        query: query.map(str::to_lowercase),
        sort: sort(body, table)?,
        limit,
        after,
        properties: names(body, "properties")?,
    })
}

fn sort(body: &Value, table: &Table) -> Outcome<Sort> {
    let rules = body.get("sorts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let oldest_first = Sort { property: "createdate".to_owned(), descending: false };
    let [rule] = rules else {
        return if rules.is_empty() {
            Ok(oldest_first)
        } else {
            Err(Problem::invalid("Only one sort rule is allowed"))
        };
    };
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

/// The records as the index shows them: as they stood a lag ago.
struct Index<'a> {
    portal: &'a Portal,
    table: &'a Table,
    lagged: Millis,
    call: &'a Call<'a>,
}

impl<'a> Index<'a> {
    /// One page, and how many records there are in all. By id, nothing is sorted or copied.
    fn page(&self, search: &Search) -> (Vec<(&'a Record, Millis)>, usize) {
        let by_id = search.sort.property == "hs_object_id" && !search.sort.descending;
        let by_id = by_id && self.call.on("hubspot.search.numeric_ids");
        if by_id {
            return self.page_by_id(search);
        }
        let mut found: Vec<(&Record, Millis)> = self.matching(search).collect();
        let total = found.len();
        found.sort_by(|a, b| self.order(&search.sort, a, b));
        (found.into_iter().skip(search.after).take(search.limit).collect(), total)
    }

    fn page_by_id(&self, search: &Search) -> (Vec<(&'a Record, Millis)>, usize) {
        let (mut page, mut total) = (Vec::with_capacity(search.limit), 0);
        for found in self.matching(search) {
            if total >= search.after && page.len() < search.limit {
                page.push(found);
            }
            total += 1;
        }
        (page, total)
    }

    fn matching(&self, search: &Search) -> impl Iterator<Item = (&'a Record, Millis)> {
        let floor = search
            .groups
            .iter()
            .map(|group| {
                group.iter().filter_map(super::filter::Filter::id_floor).max().unwrap_or(0)
            })
            .min()
            .unwrap_or(0);
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
                search.groups.is_empty()
                    || !self.call.on("hubspot.search.operators")
                    || search.groups.iter().any(|group| {
                        group.iter().all(|filter| filter.passes(self.portal, record, *at))
                    })
            })
            .filter(|(record, at)| {
                search.query.as_ref().is_none_or(|query| self.mentions(record, query, *at))
            })
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
