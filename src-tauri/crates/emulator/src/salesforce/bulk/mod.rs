//! Bulk API 2.0: `/jobs/ingest` and `/jobs/query`.
//!
//! Invariant: a job's rows pass the same doors as single rows; only the order, the batches and
//! the CSV are its own.

mod create;
mod csv;
mod extract;
mod job;
mod load;
mod pace;
mod results;
mod settings;

use std::collections::BTreeMap;

use http::Method;
use serde_json::{Value, json};

pub use settings::{BulkPace, BulkSettings};

use self::job::{Job, State, Work};
use super::limits::Usage;
use super::rows::wrong_method;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::Org;

/// The jobs of an org.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    held: BTreeMap<String, Job>,
    made: u64,
    pub(crate) batches: Usage,
    pub(crate) queries: Usage,
}

/// Jobs of one page of a list.
const PAGE: usize = 1_000;

impl Org {
    /// Everything under `/jobs`.
    pub(crate) fn jobs(&mut self, call: &Call<'_>, ask: &Ask) -> Answer {
        let path: Vec<&str> = ask.path.iter().map(String::as_str).collect();
        let result = match path.as_slice() {
            ["jobs", family @ ("ingest" | "query")] => self.job_list(call, ask, family),
            ["jobs", family @ ("ingest" | "query"), id] => self.one_job(call, ask, (family, id)),
            ["jobs", "ingest", id, "batches"] => self.upload(call, ask, id),
            ["jobs", family @ ("ingest" | "query"), id, part] if ask.method == Method::GET => {
                self.job_part(call, ask, (family, id, part))
            }
            _ => Err(Refusal::not_found()),
        };
        result.unwrap_or_else(Answer::from).at(route(&ask.method, &path))
    }

    fn job_list(&mut self, call: &Call<'_>, ask: &Ask, family: &str) -> Result<Answer, Refusal> {
        if ask.method == Method::POST {
            return match family {
                "ingest" => self.create_load(call, ask),
                _ => self.create_query(call, ask),
            };
        }
        if ask.method != Method::GET {
            return Err(wrong_method(&ask.method));
        }
        let kind = |job: &&Job| {
            let own = if job.family() == "ingest" { "V2Ingest" } else { "V2Query" };
            job.family() == family && ask.param("jobType").is_none_or(|wanted| wanted == own)
        };
        let after = ask.param("queryLocator").unwrap_or("");
        let found = self.jobs.held.values().filter(kind).filter(|job| job.id.as_str() > after);
        let found: Vec<&Job> = found.take(PAGE + 1).collect();
        let page = &found[..found.len().min(PAGE)];
        let next = page.last().filter(|_| found.len() > PAGE).map(|last| {
            format!("/services/data/v{}.0/jobs/{family}?queryLocator={}", call.version, last.id)
        });
        let records: Vec<Value> = page.iter().map(|job| job.told()).collect();
        let body = json!({"done": next.is_none(), "records": records, "nextRecordsUrl": next});
        Ok(Answer::json(200, body))
    }

    fn one_job(
        &mut self,
        call: &Call<'_>,
        ask: &Ask,
        (family, id): (&str, &str),
    ) -> Result<Answer, Refusal> {
        let id = self.job_id(family, id)?;
        if ask.method == Method::GET {
            self.look(call, &id);
            return Ok(Answer::json(200, self.job(&id)?.told_whole()));
        }
        if ask.method == Method::DELETE {
            let job = self.job(&id)?;
            let settled = job.state.is_final() || job.state == State::UploadComplete;
            if !settled && call.turn.on("salesforce.bulk.job_states") {
                return Err(job.wrong_state("Deleting the job"));
            }
            self.jobs.held.remove(&id);
            return Ok(Answer::empty(204).wrote());
        }
        if ask.method != Method::PATCH {
            return Err(wrong_method(&ask.method));
        }
        let body = ask.object()?;
        let [state] = job::texts(&body, ["state"])?;
        self.turn_job(call, &id, state.as_deref().unwrap_or(""))
    }

    /// Closes or aborts a job.
    fn turn_job(&mut self, call: &Call<'_>, id: &str, state: &str) -> Result<Answer, Refusal> {
        let job = self.jobs.held.get_mut(id).ok_or_else(Refusal::not_found)?;
        match state {
            "UploadComplete" => {
                let uploaded = matches!(&job.work, Work::Load(load) if load.upload.is_some());
                let strict = call.turn.on("salesforce.bulk.job_states");
                if strict && (job.state != State::Open || !uploaded) {
                    return Err(job.wrong_state("Closing without an upload"));
                }
                job.state = State::UploadComplete;
                job.closed = Some(call.turn.now);
            }
            "Aborted" if call.turn.on("salesforce.bulk.abort") => {
                if job.state.is_final() {
                    return Err(job.wrong_state("Aborting"));
                }
                job.state = State::Aborted;
            }
            other => return Err(job::invalid(&format!("Unknown state: {other}"))),
        }
        job.changed = call.turn.now;
        Ok(Answer::json(200, job.told()).wrote())
    }

    /// `PUT /jobs/ingest/{id}/batches`: the rows, once.
    fn upload(&mut self, call: &Call<'_>, ask: &Ask, id: &str) -> Result<Answer, Refusal> {
        if ask.method != Method::PUT {
            return Err(wrong_method(&ask.method));
        }
        let id = self.job_id("ingest", id)?;
        let kind = ask.header("content-type").unwrap_or("").to_ascii_lowercase();
        if !kind.starts_with("text/csv") {
            let text = "Content type is not supported by this resource";
            return Err(Refusal::new("UNSUPPORTED_MEDIA_TYPE", text).with(415));
        }
        let most = self.settings.bulk.largest_upload;
        if ask.body.len() > most && call.turn.on("salesforce.bulk.upload_size") {
            let text = format!("The upload has {} bytes; at most {most}", ask.body.len());
            return Err(Refusal::new("LIMIT_EXCEEDED", text).with(413));
        }
        let text = String::from_utf8(ask.body.to_vec())
            .map_err(|_| Refusal::new("CLIENTINPUTERROR", "The upload is not UTF-8"))?;
        let job = self.jobs.held.get_mut(&id).ok_or_else(Refusal::not_found)?;
        let open = job.state == State::Open;
        let refused = job.wrong_state("Uploading");
        let Work::Load(load) = &mut job.work else { return Err(Refusal::not_found()) };
        let again = load.upload.is_some() && call.turn.on("salesforce.bulk.one_upload");
        if !open || again {
            return Err(refused);
        }
        load.upload = Some(text);
        job.changed = call.turn.now;
        Ok(Answer::empty(201).wrote())
    }

    fn job_part(
        &self,
        call: &Call<'_>,
        ask: &Ask,
        (family, id, part): (&str, &str, &str),
    ) -> Result<Answer, Refusal> {
        let job = self.job(&self.job_id(family, id)?)?;
        match (family, part) {
            ("query", "results") => self.query_results(call, ask, job),
            ("query", "resultPages") if call.version >= 58 => self.result_pages(call, ask, job),
            ("ingest", which) => job.rows(call, which),
            (_, _) => Err(Refusal::not_found()),
        }
    }

    /// The id of a job of this family, in its long form.
    fn job_id(&self, family: &str, text: &str) -> Result<String, Refusal> {
        let id = super::ids::normalise(text).ok_or_else(Refusal::not_found)?;
        let known = self.jobs.held.get(&id).is_some_and(|job| job.family() == family);
        if known { Ok(id) } else { Err(Refusal::not_found()) }
    }

    fn job(&self, id: &str) -> Result<&Job, Refusal> {
        self.jobs.held.get(id).ok_or_else(Refusal::not_found)
    }
}

fn route(method: &Method, path: &[&str]) -> &'static str {
    let part = path.get(3).copied().unwrap_or("");
    match (method.as_str(), path.get(1).copied().unwrap_or(""), path.len(), part) {
        ("POST", "ingest", 2, _) => "POST /jobs/ingest",
        ("GET", "ingest", 2, _) => "GET /jobs/ingest",
        ("GET", "ingest", 3, _) => "GET /jobs/ingest/{id}",
        ("PATCH", "ingest", 3, _) => "PATCH /jobs/ingest/{id}",
        ("DELETE", "ingest", 3, _) => "DELETE /jobs/ingest/{id}",
        ("PUT", "ingest", 4, "batches") => "PUT /jobs/ingest/{id}/batches",
        ("GET", "ingest", 4, "successfulResults") => "GET /jobs/ingest/{id}/successfulResults",
        ("GET", "ingest", 4, "failedResults") => "GET /jobs/ingest/{id}/failedResults",
        ("GET", "ingest", 4, "unprocessedrecords") => "GET /jobs/ingest/{id}/unprocessedrecords",
        ("POST", "query", 2, _) => "POST /jobs/query",
        ("GET", "query", 2, _) => "GET /jobs/query",
        ("GET", "query", 3, _) => "GET /jobs/query/{id}",
        ("PATCH", "query", 3, _) => "PATCH /jobs/query/{id}",
        ("DELETE", "query", 3, _) => "DELETE /jobs/query/{id}",
        ("GET", "query", 4, "results") => "GET /jobs/query/{id}/results",
        ("GET", "query", 4, "resultPages") => "GET /jobs/query/{id}/resultPages",
        _ => "/jobs",
    }
}
