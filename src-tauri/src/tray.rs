//! The tray: a menu, since Linux trays know nothing else. It is never the only way back.

use crosswalk_app::words::Words;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{App, AppHandle, Wry};

use crate::{choices, window};

const TRAY: &str = "tray";

const OPEN: &str = "tray-open";
const QUIT: &str = "tray-quit";

/// Puts the icon there. A desktop without trays shows none.
pub fn put(app: &App) -> tauri::Result<()> {
    let menu = menu(app.handle())?;
    let tray = TrayIconBuilder::with_id(TRAY).menu(&menu).tooltip("Crosswalk").on_menu_event(
        |app, event| match event.id().as_ref() {
            OPEN => window::show(app),
            QUIT => app.exit(0),
            _ => {}
        },
    );
    match app.default_window_icon() {
        Some(icon) => tray.icon(icon.clone()).build(app)?,
        None => tray.build(app)?,
    };
    Ok(())
}

/// Says its words anew, in the language that is chosen now.
pub fn speak(app: &AppHandle) -> tauri::Result<()> {
    let menu = menu(app)?;
    app.tray_by_id(TRAY).map_or(Ok(()), |tray| tray.set_menu(Some(menu)))
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let words = Words::of(choices::kept(app).speaks());
    let item = |id: &str| MenuItem::with_id(app, id, words.say(id, &[]), true, None::<&str>);
    Menu::with_items(app, &[&item(OPEN)?, &item(QUIT)?])
}
