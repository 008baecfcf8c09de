//! Carries the roles of opportunities out, after the opportunities themselves. Of all who have a role,
//! those who are wanted and not there are made, and those who are there and not wanted go with all
//! their rows. Of those of one role, the role alone comes and goes: whoever loses it keeps the row,
//! without a role. What a row does not speak of stays as it is, and doing it all twice is the same as
//! once.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{WriteBatch, WriteKind, WriteRow};
use crosswalk_model::errors::RowError;
use crosswalk_model::{ConnectorError, Content, FieldName, ObjectName, RecordId, Value};
use serde_json::{json, value::to_raw_value};

use self::steps::{Call, Step};
use super::{NAMED_ROLES, PARENT, ROLES, is_one};
use crate::fate::{Fate, our_words};
use crate::line::{Answer, Repeat, SendError};
use crate::salesforce::SalesforceConnector;
use crate::salesforce::composite::{CompositeAnswer, PARTS_MAX, Part, reference};
use crate::salesforce::errors::words;
use crate::salesforce::ids;
use crate::salesforce::junctions::Standing;
use crate::salesforce::outcome::{RowAnswer, row_error, whole_error};
use crate::salesforce::write::{COLLECTION_ROWS, Outcomes};

mod steps;
#[cfg(test)]
mod tests;

/// What a row wants of its opportunity.
struct Wish<'a> {
    row: &'a WriteRow,
    opportunity: RecordId,
    /// Who is to have a role at all, where the row says so.
    all: Option<BTreeSet<RecordId>>,
    /// Who is to have each role that the row speaks of.
    of_roles: BTreeMap<&'a str, BTreeSet<RecordId>>,
    had: Vec<Standing>,
    /// What became of the fields of which something was said.
    fates: BTreeMap<FieldName, Fate>,
}

/// Whether a row holds roles.
pub(in crate::salesforce) fn are_in(row: &WriteRow) -> bool {
    row.fields.keys().any(is_one)
}

/// Whether a row holds nothing else.
pub(in crate::salesforce) fn are_all_of(row: &WriteRow) -> bool {
    are_in(row) && row.fields.keys().all(is_one)
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
        let open = wishes.iter().filter(|wish| wish.is_open());
        let ids: Vec<RecordId> = open.map(|wish| wish.opportunity.clone()).collect();
        let named = wishes.iter().any(|wish| !wish.of_roles.is_empty());
        let junction = if named { &NAMED_ROLES } else { &ROLES };
        match self.standing((junction, &ObjectName::from(PARENT)), &ids, batch.purpose).await {
            Ok(mut had) => {
                for wish in wishes.iter_mut().filter(|wish| wish.is_open()) {
                    wish.had = had.remove(&wish.opportunity).unwrap_or_default();
                }
                let missing = steps(&wishes, |wish, at| wish.missing(at));
                self.carry_out(batch, &mut wishes, &missing).await;
                // What is to come in the place of something has to be there first.
                let surplus = steps(&wishes, |wish, at| wish.surplus(at));
                self.carry_out(batch, &mut wishes, &surplus).await;
            }
            Err(error) => {
                for wish in &mut wishes {
                    let open: Vec<FieldName> = wish.fields().cloned().collect();
                    wish.worsen(&open, &Fate::of_not_done(&error));
                }
            }
        }
        for mut wish in wishes {
            let Some(outcome) = outcomes.get_mut(&wish.row.key) else { continue };
            for field in wish.row.fields.keys().filter(|field| is_one(field)) {
                wish.fates.remove(field).unwrap_or(Fate::Done(None)).tell(field, outcome);
            }
        }
    }

    /// Steps, as many to a call as collections take, those of one opportunity together.
    async fn carry_out(&self, batch: &WriteBatch, wishes: &mut [Wish<'_>], steps: &[Step]) {
        let of =
            |call: Call| -> Vec<&Step> { steps.iter().filter(|it| it.call() == call).collect() };
        let sorted = Call::ALL.map(of);
        let groups = sorted.iter().flat_map(|steps| steps.chunks(COLLECTION_ROWS));
        let groups: Vec<&[&Step]> = groups.collect();
        for some in groups.chunks(PARTS_MAX) {
            match self.send_steps(batch, some).await {
                Ok(answer) => settle(wishes, some, &answer),
                Err(fate) => {
                    for step in some.iter().copied().flatten() {
                        wishes[step.wish].worsen(&step.fields, &fate);
                    }
                }
            }
        }
    }

    async fn send_steps(&self, batch: &WriteBatch, groups: &[&[&Step]]) -> Result<Answer, Fate> {
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

    /// Steps of one sort.
    fn steps_part(&self, at: usize, steps: &[&Step]) -> Result<Part, ConnectorError> {
        let call = steps.first().map_or(Call::Delete, |step| step.call());
        let records: Vec<_> = steps.iter().filter_map(|step| step.record()).collect();
        let gone: Vec<&str> = steps.iter().filter_map(|step| step.goes()).collect();
        let (path, body) = match call {
            Call::Post | Call::Patch => {
                let body = to_raw_value(&json!({ "allOrNone": false, "records": records }))
                    .map_err(|error| ConnectorError::Protocol(format!("body: {error}")))?;
                ("/composite/sobjects".to_owned(), Some(body))
            }
            Call::Delete => {
                (format!("/composite/sobjects?ids={}&allOrNone=false", gone.join(",")), None)
            }
        };
        let (url, reference_id) = (self.data_path(&path), reference(at));
        let (method, http_headers) = (call.method(), BTreeMap::new());
        Ok(Part { method, url, reference_id, http_headers, body })
    }
}

fn wishes<'a>(batch: &'a WriteBatch, outcomes: &Outcomes) -> Vec<Wish<'a>> {
    if batch.kind == WriteKind::Delete {
        return Vec::new();
    }
    let rows = batch.rows.iter().filter(|row| are_in(row));
    let mut wishes: Vec<Wish<'a>> = rows
        .filter_map(|row| {
            let opportunity = outcomes.get(&row.key)?.as_ref().ok()?.id.clone();
            Some(wish(batch, row, opportunity))
        })
        .collect();
    // Roles lock their opportunity: those of one travel together.
    wishes.sort_by(|a, b| a.opportunity.cmp(&b.opportunity));
    wishes
}

fn wish<'a>(batch: &WriteBatch, row: &'a WriteRow, opportunity: RecordId) -> Wish<'a> {
    let (all, of_roles, had, fates) = (None, BTreeMap::new(), Vec::new(), BTreeMap::new());
    let mut wish = Wish { row, opportunity, all, of_roles, had, fates };
    for (field, value) in row.fields.iter().filter(|(field, _)| is_one(field)) {
        match (wanted(batch, value), ROLES.as_what_of(field)) {
            (Ok(contacts), None) => wish.all = Some(contacts),
            (Ok(contacts), Some(role)) => {
                wish.of_roles.insert(role, contacts);
            }
            (Err(why), _) => {
                let refused = Fate::Refused(our_words("NOT_A_ROLE", why.to_owned()));
                wish.worsen(std::slice::from_ref(field), &refused);
            }
        }
    }
    wish
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

fn steps(wishes: &[Wish<'_>], of: impl Fn(&Wish<'_>, usize) -> Vec<Step>) -> Vec<Step> {
    wishes.iter().enumerate().flat_map(|(at, wish)| of(wish, at)).collect()
}

impl Wish<'_> {
    /// Whether anything is to be looked at.
    fn is_open(&self) -> bool {
        self.fields().next().is_some()
    }

    /// The fields of which nothing was said so far.
    fn fields(&self) -> impl Iterator<Item = &FieldName> {
        let fields = self.row.fields.keys().filter(|field| is_one(field));
        fields.filter(|field| !self.fates.contains_key(*field))
    }

    fn worsen(&mut self, fields: &[FieldName], fate: &Fate) {
        for field in fields {
            let worse = match self.fates.remove(field) {
                Some(known) => known.worst(fate.clone()),
                None => fate.clone(),
            };
            self.fates.insert(field.clone(), worse);
        }
    }
}

/// Gives every result to its wish. What has none may have been done.
fn settle(wishes: &mut [Wish<'_>], groups: &[&[&Step]], answer: &Answer) {
    let parts = CompositeAnswer::of(&answer.body).ok();
    for (at, steps) in groups.iter().enumerate() {
        let part = parts.as_ref().and_then(|parts| parts.part(&reference(at)));
        let results = match part {
            Some(part) if !part.ok() => {
                let words = words(part.http_status_code, part.text().as_bytes());
                for step in *steps {
                    let fate = of_row_error(whole_error(&words));
                    wishes[step.wish].worsen(&step.fields, &fate);
                }
                continue;
            }
            Some(part) => serde_json::from_str::<Vec<RowAnswer>>(part.text()).unwrap_or_default(),
            None => Vec::new(),
        };
        let mut results = (results.len() == steps.len()).then_some(results).into_iter().flatten();
        for step in *steps {
            let wish = &mut wishes[step.wish];
            match results.next() {
                None => wish.worsen(&step.fields, &Fate::Lost),
                Some(result) if result.success || step.is_done(&result) => {}
                Some(result) => {
                    let error = row_error(&WriteKind::Update, wish.row, &result.errors);
                    wish.worsen(&step.fields, &step.fate(of_row_error(error)));
                }
            }
        }
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
