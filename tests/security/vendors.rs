//! Both connectors over emulated vendors whose answers are bent on the way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_app::emulated::EmulatorWire;
use crosswalk_connectors::hubspot::{HubSpotConnector, HubSpotHabits};
use crosswalk_connectors::line::{Habits, Jitter, Line};
use crosswalk_connectors::salesforce::{SalesforceConnector, SalesforceHabits};
use crosswalk_connectors::sign_in::StaticToken;
use crosswalk_desktop::gate::OpenGate;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::LogDepth;
use crosswalk_emulator::seed::{SeedPlan, fill};
use crosswalk_emulator::{Clock, Emulator, Settings};
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{ConnectionId, Wire};
use secrecy::SecretString;

use crate::bend::{Chance, bent};

/// What the wire does to an answer.
pub type Deed =
    Box<dyn Fn(http::Response<Bytes>, &mut Chance) -> http::Response<Bytes> + Send + Sync>;

/// The emulator's true answers, changed on the way while it is not calm.
pub struct Bending {
    inner: EmulatorWire,
    chance: Mutex<Chance>,
    calm: AtomicBool,
    deed: Deed,
}

impl std::fmt::Debug for Bending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bending")
    }
}

impl Bending {
    /// Changes every answer from now on.
    pub fn begin(&self) {
        self.calm.store(false, Ordering::Relaxed);
    }
}

#[async_trait]
impl Wire for Bending {
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError> {
        let answer = self.inner.exchange(call).await?;
        if self.calm.load(Ordering::Relaxed) {
            return Ok(answer);
        }
        Ok((self.deed)(answer, &mut self.chance.lock().unwrap()))
    }
}

/// Half of the answers are bent, and some of those come with another status.
pub fn bend_answers() -> Deed {
    Box::new(|answer, chance| {
        if chance.below(2) == 0 {
            return answer;
        }
        let (mut head, body) = answer.into_parts();
        if chance.below(4) == 0 {
            let statuses = [200, 201, 204, 207, 302, 400, 401, 403, 404, 409, 414, 500, 503];
            head.status = http::StatusCode::from_u16(chance.one_of(&statuses)).unwrap();
        }
        http::Response::from_parts(head, bent(&body, chance).into())
    })
}

/// Two vendors with some people, for as many connectors as are wanted.
pub struct Vendors {
    pub emulator: Emulator,
}

impl Vendors {
    pub fn new() -> Vendors {
        let start = "2026-11-23T08:00:00Z".parse().unwrap();
        let mut settings = Settings { log: LogDepth::Counts, ..Settings::default() };
        settings.salesforce.quirks.token_life_seconds = 100_000_000;
        let emulator = Emulator::new(settings, Clock::manual(start));
        // A minute of cases is more calls than a day allows; past it every answer would be that.
        let limits = ["hubspot.limits.search", "hubspot.limits.burst", "hubspot.limits.daily"];
        for limit in limits.into_iter().chain(["salesforce.limits.daily"]) {
            emulator.switch_off(limit).unwrap();
        }
        fill(&emulator, &SeedPlan { seed: 5, people: 12, portal: None, org: None }).unwrap();
        Vendors { emulator }
    }

    /// The first record of an object.
    pub fn somebody(&self, vendor: Vendor, object: &str) -> String {
        let account = self.emulator.accounts(vendor).remove(0);
        self.emulator.truth(vendor, &account, object).keys().next().unwrap().clone()
    }

    pub fn hubspot(&self, seed: u64, deed: Deed) -> (HubSpotConnector, Arc<Bending>) {
        let (line, wire) = self.line(Vendor::HubSpot, seed, deed);
        (HubSpotConnector::new(line), wire)
    }

    pub fn salesforce(&self, seed: u64, deed: Deed) -> (SalesforceConnector, Arc<Bending>) {
        let (line, wire) = self.line(Vendor::Salesforce, seed, deed);
        (SalesforceConnector::new(Arc::new(line)), wire)
    }

    fn line(&self, vendor: Vendor, seed: u64, deed: Deed) -> (Line, Arc<Bending>) {
        let account = self.emulator.accounts(vendor).remove(0);
        let facts = self.emulator.grant(vendor, &account).unwrap();
        let base = format!("https://{}/", facts.host).parse().unwrap();
        let token = facts.service_key.or(facts.access_token).unwrap();
        let habits: Arc<dyn Habits> = match vendor {
            Vendor::HubSpot => Arc::new(HubSpotHabits),
            Vendor::Salesforce => Arc::new(SalesforceHabits),
        };
        let wire = Arc::new(Bending {
            inner: EmulatorWire::new(self.emulator.clone()),
            chance: Mutex::new(Chance::of(seed)),
            calm: AtomicBool::new(true),
            deed,
        });
        let line = Line {
            connection: ConnectionId(1),
            wire: wire.clone(),
            gate: Arc::new(OpenGate),
            tokens: Arc::new(StaticToken::new(SecretString::from(token), base)),
            habits,
            jitter: Jitter::seeded(seed),
        };
        (line, wire)
    }
}
