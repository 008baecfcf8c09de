//! The verbs, one file each.

mod demo;
mod emulate;

use crate::args::{Cli, Verb};
use crate::exit::{Exit, Failure};
use crate::say::Say;

/// How a verb ends.
pub type End = Result<Exit, Failure>;

/// Does what was asked for.
pub async fn run(cli: Cli, say: &Say) -> End {
    match cli.verb {
        Verb::Demo(args) => demo::run(&cli.global, args, say).await,
        Verb::Emulate(args) => emulate::run(args).await,
    }
}

/// Returns when a person or the system asks the program to end.
pub async fn asked_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            came = tokio::signal::ctrl_c() => came,
            _ = term.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
