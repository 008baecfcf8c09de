//! Which account this is.

use crosswalk_model::gate::Purpose;
use crosswalk_model::{Account, AccountId, AccountKind, ConnectorError};
use serde::Deserialize;

use super::{LOW_TIER, VERSION, api};
use crate::line::{Answer, Line};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    portal_id: u64,
    #[serde(default)]
    portal_name: Option<String>,
    #[serde(default)]
    account_type: String,
    #[serde(default)]
    time_zone: Option<String>,
    #[serde(default)]
    company_currency: Option<String>,
    #[serde(default)]
    ui_domain: Option<String>,
}

/// Asks for the account's details; any sign-in may.
pub(super) async fn who_am_i(line: &Line) -> Result<Account, ConnectorError> {
    let answer = details(line).await?;
    let edition = tier(&answer).map(str::to_owned);
    let details: Details = api::parse(&answer)?;
    let base = line.tokens.current().await?.base;
    let unnamed = || details.ui_domain.clone().unwrap_or_else(|| details.portal_id.to_string());
    Ok(Account {
        id: AccountId::from(details.portal_id.to_string()),
        name: details.portal_name.clone().filter(|name| !name.is_empty()).unwrap_or_else(unnamed),
        kind: match details.account_type.as_str() {
            "SANDBOX" => AccountKind::Sandbox,
            "DEVELOPER_TEST" | "APP_DEVELOPER" => AccountKind::Developer,
            _ => AccountKind::Production,
        },
        edition,
        user: None,
        user_name: None,
        base_url: base.as_str().trim_end_matches('/').to_owned(),
        time_zone: details.time_zone,
        currency: details.company_currency,
    })
}

/// The tier, as far as the burst limit tells it: service keys and privately distributed apps have
/// the tier's, an app of the marketplace has 110 on each, and an add-on hides it (A28).
fn tier(answer: &Answer) -> Option<&'static str> {
    let most = answer.headers.get("x-hubspot-ratelimit-max")?.to_str().ok()?;
    match most {
        "100" => Some(LOW_TIER),
        "190" => Some("Professional or Enterprise"),
        _ => None,
    }
}

/// The cheapest call there is; its `Date` is HubSpot's clock.
pub(super) async fn details(line: &Line) -> Result<Answer, ConnectorError> {
    let path = format!("/account-info/{VERSION}/details");
    api::read(line, api::get(path, Purpose::Sync)).await
}
