//! The keychain under a session bus of its own (SEC10, SEC11). The test starts itself again as the
//! child of `dbus-run-session`; the child's part is named in `CROSSWALK_KEYCHAIN_TEST`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

use crosswalk_model::secrets::{SecretKind, Slot, VaultError};
use crosswalk_model::{ConnectionId, Secrets};
use crosswalk_vault::{Keychain, Place, open};
use secrecy::ExposeSecret;

const PART: &str = "CROSSWALK_KEYCHAIN_TEST";
const INSTALL: &str = "install it with: apt-get install --no-install-recommends dbus gnome-keyring";

#[test]
fn sec10_round_trip_in_an_unlocked_keychain() {
    if part("unlocked") {
        return block_on(async {
            let vault = open(keychain("one")).await.unwrap();
            let slot = Slot { connection: ConnectionId(7), kind: SecretKind::Tokens };
            assert!(vault.get(&slot).await.unwrap().is_none());
            vault.put(&slot, "first".into()).await.unwrap();
            vault.put(&slot, "second".into()).await.unwrap();
            let again = open(keychain("one")).await.unwrap();
            assert_eq!(again.get(&slot).await.unwrap().unwrap().expose_secret(), "second");
            let other = open(keychain("two")).await.unwrap();
            assert!(other.get(&slot).await.unwrap().is_none(), "installations stand apart");
            vault.delete(&slot).await.unwrap();
            vault.delete(&slot).await.unwrap();
            assert!(vault.get(&slot).await.unwrap().is_none());
            println!("the child was here");
        });
    }
    let script = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null";
    passes(&under_a_bus(script, "sec10_round_trip_in_an_unlocked_keychain", "unlocked"));
}

#[test]
fn sec11_a_locked_keychain_is_named() {
    if part("locked") {
        return block_on(async {
            // What a locked keychain says shows when something is kept: an empty one has nothing
            // to hide.
            let slot = Slot { connection: ConnectionId(7), kind: SecretKind::Tokens };
            let refused = match Keychain::open("one".to_owned()).await {
                Ok(vault) => vault.put(&slot, "x".into()).await.unwrap_err(),
                Err(error) => error,
            };
            assert!(matches!(refused, VaultError::Locked(_)), "{refused:?}");
            println!("the child was here");
        });
    }
    let script = "gnome-keyring-daemon --start --components=secrets >/dev/null";
    passes(&under_a_bus(script, "sec11_a_locked_keychain_is_named", "locked"));
}

#[test]
fn sec11_without_a_session_bus_there_is_no_keychain() {
    if part("no bus") {
        return block_on(async {
            let refused = open(keychain("one")).await.unwrap_err();
            assert!(matches!(refused, VaultError::NoKeychain(_)), "{refused:?}");
            println!("the child was here");
        });
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sec11_without_a_session_bus_there_is_no_keychain", "--nocapture"])
        .env(PART, "no bus")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .output()
        .unwrap();
    passes(&child);
}

fn keychain(installation: &str) -> Place {
    Place::Keychain { installation: installation.to_owned() }
}

fn part(name: &str) -> bool {
    std::env::var(PART).is_ok_and(|it| it == name)
}

fn block_on(act: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(act);
}

/// Runs one test of this file again, in a session with a home and a keychain of its own.
fn under_a_bus(prepare: &str, test: &str, part: &str) -> Output {
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        let there = Command::new(program).arg("--version").output().is_ok();
        assert!(there, "{program} is missing; {INSTALL}");
    }
    let home = tempfile::tempdir().unwrap();
    Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &format!("{prepare} && exec \"$0\" --exact \"$1\" --nocapture")])
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env(PART, part)
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env_remove("XDG_DATA_HOME")
        .env_remove("DISPLAY")
        .output()
        .unwrap()
}

fn passes(child: &Output) {
    let out = String::from_utf8_lossy(&child.stdout);
    let err = String::from_utf8_lossy(&child.stderr);
    assert!(child.status.success(), "{out}\n{err}");
    assert!(out.contains("the child was here"), "{out}\n{err}");
}
