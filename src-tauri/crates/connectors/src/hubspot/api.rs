//! Paths and requests of the dated API.

use bytes::Bytes;
use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::{ConnectorError, ObjectName};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{VERSION, refusal};
use crate::line::{Answer, Dispatch, Line, Repeat, SendError};

/// What RFC 3986 lets stand unescaped; everything else is escaped, so that no name and no address
/// can leave its place in a path (SEC17).
const INERT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One segment of a path, or one value of a query.
pub(super) fn segment(text: &str) -> String {
    utf8_percent_encode(text, INERT).to_string()
}

/// `/crm/objects/2026-09/{object}{tail}`.
pub(super) fn objects(object: &ObjectName, tail: &str) -> String {
    format!("/crm/objects/{VERSION}/{}{tail}", segment(object.as_str()))
}

/// `/crm/properties/2026-09/{object}{tail}`.
pub(super) fn properties(object: &ObjectName, tail: &str) -> String {
    format!("/crm/properties/{VERSION}/{}{tail}", segment(object.as_str()))
}

/// A GET.
pub(super) fn get(path: String, purpose: Purpose) -> Dispatch {
    Dispatch {
        method: http::Method::GET,
        path,
        headers: vec![(http::header::ACCEPT, http::HeaderValue::from_static("application/json"))],
        body: None,
        bucket: Bucket::HubSpot,
        purpose,
        repeat: Repeat::Safe,
    }
}

/// A POST with a JSON body. Everything that is posted here is a read, or the same when done twice:
/// updates and upserts set values, an archive of what is archived changes nothing.
pub(super) fn post<T: Serialize>(
    path: String,
    body: &T,
    purpose: Purpose,
) -> Result<Dispatch, ConnectorError> {
    let body = serde_json::to_vec(body)
        .map_err(|error| ConnectorError::Protocol(format!("body: {error}")))?;
    let dispatch = get(path, purpose);
    let body = Some((Bytes::from(body), "application/json"));
    Ok(Dispatch { method: http::Method::POST, body, ..dispatch })
}

/// Sends a request that only reads; an answer that is no success is an error.
pub(super) async fn read(line: &Line, dispatch: Dispatch) -> Result<Answer, ConnectorError> {
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    succeeded(answer)
}

/// Passes a 2xx answer on.
pub(super) fn succeeded(answer: Answer) -> Result<Answer, ConnectorError> {
    if answer.status.is_success() { Ok(answer) } else { Err(refusal::of_call(&answer)) }
}

/// Reads a body.
pub(super) fn parse<T: DeserializeOwned>(answer: &Answer) -> Result<T, ConnectorError> {
    serde_json::from_slice(&answer.body).map_err(|error| malformed(&error))
}

/// An answer whose body is not what the vendor documents. Says where, never what: the text may
/// hold people's data.
pub(super) fn malformed(error: &serde_json::Error) -> ConnectorError {
    ConnectorError::Protocol(format!(
        "HubSpot's answer has another shape at line {} column {}",
        error.line(),
        error.column()
    ))
}
