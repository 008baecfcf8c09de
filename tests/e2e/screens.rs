//! What each screen lets a person do, once, on the demo.

use serde_json::json;

use crate::window::Window;
use crate::words::{button, word};

pub async fn demo() -> Window {
    let window = Window::open(&["--demo", "--people", "40", "--seed", "7"]).await;
    let planned = |all: &serde_json::Value| all["pairs"][0]["planned"].as_u64().unwrap_or(0);
    window.until("overview", |all| planned(all) > 0).await;
    window
}

pub async fn go(window: &Window, place: &str) {
    window.press(&format!("//nav//a[contains(@href, '{place}')]")).await;
}

pub async fn tab(window: &Window, id: &str) {
    window.press(&format!("//*[@role='toolbar']/button[normalize-space()='{}']", word(id))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mapping_editor_tells_what_a_design_means() {
    let window = demo().await;
    go(&window, "/mappings").await;
    window.press("//*[@role='toolbar']/button[contains(., 'Contacts')]").await;
    window.read(&format!("{}: ", word("sample-becomes"))).await;
    tab(&window, "tab-scope").await;
    window.see("//section//strong[contains(., 'left out')]").await;
    tab(&window, "tab-matching").await;
    window.see(&format!("//h2[normalize-space()='{}']", word("doubles-title"))).await;
    tab(&window, "tab-owners").await;
    window.see(&format!("//td//*[normalize-space()='{}']", word("owners-tie-matched"))).await;
    window.press("//*[@role='toolbar']/button[contains(., 'Deals')]").await;
    tab(&window, "tab-stages").await;
    window.see(&format!("//th[normalize-space()='{}']", word("stages-far"))).await;
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_plan_is_skipped_and_the_plan_is_kept() {
    let window = demo().await;
    go(&window, "/preview").await;
    window.press(&button("plan-make")).await;
    let skip = button("plan-leave-out");
    window.press(&format!("({skip})[1]")).await;
    window.see("//*[@role='status'][contains(., 'left out')]").await;
    window.press(&button("plan-take-all")).await;
    window.press(&button("plan-save")).await;
    window.see("//*[@role='status']//code[contains(., 'plan-')]").await;
    window.press("(//section//td//button)[1]").await;
    window.press(&button("plan-try")).await;
    window.press("//*[@role='dialog']//button[starts-with(normalize-space(), 'Apply to')]").await;
    let tried = |all: &serde_json::Value| all["pairs"][0]["last"]["actor"] == "window";
    let after = window.until("overview", tried).await;
    assert!(after["pairs"][0]["planned"].as_u64().unwrap() > 0, "the others wait: {after}");
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_calls_and_backups_are_looked_at() {
    let window = demo().await;
    window.see(&format!("//figcaption/span[normalize-space()='{}']", word("calls-days"))).await;
    go(&window, "/accounts").await;
    window.press(&format!("({})[1]", button("account-check"))).await;
    window.see("//li//span[contains(., 'read and write')]").await;
    go(&window, "/settings").await;
    window.see(&format!("//h2[normalize-space()='{}']", word("settings-program"))).await;
    let no_file = window.ask("restore_backup", json!({ "path": "/etc/passwd" })).await;
    assert_eq!(no_file.unwrap_err()["code"], "refused");
    window.quit().await;
}
