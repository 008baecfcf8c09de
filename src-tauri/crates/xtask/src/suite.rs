//! `cargo xtask test`: set-up, then each check, then a table.

use std::fs;
use std::num::NonZero;
use std::process::{Command, ExitCode};
use std::thread::{self, ScopedJoinHandle};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::audit;
use crate::browser;
use crate::checkout::Checkout;
use crate::clients;
use crate::fuzz;
use crate::setup;
use crate::step::Step;
use crate::summary::{Outcome, Row, Summary};
use crate::verb::{Check, Length, Wanted};
use crate::window::{self, FEATURE};
use crate::wrapper::Role;

/// Tells tests with more seeds or sizes to use them all.
const LONG: &str = "CROSSWALK_TEST_LONG";

/// Runs every wanted check, also after one failed, and prints the table. Fails when one failed.
///
/// A long run compiles all that it tests anew, as CI does, and lints it on the way: it starts itself
/// once more, so that everything it starts does the same.
pub fn run(checkout: &Checkout, wanted: &Wanted) -> Result<ExitCode> {
    if lints_on_the_way(wanted) && !Role::Lint.is_on() {
        let (name, value) = Role::Lint.variable(checkout)?;
        let own = std::env::current_exe().context("find this program")?;
        let mut again = Command::new(own);
        again.args(std::env::args_os().skip(1)).env(name, value);
        // What a later build could go on from is of no use to a build that has no later one.
        again.env("CARGO_INCREMENTAL", "0");
        // A panic says its place by itself; the lines of its callers cost a tenth of the compiling.
        again.env("CARGO_PROFILE_DEV_DEBUG", "none");
        let ended = again.status().context("start the long run")?;
        return Ok(if ended.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    checks(checkout, wanted).map(|()| ExitCode::SUCCESS)
}

fn lints_on_the_way(wanted: &Wanted) -> bool {
    wanted.length == Length::Long && wanted.only.is_empty()
}

fn checks(checkout: &Checkout, wanted: &Wanted) -> Result<()> {
    let mut summary = Summary::default();
    if wanted.only.is_empty() {
        summary.rows.push(timed("setup", || passed(setup::run(checkout))));
    }
    if summary.failures().next().is_none() {
        let run = |check: Check| timed(check.name(), || outcome(checkout, check, wanted));
        // Plain cargo builds its tests without those of the window, and its program once more.
        let alone = (runner(checkout) == Runner::Cargo).then_some(Check::Window);
        let (last, checks): (Vec<Check>, Vec<Check>) =
            chosen(wanted).into_iter().partition(|check| Some(*check) == alone);
        summary.rows.extend(in_two_lanes(checks, run));
        summary.rows.extend(in_two_lanes(last, run));
    }
    println!("\n{summary}");
    let failed: Vec<&str> = summary.failures().map(|(name, _)| name).collect();
    ensure!(failed.is_empty(), "{} failed", failed.join(", "));
    Ok(())
}

/// The checks to run: those that were named, or all that the length has.
fn chosen(wanted: &Wanted) -> Vec<Check> {
    let by_length = |check: &Check| match check {
        Check::Fmt
        | Check::Ui
        | Check::Parts
        | Check::Browser
        | Check::Tests
        | Check::Window
        | Check::Clients
        | Check::Audit => true,
        Check::Clippy => wanted.length == Length::Short,
        Check::Doctests | Check::Fuzz => wanted.length == Length::Long,
    };
    let named = |check: &Check| wanted.only.contains(check);
    if wanted.only.is_empty() {
        Check::ALL.into_iter().filter(by_length).collect()
    } else {
        Check::ALL.into_iter().filter(named).collect()
    }
}

/// Whether a check goes beside the others: it builds nothing that they wait for, and a browser, a
/// compiler, a client or a window alone leaves a core idle often enough.
fn goes_beside(check: Check) -> bool {
    match check {
        Check::Parts | Check::Browser | Check::Audit | Check::Clients | Check::Window => true,
        Check::Fmt | Check::Ui | Check::Clippy | Check::Tests | Check::Doctests | Check::Fuzz => {
            false
        }
    }
}

/// Runs the checks in two lanes, each in its order; the one beside begins when the first of its
/// checks is met.
fn in_two_lanes(checks: Vec<Check>, run: impl Fn(Check) -> Row + Sync) -> Vec<Row> {
    let run = &run;
    let aside: Vec<Check> = checks.iter().copied().filter(|check| goes_beside(*check)).collect();
    let begin = || aside.into_iter().map(run).collect::<Vec<Row>>();
    thread::scope(|scope| {
        let (mut rows, mut begin, mut beside) = (Vec::new(), Some(begin), None);
        let join = |lane: ScopedJoinHandle<'_, Vec<Row>>| {
            lane.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        for check in checks {
            if goes_beside(check) {
                beside = begin.take().map(|begin| scope.spawn(begin)).or(beside);
                continue;
            }
            rows.push(run(check));
        }
        rows.extend(beside.into_iter().flat_map(join));
        rows
    })
}

fn outcome(checkout: &Checkout, check: Check, wanted: &Wanted) -> Outcome {
    let length = wanted.length;
    match check {
        Check::Fmt => passed(fmt(checkout).run_quoting()),
        Check::Ui => passed(window::check_interface(checkout)),
        Check::Parts => browser::parts(checkout, wanted),
        Check::Browser => browser::outcome(checkout, wanted),
        Check::Clippy => passed(clippy(checkout).run_quoting()),
        Check::Tests => passed(run_tests(checkout, length)),
        Check::Doctests => passed(doctests(checkout).run_quoting()),
        Check::Fuzz => fuzzed(checkout),
        Check::Window => window::outcome(checkout),
        Check::Clients => passed(clients::run(checkout)),
        Check::Audit => audit::outcome(checkout, length),
    }
}

fn timed(name: &str, check: impl FnOnce() -> Outcome) -> Row {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = check();
    Row { name: name.to_owned(), outcome, took: start.elapsed() }
}

fn passed(result: Result<()>) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed,
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

fn fmt(checkout: &Checkout) -> Step {
    Step::new("check the format", &checkout.root, &checkout.cargo, &["fmt", "--all", "--check"])
}

fn clippy(checkout: &Checkout) -> Step {
    let front = ["clippy", "--workspace", "--features", fuzz::FEATURES];
    let arguments = [&front[..], &["--all-targets", "--locked", "--", "-D", "warnings"]].concat();
    Step::new("lint", &checkout.root, &checkout.cargo, &arguments)
}

/// What runs the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runner {
    Nextest,
    Cargo,
}

fn runner(checkout: &Checkout) -> Runner {
    let nextest = ["nextest", "--version"];
    let present =
        Step::new("look for nextest", &checkout.root, &checkout.cargo, &nextest).answers();
    if present { Runner::Nextest } else { Runner::Cargo }
}

fn tests(checkout: &Checkout, runner: Runner, length: Length) -> Step {
    // Many wait for an emulator that paces them as the vendor would: four times as many as there
    // are cores keep those busy.
    let threads = (4 * thread::available_parallelism().map_or(1, NonZero::get)).to_string();
    let arguments: &[&str] = match runner {
        // The window's own tests want a display, and are driven apart.
        Runner::Nextest => &[
            "nextest",
            "run",
            "--workspace",
            "--features",
            FEATURE,
            "--locked",
            "--no-fail-fast",
            "--test-threads",
            &threads,
            "-E",
            "not binary(e2e)",
        ],
        Runner::Cargo => &["test", "--workspace", "--all-targets", "--locked", "--no-fail-fast"],
    };
    let step = Step::new("test", &checkout.root, &checkout.cargo, arguments);
    match length {
        Length::Short => step,
        Length::Long => step.with(LONG, "1"),
    }
}

/// Where emulators write down what is said to them, each process its own, and where a test then reads
/// it.
const TRANSCRIPTS: &str = "CROSSWALK_EMULATOR_TRANSCRIPTS";
const TRANSCRIPTS_OF_THE_RUN: &str = "CROSSWALK_TEST_TRANSCRIPTS";

/// Holds what the tests' other processes said against the vendors' documents.
fn transcripts(checkout: &Checkout, runner: Runner) -> Step {
    let what = "what_was_said_elsewhere";
    let of_workspace = ["--workspace", "--features", FEATURE, "--locked"];
    let arguments = match runner {
        Runner::Nextest => {
            [&["nextest", "run"][..], &of_workspace, &["-E", "test(what_was_said_elsewhere)"]]
                .concat()
        }
        Runner::Cargo => vec!["test", "--workspace", "--locked", "--test", "wire", what],
    };
    Step::new("read what was said to emulators", &checkout.root, &checkout.cargo, &arguments)
}

/// What the simulation writes for people, and where.
const REPORT: &str = "CROSSWALK_TEST_REPORT";

/// Where tests keep their states, and a folder that is no disk: each state is written as durably as
/// a person's, hundreds of times over, and no test cuts the power.
const FOLDER: &str = "TMPDIR";
const MEMORY: &str = "/dev/shm";

/// What all states that tests have at one time come to, many times over.
const ROOM_KIB: u64 = 2 * 1024 * 1024;

/// Whether the folder has room for the states of all tests. A container often has none to speak of.
fn has_room(folder: &str) -> bool {
    let told = Command::new("df").args(["-Pk", folder]).output();
    told.is_ok_and(|told| free_kib(&String::from_utf8_lossy(&told.stdout)) >= Some(ROOM_KIB))
}

/// What `df -Pk` says is free: the fourth column of its second line.
fn free_kib(told: &str) -> Option<u64> {
    told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

/// Runs the tests, then shows what the simulation came across: a runner keeps to itself what a test
/// that passes says.
fn run_tests(checkout: &Checkout, length: Length) -> Result<()> {
    let report = checkout.kept.join("simulation.txt");
    let said = checkout.kept.join("transcripts");
    if said.exists() {
        fs::remove_dir_all(&said)?;
    }
    fs::create_dir_all(&said)?;
    fs::write(&report, "")?;
    let runner = runner(checkout);
    let step = tests(checkout, runner, length)
        .with(REPORT, report.display().to_string())
        .with(TRANSCRIPTS, said.display().to_string());
    let ran = match std::env::var_os(FOLDER) {
        None if has_room(MEMORY) => step.with(FOLDER, MEMORY).run_quoting(),
        None | Some(_) => step.run_quoting(),
    };
    println!("{}", fs::read_to_string(&report)?.trim_end());
    ran?;
    let read = transcripts(checkout, runner);
    read.with(TRANSCRIPTS_OF_THE_RUN, said.display().to_string()).run_quoting()
}

/// Writes the interface's types: the test that compares them does it, told to write.
pub fn types(checkout: &Checkout) -> Step {
    let front = ["test", "--locked", "--workspace", "--features", FEATURE];
    let arguments = [&front[..], &["--test", "window", "the_types_of_the_interface"]].concat();
    Step::new("write the interface's types", &checkout.root, &checkout.cargo, &arguments)
        .with("CROSSWALK_WRITE_TYPES", "1")
}

/// Asks for a test of every row of the seed, and that the table of all rows is current.
pub fn rules(checkout: &Checkout) -> Step {
    let front = ["test", "--locked", "--workspace", "--features", FEATURE];
    let arguments = [&front[..], &["--test", "rules", "table"]].concat();
    Step::new("look for rules without a test", &checkout.root, &checkout.cargo, &arguments)
        .with("CROSSWALK_EVERY_ROW", "1")
}

/// libFuzzer and LLVM's coverage are tried on Linux only.
fn fuzzed(checkout: &Checkout) -> Outcome {
    if cfg!(target_os = "linux") {
        passed(fuzz::run(checkout, fuzz::BRIEFLY))
    } else {
        Outcome::Skipped("the fuzzer is built on Linux only".to_owned())
    }
}

fn doctests(checkout: &Checkout) -> Step {
    let arguments = ["test", "--workspace", "--features", FEATURE, "--doc", "--locked"];
    Step::new("try the examples", &checkout.root, &checkout.cargo, &arguments)
}

#[cfg(test)]
mod tests;
