//! What waits for a person.

use crosswalk_app::desk::Desk;
use crosswalk_app::inbox::{ConflictRow, ErrorRow, Word};
use crosswalk_app::status::ErrorLine;
use crosswalk_app::ties::TieRow;
use crosswalk_app::{ErrorId, LinkId, PairId};
use tauri::State;

use crate::answer::{Answer, look, note, told};

#[tauri::command]
pub async fn errors(desk: State<'_, Desk>, pair: PairId) -> Answer<Vec<ErrorLine>> {
    look(&desk, |app| app.error_lines(pair)).await
}

#[tauri::command]
pub async fn error_rows(
    desk: State<'_, Desk>,
    pair: PairId,
    group: Option<String>,
) -> Answer<Vec<ErrorRow>> {
    look(&desk, |app| match &group {
        Some(group) => app.errors_of_group(pair, group),
        None => app.error_rows(pair),
    })
    .await
}

#[tauri::command]
pub async fn retry_errors(
    desk: State<'_, Desk>,
    pair: PairId,
    group: Option<String>,
) -> Answer<usize> {
    note(&desk, |app| app.retry_errors(pair, group.as_deref())).await
}

#[tauri::command]
pub async fn retry_error(desk: State<'_, Desk>, pair: PairId, error: ErrorId) -> Answer<usize> {
    note(&desk, |app| app.retry_error(pair, error)).await
}

#[tauri::command]
pub async fn conflicts(desk: State<'_, Desk>, pair: PairId) -> Answer<Vec<ConflictRow>> {
    look(&desk, |app| app.conflict_rows(pair)).await
}

#[tauri::command]
pub async fn ties(desk: State<'_, Desk>, pair: PairId) -> Answer<Vec<TieRow>> {
    look(&desk, |app| app.tie_rows(pair)).await
}

#[tauri::command]
pub async fn tie_instead(desk: State<'_, Desk>, pair: PairId, link: LinkId) -> Answer<LinkId> {
    note(&desk, |app| app.tie_instead(pair, link)).await
}

#[tauri::command]
pub async fn leave_alone(desk: State<'_, Desk>, pair: PairId, link: LinkId) -> Answer<LinkId> {
    note(&desk, |app| app.leave_alone(pair, link)).await
}

#[tauri::command]
pub async fn decide_conflicts(
    desk: State<'_, Desk>,
    conflicts: Vec<i64>,
    keep: Word,
) -> Answer<()> {
    let app = desk.app().await.map_err(told)?;
    app.decide_conflicts(&conflicts, &keep).await.map_err(told)?;
    desk.board().changed();
    Ok(())
}
