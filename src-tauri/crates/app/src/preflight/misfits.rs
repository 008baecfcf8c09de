//! Values that have no form on the other side, among the records that are known.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, PairId, Side, Triple};
use crosswalk_reconcile::mapping::{FieldPair, Makes, ObjectDesign, writes};
use crosswalk_store::Home;

use super::{PreflightCode, PreflightLine, Severity, line};
use crate::error::AppError;
use crate::open::App;

/// Links that are looked at in one step.
const STEP: usize = 500;
/// Steps for one object mapping: so many records tell what there is.
const MOST_STEPS: u32 = 10;
/// Options that a line names.
const OPTIONS: usize = 5;

/// What was found of one field.
#[derive(Default)]
struct Found {
    count: u64,
    options: BTreeSet<String>,
}

type All = BTreeMap<(PreflightCode, Side, String), Found>;

impl App {
    pub(super) fn misfits(
        &self,
        pair: PairId,
        design: &ObjectDesign,
    ) -> Result<Vec<PreflightLine>, AppError> {
        let home = Home { pair, mapping: design.id.clone() };
        let (mut found, mut after) = (All::default(), None);
        for _ in 0..MOST_STEPS {
            let triples = self.store.triples_after(&home, after, STEP)?;
            let Some(last) = triples.last() else { break };
            after = Some(last.link.id);
            triples.iter().for_each(|triple| look(triple, design, &mut found));
        }
        Ok(found.into_iter().map(|(key, found)| told(design, key, found)).collect())
    }
}

fn told(
    design: &ObjectDesign,
    (code, side, field): (PreflightCode, Side, String),
    found: Found,
) -> PreflightLine {
    PreflightLine {
        mapping: Some(design.id.clone()),
        side: Some(side),
        fields: vec![field],
        examples: found.options.into_iter().take(OPTIONS).collect(),
        ..line(Severity::Warning, code, found.count)
    }
}

fn look(triple: &Triple, design: &ObjectDesign, found: &mut All) {
    let there = triple.link.ends.salesforce.as_ref().map(|at| at.object.clone());
    let here = triple.observed.hubspot.as_ref().map(|seen| &seen.record);
    let made = || match here.map(|record| design.salesforce_to_create(record))? {
        Makes::One(object) => Some(object),
        Makes::Nothing | Makes::NotKnown => None,
    };
    let Some(object) = there.or_else(made) else { return };
    let plain = design.pairs(&object).iter().filter(|pair| is_plain(pair));
    for (pair, to) in plain.flat_map(|pair| Side::ALL.map(|to| (pair, to))) {
        let seen = triple.observed.get(to.other()).as_ref().map(|it| &it.record);
        let held = seen.and_then(|record| record.fields.get(pair.names.get(to.other())));
        let Some(value) = held.filter(|it| !it.is_blank() && writes(pair.rule, to)) else {
            continue;
        };
        let other = triple.observed.get(to).as_ref();
        let beside = other.and_then(|it| it.record.fields.get(pair.names.get(to)));
        let why = match pair.cross(value, to, beside) {
            Ok(made) => made.warning,
            Err(why) => Some(why),
        };
        if let Some(why) = why {
            note(found, (pair, to), value, &why);
        }
    }
}

/// Neither a reference nor a stage: those have words of their own.
fn is_plain(pair: &FieldPair) -> bool {
    let reference = |kind| matches!(kind, ValueKind::Reference | ValueKind::References);
    let kinds = [pair.schemas.hubspot.kind, pair.schemas.salesforce.kind];
    pair.stages.is_none() && !pair.is_owner() && !kinds.into_iter().any(reference)
}

fn note(found: &mut All, (pair, to): (&FieldPair, Side), value: &Content, why: &SkipReason) {
    let code = match why {
        SkipReason::NotAnOption { .. } | SkipReason::NotInTheList { .. } => {
            PreflightCode::PicklistGap
        }
        SkipReason::TooLong { .. } | SkipReason::Shortened { .. } => PreflightCode::TooLong,
        SkipReason::NotANumber
        | SkipReason::NotAPhoneNumber
        | SkipReason::NotADate
        | SkipReason::NotABoolean
        | SkipReason::Lossy
        | SkipReason::OutOfRange
        | SkipReason::WrongKind => PreflightCode::DoesNotFit,
        SkipReason::NoPartner
        | SkipReason::OwnerUnmatched
        | SkipReason::NotWritable
        | SkipReason::Backward
        | SkipReason::RefusedBefore => return,
    };
    let schema = pair.schemas.get(to);
    let one = found.entry((code, to, schema.label.clone())).or_default();
    one.count += 1;
    // The options of a list are the account's own words; what stands in a text may be anybody's.
    let of_list =
        matches!(pair.schemas.get(to.other()).kind, ValueKind::Choice | ValueKind::Choices);
    if let (SkipReason::NotAnOption { option } | SkipReason::NotInTheList { option }, true) =
        (why, of_list && !value.is_blank())
    {
        one.options.insert(option.clone());
    }
}
