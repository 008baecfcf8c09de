//! Several requests in one call (`/composite`): one call of the day's budget. A query travels in the
//! body; whether it may be longer there than in a URL by itself is nowhere said.

use std::collections::BTreeMap;

use bytes::Bytes;
use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::{ConnectorError, ObjectName};
use http::{HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::SalesforceConnector;
use super::errors::{error, of_a_read, success, unreadable, words};
use super::soql::Query;
use crate::line::{Answer, Dispatch, Repeat, SendError};

/// Queries and collections that one composite takes (of 25 requests in all).
pub(super) const PARTS_MAX: usize = 5;
/// The content type of every body but Bulk's.
pub(super) const JSON: &str = "application/json;charset=UTF-8";

/// All but what RFC 3986 calls unreserved: names of fields travel as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as a part of a URL's query.
pub(super) fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// One request inside.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Part {
    pub(super) method: &'static str,
    pub(super) url: String,
    pub(super) reference_id: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) http_headers: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Box<RawValue>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CompositeRequest<'a> {
    all_or_none: bool,
    collate_subrequests: bool,
    composite_request: &'a [Part],
}

/// What came back.
#[derive(Debug, Deserialize)]
pub(super) struct CompositeAnswer<'a> {
    #[serde(borrow, rename = "compositeResponse")]
    pub(super) parts: Vec<PartAnswer<'a>>,
}

/// What one request inside came to.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PartAnswer<'a> {
    #[serde(borrow, default)]
    pub(super) body: Option<&'a RawValue>,
    pub(super) http_status_code: u16,
    pub(super) reference_id: String,
}

impl CompositeAnswer<'_> {
    /// Reads an answer's body.
    pub(super) fn of(body: &[u8]) -> Result<CompositeAnswer<'_>, ConnectorError> {
        serde_json::from_slice(body).map_err(|error| unreadable("composite", &error))
    }

    /// What the request of that reference came to.
    pub(super) fn part(&self, reference: &str) -> Option<&PartAnswer<'_>> {
        self.parts.iter().find(|part| part.reference_id == reference)
    }
}

impl PartAnswer<'_> {
    /// The body's text, `null` where there is none.
    pub(super) fn text(&self) -> &str {
        self.body.map_or("null", RawValue::get)
    }

    /// Whether the request inside succeeded.
    pub(super) const fn ok(&self) -> bool {
        self.http_status_code >= 200 && self.http_status_code < 300
    }
}

impl SalesforceConnector {
    /// Carries out up to [`PARTS_MAX`] queries in one call.
    pub(super) async fn query_all(
        &self,
        queries: &[Query],
        purpose: Purpose,
    ) -> Result<Answer, ConnectorError> {
        let parts = queries
            .iter()
            .enumerate()
            .map(|(at, query)| self.query_part(at, query))
            .collect::<Result<Vec<Part>, _>>()?;
        let dispatch = self.composite(&parts, purpose, Repeat::Safe)?;
        success(self.line.send(dispatch).await.map_err(of_a_read)?)
    }

    fn query_part(&self, at: usize, query: &Query) -> Result<Part, ConnectorError> {
        let statement = query.statement()?;
        let encoded = encoded(&statement);
        Ok(Part {
            method: "GET",
            url: self.data_path(&format!("/queryAll?q={encoded}")),
            reference_id: reference(at),
            http_headers: BTreeMap::new(),
            body: None,
        })
    }

    /// One composite as a request. The parts run in order and fail apart.
    pub(super) fn composite(
        &self,
        parts: &[Part],
        purpose: Purpose,
        repeat: Repeat,
    ) -> Result<Dispatch, ConnectorError> {
        let request = CompositeRequest {
            all_or_none: false,
            collate_subrequests: false,
            composite_request: parts,
        };
        let mut dispatch =
            self.dispatch(Method::POST, self.data_path("/composite"), purpose, repeat);
        dispatch.body = Some((json(&request)?, JSON));
        Ok(dispatch)
    }

    /// A request without a body.
    pub(super) fn dispatch(
        &self,
        method: Method,
        path: String,
        purpose: Purpose,
        repeat: Repeat,
    ) -> Dispatch {
        let headers = vec![(http::header::ACCEPT, HeaderValue::from_static("application/json"))];
        Dispatch { method, path, headers, body: None, bucket: Bucket::Salesforce, purpose, repeat }
    }

    /// Reads one resource, whatever its status.
    pub(super) async fn get(
        &self,
        path: String,
        purpose: Purpose,
    ) -> Result<Answer, ConnectorError> {
        let dispatch = self.dispatch(Method::GET, path, purpose, Repeat::Safe);
        self.line.send(dispatch).await.map_err(of_a_read)
    }

    /// Posts JSON, whatever the answer's status.
    pub(super) async fn post<B: Serialize + Sync>(
        &self,
        path: String,
        body: &B,
        repeat: Repeat,
    ) -> Result<Answer, SendError> {
        let mut dispatch = self.dispatch(Method::POST, path, Purpose::Sync, repeat);
        dispatch.body = Some((json(body)?, JSON));
        self.line.send(dispatch).await
    }
}

/// The rows of one query inside a composite.
///
/// # Errors
/// What the query's own failure means.
pub(super) fn query_answer<'a>(
    answer: &'a CompositeAnswer<'a>,
    at: usize,
    object: &ObjectName,
) -> Result<&'a str, ConnectorError> {
    let part = answer
        .part(&reference(at))
        .ok_or_else(|| ConnectorError::Protocol("composite: a part has no answer".to_owned()))?;
    if part.ok() {
        return Ok(part.text());
    }
    Err(error(words(part.http_status_code, part.text().as_bytes()), Some(object)))
}

/// The name of the part at a place. It has to open with a letter.
pub(super) fn reference(at: usize) -> String {
    format!("part{at}")
}

/// A body.
pub(super) fn json<B: Serialize>(body: &B) -> Result<Bytes, ConnectorError> {
    serde_json::to_vec(body)
        .map(Bytes::from)
        .map_err(|error| ConnectorError::Protocol(format!("body: {error}")))
}

/// A header by its lower-case name.
pub(super) const fn header(name: &'static str, value: &'static str) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static(name), HeaderValue::from_static(value))
}
