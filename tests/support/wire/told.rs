//! A request and its answer, as a document's operation reads them.

use crosswalk_emulator::log::Exchange;

/// One request and what came back.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// `POST`.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// The request's body.
    pub request: &'a [u8],
    /// Status and body, unless there was none or a fault distorted it.
    pub answer: Option<(u16, &'a [u8])>,
}

impl<'a> Told<'a> {
    /// What the log keeps of an exchange.
    ///
    /// # Panics
    /// When the log was not kept with bodies.
    #[must_use]
    pub fn of(exchange: &'a Exchange) -> Self {
        let request = exchange.request.as_ref().expect("a log with bodies");
        let answer = exchange.answer.as_ref().expect("a log with bodies");
        let status = exchange.status.filter(|_| exchange.fault.is_none());
        Told {
            method: exchange.method.as_str(),
            path: &exchange.path,
            request,
            answer: status.map(|status| (status, &answer[..])),
        }
    }

    /// The path's segments, decoded; a trailing slash means nothing.
    #[must_use]
    pub fn segments(&self) -> Vec<String> {
        let path = self.path.split('?').next().unwrap_or_default();
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.map(decoded).collect()
    }

    /// The query's keys and values.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
        pairs(query.as_bytes())
    }
}

/// The pairs of a query or a form.
#[must_use]
pub(super) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
