//! Loads by Bulk API 2.0: upserts of thousands of rows in about nine calls.
//!
//! The job's id is known before anything is uploaded. Whoever keeps it can take a load up again
//! after a crash, so that a slow job is never taken for a failed one and loaded twice.

mod table;

use std::time::Duration;

use bytes::Bytes;
use crosswalk_model::connector::{RowOutcome, WriteBatch, WriteKind};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, FieldName, ObjectName, RecordId, VendorWords};
use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};

use self::table::Table;
use super::SalesforceConnector;
use super::composite::{JSON, json};
use super::errors::{of_a_read, success, unreadable};
use super::{ids, soql};
use crate::line::{Answer, Repeat};

/// A job takes no more: 150 MB after the vendor's own encoding.
const UPLOAD_MAX: usize = 100_000_000;

/// Pauses between looks at a job: doubling from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LAST_PAUSE: Duration = Duration::from_secs(60);

/// Looks before giving a job up for now: about two hours.
const LOOKS_MAX: u32 = 120;

/// A job at Salesforce.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BulkJob(RecordId);

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkState {
    /// Nothing is loaded until it is closed: it can be aborted without a trace.
    Open,
    /// Closed, queued or running.
    Working,
    /// Every row has an outcome. Not every outcome is good.
    Complete,
    /// Stopped for good; rows that came first may be loaded.
    Failed {
        /// The vendor's words.
        why: String,
    },
    /// Given up by somebody.
    Aborted,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JobRequest<'a> {
    object: &'a str,
    operation: &'static str,
    external_id_field_name: &'a str,
    content_type: &'static str,
    column_delimiter: &'static str,
    line_ending: &'static str,
}

#[derive(Serialize)]
struct StateRequest {
    state: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JobAnswer {
    id: String,
    state: String,
    #[serde(default)]
    error_message: Option<String>,
}

impl SalesforceConnector {
    /// Opens a job of upserts. Keep its id before uploading.
    ///
    /// # Errors
    /// [`ConnectorError`]; a job that was opened all the same stays empty and does no harm.
    pub async fn bulk_open(
        &self,
        object: &ObjectName,
        id_field: &FieldName,
        purpose: Purpose,
    ) -> Result<BulkJob, ConnectorError> {
        let request = JobRequest {
            object: soql::name(object.as_str())?,
            operation: "upsert",
            external_id_field_name: soql::name(id_field.as_str())?,
            content_type: "CSV",
            column_delimiter: "COMMA",
            line_ending: "LF",
        };
        let body = (json(&request)?, JSON);
        let answer = self.bulk(Method::POST, String::new(), Some(body), purpose).await?;
        let job: JobAnswer = job_answer(&answer)?;
        ids::normalise(&job.id)
            .map(BulkJob)
            .ok_or_else(|| ConnectorError::Protocol("a job without an id".to_owned()))
    }

    /// Uploads the rows and closes the job, which starts it. Takes any number of rows up to
    /// 100 MB; rows that cannot be sent are left out here and named by [`Self::bulk_outcomes`].
    ///
    /// # Errors
    /// [`ConnectorError`]. While the job is [`BulkState::Open`], nothing was loaded: abort it.
    pub async fn bulk_upload(
        &self,
        job: &BulkJob,
        batch: &WriteBatch,
    ) -> Result<(), ConnectorError> {
        let table = Table::of(batch, id_field(batch)?);
        let body = table.csv()?;
        if body.len() > UPLOAD_MAX {
            return Err(ConnectorError::Protocol("more than 100 MB in a job".to_owned()));
        }
        let body = Some((Bytes::from(body), "text/csv"));
        self.bulk(Method::PUT, job.path("/batches"), body, batch.purpose).await?;
        self.set_state(job, "UploadComplete", batch.purpose).await
    }

    /// Gives a job up.
    ///
    /// # Errors
    /// [`ConnectorError`].
    pub async fn bulk_abort(&self, job: &BulkJob, purpose: Purpose) -> Result<(), ConnectorError> {
        self.set_state(job, "Aborted", purpose).await
    }

    /// How far a job is.
    ///
    /// # Errors
    /// [`ConnectorError`].
    pub async fn bulk_state(
        &self,
        job: &BulkJob,
        purpose: Purpose,
    ) -> Result<BulkState, ConnectorError> {
        let answer = self.bulk(Method::GET, job.path(""), None, purpose).await?;
        let job = job_answer(&answer)?;
        match job.state.as_str() {
            "Open" => Ok(BulkState::Open),
            "UploadComplete" | "InProgress" => Ok(BulkState::Working),
            "JobComplete" => Ok(BulkState::Complete),
            "Failed" => Ok(BulkState::Failed { why: job.error_message.unwrap_or_default() }),
            "Aborted" => Ok(BulkState::Aborted),
            other => Err(ConnectorError::Protocol(format!("a job in state {other}"))),
        }
    }

    /// Waits for a closed job and tells what became of every row, by the value of its id field.
    ///
    /// # Errors
    /// [`ConnectorError::Unavailable`] when it is still running: ask again later with the same
    /// job. [`ConnectorError::Protocol`] when it was never closed.
    pub async fn bulk_outcomes(
        &self,
        job: &BulkJob,
        batch: &WriteBatch,
    ) -> Result<Vec<RowOutcome>, ConnectorError> {
        let mut table = Table::of(batch, id_field(batch)?);
        self.wait(job, batch.purpose).await?;
        let done = self.bulk(Method::GET, job.path("/successfulResults"), None, batch.purpose);
        table.successful(&done.await?.body)?;
        let failed = self.bulk(Method::GET, job.path("/failedResults"), None, batch.purpose);
        table.failed(&failed.await?.body)?;
        if table.has_open_rows() {
            let rest = self.bulk(Method::GET, job.path("/unprocessedrecords"), None, batch.purpose);
            table.unprocessed(&rest.await?.body)?;
        }
        Ok(table.outcomes())
    }

    async fn wait(&self, job: &BulkJob, purpose: Purpose) -> Result<(), ConnectorError> {
        let mut pause = FIRST_PAUSE;
        for _ in 0..LOOKS_MAX {
            match self.bulk_state(job, purpose).await? {
                BulkState::Complete | BulkState::Failed { .. } | BulkState::Aborted => {
                    return Ok(());
                }
                BulkState::Open => {
                    return Err(ConnectorError::Protocol("the job was never closed".to_owned()));
                }
                BulkState::Working => tokio::time::sleep(pause).await,
            }
            pause = (pause * 2).min(LAST_PAUSE);
        }
        Err(ConnectorError::Unavailable(VendorWords {
            code: "JOB_STILL_RUNNING".to_owned(),
            message: format!("bulk job {} is still running", job.0),
            ..VendorWords::default()
        }))
    }

    async fn set_state(
        &self,
        job: &BulkJob,
        state: &'static str,
        purpose: Purpose,
    ) -> Result<(), ConnectorError> {
        let body = Some((json(&StateRequest { state })?, JSON));
        self.bulk(Method::PATCH, job.path(""), body, purpose).await.map(|_| ())
    }

    /// One call of a job. Paths are built from the job's id: the `contentUrl` of an answer is
    /// never followed.
    async fn bulk(
        &self,
        method: Method,
        rest: String,
        body: Option<(Bytes, &'static str)>,
        purpose: Purpose,
    ) -> Result<Answer, ConnectorError> {
        let repeat = if method == Method::GET { Repeat::Safe } else { Repeat::OnlyUnsent };
        let path = self.data_path(&format!("/jobs/ingest{rest}"));
        let mut dispatch = self.dispatch(method, path, purpose, repeat);
        dispatch.body = body;
        if rest.ends_with("esults") || rest.ends_with("records") {
            dispatch.headers =
                vec![(http::header::ACCEPT, http::HeaderValue::from_static("text/csv"))];
        }
        let answer = self.line.send(dispatch).await.map_err(of_a_read)?;
        if answer.status == StatusCode::NOT_FOUND {
            return Err(ConnectorError::Protocol("the job is gone: kept seven days".to_owned()));
        }
        success(answer)
    }
}

impl BulkJob {
    fn path(&self, rest: &str) -> String {
        format!("/{}{rest}", self.0)
    }
}

fn job_answer(answer: &Answer) -> Result<JobAnswer, ConnectorError> {
    serde_json::from_slice(&answer.body).map_err(|error| unreadable("job", &error))
}

/// Updates and deletes are checked right before they are written, which a queue cannot promise.
fn id_field(batch: &WriteBatch) -> Result<&FieldName, ConnectorError> {
    match &batch.kind {
        WriteKind::Upsert { id_field } => Ok(id_field),
        WriteKind::Update | WriteKind::Delete => {
            Err(ConnectorError::Protocol("bulk loads are for upserts".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests;
