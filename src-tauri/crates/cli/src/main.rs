//! The app without a window: `crosswalk`.
//!
//! Invariant: a verb parses, calls one function of `app`, and prints; it decides nothing.

fn main() {}
