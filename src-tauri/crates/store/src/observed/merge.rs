//! How a new reading of a record joins what is remembered. Pure.

use std::collections::BTreeMap;

use crosswalk_model::{Content, FieldName, Life, Observed, Record};

use crate::links::Tombstones;

/// What a reading came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Merged {
    /// Nothing is new.
    Same,
    /// Only the vendor's modified time or user moved: a field that nobody maps, or our own write
    /// coming back. No link has to be looked at.
    Restamped(Observed),
    /// A value, the record's life or what it absorbed changed.
    Changed {
        /// The row to store.
        now: Observed,
        /// Whether life or absorption changed: that reaches tombstones too.
        reach: Tombstones,
    },
}

/// A record seen for the first time: every known field changed in this pull.
pub(crate) fn first_sight(record: &Record, own: &BTreeMap<FieldName, Content>) -> Observed {
    let mut stamps = BTreeMap::new();
    if let Some(modified) = record.modified {
        let foreign = record.fields.iter().filter(|(field, now)| own.get(*field) != Some(*now));
        stamps.extend(foreign.map(|(field, _)| (field.clone(), modified)));
    }
    Observed { record: record.clone(), stamps }
}

/// Joins a reading with what is remembered.
///
/// * A field that the reading does not carry stays as it was.
/// * A stamp moves only with its value, and not for a value that we wrote ourselves (`own`).
/// * A reading older than what is remembered (HubSpot's search index lags behind a read by id)
///   says nothing of fields that are known, and cannot bring a record back to life. Who belongs to
///   the record is read apart from it and is of now: a contact role that is deleted leaves no stamp,
///   so the record of an opportunity that lost its newest one looks older than it did.
pub(crate) fn merge<E>(
    old: &Observed,
    new: &Record,
    own: impl FnOnce() -> Result<BTreeMap<FieldName, Content>, E>,
) -> Result<Merged, E> {
    let stale = new.modified.is_some() && new.modified < old.record.modified;
    let news: Vec<(&FieldName, &Content)> = new
        .fields
        .iter()
        .filter(|(field, now)| match old.record.fields.get(*field) {
            Some(before) => (!stale || field.association().is_some()) && before != *now,
            None => true,
        })
        .collect();
    let life = match &new.life {
        Life::Live | Life::NoLongerVisible if stale => &old.record.life,
        Life::Live
        | Life::NoLongerVisible
        | Life::Deleted
        | Life::AbsorbedBy(_)
        | Life::Converted(_) => &new.life,
    }
    .clone();
    let mut absorbed = old.record.absorbed.clone();
    absorbed.extend(new.absorbed.iter().filter(|id| !old.record.absorbed.contains(id)).cloned());
    let life_changed = life != old.record.life || absorbed != old.record.absorbed;

    let mut now = old.clone();
    if !stale {
        now.record.modified = new.modified.or(old.record.modified);
        now.record.modified_by = new.modified_by.clone().or(old.record.modified_by.clone());
    }
    if news.is_empty() && !life_changed {
        return Ok(if now == *old { Merged::Same } else { Merged::Restamped(now) });
    }
    now.record.life = life;
    now.record.absorbed = absorbed;
    let reach = if life_changed { Tombstones::Too } else { Tombstones::Not };
    let own = if news.is_empty() { BTreeMap::new() } else { own()? };
    for (field, value) in news {
        now.record.fields.insert(field.clone(), value.clone());
        let known = old.record.modified.filter(|_| field.association().is_some());
        let modified = new.modified.max(known);
        if let (Some(modified), true) = (modified, own.get(field) != Some(value)) {
            now.stamps.insert(field.clone(), modified);
        }
    }
    Ok(Merged::Changed { now, reach })
}

#[cfg(test)]
mod tests;
