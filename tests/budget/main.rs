//! What keeping in step costs, counted by the vendors: calls per change, and nothing while nothing
//! changes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::SlowClock;
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A person's pause that is longer than a pull's overlap, so that nothing is read again.
const PAST_OVERLAP: Duration = Duration::from_secs(11 * 60);

/// What is allowed on top of the bar up to a thousand changes.
const SLACK: u64 = 2;

/// People alone.
const PEOPLE: [&str; 1] = ["contacts"];

/// Everything that both vendors ship.
const ALL: [&str; 9] =
    ["calls", "companies", "contacts", "deals", "emails", "meetings", "notes", "tasks", "tickets"];

/// An account pair of so many linked people, quiet.
async fn quiet_world(
    people: usize,
    home: &TempDir,
    objects: &[&str],
) -> (World, Vec<(String, String)>) {
    let objects = objects.iter().map(|it| (*it).to_owned()).collect();
    let home = Some(home.path().join("state"));
    let beginning = Beginning { home, objects, ..Beginning::long() };
    let world = World::begin(beginning, |_| {}).await;
    let both = (0..people)
        .map(|nth| {
            let email = format!("person{nth}@example.no");
            let name = format!("Name {nth}");
            let here = world.hubspot_contact(json!({ "email": email, "lastname": name }));
            let there = json!({ "Email": email, "LastName": name });
            (here, world.salesforce_record("Contact", there))
        })
        .collect();
    world.apply().await;
    for _ in 0..2 {
        world.wait(PAST_OVERLAP).await;
        world.sync().await;
    }
    (world, both)
}

/// The calls of some passes, by vendor.
async fn calls_of(world: &World, passes: usize) -> BTreeMap<&'static str, u64> {
    let before = world.last_exchange();
    for _ in 0..passes {
        world.wait(PAST_OVERLAP).await;
        let report = world.apply().await;
        assert_eq!(report.counts.failed.salesforce + report.counts.failed.hubspot, 0);
    }
    let mut calls = BTreeMap::new();
    world.emulator.log(|log| {
        for exchange in log.since(before) {
            *calls.entry(exchange.vendor.name()).or_default() += 1;
        }
    });
    calls
}

fn total(calls: &BTreeMap<&'static str, u64>) -> u64 {
    calls.values().sum()
}

const fn up(changes: u64, by: u64) -> u64 {
    changes.div_ceil(by)
}

/// Changes `people` on one side and counts from quiet to quiet, less as many idle passes.
async fn cost(people: usize, side: Side, objects: &[&str]) -> (u64, Vec<String>) {
    let home = TempDir::new().unwrap();
    let (world, both) = quiet_world(people, &home, objects).await;
    let idle = total(&calls_of(&world, 1).await);
    for (nth, (here, there)) in both.iter().enumerate() {
        let phone = format!("+47 {nth:08}");
        match side {
            HubSpot => world.edit(side, "contacts", here, json!({ "phone": phone })),
            Salesforce => world.edit(side, "Contact", there, json!({ "Phone": phone })),
        }
    }
    let before = world.last_exchange();
    let spent = total(&calls_of(&world, 2).await);
    let phones = |side, object, (email, phone): (&str, &str)| -> BTreeMap<String, Value> {
        let records = world.records(side, object).into_iter();
        records.map(|(_, it)| (it[email].to_string(), it[phone].clone())).collect()
    };
    let here = phones(HubSpot, "contacts", ("email", "phone"));
    assert_eq!(here.len(), people);
    let there = phones(Salesforce, "Contact", ("Email", "Phone"));
    assert_eq!(here, there, "all of them crossed");
    (spent - 2 * idle, world.told_since(before))
}

/// How many records change; `CROSSWALK_TEST_LONG` adds the bar's largest figure.
fn sizes() -> Vec<u64> {
    let long = std::env::var_os("CROSSWALK_TEST_LONG").is_some();
    [20, 1_000].into_iter().chain(long.then_some(10_000)).collect()
}

/// What may be spent: two calls above the bar, and from ten thousand changes on a tenth of it.
fn allowed(changes: u64, bar: u64) -> u64 {
    if changes < 10_000 { bar + SLACK } else { bar + bar / 10 }
}

#[tokio::test(start_paused = true)]
async fn changes_in_hubspot_cost_what_the_batch_sizes_allow() {
    for changes in sizes() {
        let bar = up(changes, 200) + 2 * up(changes, 1_000) + 1;
        let (spent, told) = cost(changes as usize, HubSpot, &PEOPLE).await;
        println!("{changes} changes: {spent} calls, the bar is {bar}");
        let most = allowed(changes, bar);
        assert!(spent <= most, "{changes}: {spent} calls, the bar is {bar}: {told:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn changes_in_salesforce_cost_what_the_batch_sizes_allow() {
    for changes in sizes() {
        let bar = up(changes, 2_000) + 2 * up(changes, 100) + up(changes, 200);
        let (spent, told) = cost(changes as usize, Salesforce, &PEOPLE).await;
        println!("{changes} changes: {spent} calls, the bar is {bar}");
        let most = allowed(changes, bar);
        assert!(spent <= most, "{changes}: {spent} calls, the bar is {bar}: {told:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_idle_pass_is_one_call_each_and_touches_no_file() {
    let home = TempDir::new().unwrap();
    let (world, _) = quiet_world(20, &home, &PEOPLE).await;
    let before = files(home.path());
    let calls = calls_of(&world, 1).await;
    let expected = Vendor::ALL.map(|vendor| (vendor.name(), 1));
    assert_eq!(calls, BTreeMap::from(expected));
    assert_eq!(files(home.path()), before);
    assert!(!before.is_empty());
}

/// One search for each HubSpot object, and five Salesforce objects to a call: people are two, notes are
/// read by nobody, and roles come beside their opportunities.
#[tokio::test(start_paused = true)]
async fn an_idle_pass_of_all_objects_is_a_search_each_and_a_call_for_every_five() {
    let home = TempDir::new().unwrap();
    let (world, _) = quiet_world(20, &home, &ALL).await;
    let before = files(home.path());
    let calls = calls_of(&world, 1).await;
    let expected = [(Vendor::HubSpot.name(), 9), (Vendor::Salesforce.name(), 2)];
    assert_eq!(calls, BTreeMap::from(expected));
    assert_eq!(files(home.path()), before);
}

/// Labels come with a deal's contacts, and roles with their rows.
#[tokio::test(start_paused = true)]
async fn labels_cost_an_idle_pass_no_call() {
    let home = TempDir::new().unwrap();
    let (world, _) = quiet_world(0, &home, &["companies", "contacts", "deals"]).await;
    let without = quietest(&world).await;
    let words = json!({ "act": "add_label", "object": "deals", "to": "contacts",
                        "text": "Evaluator" });
    world.act(HubSpot, words);
    let objects = ["companies", "contacts", "deals"].map(str::to_owned);
    let file = world.app.suggest_mapping(world.pair, &objects).await.unwrap();
    let fields = file.mappings.iter().flat_map(|it| &it.fields);
    assert!(fields.into_iter().any(|it| it.hubspot.as_str().contains(":label:")));
    world.app.import_mapping(world.pair, &file).await.unwrap();
    assert_eq!(quietest(&world).await, without);
}

/// After an hour, a day and a week: all that a pass calls besides its one pull on each side is told as
/// the cost of a slow clock, to the call.
#[tokio::test(start_paused = true)]
async fn p1_what_the_slow_clocks_cost_is_told_to_the_call() {
    let home = TempDir::new().unwrap();
    let (world, _) = quiet_world(20, &home, &PEOPLE).await;
    let mut met = BTreeSet::new();
    for hours in [1, 25, 8 * 24] {
        world.wait(Duration::from_secs(hours * 60 * 60)).await;
        let (began, first) = (world.now(), world.last_exchange());
        let calls = calls_of(&world, 1).await;
        // After hours asleep it is asked first how far back deletes are told of.
        let asleep = world.emulator.log(|log| {
            log.since(first).iter().filter(|it| it.path.contains("/deleted/")).count() as u64
        });
        let clocks = world.app.status(world.pair).unwrap().slow_clocks;
        for side in Side::ALL {
            let taken = clocks.get(side).iter().filter(|it| it.at >= Some(began));
            met.extend(taken.clone().map(|it| it.clock.as_str()));
            let told: u64 = taken.map(|it| it.calls).sum();
            let (vendor, besides) = match side {
                HubSpot => (Vendor::HubSpot.name(), 1),
                Salesforce => (Vendor::Salesforce.name(), 1 + asleep),
            };
            assert_eq!(told + besides, calls[vendor], "{vendor} after {hours} hours: {clocks:?}");
        }
        for cost in clocks.hubspot.iter().chain(&clocks.salesforce) {
            let strikes_a_day = 86_400.0 / cost.every as f64;
            let a_day = (cost.calls as f64 * strikes_a_day).ceil() as u64;
            assert_eq!(cost.a_day, a_day, "{cost:?}");
        }
    }
    assert_eq!(met, SlowClock::ALL.map(SlowClock::as_str).into());
}

/// The calls of the cheapest of some passes: the others look at the fields, once an hour, or at what
/// a new mapping needs.
async fn quietest(world: &World) -> BTreeMap<&'static str, u64> {
    let mut passes = Vec::new();
    for _ in 0..4 {
        passes.push(calls_of(world, 1).await);
    }
    passes.into_iter().min_by_key(total).unwrap()
}

#[tokio::test(start_paused = true)]
async fn changes_of_people_cost_no_more_with_all_objects_on() {
    let changes = 1_000;
    let bars = [
        (HubSpot, up(changes, 200) + 2 * up(changes, 1_000) + 1),
        (Salesforce, up(changes, 2_000) + 2 * up(changes, 100) + up(changes, 200)),
    ];
    for (side, bar) in bars {
        let (spent, told) = cost(changes as usize, side, &ALL).await;
        println!("{changes} changes, all objects on: {spent} calls, the bar is {bar}");
        assert!(spent <= allowed(changes, bar), "{spent} calls, the bar is {bar}: {told:#?}");
    }
}

/// An object, what its records begin with, and a field that people change, on each side.
type Kind = ((&'static str, &'static str), fn(usize) -> Value, (&'static str, &'static str));

/// Records that HubSpot made, and both sides hold.
const KINDS: [Kind; 4] = [
    (("companies", "Account"), |n| json!({ "name": format!("Firm {n}") }), ("phone", "Phone")),
    (
        ("tickets", "Case"),
        |n| json!({ "subject": format!("Claim {n}"), "hs_pipeline": "0", "hs_pipeline_stage": "1" }),
        ("content", "Description"),
    ),
    (
        ("tasks", "Task"),
        |n| json!({ "hs_task_subject": format!("Do {n}"), "hs_timestamp": "2026-12-01T09:00:00Z" }),
        ("hs_task_body", "Description"),
    ),
    (
        ("notes", "Task"),
        |n| json!({ "hs_note_body": format!("Note {n}"), "hs_timestamp": "2026-12-01T09:00:00Z" }),
        ("hs_note_body", "Description"),
    ),
];

/// The bar is the same for every object; associations are read beside it.
#[tokio::test(start_paused = true)]
async fn changes_of_other_objects_cost_what_those_of_people_do() {
    let changes = 200;
    let bar = up(changes, 200) + 2 * up(changes, 1_000) + 1;
    for ((here, there), begun, (property, field)) in KINDS {
        let home = TempDir::new().unwrap();
        let (world, _) = quiet_world(0, &home, &ALL).await;
        both_ways(&world, here).await;
        let ids: Vec<String> =
            (0..changes as usize).map(|nth| world.hubspot_record(here, begun(nth))).collect();
        if here == "companies" {
            for (nth, company) in ids.iter().enumerate() {
                let email = format!("person{nth}@example.no");
                let person = world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
                world.act(
                    HubSpot,
                    json!({ "act": "associate", "object": "contacts", "id": person,
                    "to": "companies", "other": company, "type": 1 }),
                );
            }
        }
        for _ in 0..4 {
            world.wait(PAST_OVERLAP).await;
            world.apply().await;
        }
        assert_eq!(world.records(Salesforce, there).len(), ids.len(), "{here}");
        let idle = total(&calls_of(&world, 1).await);
        for (nth, id) in ids.iter().enumerate() {
            world.edit(HubSpot, here, id, json!({ property: format!("+47 22 {nth:06}") }));
        }
        let before = world.last_exchange();
        let spent = total(&calls_of(&world, 2).await) - 2 * idle;
        let told = world.told_since(before);
        let beside = told.iter().filter(|it| it.contains("/associations/")).count() as u64;
        println!("{changes} changes of {here}: {spent} calls, {beside} of associations, bar {bar}");
        assert!(spent - beside <= bar + SLACK, "{here}: {spent} calls: {told:#?}");
        let crossed = world.records(Salesforce, there).into_iter();
        let crossed =
            crossed.filter(|(_, it)| it[field].as_str().is_some_and(|it| it.starts_with("+47 22")));
        assert_eq!(crossed.count(), ids.len(), "{here}: all of them crossed");
    }
}

async fn both_ways(world: &World, object: &str) {
    world
        .remap(|file| {
            let of_it = file.mappings.iter_mut().filter(|it| it.hubspot.as_str() == object);
            let fields = of_it.flat_map(|it| it.fields.iter_mut());
            let preferred = SyncRule::PreferSalesforceUnlessBlank;
            let preferred = fields.filter(|it| it.rule == preferred);
            preferred.for_each(|it| it.rule = SyncRule::TwoWay);
        })
        .await;
}

#[tokio::test(start_paused = true)]
async fn the_echo_of_our_own_writes_is_never_written() {
    let home = TempDir::new().unwrap();
    let (world, both) = quiet_world(20, &home, &PEOPLE).await;
    for (here, there) in &both {
        world.edit(HubSpot, "contacts", here, json!({ "phone": "+47 1" }));
        world.edit(Salesforce, "Contact", there, json!({ "Title": "Chief" }));
    }
    world.wait(PAST_OVERLAP).await;
    world.sync().await;
    let after_push = world.last_exchange();
    for _ in 0..100 {
        world.wait(Duration::from_secs(15 * 60)).await;
        world.sync().await;
    }
    assert_eq!(world.writes_since(after_push), 0, "{:#?}", world.told_since(after_push));
    for (here, there) in &both {
        assert_eq!(world.field(HubSpot, "contacts", here, "jobtitle"), json!("Chief"));
        assert_eq!(world.field(Salesforce, "Contact", there, "Phone"), Value::from("+47 1"));
    }
}

/// Every file with its size and the time of its last write.
fn files(folder: &Path) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let facts = entry.metadata().unwrap();
            if facts.is_dir() {
                left.push(entry.path());
            } else {
                found.insert(entry.path(), (facts.len(), facts.modified().unwrap()));
            }
        }
    }
    found
}
