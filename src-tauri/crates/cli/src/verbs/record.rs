//! `crosswalk record …`

use std::io::IsTerminal;

use crosswalk_app::erasing::{RecordOf, ToForget};
use crosswalk_app::plans::BLANK;
use crosswalk_app::why::{ValueLine, Why};
use crosswalk_app::words::Words;
use crosswalk_app::{Both, LinkId};

use super::runs::write_line;
use super::{End, conflicts, ends};
use crate::args::{EraseArgs, OneRecord, RecordVerb};
use crate::exit::{Exit, Failure};
use crate::say::{Form, value};
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: RecordVerb) -> End {
    match verb {
        RecordVerb::Why(one) => why(session, one).await?,
        RecordVerb::Link { salesforce, hubspot, pair } => {
            let app = session.noting().await?;
            let link =
                app.link_records(session.pair(&app, pair)?, &Both { salesforce, hubspot })?;
            done(session, link, "linked");
        }
        RecordVerb::Unlink(one) => {
            let app = session.noting().await?;
            let link = app.unlink_record(session.pair(&app, one.pair)?, &one.record)?;
            done(session, link, "unlinked");
        }
        RecordVerb::Never(one) => {
            let app = session.noting().await?;
            let link = app.never_sync(session.pair(&app, one.pair)?, &one.record)?;
            done(session, link, "never");
        }
        RecordVerb::Erase(args) => erase(session, args).await?,
        RecordVerb::Create { one, object } => {
            let app = session.noting().await?;
            let pair = session.pair(&app, one.pair)?;
            let link = app.create_partner(pair, &one.record, object.as_deref())?;
            done(session, link, "create");
        }
    }
    Ok(Exit::Done)
}

async fn why(session: &Session<'_>, one: OneRecord) -> Result<(), Failure> {
    let app = session.reading().await?;
    let all = app.why(session.pair(&app, one.pair)?, &one.record)?;
    let words = &session.say.words;
    session
        .say
        .data(&all, |all| all.iter().map(|why| text(why, words)).collect::<Vec<_>>().join("\n"));
    Ok(())
}

/// Forgets a person, after they were shown what goes and said so.
async fn erase(session: &Session<'_>, args: EraseArgs) -> Result<(), Failure> {
    let (what, say) = (&args.one.record, session.say);
    let app = session.reading().await?;
    let pair = session.pair(&app, args.one.pair)?;
    let reached = app.to_forget(pair, what)?;
    drop(app);
    if args.dry_run {
        say.data(&reached, |reached| to_forget_text(reached, &say.words));
        return Ok(());
    }
    if !args.yes {
        say.note(to_forget_text(&reached, &say.words));
        confirm(session, what)?;
    }
    let forgotten = session.noting().await?.erase(pair, what)?;
    say.data(&forgotten, |forgotten| {
        let facts =
            [("links", forgotten.links.to_string()), ("plans", forgotten.plans.to_string())];
        say.words.say("forgotten", &facts)
    });
    Ok(())
}

/// Goes on when a person at a terminal types again what is to go.
fn confirm(session: &Session<'_>, what: &str) -> Result<(), Failure> {
    let say = session.say;
    let refused = || Failure::usage(say.word("usage-unconfirmed"), say.word("usage-confirm"));
    let asks = say.form == Form::Text && !session.global.no_input;
    if !asks || !std::io::stdin().is_terminal() {
        return Err(refused());
    }
    say.ask(say.words.say("forget-ask", &[("what", what.to_owned())]));
    let mut typed = String::new();
    std::io::stdin()
        .read_line(&mut typed)
        .map_err(|error| Failure::of_machine(&say.words, ("machine-stdin", ""), &error))?;
    if typed.trim() == what { Ok(()) } else { Err(refused()) }
}

fn to_forget_text(reached: &ToForget, words: &Words) -> String {
    let facts = [
        ("links", reached.links.to_string()),
        ("writes", reached.writes.to_string()),
        ("backups", reached.backups.to_string()),
        ("plans", reached.plans.to_string()),
    ];
    let record =
        |it: &RecordOf| format!("  {} {} {}", it.side.product(), it.record.object, it.record.id);
    let mut lines = vec![words.say("forget-head", &[])];
    lines.extend(reached.records.iter().map(record));
    lines.push(format!("  {}", words.say("forget-counts", &facts)));
    lines.push(words.say("forget-final", &[]));
    lines.join("\n")
}

fn done(session: &Session<'_>, link: LinkId, what: &str) {
    let answer = serde_json::json!({ "link": link, "done": what });
    session.say.data(&answer, |_| {
        let words = &session.say.words;
        let what = words.say(&format!("record-{what}"), &[]);
        words.say("record-done", &[("link", link.to_string()), ("what", what)])
    });
}

/// Whether either side holds anything in a field.
fn holds(line: &ValueLine) -> bool {
    let held = |now: &Option<String>| now.as_ref().is_some_and(|text| text != BLANK);
    held(&line.now.salesforce) || held(&line.now.hubspot)
}

fn value_line(line: &ValueLine, words: &Words) -> String {
    let text =
        |now: &Option<String>| now.as_ref().map_or("–".to_owned(), |now| value(now, words));
    let (salesforce, hubspot) = (text(&line.now.salesforce), text(&line.now.hubspot));
    let same = if salesforce == hubspot { "=" } else { "≠" };
    format!("    {}: {salesforce} {same} {hubspot}  [{}]", line.mapping, line.rule)
}

fn text(why: &Why, words: &Words) -> String {
    let records = ends(&why.records, words);
    let mut lines = vec![
        format!("{}: {}", words.state(why.state), words.reason(&why.reason)),
        format!("  {records}  ({})", why.mapping),
    ];
    lines.extend(why.values.iter().filter(|line| holds(line)).map(|line| value_line(line, words)));
    lines.extend(why.conflicts.iter().map(|row| conflicts::text(row, words)));
    for error in &why.errors {
        let value = error.value.as_ref().map(|value| format!(": {value}")).unwrap_or_default();
        let text = &error.provider_text;
        lines.push(format!("  ! {}{value} {text}", error.group));
    }
    lines.extend(why.writes.iter().map(|write| write_line(write, words)));
    lines.join("\n")
}
