//! The dependencies: known advisories, licences, bans, sources, by cargo-deny; and which of them hold
//! unsafe code.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::step::Step;
use crate::summary::Outcome;
use crate::unsafe_code;
use crate::verb::Length;

/// Names a folder in the form of cargo-deny's `db-path`, for machines without a network.
const OFFLINE_DATABASE: &str = "CROSSWALK_ADVISORY_DB";

/// The version that is installed when none is there.
const VERSION: &str = "0.20.2";

/// What cargo-deny checks besides advisories; none of it needs a network.
const WITHOUT_ADVISORIES: [&str; 3] = ["licenses", "bans", "sources"];

/// `cargo xtask audit`: installs cargo-deny where it is missing.
pub fn run(checkout: &Checkout) -> Result<()> {
    match outcome(checkout, Length::Long) {
        Outcome::Passed => Ok(()),
        Outcome::Skipped(why) => {
            println!("{why}");
            Ok(())
        }
        Outcome::Failed(why) => bail!("{why}"),
    }
}

/// The audit as a check of the suite. A short run does not install cargo-deny, which takes
/// minutes; it says so instead.
pub fn outcome(checkout: &Checkout, length: Length) -> Outcome {
    match (find_deny(checkout), length) {
        (Some(deny), _) => check(checkout, &deny),
        (None, Length::Short) => {
            Outcome::Skipped("cargo-deny is not installed; `cargo xtask audit` does it".to_owned())
        }
        (None, Length::Long) => match install_deny(checkout) {
            Ok(deny) => check(checkout, &deny),
            Err(error) => Outcome::Failed(format!("{error:#}")),
        },
    }
}

/// Where the advisories come from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Advisories {
    /// cargo-deny fetched them a moment ago.
    Fetched,
    /// They were unpacked here.
    Unpacked(PathBuf),
    /// There are none.
    Absent,
}

fn check(checkout: &Checkout, deny: &Path) -> Outcome {
    if !fetch_crates(checkout).answers() {
        let why = "nothing was audited: no network, and not every crate of the lock file is here";
        return Outcome::Skipped(why.to_owned());
    }
    let advisories = advisories(checkout, deny);
    let step = match checks(checkout, deny, &advisories) {
        Ok(step) => step,
        Err(error) => return Outcome::Failed(format!("{error:#}")),
    };
    match (step.run_quoting().and_then(|()| unsafe_code::check(checkout)), &advisories) {
        (Err(error), _) => Outcome::Failed(format!("{error:#}")),
        (Ok(()), Advisories::Fetched | Advisories::Unpacked(_)) => Outcome::Passed,
        (Ok(()), Advisories::Absent) => Outcome::Skipped(format!(
            "advisories were not checked (no network, and {OFFLINE_DATABASE} names no copy); \
             licences, bans and sources are in order"
        )),
    }
}

fn advisories(checkout: &Checkout, deny: &Path) -> Advisories {
    if let Some(folder) = std::env::var_os(OFFLINE_DATABASE) {
        return Advisories::Unpacked(PathBuf::from(folder));
    }
    let config = text(&checkout.root.join(".deny.toml"));
    let arguments = ["--config", &config, "fetch", "db"];
    let fetch = Step::new("fetch advisories", &checkout.root, &text(deny), &arguments);
    if fetch.answers() { Advisories::Fetched } else { Advisories::Absent }
}

/// cargo-deny reads the crates of every platform; a build fetches only its own platform's.
fn fetch_crates(checkout: &Checkout) -> Step {
    Step::new(
        "fetch the crates",
        &checkout.root,
        &checkout.cargo,
        &["fetch", "--locked", "--quiet"],
    )
}

/// The run of cargo-deny, with a configuration written for it where the database lies elsewhere.
fn checks(checkout: &Checkout, deny: &Path, advisories: &Advisories) -> Result<Step> {
    let own = checkout.root.join(".deny.toml");
    let (config, offline, names) = match advisories {
        Advisories::Fetched => (own, None, [&["advisories"], &WITHOUT_ADVISORIES[..]].concat()),
        Advisories::Unpacked(folder) => {
            println!("advisories: {}; the newest is of {}", folder.display(), newest(folder)?);
            let config = write_config(checkout, &own, folder)?;
            (config, Some("--offline"), [&["advisories"], &WITHOUT_ADVISORIES[..]].concat())
        }
        Advisories::Absent => (own, Some("--offline"), WITHOUT_ADVISORIES.to_vec()),
    };
    let config = text(&config);
    let front = ["--workspace", "--locked", "--config", &config].into_iter().chain(offline);
    let arguments: Vec<&str> = front.chain(["check"]).chain(names).collect();
    Ok(Step::new("audit the dependencies", &checkout.root, &text(deny), &arguments))
}

/// Copies the configuration with the place of the database. An old copy is named, never refused:
/// its age is printed.
fn write_config(checkout: &Checkout, own: &Path, folder: &Path) -> Result<PathBuf> {
    let words = std::fs::read_to_string(own).with_context(|| format!("read {}", own.display()))?;
    let folder = std::path::absolute(folder).context("the database's place")?;
    let added =
        format!("[advisories]\ndb-path = {:?}\nmaximum-db-staleness = \"P3650D\"\n", text(&folder));
    let config = checkout.kept.join("deny.toml");
    std::fs::create_dir_all(&checkout.kept).context("make the folder for the configuration")?;
    std::fs::write(&config, words.replacen("[advisories]\n", &added, 1))
        .with_context(|| format!("write {}", config.display()))?;
    Ok(config)
}

/// The date of the newest advisory below `folder`, as `2026-08-20`.
fn newest(folder: &Path) -> Result<String> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{OFFLINE_DATABASE}: read {}", folder.display()))?;
    let mut latest = String::new();
    for entry in entries {
        let path = entry.context("read an entry")?.path();
        let date = if path.is_dir() { newest(&path)? } else { date_of(&path) };
        latest = latest.max(date);
    }
    Ok(latest)
}

/// The `date = "…"` of an advisory; empty for any other file.
fn date_of(path: &Path) -> String {
    let advisory = path.extension().is_some_and(|end| end == "md");
    let words =
        if advisory { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    let date = words.lines().find_map(|line| line.strip_prefix("date = \"")?.strip_suffix('"'));
    date.unwrap_or_default().to_owned()
}

/// The cargo-deny that we installed, or the one on the path.
fn find_deny(checkout: &Checkout) -> Option<PathBuf> {
    let candidates = [ours(checkout), PathBuf::from("cargo-deny")];
    let present = |program: &PathBuf| {
        Step::new("look for cargo-deny", &checkout.root, &text(program), &["--version"]).answers()
    };
    candidates.into_iter().find(present)
}

fn install_deny(checkout: &Checkout) -> Result<PathBuf> {
    println!("set-up: install cargo-deny {VERSION} into the build folder (some minutes)");
    let root = text(&checkout.kept.join("tools"));
    let target = text(&checkout.kept.join("build"));
    // Built once for one run of seconds: what it would gain from being optimised is lost twice over.
    let front = ["install", "cargo-deny", "--locked", "--debug"];
    let arguments = [&front[..], &["--version", VERSION, "--root", &root]].concat();
    let step = Step::new("install cargo-deny", &checkout.root, &checkout.cargo, &arguments);
    step.with("CARGO_TARGET_DIR", target).run_quoting()?;
    Ok(ours(checkout))
}

fn ours(checkout: &Checkout) -> PathBuf {
    checkout.kept.join("tools/bin/cargo-deny")
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests;
