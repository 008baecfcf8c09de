use crosswalk_model::errors::VendorWords;
use crosswalk_model::plan::{Act, FieldChange, FieldSkip, LinkPlan, SkipReason};
use crosswalk_model::{LinkState, Reason, ReasonCode, Side};

use crate::fixture::{House, as_sent, phone, quiet, t, text, writes_phone};
use crate::{ErrorNote, Origin, Refused};

fn note(retry: i64) -> ErrorNote {
    ErrorNote {
        field: Some("phone".into()),
        code: "invalid_phone".to_owned(),
        words: VendorWords { status: 400, message: "bad phone".to_owned(), ..Default::default() },
        value: Some(text("2")),
        next_retry: Some(t(retry)),
    }
}

#[test]
fn p8_a_refused_write_waits_in_the_inbox_and_is_tried_again() {
    let house = House::new();
    let link = house.linked("003A", "1");
    for attempt in 1..=2 {
        let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
        house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
        let then = (LinkState::Failing, Reason::new(ReasonCode::Refused));
        let refused = Refused { write: rows[0].id, errors: vec![note(100 * attempt)], then };
        house.store.refuse(&[refused], t(attempt)).unwrap();
        assert_eq!(house.store.link(link).unwrap().state, LinkState::Failing);
        assert_eq!(house.touched(), []);
        assert_eq!(house.store.due_retries(house.pair, t(100 * attempt - 1)).unwrap(), 0);
        assert_eq!(house.store.due_retries(house.pair, t(100 * attempt)).unwrap(), 1);
        assert_eq!(house.touched(), [link]);
    }
    let open = house.store.errors(house.pair).unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].attempts, open[0].first_at, open[0].last_at), (2, t(1), t(2)));
    assert_eq!(open[0].note, note(200));
    assert!(house.store.history_of_link(link).unwrap().is_empty());
    assert!(house.store.triple(link).unwrap().base.hubspot.is_empty(), "base is kept");

    let rows = house.plan(&[writes_phone(link, "1", "1", "3")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    house.store.settle(&[as_sent(rows[0].id, "1")], t(5)).unwrap();
    assert!(house.store.errors_of(&[link]).unwrap().is_empty());
}

#[test]
fn errors_are_grouped_by_cause_and_a_person_can_retry() {
    let house = House::new();
    let links = [house.linked("003A", "1"), house.linked("003B", "2")];
    for (link, id) in links.into_iter().zip(["1", "2"]) {
        let rows = house.plan(&[writes_phone(link, id, "1", "2")]).unwrap();
        house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
        let mut settled = as_sent(rows[0].id, id);
        settled.refused = vec![ErrorNote { next_retry: None, ..note(0) }];
        settled.then = Some((LinkState::Failing, Reason::new(ReasonCode::Refused)));
        house.store.settle(&[settled], t(2)).unwrap();
    }
    let groups = house.store.error_groups(house.pair).unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].items, groups[0].message.as_str()), (2, "bad phone"));
    let ids: Vec<_> = house.store.errors(house.pair).unwrap().iter().map(|it| it.id).collect();
    assert_eq!(house.store.retry_errors(&ids, t(3)).unwrap(), 2);
    assert_eq!(house.touched(), links);
    let observed = house.store.triple(links[0]).unwrap().observed.hubspot.unwrap();
    assert_eq!(observed.record.fields["phone"], text("1"), "a refused field holds its old value");
}

#[test]
fn a_skip_stands_until_a_plan_does_not_name_it() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let skip = FieldSkip {
        mapping: "phone".into(),
        to: Side::HubSpot,
        field: "phone".into(),
        value: text("long"),
        why: SkipReason::TooLong { max: 3, has: 4 },
    };
    let skipped = LinkPlan { skips: vec![skip], ..quiet(link) };
    house.plan(std::slice::from_ref(&skipped)).unwrap();
    house.plan(&[skipped]).unwrap();
    let open = house.store.errors(house.pair).unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].origin, open[0].attempts), (Origin::Skip, 1));
    assert_eq!(open[0].note.code, "too_long");
    house.plan(&[quiet(link)]).unwrap();
    assert!(house.store.errors(house.pair).unwrap().is_empty());
}

#[test]
fn p8_the_write_without_the_bad_field_settles_the_link_and_keeps_the_item() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let whole = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[whole[0].id], t(1)).unwrap();
    let then = (LinkState::Failing, Reason::new(ReasonCode::Refused));
    house
        .store
        .refuse(&[Refused { write: whole[0].id, errors: vec![note(9)], then }], t(1))
        .unwrap();
    let rest = house.plan(&[writes_phone(link, "1", "1", "3")]).unwrap();
    house.store.mark_sent(&[rest[0].id], t(2)).unwrap();
    let mut settled = as_sent(rest[0].id, "1");
    settled.refused = vec![ErrorNote { field: Some("fax".into()), ..note(9) }];
    house.store.settle(&[settled], t(3)).unwrap();
    assert_eq!(house.store.link(link).unwrap().state, LinkState::InSync);
    let open = house.store.errors_of(&[link]).unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].note.field, Some("fax".into()));
}

#[test]
fn p8_a_refusal_that_the_plan_has_overtaken_is_closed() {
    let skipped = |link| {
        let skip = FieldSkip {
            mapping: "phone".into(),
            to: Side::HubSpot,
            field: "phone".into(),
            value: text("2"),
            why: SkipReason::RefusedBefore,
        };
        LinkPlan { skips: vec![skip], ..quiet(link) }
    };
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    let then = (LinkState::Failing, Reason::new(ReasonCode::Refused));
    let refused = Refused { write: rows[0].id, errors: vec![note(9)], then };
    house.store.refuse(&[refused], t(1)).unwrap();
    house.plan(&[skipped(link)]).unwrap();
    let open = house.store.errors_of(&[link]).unwrap();
    assert_eq!(open.len(), 1, "left out because of it, and told once: {open:?}");
    house.plan(&[quiet(link)]).unwrap();
    assert!(house.store.errors_of(&[link]).unwrap().is_empty());
    assert_eq!(house.store.due_retries(house.pair, t(1_000)).unwrap(), 0);
}

#[test]
fn p8_another_value_counts_anew_and_a_persons_wish_lasts_for_one_try() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let refuse = |note: ErrorNote, at: i64| {
        let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
        house.store.mark_sent(&[rows[0].id], t(at)).unwrap();
        let then = (LinkState::Failing, Reason::new(ReasonCode::Refused));
        let refused = Refused { write: rows[0].id, errors: vec![note], then };
        house.store.refuse(&[refused], t(at)).unwrap();
        let open = house.store.errors_of(&[link]).unwrap();
        (open[0].attempts, open[0].asked)
    };
    assert_eq!(refuse(note(9), 1), (1, false));
    assert_eq!(refuse(note(18), 2), (2, false));
    let ids: Vec<_> = house.store.errors(house.pair).unwrap().iter().map(|it| it.id).collect();
    house.store.retry_errors(&ids, t(3)).unwrap();
    assert!(house.store.errors(house.pair).unwrap()[0].asked);
    assert_eq!(refuse(note(27), 4), (3, false));
    let other = ErrorNote { value: Some(text("3")), ..note(36) };
    assert_eq!(refuse(other, 5), (1, false));
}

#[test]
fn h140_a_retry_that_is_put_off_leaves_no_write_behind() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    let then = (LinkState::Failing, Reason::new(ReasonCode::Refused));
    let refused = Refused { write: rows[0].id, errors: vec![note(9)], then };
    house.store.refuse(&[refused], t(1)).unwrap();
    assert_eq!(house.store.due_retries(house.pair, t(9)).unwrap(), 1);
    let again = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.put_off(&again, t(99), t(10)).unwrap();
    assert_eq!(house.touched(), []);
    assert_eq!(house.store.link(link).unwrap().state, LinkState::Failing);
    let open = house.store.errors_of(&[link]).unwrap();
    assert_eq!((open[0].attempts, open[0].note.next_retry), (1, Some(t(99))));
}

/// Of a write that shows in part, the rest is as if it had not been written: it keeps its base and its
/// place in the inbox, and history tells of what shows alone.
#[test]
fn p6_what_is_not_known_of_a_write_keeps_its_base_and_its_error() {
    let house = House::new();
    let link = house.linked("s1", "h1");
    let rows = house.plan(&[writes_phone(link, "h1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(9)).unwrap();
    let reason = Reason::new(ReasonCode::Refused);
    let then = (LinkState::Failing, reason);
    let refused = Refused { write: rows[0].id, errors: vec![note(9)], then };
    house.store.refuse(&[refused], t(10)).unwrap();
    house.store.touch(&[link]).unwrap();
    let mut both = writes_phone(link, "h1", "1", "2");
    let Some(Act::Update { changes, .. }) = &mut both.acts.hubspot else { panic!("no update") };
    changes.push(FieldChange {
        field: "fax".into(),
        source_field: "fax".into(),
        ..phone("1", "7")
    });
    let rows = house.plan(&[both]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(11)).unwrap();
    let unshown = std::collections::BTreeSet::from(["phone".into()]);
    let settled = crate::Settled { unshown, ..as_sent(rows[0].id, "h1") };
    house.store.settle(&[settled], t(12)).unwrap();
    let base = house.store.triples(&[link]).unwrap().remove(0).base.hubspot;
    assert_eq!(base.get("phone"), None);
    assert_eq!(base.get("fax"), Some(&text("7")));
    let open = house.store.errors_of(&[link]).unwrap();
    assert_eq!(open.len(), 1, "{open:?}");
    let told = house.store.history_of_link(link).unwrap();
    let fields: Vec<_> = told.iter().filter_map(|row| row.field.as_ref()).collect();
    assert_eq!(fields.iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["fax"]);
}
