//! Exit codes. Frozen: scripts rely on them, so that none is ever renumbered.

use std::fmt;

use crosswalk_app::error::{ErrorKind, ErrorReport};
use crosswalk_app::words::Words;
use crosswalk_app::{AppError, RunResult};

macro_rules! exits {
    ($($(#[$meta:meta])* $exit:ident = $code:literal,)*) => {
        /// How a command ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Exit { $($(#[$meta])* $exit,)* }

        impl Exit {
            /// Every way.
            #[cfg(test)]
            pub const ALL: &'static [Exit] = &[$(Exit::$exit,)*];

            /// The code.
            pub const fn code(self) -> u8 {
                match self { $(Exit::$exit => $code,)* }
            }
        }
    };
}

exits! {
    /// Done, or nothing to do.
    Done = 0,
    /// It failed.
    Failed = 1,
    /// Wrong usage; clap ends with the same code.
    Usage = 2,
    /// The plan has changes (`--detailed-exitcode`).
    Changes = 3,
    /// A person has to sign in.
    SignIn = 4,
    /// Finished, and some records failed.
    SomeFailed = 5,
    /// Try later: a limit or the network.
    Later = 6,
    /// A brake held writes back.
    Braked = 7,
    /// Another instance holds the state.
    Held = 8,
    /// Interrupted.
    Interrupted = 130,
}

/// Why a command did not end well.
#[derive(Debug)]
pub struct Failure {
    /// How it ends.
    pub exit: Exit,
    /// What people and programs are told.
    pub report: ErrorReport,
}

impl Failure {
    /// Wrong usage that clap cannot see.
    pub fn usage(message: impl fmt::Display, remedy: String) -> Failure {
        Failure { exit: Exit::Usage, report: report("usage", message, remedy) }
    }

    /// The machine did not serve: a file, a terminal. `what` is a message of the list of words.
    pub fn of_machine(
        words: &Words,
        (what, file): (&str, &str),
        error: &dyn fmt::Display,
    ) -> Failure {
        let what = words.say(what, &[("file", file.to_owned())]);
        let message = format!("{what}: {error}");
        let remedy = words.say("machine-nothing", &[]);
        Failure { exit: Exit::Failed, report: report("machine", message, remedy) }
    }
}

fn report(code: &str, message: impl fmt::Display, remedy: String) -> ErrorReport {
    ErrorReport {
        code: code.to_owned(),
        message: message.to_string(),
        remedy,
        retryable: false,
        provider_text: None,
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let exit = match error.kind() {
            ErrorKind::Failed => Exit::Failed,
            ErrorKind::SignIn => Exit::SignIn,
            ErrorKind::Later => Exit::Later,
            ErrorKind::Held => Exit::Held,
            ErrorKind::Interrupted => Exit::Interrupted,
        };
        Failure { exit, report: error.report() }
    }
}

impl From<RunResult> for Exit {
    fn from(result: RunResult) -> Self {
        match result {
            RunResult::Done | RunResult::Planned => Exit::Done,
            RunResult::SomeFailed => Exit::SomeFailed,
            RunResult::Braked => Exit::Braked,
            RunResult::Failed | RunResult::Outdated => Exit::Failed,
            RunResult::Interrupted => Exit::Later,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    /// Never renumber: this table is part of what the command promises.
    #[test]
    fn codes_are_frozen() {
        let codes: Vec<(String, u8)> =
            Exit::ALL.iter().map(|exit| (format!("{exit:?}"), exit.code())).collect();
        let codes: Vec<(&str, u8)> =
            codes.iter().map(|(name, code)| (name.as_str(), *code)).collect();
        assert_eq!(
            codes,
            [
                ("Done", 0),
                ("Failed", 1),
                ("Usage", 2),
                ("Changes", 3),
                ("SignIn", 4),
                ("SomeFailed", 5),
                ("Later", 6),
                ("Braked", 7),
                ("Held", 8),
                ("Interrupted", 130),
            ]
        );
    }
}
