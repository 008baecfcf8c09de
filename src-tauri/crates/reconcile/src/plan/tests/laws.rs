//! Laws that hold for every case.

use proptest::prelude::*;

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, Content, Reading, Ruling, Side, Timestamp, Triple};

use super::{fields, phones, with_rule};
use crate::field::{Decision, FieldCase, Leave, OptOutFacts, decide};
use crate::plan::plan;
use crate::samples::{facts, text};

const RULES: [SyncRule; 10] = [
    SyncRule::PreferSalesforceUnlessBlank,
    SyncRule::AlwaysSalesforce,
    SyncRule::TwoWay,
    SyncRule::DontSync,
    SyncRule::PreferHubspotUnlessBlank,
    SyncRule::AlwaysHubspot,
    SyncRule::Earliest,
    SyncRule::FillBlanks,
    SyncRule::Ask,
    SyncRule::ForwardOnly,
];

fn rule() -> impl Strategy<Value = SyncRule> {
    prop::sample::select(RULES.to_vec())
}

fn content() -> impl Strategy<Value = Content> {
    prop::sample::select(vec![Content::Blank, text("a"), text("b"), text("c")])
}

fn reading() -> impl Strategy<Value = Reading> {
    prop_oneof![
        1 => Just(Reading::Unknown),
        6 => content().prop_map(|content| Reading::from(Some(&content))),
    ]
}

fn time() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::weighted(
        0.9,
        (0i64..5).prop_map(|step| Timestamp::from_second(1_800_000_000 + step * 100).unwrap()),
    )
}

prop_compose! {
    fn case()(
        rule in rule(),
        base in (prop::option::weighted(0.8, content()), prop::option::weighted(0.8, content())),
        now in (reading(), reading()),
        times in (time(), time()),
    ) -> FieldCase {
        FieldCase {
            rule,
            base: Both { salesforce: base.0, hubspot: base.1 },
            now: Both { salesforce: now.0, hubspot: now.1 },
            times: Both { salesforce: times.0, hubspot: times.1 },
            order: ["a", "b", "c"].map(str::to_owned).to_vec(),
            opt_out: OptOutFacts::default(),
        }
    }
}

fn mirror(rule: SyncRule) -> SyncRule {
    match rule {
        SyncRule::PreferSalesforceUnlessBlank => SyncRule::PreferHubspotUnlessBlank,
        SyncRule::PreferHubspotUnlessBlank => SyncRule::PreferSalesforceUnlessBlank,
        SyncRule::AlwaysSalesforce => SyncRule::AlwaysHubspot,
        SyncRule::AlwaysHubspot => SyncRule::AlwaysSalesforce,
        same => same,
    }
}

fn mirrored(case: FieldCase) -> FieldCase {
    FieldCase {
        rule: mirror(case.rule),
        base: case.base.swap(),
        now: case.now.swap(),
        times: case.times.swap(),
        ..case
    }
}

fn swapped(decision: Decision) -> Decision {
    crate::field::tests::swapped(decision)
}

proptest! {
    #[test]
    fn swapping_the_sides_swaps_the_decision(case in case()) {
        let straight = decide(&case);
        // Within the skew window Salesforce is named (A25).
        let names_a_side =
            matches!(&straight, Decision::Write { ruling: Ruling::SkewWindow, .. });
        if !names_a_side {
            prop_assert_eq!(decide(&mirrored(case)), swapped(straight));
        }
    }

    #[test]
    fn t20_unknown_writes_nothing(case in case(), side in prop::sample::select(Side::ALL.to_vec())) {
        let mut case = case;
        *case.now.get_mut(side) = Reading::Unknown;
        prop_assert!(matches!(
            decide(&case),
            Decision::Leave(Leave::Unknown | Leave::DontSync)
        ));
    }

    #[test]
    fn a_first_link_never_clears(case in case()) {
        let first = FieldCase { base: Both::default(), ..case };
        if let Decision::Write { content, .. } = decide(&first) {
            prop_assert!(!content.is_blank());
        }
    }

    #[test]
    fn a_one_sided_edit_is_never_lost(
        case in case(),
        side in prop::sample::select(Side::ALL.to_vec()),
        before in content(),
        after in content(),
    ) {
        prop_assume!(before != after);
        let mut case = FieldCase {
            base: Both { salesforce: Some(before.clone()), hubspot: Some(before.clone()) },
            ..case
        };
        *case.now.get_mut(side) = Reading::from(Some(&after));
        *case.now.get_mut(side.other()) = Reading::from(Some(&before));
        // It is written, ruled against with its reason, or asked about: never taken for agreement.
        let seen = match decide(&case) {
            Decision::Write { .. } | Decision::WriteBoth { .. } | Decision::Conflict(_) => true,
            Decision::Leave(why) => why != Leave::Unchanged && why != Leave::Unknown,
            Decision::Agree | Decision::NeedTimes => false,
        };
        prop_assert!(seen, "{:?}", decide(&case));
    }

    #[test]
    fn a_second_plan_after_the_first_writes_nothing(
        rule in rule(),
        first_link in any::<bool>(),
        values in ("[abc]?", "[abc]?", "[abc]?"),
    ) {
        prop_assume!(rule != SyncRule::ForwardOnly);
        let design = with_rule("phone", rule);
        let mut triple = phones(&values.0, &values.1, &values.2);
        if first_link {
            triple.base = Both::default();
        }
        let first = plan(&triple, &design, &facts());
        apply(&mut triple, &first);
        let second = plan(&triple, &design, &facts());
        prop_assert_eq!(&second.acts, &Both::default());
        prop_assert!(second.settled.salesforce.is_empty() && second.settled.hubspot.is_empty());
    }
}

/// What push and settle do when everything goes well.
fn apply(triple: &mut Triple, plan: &crosswalk_model::plan::LinkPlan) {
    for side in Side::ALL {
        triple.base.get_mut(side).extend(plan.settled.get(side).clone());
        let Some(act) = plan.acts.get(side) else { continue };
        for change in act.changes() {
            let written = fields(&[(change.field.as_str(), change.after.clone())]);
            let seen = triple.observed.get_mut(side).as_mut().unwrap();
            seen.record.fields.extend(written.clone());
            triple.base.get_mut(side).extend(written);
            let source = fields(&[(change.source_field.as_str(), change.source.clone())]);
            triple.base.get_mut(side.other()).extend(source);
        }
    }
}
