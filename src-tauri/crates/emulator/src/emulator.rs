//! Both vendors behind one door: every request passes here, over sockets or in process.

pub(crate) mod outcome;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::HeaderValue;
use http::header::{DATE, HOST};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::clock::Clock;
use crate::crm::{Crms, Fields};
use crate::exchange::{AccountFacts, Actor, Effect, Reply, Request, Turn, Vendor};
use crate::faults::{self, Fault, FaultState, Faults, Meeting};
use crate::features;
use crate::hubspot::{HubSpot, HubSpotSettings};
use crate::log::{Count, Exchange, Log, LogDepth, UNROUTED, fingerprint};
use crate::salesforce::{Salesforce, SalesforceSettings};
use outcome::Outcome;

/// What an emulator starts with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Decides every id, token and choice.
    pub seed: u64,
    /// The orgs.
    pub salesforce: SalesforceSettings,
    /// The portals.
    pub hubspot: HubSpotSettings,
    /// How much of each exchange is kept.
    pub log: LogDepth,
}

/// Two vendors with their clock, faults and log. Clones are the same emulator.
///
/// The same settings, the same calls in the same order and the same clock give the same bytes.
#[derive(Clone)]
pub struct Emulator {
    world: Arc<Mutex<World>>,
    clock: Clock,
}

/// What a request brings along that is not in it: where the client thinks it is.
#[derive(Clone, Debug)]
pub(crate) struct Origin(pub(crate) String);

/// A feature name that no vendor has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no feature is called {0}")]
pub struct NoSuchFeature(pub String);

struct World {
    crms: Crms,
    rebuild: Box<dyn Fn(u64) -> Crms + Send>,
    off: BTreeSet<String>,
    faults: Faults,
    log: Log,
    taps: Vec<Tap>,
}

/// Somebody who is told of every exchange.
type Tap = Box<dyn FnMut(&Exchange) + Send>;

impl Emulator {
    /// Starts both vendors with empty accounts.
    #[must_use]
    pub fn new(settings: Settings, clock: Clock) -> Self {
        let seed = settings.seed;
        let log = settings.log;
        let rebuild = move |seed| Crms {
            hubspot: Box::new(HubSpot::new(settings.hubspot.clone(), seed)),
            salesforce: Box::new(Salesforce::new(settings.salesforce.clone(), seed)),
        };
        Self::over(Box::new(rebuild), seed, log, clock)
    }

    /// One request to one vendor, by the clock as it stands. Nothing waits: an answer says how
    /// late it comes, and the caller waits.
    #[must_use]
    pub fn exchange(&self, vendor: Vendor, request: Request) -> Outcome {
        let now = self.clock.now();
        let origin = origin_of(vendor, &request);
        let mut world = self.world();
        world.exchange(vendor, &request, (now, &origin))
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Sets up a fault and returns its id.
    pub fn add_fault(&self, fault: Fault) -> u64 {
        self.world().faults.add(fault)
    }

    /// Every fault since the last clear, with how often it struck.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultState> {
        self.world().faults.list().to_vec()
    }

    /// Takes every fault away.
    pub fn clear_faults(&self) {
        self.world().faults.clear();
    }

    /// What a person does in a vendor's own app.
    ///
    /// # Errors
    /// Says why the act is unknown or impossible.
    pub fn act(&self, vendor: Vendor, act: Value) -> Result<Value, String> {
        let now = self.clock.now();
        self.world().crms.of_mut(vendor).act(now, act)
    }

    /// Stores a record as it is, dated now, and returns its id.
    pub fn put(&self, vendor: Vendor, account: &str, object: &str, fields: Fields) -> String {
        let now = self.clock.now();
        self.world().crms.of_mut(vendor).put(now, account, object, fields)
    }

    /// Works on both vendors without another exchange in between: bulk seeding.
    pub fn with_crms<R>(&self, work: impl FnOnce(&mut Crms, Timestamp) -> R) -> R {
        let now = self.clock.now();
        work(&mut self.world().crms, now)
    }

    /// The ids of one vendor's accounts.
    #[must_use]
    pub fn accounts(&self, vendor: Vendor) -> Vec<String> {
        self.world().crms.of(vendor).accounts()
    }

    /// Live tokens for one account, new ones at every call; nothing for an unknown account.
    #[must_use]
    pub fn grant(&self, vendor: Vendor, account: &str) -> Option<AccountFacts> {
        let now = self.clock.now();
        self.world().crms.of_mut(vendor).grant(now, account)
    }

    /// Everything one account holds.
    #[must_use]
    pub fn dump(&self, vendor: Vendor, account: &str) -> Value {
        self.world().crms.of(vendor).dump(account)
    }

    /// The live records of one object by id, as [`Self::dump`] has them; cheap beside it.
    #[must_use]
    pub fn truth(&self, vendor: Vendor, account: &str, object: &str) -> Fields {
        self.world().crms.of(vendor).truth(account, object)
    }

    /// Everything: `{"salesforce": {org: {"state": …, "truth": …}}, "hubspot": {portal: …}}`.
    #[must_use]
    pub fn dump_all(&self) -> Value {
        let world = self.world();
        let mut all = Map::new();
        for vendor in Vendor::ALL {
            let crm = world.crms.of(vendor);
            let accounts = crm.accounts().into_iter();
            let held = accounts.map(|account| (account.clone(), crm.dump(&account)));
            all.insert(vendor.name().to_owned(), Value::Object(held.collect()));
        }
        Value::Object(all)
    }

    /// Replaces the accounts that a dump of [`Self::dump_all`] names by what it holds.
    ///
    /// # Errors
    /// Says what in the dump cannot be read. Accounts before that one are replaced.
    pub fn load_all(&self, dump: &Value) -> Result<(), String> {
        let mut world = self.world();
        for vendor in Vendor::ALL {
            let Some(held) = dump.get(vendor.name()) else { continue };
            let held = held.as_object().ok_or("accounts of a vendor are an object")?;
            for content in held.values() {
                world.crms.of_mut(vendor).load(content)?;
            }
        }
        Ok(())
    }

    /// Starts both vendors anew, with empty accounts and no faults, log or switched-off feature.
    /// The clock stays as it is.
    pub fn reset(&self, seed: u64) {
        let mut world = self.world();
        world.crms = (world.rebuild)(seed);
        world.off.clear();
        world.faults.clear();
        world.log.clear();
    }

    /// Switches a feature off.
    ///
    /// # Errors
    /// [`NoSuchFeature`], so that a misspelt name shows.
    pub fn switch_off(&self, feature: &str) -> Result<(), NoSuchFeature> {
        if features::find(feature).is_none() {
            return Err(NoSuchFeature(feature.to_owned()));
        }
        self.world().off.insert(feature.to_owned());
        Ok(())
    }

    /// Switches a feature on again.
    pub fn switch_on(&self, feature: &str) {
        self.world().off.remove(feature);
    }

    /// The features that are off.
    #[must_use]
    pub fn off(&self) -> BTreeSet<String> {
        self.world().off.clone()
    }

    /// Reads the log where it lies.
    pub fn log<R>(&self, read: impl FnOnce(&Log) -> R) -> R {
        read(&self.world().log)
    }

    /// How many exchanges after number `after` may have changed something in a CRM.
    #[must_use]
    pub fn writes_since(&self, after: u64) -> u64 {
        self.log(|log| log.writes_since(after))
    }

    /// The counts by vendor, route, effect and status.
    #[must_use]
    pub fn counts(&self) -> Vec<Count> {
        self.log(Log::counts)
    }

    /// Forgets every exchange.
    pub fn clear_log(&self) {
        self.world().log.clear();
    }

    /// Keeps more or less of each exchange from now on.
    pub fn set_log_depth(&self, depth: LogDepth) {
        self.world().log.set_depth(depth);
    }

    /// Tells `told` of every exchange from now on as it is filed, with both bodies, whatever the
    /// log then keeps of it. The emulator waits meanwhile: `told` must not call it.
    pub fn tap(&self, told: impl FnMut(&Exchange) + Send + 'static) {
        self.world().taps.push(Box::new(told));
    }

    pub(crate) fn over(
        rebuild: Box<dyn Fn(u64) -> Crms + Send>,
        seed: u64,
        log: LogDepth,
        clock: Clock,
    ) -> Self {
        let world = World {
            crms: rebuild(seed),
            rebuild,
            off: BTreeSet::new(),
            faults: Faults::default(),
            log: Log::new(log),
            taps: Vec::new(),
        };
        Self { world: Arc::new(Mutex::new(world)), clock }
    }

    fn world(&self) -> MutexGuard<'_, World> {
        // A test that panicked while it held the lock left a world that is still whole enough to
        // read; failing again here would hide the first failure.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl Vendor {
    /// Both, in the order in which lists name them.
    pub const ALL: [Self; 2] = [Self::HubSpot, Self::Salesforce];

    /// `hubspot` or `salesforce`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HubSpot => "hubspot",
            Self::Salesforce => "salesforce",
        }
    }

    /// The vendor whose name under which hosts this is.
    #[must_use]
    pub fn of_host(host: &str) -> Option<Self> {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let under = |zone: &str| {
            name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if under("hubapi.com") || under("hubspot.com") {
            return Some(Self::HubSpot);
        }
        let zones = ["salesforce.com", "force.com", "salesforce.mil", "crmforce.mil"];
        zones.into_iter().any(under).then_some(Self::Salesforce)
    }
}

impl World {
    fn exchange(
        &mut self,
        vendor: Vendor,
        request: &Request,
        (now, origin): (Timestamp, &str),
    ) -> Outcome {
        let path = path_of(request);
        let meeting = self.faults.meet(vendor, request.method(), &path);
        let mut filed = self.filed(vendor, request, (now, path));
        let stopped = meeting.outer.as_ref().and_then(|(_, kind)| faults::before_effect(kind));
        let mut outcome = if let Some(outcome) = stopped {
            if let Some((id, _)) = &meeting.outer {
                filed.fault = Some(*id);
                self.faults.count_change(*id);
            }
            outcome
        } else {
            let turn = Turn {
                now,
                off: &self.off,
                fault: meeting.inner.as_ref().map(|(_, fault)| fault),
                origin,
            };
            let reply = self.crms.of_mut(vendor).handle(&turn, request);
            self.answered(reply, &meeting, &mut filed)
        };
        outcome.add_delay(meeting.delay);
        for id in &meeting.timing {
            self.faults.count_change(*id);
            filed.fault.get_or_insert(*id);
        }
        stamp_date(&mut outcome, now, meeting.skew_seconds);
        self.file(filed, &outcome);
        outcome
    }

    /// What a vendor's reply becomes, with what the log needs of it.
    fn answered(&mut self, mut reply: Reply, meeting: &Meeting, filed: &mut Exchange) -> Outcome {
        if let Some((id, fault)) = &meeting.inner
            && faults::changed_by_vendor(fault, &reply)
        {
            filed.fault = Some(*id);
            self.faults.count_change(*id);
        }
        filed.route = reply.route;
        filed.effect = reply.effect;
        filed.actor = reply.actor;
        filed.account = reply.account;
        match (request_id_of(&reply.response), filed.vendor) {
            (Some(id), _) => filed.request_id = id,
            (None, Vendor::HubSpot) => {
                set_header(&mut reply.response, "x-hubspot-correlation-id", &filed.request_id);
            }
            (None, Vendor::Salesforce) => {
                filed.request_id = edge_id(filed.number);
                for name in ["x-sfdc-request-id", "x-request-id"] {
                    set_header(&mut reply.response, name, &filed.request_id);
                }
            }
        }
        let mut outcome = match &meeting.outer {
            None => Outcome::whole(reply.response),
            Some((id, kind)) => {
                let (outcome, changed) = faults::after_effect(kind, reply.response);
                if changed {
                    filed.fault = Some(*id);
                    self.faults.count_change(*id);
                }
                outcome
            }
        };
        outcome.add_delay(reply.delay);
        outcome
    }

    /// The log's line as far as the request tells it.
    fn filed(
        &self,
        vendor: Vendor,
        request: &Request,
        (at, path): (Timestamp, String),
    ) -> Exchange {
        let number = self.log.last() + 1;
        Exchange {
            number,
            at,
            vendor,
            account: None,
            actor: Actor::Nobody,
            method: request.method().clone(),
            path,
            route: UNROUTED,
            status: None,
            effect: Effect::Read,
            request_id: format!("emulator-{number}"),
            fault: None,
            request_hash: fingerprint(request.body()),
            answer_hash: 0,
            request: self.needs_bodies().then(|| request.body().clone()),
            answer: None,
        }
    }

    fn file(&mut self, mut filed: Exchange, outcome: &Outcome) {
        let body = outcome.bytes();
        filed.status = outcome.status();
        filed.answer_hash = fingerprint(&body);
        filed.answer = self.needs_bodies().then_some(body);
        self.taps.iter_mut().for_each(|tap| tap(&filed));
        if self.log.depth() != LogDepth::Bodies {
            filed.request = None;
            filed.answer = None;
        }
        self.log.add(filed);
    }

    fn needs_bodies(&self) -> bool {
        self.log.depth() == LogDepth::Bodies || !self.taps.is_empty()
    }
}

fn path_of(request: &Request) -> String {
    request.uri().path_and_query().map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned())
}

fn set_header(response: &mut http::Response<Bytes>, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Salesforce's edge gives every request 32 hexadecimal digits.
fn edge_id(number: u64) -> String {
    let half = fingerprint(&number.to_be_bytes());
    format!("{half:016x}{number:016x}")
}

fn request_id_of(response: &http::Response<Bytes>) -> Option<String> {
    const NAMES: [&str; 3] = ["x-hubspot-correlation-id", "x-request-id", "x-sfdc-request-id"];
    let value = NAMES.iter().find_map(|name| response.headers().get(*name))?;
    value.to_str().ok().map(str::to_owned)
}

/// Where the client thinks it is: what the server saw, or an absolute address, or the host's name.
fn origin_of(vendor: Vendor, request: &Request) -> String {
    if let Some(Origin(origin)) = request.extensions().get::<Origin>() {
        return origin.clone();
    }
    let uri = request.uri();
    if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
        return format!("{scheme}://{authority}");
    }
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.filter(|host| is_host(host)).unwrap_or(match vendor {
        Vendor::HubSpot => "api.hubapi.com",
        Vendor::Salesforce => "login.salesforce.com",
    });
    format!("https://{host}")
}

/// Whether a `Host` header can stand in a link.
pub(crate) fn is_host(host: &str) -> bool {
    !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
}

/// `Date` by the emulated clock: the server would otherwise write the machine's time.
fn stamp_date(outcome: &mut Outcome, now: Timestamp, skew_seconds: i64) {
    let Some(headers) = outcome.headers_mut() else { return };
    let shown = now.saturating_add(SignedDuration::from_secs(skew_seconds)).unwrap_or(now);
    let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
    let Ok(date) = printer.timestamp_to_rfc9110_string(&shown) else { return };
    if let Ok(date) = HeaderValue::from_str(&date) {
        headers.insert(DATE, date);
    }
}

#[cfg(test)]
mod tests;
