//! One seed, told from the first record to quiet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_desktop::sockets::Line;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::log::{Log, fingerprint};
use crosswalk_engine::{PassError, PassReport, RunResult, Step};
use crosswalk_model::{MappingId, Side};
use crosswalk_store::Home;
use jiff::SignedDuration;
use serde_json::json;

use crate::chance::Chance;
use crate::coverage::Coverage;
use crate::fields;
use crate::invariants::{self, Known, Scene};
use crate::meddler::Meddler;
use crate::people::{Deed, Moment, People};
use crate::tripwire::Tripwire;
use crate::truth::Truth;
use crate::weather;

/// How much happens in a seed.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    pub seed: u64,
    pub records: usize,
    pub operations: usize,
    pub faults: usize,
    pub crashes: usize,
    /// How far the product's clock is wrong.
    pub skew: SignedDuration,
    /// How the vendors are reached.
    pub line: Line,
}

impl Script {
    /// Nothing goes wrong.
    pub const fn calm(seed: u64) -> Script {
        let (skew, line) = (SignedDuration::ZERO, Line::InProcess);
        Script { seed, records: 50, operations: 200, faults: 0, crashes: 0, skew, line }
    }

    /// Everything goes wrong.
    pub const fn rough(seed: u64) -> Script {
        Script { faults: 30, crashes: 8, ..Script::calm(seed) }
    }

    /// The same over real sockets.
    pub const fn over_sockets(seed: u64) -> Script {
        Script { line: Line::Sockets, ..Script::rough(seed) }
    }
}

/// What became of a seed.
#[derive(Debug, Default)]
pub struct Told {
    /// One line for everything that was asked, answered and left standing.
    pub trace: String,
    /// Invariants that do not hold.
    pub findings: Vec<String>,
    pub coverage: Coverage,
    /// The mapped values at the end, without anything that a clock shows.
    pub ending: String,
}

/// Passes after the last operation by which everything has to be in step.
const CYCLES: usize = 3;

/// Tells a seed over an empty folder, in a runtime of its own, so that its clock starts at the same
/// instant each time.
pub fn tell(script: Script, folder: &Path) -> Told {
    from_the_start(folder, Story::tell(script, folder, Telling::First))
}

/// Tells a seed once more, and only to compare its trace: the same trace has the same findings.
pub fn retell(script: Script, folder: &Path) -> String {
    from_the_start(folder, Story::tell(script, folder, Telling::Again)).trace
}

/// Whether a story is looked at, or only told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    First,
    Again,
}

/// The same for any story.
pub fn from_the_start<T>(folder: &Path, story: impl Future<Output = T>) -> T {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("an empty folder");
    }
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().start_paused(true).build().expect("a runtime");
    runtime.block_on(story)
}

struct Story {
    script: Script,
    telling: Telling,
    chance: Chance,
    people: People,
    wire: Arc<Tripwire>,
    coverage: Coverage,
    known: Known,
    faults: BTreeMap<u64, &'static str>,
    /// What did not hold on the way.
    findings: Vec<String>,
    struck_before: BTreeMap<u64, u64>,
}

impl Story {
    async fn tell(script: Script, folder: &Path, telling: Telling) -> Told {
        let wire = Arc::new(Tripwire::default());
        let mut beginning = Beginning {
            home: Some(folder.to_owned()),
            skew: script.skew,
            line: script.line,
            // In every third story two new records are a crowd: they travel as a load.
            loads_from: script.seed.is_multiple_of(3).then_some(2),
            ..Beginning::long()
        };
        beginning.settings.seed = script.seed;
        let mut world = World::watched(beginning, wire.clone(), |_| {}).await;
        fields::set_rules(&world).await;
        // In every other org people share the product's user.
        if script.seed.is_multiple_of(2) {
            world.editor = Some(an_editor(&world));
        }
        let mut story = Story {
            script,
            telling,
            chance: Chance::new(script.seed),
            people: People::new(Chance::new(script.seed ^ 0xFFFF)),
            wire,
            coverage: Coverage::default(),
            known: Known::default(),
            faults: BTreeMap::new(),
            findings: Vec::new(),
            struck_before: BTreeMap::new(),
        };
        story.people.settle_in(&world, script.records * 5 / 8);
        let world = story.live(world).await;
        story.end(world).await
    }

    /// Rounds of a few operations, some faults, a pass.
    async fn live(&mut self, mut world: World) -> World {
        let mut left = self.script.operations;
        let rounds = left.div_ceil(10);
        let mut truth = Truth::of(&world);
        for round in 0..rounds {
            let mut deeds = BTreeSet::new();
            let now = if round + 1 == rounds { left } else { self.chance.between(5, 15).min(left) };
            for _ in 0..now {
                let pause = Duration::from_millis(self.chance.below(20_000) as u64);
                tokio::time::advance(pause).await;
                if let Some(deed) = self.people.act(&world, &mut truth) {
                    deeds.insert(deed);
                    *self.coverage.deeds.entry(deed).or_default() += 1;
                }
            }
            left -= now;
            self.brew(&world, rounds);
            world = self.pass(world, &deeds, rounds).await;
            truth = Truth::of(&world);
            if self.people.done && self.telling == Telling::First {
                self.known.note(&world, &truth);
            }
            let pause = Duration::from_secs(self.chance.between(30, 900) as u64);
            tokio::time::advance(pause).await;
        }
        world
    }

    /// Sets up this round's share of the faults.
    fn brew(&mut self, world: &World, rounds: usize) {
        for _ in 0..self.script.faults.div_ceil(rounds.max(1)) {
            let (name, fault) = weather::draw(&mut self.chance);
            self.faults.insert(world.emulator.add_fault(fault), name);
            self.coverage.faults.entry(name).or_default().0 += 1;
        }
    }

    /// A pass, perhaps with a crash in it; what a brake holds is released by a person.
    async fn pass(&mut self, mut world: World, deeds: &BTreeSet<Deed>, rounds: usize) -> World {
        let crash = self.script.crashes > 0 && self.chance.below(rounds) < self.script.crashes;
        if crash {
            let step = *self.chance.pick(Step::ALL);
            self.wire.stretch(step, self.chance.between(1, 2));
        }
        if self.script.faults > 0 {
            let seen = self.people.edits.len() as u64;
            let chance = Chance::new(self.script.seed ^ 0xF0F0 ^ (seen << 20));
            self.wire.let_in(Meddler::of(&world, chance, self.people.edits.len()));
        }
        let began = world.now();
        let looked_at = crash && self.telling == Telling::First;
        let linked = if looked_at { invariants::whole_links(&world) } else { Vec::new() };
        let outcome = released(&world).await;
        self.wire.take_away();
        let steps = self.wire.reached();
        let struck = self.struck(&world);
        let good = struck.is_empty() && outcome.is_ok();
        let moment = if good { Moment::InWindow } else { Moment::InWindowOfABadPass };
        self.people.note_windows(&self.wire.call_back(), moment);
        self.coverage.note_pass(deeds, &struck, &steps);
        if let Err(AppError::Pass(PassError::Stopped(stopped))) = &outcome {
            self.coverage.note_crash(deeds, &struck, stopped.0);
            world.reopen();
            self.findings.extend(invariants::nothing_is_forgotten(&world, &linked));
        }
        self.people.done = outcome.as_ref().is_ok_and(|report| report.result == RunResult::Done);
        if self.people.done {
            self.people.round += 1;
            if self.telling == Telling::First {
                let truth = Truth::of(&world);
                self.findings.extend(invariants::nothing_is_passed_over(&world, &truth, began));
            }
        }
        world
    }

    /// Which faults changed something since the last call.
    fn struck(&mut self, world: &World) -> Vec<&'static str> {
        let mut struck = Vec::new();
        for state in world.emulator.faults() {
            let before = self.struck_before.insert(state.id, state.changed).unwrap_or_default();
            if state.changed > before {
                struck.extend(self.faults.get(&state.id));
            }
        }
        struck
    }

    /// No more faults: three passes, then everything has to be in step and stay so.
    async fn end(mut self, world: World) -> Told {
        world.emulator.clear_faults();
        self.wire.take_away();
        let mut errors = Vec::new();
        // What HubSpot archived is listed once a day (P1).
        tokio::time::advance(Duration::from_secs(25 * 60 * 60)).await;
        for _ in 0..CYCLES {
            tokio::time::advance(Duration::from_secs(31 * 60)).await;
            if let Err(error) = released(&world).await {
                errors.push(format!("I1: a pass without faults failed: {error}"));
            }
            if self.telling == Telling::First {
                self.known.note(&world, &Truth::of(&world));
            }
        }
        let quiet = quiet(&world, Truth::of).await;
        let truth = Truth::of(&world);
        let links = invariants::links(&world);
        let scene = Scene {
            world: &world,
            truth: &truth,
            links: &links,
            people: &self.people,
            known: &self.known,
            skew: self.script.skew,
        };
        let mut findings = std::mem::take(&mut self.findings);
        findings.extend(errors);
        findings.extend(quiet);
        if self.telling == Telling::First {
            findings.extend(invariants::check(&scene));
            let (lost, windows) = invariants::windows(&scene);
            findings.extend(lost);
            self.coverage.windows = windows;
        }
        findings.extend(world.wire_complaints());
        self.coverage.writes = world.writes_since(0);
        let ending = invariants::ending(&scene);
        let dump = world.emulator.dump_all().to_string();
        let trace = format!(
            "exchanges {} {:016x}, records {:016x}, links {:016x}",
            world.last_exchange(),
            world.emulator.log(Log::trace),
            fingerprint(dump.as_bytes()),
            fingerprint(format!("{links:?}").as_bytes()),
        );
        Told { trace, findings, coverage: self.coverage, ending }
    }
}

/// A Salesforce user of their own for people.
fn an_editor(world: &World) -> String {
    let user = json!({
        "act": "add_user", "username": "ann@acme.example", "first_name": "Ann",
        "last_name": "Berg", "email": "ann@acme.example",
    });
    let made = world.act(Side::Salesforce, user);
    made["id"].as_str().expect("an id").to_owned()
}

/// A pass; where a brake holds it, a person looks at the plan and releases it.
pub async fn released(world: &World) -> Result<PassReport, AppError> {
    let report = world.app.sync(world.pair, "test").await?;
    if report.result == RunResult::Braked {
        return world.app.apply(world.pair, "test").await;
    }
    Ok(report)
}

/// I1 and I4: the planner returns nothing, and idle passes write nothing; what a vendor refused is
/// tried again at its pace (P8), and changes nothing.
pub async fn quiet<T: PartialEq>(world: &World, truth: impl Fn(&World) -> T) -> Vec<String> {
    let mut findings = Vec::new();
    let before = world.last_exchange();
    let held = truth(world);
    let retries = has_retries(world);
    match world.app.plan(world.pair, "test").await {
        Ok(report) if report.counts.planned() == 0 || retries => {}
        Ok(report) => findings.push(format!("I1: there is still something to write: {report:?}")),
        Err(error) => findings.push(format!("I1: the last plan failed: {error}")),
    }
    if world.writes_since(before) > 0 {
        findings.push(format!("I10: a plan wrote: {:?}", world.told_since(before)));
    }
    for _ in 0..3 {
        tokio::time::advance(Duration::from_secs(15 * 60)).await;
        if let Err(error) = world.app.sync(world.pair, "test").await {
            findings.push(format!("I4: an idle pass failed: {error}"));
        }
    }
    if world.writes_since(before) > 0 && !(retries && held == truth(world)) {
        findings.push(format!("I4: idle passes wrote: {:?}", world.told_since(before)));
    }
    let open = world.app.store().outbox_unsettled(world.pair).expect("a state");
    if !open.is_empty() {
        findings.push(format!("I4: writes are left open: {open:?}"));
    }
    findings
}

/// Whether a refused value waits for its retry.
fn has_retries(world: &World) -> bool {
    let errors = world.app.store().errors(world.pair).expect("a state");
    errors.iter().any(|item| item.note.next_retry.is_some())
}

/// Where the links of people are kept.
pub fn contacts(world: &World) -> Home {
    Home { pair: world.pair, mapping: MappingId::from("contacts") }
}
