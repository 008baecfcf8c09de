//! `crosswalk conflicts …`

use crosswalk_app::Side;
use crosswalk_app::inbox::{ConflictRow, Word};
use crosswalk_app::ties::TieRow;
use crosswalk_app::words::Words;
use serde::Serialize;
use serde_json::json;

use super::{End, ends, first};
use crate::args::ConflictsVerb;
use crate::exit::Exit;
use crate::say::value;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: ConflictsVerb) -> End {
    let say = session.say;
    match verb {
        ConflictsVerb::List { pair, limit } => {
            let app = session.reading().await?;
            let pair = session.pair(&app, pair)?;
            let fields =
                app.conflict_rows(pair)?.into_iter().map(|row| Waiting::Field(Box::new(row)));
            let ties = app.tie_rows(pair)?.into_iter().map(Waiting::Tie);
            say.data(&fields.chain(ties).collect::<Vec<_>>(), |rows| {
                if rows.is_empty() {
                    return say.word("none");
                }
                let line = |row: &Waiting| match row {
                    Waiting::Field(row) => text(row, &say.words),
                    Waiting::Tie(row) => tie(row, &say.words),
                };
                first(rows, limit, &say.words, line).join("\n")
            });
        }
        ConflictsVerb::Decide { conflict, keep: _, value: Some(value) } => {
            let (app, _) = session.online().await?;
            app.decide_conflicts(&[conflict], &Word::Typed { value: value.clone() }).await?;
            say.data(&json!({ "conflict": conflict, "value": value }), |_| {
                let facts = [("conflict", conflict.to_string()), ("value", value.clone())];
                say.words.say("conflict-stands-typed", &facts)
            });
        }
        ConflictsVerb::Decide { conflict, keep, value: None } => {
            // The command line asks for one of both.
            let Some(keep) = keep.map(Side::from) else { return Ok(Exit::Usage) };
            let app = session.noting().await?;
            app.decide_conflict(conflict, keep)?;
            say.data(&json!({ "conflict": conflict, "keep": keep.as_str() }), |_| {
                let facts =
                    [("conflict", conflict.to_string()), ("side", keep.product().to_owned())];
                say.words.say("conflict-stands", &facts)
            });
        }
    }
    Ok(Exit::Done)
}

/// What a person decides: a field, or which of two records is somebody's partner.
#[derive(Serialize)]
#[serde(untagged)]
enum Waiting {
    Field(Box<ConflictRow>),
    Tie(TieRow),
}

/// A record that could be tied to one that has another partner, and how.
fn tie(row: &TieRow, words: &Words) -> String {
    let other = row.tied.get(row.side.other());
    let facts = [
        ("object", row.record.object.to_string()),
        ("id", row.record.id.to_string()),
        ("other_object", other.object.to_string()),
        ("other_id", other.id.to_string()),
        ("tied_id", row.tied.get(row.side).id.to_string()),
    ];
    words.say("conflict-tie", &facts)
}

/// One conflict, for people.
pub fn text(row: &ConflictRow, words: &Words) -> String {
    let records = ends(&row.records, words);
    let decided = row.decision.map(|side| {
        let side = [("side", side.product().to_owned())];
        format!("  {}", words.say("conflict-decided", &side))
    });
    let typed = row.typed.as_ref().map(|typed| {
        let value = [("value", value(&typed.hubspot, words))];
        format!("  {}", words.say("conflict-decided-typed", &value))
    });
    let decided = decided.or(typed);
    let line = |side: Side| {
        let was = |base: &String| words.say("conflict-was", &[("base", value(base, words))]);
        let base = row.base.get(side).as_ref().map(was).unwrap_or_default();
        let author = |name: &String| words.say("conflict-author", &[("name", name.clone())]);
        let by = row.by.get(side).as_ref().map(author).unwrap_or_default();
        let (field, now) = (row.fields.get(side), value(row.now.get(side), words));
        format!("    {} {field}: {now}{by}{base}", side.product())
    };
    [
        format!("  {}  {records}{}", row.id, decided.unwrap_or_default()),
        line(Side::Salesforce),
        line(Side::HubSpot),
    ]
    .join("\n")
}
