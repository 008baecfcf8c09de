//! What HubSpot demands of an activity and no field of the other side says.

use std::collections::BTreeMap;

use crosswalk_model::connector::{WriteBatch, WriteKind};

/// A property that a write brings along.
enum Said {
    /// The same as another one that is written, whenever that is: where the record stands in the
    /// timeline is when it took place.
    As(&'static str),
    /// This, of a new record.
    New(&'static str),
}

/// By object (guides of meetings and e-mails). An e-mail that stands in the other CRM was sent from
/// there.
const SAID: [(&str, &str, Said); 3] = [
    ("emails", "hs_email_direction", Said::New("EMAIL")),
    ("emails", "hs_email_status", Said::New("SENT")),
    ("meetings", "hs_timestamp", Said::As("hs_meeting_start_time")),
];

/// Adds it to what is written. What a mapping writes is the mapping's.
pub(super) fn add(batch: &WriteBatch, properties: &mut BTreeMap<&str, String>) {
    let of_object = SAID.iter().filter(|(object, ..)| *object == batch.object.as_str());
    for (_, property, said) in of_object {
        let value = match (said, &batch.kind) {
            (Said::As(other), _) => properties.get(*other).cloned(),
            (Said::New(value), WriteKind::Upsert { .. }) => Some((*value).to_owned()),
            (Said::New(_), WriteKind::Update | WriteKind::Delete) => None,
        };
        if let Some(value) = value {
            properties.entry(property).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests;
