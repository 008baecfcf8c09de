//! Plans, passes and what became of them.

use crosswalk_app::desk::{Desk, PERSON};
use crosswalk_app::lookback::{RunLine, RunPage};
use crosswalk_app::passes::UndoView;
use crosswalk_app::preview::{Chosen, PlannedAsk, PlannedPage, Preview};
use crosswalk_app::rhythm::Keeping;
use crosswalk_app::{Differing, PairId, PassReport, RunId, Undone};
use tauri::State;

use crate::answer::{Answer, look, told};

#[tauri::command]
pub async fn preview(desk: State<'_, Desk>, pair: PairId) -> Answer<Preview> {
    let app = desk.app().await.map_err(told)?;
    app.preview(pair, PERSON).await.map_err(told)
}

#[tauri::command]
pub async fn planned(desk: State<'_, Desk>, pair: PairId, ask: PlannedAsk) -> Answer<PlannedPage> {
    look(&desk, |app| app.planned(pair, &ask)).await
}

#[tauri::command]
pub async fn apply(
    desk: State<'_, Desk>,
    pair: PairId,
    typed: Option<String>,
    differing: Differing,
    chosen: Chosen,
) -> Answer<PassReport> {
    let app = desk.app().await.map_err(told)?;
    let order = (pair, typed.as_deref());
    app.apply_chosen(order, (differing, &chosen), PERSON).await.map_err(told)
}

#[tauri::command]
pub async fn kept_of_preview(desk: State<'_, Desk>, pair: PairId, chosen: Chosen) -> Answer<u64> {
    look(&desk, |app| app.kept_of_preview(pair, &chosen)).await
}

#[tauri::command]
pub async fn save_preview(desk: State<'_, Desk>, pair: PairId) -> Answer<String> {
    look(&desk, |app| Ok(app.save_preview(pair)?.display().to_string())).await
}

#[tauri::command]
pub async fn sync_now(desk: State<'_, Desk>, pair: PairId) -> Answer<()> {
    desk.sync_now(pair).await.map_err(told)
}

#[tauri::command]
pub async fn sweep(desk: State<'_, Desk>, pair: PairId) -> Answer<PassReport> {
    let app = desk.app().await.map_err(told)?;
    app.sweep(pair, PERSON).await.map_err(told)
}

#[tauri::command]
pub async fn keep(desk: State<'_, Desk>, pair: PairId, keeping: Keeping) -> Answer<()> {
    desk.keep(pair, keeping).await.map_err(told)
}

#[tauri::command]
pub async fn cancel(desk: State<'_, Desk>) -> Answer<()> {
    desk.cancel().await.map_err(told)
}

#[tauri::command]
pub async fn runs(desk: State<'_, Desk>, pair: PairId, limit: usize) -> Answer<Vec<RunLine>> {
    look(&desk, |app| app.runs(pair, limit)).await
}

#[tauri::command]
pub async fn run(desk: State<'_, Desk>, run: RunId, from: usize) -> Answer<RunPage> {
    look(&desk, |app| app.run_page(run, from)).await
}

#[tauri::command]
pub async fn undo_view(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<UndoView> {
    let app = desk.app().await.map_err(told)?;
    app.undo_view(pair, &what).await.map_err(told)
}

#[tauri::command]
pub async fn undo(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<Undone> {
    let app = desk.app().await.map_err(told)?;
    app.undo(pair, &what, PERSON).await.map_err(told)
}
