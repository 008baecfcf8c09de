//! Which crates of the programs hold code that the compiler does not check (SEC30). Ours hold none;
//! of the others each is named with the reason why it is trusted, and a new one is named until it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::checkout::Checkout;
use crate::step::Step;

/// The crates that were looked at, by the reason why they are trusted.
const REVIEWED: &str = include_str!("unsafe_code/reviewed.txt");

/// The programs that people install.
const PROGRAMS: [&str; 2] = ["crosswalk-shell", "crosswalk-cli"];

/// What they are built for here; another system has other crates below the same ones.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Fails when a crate with unchecked code is not among the reviewed ones, or one of those has none
/// any more.
pub fn check(checkout: &Checkout) -> Result<()> {
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--offline",
        "--filter-platform",
        PLATFORM,
    ];
    let asked = Step::new("ask for the crates", &checkout.root, &checkout.cargo, &arguments);
    let metadata: Value = serde_json::from_str(&asked.said()?).context("read the crates")?;
    let shipped = shipped(&metadata);
    let mut found = BTreeSet::new();
    for (name, folder) in &shipped {
        if has_unsafe(folder)? {
            found.insert(name.as_str());
        }
    }
    let reviewed = reviewed(REVIEWED);
    println!(
        "{} of the {} crates in the programs hold unsafe code; {} were reviewed",
        found.len(),
        shipped.len(),
        reviewed.len()
    );
    let differences = differences(&found, &reviewed);
    if differences.is_empty() { Ok(()) } else { bail!("{}", differences.join("\n")) }
}

fn reviewed(text: &str) -> BTreeSet<&str> {
    let names = text.lines().filter(|line| !line.starts_with('#'));
    names.flat_map(str::split_whitespace).collect()
}

fn differences(found: &BTreeSet<&str>, reviewed: &BTreeSet<&str>) -> Vec<String> {
    let place = "src-tauri/crates/xtask/src/unsafe_code/reviewed.txt";
    let new = found.difference(reviewed).map(|name| {
        format!("{name} holds unsafe code and nobody has said why it is trusted: see {place}")
    });
    let gone = reviewed.difference(found);
    let gone = gone.map(|name| format!("{name} holds no unsafe code any more: see {place}"));
    new.chain(gone).collect()
}

/// The foreign crates that end up in a program, and where their sources lie. What only builds or
/// tests is left out.
fn shipped(metadata: &Value) -> BTreeSet<(String, PathBuf)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|it| (text(&it["id"]), it)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|it| (text(&it["id"]), it)).collect();
    let starts = packages.iter().filter(|(_, it)| PROGRAMS.contains(&text(&it["name"]).as_str()));
    let mut wanted: Vec<String> = starts.map(|(id, _)| id.clone()).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let needs = |it: &Value| list(&it["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let of = nodes.get(&id).map(|it| list(&it["deps"])).unwrap_or_default();
        wanted.extend(of.iter().filter(|it| needs(it)).map(|it| text(&it["pkg"])));
    }
    let foreign =
        seen.iter().filter_map(|id| packages.get(id)).filter(|it| !it["source"].is_null());
    let place = |it: &Value| {
        let manifest = PathBuf::from(text(&it["manifest_path"]));
        manifest.parent().map(Path::to_path_buf).unwrap_or_default()
    };
    foreign.map(|it| (text(&it["name"]), place(it))).collect()
}

/// Whether any source of a crate holds unchecked code, its tests and examples apart.
fn has_unsafe(folder: &Path) -> Result<bool> {
    const APART: [&str; 4] = ["tests", "benches", "examples", "fuzz"];
    let entries = fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    for entry in entries {
        let path = entry.context("read an entry")?.path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        let found = if path.is_dir() {
            !APART.contains(&name) && has_unsafe(&path)?
        } else {
            let source = path.extension().is_some_and(|end| end == "rs") && name != "build.rs";
            source
                && is_unsafe(&String::from_utf8_lossy(&fs::read(&path).context("read a source")?))
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a source has the word before something that it makes unchecked, comments apart.
fn is_unsafe(source: &str) -> bool {
    const MADE: [&str; 5] = ["{", "fn ", "impl", "extern", "trait "];
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    source.lines().map(code).any(|line| {
        let mut places = line.match_indices("unsafe ");
        places.any(|(at, word)| {
            let alone = !line[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_');
            let rest = line[at + word.len()..].trim_start();
            alone && MADE.iter().any(|it| rest.starts_with(it))
        })
    })
}

#[cfg(test)]
mod tests;
