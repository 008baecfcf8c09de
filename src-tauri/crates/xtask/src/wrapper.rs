//! This program in the place of rustc, for the crates of the workspace alone: cargo calls it by a name
//! that says what for. What those crates are built of is built once, whatever is done to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::step::Step;

/// What is done beside compiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Each crate is linted as it is compiled. To lint by itself, cargo reads all that the crates are
    /// built of a second time, which takes a fifth of a cold run.
    Lint,
    /// Each crate is compiled with the coverage that the fuzzer reads.
    Cover,
    /// Each crate holds bugs that may be made to act. In a copy of the sources a crate goes by the name
    /// that it has here: compiled in another way, neither is taken for the other.
    Plant,
}

/// Where cargo reads whom to call.
const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";

/// Where it says whose crate it compiles.
const FOLDER: &str = "CARGO_MANIFEST_DIR";

impl Role {
    const ALL: [Role; 3] = [Role::Lint, Role::Cover, Role::Plant];

    const fn name(self) -> &'static str {
        match self {
            Role::Lint => "linting-rustc",
            Role::Cover => "covering-rustc",
            Role::Plant => "planting-rustc",
        }
    }

    /// The role that this process was called for, if cargo called it.
    pub fn of_this_process() -> Option<Role> {
        let called = std::env::args_os().next()?;
        let name = Path::new(&called).file_stem()?.to_str()?.to_owned();
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether what this process starts is compiled so already.
    pub fn is_on(self) -> bool {
        let called = std::env::var_os(WRAPPER).unwrap_or_default();
        Path::new(&called).file_stem().is_some_and(|it| it == self.name())
    }

    /// Puts this program under the role's name, and returns the variable that has cargo call it: one
    /// name each, since cargo tells apart by it what was compiled how.
    pub fn variable(self, checkout: &Checkout) -> Result<(&'static str, String)> {
        let name = format!("{}{}", self.name(), std::env::consts::EXE_SUFFIX);
        fs::create_dir_all(&checkout.kept).context("make the folder for the compiler's wrapper")?;
        let place = checkout.kept.join(name);
        let aside = format!("{}-{:?}.new", std::process::id(), std::thread::current().id());
        let aside = checkout.kept.join(aside);
        fs::copy(this_program()?, &aside).context("copy this program")?;
        fs::rename(&aside, &place).context("put the compiler's wrapper in place")?;
        Ok((WRAPPER, place.display().to_string()))
    }

    /// A step that compiles so.
    pub fn set(self, checkout: &Checkout, step: Step) -> Result<Step> {
        let (name, value) = self.variable(checkout)?;
        Ok(step.with(name, value))
    }

    /// Does what cargo called for: the arguments are a compiler and what it is to do.
    pub fn work(self, arguments: &[String]) -> Result<ExitCode> {
        let (rustc, rest) = arguments.split_first().context("no compiler was named")?;
        let checkout = Checkout::here();
        let folder = std::env::var_os(FOLDER).map(PathBuf::from).unwrap_or_default();
        let ours = folder.starts_with(&checkout.root) && compiles(rest);
        // The fuzzer's own crate is compiled nowhere else.
        let lints = self == Role::Lint || follows(rest, "--crate-name", "fuzz");
        let linted = if ours && lints { Some(lint(&checkout, rustc, rest)?) } else { None };
        let ended = match (linted.filter(|it| !it.success()), self) {
            (Some(refused), _) => refused,
            (None, Role::Cover) if ours => compile(rustc, rest, covered(rest))?,
            // A wrong decision may leave something without use, which nobody has to read.
            (None, Role::Plant) if ours => compile(rustc, rest, &["--cap-lints=allow"])?,
            (None, Role::Lint | Role::Cover | Role::Plant) => compile(rustc, rest, &[])?,
        };
        let code = ended.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
        Ok(ExitCode::from(code))
    }
}

/// This program's file. The build of all programs may have put another one in its place by now: Linux
/// hands out the one that runs.
fn this_program() -> Result<PathBuf> {
    if cfg!(target_os = "linux") {
        return Ok(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe().context("find this program")
}

fn compile(rustc: &str, arguments: &[String], more: &[&str]) -> Result<ExitStatus> {
    Command::new(rustc).args(arguments).args(more).status().context("run rustc")
}

/// Whether rustc is to compile anything; else it is only asked about itself.
fn compiles(arguments: &[String]) -> bool {
    arguments.iter().any(|it| it.starts_with("--emit"))
        && !follows(arguments, "--crate-name", "___")
}

fn follows(arguments: &[String], word: &str, value: &str) -> bool {
    arguments.windows(2).any(|two| two[0] == word && two[1].starts_with(value))
}

/// LLVM's coverage, in what stable Rust takes: libFuzzer reads the counters and the comparisons.
const COVERAGE: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Nothing for what runs while things are built, or stands in for a vendor.
fn covered(arguments: &[String]) -> &'static [&'static str] {
    let builds = follows(arguments, "--crate-name", "build_script")
        || follows(arguments, "--crate-type", "proc-macro");
    let stands_in = follows(arguments, "--crate-name", "crosswalk_emulator");
    if builds || stands_in { &[] } else { &COVERAGE }
}

/// Clippy over the crate that rustc is to compile, with every warning an error, and nothing kept.
fn lint(checkout: &Checkout, rustc: &str, arguments: &[String]) -> Result<ExitStatus> {
    let scratch = checkout.kept.join("linted").join(std::process::id().to_string());
    fs::create_dir_all(&scratch).context("make a folder for what is linted")?;
    let mut clippy = Command::new("clippy-driver");
    clippy.arg(rustc).args(linted(arguments, &scratch));
    // How cargo-clippy hands its own arguments on.
    clippy.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    let ended = clippy.status();
    fs::remove_dir_all(&scratch).ok();
    match ended {
        Ok(ended) => Ok(ended),
        Err(error) => bail!("clippy-driver does not start ({error}): install Rust's clippy"),
    }
}

/// The same arguments for looking only: nothing is generated, nobody is told of a file, and what
/// rustc remembers of the crate is left to it.
fn linted(arguments: &[String], scratch: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match (argument.as_str(), rest.as_slice().first()) {
            ("--out-dir", Some(_)) => {
                rest.next();
                out.extend([argument.clone(), scratch.display().to_string()]);
            }
            ("-C", Some(next)) if next.starts_with("incremental=") => {
                rest.next();
            }
            (word, _) if word.starts_with("--emit") => out.push("--emit=metadata".to_owned()),
            (word, _) if word.starts_with("--json=") => {
                let wanted = word["--json=".len()..].split(',').filter(|it| *it != "artifacts");
                out.push(format!("--json={}", wanted.collect::<Vec<_>>().join(",")));
            }
            _ => out.push(argument.clone()),
        }
    }
    out
}

#[cfg(test)]
mod tests;
