//! What this HubSpot does, and the test that shows each. Off is lenient, or the path unknown.

mod access;
mod around;
mod records;

use crate::exchange::Shown;

/// Every test with the features that it shows, by area. [`crate::exchange::Turn::on`] asks for them
/// by name.
pub const FEATURES: &[&[Shown]] = &[access::SHOWN, records::SHOWN, around::SHOWN];
