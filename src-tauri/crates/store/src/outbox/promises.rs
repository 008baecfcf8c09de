//! References to records that the same plan makes (M10): named by their link until they exist.

use crosswalk_model::plan::Act;
use crosswalk_model::{LinkId, LinkState, ObjectName, OutboxId, Reason, ReasonCode, Side};
use rusqlite::{OptionalExtension, params};

use crate::codec::Json;
use crate::match_keys::CandidateAsk;
use crate::{Store, StoreError};

/// A planned write whose promises were looked up, right before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfilled {
    /// Which write.
    pub write: OutboxId,
    /// What it writes now, by real ids.
    pub act: Act,
    /// Whether every promise was kept.
    pub kept: PromisesKept,
}

/// What became of the promises of one write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromisesKept {
    /// All of them.
    All,
    /// A record was not made: it is left out, and the link keeps its mark.
    Some,
}

impl Store {
    /// The object of which a plan that is not carried out yet makes the missing end of a link.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn planned_create(
        &self,
        link: LinkId,
        side: Side,
    ) -> Result<Option<ObjectName>, StoreError> {
        self.read(|tx| {
            let found: Option<String> = tx
                .prepare_cached(
                    "SELECT object FROM outbox WHERE link = ?1 AND side = ?2 AND record IS NULL
                     AND state IN ('planned', 'sent', 'lost')",
                )?
                .query_row(params![link.0, side.as_str()], |row| row.get(0))
                .optional()?;
            Ok(found.map(ObjectName::from))
        })
    }

    /// Puts real ids in the place of promised ones.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when a write is not planned any more; then none is changed.
    pub fn fulfil(&self, writes: &[Fulfilled]) -> Result<(), StoreError> {
        if writes.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            for it in writes {
                let changed = tx
                    .prepare_cached(
                        "UPDATE outbox SET act = ?2 WHERE id = ?1 AND state = 'planned'",
                    )?
                    .execute(params![it.write.0, Json(&it.act)])?;
                if changed != 1 {
                    return Err(StoreError::WrongState("that write is not waiting to be sent"));
                }
                if it.kept == PromisesKept::Some {
                    let reason = Reason::new(ReasonCode::WaitingForParent);
                    tx.prepare_cached(
                        "UPDATE outbox SET mark = 0, then_state = ?2, then_reason = ?3
                         WHERE id = ?1",
                    )?
                    .execute(params![
                        it.write.0,
                        LinkState::Waiting.as_str(),
                        Json(&reason)
                    ])?;
                }
            }
            Ok(())
        })
    }

    /// Marks the links of all records that carry an asked key and wait for a record that they
    /// belong to: it has a partner now. Returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn touch_waiting(&self, ask: &CandidateAsk<'_>) -> Result<usize, StoreError> {
        let found = self.candidates(ask)?;
        let mut waiting = Vec::new();
        for candidate in found.into_values().flatten() {
            let Some(link) = candidate.link else { continue };
            if self.link(link.id)?.reason.code == ReasonCode::WaitingForParent {
                waiting.push(link.id);
            }
        }
        self.touch(&waiting)?;
        Ok(waiting.len())
    }
}

#[cfg(test)]
mod tests;
