//! Owners: the people and queues that records belong to.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::Call;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::time::{Millis, iso};

/// One owner. Its id is not its user's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Owner {
    pub id: u64,
    pub user_id: u64,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub created: Millis,
    pub updated: Millis,
    pub archived: bool,
}

impl Owner {
    fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "email": self.email,
            "type": "PERSON",
            "firstName": self.first_name,
            "lastName": self.last_name,
            "userId": if self.archived { Value::Null } else { json!(self.user_id) },
            "userIdIncludingInactive": self.user_id,
            "createdAt": iso(self.created),
            "updatedAt": iso(self.updated),
            "archived": self.archived,
        })
    }
}

pub(super) fn list(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let archived = call.query_flag("archived")?;
    let limit = call.limit(100, 500)?;
    let after = cursor(call)?;
    let email = call.query("email").map(str::to_lowercase);
    let mut found = portal.owners.range(after + 1..).map(|(_, owner)| owner).filter(|owner| {
        (owner.archived == archived || !call.on("hubspot.owners.deactivated"))
            && email.as_ref().is_none_or(|email| owner.email.to_lowercase() == *email)
    });
    let page: Vec<&Owner> = found.by_ref().take(limit).collect();
    let mut body = json!({ "results": page.iter().map(|owner| owner.json()).collect::<Vec<_>>() });
    if let (Some(last), Some(_)) = (page.last(), found.next())
        && call.on("hubspot.owners.paging")
    {
        let link = super::objects::next_link(call, &last.id.to_string());
        body["paging"] = json!({ "next": { "after": last.id.to_string(), "link": link } });
    }
    Answer::ok(body)
}

fn cursor(call: &Call<'_>) -> Outcome<u64> {
    match call.query("after") {
        None => Ok(0),
        Some(after) => {
            after.parse().map_err(|_| Problem::invalid(format!("Invalid after: {after}")))
        }
    }
}

pub(super) fn get(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let archived = call.query_flag("archived")?;
    let id: u64 = call.arg(0).parse().map_err(|_| Problem::missing())?;
    let by_user = match call.query("idProperty") {
        None | Some("id") => false,
        Some("userId") if call.on("hubspot.owners.by_user") => true,
        Some(other) => return Err(Problem::invalid(format!("Invalid idProperty: {other}"))),
    };
    portal
        .owners
        .values()
        .filter(|owner| owner.archived == archived)
        .find(|owner| if by_user { owner.user_id == id } else { owner.id == id })
        .map_or_else(|| Err(Problem::missing()), |owner| Answer::ok(owner.json()))
}
