//! A person is forgotten (P10): on a privacy deletion, or because somebody orders it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crosswalk_engine::keys::{PARENT, child_of};
use crosswalk_model::{ConnectionId, LinkId, MappingId, PairId, RecordRef, Side};
use crosswalk_store::{CandidateAsk, Home, StoreError};
use serde::Serialize;

use crate::activities::MailActivity;
use crate::care;
use crate::error::AppError;
use crate::open::App;

/// What was forgotten. No trace of the person is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Forgotten {
    /// Links that are tombstones without values now.
    pub links: usize,
    /// Plans in the state folder that named the person, and were removed.
    pub plans: usize,
}

/// What an order to forget a person reaches. It names their records, and no value of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ToForget {
    /// Their records on both sides. These stay as they are; what is kept of them here goes.
    pub records: Vec<RecordOf>,
    /// Links that become tombstones.
    pub links: usize,
    /// Writes in the history that lose their values, and cannot be undone any more.
    pub writes: usize,
    /// Backups that they are taken out of; one of an older format is removed.
    pub backups: usize,
    /// Plans saved in the state folder that name a record of theirs, and are removed.
    pub plans: usize,
}

/// A record on one side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RecordOf {
    /// The side.
    pub side: Side,
    /// The record.
    pub record: RecordRef,
}

impl App {
    /// What [`App::erase`] would reach, without doing it.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Store`].
    pub fn to_forget(&self, pair: PairId, what: &str) -> Result<ToForget, AppError> {
        let links = self.links_to_forget(pair, what)?;
        let (mut records, mut writes) = (BTreeSet::new(), 0);
        for link in &links {
            let link = self.store.link(*link)?;
            writes += self.store.history_of_link(link.id)?.len();
            for side in Side::ALL {
                let record = link.ends.get(side).clone();
                records.extend(record.map(|record| RecordOf { side, record }));
            }
        }
        let traces: Vec<String> =
            records.iter().map(|it| it.record.id.as_str().to_lowercase()).collect();
        Ok(ToForget {
            records: records.into_iter().collect(),
            links: links.len(),
            writes,
            backups: care::list_backups(&self.home)?.len(),
            plans: plans_naming(&self.home.plans(), &traces)?.len(),
        })
    }

    /// Forgets a person, named by e-mail address, id or URL: every value of theirs in the state, in
    /// its backups and in plans saved in the state folder. The hash of their address stays in the
    /// opt-out ledger, and the ids of their records as tombstones: nothing is made anew of them, and
    /// nothing of them is stored again. The records in both CRMs stay as they are.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Store`] when the disk fails or somebody reads the state:
    /// then ask again, it goes on where it stopped.
    pub fn erase(&self, pair: PairId, what: &str) -> Result<Forgotten, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let mut people: Vec<(ConnectionId, RecordRef)> = Vec::new();
        for link in self.links_to_forget(pair, what)? {
            let link = self.store.link(link)?;
            for side in Side::ALL {
                people.extend(link.ends.get(side).clone().map(|at| (*connections.get(side), at)));
            }
        }
        let erased = self.store.erase(&people, self.options.clock.now())?;
        let traces: Vec<String> = erased.traces.iter().map(|it| it.to_lowercase()).collect();
        let plans = forget_plans(&self.home.plans(), &traces)?;
        Ok(Forgotten { links: erased.links, plans })
    }

    /// A person's links, and those of what happened to them: events carry the address too.
    fn links_to_forget(&self, pair: PairId, what: &str) -> Result<Vec<LinkId>, AppError> {
        let mut links = self.links_of(pair, what)?;
        let connection = self.store.pair(pair)?.connections.hubspot;
        let mapped = self.store.mapping(pair, None)?.map(|it| it.document.mappings);
        let mapped = mapped.unwrap_or_default();
        for person in links.clone() {
            let Some(person) = self.store.link(person)?.ends.hubspot else { continue };
            for object in MailActivity::ALL.map(MailActivity::object) {
                // What came while it was switched on is kept when it is switched off.
                let id = mapped.iter().find(|it| it.hubspot == object).map(|it| it.id.clone());
                let mapping = id.unwrap_or_else(|| MappingId::from(object.as_str()));
                let found = self.store.candidates(&CandidateAsk {
                    home: &Home { pair, mapping },
                    connection,
                    object: &object,
                    kind: PARENT,
                    values: &[child_of(&person)],
                })?;
                links.extend(found.into_values().flatten().filter_map(|it| Some(it.link?.id)));
            }
        }
        Ok(links)
    }
}

/// Removes saved plans that name one of the traces. A plan without one of its records is another
/// plan, so it goes as a whole; planning again is free.
fn forget_plans(folder: &Path, traces: &[String]) -> Result<usize, AppError> {
    let plans = plans_naming(folder, traces)?;
    for path in &plans {
        fs::remove_file(path).map_err(io(path))?;
    }
    Ok(plans.len())
}

/// Saved plans that name one of the traces, in lower case.
fn plans_naming(folder: &Path, traces: &[String]) -> Result<Vec<PathBuf>, AppError> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(io(folder))?.path();
        if !fs::symlink_metadata(&path).map_err(io(&path))?.is_file() {
            continue;
        }
        let bytes = fs::read(&path).map_err(io(&path))?;
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if traces.iter().any(|trace| names(&text, trace)) {
            found.push(path);
        }
    }
    Ok(found)
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> AppError {
    let path: PathBuf = path.to_owned();
    move |source| AppError::Store(StoreError::Io { path, source })
}

/// Whether a plan names a trace: an address anywhere, an id as a value of its own.
fn names(plan: &str, trace: &str) -> bool {
    if trace.contains('@') { plan.contains(trace) } else { plan.contains(&format!("\"{trace}\"")) }
}
