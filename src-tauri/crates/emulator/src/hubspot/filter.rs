//! The search's filters: read strictly, then asked of each record.

use serde_json::Value;

use super::call::{Call, text_or_number};
use super::portal::{Portal, Table};
use super::problem::{Outcome, Problem};
use super::record::Record;
use super::time::{Millis, comparable};

const MOST_GROUPS: usize = 5;
const MOST_IN_GROUP: usize = 6;
const MOST_FILTERS: usize = 18;

/// One condition.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    pub property: String,
    pub test: Test,
    kind: Kind,
}

/// How a property's values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Id,
    Stamp,
    Number,
    Time,
    Option,
    Text,
}

/// The operators.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    Is(Operand),
    IsNot(Operand),
    Less(Operand),
    AtMost(Operand),
    More(Operand),
    AtLeast(Operand),
    Between(Operand, Operand),
    In(Vec<Operand>),
    NotIn(Vec<Operand>),
    Has,
    HasNot,
    Token(String),
    NotToken(String),
}

/// A value made comparable.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum Operand {
    Whole(i64),
    Number(rust_decimal::Decimal),
    Text(String),
}

/// Groups are alternatives; the filters of a group all hold.
pub(super) type Groups = Vec<Vec<Filter>>;

/// Reads `filterGroups`, or the top-level `filters`.
pub(super) fn read(body: &Value, table: &Table, call: &Call<'_>) -> Outcome<Groups> {
    let empty = Vec::new();
    let groups = body.get("filterGroups").and_then(Value::as_array).unwrap_or(&empty);
    let mut read: Groups = Vec::new();
    for group in groups {
        let filters = group
            .get("filters")
            .and_then(Value::as_array)
            .ok_or_else(|| Problem::invalid("Invalid input JSON: a filter group needs filters"))?;
        read.push(filters.iter().map(|filter| one(filter, table)).collect::<Outcome<_>>()?);
    }
    if let Some(filters) = body.get("filters").and_then(Value::as_array)
        && !filters.is_empty()
        && call.on("hubspot.search.top_filters")
    {
        read.push(filters.iter().map(|filter| one(filter, table)).collect::<Outcome<_>>()?);
    }
    Ok(read)
}

/// At most 5 groups, 6 filters in each, 18 in all.
pub(super) fn check_size(groups: &Groups) -> Outcome<()> {
    let total: usize = groups.iter().map(Vec::len).sum();
    if groups.len() > MOST_GROUPS {
        return Err(Problem::invalid(format!(
            "Too many filterGroups: {} (max {MOST_GROUPS})",
            groups.len()
        )));
    }
    if groups.iter().any(|group| group.len() > MOST_IN_GROUP) {
        return Err(Problem::invalid(format!(
            "Too many filters in a filterGroup (max {MOST_IN_GROUP})"
        )));
    }
    if total > MOST_FILTERS {
        return Err(Problem::invalid(format!("Too many filters: {total} (max {MOST_FILTERS})")));
    }
    Ok(())
}

/// Reads one condition: `propertyName`, `operator` and what it compares with.
pub(super) fn one(filter: &Value, table: &Table) -> Outcome<Filter> {
    let text = |key: &str| filter.get(key).and_then(Value::as_str);
    let (Some(property), Some(operator)) = (text("propertyName"), text("operator")) else {
        return Err(Problem::invalid(
            "Invalid input JSON: a filter needs propertyName and operator",
        ));
    };
    let kind = kind(property, table)?;
    let value = || operand(filter, "value", kind, property);
    let test = match operator {
        "EQ" => Test::Is(value()?),
        "NEQ" => Test::IsNot(value()?),
        "LT" => Test::Less(value()?),
        "LTE" => Test::AtMost(value()?),
        "GT" => Test::More(value()?),
        "GTE" => Test::AtLeast(value()?),
        "BETWEEN" => Test::Between(value()?, operand(filter, "highValue", kind, property)?),
        "IN" => Test::In(operands(filter, kind, property)?),
        "NOT_IN" => Test::NotIn(operands(filter, kind, property)?),
        "HAS_PROPERTY" => Test::Has,
        "NOT_HAS_PROPERTY" if filter.get("value").is_some_and(|value| !value.is_null()) => {
            return Err(Problem::invalid("NOT_HAS_PROPERTY does not take a value"));
        }
        "NOT_HAS_PROPERTY" => Test::HasNot,
        "CONTAINS_TOKEN" => Test::Token(given(filter, "value", property)?.to_lowercase()),
        "NOT_CONTAINS_TOKEN" => Test::NotToken(given(filter, "value", property)?.to_lowercase()),
        other => return Err(Problem::invalid(format!("Invalid operator: {other}"))),
    };
    Ok(Filter { property: property.to_owned(), test, kind })
}

fn kind(property: &str, table: &Table) -> Outcome<Kind> {
    if property.starts_with("associations.") {
        return Ok(Kind::Id);
    }
    let Some(known) = table.properties.get(property) else {
        return Err(Problem::invalid(format!(
            "There was a problem with the request. Property '{property}' does not exist"
        )));
    };
    Ok(match (property, known.kind.as_str()) {
        ("hs_object_id", _) => Kind::Id,
        ("lastmodifieddate" | "hs_lastmodifieddate", _) => Kind::Stamp,
        (_, "number") => Kind::Number,
        (_, "date" | "datetime") => Kind::Time,
        (_, "enumeration" | "bool") => Kind::Option,
        _ => Kind::Text,
    })
}

fn given(filter: &Value, key: &str, property: &str) -> Outcome<String> {
    text_or_number(filter.get(key))
        .ok_or_else(|| Problem::invalid(format!("The filter on {property} needs {key}")))
}

fn operand(filter: &Value, key: &str, kind: Kind, property: &str) -> Outcome<Operand> {
    let text = given(filter, key, property)?;
    comparand(&text, kind)
        .ok_or_else(|| Problem::invalid(format!("Invalid value for {property}: {text}")))
}

fn operands(filter: &Value, kind: Kind, property: &str) -> Outcome<Vec<Operand>> {
    let Some(values) = filter.get("values").and_then(Value::as_array) else {
        return Err(Problem::invalid(format!("The filter on {property} needs values")));
    };
    values
        .iter()
        .map(|value| {
            let text = text_or_number(Some(value)).unwrap_or_default();
            // A list of texts must come in lower case: the index holds nothing else.
            let operand = if kind == Kind::Text {
                Some(Operand::Text(text.clone()))
            } else {
                comparand(&text, kind)
            };
            operand.ok_or_else(|| Problem::invalid(format!("Invalid value for {property}: {text}")))
        })
        .collect()
}

fn comparand(text: &str, kind: Kind) -> Option<Operand> {
    match kind {
        Kind::Id => text.parse().ok().map(Operand::Whole),
        Kind::Stamp | Kind::Time => comparable(text).map(Operand::Whole),
        Kind::Number => text.parse().ok().map(Operand::Number),
        Kind::Option => Some(Operand::Text(text.to_owned())),
        Kind::Text => Some(Operand::Text(text.to_lowercase())),
    }
}

impl Filter {
    /// The feature behind the operator, or behind what it is asked of.
    pub fn feature(&self) -> &'static str {
        if self.property.starts_with("associations.") {
            return "hubspot.search.associations";
        }
        match self.test {
            Test::Is(_) => "hubspot.search.eq",
            Test::IsNot(_) => "hubspot.search.neq",
            Test::Less(_) => "hubspot.search.lt",
            Test::AtMost(_) => "hubspot.search.lte",
            Test::More(_) => "hubspot.search.gt",
            Test::AtLeast(_) => "hubspot.search.gte",
            Test::Between(..) => "hubspot.search.between",
            Test::In(_) => "hubspot.search.in",
            Test::NotIn(_) => "hubspot.search.not_in",
            Test::Has => "hubspot.search.has_property",
            Test::HasNot => "hubspot.search.not_has_property",
            Test::Token(_) => "hubspot.search.contains_token",
            Test::NotToken(_) => "hubspot.search.not_contains_token",
        }
    }

    /// Whether this says no more than from which id on records pass.
    pub fn is_floor(&self) -> bool {
        let rising = matches!(&self.test, Test::More(_) | Test::AtLeast(_));
        rising && self.id_floor().is_some()
    }

    /// The lowest id that can pass, for a filter on ids.
    pub fn id_floor(&self) -> Option<u64> {
        if self.property != "hs_object_id" {
            return None;
        }
        let floor = match &self.test {
            Test::More(Operand::Whole(id)) => id + 1,
            Test::AtLeast(Operand::Whole(id)) | Test::Is(Operand::Whole(id)) => *id,
            Test::Is(_)
            | Test::IsNot(_)
            | Test::Less(_)
            | Test::AtMost(_)
            | Test::More(_)
            | Test::AtLeast(_)
            | Test::Between(..)
            | Test::In(_)
            | Test::NotIn(_)
            | Test::Has
            | Test::HasNot
            | Test::Token(_)
            | Test::NotToken(_) => return None,
        };
        u64::try_from(floor).ok()
    }

    /// Whether a record, as it stood at `at`, passes.
    pub fn passes(&self, portal: &Portal, record: &Record, at: Millis) -> bool {
        let held = match self.kind {
            Kind::Id if self.property == "hs_object_id" => {
                i64::try_from(record.id).ok().map(Operand::Whole)
            }
            Kind::Stamp => Some(Operand::Whole(record.modified_at(at))),
            Kind::Id | Kind::Number | Kind::Time | Kind::Option | Kind::Text => {
                if let Some(to) = self.property.strip_prefix("associations.") {
                    return self.passes_association(portal, record, to);
                }
                portal
                    .value_at(record, &self.property, at)
                    .and_then(|text| comparand(&text, self.kind))
            }
        };
        self.test.passes(held.as_ref())
    }

    fn passes_association(&self, portal: &Portal, record: &Record, to: &str) -> bool {
        let ends = portal.associations.ends_named(portal, record.id, to);
        match &self.test {
            Test::HasNot => ends.is_empty(),
            Test::Has => !ends.is_empty(),
            test @ (Test::IsNot(_) | Test::NotIn(_)) => {
                ends.iter().all(|end| test.passes(Some(&Operand::Whole(*end))))
            }
            test @ (Test::Is(_)
            | Test::Less(_)
            | Test::AtMost(_)
            | Test::More(_)
            | Test::AtLeast(_)
            | Test::Between(..)
            | Test::In(_)
            | Test::Token(_)
            | Test::NotToken(_)) => ends.iter().any(|end| test.passes(Some(&Operand::Whole(*end)))),
        }
    }
}

impl Test {
    fn passes(&self, held: Option<&Operand>) -> bool {
        let Some(held) = held else {
            return matches!(
                self,
                Self::HasNot | Self::IsNot(_) | Self::NotIn(_) | Self::NotToken(_)
            );
        };
        match self {
            Self::Is(value) => held == value,
            Self::IsNot(value) => held != value,
            Self::Less(value) => held < value,
            Self::AtMost(value) => held <= value,
            Self::More(value) => held > value,
            Self::AtLeast(value) => held >= value,
            Self::Between(low, high) => held >= low && held <= high,
            Self::In(values) => values.contains(held),
            Self::NotIn(values) => !values.contains(held),
            Self::Has => true,
            Self::HasNot => false,
            Self::Token(token) => has_token(held, token),
            Self::NotToken(token) => !has_token(held, token),
        }
    }
}

/// Whole words, `*` standing for the rest of one.
fn has_token(held: &Operand, token: &str) -> bool {
    let Operand::Text(text) = held else { return false };
    let text = text.to_lowercase();
    let whole = token.trim();
    if whole.contains('*') {
        return text
            .split(|letter: char| letter.is_whitespace())
            .chain(words(&text))
            .any(|word| is_like(word, whole));
    }
    let held: Vec<&str> = words(&text).collect();
    let wanted: Vec<&str> = words(whole).collect();
    !wanted.is_empty() && held.windows(wanted.len()).any(|window| window == wanted)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_like(word: &str, pattern: &str) -> bool {
    let mut rest = word;
    let parts: Vec<&str> = pattern.split('*').collect();
    for (at, part) in parts.iter().enumerate() {
        let found = if at == 0 {
            rest.strip_prefix(part)
        } else if at + 1 == parts.len() {
            rest.strip_suffix(part).map(|_| "")
        } else {
            rest.find(part).and_then(|start| rest.get(start + part.len()..))
        };
        match found {
            Some(left) => rest = left,
            None => return false,
        }
    }
    true
}
