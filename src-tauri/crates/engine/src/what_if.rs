//! What another mapping would do to what is recorded, beside what today's would do. Neither side is
//! asked, and nothing is saved: what was never read decides nothing, and is counted.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{PairFile, SyncRule};
use crosswalk_model::plan::{Act, LinkPlan, Ruling};
use crosswalk_model::{
    Both, Content, FieldName, LinkId, LinkState, MappingId, ObjectName, PairId, Reading, RecordRef,
    Side, Triple,
};
use crosswalk_reconcile::mapping::ObjectDesign;
use serde::Serialize;

use crate::drift;
use crate::pass::{Engine, Pass, PassError};
use crate::planning::{MOST_PARTS, PART};
use crate::setup;

/// What would differ, by what is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WhatIf {
    /// Links that were looked at.
    pub looked_at: u64,
    /// Those that would fare differently.
    pub differing: u64,
    /// In what, the most frequent first.
    pub changes: Vec<WhatChanges>,
    /// Fields that the other mapping reads and that records were never read with.
    pub unread: Vec<NeverRead>,
    /// Links with a value of which the newer one would stand: which that is, is asked when it runs.
    pub undated: u64,
}

/// One kind of difference of an object mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WhatChanges {
    /// The object mapping.
    pub mapping: MappingId,
    /// The side that it happens to.
    pub side: Side,
    /// What happens.
    pub what: What,
    /// Links that only the other mapping does it to.
    pub only_then: u64,
    /// Links that only today's does it to.
    pub only_today: u64,
    /// Links that both do it to, with other values.
    pub otherwise: u64,
    /// Some of them, as many as [`EXAMPLES`].
    pub examples: Vec<WhatExample>,
}

/// What a mapping does to a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum What {
    /// It gets a partner that is there.
    Link,
    /// It gets a partner that is made on this side.
    Create,
    /// It is deleted.
    Delete,
    /// It takes no part: its changes do not cross.
    Hold,
    /// A field is written.
    Write {
        /// The field.
        field: FieldName,
    },
    /// A person is asked about a field.
    Ask {
        /// The field.
        field: FieldName,
    },
}

/// One link that would fare differently. It is personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WhatExample {
    /// The link.
    pub link: LinkId,
    /// Its ends.
    pub ends: Both<Option<RecordRef>>,
    /// What the field holds, as last read.
    pub holds: Reading,
    /// What today's mapping does.
    pub today: Option<Intent>,
    /// What the other one would do.
    pub would_be: Option<Intent>,
}

/// What is done, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Intent {
    /// The value that is written, where one is.
    pub value: Option<Content>,
    /// The rule that decides, where one does.
    pub rule: Option<SyncRule>,
    /// How it rules.
    pub ruling: Option<Ruling>,
}

/// A field that some records were never read with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NeverRead {
    /// The side.
    pub side: Side,
    /// The object.
    pub object: ObjectName,
    /// The field.
    pub field: FieldName,
    /// How many records.
    pub records: u64,
}

/// Links that a kind of difference quotes.
pub const EXAMPLES: usize = 20;

impl Engine {
    /// What another mapping of a pair would do otherwise than today's, by what is recorded.
    ///
    /// # Errors
    /// [`PassError::NotReady`] when the other mapping does not fit what is known of the accounts, or
    /// the pair has none yet; [`PassError::Store`].
    pub fn what_if(&self, pair: PairId, other: &PairFile) -> Result<WhatIf, PassError> {
        let pair = self.store.pair(pair)?;
        let version = setup::version(&self.store, &pair)?;
        let accepted = drift::known(&self.store, &pair, &version)?;
        let today = (&version.document, accepted.as_ref());
        let today = setup::offline(self, &pair, version.version, today)?;
        let then = setup::offline(self, &pair, version.version, (other, None))?;
        if let Some(drift) = then.design.drift.first() {
            let why = format!("the mapping does not fit the accounts: {}", drift.sentence());
            return Err(PassError::NotReady(why));
        }
        let ids = [&today, &then].into_iter().flat_map(|pass| &pass.design.objects);
        let ids: BTreeSet<MappingId> = ids.map(|design| design.id.clone()).collect();
        let mut found = Tally::default();
        for id in &ids {
            let of = |pass: &Pass<'_>| pass.design.objects.iter().find(|it| it.id == *id).cloned();
            compare(&mut found, id, (&today, of(&today)), (&then, of(&then)))?;
        }
        Ok(found.into_answer())
    }
}

/// A pass, and what it makes of one object mapping, if it has that.
type Plans<'a, 'e> = (&'a Pass<'e>, Option<ObjectDesign>);

fn compare(
    found: &mut Tally,
    mapping: &MappingId,
    (today, design_today): Plans<'_, '_>,
    (then, design_then): Plans<'_, '_>,
) -> Result<(), PassError> {
    let home = then.home(mapping);
    let mut after = None;
    for _ in 0..MOST_PARTS {
        let triples = then.engine.store.triples_after(&home, after, PART)?;
        let Some(last) = triples.last() else { return Ok(()) };
        after = Some(last.link.id);
        let fates_today = fates(today, design_today.as_ref(), &triples)?;
        let fates_then = fates(then, design_then.as_ref(), &triples)?;
        for triple in &triples {
            let fate = |fates: &Fates| fates.by_link.get(&triple.link.id).cloned();
            let (was, would_be) = (fate(&fates_today), fate(&fates_then));
            found.note(mapping, triple, &was.unwrap_or_default(), &would_be.unwrap_or_default());
        }
        found.undated += fates_then.undated;
        if let Some(design) = &design_then {
            triples.iter().for_each(|triple| found.note_unread(design, triple));
        }
    }
    Err(PassError::Endless("links"))
}

/// What is done to a link: to which side, what.
type Fate = BTreeMap<(Side, What), Intent>;

#[derive(Debug, Default)]
struct Fates {
    by_link: BTreeMap<LinkId, Fate>,
    undated: u64,
}

fn fates(
    pass: &Pass<'_>,
    design: Option<&ObjectDesign>,
    triples: &[Triple],
) -> Result<Fates, PassError> {
    let Some(design) = design else { return Ok(Fates::default()) };
    let (identities, joined) = pass.imagine_partners(design, triples)?;
    let facts = pass.part_facts(design, triples, identities)?;
    let open: Vec<Triple> =
        triples.iter().filter(|it| !joined.contains(&it.link.id)).cloned().collect();
    let needs = pass.times_needed(design, &open, &facts);
    let undated = |needs: &&Both<BTreeSet<FieldName>>| {
        Side::ALL.into_iter().any(|side| !needs.get(side).is_empty())
    };
    let undated = needs.iter().filter(undated).count() as u64;
    let plans = pass.decide(design, &open, &facts);
    let mut by_link: BTreeMap<LinkId, Fate> =
        plans.iter().map(|plan| (plan.link, fate(plan))).collect();
    for triple in triples.iter().filter(|it| joined.contains(&it.link.id)) {
        let lacking = Side::ALL.into_iter().find(|side| triple.link.ends.get(*side).is_none());
        let to = lacking.unwrap_or(Side::HubSpot);
        by_link.insert(triple.link.id, Fate::from([((to, What::Link), Intent::bare())]));
    }
    Ok(Fates { by_link, undated })
}

impl Intent {
    const fn bare() -> Intent {
        Intent { value: None, rule: None, ruling: None }
    }
}

fn fate(plan: &LinkPlan) -> Fate {
    let mut fate = Fate::new();
    for side in Side::ALL {
        match plan.acts.get(side) {
            Some(Act::Create { .. }) => {
                fate.insert((side, What::Create), Intent::bare());
            }
            Some(Act::Delete { .. }) => {
                fate.insert((side, What::Delete), Intent::bare());
            }
            Some(Act::Update { changes, .. }) => fate.extend(changes.iter().map(|change| {
                let intent = Intent {
                    value: Some(change.after.clone()),
                    rule: Some(change.rule),
                    ruling: Some(change.ruling),
                };
                ((side, What::Write { field: change.field.clone() }), intent)
            })),
            None => {}
        }
    }
    if plan.then == LinkState::Held {
        fate.insert((Side::HubSpot, What::Hold), Intent::bare());
    }
    for conflict in &plan.conflicts {
        let what = What::Ask { field: conflict.fields.hubspot.clone() };
        let intent = Intent { value: None, rule: Some(conflict.rule), ruling: None };
        fate.insert((Side::HubSpot, what), intent);
    }
    fate
}

/// What was found so far.
#[derive(Debug, Default)]
struct Tally {
    looked_at: u64,
    differing: u64,
    undated: u64,
    changes: BTreeMap<(MappingId, Side, What), WhatChanges>,
    unread: BTreeMap<(Side, ObjectName, FieldName), u64>,
}

impl Tally {
    fn note(&mut self, mapping: &MappingId, triple: &Triple, today: &Fate, then: &Fate) {
        self.looked_at += 1;
        let all: BTreeSet<&(Side, What)> = today.keys().chain(then.keys()).collect();
        let mut differs = false;
        for key in all {
            let (was, would_be) = (today.get(key), then.get(key));
            if value_of(was) == value_of(would_be) {
                continue;
            }
            differs = true;
            let (side, what) = key;
            let entry = self.changes.entry((mapping.clone(), *side, what.clone()));
            let row = entry.or_insert_with(|| WhatChanges {
                mapping: mapping.clone(),
                side: *side,
                what: what.clone(),
                only_then: 0,
                only_today: 0,
                otherwise: 0,
                examples: Vec::new(),
            });
            match (was, would_be) {
                (None, _) => row.only_then += 1,
                (_, None) => row.only_today += 1,
                (Some(_), Some(_)) => row.otherwise += 1,
            }
            if row.examples.len() < EXAMPLES {
                row.examples.push(example(triple, key, was.cloned(), would_be.cloned()));
            }
        }
        self.differing += u64::from(differs);
    }

    fn note_unread(&mut self, design: &ObjectDesign, triple: &Triple) {
        for side in Side::ALL {
            let Some(seen) = triple.observed.get(side) else { continue };
            let object = &seen.record.at.object;
            let mapped: BTreeSet<&FieldName> = match side {
                Side::Salesforce => {
                    design.pairs(object).iter().map(|it| it.names.get(side)).collect()
                }
                Side::HubSpot => {
                    design.fields.values().flatten().map(|it| it.names.get(side)).collect()
                }
            };
            for field in mapped.into_iter().filter(|it| !seen.record.fields.contains_key(*it)) {
                let place = (side, object.clone(), field.clone());
                *self.unread.entry(place).or_default() += 1;
            }
        }
    }

    fn into_answer(self) -> WhatIf {
        let mut changes: Vec<WhatChanges> = self.changes.into_values().collect();
        let size = |it: &WhatChanges| it.only_then + it.only_today + it.otherwise;
        changes.sort_by_key(|it| std::cmp::Reverse(size(it)));
        let unread = self.unread.into_iter();
        let unread = unread.map(|((side, object, field), records)| NeverRead {
            side,
            object,
            field,
            records,
        });
        WhatIf {
            looked_at: self.looked_at,
            differing: self.differing,
            changes,
            unread: unread.collect(),
            undated: self.undated,
        }
    }
}

/// What tells two intents apart: whether there is one, and what it writes. Another rule that comes to
/// the same is no difference.
fn value_of(intent: Option<&Intent>) -> Option<Option<&Content>> {
    intent.map(|it| it.value.as_ref())
}

fn example(
    triple: &Triple,
    (side, what): &(Side, What),
    today: Option<Intent>,
    would_be: Option<Intent>,
) -> WhatExample {
    let field = match what {
        What::Write { field } | What::Ask { field } => Some(field),
        What::Link | What::Create | What::Delete | What::Hold => None,
    };
    let seen = triple.observed.get(*side).as_ref();
    let held = field.and_then(|field| seen?.record.fields.get(field));
    let holds = Reading::from(held);
    WhatExample { link: triple.link.id, ends: triple.link.ends.clone(), holds, today, would_be }
}
