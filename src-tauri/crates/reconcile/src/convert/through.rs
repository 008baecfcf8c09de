//! Values that cross through the transforms of their mapping.

use crosswalk_model::plan::SkipReason;
use crosswalk_model::schema::FieldSchema;
use crosswalk_model::{Both, Content, Side};

use super::{comparable, convert_onto};
use crate::transform::{Chain, Made};

/// Rounds after which a value that there and back keeps changing counts as it is. Laws show that
/// none needs more than a few.
const ROUNDS: usize = 64;

/// What a content of the other side becomes in `to`, where `held` is what that holds already.
///
/// # Errors
/// The named reason why the value has no form there.
pub fn cross(
    content: &Content,
    to: Side,
    (chain, schemas): (&Chain, Both<&FieldSchema>),
    held: Option<&Content>,
) -> Result<Made, SkipReason> {
    let made = chain.run(content, to)?;
    let content = convert_onto(&made.content, schemas.get(to), held)?;
    Ok(Made { content, ..made })
}

/// Like [`comparable`], for a mapping with transforms. Both sides are compared as Salesforce has
/// them, or as the only side that is written has them. What there and back would tidy is tidied
/// first: so whatever crosses is equal to what it came from, and what differs in nothing but that
/// is left as it is.
#[must_use]
pub fn comparable_through(
    content: &Content,
    of: Side,
    (chain, schemas): (&Chain, Both<&FieldSchema>),
) -> Content {
    if chain.is_empty() {
        return comparable(content, of, schemas);
    }
    let meet = chain.only_to().unwrap_or(Side::Salesforce);
    let there = |content: &Content, to| cross(content, to, (chain, schemas), None);
    let mut met = match (of == meet).then(|| content.clone()) {
        Some(own) => own,
        None => match there(content, meet) {
            Ok(made) => made.content,
            // It has no form there, and so is equal to nothing but to its own base.
            Err(_) => return content.clone(),
        },
    };
    for _ in 0..ROUNDS {
        let back = chain.only_to().is_none().then(|| there(&met, meet.other()).ok()).flatten();
        let Some(again) = back.and_then(|back| there(&back.content, meet).ok()) else { break };
        if again.content == met {
            break;
        }
        met = again.content;
    }
    let own = schemas.get(meet);
    comparable(&met, meet, Both { salesforce: own, hubspot: own })
}
