//! Table `conflict`: fields that changed on both sides and wait for a person (M4).

use crosswalk_model::plan::{Decided, FieldConflict, FieldSkip, LinkPlan};
use crosswalk_model::{LinkId, MappingId, PairId, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::codec::{At, Json, SideText, maybe_at, name, text_enum};
use crate::links;
use crate::outbox::PlanToSave;
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE conflict (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  pair       INTEGER NOT NULL REFERENCES pair (id),
  run        INTEGER NOT NULL REFERENCES run (id),
  link       INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  field      TEXT NOT NULL,
  detail     TEXT NOT NULL,
  state      TEXT NOT NULL,
  decision   TEXT CHECK (decision IN ('salesforce', 'hubspot')),
  found_at   INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE UNIQUE INDEX conflict_one_open ON conflict (link, field)
  WHERE state IN ('open', 'decided');
CREATE INDEX conflict_link ON conflict (link);
CREATE INDEX conflict_open ON conflict (pair, id) WHERE state IN ('open', 'decided');";

/// Format 5: what a person typed, in the form that each side stores.
pub(crate) const TYPED: &str = "
ALTER TABLE conflict ADD COLUMN typed TEXT;";

text_enum! {
    /// Where a conflict stands.
    ConflictState {
        /// It waits for a person.
        Open = "open",
        /// A person decided; the next plan carries it out.
        Decided = "decided",
        /// The decision was carried out.
        Done = "done",
        /// The sides agree again, or the link went.
        Gone = "gone",
    }
}

/// A row of `conflict`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The row.
    pub id: i64,
    /// The pair.
    pub pair: PairId,
    /// The link.
    pub link: LinkId,
    /// The field mapping.
    pub field: MappingId,
    /// Base, both values, both times and the rule.
    pub detail: FieldConflict,
    /// Where it stands.
    pub state: ConflictState,
    /// How a person decided it.
    pub decision: Option<Decided>,
    /// When it was found.
    pub found_at: Timestamp,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
}

impl Store {
    /// Conflicts of a pair that are open or decided and not carried out, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn conflicts(&self, pair: PairId) -> Result<Vec<Conflict>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT * FROM conflict WHERE pair = ?1 AND state IN ('open', 'decided')
                 ORDER BY id",
            )?;
            Ok(ask.query_map([pair.0], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Conflicts of some links that are open or decided and not carried out; the planner asks for
    /// the decisions among them.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn conflicts_of(&self, links: &[LinkId]) -> Result<Vec<Conflict>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT * FROM conflict WHERE link = ?1 AND state IN ('open', 'decided')
                 ORDER BY id",
            )?;
            let mut found = Vec::new();
            for link in links {
                for row in ask.query_map([link.0], read)? {
                    found.push(row?);
                }
            }
            Ok(found)
        })
    }

    /// One conflict, wherever it stands.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn conflict(&self, conflict: i64) -> Result<Conflict, StoreError> {
        self.read(|tx| one(tx, conflict))
    }

    /// A person's word. The link is marked, so that the next plan carries it out.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`]; [`StoreError::WrongState`] when it is not open any more.
    pub fn decide(&self, conflict: i64, word: &Decided, at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            let row = one(tx, conflict)?;
            match row.state {
                ConflictState::Open | ConflictState::Decided => {}
                ConflictState::Done | ConflictState::Gone => {
                    return Err(StoreError::WrongState("that conflict is not open any more"));
                }
            }
            let (side, typed) = match word {
                Decided::Keep(side) => (Some(side.as_str()), None),
                Decided::Typed(values) => (None, Some(Json(values))),
            };
            tx.execute(
                "UPDATE conflict SET state = 'decided', decision = ?2, typed = ?3, decided_at = ?4
                 WHERE id = ?1",
                params![conflict, side, typed, At(at)],
            )?;
            links::touch_link(tx, row.link, links::draw_mark(tx)?)
        })
    }
}

/// Records a plan's conflicts of one link: new ones open, changed ones open again, open ones that
/// the plan does not name are gone. Decided ones stay until they are carried out.
pub(crate) fn record(
    tx: &Transaction<'_>,
    plan: &PlanToSave<'_>,
    link: &LinkPlan,
) -> Result<(), StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT * FROM conflict WHERE link = ?1 AND state IN ('open', 'decided')",
    )?;
    let before: Vec<Conflict> = ask.query_map([link.link.0], read)?.collect::<Result<_, _>>()?;
    for old in &before {
        let still = link.conflicts.iter().find(|it| it.mapping == old.field).cloned();
        match still.map(|now| now.remembering(&old.detail)) {
            Some(now) if now == old.detail && old.state == ConflictState::Open => {}
            Some(now) => {
                tx.prepare_cached(
                    "UPDATE conflict SET detail = ?2, state = 'open', decision = NULL,
                                         typed = NULL, decided_at = NULL WHERE id = ?1",
                )?
                .execute(params![old.id, Json(&now)])?;
            }
            None if old.state == ConflictState::Open => {
                tx.prepare_cached("UPDATE conflict SET state = 'gone' WHERE id = ?1")?
                    .execute([old.id])?;
            }
            None => {}
        }
    }
    for new in &link.conflicts {
        if before.iter().any(|old| old.field == new.mapping) {
            continue;
        }
        tx.prepare_cached(
            "INSERT INTO conflict (pair, run, link, field, detail, state, found_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 'open', ?6)",
        )?
        .execute(params![
            plan.pair.0,
            plan.run.0,
            link.link.0,
            new.mapping.as_str(),
            Json(new),
            At(plan.at)
        ])?;
    }
    Ok(())
}

/// Closes the decided conflicts of a link whose plan was carried out; those of `left` were not, and
/// their word stands.
pub(crate) fn consume(
    tx: &Transaction<'_>,
    (link, left): (LinkId, &[FieldSkip]),
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut ask =
        tx.prepare_cached("SELECT * FROM conflict WHERE link = ?1 AND state = 'decided'")?;
    let decided: Vec<Conflict> = ask.query_map([link.0], read)?.collect::<Result<_, _>>()?;
    for done in decided.iter().filter(|it| !left.iter().any(|skip| skip.mapping == it.field)) {
        tx.prepare_cached(
            "UPDATE conflict SET state = 'done', decided_at = coalesce(decided_at, ?2)
             WHERE id = ?1",
        )?
        .execute(params![done.id, At(at)])?;
    }
    Ok(())
}

fn one(tx: &Transaction<'_>, conflict: i64) -> Result<Conflict, StoreError> {
    tx.query_row("SELECT * FROM conflict WHERE id = ?1", [conflict], read)
        .optional()?
        .ok_or_else(|| StoreError::NoSuch { what: "conflict", id: conflict.to_string() })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Conflict> {
    Ok(Conflict {
        id: row.get("id")?,
        pair: PairId(row.get("pair")?),
        link: LinkId(row.get("link")?),
        field: name(row, "field")?,
        detail: row.get::<_, Json<_>>("detail")?.0,
        state: row.get("state")?,
        decision: decision(row)?,
        found_at: row.get::<_, At>("found_at")?.0,
        decided_at: maybe_at(row, "decided_at")?,
    })
}

fn decision(row: &Row<'_>) -> rusqlite::Result<Option<Decided>> {
    let side = row.get::<_, Option<SideText>>("decision")?.map(|it| Decided::Keep(it.0));
    let typed = row.get::<_, Option<Json<_>>>("typed")?.map(|it| Decided::Typed(it.0));
    Ok(side.or(typed))
}

#[cfg(test)]
mod tests;
