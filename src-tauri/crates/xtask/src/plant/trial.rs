//! The test programs of the copy, and a run of some of their tests with one bug acting.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::copy::{ROOMS, VARIABLE};
use super::list::{self, By, Plant};
use crate::checkout::Checkout;
use crate::step::Step;
use crate::window::FEATURE;
use crate::wrapper::Role;

/// The test programs by name: an integration test or a room.
#[derive(Debug)]
pub struct Programs(BTreeMap<String, Program>);

/// A built program, and the folder that its tests expect to run in.
#[derive(Debug)]
struct Program {
    path: PathBuf,
    folder: PathBuf,
}

/// Some tests of a program, with a bug or without one.
pub struct Trial<'a> {
    /// The bug; none, to see that the tests pass without it.
    pub plant: Option<&'a str>,
    /// The program.
    pub program: &'a str,
    /// The tests with one of these in their name.
    pub parts: BTreeSet<String>,
    /// How long it may take.
    pub patience: Duration,
}

/// How a trial ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All tests passed.
    Passed,
    /// These tests failed; none where the program itself ended early.
    Failed(Vec<String>),
    /// It did not end in its time.
    Never,
}

/// A failed trial names what failed.
impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ended::Passed => f.write_str("passes"),
            Ended::Failed(tests) => match tests.as_slice() {
                [] => f.write_str("the program ended early"),
                [one] => f.write_str(one),
                [first, rest @ ..] => write!(f, "{first} and {} more", rest.len()),
            },
            Ended::Never => f.write_str("did not end in its time"),
        }
    }
}

impl Programs {
    /// Builds the programs that the plants name, in the checkout's own build folder: what the rooms
    /// are built of is there already. The rooms themselves are compiled in a way of their own, since
    /// cargo knows a room of the copy by the same name as the checkout's.
    pub fn build(checkout: &Checkout, field: &Path, plants: &[Plant]) -> Result<Programs> {
        let named = list::by_program(&plants.iter().collect::<Vec<_>>());
        let mut arguments = vec![
            "test",
            "--no-run",
            "--locked",
            "--workspace",
            "--features",
            FEATURE,
            "--message-format",
            "json-render-diagnostics",
        ];
        let is_room = |name: &str| field.join(ROOMS).join(name).is_dir();
        for name in named.keys().filter(|name| !is_room(name)) {
            arguments.extend(["--test", name]);
        }
        if named.keys().any(|name| is_room(name)) {
            arguments.push("--lib");
        }
        let target = checkout.kept.parent().context("the build folder")?.display().to_string();
        arguments.extend(["--target-dir", &target]);
        let step = Step::new("build the planted tests", field, &checkout.cargo, &arguments);
        let built = read_built(&Role::Plant.set(checkout, step)?.said()?)?;
        let missing: Vec<&String> =
            named.keys().filter(|name| !built.contains_key(*name)).collect();
        if missing.is_empty() { Ok(Programs(built)) } else { bail!("not built: {missing:?}") }
    }

    /// Fails where a plant names tests that are not there.
    pub fn name_tests_of(&self, plants: &[&Plant]) -> Result<()> {
        let mut known: BTreeMap<&str, String> = BTreeMap::new();
        for plant in plants {
            for By { program, parts } in &plant.by {
                if !known.contains_key(program.as_str()) {
                    let at = self.at(program)?;
                    let path = at.path.display().to_string();
                    known.insert(program, Step::new("", &at.folder, &path, &["--list"]).said()?);
                }
                let tests = known.get(program.as_str()).map_or("", String::as_str);
                let tests: Vec<&str> = tests.lines().filter(|it| it.ends_with(": test")).collect();
                for part in parts {
                    if !tests.iter().any(|test| test.contains(part)) {
                        bail!("{}: {program} has no test with `{part}` in its name", plant.name);
                    }
                }
            }
        }
        Ok(())
    }

    fn at(&self, program: &str) -> Result<&Program> {
        self.0.get(program).with_context(|| format!("{program} is not built"))
    }

    /// Runs a trial.
    pub fn run(&self, trial: &Trial<'_>) -> Result<Ended> {
        let program = self.at(trial.program)?;
        let mut command = Command::new(&program.path);
        command.args(trial.parts.iter().filter(|part| !part.is_empty()));
        command.args(["--test-threads", "2"]).current_dir(&program.folder);
        command.env_remove(VARIABLE).envs(trial.plant.map(|plant| (VARIABLE, plant)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("start {}", trial.program))?;
        let mut out = child.stdout.take().context("its words")?;
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut said = Vec::new();
            out.read_to_end(&mut said).ok();
            // Nobody listens any more where the patience was at an end.
            tell.send(said).ok();
        });
        let said = told.recv_timeout(trial.patience);
        if said.is_err() {
            child.kill().context("end a program that does not end")?;
        }
        let status = child.wait().with_context(|| format!("wait for {}", trial.program))?;
        Ok(match said {
            Err(_) => Ended::Never,
            Ok(_) if status.success() => Ended::Passed,
            Ok(said) => Ended::Failed(failed(&String::from_utf8_lossy(&said))),
        })
    }
}

/// The tests that a program says have failed.
fn failed(said: &str) -> Vec<String> {
    let test = |line: &str| {
        let line = line.strip_prefix("test ")?;
        Some(line.strip_suffix(" ... FAILED")?.to_owned())
    };
    said.lines().filter_map(test).collect()
}

/// The test programs among cargo's messages.
fn read_built(messages: &str) -> Result<BTreeMap<String, Program>> {
    let mut built = BTreeMap::new();
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line).context("read cargo's messages")?;
        let (Some(path), Some(manifest), Some(name)) = (
            message["executable"].as_str().filter(|_| message["profile"]["test"] == true),
            message["manifest_path"].as_str(),
            message["target"]["name"].as_str(),
        ) else {
            continue;
        };
        let name = name.strip_prefix("crosswalk_").unwrap_or(name).to_owned();
        let folder = Path::new(manifest).parent().context("a manifest stands in a folder")?;
        built.insert(name, Program { path: path.into(), folder: folder.to_owned() });
    }
    Ok(built)
}

#[cfg(test)]
mod tests;
