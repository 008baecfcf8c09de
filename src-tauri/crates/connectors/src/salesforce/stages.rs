//! The stages of opportunities and the statuses of cases. A describe lists their names only; whether
//! one ends a record, and in which order they come, stands in `OpportunityStage` and `CaseStatus`.

use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{Pipeline, Stage, StageEnd};
use crosswalk_model::{ConnectorError, ObjectName};

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, query_answer};
use super::errors::unreadable;
use super::rows::{Row, Rows};
use super::soql::{Condition, Literal, Op, Query};

const STAGE: &str = "OpportunityStage";
const CASE_STATUS: &str = "CaseStatus";

/// Stages that are read at most; an org has a few dozen.
const STAGES_MAX: usize = 2_000;

impl SalesforceConnector {
    /// All stages of opportunities, as one pipeline.
    pub(super) async fn stages(&self) -> Result<Vec<Pipeline>, ConnectorError> {
        let fields = ["Id", "ApiName", "MasterLabel", "IsClosed", "IsWon", "DefaultProbability"];
        let active = Condition::compare("IsActive", Op::Equal, Literal::Boolean(true));
        self.listed(STAGE, &fields, Some(active), stage).await
    }

    /// All statuses of cases, as one pipeline.
    pub(super) async fn case_statuses(&self) -> Result<Vec<Pipeline>, ConnectorError> {
        let fields = ["Id", "ApiName", "MasterLabel", "IsClosed"];
        self.listed(CASE_STATUS, &fields, None, status).await
    }

    async fn listed(
        &self,
        object: &str,
        fields: &[&str],
        condition: Option<Condition>,
        read: fn(&Row<'_>) -> Option<Stage>,
    ) -> Result<Vec<Pipeline>, ConnectorError> {
        let query = Query {
            object: object.to_owned(),
            fields: fields.iter().map(|name| (*name).to_owned()).collect(),
            children: None,
            condition,
            order: vec!["SortOrder"],
            limit: Some(STAGES_MAX),
        };
        let answer = self.query_all(&[query], Purpose::Sync).await?;
        let parts = CompositeAnswer::of(&answer.body)?;
        let body = query_answer(&parts, 0, &ObjectName::from(object))?;
        let rows: Rows<'_> =
            serde_json::from_str(body).map_err(|error| unreadable("query", &error))?;
        let stages = rows.records.iter().filter_map(read).collect();
        Ok(vec![Pipeline { id: String::new(), label: String::new(), stages }])
    }
}

/// A case that is closed is done, which is no loss.
fn status(row: &Row<'_>) -> Option<Stage> {
    let label = row.text("MasterLabel")?;
    let end = if row.is("IsClosed") { StageEnd::Won } else { StageEnd::Open };
    let value = row.text("ApiName").unwrap_or_else(|| label.clone());
    Some(Stage { value, label, end, percent: 0 })
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
