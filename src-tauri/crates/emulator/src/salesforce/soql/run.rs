//! A bound query finds its rows and shows them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::render::{attributes, cell};
use super::super::schema::Sobject;
use super::super::wire::Call;
use super::super::world::{Id, Org, Row, Table, second_of};
use super::bind::{Bound, Column, Filter, Path};
use super::eval::key;
use super::operand::Operand;
use super::parser::{Direction, Negated, Test};
use crate::exchange::InnerFault;
use crate::json::with;

/// Whether deleted and archived rows are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Living,
    All,
}

impl Org {
    /// The rows of a query in order, its limit and offset applied.
    pub(crate) fn select<'a>(
        &'a self,
        call: &Call<'_>,
        bound: &Bound,
        scope: Scope,
    ) -> Vec<&'a Row> {
        let Some((object, table)) = self.schema.get(&bound.object).zip(self.table(&bound.object))
        else {
            return Vec::new();
        };
        let by_stamp = in_stamp_order(bound) && !self.has_late();
        let by_id = in_id_order(bound);
        let kept = by_stamp || by_id;
        let cap = bound.limit.map(|limit| limit + bound.offset);
        let mut found = Vec::new();
        let rows: Box<dyn Iterator<Item = &Row>> = if by_stamp {
            Box::new(table.since(lower_bound(&bound.filter).unwrap_or(i64::MIN)))
        } else if by_id {
            Box::new(table.from(id_floor(&bound.filter).unwrap_or("")))
        } else {
            candidates(object, table, &bound.filter)
        };
        for row in rows {
            let Some(row) = row.seen(call.turn.now) else { continue };
            if scope == Scope::Living && !living(object, row) {
                continue;
            }
            if !self.shows(call, row) {
                continue;
            }
            if row.deleted(object) && self.has_left_the_bin(call, &row.id) {
                continue;
            }
            if self.passes(object, row, &bound.filter) {
                found.push(row);
            }
            if kept && cap.is_some_and(|cap| found.len() >= cap) {
                break;
            }
        }
        if !kept && !bound.order.is_empty() {
            found.sort_by(|a, b| self.ordered(object, (a, b), &bound.order));
        }
        if bound.order.is_empty() && call.turn.fault == Some(&InnerFault::Shuffled) {
            found.reverse();
        }
        let limit = bound.limit.unwrap_or(usize::MAX);
        found.into_iter().skip(bound.offset).take(limit).collect()
    }

    /// The values of one column, as a list is searched.
    pub(crate) fn column_values(
        &self,
        call: &Call<'_>,
        bound: &Bound,
        column: &Path,
    ) -> BTreeSet<String> {
        let Some(object) = self.schema.get(&bound.object) else { return BTreeSet::new() };
        let rows = self.select(call, bound, Scope::Living);
        rows.iter()
            .map(|row| key(column, &self.reach(object, row, column)))
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// One row as the query selected it.
    pub(crate) fn present(&self, call: &Call<'_>, bound: &Bound, row: &Row) -> Value {
        let Some(object) = self.schema.get(&bound.object) else { return Value::Null };
        let mut shown = Map::new();
        shown.insert("attributes".to_owned(), attributes(call, object, row));
        for column in &bound.columns {
            match column {
                Column::Field(path) if path.hops.is_empty() => {
                    let field = &object.fields[path.slot];
                    shown.insert(field.name.clone(), cell(object, row, path.slot, field));
                }
                Column::Field(path) => self.nest(call, (object, row), path, &mut shown),
                Column::Children(name, key, inner) => {
                    shown.insert(name.clone(), self.children_of(call, row, (key, inner)));
                }
            }
        }
        Value::Object(shown)
    }

    /// Puts a parent's field into the parent's own object; a missing parent is null.
    fn nest(
        &self,
        call: &Call<'_>,
        (object, row): (&Sobject, &Row),
        path: &Path,
        shown: &mut Map<String, Value>,
    ) {
        let mut into = shown;
        for depth in 1..=path.hops.len() {
            let hop = &path.hops[depth - 1];
            let Some((kind, parent)) = self.parent(object, row, &path.hops[..depth]) else {
                into.entry(hop.clone()).or_insert(Value::Null);
                return;
            };
            let fresh = || json!({"attributes": attributes(call, kind, parent)});
            let Some(next) = into.entry(hop.clone()).or_insert_with(fresh).as_object_mut() else {
                return;
            };
            into = next;
        }
        into.insert(path.name.clone(), self.reach(object, row, path));
    }

    fn children_of(&self, call: &Call<'_>, row: &Row, (key, inner): (&str, &Bound)) -> Value {
        let Some(kind) = self.schema.get(&inner.object) else { return Value::Null };
        let Some(slot) = kind.slot(key) else { return Value::Null };
        let path = Path {
            hops: Vec::new(),
            name: key.to_owned(),
            slot,
            kind: kind.fields[slot].kind,
            exact: true,
        };
        let mine = Filter::Compare(path, Test::Equal, Operand::Text(row.id.to_string()));
        let mut bound = inner.clone();
        bound.filter = Filter::And(vec![mine, inner.filter.clone()]);
        let rows = self.select(call, &bound, Scope::Living);
        if rows.is_empty() {
            return Value::Null;
        }
        let records: Vec<Value> =
            rows.iter().map(|child| self.present(call, &bound, child)).collect();
        with(json!({"totalSize": records.len(), "done": true}), "records", records)
    }
}

fn living(object: &Sobject, row: &Row) -> bool {
    !row.deleted(object) && row.get(object, "IsArchived") != true
}

/// `ORDER BY SystemModstamp[, Id]`, which the table keeps.
fn in_stamp_order(bound: &Bound) -> bool {
    let plain = |(path, direction, _): &(Path, Direction, super::parser::Nulls)| {
        path.hops.is_empty() && *direction == Direction::Ascending
    };
    let names: Vec<&str> = bound.order.iter().map(|(path, ..)| path.name.as_str()).collect();
    bound.order.iter().all(plain)
        && (names == ["SystemModstamp"] || names == ["SystemModstamp", "Id"])
}

/// `ORDER BY Id`, which the table keeps too. A list of ids is found faster by its keys.
fn in_id_order(bound: &Bound) -> bool {
    let [(path, direction, _)] = bound.order.as_slice() else { return false };
    let plain = path.hops.is_empty() && path.name == "Id";
    plain && *direction == Direction::Ascending && id_floor(&bound.filter).is_some()
}

/// The lowest id that a match may have.
fn id_floor(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::And(parts) => parts.iter().filter_map(id_floor).max(),
        Filter::Compare(path, Test::Greater | Test::GreaterOrEqual, Operand::Text(id)) => {
            (path.name == "Id" && path.hops.is_empty()).then_some(id.as_str())
        }
        Filter::All
        | Filter::Or(_)
        | Filter::Not(_)
        | Filter::Compare(..)
        | Filter::In(..)
        | Filter::Includes(..) => None,
    }
}

/// The fewest rows that hold every match.
fn candidates<'a>(
    object: &Sobject,
    table: &'a Table,
    filter: &Filter,
) -> Box<dyn Iterator<Item = &'a Row> + 'a> {
    if let Some(ids) = by_key(object, table, filter) {
        return Box::new(ids.into_iter().filter_map(|id| table.get(&id)));
    }
    match lower_bound(filter) {
        Some(second) => Box::new(table.since(second)),
        None => Box::new(table.rows()),
    }
}

/// The earliest second that a match may have.
fn lower_bound(filter: &Filter) -> Option<i64> {
    match filter {
        Filter::And(parts) => parts.iter().filter_map(lower_bound).max(),
        Filter::Or(parts) => {
            let bounds: Option<Vec<i64>> = parts.iter().map(lower_bound).collect();
            bounds?.into_iter().min()
        }
        Filter::Compare(path, test, Operand::Text(text))
            if path.name == "SystemModstamp" && path.hops.is_empty() =>
        {
            let lower = matches!(test, Test::Equal | Test::Greater | Test::GreaterOrEqual);
            lower.then(|| second_of(text))
        }
        Filter::All
        | Filter::Not(_)
        | Filter::Compare(..)
        | Filter::In(..)
        | Filter::Includes(..) => None,
    }
}

/// Rows named by id or by an indexed field, in the order of their ids.
fn by_key(object: &Sobject, table: &Table, filter: &Filter) -> Option<BTreeSet<Id>> {
    match filter {
        Filter::And(parts) => parts.iter().find_map(|part| by_key(object, table, part)),
        Filter::Compare(path, Test::Equal, Operand::Text(text)) if path.hops.is_empty() => {
            named(object, table, path, &BTreeSet::from([text.clone()]))
        }
        Filter::In(path, Negated::No, keys) if path.hops.is_empty() && !keys.contains("") => {
            named(object, table, path, keys)
        }
        Filter::All
        | Filter::Or(_)
        | Filter::Not(_)
        | Filter::Compare(..)
        | Filter::In(..)
        | Filter::Includes(..) => None,
    }
}

fn named(
    object: &Sobject,
    table: &Table,
    path: &Path,
    keys: &BTreeSet<String>,
) -> Option<BTreeSet<Id>> {
    let field = object.fields.get(path.slot)?;
    if field.name == "Id" {
        return Some(keys.iter().map(|key| Id::from(key.as_str())).collect());
    }
    if !field.indexed() {
        return None;
    }
    let rows = keys.iter().flat_map(|key| table.having(path.slot, key));
    Some(rows.map(|row| row.id.clone()).collect())
}
