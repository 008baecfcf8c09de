//! The state of the product in SQLite, one file per table.
//!
//! Invariant: the only room with SQL. Every public write is one transaction.
