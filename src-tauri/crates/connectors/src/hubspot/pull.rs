//! Pulling changes by search.
//!
//! A walk reads everything that changed since `since`, sorted by id. Every page is a fresh query
//! for ids above the last one: so neither the cap of 10,000 results, nor thousands of records with
//! one stamp, nor a record that moves meanwhile can lose anything (P1). The next walk starts where
//! HubSpot's clock stood at the first page of this one, less the overlap, since its search lags.

use crosswalk_model::connector::{Cursor, PullAsk, PullPage};
use crosswalk_model::gate::Bucket;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, Timestamp};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::row::{self, Row};
use super::{account, api, refusal, stamp_of};
use crate::line::{Dispatch, Line, SendError, server_date};

#[cfg(test)]
mod tests;

/// Records a search page holds at most.
const PAGE: usize = 200;

/// How far a walk reaches back behind the start of the one before.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// The cursor: where a walk stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Walk {
    /// Only what changed from here on; absent in a backfill.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub since: Option<Timestamp>,
    /// The greatest id that was read in this walk.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last: Option<u64>,
    /// Where the next walk starts; known from the first page of this one on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    results: Vec<Row<'a>>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Paging {
    #[serde(default)]
    next: Option<serde::de::IgnoredAny>,
}

/// A walk that starts now.
pub(super) async fn cursor_now(line: &Line) -> Result<Cursor, ConnectorError> {
    Walk::from(less_overlap(clock(line).await?)).cursor()
}

/// A walk that starts so long ago.
pub(super) async fn cursor_back(
    line: &Line,
    by: std::time::Duration,
) -> Result<Cursor, ConnectorError> {
    let start = clock(line).await?.checked_sub(by).unwrap_or(Timestamp::UNIX_EPOCH);
    Walk::from(start).cursor()
}

/// HubSpot's own clock.
async fn clock(line: &Line) -> Result<Timestamp, ConnectorError> {
    let answer = account::details(line).await?;
    server_date(&answer.headers)
        .ok_or_else(|| ConnectorError::Protocol("HubSpot's answer carries no date".to_owned()))
}

/// The next page of one object.
pub(super) async fn page(
    line: &Line,
    schema: &ObjectSchema,
    ask: &PullAsk,
) -> Result<PullPage, ConnectorError> {
    let walk = ask.cursor.as_ref().map_or_else(|| Ok(Walk::default()), Walk::parse)?;
    let answer = line.send(search(schema, ask, &walk)?).await.map_err(SendError::of_a_read)?;
    if !answer.status.is_success() {
        return Err(refusal::of_object(&answer, &ask.object));
    }
    let found: Found<'_> =
        serde_json::from_slice(&answer.body).map_err(|error| api::malformed(&error))?;
    let records = found.results.iter().filter_map(|row| row.record(schema, &ask.fields)).collect();
    let greatest = found.results.iter().filter_map(|row| row.id.text()?.parse::<u64>().ok()).max();
    let more =
        found.results.len() >= PAGE || found.paging.is_some_and(|paging| paging.next.is_some());
    let next = walk.next_start(server_date(&answer.headers));
    let walk = if more { walk.onward(greatest, next)? } else { Walk::from(next) };
    Ok(PullPage { records, cursor: walk.cursor()?, more })
}

fn search(schema: &ObjectSchema, ask: &PullAsk, walk: &Walk) -> Result<Dispatch, ConnectorError> {
    let stamp = stamp_of(&schema.object);
    let since = walk.since.map(|since| {
        let value = since.as_millisecond().to_string();
        json!({ "propertyName": stamp.as_str(), "operator": "GTE", "value": value })
    });
    let last = walk.last.map(|last| {
        json!({ "propertyName": "hs_object_id", "operator": "GT", "value": last.to_string() })
    });
    let filters: Vec<_> = since.into_iter().chain(last).collect();
    let groups = if filters.is_empty() { json!([]) } else { json!([{ "filters": filters }]) };
    let body = json!({
        "filterGroups": groups,
        "sorts": [{ "propertyName": "hs_object_id", "direction": "ASCENDING" }],
        "properties": row::asked(schema, &ask.fields),
        "limit": PAGE,
    });
    let dispatch = api::post(api::objects(&ask.object, "/search"), &body, ask.purpose)?;
    Ok(Dispatch { bucket: Bucket::HubSpotSearch, ..dispatch })
}

impl Walk {
    pub(super) fn parse(cursor: &Cursor) -> Result<Walk, ConnectorError> {
        serde_json::from_str(&cursor.0)
            .map_err(|_| ConnectorError::Protocol("a cursor that this version did not make".into()))
    }

    pub(super) fn cursor(&self) -> Result<Cursor, ConnectorError> {
        let text = serde_json::to_string(self)
            .map_err(|error| ConnectorError::Protocol(format!("cursor: {error}")))?;
        Ok(Cursor(text))
    }

    /// Where the walk after this one starts, as the first page of this one fixes it.
    fn next_start(&self, clock: Option<Timestamp>) -> Timestamp {
        // Without a clock the next walk starts where this one did: slower, and nothing is lost.
        let start = clock.map(less_overlap).or(self.since).unwrap_or(Timestamp::UNIX_EPOCH);
        self.next.unwrap_or(start)
    }

    /// Where the walk stands after a page that promises more. If it did not move on, it would never
    /// end.
    fn onward(&self, greatest: Option<u64>, next: Timestamp) -> Result<Walk, ConnectorError> {
        if greatest <= self.last {
            return Err(ConnectorError::Protocol("a search that does not move on".to_owned()));
        }
        Ok(Walk { since: self.since, last: greatest, next: Some(next) })
    }
}

impl From<Timestamp> for Walk {
    fn from(since: Timestamp) -> Walk {
        Walk { since: Some(since), ..Walk::default() }
    }
}

pub(super) fn less_overlap(clock: Timestamp) -> Timestamp {
    clock.checked_sub(OVERLAP).unwrap_or(Timestamp::UNIX_EPOCH)
}
