//! The vendor's error envelope.

use serde_json::{Map, Value, json};

/// The media type of all bodies but pages.
pub(super) const JSON: &str = "application/json;charset=utf-8";

/// An answer with a body, or without.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub body: Option<Value>,
    /// A body that is written already, with its media type: the consent page, a list of properties.
    pub page: Option<(String, &'static str)>,
    /// Extra headers.
    pub headers: Vec<(&'static str, String)>,
}

impl Answer {
    pub fn json(status: u16, body: Value) -> Self {
        Self { status, body: Some(body), page: None, headers: Vec::new() }
    }

    /// JSON that is written already.
    pub fn written(text: String) -> Self {
        Self { status: 200, body: None, page: Some((text, JSON)), headers: Vec::new() }
    }

    pub fn ok(body: Value) -> Outcome {
        Ok(Self::json(200, body))
    }

    pub fn empty() -> Outcome {
        Ok(Self { status: 204, body: None, page: None, headers: Vec::new() })
    }
}

/// What an endpoint hands back.
pub(super) type Outcome<T = Answer> = Result<T, Box<Problem>>;

/// An error as the vendor words it.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub status: u16,
    pub category: &'static str,
    pub message: String,
    pub sub_category: Option<&'static str>,
    pub errors: Vec<Value>,
    pub context: Map<String, Value>,
    pub links: Map<String, Value>,
    /// Replaces the whole envelope (OAuth, rate limits).
    pub raw: Option<Value>,
    pub retry_after: Option<u64>,
}

impl Problem {
    pub fn new(status: u16, category: &'static str, message: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            status,
            category,
            message: message.into(),
            sub_category: None,
            errors: Vec::new(),
            context: Map::new(),
            links: Map::new(),
            raw: None,
            retry_after: None,
        })
    }

    pub fn invalid(message: impl Into<String>) -> Box<Self> {
        Self::new(400, "VALIDATION_ERROR", message)
    }

    pub fn missing() -> Box<Self> {
        Self::new(404, "OBJECT_NOT_FOUND", "resource not found")
    }

    /// `context.{key}` as the list of strings that the envelope wants.
    pub fn with(mut self: Box<Self>, key: &str, values: Vec<String>) -> Box<Self> {
        self.context.insert(key.to_owned(), json!(values));
        self
    }

    pub fn sub(mut self: Box<Self>, sub_category: &'static str) -> Box<Self> {
        self.sub_category = Some(sub_category);
        self
    }

    pub fn error(mut self: Box<Self>, error: Value) -> Box<Self> {
        self.errors.push(error);
        self
    }

    /// The whole body, as a failed request answers it.
    pub fn body(&self, correlation: &str) -> Value {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        let mut body = self.envelope();
        body.insert("correlationId".to_owned(), json!(correlation));
        Value::Object(body)
    }

    /// The part of it that stands in a batch's `errors`.
    pub fn row(&self) -> Value {
        Value::Object(self.envelope())
    }

    fn envelope(&self) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("status".to_owned(), json!("error"));
        body.insert("message".to_owned(), json!(self.message));
        body.insert("category".to_owned(), json!(self.category));
        if let Some(sub_category) = self.sub_category {
            body.insert("subCategory".to_owned(), json!(sub_category));
        }
        if !self.errors.is_empty() {
            body.insert("errors".to_owned(), json!(self.errors));
        }
        if !self.context.is_empty() {
            body.insert("context".to_owned(), Value::Object(self.context.clone()));
        }
        if !self.links.is_empty() {
            body.insert("links".to_owned(), Value::Object(self.links.clone()));
        }
        body
    }
}
