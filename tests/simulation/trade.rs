//! The same with all objects: companies with accounts, deals with opportunities, people with
//! contacts, and who belongs to whom. Fewer of each, since every one of them hangs on others.

mod activities;
mod admins;
mod checks;
mod deeds;
mod diary;
mod edits;
mod evidence;
mod lives;
mod roles;
mod setting;
mod told;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_desktop::World;
use crosswalk_emulator::log::{Log, fingerprint};
use crosswalk_engine::{PassError, RunResult, Step};
use crosswalk_model::mapping::OnDelete;

use crate::chance::Chance;
use crate::invariants;
use crate::story::{Script, Telling, from_the_start, quiet, released};
use crate::tripwire::Tripwire;
use crate::weather;

pub use deeds::Trade;
use evidence::Deleted;

/// One mapped field that both sides hold alike.
#[derive(Clone, Copy, Debug)]
pub struct Mapped {
    pub mapping: &'static str,
    pub hubspot: (&'static str, &'static str),
    pub salesforce: (&'static str, &'static str),
}

const fn mapped(
    mapping: &'static str,
    hubspot: (&'static str, &'static str),
    salesforce: (&'static str, &'static str),
) -> Mapped {
    Mapped { mapping, hubspot, salesforce }
}

/// The objects that the vendors know, by their HubSpot names.
const STANDARD: [&str; 9] =
    ["calls", "companies", "contacts", "deals", "emails", "meetings", "notes", "tasks", "tickets"];

/// The object that both accounts define themselves.
const INVOICES: &str = "p4411001_invoices";

/// Labels of a deal's people by number, and the role of the same name.
const ROLES: [(u64, &str); 2] = [(1, "Decision Maker"), (3, "Evaluator")];

/// The fields that people edit, all of them both ways.
pub const MAPPED: [Mapped; 21] = [
    mapped("calls", ("calls", "hs_call_title"), ("Task", "Subject")),
    mapped("calls", ("calls", "hs_call_body"), ("Task", "Description")),
    mapped("companies", ("companies", "name"), ("Account", "Name")),
    mapped("companies", ("companies", "phone"), ("Account", "Phone")),
    mapped("companies", ("companies", "city"), ("Account", "BillingCity")),
    mapped("contacts", ("contacts", "jobtitle"), ("Contact", "Title")),
    mapped("contacts", ("contacts", "phone"), ("Contact", "Phone")),
    mapped("deals", ("deals", "dealname"), ("Opportunity", "Name")),
    mapped("deals", ("deals", "amount"), ("Opportunity", "Amount")),
    mapped("deals", ("deals", "description"), ("Opportunity", "Description")),
    mapped("emails", ("emails", "hs_email_subject"), ("Task", "Subject")),
    mapped("meetings", ("meetings", "hs_meeting_title"), ("Event", "Subject")),
    mapped("meetings", ("meetings", "hs_meeting_body"), ("Event", "Description")),
    mapped("notes", ("notes", "hs_note_body"), ("Task", "Description")),
    mapped(INVOICES, (INVOICES, "name"), ("Invoice__c", "Name")),
    mapped(INVOICES, (INVOICES, "amount"), ("Invoice__c", "Amount__c")),
    mapped(INVOICES, (INVOICES, "note"), ("Invoice__c", "Note__c")),
    mapped("tasks", ("tasks", "hs_task_subject"), ("Task", "Subject")),
    mapped("tasks", ("tasks", "hs_task_body"), ("Task", "Description")),
    mapped("tickets", ("tickets", "subject"), ("Case", "Subject")),
    mapped("tickets", ("tickets", "content"), ("Case", "Description")),
];

/// What became of a seed.
#[derive(Debug, Default)]
pub struct Told {
    /// One line for everything that was asked, answered and left standing.
    pub trace: String,
    pub findings: Vec<String>,
    pub tally: Tally,
}

/// What a seed did.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub deeds: BTreeMap<&'static str, u64>,
    pub crashes: BTreeMap<Step, u64>,
    /// Faults that changed an answer.
    pub struck: u64,
    pub writes: u64,
    pub compared: checks::Compared,
}

impl Tally {
    pub fn add(&mut self, more: &Tally) {
        for (deed, times) in &more.deeds {
            *self.deeds.entry(deed).or_default() += times;
        }
        for (step, times) in &more.crashes {
            *self.crashes.entry(*step).or_default() += times;
        }
        for (what, times) in &more.compared {
            *self.compared.entry(what).or_default() += times;
        }
        self.struck += more.struck;
        self.writes += more.writes;
    }
}

/// Passes after the last operation by which everything has to be in step. What waits for a parent
/// that waits for its own is a pass later than what waits for nobody.
const CYCLES: usize = 4;

/// Operations between two passes, and passes.
const OPERATIONS: (usize, usize) = (4, 12);
const ROUNDS: usize = 12;

/// Tells a seed.
pub fn tell(script: Script, folder: &Path) -> Told {
    from_the_start(folder, Story::tell(script, folder, Telling::First))
}

/// Tells a seed once more, and only to compare its trace.
pub fn retell(script: Script, folder: &Path) -> String {
    from_the_start(folder, Story::tell(script, folder, Telling::Again)).trace
}

struct Story {
    script: Script,
    telling: Telling,
    chance: Chance,
    trade: Trade,
    deleted: Deleted,
    wire: Arc<Tripwire>,
    told: Told,
    seen: edits::Seen,
}

impl Story {
    async fn tell(script: Script, folder: &Path, telling: Telling) -> Told {
        let wire = Arc::new(Tripwire::default());
        let world = setting::world(script, folder, &wire).await;
        let trade = Trade::new(Chance::new(script.seed ^ 0xF0F0));
        let deleted = evidence::deleted_by_the_product(&world);
        let chance = Chance::new(script.seed);
        let told = Told::default();
        let seen = edits::Seen::default();
        let mut story = Story { script, telling, chance, trade, deleted, wire, told, seen };
        story.trade.settle_in(&world, script.records);
        let world = story.live(world).await;
        story.end(world).await
    }

    async fn live(&mut self, mut world: World) -> World {
        for _ in 0..ROUNDS {
            for _ in 0..self.chance.between(OPERATIONS.0, OPERATIONS.1) {
                let pause = Duration::from_millis(self.chance.below(20_000) as u64);
                tokio::time::advance(pause).await;
                if let Some(deed) = self.trade.act(&world) {
                    *self.told.tally.deeds.entry(deed).or_default() += 1;
                }
            }
            for _ in 0..self.script.faults.div_ceil(ROUNDS) {
                world.emulator.add_fault(weather::draw(&mut self.chance).1);
            }
            world = self.pass(world).await;
            let pause = Duration::from_secs(self.chance.between(30, 900) as u64);
            tokio::time::advance(pause).await;
        }
        world
    }

    /// A pass, perhaps with a crash in it; what a brake holds is released by a person.
    async fn pass(&mut self, mut world: World) -> World {
        self.wire.perhaps(&mut self.chance, (self.script.crashes, ROUNDS));
        let looked_at = self.telling == Telling::First;
        let began = world.now();
        let linked = if looked_at { edits::linked(&world) } else { Vec::new() };
        let outcome = released(&world).await;
        self.wire.take_away();
        if let Err(AppError::Pass(PassError::Stopped(stopped))) = &outcome {
            *self.told.tally.crashes.entry(stopped.0).or_default() += 1;
            world.reopen();
            self.told.findings.extend(invariants::nothing_is_forgotten(&world, &linked));
        }
        let done = outcome.is_ok_and(|report| report.result == RunResult::Done);
        if done && looked_at {
            self.told.findings.extend(edits::nothing_is_passed_over(
                &world,
                began,
                &admins::HIDDEN,
            ));
            self.seen.note(&world);
        }
        world
    }

    /// No more faults: a few passes, then everything has to be in step and stay so.
    async fn end(mut self, world: World) -> Told {
        self.told.tally.struck = world.emulator.faults().iter().map(|fault| fault.changed).sum();
        world.emulator.clear_faults();
        self.trade.show(&world);
        // What HubSpot archived is listed once a day (P1).
        tokio::time::advance(Duration::from_secs(25 * 60 * 60)).await;
        // Who left a campaign is seen by reading everybody again (H106).
        if let Err(error) = world.app.sweep(world.pair, "test").await {
            self.told.findings.push(format!("I1: a sweep without faults failed: {error}"));
        }
        for _ in 0..CYCLES {
            tokio::time::advance(Duration::from_secs(31 * 60)).await;
            if let Err(error) = released(&world).await {
                self.told.findings.push(format!("I1: a pass without faults failed: {error}"));
            }
        }
        let truth = |world: &World| world.emulator.dump_all().to_string();
        self.told.findings.extend(quiet(&world, truth).await);
        if self.telling == Telling::First {
            let compared = &mut self.told.tally.compared;
            self.told.findings.extend(checks::all(&world, &self.trade, compared));
            let diary = &self.trade.diary;
            self.told.findings.extend(edits::none_is_lost(&world, (diary, &self.seen), compared));
            self.told.findings.extend(edits::none_echoes(&world, diary, compared));
            self.told.findings.extend(edits::opt_outs_stay(&world, diary, compared));
            self.told.findings.extend(invariants::only_these_are_written(
                &world,
                &["/associations/", "/archive"],
            ));
            let carried = setting::policy(self.script) == OnDelete::Delete;
            let found =
                self.deleted.have_evidence(&world, &self.trade, carried.then_some(compared));
            self.told.findings.extend(found);
        }
        self.told.findings.extend(world.wire_complaints());
        self.told.findings.extend(invariants::quotas_are_kept(&world));
        self.told.tally.writes = world.writes_since(0);
        self.told.trace = format!(
            "exchanges {} {:016x}, records {:016x}",
            world.last_exchange(),
            world.emulator.log(Log::trace),
            fingerprint(truth(&world).as_bytes()),
        );
        self.told
    }
}
