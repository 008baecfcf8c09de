//! Person accounts: S28-S37, A9, A10.

use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

use crate::{all_objects, contact_of, only, quiet, settle};

/// An org with person accounts.
async fn world() -> World {
    with(all_objects()).await
}

async fn with(mut beginning: Beginning) -> World {
    beginning.settings.salesforce.orgs[0].person_accounts = true;
    World::begin(beginning, |_| {}).await
}

fn person_type(world: &World) -> String {
    let types = world.records(Salesforce, "RecordType");
    types.into_iter().find(|(_, it)| it["IsPersonType"] == json!(true)).unwrap().0
}

fn person(world: &World, email: &str) -> String {
    let fields = json!({ "FirstName": "Ann", "LastName": "Berg", "PersonEmail": email,
                         "Phone": "+47 22 33 44 55", "PersonMailingCity": "Bergen",
                         "RecordTypeId": person_type(world) });
    world.create(Salesforce, "Account", fields).unwrap()
}

/// The contact behind a person account.
fn hidden(world: &World, account: &str) -> String {
    text(&world.field(Salesforce, "Account", account, "PersonContactId"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(start_paused = true)]
async fn s28_s32_s34_a_person_account_makes_one_contact_and_one_company_of_its_name() {
    let world = world().await;
    let account = person(&world, "ann@berg.no");
    settle(&world).await;
    let contact = only(&world, HubSpot, "contacts");
    let company = only(&world, HubSpot, "companies");
    let made = world.record(HubSpot, "contacts", &contact).unwrap();
    assert_eq!(made["email"], json!("ann@berg.no"));
    assert_eq!(made["city"], json!("Bergen"));
    assert_eq!(made["associatedcompanyid"], json!(company));
    assert_eq!(world.field(HubSpot, "companies", &company, "name"), json!("Ann Berg"));
    // Nothing is an error of it but an owner whom HubSpot does not have, and Salesforce has no
    // record more.
    let errors = world.app.error_rows(world.pair).unwrap();
    assert!(errors.iter().all(|error| error.code == "owner_unmatched"), "{errors:?}");
    assert_eq!(only(&world, Salesforce, "Account"), account);
    assert_eq!(only(&world, Salesforce, "Contact"), hidden(&world, &account));
}

#[tokio::test(start_paused = true)]
async fn s32_all_three_conditions_are_asked_for() {
    // Contacts are not made from Salesforce's.
    let world = world().await;
    world.remap(|file| file.mappings[1].create.hubspot = CreateInHubSpot::Leads).await;
    let account = person(&world, "ann@berg.no");
    world.apply().await;
    assert_eq!(world.records(HubSpot, "companies"), []);
    assert_eq!(world.records(HubSpot, "contacts"), []);
    let why = [(LinkState::LeftOut, ReasonCode::PersonAccount)];
    assert_eq!(world.why(&account), why);
    // Account sync is off: the contact alone.
    let world = with(Beginning::default()).await;
    person(&world, "ann@berg.no");
    settle(&world).await;
    assert_eq!(world.records(HubSpot, "contacts").len(), 1);
    assert_eq!(world.records(HubSpot, "companies"), []);
}

#[tokio::test(start_paused = true)]
async fn a9_the_company_can_be_switched_off() {
    let world = world().await;
    world.remap(|file| file.mappings[0].create.person_accounts = false).await;
    let account = person(&world, "ann@berg.no");
    settle(&world).await;
    assert_eq!(world.records(HubSpot, "contacts").len(), 1);
    assert_eq!(world.records(HubSpot, "companies"), []);
    let why = [(LinkState::LeftOut, ReasonCode::PersonAccount)];
    assert_eq!(world.why(&account), why);
    assert_eq!(world.why(&hidden(&world, &account))[0].0, LinkState::InSync);
}

#[tokio::test(start_paused = true)]
async fn s33_a_name_is_carried_to_both_on_every_change() {
    let world = world().await;
    let account = person(&world, "ann@berg.no");
    settle(&world).await;
    let contact = only(&world, HubSpot, "contacts");
    let company = only(&world, HubSpot, "companies");
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Account", &account, json!({ "LastName": "Dahl" }));
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &contact, "lastname"), json!("Dahl"));
    assert_eq!(world.field(HubSpot, "companies", &company, "name"), json!("Ann Dahl"));
    // A company that is renamed in HubSpot gets the person's name back, whatever the rule is.
    let two_way = crosswalk_model::mapping::SyncRule::TwoWay;
    world.rule("name", two_way).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "companies", &company, json!({ "name": "Dahl AS" }));
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "companies", &company, "name"), json!("Ann Dahl"));
    // A person who is renamed in HubSpot is renamed in Salesforce, and so is the company.
    world.wait(Duration::from_secs(1_200)).await;
    world.rule("lastname", two_way).await;
    world.edit(HubSpot, "contacts", &contact, json!({ "lastname": "Ek" }));
    world.apply().await;
    settle(&world).await;
    assert_eq!(world.field(Salesforce, "Account", &account, "LastName"), json!("Ek"));
    assert_eq!(world.field(HubSpot, "companies", &company, "name"), json!("Ann Ek"));
}

#[tokio::test(start_paused = true)]
async fn s30_s31_m9_what_changes_in_hubspot_goes_through_the_account() {
    let world = world().await;
    let account = person(&world, "ann@berg.no");
    settle(&world).await;
    let contact = only(&world, HubSpot, "contacts");
    world.rule("mobilephone", crosswalk_model::mapping::SyncRule::TwoWay).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &contact, json!({ "mobilephone": "+47 99 88 77 66" }));
    settle(&world).await;
    let mobile = json!("+47 99 88 77 66");
    assert_eq!(world.field(Salesforce, "Account", &account, "PersonMobilePhone"), mobile);
    assert_eq!(world.why(&contact)[0].0, LinkState::InSync);
}

#[tokio::test(start_paused = true)]
async fn s29_a_person_account_keeps_its_only_contact() {
    let world = world().await;
    let account = person(&world, "ann@berg.no");
    let acme = crate::account(&world, "Acme");
    let bo = contact_of_account(&world, &acme);
    settle(&world).await;
    let refused = world.create(
        Salesforce,
        "Contact",
        json!({ "LastName": "Ek", "Email": "ek@berg.no", "AccountId": account }),
    );
    assert!(refused.is_err(), "{refused:?}");
    // Someone moves Ann to Acme in HubSpot: Salesforce cannot follow, so HubSpot goes back.
    let ann = of_email(&world, "ann@berg.no");
    let companies = world.records(HubSpot, "companies");
    let of =
        |name: &str| companies.iter().find(|(_, it)| it["name"] == json!(name)).unwrap().0.clone();
    world.wait(Duration::from_secs(1_200)).await;
    crate::associate(&world, ("contacts", &ann), ("companies", &of("Acme")), 1);
    settle(&world).await;
    let company = world.field(HubSpot, "contacts", &ann, "associatedcompanyid");
    assert_eq!(company, json!(of("Ann Berg")));
    assert_eq!(world.field(Salesforce, "Contact", &bo, "AccountId"), json!(acme));
}

fn contact_of_account(world: &World, account: &str) -> String {
    crate::salesforce_contact(world, account, "bo@acme.no")
}

fn of_email(world: &World, email: &str) -> String {
    let contacts = world.records(HubSpot, "contacts");
    contacts.into_iter().find(|(_, it)| it["email"] == json!(email)).unwrap().0
}

#[tokio::test(start_paused = true)]
async fn s32_the_company_where_a_person_works_is_not_the_person() {
    let world = world().await;
    let acme = crate::company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@berg.no");
    person(&world, "ann@berg.no");
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "companies", &acme, "name"), json!("Acme"));
    let names: Vec<Value> =
        world.records(HubSpot, "companies").into_iter().map(|(_, it)| it["name"].clone()).collect();
    assert!(names.contains(&json!("Ann Berg")), "{names:?}");
    assert_eq!(world.records(HubSpot, "contacts").len(), 1, "{ann}");
}

#[tokio::test(start_paused = true)]
async fn s35_a_hubspot_contact_never_makes_a_person_account() {
    for object in [CreateInSalesforce::Contact, CreateInSalesforce::Lead] {
        let world = world().await;
        world.remap(|file| file.mappings[1].create.salesforce = object).await;
        world.hubspot_contact(json!({ "email": "ann@berg.no", "lastname": "Berg" }));
        settle(&world).await;
        assert_eq!(world.records(Salesforce, "Account"), []);
        let made =
            world.records(Salesforce, "Contact").len() + world.records(Salesforce, "Lead").len();
        assert_eq!(made, 1);
    }
}

/// The lead of a new HubSpot contact, converted: (the account, the HubSpot contact).
async fn converted(world: &World, company: Value) -> (String, String) {
    world.remap(|file| file.mappings[1].create.salesforce = CreateInSalesforce::Lead).await;
    let contact = world
        .hubspot_contact(json!({ "email": "ann@berg.no", "firstname": "Ann", "lastname": "Berg",
                "company": company }));
    settle(world).await;
    let lead = only(world, Salesforce, "Lead");
    world.wait(Duration::from_secs(1_200)).await;
    let made = world.act(Salesforce, json!({ "act": "convert_lead", "lead": lead }));
    world.apply().await;
    quiet(world).await;
    (text(&made["account"]), contact)
}

#[tokio::test(start_paused = true)]
async fn s36_a_lead_without_a_company_can_become_a_person_account() {
    let world = world().await;
    let (account, contact) = converted(&world, json!("")).await;
    let person = world.field(Salesforce, "Account", &account, "IsPersonAccount");
    assert_eq!(person, json!(true));
    assert_eq!(only(&world, HubSpot, "contacts"), contact, "the tie moved, nobody was made");
    assert_eq!(world.why(&hidden(&world, &account))[0].0, LinkState::InSync);
}

#[tokio::test(start_paused = true)]
async fn s37_a_lead_with_a_company_becomes_a_business_account() {
    let world = world().await;
    let (account, contact) = converted(&world, json!("Acme")).await;
    let person = world.field(Salesforce, "Account", &account, "IsPersonAccount");
    assert_eq!(person, json!(false));
    assert_eq!(only(&world, HubSpot, "contacts"), contact);
}

#[tokio::test(start_paused = true)]
async fn s55_s56_s57_opt_outs_of_a_person_account() {
    let world = world().await;
    let account = person(&world, "ann@berg.no");
    settle(&world).await;
    let contact = only(&world, HubSpot, "contacts");
    let out = |world: &World| {
        let there = world.field(Salesforce, "Account", &account, "PersonHasOptedOutOfEmail");
        let here = world.field(HubSpot, "contacts", &contact, "hs_email_optout");
        (there == json!(true), here == json!("true"))
    };
    world.wait(Duration::from_secs(1_200)).await;
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@berg.no" }));
    world.wait(Duration::from_secs(86_400)).await;
    settle(&world).await;
    assert_eq!(out(&world), (true, true), "S55");
    let untick = json!({ "PersonHasOptedOutOfEmail": false });
    world.edit(Salesforce, "Account", &account, untick);
    settle(&world).await;
    assert_eq!(out(&world), (true, true), "S57, A13");
    let other = person(&world, "bo@berg.no");
    settle(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Account", &other, json!({ "PersonHasOptedOutOfEmail": true }));
    settle(&world).await;
    let bo = of_email(&world, "bo@berg.no");
    assert_eq!(world.field(HubSpot, "contacts", &bo, "hs_email_optout"), json!("true"), "S56");
}

/// Hidden or read-only on the account, it stops the pair like a contact's own: companies kept in
/// step, persons without a company, or people alone.
#[tokio::test(start_paused = true)]
async fn p5_a_hidden_opt_out_of_persons_stops_the_pair() {
    for access in ["hidden", "read"] {
        stopped(&world().await, access).await;
        let without = world().await;
        without.remap(|file| file.mappings[0].create.person_accounts = false).await;
        stopped(&without, access).await;
        stopped(&with(Beginning::default()).await, access).await;
    }
}

/// Nothing is written while the field cannot be, and everything is once it can.
async fn stopped(world: &World, access: &str) {
    const OPT_OUT: &str = "PersonHasOptedOutOfEmail";
    let account = person(world, "ann@berg.no");
    settle(world).await;
    let contact = only(world, HubSpot, "contacts");
    world.rule("mobilephone", crosswalk_model::mapping::SyncRule::TwoWay).await;
    settle(world).await;
    let grant = |access: &str| {
        let act = json!({ "act": "set_field_permission", "object": "Account", "field": OPT_OUT,
                          "access": access });
        world.act(Salesforce, act);
    };
    grant(access);
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@berg.no" }));
    world.edit(HubSpot, "contacts", &contact, json!({ "mobilephone": "+47 99 88 77 66" }));
    world.wait(Duration::from_secs(4_000)).await;
    let before = world.last_exchange();
    let error = world.app.sync(world.pair, "test").await.unwrap_err();
    let expected = "Salesforce Account: Email Opt Out hidden: grant read and edit";
    assert!(format!("{error:?}").contains(expected), "{access}: {error:?}");
    assert_eq!(world.writes_since(before), 0, "{access}: {:#?}", world.told_since(before));
    let file = world.app.mapping(world.pair).unwrap();
    let flaws = world.app.validate_mapping(world.pair, &file).await.unwrap();
    assert!(flaws.iter().any(|flaw| flaw.to_string().contains(expected)), "{flaws:?}");
    // The permission set grants what is asked for.
    let set = world.app.permission_set(world.pair).await.unwrap();
    let (head, _) = set.split_once(&format!("<field>Account.{OPT_OUT}</field>")).expect(OPT_OUT);
    assert!(head.rsplit_once("<editable>").unwrap().1.starts_with("true"), "{set}");
    grant("edit");
    world.wait(Duration::from_secs(4_000)).await;
    settle(world).await;
    assert_eq!(world.field(Salesforce, "Account", &account, OPT_OUT), json!(true), "{access}");
    let mobile = world.field(Salesforce, "Account", &account, "PersonMobilePhone");
    assert_eq!(mobile, json!("+47 99 88 77 66"), "{access}");
}
