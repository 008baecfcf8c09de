//! The process that is killed: the product over real sockets, with its own clock.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crosswalk_app::accounts::ByToken;
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, Options};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::{Progress, Step, Stopped, Watch};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, ConnectionId, PairId, Rights, Side};

use crate::home;

/// The folder of the state.
pub const HOME: &str = "CROSSWALK_KILL_HOME";

/// What it says once it stands at its step.
pub const REACHED: &str = "standing at ";

/// Passes after which everything is in step.
const CYCLES: usize = 3;

pub fn base(vendor: Vendor) -> String {
    format!("CROSSWALK_KILL_{}_BASE", vendor.name())
}

pub fn token(vendor: Vendor) -> String {
    format!("CROSSWALK_KILL_{}_TOKEN", vendor.name())
}

/// `set_up`, `rest`, `stop STEP NTH`, or `look STEP` at what a kill there left.
pub fn run(task: &str) {
    let mut words = task.split(' ');
    let verb = words.next().unwrap();
    let step = words.next().map(|step| Step::parse(step).expect("a step"));
    let stop = step
        .zip(words.next())
        .map(|(at, nth)| Stand { at, left: AtomicUsize::new(nth.parse().unwrap()) });
    let load = match stop.as_ref().map(|stop| stop.at) {
        // Here the one new record is a crowd.
        Some(Step::LoadStarted | Step::LoadRuns) => Some(1),
        Some(_) | None => None,
    };
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build().unwrap();
    runtime.block_on(async {
        let watch: Arc<dyn Watch> = match stop {
            Some(stop) => Arc::new(stop),
            None => Arc::new(crosswalk_engine::Unwatched),
        };
        let app = open(watch, load).await;
        let connections = sign_in(&app).await;
        match verb {
            "set_up" => set_up(&app, connections).await,
            "rest" => rest(&app).await,
            "look" => look(&app, step.unwrap()),
            _ => {
                app.apply(pair(&app), "test").await.expect("a pass that nobody stopped");
            }
        }
    });
}

async fn open(watch: Arc<dyn Watch>, load: Option<usize>) -> App {
    let vault = vault(VaultPlace::Session).await.unwrap();
    let usual = Options::new(vault, wire(Reach::Loopback).unwrap());
    let loads_from = load.unwrap_or(usual.loads_from);
    let options = Options { watch, loads_from, ..usual };
    let folder = PathBuf::from(std::env::var(HOME).unwrap());
    App::open(home(&folder), options).unwrap()
}

async fn sign_in(app: &App) -> Both<ConnectionId> {
    let mut connections = Both::from_fn(|_| ConnectionId(0));
    for side in Side::ALL {
        let vendor = match side {
            Side::HubSpot => Vendor::HubSpot,
            Side::Salesforce => Vendor::Salesforce,
        };
        let by = ByToken {
            side,
            base: std::env::var(base(vendor)).unwrap(),
            token: std::env::var(token(vendor)).unwrap().into(),
            development: true,
            rights: Rights::Full,
        };
        *connections.get_mut(side) = app.add_account_by_token(by).await.unwrap().id;
    }
    connections
}

async fn set_up(app: &App, connections: Both<ConnectionId>) {
    let new = PairToAdd {
        name: "Acme".to_owned(),
        connections,
        objects: ["companies", "contacts", "deals"].map(str::to_owned).to_vec(),
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let pair = app.add_pair(new).await.unwrap().pair;
    // Both directions are to have work: no side rules.
    let mut file = app.mapping(pair).unwrap();
    for field in file.mappings.iter_mut().flat_map(|mapping| &mut mapping.fields) {
        if matches!(field.id.as_str(), "phone" | "jobtitle") {
            field.rule = SyncRule::TwoWay;
        }
    }
    app.import_mapping(pair, &file).await.unwrap();
    app.apply(pair, "test").await.unwrap();
    rest(app).await;
}

/// Passes until nothing is left to do, which has to come soon.
async fn rest(app: &App) {
    let pair = pair(app);
    for _ in 0..CYCLES {
        app.apply(pair, "test").await.unwrap();
    }
    let last = app.plan(pair, "test").await.unwrap();
    assert_eq!(last.counts.planned(), 0, "{last:?}");
}

/// Nothing is said to be under way, and the run that was cut off says so.
fn look(app: &App, killed_at: Step) {
    assert!(app.under_way().is_none());
    let runs = app.runs(pair(app), 100).unwrap();
    let open: Vec<_> = runs.iter().filter(|run| run.ended.is_none()).collect();
    assert!(open.is_empty(), "{open:?}");
    let place = |step: Step| Step::ALL.iter().position(|it| *it == step);
    let begun = place(killed_at) >= place(Step::PlanSaved);
    if begun {
        assert_eq!(runs[0].result.as_deref(), Some("interrupted"), "{killed_at}: {runs:?}");
    }
}

fn pair(app: &App) -> PairId {
    app.pairs().unwrap().first().expect("a pair").id
}

/// Stands still at a step until it is killed.
#[derive(Debug)]
struct Stand {
    at: Step,
    left: AtomicUsize,
}

impl Watch for Stand {
    fn tell(&self, _event: &Progress) {}

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        if step != self.at || self.left.fetch_sub(1, Ordering::SeqCst) != 1 {
            return Ok(());
        }
        println!("\n{REACHED}{step}");
        std::io::stdout().flush().unwrap();
        loop {
            std::thread::park();
        }
    }
}
