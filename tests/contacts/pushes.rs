//! Checks, tidied and refused values, unique values, brakes, late rows and sweeps (P1-P9).

use std::sync::Arc;
use std::time::Duration;

use crosswalk_desktop::at::At;
use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::watch::Step;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::plan::Brake;
use crosswalk_model::{LinkState, ReasonCode, Side};
use serde_json::json;

/// Ann on both sides, linked and in step.
pub(crate) struct One {
    pub(crate) world: World,
    pub(crate) here: String,
    pub(crate) there: String,
}

pub(crate) async fn one() -> One {
    one_watched(At::default()).await
}

pub(crate) async fn one_watched(at: At) -> One {
    let world = World::watched(Beginning::default(), Arc::new(at), |_| {}).await;
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "firstname": "Ann", "lastname": "Berg", "phone": "1",
        "jobtitle": "Chief",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "ann@example.no", "FirstName": "Ann", "LastName": "Berg", "Phone": "1",
                "Title": "Chief" }),
    );
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    One { world, here, there }
}

impl One {
    pub(crate) fn here(&self, field: &str) -> serde_json::Value {
        self.world.field(HubSpot, "contacts", &self.here, field)
    }

    pub(crate) fn there(&self, field: &str) -> serde_json::Value {
        self.world.field(Salesforce, "Contact", &self.there, field)
    }

    pub(crate) async fn pass(&self) {
        self.world.wait(Duration::from_secs(700)).await;
        self.world.sync().await;
    }
}

#[tokio::test(start_paused = true)]
async fn p6_what_moved_between_plan_and_write_is_dropped_and_planned_again() {
    let at = At::default();
    let ann = one_watched(at.clone()).await;
    ann.world.edit(Salesforce, "Contact", &ann.there, json!({ "Phone": "2" }));
    let (emulator, account, id) =
        (ann.world.emulator.clone(), ann.world.accounts.hubspot.clone(), ann.here.clone());
    at.then(Step::PlanSaved, move || {
        let act = json!({ "act": "edit", "account": account, "object": "contacts", "id": id,
                          "fields": { "phone": "3" } });
        emulator.act(crosswalk_emulator::exchange::Vendor::HubSpot, act).unwrap();
    });
    ann.world.sync().await;
    assert_eq!(ann.here("phone"), json!("3"), "nobody's edit is run over");
    ann.pass().await;
    assert_eq!((ann.here("phone"), ann.there("Phone")), (json!("2"), json!("2")));
}

#[tokio::test(start_paused = true)]
async fn p6_a_tidied_value_flows_back_once_where_its_side_is_preferred() {
    for (rule, then) in
        [(SyncRule::PreferSalesforceUnlessBlank, "CHIEF"), (SyncRule::TwoWay, "chief")]
    {
        let ann = one().await;
        let none = json!({ "Title": "" });
        ann.world.edit(Salesforce, "Contact", &ann.there, none);
        ann.pass().await;
        let tidy = json!({ "act": "add_trigger", "object": "Contact", "field": "Title", "value": "CHIEF" });
        ann.world.act(Salesforce, tidy);
        ann.world.rule("jobtitle", rule).await;
        ann.world.apply().await;
        ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "chief" }));
        for _ in 0..2 {
            ann.pass().await;
        }
        assert_eq!((ann.here("jobtitle"), ann.there("Title")), (json!(then), json!("CHIEF")));
        let before = ann.world.last_exchange();
        ann.pass().await;
        assert_eq!(ann.world.writes_since(before), 0, "{:#?}", ann.world.told_since(before));
    }
}

#[tokio::test(start_paused = true)]
async fn p6_an_address_that_moves_on_is_freed_before_it_is_given() {
    let ann = one().await;
    let world = &ann.world;
    let bo_here = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    let bo =
        world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Dahl" }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Email": "bo@example.no" }));
    world.edit(Salesforce, "Contact", &bo, json!({ "Email": "bo.dahl@example.no" }));
    for _ in 0..2 {
        ann.pass().await;
    }
    assert_eq!(ann.here("email"), json!("bo@example.no"));
    assert_eq!(world.field(HubSpot, "contacts", &bo_here, "email"), json!("bo.dahl@example.no"));
}

/// Bo's write is refused for a field of its own and goes again without it: Ann, who gets the address
/// that it gives up, waits for that instead of being refused.
#[tokio::test(start_paused = true)]
async fn p6_who_gets_a_value_waits_for_whoever_gives_it_up_to_be_written() {
    let ann = one().await;
    let world = &ann.world;
    let bo_here = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    let bo =
        world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Dahl" }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    // Somebody without an address holds the id that Bo's next write brings.
    let id_field = format!("crosswalk_{}_id", world.accounts.salesforce.to_lowercase());
    world.hubspot_contact(json!({ "lastname": "Copy", id_field: bo }));
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Email": "bo@example.no" }));
    world.edit(Salesforce, "Contact", &bo, json!({ "Email": "bo.dahl@example.no" }));
    world.wait(Duration::from_secs(100)).await;
    world.sync().await;
    assert_eq!(world.field(HubSpot, "contacts", &bo_here, "email"), json!("bo.dahl@example.no"));
    assert_eq!(ann.here("email"), json!("bo@example.no"), "in the same pass");
    let errors = world.app.store().errors(world.pair).unwrap();
    let of_ann = errors.iter().filter(|it| it.link == world.link(&ann.here));
    assert_eq!(of_ann.count(), 0, "nothing of hers was refused");
}

#[tokio::test(start_paused = true)]
async fn p6_two_addresses_that_swap_are_put_to_a_person() {
    let ann = one().await;
    let world = &ann.world;
    let bo_here = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    let bo =
        world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Dahl" }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(
        Salesforce,
        "Contact",
        &ann.there,
        json!({ "Email": "bo@example.no", "Phone": "5" }),
    );
    world.edit(Salesforce, "Contact", &bo, json!({ "Email": "ann@example.no" }));
    ann.pass().await;
    assert_eq!(ann.here("email"), json!("ann@example.no"), "neither is guessed");
    assert_eq!(world.field(HubSpot, "contacts", &bo_here, "email"), json!("bo@example.no"));
    assert_eq!(ann.here("phone"), json!("5"), "the rest is written in the same pass");
    let codes: Vec<String> =
        world.app.store().errors(world.pair).unwrap().into_iter().map(|it| it.note.code).collect();
    assert!(codes.iter().any(|code| code == "unique_values_swapped"), "{codes:?}");
}

#[tokio::test(start_paused = true)]
async fn p8_one_bad_field_is_isolated_and_the_rest_is_written() {
    let ann = one().await;
    let world = &ann.world;
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "Title = 'Bad'", "message": "No such title",
                       "field": "Title" });
    world.act(Salesforce, rule);
    world.rule("jobtitle", SyncRule::TwoWay).await;
    world.rule("phone", SyncRule::TwoWay).await;
    world.apply().await;
    world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Bad", "phone": "7" }));
    world.wait(Duration::from_secs(100)).await;
    world.sync().await;
    assert_eq!(ann.there("Phone"), json!("7"), "in the same pass");
    assert_eq!(ann.there("Title"), json!("Chief"));
    assert_eq!(world.why(&ann.here)[0].0, LinkState::Failing);
    // Until its retry is due, or the value changes, the refused field is not sent again.
    let before = world.last_exchange();
    world.wait(Duration::from_secs(300)).await;
    world.sync().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Good" }));
    ann.pass().await;
    assert_eq!(ann.there("Title"), json!("Good"));
    assert_eq!(world.why(&ann.here)[0].0, LinkState::InSync);
    assert_eq!(world.app.store().errors(world.pair).unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn p7_h147_a_duplicate_rule_is_no_match() {
    let at = At::default();
    let world = World::watched(Beginning::default(), Arc::new(at.clone()), |_| {}).await;
    world.act(
        Salesforce,
        json!({ "act": "add_duplicate_rule", "name": "Same address", "object": "Contact",
                "field": "Email", "blocks": true }),
    );
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let (emulator, account) = (world.emulator.clone(), world.accounts.salesforce.clone());
    at.then(Step::PlanSaved, move || {
        let act = json!({ "act": "create", "account": account, "object": "Contact",
                          "fields": { "LastName": "Other", "Email": "ann@example.no" } });
        emulator.act(crosswalk_emulator::exchange::Vendor::Salesforce, act).unwrap();
    });
    world.apply().await;
    let people = world.records(Salesforce, "Contact");
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].1["LastName"], json!("Other"), "the rule's word alone ties nobody");
    assert_eq!(world.why(&here), [(LinkState::Failing, ReasonCode::Refused)]);
}

#[tokio::test(start_paused = true)]
async fn p1_a_row_committed_late_is_met_by_the_verify_pull() {
    let ann = one().await;
    let world = &ann.world;
    for _ in 0..4 {
        ann.pass().await;
    }
    let late = json!({ "act": "late_commit", "id": ann.there, "fields": { "Phone": "8" },
                       "millis": 3_000_000 });
    world.act(Salesforce, late);
    for _ in 0..12 {
        ann.pass().await;
    }
    assert_eq!(ann.here("phone"), json!("8"));
}

#[tokio::test(start_paused = true)]
async fn p2_a_record_that_a_sweep_misses_is_not_taken_for_deleted() {
    let ann = one().await;
    let world = &ann.world;
    world.act(Salesforce, json!({ "act": "purge", "id": ann.there }));
    let engine = world.app.engine(world.pair).await.unwrap();
    engine.sweep(world.pair, "test").await.unwrap();
    assert_eq!(world.why(&ann.here), [(LinkState::Waiting, ReasonCode::NoLongerVisible)]);
    assert_eq!(world.records(HubSpot, "contacts").len(), 1);
    assert_eq!(world.records(Salesforce, "Contact").len(), 0, "and is not made again");
}

#[tokio::test(start_paused = true)]
async fn p4_a_changed_direction_asks_first() {
    let ann = one().await;
    let world = &ann.world;
    world.rule("jobtitle", SyncRule::AlwaysSalesforce).await;
    world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Boss" }));
    world.wait(Duration::from_secs(60)).await;
    let report = world.sync().await;
    let brakes: Vec<Brake> = report.brakes.iter().map(|it| it.brake).collect();
    assert_eq!(brakes, [Brake::ChangedDesign]);
    assert_eq!(ann.here("jobtitle"), json!("Boss"), "held");
    world.apply().await;
    assert_eq!(ann.here("jobtitle"), json!("Chief"));
    world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "Boss" }));
    ann.pass().await;
    assert_eq!(ann.here("jobtitle"), json!("Chief"), "released for good");
}

#[tokio::test(start_paused = true)]
async fn p4_a_field_that_two_automations_fight_over_is_paused() {
    let ann = one().await;
    let world = &ann.world;
    world.rule("jobtitle", SyncRule::TwoWay).await;
    world.apply().await;
    // Somebody else's tools push the field to and fro on both sides, each to its own value.
    for _ in 0..3 {
        world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "h" }));
        ann.pass().await;
        world.edit(Salesforce, "Contact", &ann.there, json!({ "Title": "s" }));
        ann.pass().await;
    }
    let before = world.last_exchange();
    world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "h" }));
    ann.pass().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    assert_eq!(world.why(&ann.here)[0].0, LinkState::Conflict);
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Phone": "4" }));
    ann.pass().await;
    assert_eq!(ann.here("phone"), json!("4"), "the field is paused, not the person");
}

#[tokio::test(start_paused = true)]
async fn p4_people_who_edit_on_both_sides_are_no_loop() {
    let ann = one().await;
    let world = &ann.world;
    world.rule("jobtitle", SyncRule::TwoWay).await;
    world.apply().await;
    for round in 0..4 {
        world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": format!("h{round}") }));
        ann.pass().await;
        world.edit(Salesforce, "Contact", &ann.there, json!({ "Title": format!("s{round}") }));
        ann.pass().await;
    }
    assert_eq!(ann.here("jobtitle"), json!("s3"));
    assert_eq!(world.why(&ann.here)[0].0, LinkState::InSync);
}

#[tokio::test(start_paused = true)]
async fn p2_once_a_week_a_pass_compares_everything() {
    let ann = one().await;
    ann.world.act(Salesforce, json!({ "act": "purge", "id": ann.there }));
    ann.pass().await;
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::InSync, "no pull tells of it");
    ann.world.wait(Duration::from_secs(8 * 86_400)).await;
    ann.world.sync().await;
    assert_eq!(ann.world.why(&ann.here), [(LinkState::Waiting, ReasonCode::NoLongerVisible)]);
}

#[tokio::test(start_paused = true)]
async fn p4_a_side_that_has_gone_empty_deletes_nothing_by_itself() {
    let ann = one().await;
    let world = &ann.world;
    world
        .remap(|file| {
            for mapping in &mut file.mappings {
                mapping.delete.hubspot = OnDelete::Delete;
            }
        })
        .await;
    world.apply().await;
    world.act(Salesforce, json!({ "act": "delete", "id": ann.there }));
    world.wait(Duration::from_secs(60)).await;
    let report = world.sync().await;
    let brakes: Vec<Brake> = report.brakes.iter().map(|it| it.brake).collect();
    assert_eq!(brakes, [Brake::EmptySide]);
    assert_eq!(world.records(HubSpot, "contacts").len(), 1, "held");
    world.apply().await;
    assert_eq!(world.records(HubSpot, "contacts").len(), 0, "a person has seen it");
}

#[tokio::test(start_paused = true)]
async fn p9_another_installations_stamp_stops_the_pair_and_a_take_over_moves_it() {
    let ann = one().await;
    let world = &ann.world;
    stamp(world, "0123456789abcdef");
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Phone": "2" }));
    world.wait(Duration::from_secs(4_000)).await;
    let before = world.last_exchange();
    let error = world.app.sync(world.pair, "test").await.unwrap_err();
    assert!(format!("{error:?}").contains("another Crosswalk (0123456789abcdef)"), "{error:?}");
    assert_eq!(world.writes_since(before), 0);
    world.app.take_over(world.pair).await.unwrap();
    world.sync().await;
    assert_eq!(ann.here("phone"), json!("2"), "it is ours from now on");
    // The other one takes it back: this one stops within the hour.
    stamp(world, "0123456789abcdef");
    world.wait(Duration::from_secs(4_000)).await;
    let error = world.app.sync(world.pair, "test").await.unwrap_err();
    assert!(format!("{error:?}").contains("another Crosswalk (0123456789abcdef)"), "{error:?}");
}

/// Another installation puts its stamp on HubSpot's id field.
fn stamp(world: &World, installation: &str) {
    let org = world.accounts.salesforce.to_lowercase();
    let vendor = crosswalk_emulator::exchange::Vendor::HubSpot;
    let grant = world.emulator.grant(vendor, &world.accounts.hubspot).unwrap();
    let stamp = format!("Crosswalk set-up 1, installation {installation}.");
    let stamp = json!({ "description": stamp });
    let request = http::Request::builder()
        .method("PATCH")
        .uri(format!("https://{}/crm/properties/2026-09/contacts/crosswalk_{org}_id", grant.host))
        .header("host", &grant.host)
        .header("authorization", format!("Bearer {}", grant.access_token.unwrap()))
        .header("content-type", "application/json");
    let body = bytes::Bytes::from(stamp.to_string());
    let answer = world.emulator.exchange(vendor, request.body(body).unwrap());
    assert_eq!(answer.status(), Some(200));
}

/// The answer of a write that fills a blank is lost, and a person clears what it put there before
/// anybody looks.
async fn cleared_after_a_lost_answer(side: Side) -> One {
    let ann = one().await;
    let world = &ann.world;
    world.rule("mobilephone", SyncRule::TwoWay).await;
    world.apply().await;
    let (vendor, route) = match side {
        HubSpot => ("hubspot", "POST /crm/objects/{version}/{type}/batch/update"),
        Salesforce => ("salesforce", "POST /services/data/{version}/composite"),
    };
    match side {
        HubSpot => world.edit(Salesforce, "Contact", &ann.there, json!({ "MobilePhone": "7" })),
        Salesforce => world.edit(HubSpot, "contacts", &ann.here, json!({ "mobilephone": "7" })),
    }
    // Salesforce's first composite of the pass is the pull.
    let nth = if side == Salesforce { 2 } else { 1 };
    world.fault(json!({
        "at": { "vendor": vendor, "route": route }, "nth": nth, "times": 100,
        "kind": { "kind": "cut", "when": "after_effect" },
    }));
    world.wait(Duration::from_secs(100)).await;
    // The connector repeats what changes nothing when it is repeated, and gives up.
    world.app.sync(world.pair, "test").await.ok();
    world.emulator.clear_faults();
    let (held, blank) = match side {
        HubSpot => (ann.here("mobilephone"), json!("")),
        Salesforce => (ann.there("MobilePhone"), json!(null)),
    };
    assert_eq!(held, json!("7"), "it came, and nobody knows");
    world.wait(Duration::from_secs(5)).await;
    match side {
        HubSpot => world.edit(HubSpot, "contacts", &ann.here, json!({ "mobilephone": blank })),
        Salesforce => {
            world.edit(Salesforce, "Contact", &ann.there, json!({ "MobilePhone": blank }));
        }
    }
    for _ in 0..3 {
        ann.pass().await;
    }
    ann
}

#[tokio::test(start_paused = true)]
async fn p6_what_a_person_cleared_after_a_lost_answer_stays_cleared_in_hubspot() {
    let ann = cleared_after_a_lost_answer(HubSpot).await;
    assert!(matches!(ann.here("mobilephone").as_str(), None | Some("")), "her clear stands");
    assert_eq!(ann.there("MobilePhone"), json!(null), "and flows");
}

/// Salesforce keeps one time for the whole record, so the clear cannot be told from any other edit:
/// the bounded window. No value is lost in it.
#[tokio::test(start_paused = true)]
async fn p6_in_salesforce_such_a_clear_is_filled_again_and_no_value_is_lost() {
    let ann = cleared_after_a_lost_answer(Salesforce).await;
    assert_eq!((ann.here("mobilephone"), ann.there("MobilePhone")), (json!("7"), json!("7")));
}

/// Such a write shows in part: what it went over there is in the history, and an undo has it; the rest,
/// which somebody gave another value since, is decided anew.
#[tokio::test(start_paused = true)]
async fn p6_a_lost_write_that_shows_in_part_is_told_and_the_rest_is_decided_anew() {
    let ann = one().await;
    let world = &ann.world;
    world.rule("jobtitle", SyncRule::AlwaysHubspot).await;
    world.rule("mobilephone", SyncRule::AlwaysHubspot).await;
    world.apply().await;
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Title": "Boss" }));
    world.edit(HubSpot, "contacts", &ann.here, json!({ "mobilephone": "7" }));
    world.fault(json!({
        "at": { "vendor": "salesforce", "route": "POST /services/data/{version}/composite" },
        "nth": 2, "times": 100, "kind": { "kind": "cut", "when": "after_effect" },
    }));
    world.wait(Duration::from_secs(100)).await;
    world.app.sync(world.pair, "test").await.ok();
    world.emulator.clear_faults();
    assert_eq!((ann.there("Title"), ann.there("MobilePhone")), (json!("Chief"), json!("7")));
    world.wait(Duration::from_secs(5)).await;
    world.edit(Salesforce, "Contact", &ann.there, json!({ "MobilePhone": "8" }));
    for _ in 0..3 {
        ann.pass().await;
    }
    assert_eq!((ann.there("Title"), ann.there("MobilePhone")), (json!("Chief"), json!("7")));
    let history = world.app.store().history_of_link(world.link(&ann.here)).unwrap();
    let before = |field: &str| -> Vec<String> {
        let of_field =
            history.iter().filter(|it| it.field.as_ref().is_some_and(|it| it.as_str() == field));
        let held = of_field.filter_map(|it| it.before.known());
        held.map(|it| it.as_text().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(
        (before("Title"), before("MobilePhone")),
        (vec!["Boss".to_owned()], vec!["8".to_owned()])
    );
}
