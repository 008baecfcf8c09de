//! Which crates of the programs hold code that the compiler does not check (SEC30). Ours hold none;
//! of the others each is named with the reason why it is trusted, and a new one is named until it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::shipped;

/// The crates that are trusted, by the reason why.
const TRUSTED: &str = include_str!("unsafe_code/trusted.txt");

/// Fails when a crate with unchecked code is not among the trusted ones, or one of those has none
/// any more.
pub fn check(checkout: &Checkout) -> Result<()> {
    let shipped = shipped::crates(checkout)?;
    let mut found = BTreeSet::new();
    for one in &shipped {
        let manifest = PathBuf::from(shipped::text(&one["manifest_path"]));
        if has_unsafe(manifest.parent().context("a crate has a folder")?)? {
            found.insert(one["name"].as_str().unwrap_or_default());
        }
    }
    let differences = differences(&found, &trusted(TRUSTED));
    println!("{} crates in the programs, {} with unsafe code", shipped.len(), found.len());
    if differences.is_empty() { Ok(()) } else { bail!("{}", differences.join("\n")) }
}

fn trusted(text: &str) -> BTreeSet<&str> {
    let names = text.lines().filter(|line| !line.starts_with('#'));
    names.flat_map(str::split_whitespace).collect()
}

fn differences(found: &BTreeSet<&str>, trusted: &BTreeSet<&str>) -> Vec<String> {
    let place = "src-tauri/crates/xtask/src/unsafe_code/trusted.txt";
    let new = found.difference(trusted).map(|name| {
        format!("{name} holds unsafe code and nobody has said why it is trusted: see {place}")
    });
    let gone = trusted.difference(found);
    let gone = gone.map(|name| format!("{name} holds no unsafe code any more: see {place}"));
    new.chain(gone).collect()
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
