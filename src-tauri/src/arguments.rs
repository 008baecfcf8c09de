//! What the program is started with.

use std::fmt;
use std::path::PathBuf;

use crosswalk_app::desk::Wish;

/// What is printed for arguments that are none.
pub const USAGE: &str = "\
usage: crosswalk-desktop [--demo [--seed N] [--people N]] [--home FOLDER] [--in-tray]
                         [--development] [--sync | --pause]

  --demo         two pretend accounts on this machine, in a state folder of their own
  --seed N       decides every record of the demo
  --people N     how many people the demo has
  --home FOLDER  keeps everything below this folder; so does CROSSWALK_HOME
  --in-tray      begins without showing the window, as at log-in
  --sync         syncs every pair now; a program that runs already does it
  --pause        pauses every pair; so does a program that runs already
  --development  lets the loopback through for accounts that are linked now";

/// The argument that the program starts with at log-in.
pub const IN_TRAY: &str = "--in-tray";

/// People of the demo unless said otherwise: enough to look like an account, and there in seconds.
const DEMO_PEOPLE: u64 = 200;

/// The demo's world unless said otherwise.
const DEMO_SEED: u64 = 1;

/// What the program is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// Whether to begin with the demo.
    pub begin: Begin,
    /// Decides every record of the demo.
    pub seed: u64,
    /// How many people the demo has.
    pub people: u64,
    /// Where everything is kept, where that is not the usual place.
    pub home: Option<PathBuf>,
    /// Whether the window is shown at once.
    pub showing: Showing,
    /// Which hosts may be reached.
    pub hosts: Hosts,
    /// What is asked of every pair once the program runs.
    pub wish: Option<Wish>,
}

/// Whether the window is shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// It is.
    Window,
    /// The tray brings it, or starting the program again.
    Tray,
}

/// With what the window begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// The person's own accounts.
    Own,
    /// The demo.
    Demo,
}

/// Which hosts may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hosts {
    /// The vendors'.
    Vendors,
    /// The loopback too.
    Loopback,
}

/// An argument that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(String);

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Arguments {
    /// Reads them.
    ///
    /// # Errors
    /// [`Unknown`].
    pub fn read(given: impl Iterator<Item = String>) -> Result<Arguments, Unknown> {
        let mut read = Arguments {
            begin: Begin::Own,
            seed: DEMO_SEED,
            people: DEMO_PEOPLE,
            home: None,
            showing: Showing::Window,
            hosts: Hosts::Vendors,
            wish: None,
        };
        let mut given = given;
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--demo" => read.begin = Begin::Demo,
                "--seed" => read.seed = number(&argument, given.next())?,
                "--people" => read.people = number(&argument, given.next())?,
                "--home" => read.home = Some(PathBuf::from(value(&argument, given.next())?)),
                IN_TRAY => read.showing = Showing::Tray,
                "--sync" => read.wish = Some(Wish::SyncNow),
                "--pause" => read.wish = Some(Wish::Pause),
                "--development" => read.hosts = Hosts::Loopback,
                _ => return Err(Unknown(format!("unexpected argument `{argument}`"))),
            }
        }
        Ok(read)
    }
}

fn value(name: &str, value: Option<String>) -> Result<String, Unknown> {
    value.ok_or_else(|| Unknown(format!("`{name}` needs a value")))
}

fn number(name: &str, given: Option<String>) -> Result<u64, Unknown> {
    let text = value(name, given)?;
    text.parse().map_err(|_| Unknown(format!("`{text}` is no number")))
}

#[cfg(test)]
mod tests;
