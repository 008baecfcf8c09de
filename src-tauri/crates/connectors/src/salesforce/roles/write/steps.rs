//! What has to be done to the rows of one opportunity for a wish to come true.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crosswalk_model::{FieldName, RecordId};
use serde_json::{Value as Json, json};

use super::Wish;
use crate::fate::Fate;
use crate::salesforce::junctions::Standing;
use crate::salesforce::outcome::RowAnswer;
use crate::salesforce::roles::{FIELD, OBJECT, ROLE};

/// Codes of a row that is not there.
const GONE: [&str; 3] = ["ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND"];

/// Something to do to one row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Whose wish it is.
    pub(super) wish: usize,
    /// The fields that are not as wanted without it.
    pub(super) fields: Vec<FieldName>,
    what: What,
}

#[derive(Debug, PartialEq, Eq)]
enum What {
    Make {
        opportunity: RecordId,
        contact: RecordId,
        role: Option<String>,
    },
    /// It gets another role, or none.
    Change {
        row: RecordId,
        role: Option<String>,
    },
    TakeAway {
        row: RecordId,
    },
}

/// The collection that a step goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Patch,
    Post,
    Delete,
}

impl Call {
    pub(super) const ALL: [Call; 3] = [Call::Patch, Call::Post, Call::Delete];

    pub(super) const fn method(self) -> &'static str {
        match self {
            Call::Patch => "PATCH",
            Call::Post => "POST",
            Call::Delete => "DELETE",
        }
    }
}

impl Wish<'_> {
    /// What has to be there or be called otherwise. Who is taken out altogether is in no role.
    pub(super) fn missing(&self, at: usize) -> Vec<Step> {
        let rows = self.rows_by_contact();
        let wanted = self.of_roles.values().chain(&self.all).flatten();
        let everybody: BTreeSet<&str> =
            wanted.map(RecordId::as_str).chain(rows.keys().copied()).collect();
        let stay = everybody.into_iter().filter(|contact| !self.takes_out(contact));
        let of = |contact| self.of_one(contact, rows.get(contact).map_or(&[][..], Vec::as_slice));
        stay.flat_map(of).map(|(what, fields)| Step { wish: at, fields, what }).collect()
    }

    /// The rows of those who are taken out altogether: one contact can have several, which go
    /// together. None go where somebody who is to come did not.
    pub(super) fn surplus(&self, at: usize) -> Vec<Step> {
        if self.fates.contains_key(FIELD) {
            return Vec::new();
        }
        let gone = self.had.iter().filter(|row| self.takes_out(&row.brings.what));
        let step = |row: &Standing| {
            let role = row.brings.as_what.as_deref().and_then(|role| self.field_of(role));
            let fields = role.into_iter().chain([FieldName::from(FIELD)]).collect();
            Step { wish: at, fields, what: What::TakeAway { row: row.id.clone() } }
        };
        gone.map(step).collect()
    }

    fn takes_out(&self, contact: &str) -> bool {
        self.all.as_ref().is_some_and(|all| !all.contains(contact))
    }

    fn rows_by_contact(&self) -> BTreeMap<&str, Vec<&Standing>> {
        let mut rows: BTreeMap<&str, Vec<&Standing>> = BTreeMap::new();
        for row in &self.had {
            rows.entry(&row.brings.what).or_default().push(row);
        }
        rows
    }

    /// The field of a role, where the row speaks of it.
    fn field_of(&self, role: &str) -> Option<FieldName> {
        self.of_roles.contains_key(role).then(|| FieldName::from(format!("{FIELD}:{role}")))
    }

    /// The roles of one contact who stays. A row that loses its role gets a new one where there is
    /// one to give, so does a row without one; the rest is made.
    fn of_one(&self, contact: &str, rows: &[&Standing]) -> Vec<(What, Vec<FieldName>)> {
        let wanted = self.of_roles.iter().filter(|(_, contacts)| contacts.contains(contact));
        let wanted: Vec<&str> = wanted.map(|(role, _)| *role).collect();
        let held = |role: &str| rows.iter().any(|row| row.brings.as_what.as_deref() == Some(role));
        let loses = |row: &&Standing| {
            let role = row.brings.as_what.as_deref().filter(|role| !wanted.contains(role));
            role.and_then(|role| self.field_of(role))
        };
        let losing = rows.iter().filter_map(|row| Some((*row, Some(loses(row)?))));
        let without = rows.iter().filter(|row| row.brings.as_what.is_none());
        // Nobody asked which role a row has where the row speaks of none.
        let without = without.filter(|_| !self.of_roles.is_empty()).map(|row| (*row, None));
        let mut free: VecDeque<(&Standing, Option<FieldName>)> = losing.chain(without).collect();
        let mut steps = Vec::new();
        for role in wanted.iter().filter(|role| !held(role)) {
            let own = self.field_of(role);
            match free.pop_front() {
                Some((row, former)) => {
                    let what = What::Change { row: row.id.clone(), role: Some((*role).to_owned()) };
                    steps.push((what, own.into_iter().chain(former).collect()));
                }
                None => steps.push(self.new_row(contact, Some(*role), rows)),
            }
        }
        let cleared = free.into_iter().filter_map(|(row, former)| Some((row, former?)));
        steps.extend(
            cleared.map(|(row, former)| {
                (What::Change { row: row.id.clone(), role: None }, vec![former])
            }),
        );
        let comes = self.all.as_ref().is_some_and(|all| all.contains(contact));
        if comes && rows.is_empty() && wanted.is_empty() {
            steps.push(self.new_row(contact, None, rows));
        }
        steps
    }

    fn new_row(
        &self,
        contact: &str,
        role: Option<&str>,
        rows: &[&Standing],
    ) -> (What, Vec<FieldName>) {
        let all = self.all.is_some() && rows.is_empty();
        let all = all.then(|| FieldName::from(FIELD));
        let fields = role.and_then(|role| self.field_of(role)).into_iter().chain(all).collect();
        let (opportunity, contact) = (self.opportunity.clone(), RecordId::from(contact));
        (What::Make { opportunity, contact, role: role.map(str::to_owned) }, fields)
    }
}

impl Step {
    pub(super) const fn call(&self) -> Call {
        match &self.what {
            What::Make { .. } => Call::Post,
            What::Change { .. } => Call::Patch,
            What::TakeAway { .. } => Call::Delete,
        }
    }

    /// The row as it is sent, where it is.
    pub(super) fn record(&self) -> Option<Json> {
        let attributes = json!({ "type": OBJECT });
        match &self.what {
            What::Make { opportunity, contact, role } => {
                let mut row = json!({
                    "attributes": attributes,
                    "OpportunityId": opportunity,
                    "ContactId": contact,
                });
                if let Some(role) = role {
                    row[ROLE] = json!(role);
                }
                Some(row)
            }
            What::Change { row, role } => {
                Some(json!({ "attributes": attributes, "id": row, ROLE: role }))
            }
            What::TakeAway { .. } => None,
        }
    }

    /// The row that goes.
    pub(super) fn goes(&self) -> Option<&str> {
        match &self.what {
            What::TakeAway { row } => Some(row.as_str()),
            What::Make { .. } | What::Change { .. } => None,
        }
    }

    /// Whether a failure says that it is done: what is gone already can lose nothing more.
    pub(super) fn is_done(&self, result: &RowAnswer) -> bool {
        let gone = result.errors.first().is_some_and(|it| GONE.contains(&it.code.as_str()));
        match &self.what {
            What::TakeAway { .. } | What::Change { role: None, .. } => gone,
            What::Change { role: Some(_), .. } | What::Make { .. } => false,
        }
    }

    /// What a failure means: a row that went meanwhile is to be made the next time.
    pub(super) fn fate(&self, failed: Fate) -> Fate {
        match (&self.what, failed) {
            (What::Change { .. }, Fate::Refused(words)) if GONE.contains(&words.code.as_str()) => {
                Fate::Busy(words)
            }
            (_, failed) => failed,
        }
    }
}
