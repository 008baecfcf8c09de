//! Notices on a real session bus, caused by the real engine.

use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::window::{Bus, Window};
use crate::words::{button, word};

/// The desktop's notification server.
const NOTIFICATIONS: &str = "notifications.py";

/// A person clicks a notice, or a button of it.
fn click(desktop: &mut Desktop, notice: &Value, on: &str) {
    desktop.tell(&format!("{} {on}", notice["number"]));
}

/// Records of the demo's largest group of errors; the others are smaller.
const LARGEST: u32 = 9;

/// What is told of when only this is.
fn only(level: &str) -> Value {
    let mut settings = json!({
        "needs_you": "nowhere", "errors": "nowhere", "recovered": "nowhere", "summary": "nowhere",
        "threshold": { "by": "records", "least": LARGEST }, "quiet": [0, 0],
        "days": [1, 2, 3, 4, 5, 6, 7], "summary_at": 8, "names": "hidden",
    });
    settings[level] = json!("desktop");
    json!({ "settings": settings })
}

/// The demo, in the tray from the beginning, with one level told of.
async fn in_tray(bus: Bus, level: &str) -> Window {
    let window =
        Window::open_on(bus, &["--demo", "--people", "40", "--seed", "7", "--in-tray"]).await;
    let planned = |all: &Value| all["pairs"][0]["planned"].as_u64().unwrap_or(0) > 0;
    window.until("overview", planned).await;
    window.ask("set_notice_settings", only(level)).await.unwrap();
    assert!(!window.is_shown().await, "it begins in the tray");
    window
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_a_tripped_brake_and_failing_records_are_notified_once_without_anybodys_data() {
    let bus = Bus::begin();
    let desktop = Desktop::begin(&bus, NOTIFICATIONS);
    let window = Window::open_on(bus, &["--demo", "--people", "40", "--seed", "7"]).await;
    let told = desktop.next();
    assert_eq!(told["app"], "crosswalk-desktop", "{told}");
    let title = told["title"].as_str().unwrap();
    assert!(title.starts_with("Demo: ") && title.ends_with("things need you"), "{told}");
    assert!(!told.to_string().contains('@'), "{told}");
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_on_a_notice_of_failing_records_brings_their_group_out_of_the_tray() {
    let bus = Bus::begin();
    let mut desktop = Desktop::begin(&bus, NOTIFICATIONS);
    let window = in_tray(bus, "errors").await;
    let told = desktop.next();
    let title = told["title"].as_str().unwrap();
    assert!(title.starts_with("Demo: ") && title.ends_with("do not get through"), "{told}");
    assert!(!told.to_string().contains('@'), "{told}");
    let buttons = told["actions"].as_array().unwrap();
    assert!(buttons.contains(&json!("show")) && buttons.contains(&json!("retry")), "{told}");
    click(&mut desktop, &told, "default");
    window.see(&format!("//main//h1[normalize-space()='{}']", word("place-errors"))).await;
    let there = window.page.execute("return location.hash", Vec::new()).await.unwrap();
    let there = there.as_str().unwrap();
    assert!(there.starts_with("#/errors?group="), "{there}");
    assert!(window.is_shown().await);
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_a_button_of_a_notice_of_a_brake_brings_the_plan_out_of_the_tray() {
    let bus = Bus::begin();
    let mut desktop = Desktop::begin(&bus, NOTIFICATIONS);
    let window = in_tray(bus, "needs_you").await;
    let told = desktop.next();
    let title = told["title"].as_str().unwrap();
    assert!(title.starts_with("Demo: a brake holds "), "{told}");
    assert!(!told["actions"].as_array().unwrap().contains(&json!("retry")), "{told}");
    click(&mut desktop, &told, "show");
    window.see(&format!("//main//h1[normalize-space()='{}']", word("place-preview"))).await;
    assert!(window.is_shown().await);
    // It stands in the list of the window too, until it is read there.
    let list = window.ask("notice_list", json!({ "language": "nb" })).await.unwrap();
    assert_eq!(list["unread"], 1, "{list}");
    assert!(list["lines"][0]["title"].as_str().unwrap().contains("nødbrems"), "{list}");
    window.press("//header//button[starts-with(@aria-label, 'Notifications')]").await;
    window.see("//*[@role='dialog']//button[contains(., 'a brake holds')]").await;
    window.press(&button("notices-read-all")).await;
    let read = |list: &Value| list["unread"] == 0;
    window.until_asked("notice_list", json!({ "language": "en" }), read).await;
    window.quit().await;
}
