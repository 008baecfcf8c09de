//! Table `outbox`: every intended write, on disk before any network call.
//!
//! A link has at most one open write per side; the database keeps it so. Nothing that may have
//! left is ever sent again blindly: the row has to be closed first.

mod open;
mod plan;
mod promises;
mod settle;

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::Load;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::Act;
use crosswalk_model::{
    ConnectionId, Content, FieldName, LinkId, LinkState, MappingId, OutboxId, PairId, Reason,
    RecordId, RecordRef, RunId, Side, Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::codec::{At, Json, SideText, StateText, at, maybe_at, name, text_enum};
use crate::links::{self, Mark, Verdict};
use crate::{Home, Store, StoreError};

pub use open::{LoadAsk, OpenLoad};
pub use plan::PlanToSave;
pub use promises::{Fulfilled, PromisesKept};
pub use settle::{Refused, Settled, WriteDone};

pub(crate) const TABLE: &str = "
CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  pair        INTEGER NOT NULL REFERENCES pair (id),
  run         INTEGER NOT NULL REFERENCES run (id),
  link        INTEGER NOT NULL REFERENCES link (id),
  side        TEXT NOT NULL CHECK (side IN ('salesforce', 'hubspot')),
  connection  INTEGER NOT NULL,
  object      TEXT NOT NULL,
  record      TEXT,
  act         TEXT NOT NULL,
  then_state  TEXT NOT NULL,
  then_reason TEXT NOT NULL,
  mark        INTEGER NOT NULL,
  exempt      INTEGER NOT NULL DEFAULT 0 CHECK (exempt IN (0, 1)),
  state       TEXT NOT NULL,
  attempt     INTEGER NOT NULL DEFAULT 0,
  request     TEXT,
  planned_at  INTEGER NOT NULL,
  sent_at     INTEGER,
  closed_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX outbox_one_open ON outbox (link, side)
  WHERE state IN ('planned', 'sent', 'written', 'lost');
CREATE INDEX outbox_open ON outbox (pair, state, id)
  WHERE state IN ('planned', 'sent', 'written', 'lost');
CREATE INDEX outbox_left ON outbox (connection, object, record)
  WHERE state IN ('sent', 'written', 'lost') AND record IS NOT NULL;
CREATE INDEX outbox_link ON outbox (link);
CREATE INDEX outbox_run ON outbox (run);";

/// What format 3 adds: the load that a write travels in (P7).
pub(crate) const LOADS: &str = "
ALTER TABLE outbox ADD COLUMN load TEXT;
CREATE INDEX outbox_load ON outbox (load, id) WHERE load IS NOT NULL AND state = 'sent';";

text_enum! {
    /// Where a write stands.
    OutboxState {
        /// On disk, never sent.
        Planned = "planned",
        /// It may have left.
        Sent = "sent",
        /// The vendor said yes; what it stored is not known yet.
        Written = "written",
        /// It may have left, and the answer did not come.
        Lost = "lost",
        /// Closed: carried out.
        Settled = "settled",
        /// Closed: refused.
        Refused = "refused",
        /// Closed without a result: the record changed meanwhile, or was looked at again.
        Dropped = "dropped",
    }
}

/// A row of `outbox`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// The row; also the key of its outcome.
    pub id: OutboxId,
    /// The pair.
    pub pair: PairId,
    /// The run that planned it.
    pub run: RunId,
    /// The link.
    pub link: LinkId,
    /// The link's object mapping.
    pub mapping: MappingId,
    /// The side that is written.
    pub side: Side,
    /// The record written; a create has it from [`Store::mark_written`] on.
    pub record: Option<RecordRef>,
    /// What is written.
    pub act: Act,
    /// Where the link stands once it is settled, and why.
    pub then: (LinkState, Reason),
    /// The newest mark the plan had seen.
    pub mark: Mark,
    /// Where it stands.
    pub state: OutboxState,
    /// How often it was sent.
    pub attempt: u32,
    /// The vendor's request id.
    pub request: Option<String>,
    /// When it was last sent.
    pub sent_at: Option<Timestamp>,
    /// The load that it was last sent in, if it was one.
    pub load: Option<Load>,
}

impl Store {
    /// Planned writes of a pair that were never sent, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_pending(&self, pair: PairId) -> Result<Vec<OutboxRow>, StoreError> {
        self.outbox(
            pair,
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.pair = ?1 AND outbox.state = 'planned' ORDER BY outbox.id",
        )
    }

    /// The next writes of a pair to one side that were never sent, at most `limit`: changes that
    /// carry an opt-out first (P5), then the oldest. A record that is made opted out goes in its
    /// turn: until it is there, nobody can be mailed by it, and it may name a record that is made
    /// before it. Writes of held object mappings stay, but for
    /// opt-outs, which no brake holds.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_batch(
        &self,
        pair: PairId,
        side: Side,
        held: &BTreeSet<MappingId>,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
                 WHERE outbox.pair = ?1 AND outbox.state = 'planned' AND outbox.side = ?2
                   AND (exempt OR link.mapping NOT IN (SELECT value FROM json_each(?3)))
                 ORDER BY record IS NULL OR instr(act, '\"rule\":\"opt_out\"') = 0, outbox.id
                 LIMIT ?4",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let asked = params![pair.0, side.as_str(), Json(held), limit];
            Ok(ask.query_map(asked, read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Takes back what was planned for an object mapping and not sent. The marks of its links stay, so
    /// that it is planned anew.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn discard_unsent(&self, home: &Home) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM outbox WHERE state = 'planned' AND link IN
                   (SELECT id FROM link WHERE pair = ?1 AND mapping = ?2)",
                params![home.pair.0, home.mapping.as_str()],
            )?;
            Ok(())
        })
    }

    /// How many writes [`Store::outbox_batch`] has in all.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_count(
        &self,
        pair: PairId,
        side: Side,
        held: &BTreeSet<MappingId>,
    ) -> Result<u64, StoreError> {
        self.read(|tx| {
            let count: i64 = tx
                .prepare_cached(
                    "SELECT count(*) FROM outbox JOIN link ON link.id = outbox.link
                     WHERE outbox.pair = ?1 AND outbox.state = 'planned' AND outbox.side = ?2
                       AND (exempt OR link.mapping NOT IN (SELECT value FROM json_each(?3)))",
                )?
                .query_row(params![pair.0, side.as_str(), Json(held)], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }

    /// Notes that a brake holds the planned writes of an object mapping: their links say so until
    /// somebody applies the plan or the next one replaces it. Of an update that carries an opt-out
    /// the opt-out alone stays to be sent (P5); its link keeps its mark, so that the rest is
    /// planned again.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn hold_back(
        &self,
        pair: PairId,
        mapping: &MappingId,
        run: RunId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let reason = Reason::new(crosswalk_model::ReasonCode::BehindBrake);
            tx.execute(
                "UPDATE link SET reason = ?3, decided_run = ?4, decided_at = ?5
                 WHERE pair = ?1 AND mapping = ?2 AND id IN (
                   SELECT link FROM outbox WHERE pair = ?1 AND state = 'planned')",
                params![pair.0, mapping.as_str(), Json(&reason), run.0, At(at)],
            )?;
            spare_opt_outs(tx, pair, mapping, &reason)
        })
    }

    /// Lets planned writes pass whatever holds their object mapping: a person chose them.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn exempt(&self, ids: &[OutboxId]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            for id in ids {
                tx.prepare_cached(
                    "UPDATE outbox SET exempt = 1 WHERE id = ?1 AND state = 'planned'",
                )?
                .execute([id.0])?;
            }
            Ok(())
        })
    }

    /// Planned writes of a pair that were never sent, those of the next `limit` links from after
    /// `after`, in the order of links.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn planned_after(
        &self,
        pair: PairId,
        after: Option<LinkId>,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
                 WHERE outbox.pair = ?1 AND outbox.state = 'planned' AND outbox.link IN (
                   SELECT DISTINCT link FROM outbox
                   WHERE pair = ?1 AND state = 'planned' AND link > ?2 ORDER BY link LIMIT ?3)
                 ORDER BY outbox.link, outbox.side",
            )?;
            let after = after.map_or(0, |it| it.0);
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            Ok(ask.query_map(params![pair.0, after, limit], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// One write.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn outbox_row(&self, id: OutboxId) -> Result<OutboxRow, StoreError> {
        self.read(|tx| by_id(tx, id))
    }

    /// Notes, before the request leaves, that these writes may have left.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when one is not planned any more; then none is noted.
    pub fn mark_sent(&self, ids: &[OutboxId], at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            for id in ids {
                let changed = tx
                    .prepare_cached(
                        "UPDATE outbox SET state = 'sent', sent_at = ?2, attempt = attempt + 1
                         WHERE id = ?1 AND state = 'planned'",
                    )?
                    .execute(params![id.0, At(at)])?;
                if changed != 1 {
                    return Err(StoreError::WrongState("that write is not waiting to be sent"));
                }
            }
            Ok(())
        })
    }

    /// Puts writes that certainly never left back among the pending ones.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn mark_unsent(&self, ids: &[OutboxId]) -> Result<(), StoreError> {
        self.write(|tx| {
            for id in ids {
                tx.prepare_cached(
                    "UPDATE outbox SET state = 'planned', load = NULL
                     WHERE id = ?1 AND state = 'sent'",
                )?
                .execute([id.0])?;
            }
            Ok(())
        })
    }

    /// Notes that the answers of these writes were lost. Their links stay marked.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn lose(&self, ids: &[OutboxId], at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            for id in ids {
                let row = by_id(tx, *id)?;
                tx.prepare_cached(
                    "UPDATE outbox SET state = 'lost' WHERE id = ?1 AND state = 'sent'",
                )?
                .execute([id.0])?;
                let reason = Reason::new(crosswalk_model::ReasonCode::AnswerLost);
                let verdict = Verdict { link: row.link, state: LinkState::Waiting, reason };
                links::set_verdict(tx, &verdict, Some(row.run), at)?;
            }
            Ok(())
        })
    }

    /// Closes writes without a result: their record changed meanwhile, or they were looked at
    /// again and are planned anew. Their links are marked.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn drop_writes(
        &self,
        ids: &[OutboxId],
        reason: &Reason,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            let mark = links::draw_mark(tx)?;
            for id in ids {
                let row = by_id(tx, *id)?;
                close(tx, *id, OutboxState::Dropped, at)?;
                let link = row.link;
                let state = LinkState::Waiting;
                let verdict = Verdict { link, state, reason: reason.clone() };
                links::set_verdict(tx, &verdict, Some(row.run), at)?;
                links::touch_link(tx, link, mark)?;
            }
            Ok(())
        })
    }

    fn outbox(&self, pair: PairId, sql: &'static str) -> Result<Vec<OutboxRow>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map([pair.0], read)?.collect::<Result<_, _>>()?)
        })
    }
}

fn spare_opt_outs(
    tx: &Transaction<'_>,
    pair: PairId,
    mapping: &MappingId,
    reason: &Reason,
) -> Result<(), StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
         WHERE outbox.pair = ?1 AND link.mapping = ?2 AND outbox.state = 'planned'
           AND instr(act, '\"rule\":\"opt_out\"') > 0",
    )?;
    let rows: Vec<OutboxRow> =
        ask.query_map(params![pair.0, mapping.as_str()], read)?.collect::<Result<_, _>>()?;
    for row in rows {
        let Act::Update { at, seen, mut changes } = row.act else { continue };
        changes.retain(|change| change.rule == SyncRule::OptOut);
        let act = Act::Update { at, seen, changes };
        tx.prepare_cached(
            "UPDATE outbox SET act = ?2, exempt = 1, mark = 0, then_state = 'waiting',
                    then_reason = ?3 WHERE id = ?1",
        )?
        .execute(params![row.id.0, Json(&act), Json(reason)])?;
    }
    Ok(())
}

/// What writes that may have left put into a record: values that are ours when they come back.
pub(crate) fn own_writes(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    at: &RecordRef,
) -> Result<BTreeMap<FieldName, Content>, StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT act FROM outbox WHERE connection = ?1 AND object = ?2 AND record = ?3
         AND state IN ('sent', 'written', 'lost') AND record IS NOT NULL ORDER BY id",
    )?;
    let asked = params![connection.0, at.object.as_str(), at.id.as_str()];
    let acts = ask.query_map(asked, |row| Ok(row.get::<_, Json<Act>>(0)?.0))?;
    let mut own = BTreeMap::new();
    for act in acts {
        let act = act?;
        own.extend(act.changes().iter().map(|it| (it.field.clone(), it.after.clone())));
    }
    Ok(own)
}

/// Closes an open write.
pub(crate) fn close(
    tx: &Transaction<'_>,
    id: OutboxId,
    state: OutboxState,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare_cached(
            "UPDATE outbox SET state = ?2, closed_at = ?3
             WHERE id = ?1 AND state IN ('planned', 'sent', 'written', 'lost')",
        )?
        .execute(params![id.0, state, at(Some(now))])?;
    if changed == 1 { Ok(()) } else { Err(StoreError::WrongState("that write is closed")) }
}

pub(crate) fn by_id(tx: &Transaction<'_>, id: OutboxId) -> Result<OutboxRow, StoreError> {
    tx.prepare_cached(
        "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
         WHERE outbox.id = ?1",
    )?
    .query_row([id.0], read)
    .optional()?
    .ok_or_else(|| StoreError::NoSuch { what: "write", id: id.to_string() })
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    let object: crosswalk_model::ObjectName = name(row, "object")?;
    let record = row.get::<_, Option<String>>("record")?.map(RecordId::from);
    Ok(OutboxRow {
        id: OutboxId(row.get("id")?),
        pair: PairId(row.get("pair")?),
        run: RunId(row.get("run")?),
        link: LinkId(row.get("link")?),
        mapping: name(row, "mapping")?,
        side: row.get::<_, SideText>("side")?.0,
        record: record.map(|id| RecordRef { object, id }),
        act: row.get::<_, Json<_>>("act")?.0,
        then: (row.get::<_, StateText>("then_state")?.0, row.get::<_, Json<_>>("then_reason")?.0),
        mark: Mark(row.get("mark")?),
        state: row.get("state")?,
        attempt: row.get("attempt")?,
        request: row.get("request")?,
        sent_at: maybe_at(row, "sent_at")?,
        load: row.get::<_, Option<String>>("load")?.map(Load),
    })
}

#[cfg(test)]
mod tests;
