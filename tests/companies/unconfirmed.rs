//! What the vendors' documents leave open, or tell in two ways: the same story is told once by each
//! reading, and ends alike.

use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::Settings;
use crosswalk_emulator::hubspot::{
    BackwardStage, EmailConflict, MergedIds, PastCap, SearchCharacters, SearchesOf, UniqueConflict,
    UpsertByEmail,
};
use crosswalk_emulator::salesforce::{ReadOnlyField, UnknownField};
use crosswalk_model::LinkState;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

use crate::{all_objects, associate, having};

/// A reading, by its setting, and what sets it to the one that is not the default.
type Reading = (&'static str, fn(&mut Settings));

const HUBSPOT: &[Reading] = &[
    ("merge keeps the primary", |it| it.hubspot.merge_keeps_primary = true),
    ("restore keeps associations", |it| it.hubspot.restore_keeps_associations = true),
    ("an address in use is invalid", |it| it.hubspot.email_conflict = EmailConflict::Validation),
    ("an upsert by address overwrites", |it| {
        it.hubspot.upsert_by_email = UpsertByEmail::Overwrites;
    }),
    ("an update names merged ids", |it| it.hubspot.batch_update_omits_merged = false),
    ("an unchanged write moves no stamp", |it| it.hubspot.unchanged_write_moves_stamp = false),
    ("an opt-out moves no stamp", |it| it.hubspot.opt_out_moves_stamp = false),
    ("the opt-out property takes writes", |it| it.hubspot.optout_read_only = false),
    ("a partial answer is a 200", |it| it.hubspot.dated_partial_is_200 = true),
    ("a 429 says when to come again", |it| it.hubspot.retry_after_seconds = Some(3)),
    ("a unique value in use is a conflict", |it| {
        it.hubspot.unique_conflict = UniqueConflict::Conflict;
    }),
    ("a merge lists the others only", |it| it.hubspot.merged_ids = MergedIds::Others),
    ("searches are counted by token", |it| it.hubspot.searches_of = SearchesOf::Token),
    ("a stage that goes back is refused", |it| {
        it.hubspot.backward_stage = BackwardStage::Refused;
    }),
    ("a search has words of 3,000 characters", |it| {
        it.hubspot.search_characters = SearchCharacters::Query;
    }),
    ("a page past the results is refused barely", |it| it.hubspot.past_cap = PastCap::Bare),
];

const NO_STAMP: &str = "what comes out of the bin has the stamp it went in with";

const SALESFORCE: &[Reading] = &[
    ("a read-only field is unknown", |it| {
        it.salesforce.quirks.read_only_field = ReadOnlyField::Unknown;
    }),
    ("a read-only field is ignored", |it| {
        it.salesforce.quirks.read_only_field = ReadOnlyField::Ignored;
    }),
    ("an unknown field", |it| {
        let quirks = &mut it.salesforce.quirks;
        quirks.unknown_field = match quirks.unknown_field {
            UnknownField::WholeRequest => UnknownField::Row,
            UnknownField::Row => UnknownField::WholeRequest,
        };
    }),
    ("the status of what is gone", |it| {
        it.salesforce.quirks.gone_status = other(it.salesforce.quirks.gone_status, [400, 404]);
    }),
    ("the status of no access", |it| {
        it.salesforce.quirks.access_status = other(it.salesforce.quirks.access_status, [400, 403]);
    }),
    ("the case of addresses", |it| flip(&mut it.salesforce.quirks.email_lowercased)),
    ("the probability of a stage", |it| flip(&mut it.salesforce.quirks.stage_resets_probability)),
    ("the primary role", |it| flip(&mut it.salesforce.quirks.one_primary_role)),
    ("a converted lead", |it| flip(&mut it.salesforce.quirks.edit_converted_leads)),
    ("a blocking rule", |it| flip(&mut it.salesforce.quirks.allow_save_passes_block)),
    (NO_STAMP, |it| flip(&mut it.salesforce.quirks.undelete_moves_stamp)),
    ("long parts of a composite", |it| flip(&mut it.salesforce.quirks.long_subrequests)),
    ("keys of activities", |it| flip(&mut it.salesforce.quirks.activity_keys)),
    ("calls past the limit", |it| it.salesforce.quirks.soft_overrun = 50),
];

fn flip(setting: &mut bool) {
    *setting = !*setting;
}

fn other(now: u16, both: [u16; 2]) -> u16 {
    both.into_iter().find(|it| *it != now).unwrap()
}

/// Some passes, until nothing is left that they could do. What moves no stamp is met within a day.
async fn rest(world: &World) {
    for seconds in [1_800, 1_800, 90_000, 1_800] {
        world.wait(Duration::from_secs(seconds)).await;
        world.apply().await;
    }
}

/// The people of a story, by the first part of their address.
fn hubspot(world: &World, name: &str, more: Value) -> String {
    let mut fields =
        json!({ "email": format!("{}@example.no", name.to_lowercase()), "lastname": name });
    fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.hubspot_contact(fields)
}

/// The Salesforce contact of that last name.
fn there(world: &World, name: &str) -> String {
    having(world, Salesforce, "Contact", ("LastName", name))
}

fn held(world: &World, name: &str, field: &str) -> Value {
    world.field(Salesforce, "Contact", &there(world, name), field)
}

/// People, a company and a deal are made; they are edited, merged, deleted, opted out, refused and
/// converted.
async fn tell(reading: &Reading) {
    let (about, set) = reading;
    let mut beginning: Beginning = all_objects();
    set(&mut beginning.settings);
    let world = World::begin(beginning, |_| {}).await;
    for field in ["phone", "jobtitle", "email", "dealstage"] {
        world.rule(field, SyncRule::TwoWay).await;
    }
    let acme = world.hubspot_record("companies", json!({ "name": "Acme" }));
    let people =
        ["Ann", "Bo", "Cy", "Dee", "Eve", "Fay"].map(|name| hubspot(&world, name, json!({})));
    let [ann, bo, cy, dee, eve, fay] = &people;
    associate(&world, ("contacts", ann), ("companies", &acme), 1);
    let ship = crate::deals::deal(&world, "Ship");
    associate(&world, ("deals", &ship), ("companies", &acme), 5);
    associate(&world, ("deals", &ship), ("contacts", ann), 3);
    let lead = json!({ "Email": "lee@example.no", "LastName": "Lee", "Company": "Lee" });
    let lee = world.salesforce_record("Lead", lead);
    rest(&world).await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 6, "{about}");
    let lee_here = having(&world, HubSpot, "contacts", ("lastname", "Lee"));

    // A field that the user may not write any more, which no describe has shown yet.
    let access = json!({ "act": "set_field_permission", "object": "Contact", "field": "Title",
                         "access": "read" });
    world.act(Salesforce, access);
    world.edit(HubSpot, "contacts", ann, json!({ "jobtitle": "Boss", "phone": "+4722225555" }));
    // An address that another contact holds, beside a change that goes.
    let cys = there(&world, "Cy");
    world.edit(Salesforce, "Contact", &cys, json!({ "Email": "Dee@Example.no" }));
    world.edit(Salesforce, "Contact", &there(&world, "Bo"), json!({ "Phone": "+4711111111" }));
    world.act(
        HubSpot,
        json!({ "act": "merge", "object": "contacts", "primary": dee, "other": eve }),
    );
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "fay@example.no" }));
    let convert = json!({ "act": "convert_lead", "lead": lee });
    world.act(Salesforce, convert);
    world.edit(HubSpot, "deals", &ship, json!({ "dealstage": "closedwon" }));
    rest(&world).await;
    assert_eq!(
        held(&world, "Ann", "Phone"),
        json!("+4722225555"),
        "{about}: a refused field's row"
    );
    assert_eq!(world.field(HubSpot, "contacts", bo, "phone"), json!("+4711111111"), "{about}");
    assert_eq!(world.field(HubSpot, "contacts", cy, "email"), json!("cy@example.no"), "{about}");
    assert_eq!(world.why(cy)[0].0, LinkState::Failing, "{about}");
    assert_eq!(held(&world, "Fay", "HasOptedOutOfEmail"), json!(true), "{about}");
    let opportunity = having(&world, Salesforce, "Opportunity", ("Name", "Ship"));
    let won = world.field(Salesforce, "Opportunity", &opportunity, "IsWon");
    assert_eq!(won, json!(true), "{about}");

    // The holder gives the address up; the survivor of the merge, and who was converted, go on.
    world.edit(Salesforce, "Contact", &cys, json!({ "Email": "cy@example.no" }));
    let survivor = having(&world, HubSpot, "contacts", ("lastname", "Dee"));
    world.edit(HubSpot, "contacts", &survivor, json!({ "phone": "+4733333333" }));
    world.edit(HubSpot, "contacts", &lee_here, json!({ "phone": "+4744444444" }));
    let fays = there(&world, "Fay");
    world.act(Salesforce, json!({ "act": "delete", "id": fays }));
    world.edit(HubSpot, "contacts", fay, json!({ "phone": "+4755555555" }));
    rest(&world).await;
    assert_eq!(held(&world, "Dee", "Phone"), json!("+4733333333"), "{about}: after a merge");
    assert_eq!(held(&world, "Lee", "Phone"), json!("+4744444444"), "{about}: after a conversion");
    assert_eq!(world.why(cy)[0].0, LinkState::InSync, "{about}");
    assert_eq!(world.why(fay)[0].0, LinkState::Unlinked, "{about}");

    comes_back(&world, about, (fay, &fays)).await;
    let before = world.last_exchange();
    world.wait(Duration::from_secs(60)).await;
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{about}: {:#?}", world.told_since(before));
}

/// She comes out of the recycle bin, and is kept in step again.
async fn comes_back(world: &World, about: &str, (fay, there): (&str, &str)) {
    world.act(Salesforce, json!({ "act": "undelete", "id": there }));
    rest(world).await;
    if about == NO_STAMP {
        // No pull can tell: the next sweep meets her.
        assert_eq!(world.why(fay)[0].0, LinkState::Unlinked, "{about}");
        world.wait(Duration::from_secs(7 * 86_400)).await;
        rest(world).await;
    }
    assert_eq!(world.why(fay)[0].0, LinkState::InSync, "{about}: {:?}", world.why(fay));
    assert_eq!(held(world, "Fay", "Phone"), json!("+4755555555"), "{about}: after a restore");
}

#[tokio::test(start_paused = true)]
async fn what_hubspots_documents_leave_open_makes_no_difference() {
    for reading in HUBSPOT {
        tell(reading).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_salesforces_documents_leave_open_makes_no_difference() {
    for reading in SALESFORCE {
        tell(reading).await;
    }
}
