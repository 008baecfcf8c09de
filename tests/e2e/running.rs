//! When the program runs, and how much it does by itself: one program at a time, and what a person sets
//! about its schedule, its share of the vendors' calls and its notices.

use serde_json::{Value, json};

use crate::screens::{demo, go};
use crate::window::Window;
use crate::words::word;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_brings_the_first_ones_window_and_ends() {
    let window = Window::open(&["--in-tray"]).await;
    window.see("//main").await;
    assert!(!window.is_shown().await, "it begins in the tray");
    let ended = window.start_again(&[]).await;
    assert!(ended.success(), "{ended}");
    let begun = tokio::time::Instant::now();
    while !window.is_shown().await {
        assert!(begun.elapsed() < crate::window::PATIENCE, "the window does not come");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    window.quit().await;
}

/// Picks one of a list's choices, by their words.
async fn pick(window: &Window, list: &str, choice: &str) {
    let (list, choice) = (word(list), word(choice));
    let named = format!("normalize-space()='{list}'");
    window.press(&format!("//main//*[{named}]/following-sibling::button")).await;
    window.press(&format!("//*[@role='option'][starts-with(normalize-space(), '{choice}')]")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn schedule_share_and_notices_are_set_and_kept() {
    let window = demo().await;
    go(&window, "/settings").await;
    pick(&window, "schedule-look", "look-by_hand").await;
    let given = json!({ "pair": 1 });
    window.until_asked("schedule", given.clone(), |it| it["look"] == "by_hand").await;
    window.ask("keep", json!({ "pair": 1, "keeping": "in_step" })).await.unwrap();
    window.until("overview", |all| all["pairs"][0]["now"]["now"] == "by_hand").await;
    window.read(word("now-by-hand")).await;
    pick(&window, "shares-ours", "share-calls").await;
    let in_calls = |all: &Value| {
        all.as_array().is_some_and(|all| all.iter().any(|it| it["share"]["by"] == "calls"))
    };
    window.until("api_shares", in_calls).await;
    pick(&window, "level-recovered", "means-nowhere").await;
    window.until("notice_settings", |it| it["recovered"] == "nowhere").await;
    window.quit().await;
}
