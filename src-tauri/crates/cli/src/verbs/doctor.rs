//! `crosswalk doctor`

use crosswalk_app::care::{self, AccountHealth, Health, PairHealth};
use crosswalk_app::words::Words;

use super::End;
use crate::exit::Exit;
use crate::say::spoken;
use crate::session::Session;

pub fn run(session: &Session<'_>) -> End {
    let health = care::health(&session.home()?)?;
    session.say.data(&health, |health| text(health, &session.say.words));
    Ok(if health.trouble.is_some() { Exit::Failed } else { Exit::Done })
}

fn text(health: &Health, words: &Words) -> String {
    let file = health.database.display().to_string();
    let head = [("version", health.version.to_owned()), ("system", health.system.clone())];
    let mut lines =
        vec![words.say("doctor-head", &head), words.say("doctor-state", &[("file", file)])];
    match &health.trouble {
        Some(trouble) => {
            let (message, remedy) = spoken(trouble, words);
            lines.push(format!("  {}", words.say("doctor-trouble", &[("message", message)])));
            lines.push(format!("  → {remedy}"));
        }
        None => lines.push(format!("  {}", words.say("doctor-sound", &[]))),
    }
    let backup = health.newest_backup.as_ref().map(|backup| backup.at.to_string());
    let at = backup.unwrap_or_else(|| words.say("none", &[]));
    lines.push(words.say("doctor-backup", &[("at", at)]));
    lines.extend(health.accounts.iter().map(|account| account_line(account, words)));
    lines.extend(health.pairs.iter().map(|pair| pair_line(pair, words)));
    lines.join("\n")
}

fn account_line(account: &AccountHealth, words: &Words) -> String {
    let facts = [
        ("account", account.connection.to_string()),
        ("side", account.side.product().to_owned()),
        ("id", account.account.to_string()),
    ];
    let line = words.say("doctor-account", &facts);
    if account.development {
        return format!("{line}  {}", words.say("doctor-development", &[]));
    }
    line
}

fn pair_line(pair: &PairHealth, words: &Words) -> String {
    let why = pair.why.as_ref().map(|why| format!(", {why}"));
    let facts = [
        ("pair", pair.pair.to_string()),
        ("state", words.say(&format!("pair-{}", pair.state), &[])),
        ("why", why.unwrap_or_default()),
        ("errors", pair.error_groups.to_string()),
        ("conflicts", pair.conflicts.to_string()),
    ];
    words.say("doctor-pair", &facts)
}
