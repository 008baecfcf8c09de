//! What the emulator can do, and the proof that each test notices when a feature is off.

use std::io::{ErrorKind, Write};

use anyhow::{Context, Result, bail};
use crosswalk_emulator::exchange::Feature;
use crosswalk_emulator::features;

use crate::checkout::Checkout;
use crate::step::Step;

/// `cargo xtask emulator`: every feature, what it does, and the test that shows it.
pub fn print() -> Result<()> {
    let told = features::print(&features::all());
    match std::io::stdout().write_all(told.as_bytes()) {
        // Who reads only the first lines has what they wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("print the features"),
    }
}

/// `cargo xtask emulator --prove`: runs the emulator's tests, which pass with every feature on,
/// then each feature's test with the feature off. Fails when one passes without what it shows.
pub fn prove(checkout: &Checkout) -> Result<()> {
    tests(checkout, None).run_quoting()?;
    let all = features::all();
    let missed = |feature: &&Feature| {
        let fails = !tests(checkout, Some(feature)).answers();
        println!("{:<10} {}", if fails { "missed" } else { "NOT MISSED" }, feature.name);
        fails
    };
    let unnoticed: Vec<&Feature> = all.iter().filter(|feature| !missed(feature)).collect();
    if unnoticed.is_empty() {
        println!("{} features, each missed by its test when off", all.len());
        return Ok(());
    }
    let lines: Vec<String> =
        unnoticed.iter().map(|it| format!("\n  {}: {}", it.name, it.test)).collect();
    bail!("{} of {} tests pass with their feature off:{}", lines.len(), all.len(), lines.concat())
}

/// Names features, parted by commas, that the emulator's tests start with switched off.
const OFF: &str = "CROSSWALK_EMULATOR_OFF";

/// All tests of the emulator, or the one of a feature with the feature off.
fn tests(checkout: &Checkout, without: Option<&Feature>) -> Step {
    let all = ["test", "--quiet", "--locked", "--package", "crosswalk-emulator", "--lib"];
    let Some(feature) = without else {
        return Step::new("test the emulator", &checkout.root, &checkout.cargo, &all);
    };
    let one = [&all[..], &["--", "--exact", feature.test]].concat();
    let step = Step::new("test without a feature", &checkout.root, &checkout.cargo, &one);
    step.with(OFF, feature.name)
}

#[cfg(test)]
mod tests;
