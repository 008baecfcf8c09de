//! A sign-in that a person declines or forgets is given back to the vendor, and leaves nothing (SEC8).

use crosswalk_app::emulate::{Emulation, ToEmulate};
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::{App, AppError, Home, Options, Side};
use crosswalk_emulator::exchange::Vendor;
use tempfile::TempDir;
use url::Url;

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

#[tokio::test]
async fn sec2_an_answer_that_the_browser_could_not_bring_is_pasted_and_judged_alike() {
    let emulation = Emulation::start(ToEmulate::of(3, 24)).await.unwrap();
    let folder = TempDir::new().unwrap();
    let vault = vault(VaultPlace::Session).await.unwrap();
    let options = Options::new(vault, wire(Reach::Loopback).unwrap());
    let app = App::open(Home::below(folder.path()), options).unwrap();
    let code = |error: AppError| error.report().code;
    let early = app.paste_answer("http://localhost:17171/callback?code=x&state=y").unwrap_err();
    assert_eq!(code(early), "answer_unasked");
    let (by, _) = browser::how(&emulation, Side::Salesforce);
    let (tell, told) = tokio::sync::oneshot::channel();
    let person = async {
        let page: Url = told.await.unwrap();
        let emulator = emulation.emulator.clone();
        let asked = tokio::task::spawn_blocking(move || {
            browser::answer(&emulator, Vendor::Salesforce, &page)
        });
        let back = asked.await.unwrap();
        let mut forged = back.clone();
        forged.set_query(Some("code=stolen&state=of-another"));
        let refused = app.paste_answer(forged.as_str()).unwrap_err();
        assert_eq!(code(refused), "answer_of_another");
        let mut foreign = back.clone();
        foreign.set_host(Some("evil.example")).unwrap();
        let refused = app.paste_answer(foreign.as_str()).unwrap_err();
        assert_eq!(code(refused), "answer_foreign");
        app.paste_answer(back.as_str()).unwrap();
    };
    let show = |page: &Url| tell.send(page.clone()).unwrap();
    let (candidate, ()) = tokio::join!(app.sign_in_by_browser(by, show), person);
    let line = app.candidate_line(&candidate.unwrap()).unwrap();
    assert_eq!(line.side, Side::Salesforce);
}
