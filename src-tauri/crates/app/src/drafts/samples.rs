//! What a record's values become on the other side, by the conversions that a pass uses.

use crosswalk_model::mapping::PairFile;
use crosswalk_model::plan::SkipReason;
use crosswalk_model::{
    Both, Content, FieldName, LinkId, MappingId, PairId, Reading, Side, Triple, Value,
};
use crosswalk_reconcile::mapping::{Design, FieldPair, Flaw, Schemas};
use crosswalk_store::Home;
use serde::Serialize;

use super::crossings::{Crossings, crossings};
use crate::error::AppError;
use crate::open::App;
use crate::pairs::ObjectPair;

/// Links that are looked at, for one with both ends and for what their values come to.
const LOOKED_AT: usize = 200;

/// The values of one record and its partner, field by field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Samples {
    /// The link that they are of; none where no record was read yet.
    pub link: Option<LinkId>,
    /// Another one to look at, where there is one further on.
    pub next: Option<LinkId>,
    /// One for each field mapping.
    pub fields: Vec<Sample>,
}

/// The values of one field mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Sample {
    /// The field mapping.
    pub field: MappingId,
    /// What HubSpot holds.
    pub hubspot: Reading,
    /// What Salesforce holds.
    pub salesforce: Reading,
    /// What HubSpot's value becomes in Salesforce.
    pub in_salesforce: Becomes,
    /// What Salesforce's value becomes in HubSpot.
    pub in_hubspot: Becomes,
    /// What the values of the first records come to, by the side that they go to.
    pub crossings: Both<Crossings>,
}

/// What a value becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "how")]
pub enum Becomes {
    /// This.
    Content {
        /// The content.
        content: Content,
        /// The code of what is to be said of it: it was shortened.
        warning: Option<String>,
    },
    /// Nothing: it has no form there.
    Refused {
        /// The code of the reason.
        why: String,
    },
    /// That is told by links, not by a conversion; or it was not read yet.
    Unknown,
}

impl App {
    /// What the values of a record become by a design: of the link that is named, or of one that has
    /// both ends.
    ///
    /// # Errors
    /// [`AppError::Flawed`] where the design does not fit; [`AppError::Vendor`]; [`AppError::Store`].
    pub async fn samples(
        &self,
        pair: PairId,
        file: &PairFile,
        (mapping, link): (&MappingId, Option<LinkId>),
    ) -> Result<Samples, AppError> {
        let row = self.store.pair(pair)?;
        let schemas = self.schemas(&row.connections, &ObjectPair::of_file(file)).await?;
        let design = without_flaws(file, &schemas)?;
        let none = || AppError::NoSuch { what: "mapping", name: mapping.to_string() };
        let object = design.object(mapping).ok_or_else(none)?;
        let triple = match link {
            Some(link) => Some(self.store.triple(link)?),
            None => self.a_whole_one(pair, mapping, None)?,
        };
        let Some(triple) = triple else {
            return Ok(Samples { link: None, next: None, fields: Vec::new() });
        };
        let next = self.a_whole_one(pair, mapping, Some(triple.link.id))?;
        let next = next.filter(|it| it.link.is_whole()).map(|it| it.link.id);
        let end = triple.link.ends.salesforce.as_ref().map(|end| &end.object);
        let on = end.or_else(|| object.salesforce.first());
        let fields = on.map(|on| object.pairs(on)).unwrap_or_default();
        let home = Home { pair, mapping: mapping.clone() };
        let many = self.store.triples_after(&home, None, LOOKED_AT)?;
        let samples = fields.iter().map(|field| sample(field, &triple, &many)).collect();
        Ok(Samples { link: Some(triple.link.id), next, fields: samples })
    }

    /// A link that has both ends, where one of the first has; else the first.
    fn a_whole_one(
        &self,
        pair: PairId,
        mapping: &MappingId,
        after: Option<LinkId>,
    ) -> Result<Option<Triple>, AppError> {
        let home = Home { pair, mapping: mapping.clone() };
        let mut triples = self.store.triples_after(&home, after, LOOKED_AT)?;
        let whole = triples.iter().position(|triple| triple.link.is_whole()).unwrap_or_default();
        Ok((whole < triples.len()).then(|| triples.swap_remove(whole)))
    }
}

/// The design without the fields that have a flaw: while one of them is being edited, the others go
/// on being shown.
pub(crate) fn without_flaws(file: &PairFile, schemas: &Schemas) -> Result<Design, AppError> {
    let flaws = match Design::compile(file, schemas) {
        Ok(design) => return Ok(design),
        Err(flaws) => flaws,
    };
    let mut rest = file.clone();
    for mapping in &mut rest.mappings {
        let flawed = |id: &MappingId| {
            let of_it = |flaw: &Flaw| {
                (&flaw.object, &flaw.field) == (&Some(mapping.id.clone()), &Some(id.clone()))
            };
            flaws.iter().any(of_it)
        };
        mapping.fields.retain(|field| !flawed(&field.id));
    }
    Design::compile(&rest, schemas).map_err(|_| AppError::Flawed(flaws))
}

fn sample(field: &FieldPair, triple: &Triple, many: &[Triple]) -> Sample {
    let held = |side: Side| held(triple, side, field.names.get(side));
    let (hubspot, salesforce) = (held(Side::HubSpot), held(Side::Salesforce));
    Sample {
        field: field.mapping.clone(),
        in_salesforce: becomes(field, Side::Salesforce, &hubspot),
        in_hubspot: becomes(field, Side::HubSpot, &salesforce),
        crossings: Both::from_fn(|to| crossings(field, to, many)),
        hubspot,
        salesforce,
    }
}

pub(super) fn held(triple: &Triple, side: Side, name: &FieldName) -> Reading {
    let seen = triple.observed.get(side).as_ref();
    seen.map_or(Reading::Unknown, |seen| seen.record.reading(name))
}

/// Owners, associations and stages are told by links and lists; the rest is converted.
pub(super) fn becomes(field: &FieldPair, side: Side, value: &Reading) -> Becomes {
    let named =
        matches!(value.known(), Some(Content::Value(Value::Reference(_) | Value::References(_))));
    let told_elsewhere = named || field.is_owner() || field.stages.is_some() || field.is_opt_out();
    let Some(content) = value.known().filter(|_| !told_elsewhere) else { return Becomes::Unknown };
    match field.cross(&content, side, None) {
        Ok(made) => {
            Becomes::Content { content: made.content, warning: made.warning.as_ref().map(reason) }
        }
        Err(why) => Becomes::Refused { why: reason(&why) },
    }
}

/// The reason's name, without what it names.
pub(crate) fn reason(why: &SkipReason) -> String {
    let said = serde_json::to_value(why).unwrap_or_default();
    said["code"].as_str().unwrap_or_default().to_owned()
}
