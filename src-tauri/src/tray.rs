//! The tray: a menu, since Linux trays know nothing else. It is never the only way back.

use crosswalk_app::words::{Language, Words};
use tauri::App;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;

use crate::window;

const OPEN: &str = "tray-open";
const QUIT: &str = "tray-quit";

/// Puts the icon there. A desktop without trays shows none.
pub fn put(app: &App) -> tauri::Result<()> {
    let words = Words::of(Language::of_machine());
    let item = |id: &str| MenuItem::with_id(app, id, words.say(id, &[]), true, None::<&str>);
    let menu = Menu::with_items(app, &[&item(OPEN)?, &item(QUIT)?])?;
    let tray =
        TrayIconBuilder::new().menu(&menu).tooltip("Crosswalk").on_menu_event(|app, event| {
            match event.id().as_ref() {
                OPEN => window::show(app),
                QUIT => app.exit(0),
                _ => {}
            }
        });
    match app.default_window_icon() {
        Some(icon) => tray.icon(icon.clone()).build(app)?,
        None => tray.build(app)?,
    };
    Ok(())
}
