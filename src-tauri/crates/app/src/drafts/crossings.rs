//! What the values of many records come to on the other side, by the conversions that a pass uses.

use crosswalk_model::{Content, Side, Triple};
use crosswalk_reconcile::mapping::FieldPair;
use serde::Serialize;

use super::samples::{Becomes, becomes, held};

/// Values that are shown of those that do not come through whole.
const EXAMPLES: usize = 3;

/// What the values of one field come to on one side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Crossings {
    /// Values that were looked at; blanks are none.
    pub looked_at: u64,
    /// Those that come out shortened, or with another remark.
    pub lossy: u64,
    /// Those that come out empty.
    pub empty: u64,
    /// Those that have no form there.
    pub refused: u64,
    /// The first of them, each value once.
    pub examples: Vec<Miss>,
}

/// A value that does not come through whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Miss {
    /// The value.
    pub value: Content,
    /// What it becomes.
    pub becomes: Becomes,
}

/// What one field's values of some records come to on a side.
pub(super) fn crossings(field: &FieldPair, to: Side, triples: &[Triple]) -> Crossings {
    let from = to.other();
    let mut sum = Crossings::default();
    for triple in triples {
        let reading = held(triple, from, field.names.get(from));
        let Some(value) = reading.known().filter(|it| !it.is_blank()) else { continue };
        let became = becomes(field, to, &reading);
        let Some(count) = sum.count_of(&became) else { continue };
        *count += 1;
        let known = sum.examples.iter().any(|it| it.value == value);
        if sum.examples.len() < EXAMPLES && !known {
            sum.examples.push(Miss { value, becomes: became });
        }
    }
    sum
}

impl Crossings {
    /// Counts a value, and names the figure of those that are like it, where it is a loss.
    fn count_of(&mut self, became: &Becomes) -> Option<&mut u64> {
        match became {
            Becomes::Unknown => None,
            Becomes::Refused { .. } => {
                self.looked_at += 1;
                Some(&mut self.refused)
            }
            Becomes::Content { content, warning } => {
                self.looked_at += 1;
                match (content, warning) {
                    (_, Some(_)) => Some(&mut self.lossy),
                    (Content::Blank, None) => Some(&mut self.empty),
                    (Content::Value(_), None) => None,
                }
            }
        }
    }
}
