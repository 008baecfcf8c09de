//! What happened to a field, for whoever reads a finding.

use crosswalk_model::{Both, Triple};

use super::Scene;
use crate::fields::Field;

/// What people and the product did to a field, in order, to find out why.
pub(super) fn trail(scene: &Scene<'_>, triple: &Triple, field: Field) -> Vec<String> {
    let mut lines = Vec::new();
    for at in [&triple.link.ends.salesforce, &triple.link.ends.hubspot].into_iter().flatten() {
        let edits = scene.people.edits.iter().filter(|it| it.record == at.id.as_str());
        lines.extend(edits.map(|it| {
            let here = if it.field == field.hubspot { "" } else { " (another field)" };
            format!("{} a person: {} {} = {}{here}", it.at, at.object, it.field, it.value)
        }));
    }
    for at in [&triple.link.ends.salesforce, &triple.link.ends.hubspot].into_iter().flatten() {
        let born = scene.people.made_of.get(at.id.as_str());
        lines.extend(born.map(|of| format!("{} was made of {of:?}", at.id)));
    }
    let history = scene.world.app.store().history_of_link(triple.link.id).expect("a state");
    let of_field = history
        .iter()
        .filter(|row| row.mapping.as_ref().is_none_or(|it| it.as_str() == field.mapping()));
    lines.extend(of_field.map(|row| {
        format!(
            "{} ours: {:?} {} {:?} after {:?} stored {:?}, sent {:?}, {:?}",
            row.at,
            row.act,
            row.record.object,
            row.field.as_ref().map(ToString::to_string),
            row.after,
            row.stored,
            row.sent_at.map(|at| at.to_string()),
            row.ruling
        )
    }));
    lines.sort();
    let since = scene.known.based(triple.link.id, field.hubspot);
    lines.push(format!(
        "{:?}, base since {since:?}: {:?}",
        triple.link,
        Both::from_fn(|side| {
            let base = triple.base.get(side).iter();
            base.filter(|(name, _)| {
                ["contacts", "Contact", "Lead"].iter().any(|it| field.on(it) == name.as_str())
            })
            .collect::<Vec<_>>()
        })
    ));
    lines
}
