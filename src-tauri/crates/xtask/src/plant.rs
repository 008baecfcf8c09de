//! `cargo xtask plant`: bugs, planted one at a time in a copy of the sources, and the tests that must
//! catch each. All of them are built in at once; a variable of the process says which one acts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::checkout::Checkout;

mod copy;
mod list;
mod trial;

use list::{By, Plant};
use trial::{Ended, Programs, Trial};

/// The lists, each named for what its bugs are in.
const LISTS: [(&str, &str); 2] = [
    ("rules", include_str!("../../../../tests/plants/rules.txt")),
    ("engine", include_str!("../../../../tests/plants/engine.txt")),
];

/// Which plants, and what is done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Those whose name begins so; all where it is empty.
    pub only: String,
    /// What is done.
    pub act: Act,
}

/// What is done with the plants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// They are planted, and their tests run.
    Prove,
    /// They are listed.
    List,
}

/// Lists the plants, or plants each alone and runs its tests. Fails when one does not stand in the
/// sources any more, when a test fails with nothing planted, and when a bug survives its tests.
pub fn run(checkout: &Checkout, wanted: &Wanted) -> Result<()> {
    let all = plants()?;
    let plots = copy::plots(&checkout.root, &all)?;
    let chosen: Vec<&Plant> = all.iter().filter(|it| it.name.starts_with(&wanted.only)).collect();
    if chosen.is_empty() {
        bail!("no plant begins with `{}`", wanted.only);
    }
    if wanted.act == Act::List {
        chosen.iter().for_each(|plant| println!("{:<52} {}", plant.name, plant.why));
        let rules = chosen.iter().filter_map(|plant| plant.row()).collect::<BTreeSet<_>>().len();
        println!("{} plants; they break {rules} rules", chosen.len());
        return Ok(());
    }
    let field = copy::sow(checkout, &plots)?;
    // Whatever is asked for, so that one build serves all.
    let programs = Programs::build(checkout, &field, &all)?;
    programs.name_tests_of(&chosen)?;
    let usual = unplanted(&programs, &chosen)?;
    let began = Instant::now();
    let caught = in_turn(&programs, &usual, &chosen);
    let survived: Vec<&str> = caught.iter().filter(|it| !it.caught).map(|it| it.name).collect();
    println!("\n{} bugs planted in {:.0} s", caught.len(), began.elapsed().as_secs_f64());
    if !survived.is_empty() {
        bail!("{} of them survived their tests: {}", survived.len(), survived.join(", "));
    }
    println!("every one of them is caught");
    Ok(())
}

fn plants() -> Result<Vec<Plant>> {
    let mut all = Vec::new();
    for (name, text) in LISTS {
        all.extend(list::read(name, text)?);
    }
    Ok(all)
}

/// How long each program took with nothing planted.
type Usual = BTreeMap<String, Duration>;

/// The tests of all chosen plants pass as long as nothing is planted.
fn unplanted(programs: &Programs, chosen: &[&Plant]) -> Result<Usual> {
    const LONGEST: Duration = Duration::from_secs(1_800);
    let mut usual = Usual::new();
    for (program, parts) in list::by_program(chosen) {
        let trial = Trial { plant: None, program: &program, parts, patience: LONGEST };
        let began = Instant::now();
        match programs.run(&trial)? {
            Ended::Passed => {
                let took = began.elapsed();
                println!("{program:<12} passes unplanted {:>6.1} s", took.as_secs_f64());
                usual.insert(program, took);
            }
            ended @ (Ended::Failed(_) | Ended::Never) => {
                bail!("{program} fails with nothing planted: {ended}")
            }
        }
    }
    Ok(usual)
}

/// How long a program may take before a bug counts as caught, since it may never end. It shares the
/// cores with another one.
fn patience(usual: &Usual, program: &str) -> Duration {
    Duration::from_secs(60) + 5 * usual.get(program).copied().unwrap_or_default()
}

/// One plant after its trials.
struct Tried<'a> {
    name: &'a str,
    caught: bool,
}

/// Tries each plant, as many at a time as there are cores, and prints each as it ends.
fn in_turn<'a>(programs: &Programs, usual: &Usual, chosen: &[&'a Plant]) -> Vec<Tried<'a>> {
    let (next, tried) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(plant) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let began = Instant::now();
                    let (caught, how) = try_one(programs, usual, plant);
                    let word = if caught { "caught" } else { "SURVIVED" };
                    let took = began.elapsed().as_secs_f64();
                    println!("{:<52} {word:<8} {took:>6.1} s  {how}", plant.name);
                    let mut tried = tried.lock().unwrap_or_else(|it| it.into_inner());
                    tried.push(Tried { name: &plant.name, caught });
                }
            });
        }
    });
    tried.into_inner().unwrap_or_else(|it| it.into_inner())
}

/// Runs the tests of a plant until one catches it.
fn try_one(programs: &Programs, usual: &Usual, plant: &Plant) -> (bool, String) {
    let mut said = Vec::new();
    for By { program, parts } in &plant.by {
        let parts = parts.clone();
        let patience = patience(usual, program);
        let trial = Trial { plant: Some(&plant.name), program, parts, patience };
        match programs.run(&trial) {
            Ok(Ended::Passed) => said.push(format!("{program} passes")),
            Ok(ended) => return (true, format!("{program}: {ended}")),
            Err(error) => return (false, format!("{program}: {error:#}")),
        }
    }
    (false, said.join(", "))
}

#[cfg(test)]
mod tests;
