//! Single records: why they are where they are, and a person's word on them.

use crosswalk_app::desk::Desk;
use crosswalk_app::erasing::{Forgotten, ToForget};
use crosswalk_app::pages::Page;
use crosswalk_app::titles::Title;
use crosswalk_app::why::Why;
use crosswalk_app::{AppError, Both, ConnectionId, LinkId, PairId};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_opener::OpenerExt;

use crate::answer::{Answer, look, note, told};

#[tauri::command]
pub async fn record_why(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<Vec<Why>> {
    look(&desk, |app| app.why(pair, &what)).await
}

#[tauri::command]
pub async fn open_page(window: AppHandle, connection: ConnectionId, page: Page) -> Answer<()> {
    let desk = window.state::<Desk>();
    let address = look(&desk, |app| app.page_address(connection, &page)).await?;
    let opened = window.opener().open_url(address.as_str(), None::<&str>);
    opened.map_err(|error| told(AppError::Refused(error.to_string())))
}

#[tauri::command]
pub async fn titles(desk: State<'_, Desk>, links: Vec<LinkId>) -> Answer<Vec<Title>> {
    look(&desk, |app| app.titles(&links)).await
}

#[tauri::command]
pub async fn link_records(
    desk: State<'_, Desk>,
    pair: PairId,
    ids: Both<String>,
) -> Answer<LinkId> {
    note(&desk, |app| app.link_records(pair, &ids)).await
}

#[tauri::command]
pub async fn unlink_record(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<LinkId> {
    note(&desk, |app| app.unlink_record(pair, &what)).await
}

#[tauri::command]
pub async fn never_sync(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<LinkId> {
    note(&desk, |app| app.never_sync(pair, &what)).await
}

#[tauri::command]
pub async fn create_partner(
    desk: State<'_, Desk>,
    pair: PairId,
    what: String,
    object: Option<String>,
) -> Answer<LinkId> {
    note(&desk, |app| app.create_partner(pair, &what, object.as_deref())).await
}

#[tauri::command]
pub async fn to_forget(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<ToForget> {
    look(&desk, |app| app.to_forget(pair, &what)).await
}

#[tauri::command]
pub async fn erase(desk: State<'_, Desk>, pair: PairId, what: String) -> Answer<Forgotten> {
    note(&desk, |app| app.erase(pair, &what)).await
}
