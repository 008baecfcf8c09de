//! The rows of a query job, as lines of CSV.

use serde_json::Value;

use super::csv;
use super::job::{Job, Operation, no_entity};
use crate::salesforce::number;
use crate::salesforce::schema::Kind;
use crate::salesforce::soql::{Bound, Column, Scope};
use crate::salesforce::wire::{Call, Refusal};
use crate::salesforce::world::Org;

/// What a query job holds.
#[derive(Debug, Default)]
pub(super) struct Extract {
    pub(super) query: String,
    pub(super) header: String,
    pub(super) lines: Vec<String>,
}

/// Objects that the Bulk API leaves out though SOQL reads them.
const UNSUPPORTED: [&str; 12] = [
    "AcceptedEventRelation",
    "CaseStatus",
    "ContractStatus",
    "DeclinedEventRelation",
    "FieldSecurityClassification",
    "OrderStatus",
    "PartnerRole",
    "RecentlyViewed",
    "SolutionStatus",
    "TaskPriority",
    "TaskStatus",
    "UndecidedEventRelation",
];

impl Org {
    /// Binds a job's query, or says what a job cannot do. Returns the object too.
    pub(super) fn bulk_query(&self, call: &Call<'_>, text: &str) -> Result<Bound, Refusal> {
        let from = from_of(text);
        if let Some(name) = UNSUPPORTED.iter().find(|name| from.eq_ignore_ascii_case(name))
            && call.turn.on("salesforce.bulk.entities")
        {
            return Err(no_entity(name));
        }
        let strict = call.turn.on("salesforce.bulk.query_shapes");
        if strict && groups(text) {
            return Err(shape("Aggregate queries are not supported in Bulk V2 Query"));
        }
        let bound = self.prepare(call, text)?;
        if strict && let Some(what) = self.refused_shape(&bound) {
            return Err(shape(what));
        }
        Ok(bound)
    }

    fn refused_shape(&self, bound: &Bound) -> Option<&'static str> {
        let object = self.schema.get(&bound.object)?;
        let children = |column: &Column| matches!(column, Column::Children(..));
        let compound = |column: &Column| match column {
            Column::Field(path) if path.hops.is_empty() => {
                object.fields.get(path.slot).is_some_and(|field| field.kind == Kind::Compound)
            }
            Column::Field(path) => path.kind == Kind::Compound,
            Column::Children(..) => false,
        };
        if bound.counts {
            Some("Aggregate queries are not supported in Bulk V2 Query")
        } else if bound.columns.iter().any(children) {
            Some("Aggregate Relationships not supported in Bulk V2 Query with CSV content type")
        } else if bound.offset > 0 {
            Some("OFFSET is not supported in Bulk V2 Query")
        } else if bound.columns.iter().any(compound) {
            Some("Selecting compound data not supported in Bulk Query")
        } else {
            None
        }
    }

    /// Runs a job's query and keeps its lines.
    pub(super) fn extract(
        &self,
        call: &Call<'_>,
        job: &Job,
        extract: &mut Extract,
    ) -> Result<(), String> {
        let fault = |refusal: Refusal| format!("{} : {}", refusal.code, refusal.message);
        let bound = self.prepare(call, &extract.query).map_err(fault)?;
        let kind = self.schema.get(&bound.object).ok_or("INVALIDENTITY : Unknown object")?;
        let scope = if job.operation == Operation::QueryAll { Scope::All } else { Scope::Living };
        let columns: Vec<_> = bound
            .columns
            .iter()
            .filter_map(|column| match column {
                Column::Field(path) => Some(path),
                Column::Children(..) => None,
            })
            .collect();
        let names: Vec<String> = columns
            .iter()
            .map(|path| {
                let hops = path.hops.iter().map(String::as_str);
                hops.chain([path.name.as_str()]).collect::<Vec<_>>().join(".")
            })
            .collect();
        extract.header = csv::line(names.iter().map(String::as_str), job.dialect);
        let mut lines = Vec::new();
        for row in self.select(call, &bound, scope) {
            let cells = columns.iter().map(|path| cell(&self.reach(kind, row, path), path.kind));
            let cells: Vec<String> = cells.collect();
            lines.push(csv::line(cells.iter().map(String::as_str), job.dialect));
        }
        extract.lines = lines;
        Ok(())
    }
}

/// Nulls are empty, instants end in `Z`.
fn cell(value: &Value, kind: Kind) -> String {
    if let Some(text) = number::text(value) {
        return match (kind, text.strip_suffix("+0000")) {
            (Kind::Datetime, Some(head)) => format!("{head}Z"),
            (_, _) => text.to_owned(),
        };
    }
    if value.is_null() { String::new() } else { number::write(value) }
}

fn shape(text: &str) -> Refusal {
    Refusal::new("API_ERROR", text)
}

/// The word after `FROM` outside parentheses and quotes.
fn from_of(text: &str) -> String {
    let words = outer_words(text);
    let mut words = words.iter();
    words.find(|word| word.eq_ignore_ascii_case("from"));
    words.next().cloned().unwrap_or_default()
}

/// Whether a query groups or aggregates.
fn groups(text: &str) -> bool {
    let words = outer_words(text);
    let pair = |pair: &[String]| {
        pair[0].eq_ignore_ascii_case("group") && pair[1].eq_ignore_ascii_case("by")
    };
    let called = |word: &String| {
        ["count", "count_distinct", "avg", "sum", "min", "max"]
            .iter()
            .any(|name| word.to_ascii_lowercase().starts_with(&format!("{name}(")))
    };
    words.windows(2).any(pair) || words.iter().any(called)
}

/// Words outside quotes; what stands in parentheses sticks to its word.
fn outer_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for letter in text.chars() {
        let was_escaped = std::mem::take(&mut escaped);
        match letter {
            '\\' if quoted && !was_escaped => escaped = true,
            '\'' if !was_escaped => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && !quoted && (letter.is_whitespace() || letter == ',') {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
