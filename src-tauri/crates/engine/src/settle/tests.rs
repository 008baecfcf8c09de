use crosswalk_model::connector::FieldRefusal;
use crosswalk_model::plan::{FieldChange, Ruling};
use crosswalk_model::{LinkId, PairId, Reading, RecordRef, RunId};
use crosswalk_store::{Mark, OutboxState};

use super::*;

const COMPANY: &str = "association:companies:primary";

fn change(field: &str) -> FieldChange {
    FieldChange {
        mapping: "m".into(),
        field: field.into(),
        before: Reading::Blank,
        after: Content::text("new"),
        source_field: field.into(),
        source: Content::text("new"),
        rule: SyncRule::TwoWay,
        ruling: Ruling::OneSideChanged,
    }
}

fn row(fields: &[&str]) -> OutboxRow {
    let at = RecordRef::new("contacts", "1");
    let changes = fields.iter().map(|field| change(field)).collect();
    OutboxRow {
        id: OutboxId(1),
        pair: PairId(1),
        run: RunId(1),
        link: LinkId(1),
        mapping: "m".into(),
        side: Side::HubSpot,
        record: Some(at.clone()),
        act: Act::Update { at, seen: None, changes },
        then: (LinkState::InSync, Reason::new(ReasonCode::InSync)),
        mark: Mark(1),
        state: OutboxState::Sent,
        attempt: 1,
        request: None,
        sent_at: None,
        load: None,
    }
}

#[test]
fn p8_a_field_refused_beside_the_rest_keeps_its_base_and_the_vendors_words() {
    let words = VendorWords {
        status: 400,
        code: "VALIDATION_ERROR".to_owned(),
        message: "Association limit reached".to_owned(),
        fields: vec![COMPANY.into()],
    };
    let stored = Record {
        at: RecordRef::new("contacts", "1"),
        life: crosswalk_model::Life::Live,
        modified: None,
        modified_by: None,
        absorbed: Vec::new(),
        // A connector leaves the refused field out; the old value beside it would be no news.
        fields: [("city".into(), Content::text("new")), (COMPANY.into(), Content::Blank)].into(),
    };
    let refused = vec![FieldRefusal { field: COMPANY.into(), words: words.clone() }];
    let (id, stored) = ("1".into(), Some(stored));
    let written = Written { id, created: false, stored, refused, request: None };
    let now: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
    let outcome = RowOutcome { key: OutboxId(1), result: Ok(written) };
    let sorted = sort(&[row(&["city", COMPANY])], vec![outcome], now).unwrap();
    let [settled] = sorted.settled.as_slice() else { panic!("{sorted:?}") };
    let [note] = settled.refused.as_slice() else { panic!("{settled:?}") };
    assert_eq!(note.field, Some(COMPANY.into()));
    assert_eq!((note.code.as_str(), &note.words), ("VALIDATION_ERROR", &words));
    assert_eq!(note.value, Some(Content::text("new")));
    assert_eq!(note.next_retry, now.checked_add(numbers::RETRY_EVERY).ok());
    assert!(settled.stored.is_empty() && settled.theirs.is_empty(), "{settled:?}");
    assert_eq!(settled.then.as_ref().unwrap().0, LinkState::Failing);
}

#[test]
fn p6_what_is_stored_is_what_was_sent_or_refused_or_tidied() {
    let field = FieldName::from("city");
    let stored = |now: Content| {
        let held = BTreeMap::from([(field.clone(), now)]);
        judge(&row(&["city"]), &held, WhoseWord::TheAnswers)
    };
    let sent = stored(Content::text("new"));
    assert!(sent.stored.is_empty() && sent.refused.is_empty() && sent.then.is_none());
    let tidied = stored(Content::text("New"));
    assert_eq!(tidied.stored, BTreeMap::from([(field.clone(), Content::text("New"))]));
    assert!(tidied.refused.is_empty() && tidied.then.is_none());
    // The value that was there before: nobody refused it in words, and it was not taken.
    let refused = stored(Content::Blank);
    let [note] = refused.refused.as_slice() else { panic!("one note") };
    assert_eq!((note.code.as_str(), &note.field), (NOT_TAKEN, &Some(field)));
    assert_eq!(note.value, Some(Content::text("new")), "what was sent is kept");
    assert_eq!(refused.then.map(|(state, _)| state), Some(LinkState::Failing));
}
