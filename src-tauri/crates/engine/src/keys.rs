//! Match keys between reconcile, which computes them, and store, which indexes them.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{Record, RecordId, RecordRef, Side};
use crosswalk_reconcile::identity::MatchKeyValue;
use crosswalk_store::{OutboxRow, RecordKeys, Settled};

use crate::pass::{Pass, PassError};

pub(crate) const PARTNER: &str = "partner";
pub(crate) const NATIVE: &str = "native";
pub(crate) const EMAIL: &str = "email";
pub(crate) const ADDITIONAL_EMAIL: &str = "additional_email";
pub(crate) const DOMAIN: &str = "domain";
pub(crate) const NAME: &str = "name";
/// The kind of key by which the records that name another one are found.
pub const PARENT: &str = "parent";

const KINDS: [&str; 7] = [PARTNER, NATIVE, EMAIL, ADDITIONAL_EMAIL, DOMAIN, NAME, PARENT];

/// The text under which the children of a record are indexed.
#[must_use]
pub fn child_of(parent: &RecordRef) -> String {
    format!("{}/{}", parent.object, parent.id)
}

/// The kind and text under which a key is indexed.
pub(crate) fn row(key: &MatchKeyValue) -> (&'static str, String) {
    match key {
        MatchKeyValue::PartnerIs(id) => (PARTNER, id.as_str().to_owned()),
        MatchKeyValue::NativePartnerIs(id) => (NATIVE, id.as_str().to_owned()),
        MatchKeyValue::Email(email) => (EMAIL, email.clone()),
        MatchKeyValue::AdditionalEmail(email) => (ADDITIONAL_EMAIL, email.clone()),
        MatchKeyValue::Domain(domain) => (DOMAIN, domain.clone()),
        MatchKeyValue::Name(name) => (NAME, name.clone()),
        MatchKeyValue::ChildOf(parent) => (PARENT, child_of(parent)),
    }
}

/// All keys of a record. Every kind is named, so that a key that went away is cleared.
pub(crate) fn of_record(
    record: RecordId,
    values: impl Iterator<Item = MatchKeyValue>,
) -> RecordKeys {
    let mut kinds: BTreeMap<String, BTreeSet<String>> =
        KINDS.iter().map(|kind| ((*kind).to_owned(), BTreeSet::new())).collect();
    for value in values {
        let (kind, text) = row(&value);
        kinds.entry(kind.to_owned()).or_default().insert(text);
    }
    RecordKeys { record, kinds }
}

impl Pass<'_> {
    /// Works out by what the records of settled writes are found from now on. The next pull shows
    /// our own write, and so has no news that would renew it.
    pub(crate) fn renew_keys(
        &self,
        side: Side,
        rows: &[OutboxRow],
        settled: &mut [Settled],
    ) -> Result<(), PassError> {
        let connection = *self.pair.connections.get(side);
        let pulls = self.readable(side);
        for it in settled {
            let row = rows.iter().find(|row| row.id == it.write && row.side == side);
            let Some(row) = row else { continue };
            let object = row.act.object();
            let Some(pull) = pulls.iter().find(|pull| pull.object == *object) else { continue };
            let at = RecordRef { object: object.clone(), id: it.record.clone() };
            let known = self.engine.store.observed(connection, std::slice::from_ref(&at))?;
            let mut record = known
                .into_values()
                .next()
                .map_or_else(|| blank(at.clone()), |observed| observed.record);
            let before = self.keys(side, &pull.homes, &record);
            let written =
                row.act.changes().iter().filter(|change| !it.unshown.contains(&change.field));
            record.fields.extend(written.map(|it| (it.field.clone(), it.after.clone())));
            record.fields.extend(it.stored.clone());
            record.fields.extend(it.theirs.clone());
            let after = self.keys(side, &pull.homes, &record);
            it.keys = (after != before).then_some(after);
        }
        Ok(())
    }
}

fn blank(at: RecordRef) -> Record {
    Record {
        at,
        life: crosswalk_model::Life::Live,
        modified: None,
        modified_by: None,
        absorbed: Vec::new(),
        fields: BTreeMap::new(),
    }
}
