//! The window's list of notices: a desktop's pass by, and some desktops show none.

use crosswalk_model::{PairId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Level, Notice};
use crate::board::Place;
use crate::error::AppError;
use crate::open::App;
use crate::words::{Language, Words};

/// Where the list stands.
pub(super) const KEY: &str = "notices/kept";

/// Notices that are kept; older ones go.
const MOST: usize = 200;

/// The list, newest last. No name is in it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept(Vec<Row>);

#[derive(Debug, Serialize, Deserialize)]
struct Row {
    id: u64,
    at: Timestamp,
    read: bool,
    notice: Notice,
}

/// Notices in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NoticeList {
    /// Newest first.
    pub lines: Vec<NoticeLine>,
    /// Those that nobody read.
    pub unread: u64,
}

/// A notice in words, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NoticeLine {
    /// Its number.
    pub id: u64,
    /// When it was told.
    pub at: Timestamp,
    /// How much it matters.
    pub level: Level,
    /// What it is.
    pub title: String,
    /// More of it.
    pub body: String,
    /// Whether somebody read it.
    pub read: bool,
    /// The pair it is about.
    pub pair: PairId,
    /// The screen it leads to.
    pub place: Place,
    /// The group of errors, where it is about one.
    pub group: Option<String>,
}

impl App {
    /// The notices that were told, newest first, in this language.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn notice_list(&self, language: Language) -> Result<NoticeList, AppError> {
        let words = Words::of(language);
        let kept: Kept = self.store.setting(KEY)?.unwrap_or_default();
        let unread = kept.0.iter().filter(|row| !row.read).count() as u64;
        let lines = kept.0.into_iter().rev().map(|row| line(row, &words)).collect();
        Ok(NoticeList { lines, unread })
    }

    /// Somebody read these notices.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn read_notices(&self, ids: &[u64]) -> Result<(), AppError> {
        let read = |kept: &mut Kept| {
            kept.0.iter_mut().filter(|row| ids.contains(&row.id)).for_each(|row| row.read = true);
        };
        Ok(self.store.change_setting(KEY, read)?)
    }
}

impl Kept {
    pub(super) fn take_in(&mut self, at: Timestamp, news: &[Notice]) {
        for notice in news {
            let id = self.0.last().map_or(0, |row| row.id) + 1;
            self.0.push(Row { id, at, read: false, notice: notice.clone() });
        }
        let over = self.0.len().saturating_sub(MOST);
        self.0.drain(..over);
    }
}

fn line(row: Row, words: &Words) -> NoticeLine {
    let (title, body) = row.notice.say(words);
    let (place, group) = row.notice.leads();
    let (level, pair) = (row.notice.level(), row.notice.pair);
    NoticeLine { id: row.id, at: row.at, level, title, body, read: row.read, pair, place, group }
}
