//! The one window. Closing it hides it: what is under way goes on, and the tray, or starting the
//! program again, brings it back.

use crosswalk_app::choices::OnClose;
use tauri::plugin::TauriPlugin;
use tauri::{
    App, AppHandle, Manager, Runtime, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent,
};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::Showing;
use crate::{choices, notify};

/// The window's name, which its capability is given to.
pub const LABEL: &str = "main";

/// Opens the window.
pub fn open(app: &App, showing: Showing) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Crosswalk")
        .inner_size(1_440.0, 900.0)
        .min_inner_size(960.0, 640.0)
        .visible(showing == Showing::Window)
        .devtools(cfg!(debug_assertions))
        // The interface is one page of ours. Nothing it shows may take its place.
        .on_navigation(is_ours)
        .build()?;
    Ok(())
}

/// Where the window stood and how large it was. Not whether it was hidden: it comes when called.
pub fn remembered<R: Runtime>() -> TauriPlugin<R> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new().with_state_flags(flags).build()
}

/// Shows the window again, in front.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window system that refuses one of these has no better answer.
        window.show().ok();
        window.unminimize().ok();
        window.set_focus().ok();
    }
}

/// A window that a person closes: hidden, or the end of the program, as they chose.
pub fn close_as_chosen(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        let app = window.app_handle();
        api.prevent_close();
        match choices::kept(app).on_close {
            OnClose::Quit => app.exit(0),
            OnClose::Tray => {
                window.hide().ok();
                notify::tell_of_tray(app);
            }
        }
    }
}

/// The page itself: inside the program, or served by `tauri dev`.
fn is_ours(page: &url::Url) -> bool {
    let inside = page.scheme() == "tauri" && page.host_str() == Some("localhost");
    let on_windows = page.scheme() == "http" && page.host_str() == Some("tauri.localhost");
    let in_development = cfg!(not(feature = "custom-protocol"))
        && page.scheme() == "http"
        && page.host_str() == Some("127.0.0.1")
        && page.port() == Some(5_173);
    inside || on_windows || in_development
}

#[cfg(test)]
mod tests;
