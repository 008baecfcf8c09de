//! The whole engine by seeds: two accounts, people who work in both, vendors that fail, a machine
//! that crashes; in process, on one thread, with a paused clock.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::wildcard_enum_match_arm, clippy::print_stdout)]

mod chance;
mod coverage;
mod fields;
mod invariants;
mod meddler;
mod people;
mod portals;
mod story;
mod trade;
mod tripwire;
mod truth;
mod weather;

use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use coverage::Coverage;
use crosswalk_desktop::sockets::Line;
use jiff::SignedDuration;
use story::{Script, Told, retell, tell};

/// Seeds that found something, beyond those that are told each time. The smallest story of each is
/// among the tests of contacts.
const KEPT: [(u64, &str); 3] = [
    (115, " (an opt-out fell on both sides after it was restored)"),
    (231, " (an address was given before the write that frees it was through)"),
    (265, " (a box was ticked after its person came back)"),
];

/// Everything that a number of seeds came to.
struct Harvest {
    coverage: Coverage,
    findings: Vec<String>,
}

/// Does something with each seed on all cores, each core in a folder of its own.
fn on_all_cores(seeds: &[u64], each: impl Fn(u64, &Path) + Sync) {
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = Path::new("/dev/shm");
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let home = if memory.is_dir() {
                    tempfile::tempdir_in(memory)
                } else {
                    tempfile::tempdir()
                };
                let folder = home.as_ref().expect("a folder").path().join("state");
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&seed) = seeds.get(nth) else { return };
                    each(seed, &folder);
                }
            });
        }
    });
}

/// Tells each seed on all cores, twice wherever it is to be the same story again.
fn sow(seeds: &[u64], script: impl Fn(u64) -> Script + Sync) -> Harvest {
    let began = Instant::now();
    let harvest = Mutex::new(Harvest { coverage: Coverage::default(), findings: Vec::new() });
    on_all_cores(seeds, |seed, folder| {
        let first = tell(script(seed), folder);
        // How bytes fall into reads is the system's; elsewhere a seed is its story.
        let repeats = script(seed).line == Line::InProcess;
        let second = repeats.then(|| retell(script(seed), folder));
        judge(&mut harvest.lock().unwrap(), script(seed), &first, second.as_ref());
    });
    let harvest = harvest.into_inner().unwrap();
    let took = began.elapsed();
    show(&format!("{} seeds in {took:.1?}\n{}", seeds.len(), harvest.coverage));
    harvest
}

/// Where whoever runs the tests looks for what the simulation came across: a runner shows nothing of
/// a test that passes.
const SHOWN: &str = "CROSSWALK_TEST_REPORT";

fn show(report: &str) {
    println!("{report}");
    let Some(file) = std::env::var_os(SHOWN) else { return };
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
    writeln!(file, "{report}").unwrap();
}

fn judge(harvest: &mut Harvest, script: Script, first: &Told, again: Option<&String>) {
    let mut findings = first.findings.clone();
    if let Some(again) = again.filter(|again| **again != first.trace) {
        findings.push(format!("I17: {} is not {again}", first.trace));
    }
    if first.coverage.deeds.is_empty() || first.coverage.writes == 0 {
        findings.push("nothing was done, or nothing was written".to_owned());
    }
    if script.faults > 0 && first.coverage.faults.values().all(|(_, struck)| *struck == 0) {
        findings.push("no fault changed an answer".to_owned());
    }
    let kept = KEPT.iter().find(|(seed, _)| *seed == script.seed).map_or("", |(_, what)| what);
    let named = |it: String| format!("seed {}{kept}: {it}", script.seed);
    harvest.findings.extend(findings.into_iter().map(named));
    harvest.coverage.add(&first.coverage);
}

/// Which seeds: `CROSSWALK_TEST_SEED` is one or `3-7`, `CROSSWALK_TEST_LONG` is more of them.
fn seeds(usually: u64, long: u64) -> Vec<u64> {
    let told = |name: &str| std::env::var(name).ok();
    if let Some(seeds) = told("CROSSWALK_TEST_SEED") {
        let (first, last) = seeds.split_once('-').unwrap_or((&seeds, &seeds));
        let (first, last): (u64, u64) =
            (first.parse().expect("a seed"), last.parse().expect("a seed"));
        return (first..=last).collect();
    }
    (0..if told("CROSSWALK_TEST_LONG").is_some() { long } else { usually }).collect()
}

fn expect_none(findings: &[String]) {
    let shown: Vec<&String> = findings.iter().take(20).collect();
    assert!(findings.is_empty(), "{} findings: {shown:#?}", findings.len());
}

#[test]
fn calm_seeds_keep_every_invariant() {
    let harvest = sow(&seeds(5, 50), Script::calm);
    expect_none(&harvest.findings);
}

#[test]
fn rough_seeds_keep_every_invariant() {
    let mut seeds = seeds(100, 500);
    if seeds.len() == 100 {
        seeds.extend(KEPT.iter().map(|(seed, _)| *seed));
    }
    let harvest = sow(&seeds, Script::rough);
    let mut findings = harvest.findings;
    findings.extend(harvest.coverage.gaps());
    if seeds.len() >= 500 {
        findings.extend(harvest.coverage.unmet());
    }
    expect_none(&findings);
}

#[test]
fn seeds_over_sockets_keep_every_invariant() {
    let harvest = sow(&seeds(5, 20), Script::over_sockets);
    expect_none(&harvest.findings);
}

/// I15: a clock that is a day wrong decides nothing, in a calm and in a rough story.
#[test]
fn a_wrong_clock_changes_no_outcome() {
    let home = tempfile::tempdir().expect("a folder");
    for seed in seeds(1, 20) {
        for script in [Script::calm(seed), Script::rough(seed)] {
            let endings = [0, 24, -24].map(|hours| {
                let script = Script { skew: SignedDuration::from_hours(hours), ..script };
                let told = tell(script, &home.path().join("state"));
                expect_none(&told.findings);
                told.ending
            });
            let faults = script.faults;
            assert_eq!(endings[0], endings[1], "seed {seed}, {faults} faults, a day ahead");
            assert_eq!(endings[0], endings[2], "seed {seed}, {faults} faults, a day behind");
        }
    }
}

/// A seed of a story with fewer records than people's has; every fourth is calm.
fn smaller(seed: u64, records: usize) -> Script {
    let script = Script { records, ..Script::rough(seed) };
    if seed.is_multiple_of(4) { Script { faults: 0, crashes: 0, ..script } } else { script }
}

/// What every story has to have: a second telling that is the same, something done, a fault that hit.
fn of_any_story(script: Script, traces: [&str; 2], (done, struck): (bool, u64)) -> Vec<String> {
    let mut found = Vec::new();
    if traces[0] != traces[1] {
        found.push(format!("I17: {} is not {}", traces[1], traces[0]));
    }
    if !done {
        found.push("nothing was done, written or compared".to_owned());
    }
    if script.faults > 0 && struck == 0 {
        found.push("no fault changed an answer".to_owned());
    }
    found
}

/// What is held against one another in a story of all objects; what seldom happens is met by many
/// seeds alone.
const HELD: [&str; 8] = [
    "campaigns",
    "last edits",
    "parents",
    "people of activities",
    "people of deals",
    "roles",
    "values",
    "written fields",
];
const SELDOM: [&str; 3] = ["deletes in HubSpot", "deletes in Salesforce", "opt-outs"];

/// All objects at once, in fewer seeds: each is told twice, as everywhere.
#[test]
fn seeds_of_companies_and_deals_keep_every_invariant() {
    let seeds = seeds(5, 60);
    let began = Instant::now();
    let harvest = Mutex::new((Vec::new(), trade::Tally::default()));
    on_all_cores(&seeds, |seed, folder| {
        let script = smaller(seed, 40);
        let told = trade::tell(script, folder);
        let again = trade::retell(script, folder);
        let done = !told.tally.deeds.is_empty() && told.tally.writes > 0;
        let mut found = told.findings;
        found.extend(of_any_story(script, [&told.trace, &again], (done, told.tally.struck)));
        let mut harvest = harvest.lock().unwrap();
        harvest.0.extend(found.into_iter().map(|it| format!("seed {seed}: {it}")));
        harvest.1.add(&told.tally);
    });
    let (mut findings, all) = harvest.into_inner().unwrap();
    let seldom = if seeds.len() >= 45 { &SELDOM[..] } else { &[] };
    for what in HELD.iter().chain(seldom) {
        if seeds.len() > 1 && all.compared.get(what).is_none_or(|times| *times == 0) {
            findings.push(format!("nothing was compared: {what}"));
        }
    }
    let took = began.elapsed();
    show(&format!("all objects: {} seeds in {took:.1?}\n{all:#?}", seeds.len()));
    expect_none(&findings);
}

/// Two portals with one org, in fewer seeds: each is told twice, as everywhere.
#[test]
fn seeds_of_two_portals_keep_every_invariant() {
    let seeds = seeds(5, 45);
    let harvest = Mutex::new((Vec::new(), portals::Told::default()));
    on_all_cores(&seeds, |seed, folder| {
        let script = smaller(seed, 30);
        let told = portals::tell(script, folder);
        let again = portals::retell(script, folder);
        let done = !told.deeds.is_empty() && told.writes > 0 && !told.compared.contains(&0);
        let mut found = told.findings.clone();
        found.extend(of_any_story(script, [&told.trace, &again], (done, told.struck)));
        let mut harvest = harvest.lock().unwrap();
        harvest.0.extend(found.into_iter().map(|it| format!("seed {seed}: {it}")));
        harvest.1.add(&told);
    });
    let (findings, all) = harvest.into_inner().unwrap();
    show(&format!(
        "two portals: {:?}, {} faults struck, {} writes, {:?} values compared",
        all.deeds, all.struck, all.writes, all.compared
    ));
    expect_none(&findings);
}
