//! The window: the interface is built first, since the program carries it.

use std::path::Path;

use anyhow::Result;

use crate::checkout::Checkout;
use crate::setup;
use crate::step::Step;
use crate::summary::Outcome;

/// What the tests of the window need besides. Everything is built with it: another set of features
/// would build every crate a second time.
pub const FEATURE: &str = "crosswalk-desktop/e2e";

/// Where the test finds the program.
const PROGRAM: &str = "CROSSWALK_DESKTOP";

/// Installs what the window takes, and builds it with its interface.
pub fn build(checkout: &Checkout) -> Result<()> {
    setup::for_the_window(checkout)?;
    interface(checkout).run()?;
    shell(checkout).run()
}

/// The program with the demo's accounts.
pub fn demo(checkout: &Checkout, arguments: &[String]) -> Step {
    let passed = arguments.iter().map(String::as_str);
    let all: Vec<&str> = std::iter::once("--demo").chain(passed).collect();
    Step::new("open the window", &checkout.root, &program(checkout), &all)
}

/// Checks the interface: its types, its lint; and builds it, for what comes after.
pub fn check_interface(checkout: &Checkout) -> Result<()> {
    npm(checkout, "check the interface's types", "types").run_quoting()?;
    npm(checkout, "lint the interface", "lint").run_quoting()?;
    interface(checkout).run_quoting()
}

/// The tests of the interface's parts.
pub fn interface_parts(checkout: &Checkout) -> Step {
    npm(checkout, "test the interface's parts", "test")
}

fn npm(checkout: &Checkout, what: &'static str, script: &str) -> Step {
    Step::new(what, checkout.ui(), "npm", &["run", "--silent", script])
}

/// Drives the real window. Elsewhere than on Linux there is nothing yet that could.
pub fn outcome(checkout: &Checkout) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Outcome::Skipped("the window is driven on Linux only".to_owned());
    }
    let steps = || {
        programs(checkout).run_quoting()?;
        driven(checkout, Path::new(&program(checkout)), None).run_quoting()
    };
    match steps() {
        Ok(()) => Outcome::Passed,
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

/// What the program carries.
pub fn interface(checkout: &Checkout) -> Step {
    npm(checkout, "build the interface", "build")
}

/// The program alone, for a person: nothing that only tests want.
fn shell(checkout: &Checkout) -> Step {
    let build = ["build", "--locked", "--workspace", "--bin", "crosswalk-desktop"];
    Step::new("build the window", &checkout.root, &checkout.cargo, &build)
}

/// Every program, named together with the tests: what those are built of is built with the features
/// that they want, and the programs are made of the very same.
pub fn programs(checkout: &Checkout) -> Step {
    let build = ["build", "--locked", "--workspace", "--features", FEATURE, "--bins", "--tests"];
    Step::new("build the programs", &checkout.root, &checkout.cargo, &build)
}

/// Tests of this program, or one alone: on a display of its own, so that a person at this machine sees
/// nothing of it. Each window brings its own session bus, and its single instance is nobody else's.
pub fn driven(checkout: &Checkout, program: &Path, only: Option<&str>) -> Step {
    let display = ["-a", "-s", "-screen 0 1440x900x24"];
    let test = ["test", "--locked", "--workspace", "--features", FEATURE, "--test", "e2e"];
    // A window mostly waits for what it shows.
    let turns = ["--", "--test-threads=2"].into_iter().chain(only);
    let all = display.into_iter().chain([checkout.cargo.as_str()]).chain(test).chain(turns);
    let all: Vec<&str> = all.collect();
    Step::new("drive the window", &checkout.root, "xvfb-run", &all)
        .with(PROGRAM, program.display().to_string())
        .with("GDK_BACKEND", "x11")
        .with("LIBGL_ALWAYS_SOFTWARE", "1")
}

fn program(checkout: &Checkout) -> String {
    checkout.built("debug").join("crosswalk-desktop").display().to_string()
}

#[cfg(test)]
mod tests;
