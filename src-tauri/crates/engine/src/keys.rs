//! Match keys between reconcile, which computes them, and store, which indexes them.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::RecordId;
use crosswalk_reconcile::identity::MatchKeyValue;
use crosswalk_store::RecordKeys;

pub(crate) const PARTNER: &str = "partner";
pub(crate) const NATIVE: &str = "native";
pub(crate) const EMAIL: &str = "email";
pub(crate) const ADDITIONAL_EMAIL: &str = "additional_email";
pub(crate) const DOMAIN: &str = "domain";
pub(crate) const NAME: &str = "name";

const KINDS: [&str; 6] = [PARTNER, NATIVE, EMAIL, ADDITIONAL_EMAIL, DOMAIN, NAME];

/// The kind and text under which a key is indexed.
pub(crate) fn row(key: &MatchKeyValue) -> (&'static str, String) {
    match key {
        MatchKeyValue::PartnerIs(id) => (PARTNER, id.as_str().to_owned()),
        MatchKeyValue::NativePartnerIs(id) => (NATIVE, id.as_str().to_owned()),
        MatchKeyValue::Email(email) => (EMAIL, email.clone()),
        MatchKeyValue::AdditionalEmail(email) => (ADDITIONAL_EMAIL, email.clone()),
        MatchKeyValue::Domain(domain) => (DOMAIN, domain.clone()),
        MatchKeyValue::Name(name) => (NAME, name.clone()),
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
