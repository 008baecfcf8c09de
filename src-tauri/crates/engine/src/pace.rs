//! Refusals and their retries (P8): when a refused value is tried again, and which writes are such
//! tries, so that they stop before our share of the day's calls is used up (H140).

use std::collections::BTreeMap;

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{ConnectorError, LinkId};
use crosswalk_reconcile::plan::PAIR_ID_MAPPING;
use crosswalk_reconcile::{numbers, pace};
use crosswalk_store::{ErrorItem, ErrorNote, Origin, OutboxRow};

use crate::pass::{Mode, Pass, PassError};
use crate::push::Share;
use crate::settle::Sorted;

/// The open refusals of some links.
#[derive(Debug, Default)]
pub(crate) struct Refusals(BTreeMap<LinkId, Vec<ErrorItem>>);

impl Refusals {
    fn of<'a>(&'a self, row: &OutboxRow) -> impl Iterator<Item = &'a ErrorItem> {
        let side = row.side;
        self.0.get(&row.link).into_iter().flatten().filter(move |item| item.side == side)
    }

    /// How often this value of this field was refused before, for the same reason.
    fn tries(&self, row: &OutboxRow, note: &ErrorNote) -> u32 {
        let same = |item: &&ErrorItem| {
            (&item.note.field, &item.note.code, &item.note.value)
                == (&note.field, &note.code, &note.value)
        };
        self.of(row).find(same).map_or(0, |item| item.attempts)
    }
}

impl Pass<'_> {
    pub(crate) fn refusals(&self, rows: &[OutboxRow]) -> Result<Refusals, PassError> {
        let links: Vec<LinkId> = rows.iter().map(|row| row.link).collect();
        let mut open: BTreeMap<LinkId, Vec<ErrorItem>> = BTreeMap::new();
        let items = self.engine.store.errors_of(&links)?;
        for item in items.into_iter().filter(|item| item.origin == Origin::Write) {
            open.entry(item.link).or_default().push(item);
        }
        Ok(Refusals(open))
    }

    /// Gives what a batch was refused for its next try.
    pub(crate) fn pace(&self, rows: &[OutboxRow], sorted: &mut Sorted) -> Result<(), PassError> {
        if sorted.refused.is_empty() && sorted.settled.iter().all(|it| it.refused.is_empty()) {
            return Ok(());
        }
        let before = self.refusals(rows)?;
        let now = self.engine.clock.now();
        let refused = sorted.refused.iter_mut().map(|it| (it.write, &mut it.errors));
        let not_taken = sorted.settled.iter_mut().map(|it| (it.write, &mut it.refused));
        for (write, notes) in refused.chain(not_taken) {
            let Some(row) = rows.iter().find(|row| row.id == write) else { continue };
            for note in notes {
                let tries = before.tries(row, note).saturating_add(1);
                note.next_retry = pace::next_retry(tries, now);
            }
        }
        Ok(())
    }

    /// What a write is booked on. A retry is one that carries nothing but what was refused before,
    /// where no person asked for it.
    pub(crate) fn share(&self, row: &OutboxRow, refusals: &Refusals) -> Share {
        let changes = row.act.changes();
        let carries = changes.iter().any(|change| change.rule == SyncRule::OptOut);
        if carries && matches!(row.act, Act::Update { .. }) {
            return Share::OptOut;
        }
        let by_itself = |item: &&ErrorItem| !item.asked;
        let whole = refusals.of(row).filter(by_itself).any(|item| item.note.field.is_none());
        let refused = |change: &FieldChange| {
            let mut items = refusals.of(row).filter(by_itself);
            items.any(|item| item.note.field.as_ref() == Some(&change.field))
        };
        // The pair's id goes along with whatever is written.
        let values = || changes.iter().filter(|it| it.mapping.as_str() != PAIR_ID_MAPPING);
        let every = values().next().is_some() && values().all(refused);
        match &self.order.mode {
            Mode::Write if whole || every => Share::Retry,
            Mode::Write | Mode::Release | Mode::Chosen(_) | Mode::PlanOnly => Share::Usual,
        }
    }

    /// Retries whose share of the budget is used up wait, and the pass goes on without them.
    pub(crate) fn put_off(
        &self,
        share: Share,
        rows: &[OutboxRow],
        written: Result<(), PassError>,
    ) -> Result<(), PassError> {
        let Err(PassError::Connector(ConnectorError::LimitReached { retry_after, .. })) = &written
        else {
            return written;
        };
        if share != Share::Retry {
            return written;
        }
        let now = self.engine.clock.now();
        let wait = retry_after.unwrap_or(numbers::RETRY_EVERY).max(numbers::RETRY_EVERY);
        let until = now.checked_add(wait).unwrap_or(now);
        Ok(self.engine.store.put_off(rows, until, now)?)
    }
}
