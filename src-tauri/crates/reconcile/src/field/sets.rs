//! Union: a three-way merge of sets.

use std::collections::BTreeSet;

use crosswalk_model::{Content, RecordRef, Ruling, Side, Value};

use super::{Ask, Decision, Fact};

/// Additions and removals of both sides count. What one side removed and the other one added since
/// stays: an addition says more than a removal.
pub(super) fn union(fact: &Fact<'_>) -> Decision {
    let sets = (choices(&fact.now.salesforce), choices(&fact.now.hubspot));
    if let (Some(salesforce), Some(hubspot)) = sets {
        let base = |side| fact.case.base.get(side).as_ref().and_then(choices);
        let bases = (base(Side::Salesforce), base(Side::HubSpot));
        return answer(fact, content(merge((salesforce, hubspot), bases), Value::Choices));
    }
    let sets = (references(&fact.now.salesforce), references(&fact.now.hubspot));
    let (Some(salesforce), Some(hubspot)) = sets else {
        return Decision::Conflict(Ask::NoOrder);
    };
    let base = |side| fact.case.base.get(side).as_ref().and_then(references);
    let bases = (base(Side::Salesforce), base(Side::HubSpot));
    answer(fact, content(merge((salesforce, hubspot), bases), Value::References))
}

fn answer(fact: &Fact<'_>, content: Content) -> Decision {
    let ruling = Ruling::Union;
    match (content == fact.now.salesforce, content == fact.now.hubspot) {
        (true, _) => Decision::Write { to: Side::HubSpot, content, ruling },
        (false, true) => Decision::Write { to: Side::Salesforce, content, ruling },
        (false, false) => Decision::WriteBoth { content, ruling },
    }
}

type Sets<T> = (BTreeSet<T>, BTreeSet<T>);

/// Without both bases nothing counts as removed (first link: never a clear). Where only one side
/// changed, its edits are made to what the other side holds: should one of two writes of a merge
/// have failed, the side that got it is the truth.
fn merge<T: Ord + Clone>(
    now: Sets<T>,
    base: (Option<BTreeSet<T>>, Option<BTreeSet<T>>),
) -> BTreeSet<T> {
    let (Some(base_a), Some(base_b)) = base else {
        return now.0.union(&now.1).cloned().collect();
    };
    let added_a: BTreeSet<T> = now.0.difference(&base_a).cloned().collect();
    let added_b: BTreeSet<T> = now.1.difference(&base_b).cloned().collect();
    let gone_a: BTreeSet<T> = base_a.difference(&now.0).cloned().collect();
    let gone_b: BTreeSet<T> = base_b.difference(&now.1).cloned().collect();
    let start: BTreeSet<T> = match (now.0 == base_a, now.1 == base_b) {
        (true, false) => now.0,
        (false, true) => now.1,
        (true, true) | (false, false) => now.0.union(&now.1).cloned().collect(),
    };
    let removed = |item: &T| {
        (gone_a.contains(item) && !added_b.contains(item))
            || (gone_b.contains(item) && !added_a.contains(item))
    };
    let all = start.into_iter().chain(added_a.iter().cloned()).chain(added_b.iter().cloned());
    all.filter(|item| !removed(item)).collect()
}

fn content<T: Ord>(set: BTreeSet<T>, make: fn(BTreeSet<T>) -> Value) -> Content {
    if set.is_empty() { Content::Blank } else { Content::Value(make(set)) }
}

fn choices(content: &Content) -> Option<BTreeSet<String>> {
    match content {
        Content::Blank => Some(BTreeSet::new()),
        Content::Value(Value::Choices(set)) => Some(set.clone()),
        Content::Value(Value::Choice(one)) => Some(BTreeSet::from([one.clone()])),
        Content::Value(_) => None,
    }
}

fn references(content: &Content) -> Option<BTreeSet<RecordRef>> {
    match content {
        Content::Blank => Some(BTreeSet::new()),
        Content::Value(Value::References(set)) => Some(set.clone()),
        Content::Value(Value::Reference(one)) => Some(BTreeSet::from([one.clone()])),
        Content::Value(_) => None,
    }
}
