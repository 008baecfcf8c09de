//! Tries a package on a bare Debian: nothing is there but what the package asks for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::checkout::Checkout;
use crate::step::Step;
use crate::window;

/// The package's name.
const NAME: &str = "crosswalk";

const ENTRY: &str = "usr/share/applications/Crosswalk.desktop";
const METAINFO: &str = "usr/share/metainfo/app.crosswalk.desktop.metainfo.xml";
const PROGRAM: &str = "usr/bin/crosswalk-desktop";

/// What a person finds after installing.
const INSTALLED: [&str; 12] = [
    ENTRY,
    METAINFO,
    PROGRAM,
    "usr/bin/crosswalk",
    "usr/share/bash-completion/completions/crosswalk",
    "usr/share/doc/crosswalk/LICENSE-MIT",
    "usr/share/doc/crosswalk/changelog.gz",
    "usr/share/doc/crosswalk/copyright",
    "usr/share/doc/crosswalk/help/hubspot.nb.md",
    "usr/share/doc/crosswalk/third-parties.gz",
    "usr/share/icons/hicolor/128x128/apps/crosswalk-desktop.png",
    "usr/share/man/man1/crosswalk-pair-add.1.gz",
];

/// Says early that a person cannot try it, and what would let them.
pub fn may_be_tried(checkout: &Checkout) -> Result<()> {
    let ask = ["-c", "test \"$(id -u)\" = 0"];
    let is_root = Step::new("look", &checkout.root, "sh", &ask).answers();
    ensure!(is_root, "installing wants root: run `cargo xtask bundle --check` as root");
    Ok(())
}

/// Installs it, looks at what came, starts both programs, and removes it again.
pub fn check(checkout: &Checkout, package: &Path) -> Result<()> {
    let root = checkout.kept.join("bare");
    if root.exists() {
        fs::remove_dir_all(&root).with_context(|| format!("clear {}", root.display()))?;
    }
    installed(checkout, package, &root)?.run()?;
    for file in INSTALLED {
        ensure!(root.join(file).exists(), "the package brings no /{file}");
    }
    shipped_alone(&fs::read(root.join(PROGRAM))?)?;
    let [entry, metainfo] = [ENTRY, METAINFO].map(|file| root.join(file));
    valid(checkout, "desktop-file-validate", &[&entry]).run()?;
    let metainfo = [Path::new("validate"), Path::new("--no-net"), &metainfo];
    valid(checkout, "appstreamcli", &metainfo).run()?;
    command(checkout, &root).run()?;
    let program = inside(checkout, &root, &exec(&fs::read_to_string(&entry)?)?)?;
    window::driven(checkout, &program, Some(DEMO)).run()?;
    removed(checkout, &root).run()?;
    for file in INSTALLED {
        ensure!(!root.join(file).exists(), "removing the package leaves /{file}");
    }
    println!(
        "{NAME} was installed on a bare Debian, ran the demo from its desktop entry, and left"
    );
    Ok(())
}

/// The test of the window that carries the demo's plan out.
const DEMO: &str = "demo::a_person_looks_at_the_demo_and_carries_its_plan_out";

/// A system of this one's release from Debian's mirror, and on it the package with what that names.
fn installed(checkout: &Checkout, package: &Path, root: &Path) -> Result<Step> {
    let release = fs::read_to_string("/etc/os-release").context("which Debian this is")?;
    let suite = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    let suite = suite.context("this Debian has no name")?;
    let copy = format!("--customize-hook=copy-in '{}' /tmp", package.display());
    let file = package.file_name().context("a package has a name")?.to_string_lossy();
    let install = format!(
        "--customize-hook=chroot \"$1\" apt-get install --yes --no-install-recommends '/tmp/{file}'"
    );
    let root = root.display().to_string();
    let arguments = ["--variant=apt", &copy, &install, suite, &root];
    Ok(Step::new("install on a bare Debian", &checkout.root, "mmdebstrap", &arguments))
}

/// The interface that went in is the one for people: of the pages that tests play it on, nothing.
fn shipped_alone(program: &[u8]) -> Result<()> {
    let holds = |word: &str| program.windows(word.len()).any(|at| at == word.as_bytes());
    ensure!(holds("/index.html"), "the program holds no interface");
    ensure!(!holds("scenes.html"), "the program holds the scenes of the tests");
    Ok(())
}

fn valid(checkout: &Checkout, program: &str, arguments: &[&Path]) -> Step {
    let words: Vec<String> = arguments.iter().map(|it| it.display().to_string()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Step::new("ask whether it is well formed", &checkout.root, program, &words)
}

/// Runs inside, on this system's kernel and loopback, but on no file of it.
fn within(root: &Path) -> Vec<String> {
    let root = root.display().to_string();
    let alone = ["bwrap", "--die-with-parent", "--unshare-pid"];
    let files = ["--bind", &root, "/", "--proc", "/proc", "--dev", "/dev"];
    alone.into_iter().chain(files).map(str::to_owned).collect()
}

/// Where a screen and a bus are reached, and the home that a test looks into.
const SHARED: [&str; 3] = ["--bind", "/tmp", "/tmp"];

/// The demo in the terminal.
fn command(checkout: &Checkout, root: &Path) -> Step {
    let demo = ["--", "crosswalk", "demo", "--records", "50"].map(str::to_owned);
    let words = [within(root), demo.to_vec()].concat();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Step::new("run the demo in the terminal", &checkout.root, words[0], &words[1..])
        .with("HOME", "/root")
}

/// What a desktop would start. The fields for files and addresses name none.
fn exec(entry: &str) -> Result<String> {
    let line = entry.lines().find_map(|line| line.strip_prefix("Exec="));
    let line = line.context("the desktop entry starts nothing")?;
    let words: Vec<&str> = line.split(' ').filter(|word| !word.starts_with('%')).collect();
    if words.iter().any(|word| word.contains(['"', '\\', '$', '`'])) {
        bail!("`{line}` wants to be read with more care");
    }
    Ok(words.join(" "))
}

/// A program here that is that line there.
fn inside(checkout: &Checkout, root: &Path, line: &str) -> Result<PathBuf> {
    let file = checkout.kept.join("bare-crosswalk");
    let words = within(root).into_iter().chain(SHARED.map(str::to_owned));
    let words: Vec<String> = words.map(|word| format!("'{word}'")).collect();
    fs::write(&file, format!("#!/bin/sh\nexec {} -- {line} \"$@\"\n", words.join(" ")))?;
    super::made_executable(&file)?;
    Ok(file)
}

fn removed(checkout: &Checkout, root: &Path) -> Step {
    let root = root.display().to_string();
    let purge = [root.as_str(), "dpkg", "--purge", NAME];
    Step::new("remove the package", &checkout.root, "chroot", &purge)
}

#[cfg(test)]
mod tests;
