//! How everything stands, and the state itself.

use crosswalk_app::care::{self, BackupLine, Health};
use crosswalk_app::choices::WindowChoices;
use crosswalk_app::demo::DemoOrder;
use crosswalk_app::desk::Desk;
use crosswalk_app::flow::FlowDay;
use crosswalk_app::notices::{NoticeList, NoticeSettings};
use crosswalk_app::overview::Overview;
use crosswalk_app::schedule::Schedule;
use crosswalk_app::shares::{ApiShare, ShareLine};
use crosswalk_app::spending::Spending;
use crosswalk_app::words::Language;
use crosswalk_app::{ConnectionId, PairId, Unwatched};
use secrecy::SecretString;
use std::sync::Arc;
use tauri::{AppHandle, State};

use crate::answer::{Answer, look, note, told};
use crate::arguments::Arguments;
use crate::{choices, tray};

#[tauri::command]
pub async fn overview(desk: State<'_, Desk>) -> Answer<Overview> {
    desk.overview().await.map_err(told)
}

#[tauri::command]
pub async fn doctor(desk: State<'_, Desk>) -> Answer<Health> {
    tokio::task::block_in_place(|| care::health(desk.home())).map_err(told)
}

#[tauri::command]
pub async fn unlock(desk: State<'_, Desk>, passphrase: String) -> Answer<()> {
    desk.unlock(SecretString::from(passphrase)).await.map_err(told)?;
    Ok(())
}

#[tauri::command]
pub async fn start_demo(desk: State<'_, Desk>, started: State<'_, Arguments>) -> Answer<()> {
    desk.start_demo(demo(&started)).await.map_err(told)
}

#[tauri::command]
pub async fn leave_demo(desk: State<'_, Desk>) -> Answer<()> {
    desk.leave_demo().await;
    Ok(())
}

#[tauri::command]
pub async fn backups(desk: State<'_, Desk>) -> Answer<Vec<BackupLine>> {
    tokio::task::block_in_place(|| care::list_backups(desk.home())).map_err(told)
}

#[tauri::command]
pub async fn back_up(desk: State<'_, Desk>) -> Answer<BackupLine> {
    note(&desk, |app| app.back_up()).await
}

#[tauri::command]
pub async fn restore_backup(desk: State<'_, Desk>, path: String) -> Answer<()> {
    desk.restore_backup(&path).await.map_err(told)
}

#[tauri::command]
pub async fn flow(desk: State<'_, Desk>, pair: PairId) -> Answer<Vec<FlowDay>> {
    look(&desk, |app| app.flow(pair)).await
}

#[tauri::command]
pub async fn spending(desk: State<'_, Desk>, pair: PairId) -> Answer<Spending> {
    look(&desk, |app| app.spending(pair)).await
}

#[tauri::command]
pub async fn notice_settings(desk: State<'_, Desk>) -> Answer<NoticeSettings> {
    look(&desk, |app| app.notice_settings()).await
}

#[tauri::command]
pub async fn set_notice_settings(desk: State<'_, Desk>, settings: NoticeSettings) -> Answer<()> {
    note(&desk, |app| app.set_notice_settings(&settings)).await
}

#[tauri::command]
pub async fn notice_list(desk: State<'_, Desk>, language: Language) -> Answer<NoticeList> {
    look(&desk, |app| app.notice_list(language)).await
}

#[tauri::command]
pub async fn read_notices(desk: State<'_, Desk>, ids: Vec<u64>) -> Answer<()> {
    note(&desk, |app| app.read_notices(&ids)).await
}

#[tauri::command]
pub async fn schedule(desk: State<'_, Desk>, pair: PairId) -> Answer<Schedule> {
    look(&desk, |app| app.schedule(pair)).await
}

#[tauri::command]
pub async fn set_schedule(desk: State<'_, Desk>, pair: PairId, schedule: Schedule) -> Answer<()> {
    desk.set_schedule(pair, schedule).await.map_err(told)
}

#[tauri::command]
pub async fn api_shares(desk: State<'_, Desk>) -> Answer<Vec<ShareLine>> {
    look(&desk, |app| app.api_shares()).await
}

#[tauri::command]
pub async fn set_api_share(
    desk: State<'_, Desk>,
    connection: ConnectionId,
    share: ApiShare,
) -> Answer<()> {
    desk.set_api_share(connection, share).await.map_err(told)
}

#[tauri::command]
pub async fn window_choices(window: AppHandle) -> Answer<WindowChoices> {
    tokio::task::block_in_place(|| choices::made(&window)).map_err(told)
}

#[tauri::command]
pub async fn set_window_choices(window: AppHandle, choices: WindowChoices) -> Answer<()> {
    tokio::task::block_in_place(|| choices::make(&window, choices)).map_err(told)?;
    // A desktop without trays has none to speak another language.
    tray::speak(&window).ok();
    Ok(())
}

/// The demo that the program's arguments name.
pub fn demo(started: &Arguments) -> DemoOrder {
    let home = match started.begin {
        crate::arguments::Begin::Demo => started.home.clone(),
        crate::arguments::Begin::Own => None,
    };
    let (seed, people) = (started.seed, started.people);
    DemoOrder { seed, people, home, watch: Arc::new(Unwatched) }
}
