//! What a design would mean, worked out on what is known, before it is taken in: who owns what,
//! which records look alike, what a record's values become, and what would differ.

pub mod crossings;
pub mod doubles;
pub mod owners;
pub mod samples;
pub mod what_if;
