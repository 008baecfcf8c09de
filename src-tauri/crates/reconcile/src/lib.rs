//! Decides what to write where: rules, conversions, matching, brakes.
//!
//! Invariant: pure. No clock, disk, network, async or randomness. Swapping the sides swaps the
//! plan, except where a rule names a side.

pub mod brakes;
pub mod convert;
pub mod default_design;
pub mod field;
pub mod identity;
pub mod intersect;
pub mod mapping;
pub mod numbers;
pub mod pace;
pub mod plan;
pub mod scope;
pub mod transform;
pub mod undo;

#[cfg(test)]
mod samples;
