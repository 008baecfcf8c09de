use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

#[test]
fn wire_forms_are_read_and_dirt_is_unknown() {
    let rows = [
        (ValueKind::Text, " a ", Some(" a ")),
        (ValueKind::Decimal, "1200.50", Some("1200.5")),
        (ValueKind::Decimal, "1.2E3", Some("1200")),
        (ValueKind::Decimal, "-0", Some("0")),
        (ValueKind::Decimal, "1,200", None),
        (ValueKind::Decimal, "NaN", None),
        (ValueKind::Boolean, "TRUE", Some("true")),
        (ValueKind::Boolean, "yes", None),
        (ValueKind::Date, "2026-02-28", Some("2026-02-28")),
        (ValueKind::Date, "2026-02-30", None),
        (ValueKind::Date, "1709164800000", Some("2024-02-29")),
        (ValueKind::Date, "1709164800001", None),
        (ValueKind::Instant, "2026-01-02T03:04:05.678Z", Some("2026-01-02T03:04:05.678Z")),
        (ValueKind::Instant, "2026-01-02T04:04:05+01:00", Some("2026-01-02T03:04:05.000Z")),
        (ValueKind::Instant, "1709164800001", Some("2024-02-29T00:00:00.001Z")),
        (ValueKind::Instant, "2026-01-02", None),
        (ValueKind::Choice, "A b", Some("A b")),
        (ValueKind::Choices, "b;a;;b", Some("a;b")),
        (ValueKind::Choices, ";", Some("")),
        (ValueKind::Reference, " 12 ", Some("12")),
    ];
    for (kind, text, back) in rows {
        let read = read(kind, text);
        assert_eq!(read.as_ref().map(write).as_deref(), back, "{kind:?} {text:?}");
    }
    assert_eq!(read(ValueKind::Decimal, ""), Some(Content::Blank));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(mantissa in any::<i64>(), scale in 0u32..10, millis in -60_000_000_000_000i64..250_000_000_000_000) {
        let number = Content::Value(Value::Decimal(Decimal::new(mantissa, scale)));
        prop_assert_eq!(read(ValueKind::Decimal, &write(&number)), Some(number));
        let instant = Content::Value(Value::Instant(Timestamp::from_millisecond(millis).unwrap()));
        prop_assert_eq!(read(ValueKind::Instant, &write(&instant)), Some(instant));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,30}") {
        for kind in [ValueKind::Decimal, ValueKind::Date, ValueKind::Time, ValueKind::Instant, ValueKind::Choices] {
            if let Some(Content::Value(value)) = read(kind, &text) {
                prop_assert_eq!(value.kind(), kind);
            }
        }
    }
}
