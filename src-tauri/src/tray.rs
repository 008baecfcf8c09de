//! The tray: a menu, since Linux trays know nothing else. It is never the only way back. What it says
//! and offers is for `app` to say; here it is laid out, and brought up to date.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crosswalk_app::board::{News, Place};
use crosswalk_app::desk::Desk;
use crosswalk_app::rhythm::Keeping;
use crosswalk_app::tray::{TrayFacts, TrayLine, TrayMenu, TrayOrder};
use crosswalk_app::words::Words;
use tauri::menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::tray::TrayIconBuilder;
use tauri::{App, AppHandle, Emitter, Manager, Wry};
use tokio::sync::Notify;

use crate::{choices, window};

const TRAY: &str = "tray";

/// The menu says nothing new before this is over.
const PACE: Duration = Duration::from_secs(1);

/// After this the menu is looked after though nothing happened: pauses end by the clock.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// What the tray shows, and what has it look again.
#[derive(Debug, Default)]
pub struct Tray {
    rung: Notify,
    /// Whether the facts are of before something changed.
    stale: AtomicBool,
    facts: Mutex<Option<TrayFacts>>,
    /// The menu that is laid out, with its lines in their order.
    shown: Mutex<Option<Shown>>,
}

#[derive(Debug)]
struct Shown {
    menu: TrayMenu,
    lines: Vec<Line>,
}

#[derive(Clone)]
enum Line {
    Item(MenuItem<Wry>),
    Below(Submenu<Wry>),
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Line")
    }
}

impl Tray {
    /// There may be something new to say. A pass that goes on is followed by its figures: to ask
    /// anew how everything stands would slow it down.
    pub fn ring(&self, news: &News) {
        let only_figures = matches!(news, News::Run(run) if run.result.is_none());
        self.stale.fetch_or(!only_figures, Ordering::Relaxed);
        self.rung.notify_one();
    }
}

/// Puts the icon there, and keeps it true from now on. A desktop without trays shows none.
pub fn put(app: &App) -> tauri::Result<()> {
    let tray = TrayIconBuilder::with_id(TRAY).on_menu_event(|app, event| {
        if let Some(order) = TrayOrder::of_id(event.id().as_ref()) {
            obey(app, order);
        }
    });
    match app.default_window_icon() {
        Some(icon) => tray.icon(icon.clone()).build(app)?,
        None => tray.build(app)?,
    };
    speak(app.handle())?;
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move { keep_true(&app).await });
    Ok(())
}

/// Says its words anew, in the language that is chosen now.
pub fn speak(app: &AppHandle) -> tauri::Result<()> {
    let words = Words::of(choices::kept(app).speaks());
    let tray = app.state::<Tray>();
    let facts = lock(&tray.facts).clone();
    let (menu, tooltip) = match facts {
        Some(facts) => (facts.menu(&words), facts.tooltip(&words)),
        None => (TrayFacts::unopened(&words), "Crosswalk".to_owned()),
    };
    let Some(icon) = app.tray_by_id(TRAY) else { return Ok(()) };
    let mut shown = lock(&tray.shown);
    match shown.as_ref().filter(|shown| same_orders(&shown.menu, &menu)) {
        // A menu that somebody has open would close if it were laid out anew.
        Some(shown) => say(&shown.lines, &menu)?,
        None => {
            let (laid, lines) = lay(app, &menu)?;
            icon.set_menu(Some(laid))?;
            *shown = Some(Shown { menu: Vec::new(), lines });
        }
    }
    if let Some(shown) = shown.as_mut() {
        shown.menu = menu;
    }
    icon.set_tooltip(Some(tooltip))
}

async fn keep_true(app: &AppHandle) {
    let (desk, tray) = (app.state::<Desk>(), app.state::<Tray>());
    // Endless by purpose: the program's end is its bound.
    loop {
        tokio::time::timeout(LOOK_AGAIN, tray.rung.notified()).await.ok();
        // What cannot be done is told by the window, where each pair says how it is.
        desk.end_pauses().await.ok();
        if tray.stale.swap(false, Ordering::Relaxed) {
            if let Ok(facts) = desk.tray_facts().await {
                *lock(&tray.facts) = facts;
            }
        } else if let Some(facts) = lock(&tray.facts).as_mut() {
            facts.follow(&desk.board().run());
        }
        // A desktop without trays has none to bring up to date.
        speak(app).ok();
        tokio::time::sleep(PACE).await;
    }
}

fn obey(app: &AppHandle, order: TrayOrder) {
    match order {
        TrayOrder::Open => window::show(app),
        TrayOrder::Quit => app.exit(0),
        TrayOrder::Errors(pair) => {
            window::show(app);
            let open = News::Open { pair, place: Place::Errors, group: None };
            app.emit_to(window::LABEL, "news", open).ok();
        }
        TrayOrder::SyncNow(_) | TrayOrder::Pause(..) | TrayOrder::GoOn(_) => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                // What does not work out stands in the window, where each pair says how it is.
                carry_out(&app.state::<Desk>(), order).await.ok();
            });
        }
    }
}

async fn carry_out(desk: &Desk, order: TrayOrder) -> Result<(), crosswalk_app::AppError> {
    match order {
        TrayOrder::SyncNow(pair) => desk.sync_now(pair).await,
        TrayOrder::Pause(pair, pause) => desk.pause(pair, pause).await,
        TrayOrder::GoOn(pair) => desk.keep(pair, Keeping::InStep).await,
        TrayOrder::Open | TrayOrder::Quit | TrayOrder::Errors(_) => Ok(()),
    }
}

/// Lays a menu out.
fn lay(app: &AppHandle, menu: &TrayMenu) -> tauri::Result<(Menu<Wry>, Vec<Line>)> {
    let (laid, mut lines) = (Menu::new(app)?, Vec::new());
    for (place, group) in menu.iter().enumerate() {
        if place > 0 {
            laid.append(&PredefinedMenuItem::separator(app)?)?;
        }
        for line in group {
            lay_line(app, line, &mut lines, &mut |item| laid.append(item))?;
        }
    }
    Ok((laid, lines))
}

fn lay_line(
    app: &AppHandle,
    line: &TrayLine,
    lines: &mut Vec<Line>,
    put: &mut dyn FnMut(&dyn IsMenuItem<Wry>) -> tauri::Result<()>,
) -> tauri::Result<()> {
    if line.below.is_empty() {
        let enabled = line.order.is_some();
        let item = match line.order {
            Some(order) => MenuItem::with_id(app, order.id(), &line.text, enabled, None::<&str>)?,
            None => MenuItem::new(app, &line.text, enabled, None::<&str>)?,
        };
        put(&item)?;
        lines.push(Line::Item(item));
        return Ok(());
    }
    let below = Submenu::new(app, &line.text, true)?;
    put(&below)?;
    lines.push(Line::Below(below.clone()));
    line.below.iter().try_for_each(|it| lay_line(app, it, lines, &mut |item| below.append(item)))
}

/// Writes the words of a menu into one that is laid out with the same orders.
fn say(lines: &[Line], menu: &TrayMenu) -> tauri::Result<()> {
    let texts = menu.iter().flat_map(|group| flat(group)).map(|line| &line.text);
    lines.iter().zip(texts).try_for_each(|(line, text)| match line {
        Line::Item(item) if item.text()? != *text => item.set_text(text),
        Line::Below(below) if below.text()? != *text => below.set_text(text),
        Line::Item(_) | Line::Below(_) => Ok(()),
    })
}

/// Lines in the order in which they are laid out.
fn flat(lines: &[TrayLine]) -> Vec<&TrayLine> {
    lines.iter().flat_map(|line| std::iter::once(line).chain(flat(&line.below))).collect()
}

fn same_orders(one: &TrayMenu, other: &TrayMenu) -> bool {
    let shape = |menu: &TrayMenu| -> Vec<Vec<(Option<TrayOrder>, usize)>> {
        let of = |line: &TrayLine| (line.order, line.below.len());
        menu.iter().map(|group| flat(group).into_iter().map(of).collect()).collect()
    };
    shape(one) == shape(other)
}

fn lock<T>(kept: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
