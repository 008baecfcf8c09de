//! What may stand in the root, and how a room opens.

use std::collections::BTreeSet;

use crate::tree::{Scope, Text, files, sources};
use crate::{Findings, expect_none, expect_one};

/// The entries that the design names. Dotfiles are free: tools look for them there.
const NAMED: [&str; 11] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "rust-toolchain.toml",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
];

/// What `src-tauri/` holds: the rooms, the shell, and what a package takes along.
const SHELL: [&str; 7] =
    ["Cargo.toml", "build.rs", "capabilities", "crates", "icons", "package", "src"];

fn unnamed_entries(files: &[String]) -> Findings {
    let top: BTreeSet<&str> = files.iter().filter_map(|path| path.split('/').next()).collect();
    let unnamed = |entry: &&str| !entry.starts_with('.') && !NAMED.contains(entry);
    let shell = files.iter().filter_map(|path| path.strip_prefix("src-tauri/")?.split('/').next());
    let beside: BTreeSet<&str> = shell.filter(|entry| !SHELL.contains(entry)).collect();
    top.into_iter()
        .filter(unnamed)
        .map(|entry| format!("{entry}: the design names no such entry in the root"))
        .chain(beside.into_iter().map(|entry| format!("src-tauri/{entry}: not in the design")))
        .collect()
}

fn rooms_without_an_invariant(sources: &[Text]) -> Findings {
    let opens_a_room = |file: &&Text| {
        let inside = file.path.strip_prefix("src-tauri/");
        let inside = inside.map(|path| path.strip_prefix("crates/").unwrap_or(path));
        inside.is_some_and(|path| {
            let (_, rest) = path.split_once("src/").unwrap_or((path, ""));
            matches!(rest, "lib.rs" | "main.rs")
        })
    };
    let header = |file: &Text| -> String {
        file.text.lines().take_while(|line| line.starts_with("//!")).collect()
    };
    let lacking = |file: &&Text| !header(file).contains("Invariant");
    let rooms = sources.iter().filter(opens_a_room).filter(lacking);
    rooms.map(|file| format!("{}: its `//!` header names no Invariant", file.path)).collect()
}

#[test]
fn the_root_holds_what_the_design_names() {
    expect_none(&unnamed_entries(&files(Scope::Tracked)));
    let planted = ["docs/notes.md", ".ci/run", "Cargo.toml"].map(str::to_owned);
    expect_one(&unnamed_entries(&planted), "docs");
    let planted = ["src-tauri/notes.md".to_owned()];
    expect_one(&unnamed_entries(&planted), "src-tauri/notes.md");
}

#[test]
fn every_room_opens_with_its_invariant() {
    expect_none(&rooms_without_an_invariant(&sources()));
    for bare in ["//! A room.\n", "// Invariant: none.\n", "//! A room.\n\n//! Invariant: late.\n"]
    {
        let planted = Text::new("src-tauri/crates/store/src/lib.rs", bare);
        expect_one(&rooms_without_an_invariant(&[planted]), "Invariant");
    }
    let shell = Text::new("src-tauri/src/main.rs", "fn main() {}\n");
    expect_one(&rooms_without_an_invariant(&[shell]), "src-tauri/src/main.rs");
}
