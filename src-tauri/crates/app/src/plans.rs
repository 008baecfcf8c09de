//! A plan as people look at it: what would be written where, by which rule, at what cost.

use std::collections::BTreeMap;

use crosswalk_engine::{PassReport, Unread};
use crosswalk_model::plan::{Act, FieldChange, TrippedBrake};
use crosswalk_model::{
    Both, Content, LinkId, MappingId, ObjectName, PairId, Reading, RecordRef, RunId, Side,
};
use crosswalk_reconcile::mapping::Drift;
use crosswalk_store::OutboxRow;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::open::App;
use crate::passes::PLANNING;
use crate::preflight::{Planned, Preflight};
use crate::turn::Work;
use crate::words::code;

mod sets_off;

use sets_off::by_creates;
pub use sets_off::{Consequence, SetsOff};

/// A plan, summed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlanView {
    /// The pair.
    pub pair: PairId,
    /// The run that planned; none where nothing had to be decided.
    pub run: Option<RunId>,
    /// Links that were looked at.
    pub looked_at: u64,
    /// Writes by mapping, side, object and kind.
    pub groups: Vec<PlanGroup>,
    /// Values by field and rule, most first.
    pub fields: Vec<FieldGroup>,
    /// A few records, each with its changes.
    pub examples: Vec<PlannedRecord>,
    /// Fields that a person has to decide.
    pub conflicts: u64,
    /// Values that do not fit, or were refused before.
    pub skips: u64,
    /// Brakes that hold writes back.
    pub brakes: Vec<TrippedBrake>,
    /// About how many calls the writes cost, per side.
    pub calls: Both<u64>,
    /// Objects that a side did not show: nothing of their mappings is in the plan.
    pub unread: Vec<Unread>,
    /// Fields that are not what the mapping was made for: the plan is without them.
    pub drift: Vec<Drift>,
    /// What is worth knowing before it is ordered.
    pub preflight: Preflight,
}

/// Writes of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlanGroup {
    /// The object mapping.
    pub mapping: MappingId,
    /// The side that is written.
    pub side: Side,
    /// The object there.
    pub object: ObjectName,
    /// `create`, `update` or `delete`.
    pub act: &'static str,
    /// How many records.
    pub records: u64,
    /// What they set off besides.
    pub sets_off: Vec<SetsOff>,
}

/// Values of one field that one rule decided in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldGroup {
    /// The side that is written.
    pub side: Side,
    /// The field there.
    pub field: String,
    /// The sync rule.
    pub rule: String,
    /// How it ruled.
    pub ruling: String,
    /// How many values.
    pub values: u64,
    /// How many of them a record is left without.
    pub cleared: u64,
}

/// One write of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlannedRecord {
    /// The link.
    pub link: LinkId,
    /// The object mapping.
    pub mapping: MappingId,
    /// The side that is written.
    pub side: Side,
    /// The record; none for one that is to be made.
    pub record: Option<RecordRef>,
    /// The write.
    pub act: Act,
}

/// How a blank is shown where a value would stand.
pub const BLANK: &str = "(blank)";

/// Examples of each group that a summary shows.
const EXAMPLES: usize = 2;

/// Links that are summed up in one step.
const STEP: usize = 2_000;

/// Steps that one plan may take; a guard.
const MOST_STEPS: u32 = 1_000_000;

/// Rows that one call reads, on the side whose check before a write is a read.
const CHECKED_PER_CALL: u64 = 100;

impl App {
    /// Reads both sides, plans, and sums the plan up; writes nothing to either.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn plan_view(&self, pair: PairId, actor: &str) -> Result<PlanView, AppError> {
        let turn = self.turn(pair, Work::Plan).await;
        let report = self.pass_in_turn(&turn, actor, PLANNING).await?;
        self.view(pair, report).await
    }

    pub(crate) async fn view(
        &self,
        pair: PairId,
        report: PassReport,
    ) -> Result<PlanView, AppError> {
        let sum = self.sum(pair)?;
        let groups = sum.groups();
        let calls = self.planned_calls(pair, &groups).await?;
        let preflight = self.preflight_of(pair, &Planned { groups: &groups, calls: &calls })?;
        Ok(PlanView {
            pair,
            run: report.run,
            looked_at: report.counts.looked_at,
            fields: sum.fields(),
            examples: sum.examples,
            groups,
            conflicts: report.counts.conflicts,
            skips: report.counts.skips,
            brakes: report.brakes,
            unread: report.unread,
            drift: report.drift,
            preflight,
            calls,
        })
    }

    /// What the plan as it stands writes, by kind.
    pub(crate) fn planned_groups(&self, pair: PairId) -> Result<Vec<PlanGroup>, AppError> {
        Ok(self.sum(pair)?.groups())
    }

    fn sum(&self, pair: PairId) -> Result<Sum, AppError> {
        let (mut sum, mut after) = (Sum::default(), None);
        for _ in 0..MOST_STEPS {
            let rows = self.store.planned_after(pair, after, STEP)?;
            let Some(last) = rows.last() else { break };
            after = Some(last.link);
            rows.into_iter().for_each(|row| sum.add(row));
        }
        Ok(sum)
    }

    /// About how many calls these writes cost, per side.
    pub(crate) async fn planned_calls(
        &self,
        pair: PairId,
        groups: &[PlanGroup],
    ) -> Result<Both<u64>, AppError> {
        let mut calls = Both::default();
        let connections = self.store.pair(pair)?.connections;
        for side in Side::ALL {
            let per_call = self.connector(*connections.get(side)).await?.rows_per_write() as u64;
            let of_side = groups.iter().filter(|group| group.side == side);
            *calls.get_mut(side) = of_side.map(|group| cost(group, per_call)).sum();
        }
        Ok(calls)
    }
}

/// A write per batch; an update of HubSpot is read before and after besides.
fn cost(group: &PlanGroup, per_call: u64) -> u64 {
    let writes = group.records.div_ceil(per_call.max(1));
    let reads = match (group.side, group.act) {
        (Side::HubSpot, "update") => 2 * group.records.div_ceil(CHECKED_PER_CALL),
        (Side::HubSpot | Side::Salesforce, _) => 0,
    };
    writes + reads
}

impl PlanView {
    /// What its creates set off, each thing once with its whole count.
    #[must_use]
    pub fn sets_off(&self) -> Vec<SetsOff> {
        let mut whole: BTreeMap<Consequence, u64> = BTreeMap::new();
        for of_group in self.groups.iter().flat_map(|group| &group.sets_off) {
            *whole.entry(of_group.what).or_default() += of_group.count;
        }
        whole.into_iter().map(|(what, count)| SetsOff { what, count }).collect()
    }
}

/// A plan, summed up row by row, so that a large one need not fit into memory.
#[derive(Default)]
struct Sum {
    groups: BTreeMap<(MappingId, Side, ObjectName, &'static str), u64>,
    fields: BTreeMap<(Side, String, String, String), Values>,
    shown: BTreeMap<(Side, &'static str), usize>,
    examples: Vec<PlannedRecord>,
}

/// How many values, and how many of them are blank.
#[derive(Clone, Copy, Default)]
struct Values {
    all: u64,
    cleared: u64,
}

impl Sum {
    fn add(&mut self, row: OutboxRow) {
        let kind = kind(&row.act);
        let key = (row.mapping.clone(), row.side, row.act.object().clone(), kind);
        *self.groups.entry(key).or_default() += 1;
        let changes = if kind == "update" { row.act.changes() } else { &[] };
        for change in changes {
            let field = change.field.as_str().to_owned();
            let key = (row.side, field, code(&change.rule), code(&change.ruling));
            let values = self.fields.entry(key).or_default();
            values.all += 1;
            values.cleared += u64::from(change.after.is_blank());
        }
        let seen = self.shown.entry((row.side, kind)).or_default();
        if *seen < EXAMPLES {
            *seen += 1;
            self.examples.push(planned(row));
        }
    }

    fn groups(&self) -> Vec<PlanGroup> {
        let groups = self.groups.clone().into_iter();
        groups
            .map(|((mapping, side, object, act), records)| {
                let creates = act == "create";
                let sets_off =
                    if creates { by_creates(side, &object, records) } else { Vec::new() };
                PlanGroup { mapping, side, object, act, records, sets_off }
            })
            .collect()
    }

    fn fields(&self) -> Vec<FieldGroup> {
        let fields = self.fields.clone().into_iter();
        let mut groups: Vec<FieldGroup> = fields
            .map(|((side, field, rule, ruling), values)| FieldGroup {
                side,
                field,
                rule,
                ruling,
                values: values.all,
                cleared: values.cleared,
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.values));
        groups
    }
}

/// `create`, `update` or `delete`.
#[must_use]
pub const fn kind(act: &Act) -> &'static str {
    match act {
        Act::Create { .. } => "create",
        Act::Update { .. } => "update",
        Act::Delete { .. } => "delete",
    }
}

fn planned(row: OutboxRow) -> PlannedRecord {
    PlannedRecord {
        link: row.link,
        mapping: row.mapping,
        side: row.side,
        record: row.record,
        act: row.act,
    }
}

/// A change as people read it: `phone: "22 33" → "44 55"`.
#[must_use]
pub fn change_line(change: &FieldChange) -> String {
    let before = match &change.before {
        Reading::Unknown => "?".to_owned(),
        Reading::Blank => BLANK.to_owned(),
        Reading::Value(value) => shown(&Content::Value(value.clone())),
    };
    format!("{}: {before} → {}", change.field, shown(&change.after))
}

/// A value as people read it.
#[must_use]
pub fn shown(content: &Content) -> String {
    use crosswalk_model::Value;
    let Some(value) = content.value() else { return BLANK.to_owned() };
    match value {
        Value::Text(text) | Value::Choice(text) => format!("{text:?}"),
        Value::Decimal(number) => number.to_string(),
        Value::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Instant(at) => at.to_string(),
        Value::Choices(options) => {
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            format!("{{{}}}", options.join("; "))
        }
        Value::Reference(at) => format!("{} {}", at.object, at.id),
        Value::References(all) => {
            let ids: Vec<&str> = all.iter().map(|at| at.id.as_str()).collect();
            format!("{{{}}}", ids.join("; "))
        }
    }
}
