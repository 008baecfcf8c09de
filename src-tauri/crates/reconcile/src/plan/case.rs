//! From records to one field's case, in comparable form.

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, Content, Reading, Side};

use super::{Task, references};
use crate::convert::comparable;
use crate::field::{Decision, FieldCase, decide as decide_case};
use crate::mapping::FieldPair;

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
    decide_case(&case(task, pair, times))
}

fn case(task: &Task<'_>, pair: &FieldPair, times: Times) -> FieldCase {
    let order = if pair.rule == SyncRule::ForwardOnly { pair.order() } else { Vec::new() };
    let bases = Both::from_fn(|side| task.base(side, pair).is_some());
    let first_link = !(bases.salesforce && bases.hubspot);
    FieldCase {
        // An owner that Salesforce has already stays at the first link (H69, H70).
        rule: if pair.is_owner() && first_link {
            SyncRule::PreferSalesforceUnlessBlank
        } else {
            pair.rule
        },
        base: Both::from_fn(|side| task.base(side, pair).map(|base| form(task, pair, side, base))),
        now: Both::from_fn(|side| {
            let known = task.reading(side, pair).known();
            Reading::from(known.map(|now| form(task, pair, side, &now)).as_ref())
        }),
        times: Both::from_fn(|side| match (times, side) {
            (Times::Read, Side::HubSpot) => {
                task.triple.times.hubspot.get(&pair.names.hubspot).copied()
            }
            (Times::Read, Side::Salesforce) | (Times::Best, _) => task.stamp(side, pair),
        }),
        order,
        opt_out: task.facts.opt_out,
    }
}

fn form(task: &Task<'_>, pair: &FieldPair, side: Side, content: &Content) -> Content {
    if references::is_reference(pair) {
        return references::comparable(content, side, task.facts.partner_of);
    }
    comparable(content, side, pair.schemas.as_ref())
}
