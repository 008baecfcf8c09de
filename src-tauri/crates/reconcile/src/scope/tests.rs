#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{Content, Record, RecordRef, Value};

use super::{ALL_BUT_SUBSCRIBERS, DEEPEST, Filter, FilterFlaw, LONGEST};
use crate::identity::Membership;
use crate::samples;

fn contacts() -> ObjectSchema {
    samples::object(
        "contacts",
        "lifecyclestage:enumeration/radio country:string/text amount:number/number \
         vip:bool/booleancheckbox since:date/date seen:datetime/date tags:enumeration/checkbox",
    )
}

/// `name=value` words; `name=` is blank, a property that is not named is blank too, `name?` is one
/// that was not read.
fn person(words: &str) -> Record {
    let schema = contacts();
    let mut fields: std::collections::BTreeMap<_, _> =
        schema.fields.keys().map(|name| (name.clone(), Content::Blank)).collect();
    for word in words.split_whitespace() {
        if let Some(name) = word.strip_suffix('?') {
            fields.remove(name);
            continue;
        }
        let (name, value) = word.split_once('=').unwrap();
        fields.insert(name.into(), held(name, value));
    }
    Record {
        at: RecordRef::new("contacts", "1"),
        life: crosswalk_model::Life::Live,
        modified: None,
        modified_by: None,
        absorbed: Vec::new(),
        fields,
    }
}

fn held(name: &str, value: &str) -> Content {
    if value.is_empty() {
        return Content::Blank;
    }
    Content::Value(match name {
        "amount" => Value::Decimal(value.parse().unwrap()),
        "vip" => Value::Boolean(value == "yes"),
        "since" => Value::Date(value.parse().unwrap()),
        "seen" => Value::Instant(value.parse().unwrap()),
        "tags" => Value::Choices(value.split(';').map(str::to_owned).collect()),
        "lifecyclestage" => Value::Choice(value.to_owned()),
        _ => Value::Text(value.to_owned()),
    })
}

fn check(filter: &str, words: &str, expected: Membership) {
    let read =
        Filter::read(filter, &contacts()).unwrap_or_else(|flaws| panic!("{filter}: {flaws:?}"));
    assert_eq!(read.admits(&person(words)), expected, "{filter} of {words:?}");
}

#[test]
fn s17_the_list_of_june_2017_as_a_filter() {
    check(ALL_BUT_SUBSCRIBERS, "lifecyclestage=subscriber", Membership::Out);
    check(ALL_BUT_SUBSCRIBERS, "lifecyclestage=lead", Membership::In);
    check(ALL_BUT_SUBSCRIBERS, "lifecyclestage=", Membership::In);
}

#[test]
fn s14_s15_a_filter_says_who_takes_part() {
    use Membership::{In, Out, Unknown};
    for (filter, words, expected) in [
        ("country == 'NO'", "country=NO", In),
        ("country == 'NO'", "country=SE", Out),
        ("country in ['NO', 'SE'] && amount > 5", "country=SE amount=6", In),
        ("country in ['NO', 'SE'] && amount > 5", "country=SE amount=5.0", Out),
        ("amount >= 0.1", "amount=0.1", In),
        ("amount == 12345678901", "amount=12345678901", In),
        ("country.startsWith('N')", "", Out),
        ("country.lowerAscii() == 'no'", "country=No", In),
        ("vip", "vip=yes", In),
        ("vip", "vip=no", Out),
        ("vip != true", "", In),
        ("'a' in tags", "tags=a;b", In),
        ("'a' in tags", "", Out),
        ("tags.exists(t, t.startsWith('b'))", "tags=a;b", In),
        ("size(tags) == 0", "", In),
        ("since < '2026-01-01'", "since=2025-12-31", In),
        ("since < '2026-01-01'", "since=2026-01-01", Out),
        ("seen > '2026-01-01'", "seen=2026-01-01T00:00:01Z", In),
        // What a blank leaves open does not hold, and neither does its contrary.
        ("amount > 5", "", Out),
        ("!(amount > 5)", "", Out),
        ("amount == null || amount > 5", "", In),
        ("since < '2026-01-01'", "", Out),
        // Not read yet is no answer.
        ("country == 'NO'", "country?", Unknown),
        ("country == 'NO'", "country=NO amount?", In),
        ("true", "", In),
    ] {
        check(filter, words, expected);
    }
}

#[test]
fn a_text_that_is_no_filter_is_told_why() {
    let flaws = |text: &str| Filter::read(text, &contacts()).expect_err(text);
    assert!(matches!(flaws("country ==").as_slice(), [FilterFlaw::Syntax { .. }]));
    assert_eq!(flaws("contry == 'NO'"), [FilterFlaw::NoSuchProperty { name: "contry".to_owned() }]);
    for text in [
        "country",
        "amount > '5'",
        "amount + 1",
        "country == 'NO' && amount > '5'",
        "true || amount > '5'",
        "country.shout() == 'NO'",
        "amount.startsWith('a')",
        "!country",
    ] {
        assert!(matches!(flaws(text).as_slice(), [FilterFlaw::NoCondition { .. }]), "{text}");
    }
}

#[test]
fn a_hostile_filter_overflows_nothing() {
    let flaws = |text: &str| Filter::read(text, &contacts()).expect_err("no filter");
    let brackets = |many: usize| format!("{}true{}", "(".repeat(many), ")".repeat(many));
    assert_eq!(flaws(&brackets(100_000)), [FilterFlaw::TooLarge]);
    assert_eq!(flaws(&"!".repeat(DEEPEST + 1)), [FilterFlaw::TooLarge]);
    assert_eq!(flaws(&"a".repeat(LONGEST + 1)), [FilterFlaw::TooLarge]);
    assert!(Filter::read(&brackets(DEEPEST), &contacts()).is_ok());
    let chain = vec!["vip"; LONGEST / 7].join(" && ");
    assert!(Filter::read(&chain, &contacts()).is_ok());
}
