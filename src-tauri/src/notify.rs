//! Notices on the desktop. What is worth one is for `app` to say; a desktop that shows none loses
//! nothing, since the window has it all.

use std::sync::{Arc, Mutex, PoisonError};

use crosswalk_app::desk::Desk;
use crosswalk_app::notices::{Notice, Told};
use crosswalk_app::words::Words;
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::Notify;

use crate::{choices, window};

/// Rung when the stored state changed.
#[derive(Debug, Default)]
pub struct Bell(Notify);

impl Bell {
    /// There may be something to tell.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Notices that were shown, by their number on the desktop.
type Shown = Arc<Mutex<Vec<Notice>>>;

/// Shows notices from now on, and opens what they are about when one is clicked.
pub fn begin(app: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let shown = Shown::default();
    let (clicked, notices) = (app.clone(), shown.clone());
    app.notification().on_action(move |action| {
        let number = action.notification().map(|it| it.id());
        let place = number.and_then(|number| usize::try_from(number).ok());
        let notice = place.and_then(|at| lock(&notices).get(at).cloned());
        window::show(&clicked);
        if let Some(notice) = notice {
            clicked.emit_to(window::LABEL, "news", notice.opens()).ok();
        }
    })?;
    let app = app.clone();
    tauri::async_runtime::spawn(async move { tell(&app, &shown).await });
    Ok(())
}

async fn tell(app: &AppHandle, shown: &Shown) {
    let (desk, bell) = (app.state::<Desk>(), app.state::<Bell>());
    let mut told = Told::default();
    // Endless by purpose: the program's end is its bound.
    loop {
        bell.0.notified().await;
        // What keeps the state from being opened is told by the window.
        let Ok(news) = desk.notices(&mut told).await else { continue };
        let words = Words::of(choices::kept(app).speaks());
        news.into_iter().for_each(|notice| show(app, (&notice, &words), shown));
    }
}

fn show(app: &AppHandle, (notice, words): (&Notice, &Words), shown: &Shown) {
    let number = {
        let mut shown = lock(shown);
        shown.push(notice.clone());
        i32::try_from(shown.len() - 1).unwrap_or(i32::MAX)
    };
    let (title, body) = notice.say(words);
    // No answer of a desktop would change anything here.
    app.notification().builder().id(number).title(title).body(body).show().ok();
}

/// Says once that a closed window goes on in the tray.
pub fn tell_of_tray(app: &AppHandle) {
    let mut choices = choices::kept(app);
    if choices.told_of_tray {
        return;
    }
    let words = Words::of(choices.speaks());
    let [title, body] = ["tray-goes-on", "tray-goes-on-about"].map(|it| words.say(it, &[]));
    // No answer of a desktop would change anything here.
    app.notification().builder().title(title).body(body).show().ok();
    choices.told_of_tray = true;
    choices::keep(app, &choices);
}

fn lock(shown: &Shown) -> std::sync::MutexGuard<'_, Vec<Notice>> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}
