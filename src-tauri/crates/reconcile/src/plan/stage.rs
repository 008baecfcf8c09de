//! The stage of a deal or a ticket crosses by the stage map (H56), within the pipeline that it is in.

use crosswalk_model::plan::SkipReason;
use crosswalk_model::{Content, FieldName, Record, Side, Value};

use crate::convert;
use crate::mapping::{FieldPair, Stages};

/// A stage of either side by the Salesforce name that stands for it. One without a name keeps its
/// own, and is equal to nothing on the other side.
pub(super) fn comparable(
    content: &Content,
    of: Side,
    stages: &Stages,
    pipeline: Option<&str>,
) -> Content {
    let name = text(content).and_then(|stage| match of {
        Side::HubSpot => stages.in_salesforce(stage),
        Side::Salesforce => stages.leading(stage, pipeline),
    });
    name.map_or_else(|| content.clone(), |name| Content::Value(Value::Choice(name.to_owned())))
}

/// The same stage as side `to` has it.
///
/// # Errors
/// [`SkipReason::NotAnOption`] where the stage map has no such stage.
pub(super) fn convert(
    content: &Content,
    to: Side,
    (pair, stages): (&FieldPair, &Stages),
    pipeline: Option<&str>,
) -> Result<Content, SkipReason> {
    let Some(stage) = text(content) else { return Ok(Content::Blank) };
    let found = match to {
        Side::Salesforce => stages.in_salesforce(stage),
        Side::HubSpot => stages.in_hubspot(stage, pipeline),
    };
    let unknown = || SkipReason::NotAnOption { option: stage.to_owned() };
    let named = Content::Value(Value::Choice(found.ok_or_else(unknown)?.to_owned()));
    convert::convert(&named, pair.schemas.get(to))
}

/// The pipeline that a HubSpot record is in.
pub(super) fn pipeline_of<'a>(record: &'a Record, stages: &Stages) -> Option<&'a str> {
    text(record.fields.get(&FieldName::from(stages.of.pipeline()))?)
}

fn text(content: &Content) -> Option<&str> {
    match content {
        Content::Value(Value::Choice(text) | Value::Text(text)) => Some(text),
        Content::Value(_) | Content::Blank => None,
    }
}
