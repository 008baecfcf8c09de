#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::Side;
use crosswalk_model::mapping::StageMap;

use super::{Stages, build, suggest};
use crate::samples::schemas;

fn lines(maps: &[StageMap]) -> Vec<String> {
    let line = |map: &StageMap| {
        let stages = map.stages.iter().map(|(a, b)| format!("{a} = {b}")).collect::<Vec<_>>();
        format!("{}: {}", map.pipeline, stages.join(", "))
    };
    maps.iter().map(line).collect()
}

fn stages() -> Stages {
    build(&suggest(&schemas()), &schemas()).0
}

#[test]
fn h56_stages_are_suggested_by_label_by_end_and_by_how_likely_they_are() {
    assert_eq!(
        lines(&suggest(&schemas())),
        [
            "Sales Pipeline: Closed Lost = Closed Lost, Closed Won = Closed Won, \
             Demo = Needs Analysis, Offer = Negotiation/Review, Prospecting = Prospecting",
            "Partners: Signed = Closed Won, Talking = Needs Analysis",
        ]
    );
}

#[test]
fn a_stage_is_found_both_ways_and_stays_in_its_pipeline() {
    let stages = stages();
    assert_eq!(stages.in_salesforce("demo"), Some("Needs Analysis"));
    assert_eq!(stages.in_salesforce("201"), Some("Needs Analysis"));
    assert_eq!(stages.in_salesforce("nowhere"), None);
    assert_eq!(stages.in_hubspot("Needs Analysis", None), Some("demo"));
    assert_eq!(stages.in_hubspot("Needs Analysis", Some("default")), Some("demo"));
    assert_eq!(stages.in_hubspot("Needs Analysis", Some("20")), Some("201"));
    assert_eq!(stages.in_hubspot("Closed Lost", Some("20")), None, "it has no such stage");
    assert_eq!(stages.in_hubspot("Needs Analysis", Some("7")), None, "not a synced pipeline");
    assert_eq!(stages.first_pipeline(), Some("default"));
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
