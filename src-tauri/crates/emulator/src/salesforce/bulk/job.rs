//! One job: what it is to do, how far it is, and how answers tell of it.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::csv::{Delimiter, Dialect, Ending};
use super::extract::Extract;
use super::load::Load;
use crate::salesforce::wire::Refusal;
use crate::salesforce::world::{Id, stamp};

/// A job with its rows.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: String,
    pub(super) object: String,
    pub(super) operation: Operation,
    pub(super) dialect: Dialect,
    pub(super) state: State,
    /// Why it failed.
    pub(super) error: Option<String>,
    pub(super) created: Timestamp,
    pub(super) changed: Timestamp,
    /// When its rows were complete.
    pub(super) closed: Option<Timestamp>,
    pub(super) user: Id,
    pub(super) version: u16,
    pub(super) work: Work,
}

/// What a job does.
#[derive(Debug)]
pub(super) enum Work {
    Load(Load),
    Extract(Extract),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Insert,
    Update,
    Upsert,
    Delete,
    HardDelete,
    Query,
    QueryAll,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    UploadComplete,
    InProgress,
    JobComplete,
    Aborted,
    Failed,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::UploadComplete => "UploadComplete",
            Self::InProgress => "InProgress",
            Self::JobComplete => "JobComplete",
            Self::Aborted => "Aborted",
            Self::Failed => "Failed",
        }
    }

    /// Whether the job still has something to do.
    pub(super) fn runs(self) -> bool {
        matches!(self, Self::UploadComplete | Self::InProgress)
    }

    /// Whether nothing happens to the job any more.
    pub(super) fn is_final(self) -> bool {
        matches!(self, Self::JobComplete | Self::Aborted | Self::Failed)
    }
}

const OPERATIONS: [(Operation, &str); 7] = [
    (Operation::Insert, "insert"),
    (Operation::Update, "update"),
    (Operation::Upsert, "upsert"),
    (Operation::Delete, "delete"),
    (Operation::HardDelete, "hardDelete"),
    (Operation::Query, "query"),
    (Operation::QueryAll, "queryAll"),
];

impl Operation {
    pub(super) fn named(name: &str) -> Option<Self> {
        OPERATIONS.iter().find(|known| known.1 == name).map(|known| known.0)
    }

    pub(super) fn name(self) -> &'static str {
        OPERATIONS.iter().find(|known| known.0 == self).map_or("", |known| known.1)
    }

    pub(super) fn reads(self) -> bool {
        matches!(self, Self::Query | Self::QueryAll)
    }
}

impl Job {
    /// `ingest` or `query`, as paths name it.
    pub(super) fn family(&self) -> &'static str {
        match self.work {
            Work::Load(_) => "ingest",
            Work::Extract(_) => "query",
        }
    }

    /// As the answer to its making and closing shows it.
    pub(super) fn told(&self) -> Value {
        let mut told = json!({
            "id": self.id, "operation": self.operation.name(), "object": self.object,
            "createdById": &*self.user, "createdDate": stamp(self.created),
            "systemModstamp": stamp(self.changed), "state": self.state.name(),
            "concurrencyMode": "Parallel", "contentType": "CSV",
            "apiVersion": f64::from(self.version), "lineEnding": self.dialect.ending.name(),
            "columnDelimiter": self.dialect.delimiter.name(),
        });
        if let Work::Load(load) = &self.work {
            if let Some(key) = &load.key {
                told["externalIdFieldName"] = key.as_str().into();
            }
            if let Some(rule) = &load.assignment_rule {
                told["assignmentRuleId"] = rule.as_str().into();
            }
            if self.state == State::Open {
                // Without a leading slash, as the vendor writes it.
                let (version, id) = (self.version, &self.id);
                let url = format!("services/data/v{version}.0/jobs/ingest/{id}/batches");
                told["contentUrl"] = url.into();
            }
        }
        told
    }

    /// The same with how far it is.
    pub(super) fn told_whole(&self) -> Value {
        let mut told = self.told();
        let (kind, processed, failed) = match &self.work {
            Work::Load(load) => ("V2Ingest", load.processed(), load.failed()),
            Work::Extract(extract) => ("V2Query", extract.lines.len(), 0),
        };
        told["jobType"] = kind.into();
        told["numberRecordsProcessed"] = processed.into();
        told["retries"] = 0.into();
        told["totalProcessingTime"] = processed.into();
        if let Work::Load(_) = &self.work {
            told["numberRecordsFailed"] = failed.into();
            told["apiActiveProcessingTime"] = processed.into();
            told["apexProcessingTime"] = 0.into();
        }
        if let Some(error) = &self.error {
            told["errorMessage"] = error.as_str().into();
        }
        told
    }

    /// An answer that the job's state does not allow.
    pub(super) fn wrong_state(&self, what: &str) -> Refusal {
        let text = format!("{what} is not allowed while the job is in state {}", self.state.name());
        Refusal::new("INVALIDJOBSTATE", text)
    }
}

/// The texts of a job's request; unknown keys and values that are no text refuse it.
pub(super) fn texts<const N: usize>(
    body: &Map<String, Value>,
    known: [&str; N],
) -> Result<[Option<String>; N], Refusal> {
    if let Some(odd) = body.keys().find(|key| !known.contains(&key.as_str())) {
        let text = format!("Unrecognized field \"{odd}\" at [line:1, column:1]");
        return Err(Refusal::new("JSON_PARSER_ERROR", text));
    }
    let mut found = [const { None }; N];
    for (slot, key) in found.iter_mut().zip(known) {
        let Some(value) = body.get(key).filter(|value| !value.is_null()) else { continue };
        let text = value.as_str().ok_or_else(|| invalid(&format!("{key} must be a string")))?;
        *slot = Some(text.to_owned());
    }
    Ok(found)
}

/// The dialect that a request names: CSV with commas and line feeds unless it says otherwise.
pub(super) fn dialect(
    content: Option<&str>,
    delimiter: Option<&str>,
    ending: Option<&str>,
) -> Result<Dialect, Refusal> {
    if let Some(other) = content.filter(|content| *content != "CSV") {
        return Err(invalid(&format!("Unsupported content type: {other}")));
    }
    let delimiter = delimiter.unwrap_or("COMMA");
    let ending = ending.unwrap_or("LF");
    Ok(Dialect {
        delimiter: Delimiter::named(delimiter)
            .ok_or_else(|| invalid(&format!("Unknown columnDelimiter: {delimiter}")))?,
        ending: Ending::named(ending)
            .ok_or_else(|| invalid(&format!("Unknown lineEnding: {ending}")))?,
    })
}

pub(super) fn invalid(text: &str) -> Refusal {
    Refusal::new("INVALIDJOB", format!("InvalidJob : {text}"))
}

/// What the Bulk API does not know.
pub(super) fn no_entity(object: &str) -> Refusal {
    let text = format!("Entity '{object}' is not supported by the Bulk API.");
    Refusal::new("INVALIDENTITY", text)
}
