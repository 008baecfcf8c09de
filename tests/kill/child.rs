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
use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::{Both, ConnectionId, PairId, Rights, RunId, Side};
use crosswalk_store::{HistoryAct, HistoryRow};

use crate::home;

/// The folder of the state.
pub const HOME: &str = "CROSSWALK_KILL_HOME";

/// What it says once it stands at its step.
pub const REACHED: &str = "standing at ";

/// What it says before the number of a run.
pub const WROTE: &str = "wrote in run ";

/// Passes after which everything is in step.
const CYCLES: usize = 3;

pub fn base(vendor: Vendor) -> String {
    format!("CROSSWALK_KILL_{}_BASE", vendor.name())
}

pub fn token(vendor: Vendor) -> String {
    format!("CROSSWALK_KILL_{}_TOKEN", vendor.name())
}

/// `set_up`, `set_up_deletes`, `rest`; `apply`, `sweep` or `undo RUN`, each with `at STEP NTH` where it
/// is to stand still; `wrote` says which run wrote last; `look STEP` at what a kill there left, and
/// whether all of a run is `put_back RUN`.
pub fn run(task: &str) {
    let (task, at) = task.split_once(" at ").map_or((task, None), |(task, at)| (task, Some(at)));
    let (verb, about) = task.split_once(' ').unwrap_or((task, ""));
    let stop = at.and_then(|at| at.split_once(' ')).map(|(step, nth)| Stand {
        at: Step::parse(step).expect("a step"),
        left: AtomicUsize::new(nth.parse().unwrap()),
    });
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
            "set_up" => set_up(&app, connections, OnDelete::Nothing).await,
            "set_up_deletes" => set_up(&app, connections, OnDelete::Delete).await,
            "rest" => rest(&app).await,
            "look" => look(&app, Step::parse(about).expect("a step")),
            "wrote" => println!("\n{WROTE}{}", wrote(&app)),
            "put_back" => put_back(&app, about),
            "undo" => {
                app.undo(pair(&app), about, "test").await.expect("an undo that nobody stopped");
            }
            "sweep" => {
                app.sweep(pair(&app), "test").await.expect("a sweep that nobody stopped");
            }
            "apply" => {
                app.apply(pair(&app), "test").await.expect("a pass that nobody stopped");
            }
            _ => panic!("no such task: {verb}"),
        }
    });
}

/// The newest run that wrote.
fn wrote(app: &App) -> i64 {
    let of = |counts: &serde_json::Value, side: &str| counts["written"][side].as_u64().unwrap_or(0);
    let runs = app.runs(pair(app), 100).unwrap();
    let run =
        runs.iter().find(|run| of(&run.counts, "salesforce") + of(&run.counts, "hubspot") > 0);
    run.expect("a run that wrote").run.0
}

/// Every field of the run is said to be put back, and each was written back once.
fn put_back(app: &App, run: &str) {
    let fields = |run: RunId| {
        let rows = app.store().history_of_run(run).unwrap().into_iter();
        rows.filter(|row| row.act == HistoryAct::Update && row.field.is_some()).collect::<Vec<_>>()
    };
    let place = |row: &HistoryRow| (row.side, row.record.clone(), row.field.clone());
    let of_run = fields(RunId(run.parse().unwrap()));
    let undos = app.runs(pair(app), 100).unwrap().into_iter().filter(|it| it.kind == "undo");
    let back: Vec<HistoryRow> = undos.flat_map(|it| fields(it.run)).collect();
    assert!(!of_run.is_empty());
    assert_eq!(back.len(), of_run.len(), "{back:#?}");
    for row in &of_run {
        assert!(row.undone_by.is_some(), "{row:#?}");
        assert_eq!(back.iter().filter(|it| place(it) == place(row)).count(), 1, "{row:#?}");
    }
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

async fn set_up(app: &App, connections: Both<ConnectionId>, deletes: OnDelete) {
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
    for people in file.mappings.iter_mut().filter(|it| it.hubspot.as_str() == "contacts") {
        people.delete.hubspot = deletes;
        people.delete.salesforce = deletes;
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
