//! What a person is notified of while the window is away: one notice for each cause when it comes,
//! none while it stays, and none of anybody's data.

use std::collections::BTreeSet;

use crosswalk_model::PairId;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::board::{News, Place};
use crate::desk::Desk;
use crate::error::AppError;
use crate::open::App;
use crate::overview::{Activity, PairOverview};
use crate::words::Words;

/// What a person wants to be notified of. Stored with the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NoticeSettings {
    /// Whether anything is notified.
    pub wanted: Wanted,
    /// Records of one cause from which it is notified.
    pub from_records: u32,
    /// Hours of the day, by the machine's clock, in which nothing is: from, to. Both alike is never.
    pub quiet: (u8, u8),
}

/// Whether notices are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// They are shown.
    Shown,
    /// They are not; the window has them all the same.
    Silent,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        NoticeSettings { wanted: Wanted::Shown, from_records: 1, quiet: (0, 0) }
    }
}

/// Where the settings stand.
const KEY: &str = "notices";

/// A notice: its words are `notice-CAUSE`, with these facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The pair.
    pub pair: PairId,
    /// Its name, as the person gave it.
    pub name: String,
    /// What there is.
    pub cause: Cause,
    /// How many records, where that is known; of several causes, how many of these.
    pub records: u64,
}

/// Why a person is notified.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The pair does not run until a person does something; the code says what.
    Stopped(String),
    /// A brake holds the plan.
    Braked,
    /// Records fail for one cause, named as `errors retry` names it.
    Failing(String),
    /// Several of these came at once.
    Several,
    /// Whatever there was is mended.
    Recovered,
}

impl Notice {
    /// What a click on it says to the window.
    #[must_use]
    pub fn opens(&self) -> News {
        let (place, group) = match &self.cause {
            Cause::Stopped(_) | Cause::Several | Cause::Recovered => (Place::Overview, None),
            Cause::Braked => (Place::Preview, None),
            Cause::Failing(group) => (Place::Errors, Some(group.clone())),
        };
        News::Open { pair: self.pair, place, group }
    }

    /// It in words: what it is, and how much of it. Nobody's data is in them; the pair's name is the
    /// person's own.
    #[must_use]
    pub fn say(&self, words: &Words) -> (String, String) {
        let (title, body) = match &self.cause {
            Cause::Stopped(code) if code == "sign_in_needed" => {
                ("notice-sign-in", "notice-sign-in-about")
            }
            Cause::Stopped(_) => ("notice-stopped", "notice-stopped-about"),
            Cause::Braked => ("notice-braked", "notice-braked-about"),
            Cause::Failing(_) => ("notice-failing", "notice-failing-about"),
            Cause::Several => ("notice-several", "notice-several-about"),
            Cause::Recovered => ("notice-recovered", "notice-recovered-about"),
        };
        let facts = [("pair", self.name.clone()), ("count", self.records.to_string())];
        (words.say(title, &facts), words.say(body, &facts))
    }
}

/// What was told already, cause by cause: a cause that went and comes again is news.
#[derive(Clone, Debug, Default)]
pub struct Told(BTreeSet<(PairId, Cause)>);

impl Told {
    /// What of the causes is news.
    fn news(&mut self, now: Vec<Notice>) -> Vec<Notice> {
        let causes = now.iter().map(|notice| (notice.pair, notice.cause.clone())).collect();
        let before = std::mem::replace(&mut self.0, causes);
        let is_news = |it: &Notice| !before.contains(&(it.pair, it.cause.clone()));
        now.into_iter().filter(is_news).collect()
    }

    /// Whether there is anything of a pair that was told and not mended yet.
    fn ails(&self, pair: PairId) -> bool {
        self.0.iter().any(|(of, _)| *of == pair)
    }
}

impl App {
    /// What a person wants to be notified of.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn notice_settings(&self) -> Result<NoticeSettings, AppError> {
        Ok(self.store.setting(KEY)?.unwrap_or_default())
    }

    /// Notes what a person wants to be notified of.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn set_notice_settings(&self, settings: &NoticeSettings) -> Result<(), AppError> {
        Ok(self.store.set_setting(KEY, settings)?)
    }

    fn causes(&self, pair: &PairOverview, from_records: u32) -> Result<Vec<Notice>, AppError> {
        let notice =
            |cause, records| Notice { pair: pair.pair, name: pair.name.clone(), cause, records };
        let mut causes = Vec::new();
        causes.extend(stopped(&pair.now).map(|code| notice(Cause::Stopped(code), 0)));
        let result = pair.last.as_ref().and_then(|run| run.result.as_deref());
        if result == Some("braked") {
            causes.push(notice(Cause::Braked, pair.planned));
        }
        for line in self.error_lines(pair.pair)? {
            // A field that changed is one item, however many records it concerns.
            if !line.drift.is_empty() || line.items >= u64::from(from_records) {
                causes.push(notice(Cause::Failing(line.group), line.items));
            }
        }
        Ok(causes)
    }
}

/// The code of what a person has to do before the pair goes on.
fn stopped(now: &Activity) -> Option<String> {
    match now {
        Activity::Stopped { error: Some(error), .. } => Some(error.code.clone()),
        Activity::Stopped { why, error: None } => Some(why.clone().unwrap_or_default()),
        // What passes by itself is no reason to call anybody.
        Activity::Setback { error, .. } => (!error.retryable).then(|| error.code.clone()),
        Activity::Running { .. } | Activity::Waiting { .. } | Activity::Paused => None,
    }
}

impl Desk {
    /// What is news to a person now. In their quiet hours a cause is kept
    /// for later, and told then if it is still there.
    ///
    /// # Errors
    /// As [`Desk::overview`].
    pub async fn notices(&self, told: &mut Told) -> Result<Vec<Notice>, AppError> {
        let app = self.app().await?;
        let settings = app.notice_settings()?;
        let hour = app.now().to_zoned(TimeZone::system()).hour().unsigned_abs();
        if settings.wanted == Wanted::Silent || is_quiet(settings.quiet, hour) {
            return Ok(Vec::new());
        }
        let (mut now, mut mended) = (Vec::new(), Vec::new());
        for pair in self.overview().await?.pairs {
            // A picture in the middle of a pass has yesterday's result and half of today's errors.
            if matches!(pair.now, Activity::Running { .. }) {
                return Ok(Vec::new());
            }
            let causes = app.causes(&pair, settings.from_records)?;
            if causes.is_empty() && told.ails(pair.pair) {
                let (cause, name) = (Cause::Recovered, pair.name.clone());
                mended.push(Notice { pair: pair.pair, name, cause, records: 0 });
            }
            now.extend(causes);
        }
        let mut news = together(told.news(now));
        news.extend(mended);
        Ok(news)
    }
}

/// Several causes of a pair that come at once are one notice: nobody reads five.
fn together(news: Vec<Notice>) -> Vec<Notice> {
    let mut told: Vec<Notice> = Vec::new();
    for one in news {
        match told.iter_mut().find(|it| it.pair == one.pair) {
            Some(several) if several.cause == Cause::Several => several.records += 1,
            Some(first) => *first = Notice { cause: Cause::Several, records: 2, ..one },
            None => told.push(one),
        }
    }
    told
}

/// Whether an hour lies in the quiet ones, which may go past midnight.
const fn is_quiet((from, to): (u8, u8), hour: u8) -> bool {
    if from <= to { from <= hour && hour < to } else { from <= hour || hour < to }
}

#[cfg(test)]
mod tests;
