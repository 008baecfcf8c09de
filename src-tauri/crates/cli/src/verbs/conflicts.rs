//! `crosswalk conflicts …`

use crosswalk_app::Side;
use crosswalk_app::inbox::ConflictRow;

use super::{End, ends};
use crate::args::ConflictsVerb;
use crate::exit::Exit;
use crate::session::{Session, pair_of};

pub async fn run(session: &Session<'_>, verb: ConflictsVerb) -> End {
    let say = session.say;
    match verb {
        ConflictsVerb::List(pair) => {
            let app = session.reading().await?;
            say.data(&app.conflict_rows(pair_of(&app, pair)?)?, |rows| {
                if rows.is_empty() {
                    return "(none)".to_owned();
                }
                rows.iter().map(text).collect::<Vec<_>>().join("\n")
            });
        }
        ConflictsVerb::Decide { conflict, keep } => {
            let app = session.noting().await?;
            let keep = Side::from(keep);
            app.decide_conflict(conflict, keep)?;
            let answer = serde_json::json!({ "conflict": conflict, "keep": keep.as_str() });
            say.data(&answer, |_| {
                format!("conflict {conflict}: {} stands from the next pass on", keep.product())
            });
        }
    }
    Ok(Exit::Done)
}

/// One conflict, for people.
pub fn text(row: &ConflictRow) -> String {
    let records = ends(
        row.records.salesforce.as_ref().map(|at| format!("{} {}", at.object, at.id)),
        row.records.hubspot.as_ref().map(|at| format!("{} {}", at.object, at.id)),
    );
    let decided = row.decision.map(|side| format!("  (decided: {})", side.product()));
    let side = |name: &str, field: &dyn std::fmt::Display, base: &Option<String>, now: &str| {
        let base = base.as_ref().map(|base| format!(", was {base}")).unwrap_or_default();
        format!("    {name} {field}: {now}{base}")
    };
    [
        format!("  {}  {records}{}", row.id, decided.unwrap_or_default()),
        side("Salesforce", &row.fields.salesforce, &row.base.salesforce, &row.now.salesforce),
        side("HubSpot", &row.fields.hubspot, &row.base.hubspot, &row.now.hubspot),
    ]
    .join("\n")
}
