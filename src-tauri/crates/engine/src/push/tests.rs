use std::collections::BTreeSet;

use crosswalk_model::OutboxId;

use super::once_more;

#[test]
fn i13_what_can_never_be_sent_goes_twice_and_then_waits_for_the_next_plan() {
    let mut before = BTreeSet::new();
    let rows = |ids: &[i64]| ids.iter().copied().map(OutboxId).collect::<Vec<_>>();
    assert_eq!(once_more(&mut before, rows(&[1, 2])), (rows(&[1, 2]), rows(&[])));
    assert_eq!(once_more(&mut before, rows(&[2, 3])), (rows(&[3]), rows(&[2])));
}
