//! Pulls changes and everything (P1): keyset pages, five objects to a call, deleted and absorbed
//! rows along.

use std::sync::Arc;

use crosswalk_model::connector::{Cursor, PullAsk, PullPage};
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, RecordId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, PARTS_MAX, query_answer};
use super::errors::unreadable;
use super::rows::{Rows, Stamped, selection};
use super::soql::{Condition, Literal, Op, Query};
use crate::line::Answer;

/// Rows of a page: what one answer holds at most.
pub(super) const PAGE_ROWS: usize = 2_000;

/// How far a pull reaches back before the last one's start: rows are stamped before they are
/// committed, so one may appear behind the last pull.
pub(super) const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// By which stamp changes are found, best first. Some objects cannot filter on the first.
const STAMPS: [&str; 3] = ["SystemModstamp", "LastModifiedDate", "CreatedDate"];

/// Where a pull of one object stands. This is what a [`Cursor`] holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "pull")]
enum Place {
    /// Everything, in order of ids.
    Everything {
        /// The last id that was read.
        #[serde(default)]
        after: Option<RecordId>,
        /// Where changes start when everything is read: fixed before the first page.
        #[serde(default)]
        then: Option<Timestamp>,
    },
    /// Changes, in order of stamp and id.
    Changes {
        /// Where this pull starts.
        from: Timestamp,
        /// The last row that was read.
        #[serde(default)]
        after: Option<After>,
        /// Where the next pull starts, known from this one's first page.
        #[serde(default)]
        then: Option<Timestamp>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct After {
    stamp: Timestamp,
    id: RecordId,
}

/// One ask, ready to be sent.
struct Prepared<'a> {
    ask: &'a PullAsk,
    schema: Arc<ObjectSchema>,
    place: Place,
    query: Query,
}

impl SalesforceConnector {
    /// Answers in the order of the asks.
    pub(super) async fn pull_pages(
        &self,
        asks: &[PullAsk],
    ) -> Result<Vec<PullPage>, ConnectorError> {
        let mut pages = Vec::with_capacity(asks.len());
        for group in asks.chunks(PARTS_MAX) {
            let answered = match self.pull_group(group).await {
                Err(ConnectorError::NoSuchField { object, .. }) => {
                    // The remembered describe is out of date; a fresh one leaves the field out.
                    self.forget(&object);
                    self.pull_group(group).await?
                }
                other => other?,
            };
            pages.extend(answered);
        }
        Ok(pages)
    }

    async fn pull_group(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError> {
        let mut prepared = Vec::with_capacity(asks.len());
        for ask in asks {
            let schema = self.schema(&ask.object).await?;
            prepared.push(prepare(ask, schema)?);
        }
        let queries: Vec<Query> = prepared.iter().map(|ready| ready.query.clone()).collect();
        let purpose = asks.first().map_or(Purpose::Sync, |ask| ask.purpose);
        let answer = self.query_all(&queries, purpose).await?;
        let server = server_time(&answer);
        let parts = CompositeAnswer::of(&answer.body)?;
        prepared
            .into_iter()
            .enumerate()
            .map(|(at, ready)| {
                let body = query_answer(&parts, at, &ready.ask.object)?;
                page(ready, body, server)
            })
            .collect()
    }

    /// Where changes start so long before the server's clock, from an answer that costs no call of
    /// the day.
    pub(super) async fn changes_from(&self, ago: SignedDuration) -> Result<Cursor, ConnectorError> {
        let answer = self.get("/services/data/".to_owned(), Purpose::Sync).await?;
        let now = server_time(&answer)
            .ok_or_else(|| ConnectorError::Protocol("an answer without a date".to_owned()))?;
        let from = now.checked_sub(ago).unwrap_or(Timestamp::UNIX_EPOCH);
        cursor(&Place::Changes { from, after: None, then: None })
    }
}

fn prepare(ask: &PullAsk, schema: Arc<ObjectSchema>) -> Result<Prepared<'_>, ConnectorError> {
    let place = match &ask.cursor {
        None => Place::Everything { after: None, then: None },
        Some(Cursor(text)) => {
            serde_json::from_str(text).map_err(|error| unreadable("cursor", &error))?
        }
    };
    let stamp = stamp_of(&schema);
    let (condition, order) = match &place {
        Place::Everything { after, .. } => (after.as_ref().map(after_id), vec!["Id"]),
        Place::Changes { from, after, .. } => {
            let stamp = stamp.ok_or_else(|| {
                ConnectorError::Protocol(format!("{}: no stamp can be filtered on", ask.object))
            })?;
            (Some(changes_after(stamp, *from, after.as_ref())), vec![stamp, "Id"])
        }
    };
    let query = Query {
        object: schema.object.as_str().to_owned(),
        fields: selection(&schema, &ask.fields),
        condition,
        order,
        limit: Some(PAGE_ROWS),
    };
    Ok(Prepared { ask, schema, place, query })
}

/// Rows beyond an id, in the order of ids.
pub(super) fn after_id(id: &RecordId) -> Condition {
    Condition::compare("Id", Op::Greater, Literal::Text(id.as_str().to_owned()))
}

/// Rows beyond the last one. Many rows can share a stamp, so the id tells them apart.
fn changes_after(stamp: &str, from: Timestamp, after: Option<&After>) -> Condition {
    let Some(after) = after else {
        return Condition::compare(stamp, Op::AtLeast, Literal::Instant(from));
    };
    Condition::All(vec![
        Condition::compare(stamp, Op::AtLeast, Literal::Instant(after.stamp)),
        Condition::Any(vec![
            Condition::compare(stamp, Op::Greater, Literal::Instant(after.stamp)),
            Condition::All(vec![
                Condition::compare(stamp, Op::Equal, Literal::Instant(after.stamp)),
                after_id(&after.id),
            ]),
        ]),
    ])
}

fn stamp_of(schema: &ObjectSchema) -> Option<&'static str> {
    STAMPS.into_iter().find(|name| schema.fields.get(*name).is_some_and(|field| field.filterable))
}

fn page(
    ready: Prepared<'_>,
    body: &str,
    server: Option<Timestamp>,
) -> Result<PullPage, ConnectorError> {
    let rows: Rows<'_> = serde_json::from_str(body).map_err(|error| unreadable("query", &error))?;
    let more = !rows.records.is_empty() && (!rows.done || rows.records.len() >= PAGE_ROWS);
    let stamp = stamp_of(&ready.schema);
    let last = rows.records.last().and_then(|row| {
        let id = row.id("Id")?;
        Some((id, stamp.and_then(|name| row.instant(name))))
    });
    let read: Vec<Stamped> = rows
        .records
        .iter()
        .filter_map(|row| row.record(&ready.schema, &ready.ask.fields))
        .collect();
    let newest = server.or_else(|| read.iter().filter_map(|row| row.stamp).max());
    let place = next(ready.place, last, newest, if more { Page::Full } else { Page::Last })?;
    let records = read.into_iter().map(|row| row.record).collect();
    Ok(PullPage { records, cursor: cursor(&place)?, more })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Full,
    Last,
}

/// Where the pull stands after a page. `newest` is the server's clock at this page.
fn next(
    place: Place,
    last: Option<(RecordId, Option<Timestamp>)>,
    newest: Option<Timestamp>,
    page: Page,
) -> Result<Place, ConnectorError> {
    let lost = || ConnectorError::Protocol("a full page whose last row has no stamp".to_owned());
    let seen = newest.map(less_overlap);
    match (place, page) {
        (Place::Everything { then, .. }, Page::Full) => {
            let (id, _) = last.ok_or_else(lost)?;
            Ok(Place::Everything { after: Some(id), then: then.or(seen) })
        }
        (Place::Changes { from, then, .. }, Page::Full) => {
            let (id, stamp) = last.ok_or_else(lost)?;
            let after = After { stamp: stamp.ok_or_else(lost)?, id };
            Ok(Place::Changes { from, after: Some(after), then: then.or(seen) })
        }
        (Place::Everything { then, .. }, Page::Last) => {
            // Without any date, changes start at the beginning: dear, but nothing is lost.
            let from = then.or(seen).unwrap_or(Timestamp::UNIX_EPOCH);
            Ok(Place::Changes { from, after: None, then: None })
        }
        (Place::Changes { from, then, .. }, Page::Last) => {
            let from = then.or(seen).unwrap_or(from).max(from);
            Ok(Place::Changes { from, after: None, then: None })
        }
    }
}

fn cursor(place: &Place) -> Result<Cursor, ConnectorError> {
    serde_json::to_string(place).map(Cursor).map_err(|error| unreadable("cursor", &error))
}

fn less_overlap(time: Timestamp) -> Timestamp {
    time.checked_sub(OVERLAP).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The `Date` header: our own clock is never asked.
fn server_time(answer: &Answer) -> Option<Timestamp> {
    let text = answer.headers.get(http::header::DATE)?.to_str().ok()?;
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests;
