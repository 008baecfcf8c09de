//! What a person is told when something does not work: a code, a sentence, a remedy.

use crosswalk_engine::PassError;
use crosswalk_model::secrets::VaultError;
use crosswalk_model::{ConnectorError, Side};
use crosswalk_reconcile::mapping::Flaw;
use crosswalk_store::StoreError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An error for people and programs.
#[derive(Debug, Error)]
pub enum AppError {
    /// The state did not serve.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A pass ended early.
    #[error(transparent)]
    Pass(#[from] PassError),
    /// A vendor did not serve.
    #[error("{}: {error}", .side.product())]
    Vendor {
        /// Which.
        side: Side,
        /// Why.
        error: ConnectorError,
    },
    /// The vault did not serve.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such thing.
    #[error("there is no {what} {name}")]
    NoSuch {
        /// The kind of thing.
        what: &'static str,
        /// What was asked for.
        name: String,
    },
    /// A pair file that does not fit.
    #[error("the mapping does not fit: {}", flaws(.0))]
    Flawed(Vec<Flaw>),
    /// A file that does not read.
    #[error("{0}")]
    BadFile(String),
    /// A plan file that does not read, or cannot be written.
    #[error("{0}")]
    PlanFile(String),
    /// A plan that was made for something else than what is there now.
    #[error("the plan does not hold any more: {0}")]
    PlanVoid(String),
    /// What was asked for is refused; the text says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// The emulator did not start.
    #[error("the emulator did not start: {0}")]
    Emulator(String),
}

/// What a program is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReport {
    /// A stable code.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Whether trying again later may help by itself.
    pub retryable: bool,
    /// The vendor's own words, where there are any.
    pub provider_text: Option<String>,
}

/// The kinds that exit codes are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// It failed.
    Failed,
    /// A person has to sign in.
    SignIn,
    /// Try later: a limit or the network.
    Later,
    /// Another instance holds the state.
    Held,
    /// Somebody stopped it.
    Interrupted,
}

impl AppError {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            AppError::Store(StoreError::Locked(_))
            | AppError::Pass(PassError::Store(StoreError::Locked(_))) => ErrorKind::Held,
            AppError::Pass(PassError::Connector(error)) | AppError::Vendor { error, .. } => {
                of_connector(error)
            }
            AppError::Pass(PassError::Stopped(_)) => ErrorKind::Interrupted,
            AppError::Store(_)
            | AppError::Pass(
                PassError::Store(_)
                | PassError::NotReady(_)
                | PassError::Protocol(_)
                | PassError::Endless(_),
            )
            | AppError::Vault(_)
            | AppError::NoSuch { .. }
            | AppError::Flawed(_)
            | AppError::BadFile(_)
            | AppError::PlanFile(_)
            | AppError::PlanVoid(_)
            | AppError::Refused(_)
            | AppError::Emulator(_) => ErrorKind::Failed,
        }
    }

    /// What a program is told.
    #[must_use]
    pub fn report(&self) -> ErrorReport {
        let (code, remedy) = self.code_and_remedy();
        ErrorReport {
            code: code.to_owned(),
            message: self.to_string(),
            remedy: remedy.to_owned(),
            retryable: self.kind() == ErrorKind::Later,
            provider_text: self.vendor_words(),
        }
    }

    fn vendor_words(&self) -> Option<String> {
        let (AppError::Vendor { error, .. } | AppError::Pass(PassError::Connector(error))) = self
        else {
            return None;
        };
        match error {
            ConnectorError::NotAllowed(words)
            | ConnectorError::Unavailable(words)
            | ConnectorError::Refused(words) => Some(words.message.clone()),
            ConnectorError::SignInNeeded { .. }
            | ConnectorError::LimitReached { .. }
            | ConnectorError::Unreachable(_)
            | ConnectorError::NoSuchObject(_)
            | ConnectorError::NoSuchField { .. }
            | ConnectorError::Protocol(_)
            | ConnectorError::HostRefused(_)
            | ConnectorError::Vault(_)
            | ConnectorError::Cancelled => None,
        }
    }

    const fn code_and_remedy(&self) -> (&'static str, &'static str) {
        match self {
            AppError::Store(error) | AppError::Pass(PassError::Store(error)) => of_store(error),
            AppError::Pass(PassError::Connector(error)) | AppError::Vendor { error, .. } => {
                of_vendor(error)
            }
            AppError::Pass(PassError::NotReady(_)) => {
                ("pair_not_ready", "do what the message says, then try again")
            }
            AppError::Pass(PassError::Stopped(_)) => {
                ("interrupted", "nothing is lost: run it again to go on")
            }
            AppError::Pass(PassError::Protocol(_) | PassError::Endless(_)) => {
                ("unexpected_answer", "try again; if it stays, report it with `crosswalk doctor`")
            }
            AppError::Vault(VaultError::NoKeychain(_)) => {
                ("no_keychain", "start a keychain, or choose the passphrase-encrypted file")
            }
            AppError::Vault(VaultError::Locked(_)) => ("keychain_locked", "unlock the keychain"),
            AppError::Vault(VaultError::WrongPassphrase) => {
                ("wrong_passphrase", "give the passphrase that the vault file was made with")
            }
            AppError::Vault(VaultError::Failed(_)) => {
                ("vault_failed", "look at the message; the accounts may have to be linked again")
            }
            AppError::NoSuch { .. } => ("no_such", "list what there is, and name one of it"),
            AppError::Flawed(_) => ("mapping_flawed", "mend what is listed and validate it again"),
            AppError::BadFile(_) => ("bad_file", "mend the file; the schema is `map schema`"),
            AppError::PlanFile(_) => {
                ("bad_plan_file", "make it anew: `crosswalk plan --out FILE`; nothing was written")
            }
            AppError::PlanVoid(_) => {
                ("plan_void", "make a new plan and look at it; nothing was written")
            }
            AppError::Refused(_) => ("refused", "do what the message says"),
            AppError::Emulator(_) => ("emulator", "free the ports, or let it choose its own"),
        }
    }
}

const fn of_connector(error: &ConnectorError) -> ErrorKind {
    match error {
        ConnectorError::SignInNeeded { .. } => ErrorKind::SignIn,
        ConnectorError::LimitReached { .. }
        | ConnectorError::Unreachable(_)
        | ConnectorError::Unavailable(_) => ErrorKind::Later,
        ConnectorError::Cancelled => ErrorKind::Interrupted,
        ConnectorError::NotAllowed(_)
        | ConnectorError::NoSuchObject(_)
        | ConnectorError::NoSuchField { .. }
        | ConnectorError::Protocol(_)
        | ConnectorError::HostRefused(_)
        | ConnectorError::Refused(_)
        | ConnectorError::Vault(_) => ErrorKind::Failed,
    }
}

const fn of_vendor(error: &ConnectorError) -> (&'static str, &'static str) {
    match error {
        ConnectorError::SignInNeeded { .. } => {
            ("sign_in_needed", "sign in again: `crosswalk accounts add`")
        }
        ConnectorError::NotAllowed(_) => ("not_allowed", "grant the right that is named"),
        ConnectorError::LimitReached { .. } => ("limit_reached", "wait; the next pass goes on"),
        ConnectorError::Unreachable(_) => ("unreachable", "check the network; nothing is lost"),
        ConnectorError::Unavailable(_) => ("unavailable", "wait; the next pass goes on"),
        ConnectorError::NoSuchObject(_) | ConnectorError::NoSuchField { .. } => {
            ("missing_or_hidden", "grant read access to it, or take it out of the mapping")
        }
        ConnectorError::Protocol(_) => ("unexpected_answer", "try again; report it if it stays"),
        ConnectorError::HostRefused(_) => ("host_refused", "use the vendor's own address"),
        ConnectorError::Refused(_) => ("refused_by_vendor", "look at the vendor's words"),
        ConnectorError::Vault(_) => ("vault_failed", "open the keychain or the vault file"),
        ConnectorError::Cancelled => ("interrupted", "nothing is lost: run it again to go on"),
    }
}

const fn of_store(error: &StoreError) -> (&'static str, &'static str) {
    match error {
        StoreError::Locked(_) => ("state_held", "close the other Crosswalk, or wait for it"),
        StoreError::Newer { .. } => ("state_newer", "install the newer version again"),
        StoreError::NeedsMigration { .. } => {
            ("state_older", "run a command that may write, once; a backup is made first")
        }
        StoreError::Corrupt { .. } => {
            ("state_damaged", "restore a backup: `crosswalk backup list`, `backup restore`")
        }
        StoreError::PathRefused { .. } => ("path_refused", "remove what is in the way"),
        StoreError::Absent(_) => ("no_state", "link accounts first, or try `crosswalk demo`"),
        StoreError::NoSuch { .. } => ("no_such", "list what there is, and name one of it"),
        StoreError::HubSpotTaken(_) => ("hubspot_taken", "remove the other pair first"),
        StoreError::EndTaken(_) => ("record_taken", "unlink the other record first"),
        StoreError::WrongState(_) => ("wrong_state", "look at its state and try what fits"),
        StoreError::DiskFull => ("disk_full", "make room; nothing of the change was kept"),
        StoreError::ReadOnly | StoreError::Json(_) | StoreError::Io { .. } | StoreError::Sql(_) => {
            ("state_failed", "look at the message; `crosswalk doctor` checks the state")
        }
    }
}

fn flaws(flaws: &[Flaw]) -> String {
    flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
