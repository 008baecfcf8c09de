//! Table `error_item`: the inbox. One row per link, side, field and code that did not get through
//! (P8), with the vendor's words kept verbatim.

use crosswalk_model::errors::VendorWords;
use crosswalk_model::plan::{LinkPlan, SkipReason};
use crosswalk_model::{Content, ErrorId, FieldName, LinkId, PairId, RunId, Side, Timestamp};
use rusqlite::{Row, Transaction, params};

use crate::codec::{At, Json, SideText, at, maybe_at, maybe_name, text_enum};
use crate::links;
use crate::outbox::{OutboxRow, PlanToSave};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE error_item (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  pair       INTEGER NOT NULL REFERENCES pair (id),
  run        INTEGER NOT NULL REFERENCES run (id),
  link       INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  side       TEXT NOT NULL CHECK (side IN ('salesforce', 'hubspot')),
  origin     TEXT NOT NULL,
  field      TEXT,
  code       TEXT NOT NULL,
  words      TEXT NOT NULL,
  value      TEXT,
  first_at   INTEGER NOT NULL,
  last_at    INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  next_retry INTEGER,
  state      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX error_one_open
  ON error_item (link, side, origin, coalesce(field, ''), code) WHERE state = 'open';
CREATE INDEX error_link ON error_item (link);
CREATE INDEX error_open ON error_item (pair, code, id) WHERE state = 'open';
CREATE INDEX error_due ON error_item (pair, next_retry)
  WHERE state = 'open' AND next_retry IS NOT NULL;";

/// Format 2: whether a person, or a new mapping, asked for the next try.
pub(crate) const WHO_ASKED: &str = "
ALTER TABLE error_item ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));";

text_enum! {
    /// What found it.
    Origin {
        /// The plan: the value has no form on the other side.
        Skip = "skip",
        /// The vendor.
        Write = "write",
    }
}

text_enum! {
    /// Whether an item still stands.
    ErrorState {
        /// It stands.
        Open = "open",
        /// It got through, or its cause is no more.
        Gone = "gone",
    }
}

/// An error to note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorNote {
    /// The field on the written side; `None` where the whole record is refused.
    pub field: Option<FieldName>,
    /// Our code.
    pub code: String,
    /// The vendor's words.
    pub words: VendorWords,
    /// The value that did not get through: it is sent again once it differs.
    pub value: Option<Content>,
    /// When it may be tried again; `None` only when its value, the mapping or a person asks.
    pub next_retry: Option<Timestamp>,
}

/// A row of `error_item`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorItem {
    /// The row.
    pub id: ErrorId,
    /// The pair.
    pub pair: PairId,
    /// The run that last met it.
    pub run: RunId,
    /// The link.
    pub link: LinkId,
    /// The side that was to be written.
    pub side: Side,
    /// What found it.
    pub origin: Origin,
    /// What is wrong.
    pub note: ErrorNote,
    /// When it was first met.
    pub first_at: Timestamp,
    /// When it was last met.
    pub last_at: Timestamp,
    /// How often this value was met.
    pub attempts: u32,
    /// Whether the next try is a person's wish, and not an automatic one.
    pub asked: bool,
    /// Whether it still stands.
    pub state: ErrorState,
}

/// Errors of one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorGroup {
    /// Our code.
    pub code: String,
    /// The side.
    pub side: Side,
    /// The field, where one is named.
    pub field: Option<FieldName>,
    /// The vendor's message; of a plan's skip, nothing.
    pub message: String,
    /// Items.
    pub items: u64,
    /// The oldest.
    pub first_at: Timestamp,
    /// The newest.
    pub last_at: Timestamp,
    /// The next retry of any of them.
    pub next_retry: Option<Timestamp>,
}

impl Store {
    /// The open errors of a pair, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn errors(&self, pair: PairId) -> Result<Vec<ErrorItem>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM error_item WHERE pair = ?1 AND state = 'open' ORDER BY id";
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map([pair.0], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// The open errors of some links.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn errors_of(&self, links: &[LinkId]) -> Result<Vec<ErrorItem>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM error_item WHERE link = ?1 AND state = 'open' ORDER BY id";
            let mut ask = tx.prepare_cached(sql)?;
            let mut found = Vec::new();
            for link in links {
                for row in ask.query_map([link.0], read)? {
                    found.push(row?);
                }
            }
            Ok(found)
        })
    }

    /// The open errors of a pair by cause, the most frequent first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn error_groups(&self, pair: PairId) -> Result<Vec<ErrorGroup>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT code, side, field, words ->> '$.message' AS message, count(*) AS items,
                        min(first_at) AS first_at, max(last_at) AS last_at,
                        min(next_retry) AS next_retry
                 FROM error_item WHERE pair = ?1 AND state = 'open'
                 GROUP BY code, side, field, message
                 ORDER BY items DESC, code, side, field, message",
            )?;
            let groups = ask.query_map([pair.0], |row| {
                Ok(ErrorGroup {
                    code: row.get("code")?,
                    side: row.get::<_, SideText>("side")?.0,
                    field: maybe_name(row, "field")?,
                    message: row.get("message")?,
                    items: row.get::<_, i64>("items")?.unsigned_abs(),
                    first_at: row.get::<_, At>("first_at")?.0,
                    last_at: row.get::<_, At>("last_at")?.0,
                    next_retry: maybe_at(row, "next_retry")?,
                })
            })?;
            Ok(groups.collect::<Result<_, _>>()?)
        })
    }

    /// Marks the links whose retry time has come, and returns how many. Their items stay open
    /// until the next try tells.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn due_retries(&self, pair: PairId, now: Timestamp) -> Result<usize, StoreError> {
        self.write(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT DISTINCT link FROM error_item
                 WHERE pair = ?1 AND state = 'open' AND next_retry IS NOT NULL
                   AND next_retry <= ?2",
            )?;
            let due: Vec<i64> = ask
                .query_map(params![pair.0, At(now)], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            touch_all(tx, &due)
        })
    }

    /// A person asks for some errors to be tried again now: their values count as new and their
    /// links are marked. Returns how many links.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn retry_errors(&self, ids: &[ErrorId], now: Timestamp) -> Result<usize, StoreError> {
        self.write(|tx| {
            let mut due = std::collections::BTreeSet::new();
            for id in ids {
                let mut ask = tx.prepare_cached(
                    "UPDATE error_item SET next_retry = ?2, asked = 1
                     WHERE id = ?1 AND state = 'open' RETURNING link",
                )?;
                for link in ask.query_map(params![id.0, At(now)], |row| row.get::<_, i64>(0))? {
                    due.insert(link?);
                }
            }
            touch_all(tx, &due.into_iter().collect::<Vec<_>>())
        })
    }
}

fn touch_all(tx: &Transaction<'_>, due: &[i64]) -> Result<usize, StoreError> {
    if due.is_empty() {
        return Ok(0);
    }
    let mark = links::draw_mark(tx)?;
    for link in due {
        links::touch_link(tx, LinkId(*link), mark)?;
    }
    Ok(due.len())
}

/// Records a plan's skips of one link and closes those it does not name any more.
pub(crate) fn record_skips(
    tx: &Transaction<'_>,
    plan: &PlanToSave<'_>,
    link: &LinkPlan,
) -> Result<(), StoreError> {
    for side in Side::ALL {
        let mut notes = Vec::new();
        // A refusal stands in the inbox already, with the vendor's words and its next retry.
        let told = link.skips.iter().filter(|it| it.why != SkipReason::RefusedBefore);
        for skip in told.filter(|it| it.to == side) {
            let why = serde_json::to_value(&skip.why)?;
            let code = why.get("code").and_then(|it| it.as_str()).unwrap_or("skipped").to_owned();
            let words =
                VendorWords { message: serde_json::to_string(&why)?, ..VendorWords::default() };
            notes.push(ErrorNote {
                field: Some(skip.field.clone()),
                code,
                words,
                value: Some(skip.value.clone()),
                next_retry: None,
            });
        }
        let at = Place { pair: plan.pair, run: plan.run, link: link.link, side };
        put(tx, at, Origin::Skip, &notes, plan.at)?;
    }
    Ok(())
}

/// Closes refusals that a plan has overtaken: it neither writes the field again nor leaves it out
/// because of the refusal. They would be tried again for ever, with nothing to write.
pub(crate) fn close_overtaken(tx: &Transaction<'_>, plan: &LinkPlan) -> Result<(), StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT * FROM error_item WHERE link = ?1 AND origin = 'write' AND state = 'open'",
    )?;
    let open: Vec<ErrorItem> = ask.query_map([plan.link.0], read)?.collect::<Result<_, _>>()?;
    for item in open.iter().filter(|item| !stands(item, plan)) {
        tx.prepare_cached("UPDATE error_item SET state = 'gone' WHERE id = ?1")?
            .execute([item.id.0])?;
    }
    Ok(())
}

fn stands(item: &ErrorItem, plan: &LinkPlan) -> bool {
    let act = plan.acts.get(item.side).as_ref();
    let Some(field) = &item.note.field else { return act.is_some() };
    let written = act.is_some_and(|act| act.changes().iter().any(|it| it.field == *field));
    let left_out = plan.skips.iter().any(|skip| {
        skip.to == item.side && skip.field == *field && skip.why == SkipReason::RefusedBefore
    });
    written || left_out
}

/// A new mapping asks for everything that was refused to be tried again (P8).
pub(crate) fn ask_anew(
    tx: &Transaction<'_>,
    pair: PairId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE error_item SET next_retry = ?2, asked = 1
         WHERE pair = ?1 AND origin = 'write' AND state = 'open'",
        params![pair.0, At(now)],
    )?;
    Ok(())
}

/// Puts off the next try of what was refused for a link on one side.
pub(crate) fn put_off(
    tx: &Transaction<'_>,
    row: &OutboxRow,
    until: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE error_item SET next_retry = ?3
         WHERE link = ?1 AND side = ?2 AND origin = 'write' AND state = 'open'",
    )?
    .execute(params![row.link.0, row.side.as_str(), At(until)])?;
    Ok(())
}

/// Replaces what the vendor's last answer left in the inbox for one link and side.
pub(crate) fn replace(
    tx: &Transaction<'_>,
    row: &OutboxRow,
    origin: Origin,
    notes: &[ErrorNote],
    now: Timestamp,
) -> Result<(), StoreError> {
    let at = Place { pair: row.pair, run: row.run, link: row.link, side: row.side };
    put(tx, at, origin, notes, now)
}

/// Where an error stands.
#[derive(Clone, Copy)]
struct Place {
    pair: PairId,
    run: RunId,
    link: LinkId,
    side: Side,
}

fn put(
    tx: &Transaction<'_>,
    place: Place,
    origin: Origin,
    notes: &[ErrorNote],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT * FROM error_item
         WHERE link = ?1 AND side = ?2 AND origin = ?3 AND state = 'open'",
    )?;
    let asked = params![place.link.0, place.side.as_str(), origin];
    let before: Vec<ErrorItem> = ask.query_map(asked, read)?.collect::<Result<_, _>>()?;
    let same = |a: &ErrorNote, b: &ErrorNote| (&a.field, &a.code) == (&b.field, &b.code);
    for old in before.iter().filter(|old| !notes.iter().any(|new| same(new, &old.note))) {
        tx.prepare_cached("UPDATE error_item SET state = 'gone' WHERE id = ?1")?
            .execute([old.id.0])?;
    }
    for note in notes {
        match before.iter().find(|old| same(note, &old.note)) {
            // A skip that stands, or a refusal that this attempt left out.
            Some(old) if old.note == *note => {}
            Some(old) => again(tx, old, (place.run, note), now)?,
            None => add(tx, place, (origin, note), now)?,
        }
    }
    Ok(())
}

fn again(
    tx: &Transaction<'_>,
    old: &ErrorItem,
    (run, note): (RunId, &ErrorNote),
    now: Timestamp,
) -> Result<(), StoreError> {
    // Another value has failed as often as it was tried.
    let before = if old.note.value == note.value { old.attempts } else { 0 };
    tx.prepare_cached(
        "UPDATE error_item SET run = ?2, words = ?3, value = ?4, last_at = ?5, next_retry = ?6,
                               attempts = ?7, asked = 0 WHERE id = ?1",
    )?
    .execute(params![
        old.id.0,
        run.0,
        Json(&note.words),
        note.value.as_ref().map(Json),
        At(now),
        at(note.next_retry),
        before.saturating_add(1)
    ])?;
    Ok(())
}

fn add(
    tx: &Transaction<'_>,
    place: Place,
    (origin, note): (Origin, &ErrorNote),
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO error_item (pair, run, link, side, origin, field, code, words, value,
                                 first_at, last_at, attempts, next_retry, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, 1, ?11, 'open')",
    )?
    .execute(params![
        place.pair.0,
        place.run.0,
        place.link.0,
        place.side.as_str(),
        origin,
        note.field.as_ref().map(FieldName::as_str),
        note.code,
        Json(&note.words),
        note.value.as_ref().map(Json),
        At(now),
        at(note.next_retry)
    ])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<ErrorItem> {
    Ok(ErrorItem {
        id: ErrorId(row.get("id")?),
        pair: PairId(row.get("pair")?),
        run: RunId(row.get("run")?),
        link: LinkId(row.get("link")?),
        side: row.get::<_, SideText>("side")?.0,
        origin: row.get("origin")?,
        note: ErrorNote {
            field: maybe_name(row, "field")?,
            code: row.get("code")?,
            words: row.get::<_, Json<_>>("words")?.0,
            value: row.get::<_, Option<Json<_>>>("value")?.map(|it| it.0),
            next_retry: maybe_at(row, "next_retry")?,
        },
        first_at: row.get::<_, At>("first_at")?.0,
        last_at: row.get::<_, At>("last_at")?.0,
        attempts: row.get("attempts")?,
        asked: row.get("asked")?,
        state: row.get("state")?,
    })
}

#[cfg(test)]
mod tests;
