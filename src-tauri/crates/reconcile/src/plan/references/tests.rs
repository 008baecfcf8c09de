//! A deal's contacts with an opportunity's roles, and its company with its account.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use crosswalk_model::plan::{Act, LinkPlan, SkipReason};
use crosswalk_model::{
    Both, Content, LinkId, LinkState, ReasonCode, RecordId, RecordRef, Side, Triple, Value,
};

use crate::identity::Identity;
use crate::plan::{PlanFacts, plan};
use crate::samples::{deals, facts, fields, partner_of, reference, text, triple};

const ROLES: &str = "association:OpportunityContactRole";
const CONTACTS: &str = "association:contacts";

/// `A B` by Salesforce's names, `1 2` by HubSpot's.
fn set(object: &str, names: &str) -> Content {
    let at = |name: &str| match object {
        "Contact" => RecordRef::new(object, format!("003{name}")),
        _ => RecordRef::new(object, name),
    };
    let all: BTreeSet<RecordRef> = names.split_whitespace().map(at).collect();
    if all.is_empty() { Content::Blank } else { Content::Value(Value::References(all)) }
}

fn shown(content: &Content) -> String {
    match content.value() {
        Some(Value::References(all)) => {
            let short = |at: &RecordRef| at.id.as_str().trim_start_matches("003").to_owned();
            all.iter().map(short).collect::<Vec<_>>().join(" ")
        }
        Some(Value::Reference(at)) => at.id.to_string(),
        Some(other) => format!("{other:?}"),
        None => String::new(),
    }
}

/// Both sides' sets; a base of `None` is a first link.
fn deal(base: Option<(&str, &str)>, salesforce: &str, hubspot: &str) -> Triple {
    let sets = |(roles, contacts): (&str, &str)| Both {
        salesforce: fields(&[(ROLES, set("Contact", roles))]),
        hubspot: fields(&[(CONTACTS, set("contacts", contacts))]),
    };
    let mut triple = triple(base.map(sets).unwrap_or_default(), sets((salesforce, hubspot)));
    let ends = Both {
        salesforce: RecordRef::new("Opportunity", "006A"),
        hubspot: RecordRef::new("deals", "5"),
    };
    for side in Side::ALL {
        *triple.link.ends.get_mut(side) = Some(ends.get(side).clone());
        let seen = triple.observed.get_mut(side).as_mut().unwrap();
        seen.record.at = ends.get(side).clone();
    }
    triple
}

fn written(plan: &LinkPlan) -> (String, String) {
    let of = |side: Side, field: &str| {
        let changes = plan.acts.get(side).as_ref().map_or(&[][..], Act::changes);
        let change = changes.iter().find(|change| change.field.as_str() == field);
        change.map_or_else(|| "-".to_owned(), |change| shown(&change.after))
    };
    (of(Side::Salesforce, ROLES), of(Side::HubSpot, CONTACTS))
}

/// Base (roles, contacts), roles now, contacts now, what is written to each, whether it waits.
type Row<'a> = (Option<(&'a str, &'a str)>, &'a str, &'a str, (&'a str, &'a str), bool);

#[test]
fn m10_each_record_of_a_set_goes_for_itself() {
    let rows: &[Row<'_>] = &[
        // A first link joins both sets, and clears nothing.
        (None, "A", "2", ("A B", "1 2"), false),
        (None, "A", "1", ("-", "-"), false),
        // Added and removed on one side.
        (Some(("A", "1")), "A B", "1", ("-", "1 2"), false),
        (Some(("A B", "1 2")), "A", "1 2", ("-", "1"), false),
        (Some(("A", "1")), "A", "", ("", "-"), false),
        // One added here, the other removed there.
        (Some(("A", "1")), "A B", "", ("B", "2"), false),
        // Nobody changed anything.
        (Some(("A B", "1 2")), "A B", "1 2", ("-", "-"), false),
        // 9 has no partner: it waits, and keeps nobody from crossing.
        (Some(("A", "1")), "A", "1 2 9", ("A B", "-"), true),
        (Some(("A", "1 9")), "A B", "1 9", ("-", "1 2 9"), true),
        // Z has none in HubSpot.
        (Some(("A", "1")), "A Z", "1 2", ("A B Z", "-"), true),
        // 3 is tied to a lead, which cannot stand in a role: it neither crosses nor waits.
        (Some(("A", "1")), "A", "1 3", ("-", "-"), false),
        (Some(("A", "1 3")), "A B", "1 3", ("-", "1 2 3"), false),
        // 2 had no partner when base was taken and has one now: news, not agreement.
        (Some(("A", "1 2")), "A", "1 2", ("A B", "-"), false),
        // It was in both bases, so its absence is a removal.
        (Some(("A B", "1 2")), "A", "1 2", ("-", "1"), false),
    ];
    for (base, salesforce, hubspot, want, waits) in rows {
        let plan = plan(&deal(*base, salesforce, hubspot), &deals(), &facts());
        let row = format!("{base:?} {salesforce:?} {hubspot:?}");
        assert_eq!(written(&plan), (want.0.to_owned(), want.1.to_owned()), "{row}");
        assert_eq!(plan.then == LinkState::Waiting, *waits, "{row}: {:?}", plan.reason);
        assert!(plan.conflicts.is_empty(), "{row}");
    }
}

#[test]
fn m10_a_new_record_takes_along_whoever_has_a_partner() {
    let mut lone = deal(None, "A", "1 2 9");
    lone.link.ends.salesforce = None;
    lone.observed.salesforce = None;
    let deal = &mut lone.observed.hubspot.as_mut().unwrap().record;
    deal.fields.extend(fields(&[
        ("dealname", text("Ship")),
        ("dealstage", Content::Value(Value::Choice("demo".into()))),
        ("pipeline", Content::Value(Value::Choice("default".into()))),
        ("closedate", Content::Value(Value::Instant("2026-05-01T10:00:00Z".parse().unwrap()))),
        ("association:companies:primary", reference("companies", "78")),
    ]));
    // Company 78 gets its account by the same plan.
    let promised = |side: Side, at: &RecordRef| {
        let made =
            side == Side::HubSpot && at.object.as_str() == "companies" && at.id.as_str() == "78";
        if made {
            return Some(RecordRef::new("Account", RecordId::promised(LinkId(4))));
        }
        partner_of(side, at)
    };
    let facts = PlanFacts {
        partner_of: &promised,
        identity: Some(Identity::Create { object: "Opportunity".into() }),
        ..facts()
    };
    let plan = plan(&lone, &deals(), &facts);
    assert_eq!(written(&plan).0, "A B");
    let Some(Act::Create { changes, .. }) = &plan.acts.salesforce else { panic!("{plan:?}") };
    let of = |name: &str| {
        shown(&changes.iter().find(|change| change.field.as_str() == name).unwrap().after)
    };
    assert_eq!(of("AccountId"), "link:4");
    assert!(of("StageName").contains("Prospecting"), "{}", of("StageName"));
    assert_eq!(plan.then, LinkState::Waiting, "9 has no partner yet");
    assert_eq!(plan.reason.code, ReasonCode::WaitingForParent);
    assert_eq!(plan.skips[0].why, SkipReason::NoPartner);
    assert_eq!(shown(&plan.skips[0].value), "9");
}

#[test]
fn h56_a_stage_crosses_by_its_map_and_stays_in_its_pipeline() {
    let stage = |name: &str| Content::Value(Value::Choice(name.to_owned()));
    let case = |base: Option<(&str, &str)>, there: &str, here: &str, pipeline: &str| {
        let mut triple = deal(Some(("", "")), "", "");
        if let Some((salesforce, hubspot)) = base {
            triple.base.salesforce.insert("StageName".into(), stage(salesforce));
            triple.base.hubspot.insert("dealstage".into(), stage(hubspot));
        }
        let seen = |side: Side| side;
        let now = [
            (seen(Side::Salesforce), "StageName", there),
            (Side::HubSpot, "dealstage", here),
            (Side::HubSpot, "pipeline", pipeline),
        ];
        for (side, field, value) in now {
            let record = &mut triple.observed.get_mut(side).as_mut().unwrap().record;
            record.fields.insert(field.into(), stage(value));
        }
        let plan = plan(&triple, &deals(), &facts());
        let of = |side: Side| {
            let changes = plan.acts.get(side).as_ref().map_or(&[][..], Act::changes);
            changes.first().map_or_else(
                || "-".to_owned(),
                |it| match it.after.value() {
                    Some(Value::Choice(name)) => name.clone(),
                    other => format!("{other:?}"),
                },
            )
        };
        let named = plan.skips.first().map(|skip| skip.why.clone());
        (of(Side::Salesforce), of(Side::HubSpot), named)
    };
    let quiet = || ("-".to_owned(), "-".to_owned(), None);
    let agreed = Some(("Negotiation/Review", "offer"));
    assert_eq!(case(None, "Negotiation/Review", "offer", "default"), quiet());
    assert_eq!(case(agreed, "Closed Won", "offer", "default").1, "won");
    let partners = Some(("Prospecting", "201"));
    assert_eq!(case(partners, "Closed Won", "201", "20").1, "202");
    // Several stages of Salesforce are one in HubSpot: no difference, both ways.
    assert_eq!(case(partners, "Needs Analysis", "201", "20"), quiet());
    assert_eq!(case(Some(("Needs Analysis", "201")), "Needs Analysis", "202", "20").1, "201");
    let unknown = |option: &str| Some(SkipReason::NotAnOption { option: option.to_owned() });
    assert_eq!(case(partners, "Closed Lost", "201", "20").2, unknown("Closed Lost"));
    // Moved to a pipeline that takes no part: it is not moved back, and says so (H51).
    let elsewhere = case(Some(("Closed Won", "won")), "Closed Won", "77", "9");
    assert_eq!(elsewhere, ("-".to_owned(), "-".to_owned(), unknown("Closed Won")));
}

/// A case names one contact, its ticket may name several. Base (contact, contacts), both now, what is
/// written to each, and whether it is said that the set does not fit.
type OneOfMany<'a> = (Option<(&'a str, &'a str)>, &'a str, &'a str, (&'a str, &'a str), bool);

#[test]
fn h118_one_record_meets_a_set_and_takes_nobody_out_of_it() {
    let rows: &[OneOfMany<'_>] = &[
        (None, "", "1", ("A", "-"), false),
        (None, "A", "", ("-", "1"), false),
        (None, "A", "1 2", ("-", "-"), false),
        // There is no room for two.
        (None, "", "1 2", ("-", "-"), true),
        // Somebody put one more into the set: Salesforce goes on naming the one it names.
        (Some(("A", "1")), "A", "1 2", ("-", "-"), false),
        // Salesforce names another one.
        (Some(("A", "1")), "B", "1", ("-", "2"), false),
        (Some(("A", "1 3")), "B", "1 3", ("-", "1 2 3"), false),
        (Some(("A", "1 2")), "B", "1 2", ("-", "-"), false),
        // The set names another one, or none.
        (Some(("A", "1")), "A", "2", ("B", "-"), false),
        (Some(("A", "1")), "A", "", ("", "-"), false),
        // Salesforce names none any more: whom it meant is one of several.
        (Some(("A", "1")), "", "1", ("-", ""), false),
        (Some(("A", "1 2")), "", "1 2", ("-", "-"), true),
    ];
    for (base, salesforce, hubspot, want, said) in rows {
        let mut deals = deals();
        for pair in
            deals.fields.values_mut().flatten().filter(|it| it.names.hubspot.as_str() == CONTACTS)
        {
            pair.schemas.salesforce.kind = crosswalk_model::value::ValueKind::Reference;
            pair.rule = crosswalk_model::mapping::SyncRule::TwoWay;
        }
        let mut triple = deal(*base, salesforce, hubspot);
        let one = |content: &mut Content| {
            if let Some(Value::References(all)) = content.value() {
                let first = all.iter().next().unwrap().clone();
                *content = Content::Value(Value::Reference(first));
            }
        };
        let seen = triple.observed.salesforce.as_mut().unwrap();
        seen.record.fields.get_mut(ROLES).into_iter().for_each(one);
        triple.base.salesforce.get_mut(ROLES).into_iter().for_each(one);
        let plan = plan(&triple, &deals, &facts());
        let row = format!("{base:?} {salesforce:?} {hubspot:?}");
        let written = written(&plan);
        let short = |text: &str| text.trim_start_matches("003").to_owned();
        assert_eq!((short(&written.0), written.1), (want.0.to_owned(), want.1.to_owned()), "{row}");
        let skipped = plan.skips.iter().any(|skip| skip.why == SkipReason::Lossy);
        assert_eq!(skipped, *said, "{row}: {:?}", plan.skips);
    }
}
