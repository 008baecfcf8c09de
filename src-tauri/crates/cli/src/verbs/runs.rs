//! `crosswalk runs …`

use crosswalk_app::lookback::{RunDetail, RunLine, WriteLine};
use crosswalk_app::words::Words;
use crosswalk_app::{Counts, RunId};

use super::passes::figures_text;
use super::{End, first};
use crate::args::RunsVerb;
use crate::exit::Exit;
use crate::say::{table, value};
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: RunsVerb) -> End {
    let app = session.reading().await?;
    let words = &session.say.words;
    match verb {
        RunsVerb::List { pair, limit } => {
            let runs = app.runs(session.pair(&app, pair)?, limit)?;
            session.say.data(&runs, |runs| {
                let rows = runs.iter().map(|run| row(run, words)).collect();
                table(words, ["run", "started", "what", "by", "result"], rows)
            });
        }
        RunsVerb::Show { run, limit } => {
            let found = app.run_detail(RunId(run))?;
            session.say.data(&found, |found| detail(found, limit, words));
        }
    }
    Ok(Exit::Done)
}

fn row(run: &RunLine, words: &Words) -> [String; 5] {
    let result = match &run.result {
        Some(result) => words.say(&format!("result-{result}"), &[]),
        None => words.say("run-open", &[]),
    };
    let (kind, actor) = (words.say(&format!("kind-{}", run.kind), &[]), run.actor.clone());
    [run.run.to_string(), format!("{:.0}", run.started), kind, actor, result]
}

fn detail(run: &RunDetail, limit: usize, words: &Words) -> String {
    let head = [words.say("head-run", &[]), row(&run.line, words).join("  ")].join(" ");
    let mut lines = vec![head];
    // A run that was killed has none.
    if let Ok(figures) = serde_json::from_value::<Counts>(run.line.counts.clone()) {
        lines.extend(figures_text(&figures, words));
    }
    lines.extend(first(&run.writes, limit, words, |write| write_line(write, words)));
    lines.join("\n")
}

/// One write, for people.
pub fn write_line(write: &WriteLine, words: &Words) -> String {
    let (side, at) = (write.side.product(), &write.record);
    let which = format!("{} {} {}", side, at.object, at.id);
    let text = |it: &Option<String>| it.as_ref().map_or("?".to_owned(), |it| value(it, words));
    let what = write
        .field
        .as_ref()
        .map(|field| format!(" {field}: {} → {}", text(&write.before), text(&write.after)));
    let undone = write
        .undone_by
        .map(|run| format!(" {}", words.say("run-undone", &[("run", run.to_string())])));
    let (what, undone) = (what.unwrap_or_default(), undone.unwrap_or_default());
    let act = words.say(&format!("write-{}", write.act), &[]);
    format!("  {:.0} {act} {which}{what}{undone}", write.at)
}
