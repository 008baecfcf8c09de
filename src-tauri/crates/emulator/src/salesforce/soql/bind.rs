//! A parsed query against one user's schema: names become places, values get their types.

use std::collections::BTreeSet;

use super::super::schema::{Field, Kind, Sobject};
use super::super::wire::{Call, Refusal};
use super::super::world::Org;
use super::clauses;
use super::lexer::placed;
use super::operand::{Operand, key_of, operator};
use super::parser::{
    Condition, Direction, Item, Literal, Name, Negated, Nulls, Query, Test, parse, parse_condition,
};

/// A query that can run.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) object: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) counts: bool,
    pub(crate) filter: Filter,
    pub(crate) order: Vec<(Path, Direction, Nulls)>,
    pub(crate) limit: Option<usize>,
    pub(crate) offset: usize,
}

#[derive(Clone, Debug)]
pub(crate) enum Column {
    Field(Path),
    /// Relationship name, its foreign key in the child, the query there.
    Children(String, String, Box<Bound>),
}

/// Relationship names, then a field's name; the first place is known if there is no relationship.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub(crate) hops: Vec<String>,
    pub(crate) name: String,
    pub(crate) slot: usize,
    pub(crate) kind: Kind,
    pub(crate) exact: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Filter {
    All,
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Compare(Path, Test, Operand),
    In(Path, Negated, BTreeSet<String>),
    Includes(Path, Negated, Vec<Vec<String>>),
}

const MOST_CHILDREN: usize = 20;
const MOST_PARENTS: usize = 55;

/// Binds queries of one caller.
pub(super) struct Binder<'a> {
    pub(super) org: &'a Org,
    pub(super) call: &'a Call<'a>,
    pub(super) text: &'a str,
}

impl Org {
    /// Parses and binds a query.
    pub(crate) fn prepare(&self, call: &Call<'_>, text: &str) -> Result<Bound, Refusal> {
        let query = parse(text)?;
        clauses::admit(call, &query)?;
        Binder { org: self, call, text }.query(&query)
    }

    /// Parses and binds a condition on an object.
    pub(crate) fn prepare_filter(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        text: &str,
    ) -> Result<Filter, Refusal> {
        let condition = parse_condition(text)?;
        clauses::admit_condition(call, &condition)?;
        Binder { org: self, call, text }.filter(object, &condition)
    }
}

impl Binder<'_> {
    fn query(&self, query: &Query) -> Result<Bound, Refusal> {
        let object = self.org.schema.get(&query.object.text);
        let object = object.filter(|object| object.allows("queryable"));
        let statuses = self.call.turn.on("salesforce.cases.statuses");
        let object = object.filter(|object| statuses || object.name != "CaseStatus");
        let Some(object) = object else { return Err(self.no_type(&query.object)) };
        self.on(object, query)
    }

    fn on(&self, object: &Sobject, query: &Query) -> Result<Bound, Refusal> {
        let query = &unaliased(query.clone());
        let mut columns = Vec::new();
        for item in &query.items {
            self.column(object, query, item, &mut columns)?;
        }
        self.count_relations(&columns)?;
        let filter = match &query.condition {
            Some(condition) => self.filter(object, condition)?,
            None => Filter::All,
        };
        let mut order = Vec::new();
        for one in &query.order {
            let (path, field) = self.path(object, &one.path)?;
            if !field.is("sortable") && self.call.turn.on("salesforce.query.sortable") {
                let words = format!("field '{}' can not be sorted in a query call", field.name);
                return Err(self.bad_field(one.path.at, &words));
            }
            order.push((path, one.direction, one.nulls));
        }
        Ok(Bound {
            object: object.name.clone(),
            columns,
            counts: query.items.contains(&Item::Count),
            filter,
            order,
            limit: query.limit,
            offset: query.offset,
        })
    }

    fn column(
        &self,
        object: &Sobject,
        query: &Query,
        item: &Item,
        columns: &mut Vec<Column>,
    ) -> Result<(), Refusal> {
        match item {
            Item::Count => Ok(()),
            Item::Path(name) => {
                let (path, _) = self.path(object, name)?;
                let twice = columns.iter().any(|known| {
                    matches!(known, Column::Field(other) if other.name == path.name && other.hops == path.hops)
                });
                if twice && self.call.turn.on("salesforce.query.duplicate_fields") {
                    let words = format!("duplicate field selected: {}", name.text);
                    return Err(Refusal::new("MALFORMED_QUERY", words));
                }
                columns.push(Column::Field(path));
                Ok(())
            }
            Item::Children(inner) => {
                columns.push(self.children(object, inner)?);
                Ok(())
            }
            Item::Fields(which) => self.fields(object, query, which, columns),
        }
    }

    fn fields(
        &self,
        object: &Sobject,
        query: &Query,
        which: &Name,
        columns: &mut Vec<Column>,
    ) -> Result<(), Refusal> {
        let custom = match which.text.to_ascii_uppercase().as_str() {
            "ALL" => None,
            "STANDARD" => Some(false),
            "CUSTOM" => Some(true),
            _ => return Err(self.bad_field(which.at, "FIELDS needs ALL, STANDARD or CUSTOM")),
        };
        let bound = self.call.turn.on("salesforce.query.fields_limit");
        if bound && custom != Some(false) && query.limit.is_none_or(|limit| limit > 200) {
            let words = "The SOQL FIELDS function must have a LIMIT of at most 200";
            return Err(Refusal::new("MALFORMED_QUERY", words));
        }
        let seen = object.fields.iter().filter(|field| {
            self.org.sees(self.call, object, field)
                && custom.is_none_or(|wanted| field.is("custom") == wanted)
        });
        for field in seen {
            let name = Name { text: field.name.clone(), at: which.at };
            columns.push(Column::Field(self.path(object, &name)?.0));
        }
        Ok(())
    }

    fn children(&self, object: &Sobject, inner: &Query) -> Result<Column, Refusal> {
        let name = &inner.object.text;
        let child = object.children.iter().find(|child| {
            child.name.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(name))
        });
        let found = child.and_then(|child| Some((child, self.org.schema.get(&child.object)?)));
        let Some((child, kind)) = found else {
            let words = format!(
                "Didn't understand relationship '{name}' in FROM part of query call. If you are \
                 attempting to use a custom relationship, be sure to append the '__r' after the \
                 custom relationship name."
            );
            return Err(Refusal::new("INVALID_TYPE", placed(self.text, inner.object.at, &words)));
        };
        let bound = self.on(kind, inner)?;
        let name = child.name.clone().unwrap_or_default();
        Ok(Column::Children(name, child.field.clone(), Box::new(bound)))
    }

    fn count_relations(&self, columns: &[Column]) -> Result<(), Refusal> {
        let children = columns.iter().filter(|one| matches!(one, Column::Children(..))).count();
        let parents: BTreeSet<String> = columns
            .iter()
            .filter_map(|one| match one {
                Column::Field(path) if !path.hops.is_empty() => Some(path.hops.join(".")),
                Column::Field(_) | Column::Children(..) => None,
            })
            .collect();
        let many = children > MOST_CHILDREN || parents.len() > MOST_PARENTS;
        if many && self.call.turn.on("salesforce.query.relationships") {
            let words = "maximum number of relationships exceeded";
            return Err(Refusal::new("MALFORMED_QUERY", words));
        }
        Ok(())
    }

    /// A field, by way of its relationships.
    fn path(&self, object: &Sobject, name: &Name) -> Result<(Path, Field), Refusal> {
        let mut parts: Vec<&str> = name.text.split('.').collect();
        if parts.len() > 1 && parts[0].eq_ignore_ascii_case(&object.name) {
            parts.remove(0);
        }
        let Some(last) = parts.pop() else { return Err(self.no_column(object, name, "")) };
        if parts.len() > clauses::MOST_LEVELS && self.call.turn.on("salesforce.soql.levels") {
            let most = clauses::MOST_LEVELS;
            let words = format!("at most {most} levels of relationships are allowed");
            return Err(Refusal::new("MALFORMED_QUERY", words));
        }
        let mut at = object;
        let mut hops = Vec::new();
        for part in parts {
            let field = at.by_relationship(part).filter(|f| self.org.sees(self.call, at, f));
            let next = field.and_then(|field| {
                // A field of users stands for every kind of owner.
                let users = field.targets.iter().any(|target| target == "User");
                let target = if users { "User" } else { field.targets.first()? };
                Some((field.relationship.clone()?, self.org.schema.get(target)?))
            });
            let Some((relationship, target)) = next else {
                let words = format!(
                    "Didn't understand relationship '{part}' in field path. If you are attempting \
                     to use a custom relationship, be sure to append the '__r' after the custom \
                     relationship name."
                );
                return Err(self.bad_field(name.at, &words));
            };
            hops.push(relationship);
            at = target;
        }
        if !hops.is_empty() && last.eq_ignore_ascii_case("Type") && at.name == "User" {
            let path =
                Path { hops, name: "Type".to_owned(), slot: 0, kind: Kind::Text, exact: false };
            let field = at.field("Name").cloned();
            return field.map(|f| (path, f)).ok_or_else(|| self.no_column(at, name, last));
        }
        let Some((slot, field)) = self.org.field(self.call, at, last) else {
            return Err(self.no_column(at, name, last));
        };
        let exact = field.is("caseSensitive");
        let path = Path { hops, name: field.name.clone(), slot, kind: field.kind, exact };
        Ok((path, field.clone()))
    }

    fn filter(&self, object: &Sobject, condition: &Condition) -> Result<Filter, Refusal> {
        let all = |parts: &[Condition]| -> Result<Vec<Filter>, Refusal> {
            parts.iter().map(|part| self.filter(object, part)).collect()
        };
        match condition {
            Condition::And(parts) => Ok(Filter::And(all(parts)?)),
            Condition::Or(parts) => Ok(Filter::Or(all(parts)?)),
            Condition::Not(inner) => Ok(Filter::Not(Box::new(self.filter(object, inner)?))),
            Condition::Compare { path, test, value } => {
                let (bound, field) = self.filterable(object, path)?;
                let operand = self.operand(&field, *test, value)?;
                Ok(Filter::Compare(bound, *test, operand))
            }
            Condition::In { path, negated, values } => {
                let (bound, field) = self.filterable(object, path)?;
                let mut keys = BTreeSet::new();
                for value in values {
                    let operand = self.operand(&field, Test::Equal, value)?;
                    keys.insert(key_of(&operand));
                }
                Ok(Filter::In(bound, *negated, keys))
            }
            Condition::InQuery { path, negated, query } => {
                let (bound, _) = self.filterable(object, path)?;
                let inner = self.query(query)?;
                let [Column::Field(column)] = inner.columns.as_slice() else {
                    let words = "a semi join sub-select must select exactly one field";
                    return Err(Refusal::new("MALFORMED_QUERY", words));
                };
                let keys = self.org.column_values(self.call, &inner, column);
                Ok(Filter::In(bound, *negated, keys))
            }
            Condition::Includes { path, negated, values } => {
                let (bound, field) = self.filterable(object, path)?;
                if field.kind != Kind::Multipicklist {
                    return Err(operator(&field.name));
                }
                let sets = values.iter().filter_map(|value| match value {
                    Literal::Text { plain, .. } => {
                        Some(plain.split(';').map(str::to_lowercase).collect())
                    }
                    Literal::Number(_)
                    | Literal::Boolean(_)
                    | Literal::Null
                    | Literal::Moment(_)
                    | Literal::Relative(_) => None,
                });
                Ok(Filter::Includes(bound, *negated, sets.collect()))
            }
        }
    }

    fn filterable(&self, object: &Sobject, name: &Name) -> Result<(Path, Field), Refusal> {
        let (path, field) = self.path(object, name)?;
        let lenient = !self.call.turn.on("salesforce.query.filterable");
        if lenient || (field.is("filterable") && field.kind != Kind::Compound) {
            return Ok((path, field));
        }
        let words = format!("field '{}' can not be filtered in a query call", field.name);
        Err(self.bad_field(name.at, &words))
    }

    pub(super) fn bad_field(&self, at: usize, words: &str) -> Refusal {
        Refusal::new("INVALID_FIELD", placed(self.text, at, words))
    }

    fn no_column(&self, object: &Sobject, name: &Name, column: &str) -> Refusal {
        let words = format!(
            "No such column '{column}' on entity '{}'. If you are attempting to use a custom \
             field, be sure to append the '__c' after the custom field name. Please reference \
             your WSDL or the describe call for the appropriate names.",
            object.name
        );
        self.bad_field(name.at, &words)
    }

    fn no_type(&self, name: &Name) -> Refusal {
        let words = format!(
            "sObject type '{}' is not supported. If you are attempting to use a custom object, be \
             sure to append the '__c' after the entity name. Please reference your WSDL or the \
             describe call for the appropriate names.",
            name.text
        );
        Refusal::new("INVALID_TYPE", placed(self.text, name.at, &words))
    }
}

/// Takes the alias of the object off every path.
fn unaliased(mut query: Query) -> Query {
    let Some(alias) = query.alias.take() else { return query };
    let strip = |name: &mut Name| {
        if let Some((head, rest)) = name.text.split_once('.')
            && head.eq_ignore_ascii_case(&alias)
        {
            name.text = rest.to_owned();
        }
    };
    for item in &mut query.items {
        if let Item::Path(name) = item {
            strip(name);
        }
    }
    query.order.iter_mut().for_each(|order| strip(&mut order.path));
    if let Some(condition) = &mut query.condition {
        visit(condition, &strip);
    }
    query
}

fn visit(condition: &mut Condition, change: &dyn Fn(&mut Name)) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter_mut().for_each(|part| visit(part, change));
        }
        Condition::Not(inner) => visit(inner, change),
        Condition::Compare { path, .. }
        | Condition::In { path, .. }
        | Condition::InQuery { path, .. }
        | Condition::Includes { path, .. } => change(path),
    }
}
