//! The stages of opportunities. A describe lists their names only; whether one is won or lost, and
//! in which order they come, stands in `OpportunityStage`.

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{Pipeline, Stage, StageEnd};
use crosswalk_model::{ConnectorError, ObjectName};

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, query_answer};
use super::errors::unreadable;
use super::rows::{Row, Rows};
use super::soql::{Condition, Literal, Op, Query};

const STAGE: &str = "OpportunityStage";

/// Stages that are read at most; an org has a few dozen.
const STAGES_MAX: usize = 2_000;

impl SalesforceConnector {
    /// All stages of opportunities, as one pipeline.
    pub(super) async fn stages(&self) -> Result<Vec<Pipeline>, ConnectorError> {
        let answer = self.query_all(&[query()], Purpose::Sync).await?;
        let parts = CompositeAnswer::of(&answer.body)?;
        let body = query_answer(&parts, 0, &ObjectName::from(STAGE))?;
        let rows: Rows<'_> =
            serde_json::from_str(body).map_err(|error| unreadable("query", &error))?;
        let stages = rows.records.iter().filter_map(stage).collect();
        Ok(vec![Pipeline { id: String::new(), label: String::new(), stages }])
    }
}

fn query() -> Query {
    let fields = ["Id", "ApiName", "MasterLabel", "IsClosed", "IsWon", "DefaultProbability"];
    Query {
        object: STAGE.to_owned(),
        fields: fields.into_iter().map(str::to_owned).collect(),
        children: None,
        condition: Some(Condition::compare("IsActive", Op::Equal, Literal::Boolean(true))),
        order: vec!["SortOrder"],
        limit: Some(STAGES_MAX),
    }
}

fn stage(row: &Row<'_>) -> Option<Stage> {
    let label = row.text("MasterLabel")?;
    let end = match (row.is("IsClosed"), row.is("IsWon")) {
        (_, true) => StageEnd::Won,
        (true, false) => StageEnd::Lost,
        (false, false) => StageEnd::Open,
    };
    let percent = row.get("DefaultProbability").map_or("0", |raw| raw.get());
    let percent: rust_decimal::Decimal = percent.parse().unwrap_or_default();
    let percent = u32::try_from(percent.round().mantissa()).unwrap_or(0);
    Some(Stage { value: row.text("ApiName").unwrap_or_else(|| label.clone()), label, end, percent })
}
