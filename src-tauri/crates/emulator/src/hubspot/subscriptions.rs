//! Who may be mailed: a status per address, which outlives the contact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::batch::Rows;
use super::call::{Call, Version, text_or_number};
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::settings::Tier;
use super::time::{Millis, iso};

/// The statuses of a portal's addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Statuses {
    /// By lower-case address.
    pub addresses: BTreeMap<String, Address>,
    /// Calls of the API that would have subscribed somebody.
    pub attempts: Vec<Attempt>,
}

/// One address' statuses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Address {
    /// Out of everything.
    pub all: Option<Status>,
    /// By subscription type.
    pub types: BTreeMap<u64, Status>,
}

/// One status with where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Status {
    pub state: String,
    pub source: String,
    pub at: Millis,
}

/// A call that would have subscribed somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The address.
    pub email: String,
    /// Milliseconds since 1970.
    pub at: i64,
    /// The call's path.
    pub path: String,
    /// The app that made it.
    pub app: String,
}

/// Why a person may be mailed, as the vendor knows it.
const LEGAL_BASES: [&str; 7] = [
    "CONSENT_WITH_NOTICE",
    "LEGITIMATE_INTEREST_CLIENT",
    "LEGITIMATE_INTEREST_OTHER",
    "LEGITIMATE_INTEREST_PQL",
    "NON_GDPR",
    "PERFORMANCE_OF_CONTRACT",
    "PROCESS_AND_STORE",
];

/// The subscription types of every portal.
const TYPES: &[(u64, &str, &str)] = &[
    (1001, "Marketing Information", "Marketing offers and updates."),
    (1002, "One to One", "One to One emails"),
];

impl Statuses {
    pub fn is_out(&self, email: &str) -> bool {
        self.addresses.get(&email.to_lowercase()).is_some_and(|address| address.all.is_some())
    }

    pub fn unsubscribe_all(&mut self, email: &str, source: &str, at: Millis) {
        let address = self.addresses.entry(email.to_lowercase()).or_default();
        if address.all.is_none() {
            address.all =
                Some(Status { state: "UNSUBSCRIBED".to_owned(), source: source.to_owned(), at });
        }
    }

    pub fn resubscribe(&mut self, email: &str, source: &str, at: Millis) {
        let address = self.addresses.entry(email.to_lowercase()).or_default();
        address.all = None;
        for (id, _, _) in TYPES {
            let status = Status { state: "SUBSCRIBED".to_owned(), source: source.to_owned(), at };
            address.types.insert(*id, status);
        }
    }
}

fn app(call: &Call<'_>) -> String {
    call.caller.as_ref().map(|caller| caller.app.clone()).unwrap_or_default()
}

fn envelope(results: Vec<Value>, portal: &mut Portal, call: &Call<'_>) -> Outcome {
    Ok(Rows { results, errors: Vec::new() }.answer(200, portal, call))
}

/// Where a status comes from: the app that set it.
fn source(call: &Call<'_>) -> String {
    if call.on("hubspot.subscriptions.source") { app(call) } else { String::new() }
}

fn legal_basis(body: &Value, call: &Call<'_>) -> Outcome<()> {
    let given = body.get("legalBasis").and_then(Value::as_str);
    match given.filter(|basis| !LEGAL_BASES.contains(basis)) {
        Some(basis) if call.on("hubspot.subscriptions.legal_basis") => {
            Err(Problem::invalid(format!("Invalid legalBasis: {basis}")))
        }
        Some(_) | None => Ok(()),
    }
}

fn channel(call: &Call<'_>) -> Outcome<()> {
    match call.query("channel") {
        _ if !call.on("hubspot.subscriptions.channel") => Ok(()),
        Some("EMAIL") => Ok(()),
        Some(other) => Err(Problem::invalid(format!("Invalid channel: {other}"))),
        None => Err(Problem::invalid("Required query parameter 'channel' is missing")),
    }
}

fn wide(email: &str, status: &Status) -> Value {
    json!({
        "subscriberIdString": email,
        "channel": "EMAIL",
        "status": status.state,
        "source": status.source,
        "timestamp": iso(status.at),
        "wideStatusType": "PORTAL_WIDE",
    })
}

fn typed(email: &str, id: u64, address: &Address) -> Value {
    let (name, status) = (name_of(id), effective(id, address));
    json!({
        "subscriberIdString": email,
        "channel": "EMAIL",
        "subscriptionId": id,
        "subscriptionName": name,
        "status": status.state,
        "source": status.source,
        "timestamp": iso(status.at),
    })
}

fn effective(id: u64, address: &Address) -> Status {
    address.all.clone().or_else(|| address.types.get(&id).cloned()).unwrap_or_else(|| Status {
        state: "NOT_SPECIFIED".to_owned(),
        source: String::new(),
        at: 0,
    })
}

fn name_of(id: u64) -> &'static str {
    TYPES.iter().find(|known| known.0 == id).map_or("", |known| known.1)
}

/// `GET …/statuses/{email}/unsubscribe-all`: nothing while the address is not out.
pub(super) fn wide_status(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    channel(call)?;
    let email = call.arg(0).to_lowercase();
    let status = portal.statuses.addresses.get(&email).and_then(|address| address.all.as_ref());
    let results = status.map(|status| wide(&email, status)).into_iter().collect();
    envelope(results, portal, call)
}

/// `POST …/statuses/{email}/unsubscribe-all`.
pub(super) fn unsubscribe_all(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    channel(call)?;
    let email = call.arg(0).to_lowercase();
    put_out(portal, &email, call)?;
    let address = portal.statuses.addresses.get(&email).cloned().unwrap_or_default();
    let verbose = call.query_flag("verbose")? && call.on("hubspot.subscriptions.verbose");
    let types = TYPES.iter().filter(|_| verbose).map(|known| typed(&email, known.0, &address));
    let results = address.all.iter().map(|status| wide(&email, status)).chain(types).collect();
    envelope(results, portal, call)
}

fn put_out(portal: &mut Portal, email: &str, call: &Call<'_>) -> Outcome<()> {
    if !email.contains('@') && call.on("hubspot.subscriptions.addresses") {
        return Err(Problem::invalid(format!("Invalid email address: {email}")));
    }
    portal.statuses.unsubscribe_all(email, &source(call), call.now);
    if call.settings.opt_out_moves_stamp && call.on("hubspot.subscriptions.optout_moves_stamp") {
        touch(portal, email, call.now);
    }
    Ok(())
}

/// The contact's `hs_email_optout` moved, so its modified stamp did.
pub(super) fn touch(portal: &mut Portal, email: &str, now: Millis) {
    let Some(table) = portal.tables.get_mut("contacts") else { return };
    if let Some(id) = table.holder("email", email)
        && let Some(record) = table.records.get_mut(&id)
    {
        record.touch(now);
    }
}

/// `GET …/statuses/{email}`.
pub(super) fn statuses(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    channel(call)?;
    let email = call.arg(0).to_lowercase();
    let address = portal.statuses.addresses.get(&email).cloned().unwrap_or_default();
    let results = TYPES.iter().map(|known| typed(&email, known.0, &address)).collect();
    envelope(results, portal, call)
}

/// `POST …/statuses/{email}`: one type. A call that subscribes is noted, always.
pub(super) fn set(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let email = call.arg(0).to_lowercase();
    let result = set_one(portal, &email, &call.body, call)?;
    envelope(vec![result], portal, call)
}

fn set_one(portal: &mut Portal, email: &str, body: &Value, call: &Call<'_>) -> Outcome<Value> {
    let id = body.get("subscriptionId").and_then(Value::as_u64);
    let Some(id) = id.filter(|id| TYPES.iter().any(|known| known.0 == *id)) else {
        return Err(Problem::invalid("Invalid subscriptionId"));
    };
    if body.get("channel").and_then(Value::as_str) != Some("EMAIL") {
        return Err(Problem::invalid("Invalid channel"));
    }
    let state = match body.get("statusState").and_then(Value::as_str) {
        Some(state @ ("SUBSCRIBED" | "UNSUBSCRIBED" | "NOT_SPECIFIED")) => state.to_owned(),
        Some(_) | None => return Err(Problem::invalid("Invalid statusState")),
    };
    legal_basis(body, call)?;
    if state != "UNSUBSCRIBED" {
        note(portal, email, call);
    }
    let address = portal.statuses.addresses.entry(email.to_owned()).or_default();
    let before = effective(id, address);
    if state == "SUBSCRIBED" && call.on("hubspot.subscriptions.resubscribe") {
        address.all = None;
    }
    let status = Status { state: state.clone(), source: source(call), at: call.now };
    address.types.insert(id, status);
    let reason = match (before.state == state, state.as_str()) {
        (true, _) => "NO_STATUS_CHANGE",
        (false, "SUBSCRIBED") if before.state == "UNSUBSCRIBED" => "RESUBSCRIBE_OCCURRED",
        (false, _) => "REQUESTED_CHANGE_OCCURRED",
    };
    let mut result = typed(email, id, address);
    result["setStatusSuccessReason"] = json!(reason);
    Ok(result)
}

pub(super) fn note(portal: &mut Portal, email: &str, call: &Call<'_>) {
    if call.on("hubspot.subscriptions.attempts") {
        let attempt = Attempt {
            email: email.to_owned(),
            at: call.now,
            path: call.path.clone(),
            app: app(call),
        };
        portal.statuses.attempts.push(attempt);
    }
}

/// The batch calls are for Enterprise.
fn enterprise(portal: &Portal, call: &Call<'_>) -> Outcome<()> {
    if portal.settings.tier == Tier::Enterprise || !call.on("hubspot.subscriptions.batch_tier") {
        return Ok(());
    }
    Err(Problem::new(403, "FORBIDDEN", "This account does not have access to this feature"))
}

pub(super) fn batch_unsubscribe_all(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    enterprise(portal, call)?;
    channel(call)?;
    let mut results = Vec::new();
    for email in emails(call)? {
        put_out(portal, &email, call)?;
        let status = portal.statuses.addresses.get(&email).and_then(|address| address.all.as_ref());
        results.extend(status.map(|status| wide(&email, status)));
    }
    envelope(results, portal, call)
}

pub(super) fn batch_wide_status(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    enterprise(portal, call)?;
    channel(call)?;
    let mut results = Vec::new();
    for email in emails(call)? {
        let status = portal.statuses.addresses.get(&email).and_then(|address| address.all.as_ref());
        results.extend(status.map(|status| wide(&email, status)));
    }
    envelope(results, portal, call)
}

pub(super) fn batch_read(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    enterprise(portal, call)?;
    channel(call)?;
    let mut results = Vec::new();
    for email in emails(call)? {
        let address = portal.statuses.addresses.get(&email).cloned().unwrap_or_default();
        let statuses: Vec<Value> =
            TYPES.iter().map(|known| typed(&email, known.0, &address)).collect();
        results.push(json!({ "subscriberIdString": email, "statuses": statuses }));
    }
    envelope(results, portal, call)
}

pub(super) fn batch_write(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    enterprise(portal, call)?;
    let mut results = Vec::new();
    for input in call.inputs(100)? {
        let Some(email) = input.get("subscriberIdString").and_then(Value::as_str) else {
            return Err(Problem::invalid(
                "Some required fields were not set: [subscriberIdString]",
            ));
        };
        results.push(set_one(portal, &email.to_lowercase(), input, call)?);
    }
    envelope(results, portal, call)
}

fn emails(call: &Call<'_>) -> Outcome<Vec<String>> {
    call.inputs(100)?
        .iter()
        .map(|input| {
            input
                .as_str()
                .map(str::to_lowercase)
                .ok_or_else(|| Problem::invalid("Invalid input JSON: inputs must be addresses"))
        })
        .collect()
}

pub(super) fn definitions(_portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let definitions: Vec<Value> = TYPES
        .iter()
        .map(|(id, name, description)| {
            json!({
                "id": id.to_string(),
                "name": name,
                "description": description,
                "purpose": "Marketing",
                "communicationMethod": "Email",
                "isActive": true,
                "isDefault": false,
                "isInternal": *id == 1002,
                "createdAt": iso(0),
                "updatedAt": iso(0),
            })
        })
        .collect();
    // v4 wraps them in the batch envelope; v3 and the dated paths do not.
    if call.version == Version::V4 {
        return Answer::ok(json!({
            "status": "COMPLETE",
            "results": definitions,
            "startedAt": iso(call.now),
            "completedAt": iso(call.now),
        }));
    }
    Answer::ok(json!({ "subscriptionDefinitions": definitions }))
}

fn v3_status(id: u64, address: &Address) -> Value {
    let known = TYPES.iter().find(|known| known.0 == id);
    let out = effective(id, address).state == "UNSUBSCRIBED";
    json!({
        "id": id.to_string(),
        "name": known.map(|known| known.1),
        "description": known.map(|known| known.2),
        "status": if out { "NOT_SUBSCRIBED" } else { "SUBSCRIBED" },
        "sourceOfStatus": if address.all.is_some() { "PORTAL_WIDE_STATUS" } else { "SUBSCRIPTION_STATUS" },
    })
}

/// `GET …/status/email/{email}`, as v3 has it.
pub(super) fn v3_statuses(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let email = call.arg(0).to_lowercase();
    let address = portal.statuses.addresses.get(&email).cloned().unwrap_or_default();
    let statuses: Vec<Value> = TYPES.iter().map(|known| v3_status(known.0, &address)).collect();
    Answer::ok(json!({ "recipient": email, "subscriptionStatuses": statuses }))
}

pub(super) fn v3_unsubscribe(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    v3_write(portal, call, "UNSUBSCRIBED")
}

/// Cannot undo an opt-out; noted all the same.
pub(super) fn v3_subscribe(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let email =
        call.body.get("emailAddress").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    note(portal, &email, call);
    let out = portal.statuses.addresses.get(&email).is_some_and(|address| {
        address.all.is_some() || address.types.values().any(|status| status.state == "UNSUBSCRIBED")
    });
    if out && call.on("hubspot.subscriptions.v3_guard") {
        return Err(Problem::invalid(format!("{email} has opted out and cannot be subscribed")));
    }
    v3_write(portal, call, "SUBSCRIBED")
}

fn v3_write(portal: &mut Portal, call: &Call<'_>, state: &str) -> Outcome {
    let email = call.body.get("emailAddress").and_then(Value::as_str).map(str::to_lowercase);
    let id = text_or_number(call.body.get("subscriptionId")).and_then(|id| id.parse::<u64>().ok());
    let (Some(email), Some(id)) = (email, id) else {
        return Err(Problem::invalid(
            "Some required fields were not set: [emailAddress, subscriptionId]",
        ));
    };
    if !TYPES.iter().any(|known| known.0 == id) {
        return Err(Problem::invalid(format!("Invalid subscriptionId: {id}")));
    }
    legal_basis(&call.body, call)?;
    let address = portal.statuses.addresses.entry(email).or_default();
    let status = Status { state: state.to_owned(), source: source(call), at: call.now };
    address.types.insert(id, status);
    Answer::ok(v3_status(id, address))
}
