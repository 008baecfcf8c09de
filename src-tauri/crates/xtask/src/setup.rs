//! What the tests need beside cargo: Debian packages, the Node clients, the Python clients.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::machine::{Machine, Need, Packages};
use crate::step::Step;
use crate::verb::Then;

/// Installs what is missing. Says what before it does; does nothing when nothing is missing.
pub fn run(checkout: &Checkout) -> Result<()> {
    packages(checkout, &Need::ALL)?;
    let sets = [interface(checkout), node_clients(checkout), python_clients(checkout)];
    sets.iter().try_for_each(Locked::install)
}

/// Installs what the window alone takes.
pub fn for_the_window(checkout: &Checkout) -> Result<()> {
    packages(checkout, &Need::WINDOW)?;
    interface(checkout).install()
}

/// Installs what packing the release takes, and what trying the package does.
pub fn for_the_bundle(checkout: &Checkout, then: Then) -> Result<()> {
    packages(checkout, &Need::WINDOW)?;
    packages(checkout, &Need::BUNDLE)?;
    match then {
        Then::Rest => {}
        Then::Check => packages(checkout, &Need::BARE)?,
    }
    interface(checkout).install()
}

fn packages(checkout: &Checkout, needs: &[Need]) -> Result<()> {
    let machine = Machine::look_for(needs);
    if machine.lacks.is_empty() {
        return Ok(());
    }
    install_packages(&decide_packages(checkout, &machine))?;
    still_lacking(&Machine::look_for(needs))
}

/// What to do about Debian packages.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Apt {
    Nothing,
    /// Run these.
    Install {
        what: String,
        steps: Vec<Step>,
    },
    /// A person has to.
    Ask(String),
}

fn decide_packages(checkout: &Checkout, machine: &Machine) -> Apt {
    if machine.lacks.is_empty() {
        return Apt::Nothing;
    }
    let names: Vec<&str> = machine.lacks.iter().map(|need| need.package()).collect();
    let sudo: &[&str] = match machine.packages {
        Packages::AsRoot => &[],
        Packages::WithSudo => &["sudo", "-n"],
        Packages::ByHand => {
            let command = format!(
                "sudo apt-get update && sudo apt-get install --no-install-recommends {}",
                names.join(" ")
            );
            return Apt::Ask(format!(
                "packages are missing; run this, then try again:\n  {command}"
            ));
        }
        Packages::Foreign => return Apt::Ask(lacking(machine)),
    };
    let apt = |what: &str, arguments: &[&str]| {
        let front = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        let line: Vec<&str> = [sudo, &front, arguments].concat();
        Step::new(what, &checkout.root, line[0], &line[1..])
    };
    let install = [&["install", "--yes", "--no-install-recommends"], names.as_slice()].concat();
    Apt::Install {
        what: format!("the packages {}", names.join(", ")),
        steps: vec![
            apt("refresh the package lists", &["update", "--quiet"]),
            apt("install packages", &install),
        ],
    }
}

fn install_packages(apt: &Apt) -> Result<()> {
    match apt {
        Apt::Nothing => Ok(()),
        Apt::Ask(words) => bail!("{words}"),
        Apt::Install { what, steps } => {
            println!("set-up: install {what}");
            let both = || steps.iter().try_for_each(Step::run);
            // apt has been seen to fail midway for no reason that stayed; a second run worked.
            both().or_else(|error| {
                eprintln!("{error:#}; once more");
                both()
            })
        }
    }
}

/// A package that installed may still be too old, and then a person has to choose.
fn still_lacking(machine: &Machine) -> Result<()> {
    if machine.lacks.is_empty() {
        return Ok(());
    }
    bail!("{}", lacking(machine))
}

fn lacking(machine: &Machine) -> String {
    let lines: Vec<String> = machine.lacks.iter().map(|need| format!("\n  - {need}")).collect();
    format!("this system lacks:{}", lines.concat())
}

/// A set of locked packages that is installed once for each state of its lock.
#[derive(Clone, Debug)]
struct Locked {
    what: &'static str,
    /// What pins the versions.
    lock: PathBuf,
    /// Where a copy of the lock says what was installed.
    note: PathBuf,
    /// What must be there for the note to hold.
    installed: PathBuf,
    steps: Vec<Step>,
}

/// Scripts of packages are not run.
const CI: [&str; 4] = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];

fn interface(checkout: &Checkout) -> Locked {
    let folder = checkout.ui();
    Locked {
        what: "the interface's packages, into ui/node_modules",
        lock: folder.join("package-lock.json"),
        note: checkout.kept.join("ui.lock"),
        installed: folder.join("node_modules"),
        steps: vec![Step::new("install the interface's packages", &folder, "npm", &CI)],
    }
}

fn node_clients(checkout: &Checkout) -> Locked {
    let folder = checkout.node_clients();
    Locked {
        what: "the Node clients, into tests/clients/node/node_modules",
        lock: folder.join("package-lock.json"),
        note: checkout.kept.join("node.lock"),
        installed: folder.join("node_modules"),
        steps: vec![Step::new("install the Node clients", &folder, "npm", &CI)],
    }
}

fn python_clients(checkout: &Checkout) -> Locked {
    let environment = checkout.python_environment();
    let lock = checkout.python_clients().join("requirements.txt");
    let python = environment.join("bin/python").display().to_string();
    let place = environment.display().to_string();
    let list = lock.display().to_string();
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        &list,
    ];
    Locked {
        what: "the Python clients, into an environment in the build folder",
        note: checkout.kept.join("python.lock"),
        installed: environment.join("bin/python"),
        steps: vec![
            Step::new(
                "make an environment",
                &checkout.root,
                "python3",
                &["-m", "venv", "--clear", &place],
            ),
            Step::new("install the Python clients", &checkout.root, &python, &pip),
        ],
        lock,
    }
}

impl Locked {
    fn install(&self) -> Result<()> {
        if self.is_installed() {
            return Ok(());
        }
        println!("set-up: install {}", self.what);
        self.steps.iter().try_for_each(Step::run)?;
        keep_copy(&self.lock, &self.note)
    }

    fn is_installed(&self) -> bool {
        let read = |path: &Path| std::fs::read(path).ok();
        self.installed.exists()
            && read(&self.lock).is_some_and(|lock| read(&self.note) == Some(lock))
    }
}

fn keep_copy(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().context("a note has a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    std::fs::copy(from, to).with_context(|| format!("write {}", to.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests;
