//! The last writes of a batch, for whoever watches a pass.

use std::collections::BTreeSet;

use crosswalk_model::plan::Act;
use crosswalk_model::{OutboxId, Side};
use crosswalk_store::OutboxRow;

use crate::settle::Sorted;
use crate::watch::{Fate, Sent, SentAs};

/// Writes of a batch that are told one by one: more are no sight.
const TOLD: usize = 20;

/// What a batch came to, row by row; rows that were not sent have come to nothing yet.
#[derive(Debug)]
pub(crate) struct Feed {
    done: BTreeSet<OutboxId>,
    failed: BTreeSet<OutboxId>,
}

impl Feed {
    /// Of outcomes that are sorted.
    pub fn of(sorted: &Sorted) -> Feed {
        let settled = sorted.settled.iter().map(|it| it.write);
        let written = sorted.written.iter().map(|it| it.write);
        let refused = sorted.refused.iter().map(|it| it.write);
        let open = sorted.lost.iter().chain(&sorted.again).copied();
        Feed { done: settled.chain(written).collect(), failed: refused.chain(open).collect() }
    }

    /// The last of these rows that came back, in their order.
    pub fn last(&self, side: Side, rows: &[OutboxRow]) -> Vec<Sent> {
        let told: Vec<Sent> = rows
            .iter()
            .rev()
            .filter_map(|row| Some(sent(side, row, self.fate(row.id)?)))
            .take(TOLD)
            .collect();
        told.into_iter().rev().collect()
    }

    fn fate(&self, row: OutboxId) -> Option<Fate> {
        let failed = self.failed.contains(&row).then_some(Fate::Failed);
        failed.or(self.done.contains(&row).then_some(Fate::Done))
    }
}

fn sent(side: Side, row: &OutboxRow, fate: Fate) -> Sent {
    let deed = match row.act {
        Act::Create { .. } => SentAs::Create,
        Act::Update { .. } => SentAs::Update,
        Act::Delete { .. } => SentAs::Delete,
    };
    Sent {
        side,
        link: row.link,
        object: row.act.object().clone(),
        record: row.record.as_ref().map(|at| at.id.clone()),
        deed,
        fields: row.act.changes().len() as u64,
        fate,
    }
}
