//! The commands, by what they are about. Each is one function of `app`; the interface calls it by
//! its name. The errors of all are [`crosswalk_app::error::Trouble`].
#![expect(clippy::let_underscore_must_use, reason = "Tauri's macro writes one around each command")]

use tauri::Wry;
use tauri::ipc::Invoke;

pub mod accounts;
pub mod inbox;
pub mod mapping;
pub mod passes;
pub mod records;
pub mod state;

/// What answers the window: every command, and nothing else.
#[expect(clippy::too_many_lines, reason = "a list, with one line for each command")]
pub fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        state::overview,
        state::doctor,
        state::unlock,
        state::start_demo,
        state::leave_demo,
        state::backups,
        state::back_up,
        state::restore_backup,
        state::flow,
        state::spending,
        state::notice_settings,
        state::set_notice_settings,
        state::window_choices,
        state::set_window_choices,
        accounts::accounts,
        accounts::sign_in_by_token,
        accounts::sign_in_by_browser,
        accounts::confirm_account,
        accounts::decline_account,
        accounts::cancel_sign_in,
        accounts::paste_answer,
        accounts::account_health,
        accounts::permission_set,
        accounts::remove_account,
        accounts::add_pair,
        accounts::add_pair_of_file,
        accounts::take_over,
        accounts::rename_pair,
        accounts::remove_pair,
        passes::preview,
        passes::planned,
        passes::apply,
        passes::kept_of_preview,
        passes::save_preview,
        passes::sync_now,
        passes::sweep,
        passes::keep,
        passes::cancel,
        passes::runs,
        passes::run,
        passes::undo_view,
        passes::undo,
        inbox::errors,
        inbox::error_rows,
        inbox::retry_errors,
        inbox::retry_error,
        inbox::conflicts,
        inbox::decide_conflicts,
        inbox::ties,
        inbox::tie_instead,
        inbox::leave_alone,
        records::record_why,
        records::open_page,
        records::titles,
        records::link_records,
        records::unlink_record,
        records::never_sync,
        records::create_partner,
        records::to_forget,
        records::erase,
        mapping::mapping,
        mapping::mapping_versions,
        mapping::mapping_version,
        mapping::suggest_mapping,
        mapping::validate_mapping,
        mapping::what_if,
        mapping::mapping_changes,
        mapping::version_changes,
        mapping::save_mapping,
        mapping::mapping_text,
        mapping::read_mapping,
        mapping::schemas,
        mapping::scope_preview,
        mapping::doubles,
        mapping::owner_rows,
        mapping::samples,
        mapping::activity_mapping,
        mapping::expected_tasks,
        mapping::make_owner_cards,
        mapping::campaign_field,
        mapping::lifecycle_field,
        mapping::objects_on_offer,
        mapping::add_object,
        mapping::remove_object,
    ]
}
