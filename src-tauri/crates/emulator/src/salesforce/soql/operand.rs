//! A literal of a query in the form in which the field's cells are compared.

use rust_decimal::Decimal;

use super::super::schema::{Field, Kind};
use super::super::wire::Refusal;
use super::super::world::{instant, stamp};
use super::super::{ids, number};
use super::bind::Binder;
use super::dates;
use super::parser::{Literal, Test};

/// A value in the form in which cells are compared.
#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Null,
    Text(String),
    Pattern(String),
    Number(Decimal),
    Boolean(bool),
    /// From the first to before the second.
    Between(String, String),
}

impl Binder<'_> {
    pub(super) fn operand(
        &self,
        field: &Field,
        test: Test,
        value: &Literal,
    ) -> Result<Operand, Refusal> {
        if *value == Literal::Null {
            return match test {
                Test::Equal | Test::Unequal => Ok(Operand::Null),
                Test::Less
                | Test::LessOrEqual
                | Test::Greater
                | Test::GreaterOrEqual
                | Test::Like => Err(operator(&field.name)),
            };
        }
        let text_kind = matches!(field.kind, Kind::Text | Kind::Email | Kind::Picklist);
        if test == Test::Like && !text_kind {
            return Err(operator(&field.name));
        }
        match (field.kind, value) {
            (Kind::Id | Kind::Reference, Literal::Text { plain, .. }) => {
                if plain.is_empty() {
                    return Ok(Operand::Null);
                }
                let id = ids::normalise(plain).ok_or_else(|| {
                    Refusal::new(
                        "INVALID_QUERY_FILTER_OPERATOR",
                        format!("invalid ID field: {plain}"),
                    )
                })?;
                Ok(Operand::Text(id))
            }
            (
                Kind::Text | Kind::Email | Kind::Picklist | Kind::Multipicklist,
                Literal::Text { plain, pattern },
            ) => Ok(text_operand(field, test, (plain, pattern))),
            (Kind::Boolean, Literal::Boolean(on)) => Ok(Operand::Boolean(*on)),
            (Kind::Int | Kind::Decimal, Literal::Number(text)) => {
                number::parsed(text).map(Operand::Number).ok_or_else(|| self.mistyped(field))
            }
            (Kind::Date, Literal::Moment(text)) if text.len() == 10 => {
                let day: Option<jiff::civil::Date> = text.parse().ok();
                day.map(|_| Operand::Text(text.clone())).ok_or_else(|| self.mistyped(field))
            }
            (Kind::Datetime, Literal::Moment(text)) if text.len() > 10 => {
                let at = instant(text).ok_or_else(|| self.mistyped(field))?;
                Ok(Operand::Text(stamp(at)))
            }
            (Kind::Date | Kind::Datetime, Literal::Relative(word)) => {
                self.between(field, word).ok_or_else(|| self.mistyped(field))
            }
            _ if !self.call.turn.on("salesforce.query.literals") => Ok(Operand::Null),
            _ => Err(self.mistyped(field)),
        }
    }

    /// A relative literal in the org's time zone.
    fn between(&self, field: &Field, word: &str) -> Option<Operand> {
        let zone = jiff::tz::TimeZone::get(&self.org.settings.time_zone);
        let zone = zone.unwrap_or(jiff::tz::TimeZone::UTC);
        let (from, to) = dates::span(word, dates::day(self.call.turn.now, &zone))?;
        if field.kind == Kind::Date {
            return Some(Operand::Between(from.to_string(), to.to_string()));
        }
        let edge = |day| Some(stamp(dates::midnight(day, &zone)?));
        Some(Operand::Between(edge(from)?, edge(to)?))
    }

    fn mistyped(&self, field: &Field) -> Refusal {
        let kind = field.describe.get("type").and_then(|kind| kind.as_str()).unwrap_or("");
        let (shown, quoted) = match field.kind {
            Kind::Datetime => ("dateTime", "should not be enclosed in quotes"),
            Kind::Text
            | Kind::Email
            | Kind::Picklist
            | Kind::Multipicklist
            | Kind::Id
            | Kind::Reference => ("string", "should be enclosed in quotes"),
            Kind::Boolean | Kind::Int | Kind::Decimal | Kind::Date | Kind::Compound => {
                (kind, "should not be enclosed in quotes")
            }
        };
        let words = format!(
            "value of filter criterion for field '{}' must be of type {shown} and {quoted}",
            field.name
        );
        let at = self.text.find(field.name.as_str()).unwrap_or(0);
        self.bad_field(at, &words)
    }
}

/// Text in the form in which the field is compared; empty text is null.
fn text_operand(field: &Field, test: Test, (plain, pattern): (&str, &str)) -> Operand {
    if test == Test::Like {
        Operand::Pattern(pattern.to_lowercase())
    } else if plain.is_empty() {
        Operand::Null
    } else if field.is("caseSensitive") {
        Operand::Text(plain.to_owned())
    } else {
        Operand::Text(plain.to_lowercase())
    }
}

pub(super) fn operator(field: &str) -> Refusal {
    let words = format!("invalid operator on field {field}");
    Refusal::new("INVALID_QUERY_FILTER_OPERATOR", words)
}

/// The text that a cell is compared with in a list; empty is null.
pub(crate) fn key_of(operand: &Operand) -> String {
    match operand {
        Operand::Null => String::new(),
        Operand::Text(text) | Operand::Pattern(text) | Operand::Between(text, _) => text.clone(),
        Operand::Number(number) => number.to_string(),
        Operand::Boolean(on) => on.to_string(),
    }
}
