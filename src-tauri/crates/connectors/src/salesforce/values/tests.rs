use proptest::prelude::*;

use super::*;
use crate::salesforce::script::field;

fn reading(native: &str, json: &str) -> Reading {
    let raw = RawValue::from_string(json.to_owned()).unwrap();
    read(&raw, &field("F", native))
}

fn check(native: &str, json: &str, expected: Value) {
    assert_eq!(reading(native, json), Reading::Value(expected), "{native} {json}");
}

fn decimal_of(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

#[test]
fn values_are_read_by_the_fields_type() {
    check("string", r#""Åse \"x\"""#, Value::Text("Åse \"x\"".to_owned()));
    check("textarea", "\"a\\nb\"", Value::Text("a\nb".to_owned()));
    check("currency", "123456789012345678.12", decimal_of("123456789012345678.12"));
    check("double", "0.1", decimal_of("0.1"));
    check("double", "1.5E3", decimal_of("1500"));
    check("int", "42", decimal_of("42"));
    check("percent", "10.0", decimal_of("10"));
    check("boolean", "false", Value::Boolean(false));
    check("date", r#""2026-02-28""#, Value::Date(civil::date(2026, 2, 28)));
    check("time", r#""10:30:00.000Z""#, Value::Time(civil::time(10, 30, 0, 0)));
    let instant = Value::Instant("2022-03-17T16:21:26Z".parse().unwrap());
    check("datetime", r#""2022-03-17T16:21:26.000+0000""#, instant.clone());
    check("datetime", r#""2022-03-17T16:21:26.000Z""#, instant.clone());
    check("datetime", r#""2022-03-17T18:21:26+02:00""#, instant);
    check("picklist", r#""Hot""#, Value::Choice("Hot".to_owned()));
    let choices = ["a".to_owned(), "b".to_owned()];
    check("multipicklist", r#""b;a""#, Value::Choices(choices.into()));
}

#[test]
fn references_name_their_object() {
    let raw = RawValue::from_string(r#""00G000000000001""#.to_owned()).unwrap();
    let mut owner = field("OwnerId", "reference");
    owner.references = vec!["Group".into(), "User".into()];
    let expected = RecordRef::new("Group", "00G000000000001EAA");
    assert_eq!(read(&raw, &owner), Reading::Value(Value::Reference(expected)));
}

#[test]
fn null_and_empty_are_blank() {
    for native in ["string", "double", "date", "picklist", "multipicklist"] {
        assert_eq!(reading(native, "null"), Reading::Blank, "{native}");
        assert_eq!(reading(native, "\"\""), Reading::Blank, "{native}");
    }
}

#[test]
fn dirty_values_are_unknown() {
    for (native, json) in [
        ("date", r#""28.02.2026""#),
        ("date", r#""2026-02-30""#),
        ("datetime", r#""yesterday""#),
        ("double", r#""many""#),
        ("double", "1e99"),
        ("boolean", "1"),
        ("time", r#""25:00""#),
        ("string", r#"{"city":"Oslo"}"#),
        ("string", "[1]"),
        ("reference", r#""nobody""#),
        ("multipicklist", r#"";""#),
    ] {
        assert_eq!(reading(native, json), Reading::Unknown, "{native} {json}");
    }
}

fn written(value: Value) -> String {
    serde_json::to_string(&sent(&Content::Value(value)).unwrap()).unwrap()
}

#[test]
fn values_are_written_in_the_vendors_forms() {
    assert_eq!(serde_json::to_string(&sent(&Content::Blank).unwrap()).unwrap(), "null");
    assert_eq!(written(decimal_of("123456789012345678.10")), "123456789012345678.1");
    assert_eq!(written(Value::Boolean(true)), "true");
    assert_eq!(written(Value::Date(civil::date(2026, 2, 28))), r#""2026-02-28""#);
    assert_eq!(written(Value::Time(civil::time(9, 5, 0, 0))), r#""09:05:00.000Z""#);
    let instant = Value::Instant("2026-01-02T03:04:05.6789Z".parse().unwrap());
    assert_eq!(written(instant), r#""2026-01-02T03:04:05.678Z""#);
    let choices = ["b".to_owned(), "a".to_owned()];
    assert_eq!(written(Value::Choices(choices.into())), r#""a;b""#);
    let account = RecordRef::new("Account", "001000000000001");
    assert_eq!(written(Value::Reference(account)), r#""001000000000001AAA""#);
    let bad = Value::Reference(RecordRef::new("companies", "123"));
    assert!(sent(&Content::Value(bad)).is_err());
}

proptest! {
    #[test]
    fn numbers_survive_the_round_trip(digits in any::<i64>(), scale in 0_u32..18) {
        let number = Decimal::new(digits, scale);
        let json = written(Value::Decimal(number));
        prop_assert_eq!(reading("currency", &json), Reading::Value(Value::Decimal(number)));
    }
}
