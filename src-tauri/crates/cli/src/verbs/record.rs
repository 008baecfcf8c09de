//! `crosswalk record …`

use crosswalk_app::why::{ValueLine, Why};
use crosswalk_app::words::Words;
use crosswalk_app::{Both, LinkId};

use super::runs::write_line;
use super::{End, conflicts, ends};
use crate::args::{OneRecord, RecordVerb};
use crate::exit::{Exit, Failure};
use crate::session::{Session, pair_of};

pub async fn run(session: &Session<'_>, verb: RecordVerb) -> End {
    match verb {
        RecordVerb::Why(one) => why(session, one).await?,
        RecordVerb::Link { salesforce, hubspot, pair } => {
            let app = session.noting().await?;
            let link = app.link_records(pair_of(&app, pair)?, &Both { salesforce, hubspot })?;
            done(session, link, "linked; the next pass decides its fields");
        }
        RecordVerb::Unlink(one) => {
            let app = session.noting().await?;
            let link = app.unlink_record(pair_of(&app, one.pair)?, &one.record)?;
            done(session, link, "unlinked; neither record is matched or made again");
        }
        RecordVerb::Never(one) => {
            let app = session.noting().await?;
            let link = app.never_sync(pair_of(&app, one.pair)?, &one.record)?;
            done(session, link, "never synced from now on");
        }
        RecordVerb::Create { one, object } => {
            let app = session.noting().await?;
            let pair = pair_of(&app, one.pair)?;
            let link = app.create_partner(pair, &one.record, object.as_deref())?;
            done(session, link, "its partner is made by the next pass that is free to");
        }
    }
    Ok(Exit::Done)
}

async fn why(session: &Session<'_>, one: OneRecord) -> Result<(), Failure> {
    let app = session.reading().await?;
    let all = app.why(pair_of(&app, one.pair)?, &one.record)?;
    let words = &session.say.words;
    session
        .say
        .data(&all, |all| all.iter().map(|why| text(why, words)).collect::<Vec<_>>().join("\n"));
    Ok(())
}

fn done(session: &Session<'_>, link: LinkId, what: &str) {
    let answer = serde_json::json!({ "link": link, "done": what });
    session.say.data(&answer, |_| format!("link {link}: {what}"));
}

/// Whether either side holds anything in a field.
fn holds(line: &ValueLine) -> bool {
    let held = |now: &Option<String>| now.as_ref().is_some_and(|text| text != "(blank)");
    held(&line.now.salesforce) || held(&line.now.hubspot)
}

fn value_line(line: &ValueLine) -> String {
    let text = |now: &Option<String>| now.clone().unwrap_or_else(|| "–".to_owned());
    let (salesforce, hubspot) = (text(&line.now.salesforce), text(&line.now.hubspot));
    let same = if salesforce == hubspot { "=" } else { "≠" };
    format!("    {}: {salesforce} {same} {hubspot}  [{}]", line.mapping, line.rule)
}

fn text(why: &Why, words: &Words) -> String {
    let records = ends(
        why.records.salesforce.as_ref().map(|at| format!("{} {}", at.object, at.id)),
        why.records.hubspot.as_ref().map(|at| format!("{} {}", at.object, at.id)),
    );
    let mut lines = vec![
        format!("{}: {}", words.state(why.state), words.reason(&why.reason)),
        format!("  {records}  ({})", why.mapping),
    ];
    lines.extend(why.values.iter().filter(|line| holds(line)).map(value_line));
    lines.extend(why.conflicts.iter().map(conflicts::text));
    for error in &why.errors {
        let value = error.value.as_ref().map(|value| format!(": {value}")).unwrap_or_default();
        let text = &error.provider_text;
        lines.push(format!("  ! {}{value} {text}", error.group));
    }
    lines.extend(why.writes.iter().map(write_line));
    lines.join("\n")
}
