//! M11: a plan that was saved, looked at, and applied as far as it still stands.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::time::Duration;

use crosswalk_app::plan_files::FileToApply;
use crosswalk_app::preview::{Chosen, PlannedAsk};
use crosswalk_app::{AppError, Difference, Differing, LinkId, PassReport};
use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::Brake;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Three people on both sides; the plan writes a phone to Salesforce for each.
struct Told {
    world: World,
    here: Vec<String>,
    there: Vec<String>,
    folder: TempDir,
}

impl Told {
    async fn new() -> Told {
        let world = World::new().await;
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for name in ["ann", "bo", "cy"] {
            let email = format!("{name}@example.no");
            here.push(world.hubspot_contact(json!({
                "email": email, "lastname": "Berg", "phone": "1",
            })));
            there.push(
                world.salesforce_record("Contact", json!({ "Email": email, "LastName": "Berg" })),
            );
        }
        Told { world, here, there, folder: TempDir::new().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("plan.json")
    }

    async fn save(&self) -> Value {
        let saved = self.world.app.plan_to_file(self.world.pair, &self.file(), "test").await;
        assert_eq!(saved.unwrap().links, 3);
        serde_json::from_slice(&std::fs::read(self.file()).unwrap()).unwrap()
    }

    fn edit_file(&self, change: impl FnOnce(&mut Value)) {
        let mut plan: Value = serde_json::from_slice(&std::fs::read(self.file()).unwrap()).unwrap();
        change(&mut plan);
        std::fs::write(self.file(), plan.to_string()).unwrap();
    }

    async fn apply(&self, differing: Differing) -> Result<PassReport, AppError> {
        let wanted = FileToApply { path: self.file(), pair: None, differing };
        self.world.app.apply_file(wanted, "test").await
    }

    /// The phones that Salesforce holds; `-` is none.
    fn phones(&self) -> String {
        let phone = |id: &String| {
            let held = self.world.field(Salesforce, "Contact", id, "Phone");
            held.as_str().unwrap_or("-").to_owned()
        };
        self.there.iter().map(phone).collect::<Vec<_>>().join(" ")
    }

    async fn later(&self) {
        self.world.wait(Duration::from_secs(1_200)).await;
    }
}

fn why(report: &PassReport) -> Vec<Difference> {
    report.left.iter().map(|left| left.why).collect()
}

#[tokio::test(start_paused = true)]
async fn p4_on_real_data_the_number_of_a_braked_plan_is_typed() {
    let told = Told::new().await;
    let (app, pair) = (&told.world.app, told.world.pair);
    let shown = app.preview(pair, "test").await.unwrap();
    assert_eq!(shown.to_type, Some(3), "a first run always asks");
    for typed in [None, Some(""), Some("2"), Some("three")] {
        let refused = app.apply_preview((pair, typed), Differing::Leave, "test").await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{typed:?}: {refused:?}");
    }
    let phone = |world: &World| world.field(Salesforce, "Contact", &told.there[0], "Phone");
    assert_eq!(phone(&told.world), Value::Null, "nothing was written");
    let typed = (pair, Some(" 3\u{a0}"));
    app.apply_preview(typed, Differing::Leave, "test").await.unwrap();
    assert_eq!(phone(&told.world), json!("1"));
}

#[tokio::test(start_paused = true)]
async fn m11_of_a_plan_only_the_records_that_a_person_kept_are_written() {
    let told = Told::new().await;
    let (app, pair) = (&told.world.app, told.world.pair);
    app.preview(pair, "test").await.unwrap();
    let links: Vec<LinkId> = {
        let rows = app.planned(pair, &PlannedAsk::default()).unwrap().rows;
        rows.iter().map(|row| row.link).collect()
    };
    let everything = Chosen { groups: vec![PlannedAsk::default()], ..Chosen::default() };
    assert_eq!(app.kept_of_preview(pair, &everything).unwrap(), 0);
    let order = (pair, Some("2"));
    let nothing = app.apply_chosen(order, (Differing::Leave, &everything), "test").await;
    assert!(matches!(nothing, Err(AppError::Refused(_))), "{nothing:?}");
    let two = Chosen { skip: [links[0]].into(), ..Chosen::default() };
    assert_eq!(app.kept_of_preview(pair, &two).unwrap(), 2);
    let one = Chosen { keep: [links[2]].into(), ..everything };
    assert_eq!(app.kept_of_preview(pair, &one).unwrap(), 1);
    let report = app.apply_chosen(order, (Differing::Leave, &two), "test").await.unwrap();
    assert_eq!(told.phones(), "- 1 1");
    assert_eq!(report.left, Vec::new(), "what was left out is no news");
}

#[tokio::test(start_paused = true)]
async fn m11_the_values_that_a_plan_clears_are_counted_and_kept_wherever_they_stand_in_it() {
    let told = Told::new().await;
    let (app, pair) = (&told.world.app, told.world.pair);
    told.world.rule("phone", SyncRule::AlwaysHubspot).await;
    let ask = Chosen::default();
    app.preview(pair, "test").await.unwrap();
    app.apply_chosen((pair, Some("3")), (Differing::Leave, &ask), "test").await.unwrap();
    told.later().await;
    for (id, phone) in told.here.iter().zip(["", "2", ""]) {
        told.world.edit(HubSpot, "contacts", id, json!({ "phone": phone }));
    }
    let shown = app.preview(pair, "test").await.unwrap();
    let phones = shown.plan.view.fields.iter().find(|it| it.field == "Phone").unwrap();
    assert_eq!((phones.values, phones.cleared), (3, 2), "{phones:?}");
    let clearing = PlannedAsk {
        side: Some(Salesforce),
        field: Some("Phone".to_owned()),
        rule: Some(phones.rule.clone()),
        clears: true,
        ..PlannedAsk::default()
    };
    assert_eq!(app.planned(pair, &clearing).unwrap().rows.len(), 2);
    let by_another = PlannedAsk { rule: Some("maximum".to_owned()), ..clearing.clone() };
    assert_eq!(app.planned(pair, &by_another).unwrap().rows, Vec::new());
    let kept = Chosen { groups: vec![clearing], ..Chosen::default() };
    assert_eq!(app.kept_of_preview(pair, &kept).unwrap(), 1);
    app.apply_chosen((pair, Some("1")), (Differing::Leave, &kept), "test").await.unwrap();
    assert_eq!(told.phones(), "1 2 1");
}

#[tokio::test(start_paused = true)]
async fn m11_one_record_is_tried_before_the_others() {
    let told = Told::new().await;
    let (app, pair) = (&told.world.app, told.world.pair);
    app.preview(pair, "test").await.unwrap();
    let rows = app.planned(pair, &PlannedAsk::default()).unwrap().rows;
    let tried = Chosen { only: Some(rows[1].link), ..Chosen::default() };
    let order = (pair, Some("1"));
    app.apply_chosen(order, (Differing::Leave, &tried), "test").await.unwrap();
    assert_eq!(told.phones(), "- 1 -");
    let kept = app.preview(pair, "test").await.unwrap();
    assert_eq!(kept.plan.links, 2, "the others are planned as before");
}

#[tokio::test(start_paused = true)]
async fn m11_a_saved_plan_is_applied_past_its_brakes_and_ends_the_first_run() {
    let told = Told::new().await;
    let plan = told.save().await;
    assert_eq!(plan["brakes"][0]["brake"], "first_run");
    assert_eq!(told.phones(), "- - -", "a plan writes nothing");
    let held = told.world.sync().await;
    assert_eq!(held.result, RunResult::Braked);
    let report = told.apply(Differing::Stop).await.unwrap();
    assert_eq!((report.result, why(&report)), (RunResult::Done, vec![]), "{report:?}");
    assert_eq!(told.phones(), "1 1 1");
    told.later().await;
    let before = told.world.last_exchange();
    let quiet = told.world.sync().await;
    assert_eq!((quiet.result, quiet.counts.planned()), (RunResult::Done, 0), "{quiet:?}");
    assert_eq!(told.world.writes_since(before), 0);
    told.world.edit(HubSpot, "contacts", &told.here[0], json!({ "phone": "2" }));
    assert_eq!(told.world.sync().await.result, RunResult::Done, "the first run is over");
}

#[tokio::test(start_paused = true)]
async fn m11_the_file_holds_what_it_stands_on_and_only_its_owner_reads_it() {
    let told = Told::new().await;
    std::fs::write(told.file(), "an older one").unwrap();
    let plan = told.save().await;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(told.file()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let beside = std::fs::read_dir(told.folder.path()).unwrap().count();
    assert_eq!(beside, 1, "no part of it is left beside it");
    assert_eq!(plan["format_version"], "1.0");
    assert_eq!(plan["accounts"]["hubspot"], json!(told.world.accounts.hubspot));
    assert_eq!(plan["accounts"]["salesforce"], json!(told.world.accounts.salesforce));
    for hash in
        [&plan["mapping_hash"], &plan["schema_hash"]["salesforce"], &plan["schema_hash"]["hubspot"]]
    {
        assert_eq!(hash.as_str().unwrap().len(), 64, "{plan}");
    }
    for side in ["salesforce", "hubspot"] {
        assert!(plan["read_at"][side].is_string(), "{plan}");
    }
    let links = plan["links"].as_array().unwrap();
    let phone = |link: &Value| {
        let changes = link["acts"]["salesforce"]["changes"].as_array().unwrap().clone();
        changes.into_iter().find(|change| change["field"] == "Phone").unwrap()
    };
    assert!(links.iter().all(|link| phone(link)["after"] == phone(&links[0])["after"]));
}

#[tokio::test(start_paused = true)]
async fn m11_base_values_stand_in_the_file() {
    let told = Told::new().await;
    told.world.apply().await;
    told.later().await;
    told.world.edit(HubSpot, "contacts", &told.here[1], json!({ "phone": "2" }));
    let saved = told.world.app.plan_to_file(told.world.pair, &told.file(), "test").await.unwrap();
    assert_eq!(saved.links, 1);
    let plan: Value = serde_json::from_slice(&std::fs::read(told.file()).unwrap()).unwrap();
    let link = &plan["links"][0];
    assert_eq!(link["ends"]["hubspot"]["id"], json!(told.here[1]));
    assert_eq!(link["base"]["hubspot"], json!({ "phone": { "text": "1" } }));
    assert_eq!(link["base"]["salesforce"], json!({ "Phone": { "text": "1" } }));
}

#[tokio::test(start_paused = true)]
async fn m11_what_changed_since_is_named_and_not_written() {
    let told = Told::new().await;
    told.save().await;
    told.world.edit(HubSpot, "contacts", &told.here[0], json!({ "phone": "9" }));
    told.world.edit(Salesforce, "Contact", &told.there[1], json!({ "Phone": "1" }));
    told.world.edit(HubSpot, "contacts", &told.here[1], json!({ "city": "Oslo" }));
    told.world.hubspot_contact(json!({ "email": "dag@example.no", "lastname": "Dal" }));
    told.later().await;
    let report = told.apply(Differing::Leave).await.unwrap();
    assert_eq!(report.result, RunResult::Done);
    assert_eq!(why(&report), [Difference::Changed, Difference::Changed, Difference::New]);
    assert_eq!(report.left[0].ends.hubspot.as_ref().unwrap().id.as_str(), told.here[0]);
    assert_eq!(told.phones(), "- 1 1", "only what was shown and still stands");
    assert_eq!(told.world.records(Salesforce, "Contact").len(), 3, "nobody was made");
    told.later().await;
    let rest = told.world.sync().await;
    assert_eq!(rest.result, RunResult::Braked, "the rest was never shown: the first run asks");
    assert_eq!(told.phones(), "- 1 1");
    told.world.apply().await;
    assert_eq!(told.phones(), "9 1 1", "and nothing of it is lost");
}

#[tokio::test(start_paused = true)]
async fn m11_strict_writes_nothing_where_anything_differs() {
    let told = Told::new().await;
    told.save().await;
    told.world.edit(HubSpot, "contacts", &told.here[2], json!({ "phone": "9" }));
    told.later().await;
    let before = told.world.last_exchange();
    let report = told.apply(Differing::Stop).await.unwrap();
    assert_eq!(report.result, RunResult::Outdated);
    assert_eq!(why(&report), [Difference::Changed]);
    assert_eq!(told.world.writes_since(before), 0);
    assert_eq!(told.phones(), "- - -");
}

#[tokio::test(start_paused = true)]
async fn m11_what_is_done_already_is_named_as_gone() {
    let told = Told::new().await;
    told.save().await;
    told.world.apply().await;
    told.later().await;
    let before = told.world.last_exchange();
    let report = told.apply(Differing::Leave).await.unwrap();
    assert_eq!(why(&report), [Difference::Gone; 3]);
    assert_eq!(told.world.writes_since(before), 0);
    assert_eq!(told.apply(Differing::Stop).await.unwrap().result, RunResult::Outdated);
}

#[tokio::test(start_paused = true)]
async fn m11_an_edited_file_writes_nothing_that_the_plan_of_now_does_not_say() {
    let told = Told::new().await;
    told.save().await;
    told.edit_file(|plan| {
        let links = plan["links"].as_array_mut().unwrap();
        // Another value in one, another record in the next, a delete beside the third.
        let text = links[0].to_string().replace(r#""text":"1""#, r#""text":"666""#);
        links[0] = serde_json::from_str(&text).unwrap();
        let other = links[2]["acts"]["salesforce"]["at"].clone();
        links[1]["acts"]["salesforce"]["at"] = other.clone();
        links[2]["acts"]["hubspot"] = json!({ "act": "delete", "at": other });
        let mut stranger = links[0].clone();
        stranger["link"] = json!(4_000);
        links.push(stranger);
        plan["brakes"] = json!([]);
    });
    let before = told.world.last_exchange();
    let report = told.apply(Differing::Leave).await.unwrap();
    let expected =
        [Difference::Changed, Difference::Changed, Difference::Changed, Difference::Gone];
    assert_eq!(why(&report), expected);
    assert_eq!(told.world.writes_since(before), 0, "{:#?}", told.world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn m11_another_account_mapping_or_schema_always_stops() {
    let told = Told::new().await;
    let plan = told.save().await;
    for (key, value, said) in [
        ("/accounts/hubspot", json!("1"), "HubSpot"),
        ("/accounts/salesforce", json!("00D000000000000AAA"), "Salesforce"),
        ("/mapping_version", json!(99), "version 99 of the mapping"),
        ("/mapping_hash", json!("0"), "mapping"),
        ("/schema_hash/hubspot", json!("0"), "mapped fields changed in HubSpot"),
    ] {
        told.edit_file(|file| {
            *file = plan.clone();
            *file.pointer_mut(key).unwrap() = value;
        });
        let before = told.world.last_exchange();
        let stopped = told.apply(Differing::Leave).await.unwrap_err();
        assert!(matches!(stopped, AppError::PlanVoid(_)), "{key}: {stopped:?}");
        assert!(stopped.to_string().contains(said), "{key}: {stopped}");
        assert_eq!(told.world.writes_since(before), 0);
    }
    let wanted = FileToApply {
        path: told.file(),
        pair: Some(crosswalk_app::PairId(told.world.pair.0 + 1)),
        differing: Differing::Leave,
    };
    let other_pair = told.world.app.apply_file(wanted, "test").await.unwrap_err();
    assert!(matches!(other_pair, AppError::PlanVoid(_)), "{other_pair:?}");
    assert_eq!(told.phones(), "- - -");
}

#[tokio::test(start_paused = true)]
async fn m11_a_mapping_that_was_changed_since_voids_the_file() {
    let told = Told::new().await;
    told.save().await;
    told.world.rule("phone", SyncRule::AlwaysSalesforce).await;
    let stopped = told.apply(Differing::Leave).await.unwrap_err();
    assert!(stopped.to_string().contains("mapping"), "{stopped}");
    assert_eq!(told.phones(), "- - -");
}

#[tokio::test(start_paused = true)]
async fn m11_a_file_that_is_none_is_refused_before_anybody_is_asked() {
    let told = Told::new().await;
    std::fs::write(told.file(), "{\"links\": [").unwrap();
    let before = told.world.last_exchange();
    let refused = told.apply(Differing::Leave).await.unwrap_err();
    assert!(matches!(refused, AppError::PlanFile(_)), "{refused:?}");
    let nowhere = Path::new("/nowhere/at/all/plan.json");
    let unwritten = told.world.app.plan_to_file(told.world.pair, nowhere, "test").await;
    assert!(matches!(unwritten, Err(AppError::PlanFile(_))), "{unwritten:?}");
    let absent = FileToApply { path: nowhere.into(), pair: None, differing: Differing::Leave };
    let unread = told.world.app.apply_file(absent, "test").await.unwrap_err();
    assert!(matches!(unread, AppError::PlanFile(_)), "{unread:?}");
    assert_eq!(told.world.writes_since(before), 0);
}

#[tokio::test(start_paused = true)]
async fn m11_the_first_few_records_are_written_and_the_brake_stays_for_the_rest() {
    let told = Told::new().await;
    let report = told.world.app.apply_first(told.world.pair, 2, "test").await.unwrap();
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    assert_eq!(told.phones(), "1 1 -");
    told.later().await;
    let held = told.world.sync().await;
    assert_eq!(held.result, RunResult::Braked);
    assert_eq!(held.brakes[0].brake, Brake::FirstRun);
    assert_eq!(told.phones(), "1 1 -");
    let rest = told.world.app.apply_first(told.world.pair, 5, "test").await.unwrap();
    assert_eq!(rest.result, RunResult::Done);
    assert_eq!(told.phones(), "1 1 1");
    told.later().await;
    assert_eq!(told.world.sync().await.result, RunResult::Done, "everything was chosen");
}

/// A field that the vendor refuses costs the record only that field, as without a file.
#[tokio::test(start_paused = true)]
async fn m11_a_refused_field_of_a_shown_record_costs_only_itself() {
    let told = Told::new().await;
    told.world.edit(HubSpot, "contacts", &told.here[0], json!({ "firstname": "Ann" }));
    told.save().await;
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
        "condition": "Phone = '1'", "message": "No such phone", "field": "Phone" });
    told.world.act(Salesforce, rule);
    let report = told.apply(Differing::Stop).await.unwrap();
    assert_eq!(report.result, RunResult::SomeFailed, "{report:?}");
    assert_eq!(told.phones(), "- - -");
    assert_eq!(told.world.field(Salesforce, "Contact", &told.there[0], "FirstName"), json!("Ann"));
}
