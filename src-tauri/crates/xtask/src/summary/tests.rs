use super::*;

fn row(name: &str, outcome: Outcome) -> Row {
    Row { name: name.to_owned(), outcome, took: Duration::from_millis(1_500) }
}

#[test]
fn shows_every_row_and_the_first_reason() {
    let summary = Summary {
        rows: vec![
            row("fmt", Outcome::Passed),
            row("clippy", Outcome::Failed("one lint".to_owned())),
            row("tests", Outcome::Failed("one test".to_owned())),
            row("audit", Outcome::Skipped("no cargo-deny".to_owned())),
        ],
    };
    let expected = "\
fmt        ok           1.5 s
clippy     FAILED       1.5 s
tests      FAILED       1.5 s
audit      skipped      1.5 s  no cargo-deny
total                   6.0 s

first failure, clippy: one lint";
    assert_eq!(summary.to_string(), expected);
    assert_eq!(summary.first_failure().map(|row| row.name.as_str()), Some("clippy"));
}

#[test]
fn is_quiet_about_failures_when_there_are_none() {
    let summary = Summary { rows: vec![row("fmt", Outcome::Passed)] };
    assert!(summary.first_failure().is_none());
    assert!(!summary.to_string().contains("failure"));
}
