//! `cargo xtask bundle`: the release in a Debian package.

mod bare;
mod notices;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::checkout::Checkout;
use crate::setup;
use crate::step::Step;
use crate::verb::Then;
use crate::window;

/// The command line, which the package carries besides the window.
const COMMAND: &str = "crosswalk";

/// Where each shell looks for what completes `crosswalk`.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "usr/share/bash-completion/completions/crosswalk"),
    ("fish", "usr/share/fish/vendor_completions.d/crosswalk.fish"),
    ("zsh", "usr/share/zsh/vendor-completions/_crosswalk"),
];

const MANUAL: &str = "usr/share/man/man1";
const NOTICES: &str = "usr/share/doc/crosswalk/third-parties";
/// Here and not among the settings, where it would go to a folder by another name.
const CHANGES: &str = "usr/share/doc/crosswalk/changelog";

/// Builds the package, says where it lies, and tries it where that is wanted.
pub fn run(checkout: &Checkout, then: Then) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() {
        bail!("a .deb is made on Debian");
    }
    if then == Then::Check {
        bare::may_be_tried(checkout)?;
    }
    setup::for_the_bundle(checkout, then)?;
    window::interface(checkout).run()?;
    programs(checkout).run()?;
    let staged = checkout.kept.join("package");
    stage(checkout, &staged)?;
    // What an earlier version left would be taken for this one's.
    let folder = checkout.built("release").join("bundle/deb");
    fs::remove_dir_all(&folder).or_else(|_| fs::create_dir_all(&folder))?;
    pack(checkout, &staged).run()?;
    let package = only_package(&folder)?;
    println!("the package: {}", package.display());
    match then {
        Then::Rest => Ok(()),
        Then::Check => bare::check(checkout, &package),
    }
}

/// Both programs at once, so that what they share is built once; and without what tests want.
fn programs(checkout: &Checkout) -> Step {
    let rooms = ["--package", "crosswalk-shell", "--package", "crosswalk-cli"];
    let build = [&["build", "--release", "--locked", "--bins"], &rooms[..]].concat();
    Step::new("build the release", &checkout.root, &checkout.cargo, &build)
}

/// Lays out what is made from the build, as the package will have it.
fn stage(checkout: &Checkout, staged: &Path) -> Result<()> {
    if staged.exists() {
        fs::remove_dir_all(staged)?;
    }
    let command = checkout.built("release").join(COMMAND);
    put(&staged.join("usr/bin").join(COMMAND), &fs::read(&command)?)?;
    let command = command.display().to_string();
    let ask = |words: &[&str]| Step::new("ask the command", &checkout.root, &command, words);
    for (shell, place) in COMPLETIONS {
        put(&staged.join(place), ask(&["completions", shell]).said()?.as_bytes())?;
    }
    let manual = staged.join(MANUAL);
    fs::create_dir_all(&manual)?;
    ask(&["manual", &manual.display().to_string()]).run()?;
    put(&staged.join(NOTICES), notices::of(checkout)?.as_bytes())?;
    put(&staged.join(CHANGES), &fs::read(checkout.root.join("CHANGELOG.md"))?)?;
    made_executable(&staged.join("usr/bin").join(COMMAND))?;
    small(checkout, staged).run()
}

fn put(file: &Path, bytes: &[u8]) -> Result<()> {
    let folder = file.parent().context("a file has a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(file, bytes).with_context(|| format!("write {}", file.display()))
}

#[cfg(unix)]
fn made_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn made_executable(_: &Path) -> Result<()> {
    Ok(())
}

/// What people read is packed small, without a time, so that the same build gives the same files.
fn small(checkout: &Checkout, staged: &Path) -> Step {
    let texts = [MANUAL, NOTICES, CHANGES].map(|it| staged.join(it).display().to_string());
    let texts = texts.iter().map(String::as_str);
    let pack: Vec<&str> = ["--best", "--no-name", "--recursive"].into_iter().chain(texts).collect();
    Step::new("make the texts small", &checkout.root, "gzip", &pack)
}

/// What is in the sources stands in `tauri.conf.json`; what is made here is told besides.
fn pack(checkout: &Checkout, staged: &Path) -> Step {
    let made = json!({ "/usr": staged.join("usr") });
    let besides = json!({ "bundle": { "linux": { "deb": { "files": made } } } }).to_string();
    let arguments = ["bundle", "--bundles", "deb", "--config", &besides];
    let bundler = checkout.ui().join("node_modules/.bin/tauri").display().to_string();
    Step::new("pack the release", &checkout.root, &bundler, &arguments)
}

fn only_package(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    let package = |path: &PathBuf| path.extension().is_some_and(|end| end == "deb");
    let found = paths.into_iter().find(package);
    found.with_context(|| format!("no package in {}", folder.display()))
}

#[cfg(test)]
mod tests;
