//! `settle` and `refuse`: what became of a write, in one transaction with everything that follows
//! from it.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::triple::Base;
use crosswalk_model::{
    ConnectionId, Content, FieldName, LinkState, Observed, OutboxId, Reason, ReasonCode, RecordId,
    RecordRef, Timestamp,
};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::error_items::{self, ErrorNote, Origin};
use crate::history::{self, HistoryNote};
use crate::links::{self, Verdict};
use crate::match_keys::{self, RecordKeys};
use crate::observed::{self, merge::first_sight};
use crate::outbox::{self, OutboxRow, OutboxState};
use crate::{Store, StoreError, bases, conflicts, lost, pairs};

/// The vendor said yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteDone {
    /// Which write.
    pub write: OutboxId,
    /// The record written; for a create the one it made or found.
    pub record: RecordId,
    /// The vendor's request id.
    pub request: Option<String>,
}

/// A write whose effect is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Which write.
    pub write: OutboxId,
    /// The record written; for a create the one it made or found.
    pub record: RecordId,
    /// What the target holds now, of the fields written. A field that is not here holds what was
    /// sent.
    pub stored: BTreeMap<FieldName, Content>,
    /// What somebody else has put there since our write: base takes what was sent, observed takes
    /// this, and the difference flows as the edit that it is.
    pub theirs: BTreeMap<FieldName, Content>,
    /// What somebody had put there between the check and our write, which went over it: that, and
    /// not what the plan had read, is what history tells was there before, and what an undo puts back.
    pub overwritten: BTreeMap<FieldName, Content>,
    /// The record's modified time after the write and who made it, where known.
    pub modified: (Option<Timestamp>, Option<RecordId>),
    /// Fields that the vendor did not take (stored = old): their base stays as it was. Also those
    /// that an earlier attempt was refused for and this one left out: items not named here close.
    pub refused: Vec<ErrorNote>,
    /// Fields of which nobody knows whether they were taken: as if they had not been written. The inbox
    /// keeps what it has, and whoever settles marks the link, so that they are decided anew.
    pub unshown: BTreeSet<FieldName>,
    /// The vendor's request id, where [`Store::mark_written`] did not have it.
    pub request: Option<String>,
    /// The record's match keys as the write leaves them, where it touched one: the pull that brings
    /// our own write back has no news, and would leave the old ones standing.
    pub keys: Option<RecordKeys>,
    /// Where the link stands now, where that is not what the plan foresaw.
    pub then: Option<(LinkState, Reason)>,
}

/// A write that the vendor refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which write.
    pub write: OutboxId,
    /// What goes into the inbox.
    pub errors: Vec<ErrorNote>,
    /// Where the link stands now.
    pub then: (LinkState, Reason),
}

impl Store {
    /// Notes that writes were carried out, before their effect is read back. A create's record
    /// becomes the link's end at once, so that the next pull does not take it for a stranger.
    ///
    /// # Errors
    /// [`StoreError::EndTaken`] when a create made or found a record of another whole link;
    /// [`StoreError::WrongState`] when a write is closed.
    pub fn mark_written(&self, done: &[WriteDone]) -> Result<(), StoreError> {
        self.write(|tx| done.iter().try_for_each(|it| written(tx, it)))
    }

    /// Closes writes whose effect is known: base advances per side, observed takes the stored
    /// values without moving a stamp, history is written, the link takes its verdict and loses
    /// the mark that the plan had seen.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when a write is closed; [`StoreError::EndTaken`].
    pub fn settle(&self, settled: &[Settled], at: Timestamp) -> Result<(), StoreError> {
        if settled.is_empty() {
            return Ok(());
        }
        self.write(|tx| settled.iter().try_for_each(|it| settle_one(tx, it, at)))
    }

    /// Closes writes that were refused and puts their errors into the inbox. The link loses its
    /// mark; [`Store::due_retries`] marks it again in time.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when a write is closed.
    pub fn refuse(&self, refused: &[Refused], at: Timestamp) -> Result<(), StoreError> {
        if refused.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            for it in refused {
                let row = outbox::by_id(tx, it.write)?;
                outbox::close(tx, row.id, OutboxState::Refused, at)?;
                error_items::replace(tx, &row, Origin::Write, &it.errors, at)?;
                let (state, reason) = it.then.clone();
                conclude(tx, &row, (Verdict { link: row.link, state, reason }, Taken::Some), at)?;
            }
            Ok(())
        })
    }

    /// Closes those of some writes that are still planned, unsent, and puts the next try of what was refused off until `until`:
    /// automatic retries have used up their share of the budget (H140).
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn put_off(
        &self,
        rows: &[OutboxRow],
        until: Timestamp,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            for row in rows {
                if outbox::by_id(tx, row.id)?.state != OutboxState::Planned {
                    continue;
                }
                outbox::close(tx, row.id, OutboxState::Dropped, at)?;
                error_items::put_off(tx, row, until)?;
                let reason = Reason::new(ReasonCode::WaitingForRetry);
                let verdict = Verdict { link: row.link, state: LinkState::Failing, reason };
                conclude(tx, row, (verdict, Taken::Some), at)?;
            }
            Ok(())
        })
    }
}

fn written(tx: &Transaction<'_>, done: &WriteDone) -> Result<(), StoreError> {
    let row = outbox::by_id(tx, done.write)?;
    let changed = tx
        .prepare_cached(
            "UPDATE outbox SET state = 'written', record = ?2, request = coalesce(?3, request)
             WHERE id = ?1 AND state IN ('sent', 'written', 'lost')",
        )?
        .execute(params![done.write.0, done.record.as_str(), done.request])?;
    if changed != 1 {
        return Err(StoreError::WrongState("that write is not on its way"));
    }
    end_of_create(tx, &row, &done.record)
}

/// The record of a create becomes the link's end; the side that was there first is its origin.
fn end_of_create(
    tx: &Transaction<'_>,
    row: &OutboxRow,
    record: &RecordId,
) -> Result<(), StoreError> {
    let Act::Create { object, .. } = &row.act else { return Ok(()) };
    let end = RecordRef { object: object.clone(), id: record.clone() };
    links::set_end(tx, row.link, row.side, &end)?;
    tx.prepare_cached("UPDATE link SET origin = coalesce(origin, ?2) WHERE id = ?1")?
        .execute(params![row.link.0, row.side.other().as_str()])?;
    Ok(())
}

fn settle_one(tx: &Transaction<'_>, it: &Settled, now: Timestamp) -> Result<(), StoreError> {
    let row = outbox::by_id(tx, it.write)?;
    let connection = *pairs::by_id(tx, row.pair)?.connections.get(row.side);
    let record = RecordRef { object: row.act.object().clone(), id: it.record.clone() };
    end_of_create(tx, &row, &it.record)?;
    let taken: Vec<&FieldChange> = row
        .act
        .changes()
        .iter()
        .filter(|change| !it.refused.iter().any(|note| note.field.as_ref() == Some(&change.field)))
        .filter(|change| !it.unshown.contains(&change.field))
        .collect();
    bases::advance(tx, row.link, &new_base(&row, &taken, it))?;
    let before = observed::get(tx, connection, &record)?.map(|stored| stored.observed);
    remember(tx, (connection, &record), (&row, &taken), it, now)?;
    if let (Some(keys), Some(stored)) = (&it.keys, observed::get(tx, connection, &record)?) {
        match_keys::replace(tx, connection, (&record.object, stored.row), keys)?;
    }
    let note = HistoryNote { row: &row, record: &record, settled: it, before: before.as_ref() };
    history::write(tx, &note, &taken, now)?;
    // Of what is decided anew nothing is taken yet: no decision of a person is done by it.
    let whole = it.unshown.is_empty();
    let state = if whole { OutboxState::Settled } else { OutboxState::Dropped };
    outbox::close(tx, row.id, state, now)?;
    if whole {
        error_items::replace(tx, &row, Origin::Write, &it.refused, now)?;
    }
    let (state, reason) = it.then.clone().unwrap_or_else(|| row.then.clone());
    let all = if whole && it.refused.is_empty() { Taken::All } else { Taken::Some };
    conclude(tx, &row, (Verdict { link: row.link, state, reason }, all), now)
}

/// The source side's base takes the value that the plan carried, the target's what is stored.
fn new_base(row: &OutboxRow, taken: &[&FieldChange], it: &Settled) -> Base {
    let mut base = Base::default();
    for change in taken {
        let stored = it.stored.get(&change.field).unwrap_or(&change.after);
        base.get_mut(row.side).insert(change.field.clone(), stored.clone());
        let source = base.get_mut(row.side.other());
        source.insert(change.source_field.clone(), change.source.clone());
    }
    base
}

/// observed takes what the target holds now. Stamps stay: our own write is nobody's edit.
fn remember(
    tx: &Transaction<'_>,
    (connection, at): (ConnectionId, &RecordRef),
    (row, taken): (&OutboxRow, &[&FieldChange]),
    it: &Settled,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut values: BTreeMap<FieldName, Content> =
        taken.iter().map(|change| (change.field.clone(), change.after.clone())).collect();
    values.extend(it.stored.clone());
    values.extend(it.theirs.clone());
    let deleted = matches!(row.act, Act::Delete { .. });
    let Some(old) = observed::get(tx, connection, at)? else {
        if deleted {
            return Ok(());
        }
        let record = crosswalk_model::Record {
            at: at.clone(),
            life: crosswalk_model::Life::Live,
            modified: it.modified.0,
            modified_by: it.modified.1.clone(),
            absorbed: Vec::new(),
            fields: values.clone(),
        };
        observed::insert(tx, connection, &first_sight(&record, &values), (None, now))?;
        return Ok(());
    };
    let mut renewed: Observed = old.observed.clone();
    if matches!(row.act, Act::Create { .. }) {
        // The pull may have met the record before anybody could know that it is ours.
        renewed.stamps.retain(|field, _| values.get(field) != renewed.record.fields.get(field));
    }
    renewed.record.fields.extend(values);
    renewed.record.modified = it.modified.0.max(renewed.record.modified);
    renewed.record.modified_by = it.modified.1.clone().or(renewed.record.modified_by);
    if deleted {
        renewed.record.life = crosswalk_model::Life::Deleted;
        lost::note_gone(tx, (connection, row.side, at), now)?;
    }
    if renewed != old.observed {
        observed::update(tx, old.row, &renewed, (old.field_set, now))?;
    }
    Ok(())
}

/// The other side's last write of the run. The `+` keeps the index of runs out of it: a first sync
/// writes everything in one run, and each row would read all of them.
const SIBLING: &str = "SELECT state FROM outbox WHERE link = ?1 AND +run = ?2 AND side <> ?3
                       ORDER BY id DESC LIMIT 1";

/// How much of a write its side took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    All,
    Some,
}

/// Gives the link its verdict once no write of it is open. Where the other side's last write of the
/// run was refused, the link stays failing, whatever this one came to.
fn conclude(
    tx: &Transaction<'_>,
    row: &OutboxRow,
    (verdict, taken): (Verdict, Taken),
    now: Timestamp,
) -> Result<(), StoreError> {
    let open = tx
        .prepare_cached(
            "SELECT 1 FROM outbox WHERE link = ?1
             AND state IN ('planned', 'sent', 'written', 'lost')",
        )?
        .exists([row.link.0])?;
    let sibling: Option<OutboxState> = tx
        .prepare_cached(SIBLING)?
        .query_row(params![row.link.0, row.run.0, row.side.as_str()], |it| it.get(0))
        .optional()?;
    let sibling_refused = sibling == Some(OutboxState::Refused);
    let fails = matches!(verdict.state, LinkState::Failing | LinkState::Waiting);
    // Of somebody who is held only an opt-out is written (A15): the error tells that it failed, and the
    // record goes on to be held.
    let held = links::by_id(tx, row.link)?.state == LinkState::Held;
    let verdict =
        if held && fails { Verdict { state: LinkState::Held, ..verdict } } else { verdict };
    if fails || (!open && !sibling_refused) {
        links::set_verdict(tx, &verdict, Some(row.run), now)?;
    }
    // What a person decided is done once both sides took it.
    let sibling_took = sibling.is_none_or(|state| state == OutboxState::Settled);
    if !open && taken == Taken::All && sibling_took {
        conflicts::consume(tx, (row.link, &[]), now)?;
    }
    if !open {
        links::clear_mark(tx, row.link, row.mark)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
