//! SEC16: no value changes the shape of a query, as a parser sees it that shares nothing with the
//! writer. A million texts in the long setting.

use crosswalk_connectors::salesforce::soql::{Condition, Literal, Op, Query};
use crosswalk_emulator::salesforce::shape;

use crosswalk_desktop::bend::Chance;

const TEXTS: u64 = 20_000;
const TEXTS_LONG: u64 = 1_000_000;

/// What a text that wants out of its quotes is made of.
const PIECES: [&str; 28] = [
    "'",
    "\"",
    "\\",
    "\\'",
    "\\\\",
    "\n",
    "\r",
    "\t",
    "\u{8}",
    "\u{c}",
    "\0",
    "%",
    "_",
    " OR ",
    " AND ",
    "Id != null",
    ")",
    "(",
    "--",
    "/*",
    ";",
    "\u{2019}",
    "\u{ff07}",
    "\u{feff}",
    "\u{202e}",
    "\u{1f600}",
    "x",
    " LIMIT 1",
];

fn query(first: &str, second: &str, third: &str) -> Query {
    let compare =
        |text: &str| Condition::compare("Email", Op::Equal, Literal::Text(text.to_owned()));
    let some = Condition::In("Name".to_owned(), vec![second.to_owned(), third.to_owned()]);
    Query {
        object: "Contact".to_owned(),
        fields: vec!["Id".to_owned(), "Account.Name".to_owned()],
        children: None,
        condition: Some(Condition::Any(vec![compare(first), some])),
        order: vec!["Id"],
        limit: Some(5),
    }
}

fn text(chance: &mut Chance) -> String {
    (0..chance.below(10)).map(|_| chance.one_of(&PIECES)).collect()
}

#[test]
fn sec16_no_value_changes_what_a_strict_parser_sees() {
    let long = std::env::var_os("CROSSWALK_TEST_LONG").is_some();
    let plain = shape(&query("a", "b", "c").statement().unwrap()).unwrap();
    assert_eq!(plain.texts, ["a", "b", "c"]);
    let mut chance = Chance::of(16);
    for number in 0..if long { TEXTS_LONG } else { TEXTS } {
        let texts = [text(&mut chance), text(&mut chance), text(&mut chance)];
        let statement = query(&texts[0], &texts[1], &texts[2]).statement().unwrap();
        let seen = shape(&statement).unwrap_or_else(|why| panic!("{number}: {why}: {statement}"));
        assert_eq!(seen.rest, plain.rest, "{number}: {statement}");
        assert_eq!(seen.texts, texts, "{number}: {statement}");
    }
}

#[test]
fn sec16_the_parser_would_see_a_text_that_gets_out() {
    let plain = shape("SELECT Id FROM Contact WHERE Email = 'a'").unwrap();
    let out = shape("SELECT Id FROM Contact WHERE Email = 'a' OR Id != 'b'").unwrap();
    assert_ne!(out.rest, plain.rest);
    shape("SELECT Id FROM Contact WHERE Email = 'o'neil'").unwrap_err();
}
