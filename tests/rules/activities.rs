//! What people do with marketing mail becomes tasks (S38-S42, A11).

use std::time::Duration;

use crosswalk_app::Repeats;
use crosswalk_app::activities::MailActivity;
use crosswalk_desktop::World;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::Scope;
use serde_json::{Map, Value, json};

const MINUTE: Duration = Duration::from_secs(60);

/// Ann is in step, got a mail an hour ago, and its opens and clicks are switched on.
async fn world(repeats: Repeats) -> (World, String, String) {
    let world = World::new().await;
    let ann = world.hubspot_contact(json!({ "email": "Ann@Example.no", "lastname": "Berg" }));
    world.apply().await;
    let mail = mail(&world, &["ann@example.no"]);
    did(&world, "open", &mail, 1);
    world.wait(60 * MINUTE).await;
    for activity in MailActivity::ALL {
        let switched = world.app.switch_activity(world.pair, activity, Some(repeats)).await;
        assert_eq!(switched.unwrap().by_hand, []);
    }
    world.sync().await;
    assert_eq!(tasks(&world).len(), 0, "nothing of before");
    (world, ann, mail)
}

fn mail(world: &World, to: &[&str]) -> String {
    let sent = world.act(HubSpot, json!({ "act": "send_mail", "subject": "News", "to": to }));
    sent["id"].as_str().unwrap().to_owned()
}

/// Ann, or whoever has her copy.
fn did(world: &World, act: &str, mail: &str, times: usize) {
    for _ in 0..times {
        let words = json!({ "act": act, "mail": mail, "email": "ann@example.no",
                            "url": "https://example.no/offer" });
        world.act(HubSpot, words);
    }
}

fn tasks(world: &World) -> Vec<Map<String, Value>> {
    world.records(Salesforce, "Task").into_iter().map(|(_, fields)| fields).collect()
}

fn subjects(world: &World) -> Vec<String> {
    let mut all: Vec<String> =
        tasks(world).iter().map(|task| task["Subject"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

/// Asks of the log of e-mail events.
fn asks(world: &World, after: u64) -> usize {
    let log = "GET /email/public/v1/events";
    world.told_since(after).iter().filter(|line| line.contains(log)).count()
}

#[tokio::test(start_paused = true)]
async fn s38_s39_s40_each_repeat_is_a_task_and_the_timeline_shows_one() {
    let (world, _, mail) = world(Repeats::Each).await;
    world.wait(15 * MINUTE).await;
    did(&world, "open", &mail, 3);
    did(&world, "click", &mail, 2);
    let shown = world.act(HubSpot, json!({ "act": "timeline", "email": "ann@example.no" }));
    assert_eq!(shown["timeline"].as_array().unwrap().len(), 2, "HubSpot collapses: {shown}");

    let before = world.last_exchange();
    let report = world.sync().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    let (opened, clicked) = ("Opened email: News", "Clicked email: News");
    assert_eq!(subjects(&world), [clicked, clicked, opened, opened, opened]);
    assert_eq!(asks(&world, before), 2, "one for each kind");
    let person = world.records(Salesforce, "Contact").swap_remove(0).0;
    for task in tasks(&world) {
        assert_eq!(task["WhoId"], json!(person));
        assert_eq!(
            (&task["Status"], &task["ActivityDate"]),
            (&json!("Completed"), &json!("2026-11-23"))
        );
        let told = task["Description"].as_str().unwrap();
        assert!(told.contains("2026-11-23 09:15 UTC") && told.contains("offer"), "{told}");
    }

    // The overlap and the hourly look back show them again, and nothing is written.
    for _ in 0..5 {
        let before = world.last_exchange();
        world.wait(15 * MINUTE).await;
        world.sync().await;
        assert_eq!(world.writes_since(before), 0, "{:?}", world.told_since(before));
        let of_tasks = |line: &&String| line.contains("Task") && !line.contains("describe");
        let told = world.told_since(before);
        assert_eq!(told.iter().find(of_tasks), None, "tasks are never polled");
    }
    assert_eq!(tasks(&world).len(), 5);
}

#[tokio::test(start_paused = true)]
async fn s41_s42_what_is_done_with_a_forwarded_mail_counts_for_who_got_it() {
    let (world, _, mail) = world(Repeats::Each).await;
    world.wait(15 * MINUTE).await;
    // Bob, who gets it from Ann, is in step as well: the vendor does not know that it was him.
    world.hubspot_contact(json!({ "email": "bob@example.no", "lastname": "Dahl" }));
    world.sync().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 2);
    world.wait(15 * MINUTE).await;
    did(&world, "forward", &mail, 1);
    did(&world, "open", &mail, 2);
    did(&world, "click", &mail, 1);
    world.sync().await;
    let ann = world.records(Salesforce, "Contact").into_iter();
    let ann = ann.filter(|(_, fields)| fields["LastName"] == "Berg").map(|(id, _)| id).next();
    let whose: Vec<Value> = tasks(&world).iter().map(|task| task["WhoId"].clone()).collect();
    assert_eq!(whose, vec![json!(ann.unwrap()); 3]);
}

#[tokio::test(start_paused = true)]
async fn a11_collapsed_repeats_are_one_task_with_a_counter() {
    let (world, _, mail) = world(Repeats::Collapsed).await;
    world.wait(15 * MINUTE).await;
    did(&world, "open", &mail, 2);
    world.sync().await;
    assert_eq!(subjects(&world), ["Opened email 2 times: News"]);
    world.wait(15 * MINUTE).await;
    did(&world, "open", &mail, 1);
    did(&world, "click", &mail, 1);
    world.sync().await;
    assert_eq!(subjects(&world), ["Clicked email: News", "Opened email 3 times: News"]);
    for _ in 0..6 {
        let before = world.last_exchange();
        world.wait(15 * MINUTE).await;
        world.sync().await;
        assert_eq!(world.writes_since(before), 0, "{:?}", world.told_since(before));
    }

    // A task that somebody closed off in Salesforce keeps what they wrote in other fields.
    let thrice = |(_, task): &(String, Map<String, Value>)| {
        task["Subject"].as_str().unwrap().contains("3 times")
    };
    let (id, _) = world.records(Salesforce, "Task").into_iter().find(thrice).unwrap();
    world.edit(Salesforce, "Task", &id, json!({ "Priority": "High" }));
    did(&world, "open", &mail, 1);
    world.sync().await;
    let task = world.record(Salesforce, "Task", &id).unwrap();
    assert_eq!(task["Subject"], "Opened email 4 times: News");
    assert_eq!(task["Priority"], "High");
}

#[tokio::test(start_paused = true)]
async fn a_task_that_somebody_deleted_is_not_made_again() {
    let (world, _, mail) = world(Repeats::Collapsed).await;
    world.wait(15 * MINUTE).await;
    did(&world, "open", &mail, 1);
    world.sync().await;
    let id = world.records(Salesforce, "Task").swap_remove(0).0;
    world.act(Salesforce, json!({ "act": "delete", "object": "Task", "id": id }));
    for _ in 0..3 {
        world.wait(15 * MINUTE).await;
        did(&world, "open", &mail, 1);
        world.sync().await;
    }
    assert_eq!(tasks(&world).len(), 0);
}

#[tokio::test(start_paused = true)]
async fn events_of_people_who_are_not_in_step_are_left_and_those_about_to_be_wait() {
    let (world, _, mail) = world(Repeats::Each).await;
    world
        .remap(|file| {
            let people = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "contacts");
            let scope =
                Scope::Filter("lifecyclestage == \"customer\" || lastname == \"Berg\"".into());
            people.unwrap().in_scope = Some(scope);
        })
        .await;
    world.apply().await;
    world.wait(15 * MINUTE).await;
    world.hubspot_contact(json!({ "email": "out@example.no", "lastname": "Out" }));
    world.hubspot_contact(
        json!({ "email": "new@example.no", "lastname": "New", "lifecyclestage": "customer" }),
    );
    let other = self::mail(&world, &["out@example.no", "new@example.no", "gone@example.no"]);
    for email in ["out@example.no", "new@example.no", "gone@example.no"] {
        world.act(HubSpot, json!({ "act": "open", "mail": other, "email": email }));
    }
    did(&world, "open", &mail, 1);
    world.sync().await;
    let people = world.records(Salesforce, "Contact");
    let of = |name: &str| {
        let found = people.iter().find(|(_, fields)| fields["LastName"] == name);
        found.map(|(id, _)| json!(id))
    };
    assert_eq!(of("Out"), None);
    let mut whose: Vec<Value> = tasks(&world).iter().map(|task| task["WhoId"].clone()).collect();
    whose.sort_by_key(ToString::to_string);
    let mut wanted = vec![of("Berg").unwrap(), of("New").unwrap()];
    wanted.sort_by_key(ToString::to_string);
    assert_eq!(whose, wanted);
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_without_marketing_mail_says_so_and_the_rest_goes_on() {
    let (world, ann, mail) = world(Repeats::Each).await;
    let scopes = [
        "oauth",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
        "crm.objects.companies.read",
        "crm.objects.companies.write",
        "crm.objects.deals.read",
        "crm.objects.deals.write",
        "crm.objects.owners.read",
        "crm.lists.read",
        "crm.schemas.contacts.read",
        "crm.schemas.companies.read",
        "crm.schemas.deals.read",
        "communication_preferences.read_write",
    ];
    world.act(HubSpot, json!({ "act": "grant_scopes", "scopes": scopes }));
    did(&world, "open", &mail, 1);
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
    world.wait(15 * MINUTE).await;
    let report = world.sync().await;
    assert_eq!(report.unread.len(), 2, "{report:?}");
    assert!(report.unread.iter().all(|it| it.why.contains("content")), "{:?}", report.unread);
    let person = world.records(Salesforce, "Contact").swap_remove(0);
    assert_eq!(person.1["FirstName"], "Ann");

    let all: Vec<&str> = scopes.into_iter().chain(["content"]).collect();
    world.act(HubSpot, json!({ "act": "grant_scopes", "scopes": all }));
    world.wait(15 * MINUTE).await;
    world.sync().await;
    assert_eq!(subjects(&world), ["Opened email: News"], "nothing was lost meanwhile");
}

#[tokio::test(start_paused = true)]
async fn how_many_tasks_come_is_said_before_anything_is_switched_on() {
    let world = World::new().await;
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.apply().await;
    let first = mail(&world, &["ann@example.no"]);
    did(&world, "open", &first, 6);
    let second = mail(&world, &["ann@example.no"]);
    did(&world, "open", &second, 1);
    let expected = world.app.expected_tasks(world.pair, MailActivity::Opens).await.unwrap();
    // Seven opens of two mails in a week.
    assert_eq!((expected.each, expected.collapsed, expected.at_least), (30, 9, false));
    assert!(world.app.activities(world.pair).unwrap().iter().all(|it| it.on.is_none()));
    let facts = world.emulator.accounts(Vendor::HubSpot);
    assert_eq!(facts.len(), 1);
    assert_eq!(tasks(&world).len(), 0);
}

#[tokio::test(start_paused = true)]
async fn switched_off_the_tasks_stay_and_no_more_come() {
    let (world, _, mail) = world(Repeats::Each).await;
    did(&world, "open", &mail, 1);
    world.sync().await;
    world.app.switch_activity(world.pair, MailActivity::Opens, None).await.unwrap();
    did(&world, "open", &mail, 1);
    did(&world, "click", &mail, 1);
    world.wait(15 * MINUTE).await;
    world.sync().await;
    let both = ["Clicked email: News", "Opened email: News"];
    assert_eq!(subjects(&world), both);

    // Switched on again, it begins anew.
    world.wait(60 * MINUTE).await;
    let each = Some(Repeats::Each);
    world.app.switch_activity(world.pair, MailActivity::Opens, each).await.unwrap();
    world.sync().await;
    assert_eq!(subjects(&world), both, "what happened meanwhile is not carried");
    world.wait(15 * MINUTE).await;
    did(&world, "open", &mail, 1);
    world.sync().await;
    assert_eq!(subjects(&world).len(), 3);
}

#[tokio::test(start_paused = true)]
async fn p9_a_pair_with_activities_is_taken_over_like_any_other() {
    let (world, _, mail) = world(Repeats::Each).await;
    let before = world.last_exchange();
    world.app.take_over(world.pair).await.unwrap();
    let of_logs = |line: &&String| line.contains("marketing_email");
    assert_eq!(world.told_since(before).iter().find(of_logs), None);
    world.wait(15 * MINUTE).await;
    did(&world, "open", &mail, 1);
    world.sync().await;
    assert_eq!(subjects(&world), ["Opened email: News"]);
}

#[tokio::test(start_paused = true)]
async fn another_choice_about_repeats_doubles_nothing() {
    for (first, then) in [(Repeats::Each, Repeats::Collapsed), (Repeats::Collapsed, Repeats::Each)]
    {
        let (world, _, mail) = world(first).await;
        world.wait(180 * MINUTE).await;
        did(&world, "open", &mail, 2);
        world.sync().await;
        let before = subjects(&world);
        world.app.switch_activity(world.pair, MailActivity::Opens, Some(then)).await.unwrap();
        for _ in 0..6 {
            world.wait(15 * MINUTE).await;
            world.sync().await;
        }
        assert_eq!(subjects(&world), before, "{first:?}");
        did(&world, "open", &mail, 1);
        world.sync().await;
        assert_eq!(subjects(&world).len(), before.len() + 1, "{first:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h110_every_event_of_a_kind_comes_unless_a_filter_says_otherwise() {
    let (world, _, news) = world(Repeats::Each).await;
    world
        .remap(|file| {
            let opens = MailActivity::Opens.object();
            let opens = file.mappings.iter_mut().find(|it| it.hubspot == opens).unwrap();
            opens.in_scope = Some(Scope::Filter("subject == \"Offer\"".to_owned()));
        })
        .await;
    world.wait(15 * MINUTE).await;
    let offer = json!({ "act": "send_mail", "subject": "Offer", "to": ["ann@example.no"] });
    let offer = world.act(HubSpot, offer)["id"].as_str().unwrap().to_owned();
    for mail in [&news, &offer] {
        did(&world, "open", mail, 1);
        did(&world, "click", mail, 1);
    }
    world.sync().await;
    let (news, offer) = ("Clicked email: News", "Clicked email: Offer");
    assert_eq!(subjects(&world), [news, offer, "Opened email: Offer"]);
}
