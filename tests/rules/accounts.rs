//! Which accounts can be linked, and several HubSpot accounts with one org: S2-S12, A1, A18, A19,
//! A28.

use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_app::accounts::ByToken;
use crosswalk_app::pairs::{FirstRun, IdFields, PairAdded, PairToAdd};
use crosswalk_app::preflight::PreflightCode;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::AnswerBody;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::hubspot::{PortalSettings, Tier};
use crosswalk_emulator::salesforce::{Edition, OrgSettings};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{AccountGuard, CreateInHubSpot, SyncRule};
use crosswalk_model::{Both, ConnectionId, PairId, Rights, Side};
use crosswalk_store::PairState;
use serde_json::{Map, Value, json};

use crate::{only, settled, user};

/// A world with further accounts besides the pair's.
async fn with(portal: Option<PortalSettings>, org: Option<OrgSettings>) -> World {
    let mut beginning = Beginning::default();
    beginning.settings.hubspot.portals.extend(portal);
    beginning.settings.salesforce.orgs.extend(org);
    World::begin(beginning, |_| {}).await
}

/// Links the last account of a side, which is not the pair's.
async fn link_last(world: &World, side: Side) -> Result<ConnectionId, AppError> {
    let vendor = match side {
        Side::HubSpot => Vendor::HubSpot,
        Side::Salesforce => Vendor::Salesforce,
    };
    let account = world.emulator.accounts(vendor).pop().unwrap();
    let facts = world.emulator.grant(vendor, &account).unwrap();
    let token = match side {
        Side::HubSpot => facts.service_key.unwrap(),
        Side::Salesforce => facts.access_token.unwrap(),
    };
    let base = format!("https://{}", facts.host);
    let by = ByToken { side, base, token: token.into(), development: false, rights: Rights::Full };
    Ok(world.app.add_account_by_token(by).await?.id)
}

fn words(result: Result<ConnectionId, AppError>) -> String {
    result.err().map(|error| error.to_string()).unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn s2_a28_a_portal_of_a_known_low_tier_is_refused_with_words() {
    for (tier, fits) in [
        (Tier::Free, false),
        (Tier::Starter, false),
        (Tier::Professional, true),
        (Tier::Enterprise, true),
    ] {
        let portal = PortalSettings { id: 4_411_002, tier, ..PortalSettings::default() };
        let world = with(Some(portal), None).await;
        let linked = link_last(&world, HubSpot).await;
        assert_eq!(linked.is_ok(), fits, "{tier:?}");
        if !fits {
            assert!(words(linked).contains("Professional or Enterprise"), "{tier:?}");
            assert_eq!(world.app.accounts().unwrap().len(), 2, "nothing was kept");
        }
    }
}

fn org(edition: Edition) -> OrgSettings {
    let host = "second.my.salesforce.com".to_owned();
    OrgSettings { edition, host, instance: "9q".to_owned(), ..OrgSettings::default() }
}

#[tokio::test(start_paused = true)]
async fn s3_an_org_on_government_cloud_links_and_works() {
    let mut beginning = Beginning::default();
    beginning.settings.salesforce.orgs[0].host = "agency.my.salesforce.mil".to_owned();
    let world = World::begin(beginning, |_| {}).await;
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn s4_group_edition_is_refused() {
    let world = with(None, Some(org(Edition::Group))).await;
    let said = words(link_last(&world, Salesforce).await);
    assert!(said.contains("API") || said.contains("Group Edition"), "{said}");
    assert_eq!(world.app.accounts().unwrap().len(), 2, "nothing was kept");
}

#[tokio::test(start_paused = true)]
async fn s5_s6_editions_with_an_api_link_professional_among_them() {
    let professional = |api_add_on| OrgSettings { api_add_on, ..org(Edition::Professional) };
    for (org, fits) in [
        (org(Edition::Enterprise), true),
        (org(Edition::Unlimited), true),
        (org(Edition::Developer), true),
        (professional(true), true),
        (professional(false), false),
    ] {
        let about = format!("{:?} {}", org.edition, org.api_add_on);
        let world = with(None, Some(org)).await;
        let linked = link_last(&world, Salesforce).await;
        assert_eq!(linked.is_ok(), fits, "{about}: {linked:?}");
    }
}

/// A second portal on the pair's org.
struct Second {
    world: World,
    pair: PairId,
    added: PairAdded,
    portal: String,
}

/// A world with a second portal, not yet linked.
async fn two_portals() -> World {
    let portal = PortalSettings { id: 4_411_002, ..PortalSettings::default() };
    with(Some(portal), None).await
}

/// Links the second portal, and ties it to the pair's org.
async fn tie_second(world: &World, id_fields: IdFields) -> Result<PairAdded, AppError> {
    let hubspot = link_last(world, HubSpot).await?;
    let salesforce = world.app.store().pair(world.pair)?.connections.salesforce;
    let new = PairToAdd {
        name: "Second".to_owned(),
        connections: Both { salesforce, hubspot },
        objects: vec!["contacts".to_owned()],
        id_fields,
        first_run: FirstRun::Agree,
    };
    world.app.add_pair(new).await
}

impl Second {
    async fn new() -> Second {
        Second::of(two_portals().await, IdFields::Make).await
    }

    async fn of(world: World, id_fields: IdFields) -> Second {
        let added = tie_second(&world, id_fields).await.unwrap();
        let portal = world.emulator.accounts(Vendor::HubSpot).pop().unwrap();
        Second { pair: added.pair, added, portal, world }
    }

    fn contacts(&self) -> Vec<Map<String, Value>> {
        let truth = self.world.emulator.truth(Vendor::HubSpot, &self.portal, "contacts");
        truth.values().map(|it| it.as_object().unwrap().clone()).collect()
    }

    fn contact(&self, email: &str) -> String {
        let fields = json!({ "email": email, "lastname": "Berg" });
        let fields = fields.as_object().unwrap().clone();
        self.world.emulator.put(Vendor::HubSpot, &self.portal, "contacts", fields)
    }

    /// Whether the second pair has tied a Salesforce record.
    fn is_linked(&self, id: &str) -> bool {
        let store = self.world.app.store();
        let links = store.links_by_id(self.pair, id).unwrap();
        links.into_iter().any(|link| store.link(link).unwrap().is_whole())
    }

    /// Both pairs pass until neither writes.
    async fn settle(&self) {
        for _ in 0..3 {
            self.world.wait(Duration::from_secs(1_200)).await;
            self.world.app.apply(self.world.pair, "test").await.unwrap();
            self.world.app.apply(self.pair, "test").await.unwrap();
        }
        let before = self.world.last_exchange();
        self.world.app.apply(self.world.pair, "test").await.unwrap();
        self.world.app.apply(self.pair, "test").await.unwrap();
        let told = self.world.told_since(before);
        assert_eq!(self.world.writes_since(before), 0, "{told:#?}");
    }

    async fn create(&self, setting: CreateInHubSpot) {
        let mut file = self.world.app.mapping(self.pair).unwrap();
        file.mappings.iter_mut().for_each(|mapping| mapping.create.hubspot = setting);
        self.world.app.import_mapping(self.pair, &file).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn s7_s9_several_portals_with_one_org_by_the_usual_steps() {
    let second = Second::new().await;
    let world = &second.world;
    // Each portal has its own people, and Salesforce has all of them.
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    second.contact("bo@example.no");
    second.settle().await;
    let mut there: Vec<String> = world
        .records(Salesforce, "Contact")
        .into_iter()
        .map(|(_, it)| it["Email"].as_str().unwrap().to_owned())
        .collect();
    there.sort();
    assert_eq!(there, ["ann@example.no", "bo@example.no"]);
    // A change in Salesforce reaches the portal that knows the person, whichever pair read it.
    let bo = world.records(Salesforce, "Contact");
    let bo = &bo.iter().find(|(_, it)| it["Email"] == json!("bo@example.no")).unwrap().0;
    world.edit(Salesforce, "Contact", bo, json!({ "FirstName": "Bo" }));
    second.settle().await;
    assert_eq!(second.contacts()[0]["firstname"], json!("Bo"));
    world.edit(HubSpot, "contacts", &here, json!({ "firstname": "Ann" }));
    second.settle().await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "firstname"), json!("Ann"));
}

#[tokio::test(start_paused = true)]
async fn s7_a_person_of_both_portals_is_one_salesforce_contact_linked_twice() {
    let second = Second::new().await;
    let world = &second.world;
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    second.contact("ann@example.no");
    second.settle().await;
    let all = world.records(Salesforce, "Contact");
    assert_eq!(all.len(), 1);
    world.edit(Salesforce, "Contact", &all[0].0, json!({ "FirstName": "Ann" }));
    second.settle().await;
    assert_eq!(world.records(HubSpot, "contacts")[0].1["firstname"], json!("Ann"));
    assert_eq!(second.contacts()[0]["firstname"], json!("Ann"));
}

#[tokio::test(start_paused = true)]
async fn s7_m1_a_second_pair_finds_what_the_first_has_read_before() {
    let world = two_portals().await;
    let ann = json!({ "Email": "ann@example.no", "LastName": "Berg" });
    let ann = world.salesforce_record("Contact", ann);
    world.apply().await;
    // Without id fields of its own it reads the very same fields: nothing comes again.
    let second = Second::of(world, IdFields::Leave).await;
    second.contact("ann@example.no");
    second.settle().await;
    assert!(second.is_linked(&ann));
    let fields = json!({ "FirstName": "Ann" });
    second.world.edit(Salesforce, "Contact", &ann, fields);
    second.settle().await;
    assert_eq!(second.contacts()[0]["firstname"], json!("Ann"));
}

#[tokio::test(start_paused = true)]
async fn s7_m1_a_pair_that_was_paused_misses_nothing_that_the_other_read() {
    let second = Second::of(two_portals().await, IdFields::Leave).await;
    second.contact("ann@example.no");
    second.settle().await;
    let store = second.world.app.store();
    store.set_pair_state(second.pair, PairState::Paused, Some("by_person")).unwrap();
    let ann = json!({ "Email": "ann@example.no", "LastName": "Berg" });
    let ann = second.world.salesforce_record("Contact", ann);
    second.world.apply().await;
    second.world.wait(Duration::from_secs(7_200)).await;
    second.world.apply().await;
    store.set_pair_state(second.pair, PairState::Live, None).unwrap();
    second.settle().await;
    assert!(second.is_linked(&ann));
}

#[tokio::test(start_paused = true)]
async fn s8_a19_an_org_that_an_older_set_up_stamped_is_refused_until_it_is_upgraded() {
    let world = two_portals().await;
    let field = json!({ "name": "Crosswalk_9_Id__c", "label": "Crosswalk id", "type": "string",
        "soapType": "xsd:string", "length": 32, "unique": true, "externalId": true,
        "inlineHelpText": "Crosswalk set-up 0, installation abc." });
    world
        .act(Salesforce, json!({ "act": "add_custom_field", "object": "Contact", "field": field }));
    let error = tie_second(&world, IdFields::Make).await.unwrap_err().to_string();
    assert!(error.contains("older"), "{error}");
    assert_eq!(world.app.pairs().unwrap().len(), 1, "nothing was made");
}

#[tokio::test(start_paused = true)]
async fn s10_a1_the_second_pair_starts_with_the_advised_setting_and_says_so() {
    let second = Second::new().await;
    let file = second.world.app.mapping(second.pair).unwrap();
    assert_eq!(file.mappings[0].create.hubspot, CreateInHubSpot::Nothing);
    assert_eq!(second.added.shares_org_with, ["Acme"]);
    // The first pair's setting is not flipped.
    let first = second.world.app.mapping(second.world.pair).unwrap();
    assert_eq!(first.mappings[0].create.hubspot, CreateInHubSpot::LeadsAndContacts);
    // A contact of the first portal stays out of the second.
    let fields = json!({ "email": "ann@example.no", "lastname": "Berg" });
    second.world.hubspot_contact(fields);
    second.settle().await;
    assert_eq!(second.contacts(), Vec::<Map<String, Value>>::new());
}

#[tokio::test(start_paused = true)]
async fn s11_with_another_setting_one_portals_contact_appears_in_the_other() {
    let second = Second::new().await;
    second.create(CreateInHubSpot::LeadsAndContacts).await;
    second.world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    second.settle().await;
    assert_eq!(second.world.records(Salesforce, "Contact").len(), 1);
    assert_eq!(second.contacts()[0]["email"], json!("ann@example.no"));
    let told = second.world.app.preflight(second.pair).await.unwrap().lines;
    let told = told.iter().find(|line| line.code == PreflightCode::SharedOrg).expect("it is told");
    assert_eq!(told.count, 1, "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn s12_the_setting_has_further_values() {
    let second = Second::new().await;
    for setting in [
        CreateInHubSpot::Nothing,
        CreateInHubSpot::LeadsAndContacts,
        CreateInHubSpot::Contacts,
        CreateInHubSpot::Leads,
    ] {
        second.create(setting).await;
        let file = second.world.app.mapping(second.pair).unwrap();
        assert_eq!(file.mappings[0].create.hubspot, setting);
    }
    // Contacts only: a lead makes nobody.
    second.create(CreateInHubSpot::Contacts).await;
    let lead = json!({ "Email": "l@example.no", "LastName": "Li", "Company": "Li" });
    second.world.salesforce_record("Lead", lead);
    let contact = json!({ "Email": "c@example.no", "LastName": "Co" });
    second.world.salesforce_record("Contact", contact);
    second.settle().await;
    let emails: Vec<Value> = second.contacts().iter().map(|it| it["email"].clone()).collect();
    assert_eq!(emails, [json!("c@example.no")]);
}

/// A pair file can say which accounts it is for.
#[tokio::test(start_paused = true)]
async fn a_pair_file_for_other_accounts_is_refused_and_says_which() {
    let world = World::new().await;
    let mut file = world.app.mapping(world.pair).unwrap();
    let org = world.accounts.get(Salesforce).clone();
    let guard = |hubspot: &str, salesforce: &str| AccountGuard {
        hubspot: Some(hubspot.to_owned()),
        salesforce: Some(salesforce.to_owned()),
    };
    for salesforce in [org.as_str(), &org[..15]] {
        file.only_for = Some(guard(world.accounts.get(HubSpot), salesforce));
        world.app.import_mapping(world.pair, &file).await.unwrap();
    }
    file.only_for = Some(guard("1", &org));
    let refused = world.app.import_mapping(world.pair, &file).await.unwrap_err().to_string();
    assert!(refused.contains("only for HubSpot's 1"), "{refused}");
    file.only_for = Some(AccountGuard { hubspot: None, salesforce: None });
    world.app.import_mapping(world.pair, &file).await.unwrap();
}

/// What was exported of one pair makes another one, on accounts that it fits.
#[tokio::test(start_paused = true)]
async fn a_pair_is_made_by_a_file_or_not_at_all() {
    let world = World::new().await;
    world.rule("phone", SyncRule::Ask).await;
    let mut file = world.app.mapping(world.pair).unwrap();
    let connections = world.app.store().pair(world.pair).unwrap().connections;
    world.app.remove_pair(world.pair).unwrap();
    let new = || PairToAdd {
        name: "Again".to_owned(),
        connections,
        objects: vec!["deals".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let mut foreign = file.clone();
    foreign.only_for = Some(AccountGuard { hubspot: Some("1".to_owned()), salesforce: None });
    let mut missing = file.clone();
    missing.mappings[0].fields[0].hubspot = "no_such_property".into();
    for wrong in [foreign, missing] {
        let refused = world.app.add_pair_of_file(new(), &wrong).await.unwrap_err().report();
        assert_eq!(refused.code, "mapping_flawed");
        assert_eq!(world.app.pairs().unwrap(), [], "nothing of it is kept");
    }
    file.name = "Elsewhere".to_owned();
    let made = world.app.add_pair_of_file(new(), &file).await.unwrap().pair;
    let kept = world.app.mapping(made).unwrap();
    assert_eq!(kept.mappings, file.mappings, "the objects are the file's, and so are the rules");
}

#[tokio::test(start_paused = true)]
async fn h1_a_portal_is_linked_to_one_org_only() {
    let world = with(None, Some(org(Edition::Enterprise))).await;
    let other = link_last(&world, Salesforce).await.unwrap();
    let hubspot = world.app.store().pair(world.pair).unwrap().connections.hubspot;
    let new = PairToAdd {
        name: "Second".to_owned(),
        connections: Both { salesforce: other, hubspot },
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let before = world.last_exchange();
    let refused = world.app.add_pair(new.clone()).await.unwrap_err().report();
    assert_eq!(refused.code, "hubspot_taken");
    assert!(refused.remedy.contains("remove the other pair"), "{refused:?}");
    assert_eq!(world.app.pairs().unwrap().len(), 1);
    let told = world.told_since(before);
    assert!(told.iter().all(|it| it.contains(" GET ")), "nothing was made there: {told:#?}");
    // With the first pair gone it may.
    world.app.remove_pair(world.pair).unwrap();
    let added = world.app.add_pair(new).await.unwrap();
    assert_eq!(world.app.pairs().unwrap().remove(0).id, added.pair);
}

/// A token that another user of the org signs in for.
fn token_of(world: &World, user: &str) -> String {
    const BACK: &str = "http%3A%2F%2Flocalhost%3A1717%2Foauth%2Fsalesforce";
    let client = "3MVG9.crosswalk.emulated";
    let facts = world.emulator.grant(Vendor::Salesforce, world.accounts.get(Salesforce)).unwrap();
    let ask = |path: &str, body: String| {
        let request = http::Request::post(format!("https://{}{path}", facts.host))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(bytes::Bytes::from(body))
            .unwrap();
        let crosswalk_emulator::Outcome::Answer(answer) =
            world.emulator.exchange(Vendor::Salesforce, request)
        else {
            panic!("cut");
        };
        answer.response
    };
    // The pair of RFC 7636, appendix B.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let common = format!("client_id={client}&redirect_uri={BACK}");
    let org = world.accounts.get(Salesforce);
    let consent = ask(
        "/setup/secur/RemoteAccessAuthorizationPage.apexp",
        format!(
            "{common}&response_type=code&decision=approve&user={user}&org={org}\
             &code_challenge={challenge}&code_challenge_method=S256"
        ),
    );
    let back = consent.headers()["location"].to_str().unwrap().to_owned();
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let token = ask(
        "/services/oauth2/token",
        format!("{common}&grant_type=authorization_code&code={code}&code_verifier={verifier}"),
    );
    let AnswerBody::Whole(body) = token.body() else { panic!("{token:?}") };
    let token: Value = serde_json::from_slice(body).unwrap();
    token["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn h9_the_user_is_replaced_by_signing_in_again_and_the_pair_goes_on_as_that_one() {
    let beginning = Beginning::long();
    let world = World::begin(beginning, |_| {}).await;
    world.rule("firstname", SyncRule::TwoWay).await;
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    settled(&world).await;
    let there = only(&world, Salesforce, "Contact");
    let by = || world.field(Salesforce, "Contact", &there, "LastModifiedById");
    let (ann, ida) = (user(&world, "ann@acme.example"), user(&world, "ida@acme.example"));
    assert_eq!(by(), json!(ann));
    let before = world.app.store().pair(world.pair).unwrap().connections;
    let facts = world.emulator.grant(Vendor::Salesforce, world.accounts.get(Salesforce)).unwrap();
    let again = ByToken {
        side: Salesforce,
        base: format!("https://{}", facts.host),
        token: token_of(&world, &ida).into(),
        development: false,
        rights: Rights::Full,
    };
    let connection = world.app.add_account_by_token(again).await.unwrap().id;
    assert_eq!(connection, before.salesforce, "it is the same account");
    assert_eq!(world.app.accounts().unwrap().len(), 2);
    world.edit(HubSpot, "contacts", &here, json!({ "firstname": "Ann" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "FirstName"), json!("Ann"));
    assert_eq!(by(), json!(ida));
    // Nothing was read or linked anew: the next edit of the other side still only flows.
    world.edit(Salesforce, "Contact", &there, json!({ "FirstName": "Anna" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "firstname"), json!("Anna"));
    assert_eq!(world.records(Salesforce, "Contact").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn h13_a_disconnect_forgets_the_design_and_leaves_both_accounts_as_they_are() {
    let world = World::new().await;
    let there = json!({ "Email": "ann@example.no", "FirstName": "Ann", "LastName": "Berg" });
    world.salesforce_record("Contact", there);
    world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Bo" }));
    settled(&world).await;
    let held = || (world.records(HubSpot, "contacts"), world.records(Salesforce, "Contact"));
    let before = (held(), world.last_exchange());
    let connections = world.app.store().pair(world.pair).unwrap().connections;
    world.app.preview(world.pair, "test").await.unwrap();
    world.app.remove_pair(world.pair).unwrap();
    assert_eq!(world.app.pairs().unwrap(), []);
    assert!(world.app.mapping(world.pair).is_err(), "the design is gone");
    assert!(world.app.sync(world.pair, "test").await.is_err(), "and nothing runs any more");
    assert_eq!(std::fs::read_dir(world.home().plans()).unwrap().count(), 0, "no plan is left");
    assert_eq!(world.writes_since(before.1), 0);
    assert_eq!(held(), before.0, "records, values and properties stay");
    // Made anew it finds everybody by the ids that stayed on them, and writes nothing.
    let new = PairToAdd {
        name: "Again".to_owned(),
        connections,
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let again = world.app.add_pair(new).await.unwrap().pair;
    world.app.apply(again, "test").await.unwrap();
    assert_eq!(held(), before.0);
    world.app.remove_pair(again).unwrap();
    for side in Side::ALL {
        world.app.remove_account(*connections.get(side)).await.unwrap();
    }
    assert_eq!(world.app.accounts().unwrap(), []);
}
