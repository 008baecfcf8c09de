//! What a person chose about the window itself, across its ends.

use serde_json::json;

use crate::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_is_there_when_the_window_comes_again() {
    let window = Window::open(&[]).await;
    let mut choices = window.ask("window_choices", json!({})).await.unwrap();
    assert_eq!(choices["at_login"], "off", "nothing starts by itself");
    for (name, value) in [("language", "nb"), ("look", "dark"), ("at_login", "tray")] {
        choices[name] = json!(value);
    }
    window.ask("set_window_choices", json!({ "choices": choices })).await.unwrap();
    let home = window.home();
    let starts = std::fs::read_dir(home.path().join(".config/autostart")).unwrap();
    let entry = starts.map(|it| it.unwrap().path()).next().expect("an entry of the desktop");
    let entry = std::fs::read_to_string(entry).unwrap();
    assert!(entry.contains("--in-tray"), "{entry}");
    window.quit().await;

    let again = Window::open_in(home, &[]).await;
    again.see("//main").await;
    let kept = again.ask("window_choices", json!({})).await.unwrap();
    assert_eq!(kept["at_login"], "tray", "{kept}");
    let script = "return [document.documentElement.lang, document.documentElement.dataset.look,
        window.localStorage.length]";
    let seen = again.page.execute(script, Vec::new()).await.unwrap();
    assert_eq!(seen, json!(["nb", "dark", 0]));
    again.quit().await;
}
