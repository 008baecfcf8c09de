//! Pipelines of deals and tickets with their stages: what `dealstage` and `pipeline` can hold, since
//! the property list leaves their options out (`externalOptions`).

use std::collections::BTreeMap;

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{Pipeline, Stage, StageEnd};
use crosswalk_model::{ConnectorError, ObjectName};
use serde::Deserialize;

use super::{VERSION, api};
use crate::line::Line;

/// The objects that have pipelines here.
const WITH_PIPELINES: [&str; 2] = ["deals", "tickets"];

#[derive(Deserialize)]
struct Listing {
    results: Vec<Listed>,
}

/// A pipeline or one of its stages.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    id: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    display_order: i64,
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    stages: Vec<Listed>,
    /// All values are texts: `"isClosed": "false"`, `"probability": "0.2"` of a deal's,
    /// `"ticketState": "CLOSED"` of a ticket's.
    #[serde(default)]
    metadata: BTreeMap<String, String>,
}

/// The pipelines of an object in display order; none where it has none.
pub(super) async fn pipelines(
    line: &Line,
    object: &ObjectName,
    purpose: Purpose,
) -> Result<Vec<Pipeline>, ConnectorError> {
    if !WITH_PIPELINES.contains(&object.as_str()) {
        return Ok(Vec::new());
    }
    let path = format!("/crm/pipelines/{VERSION}/{}", api::segment(object.as_str()));
    let answer = api::read(line, api::get(path, purpose)).await?;
    let listing: Listing = api::parse(&answer)?;
    Ok(in_order(listing.results).into_iter().map(pipeline).collect())
}

fn in_order(mut listed: Vec<Listed>) -> Vec<Listed> {
    listed.retain(|it| !it.archived);
    listed.sort_by_key(|it| it.display_order);
    listed
}

fn pipeline(listed: Listed) -> Pipeline {
    let stages = in_order(listed.stages).into_iter().map(stage).collect();
    Pipeline { id: listed.id, label: listed.label, stages }
}

fn stage(listed: Listed) -> Stage {
    let percent = percent(listed.metadata.get("probability").map_or("", String::as_str));
    let closed = listed.metadata.get("isClosed").is_some_and(|it| it == "true");
    let done = listed.metadata.get("ticketState").is_some_and(|it| it == "CLOSED");
    // Nothing else tells won from lost: a closed stage is won when it is certain. A ticket that is
    // closed is done, which is no loss.
    let end = match (closed, percent) {
        _ if done => StageEnd::Won,
        (false, _) => StageEnd::Open,
        (true, 100..) => StageEnd::Won,
        (true, _) => StageEnd::Lost,
    };
    Stage { value: listed.id, label: listed.label, end, percent }
}

/// `0.2` is 20 percent.
fn percent(share: &str) -> u32 {
    let share: rust_decimal::Decimal = share.parse().unwrap_or_default();
    u32::try_from((share * rust_decimal::Decimal::ONE_HUNDRED).round().mantissa()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
