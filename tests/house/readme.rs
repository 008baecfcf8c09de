//! README.md: short, and every command in it true.

use crate::tree::{Text, root, sources};
use crate::{Findings, expect_none, expect_one};

const WORDS: usize = 1_600;

fn too_long(readme: &str) -> Findings {
    let words = readme.split_whitespace().count();
    if words < WORDS { Vec::new() } else { vec![format!("README.md: {words} words")] }
}

/// Verbs after `command` in the README that no variant in `room`'s sources is named after.
fn unknown_verbs(readme: &str, command: &str, room: &str, sources: &[Text]) -> Findings {
    let code: Vec<&str> =
        sources.iter().filter(|file| file.room() == room).map(|file| file.text.as_str()).collect();
    let known = |verb: &&str| {
        let variant = pascal_case(verb);
        code.iter().any(|text| declares(text, &variant))
    };
    let verbs = verbs_after(readme, command);
    let unknown = verbs.into_iter().filter(|verb| !known(verb));
    unknown.map(|verb| format!("README.md: `{command} {verb}` does not exist")).collect()
}

/// The words that follow `command` where it opens a code span or a line of a code block.
fn verbs_after<'a>(readme: &'a str, command: &str) -> Vec<&'a str> {
    let opened = [format!("`{command} "), format!("\n{command} ")];
    let found = opened.iter().flat_map(|start| readme.split(start.as_str()).skip(1));
    let verb = |rest: &'a str| {
        rest.split(|letter: char| !letter.is_ascii_lowercase() && letter != '-').next()
    };
    found.filter_map(verb).filter(|verb| !verb.is_empty() && !verb.starts_with('-')).collect()
}

fn pascal_case(verb: &str) -> String {
    let capital = |part: &str| part[..1].to_ascii_uppercase() + &part[1..];
    verb.split('-').filter(|part| !part.is_empty()).map(capital).collect()
}

/// Whether a line opens with the variant: `Demo {`, `Demo(…)`, `Demo,`.
fn declares(text: &str, variant: &str) -> bool {
    let opens = |line: &str| {
        let rest = line.trim_start().strip_prefix(variant)?;
        Some(rest.trim_start().starts_with(['{', '(', ',']))
    };
    text.lines().filter_map(opens).any(|opened| opened)
}

/// The rooms that the README's map leaves out.
fn unmapped_rooms(readme: &str, rooms: &[String]) -> Findings {
    let unmapped = rooms.iter().filter(|room| !readme.contains(&format!("| `{room}` |")));
    unmapped.map(|room| format!("README.md: the map leaves out {room}")).collect()
}

fn rooms() -> Vec<String> {
    let crates = std::fs::read_dir(root().join("src-tauri/crates")).expect("the crates' folder");
    let folder = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("a readable entry");
        let is_crate = entry.path().join("Cargo.toml").exists();
        is_crate.then(|| entry.file_name().into_string().expect("a UTF-8 name"))
    };
    crates.filter_map(folder).collect()
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("README.md")
}

#[test]
fn is_short() {
    expect_none(&too_long(&readme()));
    expect_one(&too_long(&"word ".repeat(WORDS)), "1600 words");
}

#[test]
fn names_only_verbs_that_exist() {
    let readme = readme();
    let sources = sources();
    assert!(verbs_after(&readme, "cargo xtask").contains(&"demo"));
    assert!(verbs_after(&readme, "cargo xtask").contains(&"test"));
    expect_none(&unknown_verbs(&readme, "cargo xtask", "xtask", &sources));
    expect_none(&unknown_verbs(&readme, "crosswalk", "cli", &sources));
    let planted = "Run `cargo xtask fly-away` or\n```\ncargo xtask demo\n```\n";
    expect_one(&unknown_verbs(planted, "cargo xtask", "xtask", &sources), "fly-away");
}

/// CI must run the README's test command with its longer settings, and nothing of its own.
fn commands_of_ci(script: &str) -> Vec<&str> {
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter(|line| line.contains("cargo") || line.contains("npm")).collect()
}

#[test]
fn ci_runs_the_readmes_command() {
    let script = std::fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    assert_eq!(commands_of_ci(&script), ["exec cargo xtask test --long \"$@\""]);
    assert!(readme().contains("`cargo xtask test --long` is what CI runs"));
    let planted = "cargo build\nexec cargo xtask test --long\n";
    assert_eq!(commands_of_ci(planted).len(), 2);
}

#[test]
fn maps_every_room() {
    expect_none(&unmapped_rooms(&readme(), &rooms()));
    expect_one(&unmapped_rooms(&readme(), &["attic".to_owned()]), "attic");
}
