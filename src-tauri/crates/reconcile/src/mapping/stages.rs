//! Stages of deals and tickets: what a HubSpot stage is called in Salesforce (H56, H118).
//!
//! The pair file names pipelines and stages by their labels, because that is what people know. A
//! name that the accounts do not have is a flaw when a file is taken in; in a pass its deals get a
//! named error, and everything else goes on: labels are renamed every day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crosswalk_model::mapping::StageMap;
use crosswalk_model::schema::{Pipeline, RecordType, Stage, StageEnd};
use crosswalk_model::{Both, Content, FieldName, ObjectName, Record, RecordId, Side, Value};

use super::{Flaw, FlawCode, Schemas};

/// HubSpot's property of a deal's stage.
pub const STAGE_HUBSPOT: &str = "dealstage";
/// Salesforce's field of a deal's stage.
pub const STAGE_SALESFORCE: &str = "StageName";

/// Salesforce's field of a record's type.
pub const RECORD_TYPE: &str = "RecordTypeId";

/// What goes through stages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staged {
    /// Deals, which are opportunities.
    #[default]
    Deals,
    /// Tickets, which are cases: an org's business process is the list of its statuses (H118).
    Tickets,
}

impl Staged {
    /// All of them.
    pub const ALL: [Staged; 2] = [Staged::Deals, Staged::Tickets];

    /// By the name of the HubSpot object.
    #[must_use]
    pub fn of(hubspot: &ObjectName) -> Option<Staged> {
        Staged::ALL.into_iter().find(|it| it.object(Side::HubSpot) == *hubspot)
    }

    /// What a map in the pair file is of, where it is of anything that is known.
    fn of_map(map: &StageMap) -> Option<Staged> {
        map.object.as_ref().map_or(Some(Staged::Deals), Staged::of)
    }

    /// The object of a side.
    #[must_use]
    pub fn object(self, side: Side) -> ObjectName {
        ObjectName::from(match (self, side) {
            (Staged::Deals, Side::HubSpot) => "deals",
            (Staged::Deals, Side::Salesforce) => "Opportunity",
            (Staged::Tickets, Side::HubSpot) => "tickets",
            (Staged::Tickets, Side::Salesforce) => "Case",
        })
    }

    /// The field of a side that holds the stage.
    #[must_use]
    pub const fn stage(self, side: Side) -> &'static str {
        match (self, side) {
            (Staged::Deals, Side::HubSpot) => STAGE_HUBSPOT,
            (Staged::Deals, Side::Salesforce) => STAGE_SALESFORCE,
            (Staged::Tickets, Side::HubSpot) => "hs_pipeline_stage",
            (Staged::Tickets, Side::Salesforce) => "Status",
        }
    }

    /// Whether these two fields hold the stage.
    #[must_use]
    pub fn is_stage(self, names: &Both<FieldName>) -> bool {
        Side::ALL.into_iter().all(|side| names.get(side).as_str() == self.stage(side))
    }

    /// HubSpot's property of the pipeline that a record goes through.
    #[must_use]
    pub const fn pipeline(self) -> &'static str {
        match self {
            Staged::Deals => "pipeline",
            Staged::Tickets => "hs_pipeline",
        }
    }

    /// How the pair file names it: deals need no name.
    fn named(self) -> Option<ObjectName> {
        match self {
            Staged::Deals => None,
            Staged::Tickets => Some(self.object(Side::HubSpot)),
        }
    }
}

/// The stages of every pipeline that takes part, in HubSpot's own order: new deals go to the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    /// What goes through them.
    #[serde(default)]
    pub of: Staged,
    /// The pipelines.
    pub pipelines: Vec<PipelineStages>,
    /// Whether the file names a pipeline that is not there by that name: which of those that are
    /// there it means, nobody knows.
    pub renamed: bool,
}

/// The stages of one HubSpot pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineStages {
    /// The pipeline's id.
    pub id: String,
    /// HubSpot's stage id and Salesforce's API name, in the order of the pipeline.
    pub stages: Vec<(String, String)>,
    /// Further Salesforce stages, with the HubSpot stage id that stands for them.
    pub also: Vec<(String, String)>,
    /// The record type of the opportunities that go through it, where the file ties one to it (H50).
    #[serde(default)]
    pub record_type: Option<RecordId>,
}

impl PipelineStages {
    fn in_hubspot(&self, stage: &str) -> Option<&str> {
        let own = self.stages.iter().find(|(_, name)| name == stage).map(|(id, _)| id.as_str());
        own.or_else(|| self.also.iter().find(|(name, _)| name == stage).map(|(_, id)| id.as_str()))
    }
}

impl Stages {
    /// What a HubSpot stage is called in Salesforce. Stage ids are unique over all pipelines.
    #[must_use]
    pub fn in_salesforce(&self, stage: &str) -> Option<&str> {
        let all = self.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        all.into_iter().find(|(id, _)| id == stage).map(|(_, name)| name.as_str())
    }

    /// What a Salesforce stage is in HubSpot: a stage of the pipeline that the deal is in, for it
    /// never moves to another one by itself, or that a new deal goes to.
    #[must_use]
    pub fn in_hubspot(&self, stage: &str, pipeline: Option<&str>) -> Option<&str> {
        let here = |it: &&PipelineStages| pipeline.is_none_or(|id| it.id == id);
        self.pipelines.iter().find(here)?.in_hubspot(stage)
    }

    /// The Salesforce stage that stands for all those which are one stage in HubSpot.
    #[must_use]
    pub fn leading(&self, stage: &str, pipeline: Option<&str>) -> Option<&str> {
        self.in_salesforce(self.in_hubspot(stage, pipeline)?)
    }

    /// Whether a pipeline is none of those that take part (H51).
    #[must_use]
    pub fn leave_out(&self, pipeline: &str) -> bool {
        let mapped = self.pipelines.iter().any(|it| it.id == pipeline);
        !mapped && !self.renamed && !self.pipelines.is_empty()
    }

    /// The pipeline that a new deal goes to: that of the opportunity's record type, else the first
    /// that is tied to none, else the first.
    #[must_use]
    pub fn pipeline_of_new(&self, opportunity: &Record) -> Option<&str> {
        let record_type = record_type_of(opportunity);
        let of_type =
            |it: &&PipelineStages| record_type.is_some() && it.record_type.as_ref() == record_type;
        let found = self.pipelines.iter().find(of_type);
        let found = found.or_else(|| self.pipelines.iter().find(|it| it.record_type.is_none()));
        found.or_else(|| self.pipelines.first()).map(|pipeline| pipeline.id.as_str())
    }

    /// The record type that a new opportunity gets, by the pipeline of its deal.
    #[must_use]
    pub fn record_type_of_new(&self, pipeline: &str) -> Option<&RecordId> {
        self.pipelines.iter().find(|it| it.id == pipeline)?.record_type.as_ref()
    }

    /// Whether record types matter.
    #[must_use]
    pub fn by_record_type(&self) -> bool {
        self.pipelines.iter().any(|it| it.record_type.is_some())
    }
}

/// The id of a record's record type, where it was read.
fn record_type_of(record: &Record) -> Option<&RecordId> {
    match record.fields.get(RECORD_TYPE) {
        Some(Content::Value(Value::Reference(at))) => Some(&at.id),
        Some(_) | None => None,
    }
}

/// The file's stage maps by the ids that both accounts have, and what they do not have.
pub(super) fn build(maps: &[StageMap], schemas: &Schemas) -> (BTreeMap<Staged, Stages>, Vec<Flaw>) {
    let mut flaws = Vec::new();
    let mut all = BTreeMap::new();
    for map in maps.iter().filter(|map| Staged::of_map(map).is_none()) {
        let pipeline = map.pipeline.clone();
        flaws.push(Flaw::of_file(FlawCode::UnknownPipeline { pipeline }));
    }
    for of in Staged::ALL {
        let maps = maps.iter().filter(|map| Staged::of_map(map) == Some(of));
        all.insert(of, build_one(of, maps, schemas, &mut flaws));
    }
    (all, flaws)
}

fn build_one<'a>(
    of: Staged,
    maps: impl Iterator<Item = &'a StageMap>,
    schemas: &Schemas,
    flaws: &mut Vec<Flaw>,
) -> Stages {
    let mut stages = Stages { of, ..Stages::default() };
    let hubspot = pipelines(of, schemas, Side::HubSpot);
    let salesforce = stages_of(of, schemas);
    for map in maps {
        let Some(pipeline) = hubspot.iter().find(|it| it.label == map.pipeline) else {
            let pipeline = map.pipeline.clone();
            stages.renamed = true;
            flaws.push(Flaw::of_file(FlawCode::UnknownPipeline { pipeline }));
            continue;
        };
        flaws.extend(unknown(map, pipeline, &salesforce));
        let id = |label: &String| {
            let stage = pipeline.stages.iter().find(|stage| stage.label == *label)?;
            Some(stage.value.clone())
        };
        let named = pipeline.stages.iter().filter_map(|stage| {
            let name = map.stages.get(&stage.label)?;
            Some((stage.value.clone(), name.clone()))
        });
        let also = map.also.iter().filter_map(|(name, label)| Some((name.clone(), id(label)?)));
        let (id, stages_here, also) = (pipeline.id.clone(), named.collect(), also.collect());
        let record_type = record_type(map, of, schemas);
        let unknown = map.record_type.clone().filter(|_| record_type.is_none());
        flaws.extend(unknown.map(|record_type| {
            let pipeline = map.pipeline.clone();
            Flaw::of_file(FlawCode::UnknownRecordType { pipeline, record_type })
        }));
        stages.pipelines.push(PipelineStages { id, stages: stages_here, also, record_type });
    }
    let place = |it: &PipelineStages| hubspot.iter().position(|pipeline| pipeline.id == it.id);
    stages.pipelines.sort_by_key(place);
    stages
}

/// The record type that a map names, by its developer name.
fn record_type(map: &StageMap, of: Staged, schemas: &Schemas) -> Option<RecordId> {
    let name = map.record_type.as_ref()?;
    let known = &schemas.salesforce.get(&of.object(Side::Salesforce))?.record_types;
    known.iter().find(|it| it.name == *name).map(|it| it.id.clone())
}

/// The names of one stage map that an account does not have.
fn unknown(map: &StageMap, pipeline: &Pipeline, salesforce: &[&Stage]) -> Vec<Flaw> {
    let named = map.stages.iter();
    let all = named.chain(map.also.iter().map(|(name, label)| (label, name)));
    let mut flaws = Vec::new();
    for (label, name) in all {
        let here = pipeline.stages.iter().any(|stage| stage.label == *label);
        let there = salesforce.iter().any(|stage| stage.value == *name);
        for (side, stage, known) in [(Side::HubSpot, label, here), (Side::Salesforce, name, there)]
        {
            let (pipeline, stage) = (map.pipeline.clone(), stage.clone());
            let flaw = Flaw::of_file(FlawCode::UnknownStage { side, pipeline, stage });
            if !known && !flaws.contains(&flaw) {
                flaws.push(flaw);
            }
        }
    }
    flaws
}

fn stages_of(of: Staged, schemas: &Schemas) -> Vec<&Stage> {
    pipelines(of, schemas, Side::Salesforce).iter().flat_map(|it| &it.stages).collect()
}

fn pipelines(of: Staged, schemas: &Schemas, side: Side) -> &[Pipeline] {
    let found = schemas.get(side).get(&of.object(side));
    found.map_or(&[], |schema| schema.pipelines.as_slice())
}

/// The stage maps that a new pair starts with: equal labels first, won with won, lost with lost, the
/// open ones spread evenly in their order. Salesforce stages that are left over go with the one
/// before them. It is a suggestion that the admin sees in the pair file.
#[must_use]
pub fn suggest(schemas: &Schemas) -> Vec<StageMap> {
    let mut maps = Vec::new();
    for of in Staged::ALL {
        let salesforce = stages_of(of, schemas);
        let types = schemas.salesforce.get(&of.object(Side::Salesforce));
        let types = types.map_or(&[][..], |schema| schema.record_types.as_slice());
        let pipelines = pipelines(of, schemas, Side::HubSpot).iter();
        maps.extend(pipelines.map(|pipeline| {
            // Of a record type of the same name it is most likely the pipeline.
            let alike = |it: &&RecordType| it.label.eq_ignore_ascii_case(&pipeline.label);
            let record_type = types.iter().find(alike).map(|it| it.name.clone());
            let object = of.named();
            StageMap { object, record_type, ..suggest_one(pipeline, &salesforce) }
        }));
    }
    maps.retain(|map| !map.stages.is_empty());
    maps
}

fn suggest_one(pipeline: &Pipeline, salesforce: &[&Stage]) -> StageMap {
    let mut map = StageMap {
        object: None,
        pipeline: pipeline.label.clone(),
        record_type: None,
        stages: BTreeMap::new(),
        also: BTreeMap::new(),
    };
    for end in [StageEnd::Open, StageEnd::Won, StageEnd::Lost] {
        let here: Vec<&Stage> = pipeline.stages.iter().filter(|stage| stage.end == end).collect();
        let there: Vec<&Stage> =
            salesforce.iter().copied().filter(|stage| stage.end == end).collect();
        let mut led: Vec<(usize, &Stage)> = Vec::new();
        for (place, stage) in here.iter().enumerate() {
            let alike = |it: &&Stage| it.label.eq_ignore_ascii_case(&stage.label);
            let even = spread(place, here.len(), there.len());
            let Some(at) = there.iter().position(alike).or(even) else { continue };
            let Some(found) = there.get(at) else { continue };
            map.stages.insert(stage.label.clone(), found.value.clone());
            led.push((at, stage));
        }
        led.sort_by_key(|(at, _)| *at);
        for (at, stage) in there.iter().enumerate() {
            let before = led.iter().rev().find(|(leads, _)| *leads <= at).or(led.first());
            let leads = led.iter().any(|(leads, _)| *leads == at);
            if let (Some((_, here)), false) = (before, leads) {
                map.also.insert(stage.value.clone(), here.label.clone());
            }
        }
    }
    map
}

/// The place among `there` stages of the one at `place` among `here`: first with first, last with
/// last.
fn spread(place: usize, here: usize, there: usize) -> Option<usize> {
    let last = there.checked_sub(1)?;
    let steps = here.checked_sub(1).filter(|steps| *steps > 0);
    Some(steps.map_or(0, |steps| (place * last + steps / 2) / steps))
}

#[cfg(test)]
mod tests;
