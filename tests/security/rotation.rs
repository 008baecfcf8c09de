//! A crash between two refresh tokens: the vendor has given the new one, and the program dies before
//! or after its vault holds it (SEC7).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use crosswalk_app::emulate::{Emulation, ToEmulate};
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, Home, Options, Side};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::{Fault, FaultKind, Place, Refusal, Settings, When};
use crosswalk_engine::RunResult;
use crosswalk_model::secrets::{SecretKind, Secrets, Slot, VaultError};
use crosswalk_model::{Both, ConnectionId, PairId};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::Notify;

use crosswalk_desktop::browser;

/// Where the program dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Death {
    BeforeItIsKept,
    AfterItIsKept,
}

/// A vault that stands still at the next sign-in it is to keep, so that whoever waits for it can be
/// cut off there.
#[derive(Debug)]
struct Standing {
    inner: Arc<dyn Secrets>,
    death: Death,
    armed: AtomicBool,
    reached: Notify,
}

#[async_trait]
impl Secrets for Standing {
    async fn get(&self, slot: &Slot) -> Result<Option<SecretString>, VaultError> {
        self.inner.get(slot).await
    }

    async fn put(&self, slot: &Slot, secret: SecretString) -> Result<(), VaultError> {
        let dies = slot.kind == SecretKind::Tokens && self.armed.load(Ordering::SeqCst);
        if !dies {
            return self.inner.put(slot, secret).await;
        }
        if self.death == Death::AfterItIsKept {
            self.inner.put(slot, secret).await?;
        }
        self.reached.notify_one();
        std::future::pending().await
    }

    async fn delete(&self, slot: &Slot) -> Result<(), VaultError> {
        self.inner.delete(slot).await
    }
}

/// The file that outlives the program, opened as a new start does.
async fn file(folder: &Path) -> Arc<dyn Secrets> {
    let place = VaultPlace::File(folder.join("vault.age"), "riktig hest".into());
    vault(place).await.unwrap()
}

fn open(folder: &Path, vault: Arc<dyn Secrets>) -> App {
    App::open(Home::below(folder), Options::new(vault, wire(Reach::Loopback).unwrap())).unwrap()
}

async fn sign_in(app: &App, emulation: &Emulation, side: Side) -> ConnectionId {
    let (by, show) = browser::how(emulation, side);
    let candidate = app.sign_in_by_browser(by, show).await.unwrap();
    app.confirm(candidate).await.unwrap().id
}

/// Both accounts, signed in and paired.
async fn pair(app: &App, emulation: &Emulation) -> PairId {
    let mut connections = Both::from_fn(|_| ConnectionId(0));
    for side in Side::ALL {
        *connections.get_mut(side) = sign_in(app, emulation, side).await;
    }
    let new = PairToAdd {
        name: "Acme".to_owned(),
        connections,
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    app.add_pair(new).await.unwrap().pair
}

/// Two linked accounts, in step, and a program that dies as Salesforce renews its sign-in.
async fn dies(folder: &Path, emulation: &Emulation, death: Death) -> PairId {
    let inner = file(folder).await;
    let standing =
        Arc::new(Standing { inner, death, armed: AtomicBool::new(false), reached: Notify::new() });
    let app = Arc::new(open(folder, standing.clone()));
    let pair = pair(&app, emulation).await;
    app.apply(pair, "test").await.unwrap();
    expire(emulation, Vendor::Salesforce);
    standing.armed.store(true, Ordering::SeqCst);
    let (passing, stood) = (app.clone(), standing.reached.notified());
    let pass = tokio::spawn(async move { passing.sync(pair, "test").await });
    stood.await;
    pass.abort();
    assert!(pass.await.unwrap_err().is_cancelled());
    pair
}

/// The vendor no longer knows the access token that comes next.
fn expire(emulation: &Emulation, vendor: Vendor) {
    let refusal = match vendor {
        Vendor::Salesforce => Refusal::SalesforceSession,
        Vendor::HubSpot => Refusal::HubSpotExpired,
    };
    emulation.emulator.add_fault(Fault {
        at: Place { vendor: Some(vendor), ..Place::default() },
        nth: 1,
        times: 1,
        kind: FaultKind::Refused { refusal, when: When::BeforeEffect },
    });
}

/// How often each side was asked for tokens.
fn token_calls(emulation: &Emulation) -> BTreeMap<&'static str, usize> {
    emulation.emulator.log(|log| {
        let mut calls = BTreeMap::new();
        for exchange in log.since(0).iter().filter(|it| it.path.contains("/token")) {
            *calls.entry(exchange.vendor.name()).or_default() += 1;
        }
        calls
    })
}

/// What the vendors' documents leave open about sign-ins, by what sets it to the other reading.
pub const READINGS: [fn(&mut Settings); 7] = [
    |_| {},
    |it| it.hubspot.rotate_refresh_tokens = true,
    |it| it.hubspot.revoke_cascades = true,
    |it| it.salesforce.apps[0].rotates = false,
    |it| it.salesforce.quirks.token_slides = !it.salesforce.quirks.token_slides,
    |it| it.salesforce.quirks.code_life_seconds = 60,
    |it| it.salesforce.quirks.verifier_error = "invalid_request".to_owned(),
];

pub async fn emulation(reading: fn(&mut Settings)) -> Emulation {
    let mut wanted = ToEmulate::of(3, 24);
    reading(&mut wanted.settings);
    Emulation::start(wanted).await.unwrap()
}

/// A sign-in is renewed as often as the vendor wants it, whatever the vendor does with the old one.
#[tokio::test]
async fn sec7_a_sign_in_goes_on_by_every_reading() {
    for (nth, reading) in READINGS.into_iter().enumerate() {
        let folder = TempDir::new().unwrap();
        let mut wanted = ToEmulate::of(3, 24);
        reading(&mut wanted.settings);
        let emulation = Emulation::start(wanted).await.unwrap();
        let app = open(folder.path(), vault(VaultPlace::Session).await.unwrap());
        let pair = pair(&app, &emulation).await;
        app.apply(pair, "test").await.unwrap();
        for _ in 0..2 {
            let before = token_calls(&emulation);
            for vendor in Vendor::ALL {
                expire(&emulation, vendor);
            }
            let report = app.sync(pair, "test").await.unwrap();
            assert_eq!(report.result, RunResult::Done, "reading {nth}: {report:?}");
            let after = token_calls(&emulation);
            for vendor in ["salesforce", "hubspot"] {
                assert!(after[vendor] > before[vendor], "reading {nth}: {vendor} was not renewed");
            }
        }
    }
}

#[tokio::test]
async fn sec7_a_crash_after_the_new_token_is_kept_is_not_noticed() {
    let (folder, emulation) = (TempDir::new().unwrap(), emulation(|_| {}).await);
    let pair = dies(folder.path(), &emulation, Death::AfterItIsKept).await;
    let before = token_calls(&emulation);
    let app = open(folder.path(), file(folder.path()).await);
    app.sync(pair, "test").await.unwrap();
    expire(&emulation, Vendor::Salesforce);
    app.sync(pair, "test").await.unwrap();
    let after = token_calls(&emulation);
    assert_eq!(
        after["salesforce"],
        before["salesforce"] + 1,
        "the new token was good for one more"
    );
    let quiet = app.plan(pair, "test").await.unwrap();
    assert_eq!(quiet.counts.planned(), 0, "{quiet:?}");
}

#[tokio::test]
async fn sec7_a_crash_before_the_new_token_is_kept_asks_for_a_person_once_and_loses_nothing() {
    let (folder, emulation) = (TempDir::new().unwrap(), emulation(|_| {}).await);
    let pair = dies(folder.path(), &emulation, Death::BeforeItIsKept).await;
    let app = open(folder.path(), file(folder.path()).await);
    // The access token that is kept may live on; the day it does not, the spent refresh token ends
    // the sign-in.
    expire(&emulation, Vendor::Salesforce);
    let before = token_calls(&emulation);
    for _ in 0..3 {
        let error = app.sync(pair, "test").await.unwrap_err();
        assert_eq!(error.report().code, "sign_in_needed", "{error}");
    }
    let asked = token_calls(&emulation)["salesforce"] - before["salesforce"];
    assert!(asked <= 3, "at most once a pass, and never in a storm: {asked}");
    sign_in(&app, &emulation, Side::Salesforce).await;
    app.apply(pair, "test").await.unwrap();
    let quiet = app.plan(pair, "test").await.unwrap();
    assert_eq!(quiet.counts.planned(), 0, "{quiet:?}");
}
