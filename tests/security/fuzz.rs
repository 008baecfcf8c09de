//! SEC31: whatever comes from outside is read or refused, within bounded memory, and nothing
//! panics. Real answers and files of both vendors are bent by a seed; a failing case is named by its
//! number. A fuzzer that looks where the code goes does the same for longer: `cargo xtask fuzz`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use crosswalk_app::plan_files::FileToApply;
use crosswalk_app::{Differing, Home, care, maps};
use crosswalk_desktop::asks::{ask_all, close_to_others, loaded, runtime, world_with_a_plan};
use crosswalk_desktop::bend::{Chance, bent};
use crosswalk_desktop::vendors::{Deed, Vendors, bend_answers};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::Connector;
use crosswalk_model::connector::LoadState;
use tempfile::TempDir;

/// Cases of one target.
const CASES: u64 = 150;

/// What a process may hold (SEC31).
const MOST_MEMORY: u64 = 512 << 20;

/// Runs cases until there were enough; one that panics is named. A case tells whether its input was
/// taken: where all were or none was, nothing was tried.
fn run(target: &str, mut case: impl FnMut(u64) -> bool) {
    let mut taken = 0;
    for number in 0..CASES {
        match catch_unwind(AssertUnwindSafe(|| case(number))) {
            Ok(was_taken) => taken += u64::from(was_taken),
            Err(_) => panic!("{target}: case {number} panicked"),
        }
    }
    assert!(CASES / 50 < taken && taken < CASES, "{target}: {taken} of {CASES} were taken");
    let held = peak();
    assert!(held < MOST_MEMORY, "{target}: {} MB after {CASES} cases", held >> 20);
}

/// The most memory that this process ever held, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

#[test]
fn sec31_no_answer_of_hubspot_breaks_its_reader() {
    let (vendors, runtime) = (Vendors::new(), runtime());
    let id = vendors.somebody(Vendor::HubSpot, "contacts");
    run("HubSpot's answers", |case| {
        let (connector, wire) = vendors.hubspot(case, bend_answers());
        runtime.block_on(async {
            if case % 3 != 0 {
                connector.describe(&"contacts".into()).await.unwrap();
            }
            wire.begin();
            ask_all(&connector, ("contacts", &id), case).await
        })
    });
}

#[test]
fn sec31_no_answer_of_salesforce_breaks_its_reader() {
    let (vendors, runtime) = (Vendors::new(), runtime());
    let id = vendors.somebody(Vendor::Salesforce, "Contact");
    run("Salesforce's answers", |case| {
        let (connector, wire) = vendors.salesforce(case, bend_answers());
        runtime.block_on(async {
            if case % 3 != 0 {
                connector.describe(&"Contact".into()).await.unwrap();
            }
            wire.begin();
            ask_all(&connector, ("Contact", &id), case).await
        })
    });
}

#[test]
fn sec31_no_result_of_a_bulk_job_breaks_its_reader() {
    let (vendors, runtime) = (Vendors::new(), runtime());
    let (job, batch) = runtime.block_on(loaded(&vendors));
    run("bulk results", |case| {
        let (connector, wire) = vendors.salesforce(case, bend_answers());
        runtime.block_on(async {
            wire.begin();
            let Ok(LoadState::Done(outcomes)) = connector.look_at_load(&job, &batch).await else {
                return false;
            };
            let mut keys: Vec<i64> = outcomes.iter().map(|it| it.key.0).collect();
            keys.sort_unstable();
            assert_eq!(keys, [0, 1, 2, 3, 4, 5], "each row has one outcome");
            true
        })
    });
}

#[test]
fn sec31_no_plan_file_and_no_pair_file_breaks_its_reader() {
    let (home, runtime) = (TempDir::new().unwrap(), runtime());
    let (world, plan, pair) = runtime.block_on(async {
        let world = world_with_a_plan(home.path()).await;
        let path = home.path().join("plan.json");
        world.app.plan_to_file(world.pair, &path, "test").await.unwrap();
        let pair = maps::canonical(&world.app.mapping(world.pair).unwrap()).unwrap();
        (world, std::fs::read(&path).unwrap(), pair.into_bytes())
    });
    let path = home.path().join("bent.json");
    run("plan and pair files", |case| {
        let mut chance = Chance::of(case);
        runtime.block_on(async {
            std::fs::write(&path, bent(&plan, &mut chance)).unwrap();
            let differing = Differing::Stop;
            let file = FileToApply { path: path.clone(), pair: Some(world.pair), differing };
            let applied = world.app.apply_file(file, "test").await.is_ok();
            let text = bent(&pair, &mut chance);
            let read = maps::read(&String::from_utf8_lossy(&text));
            if let Ok(file) = &read {
                drop(world.app.validate_mapping(world.pair, file).await);
                maps::canonical(file).unwrap();
            }
            applied || read.is_ok()
        })
    });
}

#[test]
fn sec31_no_backup_breaks_its_reader() {
    let (home, runtime) = (TempDir::new().unwrap(), runtime());
    let backup = runtime.block_on(async {
        let world = world_with_a_plan(home.path()).await;
        world.apply().await;
        let made = world.app.back_up().unwrap().path;
        std::fs::read(made).unwrap()
    });
    run("backups", |case| {
        let folder = TempDir::new().unwrap();
        let mut chance = Chance::of(case);
        let file = folder.path().join("bent.db");
        std::fs::write(&file, bent_database(&backup, &mut chance)).unwrap();
        close_to_others(&file);
        let other = Home::below(folder.path().join("state"));
        std::fs::create_dir_all(&other.db).unwrap();
        let restored = care::restore_backup(&other, &file);
        let restored = restored.is_ok();
        if restored {
            let health = care::health(&other).unwrap();
            drop(serde_json::to_string(&health).unwrap());
        }
        restored
    });
}

/// Flipped bytes anywhere, and sometimes a file of another length.
fn bent_database(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(20) {
        let at = chance.below(bytes.len());
        bytes[at] ^= 1 << chance.below(8);
    }
    if chance.below(4) == 0 {
        bytes.truncate(chance.below(bytes.len()));
    }
    bytes
}

/// A hundred thousand brackets deep.
fn deep() -> Vec<u8> {
    let levels = 100_000;
    [b"{\"results\":".as_slice(), &b"[".repeat(levels), &b"]".repeat(levels), b"}"].concat()
}

#[test]
fn sec31_depth_is_bounded_in_answers_and_files() {
    let (vendors, runtime) = (Vendors::new(), runtime());
    let always = || -> Deed { Box::new(|answer, _| answer.map(|_| Bytes::from(deep()))) };
    runtime.block_on(async {
        for ask in 0..10 {
            let (connector, wire) = vendors.hubspot(0, always());
            wire.begin();
            ask_all(&connector, ("contacts", "1"), ask).await;
            let (connector, wire) = vendors.salesforce(0, always());
            wire.begin();
            ask_all(&connector, ("Contact", "003"), ask).await;
        }
        let (connector, wire) = vendors.hubspot(0, always());
        wire.begin();
        connector.describe(&"contacts".into()).await.unwrap_err();
        let home = TempDir::new().unwrap();
        let world = world_with_a_plan(home.path()).await;
        let path = home.path().join("deep.json");
        std::fs::write(&path, deep()).unwrap();
        let file = FileToApply { path, pair: Some(world.pair), differing: Differing::Stop };
        world.app.apply_file(file, "test").await.unwrap_err();
    });
    maps::read(&String::from_utf8(deep()).unwrap()).unwrap_err();
}
