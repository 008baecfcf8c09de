//! Lists: which there are, who is in one, and who joined it. HubSpot tells who joined since, and
//! never who left (no membership has a "since").

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{Cursor, JoinsPage, RecordList};
use crosswalk_model::gate::Purpose;
use crosswalk_model::mapping::NamedList;
use crosswalk_model::{ConnectorError, ListId, ObjectName, RecordId};
use serde::{Deserialize, Serialize};

use super::archived::Paging;
use super::{BATCH, VERSION, api, content};
use crate::line::{Line, SendError};

/// Members of one page: the vendor's most.
const PAGE: usize = 250;

#[derive(Deserialize)]
struct Fetched {
    list: Listed,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    list_id: String,
    name: String,
    processing_type: String,
    object_type_id: String,
    #[serde(default)]
    size: Option<u64>,
}

/// The list of that name; where there is none, the one of that id, since a list can be renamed.
pub(super) async fn list(
    line: &Line,
    object: &ObjectName,
    named: &NamedList,
) -> Result<Option<RecordList>, ConnectorError> {
    let kind = type_id(object)?;
    let name = api::segment(&named.list);
    let path = format!("/crm/lists/{VERSION}/object-type-id/{}/name/{name}", api::segment(kind));
    if let Some(found) = fetch(line, path).await? {
        return Ok(Some(found.shown()));
    }
    let Some(id) = &named.id else { return Ok(None) };
    let found = fetch(line, format!("/crm/lists/{VERSION}/{}", api::segment(id))).await?;
    Ok(found.filter(|list| list.object_type_id == kind).map(Listed::shown))
}

async fn fetch(line: &Line, path: String) -> Result<Option<Listed>, ConnectorError> {
    let get = api::get(path, Purpose::Sync);
    let answer = line.send(get).await.map_err(SendError::of_a_read)?;
    if answer.status == http::StatusCode::NOT_FOUND {
        return Ok(None);
    }
    let fetched: Fetched = api::parse(&api::succeeded(answer)?)?;
    Ok(Some(fetched.list))
}

impl Listed {
    fn shown(self) -> RecordList {
        RecordList {
            id: ListId::from(self.list_id),
            name: self.name,
            active: self.processing_type == "DYNAMIC",
            size: self.size,
        }
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    inputs: Vec<AskedRecord<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AskedRecord<'a> {
    object_type_id: &'a str,
    record_id: &'a str,
}

#[derive(Deserialize)]
struct Memberships {
    results: Vec<MembershipsOf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MembershipsOf {
    record_id: String,
    record_list_memberships: Vec<InList>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InList {
    list_id: String,
}

/// Those of these records that are in the list, a hundred a call. A record that the answer leaves
/// out is in no list.
pub(super) async fn members(
    line: &Line,
    object: &ObjectName,
    list: &ListId,
    ids: &[RecordId],
) -> Result<BTreeSet<RecordId>, ConnectorError> {
    let kind = type_id(object)?;
    let path = format!("/crm/lists/{VERSION}/records/memberships/batch/read");
    let mut members = BTreeSet::new();
    for batch in ids.chunks(BATCH) {
        let record = |id| AskedRecord { object_type_id: kind, record_id: RecordId::as_str(id) };
        let asked = Asked { inputs: batch.iter().map(record).collect() };
        let post = api::post(path.clone(), &asked, Purpose::Sync)?;
        let told: Memberships = api::parse(&api::read(line, post).await?)?;
        let in_it = told.results.into_iter().filter(|record| {
            record.record_list_memberships.iter().any(|it| it.list_id == list.as_str())
        });
        members.extend(in_it.map(|record| RecordId::from(record.record_id)));
    }
    Ok(members)
}

#[derive(Deserialize)]
struct Joins {
    results: Vec<Join>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Join {
    record_id: String,
    membership_timestamp: String,
}

/// A page of members by when they joined. Without a `before`, the earliest stand first.
pub(super) async fn joins(
    line: &Line,
    list: &ListId,
    after: Option<&Cursor>,
) -> Result<JoinsPage, ConnectorError> {
    let list = api::segment(list.as_str());
    let after = after.map_or_else(String::new, |it| format!("&after={}", api::segment(&it.0)));
    let path = format!("/crm/lists/{VERSION}/{list}/memberships/join-order?limit={PAGE}{after}");
    let told: Joins = api::parse(&api::read(line, api::get(path, Purpose::Sync)).await?)?;
    let joined = |join: Join| {
        let at = content::instant(&join.membership_timestamp);
        let at =
            at.ok_or_else(|| ConnectorError::Protocol("a member without a time".to_owned()))?;
        Ok((RecordId::from(join.record_id), at))
    };
    let joins = told.results.into_iter().map(joined).collect::<Result<BTreeMap<_, _>, _>>()?;
    let next = told.paging.and_then(|paging| paging.next).map(|next| Cursor(next.after));
    Ok(JoinsPage { joins, next })
}

/// The number by which these calls know an object; a custom one is named by its own already.
fn type_id(object: &ObjectName) -> Result<&str, ConnectorError> {
    match object.as_str() {
        "contacts" => Ok("0-1"),
        "companies" => Ok("0-2"),
        "deals" => Ok("0-3"),
        "tickets" => Ok("0-5"),
        id if id.starts_with(|first: char| first.is_ascii_digit()) => Ok(id),
        _ => Err(ConnectorError::NoSuchObject(object.clone())),
    }
}

#[cfg(test)]
mod tests;
