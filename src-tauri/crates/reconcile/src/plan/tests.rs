#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::plan::{Act, Decided, LinkPlan, SkipReason};
use crosswalk_model::{
    Author, Both, Content, LastChange, Life, LinkState, MappingId, Observed, ReasonCode, RecordRef,
    Ruling, Side, Timestamp, Triple,
};

use super::{Along, DELETED_MAPPING, PlanFacts, PlanSettings, asks_about, needs_times, plan};
use crate::field::{OptOutFacts, Resubscribed};
use crate::identity::{Identity, Membership};
use crate::mapping::ObjectDesign;
use crate::samples::{self, facts, fields, people, record, reference, text, triple, yes};

mod laws;
mod transforms;

/// Both sides' phone: base, HubSpot, Salesforce.
fn phones(base: &str, hubspot: &str, salesforce: &str) -> Triple {
    triple(
        Both {
            salesforce: fields(&[("Phone", text(base))]),
            hubspot: fields(&[("phone", text(base))]),
        },
        Both {
            salesforce: fields(&[("Phone", text(salesforce)), ("PairId__c", text("501"))]),
            hubspot: fields(&[("phone", text(hubspot)), ("pair_id", Content::Blank)]),
        },
    )
}

fn with_rule(mapping: &str, rule: SyncRule) -> ObjectDesign {
    let mut design = people();
    for pair in design.fields.values_mut().flatten() {
        if pair.mapping.as_str() == mapping {
            pair.rule = rule;
        }
    }
    design
}

/// `side field = after (ruling)`, one per change.
fn writes(plan: &LinkPlan) -> Vec<String> {
    let of = |side: Side| {
        let changes = plan.acts.get(side).as_ref().map_or(&[][..], Act::changes);
        changes.iter().map(move |change| {
            let after = match &change.after {
                Content::Blank => "blank".to_owned(),
                Content::Value(value) => serde_json::to_string(value).unwrap(),
            };
            format!("{} {} = {after} ({:?})", side.as_str(), change.field, change.ruling)
        })
    };
    Side::ALL.into_iter().flat_map(of).collect()
}

#[test]
fn one_edit_flows_with_the_pair_id_and_says_what_it_rests_on() {
    let plan = plan(&phones("1", "1", "2"), &people(), &facts());
    let want = [
        r#"hubspot phone = {"text":"2"} (OneSideChanged)"#,
        &format!(r#"hubspot pair_id = {{"text":"{}"}} (PairId)"#, samples::CONTACT_ID),
    ];
    assert_eq!(writes(&plan), want);
    let Some(Act::Update { at, changes, .. }) = &plan.acts.hubspot else { panic!("no update") };
    assert_eq!(at, &RecordRef::new("contacts", "501"));
    assert_eq!(changes[0].source, text("2"));
    assert_eq!(changes[0].before.known(), Some(text("1")));
    assert_eq!((plan.then, plan.reason.code), (LinkState::InSync, ReasonCode::Synced));
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<LinkPlan>(&json).unwrap(), plan);
}

#[test]
fn agreement_moves_the_base_once() {
    let agreed = plan(&phones("1", "2", "2"), &people(), &facts());
    assert_eq!(agreed.settled.salesforce.get("Phone"), Some(&text("2")));
    assert!(writes(&agreed).is_empty());
    let again = plan(&phones("2", "2", "2"), &people(), &facts());
    assert!(again.settled.salesforce.is_empty() && again.settled.hubspot.is_empty());
}

#[test]
fn m4_times_are_asked_for_only_where_they_decide() {
    let two_way = with_rule("phone", SyncRule::TwoWay);
    let mut both = phones("1", "2", "3");
    let needs = needs_times(&both, &two_way, &facts());
    assert_eq!(needs.hubspot, BTreeSet::from(["phone".into()]));
    assert_eq!(needs.salesforce, BTreeSet::from(["Phone".into()]));
    assert!(needs_times(&phones("1", "2", "1"), &two_way, &facts()).hubspot.is_empty());
    assert!(needs_times(&both, &people(), &facts()).hubspot.is_empty());
    // Without any time it is a person's.
    let asked = plan(&both, &two_way, &facts());
    assert_eq!((asked.conflicts.len(), asked.then), (1, LinkState::Conflict));
    let at = |second| Timestamp::from_second(second).unwrap();
    both.changes.hubspot.insert("phone".into(), LastChange { at: at(1_000), by: None });
    both.observed.salesforce.as_mut().unwrap().stamps.insert("Phone".into(), at(2_000));
    assert!(needs_times(&both, &two_way, &facts()).hubspot.is_empty());
    assert_eq!(
        writes(&plan(&both, &two_way, &facts()))[0],
        r#"hubspot phone = {"text":"3"} (Newest)"#
    );
}

#[test]
fn a_conflict_says_who_changed_each_side() {
    let ask = with_rule("phone", SyncRule::Ask);
    let mut both = phones("1", "2", "3");
    let at = |second| Timestamp::from_second(second).unwrap();
    let salesforce = both.observed.salesforce.as_mut().unwrap();
    salesforce.record.modified = Some(at(2_000));
    salesforce.record.modified_by = Some("005A".into());
    salesforce.stamps.insert("Phone".into(), at(2_000));
    // No time is needed to decide, and still the history is read: it alone tells who it was.
    assert!(needs_times(&both, &ask, &facts()).hubspot.is_empty());
    let asked = plan(&both, &ask, &facts());
    assert_eq!(asks_about(&asked, &both), BTreeSet::from(["phone".into()]));
    let by = Author::Program("Import".to_owned());
    let change = LastChange { at: at(1_000), by: Some(by.clone()) };
    both.changes.hubspot.insert("phone".into(), change);
    let mut told = plan(&both, &ask, &facts());
    assert!(asks_about(&told, &both).is_empty());
    let found = told.conflicts.remove(0);
    let user = Author::User("005A".into());
    assert_eq!(found.by, Both { salesforce: Some(user), hubspot: Some(by) });
    // Another field of that record changed since: nobody tells any more who changed this one.
    both.observed.salesforce.as_mut().unwrap().record.modified = Some(at(3_000));
    let later = plan(&both, &ask, &facts()).conflicts.remove(0);
    assert_eq!(later.by.salesforce, None);
    assert_eq!(later.remembering(&found), found);
}

#[test]
fn conflicts_wait_for_a_person_and_then_follow_the_verdict() {
    let ask = with_rule("phone", SyncRule::Ask);
    let both = phones("1", "2", "3");
    let open = plan(&both, &ask, &facts());
    assert!(writes(&open).is_empty());
    assert_eq!(open.conflicts[0].now, Both { salesforce: text("3"), hubspot: text("2") });
    let mut facts = facts();
    facts.decided.insert("phone".into(), Decided::Keep(Side::HubSpot));
    let decided = plan(&both, &ask, &facts);
    assert_eq!(writes(&decided), [r#"salesforce Phone = {"text":"2"} (DecidedByPerson)"#]);
    assert_eq!(decided.then, LinkState::InSync);
}

#[test]
fn m4_a_persons_own_value_goes_to_each_side_that_lacks_it() {
    let ask = with_rule("phone", SyncRule::Ask);
    let decided = |now: [&str; 2], typed: [&str; 2]| {
        let mut facts = facts();
        let typed = Both { salesforce: text(typed[1]), hubspot: text(typed[0]) };
        facts.decided.insert("phone".into(), Decided::Typed(typed));
        plan(&phones("1", now[0], now[1]), &ask, &facts)
    };
    let both = decided(["2", "3"], ["4", "4"]);
    assert_eq!(
        writes(&both)[..2],
        [
            r#"salesforce Phone = {"text":"4"} (DecidedByPerson)"#,
            r#"hubspot phone = {"text":"4"} (DecidedByPerson)"#,
        ]
    );
    for side in Side::ALL {
        let change = &both.acts.get(side).as_ref().unwrap().changes()[0];
        assert_eq!(change.source, text("1"), "until it is there, the other side looks changed");
    }
    let one = decided(["2", "3"], ["2", "2"]);
    assert_eq!(writes(&one), [r#"salesforce Phone = {"text":"2"} (DecidedByPerson)"#]);
    assert_eq!(one.acts.salesforce.as_ref().unwrap().changes()[0].source, text("2"));
    let long = "0".repeat(41);
    let stuck = decided(["2", "3"], ["4", &long]);
    assert_eq!(stuck.skips[0].why, SkipReason::TooLong { max: 40, has: 41 });
}

#[test]
fn what_does_not_fit_is_named_and_its_base_stays() {
    let long = "0".repeat(41);
    let design = with_rule("phone", SyncRule::TwoWay);
    let stuck = plan(&phones("1", &long, "1"), &design, &facts());
    assert_eq!(stuck.skips[0].why, SkipReason::TooLong { max: 40, has: 41 });
    assert!(writes(&stuck).is_empty() && stuck.settled.hubspot.is_empty());
    assert_eq!((stuck.then, stuck.reason.code), (LinkState::Failing, ReasonCode::NotConvertible));
}

#[test]
fn p8_a_refused_value_is_not_sent_again_until_it_changes() {
    let mut facts = facts();
    facts.refused.insert((Side::HubSpot, "phone".into()), text("2"));
    let held = plan(&phones("1", "1", "2"), &people(), &facts);
    assert_eq!(held.skips[0].why, SkipReason::RefusedBefore);
    assert!(writes(&held).is_empty());
    let changed = plan(&phones("1", "1", "3"), &people(), &facts);
    assert_eq!(writes(&changed).len(), 2);
}

#[test]
fn s20_s21_a_held_link_writes_nothing_either_way() {
    let held = PlanFacts { membership: Membership::Out, ..facts() };
    for triple in [phones("1", "2", "1"), phones("1", "1", "2")] {
        let plan = plan(&triple, &people(), &held);
        assert!(writes(&plan).is_empty());
        assert_eq!((plan.then, plan.reason.code), (LinkState::Held, ReasonCode::HeldOutOfScope));
    }
}

#[test]
fn h80_link_only_seeds_the_base_and_still_carries_opt_outs() {
    let mut triple = phones("1", "2", "3");
    triple.base = Both::default();
    let observed = triple.observed.hubspot.as_mut().unwrap();
    observed.record.fields.insert("hs_email_optout".into(), yes());
    let observed = triple.observed.salesforce.as_mut().unwrap();
    observed.record.fields.insert("HasOptedOutOfEmail".into(), Content::Blank);
    let settings = PlanSettings { link_only: true, ..PlanSettings::default() };
    let plan = plan(&triple, &people(), &PlanFacts { settings, ..facts() });
    assert_eq!(
        writes(&plan),
        [r#"salesforce HasOptedOutOfEmail = {"boolean":true} (OptOutReaches)"#]
    );
    assert_eq!(plan.settled.hubspot.get("phone"), Some(&text("2")));
    assert_eq!(plan.settled.salesforce.get("Phone"), Some(&text("3")));
}

#[test]
fn s45_to_s50_company_name_never_reaches_a_contact() {
    let fields_now = fields(&[("company", text("Acme")), ("phone", Content::Blank)]);
    let now = Both { salesforce: fields(&[("AccountId", Content::Blank)]), hubspot: fields_now };
    let plan = plan(&triple(Both::default(), now), &people(), &facts());
    assert!(writes(&plan).is_empty() && plan.skips.is_empty(), "{plan:?}");
    assert_eq!(plan.then, LinkState::InSync);
}

fn owners(salesforce: Content, hubspot: Content, base: Both<Content>) -> Triple {
    let of = |name: &str, content: Content| fields(&[(name, content)]);
    triple(
        Both {
            salesforce: of("OwnerId", base.salesforce),
            hubspot: of("hubspot_owner_id", base.hubspot),
        },
        Both { salesforce: of("OwnerId", salesforce), hubspot: of("hubspot_owner_id", hubspot) },
    )
}

#[test]
fn s70_to_s72_owners_cross_by_partner_or_go_back() {
    let (ann, nobody) = (reference("User", "005A"), reference("User", "005X"));
    let (ann_hs, stranger) = (reference("owners", "9"), reference("owners", "8"));
    let base = Both { salesforce: ann.clone(), hubspot: ann_hs.clone() };
    let strange = owners(ann.clone(), stranger, base.clone());
    let back = plan(&strange, &people(), &facts());
    let want = r#"{"reference":{"object":"owners","id":"9"}}"#;
    assert_eq!(writes(&back), [format!("hubspot hubspot_owner_id = {want} (RulingSideStands)")]);
    assert_eq!(back.skips[0].why, SkipReason::OwnerUnmatched);
    assert_eq!((back.then, back.reason.code), (LinkState::InSync, ReasonCode::OwnerUnmatched));
    assert_eq!(back.reason.detail["side"], "Salesforce", "which does not know the owner");
    let unmatched = plan(&owners(nobody, ann_hs.clone(), base.clone()), &people(), &facts());
    assert_eq!(writes(&unmatched), ["hubspot hubspot_owner_id = blank (RulingSideStands)"]);
    assert_eq!(unmatched.reason.code, ReasonCode::OwnerUnmatched);
    assert_eq!(unmatched.reason.detail["side"], "HubSpot");
    let cleared = plan(&owners(ann.clone(), Content::Blank, base), &people(), &facts());
    assert_eq!(writes(&cleared), [format!("hubspot hubspot_owner_id = {want} (RulingSideStands)")]);
    let mut first =
        owners(ann, reference("owners", "8"), Both { salesforce: text(""), hubspot: text("") });
    first.base = Both::default();
    let first = plan(&first, &people(), &facts());
    assert_eq!(
        writes(&first),
        [format!("hubspot hubspot_owner_id = {want} (FirstLinkRulingSide)")]
    );
}

#[test]
fn m10_an_unlinked_company_is_waited_for() {
    let now = Both {
        salesforce: fields(&[("AccountId", reference("Account", "001Z"))]),
        hubspot: fields(&[("association:companies:primary", Content::Blank)]),
    };
    let waits = plan(&triple(Both::default(), now.clone()), &people(), &facts());
    assert_eq!(waits.skips[0].why, SkipReason::NoPartner);
    assert_eq!((waits.then, waits.reason.code), (LinkState::Waiting, ReasonCode::WaitingForParent));
    let linked = |side: Side, at: &RecordRef| match side {
        Side::Salesforce if at.id.as_str() == "001Z" => Some(RecordRef::new("companies", "78")),
        Side::Salesforce | Side::HubSpot => None,
    };
    let facts = PlanFacts { partner_of: &linked, ..facts() };
    let plan = plan(&triple(Both::default(), now), &people(), &facts);
    let want = r#"hubspot association:companies:primary = {"reference":{"object":"companies","id":"78"}} (FillsBlank)"#;
    assert_eq!(writes(&plan), [want]);
}

#[test]
fn a14_nothing_subscribes_anyone() {
    let of = |on: bool| Content::Value(crosswalk_model::Value::Boolean(on));
    let make = |base: bool, hubspot: bool, salesforce: bool| {
        let both = |s: bool, h: bool| Both {
            salesforce: fields(&[("HasOptedOutOfEmail", of(s))]),
            hubspot: fields(&[("hs_email_optout", of(h))]),
        };
        triple(both(base, base), both(salesforce, hubspot))
    };
    for base in [true, false] {
        for (hubspot, salesforce) in [(true, false), (false, true)] {
            for resubscribed in
                [Resubscribed::Unreadable, Resubscribed::ByPerson, Resubscribed::NotByPerson]
            {
                for verdict in [None, Some(Side::Salesforce), Some(Side::HubSpot)] {
                    for restored_before in [false, true] {
                        let mut facts = facts();
                        facts.opt_out =
                            OptOutFacts { resubscribed, restored_before, leave_unticked: false };
                        facts.decided.extend(
                            verdict.map(|side| ("email_opt_out".into(), Decided::Keep(side))),
                        );
                        let plan = plan(&make(base, hubspot, salesforce), &people(), &facts);
                        let to_hubspot = plan.acts.hubspot.as_ref().map_or(&[][..], Act::changes);
                        let subscribes = to_hubspot.iter().any(|change| {
                            change.field.as_str() == "hs_email_optout" && change.after != yes()
                        });
                        assert!(!subscribes, "{plan:?}");
                    }
                }
            }
        }
    }
}

fn lone(side: Side, object: &str, pairs: &[(&str, Content)]) -> Triple {
    let mut triple = triple(Both::default(), Both::default());
    let record = record(
        object,
        if side == Side::HubSpot { "501" } else { samples::CONTACT_ID },
        fields(pairs),
    );
    *triple.link.ends.get_mut(side) = Some(record.at.clone());
    *triple.link.ends.get_mut(side.other()) = None;
    *triple.observed.get_mut(side) = Some(Observed { record, stamps: Default::default() });
    *triple.observed.get_mut(side.other()) = None;
    triple.link.state = LinkState::New;
    triple
}

fn creating(object: &str) -> PlanFacts<'static> {
    PlanFacts { identity: Some(Identity::Create { object: object.into() }), ..facts() }
}

#[test]
fn p7_a_create_carries_values_and_the_other_sides_id() {
    let ann = [
        ("lastname", text("Ek")),
        ("firstname", Content::Blank),
        ("email", text("ann@ek.no")),
        ("company", text("Ek AS")),
        ("hubspot_owner_id", reference("owners", "8")),
        ("hs_email_optout", yes()),
    ];
    let made = plan(&lone(Side::HubSpot, "contacts", &ann), &people(), &creating("Contact"));
    assert_eq!(
        writes(&made),
        [
            r#"salesforce Email = {"text":"ann@ek.no"} (NewRecord)"#,
            r#"salesforce HasOptedOutOfEmail = {"boolean":true} (OptOutReaches)"#,
            r#"salesforce LastName = {"text":"Ek"} (NewRecord)"#,
            r#"salesforce PairId__c = {"text":"501"} (PairId)"#,
        ]
    );
    assert_eq!(made.skips[0].why, SkipReason::OwnerUnmatched);
    assert_eq!((made.then, made.reason.code), (LinkState::InSync, ReasonCode::OwnerUnmatched));
    let bare = plan(&lone(Side::HubSpot, "contacts", &ann[1..]), &people(), &creating("Contact"));
    assert_eq!((bare.then, bare.reason.code), (LinkState::LeftOut, ReasonCode::RequiredMissing));
    assert_eq!(bare.reason.detail["field"], "LastName");
    assert!(bare.acts.salesforce.is_none());
}

#[test]
fn p8_a_required_value_that_does_not_fit_is_not_called_missing() {
    let ann = [("lastname", text(&"Ek".repeat(41))), ("email", text("ann@ek.no"))];
    let long = plan(&lone(Side::HubSpot, "contacts", &ann), &people(), &creating("Contact"));
    assert!(long.acts.salesforce.is_none());
    assert_eq!((long.then, long.reason.code), (LinkState::LeftOut, ReasonCode::NotConvertible));
    assert_eq!(long.reason.detail["field"], long.skips[0].mapping.as_str());
    assert!(matches!(long.skips[0].why, SkipReason::TooLong { .. }), "{:?}", long.skips);
}

#[test]
fn s36_a10_a_lead_without_company() {
    let ann = [("lastname", text("Ek")), ("email", text("ann@ek.no"))];
    let triple = lone(Side::HubSpot, "contacts", &ann);
    let with = |placeholder: Option<&str>, person_accounts| {
        let lead_company_placeholder = placeholder.map(str::to_owned);
        let settings =
            PlanSettings { lead_company_placeholder, person_accounts, ..PlanSettings::default() };
        plan(&triple, &people(), &PlanFacts { settings, ..creating("Lead") })
    };
    let filled = with(Some("[not provided]"), false);
    assert!(
        writes(&filled)
            .contains(&r#"salesforce Company = {"text":"[not provided]"} (NewRecord)"#.into())
    );
    for left_out in [with(None, false), with(Some("[not provided]"), true)] {
        assert_eq!(left_out.reason.code, ReasonCode::RequiredMissing);
        assert_eq!(left_out.reason.detail["field"], "Company");
    }
}

#[test]
fn m6_deletes_and_moves() {
    let gone = |life: Life| {
        let mut triple = phones("1", "1", "2");
        triple.observed.salesforce.as_mut().unwrap().record.life = life;
        triple
    };
    let with = |policy: OnDelete| {
        let mut design = people();
        design.delete.hubspot = policy;
        plan(&gone(Life::Deleted), &design, &facts())
    };
    for (policy, state) in [
        (OnDelete::Nothing, LinkState::Unlinked),
        (OnDelete::Unlink, LinkState::New),
        (OnDelete::Ask, LinkState::Conflict),
    ] {
        let plan = with(policy);
        assert_eq!((plan.then, plan.reason.code), (state, ReasonCode::PartnerDeleted));
        assert!(plan.acts.hubspot.is_none());
    }
    let taken = PlanFacts { along: Along { went: true, ..Along::default() }, ..facts() };
    let mut design = people();
    design.delete.hubspot = OnDelete::Delete;
    let stays = plan(&gone(Life::Deleted), &design, &taken);
    assert_eq!((stays.then, stays.reason.code), (LinkState::Unlinked, ReasonCode::WentAlong));
    assert!(stays.acts.hubspot.is_none() && stays.conflicts.is_empty());
    let deleted = with(OnDelete::Delete);
    assert_eq!(deleted.acts.hubspot, Some(Act::Delete { at: RecordRef::new("contacts", "501") }));
    let held = PlanFacts { membership: Membership::Out, ..facts() };
    let of_held = plan(&gone(Life::Deleted), &people(), &held);
    assert_eq!((of_held.then, of_held.conflicts.len()), (LinkState::Held, 0));
    for life in [Life::AbsorbedBy("003B".into()), Life::NoLongerVisible] {
        let plan = plan(&gone(life), &people(), &facts());
        assert_eq!(plan.then, LinkState::Waiting);
        assert!(writes(&plan).is_empty());
    }
    let mut alone = gone(Life::AbsorbedBy("003B".into()));
    (alone.link.ends.hubspot, alone.observed.hubspot) = (None, None);
    let left_out = plan(&alone, &people(), &facts());
    assert_eq!((left_out.then, left_out.reason.code), (LinkState::LeftOut, ReasonCode::Absorbed));
    let mut tombstone = phones("1", "1", "2");
    tombstone.link.state = LinkState::Unlinked;
    assert_eq!(plan(&tombstone, &people(), &facts()).acts, Both::default());
}

/// A question writes nothing until somebody decided it; and so does a delete of somebody who is held.
#[test]
fn m6_a3_whether_a_delete_is_carried_is_asked_and_decided() {
    let mut triple = phones("1", "1", "2");
    triple.observed.salesforce.as_mut().unwrap().record.life = Life::Deleted;
    let with = |policy: OnDelete, membership: Membership, keep: Option<Side>| {
        let mut design = people();
        design.delete.hubspot = policy;
        let verdict = |side| (MappingId::from(DELETED_MAPPING), Decided::Keep(side));
        let decided = keep.map(verdict).into_iter().collect();
        plan(&triple, &design, &PlanFacts { membership, decided, ..facts() })
    };
    for (policy, membership, asked) in [
        (OnDelete::Ask, Membership::In, LinkState::Conflict),
        (OnDelete::Ask, Membership::Out, LinkState::Held),
        (OnDelete::Delete, Membership::Out, LinkState::Held),
    ] {
        let open = with(policy, membership, None);
        assert_eq!((open.then, open.conflicts.len(), &open.acts.hubspot), (asked, 1, &None));
        let stays = with(policy, membership, Some(Side::HubSpot));
        assert_eq!((stays.then, &stays.acts), (LinkState::Unlinked, &Both::default()));
        let goes = with(policy, membership, Some(Side::Salesforce));
        let at = RecordRef::new("contacts", "501");
        assert_eq!((goes.acts.hubspot, goes.conflicts), (Some(Act::Delete { at }), Vec::new()));
    }
}

#[test]
fn m12_put_back_stays_until_the_next_edit() {
    let mut triple = phones("1", "2", "3");
    triple.base.hubspot = fields(&[("phone", text("2"))]);
    triple.base.salesforce = fields(&[("Phone", text("3"))]);
    triple.link.state = LinkState::PutBack;
    assert_eq!(plan(&triple, &people(), &facts()).then, LinkState::PutBack);
    let observed = triple.observed.salesforce.as_mut().unwrap();
    observed.record.fields.insert("Phone".into(), text("4"));
    let edited = plan(&triple, &people(), &facts());
    assert_eq!(edited.acts.hubspot.as_ref().unwrap().changes()[0].ruling, Ruling::OneSideChanged);
    assert_eq!(edited.then, LinkState::InSync);
}

#[test]
fn p4_a_paused_field_is_asked_about() {
    let paused = PlanFacts { paused: BTreeSet::from(["phone".into()]), ..facts() };
    let plan = plan(&phones("1", "1", "2"), &people(), &paused);
    assert!(writes(&plan).is_empty());
    assert_eq!((plan.conflicts.len(), plan.then), (1, LinkState::Conflict));
}

#[test]
fn m10_one_company_equals_the_only_one_of_a_set() {
    let set = |ids: &[&str]| {
        let all = ids.iter().map(|id| RecordRef::new("companies", *id)).collect();
        Content::Value(crosswalk_model::Value::References(all))
    };
    let with = |hubspot: Content, base: Content| {
        let account = reference("Account", "001A");
        let both = |hubspot| Both {
            salesforce: fields(&[("AccountId", account.clone())]),
            hubspot: fields(&[("association:companies:primary", hubspot)]),
        };
        plan(&triple(both(base), both(hubspot)), &people(), &facts())
    };
    let equal = with(set(&["77"]), Content::Blank);
    assert!(writes(&equal).is_empty() && equal.skips.is_empty());
    let stranger = with(set(&["77", "78"]), set(&["77"]));
    assert_eq!(stranger.skips[0].why, SkipReason::NoPartner);
}
