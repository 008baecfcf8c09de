//! The rest of everything by a query job. Where it stands is in the cursor, so that a crash or days
//! asleep only go on; a job that is lost is gone on from by pages, where they left off.

use crosswalk_model::connector::{Cursor, PullAsk, PullPage};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, RecordId, VendorWords};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Place, after_id, changes_from, cursor, moved_on, place_of};
use crate::salesforce::SalesforceConnector;
use crate::salesforce::bulk::query::{self, Extract};
use crate::salesforce::rows::selection;
use crate::salesforce::soql::Query;
use crate::salesforce::{junctions, kinds};

/// Where a query job stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Walk {
    job: RecordId,
    /// The last id that pages had read: the job reads those behind it.
    after: RecordId,
    /// Where changes start when everything is read.
    #[serde(default)]
    then: Option<Timestamp>,
    /// The next page of results, once the first was read.
    #[serde(default)]
    locator: Option<String>,
    /// How often it was looked at in vain.
    #[serde(default)]
    looks: u32,
}

impl Walk {
    /// Whether its results are still to come.
    pub(super) const fn waits(&self) -> bool {
        self.locator.is_none()
    }

    /// A page of nothing.
    pub(super) fn unmoved(self) -> Result<PullPage, ConnectorError> {
        let cursor = cursor(&Place::Extract(self))?;
        Ok(PullPage { records: Vec::new(), cursor, more: true })
    }
}

/// An ask's walk, if its cursor is in one.
pub(super) fn walk_of(ask: &PullAsk) -> Result<Option<Walk>, ConnectorError> {
    match place_of(ask)? {
        Place::Extract(walk) => Ok(Some(walk)),
        Place::Everything { .. } | Place::Changes { .. } => Ok(None),
    }
}

impl SalesforceConnector {
    /// Hands the rest of an object over to a job where that takes fewer calls. Wherever a job cannot
    /// serve, pages go on: a list of children is no column, and not every sign-in may run jobs.
    pub(super) async fn or_by_a_job(
        &self,
        place: Place,
        ask: &PullAsk,
        schema: &ObjectSchema,
    ) -> Result<Place, ConnectorError> {
        let Place::Everything { after: Some(after), then } = &place else { return Ok(place) };
        if junctions::wanted(schema, &ask.fields).is_some() || kinds::is_one(&ask.object) {
            return Ok(place);
        }
        let many = self.about_how_many(&ask.object, ask.purpose).await?;
        if many.is_none_or(|many| many < query::FROM) {
            return Ok(place);
        }
        let query = Query {
            object: schema.object.as_str().to_owned(),
            fields: selection(schema, &ask.fields),
            children: None,
            condition: kinds::narrowed(&schema.object, Some(after_id(after))),
            order: Vec::new(),
            limit: None,
        };
        match self.extract_begun(&query.statement()?, ask.purpose).await {
            Ok(job) => {
                let (after, then) = (after.clone(), *then);
                Ok(Place::Extract(Walk { job, after, then, locator: None, looks: 0 }))
            }
            Err(ConnectorError::Refused(words) | ConnectorError::NotAllowed(words)) => {
                tracing::info!(code = words.code, "no query job: pages go on");
                Ok(place)
            }
            Err(error) => Err(error),
        }
    }

    /// The next page of a job's results.
    pub(super) async fn extract_next(
        &self,
        ask: &PullAsk,
        mut walk: Walk,
    ) -> Result<PullPage, ConnectorError> {
        let schema = self.schema(&ask.object).await?;
        let at = (&walk.job, walk.locator.as_deref());
        match self.extract_page(at, ask.purpose).await? {
            Extract::Waits if query::enough(walk.looks) => Err(still_running(&walk)),
            Extract::Waits => {
                tokio::time::sleep(query::pause(walk.looks)).await;
                walk.looks += 1;
                walk.unmoved()
            }
            Extract::Page(page) => {
                let records = page.read(&schema, |row| {
                    row.record(&schema, &ask.fields).map(|stamped| stamped.record)
                })?;
                let more = page.next.is_some();
                let place = match page.next {
                    Some(next) => {
                        moved_on(walk.locator.as_ref(), &next)?;
                        Place::Extract(Walk { locator: Some(next), ..walk })
                    }
                    None => changes_from(walk.then),
                };
                Ok(PullPage { records, cursor: cursor(&place)?, more })
            }
            Extract::Gone => {
                let (after, then) = (Some(walk.after), walk.then);
                let cursor: Cursor = cursor(&Place::Everything { after, then })?;
                Ok(PullPage { records: Vec::new(), cursor, more: true })
            }
        }
    }
}

fn still_running(walk: &Walk) -> ConnectorError {
    ConnectorError::Unavailable(VendorWords {
        code: "JOB_STILL_RUNNING".to_owned(),
        message: format!("query job {} is still running", walk.job),
        ..VendorWords::default()
    })
}
