//! What this HubSpot does, and the test that shows each.

use crate::exchange::Feature;

/// Every feature with its test; [`crate::exchange::Turn::on`] asks by name.
pub const FEATURES: &[Feature] = &[];
