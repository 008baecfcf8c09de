//! What a person is told when something does not work: a code, a sentence, a remedy.

use std::collections::BTreeMap;

use crosswalk_connectors::sign_in::SignInError;
use crosswalk_engine::PassError;
use crosswalk_model::plan::SkipReason;
use crosswalk_model::secrets::VaultError;
use crosswalk_model::{ConnectorError, Side};
use crosswalk_reconcile::mapping::Flaw;
use crosswalk_store::StoreError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::drafts::samples::reason;
use crate::words::Words;

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
    /// The secrets lie in the encrypted file, and nobody gave its passphrase.
    #[error("the vault file wants its passphrase")]
    PassphraseNeeded,
    /// A value that a side does not take.
    #[error("{} does not take that as {field}: {}", .side.product(), reason(.why))]
    Unfit {
        /// The side.
        side: Side,
        /// Its field.
        field: String,
        /// Why it does not.
        why: SkipReason,
    },
    /// What was pasted is not the answer to the sign-in that waits.
    #[error(transparent)]
    NotTheAnswer(SignInError),
    /// The emulator did not start.
    #[error("the emulator did not start: {0}")]
    Emulator(String),
}

/// What a program is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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

/// What a window is told. Words are the list's: `fault-CODE` and `do-CODE`, with these arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Trouble {
    /// A stable code.
    pub code: String,
    /// What the words name. `message` is a detail as the rooms below tell it; `side` the product,
    /// where one is meant.
    pub args: BTreeMap<String, String>,
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
            | AppError::PassphraseNeeded
            | AppError::Flawed(_)
            | AppError::BadFile(_)
            | AppError::PlanFile(_)
            | AppError::PlanVoid(_)
            | AppError::Refused(_)
            | AppError::Unfit { .. }
            | AppError::NotTheAnswer(_)
            | AppError::Emulator(_) => ErrorKind::Failed,
        }
    }

    /// What a program is told.
    #[must_use]
    pub fn report(&self) -> ErrorReport {
        let code = self.code();
        ErrorReport {
            code: code.to_owned(),
            message: self.to_string(),
            remedy: Words::english().say(&format!("do-{code}"), &[]),
            retryable: self.kind() == ErrorKind::Later,
            provider_text: self.vendor_words(),
        }
    }

    /// What a window is told.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let mut args = BTreeMap::from([("message".to_owned(), self.to_string())]);
        if let AppError::Vendor { side, .. } = self {
            args.insert("side".to_owned(), side.product().to_owned());
        }
        if let AppError::Unfit { side, field, why } = self {
            args.extend(unfit(*side, field, why));
        }
        Trouble {
            code: self.code().to_owned(),
            args,
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

    /// A stable code; `do-CODE` in the list of words is what to do.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            AppError::Store(error) | AppError::Pass(PassError::Store(error)) => of_store(error),
            AppError::Pass(PassError::Connector(error)) | AppError::Vendor { error, .. } => {
                of_vendor(error)
            }
            AppError::Pass(PassError::NotReady(_)) => "pair_not_ready",
            AppError::Pass(PassError::Stopped(_)) => "interrupted",
            AppError::Pass(PassError::Protocol(_) | PassError::Endless(_)) => "unexpected_answer",
            AppError::Vault(VaultError::NoKeychain(_)) => "no_keychain",
            AppError::Vault(VaultError::Locked(_)) => "keychain_locked",
            AppError::Vault(VaultError::WrongPassphrase) => "wrong_passphrase",
            AppError::Vault(VaultError::Failed(_)) => "vault_failed",
            AppError::NoSuch { .. } => "no_such",
            AppError::PassphraseNeeded => "passphrase_needed",
            AppError::Flawed(_) => "mapping_flawed",
            AppError::BadFile(_) => "bad_file",
            AppError::PlanFile(_) => "bad_plan_file",
            AppError::PlanVoid(_) => "plan_void",
            AppError::Refused(_) => "refused",
            AppError::Unfit { .. } => "value_unfit",
            AppError::NotTheAnswer(error) => of_answer(error),
            AppError::Emulator(_) => "emulator",
        }
    }
}

/// What the words of a value name that a side does not take.
fn unfit(side: Side, field: &str, why: &SkipReason) -> [(String, String); 5] {
    let (limit, option) = match why {
        SkipReason::TooLong { max, .. } | SkipReason::Shortened { max, .. } => {
            (max.to_string(), String::new())
        }
        SkipReason::NotAnOption { option } | SkipReason::NotInTheList { option } => {
            (String::new(), option.clone())
        }
        SkipReason::NotANumber
        | SkipReason::NotAPhoneNumber
        | SkipReason::NotADate
        | SkipReason::NotABoolean
        | SkipReason::Lossy
        | SkipReason::OutOfRange
        | SkipReason::NoPartner
        | SkipReason::OwnerUnmatched
        | SkipReason::WrongKind
        | SkipReason::NotWritable
        | SkipReason::Backward
        | SkipReason::RefusedBefore => (String::new(), String::new()),
    };
    [
        ("side", side.product().to_owned()),
        ("field", field.to_owned()),
        ("why", reason(why)),
        ("limit", limit),
        ("option", option),
    ]
    .map(|(name, value)| (name.to_owned(), value))
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

const fn of_vendor(error: &ConnectorError) -> &'static str {
    match error {
        ConnectorError::SignInNeeded { .. } => "sign_in_needed",
        ConnectorError::NotAllowed(_) => "not_allowed",
        ConnectorError::LimitReached { .. } => "limit_reached",
        ConnectorError::Unreachable(_) => "unreachable",
        ConnectorError::Unavailable(_) => "unavailable",
        ConnectorError::NoSuchObject(_) | ConnectorError::NoSuchField { .. } => "missing_or_hidden",
        ConnectorError::Protocol(_) => "unexpected_answer",
        ConnectorError::HostRefused(_) => "host_refused",
        ConnectorError::Refused(_) => "refused_by_vendor",
        ConnectorError::Vault(_) => "vault_failed",
        ConnectorError::Cancelled => "interrupted",
    }
}

const fn of_answer(error: &SignInError) -> &'static str {
    match error {
        SignInError::WrongState => "answer_of_another",
        SignInError::Foreign => "answer_foreign",
        SignInError::NoCode => "answer_without_code",
        SignInError::NotWaiting => "answer_unasked",
        SignInError::NoPort
        | SignInError::Listener(_)
        | SignInError::TimedOut
        | SignInError::Declined { .. } => "refused",
    }
}

const fn of_store(error: &StoreError) -> &'static str {
    match error {
        StoreError::Locked(_) => "state_held",
        StoreError::Newer { .. } => "state_newer",
        StoreError::NeedsMigration { .. } => "state_older",
        StoreError::Corrupt { .. } => "state_damaged",
        StoreError::PathRefused { .. } => "path_refused",
        StoreError::Absent(_) => "no_state",
        StoreError::NoSuch { .. } => "no_such",
        StoreError::HubSpotTaken(_) => "hubspot_taken",
        StoreError::EndTaken(_) => "record_taken",
        StoreError::WrongState(_) => "wrong_state",
        StoreError::DiskFull => "disk_full",
        StoreError::ReadOnly | StoreError::Json(_) | StoreError::Io { .. } | StoreError::Sql(_) => {
            "state_failed"
        }
    }
}

fn flaws(flaws: &[Flaw]) -> String {
    flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
