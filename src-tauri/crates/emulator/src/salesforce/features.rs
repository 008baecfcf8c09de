//! What can be switched off, and the test that then fails.

use crate::exchange::Feature;

/// Every feature.
pub const FEATURES: &[Feature] = &[];
