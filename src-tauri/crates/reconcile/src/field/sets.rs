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

/// Without both bases nothing counts as removed (first link: never a clear).
fn merge<T: Ord + Clone>(
    now: Sets<T>,
    base: (Option<BTreeSet<T>>, Option<BTreeSet<T>>),
) -> BTreeSet<T> {
    let all: BTreeSet<T> = now.0.union(&now.1).cloned().collect();
    let (Some(base_a), Some(base_b)) = base else {
        return all;
    };
    let gone = |now: &BTreeSet<T>, base: &BTreeSet<T>, added: &BTreeSet<T>| {
        base.iter().filter(|item| !now.contains(*item) && !added.contains(*item)).cloned().collect()
    };
    let added_a: BTreeSet<T> = now.0.difference(&base_a).cloned().collect();
    let added_b: BTreeSet<T> = now.1.difference(&base_b).cloned().collect();
    let gone_a: BTreeSet<T> = gone(&now.0, &base_a, &added_b);
    let gone_b: BTreeSet<T> = gone(&now.1, &base_b, &added_a);
    all.into_iter().filter(|item| !gone_a.contains(item) && !gone_b.contains(item)).collect()
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
