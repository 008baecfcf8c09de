//! What can go wrong at a connector, said as what the caller can do about it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{FieldName, ObjectName, RecordId};

/// A vendor's own words, kept verbatim (P8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VendorWords {
    /// HTTP status, 0 where there was none.
    pub status: u16,
    /// `errorCode`, `statusCode`, `category` or `errors[].code`.
    pub code: String,
    /// The message.
    pub message: String,
    /// The fields the vendor names.
    pub fields: Vec<FieldName>,
}

/// A call that failed as a whole. Failures of single rows are [`RowError`]s.
#[derive(Debug, Error)]
pub enum ConnectorError {
    /// A person has to sign in again.
    #[error("sign-in needed: {why}")]
    SignInNeeded {
        /// Why, without secrets.
        why: String,
    },
    /// The sign-in lacks a right or a scope.
    #[error("not allowed: {} {}", .0.code, .0.message)]
    NotAllowed(VendorWords),
    /// The vendor's limit is used up, or our own share of it is.
    #[error("limit reached: {why}")]
    LimitReached {
        /// Which limit.
        why: String,
        /// When to try again, where known.
        retry_after: Option<Duration>,
    },
    /// Nobody answered, or the answer was cut; nothing was written, or only reads were asked.
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// The vendor answered 5xx or the like after all retries.
    #[error("vendor unavailable: {} {}", .0.status, .0.message)]
    Unavailable(VendorWords),
    /// The account has no such object, or it is hidden.
    #[error("object {0} is missing or hidden")]
    NoSuchObject(ObjectName),
    /// The account has no such field, or it is hidden.
    #[error("field {field} of {object} is missing or hidden")]
    NoSuchField {
        /// The object.
        object: ObjectName,
        /// The field.
        field: FieldName,
    },
    /// An answer that does not have the shape that the vendor documents.
    #[error("unexpected answer: {0}")]
    Protocol(String),
    /// A URL that the vendor handed over lies outside the hosts of the connection (SSRF).
    #[error("host refused: {0}")]
    HostRefused(String),
    /// The request itself was refused.
    #[error("refused: {} {}", .0.code, .0.message)]
    Refused(VendorWords),
    /// The vault could not give or keep a secret.
    #[error("vault: {0}")]
    Vault(String),
    /// The pass was cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// What became of one row of a write batch that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum RowError {
    /// The vendor refused the row for good: a person or a change has to come first.
    #[error("refused: {} {}", .0.code, .0.message)]
    Refused(VendorWords),
    /// Worth trying again later: a lock, an overload.
    #[error("busy: {} {}", .0.code, .0.message)]
    Busy(VendorWords),
    /// The record is not there any more.
    #[error("missing: {}", .0.message)]
    Missing(VendorWords),
    /// A record with that identity exists; this is its id.
    #[error("exists already as {id}")]
    Exists {
        /// Its id.
        id: RecordId,
        /// The vendor's words.
        words: VendorWords,
    },
    /// The vendor's duplicate rule stopped it. Never a match by itself (P7).
    #[error("duplicate rule: {}", .0.message)]
    DuplicateRule(VendorWords),
    /// Sent, and the answer was lost: look before writing again.
    #[error("answer lost")]
    AnswerLost,
    /// Never sent.
    #[error("not sent: {0}")]
    NotSent(String),
}
