//! The demo: both CRMs emulated, one first pass, one second pass.

use std::process::{ExitCode, ExitStatus};

use anyhow::Result;

use crate::checkout::Checkout;
use crate::step::Step;

/// Builds the CLI and runs its demo. Asks for nothing but cargo. Ends as the demo ended.
pub fn run(checkout: &Checkout, arguments: &[String]) -> Result<ExitCode> {
    Ok(same_end(step(checkout, arguments).end()?))
}

/// The program's own code, so that what the codes of `crosswalk` mean holds here too.
fn same_end(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// In the dev profile: it shares its build with the tests, and dependencies are optimised there,
/// so that build and run together are shorter than with a release build.
fn step(checkout: &Checkout, arguments: &[String]) -> Step {
    let build = ["run", "--locked", "--package", "crosswalk-cli", "--bin", "crosswalk"];
    let passed = arguments.iter().map(String::as_str);
    let all: Vec<&str> = build.into_iter().chain(["--", "demo"]).chain(passed).collect();
    Step::new("run the demo", &checkout.root, &checkout.cargo, &all)
}

#[cfg(test)]
mod tests;
