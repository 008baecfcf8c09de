//! A person's word on a conflict: a side, or a value of their own (M4).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crosswalk_model::plan::{Decided, SkipReason};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, Content, PairId, Side, Value};
use crosswalk_reconcile::convert::convert;
use crosswalk_reconcile::mapping::{Design, FieldPair};
use crosswalk_store::Conflict;
use jiff::civil::Date;
use serde::Deserialize;

use crate::drafts::samples::without_flaws;
use crate::error::AppError;
use crate::open::App;
use crate::pairs::ObjectPair;

/// A person's word on a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Word {
    /// This side's value stands.
    Side(Side),
    /// A value of their own stands on both sides.
    Typed {
        /// As a person writes it.
        value: String,
    },
}

impl App {
    /// A person decides several conflicts at once; the next plan carries it out. A value of their
    /// own is checked for both sides of all of them before any is decided.
    ///
    /// # Errors
    /// As [`App::decide_conflict`]; [`AppError::Unfit`] where a side does not take the value.
    pub async fn decide_conflicts(&self, conflicts: &[i64], word: &Word) -> Result<(), AppError> {
        match word {
            Word::Side(side) => {
                conflicts.iter().try_for_each(|it| self.decide_conflict(*it, *side))
            }
            Word::Typed { value } => self.decide_by_value(conflicts, value).await,
        }
    }

    /// A person chooses whose value stands; the next plan carries it out.
    ///
    /// # Errors
    /// [`AppError::Store`] when there is no such conflict, or it is not open any more.
    pub fn decide_conflict(&self, conflict: i64, keep: Side) -> Result<(), AppError> {
        Ok(self.store.decide(conflict, &Decided::Keep(keep), self.options.clock.now())?)
    }

    async fn decide_by_value(&self, conflicts: &[i64], value: &str) -> Result<(), AppError> {
        let mut designs: BTreeMap<PairId, Design> = BTreeMap::new();
        let mut words = Vec::new();
        for id in conflicts {
            let conflict = self.store.conflict(*id)?;
            let design = match designs.entry(conflict.pair) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(self.design_of(conflict.pair).await?),
            };
            let typed = self.typed(design, &conflict, value)?;
            words.push((*id, Decided::Typed(typed)));
        }
        let now = self.options.clock.now();
        Ok(words.iter().try_for_each(|(id, word)| self.store.decide(*id, word, now))?)
    }

    async fn design_of(&self, pair: PairId) -> Result<Design, AppError> {
        let file = self.mapping(pair)?;
        let connections = self.store.pair(pair)?.connections;
        let schemas = self.schemas(&connections, &ObjectPair::of_file(&file)).await?;
        without_flaws(&file, &schemas)
    }

    /// What somebody typed, in the form that each side of a conflict stores.
    fn typed(
        &self,
        design: &Design,
        conflict: &Conflict,
        text: &str,
    ) -> Result<Both<Content>, AppError> {
        let link = self.store.link(conflict.link)?;
        let end = link.ends.salesforce.as_ref().map(|end| &end.object);
        let object = design.object(&link.mapping);
        let on = end.or_else(|| object.and_then(|object| object.salesforce.first()));
        let fields = object.zip(on).map(|(object, on)| object.pairs(on)).unwrap_or_default();
        let field = fields.iter().find(|field| field.mapping == conflict.field);
        let unfit = |(side, why)| AppError::Unfit {
            side,
            field: conflict.detail.fields.get(side).to_string(),
            why,
        };
        let field = field.ok_or_else(|| unfit((Side::HubSpot, SkipReason::WrongKind)))?;
        both_forms(field, text).map_err(unfit)
    }
}

/// A text as the side stores it whose value the field's transforms start from, and what that becomes
/// on the other one. What only links or lists can tell is chosen and not typed.
fn both_forms(field: &FieldPair, text: &str) -> Result<Both<Content>, (Side, SkipReason)> {
    let from = field.chain.only_to().map_or(Side::HubSpot, Side::other);
    let told_elsewhere = field.is_owner() || field.stages.is_some() || field.is_opt_out();
    let text = text.trim();
    if told_elsewhere || text.is_empty() {
        return Err((from, SkipReason::WrongKind));
    }
    let here = read(field, from, text).map_err(|why| (from, why))?;
    let to = from.other();
    let made = field.cross(&here, to, None).map_err(|why| (to, why))?;
    if let Some(cut) = made.warning {
        return Err((to, cut));
    }
    let mut both = Both { salesforce: here.clone(), hubspot: here };
    *both.get_mut(to) = made.content;
    Ok(both)
}

/// A text as a side stores it. A day will do where the side stores an instant.
fn read(field: &FieldPair, side: Side, text: &str) -> Result<Content, SkipReason> {
    let schema = field.schemas.get(side);
    let read = |value| convert(&Content::Value(value), schema);
    let whole = read(Value::Text(text.to_owned()));
    match (schema.kind, text.parse::<Date>()) {
        (ValueKind::Instant, Ok(day)) if whole.is_err() => read(Value::Date(day)),
        (_, Ok(_) | Err(_)) => whole,
    }
}
