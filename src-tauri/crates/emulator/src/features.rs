//! The registry: what the emulator can do, and the test that shows each.

use crate::crm::vendor_features;
use crate::exchange::Feature;

/// What the core adds to the vendors' own.
///
/// The core has nothing that a vendor would: its faults and control plane exist only when asked
/// for, so there is nothing to switch off.
pub const CORE: &[Feature] = &[];

/// Every feature: the core's, then the vendors', each vendor's in its own order.
#[must_use]
pub fn all() -> Vec<Feature> {
    CORE.iter().copied().chain(vendor_features()).collect()
}

/// The feature of this name.
#[must_use]
pub fn find(name: &str) -> Option<Feature> {
    CORE.iter().copied().chain(vendor_features()).find(|feature| feature.name == name)
}

/// The registry as a table in text: name, what, test.
#[must_use]
pub fn print(features: &[Feature]) -> String {
    let width = |of: fn(&Feature) -> usize| features.iter().map(of).max().unwrap_or(0);
    let names = width(|feature| feature.name.len());
    let whats = width(|feature| feature.what.chars().count());
    let mut text = String::new();
    for Feature { name, what, test } in features {
        let line = format!("{name:names$}  {what:whats$}  {test}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
