//! From records to one field's case, in comparable form.

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, Content, Reading, RecordRef, Side};

use super::{Task, references, stage};
use crate::convert::comparable;
use crate::field::{Decision, FieldCase, Leave, decide as decide_case};
use crate::mapping::{ACCOUNT, FieldPair, is_person};

/// Which times a decision may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// On HubSpot only those that were read for the field.
    Read,
    /// Stamps stand in where nothing was read.
    Best,
}

/// Decides one field of a whole link.
pub(super) fn decide(task: &Task<'_>, pair: &FieldPair, times: Times) -> Decision {
    let case = case(task, pair, times);
    let decision = decide_case(&case);
    if decision != Decision::Leave(Leave::Unchanged) {
        return decision;
    }
    match Side::ALL.into_iter().find(|side| lost(task, pair, *side)) {
        // Whom the other side names has another partner by now: that one is meant.
        Some(side) if replaced(task, pair, side) => {
            decide_case(&FieldCase { base: Both::default(), ..case })
        }
        Some(_) => Decision::Leave(Leave::RecordGone),
        None => decision,
    }
}

/// Whether a side that names nobody any more can name the partner of whom the other side names.
fn replaced(task: &Task<'_>, pair: &FieldPair, side: Side) -> bool {
    let (here, there) =
        (task.reading(side, pair).known(), task.reading(side.other(), pair).known());
    let blank = here.is_some_and(|here| here.is_blank()) && !references::is_set(pair);
    let named = there.map(|there| references::each(&there)).unwrap_or_default();
    let partner = |at: &RecordRef| (task.facts.partner_of)(side.other(), at).is_some();
    blank && !named.is_empty() && named.iter().all(partner)
}

/// Whether a side names less than it did because that is gone itself. Whoever is deleted takes their
/// associations along; nobody edited this record, and the other side is not to follow.
fn lost(task: &Task<'_>, pair: &FieldPair, side: Side) -> bool {
    let gone = task.facts.gone.get(side);
    if gone.is_empty() || !references::is_reference(pair) {
        return false;
    }
    let (Some(base), Some(now)) = (task.base(side, pair), task.reading(side, pair).known()) else {
        return false;
    };
    let (base, now) = (references::each(base), references::each(&now));
    base.difference(&now).any(|at| gone.contains(at))
}

fn case(task: &Task<'_>, pair: &FieldPair, times: Times) -> FieldCase {
    let order = if pair.rule == SyncRule::ForwardOnly { pair.order() } else { Vec::new() };
    let base = bases(task, pair);
    FieldCase {
        rule: rule(task, pair, &base),
        base,
        now: Both::from_fn(|side| {
            let known = task.reading(side, pair).known();
            Reading::from(known.map(|now| form(task, pair, side, &now)).as_ref())
        }),
        times: Both::from_fn(|side| match (times, side) {
            (Times::Read, Side::HubSpot) => {
                task.triple.changes.hubspot.get(&pair.names.hubspot).map(|it| it.at)
            }
            (Times::Read, Side::Salesforce) | (Times::Best, _) => task.stamp(side, pair),
        }),
        order,
        opt_out: task.facts.opt_out,
    }
}

/// The rule of the mapping, but where the record itself leaves no choice.
fn rule(task: &Task<'_>, pair: &FieldPair, base: &Both<Option<Content>>) -> SyncRule {
    let first_link = base.salesforce.is_none() || base.hubspot.is_none();
    // An owner that Salesforce has already stays at the first link (H69, H70).
    if pair.is_owner() && first_link {
        return SyncRule::PreferSalesforceUnlessBlank;
    }
    let salesforce = task.records.salesforce;
    let field = pair.names.salesforce.as_str();
    let by_the_person = match salesforce.at.object.as_str() {
        // Salesforce composes it of the person's names (S33).
        "Account" => field == "Name",
        // A person account has no other contacts, and its contact no other account (S29, S31).
        "Contact" => field == ACCOUNT,
        _ => false,
    };
    match (by_the_person && is_person(salesforce), pair.rule) {
        (false, rule) | (true, rule @ SyncRule::DontSync) => rule,
        (true, _) if field == ACCOUNT && !task.facts.settings.person_companies => {
            SyncRule::DontSync
        }
        (true, _) => SyncRule::AlwaysSalesforce,
    }
}

fn bases(task: &Task<'_>, pair: &FieldPair) -> Both<Option<Content>> {
    let base = |side| {
        let base = task.base(side, pair)?;
        // Of a set, whoever is gone has no partner, and is left out by that.
        let known = task.reading(side, pair).known();
        let left = known
            .filter(|now| now.is_blank() && !references::is_set(pair) && lost(task, pair, side));
        Some(form(task, pair, side, left.as_ref().unwrap_or(base)))
    };
    let bases = Both::from_fn(base);
    if references::is_set(pair) { references::agreed(bases) } else { bases }
}

/// One side's content in the form in which both are compared.
pub(super) fn form(task: &Task<'_>, pair: &FieldPair, side: Side, content: &Content) -> Content {
    if references::is_reference(pair) {
        let form = references::comparable(content, side, pair, task.facts.partner_of);
        let other = side.other();
        let beside = task.records.get(other).fields.get(pair.names.get(other));
        return match beside {
            Some(one) if references::is_one_of_many(pair, other) => {
                let one = references::comparable(one, other, pair, task.facts.partner_of);
                references::narrowed(form, one)
            }
            Some(_) | None => form,
        };
    }
    if let Some(stages) = &pair.stages {
        let pipeline = stage::pipeline_of(task.records.hubspot, stages);
        let named = stage::comparable(content, side, stages, pipeline);
        return comparable(&named, side, pair.schemas.as_ref());
    }
    pair.comparable(content, side)
}
