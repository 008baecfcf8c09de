//! A sign-in that a person declines or forgets is given back to the vendor, and leaves nothing (SEC8).

use crosswalk_app::emulate::Emulation;
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::{App, Home, Options, Side};
use tempfile::TempDir;

use crosswalk_desktop::browser;

use crate::rotation::{READINGS, emulation};

/// How often a vendor was told that a token is not wanted.
fn revoked(emulation: &Emulation) -> usize {
    emulation.emulator.log(|log| {
        let told = log.since(0).iter();
        told.filter(|it| it.path.ends_with("/revoke") && it.status == Some(200)).count()
    })
}

#[tokio::test]
async fn sec8_a_sign_in_that_is_declined_or_forgotten_is_revoked_and_leaves_nothing() {
    for reading in READINGS {
        declined_forgotten_and_kept(emulation(reading).await).await;
    }
}

/// Signs in three times on each side: declined, forgotten later, and kept while its tokens end.
async fn declined_forgotten_and_kept(emulation: Emulation) {
    let folder = TempDir::new().unwrap();
    let options =
        Options::new(vault(VaultPlace::Session).await.unwrap(), wire(Reach::Loopback).unwrap());
    let app = App::open(Home::below(folder.path()), options).unwrap();
    for (at, side) in Side::ALL.into_iter().enumerate() {
        let (by, show) = browser::how(&emulation, side);
        let candidate = app.sign_in_by_browser(by, show).await.unwrap();
        let line = app.candidate_line(&candidate).unwrap();
        assert!(line.linked.is_none() && !line.account.name.is_empty(), "{line:?}");
        assert_eq!(app.accounts().unwrap().len(), 0, "nothing is stored before it is confirmed");
        app.decline(candidate).await.unwrap();
        assert_eq!(revoked(&emulation), 2 * at + 1);

        let (by, show) = browser::how(&emulation, side);
        let candidate = app.sign_in_by_browser(by, show).await.unwrap();
        let linked = app.confirm(candidate).await.unwrap();
        let health = app.account_health(linked.id).await.unwrap();
        assert!(health.checks.len() > 1, "{health:?}");
        app.remove_account(linked.id).await.unwrap();
        assert_eq!(revoked(&emulation), 2 * at + 2);
        assert_eq!(app.accounts().unwrap().len(), 0);
    }
}
