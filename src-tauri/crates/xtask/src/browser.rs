//! The interface in Chromium: every scene's accessibility and picture, and what a person does there.

use std::fs;
use std::path::Path;

use crate::checkout::Checkout;
use crate::machine::{Machine, Need, Packages};
use crate::step::Step;
use crate::summary::Outcome;
use crate::verb::{Check, Length, Wanted};
use crate::window;

/// Looks and clicks, unless nothing that it sees has changed since it passed here. The golden
/// pictures are of Debian's Chromium and fonts, which set-up installs: elsewhere there is nothing to
/// compare.
pub fn outcome(checkout: &Checkout, wanted: &Wanted) -> Outcome {
    if let Some(other) = decide(&Machine::look_for(&Need::PICTURES)) {
        return other;
    }
    let seen = what_is_seen(checkout);
    unless_it_passed(checkout, wanted, Check::Browser, seen, &step(checkout))
}

/// The tests of the interface's parts, unless nothing of it, nor Node, has changed since they passed here.
pub fn parts(checkout: &Checkout, wanted: &Wanted) -> Outcome {
    let node = Step::new("ask Node", &checkout.root, "node", &["--version"]).said().ok();
    let seen = interface(checkout).zip(node).map(|(tree, node)| format!("{tree} {node}"));
    let step = window::interface_parts(checkout);
    unless_it_passed(checkout, wanted, Check::Parts, seen, &step)
}

/// Runs a check of all that is named, and notes when it passed: a run by name and a long run look
/// anyway.
fn unless_it_passed(
    checkout: &Checkout,
    wanted: &Wanted,
    check: Check,
    named: Option<String>,
    step: &Step,
) -> Outcome {
    let noted = checkout.kept.join(format!("{}.passed", check.name()));
    let may_trust = wanted.length == Length::Short && wanted.only.is_empty();
    if may_trust && named.is_some() && fs::read_to_string(&noted).ok() == named {
        return Outcome::Skipped("ui/ and what looks at it are as they were when it passed".into());
    }
    match step.run_quoting() {
        Ok(()) => {
            note(&noted, named);
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
