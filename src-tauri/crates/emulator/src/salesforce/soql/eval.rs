//! Whether a row meets a filter, and how two rows are ordered.

use std::cmp::Ordering;

use serde_json::Value;

use super::super::number;
use super::super::schema::{Kind, Sobject};
use super::super::wire::Call;
use super::super::world::{Org, Row};
use super::bind::{Filter, Path};
use super::operand::Operand;
use super::parser::{Direction, Negated, Nulls, Test};

impl Org {
    /// Whether a row meets a condition in text; one that cannot be bound meets nothing.
    pub(crate) fn meets(&self, call: &Call<'_>, object: &Sobject, row: &Row, text: &str) -> bool {
        let person = Call { power: super::super::wire::Power::Person, ..call.clone() };
        let filter = self.prepare_filter(&person, object, text);
        filter.is_ok_and(|filter| self.passes(object, row, &filter))
    }

    pub(crate) fn passes(&self, object: &Sobject, row: &Row, filter: &Filter) -> bool {
        match filter {
            Filter::All => true,
            Filter::And(parts) => parts.iter().all(|part| self.passes(object, row, part)),
            Filter::Or(parts) => parts.iter().any(|part| self.passes(object, row, part)),
            Filter::Not(inner) => !self.passes(object, row, inner),
            Filter::Compare(path, test, operand) => {
                compare(path, &self.reach(object, row, path), *test, operand)
            }
            Filter::In(path, negated, keys) => {
                let found = keys.contains(&key(path, &self.reach(object, row, path)));
                found == (*negated == Negated::No)
            }
            Filter::Includes(path, negated, sets) => {
                let value = self.reach(object, row, path);
                let text = value.as_str().unwrap_or("").to_lowercase();
                let held: Vec<&str> = text.split(';').collect();
                let all = |set: &Vec<String>| set.iter().all(|one| held.contains(&one.as_str()));
                sets.iter().any(all) == (*negated == Negated::No)
            }
        }
    }

    /// The value at a path; null where a parent is missing.
    pub(crate) fn reach(&self, object: &Sobject, row: &Row, path: &Path) -> Value {
        if path.hops.is_empty() {
            return shown(row.cell(path.slot), path.kind);
        }
        let Some((kind, parent)) = self.parent(object, row, &path.hops) else {
            return Value::Null;
        };
        if path.name == "Type" && kind.name == "User" {
            return "User".into();
        }
        shown(parent.get(kind, &path.name), path.kind)
    }

    /// The row at the end of relationships.
    pub(crate) fn parent<'a>(
        &'a self,
        object: &'a Sobject,
        row: &'a Row,
        hops: &[String],
    ) -> Option<(&'a Sobject, &'a Row)> {
        let mut at = (object, row);
        for hop in hops {
            let field = at.0.by_relationship(hop)?;
            let id = at.1.text(at.0, &field.name);
            at = self.find(id)?;
        }
        Some(at)
    }

    pub(crate) fn ordered(
        &self,
        object: &Sobject,
        (a, b): (&Row, &Row),
        order: &[(Path, Direction, Nulls)],
    ) -> Ordering {
        for (path, direction, nulls) in order {
            let (left, right) = (self.reach(object, a, path), self.reach(object, b, path));
            let decided = match (left.is_null(), right.is_null()) {
                (true, true) => Ordering::Equal,
                (true, false) => first(*nulls),
                (false, true) => first(*nulls).reverse(),
                (false, false) => {
                    let natural = rank(path, &left, &right);
                    if *direction == Direction::Descending { natural.reverse() } else { natural }
                }
            };
            if decided != Ordering::Equal {
                return decided;
            }
        }
        a.id.cmp(&b.id)
    }
}

fn shown(value: &Value, kind: Kind) -> Value {
    if value.is_null() && kind == Kind::Boolean { false.into() } else { value.clone() }
}

fn first(nulls: Nulls) -> Ordering {
    if nulls == Nulls::First { Ordering::Less } else { Ordering::Greater }
}

fn rank(path: &Path, left: &Value, right: &Value) -> Ordering {
    match path.kind {
        Kind::Int | Kind::Decimal => number::decimal(left).cmp(&number::decimal(right)),
        Kind::Boolean => left.as_bool().cmp(&right.as_bool()),
        Kind::Id | Kind::Reference | Kind::Date | Kind::Datetime => {
            left.as_str().cmp(&right.as_str())
        }
        Kind::Text | Kind::Email | Kind::Picklist | Kind::Multipicklist | Kind::Compound => {
            let fold = |value: &Value| value.as_str().unwrap_or("").to_lowercase();
            fold(left).cmp(&fold(right))
        }
    }
}

/// The text that a list is searched for.
pub(crate) fn key(path: &Path, value: &Value) -> String {
    if let Some(digits) = number::decimal(value) {
        return digits.to_string();
    }
    match value {
        Value::Null => String::new(),
        Value::String(text) if exact(path) => text.clone(),
        Value::String(text) => text.to_lowercase(),
        Value::Bool(on) => on.to_string(),
        Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Whether case matters.
fn exact(path: &Path) -> bool {
    path.exact || matches!(path.kind, Kind::Id | Kind::Reference | Kind::Date | Kind::Datetime)
}

fn compare(path: &Path, value: &Value, test: Test, operand: &Operand) -> bool {
    let against = match operand {
        Operand::Null => {
            return value.is_null() == (test == Test::Equal);
        }
        Operand::Pattern(pattern) => {
            return value.as_str().is_some_and(|text| like(&text.to_lowercase(), pattern));
        }
        Operand::Between(from, to) => return within(value, test, (from, to)),
        Operand::Number(digits) => number::decimal(value).map(|own| own.cmp(digits)),
        Operand::Boolean(on) => value.as_bool().map(|own| own.cmp(on)),
        Operand::Text(text) => value
            .as_str()
            .map(|own| if exact(path) { own.cmp(text) } else { own.to_lowercase().cmp(text) }),
    };
    let Some(order) = against else { return test == Test::Unequal };
    match test {
        Test::Equal => order == Ordering::Equal,
        Test::Unequal => order != Ordering::Equal,
        Test::Less => order == Ordering::Less,
        Test::LessOrEqual => order != Ordering::Greater,
        Test::Greater => order == Ordering::Greater,
        Test::GreaterOrEqual => order != Ordering::Less,
        Test::Like => false,
    }
}

fn within(value: &Value, test: Test, (from, to): (&str, &str)) -> bool {
    let Some(own) = value.as_str() else { return test == Test::Unequal };
    match test {
        Test::Equal => own >= from && own < to,
        Test::Unequal => own < from || own >= to,
        Test::Less => own < from,
        Test::LessOrEqual => own < to,
        Test::Greater => own >= to,
        Test::GreaterOrEqual => own >= from,
        Test::Like => false,
    }
}

/// `%` is any text, `_` any letter, a backslash takes the next letter as it is.
fn like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut parts: Vec<Option<char>> = Vec::new();
    let mut letters = pattern.chars();
    let mut runs = Vec::new();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => runs.push(parts.len()),
            '_' => parts.push(None),
            '\\' => parts.push(letters.next()),
            plain => parts.push(Some(plain)),
        }
    }
    matches(&text, &parts, &runs)
}

/// Greedy match with one point to come back to.
fn matches(text: &[char], parts: &[Option<char>], runs: &[usize]) -> bool {
    let (mut at, mut part) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    loop {
        if runs.contains(&part) && back.is_none_or(|(known, _)| known != part) {
            back = Some((part, at));
        }
        let fits = part < parts.len()
            && at < text.len()
            && parts[part].is_none_or(|wanted| wanted == text[at]);
        if fits {
            at += 1;
            part += 1;
            continue;
        }
        if at == text.len() && part == parts.len() {
            return true;
        }
        if part == parts.len() && runs.contains(&part) {
            return true;
        }
        let Some((run, from)) = back else { return false };
        if from >= text.len() {
            return false;
        }
        back = Some((run, from + 1));
        at = from + 1;
        part = run;
    }
}
