//! The verbs, one file each.

mod accounts;
mod backup;
mod conflicts;
mod demo;
mod doctor;
mod emulate;
mod errors;
mod map;
mod objects;
mod pair;
mod passes;
mod record;
mod runs;
pub mod version;

use crosswalk_app::words::Words;
use crosswalk_app::{Both, RecordRef};

use crate::args::{Cli, Verb};
use crate::exit::{Exit, Failure};
use crate::say::Say;
use crate::session::Session;

/// How a verb ends.
pub type End = Result<Exit, Failure>;

/// Does what was asked for.
pub async fn run(cli: Cli, say: &Say) -> End {
    let session = Session { global: &cli.global, say };
    match cli.verb {
        Verb::Demo(args) => demo::run(&cli.global, args, say).await,
        Verb::Emulate(args) => emulate::run(args, say).await,
        Verb::Accounts(verb) => accounts::run(&session, verb).await,
        Verb::Pair(verb) => pair::run(&session, verb).await,
        Verb::Map(verb) => map::run(&session, verb).await,
        Verb::Plan(args) => passes::plan(&session, args).await,
        Verb::Apply(args) => passes::apply(&session, args).await,
        Verb::Sync(args) => passes::sync(&session, args).await,
        Verb::Sweep(pair) => passes::sweep(&session, pair).await,
        Verb::Undo { what, pair } => passes::undo(&session, &what, pair).await,
        Verb::Runs(verb) => runs::run(&session, verb).await,
        Verb::Errors(verb) => errors::run(&session, verb).await,
        Verb::Conflicts(verb) => conflicts::run(&session, verb).await,
        Verb::Record(verb) => record::run(&session, verb).await,
        Verb::Backup(verb) => backup::run(&session, verb).await,
        Verb::Doctor => doctor::run(&session),
        Verb::Completions { shell } => version::completions(shell, say),
        Verb::Manual { folder } => version::manual(&folder, say),
        Verb::Version => version::run(say),
    }
}

/// Asks of a person or the system that the program ends. They are heard from its making on: before,
/// they end the program at once.
pub struct AskedToEnd {
    #[cfg(unix)]
    by_system: tokio::signal::unix::Signal,
    #[cfg(unix)]
    by_person: tokio::signal::unix::Signal,
}

impl AskedToEnd {
    /// # Errors
    /// The system's, where it hands out no signals.
    pub fn listen() -> std::io::Result<AskedToEnd> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(AskedToEnd {
                by_system: signal(SignalKind::terminate())?,
                by_person: signal(SignalKind::interrupt())?,
            })
        }
        #[cfg(not(unix))]
        Ok(AskedToEnd {})
    }

    /// Returns when one comes.
    ///
    /// # Errors
    /// As [`AskedToEnd::listen`].
    pub async fn came(mut self) -> std::io::Result<()> {
        #[cfg(unix)]
        {
            tokio::select! {
                _ = self.by_person.recv() => Ok(()),
                _ = self.by_system.recv() => Ok(()),
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await
    }
}

/// `Contact 003… = contacts 905`, with a dash where there is no record.
fn ends(both: &Both<Option<RecordRef>>, words: &Words) -> String {
    let text = |end: &Option<RecordRef>| {
        end.as_ref().map_or_else(|| "–".to_owned(), |at| format!("{} {}", at.object, at.id))
    };
    let facts = [("salesforce", text(&both.salesforce)), ("hubspot", text(&both.hubspot))];
    words.say("ends", &facts)
}

/// The first rows, and how many more there are.
fn first<T>(rows: &[T], most: usize, words: &Words, line: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = rows.iter().take(most).map(line).collect();
    let more = rows.len().saturating_sub(most);
    if more > 0 {
        let facts = [("count", more.to_string()), ("total", rows.len().to_string())];
        lines.push(words.say("more-rows", &facts));
    }
    lines
}
