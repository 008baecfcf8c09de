use super::*;

fn row(name: &str, outcome: Outcome) -> Row {
    Row { name: name.to_owned(), outcome, took: Duration::from_millis(1_500) }
}

#[test]
fn shows_every_row_and_each_reason() {
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

clippy failed: one lint

tests failed: one test
";
    assert_eq!(summary.to_string(), expected);
    let failures: Vec<_> = summary.failures().collect();
    assert_eq!(failures, [("clippy", "one lint"), ("tests", "one test")]);
}

#[test]
fn is_quiet_about_failures_when_there_are_none() {
    let summary = Summary { rows: vec![row("fmt", Outcome::Passed)] };
    assert!(summary.failures().next().is_none());
    assert!(!summary.to_string().contains("failed"));
}
