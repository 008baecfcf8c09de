//! The contacts that have a role on an opportunity, as one field of it (M10).
//!
//! They come with the opportunity's own row, by a query of its children. But a role that is added,
//! changed or removed does not move the opportunity's stamp: a pull of changes asks for changed
//! roles as well, and reads the opportunities that they belong to whole.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::PullAsk;
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, Record, RecordId, RecordRef, Value,
};
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, PARTS_MAX, query_answer};
use super::errors::unreadable;
use super::pull::{PAGE_ROWS, after_id, stamp_of};
use super::rows::{Row, Rows, Stamped, selection};
use super::soql::{Children, Condition, Literal, Op, Query};

pub(super) mod write;

/// The field.
pub(super) const FIELD: &str = "association:OpportunityContactRole";
/// The object that holds one role.
pub(super) const OBJECT: &str = "OpportunityContactRole";
/// The object whose roles they are.
pub(super) const PARENT: &str = "Opportunity";
/// What a field that is an association calls its type.
pub(super) const NATIVE: &str = "association";

/// A parent's roles, as its describe names the relationship.
const RELATION: &str = "OpportunityContactRoles";
/// What is read of each role that comes with its opportunity.
const OF_A_ROLE: [&str; 4] = ["ContactId", "IsDeleted", "LastModifiedDate", "LastModifiedById"];
/// What is read of each role apart.
const OF_A_CHANGE: [&str; 6] =
    ["Id", "OpportunityId", "ContactId", "IsDeleted", "LastModifiedDate", "LastModifiedById"];

/// Opportunities that one query names; five of them go in one call.
const IDS_MAX: usize = 400;
/// Calls that reading roles or opportunities by id takes at most: a guard.
const ROUNDS_MAX: usize = 1_000;

/// One role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) id: RecordId,
    pub(super) contact: RecordId,
}

/// Who changed something last, and when.
pub(super) type Touch = (Timestamp, Option<RecordId>);

/// The roles that came with an opportunity's row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// All of them.
    All { contacts: BTreeSet<RecordId>, last: Option<Touch> },
    /// The vendor cut the list: it has to be read apart.
    Cut,
}

/// The field, where roles can be read with this sign-in.
pub(super) fn field(roles: &ObjectSchema) -> Option<FieldSchema> {
    let seen = |name: &str| roles.fields.contains_key(name);
    if !seen("OpportunityId") || !seen("ContactId") || stamp_of(roles).is_none() {
        return None;
    }
    let made = |name: &str| roles.fields.get(name).is_some_and(|field| field.createable);
    let createable = roles.createable && made("OpportunityId") && made("ContactId");
    Some(FieldSchema {
        name: FieldName::from(FIELD),
        label: "Contacts with a role".to_owned(),
        kind: ValueKind::References,
        native: NATIVE.to_owned(),
        max_chars: None,
        digits: None,
        options: Vec::new(),
        open_options: false,
        required: false,
        createable,
        // A set that changes loses members too.
        updateable: createable && roles.deletable,
        unique: false,
        upsert_key: false,
        filterable: false,
        calculated: false,
        references: vec![ObjectName::from("Contact")],
        description: None,
    })
}

/// Whether a read of these fields brings roles.
pub(super) fn wanted(schema: &ObjectSchema, fields: &BTreeSet<FieldName>) -> bool {
    fields.contains(FIELD) && schema.fields.contains_key(FIELD)
}

/// Whether a pull asks for roles, as far as the ask tells.
pub(super) fn asked_for(ask: &PullAsk) -> bool {
    ask.fields.contains(FIELD)
}

/// The children that a query of opportunities brings along.
pub(super) fn children(schema: &ObjectSchema, fields: &BTreeSet<FieldName>) -> Option<Children> {
    wanted(schema, fields).then_some(Children { relation: RELATION, fields: &OF_A_ROLE })
}

/// The roles in an opportunity's row. `None` when the row does not speak of them.
pub(super) fn told(row: &Row<'_>) -> Option<Told> {
    let raw: &RawValue = row.get(RELATION)?;
    if raw.get() == "null" {
        return Some(Told::All { contacts: BTreeSet::new(), last: None });
    }
    let rows: Rows<'_> = serde_json::from_str(raw.get()).ok()?;
    if !rows.done {
        return Some(Told::Cut);
    }
    let mut contacts = BTreeSet::new();
    let mut last: Option<Touch> = None;
    for role in &rows.records {
        last = last.max(touched(role));
        // A query that sees the bin may list what lies there.
        if !role.is("IsDeleted") {
            contacts.extend(role.id("ContactId"));
        }
    }
    Some(Told::All { contacts, last })
}

fn touched(role: &Row<'_>) -> Option<Touch> {
    Some((role.instant("LastModifiedDate")?, role.id("LastModifiedById")))
}

/// The field's value.
pub(super) fn content(contacts: &BTreeSet<RecordId>) -> Content {
    let at = |id: &RecordId| RecordRef { object: ObjectName::from("Contact"), id: id.clone() };
    if contacts.is_empty() {
        Content::Blank
    } else {
        Content::Value(Value::References(contacts.iter().map(at).collect()))
    }
}

/// Puts the roles of a row into its record. Who touched a role last has touched the record: else
/// our own write of an opportunity would answer for somebody else's role.
pub(super) fn put(record: &mut Record, contacts: &BTreeSet<RecordId>, last: Option<Touch>) {
    record.fields.insert(FieldName::from(FIELD), content(contacts));
    touch(record, last);
}

/// Notes a later change of one of the record's roles.
pub(super) fn touch(record: &mut Record, last: Option<Touch>) {
    if let Some((at, by)) = last
        && record.modified.is_some_and(|modified| modified < at)
    {
        record.modified = Some(at);
        record.modified_by = by;
    }
}

/// The query of changed roles: `condition` says since when.
pub(super) fn changes(stamp: &'static str, condition: Condition) -> Query {
    let mut fields: Vec<String> = OF_A_CHANGE.iter().map(|name| (*name).to_owned()).collect();
    if !fields.iter().any(|name| name == stamp) {
        fields.push(stamp.to_owned());
    }
    Query {
        object: OBJECT.to_owned(),
        fields,
        children: None,
        condition: Some(condition),
        order: vec![stamp, "Id"],
        limit: Some(PAGE_ROWS),
    }
}

/// Which opportunities' roles changed, each with its last change.
pub(super) fn changed(rows: &Rows<'_>) -> BTreeMap<RecordId, Option<Touch>> {
    let mut found: BTreeMap<RecordId, Option<Touch>> = BTreeMap::new();
    for role in &rows.records {
        let Some(of) = role.id("OpportunityId") else { continue };
        let last = found.entry(of).or_default();
        *last = last.take().max(touched(role));
    }
    found
}

impl SalesforceConnector {
    /// Opportunities by id with their roles, deleted ones among them: a retrieve brings no
    /// children. Ids that are not there are left out.
    pub(super) async fn opportunities(
        &self,
        (schema, fields): (&ObjectSchema, &BTreeSet<FieldName>),
        ids: &[RecordId],
        purpose: Purpose,
    ) -> Result<Vec<Record>, ConnectorError> {
        let mut found: Vec<Stamped> = Vec::with_capacity(ids.len());
        let mut left: Vec<RecordId> = ids.to_vec();
        for _ in 0..ROUNDS_MAX {
            if left.is_empty() {
                return self.complete(found, purpose).await;
            }
            let later = left.split_off(left.len().min(IDS_MAX * PARTS_MAX));
            let (read, cut_off) = self.some_opportunities((schema, fields), &left, purpose).await?;
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
    async fn some_opportunities(
        &self,
        (schema, fields): (&ObjectSchema, &BTreeSet<FieldName>),
        ids: &[RecordId],
        purpose: Purpose,
    ) -> Result<(Vec<Stamped>, Vec<RecordId>), ConnectorError> {
        let query = |ids: &[RecordId]| Query {
            object: schema.object.as_str().to_owned(),
            fields: selection(schema, fields),
            children: children(schema, fields),
            condition: Some(Condition::one_of("Id", ids)),
            order: Vec::new(),
            limit: None,
        };
        let queries: Vec<Query> = ids.chunks(IDS_MAX).map(query).collect();
        let answer = self.query_all(&queries, purpose).await?;
        let parts = CompositeAnswer::of(&answer.body)?;
        let (mut read, mut cut_off) = (Vec::new(), Vec::new());
        for (at, asked) in ids.chunks(IDS_MAX).enumerate() {
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

    /// The records of rows; those whose list of roles was cut get it by a read of their roles.
    pub(super) async fn complete(
        &self,
        rows: Vec<Stamped>,
        purpose: Purpose,
    ) -> Result<Vec<Record>, ConnectorError> {
        let cut = rows.iter().filter(|row| row.roles_cut);
        let cut: Vec<RecordId> = cut.map(|row| row.record.at.id.clone()).collect();
        let roles = self.roles_of(&cut, purpose).await?;
        let whole = |row: Stamped| {
            let mut record = row.record;
            if row.roles_cut {
                let of = roles.get(&record.at.id).map_or(&[][..], Vec::as_slice);
                put(&mut record, &of.iter().map(|role| role.contact.clone()).collect(), None);
            }
            record
        };
        Ok(rows.into_iter().map(whole).collect())
    }

    /// Every role on these opportunities now.
    pub(super) async fn roles_of(
        &self,
        opportunities: &[RecordId],
        purpose: Purpose,
    ) -> Result<BTreeMap<RecordId, Vec<Role>>, ConnectorError> {
        let mut found: BTreeMap<RecordId, Vec<Role>> = BTreeMap::new();
        for some in opportunities.chunks(IDS_MAX * PARTS_MAX) {
            let mut after: Option<RecordId> = None;
            for round in 0.. {
                if round == ROUNDS_MAX {
                    return Err(ConnectorError::Protocol("roles that do not end".to_owned()));
                }
                let query = roles_query(some, after.as_ref());
                let answer = self.query_all(&[query], purpose).await?;
                let parts = CompositeAnswer::of(&answer.body)?;
                let rows: Rows<'_> =
                    serde_json::from_str(query_answer(&parts, 0, &ObjectName::from(OBJECT))?)
                        .map_err(|error| unreadable("query", &error))?;
                for row in rows.records.iter().filter(|row| !row.is("IsDeleted")) {
                    let (Some(id), Some(of), Some(contact)) =
                        (row.id("Id"), row.id("OpportunityId"), row.id("ContactId"))
                    else {
                        continue;
                    };
                    found.entry(of).or_default().push(Role { id, contact });
                }
                let last = rows.records.last().and_then(|row| row.id("Id"));
                if last.is_none() || (rows.done && rows.records.len() < PAGE_ROWS) {
                    break;
                }
                after = last;
            }
        }
        Ok(found)
    }
}

fn roles_query(opportunities: &[RecordId], after: Option<&RecordId>) -> Query {
    let mut conditions = vec![Condition::one_of("OpportunityId", opportunities)];
    conditions.push(Condition::compare("IsDeleted", Op::Equal, Literal::Boolean(false)));
    conditions.extend(after.map(after_id));
    Query {
        object: OBJECT.to_owned(),
        fields: ["Id", "OpportunityId", "ContactId", "IsDeleted"].map(str::to_owned).to_vec(),
        children: None,
        condition: Some(Condition::All(conditions)),
        order: vec!["Id"],
        limit: Some(PAGE_ROWS),
    }
}

#[cfg(test)]
mod tests;
