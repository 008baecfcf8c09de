//! A sign-in that a person declines or forgets is given back to the vendor, and leaves nothing (SEC8).

use crosswalk_app::accounts::ByBrowser;
use crosswalk_app::emulate::{Emulation, Ports, ToEmulate};
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::{App, Home, Options, Side};
use crosswalk_emulator::exchange::Vendor;
use tempfile::TempDir;

use crate::browser;

async fn emulation() -> Emulation {
    let emulate = ToEmulate { seed: 3, people: 24, ports: Ports::default(), ca_file: None };
    Emulation::start(emulate).await.unwrap()
}

/// How a person signs in on a side, and what their browser does.
fn how(emulation: &Emulation, side: Side) -> (ByBrowser, impl FnOnce(&url::Url)) {
    let facts = emulation.facts();
    let (vendor, of) = match side {
        Side::HubSpot => (Vendor::HubSpot, &facts.hubspot),
        Side::Salesforce => (Vendor::Salesforce, &facts.salesforce),
    };
    let account = of.accounts.first().unwrap();
    let how = ByBrowser {
        side,
        client_id: account.client_id.clone().unwrap(),
        client_secret: account.client_secret.clone().map(Into::into),
        login: of.url.clone(),
        development: true,
    };
    let emulator = emulation.emulator.clone();
    let show = move |page: &url::Url| {
        let page = page.clone();
        std::thread::spawn(move || browser::allow(&emulator, vendor, &page));
    };
    (how, show)
}

/// How often a vendor was told that a token is not wanted.
fn revoked(emulation: &Emulation) -> usize {
    emulation.emulator.log(|log| {
        let told = log.since(0).iter();
        told.filter(|it| it.path.ends_with("/revoke") && it.status == Some(200)).count()
    })
}

#[tokio::test]
async fn sec8_a_sign_in_that_is_declined_or_forgotten_is_revoked_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let emulation = emulation().await;
    let place = VaultPlace::File(folder.path().join("vault.age"), "riktig hest".into());
    let options = Options::new(vault(place).await.unwrap(), wire(Reach::Loopback).unwrap());
    let app = App::open(Home::below(folder.path()), options).unwrap();
    for (at, side) in Side::ALL.into_iter().enumerate() {
        let (by, show) = how(&emulation, side);
        let candidate = app.sign_in_by_browser(by, show).await.unwrap();
        let line = app.candidate_line(&candidate).unwrap();
        assert!(line.linked.is_none() && !line.account.name.is_empty(), "{line:?}");
        assert_eq!(app.accounts().unwrap().len(), 0, "nothing is stored before it is confirmed");
        app.decline(candidate).await.unwrap();
        assert_eq!(revoked(&emulation), 2 * at + 1);

        let (by, show) = how(&emulation, side);
        let candidate = app.sign_in_by_browser(by, show).await.unwrap();
        let linked = app.confirm(candidate).await.unwrap();
        let health = app.account_health(linked.id).await.unwrap();
        assert!(health.checks.len() > 1, "{health:?}");
        app.remove_account(linked.id).await.unwrap();
        assert_eq!(revoked(&emulation), 2 * at + 2);
        assert_eq!(app.accounts().unwrap().len(), 0);
    }
}
