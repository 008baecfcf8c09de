//! Builds SOQL. Every value goes through one escaper and every name is checked, so that no value
//! can change a query's shape. Public so that a parser which shares nothing with it can be held
//! against it.

use std::fmt::Write;

use crosswalk_model::{ConnectorError, RecordId};
use jiff::Timestamp;

/// A whole statement may not be longer (SOQL and SOSL limits).
const STATEMENT_MAX: usize = 100_000;
/// A string in a condition may not be longer.
const STRING_MAX: usize = 4_000;

/// A query of one object.
#[derive(Clone, Debug)]
pub struct Query {
    /// `Contact`.
    pub object: String,
    /// Names or paths of fields.
    pub fields: Vec<String>,
    /// Rows below each row.
    pub children: Option<Children>,
    /// What rows have to meet.
    pub condition: Option<Condition>,
    /// Fields to order by, ascending.
    pub order: Vec<&'static str>,
    /// At most so many rows.
    pub limit: Option<usize>,
}

/// Rows below each row, by the name of their relationship.
#[derive(Clone, Copy, Debug)]
pub struct Children {
    /// `OpportunityContactRoles`.
    pub relation: &'static str,
    /// Their fields.
    pub fields: &'static [&'static str],
}

/// What rows have to meet.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A field against a value.
    Compare(String, Op, Literal),
    /// A field holds one of these texts.
    In(String, Vec<String>),
    /// Each of them.
    All(Vec<Condition>),
    /// One of them.
    Any(Vec<Condition>),
}

/// How a field is compared.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    /// `=`
    Equal,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// A value in a condition.
#[derive(Clone, Debug)]
pub enum Literal {
    /// Any text.
    Text(String),
    /// By the second.
    Instant(Timestamp),
    /// `true`, `false`.
    Boolean(bool),
}

impl Condition {
    /// A field against a value.
    #[must_use]
    pub fn compare(field: &str, op: Op, literal: Literal) -> Condition {
        Condition::Compare(field.to_owned(), op, literal)
    }

    /// The field names one of these records.
    pub(super) fn one_of(field: &str, ids: &[RecordId]) -> Condition {
        Condition::In(field.to_owned(), ids.iter().map(|id| id.as_str().to_owned()).collect())
    }
}

impl Query {
    /// The statement.
    ///
    /// # Errors
    /// [`ConnectorError::Protocol`] for a name that is none, or past a limit of the language.
    pub fn statement(&self) -> Result<String, ConnectorError> {
        let fields: Vec<&str> =
            self.fields.iter().map(|field| name(field)).collect::<Result<_, _>>()?;
        let mut out = format!("SELECT {}", fields.join(","));
        if let Some(Children { relation, fields }) = self.children {
            write!(out, ",(SELECT {} FROM {relation})", fields.join(","))
                .map_err(|error| protocol(&error.to_string()))?;
        }
        write!(out, " FROM {}", name(&self.object)?)
            .map_err(|error| protocol(&error.to_string()))?;
        if let Some(condition) = &self.condition {
            out.push_str(" WHERE ");
            out.push_str(&condition.text()?);
        }
        if !self.order.is_empty() {
            out.push_str(" ORDER BY ");
            out.push_str(&self.order.join(","));
        }
        if let Some(limit) = self.limit {
            write!(out, " LIMIT {limit}").map_err(|error| protocol(&error.to_string()))?;
        }
        if out.len() > STATEMENT_MAX {
            return Err(protocol("the query is longer than 100,000 characters"));
        }
        Ok(out)
    }
}

impl Condition {
    fn text(&self) -> Result<String, ConnectorError> {
        match self {
            Condition::Compare(field, op, literal) => {
                Ok(format!("{} {} {}", name(field)?, op.text(), literal.text()?))
            }
            Condition::In(field, texts) => {
                let texts: Vec<String> =
                    texts.iter().map(|text| quoted(text)).collect::<Result<_, _>>()?;
                Ok(format!("{} IN ({})", name(field)?, texts.join(",")))
            }
            Condition::All(parts) => joined(parts, " AND "),
            Condition::Any(parts) => joined(parts, " OR "),
        }
    }
}

impl Op {
    const fn text(self) -> &'static str {
        match self {
            Op::Equal => "=",
            Op::Greater => ">",
            Op::AtLeast => ">=",
        }
    }
}

impl Literal {
    fn text(&self) -> Result<String, ConnectorError> {
        match self {
            Literal::Text(text) => quoted(text),
            // Stamps are compared by the second, and `+` would have to be encoded: `Z` it is.
            Literal::Instant(instant) => Ok(instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            Literal::Boolean(value) => Ok(value.to_string()),
        }
    }
}

fn joined(parts: &[Condition], word: &str) -> Result<String, ConnectorError> {
    let parts: Vec<String> = parts.iter().map(Condition::text).collect::<Result<_, _>>()?;
    Ok(format!("({})", parts.join(word)))
}

/// A name as it stands, if it can be one: `Email`, `Crosswalk_Id__c`, `Owner.Name`.
///
/// # Errors
/// [`ConnectorError::Protocol`].
pub(super) fn name(text: &str) -> Result<&str, ConnectorError> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if text.split('.').all(part) {
        Ok(text)
    } else {
        Err(protocol("not a name of a field or object"))
    }
}

fn quoted(text: &str) -> Result<String, ConnectorError> {
    if text.chars().count() > STRING_MAX {
        return Err(protocol("a text in a condition is longer than 4,000 characters"));
    }
    Ok(format!("'{}'", escaped(text)))
}

/// The one escaper. Any other backslash would be an error to the vendor's parser.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            other => out.push(other),
        }
    }
    out
}

fn protocol(why: &str) -> ConnectorError {
    ConnectorError::Protocol(why.to_owned())
}

#[cfg(test)]
mod tests;
