//! The requests inside a composite, each checked as if it had come alone.

use crosswalk_emulator::exchange::Vendor;
use serde_json::Value;

use super::Told;

/// What the parts of a composite break. The composite itself has been checked against its schema.
pub(super) fn findings(vendor: Vendor, told: &Told<'_>) -> Vec<String> {
    let Ok(request) = serde_json::from_slice::<Value>(told.request) else { return Vec::new() };
    let answer = told.answer.filter(|(status, _)| *status == 200);
    let answer: Option<Value> = answer.and_then(|(_, body)| serde_json::from_slice(body).ok());
    let asked = request["compositeRequest"].as_array().into_iter().flatten();
    let answered = answer.as_ref().map(|answer| answer["compositeResponse"].as_array());
    let mut findings = Vec::new();
    for (at, part) in asked.enumerate() {
        let answer = answered.flatten().and_then(|answers| answers.get(at));
        findings.extend(of_part(vendor, part, answer));
    }
    findings
}

fn of_part(vendor: Vendor, part: &Value, answer: Option<&Value>) -> Vec<String> {
    let name = part["referenceId"].as_str().unwrap_or_default();
    if answer.is_some_and(|answer| answer["referenceId"] != name) {
        return vec![format!("part {name}: the answers stand in another order")];
    }
    let body =
        |value: &Value| if value.is_null() { Vec::new() } else { value.to_string().into_bytes() };
    let request = body(&part["body"]);
    let answer = answer.map(|answer| {
        let status = answer["httpStatusCode"].as_u64().and_then(|code| u16::try_from(code).ok());
        (status.unwrap_or_default(), body(&answer["body"]))
    });
    let told = Told {
        method: part["method"].as_str().unwrap_or_default(),
        path: part["url"].as_str().unwrap_or_default(),
        request: &request,
        answer: answer.as_ref().map(|(status, body)| (*status, &body[..])),
    };
    let findings = super::findings(vendor, &told);
    findings.into_iter().map(|finding| format!("part {name}: {finding}")).collect()
}
