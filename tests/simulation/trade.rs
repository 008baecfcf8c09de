//! The same with all objects: companies with accounts, deals with opportunities, people with
//! contacts, and who belongs to whom. Fewer of each, since every one of them hangs on others.

mod admins;
mod checks;
mod deeds;
mod evidence;
mod lives;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::log::{Log, fingerprint};
use crosswalk_engine::{PassError, Step};
use crosswalk_model::FieldName;
use crosswalk_model::mapping::{DeleteSettings, OnDelete, Scope, SyncRule};

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

/// The objects of the story, by their HubSpot names: what people did begins with it.
const OBJECTS: [&str; 7] =
    ["companies", "contacts", "deals", "emails", "meetings", "tasks", "tickets"];

/// The fields that people edit, all of them both ways.
pub const MAPPED: [Mapped; 15] = [
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
}

impl Story {
    async fn tell(script: Script, folder: &Path, telling: Telling) -> Told {
        let wire = Arc::new(Tripwire::default());
        let mut beginning = Beginning {
            home: Some(folder.to_owned()),
            objects: OBJECTS.map(str::to_owned).to_vec(),
            ..Beginning::long()
        };
        beginning.settings.seed = script.seed;
        let world = World::watched(beginning, wire.clone(), |_| {}).await;
        let people = (script.seed % 3 == 1).then(|| admins::list_of_people(&world));
        set_rules(&world, people, policy(script)).await;
        let trade = Trade::new(Chance::new(script.seed ^ 0xF0F0));
        let deleted = evidence::deleted_by_the_product(&world);
        let chance = Chance::new(script.seed);
        let told = Told::default();
        let mut story = Story { script, telling, chance, trade, deleted, wire, told };
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
        let outcome = released(&world).await;
        self.wire.take_away();
        if let Err(AppError::Pass(PassError::Stopped(stopped))) = &outcome {
            *self.told.tally.crashes.entry(stopped.0).or_default() += 1;
            world.reopen();
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
            let carried = policy(self.script) == OnDelete::Delete;
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

/// In every third story a delete by a person is carried to the partner.
fn policy(script: Script) -> OnDelete {
    if script.seed % 3 == 2 { OnDelete::Delete } else { OnDelete::default() }
}

/// Every field of the story goes both ways. In every third story a list says who takes part.
async fn set_rules(world: &World, people: Option<Scope>, policy: OnDelete) {
    world
        .remap(|file| {
            for object in &mut file.mappings {
                object.delete = DeleteSettings { hubspot: policy, salesforce: policy };
                let id = object.id.as_str().to_owned();
                if id == "contacts" {
                    object.in_scope.clone_from(&people);
                }
                for field in &mut object.fields {
                    let of_story = MAPPED.iter().any(|it| {
                        it.mapping == id && FieldName::from(it.hubspot.1) == field.hubspot
                    });
                    if of_story {
                        field.rule = SyncRule::TwoWay;
                    }
                }
            }
        })
        .await;
}
