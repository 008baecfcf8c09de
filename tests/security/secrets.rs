//! Every secret that passed over the wire, as the vendors saw it.

use std::collections::BTreeMap;

use crosswalk_emulator::Emulator;
use serde_json::Value;

use crate::search::Needle;

/// What a request to a token endpoint holds in secret.
const SENT: [&str; 5] = ["client_secret", "code", "code_verifier", "refresh_token", "token"];

/// What its answer does.
const GIVEN: [&str; 3] = ["access_token", "refresh_token", "id_token"];

/// The secrets of every exchange so far; the emulator keeps bodies.
pub fn of(emulator: &Emulator) -> Vec<Needle> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    emulator.log(|log| {
        for exchange in log.since(0).iter().filter(|exchange| exchange.route.contains("token")) {
            let vendor = exchange.vendor.name();
            let request = exchange.request.clone().unwrap_or_default();
            for (name, value) in url::form_urlencoded::parse(&request) {
                if SENT.contains(&name.as_ref()) {
                    all.insert(value.into_owned(), format!("{vendor} {name}"));
                }
            }
            let answer = exchange.answer.clone().unwrap_or_default();
            let answer: Value = serde_json::from_slice(&answer).unwrap_or_default();
            for name in GIVEN {
                if let Some(value) = answer[name].as_str() {
                    all.insert(value.to_owned(), format!("{vendor} {name}"));
                }
            }
        }
    });
    all.into_iter().map(|(text, name)| Needle { name, text }).collect()
}
