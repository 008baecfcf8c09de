use serde_json::json;

use super::*;

#[test]
fn searches_are_told_from_other_calls() {
    let counts = json!([
        {"vendor": "hubspot", "route": "/crm/objects/{version}/{type}/search", "times": 3},
        {"vendor": "hubspot", "route": "/crm/objects/{version}/{type}/batch/read", "times": 4},
        {"vendor": "salesforce", "route": "/query", "times": 5},
        {"vendor": "salesforce", "route": "/composite", "times": 6},
        {"vendor": "salesforce", "route": "GET /services/data/{version}/composite", "times": 7},
        {"vendor": "salesforce", "route": "GET /sobjects/{object}/describe", "times": 1},
        {"vendor": "hubspot", "route": "POST /x/statuses/{email}/unsubscribe-all", "times": 2},
    ]);
    let (opt_outs, facts) = (2, 1);
    let expected = Calls { searches: 3, hubspot: 4, salesforce: 18, opt_outs, facts };
    assert_eq!(Calls::of(&counts), expected);
}

/// The bars of a thousand changes on each side: 5 + 2 + 1 one way, 1 + 20 + 5 the other.
#[test]
fn the_floor_of_changes_is_that_of_both_bars() {
    let Calls { searches, hubspot, salesforce, .. } = of_changes(1_000);
    assert_eq!(searches + hubspot + salesforce, (5 + 2 + 1) + (1 + 20 + 5));
}

#[test]
fn the_floor_of_a_first_sync_counts_every_batch_once() {
    let work = Work {
        read_hubspot: 401,
        read_salesforce: 2_001,
        made_hubspot: 101,
        changed_hubspot: 1,
        made_salesforce: 1_000,
        changed_salesforce: 1_001,
        ..Work::default()
    };
    let expected = Calls { searches: 3, hubspot: 2 + 2, salesforce: 2 + 3 + 2, ..Calls::default() };
    assert_eq!(of_first_sync(&work), expected);
    assert_eq!(of_first_sync(&Work::default()), Calls::default());
}

#[test]
fn searches_or_the_burst_decide_the_wall_whichever_takes_longer() {
    let of = |searches, hubspot| {
        wall_under_quotas(&Calls { searches, hubspot, salesforce: 9, ..Calls::default() })
    };
    assert_eq!(of(100, 0), [20.0, 20.0]);
    assert_eq!(of(0, 209), [19.0, 11.0]);
}

#[test]
fn twice_the_time_for_twice_the_people_is_linear() {
    let seconds = Duration::from_secs;
    assert!((growth((10, seconds(1)), (20, seconds(2))) - 1.0).abs() < 1e-9);
    assert!((growth((10, seconds(1)), (20, seconds(4))) - 2.0).abs() < 1e-9);
}
