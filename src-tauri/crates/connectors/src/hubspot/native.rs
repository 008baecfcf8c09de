//! HubSpot's own Salesforce connector: whatever it syncs, it stamps with the time.

use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectorError, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::{api, refusal};
use crate::line::{Dispatch, Line, SendError};

/// The property that HubSpot's own connector stamps on contacts, companies and deals. Accounts that
/// never had it have no such property.
const STAMP: &str = "salesforcelastsynctime";

#[derive(Deserialize)]
struct Found {
    results: Vec<Stamped>,
}

#[derive(Deserialize)]
struct Stamped {
    #[serde(default)]
    properties: std::collections::BTreeMap<String, Option<String>>,
}

/// The newest stamp since then.
pub(super) async fn synced_since(
    line: &Line,
    schema: &ObjectSchema,
    since: Timestamp,
) -> Result<Option<Timestamp>, ConnectorError> {
    if !schema.fields.contains_key(STAMP) {
        return Ok(None);
    }
    let value = since.as_millisecond().to_string();
    let body = json!({
        "filterGroups": [{ "filters": [
            { "propertyName": STAMP, "operator": "GTE", "value": value },
        ] }],
        "sorts": [{ "propertyName": STAMP, "direction": "DESCENDING" }],
        "properties": [STAMP],
        "limit": 1,
    });
    let dispatch = api::post(api::objects(&schema.object, "/search"), &body, Purpose::Sync)?;
    let dispatch = Dispatch { bucket: Bucket::HubSpotSearch, ..dispatch };
    let answer = line.send(dispatch).await.map_err(SendError::of_a_read)?;
    if !answer.status.is_success() {
        return Err(refusal::of_object(&answer, &schema.object));
    }
    let found: Found =
        serde_json::from_slice(&answer.body).map_err(|error| api::malformed(&error))?;
    let stamp = found.results.first().and_then(|row| row.properties.get(STAMP)?.as_deref());
    // A stamp that cannot be read is one all the same.
    Ok(stamp.map(|text| text.parse().unwrap_or(since)))
}
