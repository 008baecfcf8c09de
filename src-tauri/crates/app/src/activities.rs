//! What people do with marketing mail, as tasks in Salesforce (S39-S42): off by itself, each kind
//! switched on by a person who saw how many tasks it makes (A11).

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_connectors::hubspot::{CLICKS, OPENS};
use crosswalk_model::connector::PullAsk;
use crosswalk_model::gate::Purpose;
use crosswalk_model::mapping::{History, ObjectMapping, PairFile, Repeats};
use crosswalk_model::schema::EventLog;
use crosswalk_model::{ConnectionId, FieldName, ObjectName, PairId, Record, RecordId, Side};
use crosswalk_reconcile::default_design::{TASK, event_mapping};
use crosswalk_store::CursorKind;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::open::App;
use crate::pairs::{ObjectPair, is_log};

/// How far back is counted to say how many tasks come.
const COUNTED_DAYS: u64 = 7;
/// Pages that are counted at most: 10,000 events.
const MOST_PAGES: u32 = 10;
const DAYS_A_MONTH: u64 = 30;

/// A kind of activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MailActivity {
    /// Opens of marketing mail.
    Opens,
    /// Clicks in marketing mail.
    Clicks,
}

impl MailActivity {
    /// All of them.
    pub const ALL: [MailActivity; 2] = [MailActivity::Opens, MailActivity::Clicks];

    /// The object that its events are.
    #[must_use]
    pub fn object(self) -> ObjectName {
        match self {
            MailActivity::Opens => ObjectName::from(OPENS),
            MailActivity::Clicks => ObjectName::from(CLICKS),
        }
    }
}

/// Where a kind of activity stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ActivityState {
    /// Which.
    pub activity: MailActivity,
    /// What repeats make; none while it is off.
    pub on: Option<Repeats>,
}

/// How many tasks a kind of activity would make in thirty days, by what the last week shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExpectedTasks {
    /// Which.
    pub activity: MailActivity,
    /// A task for each event.
    pub each: u64,
    /// A task for each person and mail.
    pub collapsed: u64,
    /// There were more events than are counted: the figures are too low.
    pub at_least: bool,
}

/// What became of a switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ActivitySwitched {
    /// The design's version from now on.
    pub version: i64,
    /// Id fields that have to be made by hand, with what lacks; without them no task is made.
    pub by_hand: Vec<(Side, ObjectName, FieldName, String)>,
}

impl App {
    /// Which activities a pair carries.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when the pair has no design.
    pub fn activities(&self, pair: PairId) -> Result<Vec<ActivityState>, AppError> {
        let file = self.mapping(pair)?;
        let on = |activity: MailActivity| {
            let mut mappings = file.mappings.iter();
            mappings.find(|it| it.hubspot == activity.object()).map(|it| it.repeats)
        };
        Ok(MailActivity::ALL.map(|activity| ActivityState { activity, on: on(activity) }).to_vec())
    }

    /// Counts the events of the last week, of everybody: an upper bound, since only those of people
    /// in step become tasks.
    ///
    /// # Errors
    /// [`AppError::Vendor`]: where the sign-in lacks the scope for marketing mail it is named.
    pub async fn expected_tasks(
        &self,
        pair: PairId,
        activity: MailActivity,
    ) -> Result<ExpectedTasks, AppError> {
        let vendor = |error| AppError::Vendor { side: Side::HubSpot, error };
        let connection = self.store.pair(pair)?.connections.hubspot;
        let connector = self.connector(connection).await?;
        let object = activity.object();
        let log = connector.describe(&object).await.map_err(vendor)?.log;
        let week = std::time::Duration::from_secs(COUNTED_DAYS * 86_400);
        let mut cursor = connector.cursor_back(week).await.map_err(vendor)?;
        let mut events: BTreeMap<RecordId, Option<(String, String)>> = BTreeMap::new();
        let mut more = true;
        for _ in 0..MOST_PAGES {
            let ask = PullAsk {
                object: object.clone(),
                fields: BTreeSet::new(),
                cursor: Some(cursor.clone()),
                purpose: Purpose::Person,
            };
            let pages = connector.pull(&[ask]).await.map_err(vendor)?;
            let Some(page) = pages.into_iter().next() else { break };
            let told = page.records.iter();
            events.extend(told.map(|event| (event.at.id.clone(), repeat(event, log.as_ref()))));
            (cursor, more) = (page.cursor, page.more);
            if !more {
                break;
            }
        }
        let each = events.len() as u64;
        let collapsed = events.into_values().collect::<BTreeSet<_>>().len() as u64;
        let monthly = |count: u64| (count * DAYS_A_MONTH).div_ceil(COUNTED_DAYS);
        let (each, collapsed) = (monthly(each), monthly(collapsed));
        Ok(ExpectedTasks { activity, each, collapsed, at_least: more })
    }

    /// Switches a kind of activity on, so or so, or off. On, its events become tasks from now on:
    /// nothing of before. Off, the tasks that were made stay. The field by which a task is never
    /// made twice is made where it lacks.
    ///
    /// # Errors
    /// [`AppError::Flawed`] when the design does not fit the accounts; [`AppError::Vendor`] when a
    /// side does not serve.
    pub async fn switch_activity(
        &self,
        pair: PairId,
        activity: MailActivity,
        to: Option<Repeats>,
    ) -> Result<ActivitySwitched, AppError> {
        let mut file = self.mapping(pair)?;
        let object = activity.object();
        let Some(repeats) = to else {
            file.mappings.retain(|mapping| mapping.hubspot != object);
            let version = self.import_mapping(pair, &file).await?;
            return Ok(ActivitySwitched { version, by_hand: Vec::new() });
        };
        if let Some(known) = file.mappings.iter_mut().find(|it| it.hubspot == object) {
            known.repeats = repeats;
        } else {
            file.mappings.push(self.activity_mapping(pair, activity, repeats).await?);
            file.mappings.sort_by(|a, b| a.id.cmp(&b.id));
        }
        let by_hand = self.make_fields_of_events(pair, &file).await?;
        let version = self.import_mapping(pair, &file).await?;
        Ok(ActivitySwitched { version, by_hand })
    }

    /// What an activity is as an object mapping; nothing is saved.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when a side does not serve, [`AppError::NoSuch`] where Salesforce shows
    /// no tasks.
    pub async fn activity_mapping(
        &self,
        pair: PairId,
        activity: MailActivity,
        repeats: Repeats,
    ) -> Result<ObjectMapping, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let object = activity.object();
        let schemas = self.schemas(&connections, &[ObjectPair::read(object.as_str())]).await?;
        let none = || AppError::NoSuch { what: "object of Salesforce", name: TASK.to_owned() };
        event_mapping(&object, repeats, &schemas).ok_or_else(none)
    }

    /// Makes the fields by which what events become is never made twice, for the logs of a design.
    pub(crate) async fn make_fields_of_events(
        &self,
        pair: PairId,
        file: &PairFile,
    ) -> Result<Vec<(Side, ObjectName, FieldName, String)>, AppError> {
        let log = file.mappings.iter().map(|it| &it.hubspot).find(|it| is_log(it));
        match log {
            Some(log) => self.make_fields_of(pair, &ObjectPair::read(log.as_str())).await,
            None => Ok(Vec::new()),
        }
    }

    /// What takes part without its history and was not in the design begins anew: nothing of before it
    /// is carried, also where it was read some time ago.
    pub(crate) fn begin_anew(&self, pair: PairId, file: &PairFile) -> Result<(), AppError> {
        let now = self.store.mapping(pair, None)?.map(|version| version.document);
        let had = |object: &ObjectName| {
            let mut mappings = now.iter().flat_map(|file| &file.mappings);
            mappings.any(|mapping| mapping.hubspot == *object)
        };
        let connections = self.store.pair(pair)?.connections;
        let shared = self.objects_of_other_pairs(pair, connections.salesforce)?;
        let from_now = |it: &&ObjectMapping| is_log(&it.hubspot) || it.history == History::None;
        for mapping in file.mappings.iter().filter(from_now).filter(|it| !had(&it.hubspot)) {
            let (here, incremental) = (&mapping.hubspot, CursorKind::Incremental);
            self.store.drop_cursor(connections.hubspot, here, incremental)?;
            // What a log makes is not read here; and where another pair reads it, what changed since
            // its last pass has to reach that pair.
            let made = mapping.salesforce.iter().filter(|_| !is_log(here));
            for object in made.filter(|it| !shared.contains(*it)) {
                self.store.drop_cursor(connections.salesforce, object, incremental)?;
            }
        }
        Ok(())
    }

    /// The objects of an org that other pairs keep in step.
    fn objects_of_other_pairs(
        &self,
        pair: PairId,
        org: ConnectionId,
    ) -> Result<BTreeSet<ObjectName>, AppError> {
        let mut objects = BTreeSet::new();
        let others = self.store.pairs()?.into_iter();
        for other in others.filter(|it| it.id != pair && it.connections.salesforce == org) {
            let design = self.store.mapping(other.id, None)?.map(|version| version.document);
            let mappings = design.into_iter().flat_map(|file| file.mappings);
            objects.extend(mappings.flat_map(|mapping| mapping.salesforce));
        }
        Ok(objects)
    }
}

/// Who did it, and with what: the same for repeats.
fn repeat(event: &Record, log: Option<&EventLog>) -> Option<(String, String)> {
    let log = log?;
    let text = |field: &FieldName| event.fields.get(field)?.as_text().map(str::to_owned);
    Some((text(&log.address)?, text(&log.about)?))
}
