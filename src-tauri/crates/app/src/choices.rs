//! What a person chose about the window itself. The window keeps it, apart from the state: nothing
//! of the work is in it, and losing it loses a habit and no more.

use serde::{Deserialize, Serialize};

use crate::words::Language;

/// The choices. What was never chosen follows the system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct WindowChoices {
    /// The language; the system's unless chosen.
    pub language: Option<Language>,
    /// Light or dark.
    pub look: Look,
    /// Percent of the normal size; 100 unless chosen.
    pub scale: Option<u16>,
    /// Whether the list of screens shows words.
    pub sidebar: Sidebar,
    /// The screen that was looked at last, as the window writes addresses.
    pub place: Option<String>,
    /// What closing the window does.
    pub on_close: OnClose,
    /// Whether the program starts with the desktop. The system keeps this one.
    pub at_login: AtLogin,
    /// Whether a person was told that a closed window goes on in the tray.
    pub told_of_tray: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// As the desktop says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether the list of screens shows words. A narrow window shows none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Sidebar {
    /// Words beside the icons.
    #[default]
    Words,
    /// Icons.
    Icons,
}

/// What closing the window does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OnClose {
    /// The program goes on in the tray.
    #[default]
    Tray,
    /// The program ends.
    Quit,
}

/// Whether the program starts with the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AtLogin {
    /// It does not.
    #[default]
    Off,
    /// It does, in the tray.
    Tray,
}

impl WindowChoices {
    /// Reads what was kept; what does not read is not chosen.
    #[must_use]
    pub fn read(kept: serde_json::Value) -> WindowChoices {
        serde_json::from_value(kept).unwrap_or_default()
    }

    /// The language that the program speaks outside its page.
    #[must_use]
    pub fn speaks(&self) -> Language {
        self.language.unwrap_or_else(Language::of_machine)
    }
}

#[cfg(test)]
mod tests;
