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
    let mirrors = [
        (SyncRule::PreferSalesforceUnlessBlank, SyncRule::PreferHubspotUnlessBlank),
        (SyncRule::AlwaysSalesforce, SyncRule::AlwaysHubspot),
    ];
    for (one, other) in mirrors {
        if rule == one {
            return other;
        }
        if rule == other {
            return one;
        }
    }
    rule
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
pub(super) fn apply(triple: &mut Triple, plan: &crosswalk_model::plan::LinkPlan) {
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

fn flag() -> impl Strategy<Value = Content> {
    any::<bool>().prop_map(|on| Content::Value(crosswalk_model::Value::Boolean(on)))
}

proptest! {
    #[test]
    fn opt_out_is_monotone(
        base in prop::option::of((flag(), flag())),
        now in (flag(), flag()),
        restored_before in any::<bool>(),
    ) {
        let case = FieldCase {
            rule: SyncRule::OptOut,
            base: Both {
                salesforce: base.as_ref().map(|one| one.0.clone()),
                hubspot: base.as_ref().map(|one| one.1.clone()),
            },
            now: Both {
                salesforce: Reading::from(Some(&now.0)),
                hubspot: Reading::from(Some(&now.1)),
            },
            times: Both::default(),
            order: Vec::new(),
            opt_out: OptOutFacts { restored_before, ..OptOutFacts::default() },
        };
        // Without the person's own word, whatever is written is a yes.
        if let Decision::Write { content, .. } = decide(&case) {
            prop_assert_eq!(content, crate::samples::yes());
        }
    }

    #[test]
    fn a_union_survives_losing_one_of_its_two_writes(
        values in ("[abcd]{0,3}", "[abcd]{0,3}", "[abcd]{0,3}"),
        first_link in any::<bool>(),
        lost in prop::sample::select(Side::ALL.to_vec()),
    ) {
        let design = unions();
        let mut triple = sets(&values);
        if first_link {
            triple.base = Both::default();
        }
        let mut wanted = triple.clone();
        let whole = plan(&wanted, &design, &facts());
        apply(&mut wanted, &whole);
        let mut half = whole;
        *half.acts.get_mut(lost) = None;
        apply(&mut triple, &half);
        let rest = plan(&triple, &design, &facts());
        apply(&mut triple, &rest);
        for side in Side::ALL {
            prop_assert_eq!(
                &triple.observed.get(side).as_ref().unwrap().record,
                &wanted.observed.get(side).as_ref().unwrap().record
            );
        }
    }
}

/// The phone pair as a set of options on both sides.
fn unions() -> crate::mapping::ObjectDesign {
    let mut design = with_rule("phone", SyncRule::Union);
    for pair in design.fields.values_mut().flatten() {
        if pair.mapping.as_str() == "phone" {
            for (side, native) in
                [(Side::Salesforce, "x:multipicklist"), (Side::HubSpot, "x:enumeration/checkbox")]
            {
                let schema = crate::samples::field(native);
                *pair.schemas.get_mut(side) =
                    crate::samples::options(schema, &["a", "b", "c", "d"]);
            }
        }
    }
    design
}

fn sets(values: &(String, String, String)) -> Triple {
    let set = |letters: &str| {
        let all: std::collections::BTreeSet<String> =
            letters.chars().map(|letter| letter.to_string()).collect();
        if all.is_empty() {
            Content::Blank
        } else {
            Content::Value(crosswalk_model::Value::Choices(all))
        }
    };
    let mut triple = phones("", "", "");
    let both = |hubspot: &str, salesforce: &str| Both {
        salesforce: fields(&[("Phone", set(salesforce))]),
        hubspot: fields(&[("phone", set(hubspot))]),
    };
    triple.base = both(&values.0, &values.0);
    let now = both(&values.1, &values.2);
    for side in Side::ALL {
        let seen = triple.observed.get_mut(side).as_mut().unwrap();
        seen.record.fields = now.get(side).clone();
    }
    triple
}
