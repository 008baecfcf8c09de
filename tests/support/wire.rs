//! Whether what the engine and the emulator said to each other is what the vendors' wires look
//! like.
//!
//! Invariant: a path that no document names fails, and so does a key that no schema names.
//! Neither side of the conversation is trusted: both could share one misreading.

mod document;
mod parts;
mod schema;
mod told;

use std::fmt;
use std::sync::OnceLock;

use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::{Exchange, Log};

use document::Document;
pub use told::Told;

/// What is wrong with one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The exchange's number in the log.
    pub number: u64,
    /// `POST /crm/objects/2026-09/contacts/search`.
    pub line: String,
    /// What is wrong, one finding a line.
    pub findings: Vec<String>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exchange {}: {}", self.number, self.line)?;
        self.findings.iter().try_for_each(|finding| write!(f, "\n    {finding}"))
    }
}

/// Checks every exchange of a log that was kept with its bodies.
#[must_use]
pub fn check(log: &Log) -> Vec<Complaint> {
    log.since(0).iter().filter_map(complaint).collect()
}

/// What is wrong with one request and its answer. An answer that a fault distorted is not the
/// vendor's and is let pass; its request is not.
#[must_use]
pub fn findings(vendor: Vendor, told: &Told<'_>) -> Vec<String> {
    let documents = documents().iter().filter(|document| document.vendor == vendor);
    let found = documents.filter_map(|document| document.find(told)).max_by_key(|it| it.literal);
    let Some(found) = found else {
        return vec!["no document names this path and method".to_owned()];
    };
    let mut findings = found.operation.findings(told);
    if found.operation.is_composite() {
        findings.extend(parts::findings(vendor, told));
    }
    findings
}

/// What is wrong with one exchange, which has its bodies.
#[must_use]
pub fn complaint(exchange: &Exchange) -> Option<Complaint> {
    let told = Told::of(exchange);
    let findings = findings(exchange.vendor, &told);
    let line = format!("{} {} -> {:?}", exchange.method, exchange.path, exchange.status);
    (!findings.is_empty()).then_some(Complaint { number: exchange.number, line, findings })
}

/// The documents, read once in a process; each schema is compiled when it is first needed.
fn documents() -> &'static [Document] {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let patches = include_str!("../specs/hubspot/patches.json");
        let merged = include_str!("../specs/hubspot/_merged-2026-09.json");
        vec![
            Document::patched(Vendor::HubSpot, merged, patches),
            Document::read(Vendor::HubSpot, include_str!("../specs/hubspot/beside.json")),
            Document::read(Vendor::Salesforce, include_str!("../specs/salesforce/rest.json")),
        ]
    })
}
