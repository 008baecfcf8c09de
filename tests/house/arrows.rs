//! Who may depend on whom, and which room alone holds a foreign crate.

use crate::tree::{Manifest, Text, manifests, texts};
use crate::{Findings, expect_none, expect_one};

/// What a room may depend on, of our own.
enum May {
    Only(&'static [&'static str]),
    Any,
}

/// The allowed arrows, dev-dependencies included: a test that needs more lives in `tests/`.
fn allowed(room: &str) -> Option<May> {
    Some(match room {
        "model" | "emulator" => May::Only(&[]),
        "reconcile" | "store" | "connectors" | "vault" => May::Only(&["model"]),
        "engine" => May::Only(&["reconcile", "store", "model"]),
        "app" => {
            May::Only(&["engine", "store", "connectors", "vault", "reconcile", "model", "emulator"])
        }
        "shell" | "cli" => May::Only(&["app"]),
        "tests" | "xtask" => May::Any,
        _ => return None,
    })
}

/// Foreign crates by the start of their names, and the room that alone may hold them.
const HELD: [(&str, &str); 7] = [
    ("rusqlite", "store"),
    ("reqwest", "connectors"),
    ("oauth2", "connectors"),
    ("tauri", "shell"),
    ("age", "vault"),
    ("keyring", "vault"),
    ("zbus", "vault"),
];

/// The interface's one way to the shell.
const DOOR: &str = "ui/src/ipc.ts";

/// Crates that reconcile, being pure, may not name.
const IMPURE: [&str; 7] =
    ["tokio", "rand", "async-trait", "futures-util", "getrandom", "uuid", "fs4"];

fn forbidden_arrows(manifests: &[Manifest]) -> Findings {
    let of_room = |manifest: &Manifest| {
        let room = manifest.room();
        let Some(may) = allowed(&room) else {
            return vec![format!("{}: the design names no room `{room}`", manifest.path)];
        };
        let May::Only(rooms) = may else { return Vec::new() };
        let ours = manifest.dependencies().into_iter();
        ours.filter_map(|name| name.strip_prefix("crosswalk-").map(str::to_owned))
            .chain(manifest.dependencies().into_iter().filter(|name| name == "xtask"))
            .filter(|name| !rooms.contains(&name.as_str()))
            .map(|name| format!("{}: {room} may not depend on {name}", manifest.path))
            .collect()
    };
    manifests.iter().flat_map(of_room).collect()
}

fn crates_outside_their_room(manifests: &[Manifest]) -> Findings {
    let misplaced = |manifest: &Manifest, name: &str| {
        let (_, home) = HELD.iter().find(|(held, _)| is_or_extends(name, held))?;
        (manifest.room() != *home)
            .then(|| format!("{}: {name} belongs to {home} alone", manifest.path))
    };
    let of_room = |manifest: &Manifest| -> Findings {
        manifest.dependencies().iter().filter_map(|name| misplaced(manifest, name)).collect()
    };
    manifests.iter().flat_map(of_room).collect()
}

/// `rusqlite` and `rusqlite_migration`, but not `agent` for `age`.
fn is_or_extends(name: &str, held: &str) -> bool {
    name.strip_prefix(held).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

fn impure_crates_in_reconcile(manifests: &[Manifest]) -> Findings {
    let reconcile = manifests.iter().filter(|manifest| manifest.room() == "reconcile");
    let names = reconcile.flat_map(Manifest::dependencies);
    let impure = names.filter(|name| IMPURE.contains(&name.as_str()));
    impure.map(|name| format!("reconcile is pure and may not hold {name}")).collect()
}

fn crates_without_the_workspace_lints(manifests: &[Manifest]) -> Findings {
    let opts_in = |manifest: &Manifest| {
        let lints = manifest.table.get("lints").and_then(|lints| lints.get("workspace"));
        lints.and_then(toml::Value::as_bool) == Some(true)
    };
    let lacking = manifests.iter().filter(|manifest| !opts_in(manifest));
    lacking.map(|manifest| format!("{}: no `lints.workspace = true`", manifest.path)).collect()
}

/// `forbid` in the workspace is `#![forbid(unsafe_code)]` in every crate that opts in (SEC30).
fn unsafe_not_forbidden(manifests: &[Manifest]) -> Findings {
    let root = manifests.iter().find(|manifest| manifest.path == "Cargo.toml");
    let level = root
        .and_then(|root| root.table.get("workspace")?.get("lints")?.get("rust")?.get("unsafe_code"))
        .and_then(toml::Value::as_str);
    if level == Some("forbid") {
        return Vec::new();
    }
    vec![format!("Cargo.toml: unsafe_code is {level:?}, not forbid")]
}

/// What of the interface reaches the shell past its one door. Its tests play the shell.
fn doors_beside_the_one(files: &[Text]) -> Findings {
    let shipped = |file: &&Text| {
        let script = [".ts", ".tsx"].iter().any(|end| file.path.ends_with(end));
        file.path.starts_with("ui/src/") && script && !file.path.contains(".test.")
    };
    let reaches = |file: &&Text| {
        file.path != DOOR && (file.text.contains("@tauri-apps") || file.text.contains("__TAURI"))
    };
    let found = files.iter().filter(shipped).filter(reaches);
    found.map(|file| format!("{}: only {DOOR} speaks to the shell", file.path)).collect()
}

fn planted(room: &str, body: &str) -> Vec<Manifest> {
    vec![Manifest::new(&format!("src-tauri/crates/{room}/Cargo.toml"), body)]
}

#[test]
fn arrows_are_the_allowed_ones() {
    expect_none(&forbidden_arrows(&manifests()));
    for (room, list, other) in [
        ("engine", "dependencies", "connectors"),
        ("connectors", "dev-dependencies", "emulator"),
        ("emulator", "dev-dependencies", "model"),
        ("cli", "dependencies", "store"),
        ("store", "build-dependencies", "engine"),
    ] {
        let body = format!("[{list}]\ncrosswalk-{other}.workspace = true\n");
        expect_one(&forbidden_arrows(&planted(room, &body)), other);
    }
    expect_one(&forbidden_arrows(&planted("helpers", "")), "names no room");
    let shell = Manifest::new("src-tauri/Cargo.toml", "[dependencies]\ncrosswalk-store = \"1\"\n");
    expect_one(&forbidden_arrows(&[shell]), "shell may not depend on store");
}

#[test]
fn foreign_crates_stay_in_their_room() {
    expect_none(&crates_outside_their_room(&manifests()));
    for name in ["rusqlite", "rusqlite_migration", "reqwest", "tauri", "tauri-plugin-store"] {
        let body = format!("[dev-dependencies]\n{name} = \"1\"\n");
        expect_one(&crates_outside_their_room(&planted("app", &body)), name);
    }
    let agent = planted("app", "[dependencies]\nagent = \"1\"\n");
    expect_none(&crates_outside_their_room(&agent));
}

#[test]
fn reconcile_holds_no_impure_crate() {
    expect_none(&impure_crates_in_reconcile(&manifests()));
    let tokio = planted("reconcile", "[dependencies]\ntokio = \"1\"\n");
    expect_one(&impure_crates_in_reconcile(&tokio), "tokio");
}

#[test]
fn every_crate_opts_into_the_workspace_lints() {
    expect_none(&crates_without_the_workspace_lints(&manifests()));
    let bare = planted("app", "[package]\nname = \"crosswalk-app\"\n");
    expect_one(&crates_without_the_workspace_lints(&bare), "lints.workspace");
}

#[test]
fn unsafe_code_is_forbidden() {
    expect_none(&unsafe_not_forbidden(&manifests()));
    let denied = Manifest::new("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"deny\"\n");
    expect_one(&unsafe_not_forbidden(&[denied]), "deny");
}

#[test]
fn the_interface_has_one_door_to_the_shell() {
    let all = texts();
    assert!(all.iter().any(|file| file.path == DOOR && file.text.contains("@tauri-apps")));
    expect_none(&doors_beside_the_one(&all));
    let import = "import { invoke } from '@tauri-apps/api/core';\n";
    let past = Text::new("ui/src/runs/Runs.tsx", import);
    expect_one(&doors_beside_the_one(&[past]), "only ui/src/ipc.ts");
    let test = Text::new("ui/src/runs/Runs.test.tsx", import);
    expect_none(&doors_beside_the_one(&[test]));
}
