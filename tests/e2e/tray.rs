//! The tray's menu as a desktop reads it, and what is pressed in it.

use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::window::{Bus, PATIENCE, Window};
use crate::words::word;

/// The menu's words, once they fit.
async fn read(tray: &mut Desktop, fits: impl Fn(&[String]) -> bool) -> Vec<String> {
    let begun = tokio::time::Instant::now();
    loop {
        tray.tell("menu");
        let menu = words(&tray.next());
        if fits(&menu) {
            return menu;
        }
        assert!(begun.elapsed() < PATIENCE, "the tray still says {menu:?}");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

fn words(menu: &Value) -> Vec<String> {
    let of = |line: &Value| line["label"].as_str().unwrap().to_owned();
    menu.as_array().unwrap().iter().map(of).filter(|label| !label.is_empty()).collect()
}

fn press(tray: &mut Desktop, label: &str) {
    tray.tell(&format!("press {label}"));
    tray.next();
}

fn holds(menu: &[String], label: &str) -> bool {
    menu.iter().any(|it| it == label)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_tells_how_it_stands_goes_on_pauses_and_leads_to_the_errors() {
    let bus = Bus::begin();
    let mut tray = Desktop::begin(&bus, "tray.py");
    let demo = ["--demo", "--people", "40", "--seed", "7", "--in-tray"];
    let window = Window::open_on(bus, &demo).await;
    let menu = read(&mut tray, |menu| holds(menu, "Resume")).await;
    assert!(menu[0].starts_with("Paused by you · "), "{menu:?}");
    assert!(holds(&menu, "Sync now") && holds(&menu, "Quit"), "{menu:?}");
    press(&mut tray, "Resume");
    window.until("overview", |all| all["pairs"][0]["now"]["now"] == "waiting").await;
    read(&mut tray, |menu| menu[0].starts_with("Next pass ") && holds(menu, "Pause")).await;
    press(&mut tray, "For an hour");
    let paused = window.until("overview", |all| all["pairs"][0]["now"]["now"] == "paused").await;
    assert!(paused["pairs"][0]["now"]["until"].is_string(), "{paused}");
    let menu = read(&mut tray, |menu| menu[0].starts_with("Paused until ")).await;
    let mut choices = window.ask("window_choices", json!({})).await.unwrap();
    choices["language"] = json!("nb");
    window.ask("set_window_choices", json!({ "choices": choices })).await.unwrap();
    let after = read(&mut tray, |menu| holds(menu, "Synkroniser nå")).await;
    assert!(after[0].starts_with("På pause til "), "{after:?}");
    choices["language"] = json!("en");
    window.ask("set_window_choices", json!({ "choices": choices })).await.unwrap();
    let errors = menu.iter().find(|it| it.starts_with("Errors (")).expect("a line of errors");
    read(&mut tray, |menu| holds(menu, errors)).await;
    press(&mut tray, errors);
    window.see(&format!("//main//h1[normalize-space()='{}']", word("place-errors"))).await;
    window.quit().await;
}
