//! How far back Salesforce can still tell of deletes.

use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, ObjectName};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::SalesforceConnector;
use super::errors::{error, of_a_read, unreadable, words};
use super::kinds;
use super::soql::name;
use super::values::instant;
use crate::line::Repeat;

/// The span that is asked for: the answer says how far the log reaches whatever the span, and a
/// shorter one is refused once both ends are cut to the minute.
const SHORT_SPAN: SignedDuration = SignedDuration::from_secs(120);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeleteLog {
    earliest_date_available: String,
}

impl SalesforceConnector {
    /// Whether the log of deletes of an object reaches back so far. It keeps 15 days, and less where
    /// an org deletes much.
    pub(super) async fn delete_log_reaches(
        &self,
        object: &ObjectName,
        since: Timestamp,
    ) -> Result<bool, ConnectorError> {
        let until = since.saturating_add(SHORT_SPAN).unwrap_or(Timestamp::MAX);
        let span = format!("start={}&end={}", log_time(since), log_time(until));
        let path =
            self.data_path(&format!("/sobjects/{}/deleted/?{span}", name(kinds::wire(object))?));
        let dispatch = self.dispatch(http::Method::GET, path, Purpose::Sync, Repeat::Safe);
        let answer = self.line.send(dispatch).await.map_err(of_a_read)?;
        if answer.status.is_success() {
            let log: DeleteLog = serde_json::from_slice(&answer.body)
                .map_err(|error| unreadable("deleted", &error))?;
            return Ok(instant(&log.earliest_date_available).is_some_and(|it| it <= since));
        }
        let words = words(answer.status.as_u16(), &answer.body);
        match words.code.as_str() {
            // The beginning is older than anything that the log keeps.
            "INVALID_REPLICATION_DATE" => Ok(false),
            // The object has no log, so none can have run out.
            "INVALID_TYPE_FOR_OPERATION" => Ok(true),
            _ => Err(error(words, Some(object))),
        }
    }
}

/// Whole seconds in UTC.
fn log_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests;
