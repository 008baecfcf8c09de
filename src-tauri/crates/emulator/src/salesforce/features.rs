//! What can be switched off, and the test that then fails.

mod access;
mod queries;
mod rows;

use crate::exchange::Shown;

/// Every test with the features that it shows, by area. [`crate::exchange::Turn::on`] asks for them
/// by name.
pub const FEATURES: &[&[Shown]] = &[access::SHOWN, rows::SHOWN, queries::SHOWN];
