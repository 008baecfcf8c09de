//! Sign-ins that other tools lost.

use std::sync::Arc;

use bytes::Bytes;
use crosswalk_app::emulate::{Emulation, ToEmulate};
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, Home, Options, Side};
use crosswalk_desktop::browser;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::secrets::{SecretKind, Secrets, Slot};
use crosswalk_model::{Both, ConnectionId, PairId};
use secrecy::ExposeSecret;
use tempfile::TempDir;

/// A workstation with both accounts signed in by a browser.
struct Desk {
    app: App,
    vault: Arc<dyn Secrets>,
    connections: Both<ConnectionId>,
    /// Its state goes with it.
    _folder: TempDir,
}

async fn emulation() -> Emulation {
    Emulation::start(ToEmulate::of(3, 24)).await.unwrap()
}

async fn sign_in(app: &App, emulation: &Emulation, side: Side) -> ConnectionId {
    let (by, show) = browser::how(emulation, side);
    let candidate = app.sign_in_by_browser(by, show).await.unwrap();
    app.confirm(candidate).await.unwrap().id
}

impl Desk {
    async fn new(emulation: &Emulation) -> Desk {
        let folder = TempDir::new().unwrap();
        let vault = vault(VaultPlace::Session).await.unwrap();
        let options = Options::new(vault.clone(), wire(Reach::Loopback).unwrap());
        let app = App::open(Home::below(folder.path()), options).unwrap();
        let mut connections = Both::from_fn(|_| ConnectionId(0));
        for side in Side::ALL {
            *connections.get_mut(side) = sign_in(&app, emulation, side).await;
        }
        Desk { app, vault, connections, _folder: folder }
    }

    /// In step, and quiet.
    async fn pair(&self) -> PairId {
        let new = PairToAdd {
            name: "Acme".to_owned(),
            connections: self.connections,
            objects: vec!["contacts".to_owned()],
            id_fields: IdFields::Make,
            first_run: FirstRun::Agree,
        };
        let pair = self.app.add_pair(new).await.unwrap().pair;
        self.app.apply(pair, "test").await.unwrap();
        pair
    }

    /// Salesforce no longer knows the access token that is kept.
    async fn expire(&self, emulation: &Emulation) {
        let slot = Slot { connection: self.connections.salesforce, kind: SecretKind::Tokens };
        let kept = self.vault.get(&slot).await.unwrap().unwrap();
        let kept: serde_json::Value = serde_json::from_str(kept.expose_secret()).unwrap();
        let text = |name: &str| kept[name].as_str().unwrap().to_owned();
        let query = [("token", text("access_token"))];
        let form =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        let page = url::Url::parse(&text("base")).unwrap().join("/services/oauth2/revoke").unwrap();
        let request = http::Request::post(page.as_str())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(form))
            .unwrap();
        let answer = emulation.emulator.exchange(Vendor::Salesforce, request);
        assert_eq!(answer.status(), Some(200), "an access token is known");
    }
}

/// How often Salesforce was asked for tokens, and how often it refused a dead one.
fn asked(emulation: &Emulation) -> (usize, usize) {
    emulation.emulator.log(|log| {
        let of = |it: &&crosswalk_emulator::log::Exchange| it.vendor == Vendor::Salesforce;
        let tokens = log.since(0).iter().filter(of).filter(|it| it.path.ends_with("/token"));
        // Who one is, a dead session is told by another status.
        let no = [Some(401), Some(403)];
        let dead = log.since(0).iter().filter(of).filter(|it| no.contains(&it.status));
        (tokens.count(), dead.count())
    })
}

/// Several calls meet the end of the session at once. Whoever renews with a token that was used
/// before loses the whole sign-in, where tokens rotate: only one of them may.
#[tokio::test]
async fn refresh_race() {
    let emulation = emulation().await;
    let desk = Desk::new(&emulation).await;
    let pair = desk.pair().await;
    let connection = desk.connections.salesforce;
    for turn in 0..2 {
        desk.expire(&emulation).await;
        let (tokens, dead) = asked(&emulation);
        let health = || desk.app.account_health(connection);
        let (pass, one, two, three) =
            tokio::join!(desk.app.sync(pair, "test"), health(), health(), health());
        pass.unwrap();
        for checkup in [one, two, three] {
            checkup.unwrap();
        }
        let now = asked(&emulation);
        assert!(now.1 >= dead + 2, "turn {turn}: more than one met it: {}", now.1 - dead);
        assert_eq!(now.0, tokens + 1, "turn {turn}: one asked for all");
    }
    let quiet = desk.app.plan(pair, "test").await.unwrap();
    assert_eq!(quiet.counts.planned(), 0, "{quiet:?}");
}

/// Salesforce keeps five sign-ins of a user and an app, and the sixth ends the oldest: a person is
/// asked, and the vendor is not stormed.
#[tokio::test]
async fn five_tokens() {
    let emulation = emulation().await;
    let desk = Desk::new(&emulation).await;
    let pair = desk.pair().await;
    let mut others = Vec::new();
    for _ in 0..5 {
        desk.app.sync(pair, "test").await.unwrap();
        others.push(Desk::new(&emulation).await);
    }
    let before = asked(&emulation);
    for _ in 0..5 {
        let error = desk.app.sync(pair, "test").await.unwrap_err();
        assert_eq!(error.report().code, "sign_in_needed", "{error}");
    }
    let after = asked(&emulation);
    assert!(after.0 - before.0 <= 5, "at most one try a pass: {before:?} {after:?}");
    assert!(after.1 - before.1 <= 5, "and one call: {before:?} {after:?}");
    // The person signs in again, and everything is as it was.
    let again = sign_in(&desk.app, &emulation, Side::Salesforce).await;
    assert_eq!(again, desk.connections.salesforce);
    desk.app.sync(pair, "test").await.unwrap();
    let quiet = desk.app.plan(pair, "test").await.unwrap();
    assert_eq!(quiet.counts.planned(), 0, "{quiet:?}");
}
