//! What goes wrong around a pass.

use std::collections::BTreeSet;

use crosswalk_emulator::exchange::{InnerFault, Vendor};
use crosswalk_emulator::{Fault, FaultKind, Place, Refusal, When};

use crate::chance::Chance;

/// A kind of fault, with where it can strike.
pub struct Ill {
    pub name: &'static str,
    at: Place,
    kind: FaultKind,
}

const UPDATE: &str = "POST /crm/objects/{version}/{type}/batch/update";
const UPSERT: &str = "POST /crm/objects/{version}/{type}/batch/upsert";
const COMPOSITE: &str = "POST /services/data/v{version}/composite";

/// One of the faults, at one of the next exchanges that it fits.
pub fn draw(chance: &mut Chance) -> (&'static str, Fault) {
    let mut ills = ills();
    let ill = ills.swap_remove(chance.below(ills.len()));
    let fault = Fault {
        at: ill.at,
        nth: 1 + chance.below(3) as u64,
        times: 1 + chance.below(2) as u64,
        kind: ill.kind,
    };
    (ill.name, fault)
}

/// What each kind of fault is called.
pub fn names() -> BTreeSet<&'static str> {
    ills().into_iter().map(|ill| ill.name).collect()
}

fn ills() -> Vec<Ill> {
    let mut all = around_hubspot();
    all.extend(around_salesforce());
    all.extend(around_either(Vendor::HubSpot));
    all.extend(around_either(Vendor::Salesforce));
    all
}

fn around_hubspot() -> Vec<Ill> {
    let anywhere = || whose(Vendor::HubSpot);
    let mut ills: Vec<Ill> = [
        ("hubspot burst", Refusal::HubSpotBurst),
        ("hubspot secondly", Refusal::HubSpotSecondly),
        ("hubspot daily", Refusal::HubSpotDaily),
        ("hubspot locked", Refusal::HubSpotLocked),
        ("hubspot migrating", Refusal::HubSpotMigrating { seconds: 20 }),
    ]
    .into_iter()
    .map(|(name, refusal)| ill(name, anywhere(), refused(refusal)))
    .collect();
    for route in [UPDATE, UPSERT] {
        let at = || Place { route: Some(route.to_owned()), ..anywhere() };
        ills.push(ill("hubspot cut after", at(), cut(When::AfterEffect)));
        ills.push(ill("hubspot cut before", at(), cut(When::BeforeEffect)));
        let code = "VALIDATION_ERROR".to_owned();
        ills.push(ill("hubspot partial", at(), inner(InnerFault::PartialBatch { every: 2, code })));
        ills.push(ill("hubspot shuffled", at(), inner(InnerFault::Shuffled)));
    }
    ills
}

fn around_salesforce() -> Vec<Ill> {
    let anywhere = || whose(Vendor::Salesforce);
    // Writes travel as collections inside a composite, and so do queries.
    let composite = || Place { route: Some(COMPOSITE.to_owned()), ..anywhere() };
    let code = "UNABLE_TO_LOCK_ROW".to_owned();
    vec![
        ill("salesforce session", anywhere(), refused(Refusal::SalesforceSession)),
        ill("salesforce daily", anywhere(), refused(Refusal::SalesforceDaily)),
        ill("salesforce concurrent", anywhere(), refused(Refusal::SalesforceConcurrent)),
        ill("salesforce down", anywhere(), refused(Refusal::SalesforceUnavailable)),
        ill("salesforce locks", composite(), inner(InnerFault::PartialBatch { every: 2, code })),
        ill("salesforce late", composite(), inner(InnerFault::LateCommit { millis: 90_000 })),
        ill("salesforce cut after", composite(), cut(When::AfterEffect)),
        ill("salesforce cut before", composite(), cut(When::BeforeEffect)),
    ]
}

fn around_either(vendor: Vendor) -> Vec<Ill> {
    let anywhere = || whose(vendor);
    let of = |hubspot: &'static str, salesforce: &'static str, kind: FaultKind| {
        let name = match vendor {
            Vendor::HubSpot => hubspot,
            Vendor::Salesforce => salesforce,
        };
        ill(name, anywhere(), kind)
    };
    let gateway_after = FaultKind::Status {
        status: 504,
        body: String::new(),
        headers: std::collections::BTreeMap::new(),
        when: When::AfterEffect,
    };
    let elsewhere = FaultKind::Redirect { to: "https://example.no/".to_owned() };
    vec![
        of("hubspot gateway", "salesforce gateway", refused(Refusal::Gateway { status: 502 })),
        of("hubspot gateway after", "salesforce gateway after", gateway_after),
        of("hubspot portal page", "salesforce portal page", FaultKind::CaptivePortal),
        of("hubspot cut in body", "salesforce cut in body", FaultKind::CutInBody { keep: 20 }),
        of("hubspot truncated", "salesforce truncated", FaultKind::Truncated { keep: 20 }),
        of("hubspot wrong type", "salesforce wrong type", FaultKind::WrongContentType),
        of("hubspot late answer", "salesforce late answer", FaultKind::Delay { millis: 40_000 }),
        of("hubspot no answer", "salesforce no answer", FaultKind::Delay { millis: 200_000 }),
        of("hubspot wrong date", "salesforce wrong date", FaultKind::SkewedDate { seconds: 45 }),
        of("hubspot redirect", "salesforce redirect", elsewhere),
    ]
}

fn whose(vendor: Vendor) -> Place {
    Place { vendor: Some(vendor), ..Place::default() }
}

const fn ill(name: &'static str, at: Place, kind: FaultKind) -> Ill {
    Ill { name, at, kind }
}

const fn refused(refusal: Refusal) -> FaultKind {
    FaultKind::Refused { refusal, when: When::BeforeEffect }
}

const fn cut(when: When) -> FaultKind {
    FaultKind::Cut { when }
}

const fn inner(fault: InnerFault) -> FaultKind {
    FaultKind::Inner { fault }
}
