//! What a refused row means.

use crosswalk_model::connector::{WriteKind, WriteRow};
use crosswalk_model::errors::RowError;
use crosswalk_model::{RecordId, VendorWords};
use serde::Deserialize;

use super::errors::{Fault, faults_to_words};
use super::ids;

/// One row's part of a collection's answer.
#[derive(Debug, Deserialize)]
pub(super) struct RowAnswer {
    #[serde(default)]
    pub(super) id: Option<String>,
    pub(super) success: bool,
    #[serde(default)]
    pub(super) created: bool,
    #[serde(default)]
    pub(super) errors: Vec<Fault>,
}

/// Collections answer 200 whatever becomes of their rows; this is the status of a refused one.
const REFUSED: u16 = 400;

/// What one row's errors mean. An unknown code is a refusal for good.
pub(super) fn row_error(kind: &WriteKind, row: &WriteRow, faults: &[Fault]) -> RowError {
    let words = faults_to_words(REFUSED, faults);
    match words.code.as_str() {
        "UNABLE_TO_LOCK_ROW"
        | "SERVER_UNAVAILABLE"
        | "QUERY_TIMEOUT"
        | "UNKNOWN_EXCEPTION"
        | "REQUEST_LIMIT_EXCEEDED"
        | "TXN_SECURITY_METERING_ERROR"
        | "STORAGE_LIMIT_EXCEEDED"
        | "ALL_OR_NONE_OPERATION_ROLLED_BACK"
        | "PROCESSING_HALTED" => RowError::Busy(words),
        "DUPLICATES_DETECTED" => RowError::DuplicateRule(words),
        "DUPLICATE_VALUE" => exists(words),
        "ENTITY_IS_DELETED" | "INVALID_CROSS_REFERENCE_KEY" | "NOT_FOUND"
            if is_the_row_itself(kind, row, &words) =>
        {
            RowError::Missing(words)
        }
        _ => RowError::Refused(words),
    }
}

/// What the failure of a whole collection means for each of its rows.
pub(super) fn whole_error(words: &VendorWords) -> RowError {
    match (words.status, words.code.as_str()) {
        (_, "PROCESSING_HALTED" | "REQUEST_LIMIT_EXCEEDED" | "SERVER_UNAVAILABLE")
        | (420 | 429 | 503, _) => RowError::Busy(words.clone()),
        (500.., _) => RowError::AnswerLost,
        _ => RowError::Refused(words.clone()),
    }
}

/// The codes for a record that is gone are also those for a lookup to one.
fn is_the_row_itself(kind: &WriteKind, row: &WriteRow, words: &VendorWords) -> bool {
    let by_id = match kind {
        WriteKind::Update | WriteKind::Delete => true,
        WriteKind::Upsert { .. } => false,
    };
    let refers = row.fields.values().any(|content| content.references().next().is_some());
    by_id && words.fields.is_empty() && !refers
}

/// `duplicate value found: Ext__c duplicates value on record with id: 003…`, where it names one.
fn exists(words: VendorWords) -> RowError {
    match named_id(&words.message) {
        Some(id) => RowError::Exists { id, words },
        None => RowError::Refused(words),
    }
}

fn named_id(message: &str) -> Option<RecordId> {
    let (_, rest) = message.split_once("record with id:")?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    ids::normalise(rest.get(..end)?)
}
