//! What the emulator can do, and the proof that each test notices when a feature is off.

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::step::Step;

/// `cargo xtask emulator`: every feature, what it does, and the test that shows it.
pub fn print(checkout: &Checkout) -> Result<()> {
    list(checkout).run()
}

/// `cargo xtask emulator --prove`: runs the emulator's tests, which pass with every feature on,
/// then each feature's test with the feature off. Fails when one passes without what it shows.
pub fn prove(checkout: &Checkout) -> Result<()> {
    run_of(checkout, None).run_quoting()?;
    let table = list(checkout).said()?;
    let features: Vec<Feature> = table.lines().map(read).collect::<Result<_>>()?;
    let mut unnoticed = Vec::new();
    for feature in &features {
        let passes = run_of(checkout, Some(feature)).answers();
        println!("{:<10} {}", if passes { "NOT MISSED" } else { "missed" }, feature.name);
        if passes {
            unnoticed.push(format!("\n  {}: {}", feature.name, feature.test));
        }
    }
    if features.is_empty() || !unnoticed.is_empty() {
        let (some, all) = (unnoticed.len(), features.len());
        bail!("{some} of {all} tests pass with their feature off:{}", unnoticed.concat());
    }
    println!("{} features, each missed by its test when off", features.len());
    Ok(())
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Feature<'a> {
    name: &'a str,
    test: &'a str,
}

/// Reads a line: the name is its first word, the test its last.
fn read(line: &str) -> Result<Feature<'_>> {
    let mut words = line.split_whitespace();
    let (name, test) = words.next().zip(words.next_back()).context("a feature without a test")?;
    Ok(Feature { name, test })
}

/// The emulator prints the table itself, so that this room need not be built with it.
fn list(checkout: &Checkout) -> Step {
    let arguments =
        ["run", "--quiet", "--locked", "--package", "crosswalk-emulator", "--example", "features"];
    Step::new("list the features", &checkout.root, &checkout.cargo, &arguments)
}

/// Names features, parted by commas, that the emulator's tests start with switched off.
const OFF: &str = "CROSSWALK_EMULATOR_OFF";

/// All tests of the emulator, or the one of a feature with the feature off.
fn run_of(checkout: &Checkout, without: Option<&Feature<'_>>) -> Step {
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
