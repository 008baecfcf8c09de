//! Writing no more than a person chose (M11): what a plan file shows and still stands, or the
//! first few records. Every object mapping is held, as by a brake, and the chosen writes alone
//! pass.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crosswalk_model::LinkId;
use crosswalk_model::plan::{FieldChange, LinkPlan};
use crosswalk_reconcile::intersect::{Left, Shown, writes};
use crosswalk_store::OutboxRow;
use serde::{Deserialize, Serialize};

use crate::pass::{Mode, Pass, PassError};

/// What a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What a plan showed, as far as the plan of now says the same.
    Shown {
        /// What was shown.
        plan: Arc<Shown>,
        /// What happens where both differ.
        differing: Differing,
    },
    /// The first so many links that have writes.
    First(usize),
}

/// What happens where a shown plan and the plan of now differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Differing {
    /// It is left and named; the rest is written.
    Leave,
    /// Nothing is written.
    Stop,
}

/// What was chosen of this pass's plan so far.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// Links whose writes go.
    links: BTreeSet<LinkId>,
    /// Links that have writes and were not chosen.
    out: BTreeSet<LinkId>,
    /// What is named of them, and of the file.
    pub left: Vec<Left>,
}

impl Pass<'_> {
    /// Chooses among the links of a part.
    pub(crate) fn choose(&mut self, links: &[LinkPlan]) {
        let Mode::Chosen(choice) = &self.order.mode else { return };
        let with_writes = links.iter().filter(|link| writes(&link.acts)).map(|link| link.link);
        let chosen: BTreeSet<LinkId> = match choice {
            Choice::First(most) => {
                let free = most.saturating_sub(self.chosen.links.len());
                with_writes.clone().take(free).collect()
            }
            Choice::Shown { plan, .. } => {
                let met = plan.meet(links);
                self.chosen.left.extend(met.left);
                met.same
            }
        };
        self.chosen.out.extend(with_writes.filter(|link| !chosen.contains(link)));
        self.chosen.links.extend(chosen);
    }

    /// The chosen ones among rows that were just saved pass what holds their mapping.
    pub(crate) fn let_through(&self, rows: &[OutboxRow]) -> Result<(), PassError> {
        let chosen = rows.iter().filter(|row| self.chosen.links.contains(&row.link));
        let ids: Vec<_> = chosen.map(|row| row.id).collect();
        Ok(self.engine.store.exempt(&ids)?)
    }

    /// The same for rows that take the place of refused ones: they may write less than was chosen,
    /// never anything else.
    pub(crate) fn let_through_less(
        &self,
        refused: &[OutboxRow],
        rows: Vec<OutboxRow>,
    ) -> Result<(), PassError> {
        let mut known: BTreeMap<_, &[FieldChange]> = BTreeMap::new();
        for row in refused {
            known.insert((row.link, row.side), row.act.changes());
        }
        let less = rows.into_iter().filter(|row| {
            let before = known.get(&(row.link, row.side)).copied().unwrap_or_default();
            row.act.changes().iter().all(|change| before.contains(change))
        });
        self.let_through(&less.collect::<Vec<_>>())
    }

    /// The plan is whole: what was shown and is not in it is named too.
    pub(crate) fn name_the_gone(&mut self) {
        if let Mode::Chosen(Choice::Shown { plan, .. }) = &self.order.mode {
            let seen: BTreeSet<LinkId> =
                self.chosen.links.union(&self.chosen.out).copied().collect();
            self.chosen.left.extend(plan.gone(&seen));
        }
    }

    /// Whether a person wants nothing written, because the plan is not what was shown.
    pub(crate) fn outdated(&self) -> bool {
        match &self.order.mode {
            Mode::Chosen(Choice::Shown { differing: Differing::Stop, .. }) => {
                !self.chosen.left.is_empty()
            }
            Mode::Chosen(Choice::First(_) | Choice::Shown { differing: Differing::Leave, .. })
            | Mode::PlanOnly
            | Mode::Write
            | Mode::Release => false,
        }
    }

    /// Whether all of the plan goes: choosing everything is applying it.
    pub(crate) fn chose_everything(&self) -> bool {
        self.chosen.out.is_empty()
    }
}
