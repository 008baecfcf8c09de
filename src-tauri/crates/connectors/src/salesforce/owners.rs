//! Users and queues.

use crosswalk_model::connector::Owner;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, ObjectName, RecordId, RecordRef};

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, query_answer};
use super::errors::unreadable;
use super::pull::{PAGE_ROWS, after_id};
use super::rows::{Row, Rows};
use super::soql::{Condition, Literal, Op, Query};

/// More pages of owners are not asked for.
const PAGES_MAX: usize = 100;

/// What owners are, and how each kind is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Queue,
}

impl SalesforceConnector {
    /// Everybody who owns records or did: inactive users too, since records still name them.
    pub(super) async fn all_owners(&self) -> Result<Vec<Owner>, ConnectorError> {
        let mut owners = Vec::new();
        let mut open: Vec<(Kind, Option<RecordId>)> =
            vec![(Kind::Person, None), (Kind::Queue, None)];
        for _ in 0..PAGES_MAX {
            if open.is_empty() {
                break;
            }
            let queries: Vec<Query> =
                open.iter().map(|(kind, after)| kind.query(after.as_ref())).collect();
            let answer = self.query_all(&queries, Purpose::Sync).await?;
            let parts = CompositeAnswer::of(&answer.body)?;
            let mut next = Vec::new();
            for (at, (kind, _)) in open.iter().enumerate() {
                let body = query_answer(&parts, at, &ObjectName::from(kind.object()))?;
                let rows: Rows<'_> =
                    serde_json::from_str(body).map_err(|error| unreadable("query", &error))?;
                owners.extend(rows.records.iter().filter_map(|row| kind.owner(row)));
                let last = rows.records.last().and_then(|row| row.id("Id"));
                if last.is_some() && (!rows.done || rows.records.len() >= PAGE_ROWS) {
                    next.push((*kind, last));
                }
            }
            open = next;
        }
        Ok(owners)
    }
}

impl Kind {
    const fn object(self) -> &'static str {
        match self {
            Kind::Person => "User",
            Kind::Queue => "Group",
        }
    }

    fn query(self, after: Option<&RecordId>) -> Query {
        let (fields, only): (&[&str], Option<Condition>) = match self {
            Kind::Person => (&["Id", "Name", "Username", "Email", "IsActive", "UserType"], None),
            Kind::Queue => {
                let queue = Literal::Text("Queue".to_owned());
                (&["Id", "Name", "Email"], Some(Condition::compare("Type", Op::Equal, queue)))
            }
        };
        let conditions: Vec<Condition> = only.into_iter().chain(after.map(after_id)).collect();
        Query {
            object: self.object().to_owned(),
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            children: None,
            condition: (!conditions.is_empty()).then_some(Condition::All(conditions)),
            order: vec!["Id"],
            limit: Some(PAGE_ROWS),
        }
    }

    fn owner(self, row: &Row<'_>) -> Option<Owner> {
        let id = row.id("Id")?;
        let name = row.text("Name").or_else(|| row.text("Username")).unwrap_or_default();
        let (active, kind) = match self {
            Kind::Person => (row.is("IsActive"), row.text("UserType").unwrap_or_default()),
            Kind::Queue => (true, "Queue".to_owned()),
        };
        Some(Owner {
            at: RecordRef { object: ObjectName::from(self.object()), id },
            name,
            email: row.text("Email").map(|email| email.to_lowercase()),
            user: None,
            active,
            kind,
        })
    }
}

#[cfg(test)]
mod tests;
