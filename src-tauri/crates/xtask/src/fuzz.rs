//! `cargo xtask fuzz`: what comes from outside, by libFuzzer. The rooms are built once more with
//! LLVM's coverage; what they are built of is not.

use std::fs;
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::step::Step;
use crate::wrapper::Role;

/// What is fuzzed: the answers of both vendors, their errors, results of a load, and files.
const TARGETS: [&str; 6] = ["hubspot", "salesforce", "errors", "bulk", "mapping", "backup"];

/// How long a target takes in CI, in seconds (SEC31).
pub const BRIEFLY: u64 = 60;

/// Runs each target on its kept inputs and on what earlier runs here found, three at a time.
pub fn run(checkout: &Checkout, seconds: u64) -> Result<()> {
    build(checkout)?.run_quoting()?;
    for some in TARGETS.chunks(TARGETS.len() / 2) {
        let ended: Vec<Result<()>> = thread::scope(|scope| {
            let run = |target: &'static str| scope.spawn(move || one(checkout, target, seconds));
            let running: Vec<_> = some.iter().copied().map(run).collect();
            let join = |it: thread::ScopedJoinHandle<'_, Result<()>>| {
                it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            running.into_iter().map(join).collect()
        });
        ended.into_iter().collect::<Result<()>>()?;
    }
    Ok(())
}

fn cargo(checkout: &Checkout, what: &str, more: &[&str]) -> Result<Step> {
    let front = ["test", "--locked", "--workspace", "--features", FEATURES, "--test", "fuzz"];
    let hasty: Vec<String> = HASTY.iter().map(|(room, level)| hastily(room, *level)).collect();
    let hasty = hasty.iter().flat_map(|setting| ["--config", setting]);
    let all: Vec<&str> = front.into_iter().chain(hasty).chain(more.iter().copied()).collect();
    Role::Cover.set(checkout, Step::new(what, &checkout.root, &checkout.cargo, &all))
}

/// The features of all tests, and the fuzzer.
pub const FEATURES: &str = "crosswalk-desktop/e2e,crosswalk-desktop/fuzz";

/// How much the rooms are optimised here: to build them all well takes longer than it gains.
const HASTY: [(&str, u8); 8] = [
    ("emulator", 0),
    ("engine", 0),
    ("vault", 0),
    ("app", 0),
    ("reconcile", 0),
    ("model", 1),
    ("store", 0),
    ("connectors", 1),
];

fn hastily(room: &str, level: u8) -> String {
    format!("profile.dev.package.crosswalk-{room}.opt-level={level}")
}

fn build(checkout: &Checkout) -> Result<Step> {
    cargo(checkout, "build the fuzzer", &["--no-run"])
}

/// Runs one target. What broke it is named, and kept for whoever mends it.
fn one(checkout: &Checkout, target: &'static str, seconds: u64) -> Result<()> {
    let kept = checkout.root.join("tests/fuzz/corpus").join(target);
    let found = checkout.kept.join("fuzz").join(target);
    let (grown, seeds, broke) = (found.join("grown"), found.join("seeds"), found.join("broke"));
    for folder in [&grown, &seeds, &broke] {
        fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    }
    let text = |path: &PathBuf| path.display().to_string();
    let (time, place) =
        (format!("-max_total_time={seconds}"), format!("-artifact_prefix={}/", text(&broke)));
    let limits = ["-rss_limit_mb=512", "-timeout=20", "-verbosity=0", "-print_final_stats=1"];
    let folders = [text(&grown), text(&seeds), text(&kept)];
    let all: Vec<&str> = ["--"]
        .into_iter()
        .chain(folders.iter().map(String::as_str))
        .chain([time.as_str(), place.as_str()])
        .chain(limits)
        .collect();
    let step = cargo(checkout, "fuzz", &all)?;
    let step =
        step.with("CROSSWALK_FUZZ_TARGET", target).with("CROSSWALK_FUZZ_SEEDS", text(&seeds));
    if step.run_quoting().is_err() {
        bail!("{target}: an input broke it; it is in {}", text(&broke));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
