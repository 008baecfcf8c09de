//! The least that a sign-in asks for: each scope is used, and looking asks for none that writes
//! (SEC9).

use std::time::Duration;

use crosswalk_app::accounts::ByToken;
use crosswalk_app::emulate::{Emulation, ToEmulate};
use crosswalk_app::network::{Reach, VaultPlace, vault, wire};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::{App, AppError, Home, Options, PairId, Rights, Side};
use crosswalk_connectors::sign_in;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::hubspot::PortalSettings;
use crosswalk_engine::RunResult;
use crosswalk_model::Both;
use crosswalk_model::mapping::{CreateInHubSpot, NamedList, Scope};
use serde_json::{Value, json};
use tempfile::TempDir;

use crosswalk_desktop::browser;

const PORTAL: &str = "4411002";
const LIST: &str = "Customers";
/// What HubSpot numbers the associations of a contact.
const PRIMARY_COMPANY: u32 = 1;
const DEAL: u32 = 4;

/// A second portal beside the pair's, with a person in it whose association, list and opt-out all
/// matter.
async fn world() -> World {
    let mut beginning = Beginning::default();
    let id = PORTAL.parse().unwrap();
    beginning.settings.hubspot.portals.push(PortalSettings { id, ..PortalSettings::default() });
    let world = World::begin(beginning, |_| {}).await;
    let put = |object: &str, fields: Value| {
        let fields = fields.as_object().unwrap().clone();
        world.emulator.put(Vendor::HubSpot, PORTAL, object, fields)
    };
    let ann = put(
        "contacts",
        json!({ "email": "ann@example.no", "lastname": "Berg", "lifecyclestage": "customer" }),
    );
    let acme = put("companies", json!({ "name": "Acme", "domain": "acme.no" }));
    let deal = put(
        "deals",
        json!({ "dealname": "Boat", "dealstage": "appointmentscheduled", "pipeline": "default",
                "closedate": "2026-12-01T00:00:00Z" }),
    );
    let associate = |object: &str, id: &str, kind: u32| {
        act(
            &world,
            json!({ "act": "associate", "object": "contacts", "id": ann, "to": object,
                    "other": id, "type": kind }),
        );
    };
    associate("companies", &acme, PRIMARY_COMPANY);
    associate("deals", &deal, DEAL);
    let branch = json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [{
        "filterBranchType": "AND", "filterBranches": [],
        "filters": [{ "filterType": "PROPERTY", "property": "lifecyclestage", "operation": {
            "operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["customer"] } }],
    }] });
    act(
        &world,
        json!({ "act": "add_list", "name": LIST, "objectTypeId": "0-1",
                "processingType": "DYNAMIC", "filterBranch": branch }),
    );
    world
}

fn act(world: &World, mut act: Value) {
    act["account"] = json!(PORTAL);
    world.emulator.act(Vendor::HubSpot, act).unwrap();
}

/// A second pair, over a service key that has what the sign-in asks for, but perhaps one.
async fn pair(
    world: &World,
    rights: Rights,
    without: Option<&str>,
) -> Result<(PairId, String), AppError> {
    let facts = world.emulator.grant(Vendor::HubSpot, PORTAL).unwrap();
    let app = sign_in::App::hubspot("client", rights).unwrap();
    let granted: Vec<&&str> = app.scopes().iter().filter(|it| Some(**it) != without).collect();
    act(world, json!({ "act": "grant_scopes", "scopes": granted }));
    let by = ByToken {
        side: Side::HubSpot,
        base: format!("https://{}", facts.host),
        token: facts.service_key.unwrap().into(),
        development: false,
        rights,
    };
    let hubspot = world.app.add_account_by_token(by).await?.id;
    let salesforce = world.app.store().pair(world.pair)?.connections.salesforce;
    let new = PairToAdd {
        name: "Second".to_owned(),
        connections: Both { salesforce, hubspot },
        objects: ["companies", "contacts", "deals"].map(str::to_owned).to_vec(),
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let added = world.app.add_pair(new).await?;
    let mut file = world.app.mapping(added.pair)?;
    for mapping in file.mappings.iter_mut().filter(|it| it.hubspot.as_str() == "contacts") {
        mapping.create.hubspot = CreateInHubSpot::LeadsAndContacts;
        mapping.in_scope = Some(Scope::List(NamedList { list: LIST.to_owned(), id: None }));
    }
    world.app.import_mapping(added.pair, &file).await?;
    Ok((added.pair, format!("{:?}", added.by_hand)))
}

/// The work of a pair, in which everything that a sign-in may do is done; what a person is told.
async fn work(world: &World, without: Option<&str>) -> Result<String, AppError> {
    let (pair, mut told) = pair(world, Rights::Full, without).await?;
    for _ in 0..2 {
        told += &format!("{:?}", world.app.apply(pair, "test").await?.unread);
        world.wait(Duration::from_secs(1_200)).await;
    }
    for (id, _) in world.records(Side::Salesforce, "Contact") {
        let fields = json!({ "HasOptedOutOfEmail": true, "FirstName": "Anne" });
        world.edit(Side::Salesforce, "Contact", &id, fields);
    }
    for object in ["Account", "Opportunity"] {
        for (id, _) in world.records(Side::Salesforce, object) {
            world.edit(Side::Salesforce, object, &id, json!({ "Name": "Renamed" }));
        }
    }
    world.app.apply(pair, "test").await?;
    world.wait(Duration::from_secs(1_200)).await;
    world.app.apply(pair, "test").await?;
    let people = world.emulator.truth(Vendor::HubSpot, PORTAL, "contacts");
    let carried = |it: &Value| it["firstname"] == "Anne" && it["hs_email_optout"] == "true";
    assert!(without.is_some() || people.values().all(carried), "{people:?}");
    // Whether mail may come again is told by how the person came back.
    act(world, json!({ "act": "resubscribe", "email": "ann@example.no" }));
    world.wait(Duration::from_secs(1_200)).await;
    told += &format!("{:?}", world.app.apply(pair, "test").await?.unread);
    told += &format!("{:?}", world.app.error_rows(pair)?);
    Ok(told)
}

/// How often HubSpot refused for want of a scope.
fn refusals(world: &World, scope: &str) -> usize {
    world.emulator.log(|log| {
        let refused = log.since(0).iter().filter(|it| it.status == Some(403));
        let answers = refused.filter_map(|it| it.answer.as_ref());
        answers.filter(|it| String::from_utf8_lossy(it).contains(scope)).count()
    })
}

#[tokio::test(start_paused = true)]
async fn sec9_each_scope_that_is_asked_for_is_used_and_its_lack_is_named() {
    let whole = world().await;
    work(&whole, None).await.unwrap();
    assert_eq!(refusals(&whole, "scope"), 0, "with all of them nothing is refused");
    let app = sign_in::App::hubspot("client", Rights::Full).unwrap();
    // Every app asks for `oauth`; it opens nothing.
    for scope in app.scopes().iter().filter(|it| **it != "oauth") {
        let world = world().await;
        let worked = work(&world, Some(scope)).await;
        assert!(refusals(&world, scope) > 0, "nothing needs {scope}: {worked:?}");
        let told = worked.unwrap_or_else(|error| error.to_string());
        assert!(told.contains(scope), "{scope}: {told}");
    }
}

#[tokio::test(start_paused = true)]
async fn sec9_an_account_that_is_linked_to_look_only_is_planned_and_never_written() {
    let world = world().await;
    let (pair, by_hand) = pair(&world, Rights::WatchOnly, None).await.unwrap();
    assert_eq!(by_hand, "[]", "nothing has to be made where nothing is written");
    world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Bo" }));
    let line = world.app.account_lines().unwrap().pop().unwrap();
    assert_eq!((line.side, line.rights), (Side::HubSpot, Rights::WatchOnly));
    let before = world.last_exchange();
    let planned = world.app.plan_view(pair, "test").await.unwrap();
    for side in Side::ALL {
        let made = planned.groups.iter().any(|it| it.act == "create" && it.side == side);
        assert!(made, "who would be made there is shown: {side:?} {planned:?}");
    }
    for report in
        [world.app.sync(pair, "timer").await.unwrap(), world.app.sweep(pair, "cli").await.unwrap()]
    {
        assert_eq!(report.result, RunResult::Planned);
        assert!(report.counts.planned() > 0, "{report:?}");
    }
    for refused in [
        world.app.apply(pair, "test").await.unwrap_err(),
        world.app.undo(pair, "ann@example.no", "test").await.unwrap_err(),
    ] {
        assert!(refused.to_string().contains("look only"), "{refused}");
    }
    assert_eq!(world.writes_since(before), 0, "{:?}", world.told_since(before));
    // Signed in anew to write, the same plan is carried out.
    let facts = world.emulator.grant(Vendor::HubSpot, PORTAL).unwrap();
    let by = ByToken {
        side: Side::HubSpot,
        base: format!("https://{}", facts.host),
        token: facts.service_key.unwrap().into(),
        development: false,
        rights: Rights::Full,
    };
    world.app.add_account_by_token(by).await.unwrap();
    world.app.take_over(pair).await.unwrap();
    let applied = world.app.apply(pair, "test").await.unwrap();
    assert_eq!(applied.result, RunResult::Done, "{applied:?}");
    assert_eq!(world.records(Side::Salesforce, "Contact").len(), 2);
    let people = world.emulator.truth(Vendor::HubSpot, PORTAL, "contacts");
    let bo = people.values().find(|it| it["email"] == "bo@example.no").unwrap();
    let mut fields = bo.as_object().unwrap().keys();
    assert!(fields.any(|it| it.starts_with("crosswalk_")), "its id field was made: {bo}");
}

#[tokio::test]
async fn sec9_looking_only_signs_in_without_any_scope_that_writes() {
    let folder = TempDir::new().unwrap();
    let emulation = Emulation::start(ToEmulate::of(3, 24)).await.unwrap();
    let place = VaultPlace::File(folder.path().join("vault.age"), "riktig hest".into());
    let options = Options::new(vault(place).await.unwrap(), wire(Reach::Loopback).unwrap());
    let app = App::open(Home::below(folder.path()), options).unwrap();
    for side in Side::ALL {
        let (by, show) = browser::how(&emulation, side);
        let by = crosswalk_app::accounts::ByBrowser { rights: Rights::WatchOnly, ..by };
        let mut asked = String::new();
        let shown = |page: &url::Url| {
            asked = page.to_string();
            show(page);
        };
        app.add_account_by_browser(by, shown).await.unwrap();
        assert!(!asked.contains("write"), "{asked}");
    }
    let lines = app.account_lines().unwrap();
    assert!(lines.iter().all(|it| it.rights == Rights::WatchOnly), "{lines:?}");
}
