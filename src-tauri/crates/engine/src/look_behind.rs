//! What somebody wrote between the check of a batch and its write (P6). Our write goes over it, and
//! the answer does not tell: HubSpot's property history does, and from there it goes into our own
//! history as what was there before, so that it is shown, and an undo puts it back.
//!
//! A history is read for fifty records a request, where a check takes a hundred: to read it behind
//! every batch would double what a push costs. It is read for the first records of each object in a
//! pass, which is all that an ordinary pass writes; for a whole batch that waited between its check and
//! its answer; and for writes whose answer was lost. What remains is an edit within the moments
//! between a check and its write, to a record beyond the first of a large push. Salesforce keeps no
//! history of its fields that everybody has: there the window is the moments between its poll, or its
//! read, and the write.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{PastValues, ReadAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{Content, FieldName, ObjectName, OutboxId, RecordId, Side, Timestamp};
use crosswalk_reconcile::numbers;
use crosswalk_store::{OutboxRow, Settled};

use crate::opt_outs;
use crate::pass::Pass;

/// The time between checks and writes.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// When the batch under way was checked; none where an earlier pass did that.
    pub checked: Option<Timestamp>,
    /// How many records' histories were read behind quick batches, by object.
    looked_at: BTreeMap<ObjectName, usize>,
}

impl Window {
    /// How many of so many records are looked at.
    fn allows(&mut self, object: &ObjectName, (records, now): (usize, Timestamp)) -> usize {
        let open = self.checked.take().map(|at| now.duration_since(at));
        let quick =
            open.is_some_and(|it| !it.is_negative() && it.unsigned_abs() < numbers::LONG_WINDOW);
        if !quick {
            return records;
        }
        let looked_at = self.looked_at.entry(object.clone()).or_default();
        let allowed = numbers::LOOKED_BEHIND.saturating_sub(*looked_at).min(records);
        *looked_at += allowed;
        allowed
    }
}

impl Pass<'_> {
    /// Finds what writes to HubSpot of one object went over. Where the history cannot be read, what is
    /// known of the writes stands: they are carried out, whatever was there before.
    pub(crate) async fn look_behind(
        &mut self,
        side: Side,
        rows: &[OutboxRow],
        settled: &mut [Settled],
    ) {
        let by_id: BTreeMap<OutboxId, &OutboxRow> = rows.iter().map(|row| (row.id, row)).collect();
        let changed = settled.iter_mut().filter_map(|it| {
            let row = *by_id.get(&it.write)?;
            matches!(row.act, Act::Update { .. }).then_some((row, it))
        });
        let mut changed: Vec<(&OutboxRow, &mut Settled)> = changed.collect();
        let Some(object) = changed.first().map(|(row, _)| row.act.object().clone()) else { return };
        if side != Side::HubSpot {
            return;
        }
        let now = self.engine.clock.now();
        changed.truncate(self.window.allows(&object, (changed.len(), now)));
        let Some(past) = self.past_of(&object, &changed).await else { return };
        for (row, settled) in changed {
            let Some(past) = past.get(&settled.record) else { continue };
            let again = self.stages_back(row);
            let left = |change: &&FieldChange| {
                !opt_outs::goes_by_address(side, change)
                    && settled.refused.iter().all(|it| it.field.as_ref() != Some(&change.field))
            };
            let found = row.act.changes().iter().filter(left).filter_map(|change| {
                let versions = past.get(&change.field)?;
                let blanks = usize::from(again.contains(&change.field));
                let over = gone_over(change, stored(settled, change), (versions, blanks))?;
                Some((change.field.clone(), over))
            });
            settled.overwritten = found.collect();
            if !settled.overwritten.is_empty() {
                let fields = settled.overwritten.len();
                self.counts.overwritten += fields as u64;
                tracing::warn!(
                    link = row.link.0,
                    fields,
                    "somebody's edit between a check and its write was gone over"
                );
            }
        }
    }

    async fn past_of(
        &self,
        object: &ObjectName,
        writes: &[(&OutboxRow, &mut Settled)],
    ) -> Option<PastValues> {
        let changes = writes.iter().flat_map(|(row, _)| row.act.changes());
        let fields: BTreeSet<FieldName> = changes.map(|change| change.field.clone()).collect();
        let ids: Vec<RecordId> = writes.iter().map(|(_, it)| it.record.clone()).collect();
        if ids.is_empty() {
            return None;
        }
        let ask = ReadAsk { object: object.clone(), ids, fields, purpose: Purpose::Sync };
        match self.engine.connectors.hubspot.past_values(&ask).await {
            Ok(past) => Some(past),
            Err(_) => {
                tracing::warn!(
                    object = object.as_str(),
                    records = writes.len(),
                    "what these writes went over could not be read"
                );
                None
            }
        }
    }
}

/// What a field holds since our write, where the vendor made something else of it.
fn stored<'a>(settled: &'a Settled, change: &'a FieldChange) -> &'a Content {
    let made = settled.theirs.get(&change.field).or_else(|| settled.stored.get(&change.field));
    made.unwrap_or(&change.after)
}

/// What stood there right before our write, where that is not what the check found. `versions` begins
/// with the newest, and so many of ours before the value were blank: a stage goes back by way of
/// none.
fn gone_over(
    change: &FieldChange,
    stored: &Content,
    (versions, blanks): (&[Option<Content>], usize),
) -> Option<Content> {
    let checked = change.before.known()?;
    let is_ours =
        |it: &Option<Content>| it.as_ref().is_some_and(|it| it == stored || *it == change.after);
    let ours = versions.iter().skip_while(|it| it.as_ref() != Some(stored));
    let mut below = ours.skip_while(|it| is_ours(it)).skip(blanks);
    below.next()?.clone().filter(|it| *it != checked)
}

#[cfg(test)]
mod tests;
