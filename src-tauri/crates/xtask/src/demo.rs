//! The demo: both CRMs emulated, in the window or in the terminal.

use std::process::{ExitCode, ExitStatus};

use anyhow::Result;

use crate::checkout::Checkout;
use crate::step::Step;
use crate::verb::Place;
use crate::window;

/// Shows the demo where it fits. In the terminal it asks for nothing but cargo; for the window it
/// installs what that takes. Ends as the demo ended.
pub fn run(checkout: &Checkout, place: Place, arguments: &[String]) -> Result<ExitCode> {
    if in_the_window(place, |name| std::env::var_os(name).is_some_and(|it| !it.is_empty())) {
        window::build(checkout)?;
        return Ok(same_end(window::demo(checkout, arguments).end()?));
    }
    Ok(same_end(step(checkout, arguments).end()?))
}

/// Whether the window is what a person wants to see and can see.
fn in_the_window(place: Place, is_set: impl Fn(&str) -> bool) -> bool {
    let display = || {
        let named = ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(is_set);
        named || !cfg!(target_os = "linux")
    };
    match place {
        Place::Window => true,
        Place::Terminal => false,
        Place::Fitting => display(),
    }
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
