//! Rows of every transform, both ways. The laws are in [`laws`].
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crosswalk_model::mapping::{SyncRule, Transform};
use crosswalk_model::plan::SkipReason;
use crosswalk_model::schema::FieldSchema;
use crosswalk_model::{Both, Content, Side, Value};

use super::Chain;
use crate::convert::{comparable_through, cross};
use crate::samples::{field, options, text};

mod laws;

/// Transforms as the file spells them.
pub(crate) fn transforms(json: &Json) -> Vec<Transform> {
    serde_json::from_value(json.clone()).unwrap()
}

/// Two fields and what stands between them.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    pub chain: Chain,
    pub schemas: Both<FieldSchema>,
}

impl Ends {
    /// By the vendors' types: `("x:string/text", "x:string")`.
    pub fn new(json: &Json, rule: SyncRule, schemas: Both<FieldSchema>) -> Ends {
        let kinds = schemas.as_ref().map(|_, schema| schema.kind);
        let chain = Chain::of(&transforms(json), rule, kinds).unwrap();
        Ends { chain, schemas }
    }

    pub fn cross(&self, content: &Content, to: Side) -> Result<Content, SkipReason> {
        let made = cross(content, to, (&self.chain, self.schemas.as_ref()), None)?;
        Ok(made.content)
    }

    pub fn form(&self, content: &Content, of: Side) -> Content {
        comparable_through(content, of, (&self.chain, self.schemas.as_ref()))
    }

    pub fn agree(&self, hubspot: &Content, salesforce: &Content) -> bool {
        self.form(hubspot, Side::HubSpot) == self.form(salesforce, Side::Salesforce)
    }
}

fn number(text: &str) -> Content {
    Content::Value(Value::Decimal(text.parse().unwrap()))
}

fn day(text: &str) -> Content {
    Content::Value(Value::Date(text.parse().unwrap()))
}

fn instant(text: &str) -> Content {
    Content::Value(Value::Instant(text.parse().unwrap()))
}

fn choice(name: &str) -> Content {
    Content::Value(Value::Choice(name.to_owned()))
}

fn choices(names: &[&str]) -> Content {
    Content::Value(Value::Choices(names.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>()))
}

const YES: Content = Content::Value(Value::Boolean(true));
const NO: Content = Content::Value(Value::Boolean(false));

fn schemas(hubspot: &str, salesforce: &str) -> Both<FieldSchema> {
    let open = |native: &str| {
        let schema = field(native);
        FieldSchema { open_options: true, ..schema }
    };
    Both { salesforce: open(salesforce), hubspot: open(hubspot) }
}

const TEXT: (&str, &str) = ("x:string/text", "x:string");
const OPTION: (&str, &str) = ("x:enumeration/select", "x:picklist");

#[test]
fn a_time_of_a_text_is_the_day_of_its_own_clock() {
    let oslo =
        json!([{ "use": "date_format", "pattern": "d.M.yyyy HH:mm", "zone": "Europe/Oslo" }]);
    let ends = Ends::new(&oslo, SyncRule::TwoWay, schemas("x:string/text", "x:date"));
    let night = text("2.7.2026 00:30");
    assert_eq!(ends.cross(&night, Side::Salesforce), Ok(day("2026-07-02")));
    assert!(ends.agree(&night, &day("2026-07-02")));
    assert_eq!(ends.cross(&day("2026-07-02"), Side::HubSpot), Ok(text("2.7.2026 00:00")));
}

/// HubSpot's value, what Salesforce gets of it, and what HubSpot gets back of that.
struct There {
    transform: Json,
    ends: (&'static str, &'static str),
    values: [Content; 3],
}

fn row(transform: &Json, ends: (&'static str, &'static str), values: [Content; 3]) -> There {
    There { transform: transform.clone(), ends, values }
}

fn check(rows: Vec<There>) {
    for There { transform, ends: (hubspot, salesforce), values: [from, there, back] } in rows {
        let ends = Ends::new(&transform, SyncRule::TwoWay, schemas(hubspot, salesforce));
        let said = format!("{transform} {from:?}");
        assert_eq!(ends.cross(&from, Side::Salesforce), Ok(there.clone()), "{said}");
        assert_eq!(ends.cross(&there, Side::HubSpot), Ok(back.clone()), "{said}");
        assert!(ends.agree(&from, &there) && ends.agree(&back, &there), "{said}");
    }
}

#[test]
fn texts_go_there_and_back() {
    let trim = json!([{ "use": "trim" }]);
    let upper = json!([{ "use": "case", "to": "upper" }]);
    let lower = json!([{ "use": "case", "to": "lower" }]);
    let title = json!([{ "use": "case", "to": "title" }]);
    let phone = json!([{ "use": "phone_e164", "region": "NO" }]);
    check(vec![
        row(&trim, TEXT, [text("  Ann   Berg "), text("Ann Berg"), text("Ann Berg")]),
        row(&upper, TEXT, [text("no"), text("NO"), text("NO")]),
        row(&lower, TEXT, [text("ÆØÅ"), text("æøå"), text("æøå")]),
        row(&title, TEXT, [text("ola o'brien-ÅS"), text("Ola O'Brien-Ås"), text("Ola O'Brien-Ås")]),
        row(&title, TEXT, [text("don't"), text("Don't"), text("Don't")]),
        row(&phone, TEXT, [text("22 22 55 55"), text("+4722225555"), text("+4722225555")]),
        row(&phone, TEXT, [text("0046 8 123 456 78"), text("+46812345678"), text("+46812345678")]),
    ]);
}

#[test]
fn numbers_go_there_and_back() {
    let dots = json!([{ "use": "number_format", "decimal": ",", "group": "." }]);
    let spaces = json!([{ "use": "number_format", "decimal": ",", "group": " " }]);
    let nok = json!([{ "use": "currency", "rate": "11.5", "decimals": 2 }]);
    let amount = ("x:string/text", "x:currency");
    let (plain, words) = (("x:string/text", "x:double"), ("x:number/number", "x:string"));
    let money = ("x:number/number", "x:currency");
    check(vec![
        row(&dots, amount, [text("-1.234,50"), number("-1234.5"), text("-1.234,5")]),
        row(&dots, words, [number("1234567.25"), text("1.234.567,25"), number("1234567.25")]),
        row(&spaces, plain, [text("12\u{a0}000"), number("12000"), text("12 000")]),
        row(&nok, money, [number("100.10"), number("1151.15"), number("100.1")]),
        row(&nok, money, [number("0.01"), number("0.12"), number("0.01")]),
    ]);
}

#[test]
fn days_and_times_go_there_and_back() {
    let plain = json!([{ "use": "date_format", "pattern": "dd.MM.yyyy" }]);
    let clock = "d.M.yyyy HH:mm";
    let oslo = json!([{ "use": "date_format", "pattern": clock, "zone": "Europe/Oslo" }]);
    let zone = json!([{ "use": "day_in_zone", "zone": "Europe/Oslo" }]);
    let summer = instant("2026-07-01T07:30:00Z");
    let winter = instant("2026-01-01T23:30:00Z");
    let (evening, midnight) = (instant("2026-06-30T22:30:00Z"), instant("2026-06-30T22:00:00Z"));
    let first = || day("2026-03-01");
    check(vec![
        row(&plain, ("x:string/text", "x:date"), [text("1.3.2026"), first(), text("01.03.2026")]),
        row(&plain, ("x:date/date", "x:string"), [first(), text("01.03.2026"), first()]),
        row(
            &oslo,
            ("x:string/text", "x:datetime"),
            [text("1.7.2026 09:30"), summer, text("1.7.2026 09:30")],
        ),
        row(
            &oslo,
            ("x:datetime/date", "x:string"),
            [winter.clone(), text("2.1.2026 00:30"), winter],
        ),
        row(&zone, ("x:datetime/date", "x:date"), [evening, day("2026-07-01"), midnight]),
    ]);
}

#[test]
fn options_go_there_and_back() {
    let words = json!([{ "use": "yes_no", "yes": "Ja", "no": "Nei" }]);
    let list = json!([{ "use": "values", "values": [
        { "hubspot": "new", "salesforce": "Open" },
        { "hubspot": "fresh", "salesforce": "Open" },
        { "hubspot": "done", "salesforce": "Closed" },
    ] }]);
    let split = json!([{ "use": "split", "by": "," }]);
    let join = json!([{ "use": "join", "by": ", " }]);
    let sets = ("x:enumeration/checkbox", "x:multipicklist");
    let both = || choices(&["new", "done"]);
    let ab = || choices(&["a", "b"]);
    check(vec![
        row(&words, ("x:string/text", "x:boolean"), [text("JA"), YES, text("Ja")]),
        row(&words, ("x:string/text", "x:boolean"), [Content::Blank, NO, text("Nei")]),
        row(&words, ("x:bool/booleancheckbox", "x:string"), [NO, text("Nei"), NO]),
        row(&split, ("x:string/text", "x:multipicklist"), [text("b, a,"), ab(), text("a,b")]),
        row(&join, ("x:enumeration/checkbox", "x:string"), [ab(), text("a, b"), ab()]),
        row(&list, OPTION, [choice("fresh"), choice("Open"), choice("new")]),
        row(&list, OPTION, [choice("DONE"), choice("Closed"), choice("done")]),
        row(&list, sets, [both(), choices(&["Open", "Closed"]), both()]),
    ]);
}

#[test]
fn what_has_no_form_is_named() {
    let phone = json!([{ "use": "phone_e164", "region": "NO" }]);
    let de = json!([{ "use": "number_format", "decimal": ",", "group": "." }]);
    let date = json!([{ "use": "date_format", "pattern": "dd.MM.yyyy" }]);
    let list = json!([{ "use": "values", "values": [{ "hubspot": "a", "salesforce": "A" }] }]);
    let gone = SkipReason::NotInTheList { option: "b".to_owned() };
    for (transform, (hubspot, salesforce), from, want) in [
        (phone.clone(), TEXT, text("call me"), SkipReason::NotAPhoneNumber),
        (phone.clone(), TEXT, text("12"), SkipReason::NotAPhoneNumber),
        (phone, TEXT, text("22 22 55 55 ext. 12"), SkipReason::Lossy),
        (de.clone(), ("x:string/text", "x:double"), text("1.5"), SkipReason::NotANumber),
        (de.clone(), ("x:string/text", "x:double"), text("1.2345"), SkipReason::NotANumber),
        (de, ("x:string/text", "x:double"), text("1,"), SkipReason::NotANumber),
        (date, ("x:string/text", "x:date"), text("31.02.2026"), SkipReason::NotADate),
        (list, OPTION, choice("b"), gone),
        (
            json!([{ "use": "yes_no", "yes": "Ja", "no": "Nei" }]),
            ("x:string/text", "x:boolean"),
            text("maybe"),
            SkipReason::NotABoolean,
        ),
        (
            json!([{ "use": "join", "by": "," }]),
            ("x:enumeration/checkbox", "x:string"),
            choices(&["a,b", "c"]),
            SkipReason::Lossy,
        ),
    ] {
        let ends = Ends::new(&transform, SyncRule::TwoWay, schemas(hubspot, salesforce));
        assert_eq!(ends.cross(&from, Side::Salesforce), Err(want), "{transform} {from:?}");
    }
}

#[test]
fn one_way_transforms_go_where_the_rule_goes() {
    let part = json!([{ "use": "part", "by": " ", "number": -1 }]);
    let cut = json!([{ "use": "truncate", "chars": 6 }]);
    for (transform, rule, from, there) in [
        (part.clone(), SyncRule::AlwaysHubspot, "Ola Nordmann", text("Nordmann")),
        (part, SyncRule::AlwaysSalesforce, "Ola Nordmann", text("Nordmann")),
        (
            json!([{ "use": "part", "by": " ", "number": 3 }]),
            SyncRule::AlwaysHubspot,
            "Ola N",
            Content::Blank,
        ),
        (cut.clone(), SyncRule::AlwaysHubspot, "Norway", text("Norway")),
        (cut.clone(), SyncRule::AlwaysHubspot, "North west", text("North")),
        (cut, SyncRule::AlwaysSalesforce, "abcde👍", text("abcde")),
    ] {
        let ends = Ends::new(&transform, rule, schemas(TEXT.0, TEXT.1));
        let to = ends.chain.only_to().unwrap();
        assert_eq!(ends.cross(&text(from), to), Ok(there.clone()), "{transform} {from}");
        assert_eq!(ends.form(&text(from), to.other()), ends.form(&there, to), "{from}");
    }
}

#[test]
fn what_is_shortened_is_said() {
    let cut = json!([{ "use": "trim" }, { "use": "truncate", "chars": 3 }]);
    let ends = Ends::new(&cut, SyncRule::AlwaysHubspot, schemas(TEXT.0, TEXT.1));
    let warning = |words: &str| ends.chain.run(&text(words), Side::Salesforce).unwrap().warning;
    assert_eq!(warning(" abcd "), Some(SkipReason::Shortened { max: 3, has: 4 }));
    assert_eq!(warning(" abc "), None);
}

#[test]
fn a_side_that_differs_in_what_is_tidied_alone_agrees() {
    let round = json!([{ "use": "currency", "rate": 10, "decimals": 2 }]);
    let list = json!([{ "use": "values", "else_salesforce": "Other", "values": [
        { "hubspot": "a", "salesforce": "A" }, { "hubspot": "b", "salesforce": "A" },
        { "hubspot": "c", "salesforce": "Other" },
    ] }]);
    let phone = json!([{ "use": "phone_e164", "region": "NO" }]);
    let trim = json!([{ "use": "trim" }]);
    let money = ("x:number/number", "x:currency");
    for (transform, (hubspot, salesforce), here, there, agree) in [
        (trim.clone(), TEXT, text("Ann  Berg"), text("Ann Berg"), true),
        (trim, TEXT, text("Ann"), text("Anne"), false),
        (phone.clone(), TEXT, text("+47 22 22 55 55"), text("22225555"), true),
        (phone.clone(), TEXT, text("not one"), text("22225555"), false),
        (phone, TEXT, Content::Blank, Content::Blank, true),
        // Salesforce keeps the finer amount.
        (round.clone(), money, number("1.23"), number("12.34"), true),
        (round, money, number("1.23"), number("12.36"), false),
        (list.clone(), OPTION, choice("b"), choice("A"), true),
        (list.clone(), OPTION, choice("never heard of"), choice("Other"), true),
        (list, OPTION, choice("a"), choice("Other"), false),
    ] {
        let ends = Ends::new(&transform, SyncRule::TwoWay, schemas(hubspot, salesforce));
        assert_eq!(ends.agree(&here, &there), agree, "{transform} {here:?} {there:?}");
    }
}

#[test]
fn flaws_are_said_in_words() {
    for (transform, native, rule, want) in [
        (json!([{ "use": "rot13" }]), TEXT.0, SyncRule::TwoWay, "the transform rot13 is not known"),
        (
            json!([{ "use": "phone_e164" }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the setting region of the transform phone_e164 is missing",
        ),
        (
            json!([{ "use": "phone_e164", "region": "XX" }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the setting region of the transform phone_e164 cannot be that",
        ),
        (
            json!([{ "use": "trim", "hard": true }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the setting hard of the transform trim is not known",
        ),
        (
            json!([{ "use": "date_format", "pattern": "dd.MM HH" }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the setting pattern of the transform date_format cannot be that",
        ),
        (
            json!([{ "use": "date_format", "pattern": "yyyy-MM-dd HH:mm", "zone": "Europe/Atlantis" }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the setting zone of the transform date_format cannot be that",
        ),
        (
            json!([{ "use": "currency", "rate": "0" }]),
            "x:number/number",
            SyncRule::TwoWay,
            "the setting rate of the transform currency cannot be that",
        ),
        (
            json!([{ "use": "currency", "rate": "2" }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the transform currency takes no texts",
        ),
        (
            json!([{ "use": "truncate", "chars": 3 }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the transform truncate has no way back: take always_hubspot or always_salesforce as \
             the rule",
        ),
        (
            json!([{ "use": "values", "values": [{ "hubspot": "a" }] }]),
            TEXT.0,
            SyncRule::TwoWay,
            "the setting values of the transform values cannot be that",
        ),
    ] {
        let kind = field(native).kind;
        let flaws =
            Chain::of(&transforms(&transform), rule, Both { salesforce: kind, hubspot: kind })
                .unwrap_err();
        let said: Vec<String> = flaws.into_iter().map(|it| it.to_string()).collect();
        assert_eq!(said, [want], "{transform}");
    }
}

#[test]
fn a_list_without_case_takes_the_option_that_only_differs_in_it() {
    let list = json!([{ "use": "values", "values": [{ "hubspot": "HOT", "salesforce": "warm" }] }]);
    let mut schemas = schemas(OPTION.0, OPTION.1);
    schemas.salesforce = options(field("x:picklist"), &["Warm"]);
    let ends = Ends::new(&list, SyncRule::TwoWay, schemas);
    assert_eq!(ends.cross(&choice("hot"), Side::Salesforce), Ok(choice("Warm")));
    assert_eq!(ends.cross(&choice("Warm"), Side::HubSpot), Ok(choice("HOT")));
}
