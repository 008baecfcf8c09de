//! Pipelines with their stages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::Call;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::time::{Millis, iso};

/// One pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pipeline {
    pub id: String,
    pub label: String,
    pub display_order: i64,
    pub stages: Vec<Stage>,
    pub created: Millis,
    pub updated: Millis,
    pub archived: Option<Millis>,
}

/// One stage. The metadata's values are texts: `"isClosed": "false"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stage {
    pub id: String,
    pub label: String,
    pub display_order: i64,
    pub metadata: BTreeMap<String, String>,
    pub created: Millis,
    pub updated: Millis,
    pub archived: Option<Millis>,
}

const DEAL_STAGES: &[(&str, &str, &str, &str)] = &[
    ("appointmentscheduled", "Appointment Scheduled", "0.2", "false"),
    ("qualifiedtobuy", "Qualified To Buy", "0.4", "false"),
    ("presentationscheduled", "Presentation Scheduled", "0.6", "false"),
    ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8", "false"),
    ("contractsent", "Contract Sent", "0.9", "false"),
    ("closedwon", "Closed Won", "1.0", "true"),
    ("closedlost", "Closed Lost", "0.0", "true"),
];

const TICKET_STAGES: &[(&str, &str, &str)] = &[
    ("1", "New", "OPEN"),
    ("2", "Waiting on contact", "OPEN"),
    ("3", "Waiting on us", "OPEN"),
    ("4", "Closed", "CLOSED"),
];

/// What a new portal has.
pub(super) fn standard() -> BTreeMap<String, Vec<Pipeline>> {
    let deals = DEAL_STAGES.iter().map(|(id, label, probability, closed)| {
        let metadata = [("isClosed", *closed), ("probability", *probability)];
        (*id, *label, metadata.to_vec())
    });
    let tickets =
        TICKET_STAGES.iter().map(|(id, label, state)| (*id, *label, vec![("ticketState", *state)]));
    BTreeMap::from([
        ("deals".to_owned(), vec![pipeline("default", "Sales Pipeline", deals)]),
        ("tickets".to_owned(), vec![pipeline("0", "Support Pipeline", tickets)]),
    ])
}

fn pipeline<'a>(
    id: &str,
    label: &str,
    stages: impl Iterator<Item = (&'a str, &'a str, Vec<(&'a str, &'a str)>)>,
) -> Pipeline {
    let stages = stages
        .zip(0..)
        .map(|((id, label, metadata), display_order)| Stage {
            id: id.to_owned(),
            label: label.to_owned(),
            display_order,
            metadata: metadata
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
            created: 0,
            updated: 0,
            archived: None,
        })
        .collect();
    Pipeline {
        id: id.to_owned(),
        label: label.to_owned(),
        display_order: 0,
        stages,
        created: 0,
        updated: 0,
        archived: None,
    }
}

impl Pipeline {
    /// One of deals, with stages by id, label and whether they are closed.
    pub fn of_deals((id, label): (&str, &str), all: &[(String, String, bool)], at: Millis) -> Self {
        let stages = all.iter().map(|(id, label, closed)| {
            let chance = if *closed { "1.0" } else { "0.4" };
            let is_closed = if *closed { "true" } else { "false" };
            (&**id, &**label, vec![("isClosed", is_closed), ("probability", chance)])
        });
        Pipeline { created: at, updated: at, ..pipeline(id, label, stages) }
    }
}

impl Stage {
    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "label": self.label,
            "displayOrder": self.display_order,
            "metadata": self.metadata,
            "createdAt": iso(self.created),
            "updatedAt": iso(self.updated),
            "archived": self.archived.is_some(),
        })
    }
}

impl Pipeline {
    fn json(&self) -> Value {
        let stages: Vec<Value> =
            self.stages.iter().filter(|stage| stage.archived.is_none()).map(Stage::json).collect();
        json!({
            "id": self.id,
            "label": self.label,
            "displayOrder": self.display_order,
            "stages": stages,
            "createdAt": iso(self.created),
            "updatedAt": iso(self.updated),
            "archived": self.archived.is_some(),
        })
    }
}

fn all<'a>(portal: &'a Portal, call: &Call<'_>) -> Outcome<Vec<&'a Pipeline>> {
    let object = portal.object(call.arg(0))?;
    let known = portal.pipelines.get(&object.plural);
    let known = known.filter(|_| object.id != "0-5" || call.on("hubspot.tickets.pipelines"));
    Ok(known.into_iter().flatten().filter(|pipeline| pipeline.archived.is_none()).collect())
}

fn one<'a>(portal: &'a Portal, call: &Call<'_>) -> Outcome<&'a Pipeline> {
    all(portal, call)?
        .into_iter()
        .find(|pipeline| pipeline.id == call.arg(1))
        .ok_or_else(Problem::missing)
}

pub(super) fn list(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let results: Vec<Value> = all(portal, call)?.into_iter().map(Pipeline::json).collect();
    Answer::ok(json!({ "results": results }))
}

pub(super) fn get(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    Answer::ok(one(portal, call)?.json())
}

pub(super) fn stages(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let pipeline = one(portal, call)?.json();
    Answer::ok(json!({ "results": pipeline.get("stages") }))
}

pub(super) fn stage(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    one(portal, call)?
        .stages
        .iter()
        .find(|stage| stage.archived.is_none() && stage.id == call.arg(2))
        .map_or_else(|| Err(Problem::missing()), |stage| Answer::ok(stage.json()))
}
