#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::FieldName;
use crosswalk_model::gate::Purpose;

use super::*;

fn new() -> WriteKind {
    WriteKind::Upsert { id_field: FieldName::from("id") }
}

fn said(object: &str, kind: WriteKind, written: &[(&'static str, &str)]) -> Vec<(String, String)> {
    let batch = WriteBatch {
        object: object.into(),
        kind,
        rows: Vec::new(),
        read_back: std::collections::BTreeSet::new(),
        purpose: Purpose::Sync,
    };
    let mut properties = written.iter().map(|(name, it)| (*name, (*it).to_owned())).collect();
    add(&batch, &mut properties);
    properties.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn told(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_new_email_says_its_direction_and_a_meeting_when_it_takes_place() {
    let sent = [("hs_email_direction", "EMAIL"), ("hs_email_status", "SENT")];
    assert_eq!(said("emails", new(), &[]), told(&sent));
    assert_eq!(said("emails", WriteKind::Update, &[]), told(&[]));
    let mapped = [("hs_email_direction", "INCOMING_EMAIL"), ("hs_email_status", "SENT")];
    assert_eq!(said("emails", new(), &mapped), told(&mapped));
    let start = ("hs_meeting_start_time", "2026-12-01T09:00:00Z");
    let both = told(&[start, ("hs_timestamp", start.1)]);
    assert_eq!(said("meetings", new(), &[start]), both);
    assert_eq!(said("meetings", WriteKind::Update, &[start]), both);
    assert_eq!(said("meetings", WriteKind::Update, &[("hs_meeting_title", "Fair")]).len(), 1);
    assert_eq!(said("calls", new(), &[]), told(&[]));
}
