//! Sweeps, wrong accounts and erasure (P2, P9, P10).

use std::fs;
use std::path::Path;
use std::time::Duration;

use crosswalk_app::Repeats;
use crosswalk_app::accounts::ByToken;
use crosswalk_app::accounts::health::CheckCode;
use crosswalk_app::activities::MailActivity;
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::secrets::{SecretKind, Slot};
use crosswalk_model::{Both, ConnectionId, LinkState, ReasonCode, Rights, Side};
use serde_json::json;

use crate::pushes::{One, one};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
const NOT_SEEN: [(LinkState, ReasonCode); 1] = [(LinkState::Waiting, ReasonCode::NoLongerVisible)];

/// Somebody whom Salesforce deleted and does not keep in its bin any more: no pull tells of it.
async fn gone_without_a_word() -> One {
    let ann = one().await;
    // A few quiet days, in which nothing has to be compared.
    for _ in 0..2 {
        ann.pass().await;
    }
    ann.world.act(Salesforce, json!({ "act": "purge", "id": ann.there }));
    ann
}

#[tokio::test(start_paused = true)]
async fn p2_after_ten_days_asleep_everything_is_compared() {
    let ann = gone_without_a_word().await;
    ann.world.wait(Duration::from_secs(11 * DAY)).await;
    ann.world.sync().await;
    assert_eq!(ann.world.why(&ann.here), NOT_SEEN);
}

#[tokio::test(start_paused = true)]
async fn p2_a_delete_log_that_was_purged_while_we_slept_makes_us_compare() {
    for purged in [false, true] {
        let ann = gone_without_a_word().await;
        ann.world.wait(Duration::from_secs(2 * HOUR)).await;
        if purged {
            ann.world.act(Salesforce, json!({ "act": "purge_delete_log" }));
        }
        ann.world.wait(Duration::from_secs(HOUR)).await;
        ann.world.sync().await;
        let seen = ann.world.why(&ann.here);
        assert_eq!(seen == NOT_SEEN, purged, "{seen:?}");
        // Once is enough.
        let before = ann.world.last_exchange();
        ann.pass().await;
        let told = ann.world.told_since(before);
        assert!(told.len() < 8, "{told:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn p2_while_awake_nobody_asks_for_the_delete_log() {
    let ann = one().await;
    let before = ann.world.last_exchange();
    for _ in 0..30 {
        ann.pass().await;
    }
    let told = ann.world.told_since(before);
    assert!(told.iter().all(|line| !line.contains("/deleted")), "{told:#?}");
}

#[tokio::test(start_paused = true)]
async fn p2_a_restored_backup_is_compared_with_both_sides() {
    let mut ann = one().await;
    let backup = ann.world.app.back_up().unwrap();
    ann.world.act(Salesforce, json!({ "act": "purge", "id": ann.there }));
    ann.pass().await;
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::InSync, "no pull tells of it");
    ann.world.reopen_after(|home| {
        crosswalk_app::care::restore_backup(home, &backup.path).unwrap();
    });
    ann.pass().await;
    assert_eq!(ann.world.why(&ann.here), NOT_SEEN);
    assert_eq!(ann.world.records(HubSpot, "contacts").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn p9_a_sign_in_that_has_become_another_accounts_stops_the_pair() {
    for side in Side::ALL {
        let mut beginning = Beginning::default();
        let (org, portal) = (&mut beginning.settings.salesforce, &mut beginning.settings.hubspot);
        let mut second = org.orgs[0].clone();
        second.host = "other.my.salesforce.com".to_owned();
        second.instance = "9Z".to_owned();
        org.orgs.push(second);
        let mut other = portal.portals[0].clone();
        other.id = 4_411_002;
        portal.portals.push(other);
        let world = World::begin(beginning, |_| {}).await;
        world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
        world.apply().await;
        become_another(&world, side).await;
        let mut world = world;
        world.reopen();
        world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
        world.wait(Duration::from_secs(2 * HOUR)).await;
        let before = world.last_exchange();
        for _ in 0..2 {
            let error = world.app.sync(world.pair, "test").await.unwrap_err();
            assert!(error.to_string().contains("sign in to the right account"), "{error}");
        }
        assert_eq!(world.writes_since(before), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn p9_whoever_works_under_the_name_that_we_sign_in_as_is_noticed() {
    let mut world = World::new().await;
    let ann = json!({
        "act": "add_user", "username": "ann@acme.example", "first_name": "Ann",
        "last_name": "Berg", "email": "ann@acme.example",
    });
    let ann = world.act(Salesforce, ann)["id"].as_str().unwrap().to_owned();
    world.editor = Some(ann);
    let here = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    world.apply().await;
    let there = world.records(Salesforce, "Contact").remove(0).0;
    // We make and change records, and Ann does under her own name.
    world.wait(Duration::from_secs(HOUR)).await;
    world.edit(HubSpot, "contacts", &here, json!({ "city": "Oslo" }));
    world.sync().await;
    world.wait(Duration::from_secs(HOUR)).await;
    world.try_edit(Salesforce, "Contact", &there, json!({ "Title": "Boss" })).unwrap();
    world.wait(Duration::from_secs(HOUR)).await;
    world.sync().await;
    assert_eq!(shared(&world).await, None);
    // Then somebody signs in as the user that is ours.
    world.editor = None;
    world.wait(Duration::from_secs(HOUR)).await;
    world.try_edit(Salesforce, "Contact", &there, json!({ "Title": "Chief" })).unwrap();
    world.wait(Duration::from_secs(HOUR)).await;
    world.sync().await;
    let name = world.app.accounts().unwrap().into_iter().find_map(|it| it.account.user_name);
    assert_eq!(shared(&world).await, name);
}

/// Under whose name somebody else works, as far as the check-up sees it.
async fn shared(world: &World) -> Option<String> {
    let accounts = world.app.accounts().unwrap();
    let account = accounts.iter().find(|it| it.side == Salesforce).unwrap();
    let checks = world.app.account_health(account.id).await.unwrap().checks;
    let found = checks.into_iter().find(|it| it.code == CheckCode::SharedUser);
    found.map(|it| it.about)
}

/// Puts the sign-in of the side's second account in the place of the linked one's.
async fn become_another(world: &World, side: Side) {
    let vendor = match side {
        Salesforce => Vendor::Salesforce,
        HubSpot => Vendor::HubSpot,
    };
    let other = world.emulator.accounts(vendor).remove(1);
    let grant = world.emulator.grant(vendor, &other).unwrap();
    let token = grant.service_key.or(grant.access_token).unwrap();
    let base = format!("https://{}", grant.host);
    let by = ByToken { side, base, token: token.into(), development: false, rights: Rights::Full };
    let added = world.app.add_account_by_token(by).await.unwrap();
    let linked = *world.app.store().pair(world.pair).unwrap().connections.get(side);
    let way = |connection| format!("connection/{connection}/sign_in");
    let other: serde_json::Value = world.app.store().setting(&way(added.id)).unwrap().unwrap();
    world.app.store().set_setting(&way(linked), &other).unwrap();
    let slot = |connection| Slot { connection, kind: SecretKind::StaticToken };
    let secret = world.vault().get(&slot(added.id)).await.unwrap().expect("a token");
    world.vault().put(&slot(linked), secret).await.unwrap();
}

const ADDRESS: &str = "ann.unmistakable@example.no";
const NAME: &str = "Unmistakable-Berg";

/// The files below a folder that hold a text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).unwrap().windows(text.len()).any(|it| it == text.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test(start_paused = true)]
async fn p4_the_state_is_kept_before_a_plan_passes_a_brake() {
    let world = World::new().await;
    world.hubspot_contact(json!({ "email": ADDRESS, "lastname": NAME }));
    let held = world.sync().await;
    assert_eq!((held.result, held.backup), (RunResult::Braked, None), "nothing passes it");
    let first = world.apply().await;
    let kept = first.backup.expect("the first run always asks");
    let store = crosswalk_store::Store::open(&kept, crosswalk_store::Access::Read).unwrap();
    let links = store.links_by_key(world.pair, "email", &ADDRESS.to_lowercase()).unwrap();
    let before = store.link(links[0]).unwrap();
    assert_eq!(before.ends.salesforce, None, "it is the state from before: {before:?}");
    assert_eq!(world.apply().await.backup, None, "no brake, no copy");
}

#[tokio::test(start_paused = true)]
async fn p10_a_forgotten_person_is_nowhere_in_the_state_folder() {
    let mut world = World::new().await;
    let here = world.hubspot_contact(json!({
        "email": ADDRESS, "firstname": "Ann", "lastname": NAME, "phone": "1",
    }));
    let there = world.salesforce_record("Contact", json!({ "Email": ADDRESS, "LastName": "Berg" }));
    world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": ADDRESS }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &there, json!({ "LastName": NAME, "Phone": "2" }));
    // Somebody else's error names the address: it is taken.
    let cy = world.salesforce_record("Contact", json!({ "Email": "cy@x.no", "LastName": "Eng" }));
    world.apply().await;
    for email in [ADDRESS, "cy@x.no"] {
        world.edit(Salesforce, "Contact", &cy, json!({ "Email": email }));
        world.wait(Duration::from_secs(60)).await;
        world.sync().await;
    }
    let backup = world.app.back_up().unwrap();
    world.reopen_after(|home| crosswalk_app::care::restore_backup(home, &backup.path).unwrap());
    let home = world.home();
    fs::create_dir_all(home.plans()).unwrap();
    for (name, whose) in [("ann.json", here.as_str()), ("bo.json", "none")] {
        let plan = json!({ "links": [{ "ends": { "hubspot": { "id": whose } } }] });
        fs::write(home.plans().join(name), plan.to_string()).unwrap();
    }
    for text in [ADDRESS, NAME] {
        let held = holding(&home.db, text);
        assert!(held.len() >= 3, "state, backup and what was replaced hold {text}: {held:?}");
    }

    let forgotten = world.app.erase(world.pair, &here).unwrap();

    assert_eq!((forgotten.links, forgotten.plans), (1, 1));
    for text in [ADDRESS, NAME] {
        assert_eq!(holding(&home.db, text), Vec::<String>::new(), "{text}");
    }
    assert!(home.plans().join("bo.json").exists());
    assert_eq!(world.why(&here), [(LinkState::Unlinked, ReasonCode::Erased)]);
    // Both CRMs still hold the person, and people go on to edit: nothing comes back, nothing flows.
    world.edit(HubSpot, "contacts", &here, json!({ "phone": "9" }));
    world.edit(Salesforce, "Contact", &there, json!({ "Title": "Chief" }));
    world.wait(Duration::from_secs(8 * DAY)).await;
    world.sync().await;
    for text in [ADDRESS, NAME] {
        assert_eq!(holding(&home.db, text), Vec::<String>::new(), "{text} after a sweep");
    }
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("2"));
    assert_eq!(world.records(HubSpot, "contacts").len(), 3, "nobody is made again");
    // The opt-out outlives it: by the hash of the address.
    assert_eq!(world.field(HubSpot, "contacts", &here, "hs_email_optout"), json!("true"));
}

/// What a person did with a mail carries their address as well.
#[tokio::test(start_paused = true)]
async fn p10_with_a_person_goes_what_they_did_with_mail() {
    let ann = one().await;
    let world = &ann.world;
    for (activity, repeats) in
        [(MailActivity::Opens, Repeats::Each), (MailActivity::Clicks, Repeats::Collapsed)]
    {
        world.app.switch_activity(world.pair, activity, Some(repeats)).await.unwrap();
    }
    ann.pass().await;
    let to = json!(["ann@example.no", "bo@example.no"]);
    let mail = world.act(HubSpot, json!({ "act": "send_mail", "subject": "News", "to": to }));
    for act in ["open", "click"] {
        let did = json!({ "act": act, "mail": mail["id"], "email": "ann@example.no" });
        world.act(HubSpot, did);
    }
    ann.pass().await;
    assert_eq!(world.records(Salesforce, "Task").len(), 2);
    // What came is kept when it is switched off.
    world.app.switch_activity(world.pair, MailActivity::Clicks, None).await.unwrap();
    let reached = world.app.to_forget(world.pair, &ann.here).unwrap();
    assert_eq!((reached.links, reached.records.len()), (3, 6), "{reached:?}");
    world.app.erase(world.pair, &ann.here).unwrap();
    assert_eq!(holding(&world.home().db, "ann@example.no"), Vec::<String>::new());
    // HubSpot's log goes on naming the address: nothing of it is taken in.
    for _ in 0..4 {
        ann.pass().await;
    }
    assert_eq!(holding(&world.home().db, "ann@example.no"), Vec::<String>::new());
    assert_eq!(world.records(Salesforce, "Task").len(), 2, "both CRMs stay as they are");
}

#[tokio::test(start_paused = true)]
async fn p10_a_privacy_deletion_in_hubspot_is_no_delete_here_until_somebody_says_so() {
    let ann = one().await;
    let world = &ann.world;
    let vendor = Vendor::HubSpot;
    let grant = world.emulator.grant(vendor, &world.accounts.hubspot).unwrap();
    let request = http::Request::builder()
        .method("POST")
        .uri(format!("https://{}/crm/objects/2026-09/contacts/gdpr-delete", grant.host))
        .header("host", &grant.host)
        .header("authorization", format!("Bearer {}", grant.access_token.unwrap()))
        .header("content-type", "application/json");
    let body = bytes::Bytes::from(json!({ "objectId": ann.here }).to_string());
    assert_eq!(world.emulator.exchange(vendor, request.body(body).unwrap()).status(), Some(204));
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Phone": "5" }));
    for _ in 0..2 {
        ann.pass().await;
    }
    assert_eq!(world.why(&ann.there), NOT_SEEN, "HubSpot lists it nowhere");
    assert_eq!(world.records(HubSpot, "contacts").len(), 0, "and is not made again");
    world.app.erase(world.pair, &ann.there).unwrap();
    ann.pass().await;
    assert_eq!(world.why(&ann.there), [(LinkState::Unlinked, ReasonCode::Erased)]);
    assert_eq!(holding(&world.home().db, "ann@example.no"), Vec::<String>::new());
}

/// The workstation is lost, and no backup is left: everything is read anew, and finds its partner by
/// the ids that both sides hold. Nothing is made twice, and nobody is taken for deleted.
#[tokio::test(start_paused = true)]
async fn p7_p9_a_state_that_is_lost_is_built_anew_from_what_both_accounts_hold() {
    let mut world = World::new().await;
    let ann = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Dahl" }));
    world.apply().await;
    world.wait(Duration::from_secs(HOUR)).await;
    // The address of one side no longer tells: only the ids do.
    world.edit(HubSpot, "contacts", &ann, json!({ "email": "ann.berg@example.no" }));
    world.reopen_after(|home| fs::remove_dir_all(home.database().parent().unwrap()).unwrap());
    assert_eq!(world.app.accounts().unwrap().len(), 0, "nothing is left");

    let mut connections = Both::from_fn(|_| ConnectionId(0));
    for side in Side::ALL {
        *connections.get_mut(side) = link_first(&world, side).await;
    }
    let new = PairToAdd {
        name: "Acme".to_owned(),
        connections,
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let refused = world.app.add_pair(new).await.unwrap_err().to_string();
    assert!(refused.contains("another Crosswalk") && refused.contains("take-over"), "{refused}");
    let pair = world.app.pairs().unwrap()[0].id;
    world.app.take_over(pair).await.unwrap();

    let before = world.last_exchange();
    let report = world.app.apply(pair, "test").await.unwrap();
    assert_eq!((report.counts.creates, report.counts.deletes), (Both::default(), Both::default()));
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
    assert_eq!(world.records(Salesforce, "Contact").len(), 2, "{:?}", world.told_since(before));
    let tied = world.app.store().links_by_id(pair, &ann).unwrap();
    assert!(world.app.store().link(tied[0]).unwrap().is_whole(), "found by its id");
    world.wait(Duration::from_secs(HOUR)).await;
    let quiet = world.app.sync(pair, "test").await.unwrap();
    assert_eq!(quiet.counts.planned(), 0, "{quiet:?}");
}

async fn link_first(world: &World, side: Side) -> ConnectionId {
    let vendor = match side {
        Salesforce => Vendor::Salesforce,
        HubSpot => Vendor::HubSpot,
    };
    let facts = world.emulator.grant(vendor, world.accounts.get(side)).unwrap();
    let token = facts.service_key.or(facts.access_token).unwrap();
    let base = format!("https://{}", facts.host);
    let by = ByToken { side, base, token: token.into(), development: false, rights: Rights::Full };
    world.app.add_account_by_token(by).await.unwrap().id
}

/// What is kept of writes goes after thirteen months, and nothing else.
#[tokio::test(start_paused = true)]
async fn p10_history_that_is_older_than_its_time_goes_and_what_is_younger_stays() {
    for backed_up in [false, true] {
        let ann = one().await;
        let world = &ann.world;
        let write = async |phone: &str| {
            world.edit(Salesforce, "Contact", &ann.there, json!({ "Phone": phone }));
            world.wait(Duration::from_secs(1_200)).await;
            world.app.sync_once(world.pair, "test").await.unwrap();
            assert_eq!(ann.here("phone"), json!(phone));
        };
        let kept = || {
            let rows = world.app.store().history_of_link(world.link(&ann.here)).unwrap();
            let of_phone = |it: &crosswalk_store::HistoryRow| {
                let field = it.field.as_ref()?;
                (field.as_str() == "phone")
                    .then(|| it.after.as_ref()?.as_text().map(str::to_owned))?
            };
            rows.iter().filter_map(of_phone).collect::<Vec<_>>()
        };
        write("old").await;
        world.wait(Duration::from_secs(365 * DAY)).await;
        write("young").await;
        assert_eq!(kept(), ["old", "young"], "a year is not too long");
        world.wait(Duration::from_secs(40 * DAY)).await;
        if backed_up {
            // Whoever backs up by hand is no reason to keep it longer.
            world.app.back_up().unwrap();
        }
        world.app.sync_once(world.pair, "test").await.unwrap();
        assert_eq!(kept(), ["young"], "backed up: {backed_up}");
        assert_eq!(world.why(&ann.here)[0].0, LinkState::InSync);
        assert_eq!((ann.here("phone"), ann.there("Phone")), (json!("young"), json!("young")));
        let before = world.last_exchange();
        world.app.sync_once(world.pair, "test").await.unwrap();
        assert_eq!(world.writes_since(before), 0, "nothing is written anew for it");
    }
}
