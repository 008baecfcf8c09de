//! What a person chose about the window, in a file of its own beside the settings.

use std::sync::Arc;

use crosswalk_app::AppError;
use crosswalk_app::choices::{AtLogin, WindowChoices};
use crosswalk_app::desk::Desk;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_store::{Store, StoreExt};

/// The file, in the folder of settings.
const FILE: &str = "window.json";

/// The one key in it.
const KEY: &str = "choices";

/// What the file holds; a file that cannot be read holds nothing.
pub fn kept(app: &AppHandle) -> WindowChoices {
    let kept = store(app).ok().and_then(|store| store.get(KEY));
    kept.map(WindowChoices::read).unwrap_or_default()
}

/// Keeps the choices for the next start. What a disk refuses holds until the program ends.
pub fn keep(app: &AppHandle, choices: &WindowChoices) {
    if let Ok(store) = store(app)
        && let Ok(value) = serde_json::to_value(choices)
    {
        store.set(KEY, value);
        store.save().ok();
    }
}

/// What is chosen now, the system's part too.
pub fn made(app: &AppHandle) -> Result<WindowChoices, AppError> {
    Ok(WindowChoices { at_login: at_login(app), ..kept(app) })
}

/// Takes in what a person chose.
pub fn make(app: &AppHandle, choices: WindowChoices) -> Result<(), AppError> {
    let starts = app.autolaunch();
    let told = match (at_login(app), choices.at_login) {
        (AtLogin::Off, AtLogin::Tray) => starts.enable(),
        (AtLogin::Tray, AtLogin::Off) => starts.disable(),
        (AtLogin::Off, AtLogin::Off) | (AtLogin::Tray, AtLogin::Tray) => Ok(()),
    };
    // Told once is told for good, whatever a page that was opened before says.
    let told_of_tray = kept(app).told_of_tray;
    keep(app, &WindowChoices { told_of_tray, ..choices });
    told.map_err(|error| AppError::Refused(format!("the system keeps no start at log-in: {error}")))
}

/// A system that does not say keeps none.
fn at_login(app: &AppHandle) -> AtLogin {
    match app.autolaunch().is_enabled() {
        Ok(true) => AtLogin::Tray,
        Ok(false) | Err(_) => AtLogin::Off,
    }
}

fn store(app: &AppHandle) -> tauri_plugin_store::Result<Arc<Store<Wry>>> {
    app.store(app.state::<Desk>().home().config.join(FILE))
}
