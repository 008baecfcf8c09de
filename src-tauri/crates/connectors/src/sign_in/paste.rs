//! An answer that a person pastes, where the browser does not reach the listener: it stands in the
//! address of the page that could not be opened.
//!
//! Invariant: what is pasted is judged by the listener's own rules, and what does not pass them ends
//! nothing.

use std::sync::{Mutex, MutexGuard, PoisonError};

use oauth2::{AuthorizationCode, CsrfToken};
use tokio::sync::oneshot;
use url::Url;

use super::listener::{SignInError, code};

#[cfg(test)]
mod tests;

/// What a sign-in came to.
type Outcome = Result<AuthorizationCode, SignInError>;

/// Where a person's paste waits for the sign-in that is under way.
#[derive(Debug, Default)]
pub struct Pasteboard {
    waits: Mutex<Option<Waits>>,
}

/// A sign-in under way.
#[derive(Debug)]
struct Waits {
    redirect: String,
    state: CsrfToken,
    answer: oneshot::Sender<Outcome>,
}

impl Pasteboard {
    /// A sign-in begins to wait; it ends when the receiver is dropped.
    pub fn open(&self, redirect: &str, state: &CsrfToken) -> oneshot::Receiver<Outcome> {
        let (answer, comes) = oneshot::channel();
        let waits = Waits { redirect: redirect.to_owned(), state: state.clone(), answer };
        *self.waits() = Some(waits);
        comes
    }

    /// Hands a pasted address to the sign-in under way.
    ///
    /// # Errors
    /// [`SignInError::NotWaiting`] when there is none; else what the listener would say. The sign-in
    /// goes on waiting after any of them.
    pub fn paste(&self, text: &str) -> Result<(), SignInError> {
        let mut waits = self.waits();
        let Some(open) = waits.as_ref().filter(|it| !it.answer.is_closed()) else {
            return Err(SignInError::NotWaiting);
        };
        let outcome = match judge(text.trim(), &open.redirect, &open.state) {
            Ok(code) => Ok(code),
            // It is the answer, and says no: that is for the sign-in to tell.
            Err(said @ SignInError::Declined { .. }) => Err(said),
            Err(error) => return Err(error),
        };
        let Some(open) = waits.take() else { return Err(SignInError::NotWaiting) };
        open.answer.send(outcome).map_err(|_| SignInError::NotWaiting)
    }

    fn waits(&self) -> MutexGuard<'_, Option<Waits>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A pasted address by the listener's rules: it is the redirect address of this try, and carries its
/// state. A bare code does not say which sign-in it belongs to.
fn judge(text: &str, redirect: &str, state: &CsrfToken) -> Outcome {
    let (Ok(given), Ok(own)) = (Url::parse(text), Url::parse(redirect)) else {
        return Err(SignInError::NoCode);
    };
    let named =
        given.host_str().is_some_and(|host| ["localhost", "127.0.0.1", "[::1]"].contains(&host));
    let same = given.scheme() == own.scheme()
        && given.port_or_known_default() == own.port_or_known_default()
        && given.path() == own.path();
    let plain = given.username().is_empty() && given.password().is_none();
    if !named || !same || !plain {
        return Err(SignInError::Foreign);
    }
    code(given.query().unwrap_or_default(), state)
}
