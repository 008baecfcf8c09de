//! `save_plan`: what was decided, on disk in one transaction before anything is sent.

use crosswalk_model::plan::{Act, LinkPlan};
use crosswalk_model::{
    ConnectionId, LinkId, LinkState, OutboxId, PairId, Reason, ReasonCode, RunId, Side, Timestamp,
};
use rusqlite::{Transaction, params};

use crate::codec::{At, Json};
use crate::links::{self, Mark, Verdict};
use crate::outbox::{self, OutboxRow};
use crate::{Store, StoreError, bases, conflicts, error_items, pairs};

/// Decisions to save.
#[derive(Clone, Copy, Debug)]
pub struct PlanToSave<'a> {
    /// The run that decided.
    pub run: RunId,
    /// The pair.
    pub pair: PairId,
    /// [`Store::mark`] from before the triples were read.
    pub as_of: Mark,
    /// The decisions, brakes already applied: an act that is here is sent.
    pub links: &'a [LinkPlan],
    /// Our clock.
    pub at: Timestamp,
}

impl Store {
    /// Saves decisions and returns the writes to send, in the order of the plan.
    ///
    /// A link without acts takes its verdict at once and loses its mark; one with acts waits as
    /// *planned* and keeps both until its writes are settled. Unsent writes of the links are
    /// discarded first. Base entries that move without a write move; conflicts and skips are
    /// recorded, those that went away are closed.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when a link still has a write that may have left on a side that
    /// the plan writes.
    pub fn save_plan(&self, plan: &PlanToSave<'_>) -> Result<Vec<OutboxRow>, StoreError> {
        if plan.links.is_empty() {
            return Ok(Vec::new());
        }
        self.write(|tx| {
            let connections = pairs::by_id(tx, plan.pair)?.connections;
            let mut rows = Vec::new();
            for link in plan.links {
                discard_unsent(tx, link.link)?;
                bases::advance(tx, link.link, &link.settled)?;
                conflicts::record(tx, plan, link)?;
                error_items::record_skips(tx, plan, link)?;
                error_items::close_overtaken(tx, link)?;
                verdict(tx, plan, link)?;
                for side in Side::ALL {
                    if let Some(act) = link.acts.get(side) {
                        let to = (side, *connections.get(side));
                        rows.push(outbox::by_id(tx, add(tx, plan, (link, act), to)?)?);
                    }
                }
            }
            Ok(rows)
        })
    }
}

fn discard_unsent(tx: &Transaction<'_>, link: LinkId) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM outbox WHERE link = ?1 AND state = 'planned'")?
        .execute([link.0])?;
    Ok(())
}

fn verdict(tx: &Transaction<'_>, plan: &PlanToSave<'_>, link: &LinkPlan) -> Result<(), StoreError> {
    let quiet = link.acts.salesforce.is_none() && link.acts.hubspot.is_none();
    let (state, reason) = if quiet {
        (link.then, link.reason.clone())
    } else {
        let now = links::by_id(tx, link.link)?.state;
        // Both say something that the next plan goes by: nobody looked yet, or it does not take part
        // and only an opt-out of it crosses (A15).
        let stays = now == LinkState::New || (now == LinkState::Held && link.then == now);
        let state = if stays { now } else { LinkState::Waiting };
        (state, Reason::new(ReasonCode::Planned))
    };
    let verdict = Verdict { link: link.link, state, reason };
    links::set_verdict(tx, &verdict, Some(plan.run), plan.at)?;
    if quiet {
        conflicts::consume(tx, (link.link, &link.skips), plan.at)?;
        links::clear_mark(tx, link.link, plan.as_of)?;
    }
    Ok(())
}

fn add(
    tx: &Transaction<'_>,
    plan: &PlanToSave<'_>,
    (link, act): (&LinkPlan, &Act),
    (side, connection): (Side, ConnectionId),
) -> Result<OutboxId, StoreError> {
    let open: bool = tx
        .prepare_cached(
            "SELECT 1 FROM outbox WHERE link = ?1 AND side = ?2
             AND state IN ('planned', 'sent', 'written', 'lost')",
        )?
        .exists(params![link.link.0, side.as_str()])?;
    if open {
        return Err(StoreError::WrongState("a write of that link is still open"));
    }
    let record = match act {
        Act::Update { at, .. } | Act::Delete { at } => Some(at.id.as_str()),
        Act::Create { .. } => None,
    };
    tx.prepare_cached(
        "INSERT INTO outbox (pair, run, link, side, connection, object, record, act, then_state,
                             then_reason, mark, state, planned_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'planned', ?12)",
    )?
    .execute(params![
        plan.pair.0,
        plan.run.0,
        link.link.0,
        side.as_str(),
        connection.0,
        act.object().as_str(),
        record,
        Json(act),
        link.then.as_str(),
        Json(&link.reason),
        plan.as_of.0,
        At(plan.at)
    ])?;
    Ok(OutboxId(tx.last_insert_rowid()))
}
