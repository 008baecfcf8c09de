//! SEC32: a vendor that never comes to an end is left.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_app::accounts::ByToken;
use crosswalk_app::emulated::EmulatorWire;
use crosswalk_app::network::{VaultPlace, vault};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, AppError, Home, Options, Progress, Rights, Side, Step, Stopped, Watch};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::{Clock, Emulator, Settings};
use crosswalk_engine::PassError;
use crosswalk_model::connector::{Cursor, PullAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{Both, ConnectionId, Connector, ConnectorError, FieldName, Wire};
use serde_json::{Value, json};
use tempfile::TempDir;

use crosswalk_desktop::vendors::{Deed, Vendors};

/// More pages of the same than anybody has to read to see it.
const PAGES: usize = 4;

/// The first answer again and again, which says that there is more.
fn always_the_first() -> Deed {
    let first = OnceLock::new();
    Box::new(move |answer, _| {
        let body = first.get_or_init(|| {
            let text = String::from_utf8_lossy(answer.body()).into_owned();
            let next = r#""paging":{"next":{"after":"7"}},"results""#;
            let endless = text.replace(r#""done":true"#, r#""done":false"#);
            Bytes::from(endless.replacen(r#""results""#, next, 1))
        });
        answer.map(|_| body.clone())
    })
}

/// Pulls until there is nothing left, or it is enough.
async fn pull(connector: &dyn Connector, object: &str) -> Result<usize, ConnectorError> {
    let mut cursor: Option<Cursor> = None;
    for page in 1..=PAGES {
        let fields = ["email", "Email"].map(FieldName::from).into();
        let ask = PullAsk {
            object: object.into(),
            fields,
            cursor: cursor.take(),
            purpose: Purpose::Sync,
        };
        let read = connector.pull(&[ask]).await?.remove(0);
        if !read.more {
            return Ok(page);
        }
        cursor = Some(read.cursor);
    }
    Ok(PAGES)
}

#[tokio::test(start_paused = true)]
async fn sec32_a_vendor_whose_pages_repeat_is_left() {
    let vendors = Vendors::new();
    let (salesforce, wire) = vendors.salesforce(0, always_the_first());
    salesforce.describe(&"Contact".into()).await.unwrap();
    wire.begin();
    let error = pull(&salesforce, "Contact").await.unwrap_err();
    assert!(matches!(error, ConnectorError::Protocol(_)), "{error:?}");
    let (hubspot, wire) = vendors.hubspot(0, always_the_first());
    hubspot.describe(&"contacts".into()).await.unwrap();
    wire.begin();
    let error = pull(&hubspot, "contacts").await.unwrap_err();
    assert!(matches!(error, ConnectorError::Protocol(_)), "{error:?}");
}

/// A HubSpot that has one more contact on each page of contacts, and never a last one.
#[derive(Debug)]
struct EverNew {
    inner: EmulatorWire,
    armed: AtomicBool,
    last: AtomicU64,
    /// A page as the vendor writes it.
    page: Mutex<Option<Value>>,
}

#[async_trait]
impl Wire for EverNew {
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError> {
        let of_contacts = call.request.uri().path().contains("/contacts");
        let answer = self.inner.exchange(call).await?;
        let Ok(body) = serde_json::from_slice::<Value>(answer.body()) else { return Ok(answer) };
        let mut known = self.page.lock().unwrap();
        if of_contacts && body["results"][0]["properties"]["email"].is_string() {
            known.get_or_insert_with(|| body.clone());
        }
        let Some(page) = known.as_ref().filter(|_| of_contacts && body["results"].is_array())
        else {
            return Ok(answer);
        };
        if !self.armed.load(Ordering::SeqCst) {
            return Ok(answer);
        }
        let nth = self.last.fetch_add(1, Ordering::SeqCst);
        let mut one = page["results"][0].clone();
        one["id"] = json!(nth.to_string());
        one["properties"]["hs_object_id"] = json!(nth.to_string());
        one["properties"]["email"] = json!(format!("nr{nth}@example.no"));
        let next = json!({ "next": { "after": nth.to_string() } });
        let page = json!({ "total": 1_000_000, "results": [one], "paging": next });
        Ok(answer.map(|_| Bytes::from(page.to_string())))
    }
}

/// A person who has had enough after so many pages.
#[derive(Debug, Default)]
struct Patient {
    pages: AtomicU64,
    /// What the process held after the first pages, and after the last; nothing where the system
    /// does not say.
    held: Mutex<Option<(u64, u64)>>,
}

const ENOUGH: u64 = 3_000;

/// By this page everything is held that every pass holds.
const SETTLED: u64 = 500;

/// What more is held after five times as many pages. A page of them has a kilobyte at least.
const MORE: u64 = 4 << 20;

/// Bytes of memory that the process holds, as Linux tells it.
fn held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib << 10)
}

impl Watch for Patient {
    fn tell(&self, _event: &Progress) {}

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        let pages = u64::from(step == Step::PageRead) + self.pages.load(Ordering::SeqCst);
        self.pages.store(pages, Ordering::SeqCst);
        let mut known = self.held.lock().unwrap();
        match (*known, held()) {
            (None, Some(now)) if pages == SETTLED => *known = Some((now, now)),
            (Some((first, _)), Some(now)) => *known = Some((first, now)),
            (Some(_) | None, _) => {}
        }
        if pages >= ENOUGH { Err(Stopped(step)) } else { Ok(()) }
    }
}

/// Nobody can know that such a vendor will not end; but it can be stopped at any page, and what was
/// read so far is no more than that.
#[tokio::test(start_paused = true)]
async fn sec32_a_vendor_that_always_has_one_more_page_is_stopped_at_any_of_them() {
    let clock = Clock::manual("2026-11-23T08:00:00Z".parse().unwrap());
    let emulator = Emulator::new(Settings::default(), clock);
    for limit in ["hubspot.limits.search", "hubspot.limits.burst", "hubspot.limits.daily"] {
        emulator.switch_off(limit).unwrap();
    }
    let (wire, watch) = (
        Arc::new(EverNew {
            inner: EmulatorWire::new(emulator.clone()),
            armed: AtomicBool::new(false),
            last: AtomicU64::new(100_000),
            page: Mutex::new(None),
        }),
        Arc::new(Patient::default()),
    );
    let folder = TempDir::new().unwrap();
    let options = Options::new(vault(VaultPlace::Session).await.unwrap(), wire.clone());
    let options = Options { watch: watch.clone(), ..options };
    let app = App::open(Home::below(folder.path()), options).unwrap();
    let mut connections = Both::from_fn(|_| ConnectionId(0));
    for side in Side::ALL {
        let vendor = if side == Side::HubSpot { Vendor::HubSpot } else { Vendor::Salesforce };
        let account = emulator.accounts(vendor).remove(0);
        let facts = emulator.grant(vendor, &account).unwrap();
        let by = ByToken {
            side,
            base: format!("https://{}", facts.host),
            token: facts.service_key.or(facts.access_token).unwrap().into(),
            development: false,
            rights: Rights::Full,
        };
        *connections.get_mut(side) = app.add_account_by_token(by).await.unwrap().id;
    }
    let act = json!({ "act": "create", "object": "contacts", "account": emulator.accounts(Vendor::HubSpot)[0],
                      "fields": { "email": "ann@example.no", "lastname": "Berg" } });
    emulator.act(Vendor::HubSpot, act).unwrap();
    let new = PairToAdd {
        name: "Acme".to_owned(),
        connections,
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let pair = app.add_pair(new).await.unwrap().pair;
    app.apply(pair, "test").await.unwrap();
    watch.pages.store(0, Ordering::SeqCst);
    let before = wire.last.load(Ordering::SeqCst);
    wire.armed.store(true, Ordering::SeqCst);
    emulator.clock().advance(jiff::SignedDuration::from_hours(1));
    let error = app.sync(pair, "test").await.unwrap_err();
    assert!(matches!(error, AppError::Pass(PassError::Stopped(_))), "{error:?}");
    let asked = wire.last.load(Ordering::SeqCst) - before;
    assert!((ENOUGH / 2..=ENOUGH + 5).contains(&asked), "{asked} pages");
    if let Some((first, last)) = *watch.held.lock().unwrap() {
        assert!(last < first + MORE, "held {first} after {SETTLED} pages, {last} after {ENOUGH}");
    }
    // Whoever is patient again goes on where it was stopped.
    wire.armed.store(false, Ordering::SeqCst);
    watch.pages.store(0, Ordering::SeqCst);
    app.sync(pair, "test").await.unwrap();
}
