//! What is worth knowing before the first run, and after each change of the mapping: what would stop
//! it, what would be left behind, and what it costs. By what is recorded and planned; neither side is
//! asked.

use std::collections::BTreeMap;

use crosswalk_model::mapping::{CreateInHubSpot, ObjectMapping, OnDelete, PairFile};
use crosswalk_model::{Both, FieldName, MappingId, ObjectName, PairId, Side, Timestamp};
use crosswalk_reconcile::mapping::{Design, FlawCode, ObjectDesign, Schemas, writes};
use crosswalk_store::PairState;
use serde::Serialize;

use crate::accounts::needs::Part;
use crate::error::AppError;
use crate::open::App;
use crate::plans::PlanGroup;

mod misfits;

/// What was found before a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Preflight {
    /// Whether a person should read it now.
    pub because: Because,
    /// The gravest first.
    pub lines: Vec<PreflightLine>,
}

/// Why a person should read it now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Nothing was written yet.
    FirstRun,
    /// Nothing was written by this mapping yet.
    MappingChanged,
    /// This mapping has written before.
    #[default]
    Nothing,
}

/// One thing that was found. Its words are `preflight-CODE` and `preflight-do-CODE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PreflightLine {
    /// How grave it is.
    pub severity: Severity,
    /// What it is.
    pub code: PreflightCode,
    /// The object mapping, where it is about one.
    pub mapping: Option<MappingId>,
    /// The side that would be written, where it is about one.
    pub side: Option<Side>,
    /// The fields that it names.
    pub fields: Vec<String>,
    /// How many: records, values, calls.
    pub count: u64,
    /// Options of a list, or names of the person's own. Nobody's data.
    pub examples: Vec<String>,
}

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing, or nothing of that object, is written until it is mended.
    Stop,
    /// Something is left behind, or happens that may not be wanted.
    Warning,
    /// Worth knowing.
    Note,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PreflightCode {
    /// HubSpot's own connector wrote lately.
    NativeRuns,
    /// A text of HubSpot's is tied to the reference that an account's name is (S48).
    CompanyName,
    /// The mapping does not fit the accounts.
    MappingFlaw,
    /// A field is not what the mapping was made for.
    FieldDrifted,
    /// No records are made on a side without the pair's id field (P7).
    NoIdField,
    /// A new record needs a field that nothing is mapped to.
    RequiredUnmapped,
    /// Records that lack what a new record on the other side needs.
    RequiredEmpty,
    /// Values that are no option of the list on the other side.
    PicklistGap,
    /// Values that are longer than the field on the other side.
    TooLong,
    /// Values that have no form on the other side.
    DoesNotFit,
    /// Records that look alike by what partners are found by.
    Duplicates,
    /// Another HubSpot account shares the org: what one makes, another may take for new (S11).
    SharedOrg,
    /// Companies were switched on after deals: HubSpot's own connector would take the accounts off
    /// the opportunities (H48).
    CompaniesAfterDeals,
    /// Whoever left the list or filter is not deleted along (H25).
    DeletesOutsideScope,
    /// HubSpot merges no companies while its own integration is on (H35).
    CompanyMerges,
    /// Records that are made, by object.
    Creates,
    /// The writes cost more calls than today's budget has left.
    CallsOverBudget,
    /// About what the writes cost.
    Calls,
}

impl PreflightCode {
    /// The end of its words' id.
    #[must_use]
    pub fn word(self) -> String {
        crate::words::code(&self)
    }

    /// Whether the summary of a plan tells it anyway.
    #[must_use]
    pub const fn is_in_the_plan(self) -> bool {
        matches!(self, PreflightCode::Creates | PreflightCode::Calls | PreflightCode::FieldDrifted)
    }
}

/// A line that is about nothing in particular yet.
fn line(severity: Severity, code: PreflightCode, count: u64) -> PreflightLine {
    PreflightLine {
        severity,
        code,
        mapping: None,
        side: None,
        fields: Vec::new(),
        count,
        examples: Vec::new(),
    }
}

/// What of a plan it counts on.
pub(crate) struct Planned<'p> {
    pub groups: &'p [PlanGroup],
    pub calls: &'p Both<u64>,
}

/// Runs that are looked back at for one that wrote.
const RUNS_LOOKED_AT: usize = 100;

impl App {
    /// Everything worth knowing before the pair's next run, by what is recorded and planned.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when the pair has no mapping; [`AppError::Store`].
    pub async fn preflight(&self, pair: PairId) -> Result<Preflight, AppError> {
        let groups = self.planned_groups(pair)?;
        let calls = self.planned_calls(pair, &groups).await?;
        self.preflight_of(pair, &Planned { groups: &groups, calls: &calls })
    }

    pub(crate) fn preflight_of(
        &self,
        pair: PairId,
        planned: &Planned<'_>,
    ) -> Result<Preflight, AppError> {
        let part = self.part(pair, self.mapping(pair)?)?;
        let mut lines = self.of_others(pair, &part)?;
        lines.extend(self.of_history(pair, &part.file)?);
        lines.extend(of_mapping(&part));
        lines.extend(self.of_records(pair, &part)?);
        lines.extend(self.of_cost(pair, planned)?);
        lines.sort();
        Ok(Preflight { because: self.because(pair)?, lines })
    }

    fn because(&self, pair: PairId) -> Result<Because, AppError> {
        let wrote = |counts: &serde_json::Value| {
            let of = |side: &str| counts["written"][side].as_u64().unwrap_or_default();
            of("salesforce") + of("hubspot") > 0
        };
        let runs = self.runs(pair, RUNS_LOOKED_AT)?;
        let all = runs.len();
        let last = runs.into_iter().find(|run| wrote(&run.counts)).map(|run| run.mapping_version);
        let now = self.store.mapping(pair, None)?.map(|it| it.version);
        Ok(match last {
            None if all < RUNS_LOOKED_AT => Because::FirstRun,
            Some(version) if Some(version) != now => Because::MappingChanged,
            None | Some(_) => Because::Nothing,
        })
    }

    /// Who else works on the same accounts.
    fn of_others(&self, pair: PairId, part: &Part) -> Result<Vec<PreflightLine>, AppError> {
        let mut lines = Vec::new();
        let own = self.store.pair(pair)?;
        let key = format!("connection/{}/another_connector", own.connections.hubspot);
        let seen: Option<Timestamp> = self.store.setting(&key)?.flatten();
        if let Some(at) = seen {
            let found = line(Severity::Stop, PreflightCode::NativeRuns, 1);
            lines.push(PreflightLine { examples: vec![at.to_string()], ..found });
        }
        let companies = part.file.mappings.iter().find(|it| it.hubspot.as_str() == "companies");
        let installed = part.schemas.hubspot.values().any(|schema| {
            ["salesforcecontactid", "salesforceaccountid"]
                .iter()
                .any(|name| schema.fields.contains_key(&FieldName::from(*name)))
        });
        if let (Some(companies), true) = (companies, installed || seen.is_some()) {
            let found = line(Severity::Note, PreflightCode::CompanyMerges, 1);
            lines.push(PreflightLine { mapping: Some(companies.id.clone()), ..found });
        }
        let others = self.store.pairs()?.into_iter().filter(|it| {
            let shares = it.connections.salesforce == own.connections.salesforce;
            it.id != pair && shares && it.state == PairState::Live
        });
        let others: Vec<String> = others.map(|it| it.name).collect();
        for mapping in &part.file.mappings {
            if !others.is_empty() && mapping.create.hubspot != CreateInHubSpot::Nothing {
                let count = others.len() as u64;
                let found = line(Severity::Warning, PreflightCode::SharedOrg, count);
                let (mapping, examples) = (Some(mapping.id.clone()), others.clone());
                lines.push(PreflightLine { mapping, examples, ..found });
            }
        }
        Ok(lines)
    }

    /// What the order of the mapping's versions sets off elsewhere, and what its filters leave out.
    fn of_history(&self, pair: PairId, file: &PairFile) -> Result<Vec<PreflightLine>, AppError> {
        let mut lines = Vec::new();
        let versions = self.store.mappings(pair)?;
        let first = |object: &str| {
            let has =
                |file: &PairFile| file.mappings.iter().any(|it| it.hubspot.as_str() == object);
            versions.iter().filter(|it| has(&it.document)).map(|it| it.version).min()
        };
        let named = |object: &str| file.mappings.iter().find(|it| it.hubspot.as_str() == object);
        if let (Some(companies), Some(deals), Some(mapping)) =
            (first("companies"), first("deals"), named("companies"))
            && companies > deals
            && named("deals").is_some()
        {
            let found = line(Severity::Note, PreflightCode::CompaniesAfterDeals, 1);
            lines.push(PreflightLine { mapping: Some(mapping.id.clone()), ..found });
        }
        let states = self.store.states(pair)?;
        let deletes = |it: &&ObjectMapping| {
            it.in_scope.is_some() && matches!(it.delete.hubspot, OnDelete::Delete | OnDelete::Ask)
        };
        for mapping in file.mappings.iter().filter(deletes) {
            let held = states.iter().filter(|it| {
                it.mapping == mapping.id && it.state == crosswalk_model::LinkState::Held
            });
            let held = held.map(|it| it.links).sum();
            let found = line(Severity::Note, PreflightCode::DeletesOutsideScope, held);
            let (mapping, side) = (Some(mapping.id.clone()), Some(Side::HubSpot));
            lines.push(PreflightLine { mapping, side, ..found });
        }
        Ok(lines)
    }

    /// What the records that are known come to.
    fn of_records(&self, pair: PairId, part: &Part) -> Result<Vec<PreflightLine>, AppError> {
        let mut lines = Vec::new();
        for state in self.store.states(pair)? {
            let code = match state.reason.as_str() {
                "no_id_field" => PreflightCode::NoIdField,
                "required_missing" => PreflightCode::RequiredEmpty,
                _ => continue,
            };
            let found = line(Severity::Warning, code, state.links);
            lines.push(PreflightLine { mapping: Some(state.mapping), ..found });
        }
        for mapping in part.file.mappings.iter().filter(|it| !it.match_by.is_empty()) {
            let doubles = self.doubles(pair, &mapping.id)?;
            for side in Side::ALL {
                let of_side = doubles.groups.iter().filter(|it| it.side == side);
                let mut kinds: Vec<String> = of_side.clone().map(|it| it.kind.clone()).collect();
                kinds.sort();
                kinds.dedup();
                if kinds.is_empty() {
                    continue;
                }
                let records = of_side.map(|it| it.count).sum();
                let found = line(Severity::Warning, PreflightCode::Duplicates, records);
                let (mapping, side) = (Some(mapping.id.clone()), Some(side));
                lines.push(PreflightLine { mapping, side, fields: kinds, ..found });
            }
        }
        if let Ok(design) = Design::for_a_pass(&part.file, &part.schemas, None) {
            for object in &design.objects {
                lines.extend(self.misfits(pair, object)?);
            }
        }
        for paused in self.paused_fields(pair)? {
            let drift = paused.drift;
            let stops = drift.pauses_the_object();
            let severity = if stops { Severity::Stop } else { Severity::Warning };
            lines.push(PreflightLine {
                mapping: Some(drift.mapping),
                side: Some(drift.side),
                fields: vec![drift.name.to_string()],
                ..line(severity, PreflightCode::FieldDrifted, 1)
            });
        }
        Ok(lines)
    }

    /// What the plan makes, and what it costs beside what is left of the day.
    fn of_cost(&self, pair: PairId, planned: &Planned<'_>) -> Result<Vec<PreflightLine>, AppError> {
        let mut lines = Vec::new();
        for group in planned.groups.iter().filter(|group| group.act == "create") {
            lines.push(PreflightLine {
                mapping: Some(group.mapping.clone()),
                side: Some(group.side),
                examples: group.sets_off.iter().map(|it| it.what.as_str().to_owned()).collect(),
                ..line(Severity::Note, PreflightCode::Creates, group.records)
            });
        }
        let connections = self.store.pair(pair)?.connections;
        for side in Side::ALL {
            let calls = *planned.calls.get(side);
            let left = self.ledger.left(*connections.get(side)).ok().flatten();
            let (severity, code) = match left {
                Some(left) if calls > left => (Severity::Warning, PreflightCode::CallsOverBudget),
                Some(_) | None => (Severity::Note, PreflightCode::Calls),
            };
            let found = line(severity, code, calls);
            let side = Some(side);
            lines.extend((calls > 0).then_some(PreflightLine { side, ..found }));
        }
        Ok(lines)
    }
}

/// What is wrong with the mapping itself, by what was last read of the accounts.
fn of_mapping(part: &Part) -> Vec<PreflightLine> {
    let mut lines = Vec::new();
    if let Err(flaws) = Design::compile(&part.file, &part.schemas) {
        for flaw in flaws.iter().filter(|flaw| flaw.stops_a_pass()) {
            let code = if flaw.code == FlawCode::CompanyName {
                PreflightCode::CompanyName
            } else {
                PreflightCode::MappingFlaw
            };
            lines.push(PreflightLine {
                mapping: flaw.object.clone(),
                fields: flaw.field.iter().map(ToString::to_string).collect(),
                examples: vec![flaw.code.to_string()],
                ..line(Severity::Stop, code, 1)
            });
        }
    }
    if let Ok(design) = Design::for_a_pass(&part.file, &part.schemas, None) {
        for object in &design.objects {
            lines.extend(required_unmapped(object, &part.schemas));
        }
    }
    lines
}

/// Fields that new records need and that nothing is ever written to.
fn required_unmapped(design: &ObjectDesign, schemas: &Schemas) -> Vec<PreflightLine> {
    let here = design.create.hubspot != CreateInHubSpot::Nothing;
    let here = here.then(|| design.hubspot.clone()).into_iter();
    let there = design.salesforce_objects_made().into_iter();
    let made = here.map(|object| (Side::HubSpot, object));
    let made = made.chain(there.map(|object| (Side::Salesforce, object)));
    made.filter_map(|(side, target)| lacking(design, schemas, (side, &target))).collect()
}

fn lacking(
    design: &ObjectDesign,
    schemas: &Schemas,
    (side, target): (Side, &ObjectName),
) -> Option<PreflightLine> {
    let pairs: Vec<_> = match side {
        Side::Salesforce => design.pairs(target).iter().collect(),
        Side::HubSpot => design.fields.values().flatten().collect(),
    };
    let is_written = |field: &FieldName| {
        pairs.iter().any(|pair| pair.names.get(side) == field && writes(pair.rule, side))
    };
    let required = design.required.get(side).get(target).into_iter().flatten();
    let missing: Vec<String> = required
        .filter(|field| !is_written(field) && !is_made_by_itself(field))
        .map(|field| label(schemas.get(side), target, field))
        .collect();
    let found = line(Severity::Warning, PreflightCode::RequiredUnmapped, missing.len() as u64);
    let (mapping, side) = (Some(design.id.clone()), Some(side));
    (!missing.is_empty()).then_some(PreflightLine { mapping, side, fields: missing, ..found })
}

/// What a new record gets without a mapping: its pipeline goes with its stage (A21).
fn is_made_by_itself(field: &FieldName) -> bool {
    matches!(field.as_str(), "pipeline" | "hs_pipeline")
}

fn label(
    schemas: &BTreeMap<ObjectName, crosswalk_model::schema::ObjectSchema>,
    object: &ObjectName,
    field: &FieldName,
) -> String {
    let known = schemas.get(object).and_then(|schema| schema.fields.get(field));
    known.map_or_else(|| field.to_string(), |it| it.label.clone())
}
