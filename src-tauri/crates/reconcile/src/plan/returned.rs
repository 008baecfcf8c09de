//! A record that was deleted is there again (M10). Whom it named, and who named it, went with it on
//! its side, and nobody edited either: base must not show an edit.

use crosswalk_model::triple::Base;
use crosswalk_model::{Both, Content, FieldName, Side, Triple};

use super::references;
use crate::mapping::{FieldPair, ObjectDesign};

/// What base holds from then on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regained {
    /// Fields without a base: they are decided as at a first link, so that what the other side
    /// still holds fills the blank.
    pub forgotten: Vec<Both<FieldName>>,
    /// Sets without those who went. Whom only the other side's base has is news from there.
    pub narrowed: Base,
}

/// What becomes of the base of a record that is there again on `side`.
#[must_use]
pub fn regained(triple: &Triple, design: &ObjectDesign, side: Side) -> Regained {
    let mut regained = Regained::default();
    for pair in references_of(triple, design) {
        let name = pair.names.get(side);
        let (Some(base), Some(now)) = (triple.base.get(side).get(name), held(triple, side, name))
        else {
            continue;
        };
        let (base, now) = (references::each(base), references::each(now));
        if base.is_subset(&now) {
            continue;
        }
        if references::is_set(pair) {
            let left = references::set(base.intersection(&now).cloned().collect());
            regained.narrowed.get_mut(side).insert(name.clone(), left);
        } else if now.is_empty() {
            regained.forgotten.push(pair.names.clone());
        }
    }
    regained
}

/// The field of which base is forgotten, where `field` of a side has been blank since the record that
/// it named was deleted, and that is there again. Of sets nothing is: they agreed on the others.
#[must_use]
pub fn given_back(
    triple: &Triple,
    design: &ObjectDesign,
    (side, field): (Side, &FieldName),
) -> Option<Both<FieldName>> {
    let mut pairs = references_of(triple, design);
    let pair = pairs.find(|pair| pair.names.get(side) == field && !references::is_set(pair))?;
    let blank = |content: Option<&Content>| content.is_some_and(Content::is_blank);
    let still = blank(triple.base.get(side).get(field)) && blank(held(triple, side, field));
    still.then(|| pair.names.clone())
}

/// The references of a link's mapping, owners apart.
fn references_of<'a>(
    triple: &Triple,
    design: &'a ObjectDesign,
) -> impl Iterator<Item = &'a FieldPair> + use<'a> {
    let object = triple.link.ends.salesforce.as_ref().map(|at| &at.object);
    let pairs = object.map_or(&[][..], |object| design.pairs(object));
    pairs.iter().filter(|pair| references::is_reference(pair) && !pair.is_owner())
}

fn held<'a>(triple: &'a Triple, side: Side, field: &FieldName) -> Option<&'a Content> {
    triple.observed.get(side).as_ref()?.record.fields.get(field)
}
