//! SOQL: text, syntax tree, bound query, rows.

mod bind;
mod clauses;
mod dates;
mod endpoints;
mod eval;
mod lexer;
mod operand;
mod parser;
mod run;
mod shape;

pub(crate) use bind::{Bound, Column};
pub(crate) use endpoints::Cursor;
pub(crate) use parser::parse;
pub(crate) use run::Scope;
pub use shape::{Shape, shape};
