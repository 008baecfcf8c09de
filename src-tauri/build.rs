//! Tells Tauri where its configuration is and which commands the window may be allowed.

/// Every command. Each has its line in `capabilities/main.json`; a test of the house compares both
/// with the functions and with the interface's door.
const COMMANDS: &[&str] = &[
    "accounts",
    "add_account_by_browser",
    "add_account_by_token",
    "add_pair",
    "apply",
    "back_up",
    "backups",
    "cancel",
    "cancel_sign_in",
    "check_account",
    "conflicts",
    "create_partner",
    "decide_conflicts",
    "doctor",
    "erase",
    "error_rows",
    "errors",
    "keep",
    "leave_demo",
    "link_records",
    "mapping",
    "mapping_changes",
    "mapping_text",
    "mapping_version",
    "mapping_versions",
    "never_sync",
    "notice_settings",
    "overview",
    "planned",
    "preview",
    "read_mapping",
    "record_why",
    "remove_account",
    "retry_errors",
    "run",
    "runs",
    "save_mapping",
    "schemas",
    "set_notice_settings",
    "start_demo",
    "suggest_mapping",
    "sweep",
    "sync_now",
    "take_over",
    "titles",
    "to_forget",
    "undo",
    "undo_view",
    "unlink_record",
    "unlock",
    "validate_mapping",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes =
        tauri_build::Attributes::new().config_path("../tauri.conf.json").app_manifest(manifest);
    Ok(tauri_build::try_build(attributes)?)
}
