//! What a person is told of while they look elsewhere: by cause and transition (it came, it is ten
//! times worse, it is mended), never by record. Causes that come together are one notice, and hours of
//! rest hold back from the desktop what it is told at their end if it still stands. What was told is stored, so that a
//! restart tells nothing twice and misses no mending.

use std::time::Duration;

use crosswalk_engine::RunResult;
use crosswalk_model::{PairId, Timestamp};
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::desk::Desk;
use crate::error::AppError;
use crate::open::App;
use crate::overview::{Activity, PairOverview};

mod kept;
mod notice;
mod settings;
mod told;

use kept::Kept;
pub use kept::{NoticeLine, NoticeList};
pub use notice::{Cause, Change, Level, Notice, Toast};
pub use settings::{Means, Names, NoticeSettings, Threshold};
pub use told::{GATHER, NOW_AND_THEN, PairSeen, Seen, SeenCause, Stops, Told, Weight};

/// What there is to tell now, and when to look again where nothing else says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// How many are new in the window's list.
    pub listed: usize,
    /// For the desktop, at most one.
    pub toast: Option<Toast>,
    /// After so long something may be due.
    pub again: Option<Duration>,
}

/// Where what was told stands.
const TOLD: &str = "notices/told";

/// Names that a notice may say, where a person wants names.
const NAMES_SAID: usize = 3;

impl Desk {
    /// What is to be told to a person now.
    ///
    /// # Errors
    /// As [`Desk::overview`].
    pub async fn notices(&self) -> Result<Telling, AppError> {
        let (app, seen) = (self.app().await?, self.seen().await?);
        let telling = app.tell(&app.now().to_zoned(TimeZone::system()), &seen)?;
        if telling.listed > 0 {
            self.board().changed();
        }
        Ok(telling)
    }

    /// How everything stands, as far as notices go.
    ///
    /// # Errors
    /// As [`Desk::overview`].
    pub async fn seen(&self) -> Result<Seen, AppError> {
        let app = self.app().await?;
        let mut seen = Seen::default();
        for pair in self.overview().await?.pairs {
            seen.pairs.push(pair.pair);
            seen.looked_at.extend(app.seen(&pair)?);
        }
        Ok(seen)
    }

    /// Has the errors of a group tried again, as a notice offers.
    ///
    /// # Errors
    /// As [`App::retry_errors`]; [`AppError::Refused`] for a field that changed: a notice is no place to
    /// approve what nobody looked at.
    pub async fn retry(&self, pair: PairId, group: &str) -> Result<(), AppError> {
        let app = self.app().await?;
        if !app.drift_of_group(pair, group)?.is_empty() {
            let why = "a field that changed is approved where it can be looked at";
            return Err(AppError::Refused(why.to_owned()));
        }
        app.retry_errors(pair, Some(group))?;
        self.board().changed();
        Ok(())
    }
}

impl App {
    /// Takes in what is seen, and says what of it is to be told: news go into the list of the window,
    /// and to the desktop as the person wants it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn tell(&self, now: &Zoned, seen: &Seen) -> Result<Telling, AppError> {
        let settings = self.notice_settings()?;
        let before: Told = self.store.setting(TOLD)?.unwrap_or_default();
        let mut told = before.clone();
        let mut news = told.look(now, seen, &settings);
        if let Some(since) = told.sum_up(now, &settings) {
            for pair in &seen.pairs {
                news.push(self.day(*pair, since)?);
            }
        }
        news.retain(|notice| settings.means(notice.level()) != Means::Nowhere);
        for notice in &mut news {
            self.name_what_fails(notice, settings.names)?;
        }
        let wanted = |it: &&Notice| settings.means(it.level()) == Means::Desktop;
        let for_desktop = news.iter().filter(wanted).cloned().collect();
        let mut toasted = told.for_desktop(now, for_desktop, &settings);
        for notice in &mut toasted {
            // Names are not kept with what was held back.
            self.name_what_fails(notice, settings.names)?;
        }
        let again = told.again(now, &settings);
        if told != before || !news.is_empty() {
            // In one step: what is noted as told without being in the list would never be told.
            self.store.change_settings(
                (kept::KEY, TOLD),
                |list: &mut Kept, stored: &mut Told| {
                    list.take_in(now.timestamp(), &news);
                    *stored = told;
                },
            )?;
        }
        Ok(Telling { listed: news.len(), toast: Toast::of(toasted), again })
    }

    /// A pair as far as notices go; none while a pass is under way, since its picture then has
    /// yesterday's result and half of today's errors.
    fn seen(&self, pair: &PairOverview) -> Result<Option<PairSeen>, AppError> {
        let (stopped, stops) = match &pair.now {
            Activity::Running { .. } | Activity::Waiting { next_at: None } => return Ok(None),
            Activity::Stopped { why, error } => {
                let why = error.as_ref().map(|error| error.code.clone()).or_else(|| why.clone());
                (Some(why.unwrap_or_default()), Stops::Known)
            }
            // What passes by itself is no reason to call anybody, and no sign that anything is mended.
            Activity::Setback { error, .. } if error.retryable => (None, Stops::Unknown),
            Activity::Setback { error, .. } => (Some(error.code.clone()), Stops::Known),
            Activity::Waiting { next_at: Some(_) } => (None, Stops::Known),
            Activity::Paused { .. } | Activity::ByHand => (None, Stops::Unknown),
        };
        let cause = |cause, records| SeenCause { cause, records, weight: Weight::Always };
        let mut causes = Vec::new();
        causes.extend(stopped.map(|code| cause(Cause::Stopped { code }, 0)));
        if self.is_braked(pair.pair)? {
            causes.push(cause(Cause::Braked, pair.planned));
        }
        for line in self.error_lines(pair.pair)? {
            // A field that changed is one item, however many records it concerns.
            let weight = if line.drift.is_empty() { Weight::Counted } else { Weight::Always };
            let cause = Cause::Failing { group: line.group };
            causes.push(SeenCause { cause, records: line.items, weight });
        }
        let records = pair.states.iter().map(|line| line.links).sum();
        let (pair, name) = (pair.pair, pair.name.clone());
        Ok(Some(PairSeen { pair, name, records, causes, stops }))
    }

    /// Whether a brake holds: so said the last run that could have got past it. A plan that somebody
    /// looks at releases nothing, and neither does an undo, a run that came to no end, or what was done
    /// to chosen records.
    fn is_braked(&self, pair: PairId) -> Result<bool, AppError> {
        let said = self.store.last_whole_run(pair)?.and_then(|run| run.result);
        Ok(said.as_deref() == Some(RunResult::Braked.as_str()))
    }

    /// Which objects fail, and whose records, where that is to be said.
    fn name_what_fails(&self, notice: &mut Notice, names: Names) -> Result<(), AppError> {
        let Cause::Failing { group } = &notice.cause else { return Ok(()) };
        if notice.change == Change::Mended {
            return Ok(());
        }
        let rows = match self.errors_of_group(notice.pair, group) {
            // The last of them got through in the meantime.
            Err(AppError::NoSuch { .. }) => return Ok(()),
            rows => rows?,
        };
        let mut links: Vec<_> = rows.iter().map(|row| row.link).collect();
        links.dedup();
        let some: Vec<_> = links.into_iter().take(NAMES_SAID).collect();
        for triple in self.store.triples(&some)? {
            let object = triple.link.mapping.to_string();
            if !notice.objects.contains(&object) {
                notice.objects.push(object);
            }
        }
        if names == Names::Shown {
            let titles = self.titles(&some)?;
            notice.people =
                titles.into_iter().filter_map(|title| title.name.or(title.email)).collect();
        }
        Ok(())
    }

    /// What a pair came to since then.
    fn day(&self, pair: PairId, since: Timestamp) -> Result<Notice, AppError> {
        let runs = self.store.runs_since(pair, since)?;
        let written = |counts: &serde_json::Value| {
            let side = |side: &str| {
                let pointer = format!("/written/{side}");
                counts.pointer(&pointer).and_then(serde_json::Value::as_u64).unwrap_or(0)
            };
            side("hubspot") + side("salesforce")
        };
        let records = runs.iter().map(|run| written(&run.counts)).sum();
        let failing = self.error_lines(pair)?.iter().map(|line| line.items).sum();
        let conflicts = self.status(pair)?.conflicts as u64;
        let cause = Cause::Day { failing, conflicts };
        let name = self.store.pair(pair)?.name;
        Ok(Notice::new((pair, &name), (cause, Change::New), records))
    }
}

#[cfg(test)]
mod tests;
