//! Laws of round trips: what crosses agrees with what it came from, whichever way it goes.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Content, Side, Value};

use super::{Ends, OPTION, TEXT, choice, choices, schemas};

/// Every two-way transform, with the fields that it stands between.
fn two_way() -> Vec<(Json, (&'static str, &'static str))> {
    let marks = json!([{ "use": "number_format", "decimal": ",", "group": "." }]);
    let clock =
        json!([{ "use": "date_format", "pattern": "dd.MM.yyyy HH:mm", "zone": "Europe/Oslo" }]);
    let day =
        json!([{ "use": "date_format", "pattern": "yyyy/MM/dd", "zone": "America/New_York" }]);
    let zone = json!([{ "use": "day_in_zone", "zone": "America/Santiago" }]);
    let list = json!([{ "use": "values", "else_salesforce": "c", "values": [
        { "hubspot": "b", "salesforce": "x" }, { "hubspot": "b", "salesforce": "y" },
        { "hubspot": "c", "salesforce": "y" }, { "hubspot": "c", "salesforce": "z" },
        { "hubspot": "a", "salesforce": "a" },
    ] }]);
    let words = json!([{ "use": "yes_no", "yes": "a", "no": "b" }]);
    let amounts = ("x:number/number", "x:currency");
    vec![
        (json!([{ "use": "trim" }]), TEXT),
        (json!([{ "use": "case", "to": "upper" }]), TEXT),
        (json!([{ "use": "case", "to": "lower" }]), TEXT),
        (json!([{ "use": "trim" }, { "use": "case", "to": "title" }]), TEXT),
        (json!([{ "use": "phone_e164", "region": "NO" }]), TEXT),
        (marks.clone(), ("x:string/text", "x:double")),
        (marks, ("x:number/number", "x:string")),
        (clock.clone(), ("x:datetime/date", "x:string")),
        (clock.clone(), ("x:string/text", "x:datetime")),
        (clock, ("x:string/text", "x:date")),
        (day.clone(), ("x:datetime/date", "x:string")),
        (day.clone(), ("x:date/date", "x:string")),
        (day, ("x:string/text", "x:date")),
        (zone.clone(), ("x:datetime/date", "x:date")),
        (zone, ("x:datetime/date", "x:datetime")),
        (json!([{ "use": "currency", "rate": "11.37", "decimals": 2 }]), amounts),
        (json!([{ "use": "currency", "rate": "0.0875", "decimals": 2 }]), amounts),
        (json!([{ "use": "currency", "rate": "100", "decimals": 0 }]), amounts),
        (words.clone(), ("x:string/text", "x:boolean")),
        (words, ("x:bool/booleancheckbox", "x:string")),
        (json!([{ "use": "split", "by": ", " }]), ("x:string/text", "x:multipicklist")),
        (json!([{ "use": "join", "by": ";" }]), ("x:enumeration/checkbox", "x:string")),
        (list.clone(), OPTION),
        (list, ("x:enumeration/checkbox", "x:multipicklist")),
    ]
}

/// Values of every kind that a vendor may hold, whatever the field says.
fn content() -> impl Strategy<Value = Content> {
    let value = prop_oneof![
        4 => ".{0,12}".prop_map(|words| Content::text(&words)),
        4 => "[ abcxyz,;.0-9+:-]{0,16}".prop_map(|words| Content::text(&words)),
        2 => "(\\+47|0047|)[ ]?[2-9][0-9 ]{7,9}".prop_map(|words| Content::text(&words)),
        2 => "[0-3]?[0-9].[01]?[0-9].20[0-9]{2}( [0-2][0-9]:[0-5][0-9])?"
            .prop_map(|words| Content::text(&words)),
        4 => (any::<i64>(), 0_u32..6).prop_map(|(digits, scale)| {
            Content::Value(Value::Decimal(rust_decimal::Decimal::new(digits >> 20, scale)))
        }),
        2 => any::<bool>().prop_map(|yes| Content::Value(Value::Boolean(yes))),
        3 => (-3_000_000_000_i64..5_000_000_000).prop_map(|second| {
            Content::Value(Value::Instant(crosswalk_model::Timestamp::from_second(second).unwrap()))
        }),
        2 => (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| {
            Content::Value(Value::Date(jiff::civil::date(year, month, day)))
        }),
        3 => "[abcxyz]".prop_map(|name| choice(&name)),
        3 => prop::collection::btree_set("[abcxyz]", 1..4).prop_map(|names| {
            choices(&names.iter().map(String::as_str).collect::<Vec<_>>())
        }),
    ];
    prop_oneof![1 => Just(Content::Blank), 12 => value]
}

/// A value that a field of that kind can hold.
fn held(ends: &Ends, content: &Content, side: Side) -> Option<Content> {
    let schema = ends.schemas.get(side);
    let at_home = content.value().is_none_or(|value| value.kind() == schema.kind);
    at_home.then(|| content.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn what_crosses_agrees_with_what_it_came_from(
        content in content(),
        from in prop::sample::select(Side::ALL.to_vec()),
        (transform, (hubspot, salesforce)) in prop::sample::select(two_way()),
    ) {
        let ends = Ends::new(&transform, SyncRule::TwoWay, schemas(hubspot, salesforce));
        let Some(content) = held(&ends, &content, from) else { return Ok(()) };
        let Ok(there) = ends.cross(&content, from.other()) else { return Ok(()) };
        let form = ends.form(&content, from);
        prop_assert_eq!(&form, &ends.form(&there, from.other()), "{}", transform);
        // The inverse of what it became is the same thing in its normal form, and stays it.
        let Ok(back) = ends.cross(&there, from) else { return Ok(()) };
        prop_assert_eq!(&form, &ends.form(&back, from), "{} {:?} {:?}", transform, there, back);
        let again = ends.cross(&back, from.other());
        let again = again.map(|it| ends.form(&it, from.other()));
        prop_assert_eq!(again, Ok(form), "{}", transform);
    }

    #[test]
    fn one_way_is_idempotent(
        words in ".{0,20}",
        to in prop::sample::select(Side::ALL.to_vec()),
        transform in prop::sample::select(vec![
            json!([{ "use": "truncate", "chars": 5 }]),
            json!([{ "use": "part", "by": " ", "number": 1 }]),
        ]),
    ) {
        let rule = match to {
            Side::Salesforce => SyncRule::AlwaysHubspot,
            Side::HubSpot => SyncRule::AlwaysSalesforce,
        };
        let ends = Ends::new(&transform, rule, schemas(TEXT.0, TEXT.1));
        let once = ends.cross(&Content::text(&words), to).unwrap();
        prop_assert_eq!(ends.cross(&once, to), Ok(once.clone()));
        prop_assert_eq!(ends.form(&Content::text(&words), to.other()), ends.form(&once, to));
    }
}
