//! Sizes and names: small files, and words of the field in place of Manager and utils.

use crate::tree::{Text, sources, texts};
use crate::{Findings, expect_none, expect_one};

/// Lines that are neither blank nor a comment.
const CODE_LINES_PER_FILE: usize = 500;

const FILE_STEMS: [&str; 8] =
    ["utils", "util", "common", "types", "helpers", "helper", "misc", "shared"];

const TYPE_ENDINGS: [&str; 6] = ["Manager", "Helper", "Util", "Service", "Handler", "Processor"];

/// Other people's names for their things.
const FOREIGN_NAMES: [&str; 1] = ["SecretService"];

fn code_lines(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

fn long_files(sources: &[Text]) -> Findings {
    let counted = sources.iter().map(|file| (file, code_lines(&file.text)));
    counted
        .filter(|(_, lines)| *lines > CODE_LINES_PER_FILE)
        .map(|(file, lines)| format!("{}: {lines} code lines", file.path))
        .collect()
}

fn catch_all_files(files: &[Text]) -> Findings {
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.split('.').next().unwrap_or(name).to_owned()
    };
    let code = |file: &&Text| {
        [".rs", ".ts", ".tsx", ".js", ".mjs", ".py"].iter().any(|end| file.path.ends_with(end))
    };
    let named = files.iter().filter(code).filter(|file| {
        let folders = file.path.split('/').rev().skip(1);
        FILE_STEMS.contains(&stem(&file.path).as_str())
            || folders.into_iter().any(|folder| FILE_STEMS.contains(&folder))
    });
    named.map(|file| format!("{}: the name says nothing", file.path)).collect()
}

fn empty_type_names(sources: &[Text]) -> Findings {
    let in_file = |file: &Text| -> Findings {
        let names = file.text.lines().filter_map(declared_type);
        names
            .filter(|name| TYPE_ENDINGS.iter().any(|ending| name.ends_with(ending)))
            .filter(|name| !FOREIGN_NAMES.contains(name))
            .map(|name| format!("{}: `{name}` says nothing", file.path))
            .collect()
    };
    sources.iter().flat_map(in_file).collect()
}

/// The name that a line declares: `pub(crate) struct Name<T> {` gives `Name`.
fn declared_type(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
    words.next().filter(|word| matches!(*word, "struct" | "enum" | "trait" | "type"))?;
    words.next()?.split(|letter: char| !letter.is_alphanumeric()).next()
}

#[test]
fn files_are_short() {
    expect_none(&long_files(&sources()));
    let long = Text::new("src-tauri/crates/app/src/a.rs", &"call();\n".repeat(501));
    expect_one(&long_files(&[long]), "501");
    let commented = "call();\n".repeat(500) + &"\n// why\n".repeat(50);
    expect_none(&long_files(&[Text::new("src-tauri/crates/app/src/a.rs", &commented)]));
}

#[test]
fn no_file_is_a_drawer() {
    expect_none(&catch_all_files(&texts()));
    for path in ["src-tauri/crates/app/src/utils.rs", "ui/src/common/date.ts", "ui/src/types.ts"] {
        expect_one(&catch_all_files(&[Text::new(path, "")]), path);
    }
}

#[test]
fn types_are_named_after_things() {
    expect_none(&empty_type_names(&sources()));
    for line in ["pub struct SyncManager {", "trait RowHandler: Send {", "enum RowProcessor<T> {"] {
        let planted = Text::new("src-tauri/crates/app/src/a.rs", line);
        expect_one(&empty_type_names(&[planted]), "says nothing");
    }
    let comment = Text::new("a.rs", "// no struct Manager here");
    expect_none(&empty_type_names(&[comment]));
}
