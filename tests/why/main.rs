//! `record why` over a seeded pair of accounts: it answers for everybody, what it shows is what
//! the CRMs hold, and what it says is what the rules say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod cases;
mod stories;
mod truth;

use std::sync::{Arc, Mutex, PoisonError};

use cases::{CASES, Case, End, Who};
use crosswalk_app::why::Why;
use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::seed::{Company, Person, SeedPlan, company, fill, people};
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use serde_json::{Map, Value};

/// A seed whose people hold one for every row of the table.
const SEED: u64 = 722;
/// Enough for every class and kind of dirt.
const PEOPLE: u64 = 300;
const COMPANIES: u64 = PEOPLE / 4;

/// Seeded accounts after an applied plan and a pass by itself, and what was planted.
async fn seeded() -> (World, Value) {
    let manifest = Arc::new(Mutex::new(Value::Null));
    let told = Arc::clone(&manifest);
    let beginning = Beginning {
        objects: ["companies", "contacts", "deals"].map(str::to_owned).to_vec(),
        ..Beginning::long()
    };
    let world = World::begin(beginning, move |emulator| {
        let plan = SeedPlan { seed: SEED, people: PEOPLE, portal: None, org: None };
        let planted = fill(emulator, &plan).expect("a seed");
        *told.lock().unwrap_or_else(PoisonError::into_inner) = planted;
    })
    .await;
    world.apply().await;
    world.sync().await;
    let manifest = manifest.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (world, manifest)
}

type Held = Map<String, Value>;

/// Every contact of both sides, as the CRMs hold them.
fn contacts(world: &World) -> Vec<(Side, &'static str, String, Held)> {
    let mut all = Vec::new();
    for (side, objects) in [(HubSpot, &["contacts"][..]), (Salesforce, &["Contact", "Lead"][..])] {
        for object in objects {
            let records = world.records(side, object);
            all.extend(records.into_iter().map(|(id, held)| (side, *object, id, held)));
        }
    }
    all
}

/// The one answer for a record's id.
fn answer(world: &World, id: &str) -> Why {
    let mut all = world.app.why(world.pair, id).unwrap_or_else(|why| panic!("{id}: {why}"));
    assert_eq!(all.len(), 1, "{id}: {all:#?}");
    all.remove(0)
}

#[tokio::test(start_paused = true)]
async fn p2_why_answers_for_everybody_with_what_the_crms_hold() {
    let (world, _) = seeded().await;
    let tables = truth::Tables::of(&world);
    let words = Language::ALL.map(Words::of);
    let mut wrong = Vec::new();
    let all = contacts(&world);
    assert!(all.len() > 450, "both sides are full: {}", all.len());
    for (nth, (side, object, id, held)) in all.iter().enumerate() {
        let why = answer(&world, id);
        let at = why.records.get(*side).as_ref().expect("the record that was asked for");
        assert_eq!((at.object.as_str(), at.id.as_str()), (*object, id.as_str()));
        wrong.extend(tables.differences(&why));
        for words in &words {
            let sentence = words.reason(&why.reason);
            let whole = sentence.ends_with(['.', ')']) && !sentence.contains(['{', '}']);
            assert!(whole, "{id}: {sentence}");
            assert_ne!(words.state(why.state), format!("state-{}", why.state.as_str()));
        }
        let email = held.get(if *side == HubSpot { "email" } else { "Email" });
        if let Some(email) = email.and_then(Value::as_str).filter(|email| !email.is_empty()) {
            let by_email = world.app.why(world.pair, email).expect("an answer by e-mail");
            assert!(by_email.contains(&why), "{email}: {id} is not named");
        }
        if nth % 50 == 0 {
            let by_url = world.app.why(world.pair, &url(*side, object, id));
            assert_eq!(by_url.expect("an answer by URL"), vec![why], "{id}");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Where a person sees the record.
fn url(side: Side, object: &str, id: &str) -> String {
    match side {
        Salesforce => format!("https://acme.lightning.force.com/lightning/r/{object}/{id}/view"),
        HubSpot => format!("https://app.hubspot.com/contacts/4411001/record/0-1/{id}?x=1#top"),
    }
}

#[tokio::test(start_paused = true)]
async fn p2_why_says_what_the_rules_say() {
    let (world, manifest) = seeded().await;
    assert!(CASES.len() >= 40, "{}", CASES.len());
    let mut wrong = Vec::new();
    for case in CASES {
        let Some(id) = asked(&world, &manifest, case) else {
            wrong.push(format!("{}: nobody is so", case.label()));
            continue;
        };
        let why = answer(&world, &id);
        wrong.extend(disagreement(case, &why));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// How an answer differs from a case's labels, with what it says instead.
fn disagreement(case: &Case, why: &Why) -> Option<String> {
    let decided = |(side, field, ruling): &(Side, &str, &str)| {
        why.writes.iter().any(|write| {
            write.side == *side
                && write.field.as_deref() == Some(*field)
                && write.ruling.as_deref() == Some(*ruling)
        })
    };
    let names = |field: &&str| why.reason.detail.get("field").is_some_and(|it| it == field);
    let agree = why.reason.code == case.code
        && case.states().contains(&why.state)
        && case.wrote.as_ref().is_none_or(decided)
        && case.names.as_ref().is_none_or(names);
    let said = Words::of(Language::English).reason(&why.reason);
    let wrote: Vec<String> = why
        .writes
        .iter()
        .map(|it| format!("{:?}.{:?} by {:?}", it.side, it.field, it.ruling))
        .collect();
    let detail = &why.reason.detail;
    let errors: Vec<_> = why.errors.iter().map(|it| (&it.code, &it.field)).collect();
    (!agree).then(|| {
        format!("{}: {:?} {said} {detail:?} {errors:?}; wrote {wrote:?}", case.label(), why.state)
    })
}

/// The id of the record that a case asks about.
fn asked(world: &World, manifest: &Value, case: &Case) -> Option<String> {
    let person = |class, dirt: &[_], fits: fn(&Person, &Company) -> bool| {
        let all = people(SEED, PEOPLE).filter(|it| it.class == class && it.dirt == dirt);
        let mut fit = all.filter(|it| fits(it, &company(SEED, it.lot % COMPANIES)));
        fit.nth(case.nth)
    };
    let id_of = |key: &str, side: &str| {
        let id = manifest["ids"][key][side].as_str()?;
        (!id.is_empty()).then(|| id.to_owned())
    };
    match &case.who {
        Who::Person { class, dirt, fits, end } => {
            let key = person(*class, dirt, *fits)?.key();
            match end {
                End::HubSpot => id_of(&key, "hubspot"),
                End::Salesforce => id_of(&key, "salesforce"),
                End::Twin => twin(world, &key, &id_of(&key, "salesforce")?),
            }
        }
        Who::Company { fits, side } => {
            let staff = |index| people(SEED, PEOPLE).filter(move |it| it.lot % COMPANIES == index);
            let fitting = |index: &u64| {
                let staff: Vec<Person> = staff(*index).collect();
                fits(&company(SEED, *index), &staff)
            };
            let name = company(SEED, (0..COMPANIES).filter(fitting).nth(case.nth)?).name;
            let (object, field) = match side {
                HubSpot => ("companies", "name"),
                Salesforce => ("Account", "Name"),
            };
            let mut held = world.records(*side, object).into_iter();
            held.find(|(_, held)| held.get(field) == Some(&Value::from(name.as_str())))
                .map(|(id, _)| id)
        }
    }
}

/// The other Salesforce contact of an address.
fn twin(world: &World, email: &str, first: &str) -> Option<String> {
    let same = |held: &Held| {
        let other = held.get("Email").and_then(Value::as_str).unwrap_or_default();
        other.eq_ignore_ascii_case(email)
    };
    let mut all = world.records(Salesforce, "Contact").into_iter();
    all.find(|(id, held)| id != first && same(held)).map(|(id, _)| id)
}
