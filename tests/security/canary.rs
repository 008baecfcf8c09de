//! SEC10 and SEC12: no secret rests outside the vault, and no log names a secret or a person.
//! A whole story with real sign-ins, with every error that quotes a secret back, then a search of
//! every byte that was kept, told or logged.

use std::io::Write;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_app::emulate::{Emulation, ToEmulate};
use crosswalk_app::emulated::EmulatorWire;
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, AppError, Home, Options, Progress, Step, Stopped, Watch, care, maps};
use crosswalk_desktop::browser;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::faults::{Fault, FaultKind, Place, When};
use crosswalk_emulator::log::LogDepth;
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{Both, PairId, Secrets, Side, Wire};
use serde_json::{Value, json};
use tempfile::TempDir;
use tracing_subscriber::util::SubscriberInitExt;

use crate::search::{Needle, found, found_below};
use crate::secrets;

const PASSPHRASE: &str = "canary passphrase";

/// Everything that was written to one place.
#[derive(Clone, Debug, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }

    fn say(&self, text: impl AsRef<[u8]>) {
        self.0.lock().unwrap().extend_from_slice(text.as_ref());
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.say(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Watch for Heard {
    fn tell(&self, event: &Progress) {
        self.say(serde_json::to_vec(event).unwrap());
        self.say(format!("{event:?}"));
    }

    fn reach(&self, _step: Step) -> Result<(), Stopped> {
        Ok(())
    }
}

/// The emulator in this process, reached by its loopback address too: once time is paused there is
/// no socket to wait for. Its errors say back what they were sent with.
#[derive(Debug)]
struct InProcess(EmulatorWire, Both<u16>);

#[async_trait]
impl Wire for InProcess {
    async fn exchange(&self, mut call: Call) -> Result<http::Response<Bytes>, WireError> {
        if let Some(port) = call.request.uri().port_u16() {
            let hubspot = port == self.1.hubspot;
            let host = if hubspot { "api.hubapi.com" } else { "login.salesforce.com" };
            let path = call.request.uri().path_and_query().unwrap().clone();
            *call.request.uri_mut() = format!("https://{host}{path}").parse().unwrap();
        }
        let secret = sent_with(&call.request);
        let answer = self.0.exchange(call).await?;
        Ok(answer.map(|body| say_back(body, &secret)))
    }
}

/// Stands in an error for what the request was sent with.
const ECHO: &str = "{echo}";

/// The token of a request, or its form at a token endpoint.
fn sent_with(request: &http::Request<Bytes>) -> String {
    let header = request.headers().get("authorization").and_then(|it| it.to_str().ok());
    if let Some(token) = header.and_then(|it| it.strip_prefix("Bearer ")) {
        return token.to_owned();
    }
    let fields = url::form_urlencoded::parse(request.body());
    fields.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

fn say_back(body: Bytes, secret: &str) -> Bytes {
    if memchr::memmem::find(&body, ECHO.as_bytes()).is_none() {
        return body;
    }
    let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let both = format!("{secret} {encoded}");
    String::from_utf8_lossy(&body).replace(ECHO, &both).into()
}

struct Story {
    emulation: Emulation,
    folder: TempDir,
    vault: Arc<dyn Secrets>,
    told: Heard,
}

impl Story {
    async fn begin(told: &Heard) -> Story {
        let folder = TempDir::new().unwrap();
        let emulation = Emulation::start(ToEmulate {
            ca_file: Some(folder.path().join("ca.pem")),
            ..ToEmulate::of(3, 24)
        });
        let emulation = emulation.await.unwrap();
        emulation.emulator.set_log_depth(LogDepth::Bodies);
        for limit in ["hubspot.limits.search", "hubspot.limits.burst"] {
            emulation.emulator.switch_off(limit).unwrap();
        }
        let place = VaultPlace::File(folder.path().join("vault.age"), PASSPHRASE.into());
        let vault = vault(place).await.unwrap();
        Story { emulation, folder, vault, told: told.clone() }
    }

    fn home(&self) -> Home {
        Home::below(self.folder.path())
    }

    fn open(&self, wire: Arc<dyn Wire>) -> App {
        let watch = Arc::new(self.told.clone());
        let options = Options { watch, seed: 3, ..Options::new(self.vault.clone(), wire) };
        App::open(self.home(), options).unwrap()
    }

    fn in_process(&self) -> Arc<dyn Wire> {
        let port = |url: &str| url::Url::parse(url).unwrap().port().unwrap();
        let facts = self.emulation.facts();
        let ports =
            Both { hubspot: port(&facts.hubspot.url), salesforce: port(&facts.salesforce.url) };
        Arc::new(InProcess(EmulatorWire::new(self.emulation.emulator.clone()), ports))
    }

    /// Both accounts, signed in to as people do.
    async fn sign_in(&self, app: &App) -> PairId {
        let mut connections = Both::from_fn(|_| crosswalk_app::ConnectionId(0));
        for side in Side::ALL {
            let (how, show) = browser::how(&self.emulation, side);
            self.told.say(format!("{how:?}"));
            let linked = app.add_account_by_browser(how, show).await.unwrap();
            self.told.say(format!("{linked:?}"));
            *connections.get_mut(side) = linked.id;
        }
        let added = app.add_pair(PairToAdd {
            name: "Canary".to_owned(),
            connections,
            objects: vec!["companies".to_owned(), "contacts".to_owned(), "deals".to_owned()],
            id_fields: IdFields::Make,
            first_run: FirstRun::Agree,
        });
        added.await.unwrap().pair
    }

    /// Everything that a person can have written down or shown.
    async fn look_at_all(&self, app: &App, pair: PairId) {
        let file = |name: &str| self.folder.path().join(name);
        let tell = |what: Value| self.told.say(what.to_string());
        app.back_up().unwrap();
        tell(json!(care::health(&self.home()).unwrap()));
        tell(json!(app.status(pair).unwrap()));
        tell(json!(app.error_rows(pair).unwrap()));
        tell(json!(app.conflict_rows(pair).unwrap()));
        tell(json!(app.runs(pair, 100).unwrap()));
        for run in app.runs(pair, 3).unwrap() {
            tell(json!(app.run_detail(run.run).unwrap()));
        }
        let mapping = app.mapping(pair).unwrap();
        std::fs::write(file("pair.json"), maps::canonical(&mapping).unwrap()).unwrap();
        let number = std::fs::read_dir(self.folder.path()).unwrap().count();
        let plan = app.plan_to_file(pair, &file(&format!("plan-{number}.json")), "test").await;
        self.told.say(format!("{plan:?}"));
    }

    /// A pass that fails or does not; whatever it says is kept.
    async fn pass(&self, app: &App, pair: PairId) -> Result<(), ()> {
        let run = app.sync(pair, "test").await;
        self.told.say(format!("{run:?}"));
        run.map(drop).map_err(|error| self.tell_error(&error))
    }

    fn tell_error(&self, error: &AppError) {
        self.told.say(format!("{error} {error:?} {}", json!(error.report())));
    }

    /// People edit, so that there is something to write on both sides.
    fn edit(&self, number: usize) {
        let emulator = &self.emulation.emulator;
        for (vendor, object, field) in
            [(Vendor::HubSpot, "contacts", "jobtitle"), (Vendor::Salesforce, "Contact", "Title")]
        {
            let account = emulator.accounts(vendor).remove(0);
            let ids: Vec<String> =
                emulator.truth(vendor, &account, object).keys().cloned().collect();
            let id = &ids[number % ids.len()];
            let fields = json!({ field: format!("Title {number}") });
            let mut act = json!({"act": "edit", "account": account, "id": id, "fields": fields});
            if vendor == Vendor::HubSpot {
                act["object"] = json!(object);
            }
            emulator.act(vendor, act).unwrap();
        }
    }
}

/// Where an error strikes, and how.
fn errors() -> Vec<(Place, FaultKind)> {
    let quoted = &format!("not good for ann@example.no: {ECHO}");
    let mut all = Vec::new();
    for vendor in Vendor::ALL {
        let anywhere = Place { vendor: Some(vendor), ..Place::default() };
        let writes = Place {
            vendor: Some(vendor),
            route: Some(match vendor {
                Vendor::HubSpot => "POST /crm/objects/{version}/{type}/batch/update".to_owned(),
                Vendor::Salesforce => "POST /services/data/{version}/composite".to_owned(),
            }),
            ..Place::default()
        };
        let body = match vendor {
            Vendor::HubSpot => json!({"status": "error", "category": "VALIDATION_ERROR",
                "message": quoted, "correlationId": "c", "context": {"token": [quoted]}}),
            Vendor::Salesforce => json!([{"errorCode": "INVALID_FIELD", "message": quoted}]),
        };
        let page = format!("<html><body>{quoted}</body></html>");
        for status in [400, 401, 403, 404, 409, 429, 500, 503] {
            for place in [&anywhere, &writes] {
                let bodies = [body.to_string(), page.clone()];
                let of = |body| FaultKind::Status {
                    status,
                    body,
                    headers: std::collections::BTreeMap::new(),
                    when: When::BeforeEffect,
                };
                all.extend(bodies.map(of).map(|kind| (place.clone(), kind)));
            }
        }
        all.push((anywhere.clone(), FaultKind::CaptivePortal));
        all.push((anywhere.clone(), FaultKind::WrongContentType));
        all.push((anywhere.clone(), FaultKind::Truncated { keep: 40 }));
        let to = format!("https://elsewhere.example/?{quoted}");
        all.push((anywhere, FaultKind::Redirect { to }));
    }
    all
}

/// More than one request is ever sent.
const ALWAYS: u64 = 40;

/// Every error; returns how many passes failed.
async fn go_wrong(story: &Story, app: &App, pair: PairId) -> usize {
    let emulator = &story.emulation.emulator;
    let mut failed = 0;
    for (number, (at, kind)) in errors().into_iter().enumerate() {
        story.edit(number);
        emulator.add_fault(Fault { at, nth: 1, times: ALWAYS, kind });
        failed += usize::from(story.pass(app, pair).await.is_err());
        emulator.clear_faults();
    }
    failed
}

/// The sign-in expires, and the vendor that is asked to renew it says the token back.
async fn lose_the_sign_in(story: &Story, app: &App, pair: PairId) {
    let emulator = &story.emulation.emulator;
    for vendor in Vendor::ALL {
        let error = json!({"error": "invalid_grant", "error_description": ECHO, "message": ECHO,
            "status": "BAD_REFRESH_TOKEN"});
        for body in [error.to_string(), ECHO.to_owned()] {
            emulator.clock().advance(jiff::SignedDuration::from_hours(3));
            let path = match vendor {
                Vendor::HubSpot => "/oauth/",
                Vendor::Salesforce => "/services/oauth2/token",
            };
            let at =
                Place { vendor: Some(vendor), path: Some(path.to_owned()), ..Place::default() };
            let headers = std::collections::BTreeMap::new();
            let kind = FaultKind::Status { status: 400, body, headers, when: When::BeforeEffect };
            emulator.add_fault(Fault { at, nth: 1, times: ALWAYS, kind });
            assert!(story.pass(app, pair).await.is_err(), "{} cannot renew", vendor.name());
            emulator.clear_faults();
        }
    }
    assert!(story.pass(app, pair).await.is_ok(), "and signs in again with what it kept");
}

/// Addresses and numbers of everybody on both sides.
fn people(story: &Story) -> Vec<Needle> {
    let emulator = &story.emulation.emulator;
    let mut needles = Vec::new();
    for (vendor, object) in [
        (Vendor::HubSpot, "contacts"),
        (Vendor::Salesforce, "Contact"),
        (Vendor::Salesforce, "Lead"),
    ] {
        let account = emulator.accounts(vendor).remove(0);
        let records = emulator.truth(vendor, &account, object);
        for field in ["email", "Email", "phone", "Phone", "mobilephone", "MobilePhone"] {
            let values = records.values().filter_map(|record| record[field].as_str());
            let long = values.filter(|value| value.len() >= 8);
            needles.extend(long.map(|value| Needle::new(format!("a person's {field}"), value)));
        }
    }
    needles
}

#[tokio::test]
async fn sec10_sec12_no_secret_is_left_anywhere_and_no_log_names_anybody() {
    let (log, told) = (Heard::default(), Heard::default());
    let writer = log.clone();
    let _logging = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish()
        .set_default();
    let story = Story::begin(&told).await;
    let pair = {
        let app = story.open(wire(Reach::Loopback).unwrap());
        let pair = story.sign_in(&app).await;
        story.look_at_all(&app, pair).await;
        app.apply(pair, "test").await.unwrap();
        pair
    };
    assert!(log.bytes().len() > 10_000, "the network's own words are heard too");
    tokio::time::pause();
    let app = story.open(story.in_process());
    let failed = go_wrong(&story, &app, pair).await;
    assert!(failed > 30, "only {failed} passes failed");
    lose_the_sign_in(&story, &app, pair).await;
    story.look_at_all(&app, pair).await;
    drop(app);

    let mut needles = secrets::of(&story.emulation.emulator);
    let kinds = ["access_token", "refresh_token", "code", "code_verifier", "client_secret"];
    for kind in kinds {
        assert!(needles.iter().any(|needle| needle.name.ends_with(kind)), "no {kind} was seen");
    }
    needles.push(Needle::new("passphrase", PASSPHRASE));
    assert_eq!(found_below(story.folder.path(), &needles), Vec::<String>::new());
    assert_eq!(found(&told.bytes(), &needles), Vec::<String>::new());
    assert_eq!(found(&log.bytes(), &needles), Vec::<String>::new());
    let people = people(&story);
    assert!(people.len() > 40);
    assert_eq!(found(&log.bytes(), &people), Vec::<String>::new());

    // What the search would have found.
    for needle in &needles {
        tracing::trace!(token = needle.text, "planted");
    }
    let planted = found(&log.bytes(), &needles);
    assert_eq!(planted.len(), needles.len());
    std::fs::write(story.folder.path().join("planted"), &needles[0].text).unwrap();
    assert_eq!(found_below(story.folder.path(), &needles).len(), 1);
    assert!(found_below(story.folder.path(), &people).len() > 40, "people rest in the state");
}
