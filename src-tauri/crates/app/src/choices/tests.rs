use serde_json::json;

use super::{AtLogin, Look, OnClose, WindowChoices};
use crate::words::Language;

#[test]
fn what_was_kept_is_read_and_what_does_not_read_is_not_chosen() {
    let check = |kept, expected| assert_eq!(WindowChoices::read(kept), expected);
    check(json!({}), WindowChoices::default());
    check(json!(null), WindowChoices::default());
    check(json!({ "look": "loud" }), WindowChoices::default());
    check(
        json!({ "language": "nb", "look": "dark", "on_close": "quit", "of_tomorrow": 1 }),
        WindowChoices {
            language: Some(Language::Bokmal),
            look: Look::Dark,
            on_close: OnClose::Quit,
            ..WindowChoices::default()
        },
    );
}

#[test]
fn nothing_starts_by_itself_unless_chosen() {
    assert_eq!(WindowChoices::default().at_login, AtLogin::Off);
}
