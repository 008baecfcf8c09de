//! One pass of one pair: pull, match, plan, push, settle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crosswalk_model::mapping::History;
use crosswalk_model::plan::{Brake, TrippedBrake};
use crosswalk_model::{
    Both, Connector, ConnectorError, Content, FieldName, LinkId, MappingId, ObjectName, OutboxId,
    PairId, Record, RecordId, RecordRef, RunId, Side, Timestamp,
};
use crosswalk_reconcile::identity::match_keys;
use crosswalk_reconcile::intersect::Left;
use crosswalk_reconcile::mapping::{Design, Drift};
use crosswalk_reconcile::plan::PlanSettings;
use crosswalk_store::{Home, NewRun, Pair, RecordKeys, RunKind, Store, StoreError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::chosen::{Choice, Chosen};
use crate::clock::Clock;
use crate::drift::Paused;
use crate::keys;
use crate::look_behind::Window;
use crate::neighbours::Neighbour;
use crate::owners::Owners;
use crate::planning::Learnt;
use crate::pull::{ObjectPull, Polled};
use crate::scope::Lists;
use crate::setup;
use crate::unread::Unread;
use crate::watch::{Progress, RunResult, Stage, Step, Stopped, Watch};

/// The engine of one pair: its state, both its sides, a clock, and whoever watches.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The state.
    pub store: Arc<Store>,
    /// Both sides.
    pub connectors: Both<Arc<dyn Connector>>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Whoever watches.
    pub watch: Arc<dyn Watch>,
}

/// A pass that somebody or something asks for.
#[derive(Clone, Debug)]
pub struct Order {
    /// The pair.
    pub pair: PairId,
    /// What for.
    pub kind: RunKind,
    /// Who asks: `timer`, `cli`, `window`.
    pub actor: String,
    /// How far it goes.
    pub mode: Mode,
}

/// How far a pass goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It plans, and writes nothing to either side.
    PlanOnly,
    /// It writes what no brake holds back.
    Write,
    /// A person has seen the plan: it writes past the brakes.
    Release,
    /// It writes what a person chose, past the brakes, and nothing else.
    Chosen(Choice),
}

/// What a pass came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PassReport {
    /// The run, where there was anything to decide.
    pub run: Option<RunId>,
    /// How it ended.
    pub result: RunResult,
    /// Its figures.
    pub counts: Counts,
    /// Brakes that hold writes back.
    pub brakes: Vec<TrippedBrake>,
    /// When each side was read.
    pub read_at: Both<Option<Timestamp>>,
    /// Links that a plan file shows or the plan of now writes, and that are not the same in both.
    pub left: Vec<Left>,
    /// The copy of the state that was made before it went past a brake.
    #[serde(default)]
    pub backup: Option<PathBuf>,
    /// Objects that a side did not show: their mappings, and those that hang on them, wait.
    #[serde(default)]
    pub unread: Vec<Unread>,
    /// Fields that are not what the mapping was made for: it went on without them.
    #[serde(default)]
    pub drift: Vec<Drift>,
}

/// Figures of a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Counts {
    /// Records read, per side.
    pub read: Both<u64>,
    /// Those of them that differ from what was known, per side. What a pass reads again because
    /// its readings overlap is not among them.
    #[serde(default)]
    pub changed: Both<u64>,
    /// Links that were looked at.
    pub looked_at: u64,
    /// Records to make, per side.
    pub creates: Both<u64>,
    /// Records to change, per side.
    pub updates: Both<u64>,
    /// Records to delete, per side.
    pub deletes: Both<u64>,
    /// Rows carried out, per side.
    pub written: Both<u64>,
    /// Rows that failed, per side.
    pub failed: Both<u64>,
    /// Fields that wait for a person's decision.
    pub conflicts: u64,
    /// Values left alone because they do not fit, or were refused before.
    pub skips: u64,
    /// Values that somebody gave between a check and its write, as far as HubSpot's history tells of
    /// them: they stand in history as what was there before.
    #[serde(default)]
    pub overwritten: u64,
}

impl Counts {
    /// Writes that are planned.
    #[must_use]
    pub fn planned(&self) -> u64 {
        [&self.creates, &self.updates, &self.deletes]
            .into_iter()
            .map(|both| both.salesforce + both.hubspot)
            .sum()
    }

    pub(crate) fn wrote(&mut self, side: Side, done: usize, failed: usize) {
        *self.written.get_mut(side) += done as u64;
        *self.failed.get_mut(side) += failed as u64;
    }
}

/// Why a pass ended early. What was saved stays; the next pass goes on from there.
#[derive(Debug, Error)]
pub enum PassError {
    /// A side did not serve.
    #[error(transparent)]
    Connector(#[from] ConnectorError),
    /// The state did not serve.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Cancelled, or killed by a test.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The pair does not run; the text says what to do.
    #[error("{0}")]
    NotReady(String),
    /// An answer that no vendor should give.
    #[error("unexpected answer: {0}")]
    Protocol(&'static str),
    /// A loop passed its bound.
    #[error("more {0} than any account has")]
    Endless(&'static str),
}

/// A pass under way.
#[derive(Debug)]
pub(crate) struct Pass<'e> {
    pub engine: &'e Engine,
    pub order: Order,
    pub pair: Pair,
    pub mapping_version: i64,
    pub design: Design,
    /// Fields that had drifted and are back as they were.
    pub back: Vec<Paused>,
    pub settings: PlanSettings,
    /// The pair's id fields where they exist, by object (P7).
    pub id_fields: Both<BTreeMap<ObjectName, FieldName>>,
    /// Id fields that are not there yet and would be: what is only looked at is planned with them.
    pub planned_ids: Both<BTreeMap<ObjectName, FieldName>>,
    /// Who we are on each side, where known.
    pub users: Both<Option<RecordId>>,
    pub owners: Owners,
    /// From when on opportunities move people, by Salesforce's clock.
    pub lifecycle_since: Option<Timestamp>,
    /// Companies that the plan moves on, with their new stage.
    pub rippled: BTreeMap<RecordRef, String>,
    /// Other pairs that share an account with this one.
    pub neighbours: Vec<Neighbour>,
    pub run: Option<RunId>,
    pub pulled_at: Both<Option<Timestamp>>,
    /// When HubSpot's own connector last wrote, if it runs.
    pub another_connector: Option<Timestamp>,
    /// Objects that could not be read in this pass.
    pub unread: Vec<Unread>,
    /// Object mappings that a brake holds.
    pub held: BTreeSet<MappingId>,
    pub brakes: Vec<TrippedBrake>,
    pub counts: Counts,
    /// Linked leads that were read again in this pass (M9).
    pub reread: BTreeSet<RecordRef>,
    /// Links whose new record got its owner from the vendor (H68), by object mapping.
    pub assigned: BTreeMap<MappingId, Vec<LinkId>>,
    /// The fields that each vendor keeps unique, by object.
    pub unique: Both<BTreeMap<ObjectName, BTreeSet<FieldName>>>,
    /// Sides that took no load when one was tried.
    pub no_loads: Both<bool>,
    /// Writes that were refused in this pass.
    pub refused: BTreeSet<OutboxId>,
    /// How often the vendor refused a write for a value of a link in this pass, by the side written
    /// to.
    pub named_bad: BTreeMap<(LinkId, Side, FieldName, Option<Content>), u32>,
    /// Writes that were not sent once in this pass.
    pub unsent: BTreeSet<OutboxId>,
    /// Fields that we keep writing on both sides (P4).
    pub loops: BTreeSet<(LinkId, MappingId)>,
    /// What a person chose of the plan.
    pub chosen: Chosen,
    /// The copy of the state from before it went past a brake.
    pub backup: Option<PathBuf>,
    /// The lists that say who takes part.
    pub lists: Lists,
    /// What was read for single links.
    pub learnt: Learnt,
    /// Since when the batch under way is checked, and whose history was read behind it.
    pub window: Window,
}

impl Engine {
    /// Runs one pass.
    ///
    /// # Errors
    /// [`PassError`]; the run, if it began, is marked as ended so.
    pub async fn run(&self, order: Order) -> Result<PassReport, PassError> {
        let mut pass = setup::begin(self, order).await?;
        let walked = pass.walk().await;
        pass.close(walked)
    }
}

/// Whether the next pass may simply try again.
const fn passes_by_itself(error: &ConnectorError) -> bool {
    match error {
        ConnectorError::LimitReached { .. }
        | ConnectorError::Unreachable(_)
        | ConnectorError::Unavailable(_)
        | ConnectorError::Cancelled => true,
        ConnectorError::SignInNeeded { .. }
        | ConnectorError::NotAllowed(_)
        | ConnectorError::NoSuchObject(_)
        | ConnectorError::NoSuchField { .. }
        | ConnectorError::Protocol(_)
        | ConnectorError::HostRefused(_)
        | ConnectorError::Refused(_)
        | ConnectorError::Vault(_) => false,
    }
}

impl Pass<'_> {
    /// Ends the run as its work ended.
    pub(crate) fn close(mut self, worked: Result<(), PassError>) -> Result<PassReport, PassError> {
        let result = match &worked {
            Ok(()) => self.result(),
            Err(PassError::Stopped(_)) => RunResult::Interrupted,
            Err(PassError::Connector(error)) if passes_by_itself(error) => RunResult::Interrupted,
            Err(
                PassError::Connector(_)
                | PassError::Store(_)
                | PassError::NotReady(_)
                | PassError::Protocol(_)
                | PassError::Endless(_),
            ) => RunResult::Failed,
        };
        self.end(result)?;
        self.remember_unread()?;
        worked?;
        Ok(PassReport {
            run: self.run,
            result,
            counts: self.counts,
            brakes: self.brakes,
            read_at: self.pulled_at,
            left: self.chosen.left,
            backup: self.backup,
            unread: self.unread,
            drift: self.design.drift,
        })
    }

    pub(crate) async fn walk(&mut self) -> Result<(), PassError> {
        self.engine.watch.reach(Step::RunBegun)?;
        self.adopt_what_is_known()?;
        self.stage(Stage::Pull);
        self.sweep_if_due().await?;
        self.sweep_what_is_owed().await?;
        // HubSpot's search lags and Salesforce's query does not: the younger reading comes last,
        // and is the check of what is written there (P1, P6).
        self.pull(Side::HubSpot).await?;
        self.verify(Side::HubSpot).await?;
        self.look_for_joins().await?;
        self.look_for_archived().await?;
        self.look_for_opt_outs().await?;
        self.verify(Side::Salesforce).await?;
        self.pull(Side::Salesforce).await?;
        self.stay_awake()?;
        self.take_fields_back().await?;
        self.look_for_others().await?;
        self.begin_lifecycle()?;
        self.engine.watch.reach(Step::Pulled)?;
        self.recover().await?;
        self.engine.watch.reach(Step::Recovered)?;
        self.engine.store.due_retries(self.pair.id, self.engine.clock.now())?;
        self.stage(Stage::Plan);
        self.plan().await?;
        self.engine.watch.reach(Step::PlanSaved)?;
        self.name_the_gone();
        if self.order.mode != Mode::PlanOnly && self.run.is_some() && !self.outdated() {
            self.back_up_before_brakes()?;
            self.leave_footprints()?;
            self.stage(Stage::Push);
            self.push().await?;
            self.confirm().await?;
            self.engine.watch.reach(Step::Pushed)?;
        }
        Ok(())
    }

    /// A person orders what a brake holds back: the state of before is kept, so that there is a way
    /// back where undo has none.
    fn back_up_before_brakes(&mut self) -> Result<(), PassError> {
        let ordered = matches!(self.order.mode, Mode::Release | Mode::Chosen(_));
        if ordered && !self.brakes.is_empty() {
            let made = self.engine.store.back_up_before_brakes(self.engine.clock.now())?;
            self.backup = Some(made.path);
        }
        Ok(())
    }

    pub(crate) fn stage(&self, stage: Stage) {
        self.engine.watch.tell(&Progress::Stage { stage });
    }

    fn result(&self) -> RunResult {
        let failed = self.counts.failed.salesforce + self.counts.failed.hubspot;
        match &self.order.mode {
            Mode::PlanOnly => RunResult::Planned,
            Mode::Chosen(_) if self.outdated() => RunResult::Outdated,
            Mode::Write | Mode::Release if !self.held.is_empty() => RunResult::Braked,
            Mode::Write | Mode::Release | Mode::Chosen(_)
                if failed > 0 || !self.unread.is_empty() =>
            {
                RunResult::SomeFailed
            }
            Mode::Write | Mode::Release | Mode::Chosen(_) => RunResult::Done,
        }
    }

    /// The run's row, made when there is something to decide: an idle pass writes nothing.
    pub(crate) fn run_row(&mut self) -> Result<RunId, PassError> {
        if let Some(run) = self.run {
            return Ok(run);
        }
        let new = NewRun {
            pair: self.pair.id,
            kind: self.order.kind,
            mapping_version: self.mapping_version,
            actor: self.order.actor.clone(),
        };
        let run = self.engine.store.begin_run(&new, self.engine.clock.now())?;
        self.run = Some(run);
        self.engine.watch.tell(&Progress::Began { run });
        Ok(run)
    }

    fn end(&mut self, result: RunResult) -> Result<(), PassError> {
        let Some(run) = self.run else { return Ok(()) };
        let mut counts = serde_json::to_value(&self.counts).map_err(StoreError::from)?;
        // What was done to chosen records lets no brake go: whoever looks back has to see that.
        let part = matches!(self.order.mode, Mode::Chosen(_)) && !self.chose_everything();
        if let (true, Some(counts)) = (part, counts.as_object_mut()) {
            counts.insert("part".to_owned(), true.into());
        }
        let now = self.engine.clock.now();
        self.engine.store.end_run(run, result.as_str(), &counts, now)?;
        self.engine.watch.tell(&Progress::Ended { run, result });
        Ok(())
    }

    /// What is read of a side, pass by pass.
    pub(crate) fn pulls(&self, side: Side) -> Vec<ObjectPull> {
        self.readable(side).into_iter().filter(|pull| pull.polled == Polled::Yes).collect()
    }

    /// What can be compared as a whole: a log cannot.
    pub(crate) fn comparable(&self, side: Side) -> Vec<ObjectPull> {
        self.pulls(side).into_iter().filter(|pull| pull.log.is_none()).collect()
    }

    /// What is compared as a whole: neither what only receives events nor what takes part without its
    /// history, of which most is not known here.
    pub(crate) fn swept(&self, side: Side) -> Vec<ObjectPull> {
        self.comparable(side).into_iter().filter(|pull| !pull.begins_now()).collect()
    }

    /// Everything that may be read of a side.
    pub(crate) fn readable(&self, side: Side) -> Vec<ObjectPull> {
        let mut pulls: BTreeMap<ObjectName, ObjectPull> = BTreeMap::new();
        for design in &self.design.objects {
            let objects = match side {
                Side::HubSpot => std::slice::from_ref(&design.hubspot),
                Side::Salesforce => design.salesforce.as_slice(),
            };
            for object in objects {
                let pull = pulls.entry(object.clone()).or_insert_with(|| ObjectPull::of(object));
                if side == Side::HubSpot || design.comes_back() {
                    pull.polled = Polled::Yes;
                }
                if design.history == History::All {
                    pull.history = History::All;
                }
                if side == Side::HubSpot {
                    pull.log.clone_from(&design.log);
                }
                pull.fields.extend(self.id_field(side, object));
                pull.fields.extend(design.fields_to_read(side, object));
                pull.homes.push(self.home(&design.id));
            }
        }
        if side == Side::Salesforce {
            self.read_for_lifecycle(&mut pulls);
        }
        self.read_for_neighbours(side, &mut pulls);
        pulls.into_values().collect()
    }

    pub(crate) fn home(&self, mapping: &MappingId) -> Home {
        Home { pair: self.pair.id, mapping: mapping.clone() }
    }

    pub(crate) fn id_field(&self, side: Side, object: &ObjectName) -> Option<FieldName> {
        self.id_fields.get(side).get(object).cloned()
    }

    /// The pair's id field as a plan writes it: one that is there, or would be before anything is
    /// written.
    pub(crate) fn id_to_write(&self, side: Side, object: &ObjectName) -> Option<FieldName> {
        let planned = self.planned_ids.get(side).get(object).cloned();
        self.id_field(side, object).or(planned)
    }

    /// What a record can be found by, for the store's index.
    pub(crate) fn keys(&self, side: Side, homes: &[Home], record: &Record) -> RecordKeys {
        let id_field = self.id_field(side, &record.at.object);
        let own = homes.iter().filter(|home| home.pair == self.pair.id);
        let designs = own.filter_map(|home| self.design.object(&home.mapping));
        let values = designs.flat_map(|design| match_keys(record, side, design, id_field.as_ref()));
        let values = values.chain(self.keys_for_lifecycle(side, record));
        let values = values.chain(self.keys_for_neighbours(side, record));
        keys::of_record(record.at.id.clone(), values)
    }

    /// Whether a brake that a person has to release holds this mapping. Where a person chose, all
    /// of them are held, and what was chosen passes.
    pub(crate) fn hold(&mut self, tripped: Vec<TrippedBrake>) {
        if let Mode::Chosen(_) = self.order.mode {
            self.held = self.design.objects.iter().map(|design| design.id.clone()).collect();
            self.brakes = tripped;
            return;
        }
        for brake in &tripped {
            let nobody_releases = matches!(brake.brake, Brake::Loop | Brake::AnotherConnector);
            if self.order.mode != Mode::Release || nobody_releases {
                self.held.insert(brake.mapping.clone());
                self.engine.watch.tell(&Progress::Braked { mapping: brake.mapping.clone() });
            }
        }
        self.brakes = tripped;
    }
}
