//! How everything stands, in one answer: for each pair what the last run came to, and what goes on
//! now. These are always two things.

use crosswalk_engine::Unread;
use crosswalk_model::{Both, ConnectionId, LinkState, MappingId, PairId, Side};
use crosswalk_store::PairState;
use serde::Serialize;

use crate::accounts::AccountLine;
use crate::board::LiveRun;
use crate::desk::Desk;
use crate::error::{AppError, ErrorReport};
use crate::lookback::RunLine;
use crate::open::App;
use crate::rhythm::{Keeping, LoopNews};
use crate::schedule::Schedule;
use crate::status::StateLine;
use crate::turn::UnderWay;
use crosswalk_model::Timestamp;

/// How everything stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Overview {
    /// Whether these are the demo's pretend accounts.
    pub demo: bool,
    /// Linked accounts.
    pub accounts: Vec<AccountLine>,
    /// Each pair.
    pub pairs: Vec<PairOverview>,
}

/// How a pair stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PairOverview {
    /// The pair.
    pub pair: PairId,
    /// Its name.
    pub name: String,
    /// Its accounts.
    pub connections: Both<ConnectionId>,
    /// Whether a real account's data is at stake on either side.
    pub production: bool,
    /// What goes on now.
    pub now: Activity,
    /// The newest run that ended; none before the first.
    pub last: Option<RunLine>,
    /// Links by object mapping and bucket.
    pub objects: Vec<ObjectOverview>,
    /// The same links by state and reason, most first.
    pub states: Vec<StateLine>,
    /// Open errors: records.
    pub errors: u64,
    /// Open errors: causes.
    pub error_groups: u64,
    /// Fields that wait for a decision, and records that could be tied to one that has another
    /// partner.
    pub conflicts: u64,
    /// Writes that are planned and not sent.
    pub planned: u64,
    /// Objects that the last pass could not read: what hangs on them waits.
    pub unread: Vec<Unread>,
    /// Opt-outs that have not crossed, since their people do not take part (S59, S60, A15).
    pub opt_outs: u64,
    /// Calls of today, per side.
    pub calls: Both<Option<Calls>>,
}

/// What goes on with a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "now")]
pub enum Activity {
    /// Something reads or writes.
    Running {
        /// What.
        under_way: UnderWay,
        /// How far it is.
        run: LiveRun,
    },
    /// It is kept in step; the next pass is due.
    Waiting {
        /// When; none before the first pass since the start.
        next_at: Option<Timestamp>,
    },
    /// It is kept in step, and the last pass could not be done: it is tried again.
    Setback {
        /// Why.
        error: ErrorReport,
        /// When.
        next_at: Timestamp,
    },
    /// A person paused it.
    Paused {
        /// Until when; none where only a person ends it.
        until: Option<Timestamp>,
    },
    /// It looks only when a person says so.
    ByHand,
    /// It does not run, and a person has to do something.
    Stopped {
        /// Why, as a code, where one is stored.
        why: Option<String>,
        /// What ended it, where that was an error.
        error: Option<ErrorReport>,
    },
}

/// The links of one object mapping: the three buckets, and what is neither.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectOverview {
    /// The object mapping.
    pub mapping: Option<MappingId>,
    /// In sync.
    pub in_sync: u64,
    /// Left out by a rule, held, or cut by a person.
    pub left_out: u64,
    /// With an error or a conflict.
    pub failing: u64,
    /// New, waiting, or put back.
    pub waiting: u64,
}

/// Calls of a vendor's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Calls {
    /// Calls that we made.
    pub used: u64,
    /// Calls that we may make, where the vendor told its limit.
    pub budget: Option<u64>,
}

impl Desk {
    /// How everything stands.
    ///
    /// # Errors
    /// As [`Desk::app`]; [`AppError::Store`].
    pub async fn overview(&self) -> Result<Overview, AppError> {
        let app = self.app().await?;
        let mut pairs = Vec::new();
        for pair in app.pairs()? {
            let now = self.activity(&app, &pair).await?;
            pairs.push(app.pair_overview(&pair, now)?);
        }
        Ok(Overview { demo: self.is_demo().await, accounts: app.account_lines()?, pairs })
    }

    async fn activity(
        &self,
        app: &App,
        pair: &crosswalk_store::Pair,
    ) -> Result<Activity, AppError> {
        if let Some(under_way) = app.under_way().filter(|it| it.pair == pair.id) {
            return Ok(Activity::Running { under_way, run: self.board().run() });
        }
        if pair.state != PairState::Live {
            return Ok(Activity::Stopped { why: pair.why.clone(), error: None });
        }
        if app.keeping(pair.id)? == Keeping::Paused {
            return Ok(Activity::Paused { until: app.paused_until(pair.id)? });
        }
        if app.schedule(pair.id)? == Schedule::ByHand {
            return Ok(Activity::ByHand);
        }
        Ok(match self.board().last_word(pair.id) {
            None | Some((_, LoopNews::Asleep { .. })) => Activity::Waiting { next_at: None },
            Some((at, LoopNews::Passed { next_in_seconds, .. })) => {
                Activity::Waiting { next_at: Some(later(at, next_in_seconds)) }
            }
            Some((at, LoopNews::Setback { error, next_in_seconds })) => {
                Activity::Setback { error, next_at: later(at, next_in_seconds) }
            }
            Some((_, LoopNews::Ended { error })) => {
                Activity::Stopped { why: None, error: Some(error) }
            }
        })
    }
}

fn later(at: Timestamp, seconds: u64) -> Timestamp {
    let pause = std::time::Duration::from_secs(seconds);
    at.checked_add(pause).unwrap_or(at)
}

impl App {
    fn pair_overview(
        &self,
        pair: &crosswalk_store::Pair,
        now: Activity,
    ) -> Result<PairOverview, AppError> {
        let status = self.status(pair.id)?;
        let mut calls = Both::from_fn(|_| None);
        for side in Side::ALL {
            let connection = *pair.connections.get(side);
            *calls.get_mut(side) =
                self.ledger.usage(connection).ok().map(|(used, budget)| Calls { used, budget });
        }
        let newest = self.runs(pair.id, RUNS_LOOKED_AT)?;
        Ok(PairOverview {
            pair: pair.id,
            name: pair.name.clone(),
            connections: pair.connections,
            production: self.is_production(pair)?,
            now,
            last: newest.into_iter().find(|run| run.ended.is_some()),
            objects: objects(&status.links),
            errors: status.errors.iter().map(|line| line.items).sum(),
            error_groups: status.errors.len() as u64,
            conflicts: status.conflicts as u64,
            planned: status.planned as u64,
            opt_outs: status.opt_outs.len() as u64,
            unread: status.unread,
            states: status.links,
            calls,
        })
    }
}

/// Among so many of the newest runs one has ended: more than one never runs at once, and a kill
/// leaves one open.
const RUNS_LOOKED_AT: usize = 50;

fn objects(lines: &[StateLine]) -> Vec<ObjectOverview> {
    let mut objects: Vec<ObjectOverview> = Vec::new();
    for line in lines {
        let place = objects.iter().position(|it| it.mapping.as_ref() == Some(&line.mapping));
        let place = place.unwrap_or_else(|| {
            let mapping = Some(line.mapping.clone());
            objects.push(ObjectOverview { mapping, ..ObjectOverview::default() });
            objects.len() - 1
        });
        if let Some(object) = objects.get_mut(place) {
            *bucket(object, line.state) += line.links;
        }
    }
    objects.sort_by(|one, other| one.mapping.cmp(&other.mapping));
    objects
}

const fn bucket(object: &mut ObjectOverview, state: LinkState) -> &mut u64 {
    match state {
        LinkState::InSync => &mut object.in_sync,
        LinkState::LeftOut | LinkState::Held | LinkState::Unlinked => &mut object.left_out,
        LinkState::Failing | LinkState::Conflict => &mut object.failing,
        LinkState::New | LinkState::Waiting | LinkState::PutBack => &mut object.waiting,
    }
}
