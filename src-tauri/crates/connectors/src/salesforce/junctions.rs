//! Rows that stand between a record and others, as one field of the record (M10): the roles of
//! contacts on an opportunity, the campaigns of a person.
//!
//! They come with the record's own row, by a query of its children. But a row that is added, changed
//! or removed does not move the record's stamp: a pull of changes asks for changed rows as well, and
//! reads the records that they belong to whole.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crosswalk_model::connector::PullAsk;
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, Record, RecordId, RecordRef, Value,
};
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::SalesforceConnector;
use super::campaigns::CAMPAIGNS;
use super::composite::{CompositeAnswer, PARTS_MAX, encoded, query_answer};
use super::errors::unreadable;
use super::pull::{PAGE_ROWS, after_id};
use super::roles::{NAMED_ROLES, ROLES};
use super::rows::{Row, Rows, Stamped, selection};
use super::soql::{Children, Condition, Literal, Op, Query};

/// Records that one query names at most; five queries go in one call.
const IDS_MAX: usize = 400;
/// Bytes of a query in a URL: 16,384 are allowed with path and headers.
const URL_ROOM: usize = 16_000;
/// What an id takes in a URL, with its quotes and comma.
const ID_ROOM: usize = 27;
/// Calls that reading rows or records by id takes at most: a guard.
const ROUNDS_MAX: usize = 1_000;

/// An object whose rows stand between others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Junction {
    /// The field that all of them are seen as.
    pub(super) field: &'static str,
    /// The object.
    pub(super) object: &'static str,
    /// The objects whose field it is, and which field of a row names one of their records.
    pub(super) parents: &'static [(&'static str, &'static str)],
    /// A parent's rows, as its describe names the relationship.
    pub(super) relation: &'static str,
    /// What a row brings its parent.
    pub(super) brings: Brings,
    /// Which field of a row says as what it brings that, where it is read. Each has a field of its
    /// own on the parent: `field`, a colon and what it is called.
    pub(super) as_what: Option<&'static str>,
    /// Who writes rows.
    pub(super) written: Written,
    /// What is read of each row that comes with its parent.
    pub(super) of_a_child: &'static [&'static str],
}

/// What a row brings its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brings {
    /// A record of this object, named by this field.
    Record {
        /// The object.
        object: &'static str,
        /// The field.
        by: &'static str,
    },
    /// The name of a record, which this relationship leads to.
    Name {
        /// The relationship.
        of: &'static str,
    },
}

/// Who writes rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// We do as well: who touched a row last has touched its parent. Else our own write of an
    /// opportunity would answer for somebody else's role.
    ByUs,
    /// Only others. A row that goes is no news then: it shows with the parent's next read (H106).
    ByOthers,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Its id.
    pub(super) id: RecordId,
    /// What it brings.
    pub(super) brings: Brought,
}

/// What one row brings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Brought {
    /// A record's id, or a name.
    pub(super) what: String,
    /// As what, where the row says so and it was read.
    pub(super) as_what: Option<String>,
}

/// Who changed something last, and when.
pub(super) type Touch = (Timestamp, Option<RecordId>);

/// The rows that came with their parent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// All of them.
    All { bring: BTreeSet<Brought>, last: Option<Touch> },
    /// The vendor cut the list: it has to be read apart.
    Cut,
}

/// The junction that is a field of an object's records.
pub(super) fn of(object: &ObjectName) -> Option<&'static Junction> {
    let parent = |it: &&&'static Junction| it.of_parent(object).is_some();
    [&ROLES, &CAMPAIGNS].iter().find(parent).copied()
}

/// The junction that a read of these fields brings.
pub(super) fn wanted(
    schema: &ObjectSchema,
    fields: &BTreeSet<FieldName>,
) -> Option<&'static Junction> {
    let junction = of(&schema.object)?;
    let mut asked = junction.asked((schema, fields)).peekable();
    asked.peek()?;
    let apart = asked.any(|field| junction.as_what_of(field).is_some());
    Some(if apart && *junction == ROLES { &NAMED_ROLES } else { junction })
}

/// Whether a read asks for a junction, as far as the ask tells.
pub(super) fn asked_for(object: &ObjectName, fields: &BTreeSet<FieldName>) -> bool {
    of(object).is_some_and(|junction| fields.iter().any(|field| junction.holds(field)))
}

/// Whether a pull asks for one.
pub(super) fn pulled(ask: &PullAsk) -> bool {
    asked_for(&ask.object, &ask.fields)
}

/// The children that a query of parents brings along.
pub(super) fn children(schema: &ObjectSchema, fields: &BTreeSet<FieldName>) -> Option<Children> {
    let junction = wanted(schema, fields)?;
    Some(Children { relation: junction.relation, fields: junction.of_a_child })
}

fn touched(row: &Row<'_>) -> Option<Touch> {
    Some((row.instant("LastModifiedDate")?, row.id("LastModifiedById")))
}

/// Notes a later change of one of the record's rows.
pub(super) fn touch(record: &mut Record, last: Option<Touch>) {
    if let Some((at, by)) = last
        && record.modified.is_some_and(|modified| modified < at)
    {
        record.modified = Some(at);
        record.modified_by = by;
    }
}

impl Junction {
    /// Which field of a row names a record of this object.
    pub(super) fn of_parent(&self, object: &ObjectName) -> Option<&'static str> {
        let parents = self.parents.iter();
        parents.filter(|(parent, _)| *parent == object.as_str()).map(|(_, field)| *field).next()
    }

    /// Whether a field of a parent is made of these rows.
    pub(super) fn holds(&self, field: &FieldName) -> bool {
        field.as_str() == self.field || self.as_what_of(field).is_some()
    }

    /// As what the rows of a field bring what they do, where it holds not all of them.
    pub(super) fn as_what_of<'f>(&self, field: &'f FieldName) -> Option<&'f str> {
        field.as_str().strip_prefix(self.field)?.strip_prefix(':')
    }

    fn asked<'f>(
        &self,
        (schema, fields): (&ObjectSchema, &'f BTreeSet<FieldName>),
    ) -> impl Iterator<Item = &'f FieldName> {
        fields.iter().filter(move |field| self.holds(field) && schema.fields.contains_key(*field))
    }

    fn brought(&self, row: &Row<'_>) -> Option<Brought> {
        let what = match self.brings {
            Brings::Record { by, .. } => row.id(by).map(|id| id.as_str().to_owned()),
            Brings::Name { of } => {
                let parent: Row<'_> = serde_json::from_str(row.get(of)?.get()).ok()?;
                parent.text("Name")
            }
        };
        Some(Brought { what: what?, as_what: self.as_what.and_then(|name| row.text(name)) })
    }

    /// The rows in their parent's row. `None` when it does not speak of them.
    pub(super) fn told(&self, row: &Row<'_>) -> Option<Told> {
        let raw: &RawValue = row.get(self.relation)?;
        if raw.get() == "null" {
            return Some(Told::All { bring: BTreeSet::new(), last: None });
        }
        let rows: Rows<'_> = serde_json::from_str(raw.get()).ok()?;
        if !rows.done {
            return Some(Told::Cut);
        }
        let mut bring = BTreeSet::new();
        let mut last: Option<Touch> = None;
        for row in &rows.records {
            last = last.max(self.touched(row));
            // A query that sees the bin may list what lies there.
            if !row.is("IsDeleted") {
                bring.extend(self.brought(row));
            }
        }
        Some(Told::All { bring, last })
    }

    fn touched(&self, row: &Row<'_>) -> Option<Touch> {
        match self.written {
            Written::ByUs => touched(row),
            Written::ByOthers => None,
        }
    }

    /// A field's value: all rows, or those that bring it as what the field is of.
    pub(super) fn content(&self, field: &FieldName, bring: &BTreeSet<Brought>) -> Content {
        let of = self.as_what_of(field);
        let own = bring.iter().filter(|it| of.is_none() || it.as_what.as_deref() == of);
        let own: BTreeSet<&str> = own.map(|it| it.what.as_str()).collect();
        if own.is_empty() {
            return Content::Blank;
        }
        Content::Value(match self.brings {
            Brings::Record { object, .. } => {
                Value::References(own.into_iter().map(|id| RecordRef::new(object, id)).collect())
            }
            Brings::Name { .. } => Value::Choices(own.into_iter().map(str::to_owned).collect()),
        })
    }

    /// Puts the rows into their parent's record, as the fields that were asked for.
    pub(super) fn put(
        &self,
        record: &mut Record,
        asked: (&ObjectSchema, &BTreeSet<FieldName>),
        bring: &BTreeSet<Brought>,
        last: Option<Touch>,
    ) {
        for field in self.asked(asked) {
            record.fields.insert(field.clone(), self.content(field, bring));
        }
        touch(record, last);
    }

    /// The query of changed rows of this parent object: `condition` says since when.
    pub(super) fn changes(
        &self,
        parent: &'static str,
        stamp: &'static str,
        condition: Condition,
    ) -> Query {
        let mut fields = vec!["Id".to_owned(), parent.to_owned()];
        match self.brings {
            Brings::Record { by, .. } => fields.push(by.to_owned()),
            Brings::Name { .. } => {}
        }
        let always = ["IsDeleted", "LastModifiedDate", "LastModifiedById", stamp];
        for name in always {
            if !fields.iter().any(|known| known == name) {
                fields.push(name.to_owned());
            }
        }
        let there = Condition::compare("IsDeleted", Op::Equal, Literal::Boolean(false));
        let condition = match self.written {
            Written::ByUs => condition,
            Written::ByOthers => Condition::All(vec![condition, there]),
        };
        Query {
            object: self.object.to_owned(),
            fields,
            children: None,
            condition: Some(condition),
            order: vec![stamp, "Id"],
            limit: Some(PAGE_ROWS),
        }
    }

    /// Which parents' rows changed, each with its last change.
    pub(super) fn changed(
        &self,
        parent: &str,
        rows: &Rows<'_>,
    ) -> BTreeMap<RecordId, Option<Touch>> {
        let mut found: BTreeMap<RecordId, Option<Touch>> = BTreeMap::new();
        for row in &rows.records {
            let Some(of) = row.id(parent) else { continue };
            let last = found.entry(of).or_default();
            *last = last.take().max(self.touched(row));
        }
        found
    }

    fn query_of(
        &self,
        parent: &'static str,
        parents: &[RecordId],
        after: Option<&RecordId>,
    ) -> Query {
        let mut conditions = vec![Condition::one_of(parent, parents)];
        conditions.push(Condition::compare("IsDeleted", Op::Equal, Literal::Boolean(false)));
        conditions.extend(after.map(after_id));
        let brings = match self.brings {
            Brings::Record { by, .. } => by.to_owned(),
            Brings::Name { of } => format!("{of}.Name"),
        };
        let fields = ["Id", parent, &brings, "IsDeleted"].into_iter().chain(self.as_what);
        Query {
            object: self.object.to_owned(),
            fields: fields.map(str::to_owned).collect(),
            children: None,
            condition: Some(Condition::All(conditions)),
            order: vec!["Id"],
            limit: Some(PAGE_ROWS),
        }
    }
}

impl SalesforceConnector {
    /// Parents by id with their rows, deleted ones among them: a retrieve brings no children. Ids
    /// that are not there are left out.
    pub(super) async fn parents(
        &self,
        (schema, fields): (&ObjectSchema, &BTreeSet<FieldName>),
        ids: &[RecordId],
        purpose: Purpose,
    ) -> Result<Vec<Record>, ConnectorError> {
        let mut found: Vec<Stamped> = Vec::with_capacity(ids.len());
        let mut left: Vec<RecordId> = ids.to_vec();
        let most = ids_to_a_query(&by_id((schema, fields), &[]))?;
        for _ in 0..ROUNDS_MAX {
            if left.is_empty() {
                return self.complete((schema, fields), found, purpose).await;
            }
            let later = left.split_off(left.len().min(most * PARTS_MAX));
            let (read, cut_off) = self.some_parents((schema, fields), &left, purpose).await?;
            if read.is_empty() && !cut_off.is_empty() {
                break;
            }
            found.extend(read);
            left = cut_off.into_iter().chain(later).collect();
        }
        Err(ConnectorError::Protocol("a query by id that does not end".to_owned()))
    }

    /// One call's worth: what came, and the ids that the vendor's page had no room for. Children
    /// count as rows, so an answer may hold fewer parents than it was asked.
    async fn some_parents(
        &self,
        (schema, fields): (&ObjectSchema, &BTreeSet<FieldName>),
        ids: &[RecordId],
        purpose: Purpose,
    ) -> Result<(Vec<Stamped>, Vec<RecordId>), ConnectorError> {
        let most = ids_to_a_query(&by_id((schema, fields), &[]))?;
        let queries: Vec<Query> =
            ids.chunks(most).map(|ids| by_id((schema, fields), ids)).collect();
        let answer = self.query_all(&queries, purpose).await?;
        let parts = CompositeAnswer::of(&answer.body)?;
        let (mut read, mut cut_off) = (Vec::new(), Vec::new());
        for (at, asked) in ids.chunks(most).enumerate() {
            let rows: Rows<'_> = serde_json::from_str(query_answer(&parts, at, &schema.object)?)
                .map_err(|error| unreadable("query", &error))?;
            let came: BTreeSet<RecordId> =
                rows.records.iter().filter_map(|row| row.id("Id")).collect();
            if !rows.done {
                cut_off.extend(asked.iter().filter(|id| !came.contains(*id)).cloned());
            }
            read.extend(rows.records.iter().filter_map(|row| row.record(schema, fields)));
        }
        Ok((read, cut_off))
    }

    /// The records of rows; those whose list of children was cut get it by a read of its own.
    pub(super) async fn complete(
        &self,
        (schema, fields): (&ObjectSchema, &BTreeSet<FieldName>),
        rows: Vec<Stamped>,
        purpose: Purpose,
    ) -> Result<Vec<Record>, ConnectorError> {
        let cut = rows.iter().filter(|row| row.children_cut);
        let cut: Vec<RecordId> = cut.map(|row| row.record.at.id.clone()).collect();
        let junction = wanted(schema, fields).filter(|_| !cut.is_empty());
        let standing = match junction {
            Some(junction) => self.standing((junction, &schema.object), &cut, purpose).await?,
            None => BTreeMap::new(),
        };
        let whole = |row: Stamped| {
            let mut record = row.record;
            if let Some(junction) = junction.filter(|_| row.children_cut) {
                let of = standing.get(&record.at.id).map_or(&[][..], Vec::as_slice);
                let bring = of.iter().map(|it| it.brings.clone()).collect();
                junction.put(&mut record, (schema, fields), &bring, None);
            }
            record
        };
        Ok(rows.into_iter().map(whole).collect())
    }

    /// Every row that these parents have now.
    pub(super) async fn standing(
        &self,
        (junction, object): (&'static Junction, &ObjectName),
        parents: &[RecordId],
        purpose: Purpose,
    ) -> Result<BTreeMap<RecordId, Vec<Standing>>, ConnectorError> {
        let mut found: BTreeMap<RecordId, Vec<Standing>> = BTreeMap::new();
        let Some(parent) = junction.of_parent(object) else { return Ok(found) };
        let bare = junction.query_of(parent, &[], None);
        let mut left: VecDeque<Part<'_>> =
            parents.chunks(ids_to_a_query(&bare)?).map(|ids| Part { ids, after: None }).collect();
        let rounds = left.len().div_ceil(PARTS_MAX) + ROUNDS_MAX;
        for _ in 0..rounds {
            let now: Vec<Part<'_>> = left.drain(..left.len().min(PARTS_MAX)).collect();
            if now.is_empty() {
                return Ok(found);
            }
            let queries: Vec<Query> = now
                .iter()
                .map(|part| junction.query_of(parent, part.ids, part.after.as_ref()))
                .collect();
            let answer = self.query_all(&queries, purpose).await?;
            let parts = CompositeAnswer::of(&answer.body)?;
            let of = ObjectName::from(junction.object);
            for (at, part) in now.into_iter().enumerate() {
                let rows: Rows<'_> = serde_json::from_str(query_answer(&parts, at, &of)?)
                    .map_err(|error| unreadable("query", &error))?;
                for row in rows.records.iter().filter(|row| !row.is("IsDeleted")) {
                    let (Some(id), Some(of), Some(brings)) =
                        (row.id("Id"), row.id(parent), junction.brought(row))
                    else {
                        continue;
                    };
                    found.entry(of).or_default().push(Standing { id, brings });
                }
                let last = rows.records.last().and_then(|row| row.id("Id"));
                let ended = rows.done && rows.records.len() < PAGE_ROWS;
                left.extend(last.filter(|_| !ended).map(|last| Part { after: Some(last), ..part }));
            }
        }
        Err(ConnectorError::Protocol(format!("{} that do not end", junction.relation)))
    }
}

/// Records, by their ids, with the rows between them and others.
fn by_id((schema, fields): (&ObjectSchema, &BTreeSet<FieldName>), ids: &[RecordId]) -> Query {
    Query {
        object: schema.object.as_str().to_owned(),
        fields: selection(schema, fields),
        children: children(schema, fields),
        condition: Some(Condition::one_of("Id", ids)),
        order: Vec::new(),
        limit: None,
    }
}

/// Parents whose rows are read by one query, from behind the last that was read.
struct Part<'a> {
    ids: &'a [RecordId],
    after: Option<RecordId>,
}

/// How many ids a query names beside all else that it says. Whether the URL of a composite's part may
/// be longer than that of a request is nowhere said, so it is not.
fn ids_to_a_query(bare: &Query) -> Result<usize, ConnectorError> {
    let statement = bare.statement()?;
    let said: usize = encoded(&statement).map(str::len).sum();
    let room = URL_ROOM.saturating_sub(said) / ID_ROOM;
    // Where the fields alone are as much, fewer ids would not help.
    Ok(if room == 0 { IDS_MAX } else { room.min(IDS_MAX) })
}

#[cfg(test)]
mod tests;
