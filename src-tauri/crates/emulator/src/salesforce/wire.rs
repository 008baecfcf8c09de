//! A call as it came in, an answer as it goes out, and the vendor's errors.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::{Value, json};

use super::world::Id;
use crate::exchange::{Effect, Turn};

/// Who calls, in which version, with which options.
#[derive(Clone, Debug)]
pub(crate) struct Call<'a> {
    pub(crate) turn: &'a Turn<'a>,
    /// 66 of `v66.0`.
    pub(crate) version: u16,
    pub(crate) user: Id,
    pub(crate) power: Power,
}

/// Whether the rules for apps bind the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Power {
    /// An app: every rule.
    App,
    /// A person in the vendor's window or the vendor itself: field-level security aside.
    Person,
}

/// One request below `/services/data/vNN.0/`.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    /// Decoded path segments after the version; a trailing slash is dropped.
    pub(crate) path: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An answer before it is a response.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) route: &'static str,
    pub(crate) effect: Effect,
    pub(crate) delay: Duration,
}

/// What an answer carries.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    /// JSON that is written already.
    Written(String),
    Csv(String),
    Html(String),
}

/// One error of a row or a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    /// Nothing where the vendor leaves the key out.
    pub(crate) fields: Option<Vec<String>>,
    /// Keys of a single-row error besides the usual ones.
    pub(crate) extra: Option<Box<(&'static str, Value)>>,
}

impl Refusal {
    /// A 400 without fields.
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            code: code.to_owned(),
            message: message.into(),
            fields: None,
            extra: None,
        }
    }

    pub(crate) fn on(code: &str, message: impl Into<String>, field: &str) -> Self {
        Self { fields: Some(vec![field.to_owned()]), ..Self::new(code, message) }
    }

    /// An error of a row that names no field.
    pub(crate) fn row(code: &str, message: impl Into<String>) -> Self {
        Self { fields: Some(Vec::new()), ..Self::new(code, message) }
    }

    pub(crate) fn with(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn not_found() -> Self {
        Self::new("NOT_FOUND", "The requested resource does not exist").with(404)
    }

    /// As a single-row answer shows it.
    pub(crate) fn single(&self) -> Value {
        let mut body = json!({"errorCode": self.code, "message": self.message});
        if let Some(fields) = &self.fields {
            body["fields"] = json!(fields);
        }
        if let Some((key, value)) = self.extra.as_deref() {
            body[*key] = value.clone();
        }
        body
    }

    /// As a collection shows it: `statusCode`, and always `fields`.
    pub(crate) fn batched(&self) -> Value {
        json!({"statusCode": self.code, "message": self.message,
            "fields": self.fields.clone().unwrap_or_default()})
    }
}

impl Answer {
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self { body: Body::Json(body), ..Self::empty(status) }
    }

    pub(crate) fn csv(text: String) -> Self {
        Self { body: Body::Csv(text), ..Self::empty(200) }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            body: Body::Empty,
            headers: Vec::new(),
            route: "",
            effect: Effect::Read,
            delay: Duration::ZERO,
        }
    }

    pub(crate) fn refused(errors: &[Refusal]) -> Self {
        let status = errors.first().map_or(400, |first| first.status);
        Self::json(status, errors.iter().map(Refusal::single).collect())
    }

    pub(crate) fn at(self, route: &'static str) -> Self {
        Self { route, ..self }
    }

    pub(crate) fn wrote(self) -> Self {
        Self { effect: Effect::Write, ..self }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self::refused(&[refusal])
    }
}

impl Ask {
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as a JSON object.
    pub(crate) fn object(&self) -> Result<serde_json::Map<String, Value>, Refusal> {
        let kind = self.header("content-type").unwrap_or("application/json");
        if !kind.to_ascii_lowercase().starts_with("application/json") {
            let text = "Content type is not supported by this resource";
            return Err(Refusal::new("UNSUPPORTED_MEDIA_TYPE", text).with(415));
        }
        let parsed: Value = super::number::read(&self.body).map_err(|fault| {
            let (line, column) = (fault.line(), fault.column());
            let text = format!("Unexpected character at [line:{line}, column:{column}]");
            Refusal::new("JSON_PARSER_ERROR", text)
        })?;
        let list = "The HTTP entity body must be a JSON object at [line:1, column:1]";
        parsed.as_object().cloned().ok_or_else(|| Refusal::new("JSON_PARSER_ERROR", list))
    }
}

/// A path's or form's percent-decoding; `plus` forms turn `+` into a space first.
pub(crate) fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query or form.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}
