use crosswalk_model::plan::Act;
use crosswalk_model::triple::Base;
use crosswalk_model::{LinkId, LinkState, Reason, ReasonCode, RecordRef};

use super::*;

/// The delete of one contact.
fn delete(link: i64) -> LinkPlan {
    let at = RecordRef::new("contacts", link.to_string());
    LinkPlan {
        link: LinkId(link),
        mapping: "contacts".into(),
        ends: Both { salesforce: None, hubspot: Some(at.clone()) },
        acts: Both { salesforce: None, hubspot: Some(Act::Delete { at }) },
        settled: Base::default(),
        conflicts: Vec::new(),
        skips: Vec::new(),
        then: LinkState::Unlinked,
        reason: Reason::new(ReasonCode::Deleted),
    }
}

#[test]
fn p4_a_plan_of_several_parts_is_counted_as_one() {
    let mut totals = Totals::default();
    for part in [1..=30, 31..=55, 56..=60] {
        totals.add(&part.map(delete).collect::<Vec<_>>());
    }
    let deletes = ActTotals { deletes: 60, ..ActTotals::default() };
    let counted = Both { salesforce: ActTotals::default(), hubspot: deletes };
    assert_eq!(totals.all, PlanTotals::from([("contacts".into(), counted)]));
}
