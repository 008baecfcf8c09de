//! Loads by Bulk API 2.0: creates of thousands of rows in some seven calls, whatever their number.
//!
//! The job's id is known before anything is uploaded. Whoever keeps it can take a load up again
//! after a crash, so that a slow job is never taken for a failed one and loaded twice.

pub(super) mod query;
mod table;

use bytes::Bytes;
use crosswalk_model::connector::{Load, LoadSize, LoadState, RowOutcome, WriteBatch, WriteKind};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, FieldName, RecordId};
use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};

use self::table::Table;
use super::SalesforceConnector;
use super::composite::{JSON, json};
use super::errors::{of_a_read, success, unreadable};
use super::roles;
use super::write::named;
use super::{ids, kinds, soql};
use crate::line::{Answer, Repeat};

/// Below so many rows, composites are cheaper and tell at once.
pub const LOADS_FROM: usize = 2_000;

/// Rows of one load. The vendor takes more; they and their outcomes have to fit into our memory, some
/// 5 kB a row, and a load more costs seven calls.
const MOST: usize = 15_000;

/// Bytes of one load. The vendor takes 100 MB; the results repeat every row, and no answer may be
/// larger than 64 MB.
const UPLOAD_MAX: usize = 48_000_000;

/// How far a job is, in the vendor's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum JobState {
    /// Nothing is loaded until it is closed: it can be aborted without a trace.
    Open,
    /// Closed and queued.
    UploadComplete,
    InProgress,
    /// Every row has an outcome. Not every outcome is good.
    JobComplete,
    /// Stopped for good; rows that came first may be loaded.
    Failed,
    /// Given up by somebody.
    Aborted,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LoadRequest<'a> {
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
    state: JobState,
    #[serde(default)]
    number_records_processed: Option<u64>,
    #[serde(default)]
    number_records_failed: Option<u64>,
}

/// Which of the two kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ingest,
    Query,
}

impl Kind {
    const fn path(self) -> &'static str {
        match self {
            Kind::Ingest => "/jobs/ingest",
            Kind::Query => "/jobs/query",
        }
    }
}

/// How many rows a load takes: upserts only, since what is changed or deleted is checked right
/// before, which a queue cannot promise.
pub(super) const fn size(kind: &WriteKind, from: usize) -> Option<LoadSize> {
    match kind {
        WriteKind::Upsert { .. } => Some(LoadSize { from, most: MOST }),
        WriteKind::Update | WriteKind::Delete => None,
    }
}

impl SalesforceConnector {
    /// Opens a job; one that is not heard of again stays empty and does no harm.
    pub(super) async fn load_opened(&self, batch: &WriteBatch) -> Result<Load, ConnectorError> {
        if kinds::is_one(&batch.object) {
            // A column of the table would have to say the kind; composites do.
            return Err(ConnectorError::Protocol("tasks of one kind are not loaded".to_owned()));
        }
        let id_field = id_field(batch)?;
        let request = LoadRequest {
            object: soql::name(batch.object.as_str())?,
            operation: "upsert",
            external_id_field_name: soql::name(id_field.as_str())?,
            content_type: "CSV",
            column_delimiter: "COMMA",
            line_ending: "LF",
        };
        Table::of(batch, id_field).csv(UPLOAD_MAX)?;
        let body = (json(&request)?, JSON);
        let job = self.job_opened(Kind::Ingest, body, batch.purpose).await?;
        Ok(Load(job.to_string()))
    }

    /// Uploads the rows and closes the job, which starts it.
    pub(super) async fn load_started(
        &self,
        load: &Load,
        batch: &WriteBatch,
    ) -> Result<(), ConnectorError> {
        let body = Table::of(batch, id_field(batch)?).csv(UPLOAD_MAX)?;
        let body = Some((Bytes::from(body), "text/csv"));
        let path = path(load, "/batches")?;
        self.job_call(Kind::Ingest, Method::PUT, (&path, body), batch.purpose).await?;
        self.set_state(load, "UploadComplete", batch.purpose).await
    }

    /// What became of the job, and of every row by the value of its id field.
    pub(super) async fn load_looked_at(
        &self,
        load: &Load,
        batch: &WriteBatch,
    ) -> Result<LoadState, ConnectorError> {
        let Some(job) = self.job(Kind::Ingest, &path(load, "")?, batch.purpose).await? else {
            return Ok(LoadState::Forgotten);
        };
        match job.state {
            JobState::Open => {
                self.set_state(load, "Aborted", batch.purpose).await?;
                Ok(LoadState::GivenUp)
            }
            JobState::UploadComplete | JobState::InProgress => Ok(LoadState::Running),
            JobState::JobComplete | JobState::Failed | JobState::Aborted => {
                self.load_outcomes(load, batch, &job).await.map(LoadState::Done)
            }
        }
    }

    async fn load_outcomes(
        &self,
        load: &Load,
        batch: &WriteBatch,
        job: &JobAnswer,
    ) -> Result<Vec<RowOutcome>, ConnectorError> {
        let mut table = Table::of(batch, id_field(batch)?);
        if job.number_records_processed != Some(0) {
            table.successful(&self.job_results(load, "/successfulResults", batch).await?)?;
        }
        if job.number_records_failed != Some(0) && table.has_open_rows() {
            table.failed(&self.job_results(load, "/failedResults", batch).await?)?;
        }
        if table.has_open_rows() {
            table.unprocessed(&self.job_results(load, "/unprocessedrecords", batch).await?)?;
        }
        let mut outcomes = table.outcomes();
        // Of a load it is the job that a person finds in Setup.
        named(&mut outcomes, Some(&load.0));
        if batch.rows.iter().any(roles::write::are_in) {
            self.carry_out_roles(batch, &mut outcomes).await;
        }
        self.read_stored(batch, &mut outcomes).await;
        let each = outcomes.into_iter();
        Ok(each.map(|(key, result)| RowOutcome { key, result }).collect())
    }

    async fn job_results(
        &self,
        load: &Load,
        which: &str,
        batch: &WriteBatch,
    ) -> Result<Bytes, ConnectorError> {
        let path = path(load, which)?;
        let call = self.job_call(Kind::Ingest, Method::GET, (&path, None), batch.purpose);
        Ok(call.await?.body)
    }

    async fn set_state(
        &self,
        load: &Load,
        state: &'static str,
        purpose: Purpose,
    ) -> Result<(), ConnectorError> {
        let body = Some((json(&StateRequest { state })?, JSON));
        let path = path(load, "")?;
        self.job_call(Kind::Ingest, Method::PATCH, (&path, body), purpose).await.map(|_| ())
    }

    /// A new job's id.
    async fn job_opened(
        &self,
        kind: Kind,
        body: (Bytes, &'static str),
        purpose: Purpose,
    ) -> Result<RecordId, ConnectorError> {
        let answer = self.job_call(kind, Method::POST, ("", Some(body)), purpose).await?;
        ids::normalise(&job_answer(&answer)?.id)
            .ok_or_else(|| ConnectorError::Protocol("a job without an id".to_owned()))
    }

    /// A job, unless the vendor has forgotten it: jobs are kept for seven days.
    async fn job(
        &self,
        kind: Kind,
        path: &str,
        purpose: Purpose,
    ) -> Result<Option<JobAnswer>, ConnectorError> {
        let dispatch = self.job_dispatch(kind, Method::GET, path, purpose);
        let answer = self.line.send(dispatch).await.map_err(of_a_read)?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        job_answer(&success(answer)?).map(Some)
    }

    /// One call of a job. Paths are built from the job's id: the `contentUrl` of an answer is
    /// never followed.
    async fn job_call(
        &self,
        kind: Kind,
        method: Method,
        (path, body): (&str, Option<(Bytes, &'static str)>),
        purpose: Purpose,
    ) -> Result<Answer, ConnectorError> {
        let mut dispatch = self.job_dispatch(kind, method, path, purpose);
        dispatch.body = body;
        if path.ends_with("esults") || path.ends_with("records") || path.contains("/results?") {
            dispatch.headers =
                vec![(http::header::ACCEPT, http::HeaderValue::from_static("text/csv"))];
        }
        success(self.line.send(dispatch).await.map_err(of_a_read)?)
    }

    fn job_dispatch(
        &self,
        kind: Kind,
        method: Method,
        path: &str,
        purpose: Purpose,
    ) -> crate::line::Dispatch {
        let repeat = if method == Method::GET { Repeat::Safe } else { Repeat::OnlyUnsent };
        self.dispatch(method, self.data_path(&format!("{}{path}", kind.path())), purpose, repeat)
    }
}

/// A path below a load's job. The name was kept by others: it has to be an id all the same.
fn path(load: &Load, rest: &str) -> Result<String, ConnectorError> {
    let id = ids::normalise(&load.0)
        .ok_or_else(|| ConnectorError::Protocol("a load that is no job's id".to_owned()))?;
    Ok(format!("/{id}{rest}"))
}

fn job_answer(answer: &Answer) -> Result<JobAnswer, ConnectorError> {
    serde_json::from_slice(&answer.body).map_err(|error| unreadable("job", &error))
}

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
