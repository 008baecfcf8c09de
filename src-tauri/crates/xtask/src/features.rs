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

/// `cargo xtask emulator --prove`: runs each feature's test with the feature off, once it passed
/// with everything on. Fails when a test passes without the feature it shows.
pub fn prove(checkout: &Checkout) -> Result<()> {
    build(checkout).run_quoting()?;
    let all = features::all();
    let mut unproven = Vec::new();
    for feature in &all {
        let verdict = verdict(checkout, feature);
        println!("{:<12} {}", verdict.word(), feature.name);
        if verdict != Verdict::Proven {
            unproven.push(format!("{} ({}): {}", feature.name, feature.test, verdict.word()));
        }
    }
    if !unproven.is_empty() {
        bail!("{} of {} features:\n  {}", unproven.len(), all.len(), unproven.join("\n  "));
    }
    println!("{} features, each missed by its test when off", all.len());
    Ok(())
}

/// Names features, parted by commas, that the emulator's tests start with switched off.
const OFF: &str = "CROSSWALK_EMULATOR_OFF";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Proven,
    /// The test passes without the feature.
    Unnoticed,
    /// The test fails anyhow, or there is none of this name.
    Broken,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Unnoticed => "UNNOTICED",
            Self::Broken => "BROKEN",
        }
    }
}

fn verdict(checkout: &Checkout, feature: &Feature) -> Verdict {
    let test = test(checkout, feature.test);
    if !test.passes_one() {
        return Verdict::Broken;
    }
    if test.with(OFF, feature.name).answers() { Verdict::Unnoticed } else { Verdict::Proven }
}

const TESTS: [&str; 6] =
    ["test", "--quiet", "--locked", "--package", "crosswalk-emulator", "--lib"];

fn build(checkout: &Checkout) -> Step {
    let arguments = [&TESTS[..], &["--no-run"]].concat();
    Step::new("build the emulator's tests", &checkout.root, &checkout.cargo, &arguments)
}

fn test(checkout: &Checkout, name: &str) -> Step {
    let arguments = [&TESTS[..], &["--", "--exact", name]].concat();
    Step::new("run a feature's test", &checkout.root, &checkout.cargo, &arguments)
}
