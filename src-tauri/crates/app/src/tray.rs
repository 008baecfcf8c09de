//! What the tray says and offers, from how everything stands: the last result and what goes on now
//! of each pair, and the orders that make sense at this moment. The shell only lays it out.

use crosswalk_model::{Both, PairId, Timestamp};
use jiff::tz::TimeZone;

use crate::board::LiveRun;
use crate::desk::Desk;
use crate::error::AppError;
use crate::overview::{Activity, Overview, PairOverview};
use crate::pausing::PauseFor;
use crate::words::Words;

/// What the tray's words are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct TrayFacts {
    pairs: Vec<PairFacts>,
    /// Times are said as here.
    zone: TimeZone,
}

#[derive(Clone, Debug, PartialEq)]
struct PairFacts {
    pair: PairId,
    name: String,
    now: Activity,
    /// How the last run ended; none before the first.
    last: Option<Option<String>>,
    errors: u64,
}

/// A line of the tray's menu. One that orders nothing and has none below it is only read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrayLine {
    /// Its words.
    pub text: String,
    /// What it orders.
    pub order: Option<TrayOrder>,
    /// The lines that open beside it.
    pub below: Vec<TrayLine>,
}

/// The menu: groups of lines, with a rule between them.
pub type TrayMenu = Vec<Vec<TrayLine>>;

/// What a line of the tray orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrayOrder {
    /// The window comes.
    Open,
    /// The program ends.
    Quit,
    /// A pass now.
    SyncNow(PairId),
    /// Nothing by itself for that long.
    Pause(PairId, PauseFor),
    /// In step again.
    GoOn(PairId),
    /// The window comes with what fails.
    Errors(PairId),
}

impl TrayOrder {
    /// It as the name of a menu's item.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            TrayOrder::Open => "open".to_owned(),
            TrayOrder::Quit => "quit".to_owned(),
            TrayOrder::SyncNow(pair) => format!("sync/{pair}"),
            TrayOrder::Pause(pair, PauseFor::Hour) => format!("pause-hour/{pair}"),
            TrayOrder::Pause(pair, PauseFor::Tomorrow) => format!("pause-tomorrow/{pair}"),
            TrayOrder::Pause(pair, PauseFor::Resumed) => format!("pause/{pair}"),
            TrayOrder::GoOn(pair) => format!("go-on/{pair}"),
            TrayOrder::Errors(pair) => format!("errors/{pair}"),
        }
    }

    /// The order of a menu's item.
    #[must_use]
    pub fn of_id(id: &str) -> Option<TrayOrder> {
        let Some((what, pair)) = id.split_once('/') else {
            return [TrayOrder::Open, TrayOrder::Quit].into_iter().find(|it| it.id() == id);
        };
        let pair = PairId(pair.parse().ok()?);
        let pauses = [PauseFor::Hour, PauseFor::Tomorrow, PauseFor::Resumed];
        let others = [TrayOrder::SyncNow(pair), TrayOrder::GoOn(pair), TrayOrder::Errors(pair)];
        let mut all = pauses.map(|it| TrayOrder::Pause(pair, it)).into_iter().chain(others);
        all.find(|it| it.id().split_once('/').is_some_and(|(name, _)| name == what))
    }
}

impl TrayFacts {
    /// What the tray tells of this.
    #[must_use]
    pub fn of(overview: &Overview, zone: TimeZone) -> TrayFacts {
        TrayFacts { pairs: overview.pairs.iter().map(PairFacts::of).collect(), zone }
    }

    /// A pass went on: only its figures are other ones.
    pub fn follow(&mut self, run: &LiveRun) {
        for pair in &mut self.pairs {
            if let Activity::Running { run: shown, .. } = &mut pair.now {
                shown.clone_from(run);
            }
        }
    }

    /// The menu before anything is open, as while a passphrase is waited for.
    #[must_use]
    pub fn unopened(words: &Words) -> TrayMenu {
        let status = TrayLine::read(words.say("tray-not-open", &[]));
        let line = |id: &str, order| TrayLine::order(words.say(id, &[]), order);
        let open = line("tray-open", TrayOrder::Open);
        vec![vec![status], vec![open], vec![line("tray-quit", TrayOrder::Quit)]]
    }

    /// The menu in words.
    #[must_use]
    pub fn menu(&self, words: &Words) -> TrayMenu {
        let line = |id: &str, order| TrayLine::order(words.say(id, &[]), order);
        let mut orders = vec![line("tray-open", TrayOrder::Open)];
        orders.extend(self.sync_now(words));
        orders.extend(self.pauses(words));
        orders.extend(self.going_on(words));
        orders.push(self.errors(words));
        vec![self.status(words), orders, vec![line("tray-quit", TrayOrder::Quit)]]
    }

    /// How everything stands in one line, for whoever only points at the icon.
    #[must_use]
    pub fn tooltip(&self, words: &Words) -> String {
        let said: Vec<String> = self.status(words).into_iter().map(|line| line.text).collect();
        format!("Crosswalk: {}", said.join("; "))
    }

    fn status(&self, words: &Words) -> Vec<TrayLine> {
        let zone = &self.zone;
        match self.pairs.as_slice() {
            [] => vec![TrayLine::read(words.say("tray-no-pair", &[]))],
            [one] => vec![TrayLine::read(one.status(words, zone))],
            several => {
                let say = |it: &PairFacts| format!("{}: {}", it.name, it.status(words, zone));
                several.iter().map(|it| TrayLine::read(say(it))).collect()
            }
        }
    }

    fn sync_now(&self, words: &Words) -> Option<TrayLine> {
        let order = |it: &PairFacts| it.can_sync().then_some(TrayOrder::SyncNow(it.pair));
        let text = words.say("tray-sync", &[]);
        Some(match self.pairs.as_slice() {
            [] => return None,
            [one] => TrayLine { text, order: order(one), below: Vec::new() },
            several => TrayLine::over(text, several.iter().map(|it| it.line(order(it))).collect()),
        })
    }

    fn pauses(&self, words: &Words) -> Option<TrayLine> {
        let text = words.say("tray-pause", &[]);
        let ways = |it: &PairFacts| {
            let way =
                |pause, id| TrayLine::order(words.say(id, &[]), TrayOrder::Pause(it.pair, pause));
            vec![
                way(PauseFor::Hour, "tray-pause-hour"),
                way(PauseFor::Tomorrow, "tray-pause-tomorrow"),
                way(PauseFor::Resumed, "tray-pause-resumed"),
            ]
        };
        let mut below: Vec<TrayLine> = self
            .pairs
            .iter()
            .filter(|it| it.can_pause())
            .map(|it| TrayLine::over(it.name.clone(), ways(it)))
            .collect();
        // With one pair nobody has to be told which.
        if self.pairs.len() == 1 {
            below = below.into_iter().flat_map(|it| it.below).collect();
        }
        (!below.is_empty()).then(|| TrayLine::over(text, below))
    }

    fn going_on(&self, words: &Words) -> Option<TrayLine> {
        let text = words.say("tray-go-on", &[]);
        let paused: Vec<&PairFacts> = self.pairs.iter().filter(|it| it.is_paused()).collect();
        match (paused.as_slice(), self.pairs.len()) {
            ([], _) => None,
            ([one], 1) => Some(TrayLine::order(text, TrayOrder::GoOn(one.pair))),
            (several, _) => {
                let line = |it: &&PairFacts| it.line(Some(TrayOrder::GoOn(it.pair)));
                Some(TrayLine::over(text, several.iter().map(line).collect()))
            }
        }
    }

    fn errors(&self, words: &Words) -> TrayLine {
        let all: u64 = self.pairs.iter().map(|it| it.errors).sum();
        let text = words.say("tray-errors", &[("count", all.to_string())]);
        let failing: Vec<&PairFacts> = self.pairs.iter().filter(|it| it.errors > 0).collect();
        match (failing.as_slice(), self.pairs.as_slice()) {
            ([], [first, ..]) => TrayLine::order(text, TrayOrder::Errors(first.pair)),
            ([], []) => TrayLine::read(text),
            ([one], _) => TrayLine::order(text, TrayOrder::Errors(one.pair)),
            (several, _) => {
                let line = |it: &&PairFacts| {
                    let text = format!("{} ({})", it.name, it.errors);
                    TrayLine::order(text, TrayOrder::Errors(it.pair))
                };
                TrayLine::over(text, several.iter().map(line).collect())
            }
        }
    }
}

impl Desk {
    /// What the tray tells of what is open; nothing is opened for it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn tray_facts(&self) -> Result<Option<TrayFacts>, AppError> {
        if self.open_app().await.is_none() {
            return Ok(None);
        }
        Ok(Some(TrayFacts::of(&self.overview().await?, TimeZone::system())))
    }
}

impl TrayLine {
    const fn read(text: String) -> TrayLine {
        TrayLine { text, order: None, below: Vec::new() }
    }

    const fn order(text: String, order: TrayOrder) -> TrayLine {
        TrayLine { text, order: Some(order), below: Vec::new() }
    }

    const fn over(text: String, below: Vec<TrayLine>) -> TrayLine {
        TrayLine { text, order: None, below }
    }
}

impl PairFacts {
    fn of(pair: &PairOverview) -> PairFacts {
        PairFacts {
            pair: pair.pair,
            name: pair.name.clone(),
            now: pair.now.clone(),
            last: pair.last.as_ref().map(|run| run.result.clone()),
            errors: pair.errors,
        }
    }

    fn line(&self, order: Option<TrayOrder>) -> TrayLine {
        TrayLine { text: self.name.clone(), order, below: Vec::new() }
    }

    /// What goes on now, and what the last run came to: always both.
    fn status(&self, words: &Words, zone: &TimeZone) -> String {
        format!("{} · {}", self.doing(words, zone), self.result(words))
    }

    fn doing(&self, words: &Words, zone: &TimeZone) -> String {
        let at = |id: &str, at: Timestamp| words.say(id, &[("at", clock(at, zone))]);
        match &self.now {
            Activity::Running { run, .. } => {
                let all = |both: Both<u64>| both.hubspot + both.salesforce;
                let (read, written) = (all(run.read), all(run.written));
                let count = |id: &str, count: u64| words.say(id, &[("count", count.to_string())]);
                match (read, written) {
                    (0, 0) => words.say("tray-running", &[]),
                    (read, 0) => count("tray-running-read", read),
                    (_, written) => count("tray-running-written", written),
                }
            }
            Activity::Waiting { next_at: None } => words.say("tray-waiting", &[]),
            Activity::Waiting { next_at: Some(next) } => at("tray-next", *next),
            Activity::Setback { next_at, .. } => at("tray-setback", *next_at),
            Activity::Paused { until: None } => words.say("tray-paused", &[]),
            Activity::Paused { until: Some(until) } => at("tray-paused-until", *until),
            Activity::ByHand => words.say("tray-by-hand", &[]),
            Activity::Stopped { .. } => words.say("tray-stopped", &[]),
        }
    }

    fn result(&self, words: &Words) -> String {
        let Some(result) = &self.last else { return words.say("tray-never", &[]) };
        let result = result.as_deref().unwrap_or("interrupted");
        // A run that did not come to its end is told before what earlier ones left.
        let ended = matches!(result, "done" | "some_failed" | "planned");
        if ended && self.errors > 0 {
            return words.say("tray-errors-left", &[("count", self.errors.to_string())]);
        }
        words.say("tray-last", &[("result", words.say(&format!("result-{result}"), &[]))])
    }

    /// A stopped pair has a person to do something first, and one that runs is at it.
    const fn can_sync(&self) -> bool {
        match self.now {
            Activity::Waiting { .. }
            | Activity::Setback { .. }
            | Activity::Paused { .. }
            | Activity::ByHand => true,
            Activity::Running { .. } | Activity::Stopped { .. } => false,
        }
    }

    const fn can_pause(&self) -> bool {
        match self.now {
            Activity::Running { .. } | Activity::Waiting { .. } | Activity::Setback { .. } => true,
            Activity::Paused { .. } | Activity::ByHand | Activity::Stopped { .. } => false,
        }
    }

    const fn is_paused(&self) -> bool {
        matches!(self.now, Activity::Paused { .. })
    }
}

/// A time as a clock on the wall shows it.
fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests;
