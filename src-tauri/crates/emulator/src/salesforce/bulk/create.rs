//! Jobs are made.

use serde_json::{Map, Value};

use super::extract::Extract;
use super::job::{Job, Operation, State, Work, dialect, invalid, no_entity, texts};
use super::load::Load;
use crate::salesforce::ids;
use crate::salesforce::wire::{Answer, Ask, Call, Refusal};
use crate::salesforce::world::Org;

/// The largest job that is made and filled by one request, in characters.
const LARGEST_MULTIPART: usize = 100_000;

impl Org {
    /// `POST /jobs/ingest`: JSON, or the job and its rows in one multipart body.
    pub(super) fn create_load(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let kind = ask.header("content-type").unwrap_or("");
        let plain = !call.turn.on("salesforce.bulk.multipart");
        if plain || !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            return self.make_load(call, &ask.object()?, None);
        }
        let (job, rows) = parts(kind, &ask.body).ok_or_else(|| {
            Refusal::new("CLIENTINPUTERROR", "The parts job and content are required")
        })?;
        if rows.chars().count() > LARGEST_MULTIPART {
            let text = format!("At most {LARGEST_MULTIPART} characters in one request");
            return Err(Refusal::new("CLIENTINPUTERROR", text));
        }
        let inner = Ask { body: job.into(), headers: http::HeaderMap::new(), ..ask.clone() };
        self.make_load(call, &inner.object()?, Some(rows))
    }

    fn make_load(
        &mut self,
        call: &Call<'_>,
        body: &Map<String, Value>,
        rows: Option<String>,
    ) -> Result<Answer, Refusal> {
        let [object, operation, key, content, delimiter, ending, rule] = texts(
            body,
            [
                "object",
                "operation",
                "externalIdFieldName",
                "contentType",
                "columnDelimiter",
                "lineEnding",
                "assignmentRuleId",
            ],
        )?;
        let delimiter = delimiter.filter(|_| call.turn.on("salesforce.bulk.delimiters"));
        let dialect = dialect(content.as_deref(), delimiter.as_deref(), ending.as_deref())?;
        let operation = operation.unwrap_or_default();
        let operation = Operation::named(&operation)
            .filter(|operation| !operation.reads())
            .ok_or_else(|| invalid(&format!("Unknown operation: {operation}")))?;
        let object = self.bulk_object(&object.unwrap_or_default())?;
        let key = self.load_key_name(call, &object, operation, key)?;
        let permitted =
            self.settings.bulk.hard_delete || !call.turn.on("salesforce.bulk.hard_delete");
        if operation == Operation::HardDelete && !permitted {
            let text = "hardDelete operation requires special user profile permission, please \
                        contact your system administrator";
            return Err(Refusal::new("FEATURENOTENABLED", text));
        }
        let spent = self.jobs.batches.of_day(call.turn.now) >= self.settings.bulk.daily_batches;
        if spent && call.turn.on("salesforce.bulk.daily_batches") {
            return Err(Refusal::new("LIMIT_EXCEEDED", "Batches of the day are used up"));
        }
        let closed = rows.as_ref().map(|_| call.turn.now);
        let load = Load { key, assignment_rule: rule, upload: rows, ..Load::default() };
        let state = if closed.is_some() { State::UploadComplete } else { State::Open };
        let work = Work::Load(load);
        let id = self.job_number(call);
        let job = Job {
            id,
            object,
            operation,
            dialect,
            state,
            error: None,
            created: call.turn.now,
            changed: call.turn.now,
            closed,
            user: call.user.clone(),
            version: call.version,
            work,
        };
        Ok(self.file_job(job))
    }

    fn bulk_object(&self, name: &str) -> Result<String, Refusal> {
        let object = self.schema.get(name).filter(|object| object.allows("createable"));
        object.map(|object| object.name.clone()).ok_or_else(|| no_entity(name))
    }

    /// Upserts name a key, and only they do.
    fn load_key_name(
        &self,
        call: &Call<'_>,
        object: &str,
        operation: Operation,
        key: Option<String>,
    ) -> Result<Option<String>, Refusal> {
        let Some(key) = key else {
            return if operation == Operation::Upsert {
                Err(invalid(&format!(
                    "External ID was blank for {object}. An External ID must be specified for \
                     upsert."
                )))
            } else {
                Ok(None)
            };
        };
        if operation != Operation::Upsert {
            return Err(invalid("externalIdFieldName is for upserts only"));
        }
        if key.eq_ignore_ascii_case("Id") {
            return Ok(Some("Id".to_owned()));
        }
        let kind = self.path_object(object)?;
        let slot = self.key_slot(call, &kind, &key).map_err(|_| {
            invalid(&format!(
                "Field name provided, {key} does not match an External ID for {object}"
            ))
        })?;
        Ok(Some(kind.fields[slot].name.clone()))
    }

    /// `POST /jobs/query`.
    pub(super) fn create_query(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let known = ["operation", "query", "contentType", "columnDelimiter", "lineEnding"];
        let body = ask.object()?;
        let [operation, query, content, delimiter, ending] = texts(&body, known)?;
        let dialect = dialect(content.as_deref(), delimiter.as_deref(), ending.as_deref())?;
        let operation = operation.unwrap_or_default();
        let operation = Operation::named(&operation)
            .filter(|operation| operation.reads())
            .ok_or_else(|| invalid(&format!("Unknown operation: {operation}")))?;
        let query = query.ok_or_else(|| invalid("query is required"))?;
        let object = self.bulk_query(call, &query)?.object;
        let spent = self.jobs.queries.of_day(call.turn.now) >= self.settings.bulk.daily_queries;
        if spent && call.turn.on("salesforce.bulk.daily_queries") {
            return Err(Refusal::new("LIMIT_EXCEEDED", "Query jobs of the day are used up"));
        }
        self.jobs.queries.add(call.turn.now, 1);
        let work = Work::Extract(Extract { query, ..Extract::default() });
        let id = self.job_number(call);
        Ok(self.file_job(Job {
            id,
            object,
            operation,
            dialect,
            state: State::UploadComplete,
            error: None,
            created: call.turn.now,
            changed: call.turn.now,
            closed: Some(call.turn.now),
            user: call.user.clone(),
            version: call.version,
            work,
        }))
    }

    fn job_number(&mut self, _call: &Call<'_>) -> String {
        self.jobs.made += 1;
        ids::nth("750", &self.settings.instance, self.jobs.made)
    }

    fn file_job(&mut self, job: Job) -> Answer {
        let told = job.told();
        self.jobs.held.insert(job.id.clone(), job);
        Answer::json(200, told).wrote()
    }
}

/// The parts `job` and `content` of a multipart body.
fn parts(kind: &str, body: &[u8]) -> Option<(String, String)> {
    let boundary = kind.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?;
    let boundary = format!("--{}", boundary.trim_matches('"'));
    let text = std::str::from_utf8(body).ok()?;
    let (mut job, mut content) = (None, None);
    for part in text.split(boundary.as_str()).skip(1) {
        let part = part.strip_prefix("\r\n").or_else(|| part.strip_prefix('\n'));
        let Some(part) = part else { continue };
        let ends = part.split_once("\r\n\r\n").or_else(|| part.split_once("\n\n"));
        let (head, rest) = ends?;
        let rest = rest.strip_suffix("\r\n").or_else(|| rest.strip_suffix('\n')).unwrap_or(rest);
        if head.contains("name=\"job\"") {
            job = Some(rest.to_owned());
        } else if head.contains("name=\"content\"") {
            content = Some(rest.to_owned());
        }
    }
    job.zip(content)
}
