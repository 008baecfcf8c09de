//! What the window's configuration must say (SEC22), read as it is built in.

use serde_json::Value;

use crate::read;

fn configuration() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).unwrap()
}

/// A policy by directive.
fn sources<'a>(policy: &'a str, directive: &str) -> Vec<&'a str> {
    let found = policy.split(';').map(str::trim).find_map(|it| it.strip_prefix(directive));
    found.unwrap_or_default().split_whitespace().collect()
}

#[test]
fn sec22_the_page_runs_nothing_but_its_own_scripts_and_talks_to_nobody_but_the_shell() {
    let all = configuration();
    let policy = all["app"]["security"]["csp"].as_str().unwrap();
    assert_eq!(sources(policy, "default-src"), ["'self'"]);
    assert_eq!(sources(policy, "script-src"), ["'self'"]);
    assert_eq!(sources(policy, "connect-src"), ["ipc:", "http://ipc.localhost"]);
    for directive in ["object-src", "base-uri", "form-action", "frame-src", "worker-src"] {
        assert_eq!(sources(policy, directive), ["'none'"], "{directive}");
    }
    for word in ["unsafe-eval", "unsafe-inline", "https:", "*"] {
        assert!(!policy.contains(word), "{word} in {policy}");
    }
}

#[test]
fn sec22_no_switch_makes_the_window_less_strict() {
    let all = configuration();
    assert_eq!(all["app"]["security"]["freezePrototype"], true);
    assert_eq!(all["app"]["withGlobalTauri"], false);
    let text = all.to_string();
    for word in ["dangerous", "assetProtocol", "unsafe-eval"] {
        assert!(!text.contains(word), "{word}");
    }
    // The window is made in `window.rs`, where it is told what it may open.
    assert_eq!(all["app"]["windows"].as_array().unwrap().len(), 0);
    assert_eq!(all["app"]["security"]["capabilities"], serde_json::json!(["main"]));
}

#[test]
fn the_window_and_the_command_line_keep_their_things_in_one_place() {
    assert_eq!(configuration()["identifier"], crosswalk_app::home::IDENTIFIER);
}

#[test]
fn sec21_the_page_is_allowed_no_plugin() {
    let capability = read("src-tauri/capabilities/main.json");
    for plugin in ["opener:", "notification:", "store:", "shell:", "fs:", "http:", "autostart:"] {
        assert!(!capability.contains(plugin), "{plugin}");
    }
}
