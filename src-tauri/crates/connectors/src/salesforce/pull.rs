//! Pulls changes and everything (P1): keyset pages, five objects to a call, deleted and absorbed
//! rows along; the rest of a large object by a query job.

mod extract;

use std::collections::BTreeSet;
use std::sync::Arc;

use crosswalk_model::connector::{Cursor, PullAsk, PullPage};
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, ObjectName, Record, RecordId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, PARTS_MAX, query_answer};
use super::errors::unreadable;
use super::junctions::{self, Junction};
use super::kinds;
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
    /// The rest of everything, by a query job.
    Extract(extract::Walk),
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
        /// How far the changes of roles are read, once a page of them was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        roles: Option<RoleWalk>,
    },
}

/// Where the changes of roles stand beside those of the rows: either may have pages left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RoleWalk {
    /// The last changed role that was read.
    #[serde(default)]
    after: Option<After>,
    /// The roles are read to their end.
    roles_read: bool,
    /// The rows are.
    rows_read: bool,
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
    /// The next page of its rows, unless they are all read.
    rows: Option<Query>,
    /// The next page of changed children, where the ask wants them and some may be left.
    changed: Option<Query>,
    beside: Option<Beside>,
}

/// How the changes of children are found.
#[derive(Clone, Copy)]
struct Beside {
    junction: &'static Junction,
    /// Which field of theirs names the record that they belong to.
    parent: &'static str,
    stamp: &'static str,
}

impl SalesforceConnector {
    /// Answers in the order of the asks.
    pub(super) async fn pull_pages(
        &self,
        asks: &[PullAsk],
    ) -> Result<Vec<PullPage>, ConnectorError> {
        let walks = asks.iter().map(extract::walk_of).collect::<Result<Vec<_>, _>>()?;
        let queried = asks.iter().zip(&walks).filter(|(_, walk)| walk.is_none());
        let queried: Vec<PullAsk> = queried.map(|(ask, _)| ask.clone()).collect();
        let mut by_query = self.query_pages(&queried).await?.into_iter();
        let mut pages = Vec::with_capacity(asks.len());
        for (ask, walk) in asks.iter().zip(walks) {
            pages.push(match walk {
                // While there are queries to go on with, nobody waits for a job.
                Some(walk) if walk.waits() && !queried.is_empty() => walk.unmoved()?,
                Some(walk) => self.extract_next(ask, walk).await?,
                None => by_query.next().ok_or_else(|| {
                    ConnectorError::Protocol("fewer pages than queries".to_owned())
                })?,
            });
        }
        Ok(pages)
    }

    async fn query_pages(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError> {
        let mut pages = Vec::with_capacity(asks.len());
        let mut left = asks;
        while !left.is_empty() {
            let (group, rest) = left.split_at(self.one_calls_worth(left).await?);
            let answered = match self.pull_group(group).await {
                // It may be the roles that are hidden now, and not the opportunities.
                Err(ConnectorError::NoSuchObject(_)) if group.iter().any(junctions::pulled) => {
                    let with_rows = group.iter().filter(|ask| junctions::pulled(ask));
                    with_rows.for_each(|ask| self.forget(&ask.object));
                    self.pull_group(group).await?
                }
                other => other?,
            };
            pages.extend(answered);
            left = rest;
        }
        Ok(pages)
    }

    /// How many of the asks, from the first on, one composite takes: at least one.
    async fn one_calls_worth(&self, asks: &[PullAsk]) -> Result<usize, ConnectorError> {
        let mut queries = 0;
        for (at, ask) in asks.iter().enumerate() {
            if queries == PARTS_MAX {
                return Ok(at);
            }
            let schema = self.schema(&ask.object).await?;
            queries += if junctions::wanted(&schema, &ask.fields).is_some() { 2 } else { 1 };
            if queries > PARTS_MAX {
                return Ok(at.max(1));
            }
        }
        Ok(asks.len())
    }

    async fn pull_group(&self, asks: &[PullAsk]) -> Result<Vec<PullPage>, ConnectorError> {
        let mut prepared = Vec::with_capacity(asks.len());
        for ask in asks {
            let schema = self.schema(&ask.object).await?;
            let beside = match junctions::wanted(&schema, &ask.fields) {
                Some(junction) => self.beside(junction, &ask.object).await?,
                None => None,
            };
            prepared.push(prepare(ask, schema, beside)?);
        }
        let queries = prepared.iter().flat_map(|ready| [&ready.rows, &ready.changed]);
        let queries: Vec<Query> = queries.flatten().cloned().collect();
        let purpose = asks.first().map_or(Purpose::Sync, |ask| ask.purpose);
        let answer = self.query_all(&queries, purpose).await?;
        let server = server_time(&answer);
        let parts = CompositeAnswer::of(&answer.body)?;
        let mut pages = Vec::with_capacity(asks.len());
        let mut at = 0..queries.len();
        for ready in prepared {
            let rows = part(&parts, &mut at, (&ready.rows, &ready.ask.object))?;
            let beside = ready.beside.map_or("", |beside| beside.junction.object);
            let changed = part(&parts, &mut at, (&ready.changed, &ObjectName::from(beside)))?;
            pages.push(self.page(ready, (rows, changed), server).await?);
        }
        Ok(pages)
    }

    async fn page(
        &self,
        ready: Prepared<'_>,
        (rows, changed): (Option<Rows<'_>>, Option<Rows<'_>>),
        server: Option<Timestamp>,
    ) -> Result<PullPage, ConnectorError> {
        let rows = rows.unwrap_or_default();
        let read =
            rows.records.iter().filter_map(|row| row.record(&ready.schema, &ready.ask.fields));
        let read: Vec<Stamped> = read.collect();
        let newest = server.or_else(|| read.iter().filter_map(|row| row.stamp).max());
        let ends = Ends {
            rows: End::of(&rows, stamp_of(&ready.schema)),
            roles: changed
                .as_ref()
                .map(|rows| End::of(rows, ready.beside.map(|beside| beside.stamp))),
        };
        let more = ends.more();
        let wanted = (ready.schema.as_ref(), &ready.ask.fields);
        let mut records = self.complete(wanted, read, ready.ask.purpose).await?;
        if let (Some(rows), Some(beside)) = (&changed, ready.beside) {
            self.add_parents(&ready, (beside, rows), &mut records).await?;
        }
        let first = ready.place == Place::Everything { after: None, then: None };
        let mut place = next(ready.place, ends, newest)?;
        if first && more {
            place = self.or_by_a_job(place, ready.ask, &ready.schema).await?;
        }
        Ok(PullPage { records, cursor: cursor(&place)?, more })
    }

    /// Adds the records whose children changed to those that changed themselves.
    async fn add_parents(
        &self,
        ready: &Prepared<'_>,
        (beside, rows): (Beside, &Rows<'_>),
        records: &mut Vec<Record>,
    ) -> Result<(), ConnectorError> {
        let changed = beside.junction.changed(beside.parent, rows);
        let here: BTreeSet<&RecordId> = records.iter().map(|record| &record.at.id).collect();
        let apart: Vec<RecordId> =
            changed.keys().filter(|id| !here.contains(id)).cloned().collect();
        let wanted = (ready.schema.as_ref(), &ready.ask.fields);
        let read = self.parents(wanted, &apart, ready.ask.purpose).await?;
        records.extend(read);
        for record in records {
            junctions::touch(record, changed.get(&record.at.id).cloned().flatten());
        }
        Ok(())
    }

    /// How the changes of a junction's rows are found, where they can be filtered.
    async fn beside(
        &self,
        junction: &'static Junction,
        object: &ObjectName,
    ) -> Result<Option<Beside>, ConnectorError> {
        let schema = self.schema(&ObjectName::from(junction.object)).await?;
        let found = stamp_of(&schema).zip(junction.of_parent(object));
        Ok(found.map(|(stamp, parent)| Beside { junction, parent, stamp }))
    }

    /// Where changes start so long before the server's clock, from an answer that costs no call of
    /// the day.
    pub(super) async fn changes_from(&self, ago: SignedDuration) -> Result<Cursor, ConnectorError> {
        let answer = self.get("/services/data/".to_owned(), Purpose::Sync).await?;
        let now = server_time(&answer)
            .ok_or_else(|| ConnectorError::Protocol("an answer without a date".to_owned()))?;
        let from = now.checked_sub(ago).unwrap_or(Timestamp::UNIX_EPOCH);
        cursor(&Place::Changes { from, after: None, then: None, roles: None })
    }
}

/// The rows of a query inside the composite, if there was one: `at` counts them.
fn part<'a>(
    parts: &'a CompositeAnswer<'a>,
    at: &mut std::ops::Range<usize>,
    (query, object): (&Option<Query>, &ObjectName),
) -> Result<Option<Rows<'a>>, ConnectorError> {
    let Some(at) = query.as_ref().and_then(|_| at.next()) else { return Ok(None) };
    serde_json::from_str(query_answer(parts, at, object)?)
        .map(Some)
        .map_err(|error| unreadable("query", &error))
}

/// `beside` is there where the ask wants the changes of children.
fn prepare<'a>(
    ask: &'a PullAsk,
    schema: Arc<ObjectSchema>,
    beside: Option<Beside>,
) -> Result<Prepared<'a>, ConnectorError> {
    let place = place_of(ask)?;
    let stamp = stamp_of(&schema);
    let (condition, order) = match &place {
        Place::Everything { after, .. } => (after.as_ref().map(after_id), vec!["Id"]),
        Place::Changes { from, after, .. } => {
            let stamp = stamp.ok_or_else(|| {
                ConnectorError::Protocol(format!("{}: no stamp can be filtered on", ask.object))
            })?;
            (Some(changes_after(stamp, *from, after.as_ref())), vec![stamp, "Id"])
        }
        Place::Extract(_) => {
            return Err(ConnectorError::Protocol("a job's results are no query".to_owned()));
        }
    };
    let query = Query {
        object: kinds::wire(&schema.object).to_owned(),
        fields: selection(&schema, &ask.fields),
        children: junctions::children(&schema, &ask.fields),
        condition: kinds::narrowed(&schema.object, condition),
        order,
        limit: Some(PAGE_ROWS),
    };
    let (rows, changed) = match (&place, beside) {
        (Place::Changes { from, roles: Some(walk), .. }, Some(beside)) => {
            let changed = (!walk.roles_read).then(|| beside.since(*from, walk.after.as_ref()));
            ((!walk.rows_read).then_some(query), changed)
        }
        (Place::Changes { from, roles: None, .. }, Some(beside)) => {
            (Some(query), Some(beside.since(*from, None)))
        }
        // A backfill brings every row with its children, and changes start behind it.
        (Place::Everything { .. } | Place::Extract(_), _) | (Place::Changes { .. }, None) => {
            (Some(query), None)
        }
    };
    Ok(Prepared { ask, schema, place, rows, changed, beside })
}

impl Beside {
    fn since(&self, from: Timestamp, after: Option<&After>) -> Query {
        let condition = changes_after(self.stamp, from, after);
        self.junction.changes(self.parent, self.stamp, condition)
    }
}

/// Where an ask's pull stands.
fn place_of(ask: &PullAsk) -> Result<Place, ConnectorError> {
    match &ask.cursor {
        None => Ok(Place::Everything { after: None, then: None }),
        Some(Cursor(text)) => {
            serde_json::from_str(text).map_err(|error| unreadable("cursor", &error))
        }
    }
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

/// The stamp of an object that queries can filter on.
pub(super) fn stamp_of(schema: &ObjectSchema) -> Option<&'static str> {
    STAMPS.into_iter().find(|name| schema.fields.get(*name).is_some_and(|field| field.filterable))
}

/// Where a page of one query ended.
struct End {
    last: Option<(RecordId, Option<Timestamp>)>,
    page: Page,
}

/// Where the queries of one ask ended. Roles only where they were asked for.
struct Ends {
    rows: End,
    roles: Option<End>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Full,
    Last,
}

impl End {
    fn of(rows: &Rows<'_>, stamp: Option<&'static str>) -> End {
        let more = !rows.records.is_empty() && (!rows.done || rows.records.len() >= PAGE_ROWS);
        let last = rows.records.last().and_then(|row| {
            let id = row.id("Id")?;
            Some((id, stamp.and_then(|name| row.instant(name))))
        });
        End { last, page: if more { Page::Full } else { Page::Last } }
    }

    fn is_full(&self) -> bool {
        self.page == Page::Full
    }

    /// The last row of a full page, by stamp and id.
    fn after(&self) -> Result<After, ConnectorError> {
        let (id, stamp) = self.last.clone().ok_or_else(no_stamp)?;
        Ok(After { stamp: stamp.ok_or_else(no_stamp)?, id })
    }
}

impl Ends {
    fn more(&self) -> bool {
        self.rows.is_full() || self.roles.as_ref().is_some_and(End::is_full)
    }
}

fn no_stamp() -> ConnectorError {
    ConnectorError::Protocol("a full page whose last row has no stamp".to_owned())
}

/// A full page that ends where the one before did would be asked for again for ever (SEC32).
fn moved_on<T: PartialEq>(before: Option<&T>, last: &T) -> Result<(), ConnectorError> {
    if before == Some(last) {
        return Err(ConnectorError::Protocol("a page that does not move on".to_owned()));
    }
    Ok(())
}

/// Where the pull stands after a page. `newest` is the server's clock at this page.
fn next(place: Place, ends: Ends, newest: Option<Timestamp>) -> Result<Place, ConnectorError> {
    let seen = newest.map(less_overlap);
    match (place, ends.more()) {
        (Place::Extract(walk), _) => Ok(Place::Extract(walk)),
        (Place::Everything { after, then }, true) => {
            let (id, _) = ends.rows.last.ok_or_else(no_stamp)?;
            moved_on(after.as_ref(), &id)?;
            Ok(Place::Everything { after: Some(id), then: then.or(seen) })
        }
        (Place::Changes { from, after, then, roles }, true) => {
            let after = if ends.rows.is_full() {
                let last = ends.rows.after()?;
                moved_on(after.as_ref(), &last)?;
                Some(last)
            } else {
                after
            };
            let roles = onward(roles, &ends)?;
            Ok(Place::Changes { from, after, then: then.or(seen), roles })
        }
        (Place::Everything { then, .. }, false) => Ok(changes_from(then.or(seen))),
        (Place::Changes { from, then, .. }, false) => {
            let from = then.or(seen).unwrap_or(from).max(from);
            Ok(Place::Changes { from, after: None, then: None, roles: None })
        }
    }
}

/// Changes, once everything is read. Without any date they start at the beginning: dear, but
/// nothing is lost.
fn changes_from(then: Option<Timestamp>) -> Place {
    let from = then.unwrap_or(Timestamp::UNIX_EPOCH);
    Place::Changes { from, after: None, then: None, roles: None }
}

/// Where the changes of roles stand after a page that promises more of them or of the rows.
fn onward(before: Option<RoleWalk>, ends: &Ends) -> Result<Option<RoleWalk>, ConnectorError> {
    let rows_read = !ends.rows.is_full();
    let Some(roles) = &ends.roles else {
        return Ok(before.map(|walk| RoleWalk { rows_read, ..walk }));
    };
    let after = if roles.is_full() { Some(roles.after()?) } else { None };
    Ok(Some(RoleWalk { after, roles_read: !roles.is_full(), rows_read }))
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
