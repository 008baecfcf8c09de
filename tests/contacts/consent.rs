//! Opt-outs from end to end (P5, S52-S60, A13-A15).

use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_model::LinkState;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce, OPT_OUT_MAPPING, SyncRule};
use serde_json::{Value, json};

pub(crate) const BOX: &str = "HasOptedOutOfEmail";

/// Who may end an opt-out in HubSpot, and what the two sides say then.
const BY: [(&str, (bool, bool)); 6] = [
    ("recipient", (false, false)),
    ("import", (true, true)),
    ("user", (true, true)),
    ("api", (true, true)),
    ("integration", (true, true)),
    ("workflow", (true, true)),
];

pub(crate) struct Person {
    pub(crate) world: World,
    object: &'static str,
    pub(crate) here: String,
    pub(crate) there: String,
}

pub(crate) async fn person(object: &'static str) -> Person {
    person_where(object, Beginning::default()).await
}

async fn person_where(object: &'static str, beginning: Beginning) -> Person {
    let world = World::begin(beginning, |_| {}).await;
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let mut fields = json!({ "Email": "ann@example.no", "LastName": "Berg" });
    if object == "Lead" {
        fields["Company"] = json!("Acme");
    }
    let there = world.salesforce_record(object, fields);
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    Person { world, object, here, there }
}

impl Person {
    pub(crate) fn unsubscribe(&self) {
        self.world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@example.no" }));
    }

    fn tick(&self) {
        self.set(json!(true));
    }

    fn untick(&self) {
        self.set(json!(false));
    }

    fn set(&self, to: Value) {
        self.world.edit(Salesforce, self.object, &self.there, json!({ BOX: to }));
    }

    pub(crate) async fn pass(&self) {
        self.world.wait(Duration::from_secs(1_200)).await;
        self.world.sync().await;
    }

    /// A day and a little, with a pass at its end.
    pub(crate) async fn a_day(&self) {
        self.world.wait(Duration::from_secs(87_000)).await;
        self.world.sync().await;
    }

    /// HubSpot and Salesforce.
    pub(crate) fn says(&self) -> (bool, bool) {
        let here = self.world.field(HubSpot, "contacts", &self.here, "hs_email_optout");
        let there = self.world.field(Salesforce, self.object, &self.there, BOX);
        (here == json!("true"), there == json!(true))
    }
}

#[tokio::test(start_paused = true)]
async fn s52_the_opt_out_mapping_is_there_without_anybodys_doing() {
    let world = World::new().await;
    let file = world.app.mapping(world.pair).unwrap();
    let fields = file.mappings.iter().flat_map(|mapping| &mapping.fields);
    let locked: Vec<_> = fields.filter(|field| field.id.as_str() == OPT_OUT_MAPPING).collect();
    assert_eq!(locked.len(), 1);
    assert_eq!(locked[0].rule, SyncRule::OptOut);
}

#[tokio::test(start_paused = true)]
async fn s53_s54_the_opt_out_mapping_can_neither_be_changed_nor_dropped() {
    let world = World::new().await;
    let file = world.app.mapping(world.pair).unwrap();
    let mut changed = file.clone();
    for field in changed.mappings.iter_mut().flat_map(|mapping| &mut mapping.fields) {
        if field.id.as_str() == OPT_OUT_MAPPING {
            field.rule = SyncRule::DontSync;
        }
    }
    assert!(world.app.import_mapping(world.pair, &changed).await.is_err());
    let mut dropped = file;
    for mapping in &mut dropped.mappings {
        mapping.fields.retain(|field| field.id.as_str() != OPT_OUT_MAPPING);
    }
    assert!(world.app.import_mapping(world.pair, &dropped).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn s55_an_unsubscription_ticks_the_lead_and_the_contact() {
    for object in ["Lead", "Contact"] {
        let ann = person(object).await;
        ann.unsubscribe();
        ann.pass().await;
        assert_eq!(ann.says(), (true, true), "{object}");
    }
}

#[tokio::test(start_paused = true)]
async fn s56_a_tick_on_the_lead_or_the_contact_unsubscribes() {
    for object in ["Lead", "Contact"] {
        let ann = person(object).await;
        ann.tick();
        ann.pass().await;
        assert_eq!(ann.says(), (true, true), "{object}");
    }
}

#[tokio::test(start_paused = true)]
async fn s57_a13_an_untick_is_ticked_again_once_and_then_a_person_is_asked() {
    for object in ["Lead", "Contact"] {
        let ann = person(object).await;
        ann.unsubscribe();
        ann.pass().await;
        ann.untick();
        ann.pass().await;
        assert_eq!(ann.says(), (true, true), "{object}: ticked again");
        ann.untick();
        ann.pass().await;
        assert_eq!(ann.says(), (true, false), "{object}: no ping-pong");
        assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::Conflict);
    }
}

#[tokio::test(start_paused = true)]
async fn s57_a13_a_switch_leaves_it_unticked() {
    let ann = person("Contact").await;
    ann.world.remap(|file| file.opt_out.leave_unticked = true).await;
    ann.unsubscribe();
    ann.pass().await;
    assert_eq!(ann.says(), (true, true));
    ann.untick();
    for _ in 0..3 {
        ann.pass().await;
        assert_eq!(ann.says(), (true, false), "HubSpot stays, and Salesforce is left alone");
    }
    assert_ne!(ann.world.why(&ann.here)[0].0, LinkState::Conflict);
    // A later tick is one like any other.
    ann.tick();
    ann.pass().await;
    assert_eq!(ann.says(), (true, true));
}

#[tokio::test(start_paused = true)]
async fn s58_a14_only_the_person_brings_mail_back() {
    for (by, then) in BY {
        let ann = person("Contact").await;
        ann.unsubscribe();
        ann.pass().await;
        let back = json!({ "act": "resubscribe", "email": "ann@example.no", "by": by });
        ann.world.act(HubSpot, back);
        ann.pass().await;
        assert_eq!(ann.says(), then, "{by}");
    }
}

/// An opt-out that came from Salesforce is ended by the person, too.
#[tokio::test(start_paused = true)]
async fn s58_a14_a_person_who_was_opted_out_in_salesforce_comes_back() {
    for (by, then) in BY {
        let ann = person("Contact").await;
        ann.tick();
        ann.pass().await;
        assert_eq!(ann.says(), (true, true));
        let back = json!({ "act": "resubscribe", "email": "ann@example.no", "by": by });
        ann.world.act(HubSpot, back);
        ann.pass().await;
        assert_eq!(ann.says(), then, "{by}");
    }
}

#[tokio::test(start_paused = true)]
async fn s58_a14_a_source_that_nobody_knows_is_a_question() {
    let ann = person("Contact").await;
    ann.unsubscribe();
    ann.pass().await;
    let back = json!({ "act": "resubscribe", "email": "ann@example.no", "by": "oracle" });
    ann.world.act(HubSpot, back);
    ann.pass().await;
    assert_eq!(ann.says(), (false, true), "left ticked");
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::Conflict);
}

#[tokio::test(start_paused = true)]
async fn s58_a14_a_new_address_is_no_resubscription() {
    let ann = person("Contact").await;
    ann.unsubscribe();
    ann.pass().await;
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "email": "ann.berg@example.no" }));
    for _ in 0..3 {
        ann.pass().await;
    }
    assert_eq!(ann.says(), (true, true));
}

/// Both sides may stop saying it between two passes without anybody having come back.
#[tokio::test(start_paused = true)]
async fn s58_a14_an_opt_out_that_falls_on_both_sides_stands() {
    for (by_herself, then) in [(false, (true, true)), (true, (false, false))] {
        let ann = person("Contact").await;
        ann.unsubscribe();
        ann.pass().await;
        ann.untick();
        let back = json!({ "act": "resubscribe", "email": "ann@example.no" });
        if by_herself {
            ann.world.act(HubSpot, back);
        } else {
            let fields = json!({ "email": "ann.berg@example.no" });
            ann.world.edit(HubSpot, "contacts", &ann.here, fields);
        }
        for _ in 0..3 {
            ann.pass().await;
        }
        assert_eq!(ann.says(), then, "by herself: {by_herself}");
    }
}

/// The box was ticked again once; it falls again, and the status with the address.
#[tokio::test(start_paused = true)]
async fn a13_a14_what_falls_on_both_sides_again_is_out_in_hubspot_and_a_question() {
    let ann = person("Contact").await;
    ann.unsubscribe();
    ann.pass().await;
    ann.untick();
    ann.pass().await;
    ann.untick();
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "email": "ann.berg@example.no" }));
    for _ in 0..3 {
        ann.pass().await;
    }
    assert_eq!(ann.says(), (true, false), "no ping-pong");
    assert_eq!(ann.world.why(&ann.here)[0].0, LinkState::Conflict);
}

/// She came back, and then somebody ticked the box that was unticked.
#[tokio::test(start_paused = true)]
async fn a14_a_tick_after_a_resubscription_is_the_newer_word() {
    let ann = person("Contact").await;
    ann.unsubscribe();
    ann.pass().await;
    for _ in 0..2 {
        ann.untick();
        ann.pass().await;
    }
    assert_eq!(ann.says(), (true, false), "a question by now");
    ann.world.act(HubSpot, json!({ "act": "resubscribe", "email": "ann@example.no" }));
    ann.world.wait(Duration::from_secs(60)).await;
    ann.tick();
    ann.pass().await;
    assert_eq!(ann.says(), (true, true));
}

/// Whether an opt-out moves the contact's modified time is unconfirmed: under both readings it is met
/// within a day, and so is its end.
#[tokio::test(start_paused = true)]
async fn a14_an_opt_out_that_moves_no_stamp_is_met_within_a_day() {
    for moves in [true, false] {
        let mut beginning = Beginning::default();
        beginning.settings.hubspot.opt_out_moves_stamp = moves;
        let ann = person_where("Contact", beginning).await;
        // Two passes bring the pull's overlap past the day on which everybody was made.
        ann.pass().await;
        ann.unsubscribe();
        ann.world.wait(Duration::from_secs(600)).await;
        ann.world.sync().await;
        assert_eq!(ann.says().1, moves, "the pull tells, or it does not");
        ann.a_day().await;
        assert_eq!(ann.says(), (true, true), "stamp moves: {moves}");
        ann.world.wait(Duration::from_secs(7_200)).await;
        ann.world.sync().await;
        let by_herself = json!({ "act": "resubscribe", "email": "ann@example.no" });
        ann.world.act(HubSpot, by_herself);
        ann.a_day().await;
        assert_eq!(ann.says(), (false, false), "stamp moves: {moves}");
    }
}

#[tokio::test(start_paused = true)]
async fn a14_the_daily_look_costs_one_call_per_hundred_people() {
    let world = World::new().await;
    for number in 0..150 {
        let email = format!("p{number}@example.no");
        world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
        world.salesforce_record("Contact", json!({ "Email": email, "LastName": "Berg" }));
    }
    world.apply().await;
    world.wait(Duration::from_secs(86_000)).await;
    world.sync().await;
    world.wait(Duration::from_secs(500)).await;
    let before = world.last_exchange();
    world.sync().await;
    let told = world.told_since(before);
    let reads = told.iter().filter(|line| line.contains("contacts/batch/read")).count();
    assert_eq!(reads, 2, "{told:#?}");
}

#[tokio::test(start_paused = true)]
async fn s59_s60_nothing_is_carried_for_people_who_do_not_sync() {
    let world = World::new().await;
    world
        .remap(|file| {
            for mapping in &mut file.mappings {
                mapping.create.hubspot = CreateInHubSpot::Nothing;
                mapping.create.salesforce = CreateInSalesforce::Nothing;
            }
        })
        .await;
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let other = world.salesforce_record(
        "Contact",
        json!({ "Email": "bo@example.no", "LastName": "Dahl", BOX: true }),
    );
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@example.no" }));
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    // A15: at the first sync the stricter side wins, both ways.
    let there = world
        .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
    let bo = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    world.wait(Duration::from_secs(60)).await;
    world.apply().await;
    assert_eq!(world.field(Salesforce, "Contact", &there, BOX), json!(true));
    assert_eq!(world.field(HubSpot, "contacts", &bo, "hs_email_optout"), json!("true"));
    assert_eq!(world.field(Salesforce, "Contact", &other, BOX), json!(true));
    assert_eq!(world.field(HubSpot, "contacts", &here, "hs_email_optout"), json!("true"));
}

#[tokio::test(start_paused = true)]
async fn p5_a_new_address_is_opted_out_before_it_is_given() {
    let ann = person("Contact").await;
    ann.unsubscribe();
    ann.pass().await;
    let before = ann.world.last_exchange();
    ann.world.edit(
        Salesforce,
        "Contact",
        &ann.there,
        json!({ "Email": "ann.berg@example.no", "Phone": "1" }),
    );
    ann.pass().await;
    assert_eq!(ann.says(), (true, true));
    let told = ann.world.told_since(before);
    let at = |what: &str| told.iter().position(|line| line.contains(what));
    let out = at("ann.berg%40example.no/unsubscribe-all");
    let out = out.or_else(|| at("ann.berg@example.no/unsubscribe-all"));
    let given = at("contacts/batch/update");
    assert!(out.is_some() && given.is_some() && out < given, "{told:#?}");
}

/// HubSpot gives no address to two contacts, and an opt-out of it would be the other person's.
#[tokio::test(start_paused = true)]
async fn p5_an_address_that_is_another_persons_is_not_opted_out() {
    let world = World::new().await;
    let ids = ["ann", "bo"].map(|name| {
        let email = format!("{name}@example.no");
        let here = world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
        let there = json!({ "Email": email, "LastName": "Berg" });
        (here, world.salesforce_record("Contact", there))
    });
    let [(ann, ann_there), (bo, _)] = ids;
    world.edit(Salesforce, "Contact", &ann_there, json!({ "HasOptedOutOfEmail": true }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.sync().await;
    let fields = json!({ "Email": "bo@example.no", "Phone": "1" });
    world.edit(Salesforce, "Contact", &ann_there, fields);
    world.sync().await;
    let before = world.last_exchange();
    for _ in 0..3 {
        world.wait(Duration::from_secs(1_260)).await;
        world.sync().await;
    }
    assert_ne!(world.field(HubSpot, "contacts", &bo, "hs_email_optout"), json!("true"));
    assert_eq!(world.field(HubSpot, "contacts", &ann, "email"), json!("ann@example.no"));
    assert_eq!(world.field(HubSpot, "contacts", &ann, "phone"), json!("1"), "the rest is written");
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

/// Ann resubscribed, and then changed addresses with Bo: the word of hers that goes with the
/// address is none of his.
#[tokio::test(start_paused = true)]
async fn s58_a14_a_resubscription_at_an_address_that_was_anothers_is_none() {
    let world = World::new().await;
    let ids = ["ann", "bo"].map(|name| {
        let email = format!("{name}@example.no");
        let here = world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
        let there = json!({ "Email": email, "LastName": "Berg", "HasOptedOutOfEmail": true });
        (here, world.salesforce_record("Contact", there))
    });
    let [(ann, ann_there), (bo, bo_there)] = ids;
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.sync().await;
    world.act(HubSpot, json!({ "act": "resubscribe", "email": "ann@example.no" }));
    world.wait(Duration::from_secs(1_200)).await;
    world.sync().await;
    assert_eq!(world.field(Salesforce, "Contact", &ann_there, BOX), json!(false));
    for (id, email) in [(&ann, "between"), (&bo, "ann"), (&ann, "bo")] {
        let fields = json!({ "email": format!("{email}@example.no") });
        world.edit(HubSpot, "contacts", id, fields);
    }
    for _ in 0..3 {
        world.wait(Duration::from_secs(1_200)).await;
        world.sync().await;
    }
    assert_eq!(world.field(Salesforce, "Contact", &bo_there, BOX), json!(true));
}

#[tokio::test(start_paused = true)]
async fn p5_no_brake_holds_an_opt_out() {
    let world = World::new().await;
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg", "phone": "1" }));
    let there = world
        .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@example.no" }));
    let report = world.sync().await;
    assert!(!report.brakes.is_empty(), "the first run asks");
    assert_eq!(world.field(Salesforce, "Contact", &there, BOX), json!(true));
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), Value::Null);
}

#[tokio::test(start_paused = true)]
async fn p5_a_hidden_opt_out_stops_the_pair() {
    for object in ["Lead", "Contact"] {
        for access in ["hidden", "read"] {
            stopped(object, access).await;
        }
    }
}

/// Nothing is written while the field cannot be, and everything is once it can.
async fn stopped(object: &'static str, access: &str) {
    let ann = person(object).await;
    let grant = |access: &str| {
        let act = json!({ "act": "set_field_permission", "object": object, "field": BOX,
                          "access": access });
        ann.world.act(Salesforce, act);
    };
    grant(access);
    ann.unsubscribe();
    ann.world.edit(HubSpot, "contacts", &ann.here, json!({ "website": "https://ann.example.no" }));
    ann.world.wait(Duration::from_secs(4_000)).await;
    let before = ann.world.last_exchange();
    let error = ann.world.app.sync(ann.world.pair, "test").await.unwrap_err();
    let said = format!("{error:?}");
    let expected = format!("Salesforce {object}: Email Opt Out hidden: grant read and edit");
    assert!(said.contains(&expected), "{access}: {said}");
    assert_eq!(ann.world.writes_since(before), 0, "{object}, {access}");
    assert!(!ann.world.records(HubSpot, "contacts").is_empty());
    assert!(!ann.world.records(Salesforce, object).is_empty());
    grant("edit");
    ann.world.wait(Duration::from_secs(4_000)).await;
    ann.world.sync().await;
    assert_eq!(ann.world.field(Salesforce, object, &ann.there, BOX), json!(true), "{access}");
}
