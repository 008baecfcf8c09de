//! What became of a write. HubSpot's answer says what it stored; Salesforce's rows come with the
//! next poll, and are judged then.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{RowOutcome, Written};
use crosswalk_model::errors::{RowError, VendorWords};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::Act;
use crosswalk_model::{
    Content, FieldName, LinkState, Observed, OutboxId, Reason, ReasonCode, Record, RecordId, Side,
    Timestamp,
};
use crosswalk_reconcile::identity::address_field;
use crosswalk_reconcile::numbers;
use crosswalk_store::{ErrorNote, OutboxRow, Refused, Settled, WriteDone};

use crate::pass::PassError;

/// The outcomes of a batch, by what is done with them.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    /// Carried out, and the vendor said what it stored.
    pub settled: Vec<Settled>,
    /// Carried out; what was stored comes with the next poll.
    pub written: Vec<WriteDone>,
    /// Refused for good: into the inbox.
    pub refused: Vec<Refused>,
    /// May have been carried out.
    pub lost: Vec<OutboxId>,
    /// Certainly not sent: they stay in the outbox.
    pub unsent: Vec<OutboxId>,
    /// Planned again at the next pass.
    pub again: Vec<OutboxId>,
}

/// Sorts the outcomes of a batch.
///
/// # Errors
/// [`PassError::Protocol`] when a row has no outcome, or an outcome no row (I12).
pub(crate) fn sort(
    rows: &[OutboxRow],
    outcomes: Vec<RowOutcome>,
    now: Timestamp,
) -> Result<Sorted, PassError> {
    let mut by_key: BTreeMap<OutboxId, RowOutcome> =
        outcomes.into_iter().map(|outcome| (outcome.key, outcome)).collect();
    let mut sorted = Sorted::default();
    for row in rows {
        match by_key.remove(&row.id) {
            Some(outcome) => sorted.add(row, outcome.result, now),
            // A connector that forgets a row leaves us not knowing: never a reason to resend.
            None => sorted.lost.push(row.id),
        }
    }
    if by_key.is_empty() {
        Ok(sorted)
    } else {
        Err(PassError::Protocol("an outcome for a row that was not sent"))
    }
}

impl Sorted {
    fn add(&mut self, row: &OutboxRow, result: Result<Written, RowError>, now: Timestamp) {
        match result {
            Ok(written) => match written.stored.clone() {
                Some(stored) => self.settled.push(from_answer(row, written, &stored, now)),
                None => self.written.push(WriteDone {
                    write: row.id,
                    record: written.id,
                    request: written.request,
                }),
            },
            Err(RowError::Refused(words) | RowError::DuplicateRule(words)) => {
                self.refused.push(refused(row, words, now));
            }
            // A change cannot be a match: the value that it gives is somebody else's.
            Err(RowError::Exists { words, .. }) if !matches!(row.act, Act::Create { .. }) => {
                self.refused.push(refused(row, taken_value(row, words), now));
            }
            // It exists: the next pass reads it and matches it.
            Err(RowError::Exists { .. } | RowError::Busy(_) | RowError::Missing(_)) => {
                self.again.push(row.id);
            }
            Err(RowError::AnswerLost) => self.lost.push(row.id),
            Err(RowError::NotSent(_)) => self.unsent.push(row.id),
        }
    }
}

/// Settles by the stored record that came with the answer. A field that the vendor refused beside
/// the rest keeps its base, and goes into the inbox with the vendor's words.
fn from_answer(row: &OutboxRow, written: Written, stored: &Record, now: Timestamp) -> Settled {
    let mut fields = stored.fields.clone();
    fields.retain(|field, _| written.refused.iter().all(|it| it.field != *field));
    let mut judged = judge(row, &fields, WhoseWord::TheAnswers);
    let next_retry = now.checked_add(numbers::RETRY_EVERY).ok();
    judged.refused.extend(written.refused.into_iter().map(|it| ErrorNote {
        value: sent(row, &it.field),
        field: Some(it.field),
        code: it.words.code.clone(),
        words: it.words,
        next_retry,
    }));
    let then = judged.then.or_else(|| failing(&judged.refused));
    Settled {
        write: row.id,
        record: written.id,
        stored: judged.stored,
        theirs: judged.theirs,
        overwritten: BTreeMap::new(),
        unshown: BTreeSet::new(),
        modified: (stored.modified, stored.modified_by.clone()),
        refused: judged.refused,
        request: written.request,
        keys: None,
        then,
    }
}

/// Settles by what a later read showed. `user` is who we are there: only a value that we are the
/// last modifier of can be our own write, tidied.
pub(crate) fn from_poll(row: &OutboxRow, observed: &Observed, user: Option<&RecordId>) -> Settled {
    let record = &observed.record;
    let ours = user.is_some() && record.modified_by.as_ref() == user;
    let whose = if ours { WhoseWord::TheAnswers } else { WhoseWord::Somebodys };
    let judged = judge(row, &record.fields, whose);
    Settled {
        write: row.id,
        record: record.at.id.clone(),
        stored: judged.stored,
        theirs: judged.theirs,
        overwritten: BTreeMap::new(),
        unshown: BTreeSet::new(),
        modified: (record.modified, record.modified_by.clone()),
        refused: judged.refused,
        request: None,
        keys: None,
        then: judged.then,
    }
}

/// Who last wrote the values that are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhoseWord {
    /// We did: a difference is the vendor's doing.
    TheAnswers,
    /// Somebody else did: a difference is an edit, and flows.
    Somebodys,
}

struct Judged {
    stored: BTreeMap<FieldName, Content>,
    theirs: BTreeMap<FieldName, Content>,
    refused: Vec<ErrorNote>,
    then: Option<(LinkState, Reason)>,
}

/// stored = sent: settled. stored = old: not taken. stored = something else: tidied, where we
/// were the last to write; an edit, where somebody else was.
fn judge(row: &OutboxRow, fields: &BTreeMap<FieldName, Content>, whose: WhoseWord) -> Judged {
    let mut judged = Judged {
        stored: BTreeMap::new(),
        theirs: BTreeMap::new(),
        refused: Vec::new(),
        then: None,
    };
    for change in row.act.changes() {
        let Some(now) = fields.get(&change.field) else { continue };
        if *now == change.after {
            continue;
        }
        match whose {
            WhoseWord::Somebodys => {
                judged.theirs.insert(change.field.clone(), now.clone());
            }
            WhoseWord::TheAnswers if change.before.known().as_ref() == Some(now) => {
                judged.stored.insert(change.field.clone(), now.clone());
                judged.refused.push(not_taken(row, change.field.clone(), &change.after));
            }
            // Where the rule prefers this side, what it made of the value is the value: it flows
            // back once (P6).
            WhoseWord::TheAnswers if prefers(change.rule, row.side) => {
                judged.theirs.insert(change.field.clone(), now.clone());
            }
            WhoseWord::TheAnswers => {
                judged.stored.insert(change.field.clone(), now.clone());
            }
        }
    }
    judged.then = failing(&judged.refused);
    judged
}

/// A link with a refused field is failing, for the first one's reason.
fn failing(refused: &[ErrorNote]) -> Option<(LinkState, Reason)> {
    let first = refused.first()?;
    let reason = Reason::new(ReasonCode::Refused)
        .with("code", &first.code)
        .with("message", &first.words.message);
    Some((LinkState::Failing, reason))
}

/// Whether a rule that can write to a side still prefers that side's value.
const fn prefers(rule: SyncRule, side: Side) -> bool {
    match (rule, side) {
        (SyncRule::PreferSalesforceUnlessBlank, Side::Salesforce)
        | (SyncRule::PreferHubspotUnlessBlank, Side::HubSpot) => true,
        (
            SyncRule::PreferSalesforceUnlessBlank
            | SyncRule::PreferHubspotUnlessBlank
            | SyncRule::AlwaysSalesforce
            | SyncRule::TwoWay
            | SyncRule::DontSync
            | SyncRule::AlwaysHubspot
            | SyncRule::Earliest
            | SyncRule::FillBlanks
            | SyncRule::Maximum
            | SyncRule::Union
            | SyncRule::ForwardOnly
            | SyncRule::Ask
            | SyncRule::OptOut,
            _,
        ) => false,
    }
}

/// The code of a value that a vendor answered yes to and did not keep.
pub const NOT_TAKEN: &str = "not_taken";

/// The same of an amount that an opportunity with products has from them.
pub const AMOUNT_OF_PRODUCTS: &str = "amount_of_products";

fn not_taken(row: &OutboxRow, field: FieldName, value: &Content) -> ErrorNote {
    let object = row.record.as_ref().map(|at| at.object.as_str());
    let code = match (row.side, object, field.as_str()) {
        (Side::Salesforce, Some("Opportunity"), "Amount") => AMOUNT_OF_PRODUCTS,
        (Side::Salesforce | Side::HubSpot, _, _) => NOT_TAKEN,
    };
    ErrorNote {
        words: VendorWords {
            status: 200,
            code: code.to_owned(),
            message: format!("{field} still holds its old value after the write"),
            fields: vec![field.clone()],
        },
        field: Some(field),
        code: code.to_owned(),
        value: Some(value.clone()),
        next_retry: None,
    }
}

/// A refusal goes into the inbox, one note per field that the vendor names, and is tried again at
/// the usual pace.
fn refused(row: &OutboxRow, words: VendorWords, now: Timestamp) -> Refused {
    let named: Vec<&FieldName> = words
        .fields
        .iter()
        .filter(|field| row.act.changes().iter().any(|change| change.field == **field))
        .collect();
    let next_retry = now.checked_add(numbers::RETRY_EVERY).ok();
    let note = |field: Option<&FieldName>| ErrorNote {
        field: field.cloned(),
        code: words.code.clone(),
        words: words.clone(),
        value: field.and_then(|field| sent(row, field)),
        next_retry,
    };
    let errors = if named.is_empty() {
        vec![note(None)]
    } else {
        named.into_iter().map(|field| note(Some(field))).collect()
    };
    let reason =
        Reason::new(ReasonCode::Refused).with("code", &words.code).with("message", &words.message);
    Refused { write: row.id, errors, then: (LinkState::Failing, reason) }
}

/// HubSpot's words for an address in use name the holder, and not the property.
fn taken_value(row: &OutboxRow, mut words: VendorWords) -> VendorWords {
    if words.fields.is_empty() {
        let address = address_field(row.side);
        let changes = row.act.changes().iter().filter(|it| it.field.as_str() == address);
        words.fields = changes.map(|it| it.field.clone()).collect();
    }
    words
}

fn sent(row: &OutboxRow, field: &FieldName) -> Option<Content> {
    row.act
        .changes()
        .iter()
        .find(|change| change.field == *field)
        .map(|change| change.after.clone())
}

/// Whether a write that may have left shows in the record: everything it wrote is there.
pub(crate) fn shows(row: &OutboxRow, record: &Record) -> bool {
    !matches!(row.act, Act::Delete { .. })
        && row
            .act
            .changes()
            .iter()
            .all(|change| record.fields.get(&change.field) == Some(&change.after))
}

/// Settles a write whose answer was lost and which shows in the record.
pub(crate) fn as_sent(row: &OutboxRow, record: &Record) -> Settled {
    Settled {
        write: row.id,
        record: record.at.id.clone(),
        stored: BTreeMap::new(),
        theirs: BTreeMap::new(),
        overwritten: BTreeMap::new(),
        unshown: BTreeSet::new(),
        modified: (record.modified, record.modified_by.clone()),
        refused: Vec::new(),
        request: None,
        keys: None,
        then: None,
    }
}

#[cfg(test)]
mod tests;
