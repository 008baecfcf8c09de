//! Whose work is in the programs: each library with its licence, and the words that it asks to be
//! handed on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::checkout::Checkout;
use crate::shipped::{self, text};

/// What the built-in fonts and scripts of the interface are listed in.
const LOCK: &str = "package-lock.json";

/// How a file with such words begins, in capitals.
const NAMES: [&str; 4] = ["LICENSE", "LICENCE", "COPYING", "NOTICE"];

/// A library, as a person would name it, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Library {
    name: String,
    words: Vec<String>,
}

/// The whole text.
pub fn of(checkout: &Checkout) -> Result<String> {
    let crates = crates(&shipped::crates(checkout)?)?;
    let lock = fs::read_to_string(checkout.ui().join(LOCK)).context("read the interface's lock")?;
    let scripts = scripts(&checkout.ui(), &serde_json::from_str(&lock)?)?;
    Ok(written(&[crates, scripts].concat()))
}

fn crates(shipped: &[Value]) -> Result<Vec<Library>> {
    let library = |it: &Value| {
        let folder = text(&it["manifest_path"]);
        let folder = Path::new(&folder).parent().context("a crate has a folder")?;
        library(&text(&it["name"]), [&it["version"], &it["license"]], folder)
    };
    shipped.iter().map(library).collect()
}

/// What the interface is built of.
fn scripts(ui: &Path, lock: &Value) -> Result<Vec<Library>> {
    let packages = lock["packages"].as_object().context("a lock of version 3")?;
    let shipped = packages.iter().filter(|(path, it)| {
        !path.is_empty() && [&it["dev"], &it["optional"]].iter().all(|it| **it != true)
    });
    let library = |(path, it): (&String, &Value)| {
        let (_, name) = path.rsplit_once("node_modules/").unwrap_or(("", path));
        library(name, [&it["version"], &it["license"]], &ui.join(path))
    };
    shipped.map(library).collect()
}

fn library(name: &str, [version, licence]: [&Value; 2], folder: &Path) -> Result<Library> {
    let said = |value: &Value| value.as_str().unwrap_or("its own licence").to_owned();
    let name = format!("{name} {} ({})", said(version), said(licence));
    Ok(Library { name, words: words(folder)? })
}

fn words(folder: &Path) -> Result<Vec<String>> {
    // What npm leaves out on this system is in no build of it either.
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<BTreeSet<_>>>()?;
    let named = |path: &&std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file() && NAMES.iter().any(|begin| name.starts_with(begin))
    };
    let read = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).with_context(|| format!("read {}", path.display()))?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    paths.iter().filter(named).map(read).collect()
}

/// Each text once, below those whose it is.
fn written(libraries: &[Library]) -> String {
    let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for library in libraries {
        for words in &library.words {
            texts.entry(words).or_default().insert(&library.name);
        }
    }
    let line = "=".repeat(80);
    let all: BTreeSet<&str> = libraries.iter().map(|it| it.name.as_str()).collect();
    let mut said = format!("Crosswalk is built with:\n\n{}\n", listed(&all));
    for (text, whose) in texts {
        said.push_str(&format!("\n{line}\n{}\n\n{text}\n", listed(&whose)));
    }
    said
}

fn listed(names: &BTreeSet<&str>) -> String {
    let lines: Vec<String> = names.iter().map(|name| format!("  {name}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
