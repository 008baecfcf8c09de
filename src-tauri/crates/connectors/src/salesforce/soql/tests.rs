use proptest::prelude::*;

use super::*;

/// What a statement is made of, values aside. Written from the language's description, not from
/// the builder.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Mark(char),
    Text,
}

/// Splits a statement, or says where it stops being one.
fn tokens(statement: &str) -> Result<(Vec<Token>, Vec<String>), String> {
    let mut out = Vec::new();
    let mut texts = Vec::new();
    let mut rest = statement.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter == '\'' {
            let mut text = String::new();
            loop {
                match rest.next() {
                    None => return Err("open text".to_owned()),
                    Some('\'') => break,
                    Some('\\') => text.push(match rest.next() {
                        Some('n') => '\n',
                        Some('r') => '\r',
                        Some('t') => '\t',
                        Some('b') => '\u{8}',
                        Some('f') => '\u{c}',
                        Some(same @ ('"' | '\'' | '\\')) => same,
                        other => return Err(format!("escape {other:?}")),
                    }),
                    Some('\n' | '\r') => return Err("line break in a text".to_owned()),
                    Some(other) => text.push(other),
                }
            }
            out.push(Token::Text);
            texts.push(text);
        } else if letter.is_ascii_alphanumeric() || letter == '_' {
            let mut word = String::from(letter);
            while let Some(next) =
                rest.next_if(|c| c.is_ascii_alphanumeric() || "_.:-".contains(*c))
            {
                word.push(next);
            }
            out.push(Token::Word(word));
        } else if letter != ' ' {
            out.push(Token::Mark(letter));
        }
    }
    Ok((out, texts))
}

fn by_text(text: &str) -> Query {
    Query {
        object: "Contact".to_owned(),
        fields: vec!["Id".to_owned(), "Email".to_owned()],
        children: None,
        condition: Some(Condition::All(vec![
            Condition::compare("Email", Op::Equal, Literal::Text(text.to_owned())),
            Condition::compare("IsDeleted", Op::Equal, Literal::Boolean(false)),
        ])),
        order: vec!["Id"],
        limit: Some(5),
    }
}

/// At least as many as stand here; more by `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let set = ProptestConfig::default();
    ProptestConfig { cases: set.cases.max(20_000), ..set }
}

proptest! {
    #![proptest_config(cases())]
    #[test]
    fn sec16_no_value_changes_the_shape_of_a_query(text in "(?s)(['\"\\\\\n\r\t\u{8}\u{c}%_ ()=]|OR|--|.){0,12}") {
        let (plain, _) = tokens(&by_text("x").statement().unwrap()).unwrap();
        let (shape, texts) = tokens(&by_text(&text).statement().unwrap()).unwrap();
        prop_assert_eq!(shape, plain);
        prop_assert_eq!(texts, vec![text]);
    }

    #[test]
    fn sec16_only_names_are_names(text in "(?s).{0,8}|[A-Za-z_.' 0-9]{0,8}") {
        let named = name(&text).is_ok();
        let plain = text.split('.').all(|part| {
            part.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
                && !part.contains(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        });
        prop_assert_eq!(named, plain);
    }
}

#[test]
fn a_statement_reads_as_written() {
    assert_eq!(
        by_text("o'neil@x.org").statement().unwrap(),
        "SELECT Id,Email FROM Contact WHERE (Email = 'o\\'neil@x.org' AND IsDeleted = false) \
         ORDER BY Id LIMIT 5"
    );
}

#[test]
fn instants_are_written_by_the_second_with_z() {
    let instant: Timestamp = "2026-01-02T04:04:05.987+01:00".parse().unwrap();
    assert_eq!(Literal::Instant(instant).text().unwrap(), "2026-01-02T03:04:05Z");
}

#[test]
fn names_from_elsewhere_are_refused() {
    for bad in ["", "Id FROM User", "Name'", "a..b", "1a", "Contact;", "É"] {
        let mut query = by_text("x");
        query.fields.push(bad.to_owned());
        assert!(query.statement().is_err(), "{bad}");
        assert!(Query { object: bad.to_owned(), ..by_text("x") }.statement().is_err(), "{bad}");
    }
}

#[test]
fn limits_of_the_language_are_kept() {
    assert!(by_text(&"x".repeat(4_000)).statement().is_ok());
    assert!(by_text(&"x".repeat(4_001)).statement().is_err());
    let mut wide = by_text("x");
    wide.fields = vec!["F".repeat(40); 3_000];
    assert!(wide.statement().is_err());
}
