//! What the command line asks for.

use std::fmt;

use crate::fuzz;
use crate::plant;

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
usage: cargo xtask <verb>

  demo [ARGS]   build Crosswalk and open its window on emulated accounts; without a display run
                `crosswalk demo ARGS` in the terminal
    --window      the window whatever the display, as under `xvfb-run`
    --terminal    the terminal even where there is a display
  test          set up what the tests need, then format, lint, test, run the clients and audit
    --long        every seed and the slow checks too, as CI does; installs cargo-deny if missing
    --only NAMES  only these checks, parted by commas: fmt, ui, parts, browser, audit,
                  clients, clippy, tests, doctests, fuzz, window
  setup         only the set-up that `test` does first
  audit         only the dependency audit; installs cargo-deny if missing
  fuzz          bend what comes from outside for a minute each, by a fuzzer that sees where the code
                goes; what breaks something is kept in target/xtask/fuzz
    --seconds N   for so long each
  plant         plant one bug after the other in a copy of the sources and run the tests that must
                catch it; fails where one survives. The bugs are listed in tests/plants
    --only START  only those whose name begins so, such as S14 or engine.a-brake
    --list        only name them, and fail where one does not stand in the sources any more
  bench         time a first sync, an idle pass and a day's changes on emulated accounts, and
                print what they cost; judges nothing
    --people N,N  of these sizes instead of 10,000 and 100,000
  bundle        build the release and pack it as a .deb with both programs; wants Debian, and a
                quarter of an hour the first time. The settings for Windows and macOS in
                tauri.conf.json are reviewed and untested, and who builds there signs
    --check       install it on a bare Debian from the mirror, start it from its desktop entry,
                  carry the demo's plan out in it, and remove it; wants root, and is no part of
                  `test`, which would take twice as long
  rules         list the rules of the connector that no test shows yet, and fail where there are any
  types         write the interface's types from the Rust ones
  emulator      what the emulator can do, and the test that shows each feature
    --prove       run each of these tests with its feature off: it must then fail
  help          this text";

/// A parsed command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Installs what the tests need.
    Setup,
    /// Runs the product's demo with these arguments.
    Demo {
        /// Where.
        place: Place,
        /// Passed on as they are.
        arguments: Vec<String>,
    },
    /// Runs the checks.
    Test(Wanted),
    /// Checks the dependencies.
    Audit,
    /// Writes the interface's types.
    Types,
    /// Asks that every rule has a test.
    Rules,
    /// Prints what keeping in step costs.
    Bench {
        /// How many people each emulated world has.
        people: Vec<u64>,
    },
    /// Packs the release.
    Bundle(Then),
    /// Bends what comes from outside.
    Fuzz {
        /// How long each target.
        seconds: u64,
    },
    /// Plants bugs that the tests must catch.
    Plant(plant::Wanted),
    /// Tells of the emulator.
    Emulator(Ask),
    /// Prints the usage.
    Help,
}

/// Where a person wants to see the demo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the window where there is a display, else in the terminal.
    #[default]
    Fitting,
    /// In the window.
    Window,
    /// In the terminal.
    Terminal,
}

/// What comes after the package is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Rest,
    /// It is installed and started.
    Check,
}

/// What a person wants to know of the emulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// What it can do.
    List,
    /// Whether each feature is missed when it is off.
    Prove,
}

/// Which checks a person wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How much of them.
    pub length: Length,
    /// Only these; all when empty.
    pub only: Vec<Check>,
}

/// How much a check does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// What a person waits for: under five minutes when warm.
    #[default]
    Short,
    /// What CI does.
    Long,
}

/// One check, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The sources are formatted.
    Fmt,
    /// The interface: types and lint; and it builds.
    Ui,
    /// The interface's parts, each alone.
    Parts,
    /// The interface in Chromium: its pictures, their accessibility, and what a person does there.
    Browser,
    /// The dependencies: advisories, licences, bans, sources.
    Audit,
    /// Public clients, against the emulator.
    Clients,
    /// No lint speaks.
    Clippy,
    /// The workspace's tests.
    Tests,
    /// The examples in the documentation.
    Doctests,
    /// What comes from outside, bent by a fuzzer.
    Fuzz,
    /// The real window, driven on a display of its own.
    Window,
}

impl Check {
    /// All, in order.
    pub const ALL: [Self; 11] = [
        Self::Fmt,
        Self::Ui,
        Self::Parts,
        Self::Browser,
        Self::Audit,
        Self::Clients,
        Self::Clippy,
        Self::Tests,
        Self::Doctests,
        Self::Fuzz,
        Self::Window,
    ];

    /// The word for `--only`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Ui => "ui",
            Self::Parts => "parts",
            Self::Browser => "browser",
            Self::Clippy => "clippy",
            Self::Tests => "tests",
            Self::Doctests => "doctests",
            Self::Fuzz => "fuzz",
            Self::Window => "window",
            Self::Clients => "clients",
            Self::Audit => "audit",
        }
    }
}

/// Words that ask for nothing we know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(String);

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads the arguments after `cargo xtask`.
pub fn parse(arguments: &[String]) -> Result<Verb, Unknown> {
    let Some((verb, rest)) = arguments.split_first() else { return Ok(Verb::Help) };
    match verb.as_str() {
        "demo" => Ok(demo(rest)),
        "test" => wanted(rest).map(Verb::Test),
        "setup" => alone(Verb::Setup, rest),
        "audit" => alone(Verb::Audit, rest),
        "types" => alone(Verb::Types, rest),
        "rules" => alone(Verb::Rules, rest),
        "fuzz" => match rest {
            [word, time] if word == "--seconds" => Ok(Verb::Fuzz { seconds: number(time)? }),
            _ => alone(Verb::Fuzz { seconds: fuzz::BRIEFLY }, rest),
        },
        "plant" => plants(rest).map(Verb::Plant),
        "bench" => match rest {
            [] => Ok(Verb::Bench { people: BENCHED.to_vec() }),
            [word, sizes] if word == "--people" => {
                Ok(Verb::Bench { people: sizes.split(',').map(number).collect::<Result<_, _>>()? })
            }
            _ => alone(Verb::Help, rest),
        },
        "bundle" => match rest {
            [word] if word == "--check" => Ok(Verb::Bundle(Then::Check)),
            _ => alone(Verb::Bundle(Then::Rest), rest),
        },
        "emulator" => match rest {
            [word] if word == "--prove" => Ok(Verb::Emulator(Ask::Prove)),
            _ => alone(Verb::Emulator(Ask::List), rest),
        },
        "help" | "--help" | "-h" => Ok(Verb::Help),
        _ => Err(Unknown(format!("unknown verb `{verb}`"))),
    }
}

/// The demo; what is not about its place is passed on.
fn demo(rest: &[String]) -> Verb {
    let place = match rest.first().map(String::as_str) {
        Some("--window") => Place::Window,
        Some("--terminal") => Place::Terminal,
        Some(_) | None => Place::Fitting,
    };
    let passed = if place == Place::Fitting { rest } else { rest.get(1..).unwrap_or_default() };
    Verb::Demo { place, arguments: passed.to_vec() }
}

/// The sizes of the bars on memory and CPU.
const BENCHED: [u64; 2] = [10_000, 100_000];

fn number(text: &str) -> Result<u64, Unknown> {
    text.parse().map_err(|_| Unknown(format!("`{text}` is no number")))
}

fn alone(verb: Verb, rest: &[String]) -> Result<Verb, Unknown> {
    match rest.first() {
        None => Ok(verb),
        Some(argument) => Err(Unknown(format!("unexpected argument `{argument}`"))),
    }
}

fn wanted(arguments: &[String]) -> Result<Wanted, Unknown> {
    let mut wanted = Wanted::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--long" => wanted.length = Length::Long,
            "--only" => {
                let names = rest.next().ok_or(Unknown("`--only` needs names".to_owned()))?;
                wanted.only = names.split(',').map(check).collect::<Result<_, _>>()?;
            }
            _ => return Err(Unknown(format!("unexpected argument `{argument}`"))),
        }
    }
    Ok(wanted)
}

fn plants(arguments: &[String]) -> Result<plant::Wanted, Unknown> {
    let mut wanted = plant::Wanted { only: String::new(), act: plant::Act::Prove };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--list" => wanted.act = plant::Act::List,
            "--only" => {
                let start = rest.next().ok_or(Unknown("`--only` needs a name".to_owned()))?;
                wanted.only.clone_from(start);
            }
            _ => return Err(Unknown(format!("unexpected argument `{argument}`"))),
        }
    }
    Ok(wanted)
}

fn check(name: &str) -> Result<Check, Unknown> {
    let found = Check::ALL.into_iter().find(|check| check.name() == name);
    found.ok_or_else(|| Unknown(format!("unknown check `{name}`")))
}

#[cfg(test)]
mod tests;
