use super::*;

fn shell(script: &str) -> Step {
    Step::new("try", ".", "sh", &["-c", script])
}

#[test]
fn prints_what_a_person_could_type() {
    let step = shell("exit 0").with("SEEDS", "7");
    assert_eq!(step.to_string(), "SEEDS=7 sh -c 'exit 0'");
}

#[test]
fn a_failure_quotes_the_last_lines_of_both_streams() {
    let script = "for n in $(seq 1 40); do echo line $n; done; echo broken >&2; exit 3";
    let error = shell(script).run_quoting().unwrap_err().to_string();
    assert!(error.contains("line 40\n") && error.contains("broken"), "{error}");
    assert!(!error.contains("line 25\n"), "{error}");
    assert!(error.contains("exit status: 3"), "{error}");
}

#[test]
fn passes_variables_and_succeeds() {
    assert!(shell("test \"$SEEDS\" = 7").with("SEEDS", "7").run_quoting().is_ok());
    assert!(shell("true").answers());
    assert!(!shell("false").answers());
    assert!(!Step::new("try", ".", "no-such-program-here", &[]).answers());
}

#[test]
fn what_cargo_told_us_of_ourselves_is_told_to_nobody() {
    let said = shell("env").said().unwrap();
    assert!(std::env::var("CARGO_PKG_NAME").is_ok(), "cargo runs this test");
    assert!(!said.contains("CARGO_PKG_") && !said.contains("CARGO_MANIFEST_"), "{said}");
    let said = shell("env").with("CARGO_PKG_NAME", "wanted").said().unwrap();
    assert!(said.contains("CARGO_PKG_NAME=wanted"), "{said}");
}
