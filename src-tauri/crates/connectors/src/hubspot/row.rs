//! A record as HubSpot sends it, borrowed from the page it stands in.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{FieldName, Life, Record, RecordId, RecordRef, Timestamp};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::refusal::Refusal;
use super::{association, content, stamp_of};

/// Ids that a record took over in merges.
pub(super) const MERGED: &str = "hs_merged_object_ids";

/// One record of an answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row<'a> {
    #[serde(borrow)]
    pub id: Cell<'a>,
    #[serde(borrow, default)]
    pub properties: Properties<'a>,
    #[serde(default)]
    pub archived: bool,
    #[serde(borrow, default)]
    pub archived_at: Cell<'a>,
    #[serde(borrow, default)]
    pub object_write_trace_id: Cell<'a>,
    /// Upserts only.
    #[serde(default)]
    pub new: bool,
}

/// The answer of a batch endpoint.
#[derive(Debug, Deserialize)]
pub(super) struct Batch<'a> {
    #[serde(borrow, default)]
    pub results: Vec<Row<'a>>,
    #[serde(default)]
    pub errors: Vec<Refusal>,
}

/// A scalar: nearly always a text or null. What is neither is kept apart, because one odd value
/// must not cost a page.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    #[default]
    Null,
    Text(Cow<'a, str>),
    Odd,
}

/// Names with their values, in the order of the answer.
#[derive(Debug, Default)]
pub(super) struct Properties<'a>(pub Vec<(Cow<'a, str>, Cell<'a>)>);

impl Cell<'_> {
    pub(super) fn text(&self) -> Option<&str> {
        if let Cell::Text(text) = self { Some(text) } else { None }
    }
}

impl Properties<'_> {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name)?.1.text()
    }
}

impl Row<'_> {
    /// The record's id; a row without one is no record.
    pub(super) fn id(&self) -> Option<RecordId> {
        self.id.text().filter(|id| !id.is_empty()).map(RecordId::from)
    }

    /// Ids that it took over.
    pub(super) fn absorbed(&self) -> Vec<RecordId> {
        let list = self.properties.text(MERGED).unwrap_or_default();
        let ids = list.split([';', ',']).map(str::trim);
        let ids = ids.filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()));
        ids.filter(|id| self.id.text() != Some(*id)).map(RecordId::from).collect()
    }

    /// The record with those of its values that were asked for, are known to the schema and parse.
    pub(super) fn record(
        &self,
        schema: &ObjectSchema,
        wanted: &BTreeSet<FieldName>,
    ) -> Option<Record> {
        let known = self.properties.0.iter().filter_map(|(name, cell)| {
            let (field, shape) = schema.fields.get_key_value(name.as_ref())?;
            let content = match cell {
                Cell::Null => Some(crosswalk_model::Content::Blank),
                Cell::Text(text) => content::read(shape.kind, text),
                Cell::Odd => None,
            };
            wanted.contains(field).then(|| Some((field.clone(), content?)))?
        });
        let told = wanted.iter().filter_map(|field| {
            let property = association::known_property_of(schema, field)?;
            let (_, cell) = self.properties.0.iter().find(|(name, _)| name == property)?;
            let content = match cell {
                Cell::Null => association::by_property(field, None),
                Cell::Text(text) => association::by_property(field, Some(text)),
                Cell::Odd => None,
            };
            Some((field.clone(), content?))
        });
        let stamp = self.properties.text(stamp_of(&schema.object).as_str());
        Some(Record {
            at: RecordRef { object: schema.object.clone(), id: self.id()? },
            life: if self.archived { Life::Deleted } else { Life::Live },
            modified: stamp.and_then(content::instant),
            modified_by: None,
            absorbed: self.absorbed(),
            fields: known.chain(told).collect(),
        })
    }

    /// When it was archived.
    pub(super) fn archived_at(&self) -> Option<Timestamp> {
        self.archived_at.text().and_then(content::instant)
    }
}

/// The properties to ask for besides the wanted ones.
pub(super) fn asked(schema: &ObjectSchema, wanted: &BTreeSet<FieldName>) -> BTreeSet<String> {
    let known = wanted.iter().filter(|field| schema.fields.contains_key(*field));
    let known = known.filter(|field| !association::is_one(field));
    let mut names: BTreeSet<String> = known.map(|field| field.as_str().to_owned()).collect();
    let told = wanted.iter().filter_map(|field| association::known_property_of(schema, field));
    names.extend(told.map(str::to_owned));
    names.insert(MERGED.to_owned());
    names.insert(stamp_of(&schema.object).as_str().to_owned());
    names
}

impl<'de: 'a, 'a> Deserialize<'de> for Cell<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or null")
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_string<E>(self, text: String) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(text)))
    }
    fn visit_bool<E>(self, yes: bool) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Borrowed(if yes { "true" } else { "false" })))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(number.to_string())))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(number.to_string())))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Cell<'de>, E> {
        Ok(Cell::Odd)
    }
    fn visit_unit<E>(self) -> Result<Cell<'de>, E> {
        Ok(Cell::Null)
    }
    fn visit_none<E>(self) -> Result<Cell<'de>, E> {
        Ok(Cell::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cell<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Cell::Odd)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Cell::Odd)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Properties<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties by name")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties<'de>, A::Error> {
        let mut list = Vec::with_capacity(map.size_hint().unwrap_or(16));
        while let Some((name, cell)) = map.next_entry::<Cell<'de>, Cell<'de>>()? {
            if let Cell::Text(name) = name {
                list.push((name, cell));
            }
        }
        Ok(Properties(list))
    }
}
