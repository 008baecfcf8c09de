//! `crosswalk plan`, `apply` and `sync`.

use std::sync::Arc;

use crosswalk_app::plan_files::{FileToApply, PlanSaved};
use crosswalk_app::rhythm::{Bell, LoopNews};
use crosswalk_app::words::Words;
use crosswalk_app::{App, Both, Counts, Differing, Left, PairId, PassReport};

use super::demo::plan_text;
use super::{AskedToEnd, End, ends};
use crate::args::{ApplyArgs, OnePair, PlanArgs, SyncArgs};
use crate::exit::{Exit, Failure};
use crate::progress::Watcher;
use crate::say::{self, Form};
use crate::session::Session;

/// Who asks, in the run's row.
const ACTOR: &str = "cli";

/// A sleep is told in days.
const SECONDS_OF_DAY: u64 = 24 * 60 * 60;

/// Records that were left, of which people are shown the names; `--json` names all.
const LEFT_SHOWN: usize = 50;

pub async fn plan(session: &Session<'_>, args: PlanArgs) -> End {
    let (app, watcher) = session.online().await?;
    let pair = session.pair(&app, args.pair)?;
    stop_when_asked(watcher);
    let say = session.say;
    let changes = match args.out {
        None => {
            let plan = app.plan_view(pair, ACTOR).await?;
            say.data(&plan, |plan| plan_text(plan, &say.words));
            !plan.groups.is_empty()
        }
        Some(file) => {
            let saved = app.plan_to_file(pair, &file, ACTOR).await?;
            say.data(&saved, |saved| saved_text(saved, &say.words));
            !saved.view.groups.is_empty()
        }
    };
    Ok(if changes && args.detailed_exitcode { Exit::Changes } else { Exit::Done })
}

pub async fn apply(session: &Session<'_>, args: ApplyArgs) -> End {
    let (app, watcher) = session.online().await?;
    stop_when_asked(watcher);
    let report = match (args.file, args.first) {
        (Some(path), _) => {
            let differing = if args.strict { Differing::Stop } else { Differing::Leave };
            let pair = args.pair.pair.map(PairId);
            app.apply_file(FileToApply { path, pair, differing }, ACTOR).await?
        }
        (None, Some(first)) => {
            let most = usize::try_from(first).unwrap_or(usize::MAX);
            app.apply_first(session.pair(&app, args.pair)?, most, ACTOR).await?
        }
        (None, None) => app.apply(session.pair(&app, args.pair)?, ACTOR).await?,
    };
    Ok(told(session, &report))
}

pub async fn sync(session: &Session<'_>, args: SyncArgs) -> End {
    if args.watch && session.say.form == Form::Json {
        let word = |id| session.say.word(id);
        return Err(Failure::usage(word("usage-watch-json"), word("usage-stream")));
    }
    let (app, watcher) = session.online().await?;
    let pair = session.pair(&app, args.pair)?;
    if args.watch {
        return watch(session, &app, pair).await;
    }
    stop_when_asked(watcher);
    Ok(told(session, &app.sync_once(pair, ACTOR).await?))
}

pub async fn sweep(session: &Session<'_>, pair: OnePair) -> End {
    let (app, watcher) = session.online().await?;
    let pair = session.pair(&app, pair)?;
    stop_when_asked(watcher);
    Ok(told(session, &app.sweep(pair, ACTOR).await?))
}

pub async fn undo(session: &Session<'_>, what: &str, pair: OnePair) -> End {
    let (app, watcher) = session.online().await?;
    let pair = session.pair(&app, pair)?;
    stop_when_asked(watcher);
    let report = app.undo(pair, what, ACTOR).await?;
    let say = session.say;
    say.data(&report, |report| {
        let kept = [("count", report.kept.len().to_string())];
        let kept = format!("  {}", say.words.say("report-kept", &kept));
        [report_text(&report.pass, &say.words), kept].join("\n")
    });
    Ok(Exit::from(report.pass.result))
}

/// Passes until asked to end, which is how it ends well: also where that cuts a pass short.
async fn watch(session: &Session<'_>, app: &App, pair: PairId) -> End {
    let bell = Arc::new(Bell::default());
    let ending = bell.clone();
    when_asked(move || ending.end());
    let mut before = None;
    let mut tell = |news: &LoopNews| match session.say.form {
        Form::JsonStream => say::line(news),
        Form::Text | Form::Json => tell(session, news, &mut before),
    };
    app.keep_in_step(pair, ACTOR, &bell, &mut tell).await?;
    Ok(Exit::Done)
}

/// Tells a person what is news: a pass that wrote nothing and stands as the one before is none.
fn tell(session: &Session<'_>, news: &LoopNews, before: &mut Option<PassReport>) {
    let say = session.say;
    match news {
        LoopNews::Asleep { seconds } => {
            let days = [("days", (seconds / SECONDS_OF_DAY).to_string())];
            say.note(say.words.say("watch-asleep", &days));
        }
        LoopNews::Passed { report, .. } => {
            let wrote = [&report.counts.written, &report.counts.failed];
            let busy = wrote.iter().any(|both| both.salesforce + both.hubspot > 0);
            let stands = before.as_ref().is_some_and(|before| {
                (before.result, &before.brakes) == (report.result, &report.brakes)
            });
            if busy || !stands {
                told(session, report);
            }
            *before = Some(report.clone());
        }
        LoopNews::Setback { error, next_in_seconds } => {
            say.failure(&Failure { exit: Exit::Failed, report: error.clone() });
            let minutes = [("minutes", next_in_seconds.div_ceil(60).to_string())];
            say.note(say.words.say("watch-again", &minutes));
        }
        LoopNews::Ended { error } => {
            say.failure(&Failure { exit: Exit::Failed, report: error.clone() });
        }
    }
}

fn stop_when_asked(watcher: Arc<Watcher>) {
    when_asked(move || watcher.interrupt());
}

/// Ends something by being asked to. Where the system hands out no signals, they end the program.
fn when_asked(end: impl FnOnce() + Send + 'static) {
    let Ok(asks) = AskedToEnd::listen() else { return };
    tokio::spawn(async move {
        if asks.came().await.is_ok() {
            end();
        }
    });
}

fn told(session: &Session<'_>, report: &PassReport) -> Exit {
    let say = session.say;
    say.data(report, |report| report_text(report, &say.words));
    Exit::from(report.result)
}

/// The figures of a pass, a line for each kind.
pub fn figures_text(figures: &Counts, words: &Words) -> Vec<String> {
    let of = |what: &str, both: &Both<u64>| {
        let width = |count: u64| format!("{count:>6}");
        let sides = [("hubspot", width(both.hubspot)), ("salesforce", width(both.salesforce))];
        let what = words.say(&format!("report-{what}"), &[]);
        format!("  {what:<10} {}", words.say("report-sides", &sides))
    };
    let left = [("conflicts", figures.conflicts.to_string()), ("skips", figures.skips.to_string())];
    vec![
        of("create", &figures.creates),
        of("change", &figures.updates),
        of("delete", &figures.deletes),
        of("written", &figures.written),
        of("failed", &figures.failed),
        format!("  {}", words.say("report-left", &left)),
    ]
}

fn report_text(report: &PassReport, words: &Words) -> String {
    let run = report.run.map(|run| words.say("report-run", &[("run", run.to_string())]));
    let result = words.say(&format!("result-{}", report.result.as_str()), &[]);
    let mut lines = vec![[result, run.unwrap_or_default()].join(" ").trim_end().to_owned()];
    lines.extend(figures_text(&report.counts, words));
    lines.extend(report.unread.iter().map(|it| format!("  {}", words.unread_line(it))));
    lines.extend(report.drift.iter().map(|it| format!("  {}", words.drift_line(it))));
    lines.extend(report.brakes.iter().map(|brake| format!("  {}", words.brake_line(brake))));
    lines.extend(report.backup.as_ref().map(|file| {
        format!("  {}", words.say("report-backup", &[("file", file.display().to_string())]))
    }));
    lines.extend(report.left.iter().take(LEFT_SHOWN).map(|left| left_line(left, words)));
    let more = report.left.len().saturating_sub(LEFT_SHOWN);
    if more > 0 {
        lines.push(words.say("left-more", &[("count", more.to_string())]));
    }
    lines.join("\n")
}

/// A record that was not written, because the plan of now is not what was shown of it.
fn left_line(left: &Left, words: &Words) -> String {
    format!("  {}: {}", ends(&left.ends, words), words.difference(left.why))
}

fn saved_text(saved: &PlanSaved, words: &Words) -> String {
    let facts = [("file", saved.file.display().to_string()), ("count", saved.links.to_string())];
    [plan_text(&saved.view, words), words.say("plan-saved", &facts)].join("\n")
}
