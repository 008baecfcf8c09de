//! Rows of a query or a retrieve as records.

use std::collections::BTreeSet;
use std::fmt;

use crosswalk_model::record::Conversion;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{FieldName, Life, Record, RecordId, RecordRef};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::describe::selectable;
use super::junctions::{self, Told};
use super::{ids, kinds, values};

/// Fields that every read brings, where the object has them: what tells a record's life.
pub(super) const ALWAYS: [&str; 9] = [
    "SystemModstamp",
    "LastModifiedDate",
    "LastModifiedById",
    "IsDeleted",
    "MasterRecordId",
    "IsConverted",
    "ConvertedContactId",
    "ConvertedAccountId",
    "ConvertedOpportunityId",
];

/// A row, its values still as they came. Borrows from the answer's body.
#[derive(Debug)]
pub(super) struct Row<'a>(pub(super) Vec<(&'a str, &'a RawValue)>);

/// A page of rows.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Rows<'a> {
    #[serde(default = "yes")]
    pub(super) done: bool,
    #[serde(borrow)]
    pub(super) records: Vec<Row<'a>>,
}

/// A record with the stamp by which pages are ordered.
#[derive(Debug)]
pub(super) struct Stamped {
    pub(super) record: Record,
    pub(super) stamp: Option<Timestamp>,
    /// The vendor cut the list of children that came with it.
    pub(super) children_cut: bool,
}

const fn yes() -> bool {
    true
}

impl<'de: 'a, 'a> Deserialize<'de> for Row<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Row<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Row(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl<'a> Row<'a> {
    /// A value as it came.
    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, raw)| *raw)
    }

    /// A text, if it is there and not empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = values::text(self.get(name)?)?;
        (!text.is_empty()).then(|| text.into_owned())
    }

    /// An id in its 18-character form.
    pub(super) fn id(&self, name: &str) -> Option<RecordId> {
        ids::normalise(&values::text(self.get(name)?)?)
    }

    /// A point in time.
    pub(super) fn instant(&self, name: &str) -> Option<Timestamp> {
        values::instant(&values::text(self.get(name)?)?)
    }

    /// Whether a flag is set.
    pub(super) fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|raw| raw.get() == "true")
    }

    /// The record, with those of `wanted` that the answer carried and that could be read. `None`
    /// without an id.
    pub(super) fn record(
        &self,
        schema: &ObjectSchema,
        wanted: &BTreeSet<FieldName>,
    ) -> Option<Stamped> {
        let fields = self
            .0
            .iter()
            .filter_map(|(name, raw)| {
                let (name, field) = schema.fields.get_key_value(*name)?;
                let content = values::read(raw, field).known()?;
                wanted.contains(name).then(|| (name.clone(), content))
            })
            .collect();
        let mut record = Record {
            at: RecordRef { object: schema.object.clone(), id: self.id("Id")? },
            life: self.life(),
            modified: self.instant("LastModifiedDate"),
            modified_by: self.id("LastModifiedById"),
            absorbed: Vec::new(),
            fields,
        };
        kinds::put(&mut record, self, wanted.iter());
        let junction = junctions::wanted(schema, wanted);
        let told = junction.and_then(|junction| junction.told(self));
        let children_cut = told == Some(Told::Cut);
        if let (Some(junction), Some(Told::All { bring, last })) = (junction, told) {
            junction.put(&mut record, (schema, wanted), &bring, last);
        }
        Some(Stamped { record, stamp: self.instant("SystemModstamp"), children_cut })
    }

    /// A merge deletes the losers and names the winner; a conversion freezes the lead.
    fn life(&self) -> Life {
        if self.is("IsDeleted") {
            return self.id("MasterRecordId").map_or(Life::Deleted, Life::AbsorbedBy);
        }
        if self.is("IsConverted") {
            return Life::Converted(Conversion {
                contact: self.id("ConvertedContactId"),
                account: self.id("ConvertedAccountId"),
                opportunity: self.id("ConvertedOpportunityId"),
            });
        }
        Life::Live
    }
}

/// What a read of `wanted` selects: those that this sign-in can see, and [`ALWAYS`].
pub(super) fn selection(schema: &ObjectSchema, wanted: &BTreeSet<FieldName>) -> Vec<String> {
    let mut out = vec!["Id".to_owned()];
    out.extend(
        ALWAYS.iter().filter(|name| schema.fields.contains_key(**name)).map(|n| (*n).to_owned()),
    );
    for name in wanted.iter().filter(|name| schema.fields.contains_key(*name)) {
        let known = schema.fields.get(name).is_some_and(selectable);
        let read = kinds::read_for(name).or(known.then_some(name.as_str()));
        if let Some(read) = read.filter(|read| !out.iter().any(|selected| selected == read)) {
            out.push(read.to_owned());
        }
    }
    out
}
