//! Lists (segments): what is kept of each, and who is in it. Who is in an active list follows from
//! the records' history, so nothing is stored that could fall behind it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::filter::{self, Filter};
use super::object_type::ObjectType;
use super::portal::{Portal, Table};
use super::problem::{Outcome, Problem};
use super::record::Record;
use super::time::{Millis, iso};

/// One list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct List {
    pub id: u64,
    pub name: String,
    /// `0-1`.
    pub object_type: String,
    pub processing: Processing,
    /// As it was sent; [`Criteria::read`] has accepted it.
    pub branch: Value,
    pub version: u64,
    pub created: Millis,
    pub updated: Millis,
}

/// How a list gets its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Processing {
    /// By hand only.
    Manual,
    /// By its filters, always.
    Dynamic,
    /// By its filters, once.
    Snapshot,
}

impl Processing {
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "MANUAL" => Some(Self::Manual),
            "DYNAMIC" => Some(Self::Dynamic),
            "SNAPSHOT" => Some(Self::Snapshot),
            _ => None,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Manual => "MANUAL",
            Self::Dynamic => "DYNAMIC",
            Self::Snapshot => "SNAPSHOT",
        }
    }
}

/// Whether a list's answer carries its filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filters {
    Shown,
    LeftOut,
}

/// What a filter makes of a record without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blanks {
    /// It stays out, unless the filter says otherwise.
    StayOut,
    /// It is compared as a search does.
    AsCompared,
}

/// Alternatives, each of conditions that all hold.
#[derive(Debug)]
pub(super) struct Criteria(Vec<Vec<Condition>>);

#[derive(Debug)]
enum Condition {
    /// Of the record itself.
    Own(Property),
    /// Of a contact's primary company: all of these hold of it.
    OfCompany(Vec<Property>),
}

#[derive(Debug)]
struct Property {
    filter: Filter,
    /// What a blank value comes to (`includeObjectsWithNoValueSet`); a filter that asks for
    /// blankness itself answers for it.
    blank: Option<bool>,
}

/// The property that follows a contact's primary company, and so tells which one it was when.
const COMPANY: &str = "associatedcompanyid";

/// What a list is of, and what its filters may ask about.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    own: &'a Table,
    /// The companies' fields, where the list is of contacts.
    companies: Option<&'a Table>,
}

impl<'a> Fields<'a> {
    pub fn of(portal: &'a Portal, object: &ObjectType) -> Outcome<Self> {
        let companies = (object.plural == "contacts").then(|| portal.tables.get("companies"));
        Ok(Self { own: portal.table(object)?, companies: companies.flatten() })
    }
}

impl Criteria {
    /// Reads a root branch: `OR` of `AND`s of filters, by properties of the record or of its
    /// primary company.
    pub fn read(branch: &Value, fields: Fields<'_>, blanks: Blanks) -> Outcome<Self> {
        if branch.is_null() {
            return Ok(Self(Vec::new()));
        }
        expect_type(branch, "filterBranchType", "OR")?;
        if !array(branch, "filters").is_empty() {
            return Err(Problem::invalid(
                "The root filter branch must not have filters of its own",
            ));
        }
        let alternatives = array(branch, "filterBranches").iter();
        let read = |one: &Value| all_of(one, fields, blanks);
        alternatives.map(read).collect::<Outcome<_>>().map(Self)
    }

    /// When anything that decides about a record changed.
    fn changes(&self, portal: &Portal, record: &Record) -> BTreeSet<Millis> {
        let mut changes = BTreeSet::from([record.created]);
        for one in self.0.iter().flatten() {
            match one {
                Condition::Own(own) => changes.extend(times(record, &own.filter.property)),
                Condition::OfCompany(all) => {
                    changes.extend(times(record, COMPANY));
                    for company in companies_ever(portal, record) {
                        let of = |one: &Property| times(company, &one.filter.property);
                        changes.extend(all.iter().flat_map(of));
                    }
                }
            }
        }
        changes
    }

    fn pass(&self, portal: &Portal, record: &Record, at: Millis) -> bool {
        self.0.iter().any(|all| all.iter().all(|one| one.passes(portal, record, at)))
    }
}

/// When a property of a record changed.
fn times(record: &Record, name: &str) -> Vec<Millis> {
    let now = record.field(name).map(|field| field.held.at);
    now.into_iter().chain(record.past_of(name).map(|held| held.at)).collect()
}

/// Every company that a contact ever belonged to first, as far as it is there.
fn companies_ever<'p>(portal: &'p Portal, contact: &Record) -> Vec<&'p Record> {
    let at = times(contact, COMPANY);
    at.into_iter().filter_map(|at| company_at(portal, contact, at)).collect()
}

fn company_at<'p>(portal: &'p Portal, contact: &Record, at: Millis) -> Option<&'p Record> {
    if !portal.on("hubspot.lists.of_company") {
        return None;
    }
    let id = contact.value_at(COMPANY, at)?.parse().ok()?;
    portal.tables.get("companies")?.live(id)
}

impl Condition {
    fn passes(&self, portal: &Portal, record: &Record, at: Millis) -> bool {
        match self {
            Self::Own(own) => own.passes(portal, record, at),
            Self::OfCompany(all) => company_at(portal, record, at)
                .is_some_and(|company| all.iter().all(|one| one.passes(portal, company, at))),
        }
    }
}

impl Property {
    fn passes(&self, portal: &Portal, record: &Record, at: Millis) -> bool {
        match self.blank {
            Some(blank) if portal.value_at(record, &self.filter.property, at).is_none() => blank,
            Some(_) | None => self.filter.passes(portal, record, at),
        }
    }
}

fn all_of(branch: &Value, fields: Fields<'_>, blanks: Blanks) -> Outcome<Vec<Condition>> {
    expect_type(branch, "filterBranchType", "AND")?;
    let own = array(branch, "filters").iter();
    let own = own.map(|one| condition(one, fields.own, blanks).map(Condition::Own));
    let inner = array(branch, "filterBranches").iter();
    own.chain(inner.map(|one| of_company(one, fields, blanks))).collect()
}

/// The one branch inside an `AND` that this emulator knows: a contact's primary company.
fn of_company(branch: &Value, fields: Fields<'_>, blanks: Blanks) -> Outcome<Condition> {
    expect_type(branch, "filterBranchType", "ASSOCIATION")?;
    expect_type(branch, "operator", "IN_LIST")?;
    expect_type(branch, "associationCategory", "HUBSPOT_DEFINED")?;
    let kind = branch.get("associationTypeId").and_then(Value::as_u64);
    let (Some(companies), "0-2", Some(1)) = (fields.companies, text(branch, "objectTypeId")?, kind)
    else {
        return Err(Problem::invalid(
            "This emulator knows no association branch but a contact's primary company",
        ));
    };
    let all = array(branch, "filters").iter();
    let all = all.map(|one| condition(one, companies, blanks)).collect::<Outcome<_>>()?;
    Ok(Condition::OfCompany(all))
}

fn condition(given: &Value, table: &Table, blanks: Blanks) -> Outcome<Property> {
    expect_type(given, "filterType", "PROPERTY")?;
    let property = text(given, "property")?;
    let operation = given.get("operation").unwrap_or(&Value::Null);
    let operator = text(operation, "operator")?;
    text(operation, "operationType")?;
    let values = values(operation);
    let first = values.first().cloned().unwrap_or_default();
    let one = |operator: &str| json!({ "operator": operator, "value": first });
    let many = |operator: &str| {
        let lower: Vec<String> = values.iter().map(|value| value.to_lowercase()).collect();
        let kept = if is_text(property, table) { &lower } else { &values };
        json!({ "operator": operator, "values": kept })
    };
    let mut search = match operator {
        "IS_EQUAL_TO" | "IS_ANY_OF" => many("IN"),
        "IS_NOT_EQUAL_TO" | "IS_NONE_OF" => many("NOT_IN"),
        "IS_GREATER_THAN" => one("GT"),
        "IS_GREATER_THAN_OR_EQUAL_TO" => one("GTE"),
        "IS_LESS_THAN" => one("LT"),
        "IS_LESS_THAN_OR_EQUAL_TO" => one("LTE"),
        "IS_KNOWN" => json!({ "operator": "HAS_PROPERTY" }),
        "IS_UNKNOWN" => json!({ "operator": "NOT_HAS_PROPERTY" }),
        other => {
            return Err(Problem::invalid(format!("This emulator knows no operator {other}")));
        }
    };
    search["propertyName"] = json!(property);
    let own = matches!(operator, "IS_KNOWN" | "IS_UNKNOWN") || blanks == Blanks::AsCompared;
    let includes = operation.get("includeObjectsWithNoValueSet").and_then(Value::as_bool);
    let blank = (!own).then_some(includes.unwrap_or(false));
    Ok(Property { filter: filter::one(&search, table)?, blank })
}

fn is_text(property: &str, table: &Table) -> bool {
    table.properties.get(property).is_some_and(|known| known.kind == "string")
}

/// `values`, or the one `value`; booleans and numbers as they are spelt.
fn values(operation: &Value) -> Vec<String> {
    let spelt = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (operation.get("values").and_then(Value::as_array), operation.get("value")) {
        (Some(many), _) => many.iter().map(spelt).collect(),
        (None, Some(one)) => vec![spelt(one)],
        (None, None) => Vec::new(),
    }
}

fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> Outcome<&'v str> {
    let text = value.get(key).and_then(Value::as_str);
    text.ok_or_else(|| Problem::invalid(format!("Some required fields were not set: [{key}]")))
}

fn expect_type(value: &Value, key: &str, expected: &str) -> Outcome<()> {
    let found = text(value, key)?;
    if found == expected {
        return Ok(());
    }
    Err(Problem::invalid(format!("Invalid {key} {found}: expected {expected}")))
}

impl List {
    /// As single lists are answered; filters only where they were asked for.
    pub fn json(&self, filters: Filters) -> Value {
        let mut shown = json!({
            "listId": self.id.to_string(),
            "listVersion": self.version,
            "name": self.name,
            "objectTypeId": self.object_type,
            "processingStatus": "COMPLETE",
            "processingType": self.processing.word(),
            "createdAt": iso(self.created),
            "updatedAt": iso(self.updated),
            "filtersUpdatedAt": iso(self.updated),
        });
        if filters == Filters::Shown && !self.branch.is_null() {
            shown["filterBranch"] = self.branch.clone();
        }
        shown
    }
}

/// Who is in a list, as somebody who asks now is told.
pub(super) struct Members<'a> {
    portal: &'a Portal,
    list: &'a List,
    table: &'a Table,
    criteria: Criteria,
    now: Millis,
    /// How long the vendor takes to look at a changed record.
    lag: Millis,
}

impl<'a> Members<'a> {
    pub fn of(portal: &'a Portal, list: &'a List, moment: Moment) -> Outcome<Self> {
        let object = portal.object(&list.object_type)?;
        let table = portal.table(&object)?;
        let fields = Fields::of(portal, &object)?;
        let criteria = Criteria::read(&list.branch, fields, moment.blanks)?;
        Ok(Self { portal, list, table, criteria, now: moment.now, lag: moment.lag })
    }

    /// Since when a record is in the list, if it is.
    pub fn since(&self, id: u64) -> Option<Millis> {
        let record = self.table.live(id)?;
        let seen = self.now - self.lag;
        match self.list.processing {
            Processing::Manual => None,
            Processing::Snapshot => {
                let then = self.list.created;
                let in_it = record.created <= then && self.criteria.pass(self.portal, record, then);
                in_it.then_some(then)
            }
            Processing::Dynamic => self.joined(record, seen),
        }
    }

    /// The start of the latest stretch in which the record met the criteria.
    fn joined(&self, record: &Record, seen: Millis) -> Option<Millis> {
        if record.created > seen || !self.criteria.pass(self.portal, record, seen) {
            return None;
        }
        let all = self.criteria.changes(self.portal, record);
        let changes: BTreeSet<Millis> = all.into_iter().filter(|at| *at <= seen).collect();
        let met =
            changes.iter().rev().take_while(|at| self.criteria.pass(self.portal, record, **at));
        let since = met.last().copied().unwrap_or(record.created);
        Some((since + self.lag).max(self.list.created))
    }

    /// Every member with the time it joined, the oldest first.
    pub fn by_join(&self) -> Vec<(Millis, u64)> {
        let ids = self.table.records.keys();
        let mut all: Vec<(Millis, u64)> =
            ids.filter_map(|id| self.since(*id).map(|at| (at, *id))).collect();
        all.sort_unstable();
        all
    }
}

/// When a list is looked at, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub now: Millis,
    pub lag: Millis,
    pub blanks: Blanks,
}
