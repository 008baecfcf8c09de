//! One function per thing a person can ask for; wiring, the scheduler's loop, progress events.
//!
//! Invariant: the only room that shell, CLI and test bridge call. Owns nothing a person can't
//! ask for.

pub mod accounts;
pub mod emulated;
pub mod error;
pub mod home;
pub mod maps;
pub mod open;
pub mod pairs;
pub mod passes;
pub mod words;

pub use error::AppError;
pub use home::Home;
pub use open::{App, Options};
