//! Opt-outs. A status belongs to an address, not to a contact.
//!
//! Invariant: nothing here can subscribe anyone; `unsubscribe-all` is the only write.

use crosswalk_model::ConnectorError;
use crosswalk_model::connector::OptOutStatus;
use crosswalk_model::gate::Purpose;
use serde::Deserialize;

use super::{VERSION, api, content};
use crate::line::{Dispatch, Line};

#[derive(Deserialize)]
struct Statuses {
    #[serde(default)]
    results: Vec<Status>,
}

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    timestamp: Option<String>,
}

/// Opts an address out of everything. Doing it twice is the same. A yes counts only in HubSpot's
/// own words: a page that something on the way answers with is none, whatever its status.
pub(super) async fn opt_out(line: &Line, email: &str) -> Result<(), ConnectorError> {
    let post = api::get(unsubscribed_from_all(email), Purpose::OptOut);
    let post = Dispatch { method: http::Method::POST, ..post };
    let said: Statuses = api::parse(&api::read(line, post).await?)?;
    if said.results.iter().any(Status::is_out) {
        return Ok(());
    }
    let held = ask(line, unsubscribed_from_all(email)).await?;
    if held.results.iter().any(Status::is_out) {
        return Ok(());
    }
    Err(ConnectorError::Protocol("an opt-out was answered and did not take".to_owned()))
}

/// Reads the status of every address, with the source where HubSpot tells it.
pub(super) async fn status(
    line: &Line,
    emails: &[String],
) -> Result<Vec<OptOutStatus>, ConnectorError> {
    let mut statuses = Vec::with_capacity(emails.len());
    for email in emails {
        statuses.push(one(line, email).await?);
    }
    Ok(statuses)
}

async fn one(line: &Line, email: &str) -> Result<OptOutStatus, ConnectorError> {
    let all = ask(line, unsubscribed_from_all(email)).await?;
    let single = ask(line, statuses(email, "")).await?;
    // Empty results are the documented "not opted out of everything".
    let opted_out = all.results.iter().any(Status::is_out);
    let newest = single.results.iter().max_by_key(|status| status.at());
    let at = all.results.iter().filter_map(Status::at).max();
    Ok(OptOutStatus {
        email: email.to_owned(),
        opted_out: Some(opted_out),
        source: newest.and_then(|status| status.source.clone()).filter(|text| !text.is_empty()),
        at: at.or_else(|| newest.and_then(Status::at)),
    })
}

impl Status {
    fn is_out(&self) -> bool {
        self.status.as_deref() != Some("SUBSCRIBED")
    }

    fn at(&self) -> Option<crosswalk_model::Timestamp> {
        self.timestamp.as_deref().and_then(content::instant)
    }
}

async fn ask(line: &Line, path: String) -> Result<Statuses, ConnectorError> {
    let answer = api::read(line, api::get(path, Purpose::Sync)).await?;
    api::parse(&answer)
}

fn unsubscribed_from_all(email: &str) -> String {
    statuses(email, "/unsubscribe-all")
}

fn statuses(email: &str, tail: &str) -> String {
    let address = api::segment(email);
    format!("/communication-preferences/{VERSION}/statuses/{address}{tail}?channel=EMAIL")
}
