//! Signing in: the authorization-code flow with PKCE in the user's own browser, a loopback
//! listener for its answer, and the tokens that come of it.
//!
//! Invariant: no secret is printed, logged or put into an error. A rotated token is durable in the
//! vault before it is used.

pub mod app;
mod exchange;
pub mod flow;
pub mod listener;
pub mod owner;
pub mod paste;
pub mod static_token;
mod stored;

pub use self::app::App;
pub use self::flow::{SignIn, SignedIn};
pub use self::listener::{CallbackListener, SignInError};
pub use self::owner::TokenOwner;
pub use self::paste::Pasteboard;
pub use self::static_token::StaticToken;
