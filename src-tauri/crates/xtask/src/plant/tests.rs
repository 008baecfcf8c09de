use std::fs;
use std::path::Path;

use super::*;

/// The rows of the seed that are rules.
fn rows(checkout: &Checkout) -> BTreeSet<String> {
    let rows = fs::read_to_string(checkout.root.join("tests/rules/rows.txt")).unwrap();
    let rules = rows.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim);
        let (id, kind) = (cells.next()?, cells.next()?);
        (id.starts_with('S') && kind == "rule").then(|| id.to_owned())
    });
    rules.collect()
}

#[test]
fn every_rule_of_the_seed_is_broken_once_and_the_engine_thirty_times() {
    let checkout = Checkout::here();
    let all = plants().unwrap();
    let broken: BTreeSet<String> = all.iter().filter_map(Plant::row).map(str::to_owned).collect();
    assert_eq!(broken, rows(&checkout));
    let engine = all.iter().filter(|plant| plant.row().is_none()).count();
    assert!(engine >= 30, "{engine}");
    let names: BTreeSet<&str> = all.iter().map(|plant| plant.name.as_str()).collect();
    assert_eq!(names.len(), all.len(), "no name stands in both lists");
}

#[test]
fn every_plant_stands_in_the_sources() {
    let plots = copy::plots(&Checkout::here().root, &plants().unwrap()).unwrap();
    assert!(plots.values().any(|text| text.contains("crate::planted::acts(\"S14.")), "none");
}

/// A rule is broken only if a test that carries it notices.
#[test]
fn a_broken_rule_is_caught_by_its_own_tests() {
    let other = |plant: &&Plant| {
        let row = plant.row().map(str::to_lowercase).unwrap_or_default();
        let number = |text: &str| text.trim_start_matches('s').parse::<u32>().ok();
        let of_row = |part: &String| {
            let range = part.split_once("_to_").map(|(from, to)| (number(from), to));
            let within = range.and_then(|(from, to)| {
                let last = number(to.split('_').next()?)?;
                Some((from?..=last).contains(&number(&row)?))
            });
            within.unwrap_or_else(|| part.contains(&format!("{row}_")))
        };
        plant.row().is_some() && !plant.by.iter().flat_map(|by| &by.parts).all(of_row)
    };
    let all = plants().unwrap();
    let others: Vec<&str> = all.iter().filter(other).map(|plant| plant.name.as_str()).collect();
    assert_eq!(others, Vec::<&str>::new());
}

/// Whether a test below a folder has this in its name.
fn has_test(folder: &Path, part: &str) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return has_test(&path, part);
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let names = text.lines().filter_map(|line| line.split_once("fn ")?.1.split('(').next());
        let mut names = names.filter(|_| path.extension().is_some_and(|it| it == "rs"));
        names.any(|name| name.contains(part))
    })
}

#[test]
fn the_tests_that_plants_name_are_there() {
    let root = Checkout::here().root;
    for plant in plants().unwrap() {
        for by in &plant.by {
            let folders = [
                root.join("tests").join(&by.program),
                root.join(copy::ROOMS).join(&by.program).join("src"),
            ];
            for part in &by.parts {
                let found = folders.iter().any(|folder| has_test(folder, part));
                assert!(found, "{}: {} has no test `{part}`", plant.name, by.program);
            }
        }
    }
}
