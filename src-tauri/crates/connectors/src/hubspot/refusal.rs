//! HubSpot's error envelope, read as the vendor's words. Every part of it may be missing.

use std::collections::BTreeMap;

use crosswalk_model::{ConnectorError, FieldName, ObjectName, RecordId, VendorWords};
use serde::Deserialize;

use crate::line::Answer;

#[cfg(test)]
mod tests;

/// How much of a body that is no envelope is kept.
const EXCERPT: usize = 300;

/// The error envelope, and an entry of a batch's `errors`: they share their shape.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Refusal {
    pub message: String,
    pub category: String,
    pub code: Option<String>,
    #[serde(rename = "in")]
    pub place: Option<String>,
    pub context: BTreeMap<String, Named>,
    pub errors: Vec<Refusal>,
    pub error_type: Option<String>,
}

/// A context value: documented as a list, seen as a single text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Named {
    Many(Vec<String>),
    One(String),
    Other(serde::de::IgnoredAny),
}

/// One entry of the list that stands as JSON inside the message of a validation error.
#[derive(Deserialize)]
struct Invalid {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    error: Option<String>,
}

impl Refusal {
    /// Reads a body, whatever it is.
    pub(super) fn of(answer: &Answer) -> Refusal {
        serde_json::from_slice(&answer.body).unwrap_or_else(|_| {
            let text = String::from_utf8_lossy(&answer.body);
            Refusal { message: text.chars().take(EXCERPT).collect(), ..Refusal::default() }
        })
    }

    /// What the context says under a key, on the entry or on those inside it.
    pub(super) fn named(&self, key: &str) -> Vec<&str> {
        let own = self.context.get(key).into_iter().flat_map(Named::texts);
        let inner = self.errors.iter().flat_map(|error| error.named(key));
        own.chain(inner).collect()
    }

    /// The words, with the fields that they name. `written` are the fields that were sent: a
    /// message quotes some of them without saying so anywhere else.
    pub(super) fn words(&self, status: u16, written: &[&FieldName]) -> VendorWords {
        let invalid = self.invalid();
        let code = self.first_code(&invalid);
        let mut fields: Vec<FieldName> = Vec::new();
        let mut add = |name: &str| {
            let name = FieldName::from(name);
            if !fields.contains(&name) {
                fields.push(name);
            }
        };
        invalid.iter().filter_map(|entry| entry.name.as_deref()).for_each(&mut add);
        for key in ["propertyName", "propertyNames", "properties", "property", "name"] {
            self.named(key).into_iter().for_each(&mut add);
        }
        for field in written {
            if self.speaks_of(field.as_str()) {
                add(field.as_str());
            }
        }
        VendorWords { status, code, message: self.said(), fields }
    }

    /// The message, with the scopes that lack: they stand beside it, and are what a person needs.
    pub(super) fn said(&self) -> String {
        let scopes = self.named("requiredGranularScopes").join(", ");
        if scopes.is_empty() {
            return self.message.clone();
        }
        format!("{} ({scopes})", self.message)
    }

    fn first_code(&self, invalid: &[Invalid]) -> String {
        let inner = self.errors.iter().find_map(|error| error.code.clone());
        let listed = invalid.iter().find_map(|entry| entry.error.clone());
        let kind = || self.error_type.clone().unwrap_or_else(|| self.category.clone());
        self.code.clone().or(inner).or(listed).unwrap_or_else(kind)
    }

    fn speaks_of(&self, field: &str) -> bool {
        let quoted = format!("\"{field}\"");
        let place = |error: &Refusal| error.place.as_deref() == Some(field);
        self.message.contains(&quoted)
            || place(self)
            || self.errors.iter().any(|error| error.message.contains(&quoted) || place(error))
    }

    fn invalid(&self) -> Vec<Invalid> {
        let list = self.message.find('[').and_then(|at| self.message.get(at..));
        let mut found = Vec::new();
        if let Some(text) = list {
            let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Vec<Invalid>>();
            if let Some(Ok(entries)) = stream.next() {
                found = entries;
            }
        }
        found
    }

    /// The id in "Contact already exists. Existing ID: 12345": it stands nowhere else.
    pub(super) fn existing(&self) -> Option<RecordId> {
        const BEFORE: &str = "Existing ID:";
        let mut texts =
            std::iter::once(&self.message).chain(self.errors.iter().map(|error| &error.message));
        texts.find_map(|text| {
            let rest = text.get(text.find(BEFORE)? + BEFORE.len()..)?.trim_start();
            let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
            (!id.is_empty()).then(|| RecordId::from(id))
        })
    }
}

impl Named {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = match self {
            Named::Many(list) => list.as_slice(),
            Named::One(text) => std::slice::from_ref(text),
            Named::Other(_) => &[],
        };
        texts.iter().map(String::as_str)
    }
}

/// A call that was refused as a whole.
pub(super) fn of_call(answer: &Answer) -> ConnectorError {
    let status = answer.status.as_u16();
    let words = Refusal::of(answer).words(status, &[]);
    match status {
        403 => ConnectorError::NotAllowed(words),
        300..=399 => ConnectorError::HostRefused("HubSpot redirects".to_owned()),
        500..=599 => ConnectorError::Unavailable(words),
        _ => ConnectorError::Refused(words),
    }
}

/// Same, where a 404 says that the object type is not there.
pub(super) fn of_object(answer: &Answer, object: &ObjectName) -> ConnectorError {
    if answer.status == http::StatusCode::NOT_FOUND {
        ConnectorError::NoSuchObject(object.clone())
    } else {
        of_call(answer)
    }
}
