//! Notices on the desktop. What is worth one is for `app` to say; a desktop that shows none loses
//! nothing, since the window keeps them all.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crosswalk_app::desk::Desk;
use crosswalk_app::notices::Toast;
use crosswalk_app::words::Words;
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_notification::{Action, ActionType, NotificationExt};
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

/// Notices that were shown and may be clicked yet, by their number on the desktop.
type Shown = Arc<Mutex<VecDeque<(i32, Toast)>>>;

/// Desktops keep about so many.
const MOST_SHOWN: usize = 50;

/// The kinds of buttons: what a notice is about is shown, or tried again besides.
const SHOW: &str = "show";
const RETRY: &str = "retry";

/// Shows notices from now on, and does what is clicked on one. A desktop that knows no buttons has
/// the click, which shows.
pub fn begin(app: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let shown = Shown::default();
    let (clicked, notices) = (app.clone(), shown.clone());
    app.notification().on_action(move |action| {
        let number = action.notification().map(|it| it.id());
        let toast = number.and_then(|number| {
            lock(&notices).iter().find(|(of, _)| *of == number).map(|(_, toast)| toast.clone())
        });
        let retries = toast.as_ref().and_then(Toast::retries);
        match retries {
            Some((pair, group)) if action.action_id() == RETRY => {
                retry(&clicked, pair, group.to_owned());
            }
            Some(_) | None => open(&clicked, toast.as_ref()),
        }
    })?;
    let app = app.clone();
    tauri::async_runtime::spawn(async move { tell(&app, &shown).await });
    Ok(())
}

/// Brings the window to what a notice is about.
fn open(app: &AppHandle, toast: Option<&Toast>) {
    window::show(app);
    if let Some(news) = toast.and_then(Toast::opens) {
        app.emit_to(window::LABEL, "news", news).ok();
    }
}

fn retry(app: &AppHandle, pair: crosswalk_app::PairId, group: String) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // What does not work out stays among the errors.
        app.state::<Desk>().retry(pair, &group).await.ok();
    });
}

async fn tell(app: &AppHandle, shown: &Shown) {
    let (desk, bell) = (app.state::<Desk>(), app.state::<Bell>());
    let mut again: Option<Duration> = None;
    // Endless by purpose: the program's end is its bound.
    loop {
        match again {
            Some(again) => drop(tokio::time::timeout(again, bell.0.notified()).await),
            None => bell.0.notified().await,
        }
        // What keeps the state from being opened is told by the window.
        let Ok(telling) = desk.notices().await else { continue };
        again = telling.again;
        if let Some(toast) = telling.toast {
            show(app, toast, shown);
        }
    }
}

fn show(app: &AppHandle, toast: Toast, shown: &Shown) {
    let words = Words::of(choices::kept(app).speaks());
    let (title, body) = toast.say(&words);
    let buttons = if toast.retries().is_some() { RETRY } else { SHOW };
    let number = {
        let mut shown = lock(shown);
        let number = shown.back().map_or(0, |(last, _)| last.wrapping_add(1));
        shown.push_back((number, toast));
        let over = shown.len().saturating_sub(MOST_SHOWN);
        shown.drain(..over);
        number
    };
    // No answer of a desktop would change anything here.
    app.notification().register_action_types(buttons_in(&words)).ok();
    let notice = app.notification().builder().id(number).action_type_id(buttons);
    notice.title(title).body(body).show().ok();
}

fn buttons_in(words: &Words) -> Vec<ActionType> {
    let show = Action::builder(SHOW, words.say("notice-show", &[])).build();
    let retry = Action::builder(RETRY, words.say("notice-retry", &[])).build();
    let kind = |id, buttons| ActionType::builder(id).actions(buttons).build();
    vec![kind(SHOW, vec![show.clone()]), kind(RETRY, vec![show, retry])]
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

fn lock<T>(shown: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}
