//! I9: whatever a cursor has passed is known.

use crosswalk_desktop::World;
use crosswalk_model::{Content, FieldName, Life, RecordRef, Side};
use jiff::{SignedDuration, Timestamp};

use crate::fields::texts;
use crate::truth::{Truth, text};

/// How long a change may stay out of sight: HubSpot's index lags, and Salesforce commits late.
const OUT_OF_SIGHT: SignedDuration = SignedDuration::from_mins(3);

/// Records that changed well before a pass began which read both sides to their end, and that are
/// not remembered as they are. A crash between a page and its cursor would show here, and so would
/// equal stamps that a page's edge cut apart.
pub fn nothing_is_passed_over(world: &World, truth: &Truth, began: Timestamp) -> Vec<String> {
    let store = world.app.store();
    let connections = store.pair(world.pair).expect("a pair").connections;
    let mut findings = Vec::new();
    for (side, object, stamp) in [
        (Side::HubSpot, "contacts", "lastmodifieddate"),
        (Side::Salesforce, "Contact", "SystemModstamp"),
        (Side::Salesforce, "Lead", "SystemModstamp"),
    ] {
        for (id, record) in truth.table(object) {
            let changed: Timestamp = text(record, stamp).parse().expect("a stamp");
            if began.duration_since(changed) < OUT_OF_SIGHT {
                continue;
            }
            let at = RecordRef::new(object, id.as_str());
            let known =
                store.observed(*connections.get(side), std::slice::from_ref(&at)).expect("a state");
            let Some(known) = known.get(&at).map(|it| &it.record) else {
                findings.push(format!("I9: {object} {id} of {changed} was passed over"));
                continue;
            };
            let differs = texts().map(|field| field.on(object)).find(|field| {
                let held = known.fields.get(&FieldName::from(*field)).map(Content::as_text);
                held.is_some_and(|held| held.unwrap_or_default() != text(record, field))
            });
            if known.life != Life::Live || differs.is_some() {
                findings.push(format!(
                    "I9: {object} {id} of {changed} is known as {:?}, {differs:?} otherwise",
                    known.life
                ));
            }
        }
    }
    findings
}
