#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use crosswalk_model::plan::SkipReason;
use crosswalk_model::schema::Digits;
use crosswalk_model::{Both, Content, Side, Value};

use super::{Compatibility, Refusal, comparable, compatible, convert, convert_onto};
use crate::samples::{field, options, text};

fn value(value: Value) -> Content {
    Content::Value(value)
}

fn number(text: &str) -> Content {
    value(Value::Decimal(text.parse().unwrap()))
}

fn day(text: &str) -> Content {
    value(Value::Date(text.parse().unwrap()))
}

fn instant(text: &str) -> Content {
    value(Value::Instant(text.parse().unwrap()))
}

fn choice(name: &str) -> Content {
    value(Value::Choice(name.to_owned()))
}

fn choices(names: &[&str]) -> Content {
    value(Value::Choices(names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>()))
}

const YES: Content = Content::Value(Value::Boolean(true));
const NO: Content = Content::Value(Value::Boolean(false));

#[test]
fn values_cross_or_are_named() {
    let not_an_option = |option: &str| SkipReason::NotAnOption { option: option.to_owned() };
    let list = |native: &str| options(field(native), &["Hot", "Warm", "warm", "Cold;er"]);
    for (name, from, target, want) in [
        ("text", text("a"), field("x:string#3"), Ok(text("a"))),
        ("text to long text", text("a\nb"), field("x:textarea"), Ok(text("a\nb"))),
        ("too long", text("abcd"), field("x:phone#3"), Err(SkipReason::TooLong { max: 3, has: 4 })),
        ("emoji", text("👍"), field("x:string#1"), Err(SkipReason::TooLong { max: 1, has: 2 })),
        ("url", text("https://a.no"), field("x:url#255"), Ok(text("https://a.no"))),
        ("number as text", text(" 12.50 "), field("x:currency"), Ok(number("12.50"))),
        ("not a number", text("1,5"), field("x:double"), Err(SkipReason::NotANumber)),
        ("number to text", number("12.50"), field("x:string"), Ok(text("12.5"))),
        ("date", day("2026-03-01"), field("x:date"), Ok(day("2026-03-01"))),
        (
            "date to datetime",
            day("2026-03-01"),
            field("x:datetime"),
            Ok(instant("2026-03-01T00:00:00Z")),
        ),
        (
            "datetime to date",
            instant("2026-03-01T23:59:59Z"),
            field("x:date"),
            Ok(day("2026-03-01")),
        ),
        ("not a date", text("soon"), field("x:date"), Err(SkipReason::NotADate)),
        ("yes", text("Yes"), field("x:boolean"), Ok(YES)),
        ("not a boolean", text("maybe"), field("x:boolean"), Err(SkipReason::NotABoolean)),
        ("blank is no", Content::Blank, field("x:boolean"), Ok(NO)),
        ("blank", Content::Blank, field("x:string"), Ok(Content::Blank)),
        ("option", choice("Hot"), list("x:picklist"), Ok(choice("Hot"))),
        ("option without case", choice("HOT"), list("x:picklist"), Ok(choice("Hot"))),
        ("exact first", choice("warm"), list("x:picklist"), Ok(choice("warm"))),
        ("two fit", choice("WARM"), list("x:picklist"), Err(not_an_option("WARM"))),
        ("no option", choice("New"), list("x:picklist"), Err(not_an_option("New"))),
        ("text to option", text("hot"), list("x:picklist"), Ok(choice("Hot"))),
        ("several", text("hot; warm"), list("x:multipicklist"), Ok(choices(&["Hot", "warm"]))),
        (
            "one of several",
            choices(&["Hot", "x"]),
            list("x:multipicklist"),
            Err(not_an_option("x")),
        ),
        ("several to text", choices(&["b", "a"]), field("x:string"), Ok(text("a;b"))),
        (
            "time",
            text("14:30:00.000Z"),
            field("x:time"),
            Ok(value(Value::Time("14:30:00".parse().unwrap()))),
        ),
    ] {
        assert_eq!(convert(&from, &target), want, "{name}");
    }
}

#[test]
fn an_open_list_takes_any_option() {
    let mut combobox = options(field("x:combobox"), &["Hot"]);
    combobox.open_options = true;
    assert_eq!(convert(&choice("New"), &combobox), Ok(choice("New")));
}

#[test]
fn digits_are_never_cut() {
    let mut amount = field("x:currency");
    amount.digits = Some(Digits { precision: 5, scale: 2 });
    assert_eq!(convert(&number("999.990"), &amount), Ok(number("999.990")));
    assert_eq!(convert(&number("-999.99"), &amount), Ok(number("-999.99")));
    assert_eq!(convert(&number("0.125"), &amount), Err(SkipReason::Lossy));
    assert_eq!(convert(&number("1000"), &amount), Err(SkipReason::OutOfRange));
}

#[test]
fn m2_a_date_in_a_datetime_keeps_its_time_of_day() {
    let target = field("x:datetime");
    let held = instant("2026-03-01T14:30:00Z");
    assert_eq!(convert_onto(&day("2026-03-01"), &target, Some(&held)), Ok(held.clone()));
    let moved = convert_onto(&day("2026-03-02"), &target, Some(&held));
    assert_eq!(moved, Ok(instant("2026-03-02T00:00:00Z")));
}

#[test]
fn what_is_the_same_thing_compares_equal() {
    let list = options(field("x:picklist"), &["Hot", "Cold"]);
    for (name, hubspot, salesforce, (h, s), same) in [
        (
            "day and instant",
            "x:date/date",
            field("x:datetime"),
            (day("2026-03-01"), instant("2026-03-01T09:00:00Z")),
            true,
        ),
        (
            "another day",
            "x:date/date",
            field("x:datetime"),
            (day("2026-03-01"), instant("2026-03-02T00:00:00Z")),
            false,
        ),
        ("scale", "x:number/number", field("x:currency"), (number("12.50"), number("12.5")), true),
        ("number as text", "x:string/text", field("x:int"), (text("7"), number("7")), true),
        (
            "options without case",
            "x:enumeration/select",
            list.clone(),
            (choice("HOT"), choice("Hot")),
            true,
        ),
        ("blank and no", "x:bool/booleancheckbox", field("x:boolean"), (Content::Blank, NO), true),
        (
            "texts keep their case",
            "x:string/text",
            field("x:string"),
            (text("a"), text("A")),
            false,
        ),
        ("not a number", "x:string/text", field("x:int"), (text("seven"), number("7")), false),
    ] {
        let hubspot = field(hubspot);
        let schemas = Both { salesforce: &salesforce, hubspot: &hubspot };
        let equal =
            comparable(&h, Side::HubSpot, schemas) == comparable(&s, Side::Salesforce, schemas);
        assert_eq!(equal, same, "{name}");
    }
}

#[test]
fn h87_to_h94_which_fields_can_be_tied() {
    use Compatibility::{Extended, Native, Refused};
    for (hubspot, salesforce, want) in [
        ("x:enumeration/select", "x:picklist", Native),
        ("x:enumeration/radio", "x:picklist", Native),
        ("x:enumeration/checkbox", "x:multipicklist", Native),
        ("x:bool/booleancheckbox", "x:boolean", Native),
        ("x:number/number", "x:double", Native),
        ("x:number/number", "x:int", Native),
        ("x:string/text", "x:string", Native),
        ("x:string/text", "x:textarea", Native),
        ("x:string/textarea", "x:textarea", Native),
        ("x:date/date", "x:date", Native),
        ("x:date/date", "x:datetime", Native),
        ("x:number/number", "x:currency", Extended),
        ("x:number/number", "x:percent", Extended),
        ("x:string/phonenumber", "x:phone", Extended),
        ("x:string/text", "x:email", Extended),
        ("x:string/text", "x:url", Extended),
        ("x:enumeration/select", "x:combobox", Extended),
        ("x:string/text", "x:time", Extended),
        ("x:string/text", "x:picklist", Extended),
        ("x:string/text", "x:reference", Refused(Refusal::TextAndReference)),
        ("x:enumeration/user", "x:reference", Refused(Refusal::HubSpotUser)),
        ("x:string/text", "x:address", Refused(Refusal::NoForm)),
        ("x:number/number", "x:boolean", Refused(Refusal::Kinds)),
        ("x:date/date", "x:double", Refused(Refusal::Kinds)),
    ] {
        assert_eq!(compatible(&field(hubspot), &field(salesforce)), want, "{hubspot} {salesforce}");
    }
}
