//! Which portal a token is for.

use jiff::Timestamp;
use serde_json::json;

use super::call::Call;
use super::limits::zone;
use super::portal::Portal;
use super::problem::{Answer, Outcome};

/// `GET /account-info/{version}/details`.
pub(super) fn details(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let seconds = Timestamp::from_millisecond(call.now)
        .map_or(0, |stamp| stamp.to_zoned(zone(portal)).offset().seconds());
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    Answer::ok(json!({
        "portalId": portal.settings.id,
        "portalName": portal.settings.name,
        "accountType": "STANDARD",
        "timeZone": portal.settings.time_zone,
        "companyCurrency": portal.settings.currency,
        "additionalCurrencies": [],
        "utcOffset": format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
        "utcOffsetMilliseconds": i64::from(seconds) * 1_000,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    }))
}
