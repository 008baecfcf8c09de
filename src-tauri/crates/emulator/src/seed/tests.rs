use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::clock::Clock;
use crate::crm::tests::echoes;
use crate::emulator::Settings;
use crate::log::LogDepth;

fn planted(seed: u64, people: u64) -> (Emulator, Value) {
    let emulator = echoes(LogDepth::Counts);
    let plan = SeedPlan { seed, people, portal: None, org: None };
    let manifest = fill(&emulator, &plan).unwrap();
    (emulator, manifest)
}

#[test]
fn the_same_seed_plants_the_same_bytes_and_another_does_not() {
    let [(one, told), (same, told_again)] = [planted(7, 60), planted(7, 60)];
    assert_eq!(one.dump_all().to_string(), same.dump_all().to_string());
    assert_eq!(told, told_again);
    assert_ne!(planted(8, 60).0.dump_all(), one.dump_all());
}

#[test]
fn the_smallest_seed_shows_every_class_a_refusal_and_an_edited_pair() {
    for seed in 0..50 {
        let (_, manifest) = planted(seed, 10);
        let classes = manifest["classes"].as_object().unwrap();
        assert_eq!(classes.len(), 5, "seed {seed}: {classes:?}");
        for dirt in ["over_long", "lead", "missing_email", "opted_out", "duplicate", "case_only"] {
            assert!(!manifest["dirt"][dirt].as_array().unwrap().is_empty(), "seed {seed}: {dirt}");
        }
        let people: Vec<Person> = people(seed, 10).collect();
        let long = people.iter().find(|person| person.has(Dirt::OverLong)).unwrap();
        assert!(long.last.chars().count() > 80 && !long.in_salesforce());
        let edited = manifest["classes"]["edited_both"][0].as_str().unwrap();
        assert_eq!(manifest["differs"][edited], json!(["Title", "Phone"]));
        let deals = &manifest["counts"];
        assert_eq!(deals["acts.refused"], Value::Null, "seed {seed}");
        assert_ne!(manifest["owners"]["ann@crosswalk.example"]["hubspot"], "", "seed {seed}");
        assert!(deals["associations.contacts_companies"].as_u64().unwrap() > 0, "seed {seed}");
        assert!(deals.as_object().unwrap().keys().any(|name| name.starts_with("deals.")));
    }
}

#[test]
fn the_shares_are_about_what_they_should_be() {
    let n = 20_000;
    let count = |of: &dyn Fn(&Person) -> bool| people(3, n).filter(|person| of(person)).count();
    let rows: [(&str, usize, std::ops::Range<usize>); 5] = [
        ("both", count(&|p| p.in_hubspot() && p.in_salesforce()), 11_700..12_300),
        ("equal", count(&|p| p.class == Class::BothEqual), 8_100..8_700),
        ("hubspot", count(&|p| p.class == Class::OnlyHubSpot), 3_700..4_300),
        ("salesforce", count(&|p| p.class == Class::OnlySalesforce), 3_700..4_300),
        ("clean", count(&|p| p.dirt.is_empty()), 9_000..12_500),
    ];
    for (what, found, expected) in rows {
        assert!(expected.contains(&found), "{what}: {found}");
    }
}

/// As it stands in the records, and not only in what the seed says of itself.
#[test]
fn a_thousand_people_have_every_kind_of_dirt() {
    let noon = "2026-03-01T12:00:00Z".parse().unwrap();
    let emulator = Emulator::new(Settings::default(), Clock::manual(noon));
    fill(&emulator, &SeedPlan { seed: 5, people: 1_000, portal: None, org: None }).unwrap();
    let of = |vendor: Vendor, object: &str| -> Vec<Value> {
        let account = emulator.accounts(vendor).remove(0);
        let dump = emulator.dump(vendor, &account);
        dump["truth"][object].as_object().unwrap().values().cloned().collect()
    };
    let (here, there) = (of(Vendor::HubSpot, "contacts"), of(Vendor::Salesforce, "Contact"));
    let text = |record: &Value, field: &str| record[field].as_str().unwrap_or("").to_owned();
    let any = |records: &[Value], so: &dyn Fn(&Value) -> bool| records.iter().any(so);
    let mut addresses = BTreeSet::new();
    let twice = |it: &Value| !text(it, "Email").is_empty() && !addresses.insert(text(it, "Email"));
    let rows: [(&str, bool); 13] = [
        ("lead", !of(Vendor::Salesforce, "Lead").is_empty()),
        ("no first name", any(&there, &|it| text(it, "FirstName").is_empty())),
        ("no address", any(&here, &|it| text(it, "email").is_empty())),
        ("odd phone", any(&here, &|it| text(it, "phone").contains("ask for Åse"))),
        ("emoji", any(&there, &|it| text(it, "Title").contains('🚀'))),
        ("right to left", any(&here, &|it| text(it, "lastname").starts_with('ש'))),
        ("over-long", any(&here, &|it| text(it, "lastname").chars().count() > 80)),
        ("foreign option", any(&here, &|it| text(it, "salutation") == "Herr Dr.")),
        ("space behind", any(&here, &|it| text(it, "firstname").ends_with(' '))),
        ("capitals", any(&there, &|it| text(it, "Email").contains(char::is_uppercase))),
        ("same address", there.iter().map(twice).filter(|it| *it).count() > 0),
        ("opted out", any(&there, &|it| it["HasOptedOutOfEmail"] == true)),
        ("subscriber", any(&here, &|it| text(it, "lifecyclestage") == "subscriber")),
    ];
    for (what, shown) in rows {
        assert!(shown, "nobody has it: {what}");
    }
}

#[test]
fn addresses_are_unique_and_plain() {
    let emails: Vec<String> = people(1, 5_000).filter_map(|person| person.email).collect();
    let distinct: BTreeSet<&String> = emails.iter().collect();
    assert_eq!(distinct.len(), emails.len());
    for email in &emails {
        let plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".@-".contains(&byte);
        assert!(email.bytes().all(plain), "{email}");
        assert!(!email.starts_with('.') && !email.contains(".@"), "{email}");
        assert!(email.len() <= 80, "{email}");
    }
}

#[test]
fn equal_pairs_are_equal_and_differing_pairs_differ_where_it_says() {
    let pairs = [
        ("FirstName", "firstname"),
        ("Phone", "phone"),
        ("MobilePhone", "mobilephone"),
        ("Title", "jobtitle"),
        ("MailingCity", "city"),
        ("Salutation", "salutation"),
    ];
    let clean = people(5, 600).filter(|person| {
        person.in_hubspot() && person.in_salesforce() && !person.has(Dirt::TrailingSpace)
    });
    let mut differing_seen = 0;
    for person in clean {
        let ours = salesforce::contact(&person, "", "");
        let theirs = hubspot::contact(&person, None, "");
        let differing = salesforce::differing(&person);
        differing_seen += differing.len();
        for (here, there) in pairs {
            let named = here.strip_prefix("Mailing").unwrap_or(here);
            let expected = !differing.contains(&named);
            assert_eq!(ours.get(here) == theirs.get(there), expected, "{here} {person:?}");
        }
    }
    assert!(differing_seen > 50, "{differing_seen}");
}

#[test]
fn a_record_does_not_change_with_the_size_of_the_world() {
    assert_eq!(people(2, 10).last(), people(2, 500).nth(9));
}

#[test]
fn sizes_out_of_range_are_refused() {
    let emulator = echoes(LogDepth::Counts);
    for people in [0, 9, 1_000_001] {
        let plan = SeedPlan { seed: 1, people, portal: None, org: None };
        assert_eq!(fill(&emulator, &plan), Err(SeedError::Size(people)));
    }
}

#[test]
fn large_worlds_are_counted_and_not_listed() {
    let (_, manifest) = planted(1, LISTED + 1);
    assert_eq!(manifest["ids"], json!({}));
    assert_eq!(manifest["counts"]["people.nowhere"], Value::Null);
    let counts = manifest["counts"].as_object().unwrap().iter();
    let all: u64 = counts
        .filter(|(name, _)| name.starts_with("people."))
        .filter_map(|(_, count)| count.as_u64())
        .sum();
    assert_eq!(all, LISTED + 1);
}

#[test]
fn folding_leaves_letters_that_an_address_takes() {
    let rows = [
        ("Åse", "ase"),
        ("Łukasz", "lukasz"),
        ("D'Arcy", "darcy"),
        ("Weiß", "weiss"),
        ("Johnson Jr.", "johnsonjr"),
        ("ŚWIĘTLANA", "swietlana"),
        ("Sæther", "saether"),
    ];
    for (name, plain) in rows {
        assert_eq!(countries::folded(name), plain);
    }
}
