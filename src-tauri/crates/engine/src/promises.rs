//! Promised references are kept right before a write is sent (M10): the plan named records that it
//! makes by their links, and by now those that could be made have ids.

use std::collections::BTreeSet;

use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{Content, OutboxId, Reason, ReasonCode, RecordRef, Side, Value};
use crosswalk_store::{Fulfilled, OutboxRow, PromisesKept};

use crate::pass::{Pass, PassError};

/// A content with its promises kept.
struct Kept {
    /// `None` where nothing of it is there.
    content: Option<Content>,
    kept: PromisesKept,
}

impl Pass<'_> {
    /// The rows with real ids. What was not made is left out of a write and waited for; a write
    /// that is nothing without it waits as a whole.
    pub(crate) fn keep_promises(
        &self,
        side: Side,
        rows: &[OutboxRow],
    ) -> Result<Vec<OutboxRow>, PassError> {
        let mut ready = Vec::with_capacity(rows.len());
        let (mut fulfilled, mut waiting): (Vec<Fulfilled>, Vec<OutboxId>) = Default::default();
        for row in rows {
            if !row.act.changes().iter().any(|change| promises(&change.after)) {
                ready.push(row.clone());
                continue;
            }
            let (act, kept) = self.with_real_ids(side, &row.act)?;
            if !self.stands_alone(side, row, &act) {
                waiting.push(row.id);
                continue;
            }
            fulfilled.push(Fulfilled { write: row.id, act: act.clone(), kept });
            ready.push(OutboxRow { act, ..row.clone() });
        }
        let store = &self.engine.store;
        store.fulfil(&fulfilled)?;
        let reason = Reason::new(ReasonCode::WaitingForParent);
        store.drop_writes(&waiting, &reason, self.engine.clock.now())?;
        Ok(ready)
    }

    fn with_real_ids(&self, side: Side, act: &Act) -> Result<(Act, PromisesKept), PassError> {
        let mut all = PromisesKept::All;
        let mut changes: Vec<FieldChange> = Vec::with_capacity(act.changes().len());
        for change in act.changes() {
            let kept = self.kept(side, &change.after)?;
            if kept.kept == PromisesKept::Some {
                all = PromisesKept::Some;
            }
            if let Some(after) = kept.content {
                changes.push(FieldChange { after, ..change.clone() });
            }
        }
        let act = match act.clone() {
            Act::Update { at, seen, .. } => Act::Update { at, seen, changes },
            Act::Create { object, .. } => Act::Create { object, changes },
            Act::Delete { at } => Act::Delete { at },
        };
        Ok((act, all))
    }

    fn kept(&self, side: Side, content: &Content) -> Result<Kept, PassError> {
        let whole = |content| Kept { content: Some(content), kept: PromisesKept::All };
        match content.value() {
            Some(Value::Reference(at)) => Ok(match self.real(side, at)? {
                Some(at) => whole(Content::Value(Value::Reference(at))),
                None => Kept { content: None, kept: PromisesKept::Some },
            }),
            Some(Value::References(all)) => {
                let mut there = BTreeSet::new();
                for at in all {
                    there.extend(self.real(side, at)?);
                }
                let all_kept = there.len() == all.len();
                let kept = if all_kept { PromisesKept::All } else { PromisesKept::Some };
                let content =
                    (!there.is_empty()).then_some(Content::Value(Value::References(there)));
                Ok(Kept { content, kept })
            }
            Some(
                Value::Text(_)
                | Value::Decimal(_)
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::Time(_)
                | Value::Instant(_)
                | Value::Choice(_)
                | Value::Choices(_),
            )
            | None => Ok(whole(content.clone())),
        }
    }

    fn real(&self, side: Side, at: &RecordRef) -> Result<Option<RecordRef>, PassError> {
        match at.id.promise() {
            Some(link) => Ok(self.engine.store.link(link)?.ends.into_side(side)),
            None => Ok(Some(at.clone())),
        }
    }

    /// Whether a write makes sense as it is now: there is something to change, or the new record
    /// has everything that it must have.
    fn stands_alone(&self, side: Side, row: &OutboxRow, act: &Act) -> bool {
        match act {
            Act::Update { changes, .. } => !changes.is_empty(),
            Act::Delete { .. } => true,
            Act::Create { object, changes } => {
                let design = self.design.object(&row.mapping);
                let required = design.and_then(|it| it.required.get(side).get(object));
                required.is_none_or(|fields| {
                    fields.iter().all(|field| changes.iter().any(|it| it.field == *field))
                })
            }
        }
    }
}

fn promises(content: &Content) -> bool {
    content.references().any(|at| at.id.promise().is_some())
}
