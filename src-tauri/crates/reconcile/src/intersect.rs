//! What a person was shown, and what a plan says now (M11): only what is the same in both is
//! written. A link counts as a whole, because the writes of one side may rest on those of the
//! other; what differs in one value is not written at all, and is named.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::plan::{Act, LinkPlan, PlannedLink};
use crosswalk_model::{Both, LinkId, MappingId, RecordRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The writes that a person was shown. It keeps a digest of each link's, not the values, so that
/// a plan of a whole account fits into memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    links: BTreeMap<LinkId, ShownLink>,
    /// Links that the person left out of what was shown: that they are not written is no news.
    left_out: BTreeSet<LinkId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ShownLink {
    mapping: MappingId,
    ends: Both<Option<RecordRef>>,
    print: Option<Print>,
}

/// SHA-256 of a link's writes.
type Print = [u8; 32];

/// A plan and what was shown of it, met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Links whose writes are exactly those that were shown.
    pub same: BTreeSet<LinkId>,
    /// The others of both.
    pub left: Vec<Left>,
}

/// A link that is not written, although the file or the plan of now has writes for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Left {
    /// The link.
    pub link: LinkId,
    /// Its object mapping.
    pub mapping: MappingId,
    /// Its ends.
    pub ends: Both<Option<RecordRef>>,
    /// Why.
    pub why: Difference,
}

/// How the file and the plan of now differ on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// Both have writes for it, and not the same ones.
    Changed,
    /// The file has writes for it; nothing is left to write.
    Gone,
    /// It has writes now, and the file does not show them.
    New,
}

impl Shown {
    /// Adds a link. Returns whether it is the first that the plan shows of it: a plan that shows
    /// one twice was not made by us.
    pub fn add(&mut self, link: &PlannedLink) -> bool {
        let print = print(&link.mapping, &link.ends, &link.acts);
        let (mapping, ends) = (link.mapping.clone(), link.ends.clone());
        self.links.insert(link.link, ShownLink { mapping, ends, print }).is_none()
    }

    /// Takes links out that a person does not want written.
    pub fn leave_out(&mut self, links: BTreeSet<LinkId>) {
        self.links.retain(|link, _| !links.contains(link));
        self.left_out.extend(links);
    }

    /// How many links it shows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether it shows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// Holds a part of the plan of now against what was shown. Links without writes are in
    /// neither list: to write nothing needs nobody's consent.
    #[must_use]
    pub fn meet(&self, fresh: &[LinkPlan]) -> Met {
        let mut met = Met::default();
        let wanted = |plan: &&LinkPlan| !self.left_out.contains(&plan.link);
        for plan in fresh.iter().filter(|plan| writes(&plan.acts)).filter(wanted) {
            let now = print(&plan.mapping, &plan.ends, &plan.acts);
            let why = match self.links.get(&plan.link) {
                Some(shown) if shown.print.is_some() && shown.print == now => {
                    met.same.insert(plan.link);
                    continue;
                }
                Some(_) => Difference::Changed,
                None => Difference::New,
            };
            met.left.push(Left {
                link: plan.link,
                mapping: plan.mapping.clone(),
                ends: plan.ends.clone(),
                why,
            });
        }
        met
    }

    /// What was shown of links that the whole plan of now, of which `seen` had writes, does not
    /// write any more.
    #[must_use]
    pub fn gone(&self, seen: &BTreeSet<LinkId>) -> Vec<Left> {
        let gone = self.links.iter().filter(|(link, _)| !seen.contains(link));
        gone.map(|(link, shown)| Left {
            link: *link,
            mapping: shown.mapping.clone(),
            ends: shown.ends.clone(),
            why: Difference::Gone,
        })
        .collect()
    }
}

/// Whether anything is written.
#[must_use]
pub const fn writes(acts: &Both<Option<Act>>) -> bool {
    acts.salesforce.is_some() || acts.hubspot.is_some()
}

/// A digest of everything that decides what is written where. When a record was last modified is
/// no part of it: an edit of another field leaves a plan as good as it was.
fn print(
    mapping: &MappingId,
    ends: &Both<Option<RecordRef>>,
    acts: &Both<Option<Act>>,
) -> Option<Print> {
    let acts = acts.clone().map(|_, act| act.map(unstamped));
    let text = serde_json::to_vec(&(mapping, ends, acts)).ok()?;
    Some(Sha256::digest(text).into())
}

fn unstamped(act: Act) -> Act {
    match act {
        Act::Update { at, changes, .. } => Act::Update { at, seen: None, changes },
        Act::Create { .. } | Act::Delete { .. } => act,
    }
}

#[cfg(test)]
mod tests;
