//! The app without a window: `crosswalk`.
//!
//! Invariant: a verb parses, calls one function of `app`, and prints; it decides nothing.

mod args;
mod csv;
mod exit;
mod progress;
mod say;
mod session;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::say::Say;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let say = Say::of(&cli.global);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let end = match runtime {
        Ok(runtime) => runtime.block_on(verbs::run(cli, &say)),
        Err(error) => Err(Failure::of_machine(&say.words, ("machine-start", ""), &error)),
    };
    let exit = end.unwrap_or_else(|failure| {
        say.failure(&failure);
        failure.exit
    });
    exit.into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}
