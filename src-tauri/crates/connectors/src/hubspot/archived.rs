//! Archived records. HubSpot lists them apart and in no order of time, so the whole list is read.

use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, Life, ObjectName, Record, RecordRef, Timestamp};
use serde::Deserialize;

use super::row::{MERGED, Row};
use super::{api, refusal, stamp_of};
use crate::line::{Line, SendError};

/// Records of one page.
const PAGE: usize = 100;
/// Pages that are read at most: 5,000,000 archived records in 90 days.
const MAX_PAGES: usize = 50_000;

#[derive(Deserialize)]
struct Listing<'a> {
    #[serde(borrow)]
    results: Vec<Row<'a>>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
pub(super) struct Paging {
    #[serde(default)]
    pub next: Option<Next>,
}

/// The next page. Its `link` is never followed: `after` says the same and cannot lead elsewhere.
#[derive(Deserialize)]
pub(super) struct Next {
    pub after: String,
}

/// Everything that was archived at or after `since`.
pub(super) async fn deleted_since(
    line: &Line,
    object: &ObjectName,
    since: Timestamp,
) -> Result<Vec<Record>, ConnectorError> {
    let mut records = Vec::new();
    let mut after: Option<String> = None;
    for _ in 0..MAX_PAGES {
        let page = after
            .as_deref()
            .map_or_else(String::new, |after| format!("&after={}", api::segment(after)));
        let stamp = stamp_of(object);
        let tail = format!("?archived=true&limit={PAGE}&properties={stamp},{MERGED}{page}");
        let dispatch = api::get(api::objects(object, &tail), Purpose::Sync);
        let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
        if !answer.status.is_success() {
            return Err(refusal::of_object(&answer, object));
        }
        let listing: Listing<'_> =
            serde_json::from_slice(&answer.body).map_err(|error| api::malformed(&error))?;
        let evidence = listing.results.iter().filter_map(|row| evidence(row, object, since));
        records.extend(evidence);
        after = listing.paging.and_then(|paging| paging.next).map(|next| next.after);
        if after.is_none() {
            return Ok(records);
        }
    }
    Err(ConnectorError::Protocol("an archived listing that does not end".to_owned()))
}

fn evidence(row: &Row<'_>, object: &ObjectName, since: Timestamp) -> Option<Record> {
    let archived_at = row.archived_at();
    // Without a time it may be new.
    let recent = archived_at.is_none_or(|at| at >= since);
    let id = row.id().filter(|_| row.archived && recent)?;
    Some(Record {
        at: RecordRef { object: object.clone(), id },
        life: Life::Deleted,
        modified: archived_at,
        modified_by: None,
        absorbed: row.absorbed(),
        fields: std::collections::BTreeMap::new(),
    })
}
