use super::*;

#[test]
fn a_share_changes_our_part_and_nothing_else() {
    let usual = Terms::SALESFORCE;
    assert_eq!(ApiShare::Usual.of(usual), usual);
    let tenth = ApiShare::Percent { percent: 10 }.of(usual);
    assert_eq!(tenth, Terms { share_percent: 10, ..usual });
    let calls = ApiShare::Calls { calls: 10_000 }.of(usual);
    assert_eq!(calls, Terms { share_calls: Some(10_000), ..usual });
}

#[test]
fn nothing_and_more_than_all_are_no_shares() {
    for (share, is) in [
        (ApiShare::Percent { percent: 0 }, false),
        (ApiShare::Percent { percent: 100 }, true),
        (ApiShare::Percent { percent: 101 }, false),
        (ApiShare::Calls { calls: 0 }, false),
        (ApiShare::Calls { calls: 1 }, false),
        (ApiShare::Calls { calls: 2 }, true),
    ] {
        assert_eq!(share.is_one(), is, "{share:?}");
    }
}
