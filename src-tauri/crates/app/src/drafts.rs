//! What a design would mean, worked out on what is known, before it is taken in: who owns what,
//! which records look alike, and what a record's values become.

pub mod doubles;
pub mod owners;
pub mod samples;
