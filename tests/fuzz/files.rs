//! Files that a person may have been given: a mapping, a plan, a backup.

use std::fs;
use std::path::{Path, PathBuf};

use crosswalk_app::plan_files::FileToApply;
use crosswalk_app::{Differing, Home, care, maps};
use crosswalk_desktop::{Beginning, World};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::Reader;
use crate::answers::runtime;

/// A folder in memory: thousands of files a second are made there.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

/// A pair with some people that one side lacks, so that there is a plan to write down.
async fn world(home: &Path) -> World {
    let beginning = Beginning { home: Some(home.to_owned()), ..Beginning::long() };
    let world = World::begin(beginning, |_| {}).await;
    for nth in 0..4 {
        world.hubspot_contact(json!({ "email": format!("p{nth}@example.no"), "lastname": "Lie" }));
    }
    world
}

/// A pair file: read, checked against the accounts, written down again. And a plan file, which is
/// applied. What is neither is refused by both.
pub struct Mapping {
    runtime: Runtime,
    world: World,
    path: PathBuf,
    _home: TempDir,
}

impl Mapping {
    pub fn new() -> Mapping {
        let (home, runtime) = (folder(), runtime());
        let world = runtime.block_on(world(home.path()));
        let path = home.path().join("given.json");
        Mapping { runtime, world, path, _home: home }
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
        let file = self.world.app.mapping(self.world.pair).unwrap();
        let planned = self.world.app.plan_to_file(self.world.pair, &self.path, "test");
        self.runtime.block_on(planned).unwrap();
        vec![maps::canonical(&file).unwrap().into_bytes(), fs::read(&self.path).unwrap()]
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
            let world = world(home.path()).await;
            world.apply().await;
            world.app.back_up().unwrap().path
        });
        vec![fs::read(made).unwrap()]
    }

    fn read(&mut self, input: &[u8]) {
        let file = self.home.path().join("given.db");
        let state = self.home.path().join("state");
        fs::write(&file, input).unwrap();
        private(&file);
        let home = Home::below(state.clone());
        fs::create_dir_all(&home.db).unwrap();
        if care::restore_backup(&home, &file).is_ok() {
            let health = care::health(&home).unwrap();
            drop(serde_json::to_string(&health).unwrap());
        }
        fs::remove_dir_all(&state).unwrap();
    }
}

/// Closed to others, as backups are.
#[cfg(unix)]
fn private(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn private(_: &Path) {}
