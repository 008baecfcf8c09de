//! A record: its properties with their history, and its stamps.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::time::{Millis, iso};

/// Who or what wrote a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    /// `INTEGRATION`, `CRM_UI`, `IMPORT`, `AUTOMATION_PLATFORM`, `MERGE_OBJECTS`.
    pub kind: String,
    pub id: String,
    pub label: Option<String>,
    pub user: Option<u64>,
}

/// One value that a property held, from `at` on. An empty text is a cleared property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    pub value: Box<str>,
    pub at: Millis,
    pub source: Arc<Source>,
}

/// A property's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Field {
    pub name: Arc<str>,
    pub held: Held,
}

/// A write that queries see only from `until` on, though it happened at `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Late {
    pub from: Millis,
    pub until: Millis,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub id: u64,
    pub created: Millis,
    pub modified: Millis,
    /// Earlier modified stamps, oldest first: what a lagging index still shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stamps: Vec<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// Ids that were merged into this record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<u64>,
    /// Sorted by name.
    pub fields: Vec<Field>,
    /// Values that properties held before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<Field>,
}

/// How many earlier stamps are kept for a lagging index.
const STAMPS_KEPT: usize = 64;

impl Record {
    pub fn new(id: u64, now: Millis) -> Self {
        Self {
            id,
            created: now,
            modified: now,
            stamps: Vec::new(),
            archived: None,
            late: None,
            absorbed: Vec::new(),
            fields: Vec::new(),
            past: Vec::new(),
        }
    }

    /// Whether it lies in the bin, from where it can be brought back: for ninety days.
    pub fn is_in_bin(&self, now: Millis) -> bool {
        const KEPT: Millis = 90 * 86_400_000;
        self.archived.is_some_and(|at| now - at <= KEPT)
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        let at = self.fields.binary_search_by(|field| (*field.name).cmp(name)).ok()?;
        self.fields.get(at)
    }

    /// A stored value that is not empty.
    pub fn stored(&self, name: &str) -> Option<&str> {
        self.field(name).map(|field| &*field.held.value).filter(|value| !value.is_empty())
    }

    /// Stores a value; the same value again leaves no trace in the history. Says whether it moved.
    pub fn store(&mut self, name: &Arc<str>, held: Held) -> bool {
        match self.fields.binary_search_by(|field| field.name.cmp(name)) {
            Ok(at) => {
                match self.fields.get_mut(at).filter(|field| field.held.value != held.value) {
                    Some(field) => {
                        let before = std::mem::replace(&mut field.held, held);
                        self.past.push(Field { name: Arc::clone(&field.name), held: before });
                        true
                    }
                    None => false,
                }
            }
            Err(_) if held.value.is_empty() => false,
            Err(at) => {
                self.fields.insert(at, Field { name: Arc::clone(name), held });
                true
            }
        }
    }

    /// What a property held before, newest first.
    pub fn past_of(&self, name: &str) -> impl Iterator<Item = &Held> {
        let own = self.past.iter().rev().filter(move |field| *field.name == *name);
        own.map(|field| &field.held)
    }

    /// Moves the modified stamp, which never goes back.
    pub fn touch(&mut self, now: Millis) {
        if self.modified == now {
            return;
        }
        self.stamps.push(self.modified);
        if self.stamps.len() > STAMPS_KEPT {
            self.stamps.remove(0);
        }
        self.modified = self.modified.max(now);
    }

    /// The value as of `at`: what was written later does not show.
    pub fn value_at(&self, name: &str, at: Millis) -> Option<Cow<'_, str>> {
        if let Some(own) = self.own(name, at) {
            return Some(Cow::Owned(own));
        }
        let field = self.field(name)?;
        let held = if field.held.at <= at {
            &field.held
        } else {
            self.past_of(name).find(|held| held.at <= at)?
        };
        Some(Cow::Borrowed(&*held.value)).filter(|value| !value.is_empty())
    }

    /// The modified stamp as of `at`.
    pub fn modified_at(&self, at: Millis) -> Millis {
        if self.modified <= at {
            return self.modified;
        }
        self.stamps.iter().rev().copied().find(|stamp| *stamp <= at).unwrap_or(self.created)
    }

    /// Properties that the vendor sets itself and that follow from the record.
    fn own(&self, name: &str, at: Millis) -> Option<String> {
        match name {
            "hs_object_id" => Some(self.id.to_string()),
            "createdate" | "hs_createdate" => Some(iso(self.created)),
            "lastmodifieddate" | "hs_lastmodifieddate" => Some(iso(self.modified_at(at))),
            "hs_merged_object_ids" if !self.absorbed.is_empty() => {
                Some(self.absorbed.iter().map(u64::to_string).collect::<Vec<_>>().join(";"))
            }
            _ => None,
        }
    }
}
