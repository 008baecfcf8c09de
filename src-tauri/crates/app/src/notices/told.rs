//! What was told already, and what of what is seen is news. No clock and no disk: both are given.

use std::time::Duration;

use crosswalk_model::{PairId, Timestamp};
use jiff::Zoned;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Cause, Change, Level, Means, Notice, NoticeSettings, Threshold};

/// News that come within this time of the first are told together.
pub const GATHER: Duration = Duration::from_secs(60);

/// Hours that begin or end are looked for so often: a machine that was suspended counts no minutes.
pub const NOW_AND_THEN: Duration = Duration::from_secs(5 * 60);

/// A cause with so many times the records that were told is news again.
const WORSE: u64 = 10;

/// What was told and stands, and what waits to be told. Stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    #[serde(default)]
    standing: Vec<Standing>,
    /// When the first of what waits to be told was seen.
    #[serde(default)]
    since: Option<Timestamp>,
    /// What the desktop is to be told when the hours of rest are over.
    #[serde(default)]
    held: Vec<Notice>,
    /// When a day was last summed up.
    #[serde(default)]
    summed_up: Option<Timestamp>,
}

/// A cause that was told and is not mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    pair: PairId,
    name: String,
    cause: Cause,
    records: u64,
    all: bool,
}

/// What is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The pairs that there are.
    pub pairs: Vec<PairId>,
    /// Those of them whose picture is whole. Nothing is said of the others.
    pub looked_at: Vec<PairSeen>,
}

/// How a pair stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairSeen {
    /// The pair.
    pub pair: PairId,
    /// Its name.
    pub name: String,
    /// All its records.
    pub records: u64,
    /// What ails it.
    pub causes: Vec<SeenCause>,
    /// Whether it is known that nothing stops it.
    pub stops: Stops,
}

/// One thing that ails a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenCause {
    /// What.
    pub cause: Cause,
    /// How many records.
    pub records: u64,
    /// Whether the number of records matters.
    pub weight: Weight,
}

/// Whether the number of records decides that a cause is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// From a threshold on.
    Counted,
    /// However few.
    Always,
}

/// Whether it is known that nothing stops a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stops {
    /// What stops it is among the causes.
    Known,
    /// Nobody tried since: what stopped it may stop it still.
    Unknown,
}

impl Told {
    /// Takes in what is seen, and answers what is to be told now: what is news for a minute. What came
    /// and went in the meantime was none.
    pub fn look(&mut self, now: &Zoned, seen: &Seen, settings: &NoticeSettings) -> Vec<Notice> {
        self.standing.retain(|it| seen.pairs.contains(&it.pair));
        self.held.retain(|it| seen.pairs.contains(&it.pair));
        let news: Vec<Notice> =
            seen.looked_at.iter().flat_map(|pair| self.news_of(pair, settings.threshold)).collect();
        if news.is_empty() {
            // What waits may be a pair's that is not looked at now.
            if seen.looked_at.len() == seen.pairs.len() {
                self.since = None;
            }
            return Vec::new();
        }
        let at = now.timestamp();
        // A clock that was set back makes nobody wait longer.
        let since = self.since.filter(|since| *since <= at).unwrap_or(at);
        self.since = Some(since);
        if left_of(since, at) > Duration::ZERO {
            return Vec::new();
        }
        self.since = None;
        for pair in &seen.looked_at {
            self.forget_other_stops(pair);
        }
        for notice in &news {
            self.note(notice);
        }
        news.into_iter().filter(|notice| is_wanted(notice, settings)).collect()
    }

    /// What of it, and of what was held back, is for the desktop now: nothing in hours of rest, and at
    /// their end what still stands.
    pub fn for_desktop(
        &mut self,
        now: &Zoned,
        news: Vec<Notice>,
        settings: &NoticeSettings,
    ) -> Vec<Notice> {
        for notice in news {
            self.hold(notice);
        }
        if settings.is_quiet(now) {
            return Vec::new();
        }
        let mut held = std::mem::take(&mut self.held);
        held.retain(|it| settings.means(it.level()) == Means::Desktop && self.holds_yet(it));
        held
    }

    /// What came and went while the desktop was left in peace is no news to it.
    fn hold(&mut self, mut notice: Notice) {
        let of_it = |it: &Notice| it.pair == notice.pair && it.cause == notice.cause;
        let before = self.held.iter().position(of_it).map(|at| self.held.remove(at));
        match (before.map(|it| it.change), notice.change) {
            (Some(Change::New), Change::Mended) => return,
            (Some(Change::New), Change::Worse) => notice.change = Change::New,
            (None | Some(_), _) => {}
        }
        self.held.push(notice);
    }

    /// Since when a day is to be summed up now, where it is: once a day from the person's hour on, and
    /// not in their hours of rest.
    pub fn sum_up(&mut self, now: &Zoned, settings: &NoticeSettings) -> Option<Timestamp> {
        if settings.summary == Means::Nowhere {
            self.summed_up = None;
            return None;
        }
        // Whoever has just asked for it is told at the next hour of theirs.
        let Some(last) = self.summed_up else {
            self.summed_up = Some(now.timestamp());
            return None;
        };
        let hour = i8::try_from(settings.summary_at).unwrap_or_default();
        let on = |date: Date| date.at(hour.min(23), 0, 0, 0).to_zoned(now.time_zone().clone()).ok();
        // Where the hour lies in hours of rest, theirs is over only when another day has begun.
        let today = on(now.date())?;
        let due = if today <= *now { today } else { on(now.date().yesterday().ok()?)? };
        if last >= due.timestamp() || settings.is_quiet(now) {
            return None;
        }
        self.summed_up = Some(now.timestamp());
        Some(last)
    }

    /// After how long something may be due though nothing changes.
    #[must_use]
    pub fn again(&self, now: &Zoned, settings: &NoticeSettings) -> Option<Duration> {
        let gathering = self.since.map(|since| match left_of(since, now.timestamp()) {
            Duration::ZERO => NOW_AND_THEN,
            left => left,
        });
        // The end of the hours of rest is looked for, and the hour of the day's figures.
        let later = settings.summary != Means::Nowhere || !self.held.is_empty();
        let summing = later.then_some(NOW_AND_THEN);
        gathering.into_iter().chain(summing).min()
    }

    fn news_of(&self, pair: &PairSeen, threshold: Threshold) -> Vec<Notice> {
        let mut news = Vec::new();
        for it in &pair.causes {
            let change = match self.standing(pair.pair, &it.cause) {
                None if is_enough(it, pair, threshold) => Change::New,
                Some(told) if told.is_worse(it, pair) => Change::Worse,
                None | Some(_) => continue,
            };
            let of = (pair.pair, pair.name.as_str());
            let mut notice = Notice::new(of, (it.cause.clone(), change), it.records);
            notice.all = are_all(it, pair);
            news.push(notice);
        }
        for told in self.standing.iter().filter(|told| told.pair == pair.pair) {
            let unsure = is_stop(&told.cause)
                && (pair.stops == Stops::Unknown
                    || pair.causes.iter().any(|it| is_stop(&it.cause)));
            if !unsure && !pair.causes.iter().any(|it| it.cause == told.cause) {
                let of = (pair.pair, pair.name.as_str());
                let mut notice =
                    Notice::new(of, (told.cause.clone(), Change::Mended), told.records);
                notice.all = told.all;
                news.push(notice);
            }
        }
        news
    }

    /// What stopped a pair is none any more where something else stops it: nothing goes on by that.
    fn forget_other_stops(&mut self, pair: &PairSeen) {
        if pair.causes.iter().any(|it| is_stop(&it.cause)) {
            let stands = |cause: &Cause| pair.causes.iter().any(|it| it.cause == *cause);
            self.standing
                .retain(|it| it.pair != pair.pair || !is_stop(&it.cause) || stands(&it.cause));
        }
    }

    fn holds_yet(&self, notice: &Notice) -> bool {
        match notice.change {
            Change::Mended => true,
            Change::New | Change::Worse => {
                notice.level() == Level::Summary
                    || self.standing(notice.pair, &notice.cause).is_some()
            }
        }
    }

    fn standing(&self, pair: PairId, cause: &Cause) -> Option<&Standing> {
        self.standing.iter().find(|it| it.pair == pair && it.cause == *cause)
    }

    fn note(&mut self, notice: &Notice) {
        self.standing.retain(|it| it.pair != notice.pair || it.cause != notice.cause);
        match notice.change {
            Change::Mended => {}
            Change::New | Change::Worse => self.standing.push(Standing {
                pair: notice.pair,
                name: notice.name.clone(),
                cause: notice.cause.clone(),
                records: notice.records,
                all: notice.all,
            }),
        }
    }
}

impl Standing {
    /// Ten times the records, or all of them where some still got through.
    fn is_worse(&self, now: &SeenCause, pair: &PairSeen) -> bool {
        let tenfold = self.records > 0 && now.records >= self.records.saturating_mul(WORSE);
        let fails = matches!(now.cause, Cause::Failing { .. }) && now.weight == Weight::Counted;
        tenfold || (fails && !self.all && are_all(now, pair))
    }
}

const fn is_stop(cause: &Cause) -> bool {
    matches!(cause, Cause::Stopped { .. })
}

const fn are_all(it: &SeenCause, pair: &PairSeen) -> bool {
    pair.records > 0 && it.records >= pair.records
}

/// Whether a person is told: that something is mended is no news to whoever did not want to hear of it.
fn is_wanted(notice: &Notice, settings: &NoticeSettings) -> bool {
    let came = Notice { change: Change::New, ..notice.clone() };
    settings.means(came.level()) != Means::Nowhere
        && settings.means(notice.level()) != Means::Nowhere
}

fn is_enough(it: &SeenCause, pair: &PairSeen, threshold: Threshold) -> bool {
    match it.weight {
        Weight::Always => true,
        Weight::Counted => threshold.is_reached(it.records, pair.records),
    }
}

/// How long news are gathered yet.
fn left_of(since: Timestamp, at: Timestamp) -> Duration {
    let gone = Duration::try_from(at.duration_since(since)).unwrap_or_default();
    GATHER.saturating_sub(gone)
}
