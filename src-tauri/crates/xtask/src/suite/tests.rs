use super::*;

fn checkout() -> Checkout {
    Checkout { cargo: "cargo".to_owned(), ..Checkout::here() }
}

#[test]
fn a_short_run_leaves_the_slow_checks_out() {
    let short = chosen(&Wanted::default());
    assert!(!short.contains(&Check::Doctests) && short.len() == Check::ALL.len() - 1, "{short:?}");
    let long = Wanted { length: Length::Long, only: Vec::new() };
    assert_eq!(chosen(&long), Check::ALL);
}

#[test]
fn named_checks_run_in_order() {
    let only = vec![Check::Audit, Check::Doctests, Check::Fmt];
    let wanted = Wanted { length: Length::Short, only };
    assert_eq!(chosen(&wanted), [Check::Fmt, Check::Doctests, Check::Audit]);
}

#[test]
fn a_long_run_tells_the_tests() {
    let step = tests(&checkout(), Runner::Nextest, Length::Long).to_string();
    assert!(step.starts_with("CROSSWALK_TEST_LONG=1 cargo nextest run --workspace"), "{step}");
    let step = tests(&checkout(), Runner::Cargo, Length::Short).to_string();
    assert!(step.starts_with("cargo test --workspace"), "{step}");
}

#[test]
fn warnings_fail_the_lint() {
    assert!(clippy(&checkout()).to_string().ends_with("--all-targets --locked -- -D warnings"));
}

#[test]
fn a_row_carries_the_reason() {
    let row = timed("fmt", || passed(Err(anyhow::anyhow!("bad").context("worse"))));
    assert_eq!(row.outcome, Outcome::Failed("worse: bad".to_owned()));
    assert_eq!(timed("fmt", || passed(Ok(()))).outcome, Outcome::Passed);
}
