#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce};
use crosswalk_model::{
    Both, Content, Life, Link, LinkId, LinkState, Reason, ReasonCode, Record, RecordRef, Side,
    Timestamp,
};

use super::{
    Candidate, CompanyContacts, Identity, IdentityFacts, MatchKeyValue, MatchVia, Membership,
    Order, Seeker, identify, long_id, match_keys, normalise_email,
};
use crate::mapping::ObjectDesign;
use crate::samples::{fields, people, record, text};

fn candidate(id: i64, object: &str, via: MatchVia) -> Candidate {
    Candidate {
        at: RecordRef::new(object, format!("00{id}")),
        link: LinkId(id),
        taken: false,
        via,
        life: Life::Live,
        stamp: None,
        votes: None,
    }
}

fn facts() -> IdentityFacts<'static> {
    IdentityFacts {
        id_field: Both { salesforce: true, hubspot: true },
        membership: Membership::In,
        leads_to_reread: &[],
        order: None,
        contacts: CompanyContacts::NotAsked,
        person_companies: true,
    }
}

fn ann() -> Record {
    record("contacts", "501", fields(&[("email", text(" Ann@Ek.no "))]))
}

fn ask(
    record: &Record,
    candidates: &[Candidate],
    design: &ObjectDesign,
    facts: IdentityFacts<'_>,
) -> Identity {
    let side = match record.at.object.as_str() {
        "contacts" | "deals" => Side::HubSpot,
        _ => Side::Salesforce,
    };
    let mut ends = Both::default();
    *ends.get_mut(side) = Some(record.at.clone());
    let link = Link {
        id: LinkId(99),
        mapping: design.id.clone(),
        ends,
        state: LinkState::New,
        reason: Reason::new(ReasonCode::NotPlannedYet),
        origin: None,
    };
    identify(&Seeker { link: &link, side, record }, candidates, design, &facts)
}

fn joined(identity: &Identity) -> (i64, usize) {
    let Identity::Join { link, also_seen, .. } = identity else { panic!("{identity:?}") };
    (link.0, also_seen.len())
}

fn left_out(identity: Identity) -> ReasonCode {
    let Identity::LeaveOut(reason) = identity else { panic!("{identity:?}") };
    reason.code
}

#[test]
fn a5_contact_before_lead_then_newest_then_lowest_id() {
    let at = |second| Some(Timestamp::from_second(second).unwrap());
    let lead = Candidate { stamp: at(900), ..candidate(1, "Lead", MatchVia::Email) };
    let old = Candidate { stamp: at(100), ..candidate(2, "Contact", MatchVia::Email) };
    let new = Candidate { stamp: at(200), ..candidate(4, "Contact", MatchVia::Email) };
    let same = Candidate { stamp: at(200), ..candidate(3, "Contact", MatchVia::Email) };
    let design = people();
    assert_eq!(joined(&ask(&ann(), &[lead.clone(), old.clone()], &design, facts())), (2, 1));
    assert_eq!(joined(&ask(&ann(), &[old.clone(), new.clone()], &design, facts())), (4, 1));
    assert_eq!(joined(&ask(&ann(), &[new, same, lead.clone(), old], &design, facts())), (3, 3));
    let converted = Candidate {
        life: Life::Converted(Default::default()),
        ..candidate(5, "Contact", MatchVia::Email)
    };
    assert_eq!(joined(&ask(&ann(), &[converted, lead], &design, facts())), (1, 0));
}

#[test]
fn m7_stronger_keys_first_and_a_taken_one_is_no_reason_to_take_a_weaker_one() {
    let design = people();
    let by_mail = candidate(1, "Contact", MatchVia::Email);
    let own = candidate(2, "Lead", MatchVia::PairId);
    let native = candidate(3, "Lead", MatchVia::NativeId);
    assert_eq!(
        joined(&ask(&ann(), &[by_mail.clone(), native.clone(), own.clone()], &design, facts())).0,
        2
    );
    assert_eq!(joined(&ask(&ann(), &[by_mail.clone(), native], &design, facts())).0, 3);
    let taken = Candidate { taken: true, ..own };
    assert_eq!(
        left_out(ask(&ann(), &[by_mail, taken], &design, facts())),
        ReasonCode::DuplicateOfLinked
    );
}

#[test]
fn s22_several_records_of_one_address_make_one_contact() {
    let taken = Candidate { taken: true, ..candidate(1, "contacts", MatchVia::Email) };
    let second = record("Lead", "00Q", fields(&[("Email", text("ann@ek.no"))]));
    assert_eq!(left_out(ask(&second, &[taken], &people(), facts())), ReasonCode::DuplicateOfLinked);
}

#[test]
fn creates_follow_the_settings() {
    let mut design = people();
    let create = |object: &str| Identity::Create { object: object.into() };
    assert_eq!(ask(&ann(), &[], &design, facts()), create("Contact"));
    design.create.salesforce = CreateInSalesforce::Lead;
    assert_eq!(ask(&ann(), &[], &design, facts()), create("Lead"));
    design.create.salesforce = CreateInSalesforce::Nothing;
    assert_eq!(left_out(ask(&ann(), &[], &design, facts())), ReasonCode::CreateOff);
    let by_hand = Order::Create { object: "Lead".into() };
    let ordered = IdentityFacts { order: Some(&by_hand), ..facts() };
    assert_eq!(ask(&ann(), &[], &design, ordered), create("Lead"));
    let lead = record("Lead", "00Q", fields(&[("Email", text("bo@ek.no"))]));
    assert_eq!(ask(&lead, &[], &design, facts()), create("contacts"));
    design.create.hubspot = CreateInHubSpot::Contacts;
    assert_eq!(left_out(ask(&lead, &[], &design, facts())), ReasonCode::CreateOff);
}

#[test]
fn what_keeps_a_record_from_being_created() {
    let design = people();
    let nameless = record("contacts", "502", fields(&[("email", Content::Blank)]));
    assert_eq!(left_out(ask(&nameless, &[], &design, facts())), ReasonCode::NoEmail);
    let no_field = IdentityFacts { id_field: Both::default(), ..facts() };
    assert_eq!(left_out(ask(&ann(), &[], &design, no_field)), ReasonCode::NoIdField);
    let out = IdentityFacts { membership: Membership::Out, ..facts() };
    assert_eq!(left_out(ask(&ann(), &[], &design, out)), ReasonCode::OutOfScope);
    let never = IdentityFacts { order: Some(&Order::Never), ..facts() };
    assert_eq!(left_out(ask(&ann(), &[], &design, never)), ReasonCode::NeverByPerson);
    let gone = Record { life: Life::Deleted, ..ann() };
    assert_eq!(left_out(ask(&gone, &[], &design, facts())), ReasonCode::Deleted);
}

#[test]
fn m9_linked_leads_are_read_again_first() {
    let leads = [RecordRef::new("Lead", "00Q")];
    let facts = IdentityFacts { leads_to_reread: &leads, ..facts() };
    let waits = ask(&ann(), &[candidate(1, "Contact", MatchVia::Email)], &people(), facts);
    assert!(matches!(waits, Identity::Wait(reason) if reason.code == ReasonCode::ConvertedWaiting));
}

#[test]
fn s27_deals_are_tied_by_our_own_id_only() {
    let mut design = people();
    design.hubspot = "deals".into();
    design.salesforce = vec!["Opportunity".into()];
    design.match_by = Vec::new();
    design.create.salesforce = CreateInSalesforce::Record;
    let deal = record("deals", "9", fields(&[("dealname", text("Big"))]));
    let twin = candidate(1, "Opportunity", MatchVia::Name);
    let create = Identity::Create { object: "Opportunity".into() };
    assert_eq!(ask(&deal, &[twin], &design, facts()), create);
    let retried = candidate(2, "Opportunity", MatchVia::PairId);
    assert_eq!(joined(&ask(&deal, &[retried], &design, facts())).0, 2);
}

#[test]
fn a4_keys_are_normalised() {
    assert_eq!(normalise_email(" Ann@Ek.NO\n"), Some("ann@ek.no".into()));
    assert_eq!(normalise_email("none"), None);
    let record = record(
        "contacts",
        "501",
        fields(&[
            ("email", text("Ann@Ek.no")),
            ("hs_additional_emails", text("A@ek.no; ;b@EK.no")),
            ("salesforcecontactid", text("003D000000QYl5k")),
            ("pair_id", text("003000000000001AAA")),
        ]),
    );
    let id_field = "pair_id".into();
    assert_eq!(
        match_keys(&record, Side::HubSpot, &people(), Some(&id_field)),
        [
            MatchKeyValue::PartnerIs("003000000000001AAA".into()),
            MatchKeyValue::NativePartnerIs(long_id("003D000000QYl5k").into()),
            MatchKeyValue::Email("ann@ek.no".into()),
            MatchKeyValue::AdditionalEmail("a@ek.no".into()),
            MatchKeyValue::AdditionalEmail("b@ek.no".into()),
        ]
    );
    assert_eq!(long_id("001A0000006Vm9u"), "001A0000006Vm9uIAC");
    assert_eq!(long_id("501"), "501");
}

#[test]
fn s19_creation_from_salesforce_bypasses_the_list() {
    let lead = record("Lead", "00Q", fields(&[("Email", text("bo@ek.no"))]));
    let out = IdentityFacts { membership: Membership::Out, ..facts() };
    let create = Identity::Create { object: "contacts".into() };
    assert_eq!(ask(&lead, &[], &people(), out), create);
}

fn companies() -> ObjectDesign {
    crate::samples::design().object(&"companies".into()).unwrap().clone()
}

#[test]
fn a7_the_majority_of_contacts_decides_and_the_oldest_link_a_tie() {
    let by = |id: i64, count: u32, oldest: i64| Candidate {
        votes: Some(super::Votes { count, oldest: LinkId(oldest) }),
        ..candidate(id, "Account", MatchVia::AssociatedContacts)
    };
    let acme = record("companies", "77", fields(&[("name", text("Acme"))]));
    let ask = |candidates: &[Candidate]| {
        let ends = Both { salesforce: None, hubspot: Some(acme.at.clone()) };
        let link = Link {
            id: LinkId(99),
            mapping: "companies".into(),
            ends,
            state: LinkState::New,
            reason: Reason::new(ReasonCode::NotPlannedYet),
            origin: None,
        };
        let seeker = Seeker { link: &link, side: Side::HubSpot, record: &acme };
        joined(&identify(&seeker, candidates, &companies(), &facts()))
    };
    assert_eq!(ask(&[by(1, 1, 5), by(2, 3, 9)]), (2, 1));
    assert_eq!(ask(&[by(1, 2, 9), by(2, 2, 5)]), (2, 1));
}

#[test]
fn h41_a_company_without_contacts_that_sync_makes_no_account() {
    let acme = record("companies", "77", fields(&[("name", text("Acme"))]));
    let link = |state| Link {
        id: LinkId(99),
        mapping: "companies".into(),
        ends: Both { salesforce: None, hubspot: Some(acme.at.clone()) },
        state,
        reason: Reason::new(ReasonCode::NotPlannedYet),
        origin: None,
    };
    let link = link(LinkState::New);
    let ask = |contacts, order: Option<&Order>| {
        let seeker = Seeker { link: &link, side: Side::HubSpot, record: &acme };
        identify(&seeker, &[], &companies(), &IdentityFacts { contacts, order, ..facts() })
    };
    assert_eq!(left_out(ask(CompanyContacts::None, None)), ReasonCode::NoContactSyncs);
    let made = Identity::Create { object: "Account".into() };
    assert_eq!(ask(CompanyContacts::Sync, None), made);
    let by_hand = Order::Create { object: "Account".into() };
    assert_eq!(ask(CompanyContacts::None, Some(&by_hand)), made, "H42: a person may force it");
}
