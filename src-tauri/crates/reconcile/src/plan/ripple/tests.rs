use crosswalk_model::plan::Act;
use crosswalk_model::{Both, LinkState, Ruling};
use proptest::prelude::*;

use super::*;
use crate::identity::Membership;
use crate::mapping::{LIFECYCLE, ObjectDesign};
use crate::plan::{PlanSettings, plan};
use crate::samples::{facts, people, text, triple};

const ORDER: [&str; 5] = ["subscriber", "lead", "opportunity", "customer", "evangelist"];

/// A company or a contact: its stage, and what of its neighbours has counted before.
#[derive(Clone, Debug)]
struct Holder {
    id: String,
    stage: String,
    seen: Option<Content>,
}

impl Holder {
    fn new(id: usize, stage: &str) -> Holder {
        Holder { id: id.to_string(), stage: stage.to_owned(), seen: None }
    }

    fn as_neighbour(&self) -> Option<Neighbour> {
        let at = RecordRef::new("records", self.id.as_str());
        (!self.stage.is_empty()).then(|| Neighbour { at, stage: self.stage.clone() })
    }

    /// Plans it and carries the plan out. Says by which ruling it moved.
    fn pass(
        &mut self,
        follows: Ruling,
        around: Vec<Neighbour>,
        more: PlanFacts<'_>,
    ) -> Option<Ruling> {
        let order = ORDER.map(str::to_owned).to_vec();
        let ripple = Some(Ripple { order, follows: Some(follows) });
        let design = ObjectDesign { ripple, ..people() };
        let mut triple = triple(Both::default(), Both::default());
        let held = triple.observed.hubspot.as_mut().unwrap();
        let stage = if self.stage.is_empty() { Content::Blank } else { text(&self.stage) };
        held.record.fields.insert(LIFECYCLE.into(), stage);
        triple.base.salesforce.extend(self.seen.clone().map(|seen| (SEEN.into(), seen)));
        let plan = plan(&triple, &design, &PlanFacts { neighbours: around, ..more });
        let changes = plan.acts.hubspot.as_ref().map(Act::changes).unwrap_or_default();
        if let Some(change) = changes.iter().find(|it| it.field.as_str() == LIFECYCLE) {
            let Content::Value(Value::Choice(stage)) = &change.after else { panic!("{change:?}") };
            self.stage.clone_from(stage);
            self.seen = Some(change.source.clone());
            assert_eq!(change.source_field.as_str(), SEEN);
            return Some(change.ruling);
        }
        let noted = plan.settled.salesforce.get(SEEN).cloned();
        self.seen = noted.or(self.seen.take());
        None
    }
}

/// A company and its contacts, one pass over all of them: how many records were written.
fn pass(company: &mut Holder, contacts: &mut [Holder]) -> usize {
    let around = contacts.iter().filter_map(Holder::as_neighbour).collect();
    let mut writes = usize::from(company.pass(Ruling::ContactStage, around, facts()).is_some());
    for contact in contacts {
        let around = company.as_neighbour().into_iter().collect();
        let moved = contact.pass(Ruling::CompanyStage, around, facts());
        writes += usize::from(moved.is_some());
    }
    writes
}

#[test]
fn h44_h65_what_moves_a_record_and_what_does_not() {
    let customer =
        || vec![Neighbour { at: RecordRef::new("records", "9"), stage: "customer".into() }];
    // Its stage, what counted before: whether it moves, and what counts then.
    for (stage, seen, moves) in [
        ("lead", Some("9=lead"), true),
        ("", Some("9=lead"), true),
        ("lead", Some(""), true),
        ("lead", None, false),
        ("lead", Some("9=customer"), false),
        ("customer", Some("9=lead"), false),
        ("evangelist", Some("9=lead"), false),
        ("an own one", Some("9=lead"), false),
    ] {
        let seen = seen.map(|entry| match entry {
            "" => Content::Blank,
            entry => Content::Value(Value::Choices([entry.to_owned()].into())),
        });
        let mut holder = Holder { id: "1".to_owned(), stage: stage.to_owned(), seen };
        let moved = holder.pass(Ruling::ContactStage, customer(), facts());
        assert_eq!(moved.is_some(), moves, "{stage}");
        assert_eq!(holder.stage, if moves { "customer" } else { stage });
        let now = Content::Value(Value::Choices(["9=customer".to_owned()].into()));
        assert_eq!(holder.seen, Some(now), "{stage}");
    }
    // Of several the furthest; one that is in no order moves nobody.
    let around = ["lead", "customer", "own"]
        .map(|stage| Neighbour { at: RecordRef::new("records", stage), stage: stage.to_owned() });
    let mut holder = Holder { seen: Some(Content::Blank), ..Holder::new(1, "subscriber") };
    assert!(holder.pass(Ruling::CompanyStage, around.to_vec(), facts()).is_some());
    assert_eq!(holder.stage, "customer");
}

#[test]
fn h44_h65_whoever_takes_no_part_is_left_and_so_is_everybody_while_a_run_only_links() {
    let customer =
        || vec![Neighbour { at: RecordRef::new("records", "9"), stage: "customer".into() }];
    let held = PlanFacts { membership: Membership::Out, ..facts() };
    let settings = PlanSettings { link_only: true, ..PlanSettings::default() };
    let linked = PlanFacts { settings, ..facts() };
    for facts in [held, linked] {
        let mut holder = Holder { seen: Some(Content::Blank), ..Holder::new(1, "lead") };
        assert_eq!(holder.pass(Ruling::ContactStage, customer(), facts), None);
    }
    assert_eq!(LinkState::Held.as_str(), "held");
}

fn stage() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), prop::sample::select(&ORDER[..]).prop_map(str::to_owned)]
}

proptest! {
    /// H67: whatever people do, one pass moves nobody back and a second one writes nothing.
    #[test]
    fn h67_both_ripples_together_come_to_rest(
        company in stage(),
        contacts in prop::collection::vec(stage(), 0..5),
        edits in prop::collection::vec((0_usize..6, stage()), 0..12),
    ) {
        let mut company = Holder::new(0, &company);
        let mut contacts: Vec<Holder> =
            contacts.iter().enumerate().map(|(at, stage)| Holder::new(at + 1, stage)).collect();
        prop_assert_eq!(pass(&mut company, &mut contacts), 0, "what was so before is no news");
        for (who, stage) in edits {
            match who.checked_sub(1).and_then(|at| contacts.get_mut(at)) {
                Some(contact) => contact.stage = stage,
                None => company.stage = stage,
            }
            let rank = |it: &Holder| ORDER.iter().position(|known| *known == it.stage);
            let all = |company: &Holder, contacts: &[Holder]| -> Vec<Option<usize>> {
                std::iter::once(company).chain(contacts).map(rank).collect()
            };
            let before = all(&company, &contacts);
            pass(&mut company, &mut contacts);
            let after = all(&company, &contacts);
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
            prop_assert_eq!(pass(&mut company, &mut contacts), 0, "a second pass writes nothing");
        }
    }
}
