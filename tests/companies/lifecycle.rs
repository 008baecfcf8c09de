//! Opportunities and people's lifecycle stage: S61-S64, H61-H64, A16, A17.

use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::Emulator;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{LifecycleSettings, WonReaches};
use serde_json::json;

use crate::{account, company, contact_of, only, quiet, salesforce_contact, settle};

/// Whose contact has a role on the opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Nobody,
    OfThisAccount,
    OfAnotherAccount,
}

/// Acme with Ann, who is a contact on both sides, and Bo, whom HubSpot alone knows; and Other.
struct Acme {
    world: World,
    account: String,
    ann: String,
    bo: String,
    ann_there: String,
    stranger: String,
}

impl Acme {
    async fn new(objects: &[&str], lifecycle: LifecycleSettings) -> Acme {
        let objects = objects.iter().map(|it| (*it).to_owned()).collect();
        let world = World::begin(Beginning { objects, ..Beginning::default() }, |_| {}).await;
        world.remap(|file| file.lifecycle = lifecycle).await;
        let acme = company(&world, "Acme");
        let ann = contact_of(&world, &acme, "ann@acme.no");
        let bo = contact_of(&world, &acme, "");
        let accounts = [account(&world, "Acme"), account(&world, "Other")];
        let ann_there = salesforce_contact(&world, &accounts[0], "ann@acme.no");
        let stranger = salesforce_contact(&world, &accounts[1], "eve@other.no");
        for contact in [&ann, &bo] {
            world.edit(HubSpot, "contacts", contact, json!({ "lifecyclestage": "lead" }));
        }
        settle(&world).await;
        world.wait(Duration::from_secs(1_200)).await;
        let [account, _] = accounts;
        Acme { world, account, ann, bo, ann_there, stranger }
    }

    fn opportunity(&self, stage: &str) -> String {
        self.world.salesforce_record(
            "Opportunity",
            json!({ "Name": "Ship", "StageName": stage, "CloseDate": "2026-12-01",
                    "AccountId": self.account }),
        )
    }

    fn role(&self, opportunity: &str, contact: &str) {
        let role = json!({ "OpportunityId": opportunity, "ContactId": contact });
        self.world.create(Salesforce, "OpportunityContactRole", role).unwrap();
    }

    fn with_role(&self, opportunity: &str, role: Role) {
        match role {
            Role::Nobody => {}
            Role::OfThisAccount => self.role(opportunity, &self.ann_there),
            Role::OfAnotherAccount => self.role(opportunity, &self.stranger),
        }
    }

    fn stages(&self) -> [String; 2] {
        [&self.ann, &self.bo].map(|contact| {
            let stage = self.world.field(HubSpot, "contacts", contact, "lifecyclestage");
            stage.as_str().unwrap_or_default().to_owned()
        })
    }

    async fn win(&self, opportunity: &str) {
        self.world.wait(Duration::from_secs(1_200)).await;
        let won = json!({ "StageName": "Closed Won" });
        self.world.edit(Salesforce, "Opportunity", opportunity, won);
        settle(&self.world).await;
    }
}

const WITH_COMPANIES: &[&str] = &["companies", "contacts"];

fn moving(won_reaches: WonReaches) -> LifecycleSettings {
    LifecycleSettings { transitions: true, won_reaches, ..LifecycleSettings::default() }
}

fn all_on() -> LifecycleSettings {
    moving(WonReaches::CompanyContacts)
}

/// The whole table of A16: company sync, automatic transitions and spreading, each on and off, and
/// whose contact has a role.
#[tokio::test(start_paused = true)]
async fn s61_s62_s63_s64_h61_h66_a_won_opportunity_makes_customers_by_three_switches_and_a_role() {
    for companies in [true, false] {
        for transitions in [true, false] {
            for won_reaches in [WonReaches::CompanyContacts, WonReaches::Nobody] {
                for role in [Role::Nobody, Role::OfThisAccount, Role::OfAnotherAccount] {
                    let objects = if companies { WITH_COMPANIES } else { &["contacts"] };
                    let case = (companies, transitions, won_reaches, role);
                    let switches =
                        LifecycleSettings { transitions, won_reaches, ..Default::default() };
                    let acme = Acme::new(objects, switches).await;
                    let opportunity = acme.opportunity("Prospecting");
                    acme.with_role(&opportunity, role);
                    settle(&acme.world).await;
                    acme.win(&opportunity).await;
                    let all = companies
                        && transitions
                        && won_reaches == WonReaches::CompanyContacts
                        && role == Role::OfThisAccount;
                    let open = transitions && role == Role::OfThisAccount;
                    let expected = match (all, open) {
                        (true, _) => ["customer", "customer"],
                        (false, true) => ["opportunity", "lead"],
                        (false, false) => ["lead", "lead"],
                    };
                    assert_eq!(acme.stages(), expected, "{case:?}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn h62_only_contacts_with_a_role_where_the_switch_says_so() {
    let with_a_role = moving(WonReaches::ContactsWithARole);
    let acme = Acme::new(WITH_COMPANIES, with_a_role).await;
    let opportunity = acme.opportunity("Prospecting");
    acme.role(&opportunity, &acme.ann_there);
    settle(&acme.world).await;
    assert_eq!(acme.stages(), ["opportunity", "lead"]);
    acme.win(&opportunity).await;
    assert_eq!(acme.stages(), ["customer", "lead"]);
}

#[tokio::test(start_paused = true)]
async fn h63_a_role_that_is_added_after_the_win_still_counts() {
    let acme = Acme::new(WITH_COMPANIES, all_on()).await;
    let opportunity = acme.opportunity("Prospecting");
    settle(&acme.world).await;
    acme.win(&opportunity).await;
    assert_eq!(acme.stages(), ["lead", "lead"]);
    acme.world.wait(Duration::from_secs(1_200)).await;
    acme.role(&opportunity, &acme.ann_there);
    settle(&acme.world).await;
    assert_eq!(acme.stages(), ["customer", "customer"]);
}

#[tokio::test(start_paused = true)]
async fn h64_nobody_is_moved_back() {
    let acme = Acme::new(WITH_COMPANIES, all_on()).await;
    let world = &acme.world;
    world.edit(HubSpot, "contacts", &acme.ann, json!({ "lifecyclestage": "evangelist" }));
    let opportunity = acme.opportunity("Prospecting");
    acme.role(&opportunity, &acme.ann_there);
    settle(world).await;
    acme.win(&opportunity).await;
    assert_eq!(acme.stages(), ["evangelist", "customer"]);
    // The opportunity is lost after all: nobody moves.
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Opportunity", &opportunity, json!({ "StageName": "Closed Lost" }));
    settle(world).await;
    assert_eq!(acme.stages(), ["evangelist", "customer"]);
}

#[tokio::test(start_paused = true)]
async fn a17_a_person_who_moves_a_customer_back_is_not_fought() {
    let acme = Acme::new(WITH_COMPANIES, all_on()).await;
    let world = &acme.world;
    let opportunity = acme.opportunity("Prospecting");
    acme.role(&opportunity, &acme.ann_there);
    settle(world).await;
    acme.win(&opportunity).await;
    world.wait(Duration::from_secs(1_200)).await;
    // HubSpot takes a step back only from blank.
    for stage in ["", "lead"] {
        world.edit(HubSpot, "contacts", &acme.bo, json!({ "lifecyclestage": stage }));
    }
    settle(world).await;
    world.edit(HubSpot, "contacts", &acme.bo, json!({ "firstname": "Bo" }));
    world.edit(Salesforce, "Opportunity", &opportunity, json!({ "Name": "Ship 2" }));
    settle(world).await;
    assert_eq!(acme.stages(), ["customer", "lead"]);
    // The next win is news.
    let another = acme.opportunity("Prospecting");
    acme.role(&another, &acme.ann_there);
    settle(world).await;
    acme.win(&another).await;
    assert_eq!(acme.stages(), ["customer", "customer"]);
}

/// Won a year ago: Ann's account, with a role of hers.
fn won_long_ago(emulator: &Emulator) {
    let org = emulator.accounts(Vendor::Salesforce).remove(0);
    let put = |object: &str, fields: serde_json::Value| {
        let fields = fields.as_object().unwrap().clone();
        emulator.put(Vendor::Salesforce, &org, object, fields)
    };
    let account = put("Account", json!({ "Name": "Acme" }));
    let contact =
        put("Contact", json!({ "Email": "ann@acme.no", "LastName": "Berg", "AccountId": account }));
    let opportunity = put(
        "Opportunity",
        json!({ "Name": "Ship", "StageName": "Closed Won", "CloseDate": "2025-12-01",
                "AccountId": account }),
    );
    put("OpportunityContactRole", json!({ "OpportunityId": opportunity, "ContactId": contact }));
}

#[tokio::test(start_paused = true)]
async fn h80_what_was_won_before_the_pair_was_made_moves_nobody() {
    for won_reaches in [WonReaches::CompanyContacts, WonReaches::ContactsWithARole] {
        let objects = WITH_COMPANIES.iter().map(|it| (*it).to_owned()).collect();
        let beginning = Beginning { objects, ..Beginning::default() };
        let world = World::begin(beginning, won_long_ago).await;
        let ann = json!({ "email": "ann@acme.no", "lifecyclestage": "lead" });
        let ann = world.hubspot_contact(ann);
        let lifecycle = moving(won_reaches);
        world.wait(Duration::from_secs(1_200)).await;
        world.remap(|file| file.lifecycle = lifecycle).await;
        settle(&world).await;
        // Her company is known by now, and she is looked at anew.
        world.wait(Duration::from_secs(1_200)).await;
        world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
        settle(&world).await;
        assert_ne!(world.field(HubSpot, "contacts", &ann, "associatedcompanyid"), json!(null));
        assert_eq!(world.field(HubSpot, "contacts", &ann, "lifecyclestage"), json!("lead"));
        // What is won from now on moves her.
        let account = only(&world, Salesforce, "Account");
        let contact = only(&world, Salesforce, "Contact");
        let deal = json!({ "Name": "Next", "StageName": "Prospecting", "CloseDate": "2026-12-01",
                           "AccountId": account });
        let deal = world.salesforce_record("Opportunity", deal);
        let role = json!({ "OpportunityId": deal, "ContactId": contact });
        world.create(Salesforce, "OpportunityContactRole", role).unwrap();
        let won = json!({ "StageName": "Closed Won" });
        world.edit(Salesforce, "Opportunity", &deal, won);
        settle(&world).await;
        assert_eq!(world.field(HubSpot, "contacts", &ann, "lifecyclestage"), json!("customer"));
    }
}

#[tokio::test(start_paused = true)]
async fn s61_holds_beside_deals_that_are_kept_in_step() {
    let acme = Acme::new(&["companies", "contacts", "deals"], all_on()).await;
    let opportunity = acme.opportunity("Prospecting");
    acme.role(&opportunity, &acme.ann_there);
    settle(&acme.world).await;
    acme.win(&opportunity).await;
    assert_eq!(acme.stages(), ["customer", "customer"]);
    quiet(&acme.world).await;
}
