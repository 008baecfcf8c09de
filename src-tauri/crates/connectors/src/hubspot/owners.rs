//! People who can own records.

use crosswalk_model::connector::Owner;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, RecordRef};
use serde::Deserialize;

use super::archived::Paging;
use super::{OWNERS, VERSION, api};
use crate::line::Line;

/// Owners of one page.
const PAGE: usize = 100;
/// Pages that are read at most.
const MAX_PAGES: usize = 1_000;

#[derive(Deserialize)]
struct Listing {
    results: Vec<Person>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    id: String,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    first_name: Option<String>,
    #[serde(default)]
    last_name: Option<String>,
    /// Of a deactivated user the other one is null.
    #[serde(default)]
    user_id_including_inactive: Option<u64>,
    #[serde(rename = "type", default)]
    kind: Option<String>,
}

/// Active owners, then deactivated ones.
pub(super) async fn owners(line: &Line) -> Result<Vec<Owner>, ConnectorError> {
    let mut all = listing(line, Listed::Active).await?;
    all.extend(listing(line, Listed::Archived).await?);
    Ok(all)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Active,
    Archived,
}

async fn listing(line: &Line, listed: Listed) -> Result<Vec<Owner>, ConnectorError> {
    let archived = listed == Listed::Archived;
    let mut owners = Vec::new();
    let mut page = String::new();
    for _ in 0..MAX_PAGES {
        let path = format!("/crm/owners/{VERSION}?limit={PAGE}&archived={archived}{page}");
        let answer = api::read(line, api::get(path, Purpose::Sync)).await?;
        let listing: Listing = api::parse(&answer)?;
        owners.extend(listing.results.into_iter().map(|person| owner(person, listed)));
        let Some(next) = listing.paging.and_then(|paging| paging.next) else {
            return Ok(owners);
        };
        page = format!("&after={}", api::segment(&next.after));
    }
    Err(ConnectorError::Protocol("a list of owners that does not end".to_owned()))
}

fn owner(person: Person, listed: Listed) -> Owner {
    let parts = [person.first_name, person.last_name];
    let names: Vec<String> = parts.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    let email = person.email.filter(|email| !email.is_empty()).map(|email| email.to_lowercase());
    Owner {
        at: RecordRef::new(OWNERS, person.id),
        name: if names.is_empty() { email.clone().unwrap_or_default() } else { names.join(" ") },
        email,
        user: person.user_id_including_inactive.map(|id| id.to_string().into()),
        active: listed == Listed::Active,
        kind: person.kind.unwrap_or_else(|| "PERSON".to_owned()),
    }
}
