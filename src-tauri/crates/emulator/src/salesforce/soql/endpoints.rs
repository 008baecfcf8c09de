//! `/query`, `/queryAll`, and the pages behind a locator.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::ids;
use super::super::wire::{Answer, Ask, Call, Refusal};
use super::super::world::{Id, Org};
use super::bind::Bound;
use super::run::Scope;
use crate::json::with;

/// An open query.
#[derive(Clone, Debug)]
pub(crate) struct Cursor {
    pub(crate) bound: Bound,
    pub(crate) ids: Vec<Id>,
    pub(crate) made: Timestamp,
    pub(crate) user: Id,
    pub(crate) batch: usize,
}

const BATCH: usize = 2_000;
const SMALLEST_BATCH: usize = 200;
const TWO_DAYS: i64 = 2 * 86_400;

impl Org {
    /// `GET /query?q=…` and `GET /queryAll?q=…`.
    pub(crate) fn query(&mut self, call: &Call<'_>, ask: &Ask, scope: Scope) -> Answer {
        let route = if scope == Scope::All { "GET /queryAll" } else { "GET /query" };
        let Some(text) = ask.param("q") else {
            let words = "SOQL query string is required";
            return Answer::from(Refusal::new("MALFORMED_QUERY", words)).at(route);
        };
        match self.prepare(call, text) {
            Ok(bound) => self.first_page(call, ask, bound, scope).at(route),
            Err(refusal) => Answer::from(refusal).at(route),
        }
    }

    fn first_page(&mut self, call: &Call<'_>, ask: &Ask, bound: Bound, scope: Scope) -> Answer {
        let rows = self.select(call, &bound, scope);
        if bound.counts {
            let body = json!({"totalSize": rows.len(), "done": true, "records": []});
            return Answer::json(200, body);
        }
        let batch = batch_of(call, ask);
        if rows.len() <= batch || !call.turn.on("salesforce.query.locators") {
            let records: Vec<Value> =
                rows.iter().map(|row| self.present(call, &bound, row)).collect();
            let body = json!({"totalSize": records.len(), "done": true});
            let body = with(body, "records", records);
            return Answer::json(200, body);
        }
        let ids = rows.iter().map(|row| row.id.clone()).collect();
        let made = call.turn.now;
        let cursor = Cursor { bound, ids, made, user: call.user.clone(), batch };
        let number = u64::try_from(self.cursors.len()).unwrap_or(0) + 1;
        let locator = ids::nth("0r8", &self.settings.instance, number);
        self.cursors.insert(locator.clone(), cursor);
        self.page(call, &locator, 0)
    }

    /// `GET /query/{locator}-{offset}`.
    pub(crate) fn next_page(&self, call: &Call<'_>, text: &str) -> Answer {
        let parts = text.rsplit_once('-').and_then(|(id, at)| Some((id, at.parse().ok()?)));
        let (locator, offset) = parts.unwrap_or((text, 0));
        self.page(call, locator, offset).at("GET /query/{locator}")
    }

    fn page(&self, call: &Call<'_>, locator: &str, offset: usize) -> Answer {
        let alive = |cursor: &&Cursor| {
            let age = call.turn.now.as_second() - cursor.made.as_second();
            cursor.user == call.user && (age < TWO_DAYS || !call.turn.on("salesforce.query.expiry"))
        };
        let cursor = self.cursors.get(locator).filter(alive);
        let Some(cursor) = cursor.filter(|cursor| offset < cursor.ids.len()) else {
            return Refusal::new("INVALID_QUERY_LOCATOR", "invalid query locator").into();
        };
        let end = (offset + cursor.batch).min(cursor.ids.len());
        let table = self.table(&cursor.bound.object);
        let rows = cursor.ids[offset..end].iter().filter_map(|id| table?.get(id));
        let rows = rows.filter_map(|row| row.seen(call.turn.now));
        let rows = rows.filter(|row| self.shows(call, row));
        let records: Vec<Value> = rows.map(|row| self.present(call, &cursor.bound, row)).collect();
        let done = end == cursor.ids.len();
        let body = json!({"totalSize": cursor.ids.len(), "done": done});
        let mut body = with(body, "records", records);
        if !done {
            let version = call.version;
            let url = format!("/services/data/v{version}.0/query/{locator}-{end}");
            body["nextRecordsUrl"] = url.into();
        }
        Answer::json(200, body)
    }
}

fn batch_of(call: &Call<'_>, ask: &Ask) -> usize {
    if !call.turn.on("salesforce.query.options") {
        return BATCH;
    }
    let header = ask.header("sforce-query-options").unwrap_or("");
    let wanted = header.split([',', ';']).find_map(|part| part.trim().strip_prefix("batchSize="));
    let wanted: Option<usize> = wanted.and_then(|text| text.trim().parse().ok());
    wanted.unwrap_or(BATCH).clamp(SMALLEST_BATCH, BATCH)
}
