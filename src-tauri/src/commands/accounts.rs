//! Linking accounts, and tying two of them.

use crosswalk_app::accounts::candidate::CandidateLine;
use crosswalk_app::accounts::health::Checkup;
use crosswalk_app::accounts::{AccountLine, NewAccount, SignInPage};
use crosswalk_app::desk::Desk;
use crosswalk_app::pairs::{PairAdded, PairToAdd};
use crosswalk_app::{ConnectionId, PairFile, PairId};
use secrecy::SecretString;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_opener::OpenerExt;

use crate::answer::{Answer, look, note, told};

#[tauri::command]
pub async fn accounts(desk: State<'_, Desk>) -> Answer<Vec<AccountLine>> {
    look(&desk, |app| app.account_lines()).await
}

#[tauri::command]
pub async fn sign_in_by_token(
    desk: State<'_, Desk>,
    account: NewAccount,
    token: String,
) -> Answer<CandidateLine> {
    desk.sign_in_by_token(account, SecretString::from(token)).await.map_err(told)
}

#[tauri::command]
pub async fn sign_in_by_browser(
    window: AppHandle,
    account: NewAccount,
    client_id: String,
    client_secret: Option<String>,
) -> Answer<CandidateLine> {
    let client = (client_id, client_secret.map(SecretString::from));
    // A browser that does not open is no failure: the page is told too, to be copied.
    let open = |page: &SignInPage| {
        window.opener().open_url(page.as_str(), None::<&str>).ok();
    };
    window.state::<Desk>().sign_in_by_browser(account, client, open).await.map_err(told)
}

#[tauri::command]
pub async fn paste_answer(desk: State<'_, Desk>, address: String) -> Answer<()> {
    look(&desk, |app| app.paste_answer(&address)).await
}

#[tauri::command]
pub async fn cancel_sign_in(desk: State<'_, Desk>) -> Answer<()> {
    desk.cancel_sign_in();
    Ok(())
}

#[tauri::command]
pub async fn confirm_account(desk: State<'_, Desk>) -> Answer<AccountLine> {
    desk.confirm_account().await.map_err(told)
}

#[tauri::command]
pub async fn decline_account(desk: State<'_, Desk>) -> Answer<()> {
    desk.decline_account().await.map_err(told)
}

#[tauri::command]
pub async fn account_health(desk: State<'_, Desk>, connection: ConnectionId) -> Answer<Checkup> {
    let app = desk.app().await.map_err(told)?;
    app.account_health(connection).await.map_err(told)
}

#[tauri::command]
pub async fn permission_set(desk: State<'_, Desk>, connection: ConnectionId) -> Answer<String> {
    let app = desk.app().await.map_err(told)?;
    app.permission_set_of(connection).await.map_err(told)
}

#[tauri::command]
pub async fn remove_account(desk: State<'_, Desk>, connection: ConnectionId) -> Answer<()> {
    let app = desk.app().await.map_err(told)?;
    app.remove_account(connection).await.map_err(told)?;
    desk.board().changed();
    Ok(())
}

#[tauri::command]
pub async fn add_pair(desk: State<'_, Desk>, pair: PairToAdd) -> Answer<PairAdded> {
    desk.add_pair(pair).await.map_err(told)
}

#[tauri::command]
pub async fn add_pair_of_file(
    desk: State<'_, Desk>,
    pair: PairToAdd,
    file: PairFile,
) -> Answer<PairAdded> {
    desk.add_pair_of_file(pair, &file).await.map_err(told)
}

#[tauri::command]
pub async fn take_over(desk: State<'_, Desk>, pair: PairId) -> Answer<()> {
    let app = desk.app().await.map_err(told)?;
    app.take_over(pair).await.map_err(told)?;
    desk.board().changed();
    Ok(())
}

#[tauri::command]
pub async fn rename_pair(desk: State<'_, Desk>, pair: PairId, name: String) -> Answer<()> {
    note(&desk, |app| app.rename_pair(pair, &name)).await
}

#[tauri::command]
pub async fn remove_pair(desk: State<'_, Desk>, pair: PairId) -> Answer<()> {
    desk.remove_pair(pair).await.map_err(told)
}
