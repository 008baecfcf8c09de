//! Deal stages: what a HubSpot stage is called in Salesforce (H56).
//!
//! The pair file names pipelines and stages by their labels, because that is what people know. A
//! name that the accounts do not have is a flaw when a file is taken in; in a pass its deals get a
//! named error, and everything else goes on: labels are renamed every day.

use serde::{Deserialize, Serialize};

use crosswalk_model::mapping::StageMap;
use crosswalk_model::schema::{Pipeline, Stage};
use crosswalk_model::{ObjectName, Side};

use super::{Flaw, FlawCode, Schemas};

/// The object whose stages these are.
pub(super) const DEALS: &str = "deals";
const OPPORTUNITIES: &str = "Opportunity";

/// HubSpot's property of a deal's stage.
pub const STAGE_HUBSPOT: &str = "dealstage";
/// HubSpot's property of the pipeline that a deal goes through.
pub const PIPELINE_HUBSPOT: &str = "pipeline";
/// Salesforce's field of a deal's stage.
pub const STAGE_SALESFORCE: &str = "StageName";

/// The stages of every pipeline that takes part, in HubSpot's own order: new deals go to the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    /// The pipelines.
    pub pipelines: Vec<PipelineStages>,
}

/// The stages of one HubSpot pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineStages {
    /// The pipeline's id.
    pub id: String,
    /// HubSpot's stage id and Salesforce's API name, in the order of the pipeline.
    pub stages: Vec<(String, String)>,
}

impl Stages {
    /// What a HubSpot stage is called in Salesforce. Stage ids are unique over all pipelines.
    #[must_use]
    pub fn in_salesforce(&self, stage: &str) -> Option<&str> {
        let all = self.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        all.into_iter().find(|(id, _)| id == stage).map(|(_, name)| name.as_str())
    }

    /// What a Salesforce stage is in HubSpot: a stage of the pipeline that the deal is in, for it
    /// never moves to another one by itself; of the first one for a new deal. Where several stages
    /// share a name, the first.
    #[must_use]
    pub fn in_hubspot(&self, stage: &str, pipeline: Option<&str>) -> Option<&str> {
        let here = |it: &&PipelineStages| pipeline.is_none_or(|id| it.id == id);
        let stages = &self.pipelines.iter().find(here)?.stages;
        stages.iter().find(|(_, name)| name == stage).map(|(id, _)| id.as_str())
    }

    /// The pipeline of new deals.
    #[must_use]
    pub fn first_pipeline(&self) -> Option<&str> {
        self.pipelines.first().map(|pipeline| pipeline.id.as_str())
    }
}

/// The file's stage maps by the ids that both accounts have, and what they do not have.
pub(super) fn build(maps: &[StageMap], schemas: &Schemas) -> (Stages, Vec<Flaw>) {
    let mut flaws = Vec::new();
    let mut stages = Stages::default();
    let hubspot = pipelines(schemas, Side::HubSpot);
    let salesforce: Vec<&Stage> =
        pipelines(schemas, Side::Salesforce).iter().flat_map(|it| &it.stages).collect();
    for map in maps {
        let Some(pipeline) = hubspot.iter().find(|it| it.label == map.pipeline) else {
            let pipeline = map.pipeline.clone();
            flaws.push(Flaw::of_file(FlawCode::UnknownPipeline { pipeline }));
            continue;
        };
        let known = |side, stage: &str, found: bool, flaws: &mut Vec<Flaw>| {
            if !found {
                let (pipeline, stage) = (map.pipeline.clone(), stage.to_owned());
                flaws.push(Flaw::of_file(FlawCode::UnknownStage { side, pipeline, stage }));
            }
        };
        for (here, there) in &map.stages {
            let found = pipeline.stages.iter().any(|stage| stage.label == *here);
            known(Side::HubSpot, here, found, &mut flaws);
            let found = salesforce.iter().any(|stage| stage.value == *there);
            known(Side::Salesforce, there, found, &mut flaws);
        }
        let named = pipeline.stages.iter().filter_map(|stage| {
            let name = map.stages.get(&stage.label)?;
            Some((stage.value.clone(), name.clone()))
        });
        stages.pipelines.push(PipelineStages { id: pipeline.id.clone(), stages: named.collect() });
    }
    let place = |it: &PipelineStages| hubspot.iter().position(|pipeline| pipeline.id == it.id);
    stages.pipelines.sort_by_key(place);
    (stages, flaws)
}

fn pipelines(schemas: &Schemas, side: Side) -> &[Pipeline] {
    let object = ObjectName::from(match side {
        Side::HubSpot => DEALS,
        Side::Salesforce => OPPORTUNITIES,
    });
    schemas.get(side).get(&object).map_or(&[], |schema| schema.pipelines.as_slice())
}

/// The stage maps that a new pair starts with: equal labels first, won with won, lost with lost,
/// and the others by how likely they are, never backwards. It is a suggestion that the admin sees;
/// a Salesforce stage that is left over is a named error of the deals in it, never a guess.
#[must_use]
pub fn suggest(schemas: &Schemas) -> Vec<StageMap> {
    let salesforce: Vec<&Stage> =
        pipelines(schemas, Side::Salesforce).iter().flat_map(|it| &it.stages).collect();
    let map = |pipeline: &Pipeline| {
        let named = pair_up(&pipeline.stages, &salesforce);
        let stages = named.into_iter().map(|(a, b)| (a.label.clone(), b.value.clone())).collect();
        StageMap { pipeline: pipeline.label.clone(), record_type: None, stages }
    };
    let mut maps: Vec<StageMap> = pipelines(schemas, Side::HubSpot).iter().map(map).collect();
    maps.retain(|map| !map.stages.is_empty());
    maps
}

fn pair_up<'a>(hubspot: &'a [Stage], salesforce: &[&'a Stage]) -> Vec<(&'a Stage, &'a Stage)> {
    let mut pairs: Vec<(&Stage, &Stage)> = Vec::new();
    let mut from = 0;
    for stage in hubspot {
        let taken = |it: &&&Stage| pairs.iter().any(|(_, other)| other.value == it.value);
        let free = || salesforce.iter().enumerate().filter(|(_, it)| !taken(it));
        let same_end = |(_, it): &(usize, &&'a Stage)| it.end == stage.end;
        let alike =
            free().find(|one| same_end(one) && one.1.label.eq_ignore_ascii_case(&stage.label));
        let onwards = free().filter(|one| {
            same_end(one) && (stage.end != crosswalk_model::schema::StageEnd::Open || one.0 >= from)
        });
        let nearest = onwards.min_by_key(|(_, it)| it.percent.abs_diff(stage.percent));
        if let Some((at, found)) = alike.or(nearest) {
            if stage.end == crosswalk_model::schema::StageEnd::Open {
                from = at + 1;
            }
            pairs.push((stage, *found));
        }
    }
    pairs
}

#[cfg(test)]
mod tests;
