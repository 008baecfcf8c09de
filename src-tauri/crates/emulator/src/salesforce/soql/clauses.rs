//! Which parts of the language a query uses. One that is switched off is not understood.

use super::super::wire::{Call, Refusal};
use super::parser::{Condition, Direction, Item, Literal, Name, Negated, Nulls, Query, Test};

/// A part of the language: its feature, and the word that stands for it in a query.
type Part = (&'static str, &'static str);

/// How deep relationships go, up and down.
pub(super) const MOST_LEVELS: usize = 5;

/// Refuses a query that uses what is switched off.
pub(super) fn admit(call: &Call<'_>, query: &Query) -> Result<(), Refusal> {
    let mut parts = Vec::new();
    of_query(query, &mut parts);
    understood(call, &parts)?;
    if levels(query) > MOST_LEVELS && call.turn.on("salesforce.soql.levels") {
        let words = format!("at most {MOST_LEVELS} levels of subqueries are allowed");
        return Err(Refusal::new("MALFORMED_QUERY", words));
    }
    Ok(())
}

/// The object that is asked, and what hangs below it.
fn levels(query: &Query) -> usize {
    let below = query.items.iter().map(|item| match item {
        Item::Children(inner) => levels(inner),
        Item::Path(_) | Item::Count | Item::Fields(_) => 0,
    });
    1 + below.max().unwrap_or(0)
}

/// The same of a condition alone.
pub(super) fn admit_condition(call: &Call<'_>, condition: &Condition) -> Result<(), Refusal> {
    let mut parts = Vec::new();
    of_condition(condition, &mut parts);
    understood(call, &parts)
}

fn understood(call: &Call<'_>, parts: &[Part]) -> Result<(), Refusal> {
    match parts.iter().find(|(feature, _)| !call.turn.on(feature)) {
        Some((_, word)) => {
            Err(Refusal::new("MALFORMED_QUERY", format!("unexpected token: '{word}'")))
        }
        None => Ok(()),
    }
}

fn of_query(query: &Query, parts: &mut Vec<Part>) {
    for item in &query.items {
        match item {
            Item::Path(name) => {
                parts.push(("salesforce.soql.fields", "SELECT"));
                of_name(name, parts);
            }
            Item::Children(inner) => {
                parts.push(("salesforce.soql.children", "SELECT"));
                of_query(inner, parts);
            }
            Item::Count => parts.push(("salesforce.soql.count", "COUNT")),
            Item::Fields(_) => parts.push(("salesforce.soql.fields_function", "FIELDS")),
        }
    }
    if let Some(condition) = &query.condition {
        parts.push(("salesforce.soql.where", "WHERE"));
        of_condition(condition, parts);
    }
    for order in &query.order {
        parts.push(("salesforce.soql.order_by", "ORDER"));
        of_name(&order.path, parts);
        if order.direction == Direction::Descending {
            parts.push(("salesforce.soql.descending", "DESC"));
        }
        if order.nulls == Nulls::Last {
            parts.push(("salesforce.soql.nulls", "NULLS"));
        }
    }
    let clauses = [
        (query.alias.is_some(), ("salesforce.soql.alias", "AS")),
        (query.limit.is_some(), ("salesforce.soql.limit", "LIMIT")),
        (query.offset > 0, ("salesforce.soql.offset", "OFFSET")),
    ];
    parts.extend(clauses.iter().filter(|(used, _)| *used).map(|(_, part)| *part));
}

fn of_name(name: &Name, parts: &mut Vec<Part>) {
    if name.text.contains('.') {
        parts.push(("salesforce.soql.parents", "."));
    }
}

fn of_condition(condition: &Condition, parts: &mut Vec<Part>) {
    match condition {
        Condition::And(all) => {
            parts.push(("salesforce.soql.and", "AND"));
            all.iter().for_each(|one| of_condition(one, parts));
        }
        Condition::Or(all) => {
            parts.push(("salesforce.soql.or", "OR"));
            all.iter().for_each(|one| of_condition(one, parts));
        }
        Condition::Not(inner) => {
            parts.push(("salesforce.soql.not", "NOT"));
            of_condition(inner, parts);
        }
        Condition::Compare { path, test, value } => {
            of_name(path, parts);
            parts.push(of_test(*test));
            of_literal(value, parts);
        }
        Condition::In { path, negated, values } => {
            of_name(path, parts);
            parts.push(match negated {
                Negated::No => ("salesforce.soql.in", "IN"),
                Negated::Yes => ("salesforce.soql.not_in", "NOT"),
            });
            values.iter().for_each(|value| of_literal(value, parts));
        }
        Condition::InQuery { path, negated, query } => {
            of_name(path, parts);
            parts.push(match negated {
                Negated::No => ("salesforce.soql.semi_join", "SELECT"),
                Negated::Yes => ("salesforce.soql.anti_join", "SELECT"),
            });
            of_query(query, parts);
        }
        Condition::Includes { path, negated, values } => {
            of_name(path, parts);
            parts.push(match negated {
                Negated::No => ("salesforce.soql.includes", "INCLUDES"),
                Negated::Yes => ("salesforce.soql.excludes", "EXCLUDES"),
            });
            values.iter().for_each(|value| of_literal(value, parts));
        }
    }
}

fn of_test(test: Test) -> Part {
    match test {
        Test::Equal => ("salesforce.soql.equal", "="),
        Test::Unequal => ("salesforce.soql.unequal", "!="),
        Test::Less => ("salesforce.soql.less", "<"),
        Test::LessOrEqual => ("salesforce.soql.less_or_equal", "<="),
        Test::Greater => ("salesforce.soql.greater", ">"),
        Test::GreaterOrEqual => ("salesforce.soql.greater_or_equal", ">="),
        Test::Like => ("salesforce.soql.like", "LIKE"),
    }
}

fn of_literal(literal: &Literal, parts: &mut Vec<Part>) {
    match literal {
        Literal::Null => parts.push(("salesforce.soql.null", "null")),
        Literal::Moment(_) => parts.push(("salesforce.soql.dates", "date")),
        Literal::Relative(_) => parts.push(("salesforce.soql.date_literals", "date literal")),
        Literal::Text { .. } | Literal::Number(_) | Literal::Boolean(_) => {}
    }
}
