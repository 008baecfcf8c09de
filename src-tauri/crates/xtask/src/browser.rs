//! The interface in Chromium: every scene's accessibility and picture, and what a person does there.

use crate::checkout::Checkout;
use crate::machine::{Machine, Need, Packages};
use crate::step::Step;
use crate::summary::Outcome;

/// Looks and clicks. The golden pictures are of Debian's Chromium and fonts, which set-up installs:
/// elsewhere there is nothing to compare.
pub fn outcome(checkout: &Checkout) -> Outcome {
    match decide(&Machine::look_for(&Need::PICTURES)) {
        Some(other) => other,
        None => match step(checkout).run_quoting() {
            Ok(()) => Outcome::Passed,
            Err(error) => Outcome::Failed(format!("{error:#}")),
        },
    }
}

/// What comes of it without looking.
fn decide(machine: &Machine) -> Option<Outcome> {
    if machine.packages == Packages::Foreign {
        let why = "the pictures are those of Debian's Chromium";
        return Some(Outcome::Skipped(why.to_owned()));
    }
    let lacks: Vec<String> = machine.lacks.iter().map(Need::to_string).collect();
    let why = || format!("this system lacks {}; `cargo xtask setup` installs it", lacks.join(", "));
    (!lacks.is_empty()).then(|| Outcome::Failed(why()))
}

fn step(checkout: &Checkout) -> Step {
    let browser = ["run", "--silent", "browser"];
    Step::new("look at the interface in Chromium", checkout.ui(), "npm", &browser)
}

#[cfg(test)]
mod tests;
