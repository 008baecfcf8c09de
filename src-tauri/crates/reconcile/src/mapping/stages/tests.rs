#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;

use crosswalk_model::Side;
use crosswalk_model::mapping::StageMap;

use super::{Staged, Stages, build, spread, suggest};
use crate::samples::schemas;

fn lines(maps: &[StageMap]) -> Vec<String> {
    let line = |map: &StageMap| {
        let stages = map.stages.iter().map(|(a, b)| format!("{a} = {b}"));
        let also = map.also.iter().map(|(a, b)| format!("{a} -> {b}"));
        format!("{}: {}", map.pipeline, stages.chain(also).collect::<Vec<_>>().join(", "))
    };
    maps.iter().map(line).collect()
}

fn deals_of(maps: &[StageMap]) -> Stages {
    build(maps, &schemas()).0.remove(&Staged::Deals).unwrap()
}

fn stages() -> Stages {
    deals_of(&suggest(&schemas()))
}

#[test]
fn h56_stages_are_suggested_by_label_by_end_and_by_their_order() {
    assert_eq!(
        lines(&suggest(&schemas())),
        [
            "Sales Pipeline: Closed Lost = Closed Lost, Closed Won = Closed Won, \
             Demo = Prospecting, Offer = Negotiation/Review, Prospecting = Prospecting, \
             Needs Analysis -> Prospecting",
            "Partners: Signed = Closed Won, Talking = Prospecting, \
             Needs Analysis -> Talking, Negotiation/Review -> Talking",
        ]
    );
    assert_eq!([0, 1, 2, 3, 4].map(|at| spread(at, 5, 8)), [0, 2, 4, 5, 7].map(Some));
    assert_eq!((spread(0, 1, 8), spread(0, 3, 0)), (Some(0), None));
}

#[test]
fn h51_a_pipeline_without_a_map_takes_no_part() {
    let mut maps = suggest(&schemas());
    let partners = stages().pipelines[1].id.clone();
    assert!(!stages().leave_out(&partners));
    maps.retain(|map| map.pipeline != "Partners");
    assert!(deals_of(&maps).leave_out(&partners));
    // Where a map's pipeline was renamed, it may be this one.
    maps.push(StageMap { pipeline: "Friends".to_owned(), ..maps[0].clone() });
    assert!(!deals_of(&maps).leave_out(&partners));
    assert!(!Stages::default().leave_out(&partners), "without any map all of them are errors");
}

#[test]
fn a_stage_is_found_both_ways_and_stays_in_its_pipeline() {
    let stages = stages();
    assert_eq!(stages.in_salesforce("offer"), Some("Negotiation/Review"));
    assert_eq!(stages.in_salesforce("201"), Some("Prospecting"));
    assert_eq!(stages.in_salesforce("nowhere"), None);
    assert_eq!(stages.in_hubspot("Negotiation/Review", None), Some("offer"));
    assert_eq!(stages.in_hubspot("Negotiation/Review", Some("20")), Some("201"), "also");
    assert_eq!(stages.leading("Negotiation/Review", Some("20")), Some("Prospecting"));
    assert_eq!(stages.leading("Negotiation/Review", None), Some("Negotiation/Review"));
    assert_eq!(stages.in_hubspot("Closed Lost", Some("20")), None, "it has no such stage");
    assert_eq!(stages.in_hubspot("Prospecting", Some("7")), None, "not a synced pipeline");
    let new = crate::samples::record("Opportunity", "006A", BTreeMap::new());
    assert_eq!(stages.pipeline_of_new(&new), Some("default"));
}

#[test]
fn names_that_the_accounts_do_not_have_are_named() {
    let mut maps = suggest(&schemas());
    maps[0].pipeline = "Gone".to_owned();
    maps[1].stages.insert("Talking ".to_owned(), "Qualified".to_owned());
    let (_, flaws) = build(&maps, &schemas());
    let said: Vec<String> = flaws.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "HubSpot has no deal pipeline that is called Gone".to_owned(),
            format!("{} has no stage Talking  (pipeline Partners)", Side::HubSpot.product()),
            format!("{} has no stage Qualified (pipeline Partners)", Side::Salesforce.product()),
        ]
    );
}
