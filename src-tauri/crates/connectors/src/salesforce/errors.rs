//! Salesforce's words for what went wrong, and what they mean for a caller.

use crosswalk_model::{ConnectorError, FieldName, ObjectName, VendorWords};
use serde::Deserialize;

use crate::line::{Answer, SendError};

/// No more of a body that is not JSON is kept as words.
const WORDS_MAX: usize = 500;

/// One error as it stands in an answer: single rows say `errorCode`, collections `statusCode`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Fault {
    #[serde(alias = "errorCode", alias = "statusCode", default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) message: String,
    #[serde(default)]
    pub(super) fields: Vec<FieldName>,
}

#[derive(Deserialize)]
struct SignInFault {
    error: String,
    #[serde(default)]
    error_description: String,
}

/// The vendor's words in a body of any kind: a list of errors, a sign-in error, or a page.
pub(super) fn words(status: u16, body: &[u8]) -> VendorWords {
    if let Ok(faults) = serde_json::from_slice::<Vec<Fault>>(body) {
        return faults_to_words(status, &faults);
    }
    if let Ok(fault) = serde_json::from_slice::<Fault>(body)
        && !fault.code.is_empty()
    {
        return faults_to_words(status, &[fault]);
    }
    if let Ok(fault) = serde_json::from_slice::<SignInFault>(body) {
        let message = fault.error_description;
        return VendorWords { status, code: fault.error, message, fields: Vec::new() };
    }
    let message = String::from_utf8_lossy(body).chars().take(WORDS_MAX).collect();
    VendorWords { status, code: String::new(), message, fields: Vec::new() }
}

/// Several errors of one row as one: the first one's code, everybody's messages and fields.
pub(super) fn faults_to_words(status: u16, faults: &[Fault]) -> VendorWords {
    let mut fields: Vec<FieldName> = Vec::new();
    for field in faults.iter().flat_map(|fault| &fault.fields) {
        if !fields.contains(field) {
            fields.push(field.clone());
        }
    }
    VendorWords {
        status,
        code: faults.first().map(|fault| fault.code.clone()).unwrap_or_default(),
        message: faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; "),
        fields,
    }
}

/// The answer, if it is a success.
pub(super) fn success(answer: Answer) -> Result<Answer, ConnectorError> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    Err(error(words(answer.status.as_u16(), &answer.body), None))
}

/// What failing words mean for a caller who asked about `object`.
pub(super) fn error(words: VendorWords, object: Option<&ObjectName>) -> ConnectorError {
    if let Some(object) = object {
        if words.code == "INVALID_TYPE" {
            return ConnectorError::NoSuchObject(object.clone());
        }
        if words.code == "INVALID_FIELD"
            && let Some(field) = column(&words.message)
        {
            return ConnectorError::NoSuchField { object: object.clone(), field };
        }
    }
    match (words.status, words.code.as_str()) {
        (_, "REQUEST_LIMIT_EXCEEDED" | "TXN_SECURITY_METERING_ERROR" | "LIMIT_EXCEEDED") => {
            ConnectorError::LimitReached { why: words.message, retry_after: None }
        }
        (300..=399, _) => ConnectorError::HostRefused("Salesforce redirects".to_owned()),
        (401, _) => ConnectorError::SignInNeeded { why: words.message },
        (403, _) => ConnectorError::NotAllowed(words),
        (_, "QUERY_TIMEOUT" | "SERVER_UNAVAILABLE" | "UNABLE_TO_LOCK_ROW")
        | (420 | 429 | 500.., _) => ConnectorError::Unavailable(words),
        _ => ConnectorError::Refused(words),
    }
}

/// A request that only reads: a lost answer is no harm.
pub(super) fn of_a_read(error: SendError) -> ConnectorError {
    error.of_a_read()
}

/// An answer that cannot be read.
pub(super) fn unreadable(what: &str, error: &serde_json::Error) -> ConnectorError {
    ConnectorError::Protocol(format!("{what}: {error}"))
}

fn column(message: &str) -> Option<FieldName> {
    let (_, rest) = message.split_once("No such column '")?;
    rest.split_once('\'').map(|(name, _)| FieldName::from(name))
}
