//! `crosswalk plan`, `apply` and `sync`.

use std::sync::Arc;
use std::time::Duration;

use crosswalk_app::words::Words;
use crosswalk_app::{App, Both, PairId, PassReport};

use super::demo::plan_text;
use super::{End, asked_to_end};
use crate::args::{OnePair, PlanArgs, SyncArgs};
use crate::exit::{Exit, Failure};
use crate::progress::Watcher;
use crate::session::{Session, pair_of};

/// Who asks, in the run's row.
const ACTOR: &str = "cli";

pub async fn plan(session: &Session<'_>, args: PlanArgs) -> End {
    let (app, watcher) = session.online().await?;
    let pair = pair_of(&app, args.pair)?;
    stop_when_asked(watcher);
    let plan = app.plan_view(pair, ACTOR).await?;
    let say = session.say;
    say.data(&plan, |plan| plan_text(plan, &say.words));
    let changes = args.detailed_exitcode && !plan.groups.is_empty();
    Ok(if changes { Exit::Changes } else { Exit::Done })
}

pub async fn apply(session: &Session<'_>, pair: OnePair) -> End {
    let (app, watcher) = session.online().await?;
    let pair = pair_of(&app, pair)?;
    stop_when_asked(watcher);
    let report = app.apply(pair, ACTOR).await?;
    Ok(told(session, &report))
}

pub async fn sync(session: &Session<'_>, args: SyncArgs) -> End {
    let (app, watcher) = session.online().await?;
    let pair = pair_of(&app, args.pair)?;
    stop_when_asked(watcher);
    match args.watch {
        None => Ok(told(session, &app.sync(pair, ACTOR).await?)),
        Some(seconds) => watch(session, &app, pair, Duration::from_secs(seconds)).await,
    }
}

pub async fn sweep(session: &Session<'_>, pair: OnePair) -> End {
    let (app, watcher) = session.online().await?;
    let pair = pair_of(&app, pair)?;
    stop_when_asked(watcher);
    Ok(told(session, &app.sweep(pair, ACTOR).await?))
}

pub async fn undo(session: &Session<'_>, what: &str, pair: OnePair) -> End {
    let (app, watcher) = session.online().await?;
    let pair = pair_of(&app, pair)?;
    stop_when_asked(watcher);
    let report = app.undo(pair, what, ACTOR).await?;
    let say = session.say;
    say.data(&report, |report| {
        let kept = format!("  {} writes stay as they are", report.kept.len());
        [report_text(&report.pass, &say.words), kept].join("\n")
    });
    Ok(Exit::from(report.pass.result))
}

/// Passes until asked to end. What passes by itself does not end it.
async fn watch(session: &Session<'_>, app: &App, pair: PairId, every: Duration) -> End {
    loop {
        match app.sync(pair, ACTOR).await.map_err(Failure::from) {
            Ok(report) => {
                told(session, &report);
            }
            Err(failure) if failure.exit == Exit::Interrupted => return Ok(Exit::Interrupted),
            Err(failure) if failure.exit == Exit::Later => session.say.failure(&failure),
            Err(failure) => return Err(failure),
        }
        tokio::select! {
            asked = asked_to_end() => {
                asked.map_err(|error| Failure::of_machine("cannot wait for a signal", &error))?;
                return Ok(Exit::Done);
            }
            () = tokio::time::sleep(every) => {}
        }
    }
}

fn stop_when_asked(watcher: Arc<Watcher>) {
    tokio::spawn(async move {
        if asked_to_end().await.is_ok() {
            watcher.interrupt();
        }
    });
}

fn told(session: &Session<'_>, report: &PassReport) -> Exit {
    let say = session.say;
    say.data(report, |report| report_text(report, &say.words));
    Exit::from(report.result)
}

fn report_text(report: &PassReport, words: &Words) -> String {
    let of = |what: &str, both: &Both<u64>| {
        format!("  {what:<10} {:>6} in HubSpot {:>6} in Salesforce", both.hubspot, both.salesforce)
    };
    let figures = &report.counts;
    let run = report.run.map(|run| format!(" (run {run})")).unwrap_or_default();
    let mut lines = vec![
        format!("{}{run}", report.result.as_str()),
        of("create", &figures.creates),
        of("change", &figures.updates),
        of("delete", &figures.deletes),
        of("written", &figures.written),
        of("failed", &figures.failed),
        format!("  {} conflicts, {} values left alone", figures.conflicts, figures.skips),
    ];
    lines.extend(report.brakes.iter().map(|brake| format!("  Brake: {}", words.brake(brake))));
    lines.join("\n")
}
