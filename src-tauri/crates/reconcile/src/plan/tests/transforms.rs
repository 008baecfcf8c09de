//! Whole plans through transforms: whatever a first pass does, a second one writes nothing.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, Side};

use super::laws::apply;
use super::{phones, with_rule};
use crate::mapping::ObjectDesign;
use crate::plan::plan;
use crate::samples::facts;
use crate::transform::Chain;

fn through(transform: &Json, rule: SyncRule) -> ObjectDesign {
    let mut design = with_rule("phone", rule);
    for pair in design.fields.values_mut().flatten() {
        if pair.mapping.as_str() == "phone" {
            let transforms: Vec<_> = serde_json::from_value(transform.clone()).unwrap();
            pair.chain =
                Chain::of(&transforms, rule, pair.schemas.as_ref().map(|_, it| it.kind)).unwrap();
        }
    }
    design
}

const BOTH_WAYS: [SyncRule; 6] = [
    SyncRule::PreferSalesforceUnlessBlank,
    SyncRule::PreferHubspotUnlessBlank,
    SyncRule::TwoWay,
    SyncRule::Earliest,
    SyncRule::FillBlanks,
    SyncRule::Ask,
];
const ONE_WAY: [SyncRule; 2] = [SyncRule::AlwaysSalesforce, SyncRule::AlwaysHubspot];

fn cases() -> impl Strategy<Value = (Json, SyncRule)> {
    let list = json!([{ "use": "values", "else_salesforce": "+4722225555", "values": [
        { "hubspot": "22 22 55 55", "salesforce": "b" }, { "hubspot": "b", "salesforce": "b" },
    ] }]);
    let two_way = vec![
        json!([{ "use": "trim" }]),
        json!([{ "use": "case", "to": "title" }]),
        json!([{ "use": "phone_e164", "region": "NO" }]),
        json!([{ "use": "number_format", "decimal": ",", "group": "." }]),
        list,
    ];
    let one_way = vec![
        json!([{ "use": "truncate", "chars": 5 }]),
        json!([{ "use": "part", "by": " ", "number": 2 }]),
    ];
    let any_rule = [BOTH_WAYS.as_slice(), ONE_WAY.as_slice()].concat();
    prop_oneof![
        (prop::sample::select(two_way), prop::sample::select(any_rule)),
        (prop::sample::select(one_way), prop::sample::select(ONE_WAY.to_vec())),
    ]
}

fn value() -> impl Strategy<Value = String> {
    let known =
        ["", "b", " b", "B b", "22 22 55 55", "+4722225555", "1.234,50", "1234.5", "North west"];
    prop::sample::select(known.map(str::to_owned).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn a_second_plan_through_transforms_writes_nothing(
        (transform, rule) in cases(),
        values in (value(), value(), value()),
        first_link in any::<bool>(),
    ) {
        let design = through(&transform, rule);
        let mut triple = phones(&values.0, &values.1, &values.2);
        if first_link {
            triple.base = Both::default();
        }
        let first = plan(&triple, &design, &facts());
        apply(&mut triple, &first);
        let second = plan(&triple, &design, &facts());
        prop_assert_eq!(&second.acts, &Both::default(), "{} {:?}", transform, rule);
    }

    #[test]
    fn a_side_that_only_differs_in_what_is_tidied_is_left_alone(
        spaces in (" {0,2}", " {0,2}"),
        rule in prop::sample::select(BOTH_WAYS.to_vec()),
    ) {
        let design = through(&json!([{ "use": "phone_e164", "region": "NO" }]), rule);
        let here = format!("{}22{}225555", spaces.0, spaces.1);
        let triple = phones("+4722225555", &here, "+47 22 22 55 55");
        let plan = plan(&triple, &design, &facts());
        for side in Side::ALL {
            prop_assert_eq!(plan.acts.get(side), &None);
        }
    }
}
