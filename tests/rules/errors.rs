//! What goes wrong, what a person is told of it, and what mends it: H138, H139, H142, H145, H146,
//! H148-H150, H152-H155.

use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_app::accounts::health::CheckCode;
use crosswalk_app::error::{ErrorKind, ErrorReport};
use crosswalk_app::inbox::ErrorRow;
use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::hubspot::UniqueConflict;
use crosswalk_model::mapping::{CreateInSalesforce, SyncRule};
use crosswalk_model::{ConnectionId, ErrorId, LinkState, Side};
use serde_json::{Value, json};

use Side::{HubSpot, Salesforce};

use crate::{LATER, add_field, add_property, field, having, keeping, map, only, settled, tie};

/// Ann and Bo on both sides, in step, and as good as every edit flows.
struct Two {
    world: World,
    here: [String; 2],
    there: [String; 2],
}

async fn two() -> Two {
    two_in(Beginning::default()).await
}

async fn two_in(beginning: Beginning) -> Two {
    let world = World::begin(beginning, |_| {}).await;
    let here = ["ann", "bo"].map(|name| {
        let email = format!("{name}@example.no");
        world.hubspot_contact(json!({ "email": email, "firstname": name, "lastname": "Berg" }))
    });
    let there = ["ann", "bo"].map(|name| {
        let email = format!("{name}@example.no");
        let fields = json!({ "Email": email, "FirstName": name, "LastName": "Berg" });
        world.salesforce_record("Contact", fields)
    });
    world
        .remap(|file| {
            for field in &mut file.mappings[0].fields {
                if ["jobtitle", "phone", "lastname"].contains(&field.id.as_str()) {
                    field.rule = SyncRule::TwoWay;
                }
            }
        })
        .await;
    settled(&world).await;
    world.wait(LATER).await;
    Two { world, here, there }
}

impl Two {
    fn edit(&self, who: usize, fields: Value) {
        self.world.edit(HubSpot, "contacts", &self.here[who], fields);
    }

    fn there(&self, who: usize, field: &str) -> Value {
        self.world.field(Salesforce, "Contact", &self.there[who], field)
    }

    fn state(&self, who: usize) -> LinkState {
        self.world.why(&self.here[who])[0].0
    }

    /// The one open error.
    fn error(&self) -> ErrorRow {
        let mut rows = self.world.app.error_rows(self.world.pair).unwrap();
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows.remove(0)
    }

    /// The one group of errors, in a sentence and with its remedy.
    fn told(&self) -> (String, String) {
        let lines = self.world.app.error_lines(self.world.pair).unwrap();
        assert_eq!(lines.len(), 1, "{lines:?}");
        let words = Words::of(Language::English);
        (words.error(&lines[0]), words.remedy(&lines[0]))
    }

    /// Everything that is waiting for its time comes to it.
    async fn later(&self) {
        self.world.wait(Duration::from_secs(4_000)).await;
        settled(&self.world).await;
    }

    fn salesforce(&self) -> ConnectionId {
        self.world.app.store().pair(self.world.pair).unwrap().connections.salesforce
    }

    fn no_title(&self, title: &str) {
        let rule = json!({ "act": "add_validation_rule", "object": "Contact",
            "condition": format!("Title = '{title}'"), "message": "No such title",
            "field": "Title" });
        self.world.act(Salesforce, rule);
    }
}

#[tokio::test(start_paused = true)]
async fn h142_a_person_asks_for_another_try_of_one_record_one_cause_or_everything() {
    let two = two().await;
    let world = &two.world;
    two.no_title("Bad");
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "Phone = '13'", "message": "Unlucky", "field": "Phone" });
    world.act(Salesforce, rule);
    two.edit(0, json!({ "jobtitle": "Bad" }));
    two.edit(1, json!({ "phone": "13" }));
    world.sync().await;
    assert_eq!([two.state(0), two.state(1)], [LinkState::Failing; 2]);
    let groups: Vec<String> =
        world.app.error_lines(world.pair).unwrap().into_iter().map(|line| line.group).collect();
    let phone = groups.iter().find(|it| it.ends_with("/Phone")).expect("a group");
    // By itself nothing is tried again yet.
    let before = world.last_exchange();
    world.sync().await;
    assert_eq!(world.writes_since(before), 0);
    assert_eq!(world.app.retry_errors(world.pair, Some(phone)).unwrap(), 1);
    let before = world.last_exchange();
    world.sync().await;
    assert_eq!(world.writes_since(before), 1, "one record: {:?}", world.told_since(before));
    assert_eq!(world.app.retry_errors(world.pair, None).unwrap(), 2, "and all of them");
    let refused = world.app.retry_errors(world.pair, Some("nothing/salesforce"));
    assert!(matches!(refused, Err(AppError::NoSuch { .. })), "{refused:?}");
    // One record of a cause that two have.
    world.sync().await;
    two.edit(0, json!({ "phone": "13" }));
    world.sync().await;
    let rows = world.app.errors_of_group(world.pair, phone).unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(world.app.retry_error(world.pair, rows[0].id).unwrap(), 1);
    let before = world.last_exchange();
    world.sync().await;
    assert_eq!(world.writes_since(before), 1, "one record: {:?}", world.told_since(before));
    let refused = world.app.retry_error(world.pair, ErrorId(4_711));
    assert!(matches!(refused, Err(AppError::NoSuch { .. })), "{refused:?}");
}

#[tokio::test(start_paused = true)]
async fn h145_what_the_orgs_own_rules_refuse_is_told_in_their_words_and_goes_when_mended() {
    let two = two().await;
    two.no_title("Bad");
    two.edit(0, json!({ "jobtitle": "Bad", "phone": "7" }));
    two.world.sync().await;
    assert_eq!([two.there(0, "Title"), two.there(0, "Phone")], [json!(null), json!("7")]);
    let row = two.error();
    assert_eq!(row.code, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assert_eq!(row.provider_text, "No such title");
    assert_eq!(row.value.as_deref(), Some("\"Bad\""));
    let (said, remedy) = two.told();
    assert!(said.contains("No such title") && said.contains("Title"), "{said}");
    assert!(remedy.contains("retry"), "{remedy}");
    two.edit(0, json!({ "jobtitle": "Good" }));
    settled(&two.world).await;
    assert_eq!(two.there(0, "Title"), json!("Good"));
    assert_eq!(two.world.app.error_rows(two.world.pair).unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn h146_an_address_that_another_contact_holds_is_an_error_until_that_one_gives_it_up() {
    let two = two().await;
    let world = &two.world;
    world.remap(|file| file.mappings[0].create.salesforce = CreateInSalesforce::Nothing).await;
    let cara = world.hubspot_contact(json!({ "email": "cara@example.no", "lastname": "Dahl" }));
    settled(world).await;
    let moved = json!({ "Email": "cara@example.no" });
    world.edit(Salesforce, "Contact", &two.there[1], moved);
    world.wait(LATER).await;
    world.sync().await;
    let here = |id: &str| world.field(HubSpot, "contacts", id, "email");
    assert_eq!([here(&two.here[1]), here(&cara)], ["bo@example.no", "cara@example.no"]);
    let row = two.error();
    assert_eq!((row.side, row.field.as_ref().unwrap().as_str()), (HubSpot, "email"));
    assert!(row.provider_text.contains("already"), "{row:?}");
    assert_eq!(two.state(1), LinkState::Failing);
    world.edit(HubSpot, "contacts", &cara, json!({ "email": "" }));
    two.later().await;
    assert_eq!(here(&two.here[1]), json!("cara@example.no"));
    assert_eq!(two.state(1), LinkState::InSync);
}

/// The account is gone without a word: nothing says that it was deleted.
#[tokio::test(start_paused = true)]
async fn h148_an_association_with_a_record_that_is_missing_fails_alone_until_it_is_corrected() {
    let world = keeping(&["companies", "contacts"]).await;
    world.rule("phone", SyncRule::TwoWay).await;
    let accounts =
        ["Acme", "Boats"].map(|name| world.salesforce_record("Account", json!({ "Name": name })));
    let bo = world.hubspot_contact(json!({ "email": "bo@acme.no", "lastname": "Bo" }));
    settled(&world).await;
    let there = only(&world, Salesforce, "Contact");
    let company = |name: &str| having(&world, HubSpot, "companies", ("name", name));
    let (acme, boats) = (company("Acme"), company("Boats"));
    world.act(Salesforce, json!({ "act": "purge", "id": accounts[0] }));
    tie(&world, ("contacts", &bo), ("companies", &acme), 1);
    world.edit(HubSpot, "contacts", &bo, json!({ "phone": "7" }));
    world.wait(LATER).await;
    world.sync().await;
    let held = |field: &str| world.field(Salesforce, "Contact", &there, field);
    assert_eq!([held("AccountId"), held("Phone")], [json!(null), json!("7")], "the rest goes");
    assert_eq!(world.why(&bo)[0].0, LinkState::Failing);
    let refused = |row: &ErrorRow| row.field.as_ref().is_some_and(|it| it.as_str() == "AccountId");
    let rows = world.app.error_rows(world.pair).unwrap();
    let row = rows.iter().find(|it| refused(it)).expect("it is named");
    assert_eq!(row.code, "INVALID_CROSS_REFERENCE_KEY");
    assert!(!row.provider_text.is_empty());
    let untie = json!({ "act": "dissociate", "object": "contacts", "id": bo, "to": "companies",
                        "other": acme, "type": 1 });
    world.act(HubSpot, untie);
    tie(&world, ("contacts", &bo), ("companies", &boats), 1);
    settled(&world).await;
    assert_eq!(held("AccountId"), json!(accounts[1]));
    assert!(!world.app.error_rows(world.pair).unwrap().iter().any(refused));
}

#[tokio::test(start_paused = true)]
async fn h149_a_field_that_the_user_may_not_edit_is_named_with_its_remedy() {
    let two = two().await;
    let world = &two.world;
    let access = |access: &str| {
        let act = json!({ "act": "set_field_permission", "object": "Contact", "field": "Title",
                          "access": access });
        world.act(Salesforce, act);
    };
    access("read");
    two.edit(0, json!({ "jobtitle": "Boss", "phone": "7" }));
    // Past the hourly look at the fields.
    two.later().await;
    assert_eq!([two.there(0, "Title"), two.there(0, "Phone")], [json!(null), json!("7")]);
    let row = two.error();
    assert_eq!((row.side, row.field.as_ref().unwrap().as_str()), (Salesforce, "Title"));
    let (said, remedy) = two.told();
    assert!(said.contains("Title") && remedy.contains("Grant edit"), "{said} {remedy}");
    access("edit");
    two.later().await;
    assert_eq!(two.there(0, "Title"), json!("Boss"));
    assert_eq!(world.app.error_rows(world.pair).unwrap(), []);
}

/// One value that does not fit, what it is called, and on which field.
type Misfit = (&'static str, &'static str, &'static str, &'static str);

const MISFITS: [Misfit; 5] = [
    ("lastname", "<long>", "too_long", "LastName"),
    ("rank", "third", "not_an_option", "Rank__c"),
    ("score", "1000000", "out_of_range", "Score__c"),
    ("score", "1.25", "lossy", "Score__c"),
    ("lastname", "", "REQUIRED_FIELD_MISSING", "LastName"),
];

#[tokio::test(start_paused = true)]
async fn h150_a_value_that_does_not_fit_is_named_and_the_rest_of_its_record_goes() {
    let two = two().await;
    let world = &two.world;
    let choices =
        ["first", "second", "third"].map(|it| json!({ "label": it, "value": it, "hidden": false }));
    for (name, kind, shape, options) in [
        ("rank", "enumeration", "select", json!(choices)),
        ("score", "number", "number", json!([])),
    ] {
        let property = json!({ "name": name, "label": name, "type": kind, "fieldType": shape,
                               "groupName": "contactinformation", "options": options });
        add_property(world, "contacts", &property);
    }
    let values = ["first", "second"].map(|it| {
        json!({ "value": it, "label": it, "active": true, "defaultValue": false, "validFor": null })
    });
    let rank = json!({ "name": "Rank__c", "label": "Rank", "type": "picklist",
        "soapType": "xsd:string", "length": 255, "restrictedPicklist": true,
        "picklistValues": values });
    let score = json!({ "name": "Score__c", "label": "Score", "type": "double",
        "soapType": "xsd:double", "precision": 4, "scale": 1 });
    for (name, own) in [("rank", rank), ("score", score)] {
        let there = own["name"].as_str().unwrap().to_owned();
        add_field(world, "Contact", own);
        map(world, field(name, &there, SyncRule::TwoWay)).await;
    }
    settled(world).await;
    for (at, (name, value, code, there)) in MISFITS.into_iter().enumerate() {
        let good = world.field(HubSpot, "contacts", &two.here[0], name);
        let value = if value == "<long>" { "B".repeat(90) } else { value.to_owned() };
        let phone = at.to_string();
        two.edit(0, json!({ name: value, "phone": phone }));
        settled(world).await;
        assert_eq!(two.there(0, "Phone"), json!(phone), "{code}: the rest goes");
        let row = two.error();
        assert_eq!((row.code.as_str(), row.field.as_ref().unwrap().as_str()), (code, there));
        let (said, remedy) = two.told();
        assert!(said.contains(there) && !remedy.starts_with("remedy-"), "{said} {remedy}");
        assert_eq!(two.state(0), LinkState::Failing, "{code}");
        two.edit(0, json!({ name: good.as_str().unwrap_or_default() }));
        two.later().await;
        assert_eq!(two.world.app.error_rows(world.pair).unwrap(), [], "{code}");
        assert_eq!(two.state(0), LinkState::InSync, "{code}");
    }
}

fn with_calls(calls: u64) -> Beginning {
    let mut beginning = Beginning::default();
    beginning.settings.salesforce.orgs[0].daily_calls = Some(calls);
    beginning
}

#[tokio::test(start_paused = true)]
async fn h138_only_a_share_of_the_orgs_calls_is_used_and_both_figures_are_shown() {
    let two = two_in(with_calls(2_000)).await;
    let (world, salesforce) = (&two.world, two.salesforce());
    let mut closed = None;
    for _ in 0..2_000 {
        if let Err(error) = world.app.check_account(salesforce).await {
            closed = Some(error);
            break;
        }
    }
    let told = closed.expect("the share ends").report();
    assert_eq!((told.code.as_str(), told.retryable), ("limit_reached", true), "{told:?}");
    assert!(told.message.contains("our share"), "{told:?}");
    let calls = world.emulator.counts();
    let calls: u64 =
        calls.iter().filter(|it| it.vendor == Vendor::Salesforce).map(|it| it.times).sum();
    assert!((450..=500).contains(&calls), "a quarter: {calls}");
    let spent = world.app.spending(world.pair).unwrap();
    let of_everybody = spent.everybody.salesforce.unwrap();
    assert_eq!(of_everybody.most, Some(2_000));
    assert!((100..=500).contains(&of_everybody.used.unwrap()), "{of_everybody:?}");
    let ours: u64 = spent.days.iter().map(|day| day.calls.salesforce).sum();
    // Linking asks who it is before there is a book for the account; then calls are booked in blocks.
    assert!((calls - 1..calls + 64).contains(&ours), "{ours} {calls}");
}

/// What a pass that could not be done says.
async fn stopped(world: &World) -> ErrorReport {
    let error = world.app.sync(world.pair, "test").await.expect_err("it stops");
    let report = error.report();
    assert_eq!(report.retryable, error.kind() == ErrorKind::Later);
    assert!(!report.remedy.starts_with("do-"), "there are words: {report:?}");
    report
}

#[tokio::test(start_paused = true)]
async fn h139_h152_calls_that_others_used_up_stop_everything_until_there_are_some_again() {
    let two = two_in(with_calls(4_000)).await;
    let world = &two.world;
    two.edit(0, json!({ "phone": "7" }));
    world.act(Salesforce, json!({ "act": "use_calls", "count": 4_000 }));
    world.wait(LATER).await;
    let before = world.last_exchange();
    let told = stopped(world).await;
    assert_eq!((told.code.as_str(), told.retryable), ("limit_reached", true), "{told:?}");
    assert_eq!(world.writes_since(before), 0);
    assert_eq!(two.there(0, "Phone"), json!(null));
    world.wait(Duration::from_secs(25 * 3_600)).await;
    settled(world).await;
    assert_eq!(two.there(0, "Phone"), json!("7"), "nothing was lost");
}

/// Every answer of Salesforce is this, until [`World::fault`]s are cleared.
fn always(world: &World, status: u16, code: &str, message: &str) {
    let body = json!([{ "errorCode": code, "message": message }]).to_string();
    world.fault(json!({
        "at": { "vendor": "salesforce" }, "times": 1_000,
        "kind": { "kind": "status", "status": status, "body": body },
    }));
}

#[tokio::test(start_paused = true)]
async fn h153_an_org_whose_api_is_switched_off_stops_the_pair_and_names_the_right() {
    let two = two().await;
    let world = &two.world;
    two.edit(0, json!({ "phone": "7" }));
    always(world, 403, "API_DISABLED_FOR_ORG", "The REST API is not enabled.");
    world.wait(LATER).await;
    let before = world.last_exchange();
    let told = stopped(world).await;
    assert_eq!((told.code.as_str(), told.retryable), ("not_allowed", false), "{told:?}");
    assert_eq!(told.provider_text.as_deref(), Some("The REST API is not enabled."));
    assert_eq!(world.writes_since(before), 0);
    world.emulator.clear_faults();
    settled(world).await;
    assert_eq!(two.there(0, "Phone"), json!("7"), "nothing was lost");
}

#[tokio::test(start_paused = true)]
async fn h154_an_error_that_nobody_knows_clears_itself_and_is_told_in_the_vendors_words() {
    let two = two().await;
    let world = &two.world;
    two.edit(0, json!({ "phone": "7" }));
    always(world, 500, "UNKNOWN_EXCEPTION", "An unexpected error occurred.");
    world.wait(LATER).await;
    let told = stopped(world).await;
    assert_eq!((told.code.as_str(), told.retryable), ("unavailable", true), "{told:?}");
    let words = told.provider_text.unwrap_or_default();
    assert!(words.contains("An unexpected error occurred."), "{words}");
    world.emulator.clear_faults();
    settled(world).await;
    assert_eq!(two.there(0, "Phone"), json!("7"), "nobody had to clear anything");
}

#[tokio::test(start_paused = true)]
async fn h155_an_object_without_rights_is_named_and_open_again_once_they_are_given() {
    let two = two().await;
    let world = &two.world;
    let of = |checks: &[crosswalk_app::accounts::health::HealthCheck], about: &str| {
        checks.iter().find(|it| it.about == about).map(|it| it.code)
    };
    let body = json!([{ "errorCode": "INSUFFICIENT_ACCESS", "message": "no rights" }]).to_string();
    world.fault(json!({
        "at": { "vendor": "salesforce", "path": "/services/data/v66.0/sobjects/Lead/describe" },
        "times": 50, "kind": { "kind": "status", "status": 403, "body": body },
    }));
    let found = world.app.account_health(two.salesforce()).await.unwrap().checks;
    assert_eq!(of(&found, "Lead"), Some(CheckCode::ObjectHidden), "{found:?}");
    assert_eq!(of(&found, "Contact"), Some(CheckCode::ObjectOpen), "{found:?}");
    world.emulator.clear_faults();
    let found = world.app.account_health(two.salesforce()).await.unwrap().checks;
    assert_eq!(of(&found, "Lead"), Some(CheckCode::ObjectOpen), "{found:?}");
}

/// Who has the number of another member is told and waits, whichever way HubSpot refuses the number:
/// with a 409 that names the holder, too, nobody is taken for the holder.
#[tokio::test(start_paused = true)]
async fn a_unique_value_of_another_is_told_whichever_way_it_is_refused() {
    for told in [UniqueConflict::Validation, UniqueConflict::Conflict] {
        let mut beginning = Beginning::default();
        beginning.settings.hubspot.unique_conflict = told;
        let Two { world, here, there } = &two_in(beginning).await;
        let number = json!({ "name": "member", "label": "Member", "type": "string",
            "fieldType": "text", "groupName": "contactinformation", "hasUniqueValue": true });
        add_property(world, "contacts", &number);
        add_field(
            world,
            "Contact",
            json!({ "name": "Member__c", "label": "Member", "type": "string",
            "soapType": "xsd:string", "length": 40 }),
        );
        map(world, field("member", "Member__c", SyncRule::TwoWay)).await;
        settled(world).await;
        let give = |who: &str, number: &str| {
            world.edit(Salesforce, "Contact", who, json!({ "Member__c": number }));
        };
        give(&there[0], "1");
        settled(world).await;
        assert_eq!(world.field(HubSpot, "contacts", &here[0], "member"), json!("1"));
        give(&there[1], "1");
        let new = json!({ "LastName": "Cy", "Email": "cy@example.no", "Member__c": "1" });
        let cy = world.salesforce_record("Contact", new);
        settled(world).await;
        let numbered = world.records(HubSpot, "contacts").into_iter();
        let numbered = numbered.filter(|(_, it)| it.get("member") == Some(&json!("1")));
        assert_eq!(numbered.map(|it| it.0).collect::<Vec<_>>(), [here[0].clone()], "{told:?}");
        for who in [&there[1], &cy] {
            assert_eq!(world.why(who)[0].0, LinkState::Failing, "{told:?}");
        }
        assert_eq!(world.field(Salesforce, "Contact", &cy, "Email"), json!("cy@example.no"));
        give(&there[1], "2");
        give(&cy, "3");
        settled(world).await;
        world.wait(Duration::from_secs(90_000)).await;
        settled(world).await;
        assert_eq!(world.field(HubSpot, "contacts", &here[1], "member"), json!("2"), "{told:?}");
        let made = having(world, HubSpot, "contacts", ("email", "cy@example.no"));
        assert_eq!(world.field(HubSpot, "contacts", &made, "member"), json!("3"), "{told:?}");
    }
}
