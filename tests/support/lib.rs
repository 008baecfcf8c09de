//! What the whole-engine tests share: an app over the emulator in this process, on one thread,
//! with tokio's clock.
//!
//! Invariant: tests look at the emulator's records and log, as a person would look at the two
//! CRMs; the store is asked only for what a person sees in the product.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

pub mod asks;
pub mod at;
pub mod bend;
pub mod browser;
pub mod crash;
pub mod gate;
mod guard;
pub mod sockets;
pub mod vendors;
pub mod wire;

use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crosswalk_app::accounts::ByToken;
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, Home, Options};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::LogDepth;
use crosswalk_emulator::{Clock as EmulatorClock, Emulator, Settings};
use crosswalk_engine::{Clock, PassReport, Unwatched, Watch};
use crosswalk_model::mapping::{PairFile, SyncRule};
use crosswalk_model::{Both, LinkId, LinkState, PairId, ReasonCode, Rights, Secrets, Side};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

pub use guard::WireGuard;
use sockets::{Laid, Line};

/// What tests allocate is mostly JSON, of many small pieces, and let go of at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A clock that goes as tokio's does: paused tests advance it.
#[derive(Clone, Debug)]
pub struct TestClock {
    start: Timestamp,
    origin: Instant,
    /// Seconds that somebody has set it back by.
    back: Arc<AtomicI64>,
}

impl TestClock {
    /// A clock that starts at a fixed day, now.
    #[must_use]
    pub fn new() -> Self {
        let start = "2026-11-23T08:00:00Z".parse().expect("a timestamp");
        TestClock { start, origin: Instant::now(), back: Arc::default() }
    }

    /// The same clock, ahead by this much: a machine whose clock is wrong.
    #[must_use]
    pub fn ahead(&self, by: SignedDuration) -> Self {
        TestClock { start: self.start + by, origin: self.origin, back: Arc::default() }
    }

    /// Somebody sets it back.
    pub fn set_back(&self, seconds: i64) {
        self.back.store(seconds, Ordering::Relaxed);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let back = SignedDuration::from_secs(self.back.load(Ordering::Relaxed));
        self.start + self.origin.elapsed() - back
    }
}

/// Two emulated accounts, linked.
pub struct World {
    /// Both CRMs.
    pub emulator: Emulator,
    /// The product.
    pub app: OpenApp,
    /// The pair.
    pub pair: PairId,
    /// The portal's and the org's id.
    pub accounts: Both<String>,
    /// The clock of both.
    pub clock: TestClock,
    /// Which Salesforce user people are; the administrator by themselves, whom the product
    /// signed in as, too.
    pub editor: Option<String>,
    bench: Bench,
    /// Fails the test at its end where the two sides said what no vendor's wire knows.
    wire: WireGuard,
}

/// The product while it is open; only [`World::reopen`] closes it.
pub struct OpenApp(Option<App>);

impl Deref for OpenApp {
    type Target = App;

    fn deref(&self) -> &App {
        self.0.as_ref().expect("an open app")
    }
}

/// What an app is opened over, again and again.
struct Bench {
    home: Folder,
    vault: Arc<dyn Secrets>,
    watch: Arc<dyn Watch>,
    clock: TestClock,
    loads_from: Option<usize>,
    line: Laid,
}

/// Where the product keeps its state.
enum Folder {
    /// Gone with the world.
    Own(TempDir),
    /// The test's.
    Given(PathBuf),
}

impl Folder {
    fn home(&self) -> Home {
        match self {
            Folder::Own(folder) => Home::below(folder.path()),
            Folder::Given(folder) => Home::below(folder),
        }
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("pair", &self.pair).finish_non_exhaustive()
    }
}

/// How a world begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The emulator's settings.
    pub settings: Settings,
    /// The HubSpot objects that are kept in step.
    pub objects: Vec<String>,
    /// What the first run does.
    pub first_run: FirstRun,
    /// The folder of the product's state; a new one by itself.
    pub home: Option<PathBuf>,
    /// How far the product's clock is ahead of the vendors'.
    pub skew: SignedDuration,
    /// Whether set-up makes the pair's id fields.
    pub id_fields: IdFields,
    /// Rows from which new Salesforce records are loaded by a job; the product's own figure, where
    /// it is not given.
    pub loads_from: Option<usize>,
    /// How the two sides are reached.
    pub line: Line,
}

impl Default for Beginning {
    fn default() -> Self {
        // What went over the wire is at hand for a test that looks for something in it.
        let mut settings = Settings { log: LogDepth::Bodies, ..Settings::default() };
        // A test's token cannot be renewed, and stories last for days.
        settings.salesforce.quirks.token_life_seconds = 100_000_000;
        settings.hubspot.token_life_seconds = 100_000_000;
        Beginning {
            settings,
            objects: vec!["contacts".to_owned()],
            first_run: FirstRun::Agree,
            home: None,
            skew: SignedDuration::ZERO,
            id_fields: IdFields::Make,
            loads_from: None,
            line: Line::InProcess,
        }
    }
}

impl Beginning {
    /// A long story or a large account: every exchange is checked as it passes, and no body kept.
    #[must_use]
    pub fn long() -> Self {
        let mut beginning = Beginning::default();
        beginning.settings.log = LogDepth::Lines;
        beginning
    }
}

impl World {
    /// Empty accounts, contacts only.
    pub async fn new() -> World {
        World::begin(Beginning::default(), |_| {}).await
    }

    /// Accounts that `fill` puts records into before they are linked.
    pub async fn begin(beginning: Beginning, fill: impl FnOnce(&Emulator)) -> World {
        World::watched(beginning, Arc::new(Unwatched), fill).await
    }

    /// The same, with somebody watching the passes.
    pub async fn watched(
        beginning: Beginning,
        watch: Arc<dyn Watch>,
        fill: impl FnOnce(&Emulator),
    ) -> World {
        let clock = TestClock::new();
        let ticking = clock.clone();
        let given = EmulatorClock::given(move || ticking.now());
        let emulator = Emulator::new(beginning.settings, given);
        let wire = WireGuard::new(&emulator);
        fill(&emulator);
        let bench = Bench {
            home: match beginning.home {
                Some(folder) => Folder::Given(folder),
                None => Folder::Own(TempDir::new().expect("a folder")),
            },
            vault: crosswalk_vault::open(crosswalk_vault::Place::Session).await.expect("a vault"),
            watch,
            clock: clock.ahead(beginning.skew),
            loads_from: beginning.loads_from,
            line: Laid::lay(beginning.line, &emulator).await,
        };
        let app = bench.open();
        let connections = link(&app, &emulator, &bench.line).await;
        let new = PairToAdd {
            name: "Acme".to_owned(),
            connections,
            objects: beginning.objects,
            id_fields: beginning.id_fields,
            first_run: beginning.first_run,
        };
        let added = app.add_pair(new).await.expect("a pair");
        assert_eq!(added.by_hand, Vec::new(), "set-up makes the id fields itself");
        let accounts = Both {
            salesforce: emulator.accounts(Vendor::Salesforce).remove(0),
            hubspot: emulator.accounts(Vendor::HubSpot).remove(0),
        };
        World { emulator, app, pair: added.pair, accounts, clock, editor: None, bench, wire }
    }

    /// What the vendors' wires do not look like in what was said so far; a story that does not ask
    /// fails at its end over it.
    #[must_use]
    pub fn wire_complaints(&self) -> Vec<String> {
        self.wire.complaints()
    }

    /// Where the product keeps its state.
    #[must_use]
    pub fn home(&self) -> Home {
        self.bench.home.home()
    }

    /// Where the product's secrets rest.
    #[must_use]
    pub fn vault(&self) -> &dyn Secrets {
        self.bench.vault.as_ref()
    }

    /// Closes the product and does something with its folder before it is opened again.
    pub fn reopen_after(&mut self, deed: impl FnOnce(&Home)) {
        self.app.0 = None;
        deed(&self.home());
        self.app = self.bench.open();
    }

    /// Closes the product and opens it again over the same state, as after a crash.
    pub fn reopen(&mut self) {
        self.reopen_after(|_| {});
    }

    /// A pass whose plan a person has seen.
    pub async fn apply(&self) -> PassReport {
        self.app.apply(self.pair, "test").await.expect("an applied plan")
    }

    /// A pass by itself.
    pub async fn sync(&self) -> PassReport {
        self.app.sync(self.pair, "test").await.expect("a pass")
    }

    /// Puts a HubSpot contact there as a person would.
    pub fn hubspot_contact(&self, fields: Value) -> String {
        self.put(Vendor::HubSpot, "contacts", fields)
    }

    /// Puts a HubSpot record there as a person would.
    pub fn hubspot_record(&self, object: &str, fields: Value) -> String {
        self.put(Vendor::HubSpot, object, fields)
    }

    /// Puts a Salesforce record there as a person would.
    pub fn salesforce_record(&self, object: &str, fields: Value) -> String {
        self.put(Vendor::Salesforce, object, fields)
    }

    /// A person edits a record.
    pub fn edit(&self, side: Side, object: &str, id: &str, fields: Value) {
        let vendor = vendor(side);
        let account = self.accounts.get(side);
        let act = json!({
            "act": "edit", "account": account, "object": object, "id": id, "fields": fields,
        });
        self.emulator.act(vendor, act).expect("an edit");
    }

    /// One field of one record, as the CRM holds it.
    #[must_use]
    pub fn field(&self, side: Side, object: &str, id: &str, field: &str) -> Value {
        let record = self.record(side, object, id).expect("a record");
        record.get(field).cloned().unwrap_or(Value::Null)
    }

    /// One record, as the CRM holds it.
    #[must_use]
    pub fn record(&self, side: Side, object: &str, id: &str) -> Option<Map<String, Value>> {
        let records = self.records(side, object);
        records.into_iter().find(|(it, _)| it == id).map(|(_, record)| record)
    }

    /// The live records of an object, as the CRM holds them, in order of id.
    #[must_use]
    pub fn records(&self, side: Side, object: &str) -> Vec<(String, Map<String, Value>)> {
        truth(self.emulator.truth(vendor(side), self.accounts.get(side), object))
    }

    /// Writes that the CRMs have seen since exchange number `after`.
    #[must_use]
    pub fn writes_since(&self, after: u64) -> u64 {
        self.emulator.writes_since(after)
    }

    /// What the CRMs were asked since exchange number `after`, one line each.
    #[must_use]
    pub fn told_since(&self, after: u64) -> Vec<String> {
        self.emulator.log(|log| {
            let line = |it: &crosswalk_emulator::log::Exchange| {
                format!(
                    "{} {} {} {:?} {:?}",
                    it.vendor.name(),
                    it.method,
                    it.path,
                    it.status,
                    it.effect
                )
            };
            log.since(after).iter().map(line).collect()
        })
    }

    /// The clock of the machine that the product runs on.
    #[must_use]
    pub fn own_clock(&self) -> TestClock {
        self.bench.clock.clone()
    }

    /// Time passes.
    pub async fn wait(&self, time: Duration) {
        tokio::time::advance(time).await;
    }

    /// A person edits a record, where the CRM lets them.
    ///
    /// # Errors
    /// The vendor's words.
    pub fn try_edit(
        &self,
        side: Side,
        object: &str,
        id: &str,
        fields: Value,
    ) -> Result<(), String> {
        let words = json!({ "act": "edit", "object": object, "id": id, "fields": fields });
        self.try_act(side, words).map(|_| ())
    }

    /// A person makes a record, under the CRM's rules, and gets its id.
    ///
    /// # Errors
    /// The vendor's words.
    pub fn create(&self, side: Side, object: &str, fields: Value) -> Result<String, String> {
        let words = json!({ "act": "create", "object": object, "fields": fields });
        let made = self.try_act(side, words)?;
        Ok(made["id"].as_str().expect("an id").to_owned())
    }

    /// A person does something in one of the CRMs, where it lets them.
    ///
    /// # Errors
    /// The vendor's words.
    pub fn try_act(&self, side: Side, mut words: Value) -> Result<Value, String> {
        words["account"] = json!(self.accounts.get(side));
        if let (Side::Salesforce, Some(editor)) = (side, &self.editor) {
            words["by"] = json!(editor);
        }
        self.emulator.act(vendor(side), words)
    }

    /// The time by the vendors' clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Something that a person or the vendor's own automation does outside of any app.
    pub fn act(&self, side: Side, mut act: Value) -> Value {
        act["account"] = json!(self.accounts.get(side));
        self.emulator.act(vendor(side), act).expect("an act")
    }

    /// A fault that waits for its exchange.
    pub fn fault(&self, fault: Value) -> u64 {
        self.emulator.add_fault(serde_json::from_value(fault).expect("a fault"))
    }

    /// Changes the pair file.
    pub async fn remap(&self, change: impl FnOnce(&mut PairFile)) {
        let mut file = self.app.mapping(self.pair).expect("a mapping");
        change(&mut file);
        self.app.import_mapping(self.pair, &file).await.expect("a sound mapping");
    }

    /// Sets the rule of one field of contacts.
    pub async fn rule(&self, field: &str, rule: SyncRule) {
        self.remap(|file| {
            let fields = file.mappings.iter_mut().flat_map(|mapping| &mut mapping.fields);
            for it in fields.filter(|it| it.id.as_str() == field) {
                it.rule = rule;
            }
        })
        .await;
    }

    /// Where the links of a record stand and why, as a person reads it.
    #[must_use]
    pub fn why(&self, id: &str) -> Vec<(LinkState, ReasonCode)> {
        let store = self.app.store();
        let links = store.links_by_id(self.pair, id).expect("links");
        let links = links.into_iter().map(|link| store.link(link).expect("a link"));
        links.map(|link| (link.state, link.reason.code)).collect()
    }

    /// The link of a record.
    #[must_use]
    pub fn link(&self, id: &str) -> LinkId {
        let links = self.app.store().links_by_id(self.pair, id).expect("links");
        *links.first().expect("a link")
    }

    /// The number of the last exchange.
    #[must_use]
    pub fn last_exchange(&self) -> u64 {
        self.emulator.log(crosswalk_emulator::log::Log::last)
    }

    fn put(&self, vendor: Vendor, object: &str, fields: Value) -> String {
        let Value::Object(fields) = fields else { panic!("fields are an object") };
        let side = match vendor {
            Vendor::HubSpot => Side::HubSpot,
            Vendor::Salesforce => Side::Salesforce,
        };
        self.emulator.put(vendor, self.accounts.get(side), object, fields)
    }
}

/// Records by id, in order of id.
fn truth(held: Map<String, Value>) -> Vec<(String, Map<String, Value>)> {
    let record = |(id, record): (String, Value)| Some((id, record.as_object()?.clone()));
    let mut found: Vec<(String, Map<String, Value>)> =
        held.into_iter().filter_map(record).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

impl Bench {
    fn open(&self) -> OpenApp {
        let usual = Options::new(self.vault.clone(), self.line.wire());
        let options = Options {
            clock: Arc::new(self.clock.clone()),
            watch: self.watch.clone(),
            seed: 1,
            loads_from: self.loads_from.unwrap_or(usual.loads_from),
            ..usual
        };
        OpenApp(Some(App::open(self.home.home(), options).expect("an app")))
    }
}

async fn link(app: &App, emulator: &Emulator, line: &Laid) -> Both<crosswalk_model::ConnectionId> {
    let mut connections = Both::from_fn(|_| crosswalk_model::ConnectionId(0));
    for side in Side::ALL {
        let account = emulator.accounts(vendor(side)).remove(0);
        let facts = emulator.grant(vendor(side), &account).expect("a grant");
        let token = match side {
            Side::HubSpot => facts.service_key.expect("a key"),
            Side::Salesforce => facts.access_token.expect("a token"),
        };
        let by = ByToken {
            side,
            base: line.base(side, &facts.host),
            token: token.into(),
            development: line.is_development(),
            rights: Rights::Full,
        };
        *connections.get_mut(side) = app.add_account_by_token(by).await.expect("an account").id;
    }
    connections
}

const fn vendor(side: Side) -> Vendor {
    match side {
        Side::HubSpot => Vendor::HubSpot,
        Side::Salesforce => Vendor::Salesforce,
    }
}
