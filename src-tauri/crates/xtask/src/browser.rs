//! The interface in Chromium: every scene's accessibility and picture, and what a person does there.

use std::fs;
use std::path::Path;

use crate::checkout::Checkout;
use crate::machine::{Machine, Need, Packages};
use crate::step::Step;
use crate::summary::Outcome;
use crate::verb::{Length, Wanted};

/// Looks and clicks, unless nothing that it sees has changed since it passed here: a run by name and
/// a long run look anyway. The golden pictures are of Debian's Chromium and fonts, which set-up installs:
/// elsewhere there is nothing to compare.
pub fn outcome(checkout: &Checkout, wanted: &Wanted) -> Outcome {
    if let Some(other) = decide(&Machine::look_for(&Need::PICTURES)) {
        return other;
    }
    let seen = what_is_seen(checkout);
    let noted = checkout.kept.join("browser.passed");
    let may_trust = wanted.length == Length::Short && wanted.only.is_empty();
    if may_trust && seen.is_some() && fs::read_to_string(&noted).ok() == seen {
        return Outcome::Skipped("ui/ and the browser are as they were when it passed".to_owned());
    }
    match step(checkout).run_quoting() {
        Ok(()) => {
            note(&noted, seen);
            Outcome::Passed
        }
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

/// All that the check depends on, named: the committed `ui/`, and the browser.
fn what_is_seen(checkout: &Checkout) -> Option<String> {
    let version = ["-c", "\"${CHROMIUM:-/usr/bin/chromium}\" --version"];
    let browser = Step::new("ask Chromium", &checkout.root, "sh", &version).said().ok()?;
    Some(format!("{} {browser}", interface(checkout)?))
}

/// Names the committed `ui/`. Nothing while files there are changed, or outside of git.
fn interface(checkout: &Checkout) -> Option<String> {
    let git =
        |arguments: &[&str]| Step::new("ask git", &checkout.root, "git", arguments).said().ok();
    let changed = git(&["status", "--porcelain", "--", "ui"])?;
    let tree = git(&["rev-parse", "HEAD:ui"])?;
    changed.is_empty().then(|| tree.trim_end().to_owned())
}

/// A note that cannot be kept costs the next run its time, and nothing else.
fn note(noted: &Path, seen: Option<String>) {
    let Some(seen) = seen else { return };
    if let Some(folder) = noted.parent() {
        fs::create_dir_all(folder).ok();
    }
    fs::write(noted, seen).ok();
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
