use crosswalk_model::mapping::WonReaches;
use crosswalk_model::{Both, LinkState, Ruling};

use super::*;
use crate::mapping::ObjectDesign;
use crate::plan::{PlanSettings, plan};
use crate::samples::{facts, people, text, triple};

fn moving() -> ObjectDesign {
    let order = ["subscriber", "lead", "opportunity", "customer", "evangelist"];
    let order = order.map(str::to_owned).to_vec();
    let lifecycle = Lifecycle { order, won_reaches: WonReaches::CompanyContacts };
    ObjectDesign { lifecycle: Some(lifecycle), ..people() }
}

/// Opportunities that came to count since the pair was made.
fn counted(ids: &str) -> Vec<Counted> {
    let one = |id: &str| Counted { at: RecordRef::new("Opportunity", id), news: true };
    ids.split_whitespace().map(one).collect()
}

/// Those that counted before.
fn old(ids: &str) -> Vec<Counted> {
    counted(ids).into_iter().map(|one| Counted { news: false, ..one }).collect()
}

/// A person at this stage, for whom these opportunities have counted before.
fn at(stage: &str, seen: Option<&str>) -> Triple {
    let mut triple = triple(Both::default(), Both::default());
    let hubspot = triple.observed.hubspot.as_mut().unwrap();
    let stage = if stage.is_empty() { Content::Blank } else { text(stage) };
    hubspot.record.fields.insert(LIFECYCLE.into(), stage);
    if let Some(seen) = seen {
        let all = seen.split_whitespace().map(|id| RecordRef::new("Opportunity", id)).collect();
        let base = Content::Value(Value::References(all));
        triple.base.salesforce.insert(WON.seen.into(), base);
    }
    triple
}

/// What is written to the stage, and whether the opportunities are remembered without a write.
fn outcome(triple: &Triple, opportunities: Opportunities) -> (Option<String>, bool) {
    let plan = plan(triple, &moving(), &PlanFacts { opportunities, ..facts() });
    let changes = plan.acts.hubspot.as_ref().map(Act::changes).unwrap_or_default();
    let change = changes.iter().find(|it| it.field.as_str() == LIFECYCLE);
    let written = change.map(|change| match &change.after {
        Content::Value(Value::Choice(stage)) => stage.clone(),
        Content::Value(other) => panic!("{other:?}"),
        Content::Blank => panic!("a blank stage"),
    });
    let settled =
        plan.settled.salesforce.keys().any(|name| name.as_str().starts_with("lifecycle:"));
    (written, settled)
}

#[test]
fn rows() {
    let customer = || Some("customer".to_owned());
    let rows = [
        // stage, counted before, won now, are they news: written, remembered without a write
        ("lead", None, "A", true, (customer(), false)),
        ("lead", None, "A", false, (None, true)),
        ("", None, "A", true, (customer(), false)),
        ("customer", None, "A", true, (None, true)),
        ("evangelist", None, "A", true, (None, true)),
        ("a stage of nobody's order", None, "A", true, (None, true)),
        ("lead", Some("A"), "A", true, (None, false)),
        ("lead", Some("A"), "A B", false, (customer(), false)),
        ("lead", Some("A B"), "A", true, (None, true)),
        ("lead", Some("A"), "", true, (None, true)),
        ("lead", None, "", true, (None, false)),
    ];
    for (stage, before, won, news, expected) in rows {
        let triple = at(stage, before);
        let won = if news { counted(won) } else { old(won) };
        let won = Opportunities { won, open: Vec::new() };
        assert_eq!(outcome(&triple, won.clone()), expected, "{stage} {before:?} {won:?}");
    }
}

#[test]
fn a_win_covers_an_open_opportunity() {
    let both = Opportunities { won: counted("A"), open: counted("B") };
    let plan = plan(&at("lead", None), &moving(), &PlanFacts { opportunities: both, ..facts() });
    let changes = plan.acts.hubspot.unwrap().changes().to_vec();
    let stages: Vec<_> = changes.iter().filter(|it| it.field.as_str() == LIFECYCLE).collect();
    assert_eq!(stages.len(), 1, "{stages:?}");
    assert_eq!(stages[0].ruling, Ruling::ClosedWon);
}

#[test]
fn nobody_moves_who_is_held_or_only_linked() {
    let won = || Opportunities { won: counted("A"), open: Vec::new() };
    let held = PlanFacts { membership: Membership::Out, opportunities: won(), ..facts() };
    let held = plan(&at("lead", None), &moving(), &held);
    assert_eq!((held.then, held.acts.hubspot), (LinkState::Held, None));
    let settings = PlanSettings { link_only: true, ..PlanSettings::default() };
    let linked = PlanFacts { settings, opportunities: won(), ..facts() };
    let linked = plan(&at("lead", None), &moving(), &linked);
    assert_eq!(linked.acts.hubspot, None);
    assert!(linked.settled.salesforce.contains_key(WON.seen));
}

#[test]
fn a_stage_that_the_account_does_not_have_is_named() {
    let mut design = moving();
    design.lifecycle.as_mut().unwrap().order.retain(|stage| stage != "customer");
    let won = Opportunities { won: counted("A"), open: Vec::new() };
    let plan = plan(&at("lead", None), &design, &PlanFacts { opportunities: won, ..facts() });
    assert_eq!(plan.skips[0].why, SkipReason::NotAnOption { option: "customer".to_owned() });
    assert_eq!(plan.then, LinkState::Failing);
}
