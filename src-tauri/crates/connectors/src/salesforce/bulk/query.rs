//! Reads everything beyond an id by a query job: ten thousand rows to a call, where a query's page
//! brings two.

use std::time::Duration;

use bytes::Bytes;
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{ConnectorError, ObjectName, RecordId};
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::{JobState, Kind};
use crate::line::Answer;
use crate::salesforce::SalesforceConnector;
use crate::salesforce::composite::{JSON, json};
use crate::salesforce::errors::unreadable;
use crate::salesforce::rows::Row;
use crate::salesforce::{kinds, soql};

/// From so many records on, a job takes fewer calls than pages do: it costs some five before its
/// first row, as much as pages of ten thousand records.
pub(in crate::salesforce) const FROM: u64 = 20_000;

/// Rows of a page of results: what comes in one answer is in memory at once.
const PAGE_ROWS: usize = 10_000;

/// Pauses between looks at a job: doubling from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LAST_PAUSE: Duration = Duration::from_secs(60);

/// How long one pass waits for a job at most, in looks: about two hours.
const LOOKS_MAX: u32 = 120;

/// What the vendor writes for "no more pages".
const NO_MORE: &str = "null";

#[derive(Serialize)]
struct QueryRequest<'a> {
    operation: &'static str,
    query: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    s_objects: Vec<CountOf>,
}

#[derive(Deserialize)]
struct CountOf {
    name: String,
    count: u64,
}

/// What a look at a query job came to.
pub(in crate::salesforce) enum Extract {
    /// It is not ready yet.
    Waits,
    /// Some of its rows.
    Page(ResultPage),
    /// It will never be: what it would have brought has to be read in another way.
    Gone,
}

/// A page of a job's results, as it came.
pub(in crate::salesforce) struct ResultPage {
    body: Bytes,
    /// Where the next page is, if there is one.
    pub(in crate::salesforce) next: Option<String>,
}

impl ResultPage {
    /// What a caller makes of its rows, which look like those of a query. One row is read at a time:
    /// ten thousand of them beside what they become would be the most that a first pass holds.
    ///
    /// # Errors
    /// [`ConnectorError::Protocol`] when the page is no CSV.
    pub(in crate::salesforce) fn read<T>(
        &self,
        schema: &ObjectSchema,
        become_one: impl Fn(&Row<'_>) -> Option<T>,
    ) -> Result<Vec<T>, ConnectorError> {
        let broken = |error: csv::Error| ConnectorError::Protocol(format!("csv: {error}"));
        let mut lines = csv::ReaderBuilder::new().from_reader(self.body.as_ref());
        let header = lines.headers().map_err(broken)?.clone();
        let kinds: Vec<Option<ValueKind>> =
            header.iter().map(|name| schema.fields.get(name).map(|it| it.kind)).collect();
        let (mut line, mut read) = (csv::StringRecord::new(), Vec::new());
        while lines.read_record(&mut line).map_err(broken)? {
            let cells = line.iter().zip(&kinds).map(|(cell, kind)| raw(cell, *kind));
            let cells: Vec<Box<RawValue>> = cells.collect::<Result<_, _>>()?;
            let row = Row(header.iter().zip(cells.iter().map(AsRef::as_ref)).collect());
            read.extend(become_one(&row));
        }
        Ok(read)
    }
}

/// How long to wait before the next look.
pub(in crate::salesforce) fn pause(looks: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(1 << looks.min(5)).min(LAST_PAUSE)
}

/// Whether a pass has waited long enough for one job.
pub(in crate::salesforce) const fn enough(looks: u32) -> bool {
    looks >= LOOKS_MAX
}

impl SalesforceConnector {
    /// About how many records an object has; `None` where the vendor does not say.
    pub(in crate::salesforce) async fn about_how_many(
        &self,
        object: &ObjectName,
        purpose: Purpose,
    ) -> Result<Option<u64>, ConnectorError> {
        let path = format!("/limits/recordCount?sObjects={}", soql::name(kinds::wire(object))?);
        let answer = self.get(self.data_path(&path), purpose).await?;
        if !answer.status.is_success() {
            return Ok(None);
        }
        let counts: Counts = serde_json::from_slice(&answer.body)
            .map_err(|error| unreadable("record counts", &error))?;
        let this = counts.s_objects.iter().find(|it| it.name == kinds::wire(object));
        Ok(this.map(|it| it.count))
    }

    /// Begins a query job, deleted rows included.
    pub(in crate::salesforce) async fn extract_begun(
        &self,
        query: &str,
        purpose: Purpose,
    ) -> Result<RecordId, ConnectorError> {
        let body = (json(&QueryRequest { operation: "queryAll", query })?, JSON);
        self.job_opened(Kind::Query, body, purpose).await
    }

    /// A page of a job's results, from `locator` on, if the job is done. Without a locator it is
    /// looked at first.
    pub(in crate::salesforce) async fn extract_page(
        &self,
        (job, locator): (&RecordId, Option<&str>),
        purpose: Purpose,
    ) -> Result<Extract, ConnectorError> {
        if locator.is_none() {
            match self.job(Kind::Query, &format!("/{job}"), purpose).await?.map(|job| job.state) {
                Some(JobState::JobComplete) => {}
                Some(JobState::UploadComplete | JobState::InProgress) => return Ok(Extract::Waits),
                Some(JobState::Open | JobState::Failed | JobState::Aborted) | None => {
                    return Ok(Extract::Gone);
                }
            }
        }
        let mut path = format!("/{job}/results?maxRecords={PAGE_ROWS}");
        if let Some(locator) = locator {
            path.push_str("&locator=");
            path.extend(utf8_percent_encode(locator, NON_ALPHANUMERIC));
        }
        match self.job_call(Kind::Query, Method::GET, (&path, None), purpose).await {
            Ok(answer) => Ok(Extract::Page(page(answer))),
            Err(ConnectorError::Refused(words)) if matches!(words.status, 404 | 409 | 400) => {
                tracing::warn!(code = words.code, "a query job's results cannot be read");
                Ok(Extract::Gone)
            }
            Err(error) => Err(error),
        }
    }
}

fn page(answer: Answer) -> ResultPage {
    let next = answer.headers.get("sforce-locator").and_then(|value| value.to_str().ok());
    let next = next.filter(|locator| *locator != NO_MORE && !locator.is_empty());
    ResultPage { next: next.map(str::to_owned), body: answer.body }
}

/// A cell as a query's answer would have it: an empty one is a null.
fn raw(cell: &str, kind: Option<ValueKind>) -> Result<Box<RawValue>, ConnectorError> {
    let flag = kind == Some(ValueKind::Boolean);
    let raw = match cell {
        "" => to_raw_value(&()),
        "true" if flag => to_raw_value(&true),
        "false" if flag => to_raw_value(&false),
        text => to_raw_value(text),
    };
    raw.map_err(|error| unreadable("cell", &error))
}
