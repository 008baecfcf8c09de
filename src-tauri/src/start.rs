//! Starts the program: plugins, the desk, the tray, the window.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use crosswalk_app::board::News;
use crosswalk_app::desk::{Desk, Wish};
use crosswalk_app::home::HOME_VARIABLE;
use crosswalk_app::network::Reach;
use crosswalk_app::{Home, MachineClock, logbook};
use tauri::{AppHandle, Emitter, Manager, RunEvent};

use crate::arguments::{Arguments, Begin, Hosts, IN_TRAY};
use crate::commands::state;
use crate::notify::Bell;
use crate::tray::Tray;
use crate::{commands, notify, tray, window};

/// How long quitting waits for a pass to end at its next step.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs until a person quits.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    let desk = desk(&arguments)?;
    let (begin, showing, wish) = (arguments.begin, arguments.showing, arguments.wish);
    let builder = tauri::Builder::default()
        // First, so that a second start does nothing but hand over to the one that runs.
        .plugin(tauri_plugin_single_instance::init(|app, given, _| {
            window::show(app);
            // Only what fits a program that runs already: the rest is said to the one that starts.
            if let Ok(given) = Arguments::read(given.into_iter().skip(1)) {
                do_as_wished(app, given.wish);
            }
        }))
        .plugin(window::remembered())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_autostart::Builder::new().args([IN_TRAY]).build())
        .manage(desk)
        .manage(arguments)
        .manage(Bell::default())
        .manage(Tray::default())
        .invoke_handler(commands::all())
        .on_window_event(window::close_as_chosen)
        .setup(move |app| {
            tell_news(app.handle());
            notify::begin(app.handle())?;
            if begin == Begin::Demo {
                begin_with_the_demo(app.handle());
            }
            tray::put(app)?;
            window::open(app, showing)?;
            do_as_wished(app.handle(), wish);
            Ok(())
        });
    let app = builder
        .build(tauri::generate_context!("../tauri.conf.json"))
        .context("the window does not start")?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            let desk = app.state::<Desk>();
            // What was saved stays, also where a vendor keeps a pass waiting for longer.
            let closing = async { tokio::time::timeout(PATIENCE, desk.close()).await.ok() };
            tauri::async_runtime::block_on(closing);
        }
    });
    Ok(())
}

fn desk(arguments: &Arguments) -> anyhow::Result<Desk> {
    let named = arguments.home.clone().map(Into::into).or_else(|| std::env::var_os(HOME_VARIABLE));
    let home = match arguments.begin {
        Begin::Own => Home::find(named)?,
        // Whoever asks for the demo gets nothing of their own, also where the demo does not start.
        Begin::Demo => Home::below(
            std::env::temp_dir().join(format!("crosswalk-no-accounts-{}", std::process::id())),
        ),
    };
    // The demo leaves nothing behind.
    if matches!(arguments.begin, Begin::Own) {
        logbook::start(&home, Arc::new(MachineClock));
    }
    let reach = match arguments.hosts {
        Hosts::Vendors => Reach::Vendors,
        Hosts::Loopback => Reach::Loopback,
    };
    Ok(Desk::new(home, reach))
}

/// The one stream of events: what the board tells, at the board's pace.
fn tell_news(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let board = app.state::<Desk>().board().clone();
        let mut tell = |news| {
            app.state::<Tray>().ring(&news);
            if news == News::Changed {
                app.state::<Bell>().ring();
            }
            // A window that is not there yet, or not any more, asks for everything when it comes.
            app.emit_to(window::LABEL, "news", news).ok();
        };
        board.tell(&mut tell).await;
    });
}

fn begin_with_the_demo(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let order = state::demo(&app.state::<Arguments>());
        // The board tells that it failed; the window then asks, and is told why it cannot go on.
        app.state::<Desk>().start_demo(order).await.ok();
    });
}

fn do_as_wished(app: &AppHandle, wish: Option<Wish>) {
    let Some(wish) = wish else { return };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // What does not work out stands in the window, where each pair says how it is.
        app.state::<Desk>().of_all(wish).await.ok();
    });
}
