//! Records that wait, conflict or belong to each other, labelled by hand and by the rules. What a
//! seed does not hold is put there and edited as people would.

use std::time::Duration;

use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::{Beginning, World};
use crosswalk_model::LinkState::{self, Conflict, InSync, LeftOut, Unlinked, Waiting};
use crosswalk_model::ReasonCode::{
    self, ConflictAsk, NeverByPerson, NoContactSyncs, NotConvertible, OwnerUnmatched, Synced,
    TiedElsewhere, WaitingForParent,
};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

use crate::answer;

const PRIMARY_COMPANY: u32 = 1;
const COMPANY_OF_DEAL: u32 = 5;

/// What is to be said of a record.
struct Label<'a> {
    /// The rules that decide, and who it is.
    rule: &'static str,
    id: &'a str,
    state: LinkState,
    code: ReasonCode,
    /// What the sentence says.
    says: &'static str,
}

const fn label<'a>(
    rule: &'static str,
    id: &'a str,
    (state, code): (LinkState, ReasonCode),
    says: &'static str,
) -> Label<'a> {
    Label { rule, id, state, code, says }
}

/// Fails with every label that the answers do not bear out.
fn agree(world: &World, labels: &[Label<'_>]) {
    let words = Words::of(Language::English);
    let differs = |label: &Label<'_>| {
        let why = answer(world, label.id);
        let said = words.reason(&why.reason);
        // Whether the last pass wrote, or found that nothing is left to write, is one to a person.
        let code = if why.reason.code == ReasonCode::InSync { Synced } else { why.reason.code };
        let right = (why.state, code) == (label.state, label.code) && said.contains(label.says);
        (!right).then(|| format!("{}: {:?} {}: {said}", label.rule, why.state, why.reason.code))
    };
    let wrong: Vec<String> = labels.iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Empty accounts in which both sides know everybody who owns anything.
async fn world() -> World {
    let objects = ["companies", "contacts", "deals"].map(str::to_owned).to_vec();
    let world = World::begin(Beginning { objects, ..Beginning::default() }, |_| {}).await;
    for (_, user) in world.records(Salesforce, "User") {
        let act = json!({ "act": "add_owner", "email": user["Email"],
                          "first_name": user["FirstName"], "last_name": user["LastName"] });
        world.act(HubSpot, act);
    }
    world
}

/// A quarter later: the writes are behind the overlap of the next readings.
async fn pass(world: &World) {
    world.wait(Duration::from_secs(1_200)).await;
    world.sync().await;
}

fn tie(world: &World, (object, id): (&str, &str), company: &str, kind: u32) {
    let act = json!({ "act": "associate", "object": object, "id": id, "to": "companies",
                      "other": company, "type": kind });
    world.act(HubSpot, act);
}

/// A HubSpot company with one contact.
fn company(world: &World, name: &str, email: &str) -> (String, String) {
    let company = world.hubspot_record("companies", json!({ "name": name }));
    let contact = world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
    tie(world, ("contacts", &contact), &company, PRIMARY_COMPANY);
    (company, contact)
}

fn deal(world: &World, name: &str, mut more: Value) -> String {
    more["dealname"] = json!(name);
    more["pipeline"] = json!("default");
    more["closedate"] = json!("2026-12-01T00:00:00Z");
    if more["dealstage"].is_null() {
        more["dealstage"] = json!("qualifiedtobuy");
    }
    world.hubspot_record("deals", more)
}

/// An account with one contact.
fn account(world: &World, name: &str, email: &str) -> (String, String) {
    let account = world.salesforce_record("Account", json!({ "Name": name }));
    let ann = json!({ "Email": email, "LastName": "Berg", "AccountId": account });
    let contact = world.salesforce_record("Contact", ann);
    (account, contact)
}

#[tokio::test(start_paused = true)]
async fn p2_why_of_companies_and_deals() {
    let world = world().await;
    let (acme, ann) = company(&world, "Acme", "ann@acme.no");
    let alone = world.hubspot_record("companies", json!({ "name": "Nobody's" }));
    let of_acme = deal(&world, "Ship", json!({}));
    tie(&world, ("deals", &of_acme), &acme, COMPANY_OF_DEAL);
    let twin = deal(&world, "Ship", json!({}));
    let waits = deal(&world, "Dock", json!({}));
    tie(&world, ("deals", &waits), &alone, COMPANY_OF_DEAL);
    let (fjord, cy) = account(&world, "Fjord", "cy@fjord.no");
    let sale = json!({ "Name": "Boat", "StageName": "Closed Won", "CloseDate": "2026-12-01",
                       "AccountId": fjord });
    let sale = world.salesforce_record("Opportunity", sale);
    world.apply().await;
    pass(&world).await;
    let fine = (InSync, Synced);
    agree(
        &world,
        &[
            label("S23, H40: a company with somebody in it", &acme, fine, "agree"),
            label("S13: whoever works there", &ann, fine, "agree"),
            label("S50: an account with somebody in it", &fjord, fine, "agree"),
            label("S19: whoever works there", &cy, fine, "agree"),
            label(
                "H41: nobody's company",
                &alone,
                (LeftOut, NoContactSyncs),
                "None of its contacts",
            ),
            label("S27: a deal", &of_acme, fine, "agree"),
            label("S27: an equal deal is another one", &twin, fine, "agree"),
            label("H53: an opportunity without people", &sale, fine, "agree"),
            label(
                "M10, H41: a deal of nobody's company",
                &waits,
                (Waiting, WaitingForParent),
                "waits",
            ),
        ],
    );
    let partner = |id: &str| answer(&world, id).records.salesforce;
    assert_ne!(partner(&of_acme), partner(&twin), "S27: each has its own");
}

#[tokio::test(start_paused = true)]
async fn p2_why_of_a_stage_that_is_on_one_side_only() {
    let world = world().await;
    let sale = json!({ "Name": "Ship", "StageName": "Perception Analysis",
                       "CloseDate": "2026-12-01" });
    let sale = world.salesforce_record("Opportunity", sale);
    world
        .remap(|file| {
            for map in &mut file.stages {
                map.stages.retain(|_, name| name != "Perception Analysis");
                map.also.clear();
            }
        })
        .await;
    world.apply().await;
    agree(&world, &[label("H56", &sale, (LeftOut, NotConvertible), "dealstage")]);
}

#[tokio::test(start_paused = true)]
async fn p2_why_of_what_waits_for_a_company_that_nobody_may_sync() {
    let world = world().await;
    let (fjord, cy) = account(&world, "Fjord", "cy@fjord.no");
    let sale = json!({ "Name": "Boat", "StageName": "Closed Won", "CloseDate": "2026-12-01",
                       "AccountId": fjord });
    let sale = world.salesforce_record("Opportunity", sale);
    world.app.plan(world.pair, "test").await.unwrap();
    world.app.never_sync(world.pair, &fjord).unwrap();
    world.apply().await;
    pass(&world).await;
    agree(
        &world,
        &[
            label("M7: the account", &fjord, (Unlinked, NeverByPerson), "never to be synced"),
            label("M10: its contact", &cy, (Waiting, WaitingForParent), "waits for a record"),
            label("M10: its opportunity", &sale, (Waiting, WaitingForParent), "waits for a record"),
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn p2_why_of_an_account_whose_people_are_of_a_company_that_is_tied() {
    let world = world().await;
    let (acme, _) = company(&world, "Acme", "ann@acme.no");
    world.apply().await;
    let bo = world.hubspot_contact(json!({ "email": "bo@acme.no", "lastname": "Dahl" }));
    tie(&world, ("contacts", &bo), &acme, PRIMARY_COMPANY);
    let (second, _) = account(&world, "Acme Nord", "bo@acme.no");
    pass(&world).await;
    world.apply().await;
    agree(
        &world,
        &[
            label("S24: the company keeps its account", &acme, (InSync, Synced), "agree"),
            label(
                "S24, A7: the other account",
                &second,
                (LeftOut, TiedElsewhere),
                "tied to another",
            ),
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn p2_why_of_a_conflict_names_the_field_and_asks() {
    let world = world().await;
    let (acme, ann) = company(&world, "Acme", "ann@acme.no");
    let ship = deal(&world, "Ship", json!({}));
    world
        .remap(|file| {
            for field in file.mappings.iter_mut().flat_map(|mapping| &mut mapping.fields) {
                if ["jobtitle", "phone", "dealname"].contains(&field.hubspot.as_str()) {
                    field.rule = SyncRule::Ask;
                }
            }
        })
        .await;
    world.apply().await;
    pass(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    let there = |id: &str| answer(&world, id).records.salesforce.expect("a partner");
    for (object, id, field, theirs) in [
        ("contacts", &ann, "jobtitle", "Title"),
        ("companies", &acme, "phone", "Phone"),
        ("deals", &ship, "dealname", "Name"),
    ] {
        world.edit(HubSpot, object, id, json!({ field: "one" }));
        let at = there(id);
        world.edit(Salesforce, at.object.as_str(), at.id.as_str(), json!({ theirs: "other" }));
    }
    pass(&world).await;
    let asks = (Conflict, ConflictAsk);
    agree(
        &world,
        &[
            label("H74 ff., ask: a contact", &ann, asks, "jobtitle changed on both sides"),
            label("ask: a company", &acme, asks, "phone changed on both sides"),
            label("ask: a deal", &ship, asks, "name changed on both sides"),
        ],
    );
    assert_eq!(answer(&world, &ship).conflicts.len(), 1, "what there is to decide is shown");
    for conflict in world.app.conflict_rows(world.pair).unwrap() {
        world.app.decide_conflict(conflict.id, HubSpot).unwrap();
    }
    pass(&world).await;
    let fine = (InSync, Synced);
    agree(&world, &[label("decided", &ann, fine, "agree"), label("decided", &ship, fine, "agree")]);
}

#[tokio::test(start_paused = true)]
async fn p2_why_of_an_owner_whom_the_other_side_does_not_know() {
    let world = world().await;
    let eve = json!({ "act": "add_owner", "email": "eve@acme.example", "first_name": "Eve",
                      "last_name": "Else" });
    let eve = world.act(HubSpot, eve)["id"].as_str().expect("an id").to_owned();
    let (acme, ann) = company(&world, "Acme", "ann@acme.no");
    let ship = deal(&world, "Ship", json!({}));
    world.apply().await;
    pass(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    for (object, id) in [("contacts", &ann), ("companies", &acme), ("deals", &ship)] {
        world.edit(HubSpot, object, id, json!({ "hubspot_owner_id": eve }));
    }
    pass(&world).await;
    let errors = world.app.error_rows(world.pair).unwrap();
    assert!(errors.iter().any(|it| it.code == "owner_unmatched"), "{errors:?}");
    let stands = (InSync, OwnerUnmatched);
    let says = "no active user in Salesforce";
    agree(
        &world,
        &[
            label("S71, S72, A22: a contact", &ann, stands, says),
            label("S68, S72, A22: a company", &acme, stands, says),
            label("S68, S72, A22: a deal", &ship, stands, "tie the two by hand in the pair file"),
        ],
    );
}
