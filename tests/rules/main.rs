//! The connector's rules one by one, where no story of another room tells them; and the table of
//! all rules with the tests that show them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod activities;
mod default_design;
mod fields;
mod others;
mod owners;
mod pair_file;
mod people;
mod table;
