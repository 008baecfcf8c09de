//! What waits for a person: errors and conflicts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crosswalk_model::connector::Owner;
use crosswalk_model::plan::Decided;
use crosswalk_model::{
    Author, Both, Content, ErrorId, FieldName, LinkId, PairId, RecordRef, Side, Timestamp,
};
use crosswalk_store::{Conflict, ErrorItem};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::plans::shown;
use crate::status::{group_name, vendor_words};
use crate::words::code;

mod deciding;

pub use deciding::Word;

/// One record that did not get through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ErrorRow {
    /// Its number.
    pub id: ErrorId,
    /// Its group, as [`crate::status::ErrorLine::group`] names it.
    pub group: String,
    /// The code.
    pub code: String,
    /// The side that was to be written.
    pub side: Side,
    /// The link.
    pub link: LinkId,
    /// Both records, as far as they are there.
    pub records: Both<Option<RecordRef>>,
    /// The field, where one is named.
    pub field: Option<FieldName>,
    /// The value that did not get through.
    pub value: Option<String>,
    /// The vendor's words.
    pub provider_text: String,
    /// How often it was met.
    pub attempts: u32,
    /// When first.
    pub first_at: Timestamp,
    /// When it is tried again by itself.
    pub next_retry: Option<Timestamp>,
}

/// A field that changed on both sides, and that a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ConflictRow {
    /// Its number, for `conflicts decide`.
    pub id: i64,
    /// The link.
    pub link: LinkId,
    /// Both records.
    pub records: Both<Option<RecordRef>>,
    /// The field on each side.
    pub fields: Both<FieldName>,
    /// The sync rule.
    pub rule: String,
    /// What each side held when they last agreed.
    pub base: Both<Option<String>>,
    /// What each side holds now.
    pub now: Both<String>,
    /// When each side changed it, where known.
    pub times: Both<Option<Timestamp>>,
    /// Who changed it, where known: a name, a user's id where nobody of that id can own records, or
    /// what HubSpot calls the program that did it.
    pub by: Both<Option<String>>,
    /// The side that a person chose, until the next plan carries it out.
    pub decision: Option<Side>,
    /// What each side gets by a value of a person's own, until the next plan carries it out.
    pub typed: Option<Both<String>>,
}

impl App {
    /// Every open error of a pair, one row per record and field.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn error_rows(&self, pair: PairId) -> Result<Vec<ErrorRow>, AppError> {
        self.rows_of_errors(self.store.errors(pair)?)
    }

    /// The open errors of one group, one row per record and field.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when no open error is of that group.
    pub fn errors_of_group(&self, pair: PairId, group: &str) -> Result<Vec<ErrorRow>, AppError> {
        let mut items = self.store.errors(pair)?;
        items.retain(|it| group_name(&it.note.code, it.side, it.note.field.as_ref()) == group);
        if items.is_empty() && self.drift_of_group(pair, group)?.is_empty() {
            return Err(AppError::NoSuch { what: "group of errors", name: group.to_owned() });
        }
        self.rows_of_errors(items)
    }

    pub(crate) fn rows_of_errors(&self, items: Vec<ErrorItem>) -> Result<Vec<ErrorRow>, AppError> {
        let mut rows = Vec::new();
        for item in items {
            rows.push(ErrorRow {
                id: item.id,
                group: group_name(&item.note.code, item.side, item.note.field.as_ref()),
                side: item.side,
                link: item.link,
                records: self.store.link(item.link)?.ends,
                field: item.note.field,
                value: item.note.value.as_ref().map(shown),
                provider_text: vendor_words(item.note.words.message),
                code: item.note.code,
                attempts: item.attempts,
                first_at: item.first_at,
                next_retry: item.note.next_retry,
            });
        }
        Ok(rows)
    }

    /// Asks for errors to be tried again by the next pass: those of a group, or all. Returns how
    /// many records that marks. Of a group that is a changed field, asking for it approves it; of
    /// all, none is approved.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when no open error is of that group.
    pub fn retry_errors(&self, pair: PairId, group: Option<&str>) -> Result<usize, AppError> {
        let rows = match group {
            Some(group) => {
                let fields = self.drift_of_group(pair, group)?;
                if !fields.is_empty() {
                    return self.ask_for_fields(pair, &fields);
                }
                self.errors_of_group(pair, group)?
            }
            None => self.error_rows(pair)?,
        };
        let ids: Vec<ErrorId> = rows.iter().map(|row| row.id).collect();
        Ok(self.store.retry_errors(&ids, self.options.clock.now())?)
    }

    /// Asks for one record's error to be tried again by the next pass.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when no open error of the pair has that number.
    pub fn retry_error(&self, pair: PairId, error: ErrorId) -> Result<usize, AppError> {
        if !self.store.errors(pair)?.iter().any(|item| item.id == error) {
            return Err(AppError::NoSuch { what: "open error", name: error.to_string() });
        }
        Ok(self.store.retry_errors(&[error], self.options.clock.now())?)
    }

    /// Conflicts that are open, or decided and not carried out yet.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn conflict_rows(&self, pair: PairId) -> Result<Vec<ConflictRow>, AppError> {
        self.rows_of_conflicts(self.store.conflicts(pair)?)
    }

    pub(crate) fn rows_of_conflicts(
        &self,
        conflicts: Vec<Conflict>,
    ) -> Result<Vec<ConflictRow>, AppError> {
        let mut rows = Vec::new();
        let mut people = BTreeMap::new();
        for conflict in conflicts {
            if let Entry::Vacant(place) = people.entry(conflict.pair) {
                place.insert(self.people(conflict.pair)?);
            }
            let people = &people[&conflict.pair];
            let text = |content: &Option<Content>| content.as_ref().map(shown);
            let detail = conflict.detail;
            rows.push(ConflictRow {
                id: conflict.id,
                link: conflict.link,
                records: self.store.link(conflict.link)?.ends,
                fields: detail.fields,
                rule: code(&detail.rule),
                base: Both {
                    salesforce: text(&detail.base.salesforce),
                    hubspot: text(&detail.base.hubspot),
                },
                now: detail.now.map(|_, content| shown(&content)),
                times: detail.times,
                by: Both::from_fn(|side| {
                    detail.by.get(side).as_ref().map(|by| name_of(by, people.get(side)))
                }),
                decision: match &conflict.decision {
                    Some(Decided::Keep(side)) => Some(*side),
                    Some(Decided::Typed(_)) | None => None,
                },
                typed: match conflict.decision {
                    Some(Decided::Typed(both)) => Some(both.map(|_, content| shown(&content))),
                    Some(Decided::Keep(_)) | None => None,
                },
            });
        }
        Ok(rows)
    }

    /// Whoever can own records of either account, as a pass read them last.
    fn people(&self, pair: PairId) -> Result<Both<Vec<Owner>>, AppError> {
        let connections = self.store.pair(pair)?.connections;
        Ok(Both {
            salesforce: self.store.owners(connections.salesforce)?,
            hubspot: self.store.owners(connections.hubspot)?,
        })
    }
}

fn name_of(by: &Author, people: &[Owner]) -> String {
    match by {
        Author::User(id) => {
            let is_they = |owner: &&Owner| owner.user.as_ref().unwrap_or(&owner.at.id) == id;
            let name = people.iter().find(is_they).map(|owner| owner.name.as_str());
            name.filter(|name| !name.is_empty()).unwrap_or(id.as_str()).to_owned()
        }
        Author::Program(name) => name.clone(),
    }
}
