use std::time::Duration;

use super::*;

fn checkout() -> Checkout {
    Checkout { cargo: "cargo".to_owned(), ..Checkout::here() }
}

#[test]
fn a_short_run_leaves_the_slow_checks_out() {
    let short = chosen(&Wanted::default());
    let slow = [Check::Doctests, Check::Fuzz];
    assert!(slow.iter().all(|check| !short.contains(check)), "{short:?}");
    assert_eq!(short.len(), Check::ALL.len() - slow.len());
}

#[test]
fn a_long_run_lints_what_it_compiles_and_not_beside() {
    let long = Wanted { length: Length::Long, only: Vec::new() };
    let linted = |check: &Check| *check == Check::Clippy;
    let all: Vec<Check> = Check::ALL.into_iter().filter(|check| !linted(check)).collect();
    assert_eq!(chosen(&long), all);
    assert!(lints_on_the_way(&long) && !lints_on_the_way(&Wanted::default()));
    let named = Wanted { length: Length::Long, only: vec![Check::Clippy] };
    assert!(!lints_on_the_way(&named) && chosen(&named).iter().all(linted));
}

#[test]
fn named_checks_run_in_order() {
    let only = vec![Check::Audit, Check::Doctests, Check::Fmt];
    let wanted = Wanted { length: Length::Short, only };
    assert_eq!(chosen(&wanted), [Check::Fmt, Check::Audit, Check::Doctests]);
}

#[test]
fn a_long_run_tells_the_tests() {
    let step = tests(&checkout(), Runner::Nextest, Length::Long).to_string();
    assert!(step.starts_with("CROSSWALK_TEST_LONG=1 cargo nextest run --workspace"), "{step}");
    let step = tests(&checkout(), Runner::Cargo, Length::Short).to_string();
    assert!(step.starts_with("cargo test --workspace"), "{step}");
}

#[test]
fn states_go_into_memory_where_there_is_room() {
    let told = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                tmpfs 65536 100 65436 1% /dev/shm\n";
    assert_eq!(free_kib(told), Some(65_436));
    assert_eq!(free_kib("df: /nowhere: No such file or directory\n"), None);
    assert!(!has_room("/nowhere/at/all"));
}

#[test]
fn warnings_fail_the_lint() {
    assert!(clippy(&checkout()).to_string().ends_with("--all-targets --locked -- -D warnings"));
}

#[test]
fn the_pictures_are_taken_and_the_window_driven_beside_the_compiler() {
    let both = std::sync::Barrier::new(2);
    let order = std::sync::Mutex::new(Vec::new());
    let rows = in_two_lanes(Check::ALL.to_vec(), |check| {
        if matches!(check, Check::Parts | Check::Clippy) {
            // Neither goes on before the other has begun.
            both.wait();
        }
        order.lock().unwrap().push(check);
        Row { name: check.name().to_owned(), outcome: Outcome::Passed, took: Duration::ZERO }
    });
    let order = order.into_inner().unwrap();
    let at = |wanted: Check| order.iter().position(|it| *it == wanted).unwrap();
    for (first, then) in [
        (Check::Ui, Check::Parts),
        (Check::Parts, Check::Browser),
        (Check::Browser, Check::Audit),
        (Check::Audit, Check::Clients),
        (Check::Clients, Check::Window),
    ] {
        assert!(at(first) < at(then), "{order:?}");
    }
    assert_eq!((rows.len(), order.len()), (Check::ALL.len(), Check::ALL.len()));
}

#[test]
fn a_row_carries_the_reason() {
    let row = timed("fmt", || passed(Err(anyhow::anyhow!("bad").context("worse"))));
    assert_eq!(row.outcome, Outcome::Failed("worse: bad".to_owned()));
    assert_eq!(timed("fmt", || passed(Ok(()))).outcome, Outcome::Passed);
}
