//! The security checklist, where it needs the whole product: secrets that leave no trace, input
//! from outside that is bent and cut, queries that keep their shape.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

mod canary;
mod endless;
mod fuzz;
mod giving_back;
mod rotation;
mod scopes;
mod search;
mod secrets;
mod soql;
