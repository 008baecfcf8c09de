//! `crosswalk doctor`

use crosswalk_app::care::{self, Health};

use super::End;
use crate::exit::Exit;
use crate::session::Session;

pub fn run(session: &Session<'_>) -> End {
    let health = care::health(&session.home()?)?;
    session.say.data(&health, text);
    Ok(if health.trouble.is_some() { Exit::Failed } else { Exit::Done })
}

fn text(health: &Health) -> String {
    let mut lines = vec![
        format!("crosswalk {} on {}", health.version, health.system),
        format!("state: {}", health.database.display()),
    ];
    match &health.trouble {
        Some(trouble) => {
            lines.push(format!("  trouble: {}", trouble.message));
            lines.push(format!("  → {}", trouble.remedy));
        }
        None => lines.push("  it opens and passes its check".to_owned()),
    }
    let backup = health.newest_backup.as_ref().map(|backup| backup.at.to_string());
    lines.push(format!("newest backup: {}", backup.unwrap_or_else(|| "(none)".to_owned())));
    for account in &health.accounts {
        let (side, id) = (account.side.product(), &account.account);
        let marked = if account.development { "  (development: loopback let through)" } else { "" };
        lines.push(format!("account {}: {side} {id}{marked}", account.connection));
    }
    for pair in &health.pairs {
        let why = pair.why.as_ref().map(|why| format!(", {why}")).unwrap_or_default();
        lines.push(format!(
            "pair {}: {}{why}; {} groups of errors, {} conflicts",
            pair.pair, pair.state, pair.error_groups, pair.conflicts
        ));
    }
    lines.join("\n")
}
