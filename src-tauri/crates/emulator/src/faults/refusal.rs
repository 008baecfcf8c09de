//! The vendors' own words for no.

use serde::{Deserialize, Serialize};
use serde_json::json;

/// An answer that refuses, by its usual status, headers and body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "name")]
pub enum Refusal {
    /// HubSpot: more than its ten-second window allows.
    #[serde(rename = "hubspot_burst")]
    HubSpotBurst,
    /// HubSpot: more than a second allows (search).
    #[serde(rename = "hubspot_secondly")]
    HubSpotSecondly,
    /// HubSpot: the day's calls are spent.
    #[serde(rename = "hubspot_daily")]
    HubSpotDaily,
    /// HubSpot: 423, a resource is locked.
    #[serde(rename = "hubspot_locked")]
    HubSpotLocked,
    /// HubSpot: 477, the account moves to another data centre.
    #[serde(rename = "hubspot_migrating")]
    HubSpotMigrating {
        /// `Retry-After`.
        seconds: u32,
    },
    /// HubSpot: 401, the token has expired.
    #[serde(rename = "hubspot_expired")]
    HubSpotExpired,
    /// HubSpot: 403, a scope was taken away.
    #[serde(rename = "hubspot_scopes")]
    HubSpotScopes,
    /// HubSpot: 400 to a refresh token.
    #[serde(rename = "hubspot_refresh")]
    HubSpotRefresh,
    /// Salesforce: 401, the session has expired.
    SalesforceSession,
    /// Salesforce: 403, the day's calls are spent.
    SalesforceDaily,
    /// Salesforce: 403, too many long calls at once.
    SalesforceConcurrent,
    /// Salesforce: 503, down for a moment.
    SalesforceUnavailable,
    /// Salesforce: 400, another transaction holds the row.
    SalesforceRowLock,
    /// Salesforce: 400 to a refresh token.
    SalesforceRefresh,
    /// Either: a gateway's page in HTML with 502, 503, 504, 520 to 530.
    Gateway {
        /// The status.
        status: u16,
    },
}

/// Status, headers and body.
pub(super) struct Words {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

const JSON: &str = "application/json;charset=UTF-8";

impl Refusal {
    pub(super) fn words(self) -> Words {
        match self {
            Self::HubSpotBurst => hubspot_429("ten_secondly_rolling", "TEN_SECONDLY_ROLLING"),
            Self::HubSpotSecondly => hubspot_429("secondly", "SECONDLY"),
            Self::HubSpotDaily => hubspot_429("daily", "DAILY"),
            Self::HubSpotLocked => hubspot(423, "The resource is locked.", "LOCKED"),
            Self::HubSpotMigrating { seconds } => {
                let mut words = hubspot(477, "This account is being migrated.", "MIGRATING");
                words.headers.push(("retry-after", seconds.to_string()));
                words
            }
            Self::HubSpotExpired => hubspot(
                401,
                "The OAuth token used to make this call expired 0 second(s) ago.",
                "EXPIRED_AUTHENTICATION",
            ),
            Self::HubSpotScopes => hubspot(
                403,
                "This app hasn't been granted all required scopes to make this call.",
                "MISSING_SCOPES",
            ),
            Self::HubSpotRefresh => json_words(
                400,
                &json!({"status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token"}),
            ),
            Self::SalesforceSession => {
                salesforce(401, "Session expired or invalid", "INVALID_SESSION_ID")
            }
            Self::SalesforceDaily => {
                salesforce(403, "TotalRequests Limit exceeded.", "REQUEST_LIMIT_EXCEEDED")
            }
            Self::SalesforceConcurrent => salesforce(
                403,
                "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
                "REQUEST_LIMIT_EXCEEDED",
            ),
            Self::SalesforceUnavailable => {
                salesforce(503, "The server is temporarily unavailable.", "SERVER_UNAVAILABLE")
            }
            Self::SalesforceRowLock => salesforce(
                400,
                "unable to obtain exclusive access to this record",
                "UNABLE_TO_LOCK_ROW",
            ),
            Self::SalesforceRefresh => json_words(
                400,
                &json!({"error": "invalid_grant", "error_description": "expired access/refresh token"}),
            ),
            Self::Gateway { status } => Words {
                status,
                headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
                body: format!(
                    "<html><head><title>{status}</title></head><body><h1>Error {status}</h1></body></html>"
                ),
            },
        }
    }
}

fn hubspot_429(policy: &str, name: &str) -> Words {
    let body = json!({
        "status": "error",
        "message": format!("You have reached your {policy} limit."),
        "errorType": "RATE_LIMIT",
        "correlationId": CORRELATION,
        "policyName": name,
        "requestId": CORRELATION,
    });
    json_words(429, &body)
}

const CORRELATION: &str = "00000000-0000-4000-8000-000000000000";

fn hubspot(status: u16, message: &str, category: &str) -> Words {
    let body = json!({
        "status": "error",
        "message": message,
        "correlationId": CORRELATION,
        "category": category,
    });
    json_words(status, &body)
}

fn salesforce(status: u16, message: &str, code: &str) -> Words {
    json_words(status, &json!([{"message": message, "errorCode": code}]))
}

fn json_words(status: u16, body: &serde_json::Value) -> Words {
    Words { status, headers: vec![("content-type", JSON.to_owned())], body: body.to_string() }
}
