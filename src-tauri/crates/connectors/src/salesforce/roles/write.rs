//! Carries the roles of opportunities out, after the opportunities themselves: what is wanted and
//! not there is made, what is there and not wanted goes. `Role` and `IsPrimary` of the others stay
//! as they are, and doing it all twice is the same as once.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{WriteBatch, WriteKind, WriteRow};
use crosswalk_model::errors::RowError;
use crosswalk_model::{ConnectorError, Content, FieldName, ObjectName, RecordId, Value};
use serde_json::{Value as Json, json, value::to_raw_value};

use super::{FIELD, OBJECT, PARENT, ROLES};
use crate::fate::{Fate, our_words};
use crate::line::{Repeat, SendError};
use crate::salesforce::SalesforceConnector;
use crate::salesforce::composite::{CompositeAnswer, PARTS_MAX, Part, reference};
use crate::salesforce::errors::words;
use crate::salesforce::ids;
use crate::salesforce::junctions::Standing;
use crate::salesforce::outcome::{RowAnswer, row_error, whole_error};
use crate::salesforce::write::{COLLECTION_ROWS, Outcomes};

#[cfg(test)]
mod tests;

/// What a row wants of its opportunity.
struct Wish<'a> {
    row: &'a WriteRow,
    opportunity: RecordId,
    contacts: BTreeSet<RecordId>,
    had: Vec<Standing>,
    fate: Option<Fate>,
}

/// One role to make or to take away, and whose wish it is.
struct Step {
    wish: usize,
    what: What,
}

enum What {
    Make { opportunity: RecordId, contact: RecordId },
    TakeAway { role: RecordId },
}

/// Whether a row holds roles.
pub(in crate::salesforce) fn are_in(row: &WriteRow) -> bool {
    row.fields.contains_key(FIELD)
}

/// Whether a row holds nothing else.
pub(in crate::salesforce) fn are_all_of(row: &WriteRow) -> bool {
    are_in(row) && row.fields.len() == 1
}

impl SalesforceConnector {
    /// Carries out the roles of the rows that were written, and puts what became of them into the
    /// rows' outcomes.
    pub(in crate::salesforce) async fn carry_out_roles(
        &self,
        batch: &WriteBatch,
        outcomes: &mut Outcomes,
    ) {
        let mut wishes = wishes(batch, outcomes);
        let open = wishes.iter().filter(|wish| wish.fate.is_none());
        let ids: Vec<RecordId> = open.map(|wish| wish.opportunity.clone()).collect();
        match self.standing((&ROLES, &ObjectName::from(PARENT)), &ids, batch.purpose).await {
            Ok(mut had) => {
                for wish in wishes.iter_mut().filter(|wish| wish.fate.is_none()) {
                    wish.had = had.remove(&wish.opportunity).unwrap_or_default();
                }
                let missing = steps(&wishes, |wish| wish.missing());
                self.carry_out(batch, &mut wishes, &missing).await;
                // What is to come in the place of something has to be there first.
                let surplus = steps(&wishes, |wish| wish.surplus());
                self.carry_out(batch, &mut wishes, &surplus).await;
            }
            Err(error) => {
                for wish in wishes.iter_mut().filter(|wish| wish.fate.is_none()) {
                    wish.worsen(Fate::of_not_done(&error));
                }
            }
        }
        for wish in wishes {
            if let Some(outcome) = outcomes.get_mut(&wish.row.key) {
                let fate = wish.fate.unwrap_or(Fate::Done(None));
                fate.tell(&FieldName::from(FIELD), outcome);
            }
        }
    }

    /// Steps of one sort, as many to a call as collections take, those of one opportunity together.
    async fn carry_out(&self, batch: &WriteBatch, wishes: &mut [Wish<'_>], steps: &[Step]) {
        for some in steps.chunks(COLLECTION_ROWS * PARTS_MAX) {
            let groups: Vec<&[Step]> = some.chunks(COLLECTION_ROWS).collect();
            match self.send_steps(batch, &groups).await {
                Ok(answer) => settle(wishes, &groups, &answer),
                Err(fate) => {
                    for step in some {
                        wishes[step.wish].worsen(fate.clone());
                    }
                }
            }
        }
    }

    async fn send_steps(
        &self,
        batch: &WriteBatch,
        groups: &[&[Step]],
    ) -> Result<crate::line::Answer, Fate> {
        let parts = groups.iter().enumerate().map(|(at, steps)| self.steps_part(at, steps));
        let parts: Result<Vec<Part>, ConnectorError> = parts.collect();
        let dispatch = parts
            .and_then(|parts| self.composite(&parts, batch.purpose, Repeat::OnlyUnsent))
            .map_err(|error| Fate::of_not_done(&error))?;
        match self.line.send(dispatch).await {
            Ok(answer) if answer.status.is_success() => Ok(answer),
            Ok(answer) if answer.status.is_client_error() => {
                let words = words(answer.status.as_u16(), &answer.body);
                Err(of_row_error(whole_error(&words)))
            }
            Ok(_) | Err(SendError::AnswerLost(_)) => Err(Fate::Lost),
            Err(SendError::NotDone(error)) => Err(Fate::of_not_done(&error)),
        }
    }

    fn steps_part(&self, at: usize, steps: &[Step]) -> Result<Part, ConnectorError> {
        let made: Vec<Json> = steps.iter().filter_map(Step::record).collect();
        let gone: Vec<&str> = steps.iter().filter_map(Step::role).collect();
        let (method, path, body) = if gone.is_empty() {
            let body = to_raw_value(&json!({ "allOrNone": false, "records": made }))
                .map_err(|error| ConnectorError::Protocol(format!("body: {error}")))?;
            ("POST", "/composite/sobjects".to_owned(), Some(body))
        } else {
            let path = format!("/composite/sobjects?ids={}&allOrNone=false", gone.join(","));
            ("DELETE", path, None)
        };
        let (url, reference_id) = (self.data_path(&path), reference(at));
        Ok(Part { method, url, reference_id, http_headers: BTreeMap::new(), body })
    }
}

fn wishes<'a>(batch: &'a WriteBatch, outcomes: &Outcomes) -> Vec<Wish<'a>> {
    if batch.kind == WriteKind::Delete {
        return Vec::new();
    }
    let mut wishes: Vec<Wish<'a>> = batch
        .rows
        .iter()
        .filter_map(|row| {
            let value = row.fields.get(FIELD)?;
            let opportunity = outcomes.get(&row.key)?.as_ref().ok()?.id.clone();
            let (contacts, fate) = match wanted(batch, value) {
                Ok(contacts) => (contacts, None),
                Err(why) => {
                    (BTreeSet::new(), Some(Fate::Refused(our_words("NOT_A_ROLE", why.to_owned()))))
                }
            };
            Some(Wish { row, opportunity, contacts, had: Vec::new(), fate })
        })
        .collect();
    // Roles lock their opportunity: those of one travel together.
    wishes.sort_by(|a, b| a.opportunity.cmp(&b.opportunity));
    wishes
}

fn wanted(batch: &WriteBatch, value: &Content) -> Result<BTreeSet<RecordId>, &'static str> {
    if batch.object.as_str() != PARENT {
        return Err("only opportunities have contacts with a role");
    }
    let all = match value {
        Content::Blank => return Ok(BTreeSet::new()),
        Content::Value(Value::References(all)) => all,
        Content::Value(_) => return Err("roles are a set of contacts"),
    };
    let id = |to: &crosswalk_model::RecordRef| {
        ids::normalise(to.id.as_str()).filter(|_| to.object.as_str() == "Contact")
    };
    all.iter().map(id).collect::<Option<_>>().ok_or("a role is that of a contact")
}

/// What the wishes need, of those of which nothing failed so far.
fn steps(wishes: &[Wish<'_>], of: impl Fn(&Wish<'_>) -> Vec<What>) -> Vec<Step> {
    let open = wishes.iter().enumerate().filter(|(_, wish)| wish.fate.is_none());
    open.flat_map(|(at, wish)| of(wish).into_iter().map(move |what| Step { wish: at, what }))
        .collect()
}

impl Wish<'_> {
    fn missing(&self) -> Vec<What> {
        let had: BTreeSet<&str> = self.had.iter().map(|role| role.brings.as_str()).collect();
        let lacking = self.contacts.iter().filter(|contact| !had.contains(contact.as_str()));
        let make = |contact: &RecordId| What::Make {
            opportunity: self.opportunity.clone(),
            contact: contact.clone(),
        };
        lacking.map(make).collect()
    }

    /// One contact can have several roles: they go together.
    fn surplus(&self) -> Vec<What> {
        let gone = self.had.iter().filter(|role| !self.contacts.contains(role.brings.as_str()));
        gone.map(|role| What::TakeAway { role: role.id.clone() }).collect()
    }

    fn worsen(&mut self, fate: Fate) {
        self.fate = Some(match self.fate.take() {
            Some(known) => known.worst(fate),
            None => fate,
        });
    }
}

impl Step {
    fn record(&self) -> Option<Json> {
        match &self.what {
            What::Make { opportunity, contact } => Some(json!({
                "attributes": { "type": OBJECT },
                "OpportunityId": opportunity,
                "ContactId": contact,
            })),
            What::TakeAway { .. } => None,
        }
    }

    fn role(&self) -> Option<&str> {
        match &self.what {
            What::TakeAway { role } => Some(role.as_str()),
            What::Make { .. } => None,
        }
    }
}

/// Gives every result to its wish. What has none may have been done.
fn settle(wishes: &mut [Wish<'_>], groups: &[&[Step]], answer: &crate::line::Answer) {
    let parts = CompositeAnswer::of(&answer.body).ok();
    for (at, steps) in groups.iter().enumerate() {
        let part = parts.as_ref().and_then(|parts| parts.part(&reference(at)));
        let results = match part {
            Some(part) if !part.ok() => {
                let words = words(part.http_status_code, part.text().as_bytes());
                for step in *steps {
                    wishes[step.wish].worsen(of_row_error(whole_error(&words)));
                }
                continue;
            }
            Some(part) => serde_json::from_str::<Vec<RowAnswer>>(part.text()).unwrap_or_default(),
            None => Vec::new(),
        };
        let mut results = (results.len() == steps.len()).then_some(results).into_iter().flatten();
        for step in *steps {
            match results.next() {
                None => wishes[step.wish].worsen(Fate::Lost),
                Some(result) if result.success || step.is_gone(&result) => {}
                Some(result) => {
                    let wish = &mut wishes[step.wish];
                    let error = row_error(&WriteKind::Update, wish.row, &result.errors);
                    wish.worsen(of_row_error(error));
                }
            }
        }
    }
}

impl Step {
    /// Taking away what is gone already is done.
    fn is_gone(&self, result: &RowAnswer) -> bool {
        let gone = ["ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND"];
        self.role().is_some()
            && result.errors.first().is_some_and(|fault| gone.contains(&fault.code.as_str()))
    }
}

fn of_row_error(error: RowError) -> Fate {
    match error {
        RowError::Busy(words) => Fate::Busy(words),
        RowError::AnswerLost => Fate::Lost,
        RowError::NotSent(why) => Fate::NotSent(why),
        RowError::Refused(words)
        | RowError::Missing(words)
        | RowError::DuplicateRule(words)
        | RowError::Exists { words, .. } => Fate::Refused(words),
    }
}
