//! The demo in the real window: what is there to look at, and a plan that is carried out.

use serde_json::{Value, json};

use crate::window::Window;
use crate::words::word;

fn pair(overview: &Value) -> &Value {
    &overview["pairs"][0]
}

/// A window on the demo, when it has come up.
async fn demo() -> Window {
    let window = Window::open(&["--demo", "--people", "40", "--seed", "7"]).await;
    window.until("overview", |all| pair(all)["planned"].as_u64().unwrap_or(0) > 0).await;
    window
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_looks_at_the_demo_and_carries_its_plan_out() {
    let window = demo().await;
    let before = window.ask("overview", json!({})).await.unwrap();
    assert_eq!(before["demo"], true);
    assert_eq!(pair(&before)["production"], false, "nobody's data is at stake");
    for waiting in ["errors", "conflicts", "planned"] {
        assert!(pair(&before)[waiting].as_u64().unwrap() > 0, "{waiting}: {before}");
    }
    window.press("//nav//a[contains(@href, '/preview')]").await;
    window.press(&format!("//button[normalize-space()='{}']", word("plan-make"))).await;
    let apply = "button[starts-with(normalize-space(), 'Apply to') and not(@disabled)]";
    window.press(&format!("//{apply}")).await;
    window.press(&format!("//*[@role='dialog']//{apply}")).await;
    window.until("overview", |all| pair(all)["planned"] == 0).await;
    let after = window.ask("overview", json!({})).await.unwrap();
    assert_eq!(pair(&after)["last"]["actor"], "window", "{after}");
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sec22_the_page_can_reach_nobody_and_is_told_no_secret() {
    let window = demo().await;
    let script = "const done = arguments[arguments.length - 1];
        Promise.allSettled([
          fetch('http://127.0.0.1:1/'), fetch('https://example.com/'),
          new Promise((ok, no) => { const it = new Image(); it.onload = ok; it.onerror = no;
            it.src = 'https://example.com/x.png'; }),
          (async () => new Function('return 1')())(),
        ]).then((all) => done(all.map((one) => one.status)));";
    let ends = window.page.execute_async(script, Vec::new()).await.unwrap();
    assert_eq!(ends, json!(["rejected", "rejected", "rejected", "rejected"]));
    // What is no command of ours is refused by the capability, and not by chance.
    for command in ["plugin:opener|open_url", "plugin:notification|notify", "plugin:fs|read_file"] {
        let refused = window.ask(command, json!({ "url": "https://example.com" })).await;
        assert!(refused.unwrap_err().to_string().contains("not allowed"), "{command}");
    }
    let accounts = window.ask("accounts", json!({})).await.unwrap().to_string();
    for word in ["token", "secret", "pat-", "00D"] {
        let org = word == "00D";
        assert_eq!(accounts.contains(word), org, "{word} in {accounts}");
    }
    window.quit().await;
}
