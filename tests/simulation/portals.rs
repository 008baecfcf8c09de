//! The same with two portals and one org (S7-S12): two pairs that know nothing of each other, and
//! people who are in both portals, in one, or in Salesforce alone. The second pair is set up as it
//! is advised, and makes no contacts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_app::accounts::ByToken;
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::hubspot::PortalSettings;
use crosswalk_emulator::log::{Log, fingerprint};
use crosswalk_engine::PassError;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, FieldName, LinkState, PairId, Rights, Side};
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::fields::{FIELDS, Field};
use crate::invariants::{excused, links, quotas_are_kept};
use crate::story::{Script, Telling, from_the_start, quiet, released};
use crate::tripwire::Tripwire;
use crate::truth::text;
use crate::weather;

/// What became of a seed.
#[derive(Debug, Default)]
pub struct Told {
    /// One line for everything that was asked, answered and left standing.
    pub trace: String,
    pub findings: Vec<String>,
    pub deeds: BTreeMap<&'static str, u64>,
    /// Faults that changed an answer.
    pub struck: u64,
    pub writes: u64,
    /// Values of linked records that were compared, by portal.
    pub compared: [u64; 2],
}

impl Told {
    pub fn add(&mut self, more: &Told) {
        for (deed, times) in &more.deeds {
            *self.deeds.entry(deed).or_default() += times;
        }
        self.struck += more.struck;
        self.writes += more.writes;
        self.compared = [0, 1].map(|nth| self.compared[nth] + more.compared[nth]);
    }
}

/// Tells a seed.
pub fn tell(script: Script, folder: &Path) -> Told {
    from_the_start(folder, Story::tell(script, folder, Telling::First))
}

/// Tells a seed once more, and only to compare its trace.
pub fn retell(script: Script, folder: &Path) -> String {
    from_the_start(folder, Story::tell(script, folder, Telling::Again)).trace
}

/// The place after both portals.
const SALESFORCE: usize = 2;

const ROUNDS: usize = 10;
const OPERATIONS: (usize, usize) = (4, 12);

/// Passes after the last operation by which everything has to be in step: what one portal says goes
/// through Salesforce to the other.
const CYCLES: usize = 4;

struct Story {
    script: Script,
    telling: Telling,
    chance: Chance,
    wire: Arc<Tripwire>,
    /// Each portal with its pair.
    portals: [(PairId, String); 2],
    /// The addresses that were ever given.
    addresses: Vec<String>,
    made: usize,
    /// Records that people made, by place: both portals count their ids alike.
    born: BTreeSet<(usize, String)>,
    told: Told,
}

impl Story {
    async fn tell(script: Script, folder: &Path, telling: Telling) -> Told {
        let wire = Arc::new(Tripwire::default());
        let mut beginning = Beginning { home: Some(folder.to_owned()), ..Beginning::long() };
        beginning.settings.seed = script.seed;
        let second = PortalSettings { id: 4_411_002, ..PortalSettings::default() };
        beginning.settings.hubspot.portals.push(second);
        let mut world = World::watched(beginning, wire.clone(), |_| {}).await;
        let first = (world.pair, world.accounts.hubspot.clone());
        let mut story = Story {
            script,
            telling,
            chance: Chance::new(script.seed ^ 0xA11),
            wire,
            portals: [first, tie_second(&world).await],
            addresses: Vec::new(),
            made: 0,
            born: BTreeSet::new(),
            told: Told::default(),
        };
        for nth in 0..2 {
            story.go(&mut world, nth);
            set_rules(&world).await;
        }
        for _ in 0..script.records {
            story.create(&mut world);
        }
        let world = story.live(world).await;
        story.end(world).await
    }

    /// From now on the world's portal and pair are these.
    fn go(&self, world: &mut World, nth: usize) {
        let (pair, portal) = &self.portals[nth];
        world.pair = *pair;
        world.accounts.hubspot.clone_from(portal);
    }

    async fn live(&mut self, mut world: World) -> World {
        for _ in 0..ROUNDS {
            for _ in 0..self.chance.between(OPERATIONS.0, OPERATIONS.1) {
                let pause = Duration::from_millis(self.chance.below(20_000) as u64);
                tokio::time::advance(pause).await;
                self.act(&mut world);
            }
            for _ in 0..self.script.faults.div_ceil(ROUNDS) {
                world.emulator.add_fault(weather::draw(&mut self.chance).1);
            }
            let first = self.chance.below(2);
            for nth in [first, 1 - first] {
                // Now and then the machine is off before the other pair had its turn.
                if !self.chance.one_in(6) {
                    self.go(&mut world, nth);
                    world = self.pass(world).await;
                }
            }
            let pause = Duration::from_secs(self.chance.between(30, 900) as u64);
            tokio::time::advance(pause).await;
        }
        world
    }

    /// A pass, perhaps with a crash in it; what a brake holds is released by a person.
    async fn pass(&mut self, mut world: World) -> World {
        self.wire.perhaps(&mut self.chance, (self.script.crashes, 2 * ROUNDS));
        let outcome = released(&world).await;
        self.wire.take_away();
        if let Err(AppError::Pass(PassError::Stopped(_))) = &outcome {
            world.reopen();
        }
        world
    }

    fn act(&mut self, world: &mut World) {
        let deed = match self.chance.below(20) {
            0..12 => self.edit(world),
            12..16 => self.create(world),
            16 | 17 => self.delete(world),
            18 => self.merge(world),
            _ => self.touch(world),
        };
        if let Some(deed) = deed {
            *self.told.deeds.entry(deed).or_default() += 1;
        }
    }

    /// Somebody of a place: one of the portals, or Salesforce.
    fn somebody(&mut self, world: &mut World) -> Option<(Side, &'static str, String)> {
        let nth = self.chance.below(SALESFORCE + 1);
        self.go(world, nth.min(1));
        let (side, object) = if nth == SALESFORCE {
            (Side::Salesforce, "Contact")
        } else {
            (Side::HubSpot, "contacts")
        };
        let all = world.records(side, object);
        if all.is_empty() {
            return None;
        }
        let (id, _) = &all[self.chance.below(all.len())];
        Some((side, object, id.clone()))
    }

    fn value(&mut self, field: Field) -> String {
        self.made += 1;
        match field.hubspot {
            "phone" | "mobilephone" | "fax" => format!("+47 22 {:06}", self.made),
            _ => format!("{} {}", field.hubspot, self.made),
        }
    }

    fn edit(&mut self, world: &mut World) -> Option<&'static str> {
        let (side, object, id) = self.somebody(world)?;
        let field = *self.chance.pick(&SHARED.map(named));
        // A last name is never empty in Salesforce.
        let clears = field.hubspot != "lastname" && self.chance.one_in(6);
        let value = if clears { String::new() } else { self.value(field) };
        let sent = if clears && side == Side::Salesforce { Value::Null } else { json!(value) };
        let fields = Value::Object(Map::from_iter([(field.on(object).to_owned(), sent)]));
        world.try_edit(side, object, &id, fields).ok()?;
        Some(if clears { "clear" } else { "edit" })
    }

    /// An edit of a field that nobody maps.
    fn touch(&mut self, world: &mut World) -> Option<&'static str> {
        let (side, object, id) = self.somebody(world)?;
        let field = if side == Side::HubSpot { "about_us" } else { "Description" };
        self.made += 1;
        let fields = json!({ field: format!("n {}", self.made) });
        world.try_edit(side, object, &id, fields).ok().map(|()| "touch")
    }

    /// Somebody new, or somebody of the other places.
    fn create(&mut self, world: &mut World) -> Option<&'static str> {
        let nth = self.chance.below(SALESFORCE + 1);
        self.go(world, nth.min(1));
        let known = !self.addresses.is_empty() && self.chance.one_in(2);
        let address = if known {
            self.chance.pick(&self.addresses).clone()
        } else {
            format!("person{}@example.no", self.addresses.len())
        };
        let (side, object, key) = if nth == SALESFORCE {
            (Side::Salesforce, "Contact", "Email")
        } else {
            (Side::HubSpot, "contacts", "email")
        };
        // Nobody makes somebody who is there.
        if world.records(side, object).iter().any(|(_, it)| text(it, key) == address) {
            return None;
        }
        let mut fields = Map::from_iter([(key.to_owned(), json!(address))]);
        for field in SHARED.map(named) {
            if field.hubspot == "lastname" || self.chance.one_in(2) {
                fields.insert(field.on(object).to_owned(), json!(self.value(field)));
            }
        }
        let id = world.create(side, object, Value::Object(fields)).ok()?;
        if !known {
            self.addresses.push(address);
        }
        self.born.insert((nth, id));
        Some("create")
    }

    fn delete(&mut self, world: &mut World) -> Option<&'static str> {
        let (side, object, id) = self.somebody(world)?;
        let act = if side == Side::HubSpot { "archive" } else { "delete" };
        let words = json!({ "act": act, "object": object, "id": id });
        world.try_act(side, words).ok().map(|_| "delete")
    }

    /// Two Salesforce records become one; both pairs learn of it.
    fn merge(&mut self, world: &mut World) -> Option<&'static str> {
        let all = world.records(Side::Salesforce, "Contact");
        if all.len() < 2 {
            return None;
        }
        let (winner, other) = (self.chance.below(all.len()), self.chance.below(all.len()));
        if winner == other {
            return None;
        }
        let words = json!({ "act": "merge", "winner": all[winner].0, "losers": [all[other].0] });
        world.try_act(Side::Salesforce, words).ok().map(|_| "merge")
    }

    /// No more faults: a few passes, then everything has to be in step and stay so.
    async fn end(mut self, mut world: World) -> Told {
        self.told.struck = world.emulator.faults().iter().map(|fault| fault.changed).sum();
        world.emulator.clear_faults();
        // What HubSpot archived is listed once a day (P1).
        tokio::time::advance(Duration::from_secs(25 * 60 * 60)).await;
        for _ in 0..CYCLES {
            tokio::time::advance(Duration::from_secs(31 * 60)).await;
            for nth in 0..2 {
                self.go(&mut world, nth);
                if let Err(error) = released(&world).await {
                    self.told.findings.push(format!("I1: a pass without faults failed: {error}"));
                }
            }
        }
        let truth = |world: &World| world.emulator.dump_all().to_string();
        for nth in 0..2 {
            self.go(&mut world, nth);
            self.told.findings.extend(quiet(&world, truth).await);
        }
        if self.telling == Telling::First {
            self.check(&mut world);
        }
        self.told.findings.extend(world.wire_complaints());
        self.told.findings.extend(quotas_are_kept(&world));
        self.told.writes = world.writes_since(0);
        self.told.trace = format!(
            "exchanges {} {:016x}, records {:016x}",
            world.last_exchange(),
            world.emulator.log(Log::trace),
            fingerprint(truth(&world).as_bytes()),
        );
        self.told
    }

    fn check(&mut self, world: &mut World) {
        for nth in 0..2 {
            self.go(world, nth);
            self.both_sides_agree(world, nth);
            self.everybody_is_accounted_for(world, nth);
        }
        self.nobody_is_made_twice(world);
        self.go(world, 1);
        for (id, record) in world.records(Side::HubSpot, "contacts") {
            if !self.born.contains(&(1, id)) {
                self.told.findings.push(format!("S10: the second portal was given {record:?}"));
            }
        }
    }

    /// I1: both ends of a link hold the same in every mapped field.
    fn both_sides_agree(&mut self, world: &World, nth: usize) {
        let excused = excused(world);
        let here: BTreeMap<_, _> = world.records(Side::HubSpot, "contacts").into_iter().collect();
        let there: BTreeMap<_, _> =
            world.records(Side::Salesforce, "Contact").into_iter().collect();
        for triple in links(world) {
            let link = &triple.link;
            let (Some(ours), Some(theirs)) = (&link.ends.hubspot, &link.ends.salesforce) else {
                continue;
            };
            let ends = here.get(ours.id.as_str()).zip(there.get(theirs.id.as_str()));
            let Some((ours, theirs)) = ends else { continue };
            for field in SHARED.map(named) {
                self.told.compared[nth] += 1;
                let held = (text(ours, field.hubspot), text(theirs, field.on("Contact")));
                let told = excused.contains(&(link.id, None))
                    || excused.contains(&(link.id, Some(field.hubspot.to_owned())));
                if held.0 != held.1 && !told {
                    self.told.findings.push(format!(
                        "I1: {} of portal {nth} differs: {held:?}; {link:?}",
                        field.hubspot
                    ));
                }
            }
        }
    }

    /// I1: every contact of a portal has a partner, or its link says why not.
    fn everybody_is_accounted_for(&mut self, world: &World, nth: usize) {
        let store = world.app.store();
        for (id, record) in world.records(Side::HubSpot, "contacts") {
            let links = store.links_by_id(world.pair, &id).expect("a state");
            let links: Vec<_> =
                links.iter().map(|link| store.link(*link).expect("a link")).collect();
            let told = |state| {
                matches!(state, LinkState::LeftOut | LinkState::Failing | LinkState::Unlinked)
            };
            if !links.iter().any(|link| link.is_whole() || told(link.state)) {
                self.told.findings.push(format!(
                    "I1: contact {id} of portal {nth} has no partner: {links:?}, {record:?}"
                ));
            }
        }
    }

    /// I6: of one address the product makes one Salesforce contact, however many portals have it.
    fn nobody_is_made_twice(&mut self, world: &World) {
        let mut made: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, record) in world.records(Side::Salesforce, "Contact") {
            if !self.born.contains(&(SALESFORCE, id.clone())) {
                made.entry(text(&record, "Email").to_lowercase()).or_default().push(id);
            }
        }
        for (address, ids) in made.into_iter().filter(|(_, ids)| ids.len() > 1) {
            self.told.findings.push(format!("I6: {address} was made twice: {ids:?}"));
        }
    }
}

/// The fields of the story. Where HubSpot always wins, two portals would never come to rest with one
/// another; that is what S11 warns of, and the loop brake is there for.
const SHARED: [(&str, SyncRule); 6] = [
    ("firstname", SyncRule::TwoWay),
    ("lastname", SyncRule::PreferSalesforceUnlessBlank),
    ("phone", SyncRule::TwoWay),
    ("jobtitle", SyncRule::TwoWay),
    ("city", SyncRule::PreferSalesforceUnlessBlank),
    ("fax", SyncRule::TwoWay),
];

fn named((name, _): (&str, SyncRule)) -> Field {
    *FIELDS.iter().find(|field| field.hubspot == name).expect("a field of the simulation")
}

async fn set_rules(world: &World) {
    world
        .remap(|file| {
            for mapped in file.mappings.iter_mut().flat_map(|object| &mut object.fields) {
                let known =
                    SHARED.iter().find(|(name, _)| FieldName::from(*name) == mapped.hubspot);
                if let Some((_, rule)) = known {
                    mapped.rule = *rule;
                }
            }
        })
        .await;
}

/// Links the second portal, and ties it to the pair's org.
async fn tie_second(world: &World) -> (PairId, String) {
    let portal = world.emulator.accounts(Vendor::HubSpot).pop().expect("a second portal");
    let facts = world.emulator.grant(Vendor::HubSpot, &portal).expect("a grant");
    let by = ByToken {
        side: Side::HubSpot,
        base: format!("https://{}", facts.host),
        token: facts.service_key.expect("a key").into(),
        development: false,
        rights: Rights::Full,
    };
    let hubspot = world.app.add_account_by_token(by).await.expect("an account").id;
    let pair = world.app.store().pair(world.pair).expect("a pair");
    let new = PairToAdd {
        name: "Second".to_owned(),
        connections: Both { salesforce: pair.connections.salesforce, hubspot },
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    (world.app.add_pair(new).await.expect("a second pair").pair, portal)
}
