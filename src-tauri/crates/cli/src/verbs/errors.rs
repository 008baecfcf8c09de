//! `crosswalk errors …`

use crosswalk_app::ErrorId;
use crosswalk_app::inbox::ErrorRow;
use crosswalk_app::status::ErrorLine;
use crosswalk_app::words::Words;

use super::End;
use crate::args::ErrorsVerb;
use crate::csv;
use crate::exit::Exit;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: ErrorsVerb) -> End {
    let say = session.say;
    match verb {
        ErrorsVerb::List(pair) => {
            let app = session.reading().await?;
            let groups = app.error_lines(session.pair(&app, pair)?)?;
            say.data(&groups, |groups| list(groups, &say.words));
        }
        ErrorsVerb::Export { pair, group } => {
            let app = session.reading().await?;
            let pair = session.pair(&app, pair)?;
            let rows = match group {
                Some(group) => app.errors_of_group(pair, &group)?,
                None => app.error_rows(pair)?,
            };
            say.data(&rows, |rows| sheet(rows));
        }
        ErrorsVerb::Retry { pair, which } => {
            let app = session.noting().await?;
            let pair = session.pair(&app, pair)?;
            // No group is a number.
            let marked = match which.as_deref().map(|which| (which, which.parse())) {
                Some((_, Ok(number))) => app.retry_error(pair, ErrorId(number))?,
                Some((group, Err(_))) => app.retry_errors(pair, Some(group))?,
                None => app.retry_errors(pair, None)?,
            };
            say.data(&serde_json::json!({ "marked": marked }), |_| {
                say.words.say("errors-marked", &[("count", marked.to_string())])
            });
        }
    }
    Ok(Exit::Done)
}

fn list(groups: &[ErrorLine], words: &Words) -> String {
    if groups.is_empty() {
        return words.say("none", &[]);
    }
    let group = |line: &ErrorLine| {
        format!(
            "{:>6}  {}\n        {}\n        → {}",
            line.items,
            line.group,
            words.error(line),
            words.remedy(line)
        )
    };
    groups.iter().map(group).collect::<Vec<_>>().join("\n")
}

const HEAD: [&str; 10] = [
    "id",
    "group",
    "side",
    "salesforce_id",
    "hubspot_id",
    "field",
    "value",
    "provider_text",
    "attempts",
    "first_at",
];

fn sheet(rows: &[ErrorRow]) -> String {
    let head: Vec<String> = HEAD.iter().map(|name| (*name).to_owned()).collect();
    let body = rows.iter().map(|row| {
        let id = |at: Option<String>| at.unwrap_or_default();
        vec![
            row.id.to_string(),
            row.group.clone(),
            row.side.as_str().to_owned(),
            id(row.records.salesforce.as_ref().map(|at| at.id.to_string())),
            id(row.records.hubspot.as_ref().map(|at| at.id.to_string())),
            row.field.as_ref().map(ToString::to_string).unwrap_or_default(),
            row.value.clone().unwrap_or_default(),
            row.provider_text.clone(),
            row.attempts.to_string(),
            row.first_at.to_string(),
        ]
    });
    csv::sheet(std::iter::once(head).chain(body))
}
