//! From a design to its undo, by a person in the real window, with the real engine behind it.

use serde_json::{Value, json};

use crate::screens::{demo, go, tab};
use crate::window::Window;
use crate::words::{button, word};

const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const BACK: &str = "\u{e003}";

fn pair(overview: &Value) -> &Value {
    &overview["pairs"][0]
}

async fn contacts(window: &Window) {
    go(window, "/mappings").await;
    window.press("//*[@role='toolbar']/button[contains(., 'Contacts')]").await;
}

/// Brings fields into sight whose names hold these words.
async fn filter(window: &Window, words: &str) {
    let field = format!("//input[@type='search' and @aria-label='{}']", word("mapping-filter"));
    let anew = format!("{}{words}", BACK.repeat(20));
    window.see(&field).await.send_keys(&anew).await.unwrap();
}

fn free(side: &str, name: &str) -> String {
    format!("//button[@data-free='{side}' and @data-name='{name}']")
}

/// Ties one field by clicks and one by keys, and saves both after a look at what would differ.
async fn design(window: &Window) {
    contacts(window).await;
    filter(window, "phone").await;
    window.press(&free("hub_spot", "hs_whatsapp_phone_number")).await;
    window.press(&free("salesforce", "HomePhone")).await;
    window.read("One unsaved change").await;
    filter(window, "message").await;
    window.see(&free("hub_spot", "message")).await.send_keys(ENTER).await.unwrap();
    let partner = window.see("//section//input[@role='combobox']").await;
    partner.send_keys("descr").await.unwrap();
    window.see("//*[@role='option'][contains(., 'Description')]").await;
    partner.send_keys(&format!("{DOWN}{ENTER}")).await.unwrap();
    window.read("2 unsaved changes").await;
    window.press(&button("edit-review")).await;
    window.see(&format!("//h3[normalize-space()='{}']", word("differs-title"))).await;
    window.press(&format!("//*[@role='dialog']{}", button("review-save"))).await;
}

/// Carries out what Preview shows.
async fn apply(window: &Window) {
    let apply = "button[starts-with(normalize-space(), 'Apply to') and not(@disabled)]";
    window.press(&format!("//{apply}")).await;
    window.press(&format!("//*[@role='dialog']//{apply}")).await;
    window.until("overview", |all| pair(all)["planned"] == 0).await;
}

/// Says what a value becomes that the other side has no option for, and has its records tried again;
/// then one record of what is left.
async fn mend(window: &Window) {
    let again = "//*[contains(., 'tried again by the next pass')]";
    let open = format!("(//main//button[contains(., '{}')])[1]", word("errors-fix-not-yet"));
    window.press(&open).await;
    window.press("(//*[@role='option'])[2]").await;
    let save = |place: &str| format!("//{place}//button[contains(., 'Save and retry')]");
    window.press(&save("main")).await;
    window.press(&save("*[@role='dialog']")).await;
    window.see(again).await;
    window.press("(//main//table//button[starts-with(normalize-space(), 'Retry')])[last()]").await;
    window.see(again).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_designs_applies_mends_decides_and_undoes() {
    let window = demo().await;
    design(&window).await;
    // Saving leads to the plan of what it comes to, with what is worth knowing before it.
    window.read("The mapping has changed since it last wrote").await;
    apply(&window).await;
    let applied = window.ask("overview", json!({})).await.unwrap();
    assert_eq!(pair(&applied)["last"]["actor"], "window", "{applied}");
    let waiting = pair(&applied)["conflicts"].as_u64().unwrap();
    assert!(waiting > 0, "{applied}");

    go(&window, "/conflicts").await;
    window.press("(//button[starts-with(@aria-label, 'Keep “')])[1]").await;
    window.see(&format!("//*[normalize-space()='{}']", word("conflict-stands-next"))).await;
    go(&window, "/errors").await;
    mend(&window).await;
    let failing = pair(&applied)["errors"].as_u64().unwrap();

    go(&window, "/preview").await;
    window.press(&button("plan-make")).await;
    apply(&window).await;
    let fewer = |all: &Value| pair(all)["conflicts"].as_u64().is_some_and(|left| left < waiting);
    window.until("overview", fewer).await;
    let mended = |all: &Value| pair(all)["errors"].as_u64().is_some_and(|left| left < failing);
    window.until("overview", mended).await;

    go(&window, "/history").await;
    window.press(&format!("({})[1]", button("undo-run"))).await;
    window.press("//*[@role='dialog']//button[starts-with(normalize-space(), 'Put')]").await;
    window.read(word("undo-done")).await;
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_for_single_records_and_campaigns_are_a_part_of_the_design() {
    let window = demo().await;
    contacts(&window).await;
    tab(&window, "tab-rules").await;
    window.press(&button("create-rules-add")).await;
    window.see(&button("create-rules-remove")).await;
    window.press(&button("edit-undo")).await;
    tab(&window, "tab-matching").await;
    window.press(&format!("//button[contains(., '{}')]", word("follow-linked"))).await;
    window.press(&format!("//*[@role='option'][contains(., '{}')]", word("follow-latest"))).await;
    window.read("One unsaved change").await;
    tab(&window, "tab-pair").await;
    window.press(&button("campaigns-make")).await;
    window.read("is mapped. It is filled from the first pass after you save.").await;
    window.quit().await;
}
