//! Files that a person may have been given: a mapping, a plan, a backup.

use std::fs;
use std::path::{Path, PathBuf};

use crosswalk_app::plan_files::FileToApply;
use crosswalk_app::{Differing, Home, care, maps};
use crosswalk_desktop::World;
use crosswalk_desktop::asks::{close_to_others, runtime, world_with_a_plan};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::Reader;

/// A folder in memory: thousands of files a second are made there.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

/// A pair file: read, checked against the accounts, written down again. And a plan file, which is to
/// be applied and is out of date, so that nothing that one input does is there for the next. What is
/// neither is refused by both.
pub struct Mapping {
    runtime: Runtime,
    world: World,
    path: PathBuf,
    seeds: Vec<Vec<u8>>,
    _home: TempDir,
}

impl Mapping {
    pub fn new() -> Mapping {
        let (home, runtime) = (folder(), runtime());
        let world = runtime.block_on(world_with_a_plan(home.path()));
        let path = home.path().join("given.json");
        let file = maps::canonical(&world.app.mapping(world.pair).unwrap()).unwrap();
        runtime.block_on(world.app.plan_to_file(world.pair, &path, "test")).unwrap();
        let seeds = vec![file.into_bytes(), fs::read(&path).unwrap()];
        world.hubspot_contact(json!({ "email": "late@example.no", "lastname": "Lie" }));
        Mapping { runtime, world, path, seeds, _home: home }
    }

    fn read_pair_file(&self, input: &[u8]) {
        let Ok(file) = maps::read(&String::from_utf8_lossy(input)) else { return };
        let written = maps::canonical(&file).unwrap();
        // Whatever is taken goes round: what we write down is what we would read.
        let again = maps::read(&written).unwrap();
        assert_eq!(maps::canonical(&again).unwrap(), written);
        self.runtime.block_on(async {
            drop(self.world.app.validate_mapping(self.world.pair, &file).await);
        });
    }

    fn apply_plan_file(&self, input: &[u8]) {
        fs::write(&self.path, input).unwrap();
        let file = FileToApply {
            path: self.path.clone(),
            pair: Some(self.world.pair),
            differing: Differing::Stop,
        };
        self.runtime.block_on(async { drop(self.world.app.apply_file(file, "test").await) });
    }
}

impl Reader for Mapping {
    fn seeds(&mut self) -> Vec<Vec<u8>> {
        self.seeds.clone()
    }

    fn read(&mut self, input: &[u8]) {
        self.read_pair_file(input);
        self.apply_plan_file(input);
    }
}

/// A backup, which is restored into an empty folder and looked at.
pub struct Backup {
    home: TempDir,
}

impl Backup {
    pub fn new() -> Backup {
        Backup { home: folder() }
    }
}

impl Reader for Backup {
    fn seeds(&mut self) -> Vec<Vec<u8>> {
        let (home, runtime) = (folder(), runtime());
        let made = runtime.block_on(async {
            let world = world_with_a_plan(home.path()).await;
            world.apply().await;
            world.app.back_up().unwrap().path
        });
        vec![fs::read(made).unwrap()]
    }

    fn read(&mut self, input: &[u8]) {
        let file = self.home.path().join("given.db");
        let state = self.home.path().join("state");
        fs::write(&file, input).unwrap();
        close_to_others(&file);
        let home = Home::below(state.clone());
        fs::create_dir_all(&home.db).unwrap();
        if care::restore_backup(&home, &file).is_ok() {
            let health = care::health(&home).unwrap();
            drop(serde_json::to_string(&health).unwrap());
        }
        fs::remove_dir_all(&state).unwrap();
    }
}
