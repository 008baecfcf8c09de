//! Both connectors over emulated vendors whose answers are bent on the way.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_app::emulated::EmulatorWire;
use crosswalk_connectors::hubspot::{HubSpotConnector, HubSpotHabits};
use crosswalk_connectors::line::{Habits, Jitter, Line, Sent};
use crosswalk_connectors::salesforce::{SalesforceConnector, SalesforceHabits};
use crosswalk_connectors::sign_in::StaticToken;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::LogDepth;
use crosswalk_emulator::seed::{SeedPlan, fill};
use crosswalk_emulator::{Clock, Emulator, Settings};
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{ConnectionId, Wire};
use secrecy::SecretString;

use crate::bend::{Chance, bent};
use crate::gate::OpenGate;

/// What the wire does to an answer.
pub type Deed =
    Box<dyn Fn(http::Response<Bytes>, &mut Chance) -> http::Response<Bytes> + Send + Sync>;

/// The emulator's true answers, changed on the way while it is not calm. The schemas
/// that it told while calm it tells again: to make them takes longer than to read all that is bent.
pub struct Bending {
    inner: EmulatorWire,
    told: Told,
    chance: Mutex<Chance>,
    calm: AtomicBool,
    deed: Deed,
}

/// Answers by what was asked.
type Told = Arc<Mutex<HashMap<http::Uri, http::Response<Bytes>>>>;

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
        let calm = self.calm.load(Ordering::Relaxed);
        let request = &call.request;
        let of_a_schema = |path: &str| path.contains("/describe") || path.contains("/properties/");
        let known =
            calm && request.method() == http::Method::GET && of_a_schema(request.uri().path());
        let known = known.then(|| request.uri().clone());
        if let Some(answer) =
            known.as_ref().and_then(|it| self.told.lock().unwrap().get(it).cloned())
        {
            return Ok(answer);
        }
        let answer = self.inner.exchange(call).await?;
        if let Some(uri) = known {
            self.told.lock().unwrap().insert(uri, answer.clone());
        }
        if calm {
            return Ok(answer);
        }
        Ok((self.deed)(answer, &mut self.chance.lock().unwrap()))
    }
}

/// Half of the answers are bent, and some of those come with another status.
///
/// # Panics
/// Never: the statuses are statuses.
#[must_use]
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
#[derive(Debug)]
pub struct Vendors {
    /// Both of them.
    pub emulator: Emulator,
    told: Told,
}

impl Default for Vendors {
    fn default() -> Self {
        Vendors::new()
    }
}

impl Vendors {
    /// Two vendors whose limits are off: a minute of cases is more calls than a day allows, and past
    /// it every answer would be that.
    ///
    /// # Panics
    /// When a vendor cannot be made.
    #[must_use]
    pub fn new() -> Self {
        let start = "2026-11-23T08:00:00Z".parse().unwrap();
        let mut settings = Settings { log: LogDepth::Counts, ..Settings::default() };
        settings.salesforce.quirks.token_life_seconds = 100_000_000;
        let emulator = Emulator::new(settings, Clock::manual(start));
        let limits = ["hubspot.limits.search", "hubspot.limits.burst", "hubspot.limits.daily"];
        for limit in limits.into_iter().chain(["salesforce.limits.daily"]) {
            emulator.switch_off(limit).unwrap();
        }
        fill(&emulator, &SeedPlan { seed: 5, people: 12, portal: None, org: None }).unwrap();
        Vendors { emulator, told: Told::default() }
    }

    /// The first record of an object.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn somebody(&self, vendor: Vendor, object: &str) -> String {
        let account = self.emulator.accounts(vendor).remove(0);
        self.emulator.truth(vendor, &account, object).keys().next().unwrap().clone()
    }

    /// A connector to HubSpot, and what bends its answers once it begins.
    #[must_use]
    pub fn hubspot(&self, seed: u64, deed: Deed) -> (HubSpotConnector, Arc<Bending>) {
        let (line, wire) = self.line(Vendor::HubSpot, seed, deed);
        (HubSpotConnector::new(line), wire)
    }

    /// A connector to Salesforce, and what bends its answers once it begins.
    #[must_use]
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
            told: Arc::clone(&self.told),
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
            sent: Sent::default(),
        };
        (line, wire)
    }
}
