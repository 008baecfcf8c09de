//! Bodies that are put together of what is there already.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

/// A body with one more part. The part moves in; `json!` would copy all that it is given.
pub(crate) fn with(mut body: Value, key: &str, part: impl Into<Value>) -> Value {
    body[key] = part.into();
    body
}

/// JSON that was written, by a fingerprint of what it tells. Schemas are by far the longest answers,
/// and read again and again.
#[derive(Debug, Default)]
pub(crate) struct Written(Mutex<HashMap<u64, Arc<str>>>);

/// As many as a run has objects and states of them.
const MOST: usize = 64;

impl Written {
    /// The text of this fingerprint, written now where it is not there.
    pub(crate) fn get_or(&self, fingerprint: u64, write: impl FnOnce() -> String) -> Arc<str> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = known.get(&fingerprint) {
            return Arc::clone(text);
        }
        if known.len() >= MOST {
            known.clear();
        }
        let text: Arc<str> = write().into();
        known.insert(fingerprint, Arc::clone(&text));
        text
    }
}
