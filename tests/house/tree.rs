//! Reads the clone: its tracked files, its manifests, its sources.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A text file of the clone. The path is relative to the root, with `/`.
#[derive(Clone, Debug)]
pub struct Text {
    pub path: String,
    pub text: String,
    /// Whether it is compiled for tests only.
    pub is_test: bool,
}

impl Text {
    pub fn new(path: &str, text: &str) -> Self {
        let is_test = path.split('/').any(|part| part == "tests" || part == "tests.rs");
        Self { path: path.to_owned(), text: text.to_owned(), is_test }
    }

    /// The room that the file belongs to: a crate's folder, `shell`, or `tests`.
    pub fn room(&self) -> &str {
        if let Some(rest) = self.path.strip_prefix("src-tauri/crates/") {
            return rest.split('/').next().unwrap_or(rest);
        }
        if self.path.starts_with("src-tauri/") { "shell" } else { "tests" }
    }

    /// The lines that are not inside a `#[cfg(test)]` module at the end of the file, numbered
    /// from one. A whole test file has none.
    pub fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = if self.is_test { 0 } else { test_module_line(&self.text) };
        self.text.lines().enumerate().take(end).map(|(index, line)| (index + 1, line))
    }
}

/// The line of `#[cfg(test)]` that opens an inline module; the number of lines without one.
fn test_module_line(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let opens = |pair: &[&str]| {
        pair[0].trim() == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
    };
    lines.windows(2).position(opens).unwrap_or(lines.len())
}

/// The modules that a file declares under `#[cfg(test)]` in files of their own, as the start of
/// their paths: `src/a.rs` with `#[cfg(test)] mod rows;` gives `src/a/rows`.
fn test_modules(file: &Text) -> Vec<String> {
    let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
    let opens = ["/lib", "/main", "/mod"].iter().find_map(|name| stem.strip_suffix(name));
    let folder = opens.unwrap_or(stem);
    let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
    let pairs = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    let name = |line: &str| {
        let (_, name) = line.strip_suffix(';')?.split_once("mod ")?;
        Some(format!("{folder}/{name}"))
    };
    pairs.filter_map(|pair| name(pair[1])).collect()
}

/// Marks the files of test modules, which may have any name.
fn mark_test_modules(mut files: Vec<Text>) -> Vec<Text> {
    let modules: Vec<String> = files.iter().flat_map(test_modules).collect();
    let declared = |path: &str| {
        let rest = |module: &String| path.strip_prefix(module.as_str());
        modules.iter().filter_map(rest).any(|rest| rest == ".rs" || rest.starts_with('/'))
    };
    for file in &mut files {
        file.is_test |= declared(&file.path);
    }
    files
}

/// A `Cargo.toml`, read.
#[derive(Clone, Debug)]
pub struct Manifest {
    pub path: String,
    pub table: toml::Table,
}

impl Manifest {
    pub fn new(path: &str, text: &str) -> Self {
        let table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path: path.to_owned(), table }
    }

    pub fn room(&self) -> String {
        Text::new(&self.path, "").room().to_owned()
    }

    /// The crates that the manifest names, of every kind and for every target.
    pub fn dependencies(&self) -> Vec<String> {
        let targets = self.table.get("target").and_then(toml::Value::as_table);
        let per_target = targets.into_iter().flat_map(|all| all.values());
        let tables = per_target.filter_map(toml::Value::as_table);
        std::iter::once(&self.table).chain(tables).flat_map(named_in).collect()
    }
}

/// The crates of one table's three lists; a renamed one under its real name.
fn named_in(table: &toml::Table) -> Vec<String> {
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let lists = kinds.iter().filter_map(|kind| table.get(*kind)?.as_table());
    let real = |(name, spec): (&String, &toml::Value)| {
        spec.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()
    };
    lists.flat_map(|list| list.iter().map(real)).collect()
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files that git tracks, and with `untracked` those that it would add.
pub fn files(scope: Scope) -> Vec<String> {
    let mut git = Command::new("git");
    git.current_dir(root()).args(["ls-files", "-z", "--cached"]);
    if scope == Scope::Working {
        git.args(["--others", "--exclude-standard"]);
    }
    let output = git.output().expect("git is installed");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let listing = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let present = |path: &&str| !path.is_empty() && root().join(path).exists();
    listing.split('\0').filter(present).map(str::to_owned).collect()
}

/// Which files to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What git tracks.
    Tracked,
    /// That, and new files that are not ignored: a check sees a file before its commit.
    Working,
}

/// Every file that reads as text.
pub fn texts() -> Vec<Text> {
    let read = |path: String| {
        let text = std::fs::read_to_string(root().join(&path)).ok()?;
        Some(Text::new(&path, &text))
    };
    files(Scope::Working).into_iter().filter_map(read).collect()
}

/// The Rust sources.
pub fn sources() -> Vec<Text> {
    let is_rust = |file: &Text| Path::new(&file.path).extension().is_some_and(|end| end == "rs");
    mark_test_modules(texts().into_iter().filter(is_rust).collect())
}

pub fn manifests() -> Vec<Manifest> {
    let named = |path: &Text| path.path == "Cargo.toml" || path.path.ends_with("/Cargo.toml");
    let read = |file: Text| Manifest::new(&file.path, &file.text);
    texts().into_iter().filter(named).map(read).collect()
}

#[test]
fn reads_dependencies_of_every_kind() {
    let manifest = Manifest::new(
        "src-tauri/crates/x/Cargo.toml",
        "[dependencies]\na = \"1\"\nalias = { package = \"b\", version = \"1\" }\n\
         [dev-dependencies]\nc.workspace = true\n[build-dependencies]\nd = \"1\"\n\
         [target.'cfg(unix)'.dependencies]\ne = \"1\"\n",
    );
    let mut names = manifest.dependencies();
    names.sort();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    assert_eq!(manifest.room(), "x");
}

#[test]
fn finds_this_very_house() {
    assert!(manifests().len() >= 10);
    assert!(sources().iter().any(|file| file.path == "tests/house/tree.rs"));
    assert_eq!(Text::new("src-tauri/src/main.rs", "").room(), "shell");
    assert_eq!(Text::new("tests/house/tree.rs", "").room(), "tests");
}

#[test]
fn leaves_out_an_inline_test_module() {
    let file = Text::new("src-tauri/crates/x/src/a.rs", "one\n#[cfg(test)]\nmod tests {\ntwo\n}\n");
    assert_eq!(file.product_lines().collect::<Vec<_>>(), [(1, "one")]);
    let file = Text::new("src-tauri/crates/x/src/a/tests.rs", "one\n");
    assert_eq!(file.product_lines().count(), 0);
}

#[test]
fn knows_a_test_module_by_its_declaration() {
    let files = vec![
        Text::new("x/src/a/mod.rs", "mod b;\n#[cfg(test)]\npub(crate) mod script;\n"),
        Text::new("x/src/a/script.rs", "one\n"),
        Text::new("x/src/a/b.rs", "one\n"),
        Text::new("x/src/a/script/rows.rs", "one\n"),
    ];
    let marks: Vec<bool> = mark_test_modules(files).iter().map(|file| file.is_test).collect();
    assert_eq!(marks, [false, true, false, true]);
}
