//! The mapping: look, suggest, check, save.

use crosswalk_app::activities::{ExpectedTasks, MailActivity};
use crosswalk_app::desk::Desk;
use crosswalk_app::drafts::doubles::Doubles;
use crosswalk_app::drafts::owners::OwnerRow;
use crosswalk_app::drafts::samples::Samples;
use crosswalk_app::drafts::what_if::WhatIfView;
use crosswalk_app::lifecycle_field::FieldMade;
use crosswalk_app::maps::{self, Flaw, MapChange, ObjectSchema, VersionLine};
use crosswalk_app::objects::{ObjectAdded, ObjectTitle, ObjectToAdd};
use crosswalk_app::owner_cards::OwnerCardsMade;
use crosswalk_app::scopes::ScopePreview;
use crosswalk_app::{Both, LinkId, MappingId, ObjectMapping, PairFile, PairId, Repeats};
use tauri::State;

use crate::answer::{Answer, look, told};

#[tauri::command]
pub async fn mapping(desk: State<'_, Desk>, pair: PairId) -> Answer<PairFile> {
    look(&desk, |app| app.mapping(pair)).await
}

#[tauri::command]
pub async fn mapping_versions(desk: State<'_, Desk>, pair: PairId) -> Answer<Vec<VersionLine>> {
    look(&desk, |app| app.mapping_versions(pair)).await
}

#[tauri::command]
pub async fn mapping_version(
    desk: State<'_, Desk>,
    pair: PairId,
    version: i64,
) -> Answer<PairFile> {
    look(&desk, |app| app.mapping_version(pair, version)).await
}

#[tauri::command]
pub async fn suggest_mapping(
    desk: State<'_, Desk>,
    pair: PairId,
    objects: Vec<String>,
) -> Answer<PairFile> {
    let app = desk.app().await.map_err(told)?;
    app.suggest_mapping(pair, &objects).await.map_err(told)
}

#[tauri::command]
pub async fn validate_mapping(
    desk: State<'_, Desk>,
    pair: PairId,
    file: PairFile,
) -> Answer<Vec<Flaw>> {
    let app = desk.app().await.map_err(told)?;
    app.validate_mapping(pair, &file).await.map_err(told)
}

#[tauri::command]
pub async fn what_if(desk: State<'_, Desk>, pair: PairId, file: PairFile) -> Answer<WhatIfView> {
    let app = desk.app().await.map_err(told)?;
    app.what_if(pair, &file).await.map_err(told)
}

#[tauri::command]
pub async fn mapping_changes(
    desk: State<'_, Desk>,
    pair: PairId,
    file: PairFile,
) -> Answer<Vec<MapChange>> {
    look(&desk, |app| app.mapping_changes(pair, &file)).await
}

#[tauri::command]
pub async fn version_changes(
    desk: State<'_, Desk>,
    pair: PairId,
    before: i64,
    after: i64,
) -> Answer<Vec<MapChange>> {
    look(&desk, |app| app.version_changes(pair, (before, after))).await
}

#[tauri::command]
pub async fn save_mapping(desk: State<'_, Desk>, pair: PairId, file: PairFile) -> Answer<i64> {
    let app = desk.app().await.map_err(told)?;
    let version = app.import_mapping(pair, &file).await.map_err(told)?;
    desk.board().changed();
    Ok(version)
}

#[tauri::command]
pub async fn mapping_text(file: PairFile) -> Answer<String> {
    maps::canonical(&file).map_err(told)
}

#[tauri::command]
pub async fn read_mapping(text: String) -> Answer<PairFile> {
    maps::read(&text).map_err(told)
}

#[tauri::command]
pub async fn schemas(
    desk: State<'_, Desk>,
    pair: PairId,
    objects: Vec<String>,
) -> Answer<Both<Vec<ObjectSchema>>> {
    let app = desk.app().await.map_err(told)?;
    app.pair_schemas(pair, &objects).await.map_err(told)
}

#[tauri::command]
pub async fn scope_preview(
    desk: State<'_, Desk>,
    pair: PairId,
    file: PairFile,
    mapping: MappingId,
) -> Answer<ScopePreview> {
    let app = desk.app().await.map_err(told)?;
    app.scope_preview(pair, &file, &mapping).await.map_err(told)
}

#[tauri::command]
pub async fn doubles(desk: State<'_, Desk>, pair: PairId, mapping: MappingId) -> Answer<Doubles> {
    look(&desk, |app| app.doubles(pair, &mapping)).await
}

#[tauri::command]
pub async fn owner_rows(
    desk: State<'_, Desk>,
    pair: PairId,
    file: PairFile,
) -> Answer<Vec<OwnerRow>> {
    look(&desk, |app| app.owner_rows(pair, &file.owners)).await
}

#[tauri::command]
pub async fn samples(
    desk: State<'_, Desk>,
    pair: PairId,
    file: PairFile,
    mapping: MappingId,
    link: Option<LinkId>,
) -> Answer<Samples> {
    let app = desk.app().await.map_err(told)?;
    app.samples(pair, &file, (&mapping, link)).await.map_err(told)
}

#[tauri::command]
pub async fn activity_mapping(
    desk: State<'_, Desk>,
    pair: PairId,
    activity: MailActivity,
    repeats: Repeats,
) -> Answer<ObjectMapping> {
    let app = desk.app().await.map_err(told)?;
    app.activity_mapping(pair, activity, repeats).await.map_err(told)
}

#[tauri::command]
pub async fn expected_tasks(
    desk: State<'_, Desk>,
    pair: PairId,
    activity: MailActivity,
) -> Answer<ExpectedTasks> {
    let app = desk.app().await.map_err(told)?;
    app.expected_tasks(pair, activity).await.map_err(told)
}

#[tauri::command]
pub async fn make_owner_cards(desk: State<'_, Desk>, pair: PairId) -> Answer<OwnerCardsMade> {
    let app = desk.app().await.map_err(told)?;
    app.make_owner_cards(pair).await.map_err(told)
}

#[tauri::command]
pub async fn campaign_field(desk: State<'_, Desk>, pair: PairId) -> Answer<FieldMade> {
    let app = desk.app().await.map_err(told)?;
    app.campaign_field(pair).await.map_err(told)
}

#[tauri::command]
pub async fn lifecycle_field(desk: State<'_, Desk>, pair: PairId) -> Answer<FieldMade> {
    let app = desk.app().await.map_err(told)?;
    app.lifecycle_field(pair).await.map_err(told)
}

#[tauri::command]
pub async fn objects_on_offer(
    desk: State<'_, Desk>,
    pair: PairId,
) -> Answer<Both<Vec<ObjectTitle>>> {
    let app = desk.app().await.map_err(told)?;
    app.objects_on_offer(pair).await.map_err(told)
}

#[tauri::command]
pub async fn add_object(
    desk: State<'_, Desk>,
    pair: PairId,
    object: ObjectToAdd,
) -> Answer<ObjectAdded> {
    let app = desk.app().await.map_err(told)?;
    app.add_object(pair, object).await.map_err(told)
}

#[tauri::command]
pub async fn remove_object(desk: State<'_, Desk>, pair: PairId, mapping: MappingId) -> Answer<i64> {
    let app = desk.app().await.map_err(told)?;
    app.remove_object(pair, &mapping).await.map_err(told)
}
