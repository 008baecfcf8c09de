//! Who a connection is signed in to.

use crosswalk_model::gate::Purpose;
use crosswalk_model::{Account, AccountId, AccountKind, ConnectorError, ObjectName, RecordId};
use serde::Deserialize;

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, query_answer};
use super::errors::{success, unreadable};
use super::ids::normalise;
use super::rows::{Row, Rows};
use super::soql::{Condition, Literal, Op, Query};

/// Who a token belongs to.
#[derive(Debug, Deserialize)]
pub(super) struct UserInfo {
    pub(super) user_id: String,
    pub(super) organization_id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    preferred_username: Option<String>,
}

impl SalesforceConnector {
    /// The org, and the user that the token acts as.
    pub(super) async fn account(&self) -> Result<Account, ConnectorError> {
        let info = self.user_info().await?;
        let answer = self.query_all(&[organization(), main_currency()], Purpose::Sync).await?;
        let parts = CompositeAnswer::of(&answer.body)?;
        let body = query_answer(&parts, 0, &ObjectName::from("Organization"))?;
        let rows: Rows<'_> =
            serde_json::from_str(body).map_err(|error| unreadable("query", &error))?;
        let org = rows
            .records
            .first()
            .ok_or_else(|| ConnectorError::Protocol("an org without a row".to_owned()))?;
        let id = org
            .id("Id")
            .or_else(|| normalise(&info.organization_id))
            .ok_or_else(|| ConnectorError::Protocol("an org without an id".to_owned()))?;
        let grant = self.line.tokens.current().await?;
        Ok(Account {
            id: AccountId::from(id.as_str()),
            name: org.text("Name").unwrap_or_default(),
            kind: kind(org),
            edition: org.text("OrganizationType"),
            user: Some(info.user()?),
            user_name: info.preferred_username.or(info.name),
            base_url: grant.base.to_string(),
            time_zone: org.text("TimeZoneSidKey"),
            currency: currency(&parts),
        })
    }

    /// Whose token this is.
    pub(super) async fn user_info(&self) -> Result<UserInfo, ConnectorError> {
        let path = "/services/oauth2/userinfo".to_owned();
        let answer = success(self.get(path, Purpose::Sync).await?)?;
        serde_json::from_slice(&answer.body).map_err(|error| unreadable("userinfo", &error))
    }
}

impl UserInfo {
    /// The user's id.
    pub(super) fn user(&self) -> Result<RecordId, ConnectorError> {
        normalise(&self.user_id)
            .ok_or_else(|| ConnectorError::Protocol("a user without an id".to_owned()))
    }
}

fn organization() -> Query {
    let fields = [
        "Id",
        "Name",
        "OrganizationType",
        "IsSandbox",
        "TrialExpirationDate",
        "InstanceName",
        "NamespacePrefix",
        "DefaultLocaleSidKey",
        "TimeZoneSidKey",
    ];
    Query {
        object: "Organization".to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        children: None,
        condition: None,
        order: Vec::new(),
        limit: Some(1),
    }
}

/// Known to orgs with several currencies only; the others refuse the query, which costs nothing.
fn main_currency() -> Query {
    Query {
        object: "CurrencyType".to_owned(),
        fields: vec!["IsoCode".to_owned()],
        children: None,
        condition: Some(Condition::compare("IsCorporate", Op::Equal, Literal::Boolean(true))),
        order: Vec::new(),
        limit: Some(1),
    }
}

fn currency(parts: &CompositeAnswer<'_>) -> Option<String> {
    let body = query_answer(parts, 1, &ObjectName::from("CurrencyType")).ok()?;
    let rows: Rows<'_> = serde_json::from_str(body).ok()?;
    rows.records.first()?.text("IsoCode")
}

/// Scratch orgs are sandboxes that expire; to us both hold no real data.
fn kind(org: &Row<'_>) -> AccountKind {
    if org.is("IsSandbox") {
        AccountKind::Sandbox
    } else if org.text("OrganizationType").as_deref() == Some("Developer Edition") {
        AccountKind::Developer
    } else {
        AccountKind::Production
    }
}

#[cfg(test)]
mod tests;
