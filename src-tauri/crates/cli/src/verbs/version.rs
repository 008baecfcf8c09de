//! `crosswalk version`, and what a package takes along: completions and the manual.

use std::path::Path;

use clap::CommandFactory;
use serde::Serialize;

use super::End;
use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::say::{self, Say};

#[derive(Serialize)]
struct Version {
    version: &'static str,
    /// `(commit abc1234, 2026-11-23)`; empty where it was built outside of git.
    made_of: &'static str,
    pair_file: &'static str,
    json: &'static str,
}

/// `0.3.1 (commit abc1234, 2026-11-23)`.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("CROSSWALK_MADE_OF"));

pub fn run(say: &Say) -> End {
    let version = Version {
        version: env!("CARGO_PKG_VERSION"),
        made_of: env!("CROSSWALK_MADE_OF").trim_ascii_start(),
        pair_file: "1.0",
        json: say::FORMAT_VERSION,
    };
    say.data(&version, |_| format!("crosswalk {VERSION}"));
    Ok(Exit::Done)
}

pub fn completions(shell: clap_complete::Shell, say: &Say) -> End {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "crosswalk", &mut script);
    let script = String::from_utf8(script)
        .map_err(|error| Failure::of_machine(&say.words, ("machine-completions", ""), &error))?;
    say::out(&script);
    Ok(Exit::Done)
}

pub fn manual(folder: &Path, say: &Say) -> End {
    // `help` would be a page that says what every page says.
    let command = Cli::command().disable_help_subcommand(true);
    let name = folder.display().to_string();
    clap_mangen::generate_to(command, folder)
        .map_err(|error| Failure::of_machine(&say.words, ("machine-manual", &name), &error))?;
    Ok(Exit::Done)
}
