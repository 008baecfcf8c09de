//! Lifecycle stages that go back: HubSpot takes a lower one only once the stage is blank, and promises
//! no order within a batch. The blank goes ahead, and the stage right behind it, so that whatever
//! becomes of the rest of a row does not leave it without a stage.

use std::collections::BTreeSet;

use crosswalk_model::connector::{WriteBatch, WriteKind, WriteRow};
use crosswalk_model::{ConnectorError, OutboxId};
use serde_json::{Value, json};

use super::{BATCH, api, content};
use crate::line::{Line, SendError};

/// Takes the stages of these rows back, where a rule said so, and says whose were blank for it.
///
/// # Errors
/// Only when nothing was sent.
pub(super) async fn take_back(
    line: &Line,
    batch: &WriteBatch,
    rows: &[&WriteRow],
) -> Result<BTreeSet<OutboxId>, ConnectorError> {
    if batch.kind != WriteKind::Update {
        return Ok(BTreeSet::new());
    }
    let back: Vec<&WriteRow> =
        rows.iter().copied().filter(|row| !row.blank_first.is_empty()).collect();
    for rows in back.chunks(BATCH) {
        let blank = |_: &WriteRow, _: &str| String::new();
        send(line, batch, rows, blank).await?;
        // What becomes of it is seen by what the whole row is answered, which says it once more.
        let stage = |row: &WriteRow, field: &str| {
            row.fields.get(field).map(content::write).unwrap_or_default()
        };
        drop(send(line, batch, rows, stage).await);
    }
    Ok(back.into_iter().map(|row| row.key).collect())
}

/// Writes the fields that go back, and nothing else.
async fn send(
    line: &Line,
    batch: &WriteBatch,
    rows: &[&WriteRow],
    value: impl Fn(&WriteRow, &str) -> String,
) -> Result<(), ConnectorError> {
    let input = |row: &&WriteRow| {
        let fields = row.blank_first.iter();
        let properties: serde_json::Map<String, Value> =
            fields.map(|it| (it.to_string(), value(row, it.as_str()).into())).collect();
        json!({ "id": row.id.as_ref().map(ToString::to_string), "properties": properties })
    };
    let inputs: Vec<Value> = rows.iter().map(input).collect();
    let path = api::objects(&batch.object, "/batch/update");
    let post = api::post(path, &json!({ "inputs": inputs }), batch.purpose)?;
    match line.send(post).await {
        Ok(_) | Err(SendError::AnswerLost(_)) => Ok(()),
        Err(SendError::NotDone(error)) => Err(error),
    }
}
