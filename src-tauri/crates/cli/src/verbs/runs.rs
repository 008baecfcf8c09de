//! `crosswalk runs …`

use crosswalk_app::RunId;
use crosswalk_app::lookback::{RunDetail, RunLine, WriteLine};

use super::End;
use crate::args::RunsVerb;
use crate::exit::Exit;
use crate::say::table;
use crate::session::{Session, pair_of};

pub async fn run(session: &Session<'_>, verb: RunsVerb) -> End {
    let app = session.reading().await?;
    match verb {
        RunsVerb::List { pair, limit } => {
            let runs = app.runs(pair_of(&app, pair)?, limit)?;
            session.say.data(&runs, |runs| {
                table(["run", "started", "what", "by", "result"], runs.iter().map(row).collect())
            });
        }
        RunsVerb::Show { run } => {
            session.say.data(&app.run_detail(RunId(run))?, detail);
        }
    }
    Ok(Exit::Done)
}

fn row(run: &RunLine) -> [String; 5] {
    let result = run.result.clone().unwrap_or_else(|| "(not ended)".to_owned());
    let (kind, actor) = (run.kind.to_owned(), run.actor.clone());
    [run.run.to_string(), run.started.to_string(), kind, actor, result]
}

fn detail(run: &RunDetail) -> String {
    let head = row(&run.line).join("  ");
    let writes = run.writes.iter().map(write_line);
    let mut lines = vec![format!("run {head}"), format!("figures: {}", run.line.counts)];
    lines.extend(writes);
    lines.join("\n")
}

/// One write, for people.
pub fn write_line(write: &WriteLine) -> String {
    let (side, at) = (write.side.product(), &write.record);
    let which = format!("{} {} {}", side, at.object, at.id);
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
    let what = write
        .field
        .as_ref()
        .map(|field| format!(" {field}: {} → {}", text(&write.before), text(&write.after)));
    let undone = write.undone_by.map(|run| format!(" (put back by run {run})"));
    let (what, undone) = (what.unwrap_or_default(), undone.unwrap_or_default());
    format!("  {} {} {which}{what}{undone}", write.at, write.act)
}
